"""The index: words, vectors and facets of the passages that count, in arrays of one row each."""

import logging
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.words import Token, tokenise
from corpus.analysed import AnalysedPassage, Analysis
from corpus.interventions import Intervention
from corpus.records import Deal
from search.facets import FacetColumn, Mask, facet_columns
from search.names import Named, Names
from search.terms import terms_of, terms_of_words, words_of_query
from taxonomy.concept import Taxonomy

with warnings.catch_warnings():
    # In a notebook its progress bars ask for widgets, which we never show.
    warnings.filterwarnings("ignore", "IProgress not found")
    import bm25s

logging.getLogger("bm25s").setLevel(logging.WARNING)

K1, B = 0.9, 0.4
"""The parameters of BM25 that Anserini takes for passages: lengths differ little, so they say
little."""

Scores = NDArray[np.float32]
"""One number for each passage of an index."""


@dataclass(frozen=True)
class WordIndex:
    """What every term is worth in every passage by BM25 (as Lucene weighs), column by column.

    The places of term t are `rows[starts[t]:starts[t + 1]]`, their values stand beside them.
    """

    columns: Mapping[str, int]
    values: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "WordIndex":
        """Index texts that are lists of terms."""
        columns: dict[str, int] = {}
        numbered = [[columns.setdefault(term, len(columns)) for term in text] for text in texts]
        if not columns:
            nothing = np.zeros(0, dtype=np.int32)
            return cls({}, nothing.astype(np.float32), nothing, np.zeros(1, np.int64), len(texts))
        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        model.index((numbered, columns), create_empty_token=False, show_progress=False)
        found = model.scores
        starts = np.asarray(found["indptr"], dtype=np.int64)
        return cls(columns, found["data"], found["indices"], starts, len(texts))

    @classmethod
    def read(cls, path: Path) -> "WordIndex":
        """The index of a file that `write` made. Raises OSError or ValueError when it is none."""
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            terms = file["terms"].tobytes().decode("utf-8").split("\n")
            columns = {term: place for place, term in enumerate(terms) if term}
            return cls(columns, file["values"], file["rows"], file["starts"], int(file["size"]))

    def write(self, path: Path) -> None:
        """Keep the index as arrays that a person can read with numpy."""
        terms = np.frombuffer("\n".join(self.columns).encode("utf-8"), dtype=np.uint8)
        with path.open("wb") as stream:
            np.savez(
                stream,
                terms=terms,
                values=self.values,
                rows=self.rows,
                starts=self.starts,
                size=np.int64(self.size),
            )

    def holders(self, term: str) -> slice:
        """Where the passages of a term stand in `rows`; nowhere for an unknown term."""
        column = self.columns.get(term)
        return slice(0, 0) if column is None else slice(*self.starts[column : column + 2])

    def count(self, term: str) -> int:
        """How many passages have a term."""
        place = self.holders(term)
        return int(place.stop - place.start)

    def holds_any(self, terms: Iterable[str]) -> Mask:
        """Which passages have at least one of the terms."""
        found = np.zeros(self.size, dtype=np.bool_)
        for term in terms:
            found[self.rows[self.holders(term)]] = True
        return found

    def rarity(self, term: str) -> float:
        """How much a term tells apart: the weight that BM25 gives to its rarity."""
        count = self.count(term)
        return float(np.log(1 + (self.size - count + 0.5) / (count + 0.5)))

    def scores(self, terms: Iterable[str]) -> Scores:
        """BM25 of every passage for the terms of a query."""
        found = np.zeros(self.size, dtype=np.float32)
        for term in terms:
            place = self.holders(term)
            found[self.rows[place]] += self.values[place]
        return found


@dataclass(frozen=True)
class SearchIndex:
    """Everything that search knows; row n of every array is `passages[n]`.

    `vectors` has shape (passages, dimensions), rows of length one or zeros.
    """

    passages: tuple[AnalysedPassage, ...]
    words: WordIndex
    vectors: NDArray[np.float32]
    facets: Mapping[str, FacetColumn]
    deals: Mapping[str, Deal]
    taxonomy: Taxonomy
    interventions: tuple[Intervention, ...]

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each passage by its passage_id."""
        return {one.passage.passage_id: row for row, one in enumerate(self.passages)}

    @cached_property
    def deal_codes(self) -> NDArray[np.int32]:
        """A number for the deal of each passage."""
        known: dict[str, int] = {}
        codes = [known.setdefault(one.deal, len(known)) for one in self.passages]
        return np.array(codes, dtype=np.int32)

    @cached_property
    def of_a_deal(self) -> Mask:
        """Whether each passage is about one deal, and not about several or none."""
        return np.array([one.deal in self.deals for one in self.passages], dtype=np.bool_)

    @cached_property
    def interventions_of(self) -> dict[str, tuple[Intervention, ...]]:
        """The interventions that each passage speaks of, by passage_id."""
        found: dict[str, list[Intervention]] = {}
        for intervention in self.interventions:
            for passage_id in intervention.passages:
                found.setdefault(passage_id, []).append(intervention)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def names(self) -> Names:
        """Names of the deals and interventions of this index."""
        held = {one.deal for one in self.passages}
        deals = [
            Named(key, deal.name, deal.aliases) for key, deal in self.deals.items() if key in held
        ]
        named = [Named(one.intervention_id, one.name, one.aliases) for one in self.interventions]
        return Names([*deals, *named])

    @cached_property
    def _terms_of_concepts(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """The core terms of each concept as sets of stems, by one of these stems.

        A sign of the taxonomy is no letter.
        """
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for concept in self.taxonomy.concepts:
            for term in (*concept.core_terms, concept.short):
                words = frozenset(word.stem for word in tokenise(term))
                if words:
                    found.setdefault(min(words), []).append((concept.id, words))
        return found

    def concepts_in(self, text: str) -> tuple[str, ...]:
        """The concepts that a query names by one of their core terms, in taxonomy order."""
        said = set(terms_of(text))
        known = (self._terms_of_concepts.get(word, ()) for word in said)
        found = {concept for terms in known for concept, words in terms if words <= said}
        return tuple(concept for concept in self.taxonomy.concept_ids if concept in found)

    def terms_of(self, text: str) -> tuple[str, ...]:
        """The terms of a query, each once; misspelt names are mended."""
        words = (right for word in words_of_query(text) for right in self._mended(word))
        return tuple(dict.fromkeys(terms_of_words(words)))

    def _mended(self, word: Token) -> list[Token]:
        known = self.words.columns
        if word.stem in known or any(part in known for part in word.parts):
            return [word]
        return tokenise(self.names.mended(word.text)) or [word]


def build_index(
    analysis: Analysis,
    vectors: Mapping[str, NDArray[np.float32]],
    deals: Mapping[str, Deal],
    taxonomy: Taxonomy,
    interventions: Sequence[Intervention] = (),
    words: WordIndex | None = None,
) -> SearchIndex:
    """Index the passages that count; a passage without a vector is found by its words only.

    `words` is the word index of the same passages, where it was kept: reading words takes longest.
    """
    passages = tuple(one for one in analysis.passages if one.is_text)
    return SearchIndex(
        passages,
        words or word_index_of(passages, deals),
        _stacked(passages, vectors),
        facet_columns(passages, deals, taxonomy),
        deals,
        taxonomy,
        tuple(interventions),
    )


def word_index_of(passages: Sequence[AnalysedPassage], deals: Mapping[str, Deal]) -> WordIndex:
    """Index the words by which passages are found."""
    return WordIndex.of([terms_of(said(one, deals)) for one in passages])


def said(one: AnalysedPassage, deals: Mapping[str, Deal]) -> str:
    """The words by which a passage is found: its deal's name, the headings above it, its text."""
    deal = deals[one.deal].name if one.deal in deals else ""
    return "\n".join((deal, *one.passage.heading_path, one.passage.text))


def _stacked(
    passages: Sequence[AnalysedPassage], vectors: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    dimensions = max((len(vector) for vector in vectors.values()), default=0)
    stacked = np.zeros((len(passages), dimensions), dtype=np.float32)
    for row, one in enumerate(passages):
        vector = vectors.get(one.passage.passage_id)
        if vector is not None:
            stacked[row] = vector
    return stacked
