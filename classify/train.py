"""Fit the tagger on labelled passages: weights, intercepts and thresholds, in seconds on a CPU."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from classify.linear import fit_linear, held_out_linear
from classify.model import ConceptModel, TaggerModel
from classify.tagger import SignalReader, Signals, features
from classify.threshold import choose_thresholds
from taxonomy.concept import Facet

_FOLDS = 5
_STRENGTH = 1.0
_LEAST_SPREAD = 1e-3
_TOPICAL_FACETS = frozenset({"draden"})
"""Facets for which the subject of a passage, its vector, is evidence. An instrument is a way of
doing that occurs with every subject: with the linear model micro-F1 of the instruments fell from
0.53 to 0.42 on passages of other writers (dev.jsonl), that of the rode draden rose."""


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage with the labels it should get; `group` keeps a document on one side of a split."""

    text: str
    labels: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class _FittedFacet:
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]


def fit_tagger(
    reader: SignalReader, passages: Sequence[LabelledPassage], trained_on: str
) -> TaggerModel:
    """Fit weights a facet and a threshold a concept, the thresholds on held-out documents.

    The same passages give the same model. Raises ValueError with fewer than five documents.
    """
    groups = [passage.group for passage in passages]
    if len(set(groups)) < _FOLDS:
        raise ValueError(f"at least {_FOLDS} documents are needed, not {len(set(groups))}")
    texts = [passage.text for passage in passages]
    vectors = reader.embedder.encode_passages(texts)
    signals = reader.read(texts, vectors)
    weights: dict[str, tuple[float, ...]] = {}
    concepts: dict[str, ConceptModel] = {}
    for facet, columns in reader.taxonomy.facet_columns:
        usual, spread = _usual_and_spread(signals, columns)
        truth = _truth(passages, facet)
        # The scores that the weights are fitted on must come from models that did not see the
        # passage, or the weights would trust the linear model too much.
        topical = facet.id in _TOPICAL_FACETS
        linear = held_out_linear(vectors, truth, groups) if topical else np.zeros(truth.shape)
        inputs = features(signals, facet.concept_ids, columns, usual, spread, linear)
        held_out = _held_out(inputs, truth, groups)
        thresholds = choose_thresholds(held_out, truth)
        fitted = _fit(inputs, truth)
        vector_weights, vector_intercepts = fit_linear(vectors, truth & topical)
        weights[facet.id] = tuple(map(_short, fitted.weights))
        for number, concept in enumerate(facet.concept_ids):
            concepts[concept] = ConceptModel(
                intercept=_short(fitted.intercepts[number]),
                linear=tuple(map(_short, (vector_intercepts[number], *vector_weights[number]))),
                usual=(_short(usual[number, 0]), _short(usual[number, 1])),
                spread=(_short(spread[number, 0]), _short(spread[number, 1])),
                threshold=float(thresholds[number]),
            )
    return TaggerModel(
        reader.taxonomy.version, reader.embedder.embedder_id, trained_on, weights, concepts
    )


def _short(value: float) -> float:
    """Six digits are plenty, and keep the model file readable and stable."""
    return round(float(value), 6)


def _usual_and_spread(
    signals: Signals, columns: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and deviation of the two similarities of each concept, shape (concepts, 2)."""
    both = np.stack([signals.nearest[:, columns], signals.mean[:, columns]], axis=-1)
    return both.mean(axis=0), np.maximum(both.std(axis=0), _LEAST_SPREAD)


def _truth(passages: Sequence[LabelledPassage], facet: Facet) -> NDArray[np.bool_]:
    return np.array(
        [[concept in passage.labels for concept in facet.concept_ids] for passage in passages]
    )


def _fit(inputs: NDArray[np.float64], truth: NDArray[np.bool_]) -> _FittedFacet:
    """One logistic regression for all concepts of a facet, with an intercept for each."""
    rows, concepts, width = inputs.shape
    which = np.tile(np.eye(concepts), (rows, 1))
    flat = np.concatenate([inputs.reshape(rows * concepts, width), which], axis=1)
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    model.fit(flat, truth.reshape(-1))
    coefficients = model.coef_[0]
    return _FittedFacet(coefficients[:width], coefficients[width:] + model.intercept_[0])


def _predict(fitted: _FittedFacet, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    logits = inputs @ fitted.weights + fitted.intercepts
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def _held_out(
    inputs: NDArray[np.float64], truth: NDArray[np.bool_], groups: Sequence[str]
) -> NDArray[np.float64]:
    """Probabilities for every passage by a model that saw no passage of its document."""
    held_out = np.zeros(truth.shape)
    for train, test in GroupKFold(_FOLDS).split(inputs, groups=groups):
        held_out[test] = _predict(_fit(inputs[train], truth[train]), inputs[test])
    return held_out
