"""Sentences by rules, a saved spaCy pipeline by its folder, and names of the register."""

import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_language import rule_language

from extract.dutch.sentence_words import CLOSES, GOES_ON, MAY_CLOSE
from extract.dutch.sentences import sentence_starts
from extract.language import LanguageMissing, gazetteer_of, is_installed, load_language

PROJECT = Path(__file__).parents[2]

WHOLE = [
    "Het gaat o.a. om woningen en haltes.",
    "De bijdrage is € 2,6 mln. per jaar.",
    "Zie art. 3 van het convenant.",
    "Zie art. 3 en Bijlage 2 van het convenant.",
    "Zie artt. 3 en 4, hfst. 2, par. 3.1, blz. 5 en p. 6 van Stcrt. 2021, nr. 12.",
    "De brief van mr. J.P. de Vries is ontvangen.",
    "De heer A. Jansen en mevr. B. Pietersen tekenden.",
    "De wethouder (mr. A.B. De Vries) sprak met minister J.J.M. Uitermark en H.M. de Jonge.",
    "Op 1. januari begon de uitvoering.",
    "Tussen 1 jan. 2024 en 31 dec. 2025 loopt de regeling.",
    "Dit gebeurt i.s.m. Provincie Groningen en het Rijk.",
    "Dit gebeurt t.a.v. De Bilt, m.u.v. Zeist, resp. Zeeland, incl. Walcheren en excl. Btw.",
    "Bij de start (d.d. 12 mei 2020) waren er 3.500 deelnemers.",
    "De minister van BZK c.q. Economische Zaken besluit.",
    "Het Rijk, i.c. het ministerie van LNV, draagt bij.",
    "De bijdrage steeg van 1.000 naar 2.500 euro.",
    "Het budget van 1. 000.000 euro is op.",
    "Dat vroeg prof. dr. ir. M.J.W. (Mark) Bakker zich af.",
    "De motie Klaver c.s. (34000-VIII) is aangenomen.",
    "1. De partijen overleggen ieder kwartaal.",
    "Artikel 3. De minister stelt het budget vast.",
    "Artikel 47 1. De minister stelt het budget vast.",
    "De aanpak: 1. eerst kijken; 2. Dan doen en 3. Daarna leren.",
    "De pijlers zijn 1. Wonen, 2. Werken en 3. Zorg.",
    "Zie www.regiodeals.nl voor het overzicht.",
    "Zie https://www.regio.nl/a.b?c=d of mail naar info@regio.nl voor meer.",
    "De N.V. Nederlandse Gasunie ligt bij St. Maarten en de dr. Kuyperschool.",
    "Zie Kamerst. II 2019/20, 29 697, nr. 75 en ECLI:NL:RVS:2017:1724, r.o. 4.4 (vgl. Hof).",
    "Bel voor vragen tel. 070 426 6514 of kom naar de P.C. Hooftlaan.",
    "Zij vroeg: ‘Werkt het?’ en ging weg.",
    "Wonen ... werken … en recreëren.",
    "Inleiding ........ 3 Aanpak ........ 5",
    "een regel die\ndoorloopt in kleine letters",
    "Gemeente Emmen,\nGemeente Coevorden",
]

SPLIT = [
    "De regio groeit. | De provincie helpt mee.",
    "Werkt het? | Ja! | Dat blijkt uit de cijfers.",
    "Zij zei: ‘Het werkt.’ | Daarna ging zij weg.",
    "Hij zei: “Dat kan.” | Daarna zweeg hij.",
    "Het fonds is klaar. | “Wij zijn blij”, zei de wethouder.",
    "De kosten zijn bekend (zie de bijlage). | Het Rijk betaalt mee.",
    "De kosten zijn bekend (zie bijlage 2.) | Het Rijk betaalt mee.",
    "Dat is zo. | (Zie ook bijlage 2.) | De regio gaat door.",
    "In totaal was er € 12 miljoen. | 4 gemeenten deden mee.",
    "Het programma begon in 2020. | Daarna volgde de evaluatie.",
    "• Wonen is belangrijk. | • Werken ook.",
    "De bewoners klagen. | - Geluid. | - Stank.",
    "Het geld is voor wonen, werken enz. | De regio wil meer.",
    "Wonen, werken e.d. | Gemeenten willen meer.",
    "Dat doet Bakker B.V. | Het bedrijf groeit.",
    "De zwaarste lasten dragen bv. | Daarnaast betaalt de nv.",
    "Dat staat in artikel 3. | De minister besluit.",
    "Zie Kamerstuk 29 697, nr. 75. | De Kamer stemde in.",
    "Het gaat om onderdeel A. | Belangrijk is het budget.",
    "Het gaat om de onderdelen a, b en c. | Partijen overleggen.",
    "De afstand is 25 m. | Woningen zijn er niet.",
    "Het is koud. | 's Avonds regent het. | ’t Is nat.",
    "Het kost € 2,5 mln. | Daarvan betaalt het Rijk de helft.",
    "Op 25 september jl. | Deze brief is nieuw.",
    "De regeling loopt tot 31 dec. | Daarna stopt zij.",
    "Mail naar info@regio.nl. | Daar zit een team. | Zie ook www.regio.nl. | Het werkt.",
    "Dat was het… | Of toch niet... | Wie weet.",
    "Het budget is op. | € 5 komt later.",
    "Dit zijn de doelen: 1. Wonen verbeteren. | 2. Werken stimuleren. | 3. Zorg.",
    "De afdeling PR. | Gemeenten lezen mee.",
    "Zie hoofdstuk III. | Gemeenten lezen mee.",
    "Partijen spreken af:\n| • wonen;\n| • werken.",
    "Partijen spreken af:\n| a. wonen;\n| b. werken.",
    "Tabel 1 Verdeling\n| Het Rijk betaalt.",
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


@pytest.mark.parametrize("marked", SPLIT)
def test_sentences_end_where_a_reader_ends_them(rules, marked):
    text = marked.replace("| ", "")
    assert sentences(rules, text) == [part.strip() for part in marked.split("|")]


PLAIN = st.builds(
    lambda first, words, end: " ".join([first, *words]) + end,
    st.sampled_from("De Het Daarnaast Gemeenten Zij 's".split()),
    st.lists(
        st.sampled_from(
            "regio krijgt 2,5 mln. in 2024 (zie art. 3) o.a. dhr. J.P. Jansen bij B.V. X".split()
        ),
        max_size=8,
    ).map(lambda words: [*words, "budget"]),
    st.sampled_from([".", "!", "?", ").", ".”", "…", " enz.", " in 2024."]),
)


@given(st.lists(PLAIN, min_size=1, max_size=5), st.sampled_from([" ", "\n", "  "]))
@settings(max_examples=150, deadline=None)
def test_whole_sentences_put_behind_one_another_come_apart_again(parts, gap):
    ends = accumulate(len(part) + len(gap) for part in parts[:-1])
    assert sentence_starts(gap.join(parts)) == (0, *ends)


@given(st.sampled_from(sorted(GOES_ON)), st.sampled_from(["De", "Zeeland", "5", "(Daar"]))
def test_an_abbreviation_that_goes_on_never_ends_a_sentence(short, following):
    assert sentence_starts(f"Het staat {short} {following} staat niets") == (0,)


@given(
    st.sampled_from(sorted(CLOSES | MAY_CLOSE)), st.sampled_from("De Daarnaast Hiervoor".split())
)
def test_an_abbreviation_that_may_close_a_sentence_does_so_before_a_word_that_begins_one(
    short, following
):
    text = f"Het gaat om wonen {short} {following} komt er meer"
    assert sentence_starts(text) == (0, text.index(f"{following} komt"))


@given(st.sampled_from(sorted(CLOSES | MAY_CLOSE)), st.sampled_from("en 2024 wordt (34000".split()))
def test_an_abbreviation_that_may_close_a_sentence_does_not_before_other_words(short, following):
    assert sentence_starts(f"Het gaat om wonen {short} {following} komt er meer") == (0,)


@given(st.lists(st.text(ALPHABET, max_size=60), max_size=4))
@settings(max_examples=50, deadline=None)
def test_sentence_starts_cover_the_whole_text(rules, texts):
    for text, read in zip(texts, rules.read(texts), strict=True):
        assert read.starts[0] == 0
        assert list(read.starts) == sorted(set(read.starts))
        assert read.starts[-1] <= max(0, len(text) - 1)


def test_without_a_model_the_rules_are_used_and_say_so(rules):
    assert rules.model_id.startswith("zinsregels ")
    assert rules.model_id.endswith("zonder taalmodel")
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


def test_names_are_words_of_their_own_and_the_longest_counts():
    language = rule_language(("A", "Regio Deal"), ("B", "Regio Deal Twente II"), ("C", "LNV"))
    text = "LNV, de LNV-raad en Regio Deal Twente II; niet LNVX of Regio Dealmaker, wel Regio Deal."
    (read,) = language.read([text])
    assert [(name.label, text[name.start : name.end]) for name in read.entities] == [
        ("C", "LNV"),
        ("C", "LNV"),
        ("B", "Regio Deal Twente II"),
        ("A", "Regio Deal"),
    ]


def test_the_rules_do_not_load_spacy():
    code = (
        "import sys; from extract.language import load_language, is_installed\n"
        "if is_installed(): sys.exit(0)\n"
        "load_language().read(['De regio groeit. Het Rijk betaalt.'])\n"
        "sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False)
    assert done.returncode == 0


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
