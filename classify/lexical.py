"""The lexical tagger: taxonomy terms found in a passage; every hit is its own evidence.

Longest match first: a term inside a longer match of the same concept does not count, and where a
negative term covers the same words, the negative term wins.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from classify.terms import Phrase, Role, Term, read_term
from classify.words import Token, stem, tokenise
from corpus.records import Evidence
from taxonomy.concept import Concept, Taxonomy

_SENTENCE_END = re.compile(r"[.;!?\n]")
_NEAR = 6
"""Words that may stand between the two phrases of an `a ~ b` term, one less."""

Lemmatiser = Callable[[str], Mapping[int, str]]
"""Gives the lemma of each word by the place of its first character."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: the tokens `first` to `last` (inclusive) of each of its phrases."""

    term: Term
    spans: tuple[tuple[int, int], ...]

    @property
    def covered(self) -> frozenset[int]:
        """Places of the tokens that the hit covers."""
        return frozenset(place for first, last in self.spans for place in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class LexicalScore:
    """Evidence for one concept in one passage: different terms found, and where."""

    core: int
    supporting: int
    evidence: tuple[Evidence, ...]


class LexicalTagger:
    """Finds the terms of all concepts of a taxonomy in passages."""

    def __init__(self, taxonomy: Taxonomy, lemmatiser: Lemmatiser | None = None) -> None:
        self._concepts = taxonomy.concept_ids
        self._lemmatiser = lemmatiser
        self._by_first_stem: dict[str, list[Term]] = defaultdict(list)
        self._remembered: dict[tuple[str, tuple[str, ...]], Sequence[Term]] = {}
        for concept in taxonomy.concepts:
            for term in _terms_of(concept):
                for key in _first_stems(term.phrases[0]):
                    self._by_first_stem[key].append(term)

    def score(self, text: str) -> dict[str, LexicalScore]:
        """Evidence by concept; concepts without any are left out."""
        tokens = self.tokens(text, tokenise(text))
        return {
            concept: score_of(hits, tokens) for concept, hits in self.find(text, tokens).items()
        }

    def find(self, text: str, tokens: Sequence[Token]) -> dict[str, list[Hit]]:
        """The hits that count by concept, in taxonomy order; concepts without any are left out."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        for hit in self._hits(text, tokens):
            hits[hit.term.concept].append(hit)
        kept = {concept: resolve(hits[concept]) for concept in self._concepts if concept in hits}
        return {concept: found for concept, found in kept.items() if found}

    def tokens(self, text: str, tokens: Sequence[Token]) -> Sequence[Token]:
        """The words of a text, with their lemmas where a lemmatiser is there."""
        if self._lemmatiser is None:
            return tokens
        lemmas = self._lemmatiser(text)
        return [_with_lemma(token, lemmas.get(token.start)) for token in tokens]

    def _hits(self, text: str, tokens: Sequence[Token]) -> Iterator[Hit]:
        sentences = _sentence_numbers(text, tokens)
        present = {one for token in tokens for one in (token.stem, *token.parts)}
        for place, token in enumerate(tokens):
            for term in self._beginning_with(token):
                # Most terms begin with a common word and end with one that is not in the text.
                if _may_occur(term, present):
                    yield from _hits_at(term, tokens, place, sentences)

    def _beginning_with(self, token: Token) -> Sequence[Term]:
        """The terms whose first word a word is; remembered, as words return."""
        key = (token.stem, token.parts)
        if key not in self._remembered:
            terms = (
                term
                for one in (token.stem, *token.parts)
                for term in self._by_first_stem.get(one, ())
                if term.phrases[0][0].matches(token)
            )
            self._remembered[key] = tuple({id(term): term for term in terms}.values())
        return self._remembered[key]


def _terms_of(concept: Concept) -> Iterator[Term]:
    for role, texts in (
        (Role.CORE, concept.core_terms),
        (Role.SUPPORTING, concept.supporting_terms),
        (Role.NEGATIVE, concept.negative_terms),
        (Role.ORGANISATION, concept.organisations),
    ):
        terms = (read_term(text, concept.id, role) for text in texts)
        yield from (term for term in terms if term.phrases)


def _may_occur(term: Term, present: Set[str]) -> bool:
    """Whether the other words of a term, or the beginnings of their parts, are in a text at all."""
    # A plain loop: this is asked a hundred times a text.
    for pattern in term.others:
        if pattern.stem not in present and not (pattern.parts and pattern.parts[0] in present):
            return False
    return True


def _first_stems(phrase: Phrase) -> set[str]:
    first = phrase[0]
    return {first.stem, *first.parts[:1], *first.parts[-1:]}


def _with_lemma(token: Token, lemma: str | None) -> Token:
    """A lemma replaces the stem only where it is another word: ging -> gaan."""
    if lemma is None or not lemma.isalpha():
        return token
    return Token(token.text, token.start, token.end, stem(lemma), token.parts)


def _sentence_numbers(text: str, tokens: Sequence[Token]) -> list[int]:
    """Number of the sentence of each token; a full stop, semicolon or new line ends one."""
    numbers: list[int] = []
    number = end = 0
    for token in tokens:
        number += bool(numbers) and _SENTENCE_END.search(text, end, token.start) is not None
        numbers.append(number)
        end = token.end
    return numbers


def _hits_at(
    term: Term, tokens: Sequence[Token], place: int, sentences: Sequence[int]
) -> Iterator[Hit]:
    """Hits of a term whose first phrase starts at a place."""
    if not _phrase_at(term.phrases[0], tokens, place, sentences):
        return
    spans = [(place, place + len(term.phrases[0]) - 1)]
    for phrase in term.phrases[1:]:
        found = _nearest(phrase, tokens, spans[0], sentences)
        if found is None:
            return
        spans.append(found)
    yield Hit(term, tuple(spans))


def _phrase_at(
    phrase: Phrase, tokens: Sequence[Token], place: int, sentences: Sequence[int]
) -> bool:
    last = place + len(phrase) - 1
    if place < 0 or last >= len(tokens) or sentences[place] != sentences[last]:
        return False
    return all(pattern.matches(tokens[place + step]) for step, pattern in enumerate(phrase))


def _nearest(
    phrase: Phrase,
    tokens: Sequence[Token],
    around: tuple[int, int],
    sentences: Sequence[int],
) -> tuple[int, int] | None:
    """The nearest place of a phrase beside another, in the same sentence."""
    first, last = around
    after = range(last + 1, last + 1 + _NEAR)
    before = range(first - len(phrase), first - len(phrase) - _NEAR, -1)
    for pair in zip(after, before, strict=True):
        for place in pair:
            if (
                0 <= place < len(tokens)
                and sentences[place] == sentences[first]
                and _phrase_at(phrase, tokens, place, sentences)
            ):
                return place, place + len(phrase) - 1
    return None


def resolve(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the hits of one concept that count: longest first, negative before positive.

    A hit counts when none of its words is taken by a longer (or equally long negative) hit.
    """
    ordered = sorted(
        hits,
        key=lambda hit: (
            -len(hit.covered),
            hit.term.role in (Role.CORE, Role.SUPPORTING),
            hit.term.role is not Role.CORE,
            hit.spans,
            hit.term.text,
        ),
    )
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in ordered:
        if taken.isdisjoint(hit.covered):
            taken |= hit.covered
            if hit.term.role in (Role.CORE, Role.SUPPORTING):
                kept.append(hit)
    return sorted(kept, key=lambda hit: hit.spans)


def score_of(hits: Sequence[Hit], tokens: Sequence[Token]) -> LexicalScore:
    """How many different terms were found, and where they stand."""
    evidence = sorted(
        {
            Evidence(tokens[first].start, tokens[last].end, hit.term.text)
            for hit in hits
            for first, last in hit.spans
        },
        key=lambda item: (item.start, item.end, item.term),
    )
    return LexicalScore(*term_counts(hits), evidence=tuple(evidence))


def term_counts(hits: Sequence[Hit]) -> tuple[int, int]:
    """How many different core and supporting terms."""
    core = {hit.term.text for hit in hits if hit.term.role is Role.CORE}
    supporting = {hit.term.text for hit in hits if hit.term.role is Role.SUPPORTING}
    return len(core), len(supporting)
