"""The theme matrix as a table, sorted and filtered by its address, and the quotes of a cell."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from corpus.records import Bron
from report.quotes import best_first
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN, Cell, Row
from taxonomy.concept import Concept, Facet
from web.addresses import address, with_value
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.shown import quote_shown

router = APIRouter()
_FACETS = {"draden": "Rode draden", "instrumenten": "Instrumenten"}
_ROW_ORDERS = (("", "Tranche"), ("deal", "Deal"), ("bron", "Bron"))
_ORDER = (FOUND, UNCERTAIN, ABSENT, NO_TEXT)
_TEXT = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """What is chosen: every field is a part of the address, empty for all."""

    facet: str
    bron: str
    tranche: str
    provincie: str
    sorteer: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The choice as pairs of an address."""
        fields = ("facet", "bron", "tranche", "provincie", "sorteer")
        return tuple((name, getattr(self, name)) for name in fields)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the table."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column that can be sorted on; `order` is what a reading aid says of it."""

    key: str
    name: str
    address: str
    order: str


@router.get("/matrix")
def matrix(
    request: Request,
    holdings: Annotated[Holdings, Depends(holdings_of)],
    facet: _TEXT = "draden",
    bron: _TEXT = "",
    tranche: _TEXT = "",
    provincie: _TEXT = "",
    sorteer: _TEXT = "",
) -> Response:
    """Deals against themes; each cell leads to its quotes."""
    chosen = holdings.taxonomy.facet(facet if facet in _FACETS else "draden")
    choice = MatrixChoice(chosen.id, bron, tranche, provincie, sorteer)
    rows = [
        MatrixRow(row, _cells(row, chosen, holdings)) for row in holdings.rows if _fits(row, choice)
    ]
    return page(
        request,
        "matrix.html",
        facet=chosen,
        facets=[(key, name, _with(choice, "facet", key)) for key, name in _FACETS.items()],
        choice=choice,
        rows=_sorted(rows, choice, chosen),
        heads=_heads(choice, chosen),
        columns=[
            (one, sum(r.cells[n].value == FOUND for r in rows)) for n, one in _numbered(chosen)
        ],
        tranches=sorted({str(row.deal.tranche) for row in holdings.rows}),
        provinces=sorted({name for row in holdings.rows for name in row.deal.provinces}),
        all_rows=len(holdings.rows),
    )


def _numbered(facet: Facet) -> list[tuple[int, Concept]]:
    return list(enumerate(facet.concepts))


def _cells(row: Row, facet: Facet, holdings: Holdings) -> tuple[Cell, ...]:
    return tuple(
        holdings.cells[row.deal.deal_id, row.bron, concept.id] for concept in facet.concepts
    )


def _fits(row: Row, choice: MatrixChoice) -> bool:
    return (
        choice.bron in ("", row.bron)
        and choice.tranche in ("", str(row.deal.tranche))
        and (not choice.provincie or choice.provincie in row.deal.provinces)
    )


def _sorted(rows: list[MatrixRow], choice: MatrixChoice, facet: Facet) -> list[MatrixRow]:
    """Rows in the order that was asked for; the order of the register otherwise."""
    key = choice.sorteer
    if key == "deal":
        return sorted(rows, key=lambda one: one.row.deal.name)
    if key == "bron":
        return sorted(rows, key=lambda one: one.row.bron)
    if key in facet.concept_ids:
        place = facet.concept_ids.index(key)
        return sorted(rows, key=lambda one: _weight(one.cells[place]))
    return rows


def _weight(cell: Cell) -> tuple[int, float]:
    """Found first, strongest first; then uncertain, not found, and no text."""
    return _ORDER.index(cell.value), -(cell.strength or 0.0)


def _heads(choice: MatrixChoice, facet: Facet) -> list[Head]:
    """Three orders of the rows themselves, then one for each theme."""
    columns = [*_ROW_ORDERS, *((one.id, one.short) for one in facet.concepts)]
    return [
        Head(
            key,
            name,
            address("/matrix", with_value(choice.pairs, "sorteer", key)),
            _order(key, choice, facet),
        )
        for key, name in columns
    ]


def _order(key: str, choice: MatrixChoice, facet: Facet) -> str:
    known = choice.sorteer if choice.sorteer in ("deal", "bron", *facet.concept_ids) else ""
    if key != known:
        return ""
    return "ascending" if key in ("", "deal", "bron") else "descending"


def _with(choice: MatrixChoice, name: str, value: str) -> str:
    return address("/matrix", with_value(choice.pairs, name, value, without=["sorteer"]))


@router.get("/cellen/{deal_id}/{bron}/{concept_id}")
def cell_quotes(
    request: Request,
    deal_id: str,
    bron: str,
    concept_id: str,
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """All passages behind a cell, most probable first, and those that people rejected."""
    known = next((one for one in Bron if one == bron), None)
    cell = holdings.cells.get((deal_id, known, concept_id)) if known else None
    if cell is None:
        raise NotHeld("Deze cel staat niet in de matrix.")
    quotes = [
        quote_shown(one, concept_id, holdings)
        for one in cell.labelled or cell.shown
        if concept_id not in one.struck
    ]
    rejected = best_first((one for one in cell.row.own if concept_id in one.struck), concept_id)
    standard = [
        quote_shown(one, concept_id, holdings)
        for one in cell.row.standard
        if concept_id in one.labels
    ]
    return page(
        request,
        "cell.html",
        cell=cell,
        quotes=quotes,
        rejected=[quote_shown(one, concept_id, holdings) for one in rejected],
        standard=standard,
    )
