"""Bands: consecutive rows of a page that share a gutter, a strip of white that runs through them.

White space is measured in em of the page's usual letter, so that large and small print are judged
alike.
"""

import statistics
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.lines import Line
from extract.page import Span

_GUTTER = 1.1
"""Least width of a gutter, in em."""
_HANGING = 4.0
"""Most white space, in em, between a bullet or number and the text that hangs beside it."""
COLUMN_ROWS = 3
_LARGE_GAP = 1.6
"""Distance between rows, in usual pitches, that sets a lone row apart."""
_SIGNED_GUTTER, _SIGNED_ROWS = 3.0, 2
"""Names below one another, two by two, are few; the white between them is wide (em)."""

Interval = tuple[float, float]


class _Row(NamedTuple):
    """A row and its white intervals, the margins included."""

    line: Line
    blanks: tuple[Interval, ...]


class Band(NamedTuple):
    """Rows with the gutters that they share; a row without any is a band of its own."""

    rows: tuple[Line, ...]
    gutters: tuple[Interval, ...]


def bands_of(lines: Sequence[Line], em: float) -> list[Band]:
    """Cut rows, from the top down, into bands; `em` is the usual letter size in points."""
    rows = [_Row(line, _blanks(line, em)) for line in lines]
    bands: list[Band] = []
    start = 0
    while start < len(rows):
        if not _may_have_gutters(rows, start):
            return bands + [Band((row.line,), ()) for row in rows[start:]]
        stop, gutters = _widest_run(rows, start, em)
        if not gutters or _hides_gutters(rows, start, gutters, em):
            bands.append(Band((rows[start].line,), ()))
            start += 1
            continue
        run = lines[start:stop]
        first, last = _trim(run, gutters)
        bands += [Band((row,), ()) for row in run[:first]]
        bands.append(Band(tuple(run[first:last]), gutters))
        start += last
    return bands


def _may_have_gutters(rows: Sequence[_Row], start: int) -> bool:
    """Whether any row from `start` on has white inside, or stands beside another."""
    rest = rows[start:]
    if any(len(row.blanks) > 2 for row in rest):
        return True
    return max(row.line.x0 for row in rest) > min(row.line.x1 for row in rest)


def _hides_gutters(
    rows: Sequence[_Row], start: int, gutters: Sequence[Interval], em: float
) -> bool:
    """Whether a line of text above a table would keep the table's columns from being seen."""
    if start + 1 == len(rows) or not _is_lone(rows[start].line, gutters):
        return False
    return len(_widest_run(rows, start + 1, em)[1]) > len(gutters)


def _widest_run(rows: Sequence[_Row], start: int, em: float) -> tuple[int, tuple[Interval, ...]]:
    """The longest run of rows from `start` on that shares gutters, and those gutters."""
    blanks: Sequence[Interval] = rows[start].blanks
    best: tuple[int, tuple[Interval, ...]] = (start, ())
    lefts: list[float] = []
    rights: list[float] = []
    least = _GUTTER * em
    for place in range(start, len(rows)):
        line = rows[place].line
        if place > start:
            blanks = overlap(blanks, rows[place].blanks, least)
            if not blanks:
                break
        insort(lefts, line.x0)
        insort(rights, line.x1)
        if len(lefts) < _SIGNED_ROWS:
            continue
        gutters = tuple(
            (left, right)
            for left, right in blanks
            if fewest_beside((left, right), lefts, rights)
            >= (_SIGNED_ROWS if right - left > _SIGNED_GUTTER * em else COLUMN_ROWS)
        )
        if gutters:
            best = (place + 1, gutters)
        elif best[1]:
            break
    return best


def fewest_beside(blank: Interval, lefts: Sequence[float], rights: Sequence[float]) -> int:
    """Rows that begin left of a blank, or end right of it: the fewer of the two."""
    return min(bisect_left(lefts, blank[0]), len(rights) - bisect_right(rights, blank[1]))


def _blanks(row: Line, em: float) -> tuple[Interval, ...]:
    """White intervals of a row, the margins included."""
    edges: list[Interval] = [(-1e6, row.x0)]
    first = right = row.spans[0].x1
    for span in row.spans[1:]:
        white = span.x0 - right
        if white >= _GUTTER * em:
            hangs = right == first and white < _HANGING * em and _is_bullet(row.spans[0].text)
            if not hangs:
                edges.append((right, span.x0))
        right = max(right, span.x1)
    edges.append((right, 1e6))
    return tuple(edges)


def _is_bullet(text: str) -> bool:
    """A bullet or a number hangs before its text; the white after it is no gutter."""
    return len(text) <= 4 and sum(map(str.isalpha, text)) <= 1


def overlap(one: Sequence[Interval], other: Sequence[Interval], least: float) -> list[Interval]:
    """White that two rows share, at least so many points wide."""
    shared = []
    for a, b in one:
        for c, d in other:
            left, right = max(a, c), min(b, d)
            if right - left >= least:
                shared.append((left, right))
    return shared


def _trim(rows: Sequence[Line], gutters: Sequence[Interval]) -> tuple[int, int]:
    """Leave out lone rows at either end that a large gap in their own column sets apart: a
    heading above the columns, a line below them."""
    columns = [tuple(cells_of(row, gutters)) for row in rows]
    first, last = 0, len(rows)
    while first < last - COLUMN_ROWS and _is_cut_off(rows, columns, first, range(first + 1, last)):
        first += 1
    tail = last - 1
    while tail > first and len(columns[tail]) == 1:
        if _is_cut_off(rows, columns, tail, range(tail - 1, first - 1, -1)):
            last = tail
        tail -= 1
        if last - tail > 2:
            break
    return first, last


def _is_cut_off(
    rows: Sequence[Line],
    columns: Sequence[tuple[int, ...]],
    place: int,
    others: Sequence[int],
) -> bool:
    """Whether a lone row is far from the next row of its column, in usual pitches of the column."""
    if len(columns[place]) != 1:
        return False
    column = columns[place][0]
    own = [rows[other].top for other in others if column in columns[other]][:8]
    if not own:
        return True
    pitches = [abs(after - before) for before, after in pairwise(own)]
    usual = statistics.median(pitches) if pitches else 1.3 * rows[place].size
    return abs(own[0] - rows[place].top) > _LARGE_GAP * usual


def _is_lone(row: Line, gutters: Sequence[Interval]) -> bool:
    return len(cells_of(row, gutters)) == 1


def cells_of(row: Line, gutters: Sequence[Interval]) -> dict[int, list[Span]]:
    """Spans of a row by the column they stand in."""
    cells: dict[int, list[Span]] = {}
    for span in row.spans:
        center = span.x0 + span.x1
        column = sum(center > left + right for left, right in gutters)
        cells.setdefault(column, []).append(span)
    return cells
