"""The one place that knows how the pages are served: uvicorn, one process, this machine."""

from collections.abc import Callable

import uvicorn

from pipelines.finding.searching import SearchRoom
from web.app import create_app
from web.pictures import Pictures
from web.reading_room import ReadingRoom
from web.review_desk import ReviewDesk
from web.safety import Rules

_AT_ONCE = 200
"""Connections that are answered at the same time; more are told to come back."""
_PATIENCE = 5
"""Seconds for requests to end when the server stops."""


def serve(
    open_search: Callable[[], SearchRoom],
    latest_run: Callable[[], str],
    pictures: Pictures,
    desk: ReviewDesk,
    rules: Rules,
    host: str,
    port: int,
    ready: Callable[[], None],
) -> None:
    """Serve until stopped; `ready` is called when the workspace is open."""
    app = create_app(ReadingRoom(open_search, latest_run, desk.open_room), pictures, desk, rules)
    ready()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_PATIENCE,
    )
