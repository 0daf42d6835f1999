"""How good labels are: precision, recall and F1 with support, and a bootstrap interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SEED = 20_240_930
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares in [0, 1] and the number of passages that should get the label."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by concept and in all; `interval` is the 95 % interval of micro-F1."""

    concepts: Mapping[str, Measured]
    micro: Measured
    macro_f1: float
    interval: tuple[float, float]
    without_label: int
    false_alarms: int


def measure(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    given: Sequence[frozenset[str]],
) -> Evaluation:
    """Compare labels with the truth, passage by passage; macro-F1 is over concepts with support.

    The interval draws passages with replacement (1,000 times, fixed seed).
    """
    if len(truth) != len(given):
        raise ValueError(f"{len(truth)} passages were judged and {len(given)} were labelled")
    right = _table(concepts, truth)
    said = _table(concepts, given)
    each = {
        concept: _measured(right[:, [column]], said[:, [column]])
        for column, concept in enumerate(concepts)
    }
    supported = [one.f1 for one in each.values() if one.support]
    silent = ~right.any(axis=1)
    return Evaluation(
        concepts=each,
        micro=_measured(right, said),
        macro_f1=float(np.mean(supported)) if supported else 0.0,
        interval=_interval(right, said),
        without_label=int(silent.sum()),
        false_alarms=int(said[silent].any(axis=1).sum()),
    )


def _table(concepts: Sequence[str], labels: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    rows = [[concept in row for concept in concepts] for row in labels]
    return np.array(rows, dtype=bool).reshape(len(labels), len(concepts))


def _measured(right: NDArray[np.bool_], said: NDArray[np.bool_]) -> Measured:
    hits, support, count = int((right & said).sum()), int(right.sum()), int(said.sum())
    return Measured(
        precision=hits / count if count else 0.0,
        recall=hits / support if support else 0.0,
        f1=2 * hits / (support + count) if support + count else 0.0,
        support=support,
    )


def _interval(right: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[float, float]:
    generator = np.random.default_rng(_SEED)
    draws = generator.integers(0, len(right), size=(_DRAWS, len(right)))
    hits, found = (right & said).sum(axis=1), right.sum(axis=1) + said.sum(axis=1)
    scores = 2 * hits[draws].sum(axis=1) / np.maximum(found[draws].sum(axis=1), 1)
    low, high = np.quantile(scores, [0.025, 0.975])
    return float(low), float(high)
