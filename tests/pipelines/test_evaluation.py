"""The command `evaluate`: files that are whole and the same every time, and the self-test."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from classify.embed import EMBEDDED
from pipelines.texts.evaluation import JudgedText, evaluated_lines, self_test_lines
from pipelines.texts.loose_texts import read_texts

Command = Callable[..., "subprocess.CompletedProcess[str]"]
FILES = ("evaluation.html", "evaluation.json")
ROWS = [
    {
        "id": "<script>alert(1)</script>",
        "text": "De <b>snelfietsroute</b> naar het station & de bus.",
        "labels": ["R10", "R1"],
        "genre": "brief",
        "source": "proef",
    },
    {"id": 2, "text": "De stuurgroep vergadert in mei.", "labels": [], "genre": None},
    {"id": "3", "text": "Werkzoekenden krijgen een jobcoach.", "kind": "nieuws", "deal": ["x"]},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    return path


def test_a_line_says_what_it_is_of_and_from_where(gold: Path) -> None:
    passages = [text.passage for text in read_texts(gold, JudgedText)]
    assert [(one.kind, one.source) for one in passages] == [
        ("brief", "proef"),
        ("", ""),
        ("nieuws", ""),
    ]
    assert passages[0].labels == {"R1", "R10"}


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    text = "Voor\u2028na\x85 en verder."
    path.write_text(json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\r\n", "utf-8")
    assert [one.text for one in read_texts(path, JudgedText)] == [text]


def test_the_table_has_domains_and_false_alarms(gold: Path) -> None:
    printed = "\n".join(evaluated_lines(gold, EMBEDDED))
    assert "per domein" in printed
    assert "Bereikbaarheid" in printed
    assert "vals alarm" in printed
    assert "van 2 passages" in printed


def test_the_files_are_the_same_every_time_and_whole(gold: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "een", tmp_path / "diep" / "twee"]
    for folder in folders:
        lines = list(evaluated_lines(gold, EMBEDDED, folder))
        assert [line.startswith("Geschreven: ") for line in lines] == [True, True]
        assert sorted(path.name for path in folder.iterdir()) == list(FILES)
    for name in FILES:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
    page = (folders[0] / "evaluation.html").read_text("utf-8")
    assert "<script" not in page
    assert "<b>snel" not in page
    record = json.loads((folders[0] / "evaluation.json").read_text("utf-8"))
    assert record["passages"] == 3
    assert set(record["facetten"]) == {"draden", "instrumenten"}
    assert str(tmp_path) not in json.dumps(record)


def test_the_self_test_places_every_text_of_the_taxonomy(tmp_path: Path) -> None:
    (line,) = self_test_lines(EMBEDDED, tmp_path)
    assert line == f"Geschreven: {tmp_path / 'taxonomy.json'}"
    record = json.loads((tmp_path / "taxonomy.json").read_text("utf-8"))
    for found in record["facetten"].values():
        total = found["alle"]["teksten"]
        assert total == sum(one["teksten"] for one in found["per_soort"].values())
        assert total == sum(one["alle"]["teksten"] for one in found["per_label"].values())
        assert len(found["afgedwaald"]) == total - found["alle"]["eerste"]
        assert found["per_soort"]["definitie"]["teksten"] == len(found["per_label"])


def test_the_self_test_prints_shares_and_what_strayed(rodedraden: Command) -> None:
    done = rodedraden("evaluate", "--taxonomy")
    assert done.returncode == 0, done.stderr
    assert "kernterm" in done.stdout
    assert "top 3" in done.stdout


def test_nothing_to_measure_is_wrong_use(rodedraden: Command, gold: Path) -> None:
    done = rodedraden("evaluate")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Fout: Geef een JSONL-bestand met nagekeken passages, of --taxonomy voor de zelftest.\n"
    )
    done = rodedraden("evaluate", gold, "--output", gold)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
