"""A dumbbell: a line a row from one value to another, with a shape for each end."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from report.figures.drawn import (
    COLOURS,
    INK,
    SOFT,
    Drawn,
    empty_note,
    measured_axis,
    new_figure,
    wrapped,
)
from report.results import ResultRow

_LINE = 0.17
_ENDS = (("o", "none", COLOURS[0], 8.0), ("s", COLOURS[3], COLOURS[3], 4.5))
"""Marker, filling, edge and size of the ends: a square that falls on the circle stands in it."""


def draw_dumbbell(drawn: Drawn) -> Figure:
    """Where one of the two is absent, the other stands alone; where both are, that is said."""
    labels = [wrapped(drawn.text(row, drawn.spec.label)) for row in drawn.rows]
    heights = [_LINE * (text.count("\n") + 1) + 0.12 for text in labels]
    figure, axes = new_figure(drawn, 9.0, max(sum(heights), 0.8) + 1.5)
    if not drawn.rows:
        empty_note(axes)
        return figure
    middles = [sum(heights[:place]) + heights[place] / 2 for place in range(len(heights))]
    for row, middle in zip(drawn.rows, middles, strict=True):
        _line(axes, drawn, row, middle)
    axes.set_yticks(middles, labels, fontsize=8, color=INK)
    axes.set_ylim(sum(heights), 0)
    measured_axis(axes, drawn, drawn.spec.value)
    axes.set_xlabel("")
    axes.margins(x=0.08)
    axes.grid(visible=True, axis="x", color="#e5e9ed", linewidth=0.6)
    names = [drawn.columns[name].title for name in (drawn.spec.value, drawn.spec.other)]
    axes.legend(
        handles=[_mark(place, name) for place, name in enumerate(names)],
        loc="upper left",
        bbox_to_anchor=(0.0, 0.0),
        borderaxespad=2.2,
        frameon=False,
        fontsize=8,
        ncols=2,
    )
    return figure


def _line(axes: Axes, drawn: Drawn, row: ResultRow, height: float) -> None:
    ends = [drawn.number(row, name) for name in (drawn.spec.value, drawn.spec.other)]
    known = [end for end in ends if end is not None]
    if len(known) == 2:
        axes.plot(known, [height, height], color="#8c97a3", linewidth=1.6, zorder=1)
    for place, end in enumerate(ends):
        if end is not None:
            axes.plot(end, height, zorder=2 + place, **_look(place))
    if not known:
        axes.annotate(
            drawn.told(None, drawn.spec.value), (0, height), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=7.5, color=SOFT,
        )  # fmt: skip


def _mark(place: int, name: str) -> Line2D:
    return Line2D([], [], label=wrapped(name, 50), **_look(place))


def _look(place: int) -> dict[str, Any]:
    marker, filling, edge, size = _ENDS[place]
    return {
        "marker": marker,
        "markersize": size,
        "markerfacecolor": filling,
        "markeredgecolor": edge,
        "markeredgewidth": 1.4,
        "linestyle": "none",
    }
