"""The REST API: the same operations as the pages, read-only, with paging and limits."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from search.query import LONGEST, Scope
from search.query import Query as Question
from web.api_shapes import (
    ApiComparables,
    ApiDeal,
    ApiDeals,
    ApiFacetValue,
    ApiIntervention,
    ApiInterventions,
    ApiPassage,
    ApiSearch,
    comparable_of,
    deal_of,
    intervention_of,
    passage_of,
    result_of,
)
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of
from web.views.comparable import Wanted, comparables, start_of

_REFUSED: dict[int | str, dict[str, Any]] = {
    404: {"description": "Niet gevonden", "content": {"application/json": {}}},
    422: {"description": "De vraag klopt niet", "content": {"application/json": {}}},
}
router = APIRouter(prefix="/api", responses=_REFUSED)

_Held = Annotated[Holdings, Depends(holdings_of)]
_Limit = Annotated[int, Query(ge=1, le=100, description="Hoeveel resultaten.")]
_Offset = Annotated[int, Query(ge=0, le=100_000, description="Hoeveel er worden overgeslagen.")]
_Id = Annotated[str, Path(min_length=1, max_length=80)]
_Values = Annotated[list[Annotated[str, Query(max_length=120)]], Query(max_length=20)]


def filters_of(
    deal: _Values = [],  # noqa: B006
    tranche: _Values = [],  # noqa: B006
    provincie: _Values = [],  # noqa: B006
    soort: _Values = [],  # noqa: B006
    draad: _Values = [],  # noqa: B006
    domein: _Values = [],  # noqa: B006
    instrument: _Values = [],  # noqa: B006
    ministerie: _Values = [],  # noqa: B006
    bedrag: _Values = [],  # noqa: B006
    bronsoort: _Values = [],  # noqa: B006
) -> dict[str, tuple[str, ...]]:
    """Chosen values by facet; each may be given more than once."""
    return {name: tuple(dict.fromkeys(values)) for name, values in locals().items() if values}


@router.get("/search", tags=["zoeken"])
def search(
    holdings: _Held,
    filters: Annotated[dict[str, tuple[str, ...]], Depends(filters_of)],
    q: Annotated[str, Query(max_length=LONGEST, description="Woorden of een vraag.")] = "",
    scope: Scope = Scope.PASSAGE,
    limit: _Limit = 20,
    offset: _Offset = 0,
) -> ApiSearch:
    """Zoek passages, met woorden, filters of beide."""
    results = holdings.search.find(Question(q, filters, scope, limit, offset))
    facets = {one.facet: [ApiFacetValue(*value) for value in one.values] for one in results.facets}
    hits = [result_of(hit, holdings) for hit in results.hits]
    return ApiSearch(q, results.total, limit, offset, hits, facets)


@router.get("/comparable", tags=["vergelijken"])
def comparable(
    holdings: _Held,
    text: Annotated[str, Query(max_length=LONGEST)] = "",
    passage: Annotated[str, Query(max_length=80)] = "",
    intervention: Annotated[str, Query(max_length=80)] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> ApiComparables:
    """Wat in andere deals lijkt op een tekst, een passage of een interventie."""
    what = Wanted(text.strip(), passage, intervention)
    if start_of(what, holdings) is None:
        raise NotHeld("Geef text, passage of intervention.")
    found = comparables(what, holdings, limit)
    return ApiComparables([comparable_of(one, holdings) for one in found])


@router.get("/passages/{passage_id}", tags=["opzoeken"])
def passage(passage_id: _Id, holdings: _Held) -> ApiPassage:
    """Een passage met plaats, labels en bewijs."""
    found = holdings.passages.get(passage_id)
    if found is None:
        raise NotHeld("Deze passage is hier niet.")
    return passage_of(found, holdings)


@router.get("/deals", tags=["opzoeken"])
def deals(holdings: _Held, limit: _Limit = 100, offset: _Offset = 0) -> ApiDeals:
    """De deals waarvan hier iets te lezen is."""
    held = holdings.deals_held
    page = held[offset : offset + limit]
    return ApiDeals(len(held), limit, offset, [deal_of(one, holdings) for one in page])


@router.get("/deals/{deal_id}", tags=["opzoeken"])
def deal(deal_id: _Id, holdings: _Held) -> ApiDeal:
    """Een deal."""
    found = next((one for one in holdings.deals_held if one.deal_id == deal_id), None)
    if found is None:
        raise NotHeld("Van deze deal is hier geen document.")
    return deal_of(found, holdings)


@router.get("/interventions", tags=["opzoeken"])
def interventions(
    holdings: _Held,
    deal: Annotated[str, Query(max_length=80)] = "",
    concept: Annotated[str, Query(max_length=80)] = "",
    limit: _Limit = 20,
    offset: _Offset = 0,
) -> ApiInterventions:
    """De herkende projecten en programma's."""
    found = [
        one
        for one in holdings.interventions.values()
        if deal in ("", one.deal) and (not concept or concept in one.concepts)
    ]
    page = [intervention_of(one) for one in found[offset : offset + limit]]
    return ApiInterventions(len(found), limit, offset, page)


@router.get("/interventions/{intervention_id}", tags=["opzoeken"])
def intervention(intervention_id: _Id, holdings: _Held) -> ApiIntervention:
    """Een project of programma."""
    found = holdings.interventions.get(intervention_id)
    if found is None:
        raise NotHeld("Deze interventie is hier niet.")
    return intervention_of(found)
