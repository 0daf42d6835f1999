"""`rodedraden diff` and `rodedraden verify` on real runs of the sample documents."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from corpus.store import Store
from pipelines.cli import app
from pipelines.finished.outcome import RunResult

Analysed = Callable[[Path, Path], RunResult]
COVENANT = "foodvalley-convenant-2019.pdf"
REPORT = "foodvalley-voortgangsrapportage-2021.pdf"


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def folder(copied: Path) -> Path:
    """Documents of one deal: its covenant and its report."""
    for path in copied.glob("*.pdf"):
        if path.name not in (COVENANT, REPORT):
            path.unlink()
    rows = (copied / "manifest.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith("path") or "foodvalley" in row]
    (copied / "manifest.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return copied


@pytest.fixture
def run(folder: Path, tmp_path: Path, analysed: Analysed) -> Path:
    return analysed(folder / "manifest.csv", tmp_path / "werk").folder


def test_a_run_beside_itself_has_no_changes(run: Path) -> None:
    result = asked("diff", run, run)
    assert result.exit_code == 0
    assert "Geen enkele cel is veranderd." in result.output


def test_a_threshold_that_moved_is_named_with_the_cells_it_changed(
    run: Path, folder: Path, tmp_path: Path, analysed: Analysed
) -> None:
    settings = tmp_path / "werk" / "settings.toml"
    settings.write_text("[thresholds]\nR3 = 0.999\n", encoding="utf-8")
    later = analysed(folder / "manifest.csv", tmp_path / "werk").folder
    output = tmp_path / "verschil.csv"
    result = asked("diff", run, later, "--output", output)
    rows = list(csv.DictReader(output.read_text(encoding="utf-8").splitlines()))
    assert {row["concept"] for row in rows} == {"R3"}
    assert all("drempel veranderd (R3: van " in row["oorzaak"] for row in rows)
    assert any((row["waarde_eerst"], row["waarde_nu"]) == ("1", "0") for row in rows)
    assert "drempel veranderd" in result.output


def test_an_added_document_is_named(
    run: Path, documents: Path, tmp_path: Path, analysed: Analysed
) -> None:
    name = "noord-limburg-convenant-2020.pdf"
    rows = (documents / "manifest.csv").read_text(encoding="utf-8").splitlines()
    shutil.copy(documents / name, tmp_path / name)
    chosen = [rows[0], *(row for row in rows if row.startswith("noord-limburg"))]
    (tmp_path / "erbij.csv").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    later = analysed(tmp_path / "erbij.csv", tmp_path / "werk").folder
    changes = json.loads(asked("diff", run.name, later.name, "-w", run.parents[1], "--json").output)
    new = [one for one in changes if one["waarde_eerst"] == "geen rij"]
    assert {one["deal"] for one in new} == {"Noord-Limburg"}
    assert all(one["oorzaak"].startswith("document toegevoegd (noord-limburg") for one in new)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "nergens", "nergens"), "geen run"),
        (("verify",), "Geef de map van een run"),
    ],
)
def test_what_is_no_run_gives_one_sentence(arguments: tuple[str, ...], told: str) -> None:
    assert told in str(asked(*arguments).exception)


def test_an_untouched_run_is_in_order(run: Path) -> None:
    result = asked("verify", run)
    assert result.exit_code == 0, result.output
    assert result.output.count("in orde") == 3


def test_a_changed_file_a_changed_document_and_a_lost_one_are_told(run: Path, folder: Path) -> None:
    (run / "theme_matrix.csv").write_text("anders", encoding="utf-8")
    (run / "heatmap.png").unlink()
    (folder / COVENANT).write_bytes(b"%PDF-1.7 anders")
    (folder / REPORT).unlink()
    result = asked("verify", run)
    assert result.exit_code == 3
    assert "wijkt af: theme_matrix.csv is na de run veranderd." in result.output
    assert "wijkt af: heatmap.png is weg" in result.output
    assert f"wijkt af: {COVENANT} is na de run veranderd" in result.output
    assert f"niet na te gaan: {REPORT} staat niet meer" in result.output


def test_a_store_that_says_something_else_is_told(run: Path) -> None:
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    with Store(run.parents[1] / "rodedraden.sqlite") as store:
        document = store.document(record["documenten"][0]["sha256"][:16])
        assert document is not None
        ids = [one.passage_id for one in document.passages]
        tags = list(store.tags(ids, record["tagger"]).values())
        for tag in tags:
            for concept in tag.probabilities:
                tag.probabilities[concept] = 0.99  # type: ignore[index]
        store.save_tags(record["tagger"], tags)
    result = asked("verify", run)
    assert result.exit_code == 3
    assert "Narekenen uit de opslag geeft iets anders in theme_matrix.csv" in result.output


def test_a_store_that_was_filled_anew_cannot_be_recalculated(run: Path) -> None:
    with Store(run.parents[1] / "rodedraden.sqlite") as store:
        key = json.loads((run / "run.json").read_text(encoding="utf-8"))["documenten"][0]
        document = store.document(key["sha256"][:16])
        assert document is not None
        store.save_document(document)
    result = asked("verify", run)
    assert result.exit_code == 3
    assert "Narekenen kan niet" in result.output
