"""Words: offsets that fit the text, stems that join forms, compounds that fall apart well."""

from __future__ import annotations

import unicodedata

import pytest

from classify.words import Compounds, compound_parts, stem, tokenise

COMPOUNDS = {
    "arbeidsmarkt": ["arbeid", "markt"],
    "arbeidsmarkttekort": ["arbeid", "markt", "tekort"],
    "bijscholing": ["scholing"],
    "bodemdaling": ["bodem", "daling"],
    "bijscholingstraject": ["bijscholing", "scholing", "traject"],
    "deelauto": ["deel", "auto"],
    "dorpshuis": ["dorp", "huis"],
    "dorpsontmoetingsplek": ["dorp", "ontmoeting", "plek"],
    "energietransitie": ["energie", "transitie"],
    "fietspaden": ["fiets", "pad"],
    "herbestemming": ["bestemming"],
    "herontwikkelingslocaties": ["herontwikkeling", "ontwikkeling", "locatie"],
    "jeugdzorg": ["jeugd", "zorg"],
    "kinderopvang": ["kind", "opvang"],
    "laaggeletterdheid": ["laag", "geletterdheid"],
    "landschapselementen": ["landschap", "element"],
    "mantelzorg": ["mantel", "zorg"],
    "omscholing": ["scholing"],
    "onderwijsregio": ["onderwijs", "regio"],
    "samenwerkingsverbanden": ["samenwerking", "verband"],
    "schuldhulpverlening": ["schuld", "hulp", "verlening"],
    "scholingsvoucher": ["scholing", "voucher"],
    "verkeersveiligheid": ["verkeer", "veiligheid"],
    "voortgangsrapportage": ["voortgang", "rapportage"],
    "warmtenet": ["warmte", "net"],
    "waterkwaliteit": ["water", "kwaliteit"],
    "woningbouwopgave": ["woning", "bouw", "opgave"],
    "zonneparken": ["zonne", "park"],
}
_SIMPLE_WORDS = """
    bestuur besturen bestrijden bedrijven bedrijvigheid belangrijk bereikbaarheid bestedingen
    duurzaamheid gemeente gemeenten gezondheid inwoners jongeren kansen krimp leefbaarheid
    mogelijkheden ondernemers ondermijning ontwikkeling provincie rapporteren regering regio
    Rotterdam samenleving toerisme vereniging voorzieningen vrijstellingen werkzaamheden
    werkgelegenheid zelfstandig
"""
SIMPLE_WORDS = _SIMPLE_WORDS.split()


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS.items())
def test_compounds_fall_apart(word: str, parts: list[str]) -> None:
    assert compound_parts(word) == tuple(stem(part) for part in parts)


@pytest.mark.parametrize("word", SIMPLE_WORDS)
def test_simple_words_stay_whole(word: str) -> None:
    assert compound_parts(word) == ()


@pytest.mark.parametrize(
    "forms",
    [
        ("coördinatie", "coordinatie", "Coördinaties"),
        ("bedrijf", "bedrijven"),
        ("huis", "huizen"),
        ("bus", "bussen"),
        ("innovatie", "innovaties"),
        ("foto", "foto's", "foto\u2019s"),
        ("kans", "kansen"),
        ("grens", "grenzen"),
        ("fiets", "fietsen"),
        ("plaats", "plaatsen"),
        ("flat", "flats"),
        ("advies", "adviezen"),
        ("stad", "steden", "stedelijke"),
        ("regio", "regio's"),
    ],
)
def test_forms_of_one_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_different_words_keep_different_stems() -> None:
    assert len({stem(word) for word in ("gezond", "zon", "veilig", "veiling", "kan", "kans")}) == 6


def test_tokens_hold_their_place_in_the_text() -> None:
    text = "In \u2019s-Hertogenbosch kost de zij-instroom €1.250,50; zie (A12) en de foto's."
    tokens = tokenise(text)
    assert [text[token.start : token.end] for token in tokens] == [t.text for t in tokens]
    assert [token.text for token in tokens] == [
        *("In", "\u2019s-Hertogenbosch", "kost", "de", "zij-instroom", "1.250,50"),
        *("zie", "A12", "en", "de", "foto's"),
    ]


def test_a_letter_and_its_trema_may_be_written_apart() -> None:
    (token,) = tokenise(unicodedata.normalize("NFD", "coördinatie"))
    assert token.stem == stem("coördinatie")
    assert (token.start, token.end) == (0, 12)


def test_hyphens_separate_parts_that_may_be_compounds_themselves() -> None:
    (token,) = tokenise("zorg-arbeidsmarkt")
    assert token.parts == ("zorg", stem("arbeidsmarkt"), "arbeid", "markt")


def test_a_hanging_hyphen_is_no_part_of_the_word() -> None:
    words = [token.text for token in tokenise("woon- en leefklimaat")]
    assert words == ["woon", "en", "leefklimaat"]


@pytest.mark.parametrize("text", ["", " ", "\n - — . …", "''", "_"])
def test_text_without_words_has_no_tokens(text: str) -> None:
    assert tokenise(text) == []


def test_a_frequent_whole_word_is_left_alone() -> None:
    counts = {"dorp": 100, "huis": 100, "dorpshuis": 5}
    assert Compounds(counts).split("dorpshuis") == ("dorp", "huis")
    assert Compounds(counts | {"dorpshuis": 500}).split("dorpshuis") == ()


def test_a_name_is_never_a_part() -> None:
    counts = {"Weert": 900, "plein": 900}
    assert Compounds(counts).split("weertplein") == ()


def test_a_very_long_word_takes_no_long_time() -> None:
    compound_parts("arbeidsmarktwaterplanbouwgrondlandzorg" * 40)
