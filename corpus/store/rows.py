"""Records as rows of the store, and back: values that SQLite knows, lists as JSON."""

import json
from typing import Any

from pydantic_core import from_json

from corpus.ids import digest
from corpus.records import (
    Amount,
    Anchor,
    Box,
    Entity,
    Evidence,
    FootnoteCall,
    Grade,
    Judgement,
    PageQuality,
    PageRecord,
    Passage,
    PassageKind,
    RawText,
    Seen,
    Tag,
    Verdict,
    evidence_rows,
)

_QUALITY = ("grade", "legible", "known", "connected", "confidence", "remark")

JUDGEMENT_COLUMNS = (
    "judgement_id",
    "passage_id",
    "concept",
    "verdict",
    "reviewer",
    "given_at",
    "seen",
    "tagger",
    "taxonomy",
    "note",
    "document_id",
    "document",
    "position",
    "page",
    "heading",
    "text",
)


def judgement_id(judgement: Judgement) -> str:
    """Identity of a judgement: the hash of all that it says."""
    return digest(*judgement_row(judgement, ""))


def judgement_row(judgement: Judgement, key: str) -> tuple[str | int, ...]:
    """A judgement as JUDGEMENT_COLUMNS, `key` being its identity."""
    anchor = judgement.anchor
    return (
        key,
        judgement.passage_id,
        judgement.concept,
        str(judgement.verdict),
        judgement.reviewer,
        judgement.when,
        str(judgement.seen),
        judgement.tagger,
        judgement.taxonomy,
        judgement.note,
        anchor.document_id,
        anchor.document,
        anchor.position,
        anchor.page,
        anchor.heading,
        anchor.text,
    )


def judgement_of(row: tuple[Any, ...]) -> Judgement:
    """A judgement from the values of JUDGEMENT_COLUMNS."""
    _, passage_id, concept, verdict, reviewer, when, seen, tagger, taxonomy, note, *place = row
    return Judgement(
        passage_id,
        concept,
        Verdict(verdict),
        reviewer,
        when,
        Seen(seen),
        tagger,
        taxonomy,
        Anchor(*place),
        note,
    )


def as_json(value: object) -> str:
    """A value as compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sides(box: Box) -> tuple[float, ...]:
    """Page and sides of a box."""
    return box.page, box.x0, box.top, box.x1, box.bottom


def box_of(sides: str) -> Box | None:
    """A box from its page and sides; None where there was none."""
    found = from_json(sides)
    return Box(*found) if found else None


def page_row(page: PageRecord) -> tuple[str | float, ...]:
    """A page as columns."""
    known = page.quality
    quality = known and [getattr(known, name) for name in _QUALITY]
    return page.number, page.width, page.height, page.characters, page.reader, as_json(quality)


def quality_of(row: str) -> PageQuality | None:
    """The quality of a page from its JSON text."""
    found = from_json(row)
    return PageQuality(Grade(found[0]), *found[1:]) if found else None


def passage_row(passage: Passage) -> tuple[str | int, ...]:
    """A passage as columns."""
    return (
        passage.passage_id,
        passage.document_id,
        passage.position,
        passage.kind,
        as_json(passage.heading_path),
        passage.text,
        as_json([sides(box) for box in passage.boxes]),
        as_json(passage.box_starts),
        as_json(passage.sentence_starts),
        as_json([[name.start, name.end, name.label, name.text] for name in passage.entities]),
        passage.place,
        as_json([[call.at, call.number, call.note] for call in passage.calls]),
        as_json([[amount.start, amount.end, amount.euros] for amount in passage.amounts]),
        as_json([passage.raw.text, passage.raw.pieces]),
    )


def passage_of(row: tuple[Any, ...]) -> Passage:
    """A passage from its columns."""
    key, document_id, position, kind, headings, text, boxes, box_starts, *rest = row
    starts, entities, place, calls, amounts, raw = rest
    raw_text, pieces = from_json(raw)
    return Passage(
        key,
        document_id,
        position,
        PassageKind(kind),
        tuple(from_json(headings)),
        text,
        tuple(Box(*box) for box in from_json(boxes)),
        tuple(from_json(box_starts)),
        tuple(from_json(starts)),
        tuple(Entity(*entity) for entity in from_json(entities)),
        place,
        tuple(FootnoteCall(*call) for call in from_json(calls)),
        tuple(Amount(*amount) for amount in from_json(amounts)),
        RawText(raw_text, tuple((a, b, c) for a, b, c in pieces)),
    )


def tag_columns(tag: Tag) -> tuple[str, str, str]:
    """What a tag holds beside its passage, as columns."""
    return as_json(tag.probabilities), as_json(evidence_rows(tag)), as_json(tag.stances)


def tag_of(row: tuple[Any, ...]) -> Tag:
    """A tag from its columns."""
    passage_id, scores, evidence, stances = row
    return Tag(
        passage_id,
        from_json(scores),
        {
            concept: tuple(Evidence(*item) for item in items)
            for concept, items in from_json(evidence).items()
        },
        from_json(stances),
    )
