"""How far people agree, worked out again only when somebody judged since, or after a new run."""

from threading import Lock

from corpus import registry
from corpus.judgements.log import JudgementLog
from corpus.records import Judgement
from pipelines.agreement import agreement_in
from pipelines.model_in_use import unseen_probabilities
from pipelines.searching import SearchRoom
from pipelines.workspace import Workspace
from report.agreement_report import AgreementReport


class KeptAgreement:
    """Agreement in a workspace for whoever asks often; safe to share between threads.

    Its intervals take thousands of draws, and most of those who look have judged nothing since.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._judgements: list[Judgement] = []
        self._number = 0
        self._room: SearchRoom | None = None
        self._report: AgreementReport | None = None

    def __call__(self, room: SearchRoom) -> AgreementReport | None:
        """Agreement on the passages of a run; None while nothing was judged."""
        with self._lock:
            log = JudgementLog(self._workspace.store_path, self._workspace.judgements_folder)
            with log:
                fresh = log.since(self._number)
            if fresh or room is not self._room:
                self._judgements += [one for _, one in fresh]
                self._number = max((number for number, _ in fresh), default=self._number)
                self._room, self._report = room, self._counted(room)
            return self._report

    def _counted(self, room: SearchRoom) -> AgreementReport | None:
        if not self._judgements:
            return None
        return agreement_in(
            room.analysis,
            self._judgements,
            room.taxonomy,
            registry.deal_by_id(),
            unseen_probabilities(self._workspace.models_folder),
            {},
        )
