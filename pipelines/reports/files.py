"""Write a report: page, workbook, tables, figures and evidence, each file whole or not at all."""

import csv
import io
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from corpus.ids import file_sha256
from pipelines.problems import UserProblem
from pipelines.reports.exports import TOLD
from pipelines.whole_files import write_whole
from report.compiled_report import CompiledReport
from report.evidence import evidence_lines
from report.figures.forms import picture_of
from report.figures.matrix_map import draw_heat_map
from report.html.page import HEAT_MAP, report_page
from report.result_tables import (
    FlatTable,
    csv_bytes,
    dictionary_table,
    evidence_files,
    flat_table,
    parquet_bytes,
)
from report.result_workbook import sheet_names, write_report_workbook
from report.results import FigureSpec, ResultTable
from report.theme_matrix import Cell, Row
from taxonomy.concept import Facet

PAGE, WORKBOOK = "rapport.html", "rapport.xlsx"
EVIDENCE = "bewijs"
TABLES, FIGURES = "tabellen", "figuren"
CONTENTS = "inhoud.csv"
"""The files of a report with their hashes; written last, so where it is, the report is whole."""
_DRAWERS = 2
_TOLD = {
    PAGE: "Het rapport om te lezen, in één bestand.",
    WORKBOOK: "Het werkboek: elke tabel een blad.",
    f"{EVIDENCE}.csv": "Alle passages achter alle getallen.",
    f"{EVIDENCE}.parquet": "Dezelfde passages, voor programma's.",
    **TOLD,
}


def write_report(
    folder: Path,
    report: CompiledReport,
    cells: Sequence[Cell],
    facet: Facet,
    exports: Mapping[str, bytes] = MappingProxyType({}),
) -> list[str]:
    """Write every file of a report into a folder and return their names.

    `exports` are files for other programs, by name.

    A former report in the folder gives way, files of others stay. Raises UserProblem for a folder
    with other things in it. The same report gives the same bytes.
    """
    former = _former_files(folder)
    draft = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / TABLES).mkdir(parents=True)
    (draft / FIGURES).mkdir()
    try:
        _fill(draft, report, cells, facet)
        for name, content in exports.items():
            (draft / name).write_bytes(content)
        return _put_in_place(draft, folder, former)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _former_files(folder: Path) -> list[str]:
    """Files of the report that is there already."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise UserProblem(f"{folder} is een bestand; geef een map voor het rapport.")
    contents = folder / CONTENTS
    if contents.is_file():
        rows = csv.DictReader(io.StringIO(contents.read_text(encoding="utf-8")))
        return [row["bestand"] for row in rows]
    if any(folder.iterdir()):
        raise UserProblem(
            f"In {folder} staan al andere bestanden; geef een lege map of een die nog niet bestaat."
        )
    return []


def _fill(draft: Path, report: CompiledReport, cells: Sequence[Cell], facet: Facet) -> None:
    """Figures are drawn in processes of their own while the tables are written here."""
    with ProcessPoolExecutor(_DRAWERS) as drawers:
        matrix = drawers.submit(_draw_matrix, draft / FIGURES, list(_light(cells)), facet)
        drawn = _start_drawing(drawers, draft / FIGURES, report)
        sheets = sheet_names(report.tables)
        tables = [flat_table(table, report.quotations) for table in report.tables]
        _write_tables(draft, report, tables, sheets)
        write_report_workbook(draft / WORKBOOK, report, tables, sheets)
        pictures = {name: one.result() for name, one in drawn.items()}
        pictures[HEAT_MAP] = matrix.result()
    page = report_page(report, sheets, pictures)
    (draft / PAGE).write_bytes(page.encode("utf-8"))


def _start_drawing(
    drawers: ProcessPoolExecutor, folder: Path, report: CompiledReport
) -> Mapping[str, Future[bytes]]:
    """The largest figures first, so that no drawer waits long for the other."""
    tables = {table.name: table for section in report.sections for table in section.tables}
    specs = [spec for section in report.sections for spec in section.figures]
    return {
        spec.name: drawers.submit(_draw, folder, spec, _bare(tables[spec.table]))
        for spec in sorted(specs, key=lambda one: -len(tables[one.table].rows))
    }


def _light(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Cells that another process can take over: with as many passages, but without their text."""
    rows = {id(one.row): one.row for one in cells}
    bare = {key: Row(row.deal, row.bron, ()) for key, row in rows.items()}
    for cell in cells:
        passages = cell.labelled[:1] * cell.passages
        yield replace(cell, row=bare[id(cell.row)], labelled=passages, nearest=None)


def _bare(table: ResultTable) -> ResultTable:
    """The table without what its numbers rest on, which no figure shows."""
    return replace(table, rows=tuple(replace(row, basis={}) for row in table.rows))


def _draw(folder: Path, spec: FigureSpec, table: ResultTable) -> bytes:
    picture = picture_of(spec, table)
    (folder / f"{spec.name}.png").write_bytes(picture.png)
    (folder / f"{spec.name}.svg").write_bytes(picture.svg)
    return picture.svg


def _draw_matrix(folder: Path, cells: Sequence[Cell], facet: Facet) -> bytes:
    targets = [folder / f"{HEAT_MAP}.png", folder / f"{HEAT_MAP}.svg"]
    draw_heat_map(cells, facet, f"{facet.title.nl} per Regio Deal", targets)
    return targets[1].read_bytes()


def _write_tables(
    draft: Path,
    report: CompiledReport,
    tables: Iterable[FlatTable],
    sheets: Mapping[str, str],
) -> None:
    tables = list(tables)
    dictionary = flat_table(dictionary_table(tables, sheets), report.quotations)
    for flat in (*tables, dictionary):
        name = flat.table.name
        (draft / TABLES / f"{name}.csv").write_bytes(csv_bytes(flat))
        (draft / TABLES / f"{name}.parquet").write_bytes(parquet_bytes(flat))
    lines = evidence_lines(report.tables, report.quotations)
    for ending, content in zip(("csv", "parquet"), evidence_files(lines), strict=True):
        (draft / f"{EVIDENCE}.{ending}").write_bytes(content)


def _put_in_place(draft: Path, folder: Path, former: Sequence[str]) -> list[str]:
    """Move the files to their folder; the list of them goes last."""
    names = sorted(
        path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file()
    )
    told = [(name, file_sha256(draft / name), _TOLD.get(name, "")) for name in names]
    for name in (TABLES, FIGURES):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / CONTENTS).unlink(missing_ok=True)
    for name in names:
        (draft / name).replace(folder / name)
    for name in set(former) - set(names):
        (folder / name).unlink(missing_ok=True)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([("bestand", "sha256", "wat"), *told])
    write_whole(folder / CONTENTS, stream.getvalue().encode("utf-8"))
    return names
