"""What models say of texts that they did not learn from: by that a model is measured.

The chances of the passages that ship with their labels are kept beside the shipped model: a text of
the sample corpus was learnt from too. A text that the model in use learnt from, and of which no
such chance is known, has no chance at all: it stays out of the figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.embed import EMBEDDED
from corpus.ids import text_key
from corpus.records import Judgement
from pipelines.models.model_in_use import SHIPPED_MODEL, folder_in_use, read_unseen

FILE = "unseen.npz"
_STEPS = 10_000
"""Chances are kept in whole steps of 1 / _STEPS."""

Probabilities = Mapping[str, Mapping[str, float]]
"""Probabilities (0-1) by concept, for each of many texts."""


def unseen_probabilities(models: Path, embedder: str = EMBEDDED) -> Probabilities:
    """For the texts that the model in use learnt from: probabilities by models that had not seen
    them, by `corpus.ids.text_key` and concept; empty for a text without. A text that is not in it
    was not learnt from.

    Raises UserProblem where what is kept with the model in use cannot be read.
    """
    folder, shipped = folder_in_use(models), _of_shipped(SHIPPED_MODEL)
    if folder is None and embedder == EMBEDDED:
        return shipped
    learnt = read_unseen(folder) if folder else {}
    without: dict[str, Mapping[str, float]] = {key: {} for key in shipped}
    return without | {key: one.probabilities for key, one in learnt.items()}


def unseen_by_passage(
    judgements: Iterable[Judgement], texts: Mapping[str, str], unseen: Probabilities
) -> dict[str, Mapping[str, float]]:
    """The unseen probabilities of judged passages, by passage_id, as far as there are any.

    A model learns from the text that was judged, not from what a later reading makes of it: so that
    text decides, and the text of now (`texts`, by passage_id) only where it is not known.
    """
    judged: dict[str, set[str]] = {}
    for one in judgements:
        judged.setdefault(one.passage_id, set()).add(one.anchor.text)
    found: dict[str, Mapping[str, float]] = {}
    for passage_id, anchors in judged.items():
        keys = [text_key(text) for text in (*sorted(anchors), texts[passage_id])]
        kept = next((unseen[key] for key in keys if key in unseen), None)
        if kept is not None:
            found[passage_id] = kept
    return found


def write_unseen_shipped(
    folder: Path,
    texts: Sequence[str],
    chances: NDArray[np.float64],
    concepts: Sequence[str],
    model_id: str,
) -> None:
    """Keep beside the shipped model what is said unseen of its passages: `chances` has shape
    (texts, concepts). Of a text that ships twice the first counts."""
    rows: dict[str, int] = {}
    for row, text in enumerate(texts):
        rows.setdefault(text_key(text), row)
    np.savez_compressed(
        folder / FILE,
        keys=np.array(list(rows)),
        chances=np.round(chances[list(rows.values())] * _STEPS).astype(np.uint16),
        concepts=np.array(concepts),
        model=np.array(model_id),
    )


@cache
def _of_shipped(folder: Path) -> Probabilities:
    with np.load(folder / FILE, allow_pickle=False) as arrays:
        concepts = arrays["concepts"].tolist()
        chances = (arrays["chances"] / _STEPS).tolist()
        return {
            key: dict(zip(concepts, row, strict=True))
            for key, row in zip(arrays["keys"].tolist(), chances, strict=True)
        }
