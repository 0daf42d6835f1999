"""The self-test of a taxonomy: do a concept's own texts come back to the concept?

It shows where definitions, examples and terms pull towards another concept. It says nothing about
labels of real passages: the tagger knows these texts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Tag
from taxonomy.concept import Concept, Facet, Taxonomy

TOP = 3


class ProbeKind(StrEnum):
    """Where in the taxonomy a text stands."""

    DEFINITION = "definitie"
    INTERVENTION = "soort interventie"
    EXAMPLE = "voorbeeld"
    CORE_TERM = "kernterm"


@dataclass(frozen=True, slots=True)
class Probe:
    """A text of the taxonomy, and the concept to which it belongs."""

    concept: str
    kind: ProbeKind
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text came out: the rank of its own concept within the facet, from 1.

    `first` is the concept with the highest probability, its own at rank 1.
    """

    probe: Probe
    rank: int
    first: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many texts there were, and how many came out at rank 1 and in the top 3."""

    texts: int
    first: int
    top: int


@dataclass(frozen=True, slots=True)
class FacetSelfTest:
    """Where all texts of a facet came out, in taxonomy order."""

    facet: Facet
    placed: tuple[Placed, ...]

    @property
    def total(self) -> Tally:
        """Of all texts."""
        return tally(self.placed)

    @property
    def strayed(self) -> tuple[Placed, ...]:
        """The texts that came out at another concept first."""
        return tuple(one for one in self.placed if one.rank > 1)

    def of_concept(self, concept: str, kind: ProbeKind | None = None) -> Tally:
        """Of the texts of one concept, or of those from one place."""
        own = (one for one in self.placed if one.probe.concept == concept)
        return tally(one for one in own if kind in (None, one.probe.kind))

    def of_kind(self, kind: ProbeKind) -> Tally:
        """Of the texts from one place in the taxonomy."""
        return tally(one for one in self.placed if one.probe.kind is kind)


def tally(placed: Iterable[Placed]) -> Tally:
    """Count texts, and those that came out first and in the top 3."""
    ranks = [one.rank for one in placed]
    return Tally(len(ranks), ranks.count(1), sum(rank <= TOP for rank in ranks))


def probes_of(taxonomy: Taxonomy) -> tuple[Probe, ...]:
    """Every text to be tested, facet by facet and concept by concept; empty texts are left out."""
    return tuple(
        probe for concept in taxonomy.concepts for probe in _probes(concept) if probe.text.strip()
    )


def _probes(concept: Concept) -> Iterable[Probe]:
    yield Probe(concept.id, ProbeKind.DEFINITION, concept.definition)
    for kind in concept.interventions:
        text = f"{kind.label}. {kind.description}"
        yield Probe(concept.id, ProbeKind.INTERVENTION, text)
    for example in concept.examples:
        yield Probe(concept.id, ProbeKind.EXAMPLE, example)
    for term in concept.core_terms:
        yield Probe(concept.id, ProbeKind.CORE_TERM, _as_text(term))


def _as_text(term: str) -> str:
    """A search term as words: `a ~ b` and `=a` are signs for the matcher, not for a reader."""
    return " ".join(term.replace("~", " ").replace("=", " ").split())


def self_test(
    taxonomy: Taxonomy, probes: Sequence[Probe], tags: Sequence[Tag]
) -> tuple[FacetSelfTest, ...]:
    """Place every text among the concepts of its own facet; `tags` follows `probes`."""
    facet_of = {concept: facet for facet in taxonomy.facets for concept in facet.concept_ids}
    placed = [
        _place(facet_of[probe.concept], probe, tag) for probe, tag in zip(probes, tags, strict=True)
    ]
    return tuple(
        FacetSelfTest(facet, tuple(one for one in placed if one.probe.concept in facet.concept_ids))
        for facet in taxonomy.facets
    )


def _place(facet: Facet, probe: Probe, tag: Tag) -> Placed:
    """A tie is lost: a tagger that cannot tell concepts apart brings nothing back."""
    own = tag.probabilities[probe.concept]
    others = [concept for concept in facet.concept_ids if concept != probe.concept]
    rank = 1 + sum(tag.probabilities[other] >= own for other in others)
    if rank == 1:
        return Placed(probe, rank, probe.concept)
    return Placed(probe, rank, max(others, key=lambda other: tag.probabilities[other]))
