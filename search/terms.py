"""The terms of a text as search counts them: stems, and the stems of the parts of compounds."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from classify.words import Token, fold, tokenise

_PIECE = re.compile(r"\S+")

_IGNORED = """
    aan al alle allen als alsook alstublieft andere ben bent bij binnen dan dat de deden deed den
    der des deze die dient dit doe doen doet door dus een eens elk elke en enige er gaan gaat
    gedaan geef geen geven geweest had hadden heb hebben heeft het hij hoe hoeveel hun ieder iedere
    iemand iets ik in is ja je kan kon konden kun kunnen laat laten maar me mee meer mag me men met
    mij mijn moet moeten naar nee niet nog nu of om omdat onder ons onze ook op over per reeds sinds
    te tegen terwijl toen toon tot tussen u uit uw van vanuit veel vertel via vindt voor waar waarin
    waarom waarvan wanneer want waren was wat we wel welk welke werd werden wie wij wil willen
    worden wordt zal ze zelf zich zij zijn zo zoals zoek zonder zou zouden zullen
"""
IGNORED = frozenset(_IGNORED.split())
"""Words of grammar and of asking: they say nothing of the subject of a query."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text."""

    start: int
    end: int


def terms_of(text: str) -> list[str]:
    """Every term of a text, in order, repeats included."""
    # No word holds white space, so what stands between two spaces is read once and remembered.
    return [term for piece in text.split() for term in _terms_of_piece(piece)]


@lru_cache(maxsize=200_000)
def _terms_of_piece(piece: str) -> tuple[str, ...]:
    return tuple(terms_of_words(tokenise(piece)))


def terms_of_words(words: Iterable[Token]) -> list[str]:
    """Every term of words, in order, repeats included."""
    return [term for word in words for term in (word.stem, *word.parts)]


def words_of_query(text: str) -> list[Token]:
    """The words of a query that say something of its subject; all when none does."""
    words = tokenise(text)
    return [word for word in words if fold(word.text) not in IGNORED] or words


def matches(text: str, terms: Collection[str]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The words of a text that share a term with a query: where they stand, and which they are."""
    wanted = frozenset(terms)
    spans: list[Span] = []
    for piece in _PIECE.finditer(text):
        if not wanted.isdisjoint(_terms_of_piece(piece.group())):
            words = tokenise(piece.group())
            spans += [
                Span(piece.start() + word.start, piece.start() + word.end)
                for word in words
                if word.stem in wanted or not wanted.isdisjoint(word.parts)
            ]
    said = dict.fromkeys(text[span.start : span.end].lower() for span in spans)
    return tuple(spans), tuple(said)
