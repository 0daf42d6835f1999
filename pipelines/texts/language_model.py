"""A language model behind a server with OpenAI's chat interface: one question, one answer.

Texts may be drafts, so they go to the address that a person gave and nowhere else. That is why
http.client of the standard library is used and not the httpx that Prefect brings: it follows no
redirects and reads no proxy from the environment.
"""

import json
import os
import re
import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from pipelines.problems import UserProblem

API_KEY = "RODEDRADEN_API_KEY"
"""The environment variable with the key of the server; a key stands in no file or command."""

_OWN_NETWORKS = tuple(
    ip_network(network)
    for network in (
        *("127.0.0.0/8", "::1", "0.0.0.0", "::"),  # this machine
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),  # private
        *("169.254.0.0/16", "fe80::/10"),  # on the same wire
    )
)
_SECONDS_TO_CONNECT = 10.0
_LONGEST_PAUSE = 60.0
_LARGEST_REPLY = 2_000_000
_BUSY = 429
_SEED = 1
_LETTERS_PER_TOKEN = 5
"""No tokeniser that we know takes Dutch in larger pieces than this on average."""


class NoAnswer(Exception):
    """The model gave no answer on one text; the message is a Dutch sentence."""


class PassingTrouble(NoAnswer):
    """Something that may be over at the next try, at once or `after` some seconds."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class ServerAbsent(PassingTrouble):
    """Nobody takes the call."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server is, and whether it may be outside our own network."""

    url: str
    secure: bool
    host: str
    port: int
    path: str
    may_be_outside: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What one side of the conversation says; the role is `system` or `user`."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote. `is_cut`: the server seems to have dropped a part of the question."""

    text: str
    is_cut: bool = False


class _Written(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Written
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    after: float
    body: bytes


def server_address(url: str, *, may_be_outside: bool = False) -> ServerAddress:
    """Read the address of a server and see where it is.

    Raises UserProblem for an address that is none, that nobody knows, or that lies outside our
    own network while nobody allowed that.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _no_address(url) from error
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain:
        raise _no_address(url)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UserProblem(
            "Het adres bij --server mag geen naam, wachtwoord of vraagteken bevatten; een sleutel "
            f"hoort in de omgevingsvariabele {API_KEY}."
        )
    secure = parts.scheme == "https"
    default = 443 if secure else 80
    found = ServerAddress(
        url, secure, parts.hostname, port or default, parts.path.rstrip("/"), may_be_outside
    )
    for address in _addresses_of(found):
        _refuse_outside(found, address)
    return found


def is_outside(server: ServerAddress) -> bool:
    """Whether texts leave our own network on their way to the server."""
    return not all(map(is_own_network, _addresses_of(server)))


def _no_address(url: str) -> UserProblem:
    return UserProblem(
        f"{url!r} is geen adres van een server; geef het zo: --server http://127.0.0.1:11434/v1."
    )


def _addresses_of(server: ServerAddress) -> set[str]:
    try:
        found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise UserProblem(
            f"De server {server.host} is niet te vinden ({_cause(error)}); controleer --server."
        ) from error
    return {str(place[0]) for *_, place in found}


def _refuse_outside(server: ServerAddress, address: str) -> None:
    if not server.may_be_outside and not is_own_network(address):
        raise UserProblem(
            f"De server {server.host} ({address}) staat buiten deze computer en uw eigen netwerk: "
            "de teksten zouden de deur uit gaan. Mag dat, geef dan ook --texts-may-leave; mag het "
            "niet, neem dan een server op deze computer."
        )


def is_own_network(address: str) -> bool:
    """Whether an IP address is this machine or in a private network."""
    known = ip_address(address)
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return any(known in network for network in _OWN_NETWORKS)


def key_from_environment() -> str:
    """The key for the server, empty where none was set.

    Raises UserProblem, without the key, when it cannot be sent.
    """
    key = os.environ.get(API_KEY, "").strip()
    if not key.isascii() or not key.isprintable():
        raise UserProblem(f"De sleutel in {API_KEY} bevat tekens die niet mogen.")
    return key


class LanguageModel:
    """One model on one server. `pauses` are the seconds before each new try."""

    def __init__(
        self,
        server: ServerAddress,
        name: str,
        *,
        key: str = "",
        seconds: float = 120.0,
        pauses: Sequence[float] = (1.0, 5.0),
    ) -> None:
        self.server = server
        self.name = name
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._seconds = seconds
        self._pauses = tuple(pauses)

    def answer(self, messages: Sequence[Message]) -> Answer:
        """Ask the model, again after trouble that may pass.

        Raises NoAnswer when this question gets no answer, and UserProblem when no question will:
        the server is not there, does not know the model or refuses us.
        """
        asked = [{"role": one.role, "content": one.content} for one in messages]
        settings = {"model": self.name, "temperature": 0, "seed": _SEED, "stream": False}
        body = json.dumps(settings | {"messages": asked}).encode()
        return _answer_of(self._insist(body), sum(len(one.content) for one in messages))

    def _insist(self, body: bytes) -> bytes:
        for pause in self._pauses:
            try:
                return self._ask(body)
            except PassingTrouble as trouble:
                time.sleep(min(trouble.after or pause, _LONGEST_PAUSE))
        try:
            return self._ask(body)
        except ServerAbsent as absent:
            raise UserProblem(str(absent)) from absent

    def _ask(self, body: bytes) -> bytes:
        reply = self._post(body)
        if reply.status == 200:
            return reply.body
        told = f"{reply.status}{_told(reply.body)}"
        if reply.status == _BUSY or reply.status >= 500:
            raise PassingTrouble(f"De server gaf een fout ({told}).", reply.after)
        if reply.status in (401, 403):
            raise UserProblem(
                f"De server weigert de toegang ({told}); zet de sleutel in de omgevingsvariabele "
                f"{API_KEY}."
            )
        if reply.status in (404, 405) or reply.status < 400:
            raise UserProblem(
                f"De server geeft op dit adres geen antwoord van {self.name} ({told}); controleer "
                "--server, dat meestal op /v1 eindigt, en --language-model."
            )
        raise NoAnswer(f"De server weigerde de vraag ({told}).")

    def _post(self, body: bytes) -> _Reply:
        with closing(self._connect()) as connection:
            # A name may lead elsewhere than it did when the address was read.
            _refuse_outside(self.server, str(connection.sock.getpeername()[0]))
            try:
                target = f"{self.server.path}/chat/completions"
                connection.request("POST", target, body, self._headers)
                return self._read(connection.getresponse())
            except TimeoutError as error:
                raise PassingTrouble(
                    f"Het taalmodel antwoordde niet binnen {self._seconds:g} seconden."
                ) from error
            except (OSError, HTTPException) as error:
                raise PassingTrouble(
                    f"De verbinding met de server brak af ({_cause(error)})."
                ) from error

    def _connect(self) -> HTTPConnection:
        kind = HTTPSConnection if self.server.secure else HTTPConnection
        connection = kind(self.server.host, self.server.port, timeout=_SECONDS_TO_CONNECT)
        try:
            connection.connect()
        except ssl.SSLError as error:
            raise UserProblem(
                f"De beveiligde verbinding met {self.server.url} lukt niet ({_cause(error)})."
            ) from error
        except OSError as error:
            raise ServerAbsent(
                f"Er is geen server op {self.server.url} ({_cause(error)}); start hem, of verbeter "
                "het adres bij --server."
            ) from error
        connection.sock.settimeout(self._seconds)
        return connection

    def _read(self, response: HTTPResponse) -> _Reply:
        """Read a reply of bounded size in bounded time, also from a server that keeps dripping."""
        end = time.monotonic() + self._seconds
        body, promised = b"", response.length
        # Older versions of read1 wait for more after the last promised byte.
        while len(body) != promised and (part := response.read1(65536)):
            body += part
            if time.monotonic() > end:
                raise TimeoutError
            if len(body) > _LARGEST_REPLY:
                raise NoAnswer("De server stuurde een onwaarschijnlijk groot antwoord.")
        if promised is not None and len(body) < promised:
            raise IncompleteRead(body, promised - len(body))
        return _Reply(response.status, _seconds_in(response.getheader("Retry-After")), body)


def _answer_of(body: bytes, letters: int) -> Answer:
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError as error:
        raise NoAnswer("De server gaf iets anders terug dan een antwoord van een taalmodel.") from (
            error
        )
    if not completion.choices:
        raise NoAnswer("De server gaf een antwoord zonder inhoud terug.")
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        raise NoAnswer("Het antwoord van het taalmodel is afgekapt; geef het een groter venster.")
    counted = completion.usage.prompt_tokens if completion.usage else 0
    return Answer(choice.message.content or "", is_cut=0 < counted * _LETTERS_PER_TOKEN < letters)


def _told(body: bytes) -> str:
    """The beginning of what a server says of an error, safe to print."""
    text = body.decode("utf-8", errors="replace")
    named = re.search(r'"message"\s*:\s*("(?:[^"\\]|\\.)+")', text)
    with suppress(ValueError):
        text = json.loads(named[1]) if named else text
    shown = "".join(filter(str.isprintable, " ".join(text.split())))[:200]
    return f": {shown}" if shown else ""


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _seconds_in(header: str | None) -> float:
    """Seconds to wait; a date in the header is left alone."""
    return float(header) if header and header.isascii() and header.isdigit() else 0.0
