"""What every form of figure needs: the rows of its table, wrapped labels, axes, a title."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from report.results import FigureSpec, Measure, ResultColumn, ResultRow, ResultTable, Value
from report.shown_values import briefly

matplotlib.use("Agg")

SETTINGS: Mapping[Any, Any] = {
    "svg.hashsalt": "rode-draden",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.6,
}
INK, SOFT, LINE = "#1b2733", "#4d5b68", "#d5dae0"
COLOURS = ("#1f4e79", "#e0a458", "#6b9a8b", "#a23b54", "#8f8fb8", "#c9c9c9")
"""Apart from one another in grey too; hatches tell them apart where two come close."""
HATCHES = ("", "///", "\\\\\\", "xx", "--", "||")
ABSENT = "geen gegevens"
_LABEL_WIDTH = 46
_TITLE_WIDTH = 84


@dataclass(frozen=True)
class Drawn:
    """A figure to be drawn and the table that it shows; raises KeyError for an unknown column."""

    spec: FigureSpec
    table: ResultTable

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """Rows in the order of the table."""
        return self.table.rows

    @cached_property
    def columns(self) -> Mapping[str, ResultColumn]:
        """Columns by name."""
        return {column.name: column for column in self.table.columns}

    @property
    def measure(self) -> Measure:
        """What the drawn values are."""
        return self.columns[self.spec.value].measure

    def number(self, row: ResultRow, name: str) -> float | None:
        """A value as a number; None where there is none, and where it is words."""
        value: Value = row.values.get(name) if name else None
        return None if value is None or isinstance(value, str) else float(value)

    def text(self, row: ResultRow, name: str) -> str:
        """A value as it stands in a label; empty where there is none."""
        value = row.values.get(name)
        return "" if value is None else briefly(value, self.columns[name].measure)

    def told(self, value: float | None, name: str) -> str:
        """A number beside its mark; a count stays whole."""
        measure = self.columns[name].measure
        whole = int(value) if value is not None and value.is_integer() else value
        return ABSENT if whole is None else briefly(whole, measure)


def wrapped(text: str, width: int = _LABEL_WIDTH) -> str:
    """A label over as many lines as it needs."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=True)) or " "


def lines_of(labels: list[str]) -> int:
    """Lines of the label that has most of them."""
    return max((label.count("\n") + 1 for label in labels), default=1)


def new_figure(drawn: Drawn, width: float, height: float) -> tuple[Figure, Axes]:
    """A figure (in inches) with its title above."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set_title(
        wrapped(drawn.spec.title, _TITLE_WIDTH),
        fontsize=11,
        loc="left",
        pad=12,
        fontweight="bold",
        color=INK,
    )
    axes.tick_params(length=0, colors=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure, axes


def measured_axis(axes: Axes, drawn: Drawn, name: str, *, vertical: bool = False) -> None:
    """Write the values of an axis as its column shows them, with the name of the column."""
    column = drawn.columns[name]
    axis = axes.yaxis if vertical else axes.xaxis
    axis.set_major_formatter(lambda value, _: briefly(_tidy(float(value)), column.measure))
    axis.grid(visible=True, color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axis.set_tick_params(labelsize=8)
    axis.set_label_text(wrapped(column.title, 70), fontsize=8.5, color=SOFT)
    if column.measure is Measure.COUNT:
        axis.set_major_locator(MaxNLocator(integer=True))


def _tidy(value: float) -> float | int:
    """A place on an axis without the dust of floating point."""
    value = round(value, 6)
    return int(value) if value.is_integer() else value


def empty_note(axes: Axes) -> None:
    """A figure of a table without rows says so."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.text(
        0.5, 0.5, "Er is niets om te tonen.", ha="center", va="center", transform=axes.transAxes,
        fontsize=10, color=SOFT,
    )  # fmt: skip
