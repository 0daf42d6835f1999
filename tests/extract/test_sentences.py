"""Sentences by rules, a saved spaCy pipeline by its folder, and names of the register."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_language import rule_language

from extract.language import LanguageMissing, gazetteer_of, is_installed, load_language

WHOLE = [
    "Het gaat o.a. om woningen en haltes.",
    "De bijdrage is € 2,6 mln. per jaar.",
    "Zie art. 3 van het convenant.",
    "Zie art. 3 en Bijlage 2 van het convenant.",
    "De brief van mr. J.P. de Vries is ontvangen.",
    "De heer A. Jansen en mevr. B. Pietersen tekenden.",
    "Op 1. januari begon de uitvoering.",
    "Dit gebeurt i.s.m. Provincie Groningen en het Rijk.",
    "Bij de start (d.d. 12 mei 2020) waren er 3.500 deelnemers.",
    "De minister van BZK c.q. Economische Zaken besluit.",
    "Het Rijk, i.c. het ministerie van LNV, draagt bij.",
    "De bijdrage steeg van 1.000 naar 2.500 euro.",
    "Dat vroeg prof. dr. Bakker zich af.",
    "1. De partijen overleggen ieder kwartaal.",
    "Zie www.regiodeals.nl voor het overzicht.",
]

SPLIT = [
    (
        "De regio groeit. De provincie helpt mee.",
        ["De regio groeit.", "De provincie helpt mee."],
    ),
    (
        "Werkt het? Ja! Dat blijkt uit de cijfers.",
        ["Werkt het?", "Ja!", "Dat blijkt uit de cijfers."],
    ),
    (
        "Zij zei: ‘Het werkt.’ Daarna ging zij weg.",
        ["Zij zei: ‘Het werkt.’", "Daarna ging zij weg."],
    ),
    (
        "Het fonds is klaar. “Wij zijn blij”, zei de wethouder.",
        ["Het fonds is klaar.", "“Wij zijn blij”, zei de wethouder."],
    ),
    (
        "De kosten zijn bekend (zie de bijlage). Het Rijk betaalt mee.",
        ["De kosten zijn bekend (zie de bijlage).", "Het Rijk betaalt mee."],
    ),
    (
        "In totaal was er € 12 miljoen. 4 gemeenten deden mee.",
        ["In totaal was er € 12 miljoen.", "4 gemeenten deden mee."],
    ),
    (
        "Het programma begon in 2020. Daarna volgde de evaluatie.",
        ["Het programma begon in 2020.", "Daarna volgde de evaluatie."],
    ),
    (
        "• Wonen is belangrijk. • Werken ook.",
        ["• Wonen is belangrijk.", "• Werken ook."],
    ),
]

ALPHABET = "aBé1 .,;:!?…\n\t\"'“”‘’()[]-–€•"


@pytest.fixture
def pipeline(tmp_path):
    """A small trained-like pipeline in a folder: sentencizer and a table of lemmas."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.lookups.add_table("lemma_lookup", {"gemeenten": "gemeente", "werkten": "werken"})
    nlp.meta["name"] = "klein"
    nlp.meta["version"] = "1.2.3"
    nlp.to_disk(tmp_path / "nl_klein")
    return tmp_path / "nl_klein"


def sentences(language, text):
    (read,) = language.read([text])
    bounds = zip(read.starts, (*read.starts[1:], len(text)), strict=True)
    return [text[start:end].strip() for start, end in bounds]


@pytest.mark.parametrize("text", WHOLE)
def test_abbreviations_initials_and_numbers_do_not_end_a_sentence(rules, text):
    assert sentences(rules, text) == [text]


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_sentences_end_where_a_reader_ends_them(rules, text, parts):
    assert sentences(rules, text) == parts


@given(st.lists(st.text(ALPHABET, max_size=60), max_size=4))
@settings(max_examples=50, deadline=None)
def test_sentence_starts_cover_the_whole_text(rules, texts):
    for text, read in zip(texts, rules.read(texts), strict=True):
        assert read.starts[0] == 0
        assert list(read.starts) == sorted(set(read.starts))
        assert read.starts[-1] <= max(0, len(text) - 1)


def test_without_a_model_the_rules_are_used_and_say_so(rules):
    assert rules.model_id.startswith("spacy.blank('nl')")
    assert rules.model_id.endswith("met regels")
    assert not rules.has_lemmas
    assert rules.lemmas("De gemeenten werkten samen.") == {}


def test_another_model_that_is_not_there_is_asked_for_in_vain_and_not_replaced_by_rules():
    assert not is_installed("nl_ander_model")
    with pytest.raises(LanguageMissing, match="nl_ander_model is er niet; installeer het"):
        load_language("nl_ander_model")


def test_a_saved_pipeline_is_loaded_from_its_folder_and_named(pipeline):
    language = load_language(model=str(pipeline))
    assert language.model_id == "nl_klein 1.2.3"
    assert sentences(language, "De regio groeit. Het Rijk helpt.") == [
        "De regio groeit.",
        "Het Rijk helpt.",
    ]


def test_a_pipeline_with_a_lemmatizer_gives_lemmas_by_their_first_character(pipeline):
    language = load_language(model=str(pipeline))
    text = "De gemeenten  werkten samen."
    assert language.has_lemmas
    lemmas = language.lemmas(text)
    assert lemmas[text.index("gemeenten")] == "gemeente"
    assert lemmas[text.index("werkten")] == "werken"
    assert set(lemmas) == {text.index(word) for word in ("De", "gem", "wer", "sam", ".")}


def test_names_of_the_register_are_found_where_they_stand():
    language = rule_language(("MINISTERIE", "Economische Zaken"))
    text = "Het ministerie van Economische Zaken draagt bij."
    (read,) = language.read([text])
    (name,) = read.entities
    assert (name.label, name.text) == ("MINISTERIE", "Economische Zaken")
    assert text[name.start : name.end] == "Economische Zaken"


def test_names_of_the_register_go_before_the_names_of_a_model(tmp_path):
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "LOC", "pattern": "BZK"}])
    nlp.to_disk(tmp_path / "model")
    language = load_language(str(tmp_path / "model"), (("MINISTERIE", "BZK"),))
    (read,) = language.read(["Het ministerie BZK betaalt."])
    assert [(name.label, name.text) for name in read.entities] == [("MINISTERIE", "BZK")]


@given(st.lists(st.sampled_from([("A", "Emmen"), ("B", "Ede"), ("A", "Assen")]), max_size=6))
@settings(max_examples=30, deadline=None)
def test_the_same_names_in_any_order_give_the_same_gazetteer(names):
    assert gazetteer_of(names) == gazetteer_of(reversed(names))
    assert set(gazetteer_of(names)) == set(names)
