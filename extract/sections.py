"""Paragraphs become blocks: headings, running text, list items, footnotes and table rows.

A heading is told by size, weight and numbering; every other block carries the path of headings
above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from corpus.records import NO_RAW_TEXT, Box, FootnoteCall, PassageKind, RawText
from extract.dutch.amounts import column_unit
from extract.dutch.repair import DocumentWords, Joined, document_words, join_lines, joined_lines
from extract.layout.paragraphs import (
    ARTICLE,
    BULLET,
    CAPTION,
    LEADER,
    NUMBER,
    QUESTION,
    SECTION_NUMBER,
    Piece,
    TablePiece,
    goes_on,
    note_number,
    pieces_of,
)
from extract.layout.regions import Region
from extract.lines import Line, joined_text
from extract.page import Page, Table

_HEADING_WORDS = 16
_LARGER = 1.12
_SMALLER = 0.93
_AMOUNT = re.compile(r"(?<!\S)[-–]?\d[\d.,]*(?!\S)")
_SMALLEST_HEADING = 6.0
"""Points; smaller print is a label in a drawing."""
_NOTES_BELOW = 0.45
"""Share of the page's height above which no footnote stands."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, footnote or table row, as it stands in the document.

    `box_starts` gives the character of the text at which each box begins. A table row has
    `cells`, `header` when its table has a header row, and `caption` when a line above the table
    names it. `calls` are the footnote calls in the text, `number` is that of a footnote. `raw` is
    the text as drawn; `place` is how a lawyer cites it.
    """

    kind: PassageKind
    text: str
    boxes: tuple[Box, ...]
    box_starts: tuple[int, ...] = (0,)
    level: float = 0.0
    heading_path: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    caption: str = ""
    number: str = ""
    calls: tuple[FootnoteCall, ...] = ()
    raw: RawText = NO_RAW_TEXT
    place: str = ""
    is_plain_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Pieces that belong together, and what they are."""

    kind: PassageKind
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for piece in self.pieces for line in piece.lines]


def blocks_of(regions: Sequence[Region], body_size: float) -> list[Block]:
    """Turn regions in reading order into blocks with their heading paths."""
    words = document_words(line.text for region in regions for line in region.lines)
    blocks: list[Block] = []
    last_header: tuple[str, ...] = ()
    for item in _paragraphs(pieces_of(regions, body_size), body_size):
        if isinstance(item, TablePiece):
            caption = _caption_above(blocks)
            rows = list(_table_blocks(item.page, item.table, last_header, caption, words))
            last_header = rows[-1].header if rows else last_header
            blocks += rows
        else:
            blocks += _text_blocks(item, words)
    return with_paths(_without_lists_of_headings(blocks))


def _caption_above(blocks: Sequence[Block]) -> str:
    """The line that names a table, or the heading right above it: its unit may stand there."""
    last = blocks[-1] if blocks else None
    is_name = last and (last.kind is PassageKind.HEADING or CAPTION.match(last.text))
    return last.text if last and is_name else ""


def _without_lists_of_headings(blocks: Sequence[Block]) -> list[Block]:
    """Three or more numbered lines in plain print with nothing between are a list, no headings."""
    kept = list(blocks)
    start = 0
    while start < len(kept):
        stop = start
        while stop < len(kept) and kept[stop].is_plain_heading:
            stop += 1
        if stop - start >= 3:
            for place in range(start, stop):
                kept[place] = replace(kept[place], kind=PassageKind.LIST, level=0.0)
        start = max(stop, start + 1)
    return kept


# Text ---------------------------------------------------------------------------------------


def _paragraphs(
    pieces: Iterator[Piece | TablePiece], body_size: float
) -> list[_Paragraph | TablePiece]:
    """Join pieces that belong to one paragraph; what stands aside is passed over."""
    found: list[_Paragraph | TablePiece] = []
    open_at: int | None = None
    for piece in pieces:
        if isinstance(piece, TablePiece):
            found.append(piece)
            continue
        kind = _kind(piece, body_size)
        last = found[-1] if found else None
        if isinstance(last, _Paragraph) and _goes_on_as_note(last, piece, body_size):
            found[-1] = _Paragraph(last.kind, (*last.pieces, piece))
            continue
        above = found[open_at] if open_at is not None else None
        if (
            open_at is not None
            and isinstance(above, _Paragraph)
            and kind is PassageKind.BODY
            and above.kind in (PassageKind.BODY, PassageKind.LIST)
            and goes_on(above.pieces[-1], piece, past_aside=open_at < len(found) - 1)
            and _may_turn(above.pieces[-1], piece, body_size)
        ):
            found[open_at] = _Paragraph(above.kind, (*above.pieces, piece))
            continue
        if not _stands_aside(piece, kind):
            open_at = len(found)
        found.append(_Paragraph(kind, (piece,)))
    return found


def _may_turn(above: Piece, below: Piece, body_size: float) -> bool:
    """Small print under a table or a figure ends on its page."""
    return above.page is below.page or below.first.size >= _SMALLER * body_size


def _stands_aside(piece: Piece, kind: PassageKind) -> bool:
    """Notes, boxes and captions stand beside the running text, which goes on past them."""
    return piece.is_aside or kind in (PassageKind.FOOTNOTE, PassageKind.OTHER)


def _goes_on_as_note(above: _Paragraph, piece: Piece, body_size: float) -> bool:
    """Small print right below a footnote that has no number of its own is its next line."""
    last = above.pieces[-1]
    return (
        above.kind is PassageKind.FOOTNOTE
        and piece.page is last.page
        and piece.first.size < _SMALLER * body_size
        and not note_number(piece.first)
        and 0 < piece.first.top - last.last.top < 2 * piece.first.size
    )


def _text_blocks(paragraph: _Paragraph, words: DocumentWords) -> Iterator[Block]:
    first = paragraph.pieces[0]
    number = note_number(first.first) if paragraph.kind is PassageKind.FOOTNOTE else ""
    lines = [line.text for line in paragraph.lines]
    if number and first.first.spans[0].raised:
        lines[0] = f"{number} {lines[0]}"
    text = joined_lines(lines, words)
    if not text.text:
        return
    starts = _line_starts(lines)
    firsts = accumulate((len(piece.lines) for piece in paragraph.pieces[:-1]), initial=0)
    yield Block(
        paragraph.kind,
        text.text,
        tuple(piece.page.box(piece.rectangle) for piece in paragraph.pieces),
        tuple(text.to_clean(starts[place]) for place in firsts),
        level=_level(first) if paragraph.kind is PassageKind.HEADING else 0.0,
        is_plain_heading=paragraph.kind is PassageKind.HEADING
        and not (first.first.bold or first.first.italic),
        number=number,
        calls=tuple(_calls(paragraph.lines, starts, text)),
        raw=text.drawn,
    )


def _line_starts(lines: Sequence[str]) -> list[int]:
    """Where each line starts in the raw text, the lines with a line feed between them."""
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


def _calls(lines: Sequence[Line], starts: Sequence[int], text: Joined) -> Iterator[FootnoteCall]:
    """Footnote calls, after the letter that they stand behind; the number in front of a note is
    no call."""
    for line, start in zip(lines, starts, strict=True):
        for place, span in enumerate(line.spans):
            if not span.raised or place == 0:
                continue
            before = len(joined_text(line.spans[:place]))
            number = span.text.strip("*,) ") or span.text
            yield FootnoteCall(text.to_clean(start + before - 1) + 1, number)


def _kind(piece: Piece, body_size: float) -> PassageKind:
    text = " ".join(line.text for line in piece.lines)
    if _is_footnote(piece, body_size):
        return PassageKind.FOOTNOTE
    if _is_heading(piece, text, body_size):
        return PassageKind.HEADING
    if LEADER.search(text):
        return PassageKind.OTHER
    if BULLET.match(text) or NUMBER.match(text) or SECTION_NUMBER.match(text):
        return PassageKind.LIST
    if CAPTION.match(text) or not any(map(str.isalpha, text)):
        return PassageKind.OTHER
    return PassageKind.BODY


def _is_footnote(piece: Piece, body_size: float) -> bool:
    """Small print in the lower part of the page that begins with the number of its call."""
    low = piece.first.top > _NOTES_BELOW * piece.page.level_size[1]
    return bool(low and piece.first.size < _SMALLER * body_size and note_number(piece.first))


def _is_heading(piece: Piece, text: str, body_size: float) -> bool:
    words = text.split()
    if not any(char.isalpha() for char in text) or len(words) > 2 * _HEADING_WORDS:
        return False
    if piece.first.size < _SMALLEST_HEADING or BULLET.match(text) or LEADER.search(text):
        return False
    if CAPTION.match(text) or _is_row_of_numbers(text, words):
        return False
    size, bold = piece.first.size, all(line.bold for line in piece.lines)
    if size > _LARGER * body_size:
        return not (len(words) > 12 and text.endswith("."))
    if QUESTION.match(text):
        return True
    if bold and ARTICLE.match(text) and len(words) <= 2 * _HEADING_WORDS:
        return True
    if _is_italic_heading(piece, words) and size >= _SMALLER * body_size:
        return True
    if bold and size >= _SMALLER * body_size:
        is_numbered = bool(NUMBER.match(text))
        if text.endswith((";", ",", ":" if is_numbered else ".")):
            return False
        return len(words) <= (2 if is_numbered else 1) * _HEADING_WORDS
    numbered = ARTICLE.match(text) or SECTION_NUMBER.match(text)
    return bool(numbered and len(words) <= 10 and not text.endswith((".", ";", ":", ",")))


def _is_row_of_numbers(text: str, words: Sequence[str]) -> bool:
    """The total of a table may be bold; it is no heading."""
    numbers = len(_AMOUNT.findall(text))
    return numbers >= 2 and 2 * numbers >= len(words)


def _is_italic_heading(piece: Piece, words: Sequence[str]) -> bool:
    """One short line, all italic, that is no sentence and leaves room on its right."""
    if len(piece.lines) > 1 or not all(span.italic for span in piece.first.spans):
        return False
    text = piece.first.text
    room = piece.right - piece.first.x1
    begins = text[:1].isupper() or NUMBER.match(text)
    is_title = bool(begins) and not text.endswith((".", ",", ";", ":", "?", "”"))
    return is_title and 1 <= len(words) <= 12 and room > 2 * piece.first.size


def _level(piece: Piece) -> float:
    """A sortable rank: larger letters first, then bold before plain; smaller is higher up."""
    weight = 0.25 if piece.first.bold else (-0.1 if piece.first.italic else 0.0)
    return -(piece.first.size + weight)


# Tables -------------------------------------------------------------------------------------


def _table_blocks(
    page: Page,
    table: Table,
    last_header: tuple[str, ...],
    caption: str,
    words: DocumentWords,
) -> Iterator[Block]:
    rows = [
        (tuple(join_lines(cell.split("\n"), words) for cell in row.cells), row.rectangle)
        for row in table.rows
    ]
    first = rows[0][0]
    if _is_header(first):
        header = first
    elif len(last_header) == len(first):
        header = last_header
    else:
        header = ()
    unit = next((" ".join(cells) for cells, _ in rows[:3] if column_unit(" ".join(cells))), "")
    for cells, rectangle in rows:
        text = " | ".join(cell for cell in cells if cell)
        yield Block(
            PassageKind.TABLE,
            text,
            (page.box(rectangle),),
            cells=cells,
            header=header,
            caption=f"{caption} {unit}".strip(),
        )


def _is_header(cells: Sequence[str]) -> bool:
    """Names of columns hold no amounts; a year or a unit such as "x € 1.000" may stand there."""
    named = [cell for cell in cells if cell]
    plain = sum(
        not re.search(r"\d", re.sub(r"\b20\d\d\b|1\.000(?:\.000)?|\b1 mln\b", "", cell))
        for cell in named
    )
    return len(named) >= 2 and plain == len(named)


# Paths --------------------------------------------------------------------------------------


def with_paths(blocks: Sequence[Block]) -> list[Block]:
    """Give every block the headings above it; headings of a higher rank close lower ones."""
    path: list[tuple[float, str]] = []
    placed: list[Block] = []
    for block in blocks:
        if block.kind is PassageKind.HEADING:
            while path and path[-1][0] >= block.level:
                path.pop()
        placed.append(replace(block, heading_path=tuple(text for _, text in path)))
        if block.kind is PassageKind.HEADING:
            path.append((block.level, block.text))
    return placed
