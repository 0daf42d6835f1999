"""Workers: a crash or a time-out costs one document, never the run."""

import os
import signal
import time
from pathlib import Path

import pytest

from corpus.records import Document, Outcome
from extract.options import ReadingOptions
from extract.pdf.opening import Limits
from pipelines.running import workers
from pipelines.running.workers import INTERRUPTED, Extraction, ExtractionJob, WorkerPool


def extraction(seconds: float = 60, retries: int = 0) -> Extraction:
    return Extraction("nl_core_news_lg", (), Limits(), seconds, retries, "test")


def sleep_or_read(job: ExtractionJob, options: ReadingOptions) -> Document:
    """Stands in for reading: a file's name says what the worker does."""
    if "slaap" in job.path.name:
        time.sleep(60)
    if "crash" in job.path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "eerst" in job.path.name and not job.path.exists():
        job.path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Document(job.document_id, "test", Outcome.GELUKT, "")


@pytest.fixture
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_work", sleep_or_read)


@pytest.mark.usefixtures("_stand_in")
def test_a_worker_that_hangs_or_dies_fails_one_document_and_the_rest_goes_on() -> None:
    names = ["a.pdf", "crash.pdf", "slaap.pdf", "b.pdf"]
    with WorkerPool(2, extraction(seconds=4)) as pool:
        waiting = [pool.start(ExtractionJob(Path(name), name)) for name in names]
        found = {document.document_id: document for document in (wait() for wait in waiting)}
    assert found["a.pdf"].outcome is Outcome.GELUKT
    assert found["b.pdf"].outcome is Outcome.GELUKT
    assert "vastgelopen" in found["crash.pdf"].reason
    assert "afgebroken" in found["slaap.pdf"].reason
    assert found["crash.pdf"].extractor == found["slaap.pdf"].extractor == INTERRUPTED


@pytest.mark.usefixtures("_stand_in")
def test_a_worker_that_dies_once_is_tried_again(tmp_path: Path) -> None:
    with WorkerPool(1, extraction(retries=1)) as pool:
        document = pool.start(ExtractionJob(tmp_path / "eerst.pdf", "x"))()
    assert document.outcome is Outcome.GELUKT


def test_a_bad_file_comes_back_with_its_reason(tmp_path: Path) -> None:
    bad = tmp_path / "kapot.pdf"
    bad.write_bytes(b"%PDF-1.7 kapot")
    with WorkerPool(1, extraction()) as pool:
        document = pool.start(ExtractionJob(bad, "k"))()
    assert document.outcome is Outcome.MISLUKT
    assert "kapot.pdf is beschadigd" in document.reason


def tell_threads(job: ExtractionJob, options: ReadingOptions) -> Document:
    """Stands in for reading: says how many pages may be recognised side by side."""
    return Document(job.document_id, "test", Outcome.GELUKT, str(options.thread_count))


@pytest.mark.parametrize(("cores", "count", "threads"), [(8, 3, "2"), (2, 3, "1"), (6, 1, "6")])
def test_workers_divide_the_cores_over_their_threads(
    monkeypatch: pytest.MonkeyPatch, cores: int, count: int, threads: str
) -> None:
    monkeypatch.setattr(workers, "_work", tell_threads)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    with WorkerPool(count, extraction()) as pool:
        assert pool.start(ExtractionJob(Path("a.pdf"), "a"))().reason == threads
