"""A page picture made ready to be read: clean, and how to turn and level it."""

import math
import statistics
from functools import cache
from importlib import import_module

import numpy as np
from PIL import Image, ImageOps

INK = 0.6
"""Share of the paper's brightness below which a pixel is ink."""
_DARK_PAPER = 100
_SPECK, _LONE = 5, 4
"""Pixels: the largest speck, and the white around it, at the usual 200 dots per inch."""
_MOST_SPECKS = 3000
"""More specks than this are a picture made of dots."""
_CLEAR = 1.5
"""How far the rows of a page must stand out before their angle is believed."""
LEAST_SKEW, _MOST_SKEW = 0.3, 10.0
"""Degrees: less does no harm, more is no scanned page."""
LEVELLING = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""How to turn a picture so that text with its baseline at so many degrees becomes level."""


def clean(image: Image.Image) -> Image.Image:
    """The picture in grey, dark on light, without dust.

    tesseract reads lone specks as quotes, dashes and digits. The dot of an i stands close to its
    stem, and the dots of a table of contents are larger.
    """
    ndimage = import_module("scipy.ndimage")
    picture = image.convert("L")
    if paper_of(picture) < _DARK_PAPER:
        picture = ImageOps.invert(picture)
    paper, pixels = paper_of(picture), np.array(picture)
    marks, _ = ndimage.label(pixels < INK * paper, np.ones((3, 3)))
    sizes = np.bincount(marks.ravel())
    sizes[0] = 0
    specks = np.flatnonzero((sizes > 0) & (sizes <= _SPECK))
    if not 0 < len(specks) <= _MOST_SPECKS:
        return picture
    printed, places = (sizes > _SPECK)[marks], ndimage.find_objects(marks)
    for speck in specks:
        near = tuple(slice(max(0, at.start - _LONE), at.stop + _LONE) for at in places[speck - 1])
        if not printed[near].any():
            pixels[near][marks[near] == speck] = paper
    return Image.fromarray(pixels)


def paper_of(picture: Image.Image) -> int:
    """Brightness of the paper, from 0 to 255: that of the pixel in the middle."""
    counts = np.cumsum(picture.reduce(4).histogram())
    return int(np.searchsorted(counts, counts[-1] / 2))


def positions(picture: Image.Image) -> list[tuple[int, float]]:
    """Quarter turn and skew to try: as the lines lie, then the other way up."""
    skew, clear = _profile(picture)
    sideways, clear_sideways = _profile(picture.transpose(LEVELLING[90]))
    if clear < _CLEAR <= clear_sideways:
        return [(90, sideways), (270, sideways)]
    skew = skew if clear >= _CLEAR else 0.0
    return [(0, skew), (180, skew)]


def _profile(picture: Image.Image) -> tuple[float, float]:
    """The angle in degrees at which the lower edges of letters fall into rows, and how clearly.

    Clearness is the sum of the squared counts of the rows against its usual value over all
    angles: above 2 for a page of text, about 1.1 when the text lies sideways or there is none.
    """
    small = np.asarray(picture.reduce(3))
    dark = small < INK * paper_of(picture)
    down, across = np.nonzero(dark[:-1] & ~dark[1:])
    if not len(down):
        return 0.0, 0.0
    across = across - small.shape[1] // 2

    @cache
    def sharpness(angle: float) -> float:
        rows = (down + across * math.tan(math.radians(angle))).astype(np.int64)
        return float(np.square(np.bincount(rows - rows.min()), dtype=float).sum())

    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5).round(2).tolist()
    best, usual = max(angles, key=sharpness), statistics.median(map(sharpness, angles))
    for step in (0.1, 0.03):
        best = max((best + step * np.arange(-4, 5)).round(2).tolist(), key=sharpness)
    return best, sharpness(best) / usual
