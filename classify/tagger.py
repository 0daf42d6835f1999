"""The tagger: what speaks for a concept, weighed to one probability, with its evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.lexical import score_of
from classify.model import TaggerModel
from classify.reading import Reading, Segment
from classify.signals import (
    Features,
    SegmentScores,
    Signals,
    WordingReader,
    heading_probabilities,
    lengths,
    score_segments,
    segment_offsets,
    stack_features,
)
from classify.stance import stance_of
from classify.wording import entries_of
from classify.words import GRAMMAR, Token
from corpus.ids import digest
from corpus.records import DOUBT, Evidence, Tag, labels_of
from taxonomy.concept import Taxonomy

VERSION = "3"
"""Raise this when the same model would give other labels: stored tags are then made again."""

_DECIMALS = 4
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Weighable:
    """Passages as they were read, and what speaks for each concept in them.

    `features` has shape (passages, concepts, FEATURES).
    """

    readings: Sequence[Reading]
    segments: SegmentScores
    features: Features


@dataclass(frozen=True, slots=True)
class _Weighed:
    readings: Sequence[Reading]
    segments: SegmentScores
    probabilities: NDArray[np.float64]


class Tagger:
    """Gives every passage a probability for each concept, with the words that speak for it."""

    def __init__(self, reader: WordingReader, model: TaggerModel, lemmas: str = "") -> None:
        self._reader = reader
        self.model = model
        self._thresholds = model.thresholds
        self._least_likely = {
            concept: min(DOUBT[0], least) for concept, least in self._thresholds.items()
        }
        self._entry_rows = {entry: row for row, entry in enumerate(model.vocabulary.entries)}
        self.tagger_id = digest(
            "tagger", VERSION, reader.taxonomy.version, model.embedder_id, model.model_id, lemmas
        )

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that labels come from."""
        return self._reader.taxonomy

    def tag(
        self,
        passage_ids: Sequence[str],
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        headings: Sequence[str] | None = None,
    ) -> list[Tag]:
        """Tag passages; `vectors` has shape (passages, d). One Tag a passage, in order.

        `headings` are the headings above the passages, "" where there is none.
        """
        if not texts:
            return []
        weighed = self._weigh(texts, vectors, headings or [""] * len(texts))
        offsets = segment_offsets(weighed.readings)
        return [
            self._tag(passage_id, row, weighed, offsets[row])
            for row, passage_id in enumerate(passage_ids)
        ]

    def probabilities(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        headings: Sequence[str] | None = None,
    ) -> NDArray[np.float64]:
        """Calibrated probabilities of shape (passages, concepts), rounded to four decimals."""
        return self._weigh(texts, vectors, headings or [""] * len(texts)).probabilities

    def labels(self, tag: Tag, thresholds: Mapping[str, float] | None = None) -> tuple[str, ...]:
        """Concepts whose probability reaches their threshold, in taxonomy order."""
        return labels_of(tag, thresholds or self._thresholds)

    def weighable(
        self, texts: Sequence[str], vectors: NDArray[np.float32], headings: Sequence[str]
    ) -> Weighable:
        """Read passages and score them with every head, before anything is weighed."""
        reader, model = self._reader, self.model
        readings = reader.read(texts)
        inputs = reader.inputs(readings, model.vocabulary)
        segments = score_segments(model.segment_head, inputs, reader.taxonomy)
        signals = Signals(
            passage=model.passage_head.scores(inputs.passages),
            segment=segments.best,
            leads=segments.leads,
            vector=model.vector_head.scores(vectors),
            headings=heading_probabilities(reader, model.vocabulary, model.segment_head, headings),
            excluded=segments.excluded,
            words=lengths(readings),
        )
        return Weighable(readings, segments, stack_features(signals, reader.taxonomy))

    def _weigh(
        self, texts: Sequence[str], vectors: NDArray[np.float32], headings: Sequence[str]
    ) -> _Weighed:
        model, found = self.model, self.weighable(texts, vectors, headings)
        parts = []
        for facet, columns in self.taxonomy.facet_columns:
            intercepts = [model.concepts[concept].intercept for concept in facet.concept_ids]
            weights = np.array(model.weights[facet.id])
            parts.append(found.features[:, columns] @ weights + intercepts)
        logits = np.concatenate(parts, axis=1)
        # A text without a single word says nothing, whatever the intercepts say.
        logits[lengths(found.readings) == 0] = -np.inf
        probabilities = np.round(1.0 / (1.0 + np.exp(-logits)), _DECIMALS)
        return _Weighed(found.readings, found.segments, probabilities)

    def _tag(self, passage_id: str, row: int, weighed: _Weighed, offset: int) -> Tag:
        reading = weighed.readings[row]
        evidence = {
            concept: score_of(hits, reading.term_tokens).evidence
            for concept, hits in reading.hits.items()
        }
        found = dict(
            zip(self.taxonomy.concept_ids, weighed.probabilities[row].tolist(), strict=True)
        )
        stances = {}
        for column, (concept, share) in enumerate(found.items()):
            if share >= self._least_likely[concept]:
                evidence[concept] = evidence.get(concept) or self._found_in_segment(
                    reading, column, weighed, row, offset
                )
                stances[concept] = str(stance_of(reading.text, evidence[concept]))
        return Tag(passage_id, found, evidence, stances)

    def _found_in_segment(
        self, reading: Reading, column: int, weighed: _Weighed, row: int, offset: int
    ) -> tuple[Evidence, ...]:
        """Evidence without terms: the telling words of the best segment.

        Where every segment is left out of the deal, the first one still shows the place.
        """
        if not reading.segments:
            return ()
        winner = int(weighed.segments.winners[row, column])
        return self._telling(reading, reading.segments[max(0, winner - offset)], column)

    def _telling(self, reading: Reading, segment: Segment, column: int) -> tuple[Evidence, ...]:
        """The words of a segment that weigh most for a concept; the segment where none does."""
        words = [one for one in reading.tokens_of(segment) if one.text.lower() not in GRAMMAR]
        weighed = sorted(
            ((self._weight(token, column), token) for token in words),
            key=lambda pair: (-pair[0], pair[1].start),
        )
        telling = [token for weight, token in weighed[:_TELLING_WORDS] if weight > 0]
        if not telling:
            start, end = segment.span
            return (Evidence(start, end, reading.text[start:end]),)
        ordered = sorted(telling, key=lambda token: token.start)
        return tuple(Evidence(one.start, one.end, one.text.lower()) for one in ordered)

    def _weight(self, token: Token, column: int) -> float:
        head, rarity = self.model.segment_head, self.model.vocabulary.rarity
        rows = (self._entry_rows.get(entry) for entry in entries_of([token]))
        return sum(
            float(head.weights[row, column] * rarity[row]) for row in rows if row is not None
        )
