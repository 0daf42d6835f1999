"""The truth set of ../shared/pdf/truth: extraction may get better, never worse."""

import importlib.util
import json
import statistics

import pytest

from corpus.records import Outcome
from extract.document import read_document

MEASURED = 0.988
"""Mean score of the blocks of the files with a text layer, when this test was written."""
WITHOUT_TEXT_LAYER = {"scan", "mixed", "scan+ocr"}


@pytest.fixture
def scorer(shared):
    """The scoring script that comes with the truth set."""
    pytest.importorskip("rapidfuzz", reason="scoring the truth set needs rapidfuzz")
    spec = importlib.util.spec_from_file_location(
        "score_extraction", shared / "pdf" / "score_extraction.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truths(folder):
    """What each file with a text layer should give."""
    every = (json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))
    return {truth["file"]: truth for truth in every if truth["kind"] not in WITHOUT_TEXT_LAYER}


def rows_for_scoring(path):
    return [
        {
            "file": path.name,
            "page": block.boxes[0].page,
            "page_end": block.boxes[-1].page,
            "text": block.text,
        }
        for block in read_document(path).blocks
    ]


def test_the_mean_score_of_files_with_a_text_layer_does_not_drop(shared, scorer):
    folder = shared / "pdf" / "truth"
    truth = truths(folder)
    rows = [row for name in truth for row in rows_for_scoring(folder / name)]
    scores = {name: found["score"] for name, found in scorer.score_all(rows, truth).items()}
    assert len(scores) == 20
    assert statistics.mean(scores.values()) > MEASURED - 0.01, scores


def test_scans_without_text_are_refused_with_the_advice_to_read_them_by_machine(shared, extract):
    for path in sorted((shared / "pdf" / "truth").glob("05_scan_*.pdf")):
        document = extract(path)
        assert document.outcome is Outcome.MISLUKT
        assert "tekstherkenning (OCR)" in document.reason
