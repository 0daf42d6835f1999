"""Pages of a Word document, counted from its breaks, and the text that stands on each."""

from dataclasses import dataclass, replace

from corpus.records import Box, FootnoteCall
from extract.office.flow import marked, parted_from_calls

PAGE = "\x00"
"""Stands in raw text where a new page begins; XML cannot hold it."""


@dataclass(slots=True)
class Pages:
    """Counts pages; a break that was just counted is not counted again when Word notes it too."""

    number: int = 1
    at_top: bool = True

    def turn(self) -> None:
        """A break that the writer asked for."""
        self.number += 1
        self.at_top = True

    def begin_new(self) -> None:
        """A paragraph or section that asks for a page of its own."""
        if not self.at_top:
            self.turn()

    def noted(self) -> bool:
        """A break that Word noted when it last laid out the page; True when it is a new one."""
        is_new = not self.at_top
        if is_new:
            self.turn()
        return is_new


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Plain text, the page of each part, the characters where the parts begin, and the calls."""

    text: str
    boxes: tuple[Box, ...]
    starts: tuple[int, ...]
    calls: tuple[FootnoteCall, ...]

    def moved(self, text: str) -> "PlacedText":
        """The same with another beginning of the text."""
        by = len(text) - len(self.text)
        starts = tuple(start and max(0, start + by) for start in self.starts)
        calls = tuple(replace(call, at=max(0, call.at + by)) for call in self.calls)
        return PlacedText(text, self.boxes, starts, calls)


def placed(raw: str, first_page: int) -> PlacedText:
    """Make raw text plain and tell which part of it stands on which page."""
    text, before = "", ""
    boxes: list[Box] = []
    starts: list[int] = []
    calls: list[FootnoteCall] = []
    for page, part in enumerate(raw.split(PAGE), first_page):
        own, called = parted_from_calls(marked(part))
        if own:
            text += " " if text and (before[-1:].isspace() or part[:1].isspace()) else ""
            starts.append(len(text) if boxes else 0)
            boxes.append(Box(page, 0.0, 0.0, 0.0, 0.0))
        calls += (replace(call, at=len(text) + call.at) for call in called)
        text += own
        before = part or before
    return PlacedText(text, tuple(boxes), tuple(starts), tuple(calls))
