"""From probabilities to decisions: one threshold a concept, chosen on held-out predictions."""

import numpy as np
from numpy.typing import NDArray

_GRID = np.round(np.arange(0.15, 0.81, 0.01), 2)
_TRUST = 200
"""Positives that a concept needs before its own best threshold weighs as much as the common one."""
_RECALL_WEIGHT = 0.9
"""A label too many costs a reader a little more than one that is missed."""


def f_score(
    truth: NDArray[np.bool_],
    decided: NDArray[np.bool_],
    recall_weight: float = _RECALL_WEIGHT,
    weights: NDArray[np.float64] | None = None,
) -> float:
    """F over all cells, with recall so many times as important as precision (van Rijsbergen 1979).

    It is 0 when nothing is true and nothing decided. `weights` say how often each cell counts.
    """
    hits, square = _count(truth & decided, weights), recall_weight**2
    found = square * _count(truth, weights) + _count(decided, weights)
    return (1 + square) * hits / found if found else 0.0


def _count(cells: NDArray[np.bool_], weights: NDArray[np.float64] | None) -> float:
    return float(cells.sum() if weights is None else weights[cells].sum())


def choose_thresholds(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.bool_],
    weights: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Thresholds with the best F, one a column, drawn towards the common best where data is thin.

    Both arrays have shape (passages, concepts); the probabilities must come from models that did
    not see the passage. `weights`, of the same shape, say how often each cell counts: 0 where the
    truth is not known.
    """
    common = _best(probabilities, truth, weights)
    chosen = []
    for column in range(truth.shape[1]):
        some = None if weights is None else weights[:, [column]]
        own = _best(probabilities[:, [column]], truth[:, [column]], some)
        positives = _count(truth[:, [column]], some)
        weight = positives / (positives + _TRUST)
        chosen.append(round(weight * own + (1 - weight) * common, 2))
    return np.array(chosen)


def _best(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.bool_],
    weights: NDArray[np.float64] | None,
) -> float:
    scores = [f_score(truth, probabilities >= limit, weights=weights) for limit in _GRID]
    return float(_GRID[int(np.argmax(scores))])
