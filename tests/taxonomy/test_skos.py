"""SKOS: what is written reads back as the same vocabulary, for other readers too."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from taxonomy.concept import Label
from taxonomy.load import shipped_taxonomy, whole_taxonomy
from taxonomy.skos import Scheme, SkosConcept, Vocabulary, from_turtle, to_turtle, vocabulary_of

SHIPPED = vocabulary_of(whole_taxonomy())


def test_the_shipped_taxonomy_reads_back_as_it_was_written() -> None:
    text = to_turtle(SHIPPED)
    assert from_turtle(text) == SHIPPED
    assert to_turtle(from_turtle(text)) == text


def test_a_reader_that_knows_only_skos_finds_names_domains_and_neighbours() -> None:
    graph = Graph().parse(data=to_turtle(SHIPPED), format="turtle")
    (draad,) = graph.subjects(SKOS.notation, Literal("R13"))
    labels = {one.language: str(one) for one in graph.objects(draad, SKOS.prefLabel)}
    concept = next(one for one in shipped_taxonomy().concepts if one.id == "R13")
    assert labels == {"nl": concept.label.nl, "en": concept.label.en}
    domain = graph.value(draad, SKOS.broader)
    assert graph.value(domain, SKOS.topConceptOf) == graph.value(draad, SKOS.inScheme)
    related = {str(graph.value(one, SKOS.notation)) for one in graph.objects(draad, SKOS.related)}
    assert related == set(concept.confusable)


def test_every_concept_has_one_scheme_and_every_link_leads_somewhere() -> None:
    graph = Graph().parse(data=to_turtle(SHIPPED), format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
        for link in (SKOS.broader, SKOS.related):
            assert set(graph.objects(concept, link)) <= concepts


def test_a_concept_without_a_dutch_name_is_refused() -> None:
    graph = Graph().parse(data=to_turtle(SHIPPED), format="turtle")
    (draad,) = graph.subjects(SKOS.notation, Literal("R1"))
    assert isinstance(draad, URIRef)
    for label in list(graph.objects(draad, SKOS.prefLabel)):
        graph.remove((draad, SKOS.prefLabel, label))
    with pytest.raises(ValueError, match="no Dutch"):
        from_turtle(graph.serialize(format="turtle"))


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)


@settings(max_examples=50)
@given(
    st.builds(
        SkosConcept,
        id=st.just("A1"),
        scheme=st.just("proef"),
        label=st.builds(Label, _TEXT, _TEXT),
        definition=_TEXT,
        alternatives=st.frozensets(_TEXT, max_size=3),
        search_terms=st.frozensets(_TEXT, max_size=3),
        scope_notes=st.frozensets(_TEXT, max_size=3),
        examples=st.frozensets(_TEXT, max_size=3),
    )
)
def test_any_text_survives(concept: SkosConcept) -> None:
    other = replace(concept, id="A2", related=frozenset({"A1"}), broader="A1")
    scheme = Scheme("proef", Label("Proef", "Trial"), "verzonnen", "0")
    vocabulary = Vocabulary((scheme,), (concept, other))
    assert from_turtle(to_turtle(vocabulary)) == vocabulary
