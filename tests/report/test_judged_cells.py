"""Cells of which people judged labels: what they settle goes before every probability."""

import csv
import dataclasses
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.analysed import settled_labels
from corpus.records import Review, ReviewedLabel
from report.quotes import best_first, best_quote
from report.tables import CELL_COLUMNS, cell_table, csv_text, names
from report.theme_matrix import cells_of, rows_of
from report.workbook import write_workbook

THRESHOLDS = dict.fromkeys(("R1", "R2", "I1"), 0.5)
PRESENT, ABSENT = ReviewedLabel(present=1), ReviewedLabel(absent=1)
TIE, DOUBT = ReviewedLabel(present=1, absent=1), ReviewedLabel(doubt=1)
SHARES = st.floats(0, 1, width=32)
JUDGED = st.sampled_from([None, PRESENT, ABSENT, TIE, DOUBT])


@pytest.fixture(scope="module")
def judged(make_passage):
    """A passage of its own words with a probability of R1, and what people say of R1 in it."""

    def make(share, found=None, place=0, words=50, text=None):
        said = place if text is None else text
        made = make_passage(
            f"Zin {said}. " + f"woord{said} " * words,
            probabilities={"R1": share},
            position=place,
        )
        reviewed = {} if found is None else {"R1": found}
        labels, struck = settled_labels(made.tag, THRESHOLDS, reviewed)
        return dataclasses.replace(made, labels=labels, struck=struck, reviewed=reviewed)

    return make


@pytest.fixture(scope="module")
def cell_of(make_analysis, deals, taxonomy):
    """The cell of R1 in a row of passages."""

    def cell(*passages):
        found = cells_of(rows_of(make_analysis(passages), deals), taxonomy.facets)
        return next(one for one in found if one.concept.id == "R1")

    return cell


@given(SHARES, st.integers(0, 1500))
@settings(max_examples=30, deadline=None)
def test_a_confirmed_label_fills_its_cell_in_a_row_of_any_length(judged, cell_of, share, others):
    filler = [judged(0.001, place=1 + place, words=3) for place in range(others)]
    cell = cell_of(judged(share, PRESENT), *filler)
    assert (cell.value, cell.chance, cell.passages) == ("1", 1.0, 1)
    assert (cell.review, cell.confirmed, cell.human_share) == (Review.BEVESTIGD, 1, 1.0)


@given(SHARES)
@settings(max_examples=30, deadline=None)
def test_a_rejected_passage_speaks_against_the_concept_whatever_the_model_says(
    judged, cell_of, share
):
    cell = cell_of(judged(share, ABSENT), judged(0.01, place=1))
    silent = cell_of(judged(0.0), judged(0.01, place=1))
    assert (cell.value, cell.chance, cell.strength) == (silent.value, silent.chance, 0)
    assert cell.probability == pytest.approx(0.01)
    assert cell.rejected == (share >= 0.5)
    assert cell.review is (Review.AFGEWEZEN if share >= 0.5 else Review.NIET_BEKEKEN)


@given(st.lists(st.tuples(SHARES, JUDGED), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_counts_and_state_of_a_cell_follow_from_its_labels(judged, cell_of, drawn):
    cell = cell_of(*(judged(share, found, place) for place, (share, found) in enumerate(drawn)))
    given_by_model = [share >= 0.5 for share, _ in drawn]
    kept = [
        (by_model or found == PRESENT) and found != ABSENT
        for by_model, (_, found) in zip(given_by_model, drawn, strict=True)
    ]
    confirmed = sum(found == PRESENT for _, found in drawn)
    rejected = sum(
        by_model and found == ABSENT
        for by_model, (_, found) in zip(given_by_model, drawn, strict=True)
    )
    assert (cell.passages, cell.confirmed, cell.rejected) == (sum(kept), confirmed, rejected)
    labels = sum(kept) + rejected
    share = (confirmed + rejected) / labels if labels else None
    assert cell.human_share == share
    assert (cell.review is Review.BEVESTIGD) == (confirmed > 0)
    assert (cell.review is Review.AFGEWEZEN) == (rejected > 0 and not any(kept))


@given(st.lists(st.tuples(SHARES, st.sampled_from([TIE, DOUBT])), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_what_nobody_settled_changes_no_number(judged, cell_of, drawn):
    unsettled = cell_of(*(judged(share, found, at) for at, (share, found) in enumerate(drawn)))
    unseen = cell_of(*(judged(share, None, at) for at, (share, _) in enumerate(drawn)))
    assert cell_table([unsettled]) == cell_table([unseen])


@given(
    st.lists(
        st.tuples(SHARES, st.sampled_from([None, PRESENT, ABSENT]), st.integers(0, 2)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([(ABSENT, None), (None, PRESENT), (ABSENT, PRESENT)]),
)
@settings(max_examples=40, deadline=None)
def test_what_is_confirmed_never_lowers_a_cell_also_through_texts_that_repeat(
    judged, cell_of, drawn, review
):
    """What report.judgement_ways rests on."""
    share, _, text = drawn[0]
    low, high = (
        cell_of(
            judged(share, found, text=text),
            *(
                judged(one, said, at, text=same)
                for at, (one, said, same) in enumerate(drawn[1:], 1)
            ),
        )
        for found in review
    )
    order = ("0", "onzeker", "1")
    assert order.index(low.value) <= order.index(high.value)
    assert low.strength <= high.strength
    assert low.chance <= high.chance
    assert low.passages <= high.passages


def test_a_blind_no_where_the_model_said_nothing_is_no_rejected_label(judged, cell_of):
    cell = cell_of(judged(0.04, ABSENT))
    assert (cell.review, cell.rejected, cell.human_share) == (Review.NIET_BEKEKEN, 0, None)


def test_a_judged_copy_of_a_sentence_settles_it_for_the_row(make_passage, judged, cell_of):
    once = judged(0.2, PRESENT)
    again = dataclasses.replace(
        make_passage(once.passage.text, probabilities={"R1": 0.2}, position=1), labels=()
    )
    assert cell_of(once, again).value == "1"


def test_confirmed_passages_are_quoted_first_and_rejected_ones_last(judged, cell_of):
    passages = [
        judged(0.95),
        judged(0.3, PRESENT, 1),
        judged(0.99, ABSENT, 2),
        judged(0.6, None, 3),
    ]
    assert [one.passage.position for one in best_first(passages, "R1")] == [1, 0, 3, 2]
    assert [one.text[:6] for one in cell_of(*passages).quotes] == ["Zin 1.", "Zin 0.", "Zin 3."]


def test_a_rejected_passage_is_not_what_comes_nearest(judged, cell_of):
    cell = cell_of(judged(0.45, ABSENT), judged(0.4, None, 1), judged(0.39, None, 2))
    assert (cell.value, cell.passages) == ("onzeker", 0)
    assert cell.quote.text.startswith("Zin 1.")


TEXT = (
    "Het bestuur komt vier keer per jaar bijeen. Buurtbewoners ontmoeten elkaar bij de koffie en "
    "helpen oudere buren. De kosten zijn begroot."
)
STARTS = tuple(TEXT.index(word) for word in ("Het", "Buurtbewoners", "De kosten"))


def test_a_label_that_people_found_quotes_the_sentence_most_like_the_concept(make_passage):
    found = dataclasses.replace(
        make_passage(TEXT, sentence_starts=STARTS), reviewed={"R1": PRESENT, "R99": PRESENT}
    )
    assert best_quote(found, "R1").text.startswith("Buurtbewoners ontmoeten elkaar")
    assert best_quote(found, "R99").text.startswith("Het bestuur")


def test_evidence_of_the_tagger_goes_before_likeness(make_passage):
    found = dataclasses.replace(
        make_passage(TEXT, sentence_starts=STARTS, evidence={"R1": ["kosten"]}),
        reviewed={"R1": PRESENT},
    )
    assert best_quote(found, "R1").text == "De kosten zijn begroot."


def test_tables_and_workbook_tell_what_people_did(judged, cell_of, tmp_path):
    cells = [
        cell_of(judged(0.9, PRESENT), judged(0.8, ABSENT, 1), judged(0.7, None, 2)),
        cell_of(judged(0.9, ABSENT)),
        cell_of(judged(0.01)),
    ]
    text = csv_text(names(CELL_COLUMNS), cell_table(cells))
    rows = list(csv.DictReader(io.StringIO(text)))
    columns = ("nagekeken", "bevestigd", "afgewezen", "aandeel_nagekeken")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("bevestigd", "1", "1", "0.6667"),
        ("afgewezen", "0", "1", "1.0000"),
        ("niet bekeken", "0", "0", ""),
    ]
    path = tmp_path / "werkboek.xlsx"
    table = (names(CELL_COLUMNS), cell_table(cells))
    write_workbook(path, {}, {}, table, (["document"], []), {}, [])
    sheet = openpyxl.load_workbook(path)["Cellen"]
    head = [cell.value for cell in sheet[1]]
    place = head.index("aandeel_nagekeken")
    assert [row[place].value for row in sheet.iter_rows(min_row=2)] == [0.6667, 1.0, None]
    assert {row[place].number_format for row in sheet.iter_rows(min_row=2)} == {"0%"}
    assert [row[place - 2].value for row in sheet.iter_rows(min_row=2)] == [1, 0, 0]
