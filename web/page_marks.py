"""Where a passage stands on the picture of its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.records import Box, PageRecord, Passage

_AIR = 2.0
"""Points around the words of a passage."""


@dataclass(frozen=True, slots=True)
class PassageMark:
    """A rectangle on the picture, in points, and the passage that it belongs to.

    The first of a passage carries its number.
    """

    passage_id: str
    number: int
    x: float
    y: float
    width: float
    height: float
    is_first: bool
    has_labels: bool


def marks_of(
    passage: Passage, number: int, record: PageRecord, *, has_labels: bool = False
) -> Iterator[PassageMark]:
    """The rectangles of a passage on one page."""
    boxes = [one for one in passage.boxes if one.page == record.number]
    for place, box in enumerate(boxes):
        yield _mark(passage, number, box, record, is_first=not place, has_labels=has_labels)


def _mark(
    passage: Passage,
    number: int,
    box: Box,
    record: PageRecord,
    *,
    is_first: bool,
    has_labels: bool,
) -> PassageMark:
    x, y = max(0.0, box.x0 - _AIR), max(0.0, box.top - _AIR)
    return PassageMark(
        passage.passage_id,
        number,
        round(x, 1),
        round(y, 1),
        round(min(record.width, box.x1 + _AIR) - x, 1),
        round(min(record.height, box.bottom + _AIR) - y, 1),
        is_first,
        has_labels,
    )
