"""Names of projects and programmes, and what is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.interventions import Origin, gives_no_names, heading_names, names_in, row_name


def sure(found):
    return [one.name for one in found if one is not None and one.sure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Met de campagne Eems Je Toekomst laat de Regio zien wat er is.", ["Eems Je Toekomst"]),
        ("Onder de naam 'Proef de Vallei' voeren Partijen campagne.", ["Proef de Vallei"]),
        ("In de proef Overstap wachten bussen.", ["Proef Overstap"]),
        (
            "In de pilot “Samen de handen uit de mouwen” werken zij.",
            ["Samen de handen uit de mouwen"],
        ),
        ("Het actieprogramma Kansrijke Start loopt.", ["Kansrijke Start"]),
        (
            "Inwoners openen een Leerrekening en gaan naar de Vakfabriek.",
            ["Leerrekening", "Vakfabriek"],
        ),
        ("Met Sterke Start krijgen ouders hulp.", ["Sterke Start"]),
        ("Looptijd lang.\nProject: Stallenaanpak Zuid\nPijler: wonen", ["Stallenaanpak Zuid"]),
        ("De partijen sluiten een Regio Deal over brede welvaart.", []),
        ("Het project in Venlo is klaar, het programma loopt.", []),
        ("'Ik investeer pas weer als ik iets weet', zei hij.", []),
        ("Stichting Campus Maasveld voert het uit.", []),
        ("Het onderzoeksrapport 'Weerbare boeren' is uit.", []),
        ("De Tweede Kamer is in februari ingelicht.", []),
    ],
)
def test_names_in_prose(text, expected):
    assert sure(names_in(text)) == expected


def test_a_name_is_where_it_says_it_is():
    text = "Onder de noemer 'Kom naar de Kop' werven zij; de campagne Thuis Best begon."
    for one in names_in(text):
        assert text[one.start : one.end] == one.name


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("Artikel 3 Lijn 1: Jong in Eemsdelta",), ["Lijn 1: Jong in Eemsdelta"]),
        (("Rapport", "Landbouw", "Erfcoaches (groen)"), ["Erfcoaches"]),
        (
            ("Actielijn 1 Gezondste regio", "Rookvrij Maas"),
            ["Actielijn 1 Gezondste regio", "Rookvrij Maas"],
        ),
        (("Uitgelicht | Stallenaanpak Noordoost",), ["Stallenaanpak Noordoost"]),
        (("Project Waterkracht",), ["Project Waterkracht"]),
        (("Pijler Werken", "Beoogde resultaten"), ["Pijler Werken"]),
        (("Pijler Werken", "Opgave en aanpak"), ["Pijler Werken"]),
        (("Inleiding",), []),
        (("Resultaten", "Samenvatting"), []),
        (("Regio Deal Foodvalley",), []),
        (("Lijn 1",), []),
        (("Hoe pakten we het aan?",), []),
    ],
)
def test_names_among_headings(path, expected):
    assert sure(heading_names(path)) == expected


def test_an_article_that_a_scan_hangs_below_the_parties_still_gives_names():
    path = ("Partijen", "Artikel 3 Pijler A: Wonen en samenleven")
    assert sure(heading_names(path)) == ["Pijler A: Wonen en samenleven"]
    assert not gives_no_names(path)
    assert gives_no_names(("Convenant", "Partijen", "Het Rijk"))


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Lijn (x € 1.000): 1 Jong in Eemsdelta; Rijksbijdrage: 2.500", "Lijn Jong in Eemsdelta"),
        ("Project: Erfcoaches; Budget: € 2 mln", "Erfcoaches"),
        (
            "Opgave: Oud terrein; Aanpak: Herinrichting van Zeesluis met bomen; Resultaat: 15 ha",
            "Herinrichting van Zeesluis",
        ),
    ],
)
def test_rows_of_project_tables_are_names(row, name):
    found = row_name(row)
    assert found is not None
    assert found.name == name
    assert row[found.start : found.end] in name
    assert found.origin is Origin.ROW


@pytest.mark.parametrize(
    "row",
    [
        "Pijler: Totaal; Rijk: 14.000",
        "Pijler: Programmakosten; Rijk: 500",
        "Lijn: Programma en monitoring; Rijk: € 0,2 mln",
        "Indicator: Dorpshuizen gereed; Start: 0",
        "Regio Deal: Foodvalley; Tranche: 2",
        "Jaar | 2021",
    ],
)
def test_sums_overheads_and_other_tables_are_none(row):
    assert row_name(row) is None


def test_lead_ins_are_never_sure():
    found = names_in(
        "• Dorpsdienst Noord: een bus die rijdt op afroep\n• Risico: er is geen geld meer"
    )
    assert [(one.name, one.sure) for one in found] == [("Dorpsdienst Noord", False)]


SPACES = st.sampled_from([" ", "  ", "\n", " \n ", "\u00a0", "\t"])
WORDS = st.sampled_from(
    "Leven Zilte proeftuin Noord in de stad 2 1. (groen) (lopend) - Erfcoaches, "
    "Uitgelicht | Artikel 3 van Regio Deal Twente".split()
)


@st.composite
def cells(draw):
    """A cell as a page gives it: words with whatever white space between them."""
    words = draw(st.lists(st.one_of(WORDS, st.text("abcDE.(–", min_size=1)), max_size=7))
    return "".join(word + draw(SPACES) for word in words)


@given(
    st.sampled_from(["Project", "Lijn", "Onderdeel", "Opgave: Oud; Aanpak", "Naam\nproject"]),
    cells(),
    st.sampled_from(["", "; Budget: 2", "; Aanpak: Brug  Noord met bomen"]),
)
def test_the_name_of_a_row_is_where_it_says_it_is(head, cell, rest):
    row = f"{head}: {cell}{rest}"
    found = row_name(row)
    if found is not None:
        written = " ".join(row[found.start : found.end].split())
        assert written
        assert found.name in (written, f"Lijn {written}")


@given(
    st.sampled_from(["het project ", "onder de naam '", "Project: ", "• ", "de campagne "]),
    cells(),
    st.sampled_from(["", "'", ": zij gaan het doen"]),
)
def test_the_name_in_prose_is_where_it_says_it_is(before, name, after):
    text = f"{before}{name}{after}"
    for found in names_in(text):
        written = " ".join(text[found.start : found.end].split())
        assert found.name.lower() == written.lower()


def test_a_cell_of_two_lines_gives_the_name_and_its_place():
    row = "Project: Leven  in\nde stad; Budget: 2"
    found = row_name(row)
    assert found.name == "Leven in de stad"
    assert row[found.start : found.end] == "Leven  in\nde stad"
