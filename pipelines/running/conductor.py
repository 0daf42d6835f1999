"""How the steps of a run are carried out: one after another here, as Prefect tasks in `flows`.

Both conduct the same operations, so both give the same result.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import ParamSpec, Protocol, TypeVar

from corpus.records import Document
from pipelines.running.workers import ExtractionJob, WorkerPool

P = ParamSpec("P")
T = TypeVar("T")


class Conductor(Protocol):
    """Carries out the steps of a run."""

    def extract(self, pool: WorkerPool, jobs: Sequence[ExtractionJob]) -> Iterator[Document]:
        """Have the documents read; give them back in the order of the jobs."""

    def step(self, name: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out one step and return what it returns."""


class Directly:
    """Carries out the steps without Prefect."""

    def extract(self, pool: WorkerPool, jobs: Sequence[ExtractionJob]) -> Iterator[Document]:
        """Start all jobs, wait for them in order."""
        waiting = [pool.start(job) for job in jobs]
        return (wait() for wait in waiting)

    def step(self, name: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function."""
        return function(*args, **kwargs)
