"""Whether probabilities keep their word: of all cells with 0.7, seven in ten should be true."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells with a probability from `low` to `high`; mean and share are 0 where there are none."""

    low: float
    high: float
    cells: int
    mean_probability: float
    share_true: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reliability by bin, with two sums of it, both in [0, 1] and best at 0.

    The Brier score is the mean squared distance of probability to truth. The expected error is the
    distance of mean probability to share of truths in a bin, weighed by its cells.
    """

    bins: tuple[Bin, ...]
    cells: int
    true_cells: int
    brier: float
    expected_error: float


def calibrate(probabilities: NDArray[np.float64], truth: NDArray[np.bool_]) -> Calibration:
    """Compare probabilities with the truth, cell by cell; both arrays have the same shape.

    Raises ValueError when they have not.
    """
    if probabilities.shape != truth.shape:
        raise ValueError(f"{probabilities.shape} probabilities for {truth.shape} judgements")
    chances, facts = probabilities.ravel(), truth.ravel()
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    bins = tuple(
        _bin(place, chances[places == place], facts[places == place]) for place in range(BINS)
    )
    cells = len(chances)
    apart = [abs(one.mean_probability - one.share_true) * one.cells for one in bins]
    return Calibration(
        bins, cells, int(facts.sum()), _mean((chances - facts) ** 2), fsum(apart) / max(cells, 1)
    )


def _bin(place: int, chances: NDArray[np.float64], facts: NDArray[np.bool_]) -> Bin:
    low, high = place / BINS, (place + 1) / BINS
    return Bin(low, high, len(chances), _mean(chances), _mean(facts))


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    """The mean by an exact sum, so that the order of cells has no influence; 0 of nothing."""
    plain: Sequence[float] = values.tolist()
    return fsum(plain) / max(len(plain), 1)
