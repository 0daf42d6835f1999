"""What a run keeps for search: whole or not at all, and never in the way of the run."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.analysed import Analysis
from pipelines.finding import kept_search
from pipelines.finding.kept_search import KEPT, kept_interventions, kept_words
from pipelines.finding.searching import open_search
from pipelines.finished.outcome import RunResult
from pipelines.workspace import open_workspace
from search.index import WordIndex
from taxonomy.concept import Taxonomy

Analysed = Callable[[Path, Path], RunResult]


def refuse(_analysis: Analysis, _taxonomy: Taxonomy) -> None:
    raise ValueError("substring not found")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def few(documents: Path, tmp_path: Path) -> Path:
    """A folder with two documents, one of them of one deal."""
    folder = tmp_path / "stukken"
    folder.mkdir()
    for name in ("foodvalley-convenant-2019.pdf", "noord-limburg-convenant-2020.pdf"):
        shutil.copy(documents / name, folder)
    return folder


def test_after_a_run_search_has_nothing_left_to_make(
    few: Path, tmp_path: Path, analysed: Analysed, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "w"
    result = analysed(few, folder)
    assert "zoeken klaarzetten" in json.loads((result.folder / "run.json").read_text())["seconden"]
    kept = files(folder / KEPT)
    assert sorted(name.split("-")[0] for name in kept) == ["interventions", "repeats", "words"]
    with monkeypatch.context() as patched:
        patched.setattr(kept_search, "interventions_of", refuse)
        patched.setattr(kept_search, "word_index_of", refuse)
        assert open_search(open_workspace(folder)).interventions
    shutil.rmtree(folder / KEPT)
    assert not analysed(few, folder).is_new
    assert files(folder / KEPT) == kept, "a run that had nothing to do keeps what was lost"


def test_a_failure_leaves_the_run_whole(
    few: Path,
    tmp_path: Path,
    analysed: Analysed,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = tmp_path / "w"
    with monkeypatch.context() as patched:
        patched.setattr(kept_search, "interventions_of", refuse)
        result = analysed(few, folder)
    assert result.is_new
    assert (result.folder / "cells.csv").is_file()
    (told,) = [one.getMessage() for one in caplog.records if one.name == kept_search.__name__]
    assert "substring not found" in told
    assert open_search(open_workspace(folder)).interventions


def test_a_workspace_where_nothing_can_be_kept_is_run_and_searched(
    few: Path, tmp_path: Path, analysed: Analysed
) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / KEPT).write_text("een bestand waar de map hoort")
    assert analysed(few, folder).is_new
    assert open_search(open_workspace(folder)).interventions


class BrokenOff(WordIndex):
    """An index of which the writing stops half way."""

    def write(self, path: Path) -> None:
        path.write_bytes(b"PK")
        raise OSError("schijf vol")


def test_what_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    made = WordIndex.of([["fiets"]])
    broken = BrokenOff(made.columns, made.values, made.rows, made.starts, made.size)
    assert kept_words(tmp_path, "run", lambda: broken) is broken
    assert files(tmp_path) == {}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"["])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    def keep() -> None:
        kept_words(tmp_path, "run", lambda: WordIndex.of([["fiets"]]))
        kept_interventions(tmp_path, "run", tuple)

    keep()
    whole = files(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(damage)
    keep()
    assert files(tmp_path) == whole
