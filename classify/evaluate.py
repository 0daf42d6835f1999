"""How good labels are: precision, recall and F1 with support, each with a bootstrap interval."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ENOUGH = 30
"""Labels that a figure must rest on before it says something about other passages."""

_SEED = 20_240_930
_DRAWS = 1000
_NO_INTERVAL = (0.0, 0.0)

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Labels counted against the truth; `support` is how many should be given.

    `interval` is the 95 % interval of F1, (0, 0) where there is nothing to measure.
    """

    hits: int
    given: int
    support: int
    interval: Interval = _NO_INTERVAL

    @property
    def precision(self) -> float:
        """Share in [0, 1] of the given labels that is right; 0 when none was given."""
        return self.hits / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share in [0, 1] of the true labels that was given; 0 when there are none."""
        return self.hits / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        found = self.given + self.support
        return 2 * self.hits / found if found else 0.0

    @property
    def too_few(self) -> bool:
        """Whether the figures rest on too few labels to be quoted."""
        return self.support < ENOUGH


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by concept and in all.

    `micro` counts all labels together; the macro-F1 is the mean over concepts with support.
    `false_alarms` are passages without a true label that got one all the same.
    """

    passages: int
    concepts: Mapping[str, Measured]
    micro: Measured
    macro_f1: float
    macro_interval: Interval
    without_label: int
    false_alarms: int

    @property
    def false_alarm_share(self) -> float:
        """Share in [0, 1] of the passages without a true label; 0 when there are none."""
        return self.false_alarms / self.without_label if self.without_label else 0.0


def measure(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    given: Sequence[frozenset[str]],
) -> Evaluation:
    """Compare labels with the truth, passage by passage; the order of passages has no influence.

    The intervals draw passages with replacement (1,000 times, fixed seed). Raises ValueError when
    the two differ in length.
    """
    if len(truth) != len(given):
        raise ValueError(f"{len(truth)} passages were judged and {len(given)} were labelled")
    right, said = _table(concepts, truth), _table(concepts, given)
    counts = np.stack([right & said, said, right], axis=1).sum(axis=0)
    drawn = _drawn(right, said)
    each = {
        concept: _measured(counts[:, column], drawn[:, :, column])
        for column, concept in enumerate(concepts)
    }
    supported = [one.f1 for one in each.values() if one.support]
    silent = ~right.any(axis=1)
    return Evaluation(
        passages=len(truth),
        concepts=each,
        micro=_measured(counts.sum(axis=1), drawn.sum(axis=2)),
        macro_f1=float(np.mean(supported)) if supported else 0.0,
        macro_interval=_interval(_macro_f1(drawn)),
        without_label=int(silent.sum()),
        false_alarms=int(said[silent].any(axis=1).sum()),
    )


def measure_groups(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    given: Sequence[frozenset[str]],
    groups: Sequence[str],
) -> dict[str, Evaluation]:
    """Measure the passages of each group apart, the largest group first; `groups` names one a
    passage."""
    order = sorted(Counter(groups).items(), key=lambda group: (-group[1], group[0]))
    found = {}
    for name, _ in order:
        places = [place for place, group in enumerate(groups) if group == name]
        found[name] = measure(
            concepts, [truth[place] for place in places], [given[place] for place in places]
        )
    return found


def rolled_up(labels: Sequence[frozenset[str]], parents: Mapping[str, str]) -> list[frozenset[str]]:
    """Labels replaced by what they belong to; labels without a parent fall away."""
    return [frozenset(parents[label] for label in row if label in parents) for row in labels]


def _table(concepts: Sequence[str], labels: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    rows = [[concept in row for concept in concepts] for row in labels]
    return np.array(rows, dtype=bool).reshape(len(labels), len(concepts))


def _measured(counts: NDArray[np.int64], drawn: NDArray[np.float64]) -> Measured:
    hits, given, support = map(int, counts)
    return Measured(hits, given, support, _interval(_f1(drawn)))


def _drawn(right: NDArray[np.bool_], said: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Hits, given and true labels of each concept in each draw: shape (draws, 3, concepts).

    Passages that look the same are drawn as one lot, so that their order has no influence.
    """
    passages, concepts = right.shape
    if not passages:
        return np.zeros((_DRAWS, 3, concepts))
    lots, sizes = np.unique(np.stack([said, right], axis=1), axis=0, return_counts=True)
    counted = np.concatenate([lots.all(axis=1, keepdims=True), lots], axis=1)
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(passages, sizes / passages, size=_DRAWS)
    return np.tensordot(draws.astype(np.float64), counted.astype(np.float64), axes=1)


def _f1(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each draw; NaN in a draw with no label at all, true or given, says nothing of F1."""
    hits, found = drawn[:, 0], drawn[:, 1] + drawn[:, 2]
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * hits / found)


def _macro_f1(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    supported = drawn[:, 2] > 0
    total = np.where(supported, _f1(drawn), 0.0).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / supported.sum(axis=1))


def _interval(scores: NDArray[np.float64]) -> Interval:
    known = scores[~np.isnan(scores)]
    if not len(known):
        return _NO_INTERVAL
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
