"""What stands between the network and the pages: names, origins, limits, a password, headers.

The pages hold what is on this machine, so another web site that a colleague has open must not be
able to read them (DNS rebinding), nor to act on them (cross-site requests).
"""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LEAST_PASSWORD = 12
"""Characters; a longer password needs no lock-out, which would also shut out colleagues."""
HEALTH = "/gezond"
_READING = frozenset({"GET", "HEAD"})
_WAIT = 1.0
"""Seconds before a wrong password is answered."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask what. `hosts` are names without port; `password` is empty where none is asked;
    lengths are in bytes."""

    hosts: frozenset[str] = LOOPBACK
    password: str = ""
    longest_query: int = 12_000
    longest_body: int = 64_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered, in one Dutch sentence."""

    status: int
    reason: str
    headers: Mapping[str, str]


def rules_for(host: str, names: Iterable[str] = (), password: str = "") -> Rules:
    """Rules for a server that binds to `host` and is also known by other names."""
    known = {name.casefold() for name in (host, *names) if name}
    return Rules(LOOPBACK | known, password)


def is_loopback(host: str) -> bool:
    """Whether a server bound to this address can be reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


class Guard:
    """ASGI middleware that refuses what the rules do not allow, and hardens every answer."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        refusal = refusal_of(scope, self._rules)
        if refusal is None:
            await self._app(scope, receive, hardened)
            return
        if refusal.status == 401 and "authorization" in Headers(scope=scope):
            await anyio.sleep(_WAIT)
        await _answer(refusal)(scope, receive, hardened)


def _answer(refusal: Refusal) -> Response:
    return PlainTextResponse(refusal.reason + "\n", refusal.status, dict(refusal.headers))


def refusal_of(scope: Scope, rules: Rules) -> Refusal | None:
    """Why a request is refused, or None when it may be answered."""
    headers = Headers(scope=scope)
    if not _is_known(headers.getlist("host"), rules.hosts):
        return _refused(
            421, "Deze naam hoort niet bij deze pagina; gebruik het adres dat serve noemt."
        )
    if len(scope["query_string"]) > rules.longest_query:
        return _refused(414, "De vraag is te lang; gebruik een kortere tekst of minder filters.")
    if not _comes_from_here(scope["method"], headers):
        return _refused(403, "Een andere website mag hier niets opvragen of versturen.")
    if scope["method"] not in _READING:
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return _refused(411, "De lengte van het bericht ontbreekt.")
        if len(length) > 12 or int(length) > rules.longest_body:
            return _refused(413, f"Het bericht is te groot; hooguit {rules.longest_body} bytes.")
    if rules.password and scope["path"] != HEALTH and not _knows(headers, rules.password):
        return Refusal(
            401,
            "Vul het wachtwoord in dat u van uw beheerder kreeg; de gebruikersnaam maakt niet uit.",
            {"www-authenticate": 'Basic realm="Rode Draden", charset="UTF-8"'},
        )
    return None


def _refused(status: int, reason: str) -> Refusal:
    return Refusal(status, reason, {})


def _is_known(given: list[str], hosts: frozenset[str]) -> bool:
    """Whether the one Host header is a name of ours, or an address: rebinding needs a name."""
    if len(given) != 1:
        return False
    try:
        name = urlsplit(f"//{given[0]}").hostname or ""
    except ValueError:
        return False
    if name in hosts:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _comes_from_here(method: str, headers: Headers) -> bool:
    """Whether a browser says that our own page asked; a link elsewhere may still open a page."""
    is_reading = method in _READING
    site = headers.get("sec-fetch-site", "none")
    follows_link = is_reading and headers.get("sec-fetch-mode") == "navigate"
    if site not in ("none", "same-origin") and not follows_link:
        return False
    origin = headers.get("origin")
    return is_reading or origin is None or urlsplit(origin).netloc == headers.get("host")


def _knows(headers: Headers, password: str) -> bool:
    scheme, _, coded = headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return False
    try:
        given = b64decode(coded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, password.encode("utf-8"))
