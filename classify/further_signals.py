"""What speaks for a further concept in a passage: terms, likeness to its own texts, exclusion.

Little is labelled for these facets. So nothing is learnt of single words: each concept brings its
terms and its own sentences (definition, what it includes, examples), and all concepts of a facet
share the weights of the few signals below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder, unit_rows
from classify.lexical import LexicalTagger, term_counts
from classify.reading import Reading, read_text
from classify.signals import segment_offsets
from taxonomy.concept import Concept, Taxonomy

TERM_SIGNALS = ("core", "supporting", "others", "excluded")
LIKENESS_SIGNALS = ("passage", "segment", "lead", "length")
SIGNALS = TERM_SIGNALS + LIKENESS_SIGNALS
"""What is weighed for one passage and one concept.

`core` and `supporting` are logarithms of the number of different terms found; `others` how many
other concepts of the facet have a core term; `excluded` is 1 where most terms stand in a clause
that is left out of the deal; `passage` and `segment` are the likeness (-1 to 1) of the whole and of
the best segment to the concept's own sentences, `lead` how far that segment is ahead of the
likeness to the best other concept; `length` is the logarithm of the words over 60.
"""
_USUAL_WORDS = 60
_DECIMALS = 4
"""Signals are rounded, so that the last bits of a sum do not depend on batch or machine."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages as they were read.

    `features` has shape (passages, concepts, SIGNALS); `winners` (passages, concepts) is the place
    of the best segment in its passage, -1 where there is none; `words` has shape (passages,).
    """

    readings: Sequence[Reading]
    features: Features
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

    @cached_property
    def _lexicon(self) -> LexicalTagger:
        return LexicalTagger(self.taxonomy)

    @cached_property
    def _anchors(self) -> tuple[NDArray[np.float32], list[int]]:
        """Vectors of the sentences of all concepts, and the first row of each concept."""
        texts = [anchor_texts(concept) for concept in self.taxonomy.concepts]
        firsts = [0]
        for some in texts[:-1]:
            firsts.append(firsts[-1] + len(some))
        return self.embedder.encode_queries([one for some in texts for one in some]), firsts

    def find(self, texts: Sequence[str]) -> Found:
        """Read texts and measure every signal."""
        readings = [read_text(text, self._lexicon) for text in texts]
        words = np.array([len(one.tokens) for one in readings], dtype=np.float64)
        core, supporting, excluded = self._terms(readings)
        whole, best, winners = self._likeness(readings)
        length = np.log(np.maximum(words, 1.0) / _USUAL_WORDS)[:, None]
        stacked = [
            np.log1p(core),
            np.log1p(supporting),
            self._of_facets(core > 0, _others),
            excluded,
            whole,
            best,
            self._of_facets(best, _leads),
            np.broadcast_to(length, best.shape),
        ]
        features = np.asarray(np.round(np.stack(stacked, axis=-1), _DECIMALS), dtype=np.float64)
        return Found(readings, features, winners, words)

    def _terms(self, readings: Sequence[Reading]) -> tuple[NDArray[np.float64], ...]:
        """Core terms, supporting terms and whether most stand where the text leaves something out.

        Each of shape (passages, concepts).
        """
        columns = {concept: column for column, concept in enumerate(self.taxonomy.concept_ids)}
        tables = np.zeros((3, len(readings), len(columns)))
        for row, reading in enumerate(readings):
            outside = [one.span for one in reading.segments if one.is_excluded]
            for concept, hits in reading.hits.items():
                core, supporting = term_counts(hits)
                starts = [reading.term_tokens[hit.spans[0][0]].start for hit in hits]
                left_out = sum(any(a <= at < b for a, b in outside) for at in starts)
                is_out = 2 * left_out > len(starts)
                tables[:, row, columns[concept]] = core, supporting, is_out
        return tuple(tables)

    def _likeness(
        self, readings: Sequence[Reading]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
        """Likeness of the passages, of their best segments, and which segments these are."""
        anchors, firsts = self._anchors
        shape = len(readings), len(firsts)
        whole, best = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        winners = np.full(shape, -1, dtype=np.int64)
        spans = [[one.span for one in reading.segments] for reading in readings]
        vectors = self.embedder.encode_passages(
            [
                reading.text[start:end]
                for reading, some in zip(readings, spans, strict=True)
                for start, end in some
            ]
        )
        likeness = np.round(np.maximum.reduceat(vectors @ anchors.T, firsts, axis=1), _DECIMALS)
        for row, offset in enumerate(segment_offsets(readings)):
            last = offset + len(spans[row])
            if last > offset:
                some = likeness[offset:last]
                winners[row] = some.argmax(axis=0)
                best[row] = some.max(axis=0)
                mean = unit_rows(vectors[offset:last].mean(axis=0, keepdims=True))
                whole[row] = np.maximum.reduceat(mean @ anchors.T, firsts, axis=1)[0]
        return whole, best, winners

    def _of_facets(self, table: NDArray[np.generic], measure: object) -> NDArray[np.float64]:
        """A measure of each facet's columns, put together again."""
        assert callable(measure)
        parts = [measure(table[:, columns]) for _, columns in self.taxonomy.facet_columns]
        return np.concatenate(parts, axis=1)


def anchor_texts(concept: Concept) -> list[str]:
    """The sentences that tell what a concept is."""
    return [concept.label.nl, concept.definition, *concept.includes, *concept.examples]


def _others(has_core: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.asarray(has_core.sum(axis=1, keepdims=True) - has_core, dtype=np.float64)


def _leads(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """How far each column is ahead of the best other; 0 where there is no other."""
    if scores.shape[1] < 2:
        return np.zeros(scores.shape)
    second, first = np.partition(scores, -2, axis=1)[:, -2:].T
    other = np.where(scores == first[:, None], second[:, None], first[:, None])
    return np.asarray(scores - other, dtype=np.float64)
