"""Ruled tables: rules become cells by pdfplumber's table finder, words fall into the cells."""

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import (
    Table as CellGrid,
)
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from extract.lines import rows_of
from extract.page import Rectangle, Span, Table, TableRow, holds

_SNAP = 3.0
"""Points within which rules are one rule and rules meet: pdfplumber's own default."""
_LEAST_RULES = 6
_MOST_RULES = 3000
_LEAST_BOXES = 6
_MOST_CROSSINGS = 60_000
_MOST_ODD = 0.02
"""Share of the words of a frame that may stand in no cell, or in two."""
_LONGEST_CELL = 600
"""Letters in the fullest cell of an ordinary row; more is running text in a frame."""
_LAYOUT_WORDS = 30
"""Words in an average cell above which two or three rows are a page layout, not a table."""


def upright_rules(rules: Sequence[Rectangle]) -> list[Rectangle]:
    """Rules that run up and down and may part two cells."""
    return [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]


def ruled_tables(
    rules: Sequence[Rectangle], panels: Sequence[Rectangle], words: Sequence[Span]
) -> list[Table]:
    """Tables with lines between rows and between columns; cells keep their line ends.

    Where the lines give no sound table, as when each line of a cell is shaded by itself, the
    filled boxes are tried as cells.
    """
    tables = _tables(rules, words)
    free = [box for box in panels if not any(_overlaps(box, one.rectangle) for one in tables)]
    outer = [box for box in free if not any(_inside(box, other) for other in free)]
    if len(outer) >= _LEAST_BOXES:
        tables += _tables([side for box in outer for side in _sides(box)], words)
    return tables


def _tables(rules: Sequence[Rectangle], words: Sequence[Span]) -> list[Table]:
    tables = []
    for grid in _grids(rules):
        frame = _floats(grid.bbox)
        inside = [word for word in words if holds(frame, word) and not word.raised]
        held = _cells_holding(grid, inside)
        if not inside or int((held != 1).sum()) > _MOST_ODD * len(inside):
            continue
        own = inside if held.all() else _pulled_in(grid, inside)
        rows = _rows(grid, own)
        if _is_table(rows):
            tables.append(Table(tuple(rows), frame))
    return tables


def _overlaps(one: Rectangle, other: Rectangle) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > _SNAP
        and min(one[3], other[3]) - max(one[1], other[1]) > _SNAP
    )


def _inside(one: Rectangle, other: Rectangle) -> bool:
    """Whether a box lies in another, larger one."""
    x0, top, x1, bottom = other
    held = x0 - 1 <= one[0] and top - 1 <= one[1] and one[2] <= x1 + 1 and one[3] <= bottom + 1
    return held and one is not other and one != other


def _sides(box: Rectangle) -> list[Rectangle]:
    x0, top, x1, bottom = box
    return [
        (x0, top, x1, top),
        (x0, bottom, x1, bottom),
        (x0, top, x0, bottom),
        (x1, top, x1, bottom),
    ]


def _pulled_in(grid: CellGrid, words: Sequence[Span]) -> list[Span]:
    """The words, those between the cells moved into the nearest one, so that none is lost."""
    cells = [_floats(cell) for cell in grid.cells]
    return [
        word
        if any(holds(cell, word) for cell in cells)
        else _moved_into(min(cells, key=lambda cell: _distance(cell, word)), word)
        for word in words
    ]


def _distance(cell: Rectangle, word: Span) -> float:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return max(cell[0] - x, x - cell[2], 0.0) + max(cell[1] - y, y - cell[3], 0.0)


def _moved_into(cell: Rectangle, word: Span) -> Span:
    x = min(max((word.x0 + word.x1) / 2, cell[0]), cell[2])
    y = min(max((word.top + word.bottom) / 2, cell[1]), cell[3])
    across, down = (word.x1 - word.x0) / 2, (word.bottom - word.top) / 2
    return word._replace(x0=x - across, x1=x + across, top=y - down, bottom=y + down)


def _grids(rules: Sequence[Rectangle]) -> Iterator[CellGrid]:
    upright = len(upright_rules(rules))
    if not _LEAST_RULES <= len(rules) <= _MOST_RULES or upright < 2 or len(rules) - upright < 2:
        return
    edges = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across * (len(edges) - across) > _MOST_CROSSINGS:
        return
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    for group in cells_to_tables(cells):
        yield CellGrid(None, group)  # type: ignore[arg-type]  # the page is only for its letters


def _edge(rule: Rectangle) -> dict[str, Any]:
    """A rule as pdfplumber describes it."""
    x0, top, x1, bottom = rule
    level = x1 - x0 >= bottom - top
    if level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def _floats(box: Sequence[float]) -> Rectangle:
    x0, top, x1, bottom = map(float, box)
    return x0, top, x1, bottom


def _rows(grid: CellGrid, words: Sequence[Span]) -> list[TableRow]:
    """Rows with text; a cell over several rows speaks for each of them, and a heading over
    several columns names each of them."""
    rows: list[TableRow] = []
    groups = grid.rows
    above = [("", 0.0)] * len(groups[0].cells)
    for number, group in enumerate(groups):
        frame = _floats(group.bbox)
        own = [word for word in words if _beside(frame, word)]
        cells = [_floats(cell) if cell else None for cell in group.cells]
        texts: list[str] = []
        for column, cell in enumerate(cells):
            if cell:
                above[column] = (_cell_text(cell, own), cell[3])
            elif number == 0 and texts:
                above[column] = (texts[-1], frame[1])
            covers = cell or number == 0 or above[column][1] > frame[1] + _SNAP
            texts.append(above[column][0] if covers else "")
        if any(texts):
            rectangle = (frame[0], frame[1], frame[2], _row_end(cells, frame))
            rows.append(TableRow(tuple(texts), rectangle))
    return rows


def _row_end(cells: Sequence[Rectangle | None], frame: Rectangle) -> float:
    """A row ends where its lowest ordinary cell ends, not where a merged cell does."""
    return min((cell[3] for cell in cells if cell), default=frame[3])


def _cells_holding(grid: CellGrid, words: Sequence[Span]) -> NDArray[np.int_]:
    """In how many cells each word stands. Where many stand in none text would be lost, and where
    many stand in two the lines are a drawing, no table."""
    across = np.array([(word.x0 + word.x1) / 2 for word in words])
    down = np.array([(word.top + word.bottom) / 2 for word in words])
    found = np.zeros(len(words), dtype=int)
    for x0, top, x1, bottom in grid.cells:
        found += (x0 <= across) & (across <= x1) & (top <= down) & (down <= bottom)
    return found


def _beside(frame: Rectangle, word: Span) -> bool:
    return frame[1] <= (word.top + word.bottom) / 2 <= frame[3]


def _cell_text(cell: Rectangle, words: Sequence[Span]) -> str:
    """Line ends stay, as newlines, so that broken words can be mended later."""
    return "\n".join(row.text for row in rows_of([word for word in words if holds(cell, word)]))


def _is_table(rows: Sequence[TableRow]) -> bool:
    """A frame around running text is not a table, nor are a few boxes that lay out a page."""
    if len(rows) < 2:
        return False
    filled = [sum(bool(cell) for cell in row.cells) for row in rows]
    longest = statistics.median(max(map(len, row.cells)) for row in rows)
    if statistics.mean(filled) < 1.8 or longest >= _LONGEST_CELL:
        return False
    words = sum(len(cell.split()) for row in rows for cell in row.cells)
    return len(rows) > 3 or words / sum(filled) <= _LAYOUT_WORDS
