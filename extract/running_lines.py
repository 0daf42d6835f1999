"""Running headers, footers and page numbers: found by place and repetition, kept out, listed."""

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.records import RemovedLine
from extract.layout import Line, rows_of
from extract.page import Page, Word

_ZONE = 0.13
"""Share of the page's height, at the top and at the foot, where running lines stand."""
_SAME_HEIGHT = 6.0
"""Points by which a running line may shift from page to page."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:(?:pagina|blz\.?|p\.?)\s*)?\d+(?:\s*(?:van|/|\||-)\s*\d+)?$", re.I)
_PAGE_OF = re.compile(r"^(?:pagina|blz\.?|p\.?)\s*\d+(?:\s*(?:van|/)\s*\d+)?$", re.I)
_LARGE = 1.2
"""A repeated line larger than this, in body letters, is a title that belongs to the text."""


def without_running_lines(
    pages: Sequence[Page], body_size: float
) -> tuple[list[tuple[Word, ...]], list[RemovedLine]]:
    """Return the words that each page keeps, and the lines that were removed."""
    rows = [_zone_rows(page) for page in pages]
    repeated = _repeated(pages, rows, body_size)
    kept: list[tuple[Word, ...]] = []
    removed: list[RemovedLine] = []
    for page, candidates in zip(pages, rows, strict=True):
        running = [row for row in candidates if _is_running(page, row, repeated)]
        gone = {id(word) for row in running for word in row.words}
        kept.append(tuple(word for word in page.words if id(word) not in gone))
        removed += [RemovedLine(page.number, row.text, "kop- of voettekst") for row in running]
        removed += [RemovedLine(page.number, text, "schuine tekst") for text in page.slanted]
    return kept, removed


def _zone_rows(page: Page) -> list[Line]:
    height = page.level_size[1]
    return [
        row
        for row in rows_of(page.words)
        if row.rectangle[3] < _ZONE * height or row.rectangle[1] > (1 - _ZONE) * height
    ]


def _shape(row: Line) -> str:
    """The text with every number as #, so that page numbers do not make lines differ."""
    return _DIGITS.sub("#", row.text.casefold()).strip()


def _repeated(
    pages: Sequence[Page], rows: Sequence[Sequence[Line]], body_size: float
) -> dict[str, list[float]]:
    """Heights of every shape that recurs in the zones of at least two pages and enough of them."""
    heights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page, candidates in zip(pages, rows, strict=True):
        for row in candidates:
            if row.size <= _LARGE * body_size or _PAGE_NUMBER.match(row.text):
                heights[_shape(row)].append((page.number, row.rectangle[1]))
    needed = 2 if len(pages) <= 6 else 3
    return {
        shape: [height for _, height in places]
        for shape, places in heights.items()
        if len({number for number, _ in places}) >= needed
    }


def _is_running(page: Page, row: Line, repeated: dict[str, list[float]]) -> bool:
    if _PAGE_OF.match(row.text):
        return True
    heights = repeated.get(_shape(row), ())
    near = [height for height in heights if abs(height - row.rectangle[1]) <= _SAME_HEIGHT]
    return len(near) >= 2
