"""`review export`, `import` and `status`: judgements out, back in, and nothing lost or twice."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from corpus.judgements.jsonl import line_of
from corpus.judgements.log import JudgementLog
from corpus.judgements.standing import last_verdicts
from corpus.records import Judgement, Seen, Verdict
from pipelines.cli import app
from pipelines.commands.review import _export_lines
from pipelines.commands.review_lines import imported_lines, status_lines
from pipelines.finding.searching import SearchRoom
from pipelines.problems import UserProblem
from pipelines.review.colleagues import take_over_lines
from pipelines.review.parts import Part, part_from
from pipelines.review.room import ReviewRoom, open_review
from pipelines.review.sheets import Written, take_in_sheet, write_sheet
from pipelines.workspace import Workspace, workspace_at
from report.review_workbook import DATA, GUIDE, NOTE, QUESTIONS, WHOLE

NOW = datetime(2026, 11, 22, 9, 0, 0, 500_000, tzinfo=UTC)
WHO = "lezer-1"


class Sheet:
    """A workbook of one workspace, as the person sees it who fills it in."""

    def __init__(self, workspace: Workspace, search_room: SearchRoom, path: Path) -> None:
        self.workspace, self.search_room, self.path = workspace, search_room, path

    def room(self, now: datetime = NOW) -> ReviewRoom:
        return open_review(self.workspace, self.search_room, lambda: now)

    def write(self, count: int = 10, reviewer: str = WHO, now: datetime = NOW) -> Written:
        with self.room(now) as room:
            return write_sheet(
                self.workspace, room, self.search_room, self.path, reviewer, count, now
            )

    def fill(self, answers: dict[tuple[int, str], object], name: str | None = None) -> None:
        """Answers by row (from 0) and column."""
        book = load_workbook(self.path)
        sheet = book[QUESTIONS]
        columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
        columns |= {str(cell.value): cell.column for cell in sheet[1]}
        for (row, column), value in answers.items():
            sheet.cell(row + 2, columns[column]).value = value
        if name is not None:
            book[GUIDE]["B3"] = name
        book.save(self.path)

    def estrange(self, rows: Iterable[int]) -> None:
        """Make passages (rows from 0) those of a document that never was here."""
        keys = {key: f"{number:016}" for number in rows for key in [self.rows()[number][0]]}
        book = load_workbook(self.path)
        for row in (*book[DATA].iter_rows(), *book[QUESTIONS].iter_rows()):
            if row[0].value not in keys:
                continue
            row[0].value = keys[row[0].value]
            if row[0].parent.title == DATA:
                place = str(row[2].value).replace('"document_id": "', '"document_id": "weg')
                row[2].value = place.replace('"document": "', '"document": "weg-', 1)
        book.save(self.path)

    def rows(self) -> list[tuple[str, bool]]:
        """Key of each passage, and whether it is asked blind."""
        sheet = load_workbook(self.path)[QUESTIONS]
        shown = [cell.value for cell in sheet[1]].index("voorstel van het model")
        found = sheet.iter_rows(min_row=2, values_only=True)
        return [(str(row[0]), row[shown] == "steekproef") for row in found]

    def judgements(self) -> list[Judgement]:
        with JudgementLog(self.workspace.store_path, self.workspace.judgements_folder) as log:
            return log.everything()

    def standing(self) -> dict[tuple[str, str], Verdict]:
        found = last_verdicts(self.judgements())
        return {(key, concept): one.verdict for (key, concept, _), one in found.items()}


@pytest.fixture
def sheet(workspace: Workspace, search_room: SearchRoom, tmp_path: Path) -> Sheet:
    return Sheet(workspace, search_room, tmp_path / "nakijken.xlsx")


def blind_row(sheet: Sheet) -> int:
    return [is_blind for _, is_blind in sheet.rows()].index(True)


def test_a_fifth_of_the_questions_is_blind_and_none_is_asked_twice(sheet: Sheet) -> None:
    assert sheet.write(20) == Written(20, 4)
    rows = sheet.rows()
    assert [place for place, (_, is_blind) in enumerate(rows) if is_blind] == [4, 9, 14, 19]
    assert len({key for key, _ in rows}) == 20
    with sheet.room() as room:
        assert all(room.item(key, WHO).is_blind == is_blind for key, is_blind in rows)


def test_the_same_moment_gives_the_same_workbook(sheet: Sheet) -> None:
    sheet.write()
    first = sheet.path.read_bytes()
    sheet.write()
    assert sheet.path.read_bytes() == first


def test_answers_are_kept_as_they_were_given(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja", (0, "I2"): False, (1, "R3"): "Twijfel", (0, NOTE): "Zie de kop."})
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert (found.reviewer, found.added, found.passages, found.empty) == (WHO, 3, 2, 8)
    keys = [key for key, _ in sheet.rows()]
    assert sheet.standing() == {
        (keys[0], "R1"): Verdict.AANWEZIG,
        (keys[0], "I2"): Verdict.AFWEZIG,
        (keys[1], "R3"): Verdict.TWIJFEL,
    }
    assert [one.note for one in sheet.judgements()] == ["Zie de kop.", "", ""]
    assert {one.seen for one in sheet.judgements()} == {Seen.MET_VOORSTEL}


def test_empty_means_absent_only_where_the_whole_passage_was_looked_at(sheet: Sheet) -> None:
    sheet.write()
    row = blind_row(sheet)
    sheet.fill({(row, "R1"): "ja"})
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert found.partly == (row + 2,)
    assert len(sheet.standing()) == 1
    sheet.fill({(row, WHOLE): "ja"})
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert (found.partly, found.added, found.same) == ((), 20, 1)
    verdicts = sheet.standing()
    assert len(verdicts) == 21
    assert sum(one is Verdict.AANWEZIG for one in verdicts.values()) == 1
    assert {one.seen for one in sheet.judgements()} == {Seen.BLIND}
    with sheet.room() as room:
        assert room.is_done(sheet.rows()[row][0], WHO)
        assert room.progress(WHO).blind_done == 1


def test_the_same_file_twice_adds_nothing(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja", (0, WHOLE): "ja", (1, "R2"): "nee", (1, NOTE): "Let op."})
    assert take_in_sheet(sheet.workspace, sheet.path).added == 22
    before = sheet.judgements()
    again = take_in_sheet(sheet.workspace, sheet.path)
    assert (again.added, again.same, again.later) == (0, 22, ())
    assert sheet.judgements() == before


def test_the_same_file_in_two_workspaces_gives_the_same_judgements(
    sheet: Sheet, analysed_once: Workspace, tmp_path: Path
) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja"})
    other = workspace_at(Path(shutil.copytree(analysed_once.folder, tmp_path / "elders")))
    take_in_sheet(sheet.workspace, sheet.path)
    take_in_sheet(other, sheet.path)
    lines = tmp_path / "oordelen.jsonl"
    assert _export_lines(other, lines, "") == 1
    assert take_over_lines(sheet.workspace, lines).added == 0


def test_an_answer_may_be_mended_in_the_file_and_imported_again(sheet: Sheet) -> None:
    sheet.write()
    key = sheet.rows()[0][0]
    for answer, verdict in (
        ("ja", Verdict.AANWEZIG),
        ("nee", Verdict.AFWEZIG),
        ("twijfel", Verdict.TWIJFEL),
        ("ja", Verdict.AANWEZIG),
    ):
        sheet.fill({(0, "R1"): answer})
        assert take_in_sheet(sheet.workspace, sheet.path).added == 1
        assert sheet.standing()[key, "R1"] is verdict


def test_a_new_note_alone_is_kept(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja"})
    take_in_sheet(sheet.workspace, sheet.path)
    sheet.fill({(0, NOTE): "Toch nagelezen."})
    assert take_in_sheet(sheet.workspace, sheet.path).added == 1
    assert sheet.judgements()[-1].note == "Toch nagelezen."
    assert take_in_sheet(sheet.workspace, sheet.path).added == 0


def test_what_was_said_on_the_page_later_stands_and_what_was_said_before_does_not(
    sheet: Sheet,
) -> None:
    with sheet.room(NOW - timedelta(hours=1)) as room:
        keys = [one.passage_id for one in room.ahead(WHO, 2)]
        room.save(WHO, keys[0], {"R1": Verdict.AFWEZIG})
    sheet.write(reviewer="", count=4)
    order = [key for key, _ in sheet.rows()]
    with sheet.room(NOW + timedelta(hours=1)) as room:
        room.save(WHO, order[0], {"R2": Verdict.AFWEZIG})
    sheet.fill({(0, "R2"): "ja", (0, "R3"): "ja", (1, "R2"): "ja"}, name=WHO)
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert [(one.passage_id, one.concept) for one in found.later] == [(order[0], "R2")]
    assert found.added == 2
    assert sheet.standing()[order[0], "R2"] is Verdict.AFWEZIG
    assert sheet.standing()[order[0], "R3"] is Verdict.AANWEZIG
    assert "nadat dit bestand was gemaakt" in "\n".join(imported_lines(found))


def test_an_answer_takes_the_place_of_what_was_said_before_the_file_was_made(
    sheet: Sheet,
) -> None:
    sheet.write(count=3, reviewer="")
    key = sheet.rows()[0][0]
    with sheet.room(NOW - timedelta(hours=1)) as room:
        room.save(WHO, key, {"R1": Verdict.AFWEZIG})
    sheet.fill({(0, "R1"): "ja"}, name=WHO)
    assert take_in_sheet(sheet.workspace, sheet.path).added == 1
    assert sheet.standing()[key, "R1"] is Verdict.AANWEZIG


def test_one_mistake_and_nothing_is_taken_over(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja", (1, "R1"): "mogelijk", (2, "R2"): "2 keer"})
    with pytest.raises(UserProblem, match="staan 2 fouten") as problem:
        take_in_sheet(sheet.workspace, sheet.path)
    assert "F3" in str(problem.value)
    assert "G4" in str(problem.value)
    assert sheet.judgements() == []


def test_somebody_must_have_judged(sheet: Sheet) -> None:
    sheet.write(reviewer="")
    sheet.fill({(0, "R1"): "ja"})
    with pytest.raises(UserProblem, match="B3"):
        take_in_sheet(sheet.workspace, sheet.path)
    assert take_in_sheet(sheet.workspace, sheet.path, "lezer-2").reviewer == "lezer-2"
    sheet.fill({}, name=WHO)
    with pytest.raises(UserProblem, match="laat --reviewer weg"):
        take_in_sheet(sheet.workspace, sheet.path, "lezer-2")
    assert {one.reviewer for one in sheet.judgements()} == {"lezer-2"}


def test_a_note_without_an_answer_is_kept_and_judges_nothing(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(3, NOTE): "Onduidelijk."})
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert (found.noted, found.added, found.empty) == ((5,), 0, 9)
    assert "in rij 5" in "\n".join(imported_lines(found))
    assert sheet.standing() == {}
    key = sheet.rows()[3][0]
    with sheet.room(NOW + timedelta(hours=1)) as room:
        assert room.note(key, WHO) == "Onduidelijk."
    again = take_in_sheet(sheet.workspace, sheet.path)
    assert again.noted == ()
    assert len(sheet.judgements()) == 1


def test_a_missing_name_is_told_with_all_other_mistakes(sheet: Sheet) -> None:
    sheet.write(reviewer="")
    sheet.fill({(0, "R1"): "mogelijk"})
    with pytest.raises(UserProblem, match="staan 2 fouten") as problem:
        take_in_sheet(sheet.workspace, sheet.path)
    assert "B3" in str(problem.value)
    assert "‘mogelijk’" in str(problem.value)
    with pytest.raises(UserProblem, match="staat een fout"):
        take_in_sheet(sheet.workspace, sheet.path, WHO)


def test_a_name_in_another_spelling_is_the_same_person(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja"})
    take_in_sheet(sheet.workspace, sheet.path)
    sheet.fill({(1, "R1"): "nee"}, name=" Lezer-1")
    assert take_in_sheet(sheet.workspace, sheet.path).reviewer == WHO
    assert take_in_sheet(sheet.workspace, sheet.path, "LEZER-1").same == 2
    assert {one.reviewer for one in sheet.judgements()} == {WHO}


def test_a_passage_that_is_gone_is_listed_and_its_judgement_is_kept(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja"})
    sheet.estrange([0])
    found = take_in_sheet(sheet.workspace, sheet.path)
    assert len(found.lost) == found.added == 1
    told = "\n".join(imported_lines(found))
    assert "weg-" in told
    assert "1 oordeel hoort bij geen enkele passage" in told
    assert "bewaard" in told
    assert " meer in " not in told, "it may never have been here"
    with sheet.room() as room:
        assert len(room.lost) == 1


def test_a_workbook_of_another_workspace_is_refused_and_leaves_no_trace(sheet: Sheet) -> None:
    sheet.write(5)
    sheet.fill({(0, "R1"): "ja", (4, WHOLE): "ja"})
    sheet.estrange(range(5))
    before = sheet.path.read_bytes()
    with pytest.raises(UserProblem, match="geen enkele passage") as problem:
        take_in_sheet(sheet.workspace, sheet.path)
    assert str(sheet.workspace.folder) in str(problem.value)
    assert sheet.judgements() == []
    assert not sheet.workspace.judgements_folder.exists()
    assert sheet.path.read_bytes() == before


def test_lines_come_with_what_is_not_here_but_not_when_nothing_is_here(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.write(2)
    sheet.fill({(0, "R1"): "ja"})
    (tmp_path / "kopie").mkdir()
    theirs = workspace_at(Path(shutil.copytree(sheet.workspace.folder, tmp_path / "kopie/hun")))
    take_in_sheet(theirs, sheet.path)
    with JudgementLog(theirs.store_path, theirs.judgements_folder) as log:
        (here,) = log.everything()
    anchor = replace(here.anchor, document_id="elders", document="elders.pdf")
    away = replace(here, passage_id="0" * 16, anchor=anchor)
    lines = tmp_path / "oordelen.jsonl"

    def imported(*judgements: Judgement) -> tuple[int, str]:
        lines.write_text("".join(f"{line_of(one)}\n" for one in judgements), encoding="utf-8")
        arguments = ["review", "import", str(lines), "-w", str(sheet.workspace.folder)]
        done = CliRunner().invoke(app, arguments)
        if isinstance(done.exception, UserProblem):
            return 2, str(done.exception)
        return done.exit_code, done.output

    code, told = imported(away)
    assert (code, sheet.judgements()) == (2, [])
    assert "andere werkruimte" in told
    code, told = imported(away, here)
    assert code == 3
    assert "1 oordeel hoort bij geen enkele passage" in told
    assert "Een nieuwe run telt dit mee" in told
    assert set(sheet.judgements()) == {away, here}
    code, told = imported(here, replace(away, concept="R2"))
    assert (code, len(sheet.judgements())) == (3, 3)
    assert "Een nieuwe run" not in told, "nothing that is new counts"
    assert imported(here, away)[0] == 0, "what stood already is not told again"


def test_parts_share_out_proposals_and_all_have_the_sample(sheet: Sheet) -> None:
    found: list[list[tuple[str, bool]]] = []
    for number in (1, 2):
        with sheet.room() as room:
            written = write_sheet(
                sheet.workspace, room, sheet.search_room, sheet.path, "", 20, NOW, Part(number, 2)
            )
        assert written == Written(20, 4)
        found.append(sheet.rows())
    first, second = ({key for key, is_blind in rows if not is_blind} for rows in found)
    assert not first & second
    sample = [[key for key, is_blind in rows if is_blind] for rows in found]
    assert sample[0] == sample[1]
    sheet.write(10**4, "")
    every = {key for key, is_blind in sheet.rows() if not is_blind}
    assert all(
        Part(1, 3).has(one) + Part(2, 3).has(one) + Part(3, 3).has(one) == 1 for one in every
    )
    for wrong in ("0/2", "3/2", "half"):
        with pytest.raises(UserProblem, match="1/2"):
            part_from(wrong)


def test_documents_open_from_where_the_workbook_was_written(sheet: Sheet) -> None:
    sheet.path = sheet.workspace.folder / "uit" / "diep" / "nakijken.xlsx"
    sheet.path.parent.mkdir(parents=True)
    sheet.write(5)
    book = load_workbook(sheet.path)
    links = [row[-1].hyperlink.target for row in book[QUESTIONS].iter_rows(min_row=2)]
    for link in links:
        assert (sheet.path.parent / unquote(link.partition("#")[0])).is_file(), link
    told = " ".join(str(row[1].value) for row in book[GUIDE].iter_rows())
    assert "zoek dan zelf op met de kolommen document en pagina" in told


def test_the_status_tells_who_did_what_and_what_is_left(sheet: Sheet) -> None:
    sheet.write()
    sheet.fill({(0, "R1"): "ja", (blind_row(sheet), WHOLE): "ja"})
    take_in_sheet(sheet.workspace, sheet.path)
    with sheet.room(NOW + timedelta(hours=1)) as room:
        key = sheet.rows()[0][0]
        room.save("lezer-2", key, {"R1": Verdict.AFWEZIG})
        room.finish("lezer-2", key)
        seen_blind = next(one for one in room.reviewed if room.is_blind(one))
        torn = "R9"
        room.finish("lezer-2", seen_blind, None, {torn: Verdict.AANWEZIG})
        told = list(
            status_lines(
                room.progress("status"),
                sheet.search_room.taxonomy,
                sheet.judgements(),
                room.reviewed,
                room.lost,
                room.unreadable,
                room.new_since_run,
            )
        )
    text = "\n".join(told)
    assert told[0].startswith("44 oordelen van 2 personen; van de laatste run zijn 2 passages")
    assert "  lezer-1: 22 oordelen" in told
    assert "oneens over 2 labels:" in text
    assert "20 labels beoordeeld of anders beoordeeld" in text
    assert sum(line.startswith(("  R", "  I")) for line in told) >= 21
    row = next(line for line in told if line.startswith(f"  {torn} "))
    assert row[47:].split()[:3] == ["0", "0", "1"]
    assert "twijfelt of is het oneens; zij telt niet mee." in text


def test_the_commands_tell_what_they_did(rodedraden, workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.folder
    nothing = rodedraden("review", "export", "leeg.jsonl", "-w", folder)
    assert nothing.returncode == 4
    assert not (tmp_path / "leeg.jsonl").exists()
    done = rodedraden("review", "export", "n.xlsx", "-w", folder, "--count", "5")
    assert "5 passages, waarvan 1 uit de steekproef" in done.stdout, done.stderr
    refused = rodedraden("review", "import", "n.xlsx", "-w", folder)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Fout: ")
    taken = rodedraden("review", "import", "n.xlsx", "-w", folder, "--reviewer", WHO)
    assert taken.returncode == 0
    assert "Leeg gelaten: 5 passages." in taken.stdout
    wrong = rodedraden("review", "import", "n.csv", "-w", folder)
    assert wrong.returncode == 2
    (tmp_path / "vreemd.jsonl").write_text("{\n", encoding="utf-8")
    torn = rodedraden("review", "import", "vreemd.jsonl", "-w", folder)
    assert torn.returncode == 3
    assert "In vreemd.jsonl is 1 regel onleesbaar" in torn.stdout
    assert "vreemd.jsonl, regel 1" in torn.stdout
    assert "Vraag het bestand opnieuw op" in torn.stdout
    assert "map met oordelen" not in torn.stdout
    status = rodedraden("review", "status", "-w", folder)
    assert "Er zijn nog geen oordelen." in status.stdout
