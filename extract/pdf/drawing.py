"""What is drawn on a page besides letters: rules of tables, coloured panels and pictures."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.page import Rectangle, turn_level

_THIN = 2.5
"""Points; a path that is thinner is a rule."""
_SHORTEST_RULE = 6.0
_PANEL_SHARE = 0.9
"""A filled path over more of the page than this is its background."""
_LEAST_PANEL = (40.0, 12.0)
"""Width and height, in points, below which a filled box holds no text of its own."""
_MOST_PATHS = 4000
"""A page with more paths is a map or a drawing; its lines rule no table."""
_DEEPEST_FORM = 4
_ALMOST_WHITE = 250
_LEAST_OF_A_BOX, _POINTS_OF_A_BOX = 4, 6

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing(NamedTuple):
    """Rectangles in points from the top left of the level page.

    `rules` are thin lines (and the sides of drawn boxes), `panels` filled or framed boxes large
    enough to hold text, `pictures` images; `paths` counts everything that was drawn.
    """

    rules: list[Rectangle]
    panels: list[Rectangle]
    pictures: list[Rectangle]
    paths: int


class _Path(NamedTuple):
    box: Rectangle
    points: tuple[tuple[float, float], ...]
    filled: bool
    stroked: bool


def read_drawing(page: pypdfium2.PdfPage, turn: int) -> Drawing:
    """Collect what is drawn; `turn` is the angle of the text, as in `Page.turn`."""
    place = _placer(page, turn)
    rules: list[Rectangle] = []
    panels: list[Rectangle] = []
    pictures: list[Rectangle] = []
    paths = 0
    width, height = page.get_size()
    for kind, thing, matrix in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(place(_bounds(thing, matrix)))
            continue
        paths += 1
        if paths > _MOST_PATHS:
            continue
        path = _path(thing, matrix)
        if path is None:
            continue
        rules += [place(rule) for rule in _rules(path)]
        if _is_panel(path, width, height):
            panels.append(place(path.box))
    if paths > _MOST_PATHS:
        rules, panels = [], []
    return Drawing(rules, panels, pictures, paths)


def _placer(page: pypdfium2.PdfPage, turn: int):  # type: ignore[no-untyped-def]
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    seen = page.get_size()

    def place(box: Rectangle) -> Rectangle:
        x0, y0, x1, y1 = box
        upright = (x0 - left, top - y1, x1 - left, top - y0)
        shown = turn_level(upright, rotation, right - left, top - bottom)
        return turn_level(shown, turn, *seen)

    return place


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, "pdfium_c.FPDF_PAGEOBJECT", Matrix]]:
    raw = page.raw
    for index in range(pdfium_c.FPDFPage_CountObjects(raw)):
        thing = pdfium_c.FPDFPage_GetObject(raw, index)
        yield from _unfolded(thing, _IDENTITY, 0)


def _unfolded(
    thing: "pdfium_c.FPDF_PAGEOBJECT", matrix: Matrix, depth: int
) -> Iterator[tuple[int, "pdfium_c.FPDF_PAGEOBJECT", Matrix]]:
    """Paths and pictures, those inside forms too."""
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
        yield kind, thing, matrix
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = _times(_matrix(thing), matrix)
        for index in range(pdfium_c.FPDFFormObj_CountObjects(thing)):
            yield from _unfolded(pdfium_c.FPDFFormObj_GetObject(thing, index), inner, depth + 1)


def _matrix(thing: "pdfium_c.FPDF_PAGEOBJECT") -> Matrix:
    found = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(thing: "pdfium_c.FPDF_PAGEOBJECT", matrix: Matrix) -> Rectangle:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(thing, *sides)
    x0, y0, x1, y1 = (side.value for side in sides)
    if matrix is _IDENTITY:
        return x0, y0, x1, y1
    corners = [_moved(x, y, matrix) for x in (x0, x1) for y in (y0, y1)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _path(thing: "pdfium_c.FPDF_PAGEOBJECT", matrix: Matrix) -> _Path | None:
    """A path that is visible; its points only where it is more than a plain box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(thing, fill, stroke)
    filled = bool(fill.value) and not _is_white(thing)
    stroked = bool(stroke.value)
    if not (filled or stroked):
        return None
    box = _bounds(thing, matrix)
    count = pdfium_c.FPDFPath_CountSegments(thing)
    is_box = _LEAST_OF_A_BOX <= count <= _POINTS_OF_A_BOX
    points = () if is_box or count >= 2000 else _points(thing, matrix, count)
    return _Path(box, points, filled, stroked)


def _is_white(thing: "pdfium_c.FPDF_PAGEOBJECT") -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium_c.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) >= _ALMOST_WHITE or alpha.value == 0


def _points(
    thing: "pdfium_c.FPDF_PAGEOBJECT", matrix: Matrix, count: int
) -> tuple[tuple[float, float], ...]:
    """Points of a path of straight lines; a NaN lifts the pen. Empty for a curved path."""
    own = _times(_matrix(thing), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(thing, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return ()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            points.append((float("nan"), float("nan")))
        points.append(_moved(x.value, y.value, own))
    return tuple(points)


def _rules(path: _Path) -> Iterator[Rectangle]:
    """Thin boxes, sides of boxes, and level or upright lines of longer paths."""
    x0, y0, x1, y1 = path.box
    if path.points:
        for (ax, ay), (bx, by) in zip(path.points, path.points[1:], strict=False):
            if abs(ax - bx) < 1 or abs(ay - by) < 1:
                yield from _long_enough((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    elif x1 - x0 <= _THIN or y1 - y0 <= _THIN:
        yield from _long_enough(path.box)
    else:
        for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            yield from _long_enough(side)


def _long_enough(rule: Rectangle) -> Iterator[Rectangle]:
    if max(rule[2] - rule[0], rule[3] - rule[1]) >= _SHORTEST_RULE:
        yield rule


def _is_panel(path: _Path, width: float, height: float) -> bool:
    x0, y0, x1, y1 = path.box
    wide, high = x1 - x0, y1 - y0
    if wide < _LEAST_PANEL[0] or high < _LEAST_PANEL[1] or path.points:
        return False
    return wide * high < _PANEL_SHARE * width * height
