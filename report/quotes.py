"""The sentence that best shows a label, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from corpus.records import Box, Evidence, Grade, Review
from report.nearest_sentence import nearest_sentence

_LONGEST = 320
"""Characters of a quote; longer sentences are cut at a word, around their evidence."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document, with its page, its box, and how well that page was read."""

    text: str
    document: str
    page: int
    box: Box
    grade: Grade = Grade.GOED

    @property
    def link(self) -> str:
        """`file#page=N`, which PDF readers and browsers open at the page."""
        return f"{self.document}#page={self.page}"


Rank = tuple[int, float, int, int, str, int, str]
_REVIEWED = (Review.BEVESTIGD, Review.NIET_BEKEKEN, Review.AFGEWEZEN)
"""What people confirmed is shown first, what they rejected last."""


def rank_of(analysed: AnalysedPassage, concept: str) -> Rank:
    """Sorts the passage that shows a concept best to the front: confirmed by people, then most
    probable; between equals the one with more evidence, then the shorter, then the first by name
    and place, so that the order in which passages come does not matter."""
    passage = analysed.passage
    return (
        _REVIEWED.index(analysed.review_of(concept)),
        -analysed.probability_of(concept),
        -len(analysed.evidence_of(concept)),
        passage.words,
        analysed.source.name,
        passage.position,
        passage.passage_id,
    )


def best_first(passages: Iterable[AnalysedPassage], concept: str) -> tuple[AnalysedPassage, ...]:
    """Passages by how well they show a concept."""
    return tuple(sorted(passages, key=lambda one: rank_of(one, concept)))


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """Characters `start` to `end` of a passage: what a number in a report rests on."""

    passage_id: str
    start: int
    end: int


def best_quote(analysed: AnalysedPassage, concept: str) -> Quote:
    """The sentence of a passage with most evidence for a concept. Where there is none: the one
    most like the concept when people confirmed it, else the first."""
    start, end, focus = _best_sentence(analysed, concept)
    return _quote(analysed, start, end, focus)


def pointer_to(analysed: AnalysedPassage, concept: str) -> Pointer:
    """Where that sentence stands."""
    start, end, _ = _best_sentence(analysed, concept)
    return Pointer(analysed.passage.passage_id, start, end)


def sentence_around(analysed: AnalysedPassage, start: int, end: int) -> Pointer:
    """The sentences that hold characters `start` to `end`; the first sentence where there are none,
    as when a heading above the passage says it."""
    bounds = analysed.passage.sentence_bounds
    touched = [one for one in bounds if one[0] < end and start < one[1]] or bounds[:1]
    return Pointer(analysed.passage.passage_id, touched[0][0], touched[-1][1])


def quote_at(analysed: AnalysedPassage, pointer: Pointer) -> Quote:
    """The words that a pointer points at, cut when they are long."""
    return _quote(analysed, pointer.start, pointer.end, pointer.start)


def _best_sentence(analysed: AnalysedPassage, concept: str) -> tuple[int, int, int]:
    """Start and end of the sentence with most evidence, and where that evidence begins."""
    evidence = analysed.evidence_of(concept)
    bounds = analysed.passage.sentence_bounds
    if not evidence and analysed.review_of(concept) is Review.BEVESTIGD:
        start, end = nearest_sentence(analysed.passage.text, bounds, concept)
        return start, end, start
    start, end = max(bounds, key=lambda pair: (_weight(evidence, pair), -pair[0]))
    focus = next((item.start for item in evidence if start <= item.start < end), start)
    return start, end, focus


def _quote(analysed: AnalysedPassage, start: int, end: int, focus: int) -> Quote:
    text, first = shortened(analysed.passage.text, start, end, focus)
    box = analysed.passage.box_at(max(focus, first))
    return Quote(text, analysed.source.name, box.page, box, analysed.grade)


def _weight(evidence: Sequence[Evidence], bounds: tuple[int, int]) -> int:
    start, end = bounds
    return len({item.term for item in evidence if start <= item.start < end})


def shortened(text: str, start: int, end: int, focus: int) -> tuple[str, int]:
    """A sentence in one line, cut around `focus` when it is too long; and where it now starts."""
    end = start + len(text[start:end].rstrip())
    if end - start > _LONGEST:
        first = max(start, min(focus - _LONGEST // 3, end - _LONGEST))
        last = min(end, first + _LONGEST)
        first = _next_word(text, first, focus) if first > start else start
        last = _last_word(text, focus, last) if last < end else last
        before, after = ("… " if first > start else ""), (" …" if last < end else "")
        return before + " ".join(text[first:last].split()) + after, first
    return " ".join(text[start:end].split()), start


def _next_word(text: str, place: int, limit: int) -> int:
    """Where the next word starts; the place itself inside a word (a long address) that goes on."""
    space = text.find(" ", place, limit)
    return place if space == -1 else space + 1


def _last_word(text: str, limit: int, place: int) -> int:
    """Where the last whole word ends; the place itself inside a word that began before `limit`."""
    space = text.rfind(" ", limit, place)
    return place if space == -1 else space
