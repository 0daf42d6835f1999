"""Whether a new model is better than the one in use, on passages that neither learnt from.

The two are compared on the same passages: what documents have in common, makes them good or bad for
both. So documents are drawn, not passages, and in each draw both are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluate import ENOUGH, Evaluation, Interval, measure

SURE_ENOUGH = 0.9
"""Share of the draws in which the new model must be better."""
_DRAWS = 2000
_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """Two models on the same judged passages.

    `difference` is micro-F1 of the new one less that of the old, with its 95 % interval over draws
    of documents; `share_better` the share of those draws in which the new one is better. Both are
    None where nothing can be drawn.
    """

    before: Evaluation
    after: Evaluation
    documents: int
    interval: Interval | None
    share_better: float | None

    @property
    def difference(self) -> float:
        """Micro-F1 of the new model less that of the old."""
        return self.after.micro.f1 - self.before.micro.f1

    @property
    def labels(self) -> int:
        """True labels that both are measured on."""
        return self.before.micro.support

    @property
    def has_enough(self) -> bool:
        """Whether the labels are enough to decide on."""
        return self.labels >= ENOUGH

    @property
    def is_better(self) -> bool:
        """Whether the new model is better, and was so in nearly all draws."""
        surely = self.share_better is not None and self.share_better >= SURE_ENOUGH
        return self.has_enough and self.difference > 0 and surely


def compare_models(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    before: Sequence[frozenset[str]],
    after: Sequence[frozenset[str]],
    groups: Sequence[str],
) -> ModelComparison:
    """Compare labels of two models with the truth; `groups` names the document of each passage.

    The order of passages has no influence. Raises ValueError when the lengths differ.
    """
    measured = [measure(concepts, truth, given) for given in (before, after)]
    names = sorted(set(groups))
    counts = _counts(concepts, truth, (before, after), [names.index(one) for one in groups])
    drawn = _drawn_f1(counts, len(names))
    known = drawn[~np.isnan(drawn).any(axis=1)]
    interval, share = None, None
    if len(known):
        gains = known[:, 1] - known[:, 0]
        low, high = np.quantile(gains, [0.025, 0.975])
        interval, share = (float(low), float(high)), float((gains > 0).mean())
    return ModelComparison(measured[0], measured[1], len(names), interval, share)


def _counts(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    models: Sequence[Sequence[frozenset[str]]],
    places: Sequence[int],
) -> NDArray[np.float64]:
    """Hits and labels (given and true) of each document, shape (documents, models, 2)."""
    within = frozenset(concepts)
    found = np.zeros((max(places, default=-1) + 1, len(models), 2))
    for number, model in enumerate(models):
        for place, right, said in zip(places, truth, model, strict=True):
            right, said = right & within, said & within
            found[place, number] += (len(right & said), len(right) + len(said))
    return found


def _drawn_f1(counts: NDArray[np.float64], documents: int) -> NDArray[np.float64]:
    """Micro-F1 of both models in draws of documents with replacement, shape (draws, models); NaN
    in a draw without any label."""
    if not documents:
        return np.zeros((0, counts.shape[1]))
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(documents, [1 / documents] * documents, size=_DRAWS)
    totals = np.tensordot(draws.astype(np.float64), counts, axes=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * totals[..., 0] / totals[..., 1])
