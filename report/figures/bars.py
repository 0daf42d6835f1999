"""Bars: one a row, or one a group and label side by side, with whiskers for their intervals."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.figures.drawn import (
    COLOURS,
    HATCHES,
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
"""Inches of a line of a label."""
_BAR = 0.2


def draw_bars(drawn: Drawn) -> Figure:
    """Horizontal bars, so that long labels stay readable; the value stands behind each."""
    groups = list(dict.fromkeys(drawn.text(row, drawn.spec.group) for row in drawn.rows))
    if not drawn.spec.group:
        groups = [""] if drawn.rows else []
    found = dict.fromkeys(_place(drawn, row) for row in drawn.rows)
    places = {one: number for number, one in enumerate(found)}
    labels = [wrapped(label) for label, _ in places]
    heights = [max(_LINE * (text.count("\n") + 1), _BAR * len(groups)) + 0.14 for text in labels]
    figure, axes = new_figure(drawn, 9.0, max(sum(heights), 0.8) + 1.3)
    if not drawn.rows:
        empty_note(axes)
        return figure
    tops = [sum(heights[:place]) for place in range(len(heights))]
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    for row in drawn.rows:
        group = groups.index(drawn.text(row, drawn.spec.group)) if drawn.spec.group else 0
        middle = middles[places[_place(drawn, row)]]
        _bar(axes, drawn, row, middle + (group - (len(groups) - 1) / 2) * _BAR, group)
    axes.set_yticks(middles, labels, fontsize=8, color=INK)
    axes.set_ylim(sum(heights), 0)
    axes.axvline(0, color=SOFT, linewidth=0.8)
    measured_axis(axes, drawn, drawn.spec.value)
    axes.margins(x=0.1)
    if drawn.spec.group:
        _legend(axes, groups)
    return figure


def _place(drawn: Drawn, row: ResultRow) -> tuple[str, str]:
    """The label of a row; rows share a place only where a group sets them apart."""
    return drawn.text(row, drawn.spec.label), "" if drawn.spec.group else row.key


def _bar(axes: Axes, drawn: Drawn, row: ResultRow, height: float, group: int) -> None:
    value = drawn.number(row, drawn.spec.value)
    low, high = (drawn.number(row, name) for name in (drawn.spec.low, drawn.spec.high))
    if value:
        axes.barh(
            height,
            value,
            height=_BAR * 0.86,
            color=COLOURS[group % len(COLOURS)],
            hatch=HATCHES[group % len(HATCHES)],
            edgecolor="white",
            linewidth=0.4,
        )
    if low is not None and high is not None:
        axes.plot([low, high], [height, height], color=INK, linewidth=1.1, solid_capstyle="butt")
        for end in (low, high):
            axes.plot([end, end], [height - 0.05, height + 0.05], color=INK, linewidth=1.1)
    end = max((one for one in (value, high) if one is not None), default=0.0)
    told = drawn.told(value, drawn.spec.value)
    if drawn.spec.group and not value:  # no bar that shows whose it is
        told += f" ({drawn.text(row, drawn.spec.group)})"
    axes.annotate(
        told,
        (max(end, 0.0), height),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=7.5,
        color=INK if value is not None else SOFT,
    )


def _legend(axes: Axes, groups: Sequence[str]) -> None:
    handles = [
        axes.barh(
            0,
            0,
            color=COLOURS[place % len(COLOURS)],
            hatch=HATCHES[place % len(HATCHES)],
            edgecolor="white",
            linewidth=0.4,
            label=group or "zonder groep",
        )
        for place, group in enumerate(groups)
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
        frameon=False,
        fontsize=8,
        handlelength=1.8,
        handleheight=1.2,
    )
