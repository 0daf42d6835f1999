"""Running headers, footers and page numbers: found by place and repetition, kept out, listed."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise

from corpus.records import RemovedLine
from extract.layout.margins import Edges, beside_text
from extract.layout.paragraphs import CAPTION
from extract.lines import Line, line_of, rows_of
from extract.page import Page, Span

_ZONE = 0.13
"""Share of the page's height, at the top and at the foot, where running lines stand."""
_SAME_HEIGHT, _EXACT = 6.0, 2.0
"""Points by which a running line may shift from page to page."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:(?:pagina|blz\.?|p\.?)\s*)?\d+(?:\s*(?:van|/|\||-)\s*\d+)?$", re.I)
_ROMAN = re.compile(r"^[-–\s]*[ivxl]{1,7}[-–\s]*$")
_PAGE_OF = re.compile(r"^(?:pagina|blz\.?|p\.?)\s*\d+(?:\s*(?:van|/)\s*\d+)?$", re.I)
_COLOPHON = re.compile(
    r"\bISSN\s*\d{4}\s*-\s*\d{3}[\dX]\b|^(?:ah-tk|h-tk|kst|blg|stcrt|stb)-[\d-]+$"
    r"|^[’']s-Gravenhage \d{4}$"
)
"""The last lines of a parliamentary paper."""
_WIDE_WHITE = 2.0
_LONG = 20
"""A repeated line of so many letters may stand at another height on the first page."""
_WORD = 4
"""Letters in the shortest line that may be a reference in the margin."""
_SHORT_DOCUMENT = 12
"""Pages; in longer documents a running line comes back page after page."""
_ALIKE = 0.85
"""Share of letters that two readings of one line have in common."""
_NEARLY_ALL = 0.7
_ON_MOST = 0.6
"""Share of the pages on which a line at one height is a running line, whatever stands near it."""
_APART = 0.8
"""White, in letter sizes, between a running line and the text."""
_LARGE = 1.2
"""A repeated line larger than this, in body letters, is a title that belongs to the text."""


def without_running_lines(
    pages: Sequence[Page], body_size: float, edges: Edges
) -> tuple[list[tuple[Span, ...]], list[RemovedLine]]:
    """Return the spans that each page keeps, and the lines that were removed.

    `edges` are the left and right edge of the running text.
    """
    rows = [_zone_rows(page) for page in pages]
    margins = [rows_of(beside_text(page, page.spans, edges)) for page in pages]
    shapes = _Shapes(pages, [row for zone in (*rows, *margins) for row in zone])
    repeated = _repeated(pages, rows, body_size, shapes)
    beside = _repeated_beside(margins, shapes)
    kept: list[tuple[Span, ...]] = []
    removed: list[RemovedLine] = []
    for page, zone, margin in zip(pages, rows, margins, strict=True):
        running = _running(page, zone, shapes, repeated, len(pages))
        gone = {id(span) for row in running for span in row.spans}
        in_margin = [row for row in margin if shapes.of(row) in beside]
        running += [row for row in in_margin if id(row.spans[0]) not in gone]
        gone |= {id(span) for row in running for span in row.spans}
        kept.append(tuple(span for span in page.spans if id(span) not in gone))
        removed += [
            RemovedLine(page.number, row.text, "kop- of voettekst", page.box(row.rectangle))
            for row in sorted(running, key=lambda row: (row.top, row.x0))
        ]
        removed += [RemovedLine(page.number, text, reason) for text, reason in page.left_out]
    return kept, removed


def _zone_rows(page: Page) -> list[Line]:
    """Rows at the top and at the foot of a page."""
    height = page.level_size[1]
    low, high = _ZONE * height, (1 - _ZONE) * height
    rows = rows_of([span for span in page.spans if span.bottom < low or span.top > high])
    return [part for row in rows for part in _parts(row)]


def _parts(row: Line) -> list[Line]:
    """The parts of a row with much white between them, such as a title and a page number."""
    parts = [[row.spans[0]]]
    for before, after in pairwise(row.spans):
        if after.x0 - before.x1 > _WIDE_WHITE * after.size:
            parts.append([])
        parts[-1].append(after)
    return [row] if len(parts) == 1 else [line_of(part) for part in parts]


def _repeated_beside(margins: Sequence[Sequence[Line]], shapes: "_Shapes") -> set[str]:
    """Shapes with a word in them that stand in the margin of at least two pages, at any height."""
    counted = Counter(shape for rows in margins for shape in {shapes.of(row) for row in rows})
    return {
        shape
        for shape, pages in counted.items()
        if pages >= 2 and sum(char.isalpha() for char in shape) >= _WORD
    } | {shape for shape, pages in counted.items() if pages >= max(2, _ON_MOST * len(margins))}


def _shape(row: Line) -> str:
    """The text with every number as #, so that page numbers do not make lines differ; a page
    number may stand on the left of an even page and on the right of an odd one."""
    text = row.text.casefold().strip()
    if _ROMAN.match(text):
        return "roman number"
    shape = _DIGITS.sub("#", text)
    bare = shape.strip(" #|-–·")
    return bare if len(bare) >= _WORD and shape.count("#") == 1 else shape


class _Shapes:
    """Shapes of lines; where text was recognised from pictures, near-equal ones count as one."""

    def __init__(self, pages: Sequence[Page], rows: Sequence[Line]) -> None:
        self._like: dict[str, str] = {}
        if any(span.confidence < 1 for page in pages for span in page.spans[:1]) or any(
            page.is_hidden_layer for page in pages
        ):
            self._match(Counter(map(_shape, rows)))

    def _match(self, counted: Counter[str]) -> None:
        known: list[str] = []
        for shape, _ in counted.most_common():
            like = get_close_matches(shape, known, 1, _ALIKE) if len(shape) >= _LONG // 2 else []
            self._like[shape] = like[0] if like else shape
            known += [] if like else [shape]

    def of(self, row: Line) -> str:
        """The shape that a line is counted under."""
        shape = _shape(row)
        return self._like.get(shape, shape)


def _repeated(
    pages: Sequence[Page],
    rows: Sequence[Sequence[Line]],
    body_size: float,
    shapes: "_Shapes",
) -> dict[str, list[Line]]:
    """Lines of every shape that recurs in the zones of at least two pages and enough of them.

    Numbers in it stay the same or count along with the pages: two footnotes that cite papers of
    the same series are no running line.
    """
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page, candidates in zip(pages, rows, strict=True):
        for row in candidates:
            if CAPTION.match(row.text):
                continue
            if row.size <= _LARGE * body_size or _PAGE_NUMBER.match(row.text):
                places[shapes.of(row)].append((page.number, row))
    needed = 2 if len(pages) <= 6 else 3
    return {
        shape: [row for _, row in found]
        for shape, found in places.items()
        if len({number for number, _ in found}) >= needed
        and (
            len(pages) <= _SHORT_DOCUMENT
            or _follow_one_another(sorted({number for number, _ in found}))
        )
        and _counts_along(found)
    }


def _follow_one_another(numbers: Sequence[int]) -> bool:
    """Whether most pages with a line have a neighbour with it, one or two pages on: the heading of
    a chapter comes back too, but many pages later."""
    near = sum(
        any(0 < abs(other - number) <= 2 for other in numbers[max(0, at - 1) : at + 2])
        for at, number in enumerate(numbers)
    )
    return near >= _NEARLY_ALL * len(numbers)


def _counts_along(found: Sequence[tuple[int, Line]]) -> bool:
    """Whether each number of a repeated line is nearly always the same, or that of the page."""
    numbered = [list(map(int, _DIGITS.findall(row.text))) for _, row in found]
    if len(set(map(len, numbered))) > 1:
        return True
    columns = zip(*numbered, strict=True)
    pages = [page for page, _ in found]
    for numbers in columns:
        same = Counter(numbers).most_common(1)[0][1]
        steps = Counter(number - page for number, page in zip(numbers, pages, strict=True))
        if max(same, steps.most_common(1)[0][1]) < max(2, _NEARLY_ALL * len(found)):
            return False
    return True


def _running(
    page: Page,
    zone: Sequence[Line],
    shapes: "_Shapes",
    repeated: dict[str, list[Line]],
    pages: int,
) -> list[Line]:
    """The running lines among the rows of the zones, judged from the text outwards: a line is one
    when white parts it from the text, when the line between it and the text is one, or when all of
    its row comes back at one height page after page."""
    middle = page.level_size[1] / 2
    found: list[Line] = []
    for row in sorted(zone, key=lambda row: abs((row.top + row.bottom) / 2 - middle)):
        if not _recurs(row, shapes, repeated):
            continue
        level = [one for one in zone if abs(one.bottom - row.bottom) < 0.3 * row.size]
        is_whole = all(_recurs(one, shapes, repeated) for one in level)
        if (
            (is_whole and _keeps_its_height(row, shapes, repeated, pages))
            or _names_itself(row)
            or stands_apart(page, row, found)
        ):
            found.append(row)
    return found


def _keeps_its_height(
    row: Line, shapes: "_Shapes", repeated: dict[str, list[Line]], pages: int
) -> bool:
    """Whether a line stands at one height on most pages: then a note may come close to it."""
    alike = repeated.get(shapes.of(row), ())
    return sum(abs(one.top - row.top) <= _EXACT for one in alike) >= _ON_MOST * pages


def _names_itself(row: Line) -> bool:
    """Whether the words alone tell a running line: "Pagina 3 van 8", a colophon."""
    return bool(_PAGE_OF.match(row.text) or _COLOPHON.search(row.text))


def _recurs(row: Line, shapes: "_Shapes", repeated: dict[str, list[Line]]) -> bool:
    if _names_itself(row):
        return True
    if row.spans[0].raised or not any(map(str.isalnum, row.text)):
        return False
    shape = shapes.of(row)
    alike = [one for one in repeated.get(shape, ()) if abs(one.size - row.size) < 0.08 * row.size]
    near = [one for one in alike if abs(one.top - row.top) <= _SAME_HEIGHT]
    return len(near) >= 2 or (len(alike) > 1 and len(shape) >= _LONG)


def stands_apart(page: Page, row: Line, running: Sequence[Line] = ()) -> bool:
    """Whether a row is no line of the text: another size, or white between it and the text."""
    middle = page.level_size[1] / 2
    inward = [
        span
        for span in page.spans
        if span.x0 < row.x1
        and span.x1 > row.x0
        and (row.bottom <= span.top + 1 if row.top < middle else span.bottom <= row.top + 1)
    ]
    if not inward:
        return True
    lines = rows_of(inward)[:2] if row.top < middle else rows_of(inward)[:-3:-1]
    if not lines:
        return True
    gone = {id(span) for one in running for span in one.spans}
    if any(id(span) in gone for span in lines[0].spans):
        return True
    whites = [_white(one, other) for one, other in pairwise([row, *lines])]
    if abs(lines[0].size - row.size) > 0.04 * row.size:
        return True
    return whites[0] > _APART * row.size and (len(whites) == 1 or whites[0] > 1.4 * whites[1])


def _white(one: Line, other: Line) -> float:
    """White between two lines, in points, whichever stands above."""
    return max(other.top - one.bottom, one.top - other.bottom)
