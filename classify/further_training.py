"""Fit the tagger of further facets on few labelled passages: seconds, no network.

One logistic regression a facet, whose weights all its concepts share; the intercept of a concept is
its own as far as its passages can bear it. One of the signals is itself taught: a ridge regression
on vectors of the passages and of the concepts' own sentences. It is weighed, and thresholds are
chosen, on what is said of documents that were not seen. Passages of the part `test` never come
here.

scikit-learn takes a second to load. Commands that only label load this module too, so only what
fits loads it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from classify.embed import Vectors
from classify.further_model import FacetModel, FurtherModel
from classify.further_signals import SIGNALS, TERM_SIGNALS, Features, Found, FurtherReader
from classify.lexical import Hit
from classify.linear_head import Head, Scores
from classify.model import ConceptModel
from classify.threshold import choose_thresholds
from corpus.records import DOUBT
from taxonomy.concept import Facet

Truth = NDArray[np.bool_]

_FOLDS = 5
_STRENGTH = 1.0
_PENALTY = 1.0
_FEWEST_POSITIVES = 20
_SURE, _DRAWS, _SEED = 0.95, 400, 20_240_930
_MORE_LIKELY = 0.5
"""No label below: written passages hold labels far more densely than documents do, so that the
thresholds that are best for them are too low for running text."""
_NAMES = frozenset({"programmas"})
"""Facets of names: these are known from outside, and a passage without the name has no label."""
_BY_HAND = FacetModel(("core", "supporting", "excluded"), (4.0, 2.0, -3.0), taught=False)
_INTERCEPT_BY_HAND, _THRESHOLD_BY_HAND = -2.5, 0.5


@dataclass(frozen=True, slots=True)
class FurtherPassage:
    """A labelled passage of one facet; `group` keeps a document on one side of a split.

    `stances` are the polarity of factors. `is_test` passages only measure.
    """

    facet: str
    text: str
    labels: frozenset[str]
    group: str
    is_test: bool = False
    stances: Mapping[str, str] = field(default_factory=dict)


def fit_further(
    reader: FurtherReader,
    passages: Sequence[FurtherPassage],
    parents: Mapping[str, NDArray[np.float64]],
    trained_on: str,
) -> FurtherModel:
    """Fit every facet. `parents` gives for a rode draad its probability for each of `passages`.

    The same passages give the same model.
    """
    facets: dict[str, FacetModel] = {}
    concepts: dict[str, ConceptModel] = {}
    heads: list[Head] = []
    for facet, columns in reader.taxonomy.facet_columns:
        sentences = [reader.sentences[column] for column in columns]
        rows = [
            row for row, one in enumerate(passages) if one.facet == facet.id and not one.is_test
        ]
        some = [passages[row] for row in rows]
        truth = truth_of(some, facet)
        if not _is_enough(some, truth):
            facets[facet.id] = _BY_HAND
            by_hand = ConceptModel(_INTERCEPT_BY_HAND, _THRESHOLD_BY_HAND)
            concepts |= dict.fromkeys(facet.concept_ids, by_hand)
            heads.append(_silent_head(sentences))
            continue
        groups = [one.group for one in some]
        is_named = facet.id in _NAMES
        found = (
            reader.find([one.text for one in some])
            if is_named
            else _found_as_if_unseen(reader, some)
        )
        held_out = np.zeros((len(rows), len(reader.taxonomy.concepts)), dtype=np.float32)
        held_out[:, columns] = _held_out_scores(found.vectors, truth, groups, sentences)
        data = _Data(
            reader.with_taught(found.features, held_out)[:, columns],
            truth,
            _applicable(some, facet, parents),
            parent_shares(facet, {key: shares[rows] for key, shares in parents.items()}, len(rows)),
            groups,
        )
        heads.append(_fit_head(found.vectors, truth, sentences))
        fitted, thresholds = _fit_facet(data, by_name=is_named)
        facets[facet.id] = FacetModel(fitted.signals, fitted.weights, taught=True)
        for concept, intercept, threshold in zip(
            facet.concept_ids, fitted.intercepts, thresholds, strict=True
        ):
            concepts[concept] = ConceptModel(intercept, max(float(threshold), _MORE_LIKELY))
    return FurtherModel(
        reader.taxonomy.version,
        reader.embedder.embedder_id,
        trained_on,
        facets,
        concepts,
        _joined(heads, reader.embedder.dimensions),
    )


def truth_of(passages: Sequence[FurtherPassage], facet: Facet) -> Truth:
    """Which passages have which labels, shape (passages, concepts)."""
    table = [[concept in one.labels for concept in facet.concept_ids] for one in passages]
    return np.array(table, dtype=np.bool_).reshape(len(passages), len(facet.concepts))


def _is_enough(passages: Sequence[FurtherPassage], truth: Truth) -> bool:
    groups = {one.group for one in passages}
    return len(groups) >= _FOLDS and int(truth.sum()) >= _FEWEST_POSITIVES and not truth.all()


def _applicable(
    passages: Sequence[FurtherPassage], facet: Facet, parents: Mapping[str, NDArray[np.float64]]
) -> Truth:
    """The cells to learn from: of a nested facet those under a rode draad that is there."""
    there = np.ones((len(passages), len(facet.concepts)), dtype=np.bool_)
    of = {concept.id: concept.domain for concept in facet.concepts}
    for row, one in enumerate(passages):
        present = {of.get(label, label) for label in one.labels}
        for column, concept in enumerate(facet.concepts):
            if concept.domain in parents:
                there[row, column] = concept.domain in present
    return there


def parent_shares(
    facet: Facet, parents: Mapping[str, NDArray[np.float64]], count: int
) -> NDArray[np.float64]:
    """What a concept's probability is multiplied by: 1 unless it belongs to a rode draad.

    Under a rode draad that is less than doubtful it is 0. Shape (passages, concepts).
    """
    shares = np.ones((count, len(facet.concepts)))
    for column, concept in enumerate(facet.concepts):
        if concept.domain and concept.domain in parents:
            above = parents[concept.domain]
            shares[:, column] = np.where(above >= DOUBT[0], above, 0.0)
    return shares


def _found_as_if_unseen(reader: FurtherReader, passages: Sequence[FurtherPassage]) -> Found:
    """The signals of passages, as if the terms had been chosen without sight of them.

    Who writes a passage may also write its words into the list of terms. So a term counts only
    where passages of another document hold it too, else terms would look surer than they are.
    """
    texts = [one.text for one in passages]
    readings = reader.read(texts)
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, reading in zip(passages, readings, strict=True):
        for concept, hits in reading.hits.items():
            for hit in hits:
                documents[concept, hit.term.text].add(one.group)
    shared = {term for term, groups in documents.items() if len(groups) > 1}
    unseen = [replace(reading, hits=_only(reading.hits, shared)) for reading in readings]
    return reader.measure(unseen, reader.embedder.encode_passages(texts))


def _only(hits: Mapping[str, Sequence[Hit]], terms: Set[tuple[str, str]]) -> dict[str, list[Hit]]:
    kept = {
        concept: [hit for hit in some if (concept, hit.term.text) in terms]
        for concept, some in hits.items()
    }
    return {concept: some for concept, some in kept.items() if some}


def _fit_head(vectors: Vectors, truth: Truth, sentences: Sequence[Vectors]) -> Head:
    """Ridge regression on passages and own sentences; its scores run from about 0 to 1."""
    from sklearn.linear_model import Ridge

    own = np.repeat(np.eye(len(sentences)), [len(one) for one in sentences], axis=0)
    model = Ridge(alpha=_PENALTY, solver="cholesky")
    model.fit(
        np.concatenate([vectors, *sentences]).astype(np.float64),
        np.concatenate([truth.astype(np.float64), own]),
    )
    weights = model.coef_.reshape(len(sentences), -1).T
    intercepts = np.broadcast_to(model.intercept_, len(sentences))
    return Head(weights.astype(np.float16), intercepts.astype(np.float16))


def _silent_head(sentences: Sequence[Vectors]) -> Head:
    """A head that says nothing."""
    width = sentences[0].shape[1]
    return Head(np.zeros((width, len(sentences)), np.float16), np.zeros(len(sentences), np.float16))


def _joined(heads: Sequence[Head], width: int) -> Head:
    """The heads of all facets side by side."""
    return Head(
        np.concatenate([np.zeros((width, 0), np.float16), *(one.weights for one in heads)], axis=1),
        np.concatenate([np.zeros(0, np.float16), *(one.intercepts for one in heads)]),
    )


def _held_out_scores(
    vectors: Vectors, truth: Truth, groups: Sequence[str], sentences: Sequence[Vectors]
) -> Scores:
    """What heads say of passages of documents that they did not see."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros(truth.shape, dtype=np.float32)
    for rows, others in GroupKFold(_FOLDS).split(groups, groups=groups):
        found[others] = _fit_head(vectors[rows], truth[rows], sentences).scores(vectors[others])
    return found


@dataclass(frozen=True, slots=True)
class _Data:
    """What one facet learns from; arrays have shape (passages, concepts, ...)."""

    features: Features
    truth: Truth
    applicable: Truth
    shares: NDArray[np.float64]
    groups: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Fitted:
    signals: tuple[str, ...]
    weights: tuple[float, ...]
    intercepts: tuple[float, ...]


def _fit_facet(data: _Data, *, by_name: bool) -> tuple[_Fitted, NDArray[np.float64]]:
    """The weights and thresholds of a facet.

    Terms alone decide of names, and wherever likeness does not surely add something to what is said
    of unseen documents.
    """
    held_out = {signals: _cross_fitted(data, signals) for signals in (TERM_SIGNALS, SIGNALS)}
    thresholds = {key: choose_thresholds(said, data.truth) for key, said in held_out.items()}
    decided = {key: said >= thresholds[key] for key, said in held_out.items()}
    is_worth_it = _is_surely_better(data.truth, decided[SIGNALS], decided[TERM_SIGNALS])
    signals = SIGNALS if is_worth_it and not by_name else TERM_SIGNALS
    return _fit_rows(data, np.arange(len(data.truth)), signals), thresholds[signals]


def _is_surely_better(truth: Truth, one: Truth, other: Truth) -> bool:
    """Whether F1 is higher in nearly all samples of the passages, drawn with replacement."""
    count = len(truth)
    draws = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=_DRAWS)
    scores = []
    for decided in (one, other):
        hits = draws @ (truth & decided).sum(axis=1)
        found = draws @ (truth.sum(axis=1) + decided.sum(axis=1))
        scores.append(2 * hits / np.maximum(found, 1))
    return int((scores[0] > scores[1]).sum()) >= _SURE * _DRAWS


def _cross_fitted(data: _Data, signals: tuple[str, ...]) -> NDArray[np.float64]:
    """Probabilities of every passage, weighed as learnt on other documents."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros(data.truth.shape)
    for rows, others in GroupKFold(_FOLDS).split(data.groups, groups=data.groups):
        fitted = _fit_rows(data, np.sort(rows), signals)
        logits = logits_of(data.features[others], fitted.signals, fitted.weights)
        found[others] = shares_of(logits + np.array(fitted.intercepts)) * data.shares[others]
    return found


def _fit_rows(data: _Data, rows: NDArray[np.int64], signals: tuple[str, ...]) -> _Fitted:
    """One logistic regression on the cells of some passages, rounded to four decimals."""
    from sklearn.linear_model import LogisticRegression

    features = data.features[rows][:, :, _places(signals)]
    count, concepts, width = features.shape
    which = np.tile(np.eye(concepts), (count, 1))
    flat = np.concatenate([features.reshape(count * concepts, width), which], axis=1)
    cells = data.applicable[rows].reshape(-1)
    model = LogisticRegression(C=_STRENGTH, solver="newton-cholesky", max_iter=200)
    model.fit(flat[cells], data.truth[rows].reshape(-1)[cells])
    found = np.round(model.coef_[0], 4).tolist()
    intercepts = np.round(model.coef_[0][width:] + model.intercept_[0], 4).tolist()
    return _Fitted(signals, tuple(found[:width]), tuple(intercepts))


def _places(signals: Sequence[str]) -> list[int]:
    return [SIGNALS.index(signal) for signal in signals]


def logits_of(
    features: Features, signals: Sequence[str], weights: Sequence[float]
) -> NDArray[np.float64]:
    """Weighed signals without the intercept, shape (passages, concepts)."""
    return np.asarray(features[..., _places(signals)] @ np.array(weights))


def shares_of(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))
