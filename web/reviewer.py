"""Who is reviewing: a name that a person chose, kept in a cookie that no script can read."""

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from corpus.judgements.reviewers import reviewer_name

COOKIE = "nakijker"
OTHER_REVIEWER = (
    "Deze vraag is geopend door {}, maar deze browser werkt nu op naam van {}; er is niets "
    "bewaard. Antwoord opnieuw, of verander de naam bij Uitleg en naam."
)
"""When a page still stands open in one window while another window changed the name."""
_YEAR = 365 * 24 * 3600


def reviewer_of(request: Request) -> str:
    """The name in the cookie of a request; empty where there is none that can be used."""
    try:
        return reviewer_name(unquote(request.cookies.get(COOKIE, "")))
    except ValueError:
        return ""


def remember(answer: Response, name: str) -> None:
    """Keep the name for a year, out of reach of scripts and of other sites."""
    answer.set_cookie(
        COOKIE, quote(name, safe=""), max_age=_YEAR, httponly=True, samesite="strict", path="/"
    )
