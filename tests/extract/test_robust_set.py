"""The odd files of ../shared/pdf/robust: each ends in text or in a reason, in the workers of a run.

Text recognition is off: it would read the scans among them, which takes a minute or more.
"""

import csv
import re
import sys

import pytest

from corpus.records import Outcome
from extract import language
from extract.pdf.opening import USUAL_LIMITS
from pipelines.running import workers
from pipelines.running.workers import INTERRUPTED, Extraction, ExtractionJob, WorkerPool

MODEL = "geen_taalmodel"
SECONDS = 60
MEMORY = 600
"""Megabytes on top of what a worker holds once it is ready."""
FILES = 77
LEAST_LETTERS = 0.5
"""Share of the signs that pdfium's plain text has, spaces counted there and not here."""
LOCKED = {
    "pypdf__crazyones-encrypted-256.pdf",
    "pypdf__r3-user-password.pdf",
    "sample-files__libreoffice-writer-password.pdf",
}
WITHOUT_LETTERS = {
    "pdf.js__TAMReview.pdf": "22 of 23 pages are codes without letters",
    "qpdf__unfilterable-with-crypt.pdf": "a page number on each page, and nothing else",
    "qpdf__xref-compressed-in-compressed.pdf": "a page number on each page, and nothing else",
}


def start_worker(model, gazetteer, memory_megabytes):
    """Start a worker without text recognition, and with rules where a model is installed."""
    sys.modules["tesserocr"] = None
    language.DEFAULT_MODEL = model
    workers._start_worker(model, gazetteer, memory_megabytes)


@pytest.fixture(scope="module")
def read(shared_pdf):
    """What became of every file, by its name."""
    paths = sorted((shared_pdf / "robust").glob("*.pdf"))
    if len(paths) < FILES:
        pytest.skip("the odd files of ../shared/pdf/robust are not here")
    extraction = Extraction(MODEL, (), USUAL_LIMITS, SECONDS, 0, "toets", MEMORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_start_worker", start_worker)
        with WorkerPool(2, extraction) as pool:
            waits = {path.name: pool.start(ExtractionJob(path, "0" * 16)) for path in paths}
            return {name: wait() for name, wait in waits.items()}


def test_every_odd_file_ends_in_text_or_in_a_reason_that_names_it(read):
    for name, document in read.items():
        words = sum(passage.words for passage in document.passages)
        if document.outcome is Outcome.GELUKT:
            assert words > 0, name
        else:
            assert name in document.reason, name
            assert document.reason.endswith("."), name
            assert words == 0, name


def test_no_text_that_another_reader_sees_is_lost_in_silence(read, shared_pdf):
    with (shared_pdf / "robust.csv").open(encoding="utf-8", newline="") as stream:
        seen = {row["file"]: int(row["pdfium_chars"] or 0) for row in csv.DictReader(stream)}
    short = {
        name: (letters(read[name]), seen[name])
        for name in read
        if seen[name] >= 30 and letters(read[name]) < LEAST_LETTERS * seen[name]
    }
    assert set(short) <= set(WITHOUT_LETTERS), short


def letters(document):
    """Signs in the passages and in the lines that were left out of them."""
    texts = [one.text for one in (*document.passages, *document.removed)]
    return sum(len(word) for text in texts for word in text.split())


def test_a_locked_file_asks_for_its_password(read):
    for name in LOCKED:
        assert read[name].outcome is Outcome.MISLUKT
        assert "wachtwoord" in read[name].reason
        assert "--password" in read[name].reason


def test_a_damaged_file_that_was_read_says_so(read):
    damaged = [name for name in read if name.startswith(("syn_", "format-corpus__0"))]
    mended = [name for name in damaged if read[name].outcome is Outcome.GELUKT]
    assert len(mended) >= 7
    for name in mended:
        assert re.search("hersteld|beschadigd|overgeslagen", read[name].reason), name


def test_a_blank_scan_is_said_to_hold_no_text(read):
    assert "geen van de 1 pagina's leesbare tekst" in read["OCRmyPDF__blank.pdf"].reason


def test_no_worker_came_to_a_limit(read):
    stopped = [name for name, document in read.items() if document.extractor == INTERRUPTED]
    assert stopped == []
