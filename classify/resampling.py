"""How far a figure would move with other documents: a bootstrap that draws whole documents.

Passages of one document resemble one another, so a draw of passages would promise too much.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Table = NDArray[np.float64]

_SEED = 20_261_122
_DRAWS = 2000
_NEARLY_ALL = 0.95
"""Share of the draws in which there must be something to measure."""


def by_document(rows: Table, documents: Sequence[str]) -> Table:
    """Rows added up by their document: shape (documents, columns), by name of the document."""
    places = {name: place for place, name in enumerate(sorted(set(documents)))}
    table = np.zeros((len(places), rows.shape[1]))
    np.add.at(table, [places[name] for name in documents], rows)
    return table


def drawn(table: Table) -> Table:
    """The columns added up over the documents of each draw: shape (draws, columns).

    Documents are drawn with replacement, as many as there are; the same table gives the same
    draws.
    """
    return np.asarray(_times(len(table)) @ table)


@lru_cache(maxsize=64)
def _times(documents: int) -> Table:
    """How often each document is in each draw: shape (draws, documents)."""
    if not documents:
        return np.zeros((_DRAWS, 0))
    generator = np.random.default_rng(_SEED)
    even = np.full(documents, 1 / documents)
    return generator.multinomial(documents, even, size=_DRAWS).astype(np.float64)


def interval_of(scores: Table) -> Interval | None:
    """The 95 % interval of the scores of all draws; NaN is a draw with nothing to measure.

    None where too many draws have nothing to measure, or where all come to the same: then they
    cannot tell how sure the figure is.
    """
    known = scores[~np.isnan(scores)]
    if len(known) < _NEARLY_ALL * len(scores):
        return None
    low, high = map(float, np.quantile(known, [0.025, 0.975]))
    return (low, high) if low < high else None
