"""The outcome of a run: what was done, what became of each document, where the results lie."""

from dataclasses import dataclass
from pathlib import Path

from corpus.checks import Finding
from corpus.records import Outcome
from pipelines.finished.reviewed import NOTHING_REVIEWED, Reviewed
from pipelines.problems import ExitCode
from report.review_count import ReviewCount


@dataclass(frozen=True, slots=True)
class Done:
    """How much was done anew; nothing, when all was in the store."""

    extracted: int = 0
    embedded: int = 0
    tagged: int = 0
    tagged_further: int = 0

    @property
    def nothing(self) -> bool:
        """Whether everything was there already."""
        return not (self.extracted or self.embedded or self.tagged or self.tagged_further)


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What became of one file of the manifest.

    `is_refused` tells a file that was not let in from one that is another form of a document that
    was read.
    """

    name: str
    outcome: Outcome
    reason: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """Where a run's results lie, what it did, and how much of its labels people settled."""

    folder: Path
    results: tuple[DocumentResult, ...]
    findings: tuple[Finding, ...]
    done: Done
    is_new: bool
    review: ReviewCount
    reviewed: Reviewed = NOTHING_REVIEWED

    @property
    def exit_code(self) -> ExitCode:
        """3 when a document failed or was refused; a run with nothing usable never gets here."""
        failed = any(
            result.outcome is Outcome.MISLUKT or result.is_refused for result in self.results
        )
        return ExitCode.DEELS_MISLUKT if failed else ExitCode.GOED
