"""The workbook for evaluators: matrices, cells, documents, and a sheet that explains columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from report.sheet_style import (
    HEAD_FILL,
    HEAD_FONT,
    HEAD_PLACE,
    LINE_HEIGHT,
    LINK_FONT,
    PRESENT_FILL,
    SILENT_FILL,
    SILENT_FONT,
    save_without_date,
    storable,
)
from report.tables import CELL_COLUMNS, DOCUMENT_COLUMNS, MATRIX_COLUMNS, Column
from report.theme_matrix import NO_TEXT, UNCERTAIN

_WIDTHS = {
    "deal_id": 26,
    "deal": 34,
    "citaat": 90,
    "citaat_2": 60,
    "citaat_3": 60,
    "link_2": 44,
    "link_3": 44,
    "standaardtekst": 17,
    "sterkte_laag": 15,
    "sterkte_hoog": 15,
    "nagekeken": 14,
    "aandeel_nagekeken": 20,
    "document": 38,
    "label": 36,
    "link": 44,
    "titel": 46,
    "reden": 60,
    "kolom": 24,
    "betekenis": 100,
    "blad": 18,
    "vak": 24,
    "sha256": 20,
    "hoogste_kans": 15,
    "leeskwaliteit": 16,
    "interventie": 34,
    "rode_draden": 34,
    "bedragen": 28,
    "bron": 18,
    "waarom": 50,
    "bronvermelding": 48,
    "paginas_zonder_tekst": 22,
    "verwijderde_regels": 20,
}
_CENTERED = ("tranche", "nagekeken", "aandeel_nagekeken", "leeskwaliteit")
_WRAPPED = (
    "citaat",
    "citaat_2",
    "citaat_3",
    "reden",
    "waarom",
    "rode_draden",
    "bedragen",
    "bronvermelding",
)
_LINKS = ("document", "link", "link_2", "link_3")
_FORMATS = (
    dict.fromkeys(("sterkte", "sterkte_laag", "sterkte_hoog"), "0.0%")
    | dict.fromkeys(("kans", "hoogste_kans", "zekerheid"), "0.00")
    | {"aandeel_nagekeken": "0%"}
)
_NUMBERS = {
    "nummer",
    "tranche",
    "sterkte",
    "sterkte_laag",
    "sterkte_hoog",
    "zekerheid",
    "standaardtekst",
    "passages",
    "woorden",
    "kans",
    "hoogste_kans",
    "bevestigd",
    "afgewezen",
    "aandeel_nagekeken",
    "pagina",
    "jaar",
}
_NUMBERS |= {"paginas", "paginas_zonder_tekst", "verwijderde_regels", "waarde"}

Table = tuple[Sequence[str], Sequence[Mapping[str, str]]]


def write_workbook(
    path: Path,
    matrices: Mapping[str, Table],
    headings: Mapping[str, str],
    cells: Table,
    documents: Table,
    links: Mapping[str, str],
    remarks: Sequence[str],
) -> None:
    """Write the workbook, whole or not at all.

    `matrices` gives a wide matrix by sheet name, `headings` the full name of each concept column,
    `links` the address of each document on this machine, `remarks` what a reader must know.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (columns, rows) in matrices.items():
        _matrix_sheet(book.create_sheet(name), columns, rows, headings)
    _plain_sheet(book.create_sheet("Cellen"), *cells, links)
    _plain_sheet(book.create_sheet("Documenten"), *documents, links)
    _explanation(book.create_sheet("Toelichting"), headings, remarks)
    draft = path.with_name("tmp-" + path.name)
    save_without_date(book, draft)
    draft.replace(path)


def list_workbook(
    stream: IO[bytes],
    title: str,
    table: Table,
    explained: Sequence[Column],
    remarks: Sequence[str],
) -> None:
    """Write a workbook of one list, and a sheet that explains its columns."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _plain_sheet(book.create_sheet(title), *table, {})
    _explain_columns(book.create_sheet("Toelichting"), [(title, explained)], remarks)
    save_without_date(book, stream)


def _matrix_sheet(
    sheet: Worksheet,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    headings: Mapping[str, str],
) -> None:
    _head(sheet, [f"{name} {headings[name]}" if name in headings else name for name in columns])
    for place, row in enumerate(rows, start=2):
        for number, name in enumerate(columns, start=1):
            cell = sheet.cell(place, number)
            _put(cell, row[name], number=name in _NUMBERS or row[name] in ("0", "1"))
            if name in headings:
                _shade(cell, row[name])
            elif name == "tranche":
                cell.alignment = Alignment(horizontal="center")
    for number, name in enumerate(columns, start=1):
        width = 15 if name in headings else _WIDTHS.get(name, 12)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = 64
    _finish(sheet, f"{get_column_letter(5)}2")


def _shade(cell: SheetCell | MergedCell, value: str) -> None:
    cell.alignment = Alignment(horizontal="center")
    if value == "1":
        cell.fill = PRESENT_FILL
    elif value == UNCERTAIN:
        cell.font = SILENT_FONT
    elif value == NO_TEXT:
        cell.fill = SILENT_FILL
        cell.font = SILENT_FONT


def _plain_sheet(
    sheet: Worksheet,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    links: Mapping[str, str],
) -> None:
    _head(sheet, columns)
    for place, row in enumerate(rows, start=2):
        for number, name in enumerate(columns, start=1):
            cell = sheet.cell(place, number)
            _put(cell, row[name], number=name in _NUMBERS)
            centered = "center" if name in _CENTERED else None
            wrapped = name in _WRAPPED
            cell.alignment = Alignment(horizontal=centered, wrap_text=wrapped, vertical="top")
            cell.number_format = _FORMATS.get(name, "General")
            if name in _LINKS and row[name]:
                _link(cell, row, name, links)
        sheet.row_dimensions[place].height = _row_height(row)
    for number, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 13)
    _finish(sheet, "C2" if "deal" in columns else "B2")


def _row_height(row: Mapping[str, str]) -> float:
    """Points for the longest wrapped cell; not every program finds the height by itself."""
    lines = max(
        (-(-len(row.get(name, "")) // int(0.9 * _WIDTHS[name])) for name in _WRAPPED), default=1
    )
    return LINE_HEIGHT * max(1, lines)


def _link(
    cell: SheetCell | MergedCell, row: Mapping[str, str], name: str, links: Mapping[str, str]
) -> None:
    document, _, page = row[name].rpartition("#")
    if name in ("document", "link"):
        document, page = row["document"], page if name == "link" else ""
    address = links.get(document)
    if address:
        cell.hyperlink = f"{address}#{page}" if page else address
        cell.font = LINK_FONT


def _put(cell: SheetCell | MergedCell, value: str, *, number: bool) -> None:
    """Text stays text: a quote that begins with = is shown, not calculated."""
    if number and value:
        try:
            cell.value = float(value) if "." in value else int(value)
            return
        except ValueError:
            pass
    shown = storable(value)
    cell.value = shown or None
    if shown:
        cell.data_type = "s"


def _head(sheet: Worksheet, columns: Sequence[str]) -> None:
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.fill = HEAD_FILL
        cell.font = HEAD_FONT
        cell.alignment = HEAD_PLACE


def _finish(sheet: Worksheet, frozen: str) -> None:
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _explanation(sheet: Worksheet, headings: Mapping[str, str], remarks: Sequence[str]) -> None:
    groups = (
        ("Matrices", MATRIX_COLUMNS),
        ("Matrices", [Column(concept, name) for concept, name in headings.items()]),
        ("Cellen", CELL_COLUMNS),
        ("Documenten", DOCUMENT_COLUMNS),
    )
    _explain_columns(sheet, groups, remarks)


def _explain_columns(
    sheet: Worksheet, groups: Sequence[tuple[str, Sequence[Column]]], remarks: Sequence[str]
) -> None:
    _head(sheet, ["blad", "kolom", "betekenis"])
    for remark in remarks:
        sheet.append(["Vooraf"])
        _put(sheet.cell(sheet.max_row, 3), remark, number=False)
    for name, columns in groups:
        for column in columns:
            sheet.append([name, column.name, column.meaning])
    for letter, name in zip("ABC", ("blad", "kolom", "betekenis"), strict=True):
        sheet.column_dimensions[letter].width = _WIDTHS[name]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _finish(sheet, "A2")
