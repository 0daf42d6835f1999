"""The four forms in which a table becomes a picture: bars, heat map, dumbbell and points.

What a colour says, a number, a hatch or a shape says too; a value that is not there is said to be
absent, never drawn as 0. The same table gives the same bytes.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from report.figures.bars import draw_bars
from report.figures.bounds import figure_bounds
from report.figures.drawn import SETTINGS, Drawn
from report.figures.dumbbell import draw_dumbbell
from report.figures.heat import draw_heat
from report.figures.points import draw_points
from report.results import FigureSpec, Form, ResultTable

_DRAW: Mapping[Form, Callable[[Drawn], Figure]] = {
    Form.BARS: draw_bars,
    Form.HEAT: draw_heat,
    Form.DUMBBELL: draw_dumbbell,
    Form.POINTS: draw_points,
}
_DOTS_PER_INCH = 150
_TALL = 12.0
"""Inches from which a figure gets fewer dots an inch: it has room enough."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as files: PNG and SVG."""

    name: str
    png: bytes
    svg: bytes


def picture_of(spec: FigureSpec, table: ResultTable) -> Picture:
    """Draw a table as its figure asks; raises KeyError for a column that the table lacks."""
    with matplotlib.rc_context(dict(SETTINGS)):
        figure = _DRAW[spec.form](Drawn(spec, table))
        bounds = figure_bounds(figure)
        png = _saved(figure, bounds, "png", {"Software": None})
        svg = _saved(figure, bounds, "svg", {"Date": None, "Creator": None})
    return Picture(spec.name, png, svg)


def _saved(figure: Figure, bounds: Bbox, kind: str, metadata: Mapping[str, None]) -> bytes:
    """No date and no program version."""
    stream = io.BytesIO()
    figure.savefig(
        stream,
        format=kind,
        dpi=_DOTS_PER_INCH if max(figure.get_size_inches()) <= _TALL else 100,
        metadata=dict(metadata),
        bbox_inches=bounds,
        facecolor="white",
    )
    return stream.getvalue()
