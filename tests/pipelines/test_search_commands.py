"""The commands `search` and `comparable` on a workspace with five documents."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.finding.kept_search import KEPT, kept_words
from pipelines.finding.searching import open_search
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace, add_sources, open_workspace, workspace_at
from search.index import WordIndex
from search.query import Query

Ask = Callable[..., str]


@pytest.fixture
def workspace(analysed_copy: Workspace) -> Path:
    """The folder of a workspace with a finished run."""
    return analysed_copy.folder


@pytest.fixture
def ask(workspace: Path) -> Ask:
    """Run a command on the workspace in this process and give what it prints."""

    def run(*arguments: str | Path) -> str:
        done = CliRunner().invoke(app, [*map(str, arguments), "-w", str(workspace)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return str(done.stdout)

    return run


def test_search_prints_the_contract(ask: Ask) -> None:
    printed = json.loads(ask("search", "ontwikkelcheque voor werkenden", "--json", "--limit", "3"))
    assert printed["query"] == "ontwikkelcheque voor werkenden"
    assert len(printed["results"]) == 3
    for row in printed["results"]:
        assert {"passage_id", "deal", "document", "page", "text", "score", "why"} <= row.keys()
        assert row["page"] >= 1
        for start, end in row["why"]["words"]:
            assert row["text"][start:end].lower() in row["why"]["terms"]
    first = printed["results"][0]
    assert (first["deal"], "ontwikkelcheque" in first["text"]) == ("t3-noord-limburg", True)


def test_filters_and_limits_hold(ask: Ask) -> None:
    arguments = ("search", "boeren", "--json", "--deal", "foodvaley", "--soort", "convenant")
    rows = json.loads(ask(*arguments, "--limit", "50"))["results"]
    assert rows
    assert {row["deal"] for row in rows} == {"t2-foodvalley"}
    assert {row["document"] for row in rows} == {"foodvalley-convenant-2019.pdf"}
    second = json.loads(ask(*arguments, "--limit", "1", "--offset", "1"))["results"]
    assert second == rows[1:2]


def test_a_list_for_people_says_where_and_why(ask: Ask) -> None:
    printed = ask("search", "ammoniak uit stallen", "--limit", "2")
    assert "(Regio Deal Foodvalley, " in printed
    assert "waarom: woorden: " in printed


def test_an_empty_result_says_which_filter_to_loosen(ask: Ask) -> None:
    printed = ask("search", "ammoniak", "--deal", "Foodvalley", "--draad", "R9")
    assert printed.count("\n") == 1
    assert "Niets gevonden; zonder het filter" in printed
    assert "Niets gevonden" in ask("search", "xyzzy")


def test_an_unknown_value_is_one_sentence(ask: Ask) -> None:
    with pytest.raises(UserProblem, match="--draad kent 'R99' niet"):
        ask("search", "x", "--draad", "R99")


def test_comparable_gives_other_deals_with_a_citation(ask: Ask) -> None:
    text = "innovatievouchers voor het mkb"
    rows = json.loads(ask("comparable", "--text", text, "--json"))["results"]
    assert {"t2-foodvalley", "t3-noord-limburg"} <= {row["deal"] for row in rows}
    for row in rows:
        assert row["citation"].startswith("(Regio Deal ")
        assert row["evidence"] in {"plan", "zelfrapportage", "externe evaluatie"}
        assert row["why"]["reasons"]
    passage = rows[0]["passage_id"]
    others = json.loads(ask("comparable", "--passage", passage, "--json"))["results"]
    assert rows[0]["deal"] not in {row["deal"] for row in others}


def test_an_intervention_is_compared_by_its_name(workspace: Path, ask: Ask) -> None:
    room = open_search(open_workspace(workspace))
    for one in room.interventions[:5]:
        rows = json.loads(ask("comparable", "--intervention", one.intervention_id, "--json"))
        assert one.deal not in {row["deal"] for row in rows["results"]}


@pytest.mark.parametrize("form", ["csv", "xlsx", "html"])
def test_exports_hold_the_same_list(ask: Ask, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"lijst.{form}"
    arguments = ("comparable", "--text", "innovatievouchers voor het mkb", "--limit", "4")
    rows = json.loads(ask(*arguments, "--export", target, "--json"))["results"]
    again = tmp_path / f"nogmaals.{form}"
    ask(*arguments, "--export", again)
    assert target.read_bytes() == again.read_bytes()
    if form == "xlsx":
        cells = [cell.value for line in load_workbook(target).worksheets[0] for cell in line]
    elif form == "csv":
        table = csv.DictReader(io.StringIO(target.read_text("utf-8-sig")))
        cells = [value for line in table for value in line.values()]
    else:
        cells = [target.read_text("utf-8")]
    for row in rows:
        assert any(row["citation"] in str(cell) for cell in cells)


def test_exactly_one_start_and_a_known_form(ask: Ask, tmp_path: Path) -> None:
    for arguments in ([], ["--text", "a", "--passage", "b"]):
        with pytest.raises(UserProblem, match="Geef één van"):
            ask("comparable", *arguments)
    with pytest.raises(UserProblem, match="eindigt op"):
        ask("comparable", "--text", "a", "--export", tmp_path / "lijst.pdf")
    with pytest.raises(UserProblem, match="staat niet in deze werkruimte"):
        ask("comparable", "--passage", "nergens")


def test_without_a_run_there_is_one_sentence(documents: Path, tmp_path: Path) -> None:
    opened = workspace_at(tmp_path / "w")
    with pytest.raises(UserProblem, match="is geen werkruimte"):
        open_workspace(tmp_path / "w")
    add_sources(opened, documents / "manifest.csv")
    with pytest.raises(UserProblem, match="nog geen run klaar"):
        open_search(opened)
    assert not opened.store_path.exists()


def test_opening_reads_the_store_and_changes_nothing_in_it(workspace: Path) -> None:
    opened = open_workspace(workspace)
    before = opened.store_path.read_bytes()
    with opened.store() as writer, writer._transaction():
        room = open_search(opened)  # while a run is writing
    assert room.find(Query("voedsel")).total > 0
    assert opened.store_path.read_bytes() == before


def test_what_was_kept_gives_the_same_answers_as_what_is_made(workspace: Path) -> None:
    opened = open_workspace(workspace)
    kept = open_search(opened)
    shutil.rmtree(workspace / KEPT)
    made = open_search(opened)
    assert kept.interventions == made.interventions
    for text in ("ammoniak", "scholing", ""):
        assert kept.find(Query(text)) == made.find(Query(text))


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    made = WordIndex.of([["fiets"], ["bus", "fiets"]])
    kept_words(tmp_path, "run", lambda: made)
    (file,) = tmp_path.glob("words-*.npz")
    file.write_bytes(b"geen npz")
    again = kept_words(tmp_path, "run", lambda: made)
    assert again.columns == made.columns
    assert WordIndex.read(file).columns == made.columns


def test_the_labels_are_those_of_the_run(workspace: Path) -> None:
    """Search gives labels from stored probabilities; they must be those that the run counted."""
    opened = open_workspace(workspace)
    room = open_search(opened)
    record = next((workspace / "runs").glob("*/run.json"), None)
    assert record is not None
    counts = json.loads(record.read_text("utf-8"))["aantallen"]
    assert sum(bool(one.labels) for one in room.analysis.passages) == counts["passages_met_label"]
    assert sum(one.counts for one in room.analysis.passages) == counts["passages_die_tellen"]
    landelijk = sum(one.deal == "landelijk" for one in room.analysis.passages)
    assert landelijk == counts["passages_landelijk"]


def test_search_starts_without_what_reads_documents() -> None:
    code = (
        "import sys, pipelines.finding.searching\n"
        "print([name for name in ('pdfplumber', 'sklearn', 'spacy', 'prefect', 'matplotlib')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
