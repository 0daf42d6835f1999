"""What passages can be laid out by: every facet, and what is known of their deal and document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.interventions import SourceKind, source_kind_of
from corpus.records import Kind
from report.material import Material
from report.texts import Bools, Texts
from taxonomy.concept import Facet

_FACET_TITLES = {
    "draden": "rode draad",
    "instrumenten": "instrument",
    "soorten": "soort interventie",
    "factoren": "succes- of faalfactor",
    "effectiviteit": "effectiviteit",
    "terugkoppeling": "terugkoppeling",
    "programmas": "landelijk programma",
    "regiotypen": "regiotype",
    "private_inzet": "private inzet",
    "brede_welvaart": "brede welvaart",
}
"""A facet with its own title is another one, added by a user."""


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension; `concepts` are the labels that make it, empty where it is a
    property of the deal or the document."""

    key: str
    title: str
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to lay out passages; `keys_of_deal` and `keys_of_kind` hold what is no label."""

    name: str
    title: str
    categories: tuple[Category, ...]
    keys_of_deal: Mapping[str, tuple[str, ...]] | None = None
    keys_of_kind: Mapping[Kind, str] | None = None

    @property
    def by_label(self) -> bool:
        """Whether labels decide; a passage can then fall in several categories or in none."""
        return self.keys_of_deal is None and self.keys_of_kind is None

    def members(self, texts: Texts) -> Bools:
        """Which passage falls in which category: passages x categories."""
        if self.by_label:
            return texts.marks([category.concepts for category in self.categories])
        found = np.zeros((len(texts.passages), len(self.categories)), dtype=bool)
        columns = {category.key: place for place, category in enumerate(self.categories)}
        for place, one in enumerate(texts.passages):
            for key in self._keys(one.deal, one.source.kind):
                found[place, columns[key]] = True
        return found

    def _keys(self, deal: str, kind: Kind) -> Sequence[str]:
        if self.keys_of_deal is not None:
            return self.keys_of_deal.get(deal, ())
        return (self.keys_of_kind[kind],) if self.keys_of_kind is not None else ()

    def of_deals(self, texts: Texts) -> tuple[Bools, Bools]:
        """Which deals have which category, and of which that can be said: deals x categories.

        A property of a document holds for a deal that has such a document.
        """
        if self.by_label:
            concepts = [one for category in self.categories for one in category.concepts]
            present, known = texts.present(concepts)
            columns = np.cumsum([0, *(len(one.concepts) for one in self.categories)])
            spans = list(pairwise(columns))
            held = [present[:, start:end].any(axis=1) for start, end in spans]
            said = [known[:, start:end].all(axis=1) for start, end in spans]
            shape = (len(texts.rows), len(self.categories))
            has = np.array(held, dtype=bool).reshape(shape[::-1]).T
            return has, has | np.array(said, dtype=bool).reshape(shape[::-1]).T
        found = np.zeros((len(texts.rows), len(self.categories)), dtype=bool)
        np.logical_or.at(found, texts.deal_at, self.members(texts))
        return found, np.ones_like(found)


def dimensions(material: Material) -> dict[str, Dimension]:
    """Every dimension by name, facets first."""
    facets = [*material.taxonomy.facets, *material.further.facets]
    found = [_facet(facet) for facet in facets]
    found += [domains(facet) for facet in material.taxonomy.facets if facet.domains]
    deals = list(material.deals.values())
    tranches = {deal.deal_id: (str(deal.tranche),) for deal in deals}
    provinces = {deal.deal_id: deal.provinces for deal in deals}
    names = {deal.deal_id: f"{deal.name} ({deal.tranche})" for deal in deals}
    found += [
        Dimension("tranche", "tranche", _titled(tranches, "Tranche "), keys_of_deal=tranches),
        Dimension("provincie", "provincie", _titled(provinces), keys_of_deal=provinces),
        Dimension(
            "deal",
            "deal",
            tuple(Category(key, name) for key, name in names.items()),
            keys_of_deal={key: (key,) for key in names},
        ),
        Dimension(
            "soort_document",
            "soort document",
            tuple(Category(kind, kind) for kind in Kind),
            keys_of_kind={kind: str(kind) for kind in Kind},
        ),
        Dimension(
            "soort_bron",
            "soort bron",
            tuple(Category(kind, kind) for kind in SourceKind),
            keys_of_kind={kind: str(source_kind_of(kind)) for kind in Kind},
        ),
    ]
    return {one.name: one for one in found}


def _facet(facet: Facet) -> Dimension:
    categories = tuple(Category(one.id, one.short, (one.id,)) for one in facet.concepts)
    return Dimension(facet.id, _FACET_TITLES.get(facet.id, facet.title.nl), categories)


def domains(facet: Facet) -> Dimension:
    """The domains of a facet as a dimension: a passage has one through any of its concepts."""
    categories = tuple(
        Category(
            domain.id,
            domain.label.nl,
            tuple(one.id for one in facet.concepts if one.domain == domain.id),
        )
        for domain in facet.domains
    )
    return Dimension("domeinen", "domein", categories)


def _titled(keys: Mapping[str, tuple[str, ...]], before: str = "") -> tuple[Category, ...]:
    found = sorted({key for own in keys.values() for key in own})
    return tuple(Category(key, before + key) for key in found)
