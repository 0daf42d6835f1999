"""Lint a taxonomy: what a file may hold but a codebook should not.

Findings are Dutch sentences. A `fout` makes labels wrong; a `let op` is for a person to weigh.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from taxonomy.concept import Concept, Facet, Taxonomy

_SPACES = re.compile(r"\s+")


class Severity(StrEnum):
    """How bad a finding is."""

    FOUT = "fout"
    LET_OP = "let op"


@dataclass(frozen=True, slots=True)
class TaxonomyFinding:
    """One finding on one concept (or on a whole facet)."""

    severity: Severity
    where: str
    message: str


def check_taxonomy(taxonomy: Taxonomy) -> list[TaxonomyFinding]:
    """Run every check, facet by facet, in the order of the files."""
    findings = [*_duplicate_ids(taxonomy), *_other_names(taxonomy)]
    for facet in taxonomy.facets:
        findings += _duplicate_labels(facet)
        findings += _missing_text(facet)
        findings += _broken_references(facet)
        findings += _shared_terms(facet)
        findings += _cancelled_terms(facet)
        findings += _broken_terms(facet)
        findings += _cycles(facet)
    return findings


def _normal(text: str) -> str:
    return _SPACES.sub(" ", text.casefold().lstrip("=")).strip()


def _duplicate_ids(taxonomy: Taxonomy) -> Iterator[TaxonomyFinding]:
    seen: set[str] = set()
    for concept in taxonomy.concepts:
        if concept.id in seen:
            yield TaxonomyFinding(Severity.FOUT, concept.id, "deze id komt twee keer voor")
        seen.add(concept.id)


def _other_names(taxonomy: Taxonomy) -> Iterator[TaxonomyFinding]:
    """A kind of intervention that is a concept too must have one name."""
    kinds = {kind.id: kind.label for one in taxonomy.concepts for kind in one.interventions}
    for concept in taxonomy.concepts:
        name = kinds.get(concept.id, concept.label.nl)
        if name != concept.label.nl:
            yield TaxonomyFinding(
                Severity.FOUT, concept.id, f"heet {concept.label.nl!r}, maar elders {name!r}"
            )


def _duplicate_labels(facet: Facet) -> Iterator[TaxonomyFinding]:
    owners: dict[str, list[str]] = defaultdict(list)
    for concept in facet.concepts:
        for label in {_normal(concept.label.nl), _normal(concept.short)}:
            owners[label].append(concept.id)
        for kind in concept.interventions:
            owners[_normal(kind.label)].append(kind.id)
    for label, ids in owners.items():
        if len(ids) > 1:
            yield TaxonomyFinding(
                Severity.FOUT, facet.id, f"{', '.join(ids)} hebben hetzelfde label: {label!r}"
            )


def _missing_text(facet: Facet) -> Iterator[TaxonomyFinding]:
    for concept in facet.concepts:
        if len(concept.definition.split()) < 8:
            yield TaxonomyFinding(
                Severity.FOUT, concept.id, "de definitie ontbreekt of is te kort om op te coderen"
            )
        if not concept.examples:
            yield TaxonomyFinding(Severity.LET_OP, concept.id, "er is geen enkel voorbeeld")


def _broken_references(facet: Facet) -> Iterator[TaxonomyFinding]:
    ids = set(facet.concept_ids)
    domains = {domain.id for domain in facet.domains}
    for concept in facet.concepts:
        told_apart = [other for other, _ in concept.distinguish]
        for key, others in (("confusable", concept.confusable), ("distinguish", told_apart)):
            for other in others:
                if other not in ids or other == concept.id:
                    yield TaxonomyFinding(
                        Severity.FOUT, concept.id, f"{key} noemt {other!r}; dat bestaat niet"
                    )
        for other in sorted(set(concept.confusable) - set(told_apart)):
            yield TaxonomyFinding(
                Severity.LET_OP,
                concept.id,
                f"hoe verschilt dit van {other}? distinguish zegt niets",
            )
        if facet.domains and concept.domain not in domains:
            yield TaxonomyFinding(
                Severity.FOUT, concept.id, f"het domein {concept.domain!r} bestaat niet"
            )


def _shared_terms(facet: Facet) -> Iterator[TaxonomyFinding]:
    """A term of two concepts cannot tell them apart; between core terms that is an error.

    Kinds of intervention are told apart by their rode draad first: these may share terms.
    """
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for concept in facet.concepts:
        for role, terms in (("core", concept.core_terms), ("supporting", concept.supporting_terms)):
            yield from _repeated(concept, role, terms)
            above = concept.domain if facet.is_nested else None
            for term in terms:
                owners[above or "", _normal(term)][concept.id] = role
    for (_, term), roles in owners.items():
        if len(roles) > 1:
            both_core = sum(role == "core" for role in roles.values()) > 1
            yield TaxonomyFinding(
                Severity.FOUT if both_core else Severity.LET_OP,
                facet.id,
                f"{', '.join(roles)} delen de term {term!r}",
            )


def _repeated(concept: Concept, role: str, terms: tuple[str, ...]) -> Iterator[TaxonomyFinding]:
    normal = [_normal(term) for term in terms]
    for term in sorted({term for term in normal if normal.count(term) > 1}):
        yield TaxonomyFinding(
            Severity.LET_OP, concept.id, f"de term {term!r} staat twee keer onder {role}"
        )


def _cancelled_terms(facet: Facet) -> Iterator[TaxonomyFinding]:
    for concept in facet.concepts:
        negative = {_normal(term) for term in (*concept.negative_terms, *concept.organisations)}
        for term in (*concept.core_terms, *concept.supporting_terms):
            if _normal(term) in negative:
                yield TaxonomyFinding(
                    Severity.FOUT,
                    concept.id,
                    f"{term!r} is zoekterm en uitsluitende term tegelijk en telt dus nooit",
                )


def _broken_terms(facet: Facet) -> Iterator[TaxonomyFinding]:
    for concept in facet.concepts:
        for term in concept.all_terms:
            if not all(any(map(str.isalnum, part)) for part in term.split("~")):
                yield TaxonomyFinding(
                    Severity.FOUT, concept.id, f"in de term {term!r} ontbreekt een woord"
                )


def _cycles(facet: Facet) -> Iterator[TaxonomyFinding]:
    """A concept, domain and kind of intervention form a tree: no identity may lie above itself."""
    parents = {concept.id: concept.domain for concept in facet.concepts if concept.domain}
    parents |= {kind.id: concept.id for concept in facet.concepts for kind in concept.interventions}
    for start in parents:
        seen = [start]
        while (parent := parents.get(seen[-1])) is not None:
            if parent in seen:
                path = " > ".join([*seen, parent])
                yield TaxonomyFinding(Severity.FOUT, start, f"kringverwijzing: {path}")
                break
            seen.append(parent)
