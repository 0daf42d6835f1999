"""Lines become blocks: headings, paragraphs, list items, footnotes and table rows.

A heading is told by size, weight and numbering; every other block carries the path of headings
above it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Box, PassageKind
from extract.layout import Line, Region
from extract.page import Page, Rectangle, Table
from extract.repair import hyphenated_words, join_lines

_BULLET = re.compile(r"^(?:[•·▪■◦○●‣►▶➢✓❖›»–—-]|o(?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"^(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)")
_ARTICLE = re.compile(
    r"^(?:artikel|art\.|hoofdstuk|bijlage|pijler|deel|paragraaf)\s+[0-9IVXA-Z]+\b", re.I
)
_SECTION_NUMBER = re.compile(r"^\d+(?:\.\d+)+\.?\s+[A-Z]")
_CAPTION = re.compile(r"^(?:tabel|figuur|grafiek|kaart|foto)\s+\d+", re.I)
_ENDS = (".", "!", "?", ":", ";", "”", "’", '"')
_HEADING_WORDS = 16
_LARGER = 1.12
_SMALLER = 0.93
_NEW_PARAGRAPH = 1.28
"""Distance to the line above, in usual pitches of this letter size, that starts a paragraph."""
_SHORT_LINE = 0.86
"""A line that fills less than this share of its column may be the last of its paragraph."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, footnote or table row, as it stands in the document.

    `box_starts` gives the character of the text at which each box begins. A table row has
    `cells`, and `header` when its table has a header row.
    """

    kind: PassageKind
    text: str
    boxes: tuple[Box, ...]
    box_starts: tuple[int, ...] = (0,)
    level: float = 0.0
    heading_path: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """Lines of one block on one page, before its kind and text are settled."""

    page: Page
    lines: tuple[Line, ...]
    width: float

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


def blocks_of(regions: Sequence[Region], body_size: float) -> list[Block]:
    """Turn regions in reading order into blocks with their heading paths."""
    hyphenated = hyphenated_words(line.text for region in regions for line in region.lines)
    pitches = usual_pitches(regions)
    blocks: list[Block] = []
    last_table: tuple[str, ...] = ()
    for region in regions:
        if region.table is not None:
            rows = list(_table_blocks(region.page, region.table, last_table, hyphenated))
            last_table = rows[-1].header if rows else last_table
            blocks += rows
        else:
            blocks += _text_blocks(region, body_size, pitches, hyphenated)
    return _with_paths(join_broken(blocks, hyphenated))


def usual_pitches(regions: Iterable[Region]) -> dict[float, float]:
    """Usual distance between the tops of two lines, for each letter size, in points."""
    counted: dict[float, Counter[float]] = {}
    for region in regions:
        for above, below in pairwise(region.lines):
            pitch = round(below.rectangle[3] - above.rectangle[3], 1)
            if above.size == below.size and 0 < pitch < 3 * above.size:
                counted.setdefault(above.size, Counter())[pitch] += 1
    return {size: _usual(counts) for size, counts in counted.items()}


def _usual(counts: Counter[float]) -> float:
    return min(counts, key=lambda pitch: (-counts[pitch], pitch))


# Text ---------------------------------------------------------------------------------------


def _text_blocks(
    region: Region, body_size: float, pitches: dict[float, float], hyphenated: frozenset[str]
) -> Iterator[Block]:
    for draft in _drafts(region, pitches, body_size):
        kind = _kind(draft, body_size)
        text = join_lines(draft.texts, hyphenated)
        if not text:
            continue
        level = _level(draft) if kind is PassageKind.HEADING else 0
        yield Block(kind, text, (_box(draft.page, draft.lines),), level=level)


def _box(page: Page, lines: Sequence[Line]) -> Box:
    rectangles = [line.rectangle for line in lines]
    return page.box(_union(rectangles))


def _union(rectangles: Sequence[Rectangle]) -> Rectangle:
    return (
        min(box[0] for box in rectangles),
        min(box[1] for box in rectangles),
        max(box[2] for box in rectangles),
        max(box[3] for box in rectangles),
    )


def _drafts(region: Region, pitches: dict[float, float], body_size: float) -> Iterator[_Draft]:
    right = max((line.rectangle[2] for line in region.lines), default=0.0)
    left = min((line.rectangle[0] for line in region.lines), default=0.0)
    run: list[Line] = []
    for line in region.lines:
        if run and _starts_new(run, line, pitches, (left, right), body_size):
            yield _Draft(region.page, tuple(run), right - left)
            run = []
        run.append(line)
    if run:
        yield _Draft(region.page, tuple(run), right - left)


def _starts_new(
    run: Sequence[Line],
    line: Line,
    pitches: dict[float, float],
    column: tuple[float, float],
    body_size: float,
) -> bool:
    last = run[-1]
    if abs(last.size - line.size) > 0.06 * line.size or _opens(line):
        return True
    if last.bold != line.bold and not _wraps(run, line, column):
        return True
    pitch = pitches.get(line.size, 1.2 * line.size)
    if line.rectangle[3] - last.rectangle[3] > _NEW_PARAGRAPH * pitch:
        return True
    if line.rectangle[3] < last.rectangle[3]:
        return True
    return _was_last_line(run, line, column)


def _opens(line: Line) -> bool:
    """Whether a line begins a list item or a numbered article by its first words."""
    if _ARTICLE.match(line.text) and len(line.text.split()) <= _HEADING_WORDS and line.bold:
        return True
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text) or _CAPTION.match(line.text))


def _wraps(run: Sequence[Line], line: Line, column: tuple[float, float]) -> bool:
    """Whether bold print at the start of a paragraph merely goes over into plain print."""
    left, right = column
    last = run[-1]
    full = (last.rectangle[2] - left) / max(1.0, right - left) > _SHORT_LINE
    return last.bold and not line.bold and full and not last.text.endswith(_ENDS)


def _was_last_line(run: Sequence[Line], line: Line, column: tuple[float, float]) -> bool:
    """A short line that ends a sentence, before one that begins with a capital."""
    left, right = column
    last = run[-1]
    filled = (last.rectangle[2] - left) / max(1.0, right - left)
    first_word = line.words[0]
    fits = last.rectangle[2] + (first_word.x1 - first_word.x0) + 0.3 * line.size < right
    return (
        filled < _SHORT_LINE
        and fits
        and last.text.endswith(_ENDS)
        and (line.text[:1].isupper() or line.text[:1].isdigit() or line.text[:1] in "‘“'\"")
    )


def _kind(draft: _Draft, body_size: float) -> PassageKind:
    text = " ".join(draft.texts)
    if _is_footnote(draft, body_size):
        return PassageKind.FOOTNOTE
    if _is_heading(draft, text, body_size):
        return PassageKind.HEADING
    if _BULLET.match(text) or _NUMBER.match(text):
        return PassageKind.LIST
    return PassageKind.BODY if any(char.isalpha() for char in text) else PassageKind.OTHER


def _is_footnote(draft: _Draft, body_size: float) -> bool:
    """Small print in the lower part of the page that begins with the number of its call."""
    low = draft.first.rectangle[1] > 0.45 * draft.page.level_size[1]
    starts = draft.first.words[0].raised or re.match(r"^\d{1,3}\b", draft.first.text)
    return bool(draft.first.size < _SMALLER * body_size and low and starts)


def _is_heading(draft: _Draft, text: str, body_size: float) -> bool:
    words = text.split()
    if not any(char.isalpha() for char in text) or len(words) > 2 * _HEADING_WORDS:
        return False
    if _CAPTION.match(text):
        return False
    size, bold = draft.first.size, all(line.bold for line in draft.lines)
    if size > _LARGER * body_size:
        return not (len(words) > 12 and text.endswith("."))
    if bold and size >= _SMALLER * body_size:
        if text.endswith((".", ";", ",")) or (_NUMBER.match(text) and text.endswith(":")):
            return False
        return len(words) <= _HEADING_WORDS
    numbered = _ARTICLE.match(text) or _SECTION_NUMBER.match(text)
    return bool(numbered and len(words) <= 10 and not text.endswith((".", ";", ":", ",")))


def _level(draft: _Draft) -> float:
    """A sortable rank: larger letters first, then bold before plain; smaller is higher up."""
    return -(draft.first.size + (0.25 if draft.first.bold else 0.0))


# Tables -------------------------------------------------------------------------------------


def _table_blocks(
    page: Page, table: Table, last_header: tuple[str, ...], hyphenated: frozenset[str]
) -> Iterator[Block]:
    rows = [
        (tuple(join_lines(cell.split("\n"), hyphenated) for cell in row.cells), row.rectangle)
        for row in table.rows
    ]
    first = rows[0][0]
    if _is_header(first):
        header = first
    elif len(last_header) == len(first):
        header = last_header
    else:
        header = ()
    for cells, rectangle in rows:
        if cells == header and header == last_header:
            continue
        text = " | ".join(cell for cell in cells if cell)
        yield Block(PassageKind.TABLE, text, (page.box(rectangle),), cells=cells, header=header)


def _is_header(cells: Sequence[str]) -> bool:
    """Names of columns hold no amounts; a year or a unit such as "x € 1.000" may stand there."""
    named = [cell for cell in cells if cell]
    plain = sum(
        not re.search(r"\d", re.sub(r"\b20\d\d\b|1\.000(?:\.000)?|\b1 mln\b", "", cell))
        for cell in named
    )
    return len(named) >= 2 and plain == len(named)


# Joining and paths ----------------------------------------------------------------------------


def join_broken(blocks: Sequence[Block], hyphenated: frozenset[str]) -> list[Block]:
    """Join paragraphs that run on in the next column or on the next page; footnotes stand aside."""
    joined: list[Block] = []
    for block in blocks:
        place = _last_flowing(joined)
        if place is not None and _runs_on(joined[place], block):
            joined[place] = _joined(joined[place], block, hyphenated)
        else:
            joined.append(block)
    return joined


def _joined(above: Block, below: Block, hyphenated: frozenset[str]) -> Block:
    text = join_lines([above.text, below.text], hyphenated)
    moved = len(text) - len(below.text)
    return replace(
        above,
        text=text,
        boxes=(*above.boxes, *below.boxes),
        box_starts=(*above.box_starts, *(start + moved for start in below.box_starts)),
    )


def _last_flowing(blocks: Sequence[Block]) -> int | None:
    for place in range(len(blocks) - 1, -1, -1):
        if blocks[place].kind is not PassageKind.FOOTNOTE:
            return place
    return None


def _runs_on(above: Block, below: Block) -> bool:
    if below.kind is not PassageKind.BODY or above.kind not in (PassageKind.BODY, PassageKind.LIST):
        return False
    upper, lower = above.boxes[-1], below.boxes[0]
    moved_on = lower.page == upper.page + 1 or (
        lower.page == upper.page and lower.top < upper.bottom and lower.x0 > upper.x0
    )
    unfinished = not above.text.endswith((*_ENDS, ",")) or above.text.endswith(",")
    return moved_on and unfinished and (below.text[:1].islower() or above.text.endswith("-"))


def _with_paths(blocks: Sequence[Block]) -> list[Block]:
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
