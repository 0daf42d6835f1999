"""The truth set of ../shared/pdf/truth: how good extraction has to be, measured as users see it."""

import importlib.util
import json
import statistics

import pytest

from corpus.records import Outcome
from extract import ocr
from extract.document import read_document
from extract.options import ReadingOptions

pytest.importorskip("rapidfuzz", reason="scoring the truth set needs rapidfuzz")

FILES, WITH_TEXT = 26, 20
WITHOUT_TEXT_LAYER = {"scan", "mixed", "scan+ocr"}
LEAST_SCORE = 0.93
"""No file may do worse."""
MARGIN = 0.002
"""By which a mean may miss its goal: a word more or less in one file."""
GOALS = {"hyp": 0.97, "keep": 0.85, "row": 0.97, "fnref": 0.98, "pgw": 0.995, "rec": 0.99}
"""Hyphens mended and kept, table rows, footnote calls, words on their page, words found."""
MOST_LEAK = 0.01
"""Share of running lines that may be left in the text."""


@pytest.fixture(scope="module")
def scorer(shared_pdf):
    """The scoring script that comes with the truth set, with what each file should give."""
    path = shared_pdf / "score_extraction.py"
    if not path.is_file():
        pytest.skip("the scoring script of ../shared/pdf is not here")
    spec = importlib.util.spec_from_file_location("score_extraction", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def truth(shared_pdf):
    """What each file should give, by its name."""
    every = [json.loads(path.read_text("utf-8")) for path in (shared_pdf / "truth").glob("*.json")]
    if len(every) < FILES:
        pytest.skip("the truth set of ../shared/pdf/truth is not here")
    return {one["file"]: one for one in sorted(every, key=lambda one: one["file"])}


def rows_for_scoring(path):
    """What `rodedraden extract --unit block` writes of a file, as far as scoring looks at it."""
    return [
        {
            "file": path.name,
            "page": block.boxes[0].page,
            "page_end": block.boxes[-1].page,
            "text": block.text,
        }
        for block in read_document(path, ReadingOptions(threads=2)).blocks
    ]


def scores(folder, scorer, truth):
    rows = [row for name in truth for row in rows_for_scoring(folder / name)]
    return scorer.score_all(rows, truth)


def mean(found, measure):
    return statistics.mean(one[measure] for one in found.values() if one[measure] is not None)


@pytest.fixture(scope="module")
def stored(shared_pdf, scorer, truth):
    """Scores of the files that have a text layer, without a look at their pictures."""
    with_text = {name: one for name, one in truth.items() if one["kind"] not in WITHOUT_TEXT_LAYER}
    assert len(with_text) == WITH_TEXT
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "missing", lambda: "Tekstherkenning staat uit.")
        return scores(shared_pdf / "truth", scorer, with_text)


def test_the_files_with_a_text_layer_are_read_as_a_careful_reader_does(stored):
    assert mean(stored, "score") > 0.99 - MARGIN


def test_no_file_with_a_text_layer_is_read_badly(stored):
    assert {name: one["score"] for name, one in stored.items() if one["score"] < LEAST_SCORE} == {}


@pytest.mark.parametrize("measure", GOALS)
def test_each_part_of_the_reading_is_good_enough(stored, measure):
    assert mean(stored, measure) >= GOALS[measure]


def test_running_lines_do_not_leak_into_the_text(stored):
    assert mean(stored, "leak") <= MOST_LEAK


@pytest.fixture(scope="module")
def everything(shared_pdf, scorer, truth):
    """Scores of all files, scans read from their pictures."""
    if ocr.missing():
        pytest.skip(ocr.missing())
    return scores(shared_pdf / "truth", scorer, truth)


def test_scans_and_all_are_read_nearly_as_well(everything):
    assert mean(everything, "score") > 0.975 - MARGIN
    assert mean(everything, "fnref") >= GOALS["fnref"] - 0.03
    assert mean(everything, "leak") <= 0.03


def test_no_file_at_all_is_read_badly(everything):
    assert {
        name: one["score"] for name, one in everything.items() if one["score"] < LEAST_SCORE
    } == {}


def test_scans_are_refused_where_there_is_no_recognition(shared_pdf, extract, no_recognition):
    for path in sorted((shared_pdf / "truth").glob("05_scan_*.pdf")):
        document = extract(path)
        assert document.outcome is Outcome.MISLUKT
        assert "tekstherkenning (OCR)" in document.reason
