"""Signals: what speaks for each concept in each passage, before it is weighed to a probability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classify.lexical import Hit, Lemmatiser, LexicalTagger, term_counts
from classify.linear_head import Head, Scores, best_of
from classify.reading import Reading, hits_within, read_text
from classify.wording import Vocabulary, entries_of
from taxonomy.concept import Taxonomy

FEATURES = (
    "passage_wording",
    "segment_wording",
    "lead",
    "others",
    "vector",
    "heading",
    "excluded",
    "length",
)
"""What is weighed for one passage and one concept.

`passage_wording` and `segment_wording` (of the best segment) are log-odds of the heads; `lead` is
how far, in that segment, the concept is ahead of the best other one of its facet (below 0 where it
is behind: the clause is about something else); `others` how many other concepts of the facet the
wording heads expect (who names three themes in plain words soon names a fourth); `vector` is the
score of the vector head, from about -1 to 1; `heading` the probability that the heading alone would
give (0 without one); `excluded` is 1 where the best segment is said to be no part of the deal;
`length` is the logarithm of the words over 60.
"""
_FURTHEST = 8.0
"""Log-odds are cut here: no single head is surer than one in three thousand."""
_FURTHEST_LEAD = 6.0
_USUAL_WORDS = 60
_DECIMALS = 4
"""Signals are rounded, so that the last bits of a sum do not depend on batch or machine."""

Features = NDArray[np.float64]


@dataclass(frozen=True)
class WordingInputs:
    """Features of the wording of passages and of their segments.

    Rows of `segments` belong to the passages in `owners`, and are excluded from the deal where
    `excluded` says so.
    """

    passages: sparse.csr_matrix
    segments: sparse.csr_matrix
    owners: NDArray[np.int64]
    excluded: NDArray[np.bool_]


class WordingReader:
    """Reads texts, and turns what was read into the features of the wording heads.

    Terms are made ready when first used: a run with nothing new to tag does not need them.
    """

    def __init__(self, taxonomy: Taxonomy, lemmatiser: Lemmatiser | None = None) -> None:
        self.taxonomy = taxonomy
        self._lemmatiser = lemmatiser

    @property
    def _term_width(self) -> int:
        """Two numbers a concept: different core terms, different supporting terms."""
        return 2 * len(self.taxonomy.concept_ids)

    @cached_property
    def _lexicon(self) -> LexicalTagger:
        return LexicalTagger(self.taxonomy, self._lemmatiser)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts one by one."""
        return [read_text(text, self._lexicon) for text in texts]

    def inputs(self, readings: Sequence[Reading], vocabulary: Vocabulary) -> WordingInputs:
        """Features of passages and segments over a vocabulary and the terms of the taxonomy."""
        parts = [(reading, segment) for reading in readings for segment in reading.segments]
        owners = np.repeat(np.arange(len(readings)), [len(one.segments) for one in readings])
        return WordingInputs(
            self._features(
                [one.tokens for one in readings], [one.hits for one in readings], vocabulary
            ),
            self._features(
                [reading.tokens_of(segment) for reading, segment in parts],
                [hits_within(reading, segment) for reading, segment in parts],
                vocabulary,
            ),
            owners.astype(np.int64),
            np.array([segment.is_excluded for _, segment in parts], dtype=np.bool_),
        )

    def _features(
        self,
        tokens: Sequence[Sequence[Any]],
        hits: Sequence[Mapping[str, Sequence[Hit]]],
        vocabulary: Vocabulary,
    ) -> sparse.csr_matrix:
        wording = vocabulary.matrix(map(entries_of, tokens))
        terms = sparse.csr_matrix(
            np.log1p(self.term_table(hits)).reshape(len(tokens), self._term_width)
        )
        return sparse.hstack([wording, terms], format="csr")

    def term_table(self, hits: Sequence[Mapping[str, Sequence[Hit]]]) -> NDArray[np.float32]:
        """Numbers of different core and supporting terms, shape (texts, concepts, 2)."""
        columns = {concept: column for column, concept in enumerate(self.taxonomy.concept_ids)}
        table = np.zeros((len(hits), len(columns), 2), dtype=np.float32)
        for row, found in enumerate(hits):
            for concept, some in found.items():
                table[row, columns[concept]] = term_counts(some)
        return table


@dataclass(frozen=True, slots=True)
class SegmentScores:
    """The score of a passage's best segment for each concept, and which segment that is.

    `best` has shape (passages, concepts) in log-odds; `winners` the row of the segment, or -1 for a
    passage without segments; `leads` how far the concept is ahead of the others there; `excluded`
    whether a segment that is left out would have been better.
    """

    best: Scores
    winners: NDArray[np.int64]
    leads: Scores
    excluded: NDArray[np.bool_]


def score_segments(head: Head, inputs: WordingInputs, taxonomy: Taxonomy) -> SegmentScores:
    """Score the segments; one that is left out of the deal cannot speak for a concept."""
    count = inputs.passages.shape[0]
    scores = np.round(head.scores(inputs.segments), _DECIMALS)
    within = np.where(inputs.excluded[:, None], np.float32(-np.inf), scores)
    best = best_of(within, inputs.owners, count)
    left_out = np.where(inputs.excluded[:, None], scores, np.float32(-np.inf))
    is_excluded = best_of(left_out, inputs.owners, count) > best
    winners = _winners(within, best, inputs.owners)
    return SegmentScores(best, winners, _leads_of(winners, scores, taxonomy), is_excluded)


def _leads_of(winners: NDArray[np.int64], scores: Scores, taxonomy: Taxonomy) -> Scores:
    """The leads in the winning segments; a passage without one is as far behind as can be."""
    found = np.full(winners.shape, -_FURTHEST_LEAD, dtype=np.float32)
    rows, columns = np.nonzero(winners >= 0)
    found[rows, columns] = _leads(scores, taxonomy)[winners[rows, columns], columns]
    return found


def _leads(scores: Scores, taxonomy: Taxonomy) -> Scores:
    """How far each concept is ahead of the best other one of its facet, within bounds.

    A facet of one concept has no others: there the lead is over even odds.
    """
    leads = scores.copy()
    for _, columns in taxonomy.facet_columns:
        if len(columns) > 1:
            some = scores[:, columns]
            second, first = np.partition(some, -2, axis=1)[:, -2:].T
            leads[:, columns] -= np.where(some == first[:, None], second[:, None], first[:, None])
    return np.clip(leads, -_FURTHEST_LEAD, _FURTHEST_LEAD)


def _winners(scores: Scores, best: Scores, owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first segment of each passage with its best score."""
    winners = np.full(best.shape, -1, dtype=np.int64)
    rows, columns = np.nonzero((scores == best[owners]) & np.isfinite(scores))
    # Written last to first, so that the first of equals stays.
    winners[owners[rows[::-1]], columns[::-1]] = rows[::-1]
    return winners


def heading_probabilities(
    reader: WordingReader, vocabulary: Vocabulary, head: Head, headings: Sequence[str]
) -> NDArray[np.float32]:
    """What the headings say by themselves, shape (passages, concepts); 0 without a heading."""
    found = np.zeros((len(headings), len(reader.taxonomy.concept_ids)), dtype=np.float32)
    different = sorted({heading for heading in headings if heading.strip()})
    if different:
        inputs = reader.inputs(reader.read(different), vocabulary)
        best = score_segments(head, inputs, reader.taxonomy).best
        rows = dict(zip(different, np.round(_odds_to_shares(best), _DECIMALS), strict=True))
        for place, heading in enumerate(headings):
            if heading in rows:
                found[place] = rows[heading]
    return found


@dataclass(frozen=True, slots=True)
class Signals:
    """What the heads say of passages; each of shape (passages, concepts), `words` (passages,)."""

    passage: Scores
    segment: Scores
    leads: Scores
    vector: Scores
    headings: NDArray[np.float32]
    excluded: NDArray[np.bool_]
    words: NDArray[np.float64]


def stack_features(signals: Signals, taxonomy: Taxonomy) -> Features:
    """What is weighed, in the order of FEATURES; shape (passages, concepts, features)."""
    length = np.log(np.maximum(signals.words, 1.0) / _USUAL_WORDS)[:, None]
    stacked = [
        np.clip(signals.passage, -_FURTHEST, _FURTHEST),
        np.clip(signals.segment, -_FURTHEST, _FURTHEST),
        signals.leads,
        _others(np.maximum(signals.passage, signals.segment), taxonomy),
        signals.vector,
        signals.headings,
        signals.excluded,
        np.broadcast_to(length, signals.passage.shape),
    ]
    return np.asarray(np.round(np.stack(stacked, axis=-1), _DECIMALS), dtype=np.float64)


def _others(scores: Scores, taxonomy: Taxonomy) -> Scores:
    """How many other concepts of its facet each passage is expected to have."""
    shares = _odds_to_shares(scores)
    expected = np.zeros_like(shares)
    for _, columns in taxonomy.facet_columns:
        some = shares[:, columns]
        expected[:, columns] = some.sum(axis=1, keepdims=True) - some
    return expected


def _odds_to_shares(scores: Scores) -> Scores:
    """Log-odds as probabilities, within the bounds of one head."""
    bounded = np.clip(scores, -_FURTHEST, _FURTHEST)
    return np.asarray(1 / (1 + np.exp(-bounded)), dtype=np.float32)


def lengths(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Words of each text."""
    return np.array([len(reading.tokens) for reading in readings], dtype=np.float64)


def segment_offsets(readings: Sequence[Reading]) -> list[int]:
    """The row of the first segment of each passage."""
    return [0, *accumulate(len(reading.segments) for reading in readings)][:-1]
