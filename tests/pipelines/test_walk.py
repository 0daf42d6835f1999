"""The whole path, walked as users walk it: the same bytes everywhere, and nothing lost.

Text recognition is out of sight here, so that the scan is unread on every machine.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from outcomes import matrix_rows, results
from surroundings import PROJECT, environment

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SOME_FAILED = 3


@pytest.fixture(scope="module")
def walked(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after one run with Prefect and two workers."""
    workspace = tmp_path_factory.mktemp("gelopen") / "werkruimte"
    done = _run(documents / "manifest.csv", workspace, "--workers", "2")
    assert done.returncode == SOME_FAILED, done.stderr
    return workspace


def _run(sources: Path, workspace: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pipelines.cli", "run", str(sources), "-w", str(workspace)]
    return subprocess.run(
        [*command, *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=300,
        check=False,
    )


def test_the_run_leaves_every_file_that_was_promised(walked: Path) -> None:
    run = next(walked.glob("runs/[0-9]*"))
    assert {path.name for path in run.iterdir()} == {
        "theme_matrix.csv",
        "instrument_matrix.csv",
        "cells.csv",
        "nagekeken.csv",
        "passages.parquet",
        "workbook.xlsx",
        "heatmap.png",
        "heatmap.svg",
        "heatmap_instrumenten.png",
        "heatmap_instrumenten.svg",
        "run.json",
    }


def test_the_matrix_has_a_row_for_each_deal_and_bron_in_register_order(
    walked: Path, rodedraden: Command
) -> None:
    printed = rodedraden("matrix", "--workspace", walked, "--format", "csv")
    assert printed.returncode == 0
    header = printed.stdout.splitlines()[0]
    concepts = ",".join(f"R{number}" for number in range(1, 16))
    assert header == f"deal_id,deal,tranche,bron,{concepts}"
    assert list(matrix_rows(printed.stdout)) == [
        ("t2-foodvalley", "plan"),
        ("t2-foodvalley", "rapportage"),
        ("t3-noord-limburg", "plan"),
        ("t3-noord-limburg", "rapportage"),
        ("t4-waddeneilanden", "plan"),
        ("t4-waddeneilanden", "rapportage"),
        ("t4-parkstad-limburg", "rapportage"),
        ("t5-het-hogeland", "rapportage"),
    ]


def test_a_scan_gives_geen_tekst_and_a_letter_gives_rows_by_its_headings(
    walked: Path, rodedraden: Command
) -> None:
    rows = matrix_rows(rodedraden("matrix", "-w", walked).stdout)
    scan = rows["t4-waddeneilanden", "plan"]
    assert {scan[f"R{number}"] for number in range(1, 16)} == {"geen tekst"}
    letter = rows["t5-het-hogeland", "rapportage"]
    assert "1" in letter.values()


def test_pooling_is_done_only_when_asked(walked: Path, rodedraden: Command) -> None:
    apart = matrix_rows(rodedraden("matrix", "-w", walked).stdout)
    pooled = matrix_rows(rodedraden("matrix", "-w", walked, "--bron", "samen").stdout)
    assert {bron for _, bron in apart} == {"plan", "rapportage"}
    assert {bron for _, bron in pooled} == {"samen"}
    both = [apart["t2-foodvalley", bron] for bron in ("plan", "rapportage")]
    for number in range(1, 16):
        values = {row[f"R{number}"] for row in both}
        expected = next(value for value in ("1", "onzeker", "0") if value in values)
        assert pooled["t2-foodvalley", "samen"][f"R{number}"] == expected
    only_plans = matrix_rows(rodedraden("matrix", "-w", walked, "--bron", "plan").stdout)
    assert set(only_plans) == {key for key in apart if key[1] == "plan"}


def test_every_one_in_the_matrix_leads_to_a_sentence_on_the_page(walked: Path) -> None:
    run = next(walked.glob("runs/[0-9]*"))
    cells = pd.read_csv(run / "cells.csv", dtype=str, keep_default_na=False)
    passages = pd.read_parquet(run / "passages.parquet")
    present = cells[cells["waarde"] == "1"]
    assert len(present) > 20
    for cell in present.itertuples():
        assert cell.link == f"{cell.document}#page={cell.pagina}"
        quote = cell.citaat.removeprefix("'").strip("… ")
        own = passages[(passages["document"] == cell.document)]
        holding = [text for text in own["tekst"] if quote in " ".join(text.split())]
        assert holding, f"{cell.citaat!r} is not in {cell.document}"


def test_cells_follow_from_the_passages(walked: Path) -> None:
    run = next(walked.glob("runs/[0-9]*"))
    cells = pd.read_csv(run / "cells.csv", dtype=str, keep_default_na=False)
    passages = pd.read_parquet(run / "passages.parquet")
    counted = passages[passages["telt_mee"] & ~passages["standaardtekst"]]
    for cell in cells[cells["waarde"] != "geen tekst"].itertuples():
        own = counted[(counted["deal_id"] == cell.deal_id) & (counted["bron"] == cell.bron)]
        labelled = own[own["labels"].map(lambda labels, one=cell.concept: one in labels)]
        assert int(cell.passages) == len(labelled)
        assert int(cell.woorden) == own["woorden"].sum()
        share = labelled["woorden"].sum() / own["woorden"].sum()
        assert float(cell.sterkte) == pytest.approx(share, abs=5e-5)


def test_passages_of_no_deal_stay_out_of_every_row(walked: Path) -> None:
    passages = pd.read_parquet(next(walked.glob("runs/[0-9]*")) / "passages.parquet")
    letter = passages[passages["document"] == "kamerbrief-voortgang-2026.pdf"]
    assert "landelijk" in set(letter["deal_id"])
    assert letter[letter["deal_id"] == "landelijk"]["tranche"].isna().all()


def test_the_run_record_tells_what_went_in_and_with_what(walked: Path) -> None:
    record = json.loads((next(walked.glob("runs/[0-9]*")) / "run.json").read_text("utf-8"))
    outcomes = {one["document"]: one["uitkomst"] for one in record["documenten"]}
    assert outcomes["waddeneilanden-convenant-2023.pdf"] == "mislukt"
    assert sum(outcome == "gelukt" for outcome in outcomes.values()) == 4
    assert all(len(one["sha256"]) == 64 for one in record["documenten"])
    assert {"rode-draden", "prefect", "pypdfium2", "pikepdf", "lxml", "spacy"} <= set(
        record["versies"]
    )
    for key in ("taxonomie", "taalmodel", "embedder", "tagger", "taggermodel", "drempels"):
        assert record[key]
    assert record["tekstherkenning"] == ""
    assert record["aantallen"]["documenten"] == 5


def test_every_result_says_how_well_its_page_was_read(walked: Path) -> None:
    run = next(walked.glob("runs/[0-9]*"))
    cells = pd.read_csv(run / "cells.csv", dtype=str, keep_default_na=False)
    quoted = cells[cells["citaat"] != ""]
    assert set(quoted["leeskwaliteit"]) == {"goed"}
    assert set(cells[cells["citaat"] == ""]["leeskwaliteit"]) == {""}
    assert set(pd.read_parquet(run / "passages.parquet")["leeskwaliteit"]) == {"goed"}
    told = {"waddeneilanden-convenant-2023.pdf": "geen tekst"}
    sheet = pd.read_excel(run / "workbook.xlsx", sheet_name="Documenten")
    record = json.loads((run / "run.json").read_text("utf-8"))["documenten"]
    for grades in (
        dict(zip(sheet["document"], sheet["leeskwaliteit"], strict=True)),
        {one["document"]: one["leeskwaliteit"] for one in record},
    ):
        assert len(grades) == 5
        assert all(grade == told.get(name, "goed") for name, grade in grades.items())


def test_places_and_amounts_stand_with_the_passages(walked: Path) -> None:
    passages = pd.read_parquet(next(walked.glob("runs/[0-9]*")) / "passages.parquet")
    covenant = passages[passages["document"] == "noord-limburg-convenant-2020.pdf"]
    money = covenant[covenant["tekst"].str.contains("€ 17,5 miljoen")].iloc[0]
    assert money["plaats"] == "Artikel 9"
    assert 17_500_000 in money["bedragen"]


def test_one_worker_without_prefect_in_another_folder_gives_the_same_bytes(
    walked: Path, documents: Path, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(documents, tmp_path / "ergens" / "anders"))
    done = _run(elsewhere / "manifest.csv", tmp_path / "w", "--no-prefect", "--workers", "1")
    assert done.returncode == SOME_FAILED, done.stderr
    assert _same(results(walked), results(tmp_path / "w"))


def _same(here: dict[str, bytes], there: dict[str, bytes]) -> bool:
    """All files but the workbook, whose links lead from the run's folder to the documents."""
    names = set(here) - {"workbook.xlsx"}
    return set(here) == set(there) and all(here[name] == there[name] for name in names)


def test_a_run_in_a_copied_folder_gives_the_same_workbook_too(
    documents: Path, tmp_path: Path
) -> None:
    found = []
    for place in ("hier", "daar"):
        own = Path(shutil.copytree(documents, tmp_path / place / "documenten"))
        assert _run(own / "manifest.csv", tmp_path / place / "w", "--no-prefect").returncode == 3
        found.append(results(tmp_path / place / "w"))
    assert found[0] == found[1]


def test_a_second_run_does_nothing_and_says_so(
    walked: Path, documents: Path, tmp_path: Path
) -> None:
    workspace = Path(shutil.copytree(walked, tmp_path / "werkruimte"))
    done = _run(documents / "manifest.csv", workspace, "--no-prefect")
    assert "Niets nieuws: alles was al gelezen" in done.stdout
    assert "gelijk aan die van de vorige run" in done.stdout
    assert len(list(workspace.glob("runs/[0-9]*"))) == 1


def test_a_killed_run_started_again_ends_in_the_same_bytes(
    walked: Path, documents: Path, tmp_path: Path
) -> None:
    workspace = tmp_path / "werkruimte"
    command = [sys.executable, "-m", "pipelines.cli", "run", str(documents / "manifest.csv")]
    process = subprocess.Popen(
        [*command, "-w", str(workspace), "--no-prefect", "--workers", "1"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        stored = _wait_for_documents(workspace / "rodedraden.sqlite", at_least=2)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert 2 <= stored < 5, "the run was to be killed half-way"
    assert not list(workspace.glob("runs/[0-9]*"))
    done = _run(documents / "manifest.csv", workspace, "--no-prefect")
    assert done.returncode == SOME_FAILED, done.stderr
    assert _same(results(walked), results(workspace))


def _wait_for_documents(store: Path, at_least: int) -> int:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
                count = int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
        except sqlite3.OperationalError:
            count = 0
        if count >= at_least:
            return count
        time.sleep(0.01)
    raise AssertionError("the run stored nothing in two minutes")


def test_one_new_file_costs_the_work_of_one_file(
    walked: Path, copied: Path, tmp_path: Path, rodedraden: Command
) -> None:
    workspace = Path(shutil.copytree(walked, tmp_path / "werkruimte"))
    text = (PROJECT / "corpus/sample/documents/eemsdelta-nulmeting-2026.md").read_text("utf-8")
    extra = tmp_path / "nieuw"
    (extra / "teksten").mkdir(parents=True)
    (extra / "teksten" / "eemsdelta-nulmeting-2026.md").write_text(text, "utf-8")
    from corpus.sample.draw import draw_samples

    draw_samples(extra / "teksten", extra)
    done = _run(extra, workspace, "--no-prefect")
    assert "Nieuw: 1 document gelezen" in done.stdout
    rows = matrix_rows(rodedraden("matrix", "-w", workspace).stdout)
    assert ("t6-eemsdelta", "rapportage") in rows
    assert ("t2-foodvalley", "plan") in rows


def test_bad_files_are_named_and_the_rest_goes_on(copied: Path, tmp_path: Path) -> None:
    (copied / "leeg.pdf").write_bytes(b"")
    (copied / "webpagina.pdf").write_bytes(b"<html><body>Geen pdf</body></html>")
    whole = (copied / "foodvalley-convenant-2019.pdf").read_bytes()
    (copied / "kopie-van-foodvalley.pdf").write_bytes(whole)
    (copied / "half-noord-limburg-2021.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(2000))
    done = _run(copied, tmp_path / "w", "--no-prefect")
    assert done.returncode == SOME_FAILED
    assert "Traceback" not in done.stderr
    for sentence in (
        "leeg.pdf",
        "webpagina.pdf is geen pdf",
        "kopie-van-foodvalley.pdf heeft dezelfde inhoud als foodvalley-convenant-2019.pdf",
        "half-noord-limburg-2021.pdf is beschadigd",
    ):
        assert sentence in done.stdout.replace("\n", " "), sentence
    assert list((tmp_path / "w").glob("runs/[0-9]*/theme_matrix.csv"))


def test_a_folder_with_nothing_usable_ends_with_code_4(documents: Path, tmp_path: Path) -> None:
    only_a_scan = tmp_path / "scan"
    only_a_scan.mkdir()
    shutil.copy(documents / "waddeneilanden-convenant-2023.pdf", only_a_scan)
    done = _run(only_a_scan, tmp_path / "w", "--no-prefect")
    assert done.returncode == 4
    assert "Geen enkel document geeft leesbare tekst" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_correction_in_the_manifest_moves_the_text_to_another_deal(
    walked: Path, tmp_path: Path, rodedraden: Command
) -> None:
    workspace = Path(shutil.copytree(walked, tmp_path / "w"))
    manifest = workspace / "manifest.csv"
    text = manifest.read_text("utf-8")
    moved = "".join(
        line.replace("t2-foodvalley", "t6-foodvalley").replace(",2021,", ",2026,")
        if "voortgangsrapportage-2021" in line
        else line
        for line in text.splitlines(keepends=True)
    )
    # The copy lies elsewhere, so the relative paths of the manifest are made whole again.
    rows = []
    for number, line in enumerate(moved.splitlines()):
        path, _, rest = line.partition(",")
        absolute = path if number == 0 else os.path.normpath(walked / path)
        rows.append(f"{absolute},{rest}")
    manifest.write_text("\n".join(rows) + "\n", "utf-8")
    done = rodedraden("run", "-w", workspace, "--no-prefect")
    assert "Niets nieuws" in done.stdout
    found = matrix_rows(rodedraden("matrix", "-w", workspace).stdout)
    assert ("t6-foodvalley", "rapportage") in found


def test_real_documents_give_a_matrix_with_quotes(shared: Path, tmp_path: Path) -> None:
    done = _run(shared / "pdf" / "real", tmp_path / "w", "--no-prefect")
    assert done.returncode == 0, done.stderr
    run = next((tmp_path / "w").glob("runs/[0-9]*"))
    rows = matrix_rows((run / "theme_matrix.csv").read_text("utf-8"))
    stables = rows["t3-noordoost-brabant", "rapportage"]
    assert (stables["R9"], stables["R15"]) == ("1", "1")
    cells = pd.read_csv(run / "cells.csv", dtype=str, keep_default_na=False)
    quotes = cells[(cells["deal_id"] == "t3-noordoost-brabant") & (cells["concept"] == "R9")]
    assert "criminaliteit" in quotes["citaat"].item()
    assert quotes["link"].item().startswith("rebel-rode-draden-2024.pdf#page=")
