"""Documents: a page as a picture, with its passages marked and their labels beside it."""

from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from corpus.analysed import AnalysedPassage
from corpus.records import Outcome, PageRecord, Source
from web.addresses import document_address
from web.holdings import Holdings
from web.page_marks import PassageMark, marks_of
from web.pages import NotHeld, holdings_of, page
from web.pictures import Pictures
from web.shown import ShownPassage, passage_shown

router = APIRouter()
_ONE_AT_A_TIME = anyio.Semaphore(1)
"""Pictures wait for one another here, so that they never hold up all other pages."""


@router.get("/documenten")
def all_documents(
    request: Request, holdings: Annotated[Holdings, Depends(holdings_of)]
) -> Response:
    """Every document, with how well it was read or why it was not."""
    rows = [
        (source, holdings.document(source.document_id), holdings.deals.get(source.deal))
        for source in holdings.analysis.sources
    ]
    return page(
        request,
        "documents.html",
        rows=rows,
        left_out=holdings.search.left_out,
        unread=sum(document.outcome is not Outcome.GELUKT for _, document, _ in rows),
        holdings=holdings,
    )


@router.get("/documenten/{document_id}")
def one_document(
    request: Request,
    document_id: str,
    holdings: Annotated[Holdings, Depends(holdings_of)],
    pagina: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """One page of a document."""
    source = _source(document_id, holdings)
    document = holdings.document(document_id)
    count = len(document.pages)
    record = document.pages[pagina - 1] if pagina <= count else None
    if record is None and (count or pagina > 1):
        raise NotHeld(f"Dit document heeft geen pagina {pagina}.")
    here = [
        one for one in holdings.passages_of_document[document_id] if pagina in one.passage.pages
    ]
    has_picture = record is not None and record.width > 0 and _is_pdf(source)
    return page(
        request,
        "document.html",
        source=source,
        document=document,
        deal=holdings.deals.get(source.deal),
        record=record,
        number=pagina,
        count=count,
        has_picture=has_picture,
        marks=_marks(here, record) if has_picture and record else [],
        passages=[(n, _shown(one, pagina, holdings)) for n, one in enumerate(here, start=1)],
        previous=document_address(document_id, pagina - 1) if pagina > 1 else "",
        following=document_address(document_id, pagina + 1) if pagina < count else "",
        holdings=holdings,
    )


def _source(document_id: str, holdings: Holdings) -> Source:
    source = holdings.sources.get(document_id)
    if source is None:
        raise NotHeld("Dit document is hier niet.")
    return source


def _is_pdf(source: Source) -> bool:
    return source.path.suffix.lower() == ".pdf"


def _shown(analysed: AnalysedPassage, number: int, holdings: Holdings) -> ShownPassage:
    return passage_shown(analysed, holdings, page=number)


def _marks(passages: list[AnalysedPassage], record: PageRecord) -> list[PassageMark]:
    return [
        mark
        for number, one in enumerate(passages, start=1)
        for mark in marks_of(one.passage, number, record, has_labels=bool(one.labels))
    ]


@router.get("/documenten/{document_id}/pagina/{number}.png")
async def picture(
    request: Request,
    document_id: str,
    number: int,
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """The picture of a page."""
    source = _source(document_id, holdings)
    if not 1 <= number <= len(holdings.document(document_id).pages):
        raise NotHeld(f"Dit document heeft geen pagina {number}.")
    pictures: Pictures = request.app.state.pictures
    async with _ONE_AT_A_TIME:
        try:
            drawn = await anyio.to_thread.run_sync(pictures.of, source, number)
        except LookupError as error:
            raise NotHeld(str(error)) from error
    return Response(
        drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"}
    )


@router.get("/passages/{passage_id}")
def one_passage(passage_id: str, holdings: Annotated[Holdings, Depends(holdings_of)]) -> Response:
    """Where a passage stands: its document, at its page."""
    found = holdings.passages.get(passage_id)
    if found is None:
        raise NotHeld("Deze passage is hier niet.")
    pages = found.passage.pages
    return RedirectResponse(
        document_address(found.source.document_id, pages[0] if pages else 1, passage_id), 303
    )
