"""Boxes with a filled ground or a frame that hold a text of their own."""

import statistics
from collections.abc import Sequence

from extract.lines import Line, rows_of
from extract.page import Page, Rectangle, Span, holds

PROSE = 2.6
"""Words in an average line of a text column; table cells have fewer."""
_PANEL_LINES = 2
"""A box with fewer lines is a coloured heading."""


def panels_of(page: Page, spans: Sequence[Span]) -> list[Rectangle]:
    """Boxes that hold a text of their own: not the stripes of a table, not a coloured heading."""
    found: list[Rectangle] = []
    for panel in sorted(page.panels, key=lambda box: -_area(box)):
        if any(_encloses(outer, panel) for outer in found):
            continue
        inside = [span for span in spans if holds(panel, span)]
        if not inside or len(inside) == len(spans):
            continue
        rows = rows_of(inside)
        is_text = len(rows) >= _PANEL_LINES and _is_running_text(rows)
        if not (is_text or _is_inset(panel, spans)):
            continue
        if not any(_crosses(panel, span) for span in spans):
            found.append(panel)
    return found


def _area(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _encloses(outer: Rectangle, inner: Rectangle) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _crosses(panel: Rectangle, span: Span) -> bool:
    """Whether a span runs through the side of a panel: then the panel is no frame around text."""
    inside = holds(panel, span)
    if inside:
        return span.x0 < panel[0] - span.size or span.x1 > panel[2] + span.size
    middle = (span.top + span.bottom) / 2
    return panel[1] < middle < panel[3] and span.x0 < panel[0] - 1 and span.x1 > panel[2] + 1


def _is_inset(panel: Rectangle, spans: Sequence[Span]) -> bool:
    """Whether running text stands beside a box at the same height: a quote set into a column."""
    beside = sum(
        len(span.text.split()) > 2 * PROSE
        for span in spans
        if panel[1] < (span.top + span.bottom) / 2 < panel[3] and not holds(panel, span)
    )
    return beside >= _PANEL_LINES


def _is_running_text(rows: Sequence[Line]) -> bool:
    return statistics.mean(len(row.text.split()) for row in rows) >= PROSE
