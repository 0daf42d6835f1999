"""The command line: contracts that scripts rely on, and one sentence for every mistake."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., "subprocess.CompletedProcess[str]"]
CONCEPTS = [*(f"R{number}" for number in range(1, 16)), *(f"I{number}" for number in range(1, 7))]


def test_tag_gives_labels_and_all_21_scores(rodedraden: Command, tmp_path: Path) -> None:
    texts = {
        "a": "Jobcoaches begeleiden inwoners met een bijstandsuitkering naar betaald werk.",
        "b": "De stuurgroep vergadert vier keer per jaar.",
        "c": "",
    }
    source = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": key, "text": text}) for key, text in texts.items()]
    source.write_text("\n".join(lines), "utf-8")
    target = tmp_path / "uit.jsonl"
    done = rodedraden("tag", "--input", source, "--output", target)
    assert done.returncode == 0, done.stderr
    rows = {row["id"]: row for row in map(json.loads, target.read_text("utf-8").splitlines())}
    assert list(rows) == ["a", "b", "c"]
    for row in rows.values():
        assert list(row["scores"]) == CONCEPTS
        assert all(0.0 <= score <= 1.0 for score in row["scores"].values())
        assert set(row["labels"]) <= set(CONCEPTS)
    assert "R7" in rows["a"]["labels"]
    assert rows["b"]["labels"] == []
    assert rows["c"]["labels"] == []


def test_help_starts_without_heavy_libraries() -> None:
    heavy = (
        "numpy pandas spacy sklearn matplotlib prefect pdfplumber pyarrow openpyxl pydantic "
        "lxml tesserocr pikepdf pypdfium2 PIL pebble"
    )
    code = (
        "import sys, contextlib\n"
        "from pipelines.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_labelling_starts_without_what_fits_a_model() -> None:
    code = (
        "import sys, pipelines.texts.loose_texts, pipelines.models.further\n"
        "print([name for name in ('sklearn', 'datasketch', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "sentence", "code"),
    [
        (["run", "bestaat-niet", "-w", "w"], "bestaat niet", 2),
        (["run", "-w", "w"], "is geen werkruimte", 2),
        (["matrix", "-w", "w"], "is geen werkruimte", 2),
        (["status", "-w", "w"], "is geen werkruimte", 2),
        (["extract", "weg.pdf"], "staat niet op schijf", 4),
        (["tag", "--input", "weg.jsonl", "--output", "uit.jsonl"], "bestaat niet", 2),
        (["evaluate", "weg.jsonl"], "bestaat niet", 2),
        (["taxonomy", "check", "weg.yaml"], "niet te lezen", 2),
        (["taxonomy", "show", "R99"], "R99 bestaat niet", 2),
    ],
)
def test_a_mistake_is_one_sentence_and_an_exit_code(
    rodedraden: Command, arguments: list[str], sentence: str, code: int
) -> None:
    done = rodedraden(*arguments)
    assert done.returncode == code
    assert done.stderr.startswith("Fout: ")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_debug_shows_the_traceback(rodedraden: Command) -> None:
    done = rodedraden("--debug", "matrix", "-w", "w")
    assert "Traceback" in done.stderr
    assert done.returncode != 0


def test_wrong_use_ends_with_code_2(rodedraden: Command) -> None:
    assert rodedraden("matrix", "-w", "w", "--facet", "kleuren").returncode == 2
    assert rodedraden("bestaatniet").returncode == 2


def test_a_line_that_is_no_json_is_named(rodedraden: Command, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "goed"}\n{"id": "b"}\n', "utf-8")
    done = rodedraden("tag", "--input", source, "--output", tmp_path / "uit.jsonl")
    assert done.returncode == 2
    assert "Regel 2" in done.stderr
    assert not (tmp_path / "uit.jsonl").exists()


def test_add_shows_what_is_proposed_and_keeps_a_correction(
    copied: Path, rodedraden: Command, tmp_path: Path
) -> None:
    (copied / "manifest.csv").unlink()
    workspace = tmp_path / "w"
    first = rodedraden("add", copied, "--workspace", workspace)
    assert first.returncode == 0, first.stderr
    manifest = (workspace / "manifest.csv").read_text("utf-8")
    row = next(line for line in manifest.splitlines() if "foodvalley-convenant-2019.pdf" in line)
    assert ",t2-foodvalley,convenant,2019," in row
    letter = next(line for line in manifest.splitlines() if "kamerbrief" in line)
    assert ",meerdere,brief,2026," in letter
    corrected = manifest.replace(",t2-foodvalley,convenant,2019,", ",t6-foodvalley,convenant,2025,")
    (workspace / "manifest.csv").write_text(corrected, "utf-8")
    rodedraden("add", copied, "--workspace", workspace)
    assert (workspace / "manifest.csv").read_text("utf-8") == corrected


def test_add_says_at_once_what_must_be_mended(rodedraden: Command, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    folder = tmp_path / "documenten"
    folder.mkdir()
    for name in ("evaluatie-twente-2025.pdf", "verslag.pdf"):
        page = Canvas(str(folder / name))
        page.drawString(72, 700, f"Over de voortgang in de regio, {name}.")
        page.save()
    (folder / "manifest.csv").write_text("path,deal,kind,year\n", "utf-8")
    done = rodedraden("add", folder, "--workspace", tmp_path / "w")
    assert done.returncode == 0, done.stderr
    printed = " ".join(done.stdout.split())
    assert "fout (dubbelzinnige deal): De naam 'twente'" in printed
    assert "t2-twente (Twente) of t4-twente (Twente II)" in printed
    assert "fout (geen jaar)" in printed
    assert "manifest.csv is niet gebruikt" in " ".join(done.stderr.split())


def test_a_mistake_leaves_no_workspace_behind(rodedraden: Command, tmp_path: Path) -> None:
    assert rodedraden("run", "bestaat-niet", "-w", "w").returncode == 2
    (tmp_path / "lijst.xlsx").write_bytes(b"PK")
    done = rodedraden("run", "lijst.xlsx", "-w", "w")
    assert (done.returncode, "sla het manifest op als csv" in done.stderr) == (2, True)
    assert not (tmp_path / "w").exists()


def test_a_language_model_that_is_not_there_is_said(
    documents: Path, rodedraden: Command, tmp_path: Path
) -> None:
    workspace = tmp_path / "w"
    rodedraden("add", documents / "manifest.csv", "-w", workspace)
    (workspace / "settings.toml").write_text('language_model = "nl_core_news_xl"\n', "utf-8")
    done = rodedraden("run", "-w", workspace, "--no-prefect")
    assert (done.returncode, "nl_core_news_xl is er niet" in done.stderr) == (2, True)


def test_an_unknown_label_in_judged_texts_is_refused(rodedraden: Command, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "7", "text": "Een fietspad.", "labels": ["R10", "X9"]}\n', "utf-8")
    done = rodedraden("evaluate", gold)
    assert (done.returncode, "Tekst 7" in done.stderr, "X9" in done.stderr) == (2, True, True)


def test_the_shipped_taxonomy_has_no_errors(rodedraden: Command) -> None:
    done = rodedraden("taxonomy", "check")
    assert done.returncode == 0, done.stdout
    assert "begrippen, 0 fouten" in done.stdout
    shown = rodedraden("taxonomy", "show", "r8")
    assert "Bieden en verbeteren van mogelijkheden voor scholing van werknemers" in shown.stdout


def test_evaluate_prints_support_and_interval(rodedraden: Command, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": "1", "text": "Er komt een snelfietsroute naar het station.", "labels": ["R10"]},
        {"id": "2", "text": "De stuurgroep vergadert in mei.", "labels": []},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = rodedraden("evaluate", gold)
    assert done.returncode == 0, done.stderr
    assert "95%-interval" in done.stdout
    assert "te weinig" in done.stdout
