"""Blocks become passages: whole sentences, 30-250 words where the text allows, lists with the
line that introduces them, table rows as "kolom: waarde"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.ids import passage_id
from corpus.records import (
    NO_RAW_TEXT,
    Amount,
    Box,
    FootnoteCall,
    Passage,
    PassageKind,
    RawText,
)
from extract.dutch.amounts import amounts_in, row_amounts
from extract.language import DutchLanguage
from extract.sections import Block

SHORTEST, LONGEST = 30, 250
"""Words in a passage; a section that is shorter than the least stays one short passage."""
LIST_LENGTH = 120
"""Words after which a list goes on in a next passage: its items often have a subject each."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """Text on its way to become a passage; `lead` is the line that introduces a list."""

    kind: PassageKind
    heading_path: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...]
    box_starts: tuple[int, ...]
    place: str = ""
    number: str = ""
    calls: tuple[FootnoteCall, ...] = ()
    raw: RawText = NO_RAW_TEXT
    amounts: tuple[Amount, ...] | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())

    def part(self, start: int, end: int) -> "_Draft":
        """Characters `start` to `end`, with the boxes that they come from."""
        ends = (*self.box_starts[1:], len(self.text))
        kept = [
            (box, max(0, first - start))
            for box, first, last in zip(self.boxes, self.box_starts, ends, strict=True)
            if first < end and last > start
        ]
        return replace(
            self,
            text=self.text[start:end].rstrip(),
            boxes=tuple(box for box, _ in kept),
            box_starts=tuple(first for _, first in kept),
            calls=tuple(
                replace(call, at=call.at - start) for call in self.calls if start < call.at <= end
            ),
            raw=_raw_part(self.raw, start, end),
        )


def passages_of(
    blocks: Sequence[Block], document_id: str, language: DutchLanguage
) -> list[Passage]:
    """Turn the blocks of a document into passages in reading order."""
    drafts = list(_merge_short(_drafts(blocks, language)))
    read = language.read([draft.text for draft in drafts])
    passages = [
        Passage(
            passage_id=passage_id(document_id, position, draft.text),
            document_id=document_id,
            position=position,
            kind=draft.kind,
            heading_path=draft.heading_path,
            text=draft.text,
            boxes=draft.boxes,
            box_starts=draft.box_starts,
            sentence_starts=sentences.starts,
            entities=sentences.entities,
            place=draft.place,
            calls=draft.calls,
            amounts=amounts_in(draft.text) if draft.amounts is None else draft.amounts,
            raw=draft.raw,
        )
        for position, (draft, sentences) in enumerate(zip(drafts, read, strict=True))
    ]
    return _with_notes(passages, [draft.number for draft in drafts])


def _with_notes(passages: Sequence[Passage], numbers: Sequence[str]) -> list[Passage]:
    """Tie every footnote call to the note with its number on the same page, or the next after."""
    notes: dict[str, list[Passage]] = {}
    for passage, number in zip(passages, numbers, strict=True):
        if passage.kind is PassageKind.FOOTNOTE and number:
            notes.setdefault(number, []).append(passage)
    return [
        replace(
            passage,
            calls=tuple(
                replace(call, note=_note_of(call, passage, notes.get(call.number, ())))
                for call in passage.calls
            ),
        )
        if passage.calls
        else passage
        for passage in passages
    ]


def _note_of(call: FootnoteCall, passage: Passage, notes: Sequence[Passage]) -> str:
    page = passage.box_at(max(0, call.at - 1)).page
    on_page = [note.passage_id for note in notes if page in note.pages]
    after = [note.passage_id for note in notes if note.position > passage.position]
    return next(iter((*on_page, *after)), "")


def _drafts(blocks: Sequence[Block], language: DutchLanguage) -> Iterator[_Draft]:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        items = _list_items(blocks, place)
        if items:
            yield from _list_drafts(block, items)
            place += 1 + len(items) if block.kind is PassageKind.BODY else len(items)
            continue
        if block.kind is PassageKind.HEADING:
            if _is_bare(blocks, place):
                yield _draft(block)
        elif block.kind is PassageKind.TABLE:
            if block.cells != block.header:
                text = row_text(block)
                amounts = row_amounts(text, block.header, block.cells, block.caption)
                yield replace(_draft(block), text=text, box_starts=(0,), amounts=amounts)
        elif block.kind is PassageKind.BODY:
            yield from _split_long(_draft(block), language)
        else:
            yield _draft(block)
        place += 1


def _draft(block: Block) -> _Draft:
    return _Draft(
        block.kind,
        block.heading_path,
        block.text,
        block.boxes,
        block.box_starts,
        block.place,
        block.number,
        block.calls,
        block.raw,
    )


def row_text(block: Block) -> str:
    """A table row in words: "Pijler: Wonen; Rijksbijdrage: € 2,6 mln"."""
    if len(block.header) != len(block.cells):
        return block.text
    named = [
        f"{name}: {value}" if name else value
        for name, value in zip(block.header, block.cells, strict=True)
        if value
    ]
    return "; ".join(named)


def _is_bare(blocks: Sequence[Block], place: int) -> bool:
    """A heading with nothing under it would be lost if it were not a passage itself."""
    if place + 1 == len(blocks):
        return True
    return len(blocks[place + 1].heading_path) <= len(blocks[place].heading_path)


# Lists --------------------------------------------------------------------------------------


def _list_items(blocks: Sequence[Block], place: int) -> list[Block]:
    """List items that a block introduces, or that begin at it."""
    block = blocks[place]
    if block.kind is PassageKind.BODY and block.text.rstrip().endswith(":"):
        return list(_run_of_items(blocks[place + 1 :]))
    return list(_run_of_items(blocks[place:])) if block.kind is PassageKind.LIST else []


def _run_of_items(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is not PassageKind.LIST:
            return
        yield block


def _list_drafts(first: Block, items: Sequence[Block]) -> Iterator[_Draft]:
    """Items in groups of some 120 words, each group behind the line that introduces them."""
    lead = first if first.kind is PassageKind.BODY else None
    for group in _item_groups(items, len(lead.text.split()) if lead else 0):
        yield _list_draft(lead, group)


def _item_groups(items: Sequence[Block], lead_words: int) -> list[list[Block]]:
    """No group is so short that it would be put together with the next, first line and all."""
    groups: list[list[Block]] = []
    sizes: list[int] = []
    for item in items:
        words = len(item.text.split())
        most = LIST_LENGTH if sizes and sizes[-1] >= SHORTEST else LONGEST
        if groups and sizes[-1] + words <= most:
            groups[-1].append(item)
            sizes[-1] += words
        else:
            groups.append([item])
            sizes.append(lead_words + words)
    if len(groups) > 1 and sizes[-1] < SHORTEST and sum(sizes[-2:]) - lead_words <= LONGEST:
        tail = groups.pop()
        groups[-1] += tail
    return groups


def _list_draft(lead: Block | None, items: Sequence[Block]) -> _Draft:
    parts = [_draft(part) for part in ((lead, *items) if lead else items)]
    return replace(_stacked(parts), kind=PassageKind.LIST)


def _stacked(parts: Sequence[_Draft]) -> _Draft:
    """Parts below one another, each on a line of its own."""
    text = parts[0].text
    boxes, starts = list(parts[0].boxes), list(parts[0].box_starts)
    calls, pieces = list(parts[0].calls), list(parts[0].raw.pieces)
    raw = parts[0].raw.text
    for part in parts[1:]:
        text = f"{text}\n{part.text}"
        raw = f"{raw}\n{part.raw.text}"
        moved, raw_moved = len(text) - len(part.text), len(raw) - len(part.raw.text)
        boxes += part.boxes
        starts += [start + moved for start in part.box_starts]
        calls += [replace(call, at=call.at + moved) for call in part.calls]
        pieces += [(clean + moved, at + raw_moved, size) for clean, at, size in part.raw.pieces]
    return replace(
        parts[0],
        text=text,
        boxes=tuple(boxes),
        box_starts=tuple(starts),
        calls=tuple(calls),
        raw=RawText(raw, tuple(pieces)),
    )


def _raw_part(raw: RawText, start: int, end: int) -> RawText:
    """The raw text behind characters `start` to `end` of the clean text."""
    kept = [
        (max(clean, start), at + max(0, start - clean), min(clean + size, end))
        for clean, at, size in raw.pieces
        if clean < end and clean + size > start
    ]
    if not kept:
        return RawText()
    first = kept[0][1]
    last = kept[-1][1] + kept[-1][2] - kept[-1][0]
    pieces = tuple((clean - start, at - first, stop - clean) for clean, at, stop in kept)
    return RawText(raw.text[first:last], pieces)


# Length -------------------------------------------------------------------------------------


def _split_long(draft: _Draft, language: DutchLanguage) -> Iterator[_Draft]:
    """Cut a long paragraph between sentences, into parts of about the same length."""
    if draft.words <= LONGEST:
        yield draft
        return
    starts = language.read([draft.text])[0].starts
    bounds = list(zip(starts, (*starts[1:], len(draft.text)), strict=True))
    target = draft.words / (-(-draft.words // LONGEST))
    first, length = 0, 0
    for start, end in bounds:
        words = len(draft.text[start:end].split())
        if length and (length >= target or length + words > LONGEST):
            yield draft.part(first, start)
            first, length = start, 0
        length += words
    yield draft.part(first, len(draft.text))


def _merge_short(drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Put short paragraphs of one section together until they are long enough to stand alone."""
    waiting: _Draft | None = None
    for draft in drafts:
        if waiting is not None and _fit(waiting, draft):
            waiting = _merged(waiting, draft)
            continue
        if waiting is not None:
            yield waiting
        waiting = draft
    if waiting is not None:
        yield waiting


def _fit(one: _Draft, other: _Draft) -> bool:
    flowing = (PassageKind.BODY, PassageKind.LIST)
    return (
        one.kind in flowing
        and other.kind in flowing
        and one.heading_path == other.heading_path
        and min(one.words, other.words) < SHORTEST
        and one.words + other.words <= LONGEST
    )


def _merged(one: _Draft, other: _Draft) -> _Draft:
    kind = one.kind if one.kind is other.kind else PassageKind.BODY
    return replace(_stacked([one, other]), kind=kind)
