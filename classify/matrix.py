"""The one labelled matrix, from tagger to evaluation to export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LabelMatrix:
    """Rows x concepts, float32, columns in taxonomy order.

    A value is a probability in [0, 1]; NaN means that there was nothing to read, which is
    something else than a low probability.
    """

    rows: tuple[str, ...]
    concepts: tuple[str, ...]
    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.rows), len(self.concepts)):
            raise ValueError(
                f"{self.values.shape} is not {len(self.rows)} rows x {len(self.concepts)} concepts"
            )

    @classmethod
    def of(
        cls, scores: Mapping[str, Mapping[str, float] | None], concepts: Sequence[str]
    ) -> "LabelMatrix":
        """Build from scores by row; None for a row with nothing to read."""
        values = np.full((len(scores), len(concepts)), np.nan, dtype=np.float32)
        for place, row in enumerate(scores.values()):
            if row is not None:
                values[place] = [row[concept] for concept in concepts]
        return cls(tuple(scores), tuple(concepts), values)

    def only(self, concepts: Iterable[str]) -> "LabelMatrix":
        """The columns of some concepts, in the order of this matrix."""
        wanted = set(concepts)
        places = [place for place, concept in enumerate(self.concepts) if concept in wanted]
        kept = tuple(self.concepts[place] for place in places)
        return LabelMatrix(self.rows, kept, self.values[:, places])

    def decided(self, thresholds: Mapping[str, float]) -> NDArray[np.bool_]:
        """Which cells reach the threshold of their concept; NaN never does."""
        limits = np.array([thresholds[concept] for concept in self.concepts], dtype=np.float32)
        with np.errstate(invalid="ignore"):
            return np.asarray(self.values >= limits)
