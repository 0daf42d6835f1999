"""DOCX becomes the same blocks as a PDF: its body in order, with numbers, notes and text boxes."""

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element as Element

from corpus.records import PassageKind, RemovedLine
from extract import problems
from extract.office.docx_headings import headings_by_print
from extract.office.docx_notes import Notes
from extract.office.docx_numbering import Numbering
from extract.office.docx_package import Package, W, open_package
from extract.office.docx_pages import PAGE, Pages, placed
from extract.office.docx_styles import (
    Style,
    Styles,
    attribute,
    is_on,
    look_of,
    numbering_of,
    outline_level,
    whole,
)
from extract.office.docx_tables import MergedRow, row_at, through
from extract.office.docx_text import ParagraphText, Story, alternative
from extract.office.flow import (
    BOLD_LEVEL,
    HEADING_WORDS,
    NUMBERED_PART,
    OtherForm,
    Piece,
    listed,
    other_form,
    text_kind,
)
from extract.office.flow_table import Cell, table_pieces
from extract.sections import Block

_SENTENCE_WORDS = 12
"""A paragraph in a heading style with more words than this that ends as a sentence is text."""


def read_docx(path: Path) -> OtherForm:
    """Read a Word document. Raises DocumentProblem when it gives no text.

    Pages are counted from the breaks in the file; a file without any is page 1. What was left out
    (headers, footers, the table of contents) is listed as removed lines.
    """
    package = open_package(path)
    reader = _Reader(package)
    try:
        pieces = reader.all_pieces()
    except RecursionError as error:
        raise problems.too_deep(path.name) from error
    return other_form(path.name, "docx", pieces, reader.removed, reader.pages.number)


class _Reader:
    """Reads one document from top to bottom; numbers, notes and pages are counted on the way."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._notes = Notes(package, self._styles)
        self._carried: ParagraphText | None = None
        self._sections = [
            attribute(section.find(f"{W}type")) or "nextPage"
            for section in package.document.iter(f"{W}sectPr")
            if next(section.iterancestors(f"{W}sectPrChange"), None) is None
        ]
        self._section = 0
        self.pages = Pages()
        self.removed: list[RemovedLine] = []

    def all_pieces(self) -> list[Piece]:
        """All pieces of the body; headings by their print when no heading style is used."""
        self._list_running_lines()
        document = self._package.document
        pieces = list(self._pieces(document, self._story(document)))
        if any(p.kind is PassageKind.HEADING and 0 < p.block.level < BOLD_LEVEL for p in pieces):
            return pieces
        return headings_by_print(pieces)

    def _story(self, root: Element) -> Story:
        return Story(root, self._styles, self.pages, self._notes.number)

    def _list_running_lines(self) -> None:
        lines: dict[str, None] = {}
        for root in self._package.running:
            story = Story(root, self._styles, Pages())
            for paragraph in root.iter(f"{W}p"):
                raw = story.read(paragraph, self._styles.paragraph(None))
                lines.setdefault(placed(raw.text, 1).text)
        self.removed += [RemovedLine(1, text, "kop- of voettekst") for text in lines if text]

    def _pieces(self, container: Element, story: Story) -> Iterator[Piece]:
        for child in container:
            tag = str(child.tag).removeprefix(W)
            if tag == "p":
                yield from self._paragraph(child, story)
            elif tag == "tbl":
                yield from self._left_over()
                yield from self._table(child, story)
            elif tag == "sdt" and _is_contents(child):
                self._leave_out(child, story)
            elif tag == "sdt" and is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                continue
            elif tag.endswith("}AlternateContent"):
                yield from self._pieces(alternative(child), story)
            elif tag not in ("del", "moveFrom", "sdtPr", "tcPr", "sectPr"):
                yield from self._pieces(child, story)
        yield from self._left_over()

    def _left_over(self) -> Iterator[Piece]:
        """A paragraph that was to run into the next, where there is no next."""
        raw, self._carried = self._carried, None
        if raw is not None:
            yield from self._shown(raw, "", 0, None)

    def _leave_out(self, contents: Element, story: Story) -> None:
        for paragraph in contents.iter(f"{W}p"):
            raw = story.read(paragraph, self._styles.paragraph(None))
            self._remove(raw)

    def _remove(self, raw: ParagraphText) -> None:
        line = placed(raw.text, raw.page)
        if line.text:
            self.removed.append(RemovedLine(line.boxes[0].page, line.text, "inhoudsopgave"))

    # Paragraphs -----------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, story: Story) -> Iterator[Piece]:
        properties = paragraph.find(f"{W}pPr")
        style_id = attribute(properties.find(f"{W}pStyle")) if properties is not None else None
        style = self._styles.paragraph(style_id)
        if properties is not None and is_on(properties.find(f"{W}pageBreakBefore")):
            self.pages.begin_new()
        raw = self._with_carried(story.read(paragraph, style))
        if _runs_into_next(properties):
            self._carried = raw
            return
        if style.is_contents or raw.in_contents:
            self._remove(raw)
        else:
            marker, depth = self._marker(properties, style_id or "", style, raw)
            yield from self._shown(raw, marker, depth, _level(properties, style))
            for frame in raw.frames:
                yield from self._pieces(frame, self._story(frame))
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            self._end_section()

    def _with_carried(self, raw: ParagraphText) -> ParagraphText:
        before, self._carried = self._carried, None
        return raw if before is None else before.joined(raw)

    def _end_section(self) -> None:
        """The kind of a section says how it begins: the next one decides on a new page."""
        self._section += 1
        if self._section < len(self._sections) and self._sections[self._section] != "continuous":
            self.pages.begin_new()

    def _marker(
        self, properties: Element | None, style_id: str, style: Style, raw: ParagraphText
    ) -> tuple[str, int]:
        """The number shown before a paragraph, and the level of its list."""
        number_id, level = numbering_of(properties)
        if number_id is None:
            number_id = style.number_id
            if level is None and number_id is not None:
                level = style.number_level
                if level is None:
                    level = self._numbering.level_of(number_id, style_id)
        if number_id is None or (not raw.text.strip(f" {PAGE}") and _is_hidden_mark(properties)):
            return "", 0
        return self._numbering.next_marker(number_id, level or 0), level or 0

    def _shown(
        self, raw: ParagraphText, marker: str, depth: int, level: float | None
    ) -> Iterator[Piece]:
        whole_text, page = raw.text, raw.page
        while whole_text.lstrip(" \n\t").startswith(PAGE):
            whole_text, page = whole_text.lstrip(" \n\t")[1:], page + 1
        text = placed(whole_text, page).text
        found = [self._notes.note(*call, page) for call in raw.called]
        notes = tuple(note for note in found if note is not None)
        is_part = bool(NUMBERED_PART.match(marker))
        if not text and not is_part:
            yield from (Piece(note) for note in notes)
            return
        marker = "" if marker == "•" and listed(text) else marker
        kind, rank = _kind(text, marker, level, raw, is_part)
        if kind is PassageKind.HEADING and level is None:
            rank = BOLD_LEVEL + 0.1 * depth
        if kind is PassageKind.HEADING and marker == "•":
            marker = ""
        full = placed(f"{marker} {whole_text}" if marker else whole_text, page)
        if kind is PassageKind.LIST:
            full = full.moved(listed(full.text) or full.text)
        number = text.split()[0] if kind is PassageKind.FOOTNOTE else ""
        made = Block(
            kind, full.text, full.boxes, full.starts, level=rank, number=number, calls=full.calls
        )
        yield Piece(made, notes, raw.is_bold, raw.size)

    # Tables ---------------------------------------------------------------------------------

    def _table(self, table: Element, story: Story) -> Iterator[Piece]:
        rows: list[MergedRow] = []
        for element in through(table, "tr"):
            properties = element.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            rows.append(self._row(element, properties, story))
        return iter(table_pieces([row_at(rows, place) for place in range(len(rows))]))

    def _row(self, row: Element, properties: Element | None, story: Story) -> MergedRow:
        cells: dict[int, tuple[Cell, bool]] = {}
        column = 0
        heads = False
        if properties is not None:
            column = whole(attribute(properties.find(f"{W}gridBefore")))
            heads = is_on(properties.find(f"{W}tblHeader"))
        page = self.pages.number
        for element in through(row, "tc"):
            span = max(1, whole(attribute(element.find(f"{W}tcPr/{W}gridSpan")), 1))
            merge = element.find(f"{W}tcPr/{W}vMerge")
            pieces = tuple(self._pieces(element, story))
            continues = merge is not None and attribute(merge) != "restart" and not pieces
            cells[column] = Cell(pieces, span), continues
            column += span
        first = next((p for cell, _ in cells.values() for p in cell.pieces), None)
        return MergedRow(cells, heads, first.block.boxes[0].page if first else page)


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return attribute(gallery) in ("Table of Contents", "Table of Figures")


def _runs_into_next(properties: Element | None) -> bool:
    """A paragraph whose end was deleted, or a capital letter set apart before its own text."""
    if properties is None:
        return False
    frame = properties.find(f"{W}framePr")
    drop = frame is not None and attribute(frame, "dropCap") in ("drop", "margin")
    return drop or properties.find(f"{W}rPr/{W}del") is not None


def _is_hidden_mark(properties: Element | None) -> bool:
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return bool(look_of(mark).hidden) or (mark is not None and mark.find(f"{W}del") is not None)


def _level(properties: Element | None, style: Style) -> float | None:
    own = outline_level(properties)
    return style.level if own is None else own or None


def _kind(
    text: str, marker: str, level: float | None, raw: ParagraphText, is_part: bool
) -> tuple[PassageKind, float]:
    words = len(text.split())
    is_sentence = words > 2 * HEADING_WORDS or (
        words > _SENTENCE_WORDS and text.endswith((".", ";", ":", ","))
    )
    if level is not None and not is_sentence:
        return PassageKind.HEADING, level
    if is_part and words <= HEADING_WORDS:
        return PassageKind.HEADING, BOLD_LEVEL
    if marker or listed(text):
        return PassageKind.LIST, 0.0
    if raw.begins_raised and words > 1:
        return PassageKind.FOOTNOTE, 0.0
    return text_kind(text), 0.0
