"""Tables without rules: cells that stand below one another, and labels with their values."""

from collections.abc import Sequence
from itertools import pairwise

from extract.layout.bands import COLUMN_ROWS, Band, Interval, cells_of, fewest_beside, overlap
from extract.lines import Line, joined_text
from extract.page import Table, TableRow, around

_NARROW_GUTTER = 0.35
"""Least white between two columns that all rows of a table share, in em."""
_TABLE_ROWS = 3


def is_aligned_table(band: Band) -> bool:
    """Three or more columns side by side, or two that share nearly all their lines."""
    filled = [tuple(cells_of(row, band.gutters)) for row in band.rows]
    if sum(len(cells) >= 3 for cells in filled) >= _TABLE_ROWS:
        return True
    if len(filled) < _TABLE_ROWS:
        return False
    return share_baselines(band) or _are_labels(band, filled)


def _are_labels(band: Band, filled: Sequence[tuple[int, ...]]) -> bool:
    """Whether each text on the left stands level with the start of one on the right, as labels
    of a form do."""
    labelled = [row for row, cells in zip(band.rows, filled, strict=True) if 0 in cells]
    both = sum(len(cells) > 1 for cells in filled)
    words = sum(len(cells_of(row, band.gutters)[0][0].text.split()) for row in labelled)
    return (
        len(band.gutters) == 1
        and len(labelled) >= _TABLE_ROWS
        and both >= 0.8 * len(labelled)
        and words <= 4 * len(labelled)
    )


def share_baselines(band: Band) -> bool:
    """Whether most rows of a band have text in more than one column."""
    return sum(len(cells_of(row, band.gutters)) > 1 for row in band.rows) > 0.6 * len(band.rows)


def unruled_table(band: Band, em: float) -> Table:
    """Rows of cells; a line that only continues cells is part of the row above."""
    gutters = _with_narrow_gutters(band, em) or band.gutters
    whites = [below.top - above.bottom for above, below in pairwise(band.rows)]
    wide = _white_between_rows(whites, em)
    rows: list[list[Line]] = []
    for white, line in zip((None, *whites), band.rows, strict=True):
        if white is not None and _continues_row(line, white, gutters, wide):
            rows[-1].append(line)
        else:
            rows.append([line])
    made = tuple(_unruled_row(lines, gutters) for lines in rows)
    return Table(made, around([span for row in band.rows for span in row.spans]))


def table_rows(band: Band, em: float) -> tuple[int, int]:
    """First and last row (exclusive) of a table: its ends have more than one cell, but for a last
    line that goes on in a cell."""
    filled = [tuple(cells_of(row, band.gutters)) for row in band.rows]
    full = [place for place, cells in enumerate(filled) if len(cells) > 1]
    first, last = full[0], full[-1] + 1
    width = (
        max(
            max(span.x1 for span in cells[0]) - row.x0
            for row in band.rows[first:last]
            if (cells := cells_of(row, band.gutters)).get(0)
        )
        if any(0 in cells for cells in filled[first:last])
        else 0.0
    )
    while last < len(band.rows):
        row = band.rows[last]
        tight = row.top - band.rows[last - 1].bottom < 0.45 * em
        if not tight or (filled[last] == (0,) and row.x1 - row.x0 > width + em):
            break
        last += 1
    return first, last


def _with_narrow_gutters(band: Band, em: float) -> tuple[Interval, ...]:
    """In a table the white between columns may be narrow, and numbers in front are cells."""
    least = _NARROW_GUTTER * em
    blanks: Sequence[Interval] = _whites(band.rows[0], least)
    for row in band.rows[1:]:
        blanks = overlap(blanks, _whites(row, least), least)
    lefts = sorted(row.x0 for row in band.rows)
    rights = sorted(row.x1 for row in band.rows)
    return tuple(blank for blank in blanks if fewest_beside(blank, lefts, rights) >= COLUMN_ROWS)


def _whites(row: Line, least: float) -> list[Interval]:
    """White intervals of a row, the margins included, also after a number or a bullet."""
    edges: list[Interval] = [(-1e6, row.x0)]
    right = row.spans[0].x1
    for span in row.spans[1:]:
        if span.x0 - right >= least:
            edges.append((right, span.x0))
        right = max(right, span.x1)
    edges.append((right, 1e6))
    return edges


def _white_between_rows(whites: Sequence[float], em: float) -> float | None:
    """White that parts rows, where the lines of one row stand clearly closer to one another."""
    tight = [white for white in whites if white < 0.3 * em]
    loose = [white for white in whites if white >= 0.3 * em]
    if not tight or len(loose) < 2 or min(loose) - max(tight) < 0.2 * em:
        return None
    return (min(loose) + max(tight)) / 2


def _continues_row(
    line: Line, white: float, gutters: Sequence[Interval], wide: float | None
) -> bool:
    """Close to the line above where whites tell; else one cell, or none in the first column."""
    if wide is not None:
        return white < wide
    filled = cells_of(line, gutters)
    return white < 0.45 * line.size and (0 not in filled or len(filled) == 1)


def _unruled_row(lines: Sequence[Line], gutters: Sequence[Interval]) -> TableRow:
    cells = [cells_of(line, gutters) for line in lines]
    texts = tuple(
        "\n".join(joined_text(found[column]) for found in cells if column in found)
        for column in range(len(gutters) + 1)
    )
    return TableRow(texts, around([span for line in lines for span in line.spans]))
