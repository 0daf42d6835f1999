"""Lists to take along: what was found, as CSV, as a workbook, or as a table for Word."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from corpus.interventions import source_kind_of
from pipelines.finding.found_rows import file_rows, page_of, passage_columns, reasons_of
from report.found_list import FORMS, REMARKS, Row
from search.query import Hit
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of
from web.views.comparable import Wanted, comparables, start_of, wanted
from web.views.search import Asked, asked
from web.wording import euros

router = APIRouter()
MOST_ROWS = 500
_COMPARED = 50
_TITLE = "Gevonden in Regio Deals"
_REMARKS = (*REMARKS, f"De lijst heeft hooguit {MOST_ROWS} regels.")
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@router.get("/zoeken.{form}")
def found_list(
    form: str,
    question: Annotated[Asked, Depends(asked)],
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """The hits of a question as a file."""
    hits = question.answered(holdings.search, MOST_ROWS).hits
    return _file("gevonden", form, [_of_hit(n, hit, holdings) for n, hit in enumerate(hits, 1)])


@router.get("/vergelijkbaar.{form}")
def comparable_list(
    form: str,
    what: Annotated[Wanted, Depends(wanted)],
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """What is comparable as a file."""
    if start_of(what, holdings) is None:
        raise NotHeld("Geef een tekst, een passage of een interventie om mee te vergelijken.")
    found = comparables(what, holdings, _COMPARED)
    return _file("vergelijkbaar", form, file_rows(holdings.search, found))


def _file(name: str, form: str, rows: Sequence[Row]) -> Response:
    if form not in FORMS:
        raise NotHeld("Kies csv, xlsx of html.")
    written = FORMS[form](rows, _TITLE, _REMARKS)
    saved = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(written, media_type=_MEDIA_TYPES[form], headers=saved)


def _of_hit(number: int, hit: Hit, holdings: Holdings) -> Row:
    analysed = holdings.passages[hit.passage_id]
    amounts = dict.fromkeys(euros(one.euros) for one in analysed.passage.amounts)
    held = holdings.interventions_of_passage.get(hit.passage_id, ())
    why = reasons_of(hit)
    return passage_columns(holdings.search, number, analysed) | {
        "deal": holdings.deal_name(analysed.deal),
        "interventie": "; ".join(one.name for one in held),
        "bedragen": "; ".join(amounts),
        "bron": source_kind_of(analysed.source.kind),
        "waarom": "; ".join(why) or ("betekenis" if hit.why.by_meaning else "filters"),
        "pagina": str(page_of(analysed) or 1),
    }
