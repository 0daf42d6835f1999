"""Rows of Word tables: cells that are merged downwards learn how far they reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from extract.office.docx_package import W
from extract.office.flow_table import Cell, Row


@dataclass(frozen=True, slots=True)
class MergedRow:
    """Cells by their column; True with those that go on with the cell above."""

    cells: dict[int, tuple[Cell, bool]]
    heads: bool
    page: int


def row_at(rows: Sequence[MergedRow], place: int) -> Row:
    """A row of cells that know how far down they reach."""
    cells: list[Cell] = []
    reached = 0
    for column, (cell, continues) in rows[place].cells.items():
        if not (continues and _goes_on(rows, place, column)):
            if column > reached and not _is_covered(rows[place], reached, column):
                cells.append(Cell((), column - reached))
            down = 1
            for below in rows[place + 1 :]:
                if not below.cells.get(column, (cell, False))[1]:
                    break
                down += 1
            cells.append(replace(cell, rows=down))
        reached = column + cell.columns
    return Row(tuple(cells), rows[place].heads, rows[place].page)


def _goes_on(rows: Sequence[MergedRow], place: int, column: int) -> bool:
    """Whether there is a cell above that a merged cell goes on from."""
    for above in reversed(rows[:place]):
        if column not in above.cells:
            return False
        if not above.cells[column][1]:
            return True
    return False


def _is_covered(row: MergedRow, start: int, end: int) -> bool:
    return any(start <= column < end for column in row.cells)


def through(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and changes."""
    for child in element:
        tag = str(child.tag)
        if tag == f"{W}{name}":
            yield child
        elif tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from through(child, name)
