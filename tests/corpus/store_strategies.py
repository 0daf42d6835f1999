"""Documents at random, with everything that a document can hold."""

from hypothesis import strategies as st

from corpus.ids import passage_id
from corpus.records import (
    Amount,
    Box,
    Document,
    Entity,
    Evidence,
    FootnoteCall,
    Grade,
    Outcome,
    PageQuality,
    PageRecord,
    Passage,
    PassageKind,
    RawText,
    RemovedLine,
    Tag,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LENGTH = st.floats(-1e4, 1e6, allow_nan=False)
COUNT = st.integers(0, 10_000)
BOX = st.builds(Box, COUNT, LENGTH, LENGTH, LENGTH, LENGTH)
ENTITY = st.builds(Entity, COUNT, COUNT, TEXT, TEXT)
SHARE = st.floats(0, 1)
QUALITY = st.builds(PageQuality, st.sampled_from(Grade), SHARE, SHARE, SHARE, SHARE, TEXT)
CALL = st.builds(FootnoteCall, COUNT, TEXT, TEXT)
AMOUNT = st.builds(Amount, COUNT, COUNT, LENGTH)
PIECES = st.lists(st.tuples(COUNT, COUNT, COUNT), max_size=3).map(tuple)
REMOVED = st.builds(RemovedLine, COUNT, TEXT, TEXT, st.none() | BOX)
STARTS = st.lists(COUNT, max_size=4).map(tuple)


@st.composite
def passages(draw, document_id, position):
    """A passage in its place in a document."""
    text = draw(TEXT)
    return Passage(
        passage_id=passage_id(document_id, position, text),
        document_id=document_id,
        position=position,
        kind=draw(st.sampled_from(PassageKind)),
        heading_path=tuple(draw(st.lists(TEXT, max_size=3))),
        text=text,
        boxes=tuple(draw(st.lists(BOX, max_size=3))),
        box_starts=draw(STARTS),
        sentence_starts=draw(STARTS),
        entities=tuple(draw(st.lists(ENTITY, max_size=2))),
        place=draw(TEXT),
        calls=tuple(draw(st.lists(CALL, max_size=2))),
        amounts=tuple(draw(st.lists(AMOUNT, max_size=2))),
        raw=draw(st.builds(RawText, TEXT, PIECES)),
    )


@st.composite
def documents(draw, document_id=None):
    """A document with its pages and passages in order."""
    key = document_id or draw(st.text("0123456789abcdef", min_size=16, max_size=16))
    numbers = sorted(draw(st.sets(st.integers(1, 400), max_size=4)))
    return Document(
        document_id=key,
        extractor=draw(TEXT),
        outcome=draw(st.sampled_from(Outcome)),
        reason=draw(TEXT),
        pages=tuple(
            PageRecord(
                number,
                draw(LENGTH),
                draw(LENGTH),
                draw(COUNT),
                draw(TEXT),
                draw(st.none() | QUALITY),
            )
            for number in numbers
        ),
        passages=tuple(
            draw(passages(key, position)) for position in range(draw(st.integers(0, 4)))
        ),
        removed=tuple(draw(st.lists(REMOVED, max_size=3))),
    )


def tags(passage_id):
    """Tags of one passage, with evidence for some of the concepts."""
    concepts = st.sampled_from(["R1", "R2", "I1"])
    evidence = st.lists(st.builds(Evidence, COUNT, COUNT, TEXT), max_size=2).map(tuple)
    return st.builds(
        Tag,
        st.just(passage_id),
        st.dictionaries(concepts, st.floats(0, 1)),
        st.dictionaries(concepts, evidence),
    )
