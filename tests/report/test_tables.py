"""Tables as text: what stands in a cell, and files that are safe to open and stable."""

import csv
import dataclasses
import io
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.analysed import Analysis
from corpus.records import Box, Document, Grade, Kind, Outcome, PageQuality, PageRecord, RemovedLine
from report.tables import (
    CELL_COLUMNS,
    DOCUMENT_COLUMNS,
    cell_table,
    csv_text,
    document_table,
    harmless,
    names,
)
from report.theme_matrix import cells_of, rows_of

GOLDEN = Path(__file__).parents[1] / "golden"
TEXTS = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]))


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_text_that_a_spreadsheet_would_calculate_gets_a_quote(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "R1", "0.25", "'s-Hertogenbosch", "1 = ja", "a@b.nl"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@given(st.lists(st.fixed_dictionaries({"a": TEXTS, "b": TEXTS}), max_size=5))
@settings(max_examples=50, deadline=None)
def test_a_csv_file_gives_back_every_row_and_holds_no_formula(rows):
    found = read(csv_text(["a", "b"], rows))
    for row, back in zip_longest(rows, found):
        for name in ("a", "b"):
            assert back[name] in (row[name], f"'{row[name]}")
            assert not back[name].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_csv_file_has_the_asked_columns_in_order_and_one_kind_of_line_end():
    text = csv_text(["b", "a"], [{"a": "1,5", "b": "é", "c": "weg"}, {"a": "-2", "b": "", "c": ""}])
    assert text == 'b,a\né,"1,5"\n,\'-2\n'


def test_the_cells_of_a_study_are_those_of_the_golden_file(study_cells):
    text = csv_text(names(CELL_COLUMNS), cell_table(study_cells))
    assert text == (GOLDEN / "report_cells.csv").read_bytes().decode("utf-8")


def test_the_same_cells_give_the_same_text(study_cells):
    texts = {csv_text(names(CELL_COLUMNS), cell_table(study_cells)) for _ in range(2)}
    assert len(texts) == 1


def test_every_value_of_a_cell_has_an_explained_column(study_cells):
    assert all(list(row) == names(CELL_COLUMNS) for row in cell_table(study_cells))


def test_a_cell_says_how_well_the_page_of_its_quote_was_read(
    make_analysis, make_passage, deals, taxonomy
):
    good = make_passage("Een zin over gezondheid." + " woord" * 60, ["R2"])
    poor = dataclasses.replace(
        make_passage("Een zin over cohesie." + " woord" * 60, ["R1"], position=1),
        grade=Grade.MATIG,
    )
    analysis = make_analysis([good, poor])
    rows = cell_table(cells_of(rows_of(analysis, deals), taxonomy.facets))
    assert {row["concept"]: row["leeskwaliteit"] for row in rows} == {
        "R1": "matig",
        "R2": "goed",
        "I1": "",
    }


def test_a_quote_of_a_web_page_has_no_place_on_paper(
    make_analysis, make_passage, make_source, deals, taxonomy
):
    page = make_source("pagina.html")
    text = "Een zin over gezondheid." + " woord" * 60
    quoted = make_passage(text, ["R2"], source=page, boxes=[Box(1, 0.0, 0.0, 0.0, 0.0)])
    rows = cell_table(cells_of(rows_of(make_analysis([quoted]), deals), taxonomy.facets))
    assert [row["vak"] for row in rows if row["citaat"]] == [""]


def test_no_text_leaves_numbers_empty_and_is_never_zero(study_cells):
    silent = [row for row in cell_table(study_cells) if row["deal_id"] == "blauw"]
    assert len(silent) == 3
    for row in silent:
        assert row["waarde"] == "geen tekst"
        assert {row[name] for name in ("sterkte", "kans", "hoogste_kans", "citaat")} == {""}


def test_documents_say_what_became_of_them(make_source):
    source = make_source("verslag.pdf", "blauw", Kind.EINDRAPPORTAGE, "Eindverslag", 2023)
    poor = PageQuality(Grade.SLECHT, known=0.4)
    pages = (
        PageRecord(1, 595.0, 842.0, 9, "tesseract", poor),
        PageRecord(2, 595.0, 842.0, 0, "geen tekst"),
    )
    removed = (RemovedLine(1, "Eindverslag", "kopregel"),)
    document = Document(
        source.document_id, "x", Outcome.GELUKT, "Pagina 2 heeft geen tekst.", pages, (), removed
    )
    analysis = Analysis((source,), {source.document_id: document}, (), {})
    (row,) = document_table(analysis)
    assert list(row) == names(DOCUMENT_COLUMNS)
    assert row == {
        "document": "verslag.pdf",
        "deal_id": "blauw",
        "soort": "eindrapportage",
        "jaar": "2023",
        "titel": "Eindverslag",
        "uitkomst": "gelukt",
        "reden": "Pagina 2 heeft geen tekst.",
        "leeskwaliteit": "slecht",
        "paginas": "2",
        "paginas_zonder_tekst": "1",
        "passages": "0",
        "verwijderde_regels": "1",
        "sha256": source.sha256,
    }


@pytest.mark.parametrize("columns", [CELL_COLUMNS, DOCUMENT_COLUMNS])
def test_every_column_is_named_once_and_explained(columns):
    assert len(set(names(columns))) == len(columns)
    assert all(column.meaning.endswith(".") for column in columns)
