"""A linear model on passage vectors: one logistic regression a concept."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

_STRENGTH = 1.0
_SCALE = 2.0
"""Vectors have length one; twice that suits the strength of the penalty."""
_FOLDS = 8


def fit_linear(
    vectors: NDArray[np.float32], truth: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit on vectors (passages, d) and truth (passages, concepts).

    Returns weights (concepts, d) and intercepts (concepts,). A concept that no passage or every
    passage has gets weights of zero.
    """
    inputs = _SCALE * vectors.astype(np.float64)
    weights = np.zeros((truth.shape[1], vectors.shape[1]))
    intercepts = np.zeros(truth.shape[1])
    for column in range(truth.shape[1]):
        if len(set(truth[:, column])) == 2:
            model = LogisticRegression(C=_STRENGTH, max_iter=2000)
            model.fit(inputs, truth[:, column])
            weights[column] = _SCALE * model.coef_[0]
            intercepts[column] = model.intercept_[0]
    return weights, intercepts


def held_out_linear(
    vectors: NDArray[np.float32], truth: NDArray[np.bool_], groups: Sequence[str]
) -> NDArray[np.float64]:
    """Scores of shape (passages, concepts) by models that saw no passage of the same document."""
    scores = np.zeros(truth.shape)
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    for train, test in folds.split(vectors, groups=groups):
        weights, intercepts = fit_linear(vectors[train], truth[train])
        scores[test] = vectors[test].astype(np.float64) @ weights.T + intercepts
    return scores
