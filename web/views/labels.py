"""Rode draden and instruments: what each means, and which deals speak of it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from corpus.records import Bron, Deal
from report.theme_matrix import FOUND, Cell
from taxonomy.concept import Concept, Facet
from web.holdings import Holdings, probability
from web.pages import NotHeld, holdings_of, page
from web.shown import ShownQuote, quote_shown
from web.wording import label_reviewed_said

router = APIRouter()
_BEST = 6
"""Quotes on the page of a label, each of another deal."""


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal with what its plan and its reports say of a label; None without documents."""

    deal: Deal
    plan: Cell | None
    report: Cell | None


@router.get("/labels")
def all_labels(request: Request, holdings: Annotated[Holdings, Depends(holdings_of)]) -> Response:
    """Every rode draad and instrument, by domain, with the number of deals that have it."""
    counts = {
        concept_id: sum(map(_is_present, _deal_rows(concept_id, holdings)))
        for concept_id in holdings.concepts
    }
    groups = [(facet, _groups(facet)) for facet in holdings.taxonomy.facets]
    return page(
        request, "labels.html", groups=groups, counts=counts, total=len(holdings.deals_held)
    )


def _groups(facet: Facet) -> list[tuple[str, list[Concept]]]:
    """Concepts by the name of their domain; without domains in one group without a name."""
    found: dict[str, list[Concept]] = {}
    for concept in facet.concepts:
        domain = facet.domain_of(concept)
        found.setdefault(domain.label.nl if domain else "", []).append(concept)
    return list(found.items())


@router.get("/labels/{concept_id}")
def one_label(
    request: Request, concept_id: str, holdings: Annotated[Holdings, Depends(holdings_of)]
) -> Response:
    """A definition, the deals, and the sentences that show the theme best."""
    concept = holdings.concepts.get(concept_id.upper())
    if concept is None:
        raise NotHeld("Deze rode draad of dit instrument bestaat niet.")
    facet = holdings.facet_of(concept)
    domain = facet.domain_of(concept)
    rows = _deal_rows(concept.id, holdings)
    return page(
        request,
        "label.html",
        concept=concept,
        facet=facet,
        domain=domain.label.nl if domain else "",
        rows=rows,
        present=sum(map(_is_present, rows)),
        people=label_reviewed_said(*holdings.reviewed_of(concept.id)),
        quotes=_best_quotes(concept, rows, holdings),
        distinguish=[(holdings.concepts[other], text) for other, text in concept.distinguish],
        interventions=[
            one for one in holdings.interventions.values() if concept.id in one.concepts
        ],
    )


def _deal_rows(concept_id: str, holdings: Holdings) -> list[DealRow]:
    return [
        DealRow(
            deal,
            holdings.cells.get((deal.deal_id, Bron.PLAN, concept_id)),
            holdings.cells.get((deal.deal_id, Bron.RAPPORTAGE, concept_id)),
        )
        for deal in holdings.deals_held
    ]


def _is_present(row: DealRow) -> bool:
    return any(cell is not None and cell.value == FOUND for cell in (row.plan, row.report))


def _best_quotes(concept: Concept, rows: list[DealRow], holdings: Holdings) -> list[ShownQuote]:
    """The most probable passage of each deal, the surest deals first."""
    best = []
    for row in rows:
        cells = [cell for cell in (row.plan, row.report) if cell and cell.value == FOUND]
        firsts = [holdings.labelled(cell)[0] for cell in cells]
        if firsts:
            best.append(max(firsts, key=lambda one: probability(one, concept.id)))
    best.sort(key=lambda one: -probability(one, concept.id))
    return [quote_shown(one, concept.id, holdings) for one in best[:_BEST]]
