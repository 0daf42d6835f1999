"""The room in which people review a run: what to look at next, saving, undoing, progress."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.judgements.jsonl import Unreadable
from corpus.records import Judgement, ReviewedLabels, Verdict
from pipelines.problems import UserProblem
from pipelines.review_progress import Progress
from pipelines.searching import SearchRoom
from pipelines.workspace import Workspace


class ReviewProblem(UserProblem, ValueError):
    """What was asked of the room cannot be done; the message is one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that the tagger gives or doubts in a passage, with its probability (0-1)."""

    concept: str
    chance: float
    is_given: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A passage that a person is asked about, and why: a short Dutch sentence.

    `proposals` are at most nine, the most probable first; there are none when it is asked blind.
    """

    passage_id: str
    is_blind: bool
    reason: str
    proposals: tuple[Proposal, ...] = ()


class ReviewRoom:
    """The passages of a run with the label log beside it; safe to share between threads."""

    def __init__(
        self,
        workspace: Workspace,
        search_room: SearchRoom,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the label log of a workspace beside its last run; `clock` gives the time in UTC."""
        raise NotImplementedError

    remark: str
    """What a reviewer should know of this run (a Dutch sentence), else empty."""

    def item(self, passage_id: str, reviewer: str) -> Item:
        """A passage as it is asked. Raises KeyError for one that counts for nothing."""
        raise NotImplementedError

    def next(self, reviewer: str, after: str = "") -> Item | None:
        """What to look at now, or None when all is done.

        Without `after`: what the reviewer has open, else something new. With the passage_id that
        the reviewer leaves: what comes after it; left without a verdict it is skipped, and asked
        again in a later sitting.
        """
        raise NotImplementedError

    def previous(self, reviewer: str, before: str) -> Item | None:
        """What the reviewer looked at before that passage; None before the first."""
        raise NotImplementedError

    def own(self, passage_id: str, reviewer: str) -> Mapping[str, Judgement]:
        """The verdicts of a reviewer on a passage that stand now, by concept."""
        raise NotImplementedError

    def is_done(self, passage_id: str, reviewer: str) -> bool:
        """Whether the reviewer is done with a passage: blind, when every concept has a verdict;
        with proposals, when at least one has."""
        raise NotImplementedError

    def save(
        self, reviewer: str, passage_id: str, verdicts: Mapping[str, Verdict], note: str = ""
    ) -> int:
        """Write verdicts by concept; return how many were written: none where they stand already.

        Raises ReviewProblem for a passage, a concept or a name that cannot be.
        """
        raise NotImplementedError

    def finish(self, reviewer: str, passage_id: str, note: str = "") -> int:
        """A blind passage is read whole: every concept without a verdict becomes `afwezig`.

        With proposals nothing is written: what was not answered was not judged.
        """
        raise NotImplementedError

    def undo(self, reviewer: str) -> str | None:
        """Take back the last action of a reviewer; return its passage_id, None when there is none.

        Again takes back the action before it.
        """
        raise NotImplementedError

    def progress(self, reviewer: str) -> Progress:
        """How far this reviewer is, and all together."""
        raise NotImplementedError

    @property
    def reviewed(self) -> ReviewedLabels:
        """What people say now, without probabilities."""
        raise NotImplementedError

    @property
    def lost(self) -> tuple[object, ...]:
        """Judgements of which the passage is not in this run, each with the reason."""
        raise NotImplementedError

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """Lines of the label log that could not be read."""
        raise NotImplementedError

    @property
    def new_since_run(self) -> int:
        """Labels that people have settled otherwise since the run."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Take in what other processes wrote, and files that were put in the folder."""
        raise NotImplementedError


def open_review(workspace: Workspace, search_room: SearchRoom) -> ReviewRoom:
    """Open the label log of a workspace beside the run that is open for search."""
    return ReviewRoom(workspace, search_room)
