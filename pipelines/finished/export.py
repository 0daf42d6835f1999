"""Write the results of a run: matrices, cells, passages, workbook and heat map."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from corpus import registry
from corpus.analysed import Analysis
from corpus.checks import Finding
from corpus.records import ReviewedLabels
from pipelines.finished.result_files import CELLS, HEAT_MAPS, MATRICES, PASSAGES, REVIEWED, WORKBOOK
from pipelines.finished.reviewed import reviewed_csv
from report.boilerplate import shared_texts
from report.figures.matrix_map import draw_heat_map
from report.passages_table import write_passages
from report.review_count import review_of_run, review_told
from report.tables import (
    CELL_COLUMNS,
    DOCUMENT_COLUMNS,
    cell_table,
    csv_text,
    document_table,
    names,
)
from report.theme_matrix import Cell, cells_of, matrix_columns, matrix_table, rows_of
from report.workbook import write_workbook
from taxonomy.concept import Taxonomy

REMARKS = (
    "Deze analyse is beschrijvend en geeft geen oordeel: vermelding van een thema is geen effect.",
    "Plannen (convenanten) en rapportages zijn apart geteld, tenzij er om samen is gevraagd.",
    "Een 0 betekent dat er wel tekst is en dat dit label er vrijwel zeker niet in staat; onzeker "
    "betekent dat noch 1, noch 0 te verdedigen is; geen tekst betekent dat er minder dan 40 eigen, "
    "leesbare woorden zijn.",
    "Tekst die deals uit verschillende streken bijna gelijk hebben (standaardtekst), telt in geen "
    "enkele cel mee. Wat een deal zelf herhaalt, telt één keer.",
    "Labels zijn door een model gegeven en niet door mensen nagekeken; lees het citaat na voordat "
    "u een cel gebruikt.",
)


def remarks_on(analysis: Analysis) -> list[str]:
    """What a reader must know of a run; how much people have checked when they did."""
    found = review_of_run(analysis)
    if not found.seen:
        return list(REMARKS)
    return [
        *REMARKS[:-1],
        f"{review_told(found)} Het oordeel van mensen gaat voor; de kolommen bevestigd, afgewezen "
        "en aandeel_nagekeken zeggen bij welke cellen. Lees bij de andere het citaat na voordat u "
        "een cel gebruikt.",
    ]


def write_results(
    folder: Path,
    analysis: Analysis,
    taxonomy: Taxonomy,
    findings: Sequence[Finding],
    reviewed: ReviewedLabels,
    pooled: bool,
) -> None:
    """Write all result files into an empty folder; the same analysis gives the same bytes.

    `reviewed` are the judged labels that the analysis counts.
    """
    _write(folder / REVIEWED, reviewed_csv(reviewed))
    cells = write_tables(folder, analysis, taxonomy, pooled=pooled)
    matrices = {}
    for facet in taxonomy.facets:
        matrices[facet.title.nl] = (matrix_columns(facet), matrix_table(cells, facet))
        name = HEAT_MAPS[facet.id]
        title = f"{facet.title.nl} per Regio Deal"
        draw_heat_map(cells, facet, title, [folder / f"{name}.png", folder / f"{name}.svg"])
    write_workbook(
        folder / WORKBOOK,
        matrices,
        {concept.id: concept.short for concept in taxonomy.concepts},
        (names(CELL_COLUMNS), cell_table(cells)),
        (names(DOCUMENT_COLUMNS), document_table(analysis)),
        {source.name: quote(path_from(source.path, folder)) for source in analysis.sources},
        [*remarks_on(analysis), *(finding.message for finding in findings)],
    )


def write_tables(
    folder: Path, analysis: Analysis, taxonomy: Taxonomy, *, pooled: bool
) -> list[Cell]:
    """Write the matrices, the cells and the passages; return the cells.

    These follow from the store and the judged labels alone, so that a run can be recalculated.
    """
    deals = registry.deal_by_id()
    shared = shared_texts(analysis.passages, deals)
    rows = rows_of(analysis, deals, pooled=pooled, shared=shared)
    cells = list(cells_of(rows, taxonomy.facets))
    for facet in taxonomy.facets:
        _write(
            folder / MATRICES[facet.id],
            csv_text(matrix_columns(facet), matrix_table(cells, facet)),
        )
    _write(folder / CELLS, csv_text(names(CELL_COLUMNS), cell_table(cells)))
    write_passages(folder / PASSAGES, analysis, deals, taxonomy, shared)
    return cells


def path_from(path: Path, folder: Path) -> str:
    """A path as seen from a folder: it names no person's home, and keeps when both move along."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.absolute().as_posix()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
