"""What a page holds once a door has read it: words and ruled tables, in points from the top left.

A page whose text runs sideways is turned so that its lines are level; `Page.turn` remembers by
how much, and `Page.box` turns a rectangle back to the page as a reader sees it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap. `raised` marks a small number above the line: a footnote call."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    raised: bool = False
    table: int | None = None

    @property
    def middle(self) -> float:
        """Height of the word's middle on the page."""
        return (self.top + self.bottom) / 2


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
    """One page: level words in no particular order, ruled tables, and which door read it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    tables: tuple[Table, ...]
    characters: int
    reader: str
    turn: int = 0
    slanted: tuple[str, ...] = ()

    def box(self, rectangle: Rectangle) -> Box:
        """Place a rectangle of the level page on the page as a reader sees it.

        Text may run off the paper; its box ends at the edge.
        """
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


def holds(rectangle: Rectangle, word: Word) -> bool:
    """Whether the middle of a word lies in a rectangle."""
    x0, top, x1, bottom = rectangle
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.middle <= bottom


def around(items: Iterable[Word]) -> Rectangle:
    """The smallest rectangle around words."""
    boxes = list(items)
    return (
        min(item.x0 for item in boxes),
        min(item.top for item in boxes),
        max(item.x1 for item in boxes),
        max(item.bottom for item in boxes),
    )
