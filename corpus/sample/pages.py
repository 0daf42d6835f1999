"""The pages of a document: columns, and around them a running header, a footer and a number."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, PageTemplate

from corpus.sample.designs import PageDesign
from corpus.sample.document import SampleDocument
from corpus.sample.footnotes import NoteFrame
from corpus.sample.styles import GREY, RULE_WIDTH

FIRST_PAGE = "first"
LATER_PAGE = "later"


class SamplePage(PageTemplate):
    """A page with the running header and footer of a document; `total` counts its pages."""

    def __init__(
        self,
        name: str,
        design: PageDesign,
        frames: Sequence[NoteFrame],
        sample: SampleDocument,
        total: int,
    ) -> None:
        super().__init__(name, list(frames), pagesize=design.page_size)
        self.design = design
        self.note_frames = frames
        self.sample = sample
        self.total = total

    def beforeDrawPage(self, canvas: Canvas, _: BaseDocTemplate) -> None:  # noqa: N802
        """Begin a page: no footnotes yet, and the running header over a rule."""
        for frame in self.note_frames:
            frame.clear_notes()
        left = self.design.side_margin
        baseline = self.design.page_size[1] - 13 * mm
        self._begin_furniture(canvas)
        canvas.drawString(left, baseline, self.sample.header)
        canvas.setLineWidth(RULE_WIDTH)
        canvas.line(left, baseline - 4, left + self.design.text_width, baseline - 4)
        canvas.restoreState()

    def afterDrawPage(self, canvas: Canvas, template: BaseDocTemplate) -> None:  # noqa: N802
        """End a page: the footnotes, the footer and the page number."""
        for frame in self.note_frames:
            frame.draw_notes(canvas)
        baseline = 11 * mm
        right = self.design.page_size[0] - self.design.side_margin
        number = self.design.page_number.format(page=template.page, total=self.total)
        self._begin_furniture(canvas)
        canvas.drawString(self.design.side_margin, baseline, self.sample.footer)
        canvas.drawRightString(right, baseline, number)
        canvas.restoreState()

    def _begin_furniture(self, canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont(self.design.regular_font, 8)
        canvas.setFillColor(GREY)
        canvas.setStrokeColor(GREY)


def sample_pages(
    design: PageDesign, sample: SampleDocument, title_height: float, total: int
) -> list[PageTemplate]:
    """Give the first page, with room above its columns for a title, and the later pages."""
    first = _column_frames(design, design.text_height - title_height)
    if title_height:
        first.insert(0, _title_frame(design, title_height))
    later = _column_frames(design, design.text_height)
    return [
        SamplePage(FIRST_PAGE, design, first, sample, total),
        SamplePage(LATER_PAGE, design, later, sample, total),
    ]


def _column_frames(design: PageDesign, height: float) -> list[NoteFrame]:
    return [
        NoteFrame(design.column_left(column), design.edge_margin, design.column_width, height)
        for column in range(design.columns)
    ]


def _title_frame(design: PageDesign, height: float) -> NoteFrame:
    bottom = design.edge_margin + design.text_height - height
    return NoteFrame(design.side_margin, bottom, design.text_width, height)
