"""Spans become lines: everything at one height, from left to right."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.page import Rectangle, Span

_SAME_ROW = 0.45
"""Most difference in height, in em, between the middles of spans on one row."""

_NO_SPACE = 0.1
"""Two words closer than this, in letter sizes, have no space between them."""
_OVERLAP = -0.5
"""Words that lie further over one another than this were not written as one."""


class Line(NamedTuple):
    """Spans on one line, from left to right, with what is often asked of them.

    `size` (points), `bold` and `italic` are those of most letters; `text` leaves footnote calls
    out. A
    tuple, because a page has many and each is made once.
    """

    spans: tuple[Span, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool

    @property
    def rectangle(self) -> Rectangle:
        """The smallest rectangle around the line."""
        return self.x0, self.top, self.x1, self.bottom


def line_of(spans: Sequence[Span]) -> Line:
    """Make a line of spans that stand at one height."""
    if len(spans) == 1:
        span = spans[0]
        text = "" if span.raised else span.text
        return Line(
            (span,),
            text,
            span.x0,
            span.top,
            span.x1,
            span.bottom,
            span.size,
            span.bold,
            span.italic,
        )
    ordered = sorted(spans, key=lambda span: span.x0)
    letters = sum([len(span.text) for span in ordered])
    return Line(
        tuple(ordered),
        joined_text(ordered),
        ordered[0].x0,
        min([span.top for span in ordered]),
        max([span.x1 for span in ordered]),
        max([span.bottom for span in ordered]),
        usual_size(ordered),
        2 * sum([len(span.text) for span in ordered if span.bold]) > letters,
        2 * sum([len(span.text) for span in ordered if span.italic]) > letters,
    )


def rows_of(spans: Iterable[Span]) -> list[Line]:
    """Spans at one height become a row, from the top down; footnote calls are left out."""
    placed = sorted(
        [((span.top + span.bottom) / 2, span.x0, span) for span in spans if not span.raised]
    )
    rows: list[list[Span]] = []
    height = reach = 0.0
    for middle, _, span in placed:
        if rows and middle - height <= _SAME_ROW * max(span.size, reach):
            rows[-1].append(span)
        else:
            rows.append([span])
            height, reach = middle, span.size
    return [line_of(row) for row in rows]


def usual_size(spans: Iterable[Span]) -> float:
    """Letter size of most letters, in points; footnote calls do not count."""
    weights: dict[float, int] = {}
    for span in spans:
        if not span.raised:
            weights[span.size] = weights.get(span.size, 0) + len(span.text)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 10.0


def joined_text(spans: Sequence[Span]) -> str:
    """The texts with a space between them where there is white; footnote calls are left out."""
    parts: list[str] = []
    edge = spans[0].x1 if spans else 0.0
    after_call = False
    for span in spans:
        if not span.raised:
            gap = (span.x0 - edge) / span.size
            is_apart = not _OVERLAP < gap < _NO_SPACE
            if parts and (is_apart or (after_call and span.text[0].isalnum())):
                parts.append(" ")
            parts.append(span.text)
        edge, after_call = span.x1, span.raised
    return "".join(parts)
