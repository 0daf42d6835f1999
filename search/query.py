"""A question to the index: its words and its meaning, joined by reciprocal-rank fusion."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.facets import FACETS, Mask
from search.index import Scores, SearchIndex
from search.selection import Filters, QueryError, Scope, checked, selected, without
from search.terms import Span, matches

__all__ = [
    "FacetCount", "Filters", "Hit", "Loosened", "Query", "QueryError", "Results", "Scope", "Span",
    "Why", "find",
]  # fmt: skip

Vector = NDArray[np.float32]

FUSION = 60.0
"""The k of reciprocal-rank fusion (Cormack, Clarke & Buettcher 2009)."""
BY_WORDS, BY_MEANING = 1.0, 0.25
"""What the two rankings weigh; chosen on half of the queries of benchmarks/search_quality.py."""
COMMON, FEW = 0.25, 10
"""Share (and number) of passages above which a word finds none by itself: `regio` is everywhere."""
LEAST_LIKENESS = 0.45
"""Cosine from which a passage without any word of the query is found by its meaning."""
_HIGHEST = np.uint32(0xFFFF_FFFF)
LONGEST = 2_000
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: words, chosen values by facet, and which of the hits to show."""

    text: str = ""
    filters: Filters = field(default_factory=dict)
    scope: Scope = Scope.PASSAGE
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage is a hit.

    `words` are the matched characters and `terms` what stands there; `labels` the concepts that it
    shares with the query or the filters; ranks start at 1, None where it was not found that way.
    """

    words: tuple[Span, ...]
    terms: tuple[str, ...]
    labels: tuple[str, ...]
    similarity: float | None
    by_words: int | None
    by_meaning: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query; scores only compare within one query."""

    passage_id: str
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits each value of a facet would give, were nothing else chosen in that facet.

    `values` hold (value, label, count, is_chosen); values without hits are left out unless chosen.
    """

    facet: str
    values: tuple[tuple[str, str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Loosened:
    """How many hits there would be without one value of a filter.

    An empty value means without the whole facet, an empty facet without any filter.
    """

    facet: str
    value: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """The hits that were asked for, how many there are in all, the facets, and advice for none."""

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[FacetCount, ...]
    advice: tuple[Loosened, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in order, with their scores and ranks; a rank of 0 is none."""

    rows: NDArray[np.intp]
    scores: Scores
    by_words: NDArray[np.intp]
    by_meaning: NDArray[np.intp]


@dataclass(frozen=True)
class Reading:
    """A query as the index understands it: its terms, BM25, cosines, and what is found."""

    terms: tuple[str, ...]
    words: Scores
    likeness: Scores | None
    by_words: Mask
    by_meaning: Mask

    @property
    def found(self) -> Mask:
        """Passages that are found in either way."""
        return self.by_words | self.by_meaning


def find(index: SearchIndex, query: Query, vector: Vector | None) -> Results:
    """Answer a query; `vector` is that of its text, None to search by words alone.

    Without text every passage that the filters leave is a hit, in the order of the documents.
    The same query on the same index gives the same results, ties in the order of the documents.
    Raises QueryError for an unknown facet or a page that does not exist.
    """
    if query.limit < 1 or query.offset < 0:
        raise QueryError("Het aantal resultaten is minstens 1 en de eerste minstens nummer 0.")
    filters = checked(query.filters)
    reading = read(index, query.text, vector)
    left = selected(index, filters, query.scope)
    hits = reading.found & left
    ranking = ranked(reading, hits)
    page = range(query.offset, min(query.offset + query.limit, len(ranking.rows)))
    labels = {*index.concepts_in(query.text[:LONGEST]), *_chosen_concepts(filters)}
    return Results(
        tuple(_hit(index, reading, ranking, place, labels) for place in page),
        len(ranking.rows),
        tuple(_counts(index, reading.found, filters, query.scope)),
        () if len(ranking.rows) else tuple(_advice(index, reading.found, filters, query.scope)),
    )


def read(index: SearchIndex, text: str, vector: Vector | None) -> Reading:
    """What each passage has to do with a text."""
    size = len(index.passages)
    nothing = np.zeros(size, dtype=np.float32)
    if not text.strip():
        return Reading((), nothing, None, np.ones(size, np.bool_), np.zeros(size, np.bool_))
    terms = index.terms_of(text[:LONGEST])
    words = index.words.scores(terms)
    by_words = index.words.holds_any(_telling(index, terms))
    if vector is None or not index.vectors.shape[1]:
        return Reading(terms, words, None, by_words, np.zeros(size, np.bool_))
    likeness = index.vectors @ vector
    return Reading(terms, words, likeness, by_words, likeness >= LEAST_LIKENESS)


def _telling(index: SearchIndex, terms: Sequence[str]) -> list[str]:
    """The terms that are not in every fourth passage; all where nothing rarer is known."""
    counts = {term: index.words.count(term) for term in terms}
    most = max(COMMON * len(index.passages), FEW)
    return [term for term in terms if 0 < counts[term] <= most] or list(terms)


def ranked(reading: Reading, hits: Mask) -> Ranking:
    """Join the two rankings of the hits: each adds its weight divided by 60 plus the rank."""
    rows = np.flatnonzero(hits)
    by_words = _ranks(reading.words[rows])
    by_meaning = np.zeros(len(rows), dtype=np.intp)
    if reading.likeness is not None:
        by_meaning = _ranks(reading.likeness[rows])
    scores = _reciprocal(by_words, BY_WORDS) + _reciprocal(by_meaning, BY_MEANING)
    order = _order(scores)
    return Ranking(rows[order], scores[order], by_words[order], by_meaning[order])


def _ranks(scores: Scores) -> NDArray[np.intp]:
    """The rank of each score from 1, in order of rows on ties; 0 for a score of zero or less."""
    ranks = np.zeros(len(scores), dtype=np.intp)
    counted = np.flatnonzero(scores > 0)
    ranks[counted[_order(scores[counted])]] = np.arange(1, len(counted) + 1)
    return ranks


def _order(scores: Scores) -> NDArray[np.intp]:
    """The places of scores that are not negative, the highest first, ties in order of place."""
    # Bits of such floats order as the floats do. With the place behind them no two are the same,
    # so the quickest sort will do: a stable one takes four times as long.
    keys = (_HIGHEST - scores.view(np.uint32)).astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(scores), dtype=np.uint64)
    keys.sort()
    return (keys & _HIGHEST).astype(np.intp)


def _reciprocal(ranks: NDArray[np.intp], weight: float) -> Scores:
    shares = np.where(ranks > 0, weight / (FUSION + ranks), 0.0)
    return shares.astype(np.float32)


def _hit(
    index: SearchIndex, reading: Reading, ranking: Ranking, place: int, labels: set[str]
) -> Hit:
    row = int(ranking.rows[place])
    one = index.passages[row]
    words, terms = matches(one.passage.text, reading.terms)
    by_words, by_meaning = int(ranking.by_words[place]), int(ranking.by_meaning[place])
    likeness = None if reading.likeness is None else round(float(reading.likeness[row]), 4)
    why = Why(
        words,
        terms,
        tuple(label for label in one.labels if label in labels),
        likeness,
        by_words or None,
        by_meaning or None,
    )
    return Hit(one.passage.passage_id, round(float(ranking.scores[place]), 6), why)


def _chosen_concepts(filters: Filters) -> tuple[str, ...]:
    return (*filters.get("draad", ()), *filters.get("instrument", ()))


def _counts(index: SearchIndex, found: Mask, filters: Filters, scope: Scope) -> list[FacetCount]:
    with_all = found & selected(index, filters, scope)
    counted = []
    for name in FACETS:
        column, chosen = index.facets[name], filters.get(name, ())
        mask = found & selected(index, without(filters, name), scope) if chosen else with_all
        rows = zip(column.values, column.labels, column.counts(mask), strict=True)
        values = tuple(
            (value, label, count, value in chosen)
            for value, label, count in rows
            if count or value in chosen
        )
        counted.append(FacetCount(name, values))
    return counted


def _advice(index: SearchIndex, found: Mask, filters: Filters, scope: Scope) -> list[Loosened]:
    """Which single value to give up, the most helpful first; else which facet, else all."""

    def total(left: Filters) -> int:
        return int(np.count_nonzero(found & selected(index, left, scope)))

    values = [(name, value) for name, chosen in filters.items() for value in chosen]
    for choices in (values, [(name, "") for name in filters]):
        tried = [Loosened(name, value, total(without(filters, name, value)))
                 for name, value in choices]  # fmt: skip
        helpful = [one for one in tried if one.total]
        if helpful:
            return sorted(helpful, key=lambda one: -one.total)
    everything = total({})
    return [Loosened("", "", everything)] if everything and filters else []
