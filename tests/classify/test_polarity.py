"""What a passage says of a factor: cues in the sentence with the evidence, turned by negation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.polarity import Polarity, polarity_of
from corpus.records import Evidence

SUCCES, FAAL, GEMENGD, ONBEKEND = Polarity


def told(text, word="samenwerking"):
    place = text.find(word)
    evidence = [Evidence(place, place + len(word), word)] if place >= 0 else []
    return polarity_of(text, evidence)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Dankzij de samenwerking is de brug er een jaar eerder.", SUCCES),
        ("De samenwerking verliep moeizaam.", FAAL),
        ("De samenwerking ging zonder vertraging van start.", SUCCES),
        ("De samenwerking is niet goed op gang gekomen.", FAAL),
        ("De samenwerking was niet alleen goed, zij was ook prettig.", SUCCES),
        ("De samenwerking is hecht, maar het tempo leidt tot vertraging.", GEMENGD),
        ("Over de samenwerking zijn de meningen verdeeld.", GEMENGD),
        ("De samenwerking telt elf gemeenten.", ONBEKEND),
        ("DANKZIJ DE samenwerking IS ER EEN BRUG.", SUCCES),
        ("", ONBEKEND),
    ],
)
def test_a_passage_tells_what_a_factor_did(text, polarity):
    assert told(text) is polarity


def test_the_sentence_with_the_evidence_goes_before_the_rest():
    text = "De planning liep vertraging op. Dankzij de samenwerking is dat ingehaald."
    assert told(text) is SUCCES
    assert told(text, "planning") is FAAL


def test_without_a_cue_beside_the_evidence_the_whole_passage_is_read():
    text = "Er waren elf partners in de samenwerking. Dat zorgde voor vertraging."
    assert told(text) is FAAL


@given(st.text(max_size=200))
def test_any_text_has_a_polarity(text):
    assert polarity_of(text, []) in Polarity


@given(st.sampled_from(["elf gemeenten", "de brug", "een vergadering in maart"]))
def test_a_sentence_without_cues_before_it_changes_nothing(other):
    text = "De samenwerking verliep moeizaam."
    assert told(f"Het gaat om {other}. {text}") is told(text)
