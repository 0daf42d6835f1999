"""What we look for: concepts in facets, as frozen records."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from taxonomy.hashing import content_hash


@dataclass(frozen=True, slots=True)
class Label:
    """A name in Dutch and in English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A policy field that holds one or more rode draden."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Intervention:
    """One of the five kinds of intervention (soorten interventies) of a rode draad."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A rode draad or an instrument: what it means and the words that give it away.

    A core term alone is good evidence; a supporting term is weak alone; a negative term and the
    name of an organisation take the words that they cover out of the search. `distinguish` pairs
    another concept with a sentence on how to tell the two apart.
    """

    id: str
    label: Label
    short: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    confusable: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    examples: tuple[str, ...]
    core_terms: tuple[str, ...]
    supporting_terms: tuple[str, ...]
    negative_terms: tuple[str, ...]
    organisations: tuple[str, ...] = ()
    distinguish: tuple[tuple[str, str], ...] = ()
    domain: str | None = None

    @property
    def all_terms(self) -> tuple[str, ...]:
        """Every term that is matched, whatever its role."""
        return (
            *self.core_terms,
            *self.supporting_terms,
            *self.negative_terms,
            *self.organisations,
        )


@dataclass(frozen=True, slots=True)
class Facet:
    """A set of concepts that answer one question about a passage."""

    id: str
    title: Label
    source: str
    domains: tuple[Domain, ...]
    concepts: tuple[Concept, ...]

    @property
    def concept_ids(self) -> tuple[str, ...]:
        """Identities in the order of the taxonomy file."""
        return tuple(concept.id for concept in self.concepts)

    @property
    def is_nested(self) -> bool:
        """Whether each concept is a kind of its domain, as R1.2 is of R1."""
        return all(one.domain and one.id.startswith(f"{one.domain}.") for one in self.concepts)

    def domain_of(self, concept: Concept) -> Domain | None:
        """The domain that a concept belongs to, if the facet has domains."""
        return next((domain for domain in self.domains if domain.id == concept.domain), None)


@dataclass(frozen=True)
class Taxonomy:
    """All facets, in a fixed order; columns of every matrix follow `concept_ids`."""

    facets: tuple[Facet, ...]

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Concepts of all facets, in order."""
        return tuple(concept for facet in self.facets for concept in facet.concepts)

    @cached_property
    def concept_ids(self) -> tuple[str, ...]:
        """Identities of all concepts, in order."""
        return tuple(concept.id for concept in self.concepts)

    def facet(self, facet_id: str) -> Facet:
        """Return a facet by its id; raises KeyError when there is none."""
        for facet in self.facets:
            if facet.id == facet_id:
                return facet
        raise KeyError(facet_id)

    @cached_property
    def facet_columns(self) -> tuple[tuple[Facet, list[int]], ...]:
        """Each facet with the places of its concepts in `concept_ids`."""
        placed, place = [], 0
        for facet in self.facets:
            placed.append((facet, list(range(place, place + len(facet.concepts)))))
            place += len(facet.concepts)
        return tuple(placed)

    def only(self, facet_ids: Iterable[str]) -> "Taxonomy":
        """A taxonomy with some of the facets."""
        wanted = set(facet_ids)
        return Taxonomy(tuple(facet for facet in self.facets if facet.id in wanted))

    @cached_property
    def version(self) -> str:
        """Content hash: another word anywhere in the taxonomy gives another version."""
        return content_hash(self.facets)
