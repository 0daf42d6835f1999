"""Fitting heads: one regression a concept on one kind of feature, and how segments train one.

scikit-learn takes a second to load. Commands that only label load this module too, so only what
fits loads it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classify.linear_head import Head, Scores, best_of

Truth = NDArray[np.bool_]
Weights = NDArray[np.float64]
"""How often each label counts, shape (rows, concepts): 0 where it is not known."""

WORDING_STRENGTH = 20.0
VECTOR_PENALTY = 5.0
_SURE = 0.5
"""Log-odds from which a segment of a labelled passage counts as one that carries the label."""
_ROUNDS = 2
_STEPS, _MORE_STEPS = 500, 3000
_NEVER = -6.0
"""Log-odds of a concept without examples: a fifth of a percent."""


@dataclass(frozen=True, slots=True)
class _Examples:
    """What one concept is learnt from; `weights` is None where every example counts once."""

    inputs: Any
    truth: NDArray[np.bool_]
    weights: NDArray[np.float64] | None = None


def fit_head(
    inputs: Any, truth: Truth, strength: float = WORDING_STRENGTH, weights: Weights | None = None
) -> Head:
    """Fit on features (rows, features) and truth (rows, concepts).

    A row of which a label is not known (weight 0) teaches nothing of that concept.
    """
    return _fit_columns(
        (_known(inputs, truth, weights, column) for column in range(truth.shape[1])), strength
    )


def _known(inputs: Any, truth: Truth, weights: Weights | None, column: int) -> _Examples:
    """The rows of which the label of one concept is known."""
    if weights is None:
        return _Examples(inputs, truth[:, column])
    kept = weights[:, column] > 0
    return _Examples(inputs[kept], truth[kept, column], weights[kept, column])


def fit_vector_head(
    vectors: NDArray[np.float32], truth: Truth, weights: Weights | None = None
) -> Head:
    """Fit on unit vectors of shape (rows, d): ridge regression, all concepts in one solution.

    Its scores are no log-odds but run from about -1 to 1; a logistic regression on vectors was no
    better and took a hundred times as long with the vectors of a large model. With weights each
    concept has a solution of its own, on the rows of which its label is known.
    """
    from sklearn.linear_model import Ridge

    if weights is not None:
        return _vector_head_by_column(vectors, truth, weights)
    model = Ridge(alpha=VECTOR_PENALTY, solver="cholesky")
    model.fit(vectors.astype(np.float64), 2.0 * truth - 1.0)
    weights_found = model.coef_.reshape(truth.shape[1], -1).T
    intercepts = np.broadcast_to(model.intercept_, truth.shape[1:])
    return Head(weights_found.astype(np.float16), intercepts.astype(np.float16))


def _vector_head_by_column(vectors: NDArray[np.float32], truth: Truth, weights: Weights) -> Head:
    from sklearn.linear_model import Ridge

    exact = vectors.astype(np.float64)
    found, intercepts = [], []
    for column in range(truth.shape[1]):
        some = _known(exact, truth, weights, column)
        model = Ridge(alpha=VECTOR_PENALTY, solver="cholesky")
        model.fit(some.inputs, 2.0 * some.truth - 1.0, sample_weight=some.weights)
        found.append(model.coef_)
        intercepts.append(float(model.intercept_))
    return Head(np.stack(found, axis=1).astype(np.float16), np.array(intercepts, np.float16))


def fit_segment_head(
    segments: Any,
    owners: NDArray[np.int64],
    truth: Truth,
    clauses: Any,
    clause_truth: Truth,
    start: Head,
    weights: Weights | None = None,
) -> Head:
    """Fit on segments of which only the passage's labels are known (multiple-instance learning).

    A labelled passage has at least one segment that carries the label: the one that scores highest,
    and every other that scores well. Its other segments may or may not, so they are left out. All
    segments of passages without the label are examples against it. `owners` is the passage of each
    segment, `truth` that of the passages; `clauses` stand alone and are labelled themselves.
    `start` scores the segments in the first round. Segments of a passage of which a label is not
    known (`weights`, by passage) teach nothing of that concept; clauses count once.
    """
    head = start
    for _ in range(_ROUNDS):
        scores = head.scores(segments)
        columns = _segment_examples(segments, owners, truth, clauses, clause_truth, scores, weights)
        head = _fit_columns(columns, WORDING_STRENGTH)
    return head


def _segment_examples(
    segments: Any,
    owners: NDArray[np.int64],
    truth: Truth,
    clauses: Any,
    clause_truth: Truth,
    scores: Scores,
    weights: Weights | None,
) -> Iterator[_Examples]:
    """For each concept the segments to learn from, clauses included, and which carry it."""
    for column in range(truth.shape[1]):
        labelled = truth[owners, column]
        carries = labelled & _carriers(scores[:, column], owners, len(truth))
        kept, counts = ~labelled | carries, None
        if weights is not None:
            kept &= weights[owners, column] > 0
            counts = np.concatenate([weights[owners[kept], column], np.ones(len(clause_truth))])
        inputs = sparse.vstack([segments[kept], clauses]).tocsr()
        yield _Examples(inputs, np.concatenate([carries[kept], clause_truth[:, column]]), counts)


def _carriers(scores: Scores, owners: NDArray[np.int64], passages: int) -> NDArray[np.bool_]:
    best = best_of(scores[:, None], owners, passages)[:, 0]
    return (scores >= best[owners]) | (scores > _SURE)


def _fit_columns(columns: Iterable[_Examples], strength: float) -> Head:
    # One after the other: liblinear is not safe in threads.
    fitted = [_fit_one(examples, strength) for examples in columns]
    weights = np.stack([one for one, _ in fitted], axis=1)
    return Head(weights.astype(np.float16), np.array([one for _, one in fitted], np.float16))


def _fit_one(examples: _Examples, strength: float) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression

    inputs, truth = examples.inputs, examples.truth
    if not truth.any() or truth.all():
        return np.zeros(inputs.shape[1]), -_NEVER if truth.any() else _NEVER
    # liblinear's steps are drawn by chance: a fixed seed makes the same weights of the same input.
    # Judged passages weigh more than others, and then it takes more of these steps.
    steps = _STEPS if examples.weights is None else _MORE_STEPS
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=steps, random_state=0
    )
    model.fit(inputs, truth, sample_weight=examples.weights)
    return model.coef_[0], float(model.intercept_[0])
