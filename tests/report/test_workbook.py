"""The workbook, opened again: sheets, links, explanations, and text that stays text."""

import time

import pytest
from openpyxl import load_workbook

from report.tables import (
    CELL_COLUMNS,
    DOCUMENT_COLUMNS,
    MATRIX_COLUMNS,
    cell_table,
    document_table,
    names,
)
from report.theme_matrix import matrix_columns, matrix_table
from report.workbook import write_workbook

REMARKS = ["Vermelding is geen effect.", "=1+1.pdf staat niet op schijf."]
SHEETS = ["Rode draden", "Instrumenten", "Cellen", "Documenten", "Toelichting"]


@pytest.fixture(scope="module")
def write(study, study_cells, taxonomy):
    """Writes the workbook of the study, with these rows of cells when they are given."""

    def write_to(path, cell_rows=None):
        write_workbook(
            path,
            {
                facet.title.nl: (matrix_columns(facet), matrix_table(study_cells, facet))
                for facet in taxonomy.facets
            },
            {concept.id: concept.short for concept in taxonomy.concepts},
            (names(CELL_COLUMNS), cell_rows or cell_table(study_cells)),
            (names(DOCUMENT_COLUMNS), document_table(study)),
            {source.name: source.path.as_uri() for source in study.sources},
            REMARKS,
        )
        return load_workbook(path)

    return write_to


@pytest.fixture(scope="module")
def book(write, tmp_path_factory):
    return write(tmp_path_factory.mktemp("book") / "workbook.xlsx")


def rows_of_sheet(sheet):
    """Rows as dictionaries of cells, by the name in the header."""
    header, *rows = sheet.iter_rows()
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]


def test_the_sheets_come_in_reading_order(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_has_a_frozen_header_and_a_filter_over_all_of_it(book, name):
    sheet = book[name]
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.font.bold and cell.value for cell in sheet[1])


@pytest.mark.parametrize("name", ["Cellen", "Documenten"])
def test_no_name_of_a_column_is_cut(book, name):
    sheet = book[name]
    for cell in sheet[1]:
        width = sheet.column_dimensions[cell.column_letter].width
        assert len(cell.value) + 2 <= width, f"{cell.value} needs more than {width}"


def test_how_well_a_page_was_read_stands_beside_its_quote_and_its_document(book):
    first, *_ = rows_of_sheet(book["Cellen"])
    assert (first["citaat"].value is not None, first["leeskwaliteit"].value) == (True, "goed")
    grades = {
        row["document"].value: row["leeskwaliteit"].value
        for row in rows_of_sheet(book["Documenten"])
    }
    assert grades == {"evaluatie.pdf": "goed", "plan.pdf": "goed", "scan.pdf": "geen tekst"}


def test_the_matrix_names_each_concept_and_shows_every_value(book):
    rows = rows_of_sheet(book["Rode draden"])
    shown = [[row["R1 Sociale cohesie"].value, row["R2 Gezondheid"].value] for row in rows]
    assert shown == [[1, 0], ["onzeker", 1], ["geen tekst", "geen tekst"]]
    assert [row["bron"].value for row in rows] == ["plan", "rapportage", "plan"]


def test_one_zero_and_no_text_look_different(book):
    first, _, last = rows_of_sheet(book["Rode draden"])
    one, zero, silent = first["R1 Sociale cohesie"], first["R2 Gezondheid"], last["R2 Gezondheid"]
    assert (one.value, zero.value, silent.value) == (1, 0, "geen tekst")
    fills = {(cell.fill.fill_type, cell.fill.fgColor.rgb) for cell in (one, zero, silent)}
    assert len(fills) == 3


def test_numbers_are_numbers_and_empty_stays_empty(book):
    first, *_, last = rows_of_sheet(book["Cellen"])
    assert (first["tranche"].value, first["passages"].value, first["pagina"].value) == (1, 1, 1)
    assert (first["waarde"].value, first["sterkte"].value) == (1, 1.0)
    assert 0.6 < first["kans"].value < 1
    assert first["hoogste_kans"].value == 0.9
    assert last["waarde"].value == "geen tekst"
    assert last["sterkte"].value is last["citaat"].value is last["link"].value is None


def test_a_quote_that_begins_with_an_equals_sign_is_shown_and_not_calculated(book):
    quote = rows_of_sheet(book["Cellen"])[0]["citaat"]
    assert quote.value == "=SUM(A1) is geen formule maar een citaat."
    assert quote.data_type == "s"


def test_no_cell_of_any_sheet_is_a_formula(book):
    assert not [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_links_open_the_document_at_the_page(book):
    rows = rows_of_sheet(book["Cellen"])
    links = {
        (row["concept"].value, row["bron"].value): row["link"].hyperlink.target
        for row in rows
        if row["link"].value
    }
    assert links["R1", "plan"] == "file:///dossiers/plan.pdf#page=1"
    assert links["R2", "rapportage"] == "file:///dossiers/evaluatie.pdf#page=7"
    targets = {row["document"].hyperlink.target for row in rows_of_sheet(book["Documenten"])}
    assert targets == {f"file:///dossiers/{name}.pdf" for name in ("plan", "evaluatie", "scan")}


def test_a_file_name_with_a_hash_keeps_its_page(write, study_cells, study, tmp_path):
    rows = cell_table(study_cells)
    renamed = [row | {"link": "plan #2.pdf#page=3"} if row["link"] else row for row in rows]
    first, *_ = rows_of_sheet(write(tmp_path / "a.xlsx", renamed)["Cellen"])
    assert first["link"].value == "plan #2.pdf#page=3"
    assert first["link"].hyperlink.target == "file:///dossiers/plan.pdf#page=3"


def test_every_column_is_explained(book, taxonomy):
    rows = rows_of_sheet(book["Toelichting"])
    explained = {(row["blad"].value, row["kolom"].value) for row in rows if row["betekenis"].value}
    for sheet, columns in (
        ("Matrices", MATRIX_COLUMNS),
        ("Cellen", CELL_COLUMNS),
        ("Documenten", DOCUMENT_COLUMNS),
    ):
        assert {(sheet, name) for name in names(columns)} <= explained
    for sheet in ("Cellen", "Documenten"):
        shown = {cell.value for cell in book[sheet][1]}
        assert {(sheet, name) for name in shown} <= explained
    for concept in taxonomy.concepts:
        assert ("Matrices", concept.id) in explained


def test_remarks_come_first_in_the_explanation(book):
    remarks = rows_of_sheet(book["Toelichting"])[: len(REMARKS)]
    assert [row["betekenis"].value for row in remarks] == REMARKS


def test_characters_that_a_workbook_cannot_hold_do_not_stop_it(write, study_cells, tmp_path):
    rows = [row | {"citaat": "een\x0btwee\x02drie"} for row in cell_table(study_cells)]
    first, *_ = rows_of_sheet(write(tmp_path / "a.xlsx", rows)["Cellen"])
    assert first["citaat"].value == "een twee drie"


def test_the_same_input_gives_the_same_bytes_at_another_time(write, tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write(one)
    time.sleep(2.1)  # dates in a zip file have steps of two seconds
    write(two)
    assert one.read_bytes() == two.read_bytes()


def test_writing_again_replaces_the_file_and_leaves_no_draft(write, tmp_path):
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(b"old")
    write(path)
    assert [file.name for file in tmp_path.iterdir()] == ["workbook.xlsx"]
