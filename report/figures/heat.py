"""A heat map: rows against groups, coloured and numbered; what is absent is hatched."""

from itertools import product

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from report.figures.drawn import (
    INK,
    SOFT,
    Drawn,
    empty_note,
    lines_of,
    new_figure,
    wrapped,
)
from report.figures.matrix_map import LEVELS
from report.results import Measure
from report.shown_values import briefly

_RISING, _BOTH_WAYS = "YlGnBu", "PuOr"
_ROW, _LINE = 0.28, 0.15
_WIDE, _NARROW = 0.62, 0.42
_MANY = 20
"""Columns from which they are drawn narrow."""


def draw_heat(drawn: Drawn) -> Figure:
    """Colour and number say the same; words of a cell (`geen tekst`) stand in it as they are."""
    spec = drawn.spec
    rows = list(dict.fromkeys(drawn.text(row, spec.label) for row in drawn.rows))
    groups = list(dict.fromkeys(drawn.text(row, spec.group) for row in drawn.rows))
    if not rows:
        figure, axes = new_figure(drawn, 9.0, 2.0)
        empty_note(axes)
        return figure
    labels, heads = [wrapped(row) for row in rows], [wrapped(group, 28) for group in groups]
    width = _WIDE if len(groups) <= _MANY else _NARROW
    row_height = max(_ROW, _LINE * lines_of(labels) + 0.06)
    figure, axes = new_figure(drawn, 5.0 + width * len(groups), row_height * len(rows) + 2.6)
    values = np.full((len(rows), len(groups)), np.nan)
    words: dict[tuple[int, int], str] = {}
    places, orders = ({name: place for place, name in enumerate(one)} for one in (rows, groups))
    for row in drawn.rows:
        place = places[drawn.text(row, spec.label)], orders[drawn.text(row, spec.group)]
        number = drawn.number(row, spec.value)
        if number is not None:
            values[place] = number
        elif drawn.text(row, spec.value):
            words[place] = drawn.text(row, spec.value)
    _paint(figure, axes, drawn, values)
    _write(axes, drawn, values, words)
    _name(axes, labels, heads)
    if np.isnan(values).any():
        axes.set_xlabel(
            "Gearceerd: geen gegevens.", fontsize=7.5, loc="left", color=SOFT, labelpad=8
        )
    return figure


def _paint(figure: Figure, axes: Axes, drawn: Drawn, values: np.ndarray) -> None:
    known = values[~np.isnan(values)]
    top = float(np.abs(known).max()) if known.size and np.abs(known).max() > 0 else 1.0
    below = bool((known < 0).any())
    mesh = axes.pcolormesh(
        np.ma.masked_invalid(values),
        cmap=matplotlib.colormaps[_BOTH_WAYS if below else _RISING].resampled(LEVELS),
        vmin=-top if below else 0.0,
        vmax=top,
        edgecolors="white",
        linewidth=0.6,
    )
    bar = figure.colorbar(mesh, ax=axes, fraction=0.025, pad=0.02)
    bar.set_label(wrapped(drawn.columns[drawn.spec.value].title, 40), fontsize=8, color=SOFT)
    measure = drawn.measure
    bar.ax.yaxis.set_major_formatter(lambda value, _: briefly(round(float(value), 4), measure))
    if measure is Measure.COUNT:
        bar.locator = MaxNLocator(integer=True)
    bar.ax.tick_params(labelsize=8, length=0)
    bar.outline.set_visible(False)


def _write(axes: Axes, drawn: Drawn, values: np.ndarray, words: dict[tuple[int, int], str]) -> None:
    known = values[~np.isnan(values)]
    top = float(np.abs(known).max()) if known.size else 0.0
    below = bool((known < 0).any())
    size = 7.0 if values.shape[1] <= _MANY else 6.0
    colours = matplotlib.colormaps[_BOTH_WAYS if below else _RISING]
    for row, column in product(*map(range, values.shape)):
        value = values[row, column]
        if np.isnan(value):
            _absent(axes, row, column, words.get((row, column), ""))
            continue
        share = value / top if top else 0.0
        red, green, blue, _ = colours((share + 1) / 2 if below else share)
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        axes.text(
            column + 0.5,
            row + 0.5,
            drawn.told(float(value), drawn.spec.value),
            ha="center",
            va="center",
            fontsize=size,
            color="white" if dark else INK,
        )


def _absent(axes: Axes, row: int, column: int, words: str) -> None:
    axes.add_patch(
        Rectangle((column, row), 1, 1, facecolor="white", edgecolor="#9aa3ab", hatch="////", lw=0)
    )
    if words:
        axes.text(
            column + 0.5, row + 0.5, wrapped(words, 8), ha="center", va="center", fontsize=5.5,
            color=INK, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _name(axes: Axes, labels: list[str], heads: list[str]) -> None:
    axes.set_ylim(len(labels), 0)
    axes.xaxis.tick_top()
    axes.set_xticks(
        [place + 0.5 for place in range(len(heads))],
        heads,
        rotation=45 if max(map(len, heads)) > 4 else 0,
        ha="left" if max(map(len, heads)) > 4 else "center",
        fontsize=8,
        color=INK,
    )
    axes.set_yticks([place + 0.5 for place in range(len(labels))], labels, fontsize=8, color=INK)
    axes.tick_params(length=0)
