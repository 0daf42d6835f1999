"""The command `report`: every file, the same bytes, other people's files left alone."""

import csv
import hashlib
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.problems import UserProblem
from pipelines.reports.exports import TOLD
from pipelines.reports.files import CONTENTS, PAGE, WORKBOOK
from pipelines.reports.reporting import report_of
from pipelines.workspace import Workspace
from report.analyses import ANALYSES
from report.result_tables import EVIDENCE_COLUMNS
from report.shown_values import NOTHING


@pytest.fixture(scope="module")
def folder(analysed_copy: Workspace) -> Path:
    """The report of that run, with every analysis."""
    return report_of(analysed_copy)


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_report_stands_in_the_workspace_by_the_name_of_its_run(analysed_copy, folder):
    run = next(analysed_copy.runs_folder.glob("[0-9]*"))
    assert folder == analysed_copy.folder / "rapport" / run.name


def test_every_file_is_listed_with_its_hash_and_none_is_left_over(folder):
    files = files_in(folder)
    listed = list(csv.DictReader(files.pop(CONTENTS).decode("utf-8").splitlines()))
    assert {row["bestand"] for row in listed} == set(files)
    for row in listed:
        assert row["sha256"] == hashlib.sha256(files[row["bestand"]]).hexdigest()
    for_reading = {PAGE, WORKBOOK, "bewijs.csv", "bewijs.parquet", "figuren/warmtekaart.svg"}
    assert for_reading | set(TOLD) <= set(files)
    assert not list(folder.parent.glob(".*.tmp"))


def test_every_analysis_has_its_chapter(folder):
    page = (folder / PAGE).read_text(encoding="utf-8")
    assert page.count('<h3 id="analyse-') == len(ANALYSES)


def test_no_year_is_shown_as_a_count(folder):
    """A column of which every number could be a year: none has a point at the thousands."""
    page = (folder / PAGE).read_text(encoding="utf-8")
    amiss, years = [], set()
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        heads, *rows = (
            [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
            for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        )
        for head, *cells in zip(heads, *rows, strict=True):
            told = {cell for cell in cells if cell not in ("", NOTHING)}
            if told and all(
                re.fullmatch(r"(19[89]|1\.9[89]|20[0-4]|2\.0[0-4])\d", one) for one in told
            ):
                years |= {head}
                amiss += [one for one in told if "." in one]
    assert amiss == []
    assert {"Getekend", "Jaar"} <= years


def test_links_lead_to_the_documents(folder):
    page = (folder / PAGE).read_text(encoding="utf-8")
    start = page.index('href="../') + 6
    address = page[start : page.index('"', start)]
    assert (folder / address.split("#")[0]).is_file()


def test_the_evidence_is_of_tables_that_are_there(folder):
    with (folder / "bewijs.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [column.name for column in EVIDENCE_COLUMNS]
    for name in {row["tabel"] for row in rows}:
        assert (folder / "tabellen" / f"{name}.csv").is_file()


def test_the_same_run_gives_the_same_bytes_and_a_former_report_gives_way(analysed_copy, folder):
    before = files_in(folder)
    own = folder / "aantekeningen.txt"
    own.write_text("van mij", encoding="utf-8")
    report_of(analysed_copy)
    assert own.read_text(encoding="utf-8") == "van mij"
    own.unlink()
    assert files_in(folder) == before


def test_what_a_former_report_had_more_goes_away(analysed_copy, tmp_path):
    target = tmp_path / "rapport"
    report_of(analysed_copy, output=target, analyses=ANALYSES[:1])
    more = {path.name for path in (target / "tabellen").iterdir()}
    report_of(analysed_copy, output=target, analyses=())
    assert {path.name for path in (target / "tabellen").iterdir()} < more


def test_a_folder_with_other_things_is_not_touched(analysed_copy, tmp_path):
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(UserProblem, match="andere bestanden"):
        report_of(analysed_copy, output=tmp_path, analyses=())
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_an_analysis_that_fails_stops_the_report_and_leaves_nothing(analysed_copy, tmp_path):
    def failing(material):
        raise ZeroDivisionError("an analysis with a mistake")

    with pytest.raises(ZeroDivisionError):
        report_of(analysed_copy, output=tmp_path / "rapport", analyses=(failing,))
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_where_the_files_are(rodedraden, analysed_copy, tmp_path):
    run = next(analysed_copy.runs_folder.glob("[0-9]*")).name
    done = rodedraden(
        "report", "-w", analysed_copy.folder, "--run", run[:12], "--output", tmp_path / "uit"
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "uit" / PAGE) in done.stdout.replace("\n", "")


def test_a_run_that_is_not_there_is_one_sentence(rodedraden, analysed_copy):
    done = rodedraden("report", "-w", analysed_copy.folder, "--run", "1999")
    assert done.returncode == 2
    assert done.stderr.startswith("Fout: ")
    assert len(done.stderr.splitlines()) == 1


def test_any_two_dimensions_are_laid_out_against_each_other(analysed_copy, tmp_path):
    target = tmp_path / "kruistabel.csv"
    folder = str(analysed_copy.folder)
    asked = ["crosstab", "domeinen", "provincie", "-w", folder, "--output", str(target)]
    assert CliRunner().invoke(app, asked).exit_code == 0
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert {row["bron"] for row in rows} == {"plan", "rapportage"}
    assert all(int(row["passages"]) > 0 or not row["citaat"] for row in rows)
    shown = CliRunner().invoke(app, asked[:-2]).output
    assert list(csv.DictReader(shown.splitlines())) == rows


def test_a_dimension_that_is_not_there_gives_the_ones_that_are(analysed_copy):
    folder = str(analysed_copy.folder)
    error = CliRunner().invoke(app, ["crosstab", "kleur", "tranche", "-w", folder]).exception
    assert "De indeling 'kleur' is er niet; kies uit: draden," in str(error)
