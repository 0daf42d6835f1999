"""The holdings that are on the table now; a newer run takes their place without a wait."""

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread, Timer

from pipelines.finding.searching import SearchRoom
from pipelines.review.room import ReviewRoom
from web.holdings import Holdings

_LOOK_EVERY = 2.0
"""Seconds between looks at whether there is a newer run."""
_SETTLED = 1.0
"""Seconds before the warm-up begins: beside it the server would take longer to start."""
_LEFT = 30.0
"""Seconds that an older run stays open for requests that began with it."""
_log = logging.getLogger("rodedraden.web")


class ReadingRoom:
    """Opens a workspace once, and again in the background when its latest run has changed.

    `open_search` reads the workspace; `latest_run` names its last finished run and is cheap;
    `open_review` lays the label log beside what was read.
    """

    def __init__(
        self,
        open_search: Callable[[], SearchRoom],
        latest_run: Callable[[], str],
        open_review: Callable[[SearchRoom], ReviewRoom],
    ) -> None:
        self._open_search = open_search
        self._open_review = open_review
        self._latest_run = latest_run
        self._lock = Lock()
        self._tried = latest_run()
        self._holdings = self._opened()
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
                else:
                    # What other processes judged: an import, a second server.
                    Thread(target=self._refresh, daemon=True).start()
            finally:
                self._lock.release()
        return self._holdings

    def _refresh(self) -> None:
        try:
            self._holdings.review.refresh()
        except Exception:
            _log.exception("het logboek van oordelen is niet opnieuw te lezen")

    def _opened(self) -> Holdings:
        search = self._open_search()
        return Holdings(search, self._open_review(search))

    def renew(self) -> None:
        """Read the workspace again; what was there stays when that does not work."""
        with self._lock:
            latest = self._latest_run()
            if latest == self._tried:
                return
            self._tried = latest
            try:
                holdings = self._opened()
                holdings.warm()
            except Exception:
                _log.exception("de nieuwste run is niet te lezen; de vorige blijft staan")
                return
            former, self._holdings = self._holdings, holdings
            # Whoever asked a moment ago may still be answered from it.
            leave = Timer(_LEFT, former.review.close)
            leave.daemon = True
            leave.start()

    def close(self) -> None:
        """Close the label log; what was saved stays."""
        self._holdings.review.close()
