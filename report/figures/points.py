"""Points: one value against another, each with its label where there is room for it."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

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

_WIDTH, _HEIGHT = 9.0, 6.5
_MANY = 30
"""Points from which the figure is taller and its letters are smaller."""
_LETTER = 0.62
"""Width of a letter as a share of its height."""
_DIRECTIONS = tuple(
    (reach * across, reach * up)
    for reach in (7, 14, 22, 32, 44, 58)
    for across, up in ((1, 0), (-1, 0), (0.6, 0.9), (-0.6, 0.9), (0.6, -0.9), (-0.6, -0.9))
)
"""Places of a label around its point, in points (1/72 inch), the nearest first."""


@dataclass(frozen=True, slots=True)
class _Area:
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "_Area") -> bool:
        return not (
            self.x1 <= other.x0 or other.x1 <= self.x0 or self.y1 <= other.y0 or other.y1 <= self.y0
        )

    def holds(self, other: "_Area") -> bool:
        return self.x0 <= other.x0 and other.x1 <= self.x1 and self.y0 <= other.y0


def draw_points(drawn: Drawn) -> Figure:
    """Rows of which either value is absent are named below the figure, not drawn at 0."""
    spec = drawn.spec
    pairs = [
        (row, drawn.number(row, spec.value), drawn.number(row, spec.other)) for row in drawn.rows
    ]
    known = [(row, x, y) for row, x, y in pairs if x is not None and y is not None]
    many = len(known) > _MANY
    figure, axes = new_figure(drawn, _WIDTH, _HEIGHT * 1.5 if many else _HEIGHT)
    if not known:
        empty_note(axes)
        return figure
    axes.plot(
        [x for _, x, _ in known], [y for _, _, y in known], linestyle="none", marker="o",
        markersize=5, color=COLOURS[0], alpha=0.85, markeredgecolor="white", markeredgewidth=0.5,
    )  # fmt: skip
    measured_axis(axes, drawn, spec.value)
    measured_axis(axes, drawn, spec.other, vertical=True)
    axes.margins(x=0.12, y=0.08)
    _place_labels(figure, axes, [(drawn.text(row, spec.label), x, y) for row, x, y in known],
                  6.0 if many else 7.5)  # fmt: skip
    absent = [drawn.text(row, spec.label) for row, x, y in pairs if x is None or y is None]
    if absent:
        figure.text(
            0.12, 0.0, wrapped("Zonder gegevens: " + ", ".join(absent) + ".", 130), va="top",
            fontsize=7, color=SOFT,
        )  # fmt: skip
    return figure


def _place_labels(
    figure: Figure, axes: Axes, points: list[tuple[str, float, float]], size: float
) -> None:
    """Each label at the nearest free place; a thin line leads to it where it stands far off."""
    figure.draw_without_rendering()  # only then is it known where the points stand
    scale = 72 / figure.dpi
    at = [(x * scale, y * scale) for x, y in axes.transData.transform([p[1:] for p in points])]
    box = axes.get_window_extent()
    inside = _Area(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
    taken = [_Area(x - 3, y - 3, x + 3, y + 3) for x, y in at]
    for (label, x, y), (across, up) in zip(points, at, strict=True):
        wide = len(label) * size * _LETTER
        offset, area = _free_place(across, up, wide, size, taken, inside)
        taken.append(area)
        far = abs(offset[0]) + abs(offset[1]) > 24
        axes.annotate(
            label, (x, y), xytext=offset, textcoords="offset points", fontsize=size, color=INK,
            va="center", ha="left" if offset[0] > 0 else "right",
            arrowprops={"arrowstyle": "-", "color": "#9aa3ab", "lw": 0.5} if far else None,
        )  # fmt: skip


def _free_place(
    across: float, up: float, wide: float, size: float, taken: list[_Area], inside: _Area
) -> tuple[tuple[float, float], _Area]:
    """Offset and area of a label; the first of all places when none is free."""
    first = None
    for right, above in _DIRECTIONS:
        x0 = across + right if right > 0 else across + right - wide
        area = _Area(x0, up + above - size * 0.6, x0 + wide, up + above + size * 0.6)
        first = first or ((right, above), area)
        if inside.holds(area) and not any(area.meets(other) for other in taken):
            return (right, above), area
    assert first is not None
    return first
