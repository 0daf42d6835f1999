"""Deals: which there are, and what one of them plans and reports."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from corpus.records import Bron, Deal
from report.theme_matrix import FOUND, NO_TEXT, UNCERTAIN, Cell
from taxonomy.concept import Concept, Facet
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.shown import ShownQuote, quote_shown

router = APIRouter()
BRONNEN = (Bron.PLAN, Bron.RAPPORTAGE)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with its best quote; `cell` is None where there is no document to read."""

    bron: Bron
    cell: Cell | None
    quote: ShownQuote | None

    @property
    def is_present(self) -> bool:
        """Whether the theme was found."""
        return self.cell is not None and self.cell.value == FOUND

    @property
    def is_uncertain(self) -> bool:
        """Whether it cannot be said that the theme was found, nor that it was not."""
        return self.cell is not None and self.cell.value == UNCERTAIN

    @property
    def rejected(self) -> int:
        """How many labels of the tagger people rejected here."""
        return self.cell.rejected if self.cell else 0

    @property
    def silence(self) -> str:
        """Why there is no quote, in words."""
        if self.cell is None:
            return "Er is geen document van deze soort."
        if self.cell.value == NO_TEXT:
            return "Er is geen leesbare tekst, dus er is niets over te zeggen."
        return "Onzeker." if self.is_uncertain else "Niet gevonden."


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A rode draad or instrument in one deal, in the plan and in the reports."""

    concept: Concept
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """The themes of a facet that were found, that are uncertain, and that were not found."""

    facet: Facet
    found: tuple[ShownTheme, ...]
    uncertain: tuple[ShownTheme, ...]
    absent: tuple[Concept, ...]
    rejected: tuple[ShownTheme, ...]
    """Of the themes that were not found: those of which people rejected labels."""


@router.get("/deals")
def all_deals(request: Request, holdings: Annotated[Holdings, Depends(holdings_of)]) -> Response:
    """Every deal of which there is a document or a passage, with what could not be read; apart
    those of which only documents about several deals speak."""
    tranches: dict[int, list[tuple[Deal, list[tuple[int, int]]]]] = {}
    for deal in holdings.deals_with_documents:
        held = [holdings.sources_of(deal.deal_id, bron) for bron in BRONNEN]
        counts = [
            (len(found), sum(one.document_id in holdings.silent for one in found)) for found in held
        ]
        tranches.setdefault(deal.tranche, []).append((deal, counts))
    spoken_of = Counter(one.deal for one in holdings.analysis.passages)
    own = set(holdings.deals_with_documents)
    named = [(one, spoken_of[one.deal_id]) for one in holdings.deals_held if one not in own]
    return page(request, "deals.html", tranches=sorted(tranches.items()), named=named)


@router.get("/deals/{deal_id}")
def one_deal(
    request: Request, deal_id: str, holdings: Annotated[Holdings, Depends(holdings_of)]
) -> Response:
    """What a deal plans and what it reports, with a quote for each theme."""
    deal = next((one for one in holdings.deals_held if one.deal_id == deal_id), None)
    if deal is None:
        raise NotHeld("Van deze deal is hier geen document.")
    sources = holdings.sources_of(deal_id)
    return page(
        request,
        "deal.html",
        deal=deal,
        sources=sources,
        silent=holdings.silent,
        has_text=not sources or any(one.document_id not in holdings.silent for one in sources),
        facets=[_facet(deal, facet, holdings) for facet in holdings.taxonomy.facets],
        interventions=[one for one in holdings.interventions.values() if one.deal == deal_id],
    )


def _facet(deal: Deal, facet: Facet, holdings: Holdings) -> ShownFacet:
    themes = [_theme(deal, concept, holdings) for concept in facet.concepts]
    found = tuple(theme for theme in themes if any(one.is_present for one in theme.cells))
    others = [theme for theme in themes if not any(one.is_present for one in theme.cells)]
    uncertain = tuple(theme for theme in others if any(one.is_uncertain for one in theme.cells))
    absent = tuple(
        theme.concept for theme in others if not any(one.is_uncertain for one in theme.cells)
    )
    rejected = tuple(theme for theme in others if any(one.rejected for one in theme.cells))
    return ShownFacet(facet, found, uncertain, absent, rejected)


def _theme(deal: Deal, concept: Concept, holdings: Holdings) -> ShownTheme:
    return ShownTheme(concept, tuple(_cell(deal, bron, concept, holdings) for bron in BRONNEN))


def _cell(deal: Deal, bron: Bron, concept: Concept, holdings: Holdings) -> ShownCell:
    cell = holdings.cells.get((deal.deal_id, bron, concept.id))
    if cell is None or cell.value != FOUND:
        return ShownCell(bron, cell, None)
    return ShownCell(bron, cell, quote_shown(holdings.labelled(cell)[0], concept.id, holdings))
