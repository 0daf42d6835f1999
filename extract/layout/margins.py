"""Blocks in the margin, such as the reference and address block of a ministry's letter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.page import Page, Rectangle, Span, holds

_HANGING = re.compile(r"^(?:\W+|\W?\w{1,3}[.):]?|artikel\b.*|art\.\s.*|lid\b.*)$", re.I)
"""Numbers and bullets that hang in the margin belong to the text beside them."""
_LONG_SPAN = 20
"""Letters in a span that is surely part of a line of text."""
_SAME_SIZE = 0.6
_OUTLIERS = 50
"""One in so many lines may run past the edge of the text."""
_SAME_BASELINE = 1.5

Edges = tuple[float, float]
"""Left and right edge of the running text, in points."""

NO_EDGES: Edges = (-1e6, 1e6)


def text_edges(pages: Sequence[Page], body_size: float) -> Edges:
    """Left and right edge of the running text of a document: beyond them lie the margins."""
    wide = [
        span
        for page in pages
        for span in page.spans
        if span.size > body_size - _SAME_SIZE and len(span.text) > _LONG_SPAN
    ]
    if not wide:
        return NO_EDGES
    lefts, rights = sorted(span.x0 for span in wide), sorted(span.x1 for span in wide)
    return lefts[len(lefts) // _OUTLIERS], rights[-1 - len(rights) // _OUTLIERS]


def beside_text(page: Page, spans: Sequence[Span], edges: Edges) -> list[Span]:
    """Spans in the margin, but for those in a box or table, and for those that stand on one line
    with text of their own size: they are the last cells of a table without rules."""
    left, right = edges
    frames = (*page.panels, *(table.rectangle for table in page.tables))
    inside: dict[float, list[float]] = defaultdict(list)
    beside: list[Span] = []
    for span in spans:
        is_outside = span.x0 > right - 1 or span.x1 < left + 1
        if is_outside and not _HANGING.match(span.text) and not is_framed(span, frames):
            beside.append(span)
        else:
            inside[span.size].append(span.bottom)
    return [
        span
        for span in beside
        if not any(
            abs(bottom - span.bottom) < _SAME_BASELINE for bottom in inside.get(span.size, ())
        )
    ]


def is_framed(span: Span, frames: Iterable[Rectangle]) -> bool:
    """Whether a span stands in one of the boxes or tables."""
    return any(holds(frame, span) for frame in frames)
