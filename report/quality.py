"""How good the labels are, as measured and written in docs/methode.md; a test holds both equal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from classify.evaluate import ENOUGH, Measured

LEAST_SUPPORT = ENOUGH
TOO_LITTLE = "te weinig"
"""What stands where the support bears no figure."""
_FILE = Path(__file__).parent / "measured_quality.json"


@dataclass(frozen=True, slots=True)
class MeasuredFacet:
    """Measures (0 to 1) of the labels of a facet; `low` to `high` is the 95% interval of F1,
    `support` how many labels the judgement of `passages` passages has."""

    facet: str
    precision: float
    recall: float
    micro_f1: float
    low: float
    high: float
    macro_f1: float
    support: int
    passages: int

    @property
    def is_too_little(self) -> bool:
        """Whether the support bears no figure."""
        return self.support < LEAST_SUPPORT


@dataclass(frozen=True, slots=True)
class MeasuredQuality:
    """What was measured, and whose judgement it was (in Dutch).

    `concepts` holds each rode draad and instrument by its id, measured on the same passages.
    """

    readers: str
    measures: tuple[MeasuredFacet, ...]
    concepts: Mapping[str, Measured]

    def of_facet(self, title: str) -> MeasuredFacet | None:
        """The measures of a facet by its (Dutch) title, or None where it was not measured."""
        names = (one for one in self.measures if one.facet.lower() == title.lower())
        return next(names, None)


@cache
def measured_quality() -> MeasuredQuality:
    """The measures that ship with this version."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))
    measures = tuple(MeasuredFacet(**one) for one in told["measures"])
    concepts = {
        concept: Measured(one["hits"], one["given"], one["support"], (one["low"], one["high"]))
        for concept, one in told["concepts"].items()
    }
    return MeasuredQuality(told["readers"], measures, concepts)
