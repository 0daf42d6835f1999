"""The fitted part of the tagger of further facets: readable JSON, and one table beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from classify.linear_head import Head
from classify.model import ConceptModel

CARD, NUMBERS = "model.json", "head.npz"
_LISTS = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")


@dataclass(frozen=True, slots=True)
class FacetModel:
    """How one facet is weighed.

    `signals` are the names of what is weighed, `weights` follow them. A facet that is not `taught`
    has too few labelled passages: its weights were chosen by hand.
    """

    signals: tuple[str, ...]
    weights: tuple[float, ...]
    taught: bool


@dataclass(frozen=True, slots=True)
class FurtherModel:
    """Weights by facet, intercept and threshold by concept.

    `head` scores vectors of passages; it is 0 for a facet that is not taught. `trained_on` is the
    hash of the labelled passages.
    """

    taxonomy_version: str
    embedder_id: str
    trained_on: str
    facets: Mapping[str, FacetModel]
    concepts: Mapping[str, ConceptModel]
    head: Head

    @property
    def model_id(self) -> str:
        """Hash of everything that is fitted."""
        content = sha256(_card(self).encode())
        for array in (self.head.weights, self.head.intercepts):
            content.update(np.ascontiguousarray(array).tobytes())
        return content.hexdigest()[:16]

    @property
    def thresholds(self) -> dict[str, float]:
        """Threshold of each concept, in taxonomy order."""
        return {concept: fitted.threshold for concept, fitted in self.concepts.items()}


def write_further_model(folder: Path, model: FurtherModel) -> None:
    """Write a model; the card comes last, so a folder with a card is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CARD).unlink(missing_ok=True)
    np.savez_compressed(
        folder / NUMBERS, weights=model.head.weights, intercepts=model.head.intercepts
    )
    draft = folder / (CARD + ".tmp")
    draft.write_text(_card(model) + "\n", encoding="utf-8")
    draft.replace(folder / CARD)


def read_further_model(folder: Path) -> FurtherModel | None:
    """Read a model as it was written; None where there is none."""
    path = folder / CARD
    if not path.is_file():
        return None
    plain = json.loads(path.read_text(encoding="utf-8"))
    with np.load(folder / NUMBERS, allow_pickle=False) as arrays:
        head = Head(arrays["weights"], arrays["intercepts"])
    return FurtherModel(
        plain["taxonomy_version"],
        plain["embedder_id"],
        plain["trained_on"],
        {
            facet: FacetModel(tuple(one["signals"]), tuple(one["weights"]), one["taught"])
            for facet, one in plain["facets"].items()
        },
        {concept: ConceptModel(**one) for concept, one in plain["concepts"].items()},
        head,
    )


def _card(model: FurtherModel) -> str:
    """Indented JSON, but each list and each concept on one line."""
    plain = {
        "taxonomy_version": model.taxonomy_version,
        "embedder_id": model.embedder_id,
        "trained_on": model.trained_on,
        "facets": {facet: asdict(one) for facet, one in model.facets.items()},
        "concepts": {concept: asdict(one) for concept, one in model.concepts.items()},
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return _LISTS.sub(lambda found: " ".join(found[0].split()), text)
