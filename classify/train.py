"""Fit the tagger on labelled passages, on a CPU, without a network.

Two stages. The wording heads do not depend on the embedder: they take minutes, and what they say of
passages that they did not see is kept. The rest (a head on vectors, the weighing of all heads, the
thresholds) takes seconds, so another embedder is soon fitted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy import sparse

from classify.heads import (
    Truth,
    Weights,
    fit_head,
    fit_segment_head,
    fit_vector_head,
)
from classify.held_out import FittedWording, HeldOut
from classify.linear_head import Head, Scores
from classify.model import ConceptModel, TaggerModel
from classify.signals import (
    Features,
    Signals,
    WordingInputs,
    WordingReader,
    heading_probabilities,
    lengths,
    score_segments,
    stack_features,
)
from classify.threshold import choose_thresholds
from classify.wording import Vocabulary, entries_of
from taxonomy.concept import Taxonomy

_FOLDS = 5
_STRENGTH = 1.0
_ENOUGH_SETTLED = 500


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage with the labels it should get; `group` keeps a document on one side of a split.

    A clause is no passage: it teaches the heads which words carry a label, but nothing is weighed
    or chosen on it. A settled passage was labelled twice, by readers who did not know of each
    other, and where they differed a third decided; or by people who had not seen what the model
    says. Of concepts that are not in `known` the passage teaches nothing (None: all are known), and
    the others count `weight` times.
    """

    text: str
    labels: frozenset[str]
    group: str
    heading: str = ""
    is_clause: bool = False
    is_settled: bool = False
    known: frozenset[str] | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class FittedFacet:
    """How the signals of one facet are weighed: one weight a feature, one intercept a concept."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the signals of every facet are weighed, and from which probability labels are given.

    `thresholds` has shape (concepts,), in taxonomy order.
    """

    facets: Mapping[str, FittedFacet]
    thresholds: NDArray[np.float64]


@dataclass(frozen=True)
class WordingData:
    """What the wording heads learn from: passages read once, and clauses.

    `truth` has shape (passages, concepts), `clause_truth` (clauses, concepts); `headings`, `groups`
    and `words` follow the passages, as `weights` does where not every label counts once.
    """

    vocabulary: Vocabulary
    inputs: WordingInputs
    truth: Truth
    clauses: Any
    clause_truth: Truth
    headings: Sequence[str]
    groups: Sequence[str]
    words: NDArray[np.float64]
    weights: Weights | None = None


def wording_data(reader: WordingReader, passages: Sequence[LabelledPassage]) -> WordingData:
    """Read all passages. Raises ValueError with fewer than five documents.

    The vocabulary and its rarities are those of all texts: they know no labels.
    """
    whole = [one for one in passages if not one.is_clause]
    clauses = [one for one in passages if one.is_clause]
    groups = _groups(whole)
    readings = reader.read([one.text for one in whole])
    clause_readings = reader.read([one.text for one in clauses])
    texts = [entries_of(one.tokens) for one in (*readings, *clause_readings)]
    vocabulary = Vocabulary.fit(texts)
    return WordingData(
        vocabulary,
        reader.inputs(readings, vocabulary),
        truth_of(whole, reader.taxonomy),
        reader.inputs(clause_readings, vocabulary).passages,
        truth_of(clauses, reader.taxonomy),
        [one.heading for one in whole],
        groups,
        lengths(readings),
        weights_of(whole, reader.taxonomy),
    )


def fit_wording(reader: WordingReader, passages: Sequence[LabelledPassage]) -> FittedWording:
    """Fit the wording heads. Raises ValueError with fewer than five documents."""
    data = wording_data(reader, passages)
    passage_head, segment_head = fit_heads(data, np.arange(len(data.truth)))
    held_out = _held_out(reader, data)
    return FittedWording(data.vocabulary, passage_head, segment_head, held_out, data.words)


def fit_tagger(
    reader: WordingReader,
    wording: FittedWording,
    passages: Sequence[LabelledPassage],
    vectors: NDArray[np.float32],
    embedder_id: str,
    trained_on: str,
) -> TaggerModel:
    """Fit the vector head, the weights of a facet and the thresholds; `vectors` follow `passages`.

    The same passages and vectors give the same model.
    """
    whole = [one for one in passages if not one.is_clause]
    features = held_out_features(passages, wording, vectors, reader.taxonomy)
    heads = (
        wording.passage_head,
        wording.segment_head,
        fit_vector_head(vectors, truth_of(passages, reader.taxonomy)),
    )
    return model_of(
        reader.taxonomy,
        wording.vocabulary,
        heads,
        fit_weighing(features, whole, reader.taxonomy),
        embedder_id,
        trained_on,
    )


def fit_weighing(
    features: Features, whole: Sequence[LabelledPassage], taxonomy: Taxonomy
) -> Weighing:
    """Weigh the held-out features of whole passages, shape (passages, concepts, FEATURES), and
    choose thresholds on probabilities that are learnt on other documents."""
    truth, groups, weights = truth_of(whole, taxonomy), _groups(whole), weights_of(whole, taxonomy)
    judged = most_trusted(whole)
    facets: dict[str, FittedFacet] = {}
    thresholds = np.zeros(truth.shape[1])
    for facet, columns in taxonomy.facet_columns:
        own, some = truth[:, columns], None if weights is None else weights[:, columns]
        facets[facet.id] = fit_facet(features[:, columns], own, some)
        held_out = cross_fitted(features[:, columns], own, groups, some)
        thresholds[columns] = choose_thresholds(
            held_out[judged], own[judged], None if some is None else some[judged]
        )
    return Weighing(facets, thresholds)


def model_of(
    taxonomy: Taxonomy,
    vocabulary: Vocabulary,
    heads: tuple[Head, Head, Head],
    weighing: Weighing,
    embedder_id: str,
    trained_on: str,
) -> TaggerModel:
    """The fitted parts as one model; `heads` are those on passages, segments and vectors."""
    concepts: dict[str, ConceptModel] = {}
    for facet, columns in taxonomy.facet_columns:
        intercepts = weighing.facets[facet.id].intercepts
        for concept, intercept, column in zip(facet.concept_ids, intercepts, columns, strict=True):
            threshold = float(weighing.thresholds[column])
            concepts[concept] = ConceptModel(_short(intercept), threshold)
    return TaggerModel(
        taxonomy.version,
        embedder_id,
        trained_on,
        vocabulary,
        *heads,
        {name: tuple(map(_short, one.weights)) for name, one in weighing.facets.items()},
        concepts,
    )


def most_trusted(passages: Sequence[LabelledPassage]) -> NDArray[np.int64]:
    """The passages to choose thresholds on: the settled ones, all where there are too few.

    One reader overlooks labels, instruments above all; thresholds chosen on that are too high.
    """
    settled = np.flatnonzero([one.is_settled for one in passages])
    return settled if len(settled) >= _ENOUGH_SETTLED else np.arange(len(passages))


def held_out_features(
    passages: Sequence[LabelledPassage],
    wording: FittedWording,
    vectors: NDArray[np.float32],
    taxonomy: Taxonomy,
) -> Features:
    """Features of the whole passages, every score by heads that did not see the document."""
    kept = wording.held_out
    signals = Signals(
        passage=kept.passage,
        segment=kept.segment,
        leads=kept.leads,
        vector=held_out_vectors(passages, vectors, taxonomy),
        headings=kept.headings,
        excluded=kept.excluded,
        words=wording.words,
    )
    return stack_features(signals, taxonomy)


def _groups(passages: Sequence[LabelledPassage]) -> list[str]:
    groups = [passage.group for passage in passages]
    if len(set(groups)) < _FOLDS:
        raise ValueError(f"at least {_FOLDS} documents are needed, not {len(set(groups))}")
    return groups


def truth_of(passages: Sequence[LabelledPassage], taxonomy: Taxonomy) -> Truth:
    """Which passages have which labels, shape (passages, concepts)."""
    concepts = taxonomy.concept_ids
    table = [[concept in passage.labels for concept in concepts] for passage in passages]
    return np.array(table, dtype=np.bool_).reshape(len(passages), len(concepts))


def weights_of(passages: Sequence[LabelledPassage], taxonomy: Taxonomy) -> Weights | None:
    """How often each label counts, shape (passages, concepts): 0 where it is not known. None where
    every label is known and counts once."""
    if all(one.known is None and one.weight == 1 for one in passages):
        return None
    table = [
        [
            one.weight * (one.known is None or concept in one.known)
            for concept in taxonomy.concept_ids
        ]
        for one in passages
    ]
    return np.array(table, dtype=np.float64)


def fit_heads(data: WordingData, rows: NDArray[np.int64]) -> tuple[Head, Head]:
    """The heads on passages and on segments, on some of the passages and all clauses."""
    inputs = sparse.vstack([data.inputs.passages[rows], data.clauses]).tocsr()
    counts = None if data.weights is None else data.weights[rows]
    every = None if counts is None else np.concatenate([counts, np.ones(data.clause_truth.shape)])
    passage_head = fit_head(
        inputs, np.concatenate([data.truth[rows], data.clause_truth]), weights=every
    )
    chosen = np.flatnonzero(np.isin(data.inputs.owners, rows))
    owners = np.searchsorted(rows, data.inputs.owners[chosen])
    segment_head = fit_segment_head(
        data.inputs.segments[chosen],
        owners,
        data.truth[rows],
        data.clauses,
        data.clause_truth,
        passage_head,
        counts,
    )
    return passage_head, segment_head


def fit_each(data: WordingData, parts: Sequence[NDArray[np.int64]]) -> Iterator[tuple[Head, Head]]:
    """The heads on each of several sets of rows, in order, fitted beside one another."""
    # In processes: liblinear is not safe in threads.
    side_by_side = Parallel(n_jobs=-1, return_as="generator")
    yield from side_by_side(delayed(fit_heads)(data, rows) for rows in parts)


def _held_out(reader: WordingReader, data: WordingData) -> HeldOut:
    """Scores by heads that saw no passage of the document."""
    shape = data.truth.shape
    passage, segment, leads, by_heading = (np.zeros(shape, np.float32) for _ in range(4))
    excluded = np.zeros(shape, np.bool_)
    split = list(folds(data.groups))
    fitted = fit_each(data, [rows for rows, _ in split])
    for (_, others), (passage_head, segment_head) in zip(split, fitted, strict=True):
        scored = score_segments(segment_head, data.inputs, reader.taxonomy)
        passage[others] = passage_head.scores(data.inputs.passages[others])
        segment[others], leads[others] = scored.best[others], scored.leads[others]
        excluded[others] = scored.excluded[others]
        some = [data.headings[row] for row in others]
        by_heading[others] = heading_probabilities(reader, data.vocabulary, segment_head, some)
    return HeldOut(passage, segment, leads, excluded, by_heading).rounded()


def held_out_vectors(
    passages: Sequence[LabelledPassage], vectors: NDArray[np.float32], taxonomy: Taxonomy
) -> Scores:
    """Scores of whole passages by heads on vectors that did not see the document."""
    is_clause = np.array([one.is_clause for one in passages])
    truth, clauses = truth_of(passages, taxonomy), np.flatnonzero(is_clause)
    whole = np.flatnonzero(~is_clause)
    scores = np.zeros((len(whole), truth.shape[1]), dtype=np.float32)
    for rows, others in folds([one.group for one in passages if not one.is_clause]):
        chosen = np.concatenate([whole[rows], clauses])
        head = fit_vector_head(vectors[chosen], truth[chosen])
        scores[others] = head.scores(vectors[whole[others]])
    return scores


def folds(groups: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to fit on and rows to score, with every group on one side."""
    from sklearn.model_selection import GroupKFold

    for rows, others in GroupKFold(_FOLDS).split(groups, groups=groups):
        yield np.sort(rows), np.sort(others)


def fit_facet(features: Features, truth: Truth, weights: Weights | None = None) -> FittedFacet:
    """One logistic regression for all concepts of a facet, with an intercept for each.

    Cells with weight 0 are not known, and left out.
    """
    from sklearn.linear_model import LogisticRegression

    rows, concepts, width = features.shape
    which = np.tile(np.eye(concepts), (rows, 1))
    flat = np.concatenate([features.reshape(rows * concepts, width), which], axis=1)
    facts, counts = truth.reshape(-1), None
    if weights is not None:
        known = weights.reshape(-1) > 0
        flat, facts, counts = flat[known], facts[known], weights.reshape(-1)[known]
    model = LogisticRegression(C=_STRENGTH, solver="newton-cholesky", max_iter=100)
    model.fit(flat, facts, sample_weight=counts)
    coefficients = model.coef_[0]
    return FittedFacet(coefficients[:width], coefficients[width:] + model.intercept_[0])


def probabilities_of(fitted: FittedFacet, features: Features) -> NDArray[np.float64]:
    """Probabilities of shape (passages, concepts)."""
    logits = features @ fitted.weights + fitted.intercepts
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def cross_fitted(
    features: Features, truth: Truth, groups: Sequence[str], weights: Weights | None = None
) -> NDArray[np.float64]:
    """Probabilities for every passage, weighed as learnt on other documents."""
    found = np.zeros(truth.shape)
    for rows, others in folds(groups):
        some = None if weights is None else weights[rows]
        fitted = fit_facet(features[rows], truth[rows], some)
        found[others] = probabilities_of(fitted, features[others])
    return found


def _short(value: float) -> float:
    """Four decimals are plenty, and keep the model file readable and stable."""
    return round(float(value), 4)
