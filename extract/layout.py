"""Reading order: words become rows, rows become regions (columns), regions become lines.

A gutter is a strip of white that runs through consecutive rows. White space is measured in em of
the page's usual letter, so that large and small print are judged alike.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.page import Page, Rectangle, Table, TableRow, Word, around, holds

_GUTTER = 1.1
"""Least width of a gutter, in em."""
_SAME_ROW = 0.45
"""Most difference in height, in em, between the middles of words on one row."""
_HANGING = 4.0
"""Most white space, in em, between a bullet or number and the text that hangs beside it."""
_PROSE = 2.6
"""Words in an average line of a text column; table cells have fewer."""
_COLUMN_ROWS = 3
_TABLE_ROWS = 3
_LARGE_GAP = 1.6
"""Distance between rows, in usual pitches, that sets a lone row apart."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of one region, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces between them; footnote calls are left out."""
        return " ".join(word.text for word in self.words if not word.raised)

    @property
    def rectangle(self) -> Rectangle:
        """The smallest rectangle around the line."""
        return around(self.words)

    @property
    def size(self) -> float:
        """Letter size in points: that of most letters."""
        return usual_size(self.words)

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        letters = sum(len(word.text) for word in self.words)
        return 2 * sum(len(word.text) for word in self.words if word.bold) > letters


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one column (lines), or a table, in reading order."""

    page: Page
    lines: tuple[Line, ...] = ()
    table: Table | None = None


def usual_size(words: Iterable[Word]) -> float:
    """Letter size of most letters, in points; footnote calls do not count."""
    weights: dict[float, int] = {}
    for word in words:
        if not word.raised:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 10.0


def rows_of(words: Iterable[Word]) -> list[Line]:
    """Words at one height become a row, from the top down."""
    rows: list[list[Word]] = []
    for word in sorted((word for word in words if not word.raised), key=lambda w: (w.middle, w.x0)):
        first = rows[-1][0] if rows else None
        if first and word.middle - first.middle <= _SAME_ROW * max(word.size, first.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def regions_of(page: Page, words: Sequence[Word]) -> list[Region]:
    """Cut a page into regions in reading order; ruled tables keep their place among the text."""
    flowing = [
        word for word in words if not any(holds(table.rectangle, word) for table in page.tables)
    ]
    blocks = [_table_word(index, table) for index, table in enumerate(page.tables)]
    calls = [word for word in flowing if word.raised]
    regions = _column_regions(page, [*flowing, *blocks], usual_size(flowing))
    return [_with_calls(region, calls) for region in regions]


def _table_word(index: int, table: Table) -> Word:
    """A table flows through the layout as one large word."""
    return Word("", *table.rectangle, size=1.0, table=index)


# Bands: consecutive rows that share a gutter ------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Band:
    rows: tuple[Line, ...]
    gutters: tuple[Interval, ...]


def _bands(rows: Sequence[Line], em: float) -> list[_Band]:
    bands: list[_Band] = []
    start = 0
    while start < len(rows):
        stop, gutters = _widest_run(rows, start, em)
        if not gutters or _hides_gutters(rows, start, gutters, em):
            bands.append(_Band((rows[start],), ()))
            start += 1
            continue
        first, last = _trim(rows[start:stop], gutters)
        bands += [_Band((row,), ()) for row in rows[start : start + first]]
        bands.append(_Band(tuple(rows[start + first : start + last]), gutters))
        start += last
    return bands


def _hides_gutters(
    rows: Sequence[Line], start: int, gutters: Sequence[Interval], em: float
) -> bool:
    """Whether a line of text above a table would keep the table's columns from being seen."""
    if start + 1 == len(rows) or not _is_lone(rows[start], gutters):
        return False
    return len(_widest_run(rows, start + 1, em)[1]) > len(gutters)


def _widest_run(rows: Sequence[Line], start: int, em: float) -> tuple[int, tuple[Interval, ...]]:
    """The longest run of rows from `start` on that shares gutters, and those gutters."""
    blanks = _blanks(rows[start], em)
    best: tuple[int, tuple[Interval, ...]] = (start, ())
    for stop in range(start + 1, len(rows) + 1):
        gutters = _real_gutters(rows[start:stop], blanks)
        if best[1] and not gutters:
            break
        if gutters and stop - start >= _COLUMN_ROWS:
            best = (stop, gutters)
        if stop < len(rows):
            blanks = _overlap(blanks, _blanks(rows[stop], em), _GUTTER * em)
        if not blanks:
            break
    return best


def _blanks(row: Line, em: float) -> list[Interval]:
    """White intervals of a row, the margins included."""
    edges: list[Interval] = [(-1e6, row.words[0].x0)]
    right = row.words[0].x1
    for before, after in pairwise(row.words):
        right = max(right, before.x1)
        white = after.x0 - right
        hangs = white < _HANGING * em and _is_bullet(before, row.words[0])
        if white >= _GUTTER * em and not hangs:
            edges.append((right, after.x0))
    edges.append((max(word.x1 for word in row.words), 1e6))
    return edges


def _is_bullet(word: Word, first: Word) -> bool:
    """A bullet or a number hangs before its text; the white after it is no gutter."""
    text = word.text.rstrip(".):")
    return word is first and len(word.text) <= 4 and (not text.isalpha() or len(text) == 1)


def _overlap(one: Sequence[Interval], other: Sequence[Interval], least: float) -> list[Interval]:
    shared = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(left, right) for left, right in shared if right - left >= least]


def _real_gutters(rows: Sequence[Line], blanks: Sequence[Interval]) -> tuple[Interval, ...]:
    """Blanks with at least three rows of text on both sides."""
    found = []
    for left, right in blanks:
        before = sum(row.words[0].x0 < left for row in rows)
        after = sum(row.words[-1].x1 > right for row in rows)
        if min(before, after) >= _COLUMN_ROWS:
            found.append((left, right))
    return tuple(found)


def _trim(rows: Sequence[Line], gutters: Sequence[Interval]) -> tuple[int, int]:
    """Leave out lone rows at either end that a large gap sets apart: a heading, not a column."""
    pitches = [after.rectangle[1] - before.rectangle[1] for before, after in pairwise(rows)]
    usual = statistics.median(pitches or [0.0])
    first, last = 0, len(rows)
    while (
        first < len(rows) - 1
        and _is_lone(rows[first], gutters)
        and (pitches[first] > _LARGE_GAP * usual)
    ):
        first += 1
    tail = last - 1
    while tail > first and _is_lone(rows[tail], gutters):
        if pitches[tail - 1] > _LARGE_GAP * usual and not _one_sided(rows[first:tail], gutters):
            last = tail
        tail -= 1
        if last - tail > 2:
            break
    return first, last


def _is_lone(row: Line, gutters: Sequence[Interval]) -> bool:
    return len(_cells(row, gutters)) == 1


def _one_sided(rows: Sequence[Line], gutters: Sequence[Interval]) -> bool:
    return all(_is_lone(row, gutters) for row in rows[-3:])


def _cells(row: Line, gutters: Sequence[Interval]) -> dict[int, list[Word]]:
    """Words of a row by the column they stand in."""
    cells: dict[int, list[Word]] = {}
    for word in row.words:
        center = (word.x0 + word.x1) / 2
        column = sum(center > (left + right) / 2 for left, right in gutters)
        cells.setdefault(column, []).append(word)
    return cells


# From a band to regions ---------------------------------------------------------------------


def _band_regions(page: Page, band: _Band, em: float) -> list[Region]:
    if not band.gutters:
        return _row_region(page, band.rows[0])
    columns: list[list[Word]] = [[] for _ in range(len(band.gutters) + 1)]
    for row in band.rows:
        for column, words in _cells(row, band.gutters).items():
            columns[column] += words
    if all(_is_prose(words) for words in columns):
        return [region for words in columns for region in _column_regions(page, words, em)]
    if _is_aligned_table(band):
        return [Region(page, table=_unruled_table(band))]
    prose = [_is_prose(words) for words in columns]
    if any(prose) and not _share_baselines(band):
        return [region for words in columns for region in _column_regions(page, words, em)]
    return [region for row in band.rows for region in _row_region(page, row)]


def _row_region(page: Page, row: Line) -> list[Region]:
    tables = [word.table for word in row.words if word.table is not None]
    text = tuple(word for word in row.words if word.table is None)
    found = [Region(page, lines=(Line(text),))] if text else []
    return found + [Region(page, table=page.tables[index]) for index in tables]


def _column_regions(page: Page, words: Sequence[Word], em: float) -> list[Region]:
    """A column may hold columns of its own, or tables."""
    rows = rows_of(words)
    regions: list[Region] = []
    for band in _bands(rows, em):
        regions += _band_regions(page, band, em)
    return regions


def _is_prose(words: Sequence[Word]) -> bool:
    rows = rows_of(words)
    return statistics.mean(len(row.words) for row in rows) >= _PROSE if rows else False


def _share_baselines(band: _Band) -> bool:
    return sum(len(_cells(row, band.gutters)) > 1 for row in band.rows) > 0.6 * len(band.rows)


def _is_aligned_table(band: _Band) -> bool:
    """Three or more columns side by side, or two that share nearly all their lines."""
    filled = [len(_cells(row, band.gutters)) for row in band.rows]
    if sum(count >= 3 for count in filled) >= _TABLE_ROWS:
        return True
    return len(filled) >= _TABLE_ROWS and _share_baselines(band)


def _unruled_table(band: _Band) -> Table:
    """Rows of cells; a line that only continues cells is part of the row above."""
    rows: list[tuple[list[str], list[Word]]] = []
    for row in band.rows:
        cells = _cells(row, band.gutters)
        texts = [
            " ".join(word.text for word in cells.get(column, ()))
            for column in range(len(band.gutters) + 1)
        ]
        if rows and _continues_row(texts, row, rows[-1][1]):
            above, words = rows[-1]
            joined = [f"{one}\n{two}".strip("\n") for one, two in zip(above, texts, strict=True)]
            rows[-1] = (joined, [*words, *row.words])
        else:
            rows.append((texts, list(row.words)))
    made = tuple(TableRow(tuple(texts), around(words)) for texts, words in rows)
    return Table(made, around([word for row in band.rows for word in row.words]))


def _continues_row(texts: Sequence[str], row: Line, above: Sequence[Word]) -> bool:
    """A line without its first cell, or with one cell only, right below the row above."""
    tight = row.rectangle[1] - around(above)[3] < 0.45 * row.size
    return tight and (not texts[0] or sum(map(bool, texts)) == 1)


def _with_calls(region: Region, calls: Sequence[Word]) -> Region:
    """Put the footnote calls back into the lines that they stand in."""
    lines = []
    for line in region.lines:
        x0, top, x1, bottom = line.rectangle
        own = [
            call
            for call in calls
            if x0 <= call.x0 <= x1 + call.size and top - 0.5 * call.size <= call.middle <= bottom
        ]
        lines.append(Line(tuple(sorted((*line.words, *own), key=lambda word: word.x0))))
    return Region(region.page, tuple(lines), region.table)


def merge_regions(regions: Sequence[Region]) -> list[Region]:
    """Join single-row regions of one page that stand below one another to one column."""
    merged: list[Region] = []
    for region in regions:
        last = merged[-1] if merged else None
        if last is not None and _goes_on(last, region):
            merged[-1] = Region(last.page, (*last.lines, *region.lines))
        else:
            merged.append(region)
    return merged


def _goes_on(above: Region, below: Region) -> bool:
    if not (above.lines and below.lines) or above.page.number != below.page.number:
        return False
    return above.lines[-1].rectangle[1] < below.lines[0].rectangle[1]
