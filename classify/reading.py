"""A passage as the tagger reads it: words, segments, terms found, and what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classify.lexical import Hit, LexicalTagger
from classify.segments import Span, segments
from classify.stance import excluded_spans
from classify.words import Token, tokenise


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a passage that is scored on its own.

    Tokens `first` up to `last` of the passage; `is_excluded` when the text says that what stands
    here is no part of the deal.
    """

    span: Span
    first: int
    last: int
    is_excluded: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found in a text before anything is weighed.

    `hits` are terms by concept, whose places are those of `term_tokens`: with a lemmatiser these
    have other stems than `tokens`.
    """

    text: str
    tokens: Sequence[Token]
    term_tokens: Sequence[Token]
    segments: tuple[Segment, ...]
    hits: Mapping[str, Sequence[Hit]]

    def tokens_of(self, segment: Segment) -> Sequence[Token]:
        """The words of a segment."""
        return self.tokens[segment.first : segment.last]


def read_text(text: str, lexicon: LexicalTagger) -> Reading:
    """Read one text."""
    tokens = tokenise(text)
    term_tokens = lexicon.tokens(text, tokens)
    hits = lexicon.find(text, term_tokens)
    return Reading(text, tokens, term_tokens, _segments(text, tokens), hits)


def _segments(text: str, tokens: Sequence[Token]) -> tuple[Segment, ...]:
    excluded = excluded_spans(text)
    spans = segments(text)
    found, token = [], 0
    for span in spans:
        first = token
        while token < len(tokens) and tokens[token].start < span[1]:
            token += 1
        found.append(Segment(span, first, token, _mostly_within(span, excluded)))
    return tuple(found)


def _mostly_within(span: Span, excluded: Sequence[Span]) -> bool:
    """Whether more than half of a segment stands in clauses that are left out."""
    covered = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in excluded)
    return 2 * covered > span[1] - span[0]


def hits_within(reading: Reading, segment: Segment) -> dict[str, list[Hit]]:
    """The terms that begin in a segment, by concept."""
    start, end = segment.span
    within = {
        concept: [hit for hit in hits if start <= reading.term_tokens[hit.spans[0][0]].start < end]
        for concept, hits in reading.hits.items()
    }
    return {concept: hits for concept, hits in within.items() if hits}
