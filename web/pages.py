"""From a template to a page. Everything that is put into one is escaped."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web import addresses, wording
from web.holdings import Holdings

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SIGNS = {"1": "●", "0": "·", "geen tekst": "□"}
MENU = (
    ("/", "Zoeken"),
    ("/interventies", "Interventies"),
    ("/matrix", "Matrix"),
    ("/deals", "Deals"),
    ("/labels", "Rode draden"),
    ("/documenten", "Documenten"),
    ("/nakijken", "Nakijken"),
    ("/over", "Over"),
)


class NotHeld(LookupError):
    """What was asked for is not here; the message is one Dutch sentence."""


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Content and media type of each file that the pages load, by name."""
    return {
        path.name: (path.read_bytes(), _TYPES[path.suffix])
        for path in sorted((_HERE / "static").iterdir())
        if path.suffix in _TYPES
    }


def static_address(name: str) -> str:
    """Where a browser finds a file; another content is another address."""
    return f"/static/{name}?v={sha256(static_files()[name][0]).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "static": cache(static_address),
        "menu": MENU,
        "signs": SIGNS,
        **{name: getattr(addresses, name) for name in dir(addresses) if "address" in name},
    }
    environment.filters |= {
        name: getattr(wording, name)
        for name in (
            "bounds",
            "chance",
            "decimal",
            "euros",
            "listed",
            "number",
            "percent",
            "sentence",
        )
    }
    environment.filters |= {
        name: getattr(wording, name)
        for name in ("cell_said", "cell_steady", "people_said", "standard_said")
    }
    environment.globals["counted"] = wording.counted
    return environment


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; `request` gives the place in the menu, and what the foot says of all labels."""
    holdings: Holdings = request.app.state.room.holdings
    text = (
        _environment()
        .get_template(template)
        .render(
            here=request.url.path,
            reviewed=_reviewed(request.url.path, holdings),
            **context,
        )
    )
    return HTMLResponse(text, status)


def _reviewed(path: str, holdings: Holdings) -> str:
    """What the foot says of all labels. Not where people judge: how the number moves after an
    answer would tell whether the model gave that label."""
    if path.startswith("/nakijken"):
        return "Labels komen van een model."
    return wording.reviewed_said(holdings.review_count)


async def holdings_of(request: Request) -> Holdings:
    """What this request looks things up in."""
    holdings: Holdings = request.app.state.room.holdings
    return holdings
