"""What is read again and what is not: new versions, passwords given later, scans and an engine."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from surroundings import engine_hidden

from corpus.records import Outcome
from extract import document, ocr
from pipelines.finished.outcome import RunResult
from pipelines.problems import ExitCode, UserProblem

Analysed = Callable[[Path, Path], RunResult]
COVENANT, SCAN = "foodvalley-convenant-2019.pdf", "waddeneilanden-convenant-2023.pdf"
LOCKED = "noord-limburg-convenant-2020.pdf"
needs_engine = pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())


@pytest.fixture
def folder(documents: Path, tmp_path: Path) -> Path:
    """A folder with one covenant."""
    made = tmp_path / "documenten"
    made.mkdir()
    shutil.copy(documents / COVENANT, made)
    return made


@pytest.fixture
def with_locked(documents: Path, folder: Path) -> Path:
    """The same folder with a covenant that has a password on it."""
    with pikepdf.open(documents / LOCKED) as covenant:
        lock = pikepdf.Encryption(user="Geheim 1", owner="baas")
        covenant.save(folder / LOCKED, encryption=lock)
    return folder


def give_password(workspace: Path, password: str) -> None:
    workspace.mkdir(exist_ok=True)
    (workspace / "settings.toml").write_text(f'[passwords]\n"{LOCKED}" = "{password}"\n', "utf-8")


def result_of(run: RunResult, name: str) -> tuple[Outcome, str]:
    """Outcome and reason of one file."""
    (found,) = (one for one in run.results if one.name == name)
    return found.outcome, found.reason


@pytest.mark.usefixtures("without_engine")
def test_an_unchanged_folder_is_read_once_and_again_by_another_version(
    folder: Path, tmp_path: Path, analysed: Analysed, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = tmp_path / "w"
    runs = [analysed(folder, workspace) for _ in range(2)]
    assert [(run.done.extracted, run.is_new) for run in runs] == [(1, True), (0, False)]
    assert runs[1].done.nothing
    monkeypatch.setattr(document, "VERSION", f"{document.VERSION} en verder")
    newer = analysed(folder, workspace)
    assert (newer.done.extracted, newer.is_new) == (1, True)


@pytest.mark.usefixtures("without_engine")
def test_a_locked_document_is_read_once_its_password_is_known(
    with_locked: Path, tmp_path: Path, analysed: Analysed
) -> None:
    workspace = tmp_path / "w"
    first = analysed(with_locked, workspace)
    outcome, reason = result_of(first, LOCKED)
    assert outcome is Outcome.MISLUKT
    assert f"{LOCKED} is met een wachtwoord versleuteld" in reason
    assert "zet het in settings.toml onder [passwords]" in reason
    assert first.exit_code is ExitCode.DEELS_MISLUKT

    give_password(workspace, "geheim 1")
    second = analysed(with_locked, workspace)
    outcome, reason = result_of(second, LOCKED)
    assert outcome is Outcome.MISLUKT
    assert reason == (
        f"Het opgegeven wachtwoord past niet op {LOCKED}; controleer het, ook op hoofdletters."
    )
    assert second.done.extracted == 1

    give_password(workspace, "Geheim 1")
    third = analysed(with_locked, workspace)
    assert result_of(third, LOCKED) == (Outcome.GELUKT, "")
    assert (third.done.extracted, third.exit_code) == (1, ExitCode.GOED)
    record = (third.folder / "run.json").read_text("utf-8")
    assert "Geheim 1" not in record
    assert json.loads(record)["aantallen"]["documenten_gelukt"] == 2

    assert analysed(with_locked, workspace).done.nothing


@pytest.mark.usefixtures("without_engine")
def test_with_its_password_in_the_settings_a_locked_document_is_read_at_once(
    with_locked: Path, tmp_path: Path, analysed: Analysed
) -> None:
    give_password(tmp_path / "w", "Geheim 1")
    run = analysed(with_locked, tmp_path / "w")
    assert result_of(run, LOCKED) == (Outcome.GELUKT, "")
    passages = pd.read_parquet(run.folder / "passages.parquet")
    assert LOCKED in set(passages["document"])


@pytest.mark.usefixtures("without_engine")
def test_without_an_engine_a_scan_is_counted_as_unread_with_advice(
    documents: Path, tmp_path: Path, analysed: Analysed
) -> None:
    with pytest.raises(UserProblem, match="tekstherkenning") as refused:
        analysed(documents / SCAN, tmp_path / "w")
    assert refused.value.code is ExitCode.NIETS_BRUIKBAAR
    assert f"{SCAN} heeft op geen van de 3 pagina's leesbare tekst" in str(refused.value)


@needs_engine
def test_a_scan_is_read_in_the_next_run_once_there_is_an_engine(
    documents: Path, folder: Path, tmp_path: Path, analysed: Analysed
) -> None:
    shutil.copy(documents / SCAN, folder)
    with engine_hidden():
        before = analysed(folder, tmp_path / "w")
    assert result_of(before, SCAN)[0] is Outcome.MISLUKT
    after = analysed(folder, tmp_path / "w")
    assert result_of(after, SCAN) == (Outcome.GELUKT, "")
    assert after.exit_code is ExitCode.GOED
    record = json.loads((after.folder / "run.json").read_text("utf-8"))
    assert record["tekstherkenning"] == ocr.engine_id()
