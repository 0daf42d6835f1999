"""How the labels come about, and what they cannot say."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from corpus.records import Outcome
from web.holdings import Holdings
from web.pages import holdings_of, page

router = APIRouter()


@router.get("/over")
def about(request: Request, holdings: Annotated[Holdings, Depends(holdings_of)]) -> Response:
    """Method, limits, and what is in this workspace."""
    documents = holdings.analysis.documents.values()
    thresholds = holdings.analysis.thresholds
    return page(
        request,
        "about.html",
        documents=len(holdings.sources),
        read=sum(one.outcome is Outcome.GELUKT for one in documents),
        pages=sum(len(one.pages) for one in documents),
        unread=sum(not page.readable for one in documents for page in one.pages),
        passages=sum(one.counts for one in holdings.analysis.passages),
        deals=len(holdings.deals_held),
        own=len(holdings.deals_with_documents),
        interventions=len(holdings.interventions),
        thresholds=[(one, thresholds.get(one.id)) for one in holdings.taxonomy.concepts],
    )
