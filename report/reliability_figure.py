"""The reliability figure, as SVG inside a page: probability against how often it came true."""

from collections.abc import Iterator
from math import sqrt

from classify.calibration import Bin, Calibration
from report.markup import Markup, element
from report.shown_values import decimal

_SIDE = 240.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 44.0, 12.0, 14.0, 44.0
_WIDTH, _HEIGHT = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_SMALLEST, _LARGEST = 3.0, 11.0
_LARGE = 200
"""Cells of a bin from which its dot is no longer drawn larger."""


def reliability_figure(found: Calibration, title: str) -> Markup:
    """Draw the bins as dots, larger for more cells; on the diagonal they keep their word."""
    return element(
        "svg",
        element("title", title),
        element("desc", _description(found)),
        _axes(),
        list(_dots(found)),
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        class_="ijking",
    )


def _description(found: Calibration) -> str:
    filled = [one for one in found.bins if one.cells]
    return " ".join(
        f"Gemiddelde kans {decimal(one.mean_probability)}: {decimal(one.share_true)} waar "
        f"({one.cells} cellen)."
        for one in filled
    )


def _x(value: float) -> float:
    return round(_LEFT + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIDE, 1)


def _axes() -> Iterator[Markup]:
    for tick in _TICKS:
        yield _line(_x(tick), _y(0), _x(tick), _y(1), "raster")
        yield _line(_x(0), _y(tick), _x(1), _y(tick), "raster")
        yield _text(decimal(tick, 1), _x(tick), _y(0) + 16, "middle")
        yield _text(decimal(tick, 1), _x(0) - 7, _y(tick) + 4, "end")
    yield _line(_x(0), _y(0), _x(1), _y(1), "volmaakt")
    yield _text("gemiddelde kans", _x(0.5), _HEIGHT - 6, "middle")
    middle = f"rotate(-90 12 {_y(0.5):g})"
    yield element("text", "aandeel waar", x=12, y=_y(0.5), text_anchor="middle", transform=middle)


def _line(x1: float, y1: float, x2: float, y2: float, name: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=name)


def _text(text: str, x: float, y: float, anchor: str) -> Markup:
    return element("text", text, x=x, y=y, text_anchor=anchor)


def _dots(found: Calibration) -> Iterator[Markup]:
    filled = [one for one in found.bins if one.cells]
    path = " ".join(f"{_x(one.mean_probability)},{_y(one.share_true)}" for one in filled)
    yield element("polyline", points=path, class_="verloop")
    for one in filled:
        place = {"cx": _x(one.mean_probability), "cy": _y(one.share_true)}
        yield element("circle", r=_radius(one), class_="vak", **place)


def _radius(one: Bin) -> float:
    """The surface grows with the cells, up to a limit: most cells have a probability near 0."""
    share = min(one.cells, _LARGE) / _LARGE
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(share), 1)
