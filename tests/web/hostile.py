"""Documents that do harm or say nothing, and the pages for a client or a real browser."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import uvicorn
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from starlette.testclient import TestClient

from pipelines.page_pictures import PagePictures
from web.app import create_app
from web.reading_room import ReadingRoom
from web.review_desk import ReviewDesk
from web.safety import Rules

NAME = "kwaad-zeeland.pdf"
SILENT = "zwijgend-convenant.pdf"
REFUSED = "zoekgeraakt.pdf"
"""A document that the manifest names and that is not there."""
SCRIPT = "<script>alert('gestolen')</script>"
FORMULA = '=HYPERLINK("http://kwaad.example","klik hier")'
TITLE = 'Rapport "><img src=x onerror=alert(1)>'
BASE = "http://127.0.0.1:8600"
_SCHEME = (
    "Met scholingscheques volgen werknemers in de regio een opleiding of cursus; de deal betaalt "
    "omscholing en bijscholing van vakmensen in de techniek en de zorg. "
)
_LINES = (
    f"{SCRIPT} {_SCHEME} Er is 2,5 miljoen euro beschikbaar voor scholing van werknemers.",
    f"{FORMULA} {_SCHEME * 4}",
    "<b onmouseover=alert(1)>Criminaliteit</b> en ondermijning pakken gemeenten samen aan, met "
    f"weerbare ondernemers, politie en toezicht op straat. {_SCHEME * 4}",
)


def draw_hostile(path: Path) -> None:
    """A PDF with the lines above."""
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(path), invariant=1).build(
        [Paragraph(escape(line), style) for line in _LINES]
    )


def draw_silent(path: Path) -> None:
    """A PDF with a page on which no letter stands."""
    canvas = Canvas(str(path), invariant=1)
    canvas.rect(80, 80, 300, 500, fill=1)
    canvas.showPage()
    canvas.save()


def client_of(
    room: ReadingRoom, pictures: PagePictures, desk: ReviewDesk, rules: Rules
) -> TestClient:
    """A client of the pages under some rules; a mistake of the server is an answer too."""
    app = create_app(room, pictures, desk, rules)
    return TestClient(app, base_url=BASE, raise_server_exceptions=False)


@contextmanager
def serving(
    room: ReadingRoom, pictures: PagePictures, desk: ReviewDesk, rules: Rules
) -> Iterator[str]:
    """The pages on a port of this machine, for a real browser."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(room, pictures, desk, rules),
            host="127.0.0.1",
            port=0,
            log_level="error",
            lifespan="off",
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
