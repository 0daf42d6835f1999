"""Progress that people can follow: bars in a terminal, plain lines in a log."""

import sys
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn


class Reporter(Protocol):
    """Where steps say how far they are."""

    def start(self, stage: str, total: int) -> None:
        """A stage with so many parts begins."""

    def advance(self, detail: str = "") -> None:
        """One part of the stage is done."""


class Silent:
    """Says nothing."""

    def start(self, stage: str, total: int) -> None:
        """Do nothing."""

    def advance(self, detail: str = "") -> None:
        """Do nothing."""


class Lines:
    """Plain lines on standard error, for logs."""

    def __init__(self) -> None:
        self._stage, self._total, self._done = "", 0, 0

    def start(self, stage: str, total: int) -> None:
        """Announce the stage."""
        self._stage, self._total, self._done = stage, total, 0

    def advance(self, detail: str = "") -> None:
        """One line for a part with a name of its own, and one at the end of a stage."""
        self._done += 1
        if detail or self._done == self._total:
            print(f"{self._stage} {self._done}/{self._total} {detail}".rstrip(), file=sys.stderr)


class Bars:
    """Progress bars on standard error. Use as a context manager."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", justify="left"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def start(self, stage: str, total: int) -> None:
        """Show a new bar."""
        self._task = self._progress.add_task(stage, total=total) if total else None

    def advance(self, detail: str = "") -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task)
