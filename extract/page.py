"""What a page holds once a door has read it: spans of words and tables, in points, from the top
left.

A page whose text runs sideways is turned so that its lines are level; `Page.turn` remembers by
how much, and `Page.box` turns a rectangle back to the page as a reader sees it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.records import Box

Rectangle = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character; `angle` is that of its baseline, in degrees, counter-clockwise."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    angle: int = 0
    italic: bool = False


class Span(NamedTuple):
    """Words on one line, in one size and weight, without a wide gap between them.

    Lengths are in points from the top left. `raised` marks a footnote call: a small number above
    the line. `confidence` runs from 0 to 1; only text that was recognised from a picture has less
    than 1. A tuple, because a page has hundreds and making one must cost next to nothing.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    raised: bool = False
    confidence: float = 1.0
    italic: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: the text of its cells, and its rectangle."""

    cells: tuple[str, ...]
    rectangle: Rectangle


@dataclass(frozen=True, slots=True)
class Table:
    """Rows from top to bottom; the header row, if there is one, is the first."""

    rows: tuple[TableRow, ...]
    rectangle: Rectangle


@dataclass(frozen=True, slots=True)
class Page:
    """One page: level spans in no particular order, tables, boxes, and which door read it.

    `characters` counts the letters that were drawn, `codes` those that are no letters. `skew` is
    by how many degrees the lines of a scan climb. `panels` are filled or framed boxes that may hold
    a text of their own. `left_out` lists (text, reason) of what stands beside the text: slanted
    watermarks, text beside the paper. `pictured` is the share of the page under pictures, `paths`
    the number of drawn shapes; the first `in_tables` spans stand in cells of tables. `remark`
    says, in Dutch, what another door saw.
    """

    number: int
    width: float
    height: float
    spans: tuple[Span, ...]
    tables: tuple[Table, ...]
    characters: int
    reader: str
    turn: int = 0
    skew: float = 0.0
    panels: tuple[Rectangle, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    codes: int = 0
    pictured: float = 0.0
    paths: int = 0
    is_hidden_layer: bool = False
    in_tables: int = 0
    remark: str = ""

    def box(self, rectangle: Rectangle) -> Box:
        """Place a rectangle of the level page on the page as a reader sees it.

        Text may run off the paper; its box ends at the edge.
        """
        if self.skew:
            rectangle = lean_back(rectangle, self.skew, *self.level_size)
        x0, top, x1, bottom = turn_back(rectangle, self.turn, self.width, self.height)
        left, right = _within(x0, self.width), _within(x1, self.width)
        return Box(
            self.number, left, _within(top, self.height), right, _within(bottom, self.height)
        )

    @property
    def level_size(self) -> tuple[float, float]:
        """Width and height once the text is level."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


def _within(place: float, edge: float) -> float:
    return round(min(max(place, 0.0), edge), 1)


def turn_level(rectangle: Rectangle, turn: int, width: float, height: float) -> Rectangle:
    """Turn a rectangle so that text with a baseline at `turn` degrees becomes level."""
    x0, top, x1, bottom = rectangle
    match turn:
        case 90:
            return height - bottom, x0, height - top, x1
        case 270:
            return top, width - x1, bottom, width - x0
        case 180:
            return width - x1, height - bottom, width - x0, height - top
        case _:
            return rectangle


def turn_back(rectangle: Rectangle, turn: int, width: float, height: float) -> Rectangle:
    """Undo `turn_level`."""
    x0, top, x1, bottom = rectangle
    match turn:
        case 90:
            return top, height - x1, bottom, height - x0
        case 270:
            return width - bottom, x0, width - top, x1
        case 180:
            return turn_level(rectangle, 180, width, height)
        case _:
            return rectangle


def lean_back(rectangle: Rectangle, skew: float, width: float, height: float) -> Rectangle:
    """The smallest rectangle around a rectangle once its page of width x height leans by `skew`.

    The page turns about its middle, counter-clockwise, in degrees.
    """
    x0, top, x1, bottom = rectangle
    cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    corners = [(x - width / 2, y - height / 2) for x in (x0, x1) for y in (top, bottom)]
    across = [width / 2 + x * cosine + y * sine for x, y in corners]
    down = [height / 2 - x * sine + y * cosine for x, y in corners]
    return min(across), min(down), max(across), max(down)


def holds(rectangle: Rectangle, span: Span) -> bool:
    """Whether the middle of a span lies in a rectangle."""
    x0, top, x1, bottom = rectangle
    return x0 <= (span.x0 + span.x1) / 2 <= x1 and top <= (span.top + span.bottom) / 2 <= bottom


def around(items: Iterable[Span]) -> Rectangle:
    """The smallest rectangle around spans."""
    boxes = list(items)
    return (
        min([item.x0 for item in boxes]),
        min([item.top for item in boxes]),
        max([item.x1 for item in boxes]),
        max([item.bottom for item in boxes]),
    )
