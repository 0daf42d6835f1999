"""Shapes and letters for the pictures of `extract.explain.pictures`. Lengths are in pixels.

The colours are those of Okabe and Ito, which colour-blind readers can tell apart; every kind has
an outline of its own as well, so that a grey print says the same.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from corpus.records import PassageKind

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
Colour = tuple[int, int, int]

INK = (34, 34, 34)
_FINE = 2
"""Lines are drawn this many times as large and then made small, so that slopes look smooth."""
_FILL, _LINE, _THREAD = 56, 255, 150
"""Opacity of fills, outlines and the reading order, out of 255."""
_LEAST_LETTERS = 11
"""Size of letters below which numbers cannot be read on a screen."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind is drawn: widths in units of 1/100 inch, `dash` as (drawn, skipped)."""

    name: str
    colour: Colour
    width: float = 1.0
    dash: tuple[float, float] | None = None
    rail: float = 0.0
    """Width of a thick line along the left side."""
    is_closed: bool = False
    """Whether the right side has that thick line too."""
    is_hatched: bool = False


LOOKS = {
    PassageKind.HEADING: Look("kop", (0, 114, 178), width=2.6),
    PassageKind.BODY: Look("lopende tekst", (86, 180, 233)),
    PassageKind.LIST: Look("opsomming", (0, 158, 115), rail=4.5),
    PassageKind.TABLE: Look("tabel", (230, 159, 0), rail=4.5, is_closed=True),
    PassageKind.FOOTNOTE: Look("voetnoot", (204, 121, 167), width=1.6, dash=(2, 2)),
    PassageKind.OTHER: Look("overig", (130, 130, 130), width=1.4, dash=(9, 4)),
}
LEFT_OUT = Look("weggelaten", (200, 16, 16), width=1.4, dash=(5, 3), is_hatched=True)


class Pen:
    """Draws smooth half-transparent shapes on a layer over the page."""

    def __init__(self, size: tuple[int, int], scale: float) -> None:
        self._layer = Image.new("RGBA", (size[0] * _FINE, size[1] * _FINE), (255, 255, 255, 0))
        self._brush = ImageDraw.Draw(self._layer)
        self._unit = _FINE * max(1.0, scale * 72 / 100)

    def finished(self) -> Image.Image:
        """The layer, as large as the page."""
        return self._layer.reduce(_FINE)

    def frame(self, place: Rectangle, look: Look) -> None:
        """Fill and outline a rectangle."""
        x0, top, x1, bottom = (_FINE * edge for edge in place)
        self._brush.rectangle((x0, top, x1, bottom), fill=(*look.colour, _FILL))
        if look.is_hatched:
            self._hatch((x0, top, x1, bottom), look)
        self._rim((x0, top, x1, bottom), look.width)
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        for one, other in pairwise(corners):
            for start, end in self._dashes(one, other, look.dash):
                self._line(start, end, look.colour, look.width)
        for edge in ((x0, x1) if look.is_closed else (x0,)) if look.rail else ():
            self._line((edge, top), (edge, bottom), look.colour, look.rail)

    def thread(self, points: Sequence[Point]) -> None:
        """The reading order: a thin line from number to number, with a tip on long ways."""
        for one, other in pairwise([(_FINE * x, _FINE * y) for x, y in points]):
            self._line(one, other, INK, 1.1, _THREAD)
            if math.dist(one, other) > 40 * self._unit:
                halfway = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
                self._tip(one, halfway, INK)

    def arrow(self, start: Point, end: Point, colour: Colour) -> None:
        """From the end of one box of a block to the start of its next."""
        one, other = ((_FINE * x, _FINE * y) for x, y in (start, end))
        self._line(one, other, colour, 2.0)
        self._tip(one, other, colour)

    def _line(
        self, start: Point, end: Point, colour: Colour, width: float, opacity: int = _LINE
    ) -> None:
        drawn = max(1, round(width * self._unit))
        self._brush.line([start, end], fill=(*colour, opacity), width=drawn)

    def _rim(self, place: Rectangle, width: float) -> None:
        """A white line around an outline, so that it shows on a dark page too."""
        x0, top, x1, bottom = place
        out = (width / 2 + 0.8) * self._unit
        around = (x0 - out, top - out, x1 + out, bottom + out)
        self._brush.rectangle(around, outline=(255, 255, 255, 200), width=max(1, round(out)))

    def _tip(self, start: Point, end: Point, colour: Colour) -> None:
        slope = math.atan2(end[1] - start[1], end[0] - start[0])
        length = 7 * self._unit
        wings = [
            (end[0] - length * math.cos(slope + turn), end[1] - length * math.sin(slope + turn))
            for turn in (-0.42, 0.42)
        ]
        self._brush.polygon([end, *wings], fill=(*colour, _LINE))

    def _dashes(
        self, start: Point, end: Point, dash: tuple[float, float] | None
    ) -> Iterator[tuple[Point, Point]]:
        length = math.dist(start, end)
        if dash is None or not length:
            yield start, end
            return
        drawn, skipped = (part * self._unit for part in dash)
        across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        at = 0.0
        while at < length:
            stop = min(length, at + drawn)
            yield (
                (start[0] + at * across, start[1] + at * down),
                (start[0] + stop * across, start[1] + stop * down),
            )
            at = stop + skipped

    def _hatch(self, place: Rectangle, look: Look) -> None:
        """Slanted lines from the lower left to the upper right, clipped to the rectangle."""
        x0, top, x1, bottom = place
        step = 7 * self._unit
        at = x0 + top + step / 2
        while at < x1 + bottom:
            start = (max(x0, at - bottom), min(bottom, at - x0))
            end = (min(x1, at - top), max(top, at - x1))
            self._line(start, end, look.colour, 0.8, 110)
            at += step


def letters_at(scale: float) -> int:
    """Size of the letters on a page: legible on a screen, larger where the picture is."""
    return max(_LEAST_LETTERS, round(8 * scale))


@cache
def font_of(letters: int, is_bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib; only its file is used."""
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name
    return ImageFont.truetype(str(path), letters, layout_engine=ImageFont.Layout.BASIC)
