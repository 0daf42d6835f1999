"""How far people agree, worked out again only when somebody judged since, or after a new run."""

import logging
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING

from corpus import registry
from corpus.judgements.log import JudgementLog
from corpus.records import Judgement
from pipelines.finding.searching import SearchRoom
from pipelines.workspace import Workspace

if TYPE_CHECKING:
    from report.agreement_report import AgreementReport

_PATIENCE = 0.05
"""Seconds that a reader waits for figures; what takes longer is there the next time."""
_log = logging.getLogger("rodedraden.agreement")


@dataclass(frozen=True, slots=True)
class AgreementNow:
    """The last figures, None where there are none yet; `is_counting` while newer ones are made."""

    report: "AgreementReport | None"
    is_counting: bool


class KeptAgreement:
    """Agreement in a workspace for whoever asks often; safe to share between threads.

    Its intervals take thousands of draws: seconds when there are thousands of judgements. They are
    drawn beside the pages, and not again while nobody judged.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._judgements: list[Judgement] = []
        self._number = 0
        self._counted: tuple[SearchRoom | None, int] = (None, 0)
        self._report: AgreementReport | None = None
        self._counting: Thread | None = None

    def __call__(self, room: SearchRoom) -> AgreementNow:
        """Agreement on the passages of a run."""
        with self._lock:
            self._take_in()
            is_new = self._counted[0] is not room or self._counted[1] != self._number
            if self._counting is None and is_new:
                wanted = room, self._number, tuple(self._judgements)
                self._counting = Thread(target=self._count, args=wanted, daemon=True)
                self._counting.start()
            counting = self._counting
        if counting is not None:
            counting.join(_PATIENCE)
        with self._lock:
            return AgreementNow(self._report, self._counting is not None)

    def _take_in(self) -> None:
        workspace = self._workspace
        with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
            fresh = log.since(self._number)
        self._judgements += [one for _, one in fresh]
        self._number = max((number for number, _ in fresh), default=self._number)

    def _count(self, room: SearchRoom, number: int, judgements: tuple[Judgement, ...]) -> None:
        report = None
        try:
            report = self._report_of(room, judgements) if judgements else None
        except Exception:
            _log.exception("de overeenstemming is niet uit te rekenen")
        with self._lock:
            self._report, self._counted, self._counting = report, (room, number), None

    def _report_of(self, room: SearchRoom, judgements: tuple[Judgement, ...]) -> "AgreementReport":
        # Its libraries take a second to load, which the pages need not wait for.
        from pipelines.models.unseen_chances import unseen_probabilities
        from pipelines.review.agreement import agreement_in

        return agreement_in(
            room.analysis,
            judgements,
            room.taxonomy,
            registry.deal_by_id(),
            unseen_probabilities(
                self._workspace.models_folder, self._workspace.settings().embedder
            ),
            {},
        )
