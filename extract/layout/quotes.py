"""Pull quotes: large print or a box set across the white between two columns of text."""

from collections.abc import Sequence

from extract.page import Rectangle, Span, around

_OTHER_SIZE = 1.08
_LONG_SPAN = 20
"""Letters in a span that is surely a line of running text."""
_LINES_BESIDE = 2
_LEAST_LINES = 2


def quotes_between_columns(spans: Sequence[Span], em: float) -> list[list[Span]]:
    """Groups of large lines below one another that push two columns of text aside."""
    large = sorted(
        (span for span in spans if span.size > _OTHER_SIZE * em and not span.raised),
        key=lambda span: (span.top, span.x0),
    )
    groups: list[list[Span]] = []
    for span in large:
        group = next((found for found in groups if _is_next_line(found[-1], span)), None)
        if group is None:
            groups.append([span])
        else:
            group.append(span)
    rest = [span for span in spans if span.size <= _OTHER_SIZE * em]
    return [
        _with_small_print(group, rest, em)
        for group in groups
        if len(group) >= _LEAST_LINES and straddles(around(group), rest, em)
    ]


def _is_next_line(above: Span, below: Span) -> bool:
    overlaps = min(above.x1, below.x1) > max(above.x0, below.x0)
    return overlaps and above.size == below.size and -1 < below.top - above.bottom < above.size


def _with_small_print(group: list[Span], rest: Sequence[Span], em: float) -> list[Span]:
    """The name of the person quoted stands right below, in the middle of the quote."""
    x0, _, x1, bottom = around(group)
    names = [
        span
        for span in rest
        if x0 - 1 <= span.x0 and span.x1 <= x1 + 1 and -1 <= span.top - bottom < 1.5 * em
    ]
    return [*group, *names]


def straddles(box: Rectangle, spans: Sequence[Span], em: float) -> bool:
    """Whether a box lies across the white between two columns, with text on both its sides.

    Above or below it, lines then end and lines begin within its width.
    """
    x0, top, x1, bottom = box
    left, right = x0 + 2 * em, x1 - 2 * em
    long = [span for span in spans if len(span.text) > _LONG_SPAN]
    level = [span for span in spans if top < (span.top + span.bottom) / 2 < bottom]
    before = sum(span.x1 <= x0 + 1 for span in level)
    after = sum(span.x0 >= x1 - 1 for span in level)
    if min(before, after) < _LINES_BESIDE:
        return False
    others = [span for span in long if span.bottom <= top + 1 or span.top >= bottom - 1]
    ends = any(left < span.x1 < right for span in others)
    return ends and any(left < span.x0 < right for span in others)
