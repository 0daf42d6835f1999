"""A workbook goes out with questions and comes back with answers, or with every mistake in it."""

import shutil
import subprocess
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.records import Anchor, Verdict
from report.filled_workbook import WorkbookMistakes, read_review_workbook
from report.review_workbook import (
    DATA,
    GUIDE,
    LABELS,
    NOTE,
    QUESTIONS,
    WHOLE,
    Question,
    Questions,
    columns_of,
    write_review_workbook,
)
from taxonomy.load import shipped_taxonomy

CONCEPTS = shipped_taxonomy().concepts
HEADS = columns_of(CONCEPTS)
COLUMNS = {name.split(" ")[0] if name[:1] in "RI" else name: at for at, name in enumerate(HEADS, 1)}
OFFICE = shutil.which("soffice")
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def question(number=0, *, words="Een alinea over scholing.", is_blind=False, heading="Kop"):
    return Question(
        key=f"sleutel{number}",
        anchor=Anchor("doc", "plan.pdf", number, 3, heading, words),
        is_blind=is_blind,
        reason="Het model twijfelt over R4.",
        proposals=() if is_blind else (("R4", 0.998, True), ("R9", 0.41, False)),
        deal="Groene Streek",
        tranche="2",
        before="=Ervoor",
        after="Erna",
        link="plan.pdf#page=3",
    )


def asked(*questions, reviewer="lezer-1"):
    return Questions(
        questions or (question(0), question(1, is_blind=True)),
        CONCEPTS,
        reviewer,
        "2026-11-22T09:30:00.000Z",
        "tagger-1",
        "taxonomie-1",
    )


@pytest.fixture
def edited(tmp_path):
    """Write a workbook, change cells of it by column and row as a person does, and save it."""

    def edit(changes=(), questions=None, change_book=lambda book: None):
        path = tmp_path / "nakijken.xlsx"
        write_review_workbook(path, questions or asked())
        book = load_workbook(path)
        for column, row, value in changes:
            book[QUESTIONS].cell(row, COLUMNS[column]).value = value
        change_book(book)
        book.save(path)
        return path

    return edit


def mistakes_of(path):
    with pytest.raises(WorkbookMistakes) as caught:
        read_review_workbook(path)
    return caught.value.mistakes


def test_an_untouched_workbook_comes_back_without_answers(edited) -> None:
    filled = read_review_workbook(edited())
    assert (filled.reviewer, filled.made) == ("lezer-1", "2026-11-22T09:30:00.000Z")
    assert (filled.tagger, filled.taxonomy) == ("tagger-1", "taxonomie-1")
    assert filled.concepts == tuple(one.id for one in CONCEPTS)
    assert [(row.key, row.is_blind, row.answers, row.is_whole) for row in filled.rows] == [
        ("sleutel0", False, {}, False),
        ("sleutel1", True, {}, False),
    ]
    assert [row.anchor for row in filled.rows] == [one.anchor for one in asked().questions]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=text, heading=text)
def test_where_a_passage_stood_comes_back_sign_by_sign(tmp_path, words, heading) -> None:
    path = tmp_path / "nakijken.xlsx"
    write_review_workbook(path, asked(question(words=words, heading=heading)))
    anchor = read_review_workbook(path).rows[0].anchor
    assert (anchor.text, anchor.heading) == (words, heading)


def test_a_text_that_is_too_long_for_a_cell_is_cut(edited) -> None:
    long = question(words='"lang" ' * 9000)
    row = read_review_workbook(edited(questions=asked(long))).rows[0]
    assert long.anchor.text.startswith(row.anchor.text)
    assert len(row.anchor.text) > 10_000


def test_the_same_questions_give_the_same_bytes() -> None:
    streams = [BytesIO(), BytesIO()]
    for stream in streams:
        write_review_workbook(stream, asked())
    assert streams[0].getvalue() == streams[1].getvalue()


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("ja", Verdict.AANWEZIG),
        ("Ja", Verdict.AANWEZIG),
        ("JA ", Verdict.AANWEZIG),
        ("\u00a0ja", Verdict.AANWEZIG),
        (True, Verdict.AANWEZIG),
        (1, Verdict.AANWEZIG),
        (1.0, Verdict.AANWEZIG),
        ("WAAR", Verdict.AANWEZIG),
        ("nee", Verdict.AFWEZIG),
        ("Nee.", Verdict.AFWEZIG),
        (False, Verdict.AFWEZIG),
        (0, Verdict.AFWEZIG),
        ("Twijfel", Verdict.TWIJFEL),
        ("?", Verdict.TWIJFEL),
        ("  ", None),
        (None, None),
    ],
)
def test_what_an_office_program_makes_of_an_answer_is_understood(edited, value, verdict) -> None:
    row = read_review_workbook(edited([("R4", 2, value)])).rows[0]
    assert row.answers.get("R4") is verdict
    assert set(row.answers) <= {"R4"}


def test_every_mistake_is_told_with_its_cell(edited) -> None:
    path = edited(
        [
            ("R1", 2, "misschien"),
            ("I6", 3, 7),
            (WHOLE, 2, "twijfel"),
            ("sleutel", 3, "verzonnen"),
        ]
    )
    mistakes = mistakes_of(path)
    assert len(mistakes) == 3
    told = " ".join(mistakes)
    for part in ("F2", "‘misschien’", "AA2", "‘verzonnen’", "A3"):
        assert part in told


def test_a_key_that_is_gone_or_there_twice_is_a_mistake(edited) -> None:
    assert "A2" in mistakes_of(edited([("sleutel", 2, None), ("R1", 2, "ja")]))[0]
    assert "rij 2" in mistakes_of(edited([("sleutel", 3, "sleutel0")]))[0]


@pytest.mark.parametrize("column", ["sleutel", "R7", WHOLE, NOTE])
def test_a_head_that_was_changed_is_told(edited, column) -> None:
    told = " ".join(mistakes_of(edited([(column, 1, "iets anders")])))
    assert f"‘{column}’ ontbreekt" in told
    assert "terug" in " ".join(mistakes_of(edited([("tekst", 1, None)])))


@pytest.mark.parametrize("sheet", [GUIDE, QUESTIONS, DATA])
def test_a_sheet_that_is_gone_is_told(edited, sheet) -> None:
    assert sheet in mistakes_of(edited(change_book=lambda book: book.remove(book[sheet])))[0]


def test_a_hidden_sheet_that_was_changed_is_told(edited) -> None:
    def spoil(book):
        book[DATA]["C7"] = "{}"

    assert DATA in mistakes_of(edited(change_book=spoil))[0]


def test_a_file_that_is_no_workbook_is_told(tmp_path) -> None:
    path = tmp_path / "nakijken.xlsx"
    path.write_text("geen werkmap", encoding="utf-8")
    assert "geen Excel-werkmap" in mistakes_of(path)[0]


def test_a_stray_space_far_below_costs_nothing(edited) -> None:
    path = edited([("R4", 1_000_000, " "), ("R4", 2, "ja")])
    began = time.perf_counter()
    rows = read_review_workbook(path).rows
    assert time.perf_counter() - began < 20
    assert [dict(row.answers) for row in rows] == [{"R4": Verdict.AANWEZIG}, {}]


def test_a_row_far_below_counts_as_it_did(edited) -> None:
    assert "A90000" in mistakes_of(edited([("R1", 90_000, "ja")]))[0]


def test_a_column_that_was_filled_to_the_bottom_is_one_mistake(edited) -> None:
    def fill(book):
        for row in range(2, 2000):
            book[QUESTIONS].cell(row, COLUMNS["R1"]).value = "nee"

    (told,) = mistakes_of(edited(change_book=fill))
    assert "veel meer ingevulde rijen dan de 2 vragen" in told


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_unread(edited) -> None:
    path = edited()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/vulling.xml", b" " * 101_000_000)
    (told,) = mistakes_of(path)
    assert "is uitgepakt 101 MB" in told


def test_rows_may_be_sorted_and_left_out_and_columns_moved(edited) -> None:
    def move(book):
        sheet = book[QUESTIONS]
        first = [cell.value for cell in sheet[2]]
        second = [cell.value for cell in sheet[3]]
        for column, (one, other) in enumerate(zip(first, second, strict=True), 1):
            sheet.cell(2, column).value, sheet.cell(3, column).value = other, one
        for row in (1, 2, 3):
            sheet.cell(row, 6).value, sheet.cell(row, 9).value = (
                sheet.cell(row, 9).value,
                sheet.cell(row, 6).value,
            )

    rows = read_review_workbook(edited([("R1", 2, "ja")], change_book=move)).rows
    assert {row.key: dict(row.answers) for row in rows} == {
        "sleutel0": {"R1": Verdict.AANWEZIG},
        "sleutel1": {},
    }
    shorter = read_review_workbook(edited(change_book=lambda book: book[QUESTIONS].delete_rows(2)))
    assert [row.key for row in shorter.rows] == ["sleutel1"]


def test_texts_are_shown_and_never_calculated(edited) -> None:
    path = edited(questions=asked(question(words="=1+1", heading="+kop")))
    sheet = load_workbook(path)[QUESTIONS]
    for name in ("tekst", "koppen", "ervoor"):
        cell = sheet.cell(2, COLUMNS[name])
        assert cell.data_type == "s", name
    assert sheet.cell(2, COLUMNS["tekst"]).value == "=1+1"


def test_a_blind_question_shows_nothing_of_the_model(edited) -> None:
    book = load_workbook(edited())
    shown = [cell.value for cell in book[QUESTIONS][3]]
    assert "steekproef" in shown
    assert not any("%" in str(value) for value in shown)
    assert "R4 (>99%), R9 (41%, niet gegeven)" in [cell.value for cell in book[QUESTIONS][2]]


def test_every_label_is_explained_and_has_a_list_to_choose_from(edited) -> None:
    book = load_workbook(edited())
    explained = {row[0]: row for row in book[LABELS].iter_rows(min_row=2, values_only=True)}
    for one in CONCEPTS:
        assert explained[one.id][2] == one.definition
        assert all(told in explained[one.id][3] for told in one.includes)
        assert all(told in explained[one.id][4] for told in one.excludes)
    lists = {
        str(one.sqref): one.formula1 for one in book[QUESTIONS].data_validations.dataValidation
    }
    assert lists == {"F2:Z3": '"ja,nee,twijfel"', "AA2:AA3": '"ja,nee"'}


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here: install it to open the workbook")
def test_what_libreoffice_saves_is_read_the_same(edited, tmp_path) -> None:
    path = edited([("R4", 2, True), ("I1", 3, "Ja"), (WHOLE, 3, "ja"), (NOTE, 2, "zie kop")])
    folder = tmp_path / "opgeslagen"
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert read_review_workbook(folder / path.name) == read_review_workbook(path)
