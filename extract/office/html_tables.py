"""The rows of an HTML table, with the columns and rows that each cell spans."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from extract.office.flow import Piece
from extract.office.flow_table import Cell, Row
from extract.office.html_page import text_of

_MOST_ROWS = 10_000


def table_rows(table: Element, read: Callable[[Element], list[Piece]]) -> list[Row]:
    """The rows of a table, not those of tables inside it; `read` reads one cell."""
    return [
        Row(
            tuple(
                Cell(tuple(read(cell)), _span(cell, "colspan"), _span(cell, "rowspan"))
                for cell in row.iterchildren("td", "th")
            ),
            _names_columns(row),
        )
        for row in table.iter("tr")
        if next(row.iterancestors("table"), None) is table
    ]


def _names_columns(row: Element) -> bool:
    """A row in the head of its table, or one of nothing but header cells."""
    around = next(row.iterancestors("thead", "tbody", "table"), None)
    if around is not None and around.tag == "thead":
        return True
    filled = [cell for cell in row.iterchildren("td", "th") if text_of(cell)]
    return bool(filled) and all(cell.tag == "th" for cell in filled)


def _span(cell: Element, name: str) -> int:
    """Columns or rows of a cell; nonsense counts as one, 0 as all that are left."""
    said = cell.get(name, "1").strip()
    if not said.isdecimal():
        return 1
    return min(int(said), _MOST_ROWS) or (_MOST_ROWS if name == "rowspan" else 1)
