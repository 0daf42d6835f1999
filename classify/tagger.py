"""The tagger: lexical evidence and similarity weighed to one calibrated probability a concept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from classify.lexical import Lemmatiser, LexicalScore, LexicalTagger
from classify.model import FEATURES, TaggerModel
from classify.similarity import Anchors
from corpus.ids import digest
from corpus.records import Tag
from taxonomy.concept import Taxonomy

VERSION = "1"
"""Raise this when the same model would give other labels: stored tags are then made again."""

_DECIMALS = 4
_LINEAR_DECIMALS = 6
_NOTHING = LexicalScore(0, 0, ())
_USUAL_WORDS = 60


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found in passages, before it is weighed.

    `nearest` and `mean` are cosines of shape (passages, concepts).
    """

    lexical: tuple[Mapping[str, LexicalScore], ...]
    nearest: NDArray[np.float64]
    mean: NDArray[np.float64]
    words: NDArray[np.float64]
    vectors: NDArray[np.float64]


class SignalReader:
    """Reads lexical evidence and similarities; needs no fitted model.

    Terms and anchors are made ready when first used: a run with nothing new to tag needs neither.
    """

    def __init__(
        self, taxonomy: Taxonomy, embedder: Embedder, lemmatiser: Lemmatiser | None = None
    ) -> None:
        self.taxonomy = taxonomy
        self.embedder = embedder
        self._lemmatiser = lemmatiser

    @cached_property
    def _lexical(self) -> LexicalTagger:
        return LexicalTagger(self.taxonomy, self._lemmatiser)

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self.taxonomy, self.embedder)

    def read(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> Signals:
        """Read signals from texts and their vectors, of shape (texts, d)."""
        similar = self._anchors.similarities(vectors)
        return Signals(
            lexical=tuple(self._lexical.score(text) for text in texts),
            nearest=similar.nearest,
            mean=similar.mean,
            words=np.array([len(text.split()) for text in texts], dtype=np.float64),
            vectors=vectors.astype(np.float64),
        )


def features(
    signals: Signals,
    concepts: Sequence[str],
    columns: Sequence[int],
    usual: NDArray[np.float64],
    spread: NDArray[np.float64],
    linear: NDArray[np.float64],
) -> NDArray[np.float64]:
    """What is weighed for each passage and concept: shape (passages, concepts, FEATURES).

    `columns` are the places of the concepts in the signals; `usual` and `spread` have shape
    (concepts, 2) and bring the two similarities of a concept to mean 0 and deviation 1; `linear`
    are the scores of the linear model, of shape (passages, concepts).
    """
    lexical = [[row.get(concept, _NOTHING) for concept in concepts] for row in signals.lexical]
    core = np.array([[float(score.core) for score in row] for row in lexical])
    supporting = np.array([[float(score.supporting) for score in row] for row in lexical])
    core, supporting = core.reshape(-1, len(concepts)), supporting.reshape(-1, len(concepts))
    nearest = (signals.nearest[:, columns] - usual[:, 0]) / spread[:, 0]
    mean = (signals.mean[:, columns] - usual[:, 1]) / spread[:, 1]
    words = np.maximum(signals.words, 1.0)[:, None]
    total = np.maximum(core.sum(axis=1, keepdims=True), 1.0)
    stacked = [
        np.log1p(core),
        np.log1p(supporting),
        np.log1p(core) * np.log1p(supporting),
        core / total,
        nearest,
        mean,
        mean * (core > 0),
        np.log1p(_USUAL_WORDS * core / words),
        np.broadcast_to(np.log(words / _USUAL_WORDS), core.shape),
        linear,
    ]
    assert len(stacked) == len(FEATURES)
    return np.stack(stacked, axis=-1)


class Tagger:
    """Gives every passage a probability for each concept, with the words that speak for it."""

    def __init__(self, reader: SignalReader, model: TaggerModel, lemmas: str = "") -> None:
        self._reader = reader
        self.model = model
        thresholds = model.thresholds
        self._thresholds = [(one, thresholds[one]) for one in reader.taxonomy.concept_ids]
        self.tagger_id = digest(
            "tagger",
            VERSION,
            reader.taxonomy.version,
            reader.embedder.embedder_id,
            model.model_id,
            lemmas,
        )

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that labels come from."""
        return self._reader.taxonomy

    def tag(
        self, passage_ids: Sequence[str], texts: Sequence[str], vectors: NDArray[np.float32]
    ) -> list[Tag]:
        """Tag passages; `vectors` has shape (passages, d). One Tag a passage, in order."""
        if not texts:
            return []
        signals = self._reader.read(texts, vectors)
        probabilities = self.probabilities(signals)
        concepts = self.taxonomy.concept_ids
        return [
            Tag(
                passage_id,
                dict(zip(concepts, map(float, row), strict=True)),
                {concept: score.evidence for concept, score in found.items()},
            )
            for passage_id, row, found in zip(
                passage_ids, probabilities, signals.lexical, strict=True
            )
        ]

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Calibrated probabilities of shape (passages, concepts), rounded to four decimals."""
        parts = []
        for facet, columns in self.taxonomy.facet_columns:
            concepts = facet.concept_ids
            fitted = [self.model.concepts[concept] for concept in concepts]
            linear = np.array([one.linear for one in fitted])
            weighed = features(
                signals,
                concepts,
                columns,
                np.array([one.usual for one in fitted]),
                np.array([one.spread for one in fitted]),
                np.round(signals.vectors @ linear[:, 1:].T + linear[:, 0], _LINEAR_DECIMALS),
            ) @ np.array(self.model.weights[facet.id])
            parts.append(weighed + np.array([one.intercept for one in fitted]))
        logits = np.concatenate(parts, axis=1)
        return np.asarray(np.round(1.0 / (1.0 + np.exp(-logits)), _DECIMALS))

    def labels(self, tag: Tag) -> tuple[str, ...]:
        """Concepts whose probability reaches their threshold, in taxonomy order."""
        return tuple(
            concept for concept, least in self._thresholds if tag.probabilities[concept] >= least
        )
