"""Worker processes that read documents: a crash or a time-out costs one document, not the run."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from corpus.records import Document, Outcome
from extract import problems
from extract.document import extract_document
from extract.language import DutchLanguage, Gazetteer, load_language
from extract.pdf import Limits


@dataclass(frozen=True, slots=True)
class ExtractionJob:
    """A document to read: its file and its identity."""

    path: Path
    document_id: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What every worker needs to know: language model, names, limits and the extractor's id."""

    language_model: str
    gazetteer: Gazetteer
    limits: Limits
    seconds: float
    retries: int
    extractor: str


_language: DutchLanguage | None = None
"""The language pipeline of this worker process, loaded once."""


def _start_worker(language_model: str, gazetteer: Gazetteer) -> None:
    global _language
    _language = load_language(language_model, gazetteer)


def _work(job: ExtractionJob, limits: Limits) -> Document:
    if _language is None:
        raise RuntimeError("the worker was not started with a language pipeline")
    return extract_document(job.path, job.document_id, _language, limits)


class WorkerPool:
    """Processes that read documents. Use as a context manager."""

    def __init__(self, count: int, extraction: Extraction) -> None:
        self._extraction = extraction
        self._pool: Any = ProcessPool(
            max_workers=count,
            initializer=_start_worker,
            initargs=(extraction.language_model, extraction.gazetteer),
            context=multiprocessing.get_context("spawn"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def start(self, job: ExtractionJob) -> Callable[[], Document]:
        """Give a job to a worker; call the result to wait for the document.

        A worker that dies is tried again; what then still fails is a document with its reason.
        """
        future = self._schedule(job)

        def wait() -> Document:
            nonlocal future
            for left in range(self._extraction.retries, -1, -1):
                try:
                    document: Document = future.result()
                    return document
                except FutureTimeout:
                    reason = problems.too_slow(job.path.name, self._extraction.seconds)
                    return self._failed(job, reason)
                except ProcessExpired:
                    if left:
                        future = self._schedule(job)
            return self._failed(job, problems.crashed(job.path.name))

        return wait

    def _schedule(self, job: ExtractionJob) -> Any:
        return self._pool.schedule(
            _work, args=(job, self._extraction.limits), timeout=self._extraction.seconds
        )

    def _failed(self, job: ExtractionJob, reason: problems.DocumentProblem) -> Document:
        return Document(job.document_id, INTERRUPTED, Outcome.MISLUKT, str(reason))


INTERRUPTED = "afgebroken"
"""Extractor of a document whose worker was stopped: it is not stored, so it is tried next time."""
