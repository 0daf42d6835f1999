"""Worker processes that read documents: what goes wrong costs one document, not the run."""

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from corpus.records import Document, Outcome
from extract import problems
from extract.document import extract_document
from extract.language import DutchLanguage, Gazetteer, load_language
from extract.options import ReadingOptions
from extract.pdf.opening import Limits

INTERRUPTED = "afgebroken"
"""Extractor of a document whose worker was stopped: it is not stored, so it is tried next time."""

_OUT_OF_MEMORY = 71
"""Exit code by which a worker says that Python has no more memory."""
_STARVED = (_OUT_OF_MEMORY, -signal.SIGABRT)
"""Exit codes for want of memory: pdfium aborts when it gets none."""
_KILLED = -9
"""Exit code of a worker that the system killed, as it does when the computer's memory is full."""


@dataclass(frozen=True, slots=True)
class ExtractionJob:
    """A document to read: its file, its identity, and its password where it needs one."""

    path: Path
    document_id: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What every worker needs to know: language model, names, limits and the extractor's id.

    A worker may take `memory_megabytes` on top of what it holds once the language is loaded;
    0 means without limit.
    """

    language_model: str
    gazetteer: Gazetteer
    limits: Limits
    seconds: float
    retries: int
    extractor: str
    memory_megabytes: int = 2000


@dataclass(frozen=True, slots=True)
class _Fault:
    """An exception that came out of the reading of a document, and where it was raised."""

    kind: str
    place: str


_DATA_PAGES = 5
"""Place in /proc/self/statm of the pages of memory that can be written."""

_language: DutchLanguage | None = None
"""The language pipeline of this worker process, loaded once."""


def _start_worker(language_model: str, gazetteer: Gazetteer, memory_megabytes: int) -> None:
    global _language
    _language = load_language(language_model, gazetteer)
    _limit_memory(memory_megabytes)


def _limit_memory(megabytes: int) -> None:
    """Let this process take so much on top of what it holds by now.

    The limit is on memory that can be written (RLIMIT_DATA), not on addresses (RLIMIT_AS): each
    thread of text recognition reserves 70 MB of addresses that it does not use. Only Linux keeps
    to such a limit; elsewhere there is the time limit. No core files are written: they would be
    as large as what the limit is there to prevent.
    """
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if megabytes:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[_DATA_PAGES])
        limit = held * resource.getpagesize() + megabytes * 1_000_000
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        if most == resource.RLIM_INFINITY or limit < most:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _work(job: ExtractionJob, options: ReadingOptions) -> Document:
    if _language is None:
        raise RuntimeError("the worker was not started with a language pipeline")
    own = replace(options, password=job.password or None)
    return extract_document(job.path, job.document_id, _language, own)


def _guarded(
    work: Callable[[ExtractionJob, ReadingOptions], Document],
    job: ExtractionJob,
    options: ReadingOptions,
) -> Document | _Fault:
    """Do the work; a worker without memory ends, so that the next document gets a clean one."""
    try:
        return work(job, options)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return _Fault(type(error).__name__, f"{Path(last.filename).name}:{last.lineno}")


class WorkerPool:
    """Processes that read documents. Use as a context manager.

    They divide the cores: text recognition has as many threads in all as there are cores.
    """

    def __init__(self, count: int, extraction: Extraction) -> None:
        self._extraction = extraction
        threads = max(1, (os.cpu_count() or 1) // count)
        self._options = ReadingOptions(extraction.limits, threads=threads)
        self._pool: Any = ProcessPool(
            max_workers=count,
            initializer=_start_worker,
            initargs=(
                extraction.language_model,
                extraction.gazetteer,
                extraction.memory_megabytes,
            ),
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

        When a worker dies the document is tried again in a clean one, for it may have died of what
        documents before left behind; but a second death for want of memory is the last. What then
        still fails is a document with its reason.
        """
        future = self._schedule(job)

        def wait() -> Document:
            nonlocal future
            left, starved = self._extraction.retries, 0
            while True:
                try:
                    return self._document(job, future.result())
                except FutureTimeout:
                    seconds = self._extraction.seconds
                    return self._failed(job, problems.too_slow(job.path.name, seconds))
                except ProcessExpired as death:
                    starved += death.exitcode in _STARVED
                    if left == 0 or starved > 1:
                        return self._failed(job, self._reason_of(death.exitcode, job.path.name))
                left -= 1
                future = self._schedule(job)

        return wait

    def _schedule(self, job: ExtractionJob) -> Any:
        return self._pool.schedule(
            _guarded, args=(_work, job, self._options), timeout=self._extraction.seconds
        )

    def _document(self, job: ExtractionJob, read: Document | _Fault) -> Document:
        if isinstance(read, Document):
            return read
        if read.kind == RecursionError.__name__:
            return self._failed(job, problems.too_nested(job.path.name))
        fault = problems.program_fault(job.path.name)
        return self._failed(job, f"{fault} ({read.kind} in {read.place})")

    def _reason_of(self, exit_code: int, name: str) -> problems.DocumentProblem:
        if exit_code in _STARVED:
            return problems.too_much_memory(name, self._extraction.memory_megabytes)
        if exit_code == _KILLED:
            return problems.memory_ran_out(name)
        return problems.crashed(name)

    def _failed(self, job: ExtractionJob, reason: problems.DocumentProblem | str) -> Document:
        return Document(job.document_id, INTERRUPTED, Outcome.MISLUKT, str(reason))
