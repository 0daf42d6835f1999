"""Analysis 21: the framework matrix, with the best quotes in the cells instead of numbers."""

from corpus.records import Bron
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, text
from report.material import Material
from report.results import ResultRow, ResultTable, Section, Value
from report.texts import BRONNEN, PLURAL
from report.theme_matrix import FOUND, NO_TEXT, UNCERTAIN, Cell, Row
from taxonomy.concept import Facet

FACET = "draden"
QUOTES = 2
NOTHING = "–"
_UNCERTAIN = "Onzeker: "


def section(material: Material) -> Section:
    """A sheet of plans and a sheet of reports: deals down, rode draden across."""
    facet = material.taxonomy.facet(FACET)
    cells: dict[tuple[str, Bron], dict[str, Cell]] = {}
    wanted = set(facet.concept_ids)
    for cell in material.cells:
        if cell.concept.id in wanted:
            cells.setdefault((cell.row.deal.deal_id, cell.row.bron), {})[cell.concept.id] = cell
    return Section(
        number=21,
        title="Citaten per deal en rode draad",
        question="Wat schrijft elke deal over elke rode draad, in zijn eigen woorden?",
        tables=tuple(
            ResultTable(
                name=f"citatenmatrix_{bron}",
                title=f"Citaten per deal en rode draad: {PLURAL[bron]}",
                sheet=f"Citaten {PLURAL[bron]}",
                reading=(
                    f"In elk vak ten hoogste {QUOTES} zinnen, de beste eerst, met document en "
                    f"pagina. {NOTHING} is: wel tekst, maar niets over deze rode draad."
                ),
                columns=(
                    DEAL_ID,
                    DEAL,
                    TRANCHE,
                    BRON,
                    *(
                        text(one.id.lower(), one.short, f"Citaten bij: {one.label.nl}.")
                        for one in facet.concepts
                    ),
                ),
                rows=tuple(
                    _row(row, cells[row.deal.deal_id, bron], facet)
                    for row in material.rows
                    if row.bron is bron
                ),
            )
            for bron in BRONNEN
        ),
        remarks=("De zinnen zijn letterlijk overgenomen; lees bij twijfel de bladzijde eromheen.",),
    )


def _row(row: Row, cells: dict[str, Cell], facet: Facet) -> ResultRow:
    values: dict[str, Value] = {
        "deal_id": row.deal.deal_id,
        "deal": row.deal.name,
        "tranche": row.deal.tranche,
        "bron": row.bron,
    }
    values |= {one.id.lower(): _written(cells[one.id]) for one in facet.concepts}
    basis = {
        one.id.lower(): cells[one.id].pointers
        for one in facet.concepts
        if cells[one.id].value in (FOUND, UNCERTAIN)
    }
    return ResultRow(f"{row.deal.deal_id}|{row.bron}", values, basis)


def _written(cell: Cell) -> str:
    if cell.value == NO_TEXT:
        return NO_TEXT
    if cell.value not in (FOUND, UNCERTAIN):
        return NOTHING
    quotes = dict.fromkeys(
        f"“{quote.text}” ({quote.document}, p. {quote.page})" for quote in cell.quotes
    )
    written = "\n".join(list(quotes)[:QUOTES])
    return written if cell.value == FOUND else _UNCERTAIN + written
