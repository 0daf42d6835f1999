"""Lines become paragraphs: where one starts, and where it goes on in a next column or page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.layout.regions import Region
from extract.lines import Line
from extract.page import Page, Rectangle, Table

BULLET = re.compile(r"^(?:[•·▪■◦○●‣►▶➢✓❖›»]\s*|[–—-]\s+|o\s+)(?=\S)")
NUMBER = re.compile(r"^(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[A-H]:|\(?[ivx]{1,4}[.)])\s+(?=\S)")
ARTICLE = re.compile(
    r"^(?:artikel|art\.|hoofdstuk|bijlage|pijler|deel|paragraaf)\s+[0-9IVXA-Z]+\b", re.I
)
QUESTION = re.compile(
    r"^(?:vraag|vragen|antwoord|antwoorden)(?:\s+(?:op|en|vraag|vragen|[\d,]+))*\s*:?$", re.I
)
"""Headings of parliamentary questions, which stand in plain print."""
SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z]")
CAPTION = re.compile(r"^(?:tabel|figuur|grafiek|kaart|foto|afbeelding)\s+[A-Z]{0,2}\.?\d+", re.I)
_ITEM = re.compile("|".join(each.pattern for each in (BULLET, NUMBER, SECTION_NUMBER)))
LEADER = re.compile(r"(?:[.·…_]\s?){5,}\s*\d{1,3}$")
"""A line of a table of contents ends in dots and a page number."""
ENDS = (".", "!", "?", ":", ";")
_CLOSERS = "”’\"')»]"
_NOTE_NUMBER = re.compile(r"^(\d{1,3})(?=\s|[.)]\s)")
_NEW_PARAGRAPH = 1.28
"""Distance to the line above, in usual pitches of this letter size, that starts a paragraph."""
_ENOUGH_LINES = 4
"""Pairs of lines in one column that show a pitch of its own."""
_ROOM_FOR_CALL = 1.2
"""A line with a footnote call may stand so many times further down."""
_SHORT_LINE = 0.86
"""A line that fills less than this share of its column may be the last of its paragraph."""
_TIGHTEST_HEADING = 1.45
"""Most distance, in letter sizes, between two lines of one heading."""
_WIDEST_PITCH = 1.75
"""Distance, in letter sizes, beyond which only a full line goes on in the next."""
_SHORT_END = 0.45
"""Share of the column that may be white behind a line that goes on in the next column."""
_INDENT = 0.8
"""Least first-line indent, in em."""
_HEADING_WORDS = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a paragraph on one page, in one column; `left` and `right` are the column's."""

    page: Page
    lines: tuple[Line, ...]
    left: float
    right: float
    is_aside: bool = False

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def rectangle(self) -> Rectangle:
        """The smallest rectangle around the lines."""
        return (
            min([line.x0 for line in self.lines]),
            min([line.top for line in self.lines]),
            max([line.x1 for line in self.lines]),
            max([line.bottom for line in self.lines]),
        )


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table in its place among the paragraphs."""

    page: Page
    table: Table


def usual_pitches(regions: Iterable[Region], least: int = 1) -> dict[float, float]:
    """Usual distance between two lines, for each letter size with at least so many, in points."""
    counted: dict[float, Counter[float]] = {}
    for region in regions:
        for above, below in pairwise(region.lines):
            pitch = round(below.bottom - above.bottom, 1)
            if above.size == below.size and 0 < pitch < 3 * above.size:
                counted.setdefault(above.size, Counter())[pitch] += 1
    return {size: _usual(counts) for size, counts in counted.items() if counts.total() >= least}


def _usual(counts: Counter[float]) -> float:
    return min(counts, key=lambda pitch: (-counts[pitch], pitch))


def pieces_of(regions: Sequence[Region], body_size: float) -> Iterator[Piece | TablePiece]:
    """Cut regions into pieces of paragraphs, in reading order."""
    pitches = usual_pitches(regions)
    for region in regions:
        if region.table is not None:
            yield TablePiece(region.page, region.table)
        elif region.lines:
            yield from _Cutter(region, pitches, body_size).pieces()


def _full_lines(region: Region, right: float) -> Region:
    """A region without its short lines: the rest shows how far the lines of a paragraph stand."""
    lines = tuple(line for line in region.lines if right - line.x1 < 0.12 * (right - line.x0))
    return replace(region, lines=lines)


class _Cutter:
    """Finds where paragraphs start in the lines of one region."""

    def __init__(self, region: Region, pitches: dict[float, float], body_size: float) -> None:
        self._region = region
        self._pitches = pitches
        self._body_size = body_size
        self._left = min(line.x0 for line in region.lines)
        self._right = max(line.x1 for line in region.lines)
        self._own_pitches = usual_pitches([_full_lines(region, self._right)], _ENOUGH_LINES)
        self._hangs = _hangs(region.lines, self._left, self._right)

    def pieces(self) -> Iterator[Piece]:
        lines = self._region.lines
        run: list[Line] = []
        for place, line in enumerate(lines):
            if run and self._starts_new(run, line, lines[place + 1 : place + 2]):
                yield self._piece(run)
                run = []
            run.append(line)
        yield self._piece(run)

    def _piece(self, run: Sequence[Line]) -> Piece:
        region = self._region
        return Piece(region.page, tuple(run), self._left, self._right, region.boxed)

    def _starts_new(self, run: Sequence[Line], line: Line, after: Sequence[Line]) -> bool:
        last = run[-1]
        if abs(last.size - line.size) > 0.06 * line.size or QUESTION.match(last.text):
            return True
        if opens_item(line) and not self._is_dash_in_sentence(run, line):
            return True
        if last.bold != line.bold and line.spans[0].bold != last.spans[-1].bold:
            return self._ends_bold(run, line) or not self._fills_line(last, line)
        if last.italic != line.italic and line.spans[0].italic != last.spans[-1].italic:
            return self._stands_alone(run) or line.italic
        distance = line.bottom - last.bottom
        room = _ROOM_FOR_CALL if any(span.raised for span in line.spans) else 1.0
        if distance > room * _NEW_PARAGRAPH * self._pitch(line):
            return True
        is_wide = distance > _WIDEST_PITCH * line.size and line.size not in self._own_pitches
        if is_wide and not self._fills_line(last, line):
            return True
        if line.bottom < last.bottom or self._starts_note(run, line):
            return True
        if self._hangs:
            return line.x0 < self._left + _INDENT * line.size
        return self._is_indented(run, line, after) or self._was_last_line(run, line)

    def _pitch(self, line: Line) -> float:
        usual = self._pitches.get(line.size, 1.2 * line.size)
        pitch = max(usual, self._own_pitches.get(line.size, 0.0))
        is_large = line.size > 1.06 * self._body_size
        if is_large and line.size not in self._own_pitches:
            return min(pitch, _TIGHTEST_HEADING / _NEW_PARAGRAPH * line.size)
        return pitch

    def _starts_note(self, run: Sequence[Line], line: Line) -> bool:
        """A next footnote: a raised number in front, or the number after that of this note."""
        if line.spans[0].raised:
            return True
        if line.size >= 0.93 * self._body_size:
            return False
        number, before = _NOTE_NUMBER.match(line.text), note_number(run[0])
        return bool(number and before and int(number[1]) == int(before) + 1)

    def _ends_bold(self, run: Sequence[Line], line: Line) -> bool:
        """Whether bold print above plain print was a heading, or the end of a sentence."""
        if run[-1].text.endswith((".", "!", "?")):
            return True
        is_heading = all(each.bold for each in run) and not _ITEM.match(run[0].text)
        return is_heading and line.text[:1].isupper()

    def _fills_line(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line had no room left on the line above."""
        return self._right - last.x1 < first_word_width(line) + 0.5 * last.size

    def _stands_alone(self, run: Sequence[Line]) -> bool:
        """Whether italic print fills lines of its own: a heading, not the start of a sentence."""
        room = self._right - run[-1].x1
        return all(line.italic for line in run) and room > 2 * run[-1].size

    def _is_dash_in_sentence(self, run: Sequence[Line], line: Line) -> bool:
        """A dash at the start of a line may go on with the sentence of a full line above."""
        last = run[-1]
        if line.text[:1] not in "–—-" or line.text[:1] == run[0].text[:1]:
            return False
        return self._right - last.x1 < 2 * last.size and not last.text.endswith((*ENDS, ","))

    def _is_indented(self, run: Sequence[Line], line: Line, after: Sequence[Line]) -> bool:
        """The first line of a paragraph that is set in, between lines that are not."""
        indent = _INDENT * line.size
        if not after or line.x0 - self._left < indent:
            return False
        if any(_ITEM.match(other.text) for other in (run[0], line, after[0])):
            return False
        back = after[0].x0 < line.x0 - indent and abs(after[0].size - line.size) < 0.1
        return back and run[-1].x0 < line.x0 - indent

    def _was_last_line(self, run: Sequence[Line], line: Line) -> bool:
        """A short line that ends a sentence, before one that begins with a capital."""
        last = run[-1]
        filled = (last.x1 - self._left) / max(1.0, self._right - self._left)
        first = line.text[:1]
        return (
            filled < _SHORT_LINE
            and last.x1 + first_word_width(line) + 0.3 * line.size < self._right
            and ends_sentence(last.text)
            and (first.isupper() or first.isdigit() or first in "‘“'\"")
        )


def _hangs(lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether the entries of a list or glossary start at the left edge and go on further in.

    Where only first lines are set in, a line that is set in is full and the line above it short;
    where lines hang, it is the other way round.
    """
    hanging = otherwise = 0
    for above, below in pairwise(lines):
        step = below.x0 - above.x0
        indent = _INDENT * below.size
        if _ITEM.match(above.text) or _ITEM.match(below.text):
            continue
        if min(above.x0, below.x0) > left + indent or abs(step) > 8 * indent:
            continue
        is_full = right - above.x1 < 4 * above.size
        if abs(step) < indent:
            otherwise += is_full and not ends_sentence(above.text)
        elif (step > 0) == is_full:
            hanging += 1
        else:
            otherwise += 1
    return hanging >= 3 and hanging > 4 * otherwise


def opens_item(line: Line) -> bool:
    """Whether a line begins a list item, a numbered article or a caption by its first words."""
    text = line.text
    if line.bold and ARTICLE.match(text) and len(text.split()) <= _HEADING_WORDS:
        return True
    return bool(_ITEM.match(text) or CAPTION.match(text))


def note_number(line: Line) -> str:
    """The number that a footnote begins with; empty when there is none."""
    if line.spans[0].raised:
        return line.spans[0].text.strip("*,) ")
    found = _NOTE_NUMBER.match(line.text)
    return found[1] if found else ""


def ends_sentence(text: str) -> bool:
    """Whether a text ends in a mark that closes a sentence, closing quotes passed over."""
    return text.rstrip(_CLOSERS).endswith(ENDS)


def first_word_width(line: Line) -> float:
    """Width of the first word, in points, by its share of the letters of its span."""
    span = line.spans[0]
    letters = len(span.text.split(" ", 1)[0])
    return (span.x1 - span.x0) * letters / max(1, len(span.text))


# Going on in a next column or page ------------------------------------------------------------


def goes_on(above: Piece, below: Piece, *, past_aside: bool) -> bool:
    """Whether a paragraph goes on in another piece: further on, and not finished.

    `past_aside` tells that something set apart (a box, a picture's caption) stands between them.
    """
    if above.is_aside or below.is_aside or opens_item(below.first):
        return False
    upper, lower = above.last, below.first
    if abs(upper.size - lower.size) > 0.06 * lower.size or upper.bold != lower.bold:
        return False
    if not _is_further_on(above, below, past_aside):
        return False
    if upper.text.endswith("-") or lower.text[:1].islower():
        room = above.right - upper.x1
        return not ends_sentence(upper.text) and room < _SHORT_END * (above.right - above.left)
    if len(above.lines) == 1 or not _is_full(above, below):
        return False
    return not ends_sentence(upper.text) or _is_justified(above)


def _is_further_on(above: Piece, below: Piece, past_aside: bool) -> bool:
    if below.page.number != above.page.number:
        return below.page.number == above.page.number + 1
    in_next_column = below.first.top < above.last.bottom and below.left > above.left
    return in_next_column or past_aside


def _is_full(above: Piece, below: Piece) -> bool:
    """Whether the first word below had no room left on the last line above."""
    room = above.right - above.last.x1
    return room < first_word_width(below.first) + 0.2 * above.last.size


def _is_justified(piece: Piece) -> bool:
    """Whether the last line reaches the right edge as exactly as the lines above do."""
    edge = piece.right - 0.15 * piece.last.size
    return piece.last.x1 >= edge and all(line.x1 >= edge for line in piece.lines[1:])
