"""The wording of a text as numbers: stems, compound parts and pairs of stems, weighed by rarity."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classify.words import Token

LEAST_TEXTS = 3
"""Texts that an entry must occur in; what occurs once or twice would be learnt by heart."""


def entries_of(tokens: Sequence[Token]) -> list[str]:
    """Stems, the parts of compounds, and pairs of stems that stand side by side."""
    stems = [token.stem for token in tokens]
    parts = [part for token in tokens for part in token.parts]
    return [*stems, *parts, *(f"{one} {other}" for one, other in pairwise(stems))]


@dataclass(frozen=True)
class Vocabulary:
    """Entries that count, and the weight of each: the rarer, the heavier."""

    entries: tuple[str, ...]
    rarity: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Sequence[Sequence[str]], least: int = LEAST_TEXTS) -> "Vocabulary":
        """The entries of at least so many texts, in alphabetical order."""
        counts = Counter(entry for text in texts for entry in set(text))
        kept = sorted(entry for entry, count in counts.items() if count >= least)
        shares = np.array([(1 + counts[entry]) / (1 + len(texts)) for entry in kept])
        return cls(tuple(kept), (1 - np.log(shares)).round(4).astype(np.float32))

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {entry: column for column, entry in enumerate(self.entries)}

    def matrix(self, texts: Iterable[Sequence[str]]) -> sparse.csr_matrix:
        """Rows of length one, shape (texts, entries); repetition counts logarithmically."""
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for text in texts:
            known = Counter(map(self._columns.get, text))
            known.pop(None, None)
            columns += known  # type: ignore[arg-type]
            counts += known.values()
            ends.append(len(columns))
        values = (1 + np.log(np.array(counts, dtype=np.float32))) * self.rarity[columns]
        rows = sparse.csr_matrix((values, columns, ends), (len(ends) - 1, len(self.entries)))
        return _of_length_one(rows)


def _of_length_one(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    rows.data *= np.repeat(scale, np.diff(rows.indptr)).astype(np.float32)
    return rows
