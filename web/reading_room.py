"""The holdings that are on the table now; a newer run takes their place without a wait."""

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread, Timer

from pipelines.searching import SearchRoom
from web.holdings import Holdings

_LOOK_EVERY = 2.0
"""Seconds between looks at whether there is a newer run."""
_SETTLED = 1.0
"""Seconds before the warm-up begins: beside it the server would take longer to start."""
_log = logging.getLogger("rodedraden.web")


class ReadingRoom:
    """Opens a workspace once, and again in the background when its latest run has changed.

    `open_search` reads the workspace; `latest_run` names its last finished run and is cheap.
    """

    def __init__(
        self, open_search: Callable[[], SearchRoom], latest_run: Callable[[], str]
    ) -> None:
        self._open_search = open_search
        self._latest_run = latest_run
        self._lock = Lock()
        self._tried = latest_run()
        self._holdings = Holdings(open_search())
        self._looked = time.monotonic()
        warm_up = Timer(_SETTLED, self._holdings.warm)
        warm_up.daemon = True
        warm_up.start()

    @property
    def holdings(self) -> Holdings:
        """What is on the table; a request keeps it until it is answered."""
        now = time.monotonic()
        if now - self._looked > _LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._looked = now
                if self._latest_run() != self._tried:
                    Thread(target=self.renew, daemon=True).start()
            finally:
                self._lock.release()
        return self._holdings

    def renew(self) -> None:
        """Read the workspace again; what was there stays when that does not work."""
        with self._lock:
            latest = self._latest_run()
            if latest == self._tried:
                return
            self._tried = latest
            try:
                holdings = Holdings(self._open_search())
                holdings.warm()
            except Exception:
                _log.exception("de nieuwste run is niet te lezen; de vorige blijft staan")
                return
            self._holdings = holdings
