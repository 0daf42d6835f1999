"""Judgements laid at the passages of a run: most by identity, others by content and place."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.analysed import SUBSTANTIVE, Analysis
from corpus.judgements.attach import Attached, Lost, attach, is_any_here
from corpus.records import Anchor, Judgement, Passage, ReviewedLabels
from pipelines.finished.past_run import sources_of
from pipelines.finished.run_folder import latest_run, read_record
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace
from taxonomy.load import shipped_taxonomy


class Placing:
    """Where judgements stand in a run; those that stand nowhere are listed in `lost`.

    `snapshot` is what people had said when the run was made, as it counted it.
    """

    def __init__(self, analysis: Analysis, concepts: Sequence[str]) -> None:
        self.lost: tuple[Lost, ...] = ()
        self.snapshot: ReviewedLabels = analysis.reviewed
        self._passages = analysis.judgeable
        self._known = {one.passage_id for _, one in self._passages}
        self._concepts = frozenset(concepts)

    def has_strays(self, judgements: Iterable[Judgement]) -> bool:
        """Whether some are not about a passage and a concept of this run as they are now."""
        return any(map(self._is_stray, judgements))

    def placed(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """The judgements that stand at a passage of this run, with the passage_id of now.

        Where there are strays among them, these must be all strays that there are.
        """
        strays = [one for one in judgements if self._is_stray(one)]
        if not strays:
            return list(judgements)
        attached = attach(strays, self._passages, self._concepts)
        self.lost = attached.lost
        here = [one for one in judgements if not self._is_stray(one)]
        return [*here, *attached.judgements]

    def _is_stray(self, one: Judgement) -> bool:
        return one.passage_id not in self._known or one.concept not in self._concepts


class Arrival:
    """A file with judgements that comes to a workspace, beside the last run there.

    Before the first run nothing is known of the passages: all that comes is then taken as placed.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self._workspace, self._path = workspace, path
        self._passages = _passages_of_last_run(workspace)

    def refuse_stranger(self, judged: Iterable[tuple[str, Anchor]]) -> None:
        """Raises UserProblem where none of the passages in the file, each a passage_id with its
        place, is in the workspace: the log only grows, so what it took in would stay for good.

        Only file and run decide, never the log, so that the order of files does not matter.
        """
        asked = list(judged)
        if not asked or self._passages is None or is_any_here(asked, self._passages):
            return
        raise UserProblem(
            f"in {self._path} staat geen enkele passage uit de werkruimte "
            f"{self._workspace.folder}; het hoort waarschijnlijk bij een andere werkruimte. "
            "Importeer het daar (--workspace), of lees hier eerst de documenten in waar het over "
            "gaat (rodedraden add en rodedraden run). Er is niets overgenomen."
        )

    def placed(self, judgements: Sequence[Judgement]) -> Attached:
        """Where judgements stand in the last run."""
        if self._passages is None:
            return Attached(tuple(judgements), 0, ())
        return attach(judgements, self._passages, shipped_taxonomy().concept_ids)


def _passages_of_last_run(workspace: Workspace) -> list[tuple[str, Passage]] | None:
    folder = latest_run(workspace)
    if folder is None:
        return None
    with workspace.store() as store:
        return [
            (source.name, one)
            for source in sources_of(read_record(folder), folder, workspace)
            for one in store.passages(source.document_id)
            if one.kind in SUBSTANTIVE
        ]
