"""The workbook of a report, opened again."""

import time

import pytest
from handmade import CAVEATS, report_of
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from report.result_tables import flat_table
from report.result_workbook import sheet_names, unique_name, write_report_workbook


@pytest.fixture(scope="module")
def write(study, deals, taxonomy):
    """Writes the workbook of the handmade report and opens it."""
    report, _ = report_of(study, deals, taxonomy)
    tables = [flat_table(table, report.quotations) for table in report.tables]

    def write_to(path):
        write_report_workbook(path, report, tables, sheet_names(report.tables))
        return load_workbook(path)

    return write_to


@pytest.fixture(scope="module")
def book(write, tmp_path_factory):
    return write(tmp_path_factory.mktemp("book") / "rapport.xlsx")


def head_of(sheet):
    """The number of the row with the names of the columns, and these names."""
    row = next(row for row in sheet.iter_rows() if row[0].value == "Sleutel")
    return row[0].row, [cell.value for cell in row]


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_such_as_a_program_takes_and_no_two_the_same(wanted):
    given_names = []
    for one in wanted:
        given_names.append(unique_name(one, given_names))
    assert len({name.lower() for name in given_names}) == len(wanted)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in given_names)


def test_a_year_is_a_number_without_a_point_at_the_thousands(book):
    sheet = book["Documenten"]
    top, heads = head_of(sheet)
    cells = [row[heads.index("Jaar")] for row in sheet.iter_rows(min_row=top + 1)]
    assert cells
    assert {(type(cell.value), cell.number_format) for cell in cells} == {(int, "0")}


def test_the_contents_come_first_and_lead_to_every_sheet(book):
    contents = book["Inhoud"]
    assert book.sheetnames[0] == "Inhoud"
    links = {
        cell.value: cell.hyperlink.location or cell.hyperlink.target
        for row in contents.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert set(links) == set(book.sheetnames[1:])
    assert all(link.lstrip("#").startswith(f"'{name}'") for name, link in links.items())


def test_the_contents_tell_what_was_read_when_and_what_to_know(book):
    told = [str(cell.value) for row in book["Inhoud"].iter_rows() for cell in row if cell.value]
    assert any("21 november 2026" in line for line in told)
    assert any(line.startswith("Documenten: 3 documenten") for line in told)
    assert set(CAVEATS) <= set(told)


def test_every_sheet_has_a_frozen_head_with_a_filter_over_all_rows(book):
    for sheet in book.worksheets[1:]:
        row, names = head_of(sheet)
        assert sheet.freeze_panes.endswith(str(row + 1))
        assert sheet.auto_filter.ref.startswith(f"A{row}:")
        assert sheet.auto_filter.ref.endswith(str(max(sheet.max_row, row)))
        assert sheet.print_title_rows == f"${row}:${row}"
        assert all(names)


def test_numbers_are_numbers_with_the_format_of_their_measure(book):
    sheet = book["Draden <alle>"]
    row, names = head_of(sheet)
    first = dict(zip(names, sheet[row + 1], strict=True))
    assert (first["Aandeel"].value, first["Aandeel"].number_format) == (0.5, "0.0%")
    assert first["Rijksbijdrage"].value == 1_250_000
    assert "€" in first["Rijksbijdrage"].number_format
    third = dict(zip(names, sheet[row + 3], strict=True))
    assert third["Aantal deals"].value == "geen tekst"
    assert third["Aantal deals"].fill.fill_type
    assert third["Breedte"].value is None


def test_shares_have_a_scale_that_only_grows_darker(book):
    sheet = book["Draden <alle>"]
    scales = [rule.colorScale for area in sheet.conditional_formatting for rule in area.rules]
    assert len(scales) == 3
    grey = [
        sum(int(colour.rgb[place : place + 2], 16) for place in (2, 4, 6))
        for colour in scales[0].color
    ]
    assert grey == sorted(grey, reverse=True)


def test_the_document_of_a_row_opens_at_the_page_of_its_best_quote(book):
    sheet = book["Draden <alle>"]
    row, names = head_of(sheet)
    place = names.index("Document")
    targets = [
        cell.hyperlink.target if (cell := sheet[row + number][place]).hyperlink else None
        for number in (1, 2, 3)
    ]
    assert targets == [
        "../../dossiers/plan.pdf#page=1", None, "../../dossiers/evaluatie.pdf#page=7",
    ]  # fmt: skip


def test_no_cell_of_any_sheet_is_a_formula(book):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_every_column_of_every_sheet_is_explained(book):
    sheet = book["Kolommen"]
    row, names = head_of(sheet)
    told = {
        (one[names.index("Blad")], one[names.index("Kop")])
        for one in sheet.iter_rows(min_row=row + 1, values_only=True)
    }
    for other in book.worksheets[1:]:
        if other.title != "Kolommen":
            assert {(other.title, name) for name in head_of(other)[1]} <= told


def test_the_same_report_gives_the_same_bytes_at_another_time(write, tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write(one)
    time.sleep(2.1)  # dates in a zip file have steps of two seconds
    write(two)
    assert one.read_bytes() == two.read_bytes()
