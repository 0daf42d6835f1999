"""The taxonomy as SKOS (W3C, 2009) in Turtle, for vocabulary tools; and such a file read back.

Every facet is a concept scheme. Domains are top concepts; a rode draad is narrower than its domain,
a kind of intervention narrower than its rode draad. Concepts that are easily confused are related.
Search terms are hidden labels: what a text is found by, not what a concept is called.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.term import Node

from taxonomy.concept import Concept, Facet, Label, Taxonomy
from taxonomy.hashing import content_hash

BASE = Namespace("urn:rode-draden:")
"""Names that belong to no host: nothing is looked up on the web."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A facet as a concept scheme; `version` is the hash of its content."""

    id: str
    title: Label
    source: str
    version: str


@dataclass(frozen=True, slots=True)
class SkosConcept:
    """What SKOS can say of a concept; notes and labels but the first are unordered."""

    id: str
    scheme: str
    label: Label
    definition: str = ""
    broader: str = ""
    related: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    search_terms: frozenset[str] = frozenset()
    scope_notes: frozenset[str] = frozenset()
    examples: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Schemes and concepts, by id."""

    schemes: tuple[Scheme, ...]
    concepts: tuple[SkosConcept, ...]


def vocabulary_of(taxonomy: Taxonomy) -> Vocabulary:
    """The part of a taxonomy that SKOS has words for."""
    schemes = (
        Scheme(facet.id, facet.title, facet.source, content_hash([facet]))
        for facet in taxonomy.facets
    )
    concepts = (one for facet in taxonomy.facets for one in _concepts_of(facet, taxonomy))
    return Vocabulary(
        tuple(sorted(schemes, key=lambda one: one.id)),
        tuple(sorted(concepts, key=lambda one: one.id)),
    )


def _concepts_of(facet: Facet, taxonomy: Taxonomy) -> Iterator[SkosConcept]:
    """Domains first, but for those that are concepts of another facet already."""
    known = set(taxonomy.concept_ids)
    for domain in facet.domains:
        if domain.id not in known:
            yield SkosConcept(domain.id, facet.id, domain.label)
    for concept in facet.concepts:
        yield _of(concept, facet)


def _of(concept: Concept, facet: Facet) -> SkosConcept:
    notes = (
        *(f"Wel: {text}" for text in concept.includes),
        *(f"Niet: {text}" for text in concept.excludes),
        *(f"Verschil met {other}: {text}" for other, text in concept.distinguish),
    )
    return SkosConcept(
        id=concept.id,
        scheme=facet.id,
        label=concept.label,
        definition=concept.definition,
        broader=concept.domain or "",
        related=frozenset(concept.confusable),
        alternatives=frozenset({concept.short} - {concept.label.nl}),
        search_terms=frozenset((*concept.core_terms, *concept.supporting_terms)),
        scope_notes=frozenset(notes),
        examples=frozenset(concept.examples),
    )


def to_turtle(vocabulary: Vocabulary) -> str:
    """Turtle text, the same for the same vocabulary."""
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dct", DCTERMS), ("owl", OWL), ("rd", BASE)):
        graph.bind(prefix, namespace)
    for scheme in vocabulary.schemes:
        _add_scheme(graph, scheme)
    for concept in vocabulary.concepts:
        _add_concept(graph, concept)
    return graph.serialize(format="turtle")


def _add_scheme(graph: Graph, scheme: Scheme) -> None:
    name = BASE[scheme.id]
    graph.add((name, RDF.type, SKOS.ConceptScheme))
    graph.add((name, DCTERMS.title, Literal(scheme.title.nl, lang="nl")))
    graph.add((name, DCTERMS.title, Literal(scheme.title.en, lang="en")))
    graph.add((name, DCTERMS.source, Literal(scheme.source, lang="nl")))
    graph.add((name, OWL.versionInfo, Literal(scheme.version)))


def _add_concept(graph: Graph, concept: SkosConcept) -> None:
    name, scheme = BASE[concept.id], BASE[concept.scheme]
    graph.add((name, RDF.type, SKOS.Concept))
    graph.add((name, SKOS.inScheme, scheme))
    graph.add((name, SKOS.notation, Literal(concept.id)))
    graph.add((name, SKOS.prefLabel, Literal(concept.label.nl, lang="nl")))
    graph.add((name, SKOS.prefLabel, Literal(concept.label.en, lang="en")))
    if concept.definition:
        graph.add((name, SKOS.definition, Literal(concept.definition, lang="nl")))
    if concept.broader:
        graph.add((name, SKOS.broader, BASE[concept.broader]))
    else:
        graph.add((name, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, name))
    for other in concept.related:
        graph.add((name, SKOS.related, BASE[other]))
    for predicate, texts in (
        (SKOS.altLabel, concept.alternatives),
        (SKOS.hiddenLabel, concept.search_terms),
        (SKOS.scopeNote, concept.scope_notes),
        (SKOS.example, concept.examples),
    ):
        for text in texts:
            graph.add((name, predicate, Literal(text, lang="nl")))


def from_turtle(text: str) -> Vocabulary:
    """Read Turtle text that `to_turtle` wrote. Raises ValueError where a name or label misses."""
    graph = Graph()
    graph.parse(data=text, format="turtle")
    schemes = (_scheme(graph, one) for one in graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = (_concept(graph, one) for one in graph.subjects(RDF.type, SKOS.Concept))
    return Vocabulary(
        tuple(sorted(schemes, key=lambda one: one.id)),
        tuple(sorted(concepts, key=lambda one: one.id)),
    )


def _scheme(graph: Graph, name: Node) -> Scheme:
    return Scheme(
        _id(name),
        _label(graph, name, DCTERMS.title),
        _text(graph, name, DCTERMS.source),
        _text(graph, name, OWL.versionInfo),
    )


def _concept(graph: Graph, name: Node) -> SkosConcept:
    broader = graph.value(name, SKOS.broader)
    scheme = graph.value(name, SKOS.inScheme)
    if scheme is None:
        raise ValueError(f"{name} has no scheme")
    return SkosConcept(
        id=_id(name),
        scheme=_id(scheme),
        label=_label(graph, name, SKOS.prefLabel),
        definition=_text(graph, name, SKOS.definition),
        broader=_id(broader) if broader else "",
        related=frozenset(_id(one) for one in graph.objects(name, SKOS.related)),
        alternatives=_texts(graph, name, SKOS.altLabel),
        search_terms=_texts(graph, name, SKOS.hiddenLabel),
        scope_notes=_texts(graph, name, SKOS.scopeNote),
        examples=_texts(graph, name, SKOS.example),
    )


def _text(graph: Graph, name: Node, predicate: URIRef) -> str:
    found = graph.value(name, predicate)
    return "" if found is None else str(found)


def _texts(graph: Graph, name: Node, predicate: URIRef) -> frozenset[str]:
    return frozenset(str(one) for one in graph.objects(name, predicate))


def _label(graph: Graph, name: Node, predicate: URIRef) -> Label:
    found = {
        one.language: str(one) for one in graph.objects(name, predicate) if isinstance(one, Literal)
    }
    if not {"nl", "en"} <= found.keys():
        raise ValueError(f"{name} has no Dutch or no English name")
    return Label(found["nl"], found["en"])


def _id(name: Node) -> str:
    return str(name).removeprefix(str(BASE))
