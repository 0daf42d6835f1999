"""The fitted part of the tagger, as a JSON file that a person can read."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.ids import digest

_NUMBERS = re.compile(r"\[[-\d.,\se]*\]")

FEATURES = (
    "lexical_core",
    "lexical_supporting",
    "lexical_both",
    "lexical_share",
    "similarity_nearest",
    "similarity_mean",
    "similarity_with_core",
    "density_of_core",
    "words",
    "linear",
)
"""What the tagger weighs for one passage and one concept; see `classify.tagger.features`."""


@dataclass(frozen=True, slots=True)
class ConceptModel:
    """What is fitted for one concept.

    `usual` and `spread` are mean and standard deviation of the two similarities over the training
    passages; `linear` are the weights of the passage vector, its intercept first; `threshold` is
    the probability from which the label is given.
    """

    intercept: float
    linear: tuple[float, ...]
    usual: tuple[float, float]
    spread: tuple[float, float]
    threshold: float


@dataclass(frozen=True, slots=True)
class TaggerModel:
    """Weights by facet (in the order of FEATURES), and one ConceptModel a concept."""

    taxonomy_version: str
    embedder_id: str
    trained_on: str
    weights: Mapping[str, tuple[float, ...]]
    concepts: Mapping[str, ConceptModel]

    @property
    def model_id(self) -> str:
        """Hash of everything that is fitted."""
        return digest(asdict(self))

    @property
    def thresholds(self) -> dict[str, float]:
        """Threshold of each concept."""
        return {concept: fitted.threshold for concept, fitted in self.concepts.items()}


def write_model(path: Path, model: TaggerModel) -> None:
    """Write a model; whole or not at all."""
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(_readable(asdict(model)) + "\n", encoding="utf-8")
    draft.replace(path)


def _readable(model: dict[str, object]) -> str:
    """Indented JSON, but each list of numbers on one line."""
    text = json.dumps(model, ensure_ascii=False, indent=1)
    return _NUMBERS.sub(lambda found: " ".join(found[0].split()), text)


def read_model(path: Path) -> TaggerModel:
    """Read a model as it was written."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    return TaggerModel(
        taxonomy_version=plain["taxonomy_version"],
        embedder_id=plain["embedder_id"],
        trained_on=plain["trained_on"],
        weights={facet: tuple(weights) for facet, weights in plain["weights"].items()},
        concepts={
            concept: ConceptModel(
                fitted["intercept"],
                tuple(fitted["linear"]),
                tuple(fitted["usual"]),
                tuple(fitted["spread"]),
                fitted["threshold"],
            )
            for concept, fitted in plain["concepts"].items()
        },
    )
