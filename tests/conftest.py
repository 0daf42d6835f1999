"""Shared by all tests: no test reaches the network."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
LOOPBACK = {"127.0.0.1", "::1", "localhost", None, ""}

# A law is not a race: on a busy machine an example may take long without being wrong.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")


class NetworkReached(AssertionError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection and every look-up but those to the machine itself."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise NetworkReached(f"connection to {address}")
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in LOOPBACK:
            raise NetworkReached(f"look-up of {host}")
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    return


@pytest.fixture
def shared() -> Path:
    """The folder with real documents beside the project, where there is one."""
    if not SHARED.is_dir():
        pytest.skip("there is no folder ../shared with real documents here")
    return SHARED
