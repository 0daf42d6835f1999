"""Pictures that show how each page was read: blocks, reading order, left-out lines.

Lengths are in pixels unless they are said to be points.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

from corpus.records import Box, PageRecord, PassageKind, RemovedLine
from extract.document import ReadDocument
from extract.explain.legend import counted, with_legend
from extract.explain.shapes import (
    LEFT_OUT,
    LOOKS,
    Colour,
    Pen,
    Point,
    Rectangle,
    font_of,
    letters_at,
)

_AIR = 2.0
_MARGIN = (228, 228, 228)


@dataclass(frozen=True, slots=True)
class _Mark:
    """One box of a block on the page at hand; the number is that of the block in the document."""

    number: int
    kind: PassageKind
    box: Box
    comes_from_elsewhere: bool
    goes_on_elsewhere: bool

    @property
    def label(self) -> str:
        """The number, with dots where the block goes on from or to another page."""
        before = "…" if self.comes_from_elsewhere else ""
        return f"{before}{self.number}{'…' if self.goes_on_elsewhere else ''}"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Everything that is to be drawn on one page."""

    number: int
    record: PageRecord | None
    marks: Sequence[_Mark]
    left_out: Sequence[RemovedLine]


def draw_pages(
    pictures: Iterable[tuple[int, Image.Image]],
    read: ReadDocument,
    scale: float,
    notes: Mapping[int, str] | None = None,
) -> Iterator[tuple[int, Image.Image]]:
    """Draw on each picture how its page was read, with a legend below it.

    `pictures` are page numbers with pages as a reader sees them, at `scale` pixels per point;
    `notes` holds a Dutch sentence for pages that deserve one. The same input gives the same
    pixels.
    """
    records = {record.number: record for record in read.pages}
    marks = _marks_by_page(read)
    left_out: dict[int, list[RemovedLine]] = defaultdict(list)
    for line in read.removed:
        left_out[line.page].append(line)
    for number, picture in pictures:
        note = (notes or {}).get(number, "")
        sheet = _Sheet(number, records.get(number), marks.get(number, ()), left_out.get(number, ()))
        page = _drawn_on(picture, sheet, scale)
        yield number, with_legend(page, _title(sheet), note, sheet.left_out, scale)


def _marks_by_page(read: ReadDocument) -> dict[int, list[_Mark]]:
    marks: dict[int, list[_Mark]] = defaultdict(list)
    for number, block in enumerate(read.blocks, start=1):
        last = len(block.boxes) - 1
        for place, box in enumerate(block.boxes):
            before = place > 0 and block.boxes[place - 1].page != box.page
            after = place < last and block.boxes[place + 1].page != box.page
            marks[box.page].append(_Mark(number, block.kind, box, before, after))
    return marks


def _title(sheet: _Sheet) -> str:
    """What became of the page, in Dutch."""
    record, blocks = sheet.record, len({mark.number for mark in sheet.marks})
    if record is None:
        how = "niet gelezen"
    elif record.readable:
        how = f"gelezen door {record.reader}"
    else:
        how = f"niet gelezen: {record.reader}"
    parts = [f"pagina {sheet.number}", how, counted(blocks, "blok", "blokken")]
    if sheet.left_out:
        parts.append(counted(len(sheet.left_out), "regel", "regels") + " weggelaten")
    return " · ".join(parts)


def _drawn_on(picture: Image.Image, sheet: _Sheet, scale: float) -> Image.Image:
    margin = _margin(sheet.marks, scale)
    page = Image.new("RGBA", (picture.width + margin, picture.height), _MARGIN)
    page.paste(picture.convert("RGB"), (margin, 0))
    pen = Pen(page.size, scale)
    places = [_pixels(mark.box, scale, margin, page.size) for mark in sheet.marks]
    for mark, place in zip(sheet.marks, places, strict=True):
        pen.frame(place, LOOKS[mark.kind])
    for line in sheet.left_out:
        if line.box is not None:
            pen.frame(_pixels(line.box, scale, margin, page.size), LEFT_OUT)
    tags = [
        _tag(mark.label, place, letters_at(scale), page.size)
        for mark, place in zip(sheet.marks, places, strict=True)
    ]
    pen.thread([(tag[2] - 6, (tag[1] + tag[3]) / 2) for tag in tags])
    for at, (one, following) in enumerate(pairwise(sheet.marks)):
        if one.number == following.number:
            colour = LOOKS[one.kind].colour
            pen.arrow(places[at][2:], _towards(places[at], places[at + 1]), colour)
    page.alpha_composite(pen.finished())
    brush = ImageDraw.Draw(page)
    for mark, tag in zip(sheet.marks, tags, strict=True):
        _write_tag(brush, mark, tag, letters_at(scale))
    return page.convert("RGB")


def _margin(marks: Sequence[_Mark], scale: float) -> int:
    """Width of the paper beside the page for the numbers of boxes that begin at its very edge."""
    letters = letters_at(scale)
    beyond = (_tag_width(mark.label, letters) - mark.box.x0 * scale for mark in marks)
    return max(0, math.ceil(max(beyond, default=-_AIR)) + round(_AIR))


def _pixels(box: Box, scale: float, margin: int, size: tuple[int, int]) -> Rectangle:
    """The box on the picture, with a little air around its letters."""
    x0, x1 = margin + box.x0 * scale - _AIR, margin + box.x1 * scale + _AIR
    top, bottom = box.top * scale - _AIR / 2, box.bottom * scale + _AIR
    across, down = size[0] - 1.0, size[1] - 1.0
    return (
        min(max(0.0, x0), across),
        min(max(0.0, top), down),
        min(max(0.0, x1), across),
        min(max(0.0, bottom), down),
    )


def _tag_width(text: str, letters: int) -> int:
    return round(font_of(letters).getlength(text)) + 5


def _tag(text: str, place: Rectangle, letters: int, size: tuple[int, int]) -> Rectangle:
    """Where the number stands: left of the box, so that it hides no words, where it can."""
    width = _tag_width(text, letters)
    x0 = max(0.0, place[0] - width)
    top = min(place[1], size[1] - letters - 2.0)
    return x0, top, x0 + width, top + letters + 2


def _write_tag(brush: ImageDraw.ImageDraw, mark: _Mark, tag: Rectangle, letters: int) -> None:
    colour = LOOKS[mark.kind].colour
    brush.rectangle([round(edge) for edge in tag], fill=colour)
    written = (round(tag[0]) + 3, round((tag[1] + tag[3]) / 2))
    brush.text(written, mark.label, _readable_on(colour), font_of(letters), anchor="lm")


def _readable_on(colour: Colour) -> Colour:
    red, green, blue = colour
    return (255, 255, 255) if 0.3 * red + 0.59 * green + 0.11 * blue < 115 else (0, 0, 0)


def _towards(start: Rectangle, end: Rectangle) -> Point:
    """The corner of the next box that is nearest to where the reader comes from."""
    return (end[0], end[1]) if end[0] >= start[2] else (end[2], end[1])
