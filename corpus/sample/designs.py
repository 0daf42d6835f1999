"""The page and the fonts of each layout."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from corpus.sample.document import Layout

_COLUMN_GAP = 10 * mm


@dataclass(frozen=True, slots=True)
class PageDesign:
    """The page and fonts of one layout; `page_number` is a format of `page` and `total`."""

    page_size: tuple[float, float]
    columns: int
    regular_font: str
    bold_font: str
    body_size: float
    page_number: str
    side_margin: float
    edge_margin: float

    @property
    def text_width(self) -> float:
        """The width between the side margins."""
        return self.page_size[0] - 2 * self.side_margin

    @property
    def text_height(self) -> float:
        """The height between the margins at the top and bottom edge."""
        return self.page_size[1] - 2 * self.edge_margin

    @property
    def column_width(self) -> float:
        """The width of one column of text."""
        return (self.text_width - (self.columns - 1) * _COLUMN_GAP) / self.columns

    def column_left(self, column: int) -> float:
        """Give the left side of a column, counted from 0."""
        return self.side_margin + column * (self.column_width + _COLUMN_GAP)


DESIGNS: Mapping[Layout, PageDesign] = {
    Layout.ONE_COLUMN: PageDesign(
        page_size=A4,
        columns=1,
        regular_font="Helvetica",
        bold_font="Helvetica-Bold",
        body_size=10,
        page_number="Pagina {page} van {total}",
        side_margin=22 * mm,
        edge_margin=24 * mm,
    ),
    Layout.TWO_COLUMNS: PageDesign(
        page_size=landscape(A4),
        columns=2,
        regular_font="Times-Roman",
        bold_font="Times-Bold",
        body_size=10.5,
        page_number="{page}",
        side_margin=18 * mm,
        edge_margin=20 * mm,
    ),
    Layout.SCAN: PageDesign(
        page_size=A4,
        columns=1,
        regular_font="Times-Roman",
        bold_font="Times-Bold",
        body_size=11.5,
        page_number="{page}",
        side_margin=25 * mm,
        edge_margin=24 * mm,
    ),
}
