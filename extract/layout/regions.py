"""Reading order: a page is cut into regions (columns, boxes, tables), and regions into lines."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extract.layout.bands import COLUMN_ROWS, Band, bands_of, cells_of, fewest_beside
from extract.layout.margins import NO_EDGES, Edges, beside_text
from extract.layout.panels import PROSE, panels_of
from extract.layout.quotes import quotes_between_columns, straddles
from extract.layout.unruled import is_aligned_table, share_baselines, table_rows, unruled_table
from extract.lines import Line, line_of, rows_of, usual_size
from extract.page import Page, Rectangle, Span, Table, around, holds

_MARK = "\0"
"""First letter of a span that stands for a table or a box."""
_HANGING_NUMBER = re.compile(
    r"^(?:nr\.\s*)?(?:\d{1,3}(?:[.\s]\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5}|[•·▪○–-])[.)]?$", re.I
)
_SIGNATORIES = re.compile(
    r"\bminister\b|staatssecretaris|gedeputeerde|burgemeester|wethouder|dijkgraaf|voorzitter|"
    r"bestuurder|directeur|namens|handtekening|ondertekend|commissaris",
    re.I,
)
_COLUMN = 4
"""Lines that make a column with an edge of its own."""
_ROWS_OF_A_NAME = 8
"""Most rows for each signatory: a post, a name, and white for the signature."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one column (lines), or a table, in reading order; `boxed` if in a panel."""

    page: Page
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    boxed: bool = False


class _Thing(NamedTuple):
    """A table or a box of the page, which flows through the layout as lines of its width."""

    rectangle: Rectangle
    table: Table | None
    spans: tuple[Span, ...]


def regions_of(page: Page, spans: Sequence[Span], edges: Edges = NO_EDGES) -> list[Region]:
    """Cut a page into regions in reading order; tables and boxes keep their place among the text.

    What stands in the margin, beyond the left and right edge of the running text, is read last.
    """
    beside = beside_text(page, spans, edges)
    if not beside or len(beside) == len(spans):
        return _cut(page, spans)
    apart = set(map(id, beside))
    flowing = [span for span in spans if id(span) not in apart]
    margin = _Layout(page, ()).regions(beside, usual_size(beside))
    return [*_cut(page, flowing), *(replace(region, boxed=True) for region in margin)]


def _cut(page: Page, spans: Sequence[Span]) -> list[Region]:
    """Regions of a page without margins; a quote set across two columns is read last."""
    flowing = list(spans)
    em = usual_size(flowing)
    things: list[_Thing] = []
    floating: list[_Thing] = []
    in_tables = set(map(id, page.spans[: page.in_tables]))
    frames = [table.rectangle for table in page.tables]
    flowing = [
        span
        for span in flowing
        if id(span) not in in_tables and not any(_lies_in(span, frame) for frame in frames)
    ]
    for table in page.tables:
        things.append(_Thing(table.rectangle, table, ()))
    for panel in panels_of(page, flowing):
        inside = tuple(span for span in flowing if holds(panel, span))
        if not inside:
            continue
        flowing = [span for span in flowing if not holds(panel, span)]
        thing = _Thing(around(inside), None, inside)
        (floating if straddles(panel, flowing, em) else things).append(thing)
    for quote in quotes_between_columns(flowing, em):
        apart = set(map(id, quote))
        flowing = [span for span in flowing if id(span) not in apart]
        floating.append(_Thing(around(quote), None, tuple(quote)))
    layout = _Layout(page, things)
    slices = [mark for number, thing in enumerate(things) for mark in _slices(number, thing, em)]
    found = layout.regions([*flowing, *slices], em)
    return found + [region for thing in floating for region in layout.thing_regions(thing)]


def _lies_in(span: Span, frame: Rectangle) -> bool:
    return holds(frame, span) and frame[0] <= span.x0 and span.x1 <= frame[2]


def _slices(number: int, thing: _Thing, em: float) -> list[Span]:
    """A table or box as lines of its own width, so that it takes part in columns as text does."""
    x0, top, x1, bottom = thing.rectangle
    count = max(COLUMN_ROWS, int((bottom - top) / (1.3 * em)))
    step = (bottom - top) / count
    return [
        Span(f"{_MARK}{number}", x0, top + step * place, x1, top + step * (place + 1), em)
        for place in range(count)
    ]


class _Layout:
    """Cuts the spans of one page; tables and boxes are in `things`, by number."""

    def __init__(self, page: Page, things: Sequence[_Thing]) -> None:
        self._page = page
        self._things = things
        self._placed: set[int] = set()

    def regions(self, spans: Sequence[Span], em: float) -> list[Region]:
        """Regions of a column, which may hold columns of its own."""
        calls = [span for span in spans if span.raised]
        found: list[Region] = []
        for band in bands_of(rows_of(spans), em):
            found += self._band_regions(band, em)
        return _with_calls(_merged(found), calls) if calls else _merged(found)

    def _band_regions(self, band: Band, em: float) -> list[Region]:
        if not band.gutters:
            return self._row_regions(band.rows[0])
        columns: list[list[Span]] = [[] for _ in range(len(band.gutters) + 1)]
        for row in band.rows:
            for column, spans in cells_of(row, band.gutters).items():
                columns[column] += spans
        prose = [self._is_prose(spans) for spans in columns]
        is_signed = _is_signed(band)
        if _is_numbered(columns):
            return _with_numbers(self._page, self.regions(columns[1], em), columns[0])
        if not is_signed and _is_too_short(band):
            return [region for row in band.rows for region in self._row_regions(row)]
        if is_signed or _has_things(band):
            return [region for spans in columns for region in self.regions(spans, em)]
        if not all(prose) and is_aligned_table(band):
            return self._table_regions(band, em)
        if all(prose) or (any(prose) and not share_baselines(band)):
            return [region for spans in columns for region in self.regions(spans, em)]
        return [region for row in band.rows for region in self._row_regions(row)]

    def _table_regions(self, band: Band, em: float) -> list[Region]:
        """A table, without the lines of text above and below it that leave its gutters free."""
        first, last = table_rows(band, em)
        above = [Region(self._page, (row,)) for row in band.rows[:first]]
        below = [Region(self._page, (row,)) for row in band.rows[last:]]
        table = unruled_table(Band(band.rows[first:last], band.gutters), em)
        return [*above, Region(self._page, table=table), *below]

    def _row_regions(self, row: Line) -> list[Region]:
        marks = [span for span in row.spans if span.text[:1] == _MARK]
        if not marks:
            return [Region(self._page, (row,))]
        text = [span for span in row.spans if span.text[:1] != _MARK]
        found = [Region(self._page, (line_of(text),))] if text else []
        for mark in marks:
            number = int(mark.text[1:])
            if number not in self._placed:
                self._placed.add(number)
                found += self.thing_regions(self._things[number])
        return found

    def thing_regions(self, thing: _Thing) -> list[Region]:
        """The regions of a table or a box."""
        if thing.table is not None:
            return [Region(self._page, table=thing.table)]
        inside = _Layout(self._page, ()).regions(thing.spans, usual_size(thing.spans))
        return [Region(self._page, one.lines, one.table, boxed=True) for one in inside]

    def _is_prose(self, spans: Sequence[Span]) -> bool:
        rows = rows_of([span for span in spans if span.text[:1] != _MARK])
        if not rows:
            return bool(spans)
        return statistics.mean(len(row.text.split()) for row in rows) >= PROSE


def _is_numbered(columns: Sequence[Sequence[Span]]) -> bool:
    """Whether the first of two columns holds the numbers of the headings or items beside it."""
    return len(columns) == 2 and all(_HANGING_NUMBER.match(span.text) for span in columns[0])


def _is_too_short(band: Band) -> bool:
    """Two rows side by side make no columns, unless they are signatures."""
    lefts, rights = sorted(row.x0 for row in band.rows), sorted(row.x1 for row in band.rows)
    return any(fewest_beside(gutter, lefts, rights) < COLUMN_ROWS for gutter in band.gutters)


def _has_things(band: Band) -> bool:
    return any(span.text[:1] == _MARK for row in band.rows for span in row.spans)


def _is_signed(band: Band) -> bool:
    """Whether a band holds the names of those who sign, side by side."""
    texts = " ".join(row.text for row in band.rows)
    names = len(_SIGNATORIES.findall(texts))
    return len(band.gutters) <= 2 and names >= 2 and _ROWS_OF_A_NAME * names >= len(band.rows)


def _with_numbers(page: Page, regions: Sequence[Region], numbers: Sequence[Span]) -> list[Region]:
    """Put the numbers that hang in front of lines into those lines; a number without a line stays
    a line of its own."""
    left = list(numbers)
    placed: list[Region] = []
    for region in regions:
        lines = []
        for line in region.lines:
            own = [number for number in left if line.top <= _middle(number) <= line.bottom]
            left = [number for number in left if number not in own]
            lines.append(line_of([*own, *line.spans]) if own else line)
        placed.append(replace(region, lines=tuple(lines)))
    return [*(Region(page, (line_of([number]),)) for number in left), *placed]


def _middle(span: Span) -> float:
    return (span.top + span.bottom) / 2


def _with_calls(regions: Sequence[Region], calls: Sequence[Span]) -> list[Region]:
    """Put the footnote calls back into the lines that they stand in."""
    return [
        replace(region, lines=tuple(_line_with_calls(line, calls) for line in region.lines))
        for region in regions
    ]


def _line_with_calls(line: Line, calls: Sequence[Span]) -> Line:
    own = [
        call
        for call in calls
        if line.x0 - 3 * call.size <= call.x0 <= line.x1 + call.size
        and line.top - 0.5 * call.size <= _middle(call) <= line.bottom
    ]
    return line_of([*line.spans, *own]) if own else line


def _merged(regions: Sequence[Region]) -> list[Region]:
    """Join single-row regions that stand below one another to one column."""
    merged: list[Region] = []
    run: list[Line] = []
    for region in regions:
        if run and not _goes_below(run, region):
            merged.append(Region(region.page, tuple(run)))
            run = []
        if region.lines and not region.boxed:
            run += region.lines
        else:
            merged.append(region)
    if run:
        merged.append(Region(regions[-1].page, tuple(run)))
    return merged


def _goes_below(run: Sequence[Line], region: Region) -> bool:
    """Whether a region goes on below lines; a line across the page is no part of a column."""
    if not region.lines or region.boxed or run[-1].top >= region.lines[0].top:
        return False
    if min(len(run), len(region.lines)) > 1 or max(len(run), len(region.lines)) < _COLUMN:
        return True
    lone, column = sorted((run, region.lines), key=len)
    edge = max(line.x1 for line in column)
    return max(line.x1 for line in lone) < edge + 2 * column[0].size
