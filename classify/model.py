"""The fitted part of the tagger: a folder with readable JSON, a word list and tables."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.linear_head import Head
from classify.wording import Vocabulary

CARD, WORDS, NUMBERS = "model.json", "vocabulary.txt", "heads.npz"
HEADS = ("passage", "segment", "vector")
_LISTS = re.compile(r"\[[-\d.,\se]*\]")


@dataclass(frozen=True, slots=True)
class ConceptModel:
    """What is fitted for one concept; from `threshold` on the label is given."""

    intercept: float
    threshold: float


@dataclass(frozen=True, slots=True)
class TaggerModel:
    """Heads over wording (passages, segments) and vectors, and weights of FEATURES by facet.

    `trained_on` is the hash of the labelled passages.
    """

    taxonomy_version: str
    embedder_id: str
    trained_on: str
    vocabulary: Vocabulary
    passage_head: Head
    segment_head: Head
    vector_head: Head
    weights: Mapping[str, tuple[float, ...]]
    concepts: Mapping[str, ConceptModel]

    @property
    def model_id(self) -> str:
        """Hash of everything that is fitted."""
        content = sha256(_card(self).encode())
        for array in _arrays(self).values():
            content.update(np.ascontiguousarray(array).tobytes())
        content.update("\n".join(self.vocabulary.entries).encode())
        return content.hexdigest()[:16]

    @property
    def thresholds(self) -> dict[str, float]:
        """Threshold of each concept."""
        return {concept: fitted.threshold for concept, fitted in self.concepts.items()}


def write_model(folder: Path, model: TaggerModel) -> None:
    """Write a model; the card comes last, so a folder with a card is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CARD).unlink(missing_ok=True)
    (folder / WORDS).write_text("".join(f"{one}\n" for one in model.vocabulary.entries), "utf-8")
    arrays: dict[str, Any] = _arrays(model)
    np.savez_compressed(folder / NUMBERS, **arrays)
    draft = folder / (CARD + ".tmp")
    draft.write_text(_card(model) + "\n", encoding="utf-8")
    draft.replace(folder / CARD)


def read_model(folder: Path) -> TaggerModel:
    """Read a model as it was written."""
    plain = json.loads((folder / CARD).read_text(encoding="utf-8"))
    entries = (folder / WORDS).read_text(encoding="utf-8").split("\n")[:-1]
    # Opened here: numpy leaves a file open that turns out to be no archive.
    with (
        (folder / NUMBERS).open("rb") as stream,
        np.load(stream, allow_pickle=False) as arrays,
    ):
        passage, segment, vector = (
            Head(arrays[f"{one}_weights"], arrays[f"{one}_intercepts"]) for one in HEADS
        )
        vocabulary = Vocabulary(tuple(entries), arrays["rarity"])
    return TaggerModel(
        plain["taxonomy_version"],
        plain["embedder_id"],
        plain["trained_on"],
        vocabulary,
        passage,
        segment,
        vector,
        {facet: tuple(weights) for facet, weights in plain["weights"].items()},
        {concept: ConceptModel(**one) for concept, one in plain["concepts"].items()},
    )


def is_model(folder: Path) -> bool:
    """Whether a folder holds a whole model."""
    return (folder / CARD).is_file()


def _arrays(model: TaggerModel) -> dict[str, NDArray[Any]]:
    heads = (model.passage_head, model.segment_head, model.vector_head)
    arrays: dict[str, NDArray[Any]] = {"rarity": model.vocabulary.rarity}
    for name, head in zip(HEADS, heads, strict=True):
        arrays |= {f"{name}_weights": head.weights, f"{name}_intercepts": head.intercepts}
    return arrays


def _card(model: TaggerModel) -> str:
    """Indented JSON, but each list of numbers on one line."""
    plain = {
        "taxonomy_version": model.taxonomy_version,
        "embedder_id": model.embedder_id,
        "trained_on": model.trained_on,
        "weights": {facet: list(weights) for facet, weights in model.weights.items()},
        "concepts": {
            concept: {"intercept": one.intercept, "threshold": one.threshold}
            for concept, one in model.concepts.items()
        },
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return _LISTS.sub(lambda found: " ".join(found[0].split()), text)
