"""How sure a share is: 95 % intervals that are the same on every machine.

Wilson for counts of deals. For counts of passages Wilson with the design effect of Rao and Scott
(1992), because passages of one deal resemble one another and say less than as many loose ones. For
figures that are no shares (lift, Jaccard) a bootstrap over deals with a fixed seed.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 20240930
Z = 1.959963984540054
"""Standard errors of a normal distribution on either side of a 95 % interval."""
LEVELS = (2.5, 97.5)
"""Percentiles of a 95 % interval."""


class Interval(NamedTuple):
    """From `low` up to `high`."""

    low: float
    high: float


def wilson(hits: float, total: float) -> Interval | None:
    """The interval (0-1) of `hits` of `total`; None when there is nothing to take a share of."""
    if total <= 0:
        return None
    low, high = _wilson(np.asarray(hits / total), np.asarray(float(total)))
    return Interval(round(float(low), 4), round(float(high), 4))


def clustered_wilson(hits: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Intervals (0-1) of shares whose observations come in clusters.

    `hits` and `totals` hold a row a cluster (deal) and end in the same, arbitrary shape, which is
    that of both results. NaN where there is nothing to take a share of.
    """
    hit, total = hits.sum(axis=0), totals.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hit / total
        clusters = np.count_nonzero(totals, axis=0)
        spread = np.square(hits - totals * share).sum(axis=0) / np.square(total)
        between = spread * clusters / np.maximum(clusters - 1, 1)
        effect = between * total / (share * (1 - share))
    effect = np.where(np.isfinite(effect) & (clusters > 1), np.maximum(effect, 1.0), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _wilson(share, total / effect)
    return np.round(low, 4), np.round(high, 4)


def _wilson(share: Floats, total: Floats) -> tuple[Floats, Floats]:
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z * np.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    half /= 1 + Z**2 / total
    return np.clip(middle - half, 0.0, share), np.clip(middle + half, share, 1.0)


def difference(hits: tuple[int, int], totals: tuple[int, int]) -> Interval | None:
    """The interval (-1 to 1) of the second share less the first, after Newcombe (1998); None when
    one of the two does not exist."""
    first, second = wilson(hits[0], totals[0]), wilson(hits[1], totals[1])
    if first is None or second is None:
        return None
    one, two = hits[0] / totals[0], hits[1] / totals[1]
    low = two - one - math.hypot(two - second.low, first.high - one)
    high = two - one + math.hypot(second.high - two, one - first.low)
    return Interval(round(low, 4), round(high, 4))


def resampled(units: int, draws: int = DRAWS) -> Floats:
    """How often each unit is drawn in each of `draws` samples with replacement: draws x units."""
    if units == 0:
        return np.zeros((draws, 0))
    generator = np.random.default_rng(SEED)
    return generator.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def percentile_bounds(values: Floats, found: Floats) -> tuple[Floats, Floats]:
    """The middle 95 % of `values` (a row a draw); NaN where fewer than half of the draws have a
    value. Bounds never leave out what was `found`: percentiles of a skewed figure can."""
    with np.errstate(invalid="ignore"):
        enough = np.isfinite(values).sum(axis=0) * 2 >= len(values)
    kept = np.where(enough, values, 0.0)
    low, high = np.nanpercentile(kept, LEVELS, axis=0)
    low, high = np.minimum(low, found), np.maximum(high, found)
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)
