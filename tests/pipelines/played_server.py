"""A server on this machine that plays a language model, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Play = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a request with the next play; the last one is played again and again."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        plays = self.server.plays
        (plays.pop(0) if len(plays) > 1 else plays[0])(self)

    @property
    def passage(self) -> str:
        """The passage that is asked about."""
        question: str = self.server.asked[-1][2]["messages"][-1]["content"]
        return question.split("<passage>\n")[1].split("\n</passage>")[0]

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Remembers what was asked: path, headers and JSON of each request."""

    block_on_close = True

    def __init__(self, plays: list[Play]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plays = plays
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some plays are about."""


@contextmanager
def played(*plays: Play) -> Iterator[Server]:
    """A server that plays these answers in turn."""
    with Server(list(plays)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def completion(text: str | None, *, finish: str = "stop", tokens: int = 9_000) -> bytes:
    """The reply of a server of which the model wrote `text`."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": finish,
    }
    return json.dumps({"choices": [choice], "usage": {"prompt_tokens": tokens}}).encode()


def says(text: str | None, **more: Any) -> Play:
    """The model writes this text."""
    return lambda handler: handler.reply(200, completion(text, **more))


def labels(*pairs: tuple[str, str]) -> Play:
    """The model gives these codes with these quotes."""
    rows = [{"code": code, "quote": quote} for code, quote in pairs]
    return says(json.dumps({"labels": rows}, ensure_ascii=False))


def status(number: int, body: bytes = b"", **headers: str) -> Play:
    """The server replies with this status."""
    return lambda handler: handler.reply(number, body, **headers)


def slow(handler: Handler) -> None:
    """The server thinks for as long as it lives."""
    handler.close_connection = True
    handler.server.closing.wait(30)


def dripping(handler: Handler) -> None:
    """The server sends a space now and then, and never an answer."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while not handler.server.closing.wait(0.05):
        handler.wfile.write(b"1\r\n \r\n")


def breaking_off(handler: Handler) -> None:
    """The server promises more than it sends."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(completion("{}")[:20])


def no_http(handler: Handler) -> None:
    """Something else than a web server."""
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example.nl ESMTP\r\n")
