"""What the wording heads say of the training passages that they did not see, kept in a file.

With it a tagger for another embedder is fitted in seconds: the wording heads stay as they are.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.linear_head import Head, Scores
from classify.model import TaggerModel
from classify.wording import Vocabulary

FILE = "held_out.npz"
_BOUND = 99.0
_DECIMALS = 3
"""Scores are rounded, so that the file is small and a fit from it is the fit without it."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What heads say of passages whose document they did not see; all (passages, concepts)."""

    passage: Scores
    segment: Scores
    leads: Scores
    excluded: NDArray[np.bool_]
    headings: NDArray[np.float32]

    def rounded(self) -> "HeldOut":
        """The same in few decimals."""
        return HeldOut(
            _rounded(np.clip(self.passage, -_BOUND, _BOUND)),
            _rounded(np.clip(self.segment, -_BOUND, _BOUND)),
            _rounded(self.leads),
            self.excluded,
            _rounded(self.headings),
        )


def _rounded(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.round(scores, _DECIMALS), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class FittedWording:
    """The wording heads, and what they say of the training passages held out.

    `words` are the lengths of those passages.
    """

    vocabulary: Vocabulary
    passage_head: Head
    segment_head: Head
    held_out: HeldOut
    words: NDArray[np.float64]


def write_held_out(folder: Path, wording: FittedWording) -> None:
    """Write the held-out scores beside a model."""
    kept = wording.held_out
    np.savez_compressed(
        folder / FILE,
        passage=kept.passage,
        segment=kept.segment,
        leads=kept.leads,
        excluded=kept.excluded,
        headings=kept.headings,
        words=wording.words,
    )


def read_wording(folder: Path, model: TaggerModel) -> FittedWording:
    """The wording heads of a model with what was kept beside it."""
    with np.load(folder / FILE, allow_pickle=False) as arrays:
        held_out = HeldOut(
            arrays["passage"],
            arrays["segment"],
            arrays["leads"],
            arrays["excluded"],
            arrays["headings"],
        )
        words = arrays["words"]
    return FittedWording(model.vocabulary, model.passage_head, model.segment_head, held_out, words)


def has_held_out(folder: Path) -> bool:
    """Whether the scores were kept."""
    return (folder / FILE).is_file()
