"""The heat map of the theme matrix, as PNG and SVG: readable in print and without colour."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from report.figures.bounds import figure_bounds
from report.theme_matrix import FOUND, NO_TEXT, UNCERTAIN, Cell
from taxonomy.concept import Facet

matplotlib.use("Agg")

_COLOURS = "YlGnBu"
_FULL = 0.5
"""Strength at which the colour scale ends: half of all substantive words."""
_DARK = 0.28
_MARK = "#8a8a8a"
LEVELS = 40
"""Shades of a colour scale; from 50 on, matplotlib draws its bar as a bitmap."""
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "rode-draden",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
}


def draw_heat_map(cells: Sequence[Cell], facet: Facet, title: str, targets: Sequence[Path]) -> None:
    """Draw one facet: colour is strength, the number is passages, a dashed frame with a question
    mark is `onzeker`, hatching is `geen tekst`."""
    own = [cell for cell in cells if cell.concept.id in set(facet.concept_ids)]
    rows = list(dict.fromkeys((cell.row.deal, cell.row.bron) for cell in own))
    with matplotlib.rc_context(_SETTINGS):
        figure = _figure(own, rows, facet, title)
        bounds = figure_bounds(figure)
        for target in targets:
            draft = target.with_name("tmp-" + target.name)
            figure.savefig(draft, dpi=150, metadata=_metadata(target), bbox_inches=bounds)
            draft.replace(target)


def _metadata(target: Path) -> dict[str, None]:
    """No date and no program version: the same cells give the same bytes."""
    return {"Date": None, "Creator": None} if target.suffix == ".svg" else {"Software": None}


def _figure(cells: Sequence[Cell], rows: Sequence[Any], facet: Facet, title: str) -> Figure:
    columns = facet.concepts
    length = max(len(rows), 1)  # without any deal the picture is empty, not missing
    height = 0.3 * length + 3.4
    figure = Figure(figsize=(5.2 + 0.62 * len(columns), height))
    axes = figure.add_subplot()
    strengths = np.full((length, len(columns)), np.nan)
    places = {row: number for number, row in enumerate(rows)}
    orders = {concept.id: number for number, concept in enumerate(columns)}
    for cell in cells:
        row, column = places[cell.row.deal, cell.row.bron], orders[cell.concept.id]
        if cell.value == NO_TEXT:
            axes.add_patch(_hatched(column, row))
        elif cell.value == UNCERTAIN:
            axes.add_patch(_dashed(column, row))
            _write(axes, f"? {cell.passages}" if cell.passages else "?", column, row)
        else:
            strengths[row, column] = cell.strength if cell.value == FOUND else 0.0
            if cell.value == FOUND:
                dark = strengths[row, column] > _DARK
                _write(axes, str(cell.passages), column, row, "white" if dark else "black")
    # A mesh of shapes, where imshow would put a bitmap in the SVG, which a safe page may not load.
    image = axes.pcolormesh(
        np.arange(len(columns) + 1) - 0.5,
        np.arange(length + 1) - 0.5,
        np.ma.masked_invalid(strengths),
        cmap=colormaps[_COLOURS].resampled(LEVELS),
        vmin=0,
        vmax=_FULL,
        zorder=0,
    )
    axes.set_ylim(length - 0.5, -0.5)
    _label(axes, rows, facet, title)
    bar = figure.colorbar(image, ax=axes, fraction=0.025, pad=0.02, extend="max")
    bar.set_label("Aandeel van de inhoudelijke tekst", fontsize=8)
    bar.ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    bar.ax.tick_params(labelsize=8)
    return figure


def _hatched(column: int, row: int) -> Rectangle:
    return Rectangle(
        (column - 0.5, row - 0.5), 1, 1, facecolor="white", edgecolor=_MARK, hatch="////", lw=0
    )


def _dashed(column: int, row: int) -> Rectangle:
    return Rectangle(
        (column - 0.42, row - 0.36), 0.84, 0.72, fill=False, edgecolor=_MARK, linestyle="--", lw=0.8
    )


def _write(axes: Any, text: str, column: int, row: int, colour: str = "black") -> None:
    axes.text(column, row, text, ha="center", va="center", fontsize=7, color=colour)


def _label(axes: Any, rows: Sequence[Any], facet: Facet, title: str) -> None:
    names = [f"{concept.id}  {concept.short}" for concept in facet.concepts]
    axes.set_xticks(range(len(names)), names, rotation=40, ha="left", fontsize=8)
    axes.xaxis.tick_top()
    axes.set_yticks(
        range(len(rows)),
        [f"{deal.name} (tranche {deal.tranche}) – {bron}" for deal, bron in rows],
        fontsize=8,
    )
    axes.set_xticks(np.arange(-0.5, len(names)), minor=True)
    axes.set_yticks(np.arange(-0.5, len(rows)), minor=True)
    axes.grid(which="minor", color="#dddddd", linewidth=0.6)
    axes.tick_params(which="both", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_title(title, fontsize=12, loc="left", pad=14, fontweight="bold")
    axes.set_xlabel(
        "Getal: aantal passages met het label. Kleur: aandeel van de inhoudelijke tekst. "
        "Leeg: wel tekst, niet gevonden.\nVraagteken in een streepjeskader: onzeker. Gearceerd: "
        "geen (of te weinig) leesbare tekst. Vermelding is geen effect.",
        fontsize=7.5,
        loc="left",
        labelpad=8,
    )
