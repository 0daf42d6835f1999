"""How fast the search page is for many people at once: python benchmarks/web_speed.py [FOLDER]

Makes a workspace of 30,000 passages as benchmarks/search_speed.py does (kept in FOLDER when given),
opens it once so that what search keeps is there, and starts `rodedraden serve` on it. Prints the
start-up (until the server answers), and for 20 users who each ask questions that no one asked
before, with and without a second of thought between them, the milliseconds until the whole page is
there and pages a second; then the memory of the server at its most. The users are threads of this
process on the same processors as the server: their work is in the figures.
"""

import http.client
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from urllib.parse import quote

import numpy as np
from search_speed import PASSAGES, QUERIES, grown

from pipelines.finding.searching import open_search
from pipelines.workspace import open_workspace

PROJECT = Path(__file__).parents[1]
USERS, SECONDS, WARM_UP = 20, 20.0, 200
PAUSES = (1.0, 0.0)
PATIENCE = 60.0
"""Seconds that the server may take to start."""


def questions() -> Iterator[str]:
    """Addresses of search pages, no two the same: judged queries whole, then two at a time."""
    texts = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()]
    yield from (f"/?q={quote(text)}" for text in texts)
    for number in itertools.count(1):
        for one, other in itertools.permutations(texts, 2):
            yield f"/?q={quote(f'{one} {other}' + f' {number}' * (number > 1))}"


def ask(port: int, address: str) -> float:
    """Milliseconds until an answer is there whole. Raises OSError when there is no server."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, (answer.status, body[:200])
    return 1000 * (time.perf_counter() - began)


def started(folder: Path) -> tuple["subprocess.Popen[bytes]", int, float]:
    """A server over a workspace, its port, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    serve = ["-m", "pipelines.cli", "serve", "--workspace", str(folder), "--port", str(port)]
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, *serve], cwd=PROJECT, stderr=subprocess.DEVNULL)
    while time.perf_counter() - began < PATIENCE:
        try:
            ask(port, "/gezond")
        except OSError:
            time.sleep(0.02)
        else:
            return server, port, time.perf_counter() - began
    server.kill()
    raise SystemExit("the server did not start")


def crowd(port: int, asked: Iterator[str], pause: float) -> tuple[list[float], float]:
    """What users who ask at once wait for, in milliseconds, and the pages a second."""
    took: list[float] = []
    lock = Lock()
    began = time.perf_counter()

    def user(number: int) -> None:
        time.sleep(pause * number / USERS)
        while time.perf_counter() - began < SECONDS:
            with lock:
                address = next(asked)
            took.append(ask(port, address))
            time.sleep(pause)

    users = [Thread(target=user, args=(number,)) for number in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return took, len(took) / (time.perf_counter() - began)


def memory_of(process: int) -> int:
    """Megabytes that a process has held at most."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def measure(folder: Path) -> None:
    """Serve a workspace, let users ask, print the figures."""
    server, port, start_up = started(folder)
    try:
        asked = questions()
        for address in itertools.islice(asked, WARM_UP):
            ask(port, address)
        print(f"start-up {start_up:.1f} s; load of the machine {os.getloadavg()[0]:.1f}")
        for pause in PAUSES:
            took, pages = crowd(port, asked, pause)
            median, high = np.quantile(took, (0.5, 0.95))
            print(f"pause {pause:.0f} s: {len(took)} pages, {pages:.0f} a second; "
                  f"median {median:.0f} ms, 95th percentile {high:.0f} ms")  # fmt: skip
        print(f"memory {memory_of(server.pid)} MB at most")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def main() -> None:
    """Make the workspace where there is none, open it once, and measure."""
    with TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        target = grown(folder, Path(temporary), PASSAGES)
        open_search(open_workspace(target))
        measure(target)


if __name__ == "__main__":
    main()
