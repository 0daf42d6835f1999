"""Proposals for a bare folder: deal, kind and year from real-looking names and first pages."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import registry
from corpus.proposal import FirstLook, document_files, propose

NAMES = registry.deal_names()
FILE_NAMES = [
    ("Convenant Regio Deal Twente 2019.pdf", "t2-twente", "convenant", "2019"),
    ("convenant-regio-deal-twente-ii-2023.pdf", "t4-twente", "convenant", "2023"),
    ("Convenant Regio Deal Twente 2019-2022.pdf", "t2-twente", "convenant", "2019"),
    ("Eindrapportage_RegioDeal_Achterhoek.pdf", "achterhoek", "eindrapportage", ""),
    (
        "Regio Deal Achterhoek 2019-2022 Eindrapportage.pdf",
        "t2-achterhoek",
        "eindrapportage",
        "2022",
    ),
    (
        "Voortgangsrapportage Regiodeal Zuid- en Oost-Drenthe (2021).PDF",
        "t2-zuid-en-oost-drenthe",
        "voortgangsrapportage",
        "2021",
    ),
    ("Mid-term review Rotterdam-Zuid I 2022.pdf", "t1-rotterdam-zuid", "mid-term review", "2022"),
    (
        "tussenevaluatie_Fryslan_Noordwest-Fryslân 2025.pdf",
        "t4-noardwest-fryslan",
        "mid-term review",
        "2025",
    ),
    ("Nulmeting Regio Deal Oost-Groningen, 3e tranche.pdf", "t3-oost-groningen", "nulmeting", ""),
    ("Monitoringsrapport Het Hogeland 2025.pdf", "t5-het-hogeland", "monitoring", "2025"),
    (
        "Drechtsteden – Gorinchem Uitvoeringsprogramma 3e meting 2023.pdf",
        "t3-drechtsteden-gorinchem",
        "monitoring",
        "2023",
    ),
    ("Brief aan BZK Voortgang Regio Deal Veluwe 2023.pdf", "t3-veluwe", "brief", "2023"),
    ("Evaluatie RD Parkstad Limburg 2024.pdf", "t2-parkstad-limburg", "evaluatie", "2024"),
    ("Vergelijking Noord-Limburg en Midden-Limburg 2025.pdf", "meerdere", "overig", "2025"),
    ("Regio Deal Twente jaarverslag 2024.pdf", "regio deal twente", "overig", "2024"),
]
"""File name -> proposed deal, kind and year. A name of several deals stays a name."""
COVENANT = """Convenant
Regio Deal Twente

Partijen
1. De Minister van Landbouw, Natuur en Voedselkwaliteit, hierna te noemen: LNV;
2. De gemeenten in Twente, samen de Twente Board, hierna te noemen: de Regio.
Getekend op 12 juli 2019. Twente krijgt de bijdrage in 2019 en 2020.
"""
LETTER = """Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Postbus 20018, 2500 EA Den Haag

Datum 20 november 2025
Betreft Stand van zaken Regio Deals

Geachte voorzitter,

Hierbij informeer ik uw Kamer over de Regio Deals van 2025. De Regio Deals Achterhoek, Den Haag
Zuidwest en Parkstad Limburg zijn afgerond; Zeeland, Rivierenland en Zuid- en Oost-Drenthe volgen.
"""
PROGRESS = """Regio Deal
Noord-Limburg
Voortgangsrapportage 2022

Inhoud
1 Monitoring en evaluatie
2 Brief aan de raden
"""


def proposed(name="scan0001.pdf", text=""):
    return propose(FirstLook(Path("/map") / name, text), NAMES)


@pytest.mark.parametrize(("name", "deal", "kind", "year"), FILE_NAMES)
def test_a_file_name_tells_deal_kind_and_year(name, deal, kind, year):
    row = proposed(name)
    assert (row.deal, row.kind, row.year) == (deal, kind, year)


def test_titles_of_the_known_evaluations_are_recognised():
    for evaluation in registry.evaluations():
        deal = evaluation.deal.replace("/", " ")
        row = proposed(f"Evaluatie Regio Deal {deal}, tranche {evaluation.tranche}.pdf")
        assert row.deal == evaluation.deal_id


def test_the_first_page_tells_what_the_file_name_does_not():
    row = proposed(text=COVENANT)
    assert (row.deal, row.kind, row.year) == ("t2-twente", "convenant", "2019")


def test_a_letter_to_parliament_about_many_deals_is_of_several():
    row = proposed(text=LETTER)
    assert (row.deal, row.kind, row.year) == ("meerdere", "brief", "2025")
    assert proposed("kamerbrief-2025.pdf", LETTER).deal == "meerdere"


def test_the_title_goes_before_deals_and_kinds_further_on():
    neighbours = "De regio grenst aan Midden-Limburg en aan Parkstad en Zuid-Limburg. " * 9
    row = proposed(text=f"{PROGRESS}{'De stand per project. ' * 20}{neighbours}")
    assert (row.deal, row.kind, row.year) == ("t3-noord-limburg", "voortgangsrapportage", "2022")


def test_the_file_name_goes_before_the_text():
    row = proposed("Evaluatie Regio Deal Zeeland 2023.pdf", COVENANT)
    assert (row.deal, row.kind, row.year) == ("t1-zeeland", "evaluatie", "2023")


def test_other_spellings_of_one_deal_are_not_several_deals():
    text = "De Regio Deal Parkstad Limburg. In Parkstad, en in heel Parkstad Limburg. " * 20
    assert proposed("rapport 2021.pdf", text).deal == "t2-parkstad-limburg"


def test_a_report_that_can_be_about_two_deals_of_one_name_leaves_the_name():
    assert proposed("rapport 2026.pdf", "Regio Deal Foodvalley, in Foodvalley").deal == (
        "regio deal foodvalley"
    )


def test_deals_without_a_name_are_several_and_no_deal_is_national():
    assert proposed(text="De Regio Deals in vogelvlucht").deal == "meerdere"
    assert proposed(text="Nota over ruimtelijke ordening").deal == "landelijk"


def test_without_text_and_telling_name_only_a_title_is_left():
    row = proposed("scan_0001-b.pdf")
    assert (row.kind, row.year, row.title) == ("overig", "", "scan 0001 b")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019, 2021 en 2021", "2021"),
        ("2019 en 2021", "2021"),
        ("in 1998 of 2031, nr. 20190712, tel. 0201234567", ""),
    ],
)
def test_the_year_is_the_one_named_most_and_of_two_the_last(text, year):
    assert proposed(text=text).year == year


def test_a_briefing_is_no_letter():
    assert proposed("Technische briefing Regio Deals.pdf").kind == "overig"


def test_the_title_is_the_first_line_that_looks_like_one():
    text = "12\n  \nvervolg van de vorige bladzijde\nHalverwege   op Zuid: de balans\nNog een titel"
    assert proposed(text=text).title == "Halverwege op Zuid: de balans"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Elke regio telt. Regio’s dragen bij aan een sterke samenleving. Daarbij\n"
            "is het belangrijk om oog te hebben voor verschillen.",
            "Elke regio telt. Regio’s dragen bij aan een sterke samenleving.",
        ),
        (
            "Regio Deals dragen bij aan het verzilveren van kansen voor\nwie er woont.",
            "Regio Deals dragen bij aan het verzilveren van kansen voor …",
        ),
        ("Voortgangsrapportage 2022\nversie 2.1", "Voortgangsrapportage 2022"),
        ("Wat werkt? Tussenevaluatie van Twente\nen de Veluwe\n\n", None),
        ("Elke regio telt in de Regio Deals van dit jaar.\nen verder", None),
    ],
)
def test_a_title_does_not_stop_in_the_middle_of_a_sentence(text, title):
    assert proposed(text=text).title == (title or text.splitlines()[0])


def test_the_path_of_a_proposal_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert propose(FirstLook(Path("a.pdf"), ""), NAMES).path == str(tmp_path / "a.pdf")


@settings(max_examples=50, deadline=None)
@given(st.text("Regio Deal Twente2019kamerbrief -_."), st.text(max_size=300))
def test_a_proposal_can_be_made_of_anything(name, text):
    row = proposed(f"x{name}", text)
    assert row.kind
    assert row.title == row.title.strip()
    assert "\n" not in row.title


def test_documents_are_found_in_every_folder_but_hidden_ones(tmp_path):
    wanted = ["a/brief.docx", "a/z.PDF", "b.pdf", "c.DOCX", "pagina.htm", "pagina.html"]
    others = ["a/.verborgen.pdf", ".git/x.pdf", "a/notitie.txt", "oud.doc", "cijfers.xlsx", "pdf"]
    for name in [*others, *reversed(wanted)]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "map.pdf").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in document_files(tmp_path)]
    assert found == wanted


def test_a_hidden_folder_above_does_not_hide_the_files(tmp_path):
    folder = tmp_path / ".verborgen" / "map"
    folder.mkdir(parents=True)
    (folder / "a.pdf").touch()
    assert [path.name for path in document_files(folder)] == ["a.pdf"]


def test_a_link_to_a_pdf_counts_and_a_broken_link_does_not(tmp_path):
    (tmp_path / "echt.pdf").touch()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "echt.pdf")
    (tmp_path / "stuk.pdf").symlink_to(tmp_path / "weg.pdf")
    assert [path.name for path in document_files(tmp_path)] == ["echt.pdf", "link.pdf"]


def test_the_name_of_a_region_alone_is_no_deal():
    text = "Besluitenlijst van de raad. De GGD Noord-Holland Noord en de regio Twente doen mee."
    row = propose(FirstLook(Path("besluitenlijst-2025.pdf"), text), NAMES)
    assert row.deal == "landelijk"
