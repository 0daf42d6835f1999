"""A head at work: weights that score, without what fits them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of shape (features, concepts) in half precision and an intercept a concept."""

    weights: NDArray[np.float16]
    intercepts: NDArray[np.float16]

    def scores(self, inputs: Any) -> Scores:
        """Log-odds of shape (rows, concepts) for a dense or sparse matrix of features."""
        product = inputs @ self.weights.astype(np.float32)
        found: Scores = np.asarray(product + self.intercepts.astype(np.float32), dtype=np.float32)
        return found


def best_of(scores: Scores, owners: NDArray[np.int64], passages: int) -> Scores:
    """The highest score among the segments of each passage; shape (passages, concepts).

    A passage without segments gets minus infinity.
    """
    best = np.full((passages, scores.shape[1]), -np.inf, dtype=np.float32)
    np.maximum.at(best, owners, scores)
    return best
