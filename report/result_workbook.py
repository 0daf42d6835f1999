"""The workbook of a report: made to be read, a sheet a table, and a first sheet that leads."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from report.compiled_report import CompiledReport
from report.result_tables import FlatRow, FlatTable, dictionary_table, flat_table
from report.results import Measure, ResultColumn, ResultTable, Value
from report.sheet_style import (
    HEAD_FILL,
    HEAD_FONT,
    HEAD_PLACE,
    LETTER,
    LINE_HEIGHT,
    LINK_FONT,
    SILENT_FILL,
    SILENT_FONT,
    save_without_date,
    storable,
)
from report.shown_values import counted
from report.theme_matrix import NO_TEXT

CONTENTS = "Inhoud"
_FORMATS = {
    Measure.TEXT: "General",
    Measure.COUNT: "#,##0",
    Measure.SHARE: "0.0%",
    Measure.NUMBER: "#,##0.00",
    Measure.EUROS: '"€" #,##0',
    Measure.YEAR: "0",
}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
_NARROW, _WIDE, _WIDEST = 9.0, 40.0, 64.0
"""Widths in letters: the least, that of text which is wrapped, and that of quotes."""
_QUOTE_LENGTH = 90
_READING_WIDTH = 140
_LARGE_PAPER = 220.0
"""Width in letters from which a sheet is printed on A3: on A4 its letters would be too small."""
_A3, _A4 = 8, 9
_CONTENTS_HEADS = ("analyse", "blad", "wat er staat", "hoe te lezen")
_TITLE_FONT = Font(name=LETTER, bold=True, size=14, color="1F3A5F")
_SUBTITLE_FONT = Font(name=LETTER, bold=True, size=11, color="1F3A5F")
_SOFT_FONT = Font(name=LETTER, italic=True, color="4D5B68")
_TEXT_PLACE = Alignment(wrap_text=True, vertical="top")
_SHORT_PLACE = Alignment(vertical="top")
_MIDDLE_PLACE = Alignment(horizontal="center", vertical="top")
_SCALE = ColorScaleRule(  # type: ignore[no-untyped-call]
    start_type="num", start_value=0, start_color="FFFFFF", end_type="max", end_color="7FA8C9"
)
"""White to a middle blue: dark on light in grey too, and letters stay readable on it."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is decided for a sheet before its rows are written."""

    widths: Sequence[float]
    wrapped: Sequence[bool]


def write_report_workbook(
    path: Path, report: CompiledReport, tables: Sequence[FlatTable], sheets: Mapping[str, str]
) -> None:
    """Write the workbook to a path; `sheets` gives the name of each table's sheet.

    The same report gives the same bytes.
    """
    book = Workbook(write_only=True)
    dictionary = flat_table(dictionary_table(tables, sheets), report.quotations)
    names = {**sheets, dictionary.table.name: unique_name("Kolommen", [*sheets.values()])}
    _contents_sheet(book, report, [*tables, dictionary], names)
    for flat in (*tables, dictionary):
        _table_sheet(book, flat, names[flat.table.name], report)
    save_without_date(book, path)


def sheet_names(tables: Sequence[ResultTable]) -> Mapping[str, str]:
    """A sheet name for each table, by its name: at most 31 characters, no two the same."""
    names: dict[str, str] = {}
    for table in tables:
        names[table.name] = unique_name(table.sheet or table.title, [CONTENTS, *names.values()])
    return names


def unique_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have; Excel holds `A` and `a` for the same."""
    lowered = {name.lower() for name in taken}
    plain = " ".join(wanted.translate(_FORBIDDEN).split()).strip("'") or "Blad"
    found, number = plain[:_LONGEST_NAME].rstrip(), 1
    while found.lower() in lowered:
        number += 1
        ending = f" {number}"
        found = plain[: _LONGEST_NAME - len(ending)].rstrip() + ending
    return found


def _contents_sheet(
    book: Workbook,
    report: CompiledReport,
    tables: Sequence[FlatTable],
    names: Mapping[str, str],
) -> None:
    sheet = book.create_sheet(CONTENTS)
    for letter, width in zip("ABCD", (8, 34, 62, 76), strict=True):
        sheet.column_dimensions[letter].width = width
    _on_paper(sheet)
    head = "Rapport van " + (f"de run van {report.day}" if report.day else f"run {report.run}")
    sheet.append([_cell(sheet, "Rode draden in Regio Deals", font=_TITLE_FONT)])
    sheet.append([_cell(sheet, f"{head} ({report.run})", font=_SOFT_FONT)])
    place = 3
    for title, lines in (
        ("Wat er is gelezen", [f"{name}: {value}" for name, value in report.facts]),
        ("Wat u moet weten", list(report.caveats)),
    ):
        sheet.append([])
        sheet.append([_cell(sheet, title, font=_SUBTITLE_FONT)])
        place += 2
        for line in lines:
            sheet.append([_cell(sheet, line)])
            place += 1
    sheet.append([])
    sheet.append([_head(sheet, name) for name in _CONTENTS_HEADS])
    numbers = {table.name: one.number for one in report.sections for table in one.tables}
    for number, flat in enumerate(tables, place + 2):
        name, table = names[flat.table.name], flat.table
        title = f"{table.title} ({counted(len(flat.rows), 'rij', 'rijen')})"
        high = max(-(-len(title) // 54), -(-len(table.reading) // 66), 1)
        sheet.row_dimensions[number].height = LINE_HEIGHT * high
        sheet.append(
            [
                _cell(sheet, numbers.get(table.name), place=_MIDDLE_PLACE),
                _linked(sheet, name, f"#'{_quoted(name)}'!A1"),
                _cell(sheet, title, place=_TEXT_PLACE),
                _cell(sheet, table.reading, place=_TEXT_PLACE),
            ]
        )


def _table_sheet(book: Workbook, flat: FlatTable, name: str, report: CompiledReport) -> None:
    sheet = book.create_sheet(name)
    layout = _layout(flat)
    for number, width in enumerate(layout.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions["A"].hidden = True
    preface = list(_preface(flat.table))
    top = len(preface) + 2
    last = get_column_letter(len(flat.columns))
    sheet.freeze_panes = f"{get_column_letter(_frozen(flat, layout) + 1)}{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{last}{top + len(flat.rows)}"
    sheet.print_title_rows = f"{top}:{top}"
    _on_paper(sheet, sum(layout.widths[1:]))
    _colour_shares(sheet, flat, top)
    for number, line in enumerate(preface):
        font = _SOFT_FONT if number else _TITLE_FONT
        sheet.append([None, _cell(sheet, line, font=font)])
    sheet.append([None, _linked(sheet, "naar de inhoud", f"#'{CONTENTS}'!A1")])
    sheet.append([_head(sheet, column.title) for column in flat.columns])
    sheet.row_dimensions[top].height = 2 * LINE_HEIGHT + 4
    for number, row in enumerate(flat.rows, top + 1):
        height = _height(row, layout)
        if height > 1:
            sheet.row_dimensions[number].height = LINE_HEIGHT * height
        sheet.append(list(_row_cells(sheet, flat, row, layout, report)))


def _preface(table: ResultTable) -> Iterator[str]:
    """Title and reading, in lines that fit on a screen."""
    yield table.title
    yield from textwrap.wrap(table.reading, _READING_WIDTH)


def _layout(flat: FlatTable) -> _Layout:
    widths, wrapped = [], []
    for place, column in enumerate(flat.columns):
        longest = max((_length(row.values[place], column) for row in flat.rows), default=0)
        words = max((len(word) for word in column.title.split()), default=0)
        head = max(words + 4, -(-len(column.title) // 2) + 4)
        if longest <= _WIDE:
            widths.append(float(max(_NARROW, head, longest + 2)))
        else:
            widths.append(_WIDEST if longest > _QUOTE_LENGTH else _WIDE)
        wrapped.append(longest > _WIDE)
    return _Layout(widths, wrapped)


def _length(value: Value, column: ResultColumn) -> int:
    if isinstance(value, str):
        return len(value)
    return 0 if value is None else (14 if column.measure is Measure.EUROS else 8)


def _height(row: FlatRow, layout: _Layout) -> int:
    """Lines of the row: of its longest wrapped value."""
    return max(
        (
            -(-len(value) // int(0.92 * width))
            for value, width, wraps in zip(row.values, layout.widths, layout.wrapped, strict=True)
            if wraps and isinstance(value, str) and value
        ),
        default=1,
    )


def _frozen(flat: FlatTable, layout: _Layout) -> int:
    """Columns that stay in sight: the key (hidden) and the names in front, if they are narrow."""
    kept, width = 1, 0.0
    for column, one in zip(flat.columns[1:3], layout.widths[1:3], strict=False):
        width += one
        if column.measure is not Measure.TEXT or width > 60:
            break
        kept += 1
    return kept


def _colour_shares(sheet: Any, flat: FlatTable, top: int) -> None:
    for number, column in enumerate(flat.columns, 1):
        if column.measure is Measure.SHARE and flat.rows:
            letter = get_column_letter(number)
            area = f"{letter}{top + 1}:{letter}{top + len(flat.rows)}"
            sheet.conditional_formatting.add(area, _SCALE)


def _row_cells(
    sheet: Any, flat: FlatTable, row: FlatRow, layout: _Layout, report: CompiledReport
) -> Iterator[Any]:
    link = _address(flat, row, report)
    place = _SHORT_PLACE if any(layout.wrapped) else None
    for column, value, wraps in zip(flat.columns, row.values, layout.wrapped, strict=True):
        if value is None:
            yield None
            continue
        cell = _value_cell(sheet, column, value, place, wraps=wraps)
        if link and column.name in ("citaat_document", "document"):
            cell.hyperlink = link
            cell.font = LINK_FONT
        yield cell


def _value_cell(
    sheet: Any, column: ResultColumn, value: Value, place: Alignment | None, *, wraps: bool
) -> Any:
    """Each style costs time, so only what differs from a plain cell is said."""
    if isinstance(value, str):
        cell = _cell(sheet, value, place=_TEXT_PLACE if wraps else place)
        if value == NO_TEXT:
            cell.fill, cell.font = SILENT_FILL, SILENT_FONT
        return cell
    cell = _cell(sheet, value, place=place)
    if column.measure is not Measure.TEXT:
        cell.number_format = _FORMATS[column.measure]
    return cell


def _address(flat: FlatTable, row: FlatRow, report: CompiledReport) -> str:
    """Where the row is to be read: its own document and page, else its best passage."""
    values = dict(zip((column.name for column in flat.columns), row.values, strict=True))
    document, page = values.get("document"), values.get("pagina")
    if isinstance(document, str) and document in report.links:
        return report.links[document] + (f"#page={page}" if isinstance(page, int) else "")
    if row.best is None:
        return ""
    quote = report.quotations.at(row.best).quote
    address = report.links.get(quote.document, "")
    return f"{address}#page={quote.page}" if address else ""


def _cell(sheet: Any, value: Value, *, font: Any = None, place: Any = None) -> Any:
    """A cell; text stays text: a quote that begins with = is shown, not calculated."""
    cell = WriteOnlyCell(sheet, value=storable(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font is not None:
        cell.font = font
    if place is not None:
        cell.alignment = place
    return cell


def _linked(sheet: Any, text: str, address: str) -> Any:
    cell = _cell(sheet, text, font=LINK_FONT, place=_TEXT_PLACE)
    cell.hyperlink = address
    return cell


def _quoted(name: str) -> str:
    return name.replace("'", "''")


def _head(sheet: Any, title: str) -> Any:
    cell = _cell(sheet, title, font=HEAD_FONT, place=HEAD_PLACE)
    cell.fill = HEAD_FILL
    return cell


def _on_paper(sheet: Any, width: float = 0.0) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3 if width > _LARGE_PAPER else _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A – pagina &P van &N"
