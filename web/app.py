"""The web page and the API: views of one workspace on one machine. Only judgements are written."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from pipelines.review.room import ReviewProblem
from web import api, api_judgements
from web.pages import NotHeld, page, static_files
from web.pictures import Pictures
from web.reading_room import ReadingRoom
from web.review_desk import ReviewDesk
from web.safety import HEALTH, Guard, Rules
from web.views import (
    about,
    comparable,
    deals,
    documents,
    exports,
    interventions,
    labels,
    matrix,
    review,
    review_progress,
    search,
)
from web.views.review import NotUnderstood

_PAGES = (
    search,
    exports,
    comparable,
    interventions,
    matrix,
    deals,
    labels,
    documents,
    review_progress,
    review,
    about,
)
_SENTENCES = {
    404: "Deze pagina bestaat niet.",
    405: "Dit kan hier niet: alleen oordelen worden hier geschreven.",
}
_FOREVER = "public, max-age=31536000, immutable"


def create_app(room: ReadingRoom, pictures: Pictures, desk: ReviewDesk, rules: Rules) -> ASGIApp:
    """The application over a workspace that is open; the guard stands outside all of it."""
    app = FastAPI(
        title="Rode Draden",
        version="1",
        description="Zoeken in Regio Deals en labels nakijken. Alles blijft op deze machine.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.room = room
    app.state.pictures = pictures
    app.state.desk = desk
    for module in _PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.include_router(api.router)
    app.include_router(api_judgements.router)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_api_route(HEALTH, _health, include_in_schema=False)
    app.add_exception_handler(NotHeld, _not_held)
    app.add_exception_handler(NotUnderstood, _refused)
    app.add_exception_handler(ReviewProblem, _refused)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _unexpected)
    return Guard(app, rules)


async def _static(name: str) -> Response:
    found = static_files().get(name)
    if found is None:
        raise NotHeld("Dit bestand hoort niet bij de pagina's.")
    return Response(found[0], media_type=found[1], headers={"cache-control": _FOREVER})


async def _health() -> dict[str, str]:
    return {"status": "goed"}


def _problem(request: Request, status: int, sentence: str) -> Response:
    """One sentence, as a page for people and as JSON for programs."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": sentence}, status)
    return page(request, "problem.html", status, sentence=sentence)


async def _not_held(request: Request, error: Exception) -> Response:
    return _problem(request, 404, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    return _problem(request, 422, str(error))


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _problem(
        request, error.status_code, _SENTENCES.get(error.status_code, str(error.detail))
    )
    answer.headers.update(error.headers or {})
    return answer


async def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = ", ".join(str(one["loc"][-1]) for one in error.errors())
    return _problem(request, 422, f"De vraag klopt niet; kijk naar: {where}.")


async def _unexpected(request: Request, error: Exception) -> Response:
    """What went wrong is in the log of the server, not on the page."""
    return _problem(request, 500, "Er ging hier iets mis; de beheerder vindt het in het logboek.")
