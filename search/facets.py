"""Facets: what passages can be chosen by, as one table of truths a facet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import registry
from corpus.analysed import AnalysedPassage
from corpus.interventions import SourceKind, source_kind_of
from corpus.names import normalise
from corpus.records import LANDELIJK, Deal, Kind
from taxonomy.concept import Taxonomy

Mask = NDArray[np.bool_]
"""One truth for each passage of an index."""

FACETS = {
    "deal": "Regio Deal",
    "tranche": "Tranche",
    "provincie": "Provincie",
    "soort": "Soort document",
    "draad": "Rode draad",
    "domein": "Domein",
    "instrument": "Instrument",
    "ministerie": "Ministerie",
    "bedrag": "Bedrag",
    "bronsoort": "Bron",
}
"""The facets by name, with how a reader knows them, in the order in which they are shown."""
OF_THE_DEAL = frozenset({"deal", "tranche", "provincie"})
"""Facets that a deal has as a whole: two values of these are a choice between deals."""

_BANDS = (
    ("tot-100k", "tot € 100.000", 0.0, 1e5),
    ("100k-1m", "€ 100.000 tot € 1 miljoen", 1e5, 1e6),
    ("1m-10m", "€ 1 tot € 10 miljoen", 1e6, 1e7),
    ("vanaf-10m", "€ 10 miljoen en meer", 1e7, float("inf")),
)


@dataclass(frozen=True)
class FacetColumn:
    """One facet over all passages: `holds` has shape (values, passages)."""

    name: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    holds: NDArray[np.bool_]

    def mask_of(self, value: str) -> Mask:
        """Which passages have a value; none for a value that no passage has."""
        return self.any_of((value,))

    def any_of(self, values: Iterable[str]) -> Mask:
        """Which passages have at least one of the values."""
        places = [self.values.index(value) for value in values if value in self.values]
        return np.asarray(self.holds[places].any(axis=0))

    def counts(self, mask: Mask) -> list[int]:
        """How many passages of a mask have each value."""
        both = self._packed & _packed(mask)
        counts: list[int] = np.bitwise_count(both).sum(axis=1, dtype=np.int64).tolist()
        return counts

    @cached_property
    def _packed(self) -> NDArray[np.uint64]:
        return _packed(self.holds)


def _packed(truths: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Truths as bits, 64 in a number, along the last axis: counting is 64 times less work."""
    octets = np.packbits(truths, axis=-1)
    packed = np.zeros((*octets.shape[:-1], -(-octets.shape[-1] // 8) * 8), dtype=np.uint8)
    packed[..., : octets.shape[-1]] = octets
    return packed.view(np.uint64)


def facet_columns(
    passages: Sequence[AnalysedPassage], deals: Mapping[str, Deal], taxonomy: Taxonomy
) -> dict[str, FacetColumn]:
    """The facets of passages, by name, in the order of FACETS."""
    domains = _domain_of(taxonomy)
    read: dict[str, Callable[[AnalysedPassage], Iterable[str]]] = {
        "deal": lambda one: (one.deal,),
        "tranche": lambda one: _tranches(one, deals),
        "provincie": lambda one: deals[one.deal].provinces if one.deal in deals else (),
        "soort": lambda one: (one.source.kind,),
        "draad": lambda one: one.labels,
        "domein": lambda one: [domains[label] for label in one.labels if label in domains],
        "instrument": lambda one: one.labels,
        "ministerie": ministries_in,
        "bedrag": bands_of,
        "bronsoort": lambda one: (source_kind_of(one.source.kind),),
    }
    known = _known_values(passages, deals, taxonomy)
    return {name: _column(name, known[name], passages, read[name]) for name in FACETS}


def _column(
    name: str,
    known: Mapping[str, str],
    passages: Sequence[AnalysedPassage],
    values_of: Callable[[AnalysedPassage], Iterable[str]],
) -> FacetColumn:
    """A column with the known values that occur, in the order in which they are known."""
    places = {value: place for place, value in enumerate(known)}
    holds = np.zeros((len(known), len(passages)), dtype=np.bool_)
    for row, passage in enumerate(passages):
        for value in values_of(passage):
            place = places.get(value)
            if place is not None:
                holds[place, row] = True
    occurs = np.asarray(holds.any(axis=1))
    values = [value for value, is_there in zip(known, occurs, strict=True) if is_there]
    return FacetColumn(
        name, tuple(values), tuple(known[value] for value in values), holds[occurs].copy()
    )


def _known_values(
    passages: Sequence[AnalysedPassage], deals: Mapping[str, Deal], taxonomy: Taxonomy
) -> dict[str, dict[str, str]]:
    """Every value of each facet with its label, in a fixed order."""
    tranches = sorted({value for one in passages for value in _tranches(one, deals)})
    provinces = sorted({name for deal in deals.values() for name in deal.provinces})
    concepts = {
        facet.id: {concept.id: concept.short for concept in facet.concepts}
        for facet in taxonomy.facets
    }
    return {
        "deal": {key: deal.name for key, deal in deals.items()} | {LANDELIJK: "geen bepaalde deal"},
        "tranche": {value: f"tranche {value}" for value in tranches},
        "provincie": {name: name for name in provinces},
        "soort": {str(kind): str(kind) for kind in Kind},
        "draad": concepts.get("draden", {}),
        "domein": {
            domain.id: domain.label.nl for facet in taxonomy.facets for domain in facet.domains
        },
        "instrument": concepts.get("instrumenten", {}),
        "ministerie": {value: value for value in sorted(set(_ministry_by_name().values()))},
        "bedrag": {value: label for value, label, _, _ in _BANDS},
        "bronsoort": {str(kind): str(kind) for kind in SourceKind},
    }


def _tranches(one: AnalysedPassage, deals: Mapping[str, Deal]) -> tuple[str, ...]:
    if one.deal in deals:
        return (str(deals[one.deal].tranche),)
    return tuple(map(str, one.source.tranches))


def _domain_of(taxonomy: Taxonomy) -> dict[str, str]:
    return {
        concept.id: concept.domain for concept in taxonomy.concepts if concept.domain is not None
    }


def bands_of(one: AnalysedPassage) -> tuple[str, ...]:
    """The bands of the amounts that a passage names."""
    return tuple(
        value
        for value, _, least, below in _BANDS
        if any(least <= amount.euros < below for amount in one.passage.amounts)
    )


def ministries_in(one: AnalysedPassage) -> list[str]:
    """The ministries that a passage names, by what the house calls them for short."""
    known = _ministry_by_name()
    found = (known.get(normalise(entity.text)) for entity in one.passage.entities)
    return [value for value in found if value]


@cache
def _ministry_by_name() -> dict[str, str]:
    """Short names of ministries by every spelling; a post goes by its own full name."""
    return {
        normalise(name): ministry.short
        for ministry in registry.ministries()
        for name in ministry.names
    }
