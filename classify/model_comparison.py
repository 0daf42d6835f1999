"""Whether a new model is better than the one in use, on passages that neither learnt from.

The two are compared on the same passages: what documents have in common, makes them good or bad for
both. So documents are drawn, not passages, and in each draw both are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classify.evaluate import ENOUGH, Evaluation, Interval, measure
from classify.resampling import Table, by_document, drawn

SURE_ENOUGH = 0.9
"""Share of the draws in which the new model must be better."""
ENOUGH_DOCUMENTS = 8
"""Documents with labels that are needed to decide. Of two models that are equally good the new one
is called better in 20 % of the comparisons on 2 documents, 15 % on 3 to 5, and from 8 in the 10 %
that SURE_ENOUGH allows."""


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """Two models on the same judged passages.

    `documents` are those with a true label. `difference` is micro-F1 of the new one less that of
    the old, with its 95 % interval over draws of documents; `share_better` the share of those draws
    in which the new one is better. Both are None where nothing can be drawn.
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
        """Whether there are enough labels, and in enough documents, to decide on."""
        return self.labels >= ENOUGH and self.has_enough_documents

    @property
    def has_enough_documents(self) -> bool:
        """Whether the labels stand in enough documents: one document is one chance event."""
        return self.documents >= ENOUGH_DOCUMENTS

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
    within = frozenset(concepts)
    labels = np.array([len(one & within) for one in truth], dtype=np.float64)
    both = [_counts(within, truth, given) for given in (before, after)]
    columns = np.column_stack([labels, *both])
    table = by_document(columns, groups)
    hits_before, sums_before, hits_after, sums_after = drawn(table)[:, 1:].T
    with np.errstate(invalid="ignore"):
        gains = 2 * hits_after / sums_after - 2 * hits_before / sums_before
    gains = gains[~np.isnan(gains)]
    interval, share = None, None
    if len(gains):
        low, high = np.quantile(gains, [0.025, 0.975])
        interval, share = (float(low), float(high)), float((gains > 0).mean())
    documents = int((table[:, 0] > 0).sum())
    return ModelComparison(measured[0], measured[1], documents, interval, share)


def _counts(
    within: frozenset[str], truth: Sequence[frozenset[str]], given: Sequence[frozenset[str]]
) -> Table:
    """Hits, and labels given and true together, of each passage: shape (passages, 2)."""
    rows = [
        (len(right & said & within), len(right & within) + len(said & within))
        for right, said in zip(truth, given, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 2)
