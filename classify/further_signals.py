"""What speaks for a further concept in a passage: terms, likeness, exclusion.

Little is labelled for these facets. So no word is weighed by itself: each concept brings its terms
and its own sentences (definition, what it includes, examples), and all concepts of a facet share
the weights of the few signals below.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder, Vectors, unit_rows
from classify.lexical import LexicalTagger, term_counts
from classify.linear_head import Scores
from classify.reading import Reading, read_text
from classify.signals import segment_offsets
from taxonomy.concept import Concept, Taxonomy

TERM_SIGNALS = ("core", "supporting", "others", "excluded")
LIKENESS_SIGNALS = ("whole", "segment", "lead", "taught", "taught_lead")
SIGNALS = TERM_SIGNALS + LIKENESS_SIGNALS
"""What is weighed for one passage and one concept.

`core` and `supporting` are logarithms of the number of different terms found, three at most;
`others` how many other concepts have a core term; `excluded` is 1 where most terms stand in a
clause that is left out of the deal; `whole` and `segment` are the likeness (-1 to 1) of the passage
and of its best segment to the mean of the concept's own sentences, `lead` how far that segment is
ahead of the best other concept; `taught` is what a regression on vectors says that was taught by
labelled passages, `taught_lead` how far it is ahead.

Others are the other concepts of the facet; of a kind of intervention those of its rode draad.
"""
_ENOUGH_TERMS = 3
"""More different terms say no more: a list of parties names every ministry."""
_DECIMALS = 4
"""Signals are rounded, so that the last bits of a sum do not depend on batch or machine."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages as they were read.

    `features` has shape (passages, concepts, SIGNALS without the taught two), `vectors` (passages,
    d); `winners` (passages, concepts) is the place of the best segment in its passage, -1 where
    there is none; `words` has shape (passages,).
    """

    readings: Sequence[Reading]
    features: Features
    vectors: Vectors
    winners: NDArray[np.int64]
    words: NDArray[np.float64]


class FurtherReader:
    """Reads passages for the further facets; terms and sentences are made ready when first used.

    Its vectors are those of one embedder, whatever a run searches with: so the weights hold for
    every run.
    """

    def __init__(self, taxonomy: Taxonomy, embedder: Embedder) -> None:
        self.taxonomy = taxonomy
        self.embedder = embedder
        self._rivals = rivals_in(taxonomy)

    @cached_property
    def _lexicon(self) -> LexicalTagger:
        return LexicalTagger(self.taxonomy)

    @cached_property
    def sentences(self) -> tuple[Vectors, ...]:
        """Vectors of the own sentences of each concept."""
        encode = self.embedder.encode_queries
        return tuple(encode(own_sentences(one)) for one in self.taxonomy.concepts)

    @cached_property
    def _centres(self) -> Vectors:
        """The mean direction of the sentences of each concept, shape (concepts, d)."""
        return unit_rows(np.stack([some.mean(axis=0) for some in self.sentences]))

    def find(self, texts: Sequence[str], vectors: Vectors | None = None) -> Found:
        """Read texts and measure every signal but the taught ones.

        `vectors` are those of the texts by this reader's embedder, where they are there already.
        """
        known = self.embedder.encode_passages(texts) if vectors is None else vectors
        return self.measure(self.read(texts), known)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts one by one."""
        return [read_text(text, self._lexicon) for text in texts]

    def measure(self, readings: Sequence[Reading], whole: Vectors) -> Found:
        """Measure every signal but the taught ones; `whole` are the vectors of the texts."""
        words = np.array([len(one.tokens) for one in readings], dtype=np.float64)
        core, supporting, excluded = self._terms(readings)
        best, winners = self._best_segments(readings)
        stacked = [
            np.log1p(np.minimum(core, _ENOUGH_TERMS)),
            np.log1p(np.minimum(supporting, _ENOUGH_TERMS)),
            self._among_rivals(core > 0, _others),
            excluded,
            whole @ self._centres.T,
            best,
            self._among_rivals(best, _leads),
        ]
        features = np.asarray(np.round(np.stack(stacked, axis=-1), _DECIMALS), dtype=np.float64)
        return Found(readings, features, whole, winners, words)

    def with_taught(self, features: Features, scores: Scores) -> Features:
        """All SIGNALS: the others with what a taught head says, of shape (passages, concepts)."""
        rounded = np.round(scores, _DECIMALS)
        taught = np.stack([rounded, self._among_rivals(rounded, _leads)], axis=-1)
        return np.concatenate([features, np.round(taught, _DECIMALS)], axis=-1)

    def _terms(self, readings: Sequence[Reading]) -> tuple[NDArray[np.float64], ...]:
        """Core terms, supporting terms and whether most stand where the text leaves something out.

        Each of shape (passages, concepts).
        """
        columns = {concept: column for column, concept in enumerate(self.taxonomy.concept_ids)}
        tables = np.zeros((3, len(readings), len(columns)))
        for row, reading in enumerate(readings):
            outside = [one.span for one in reading.segments if one.is_excluded]
            for concept, hits in reading.hits.items():
                starts = [reading.term_tokens[hit.spans[0][0]].start for hit in hits]
                left_out = sum(any(a <= at < b for a, b in outside) for at in starts)
                found = *term_counts(hits), 2 * left_out > len(starts)
                tables[:, row, columns[concept]] = found
        return tuple(tables)

    def _best_segments(
        self, readings: Sequence[Reading]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Likeness of the best segments, and which these are; each (passages, concepts)."""
        shape = len(readings), len(self.taxonomy.concepts)
        best, winners = np.zeros(shape, np.float32), np.full(shape, -1, dtype=np.int64)
        pieces = [
            reading.text[segment.span[0] : segment.span[1]]
            for reading in readings
            for segment in reading.segments
        ]
        likeness = self.embedder.encode_passages(pieces) @ self._centres.T
        likeness = np.round(likeness, _DECIMALS)
        for row, offset in enumerate(segment_offsets(readings)):
            some = likeness[offset : offset + len(readings[row].segments)]
            if len(some):
                winners[row], best[row] = some.argmax(axis=0), some.max(axis=0)
        return best, winners

    def _among_rivals(
        self,
        table: NDArray[np.generic],
        measure: Callable[[NDArray[np.generic]], NDArray[np.float64]],
    ) -> NDArray[np.float64]:
        """A measure of the columns of each group of rivals, in place."""
        found = np.zeros(table.shape)
        for columns in self._rivals:
            found[:, columns] = measure(table[:, columns])
        return found


def rivals_in(taxonomy: Taxonomy) -> list[list[int]]:
    """Columns of concepts among which a passage chooses: a facet, or the kinds of a rode draad."""
    groups: dict[tuple[str, str], list[int]] = {}
    for facet, columns in taxonomy.facet_columns:
        for concept, column in zip(facet.concepts, columns, strict=True):
            above = concept.domain if facet.is_nested else None
            groups.setdefault((facet.id, above or ""), []).append(column)
    return list(groups.values())


def own_sentences(concept: Concept) -> list[str]:
    """The sentences that tell what a concept is."""
    return [concept.label.nl, concept.definition, *concept.includes, *concept.examples]


def _others(has_core: NDArray[np.generic]) -> NDArray[np.float64]:
    flags = has_core.astype(np.float64)
    return np.asarray(flags.sum(axis=1, keepdims=True) - flags)


def _leads(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """How far each column is ahead of the best other; 0 where there is no other."""
    scores = values.astype(np.float64)
    if scores.shape[1] < 2:
        return np.zeros(scores.shape)
    second, first = np.partition(scores, -2, axis=1)[:, -2:].T
    other = np.where(scores == first[:, None], second[:, None], first[:, None])
    return np.asarray(scores - other)
