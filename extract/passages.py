"""Blocks become passages: whole sentences, 30-250 words where the text allows, lists with the
line that introduces them, table rows as "kolom: waarde"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.ids import passage_id
from corpus.records import Box, Passage, PassageKind
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
        )


def passages_of(
    blocks: Sequence[Block], document_id: str, language: DutchLanguage
) -> list[Passage]:
    """Turn the blocks of a document into passages in reading order."""
    drafts = list(_merge_short(_drafts(blocks, language)))
    read = language.read([draft.text for draft in drafts])
    return [
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
        )
        for position, (draft, sentences) in enumerate(zip(drafts, read, strict=True))
    ]


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
                yield replace(_draft(block), text=row_text(block), box_starts=(0,))
        elif block.kind is PassageKind.BODY:
            yield from _split_long(_draft(block), language)
        else:
            yield _draft(block)
        place += 1


def _draft(block: Block) -> _Draft:
    return _Draft(block.kind, block.heading_path, block.text, block.boxes, block.box_starts)


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
    text = ""
    boxes: list[Box] = []
    starts: list[int] = []
    for part in parts:
        text = f"{text}\n{part.text}" if text else part.text
        moved = len(text) - len(part.text)
        boxes += part.boxes
        starts += [start + moved for start in part.box_starts]
    return replace(parts[0], text=text, boxes=tuple(boxes), box_starts=tuple(starts))


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
