"""Chance, strength and their intervals: what length does, and that draws are fixed."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.cell_intervals import (
    IS_ABSENT,
    IS_FOUND,
    IS_UNCERTAIN,
    RowTexts,
    codes_without,
    measure_row,
)

KEY = ("groen", "plan")
RATE = 0.1
THRESHOLD = 0.4
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def row_of(probabilities, words=50.0):
    """A row of one concept: texts of equal length, labelled from THRESHOLD on."""
    shares = np.array(probabilities, dtype=np.float64)[:, np.newaxis]
    lengths = np.full(len(shares), words)
    labelled = np.where(shares >= THRESHOLD, lengths[:, np.newaxis], 0.0)
    return RowTexts(lengths, labelled, shares, np.array([RATE]))


def measured(probabilities, *, much_unread=False):
    return measure_row(row_of(probabilities), KEY, much_unread=much_unread)


@given(SHARES)
@settings(max_examples=100, deadline=None)
def test_measures_are_shares_and_the_interval_holds_the_strength(shares):
    found = measured(shares)
    for values in (found.strength, found.low, found.high, found.chance, found.kept):
        assert values.shape == (1,)
        assert -1e-12 <= values[0] <= 1 + 1e-12
    assert found.low[0] <= found.high[0]
    assert np.isclose(found.strength[0], np.mean([one >= THRESHOLD for one in shares]))


@given(SHARES, st.integers(1, 400))
@settings(max_examples=100, deadline=None)
def test_more_text_without_the_theme_lifts_no_cell_and_no_strength(shares, count):
    short, long = measured(shares), measured([*shares, *[0.02] * count])
    # Many texts of 0.02 may hold the theme somewhere, but not so that it shows.
    assert long.chance[0] <= max(short.chance[0] + 1e-9, 0.06)
    assert long.strength[0] <= short.strength[0] + 1e-12
    assert long.codes[0] <= short.codes[0]


@given(SHARES, st.integers(0, 29), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_a_surer_text_never_lowers_the_chance(shares, place, higher):
    place %= len(shares)
    raised = list(shares)
    raised[place] = max(shares[place], higher)
    assert measured(raised).chance[0] >= measured(shares).chance[0] - 1e-9


@pytest.mark.parametrize("count", [30, 100, 300, 1000])
def test_weak_labels_at_the_pace_of_mistakes_fill_no_cell(count):
    mistakes = [0.5] * (count // 50) + [0.03] * (count - count // 50)
    assert 1 - 0.5 ** (count // 50) >= 0.6 or count < 100  # as independent events they would
    assert measured(mistakes).codes[0] != IS_FOUND


@pytest.mark.parametrize("count", [30, 100, 300, 1000])
def test_a_theme_on_every_tenth_passage_is_found_at_any_length(count):
    present = [0.9] * (count // 10) + [0.03] * (count - count // 10)
    found = measured(present)
    assert found.codes[0] == IS_FOUND
    assert found.strength[0] == pytest.approx(0.1)


def test_many_hints_without_a_label_find_nothing():
    assert measured([0.39] * 500).codes[0] == IS_UNCERTAIN


def test_the_same_probability_says_more_of_a_label_that_is_rare():
    row = row_of([0.6] + [0.02] * 20)
    common = measure_row(dataclasses.replace(row, rates=np.array([0.3])), KEY, much_unread=False)
    rare = measure_row(dataclasses.replace(row, rates=np.array([0.03])), KEY, much_unread=False)
    assert rare.chance[0] > common.chance[0]


@given(SHARES)
@settings(max_examples=50, deadline=None)
def test_unread_pages_leave_nothing_absent_and_take_nothing_away(shares):
    read, unread = measured(shares), measured(shares, much_unread=True)
    assert unread.codes[0] == max(read.codes[0], IS_UNCERTAIN)
    assert unread.chance[0] == read.chance[0]


def test_draws_follow_from_the_row_alone():
    row = row_of([0.9, 0.8, 0.1, 0.05, 0.02])
    one, two = (measure_row(row, KEY, much_unread=False) for _ in range(2))
    assert (one.low, one.high, one.kept) == (two.low, two.high, two.kept)
    others = {
        float(measure_row(row, (deal, "plan"), much_unread=False).kept[0])
        for deal in ("rood", "geel", "paars", "wit", "zwart")
    }
    assert len(others) > 1


def test_concepts_beside_it_change_nothing():
    row = row_of([0.9, 0.8, 0.1, 0.05, 0.02])
    other = row_of([0.1, 0.2, 0.9, 0.95, 0.5])
    both = RowTexts(
        row.words,
        np.hstack([row.labelled, other.labelled]),
        np.hstack([row.probabilities, other.probabilities]),
        np.array([RATE, RATE]),
    )
    alone, together = (measure_row(one, KEY, much_unread=False) for one in (row, both))
    for name in ("strength", "low", "high", "chance", "codes", "kept"):
        assert getattr(together, name)[0] == pytest.approx(getattr(alone, name)[0])


def test_what_was_not_seen_may_still_be_there():
    few, many = measured([0.02] * 5), measured([0.02] * 200)
    assert few.strength[0] == many.strength[0] == 0
    assert few.high[0] > 0.3
    assert 0 < many.high[0] < 0.03


def test_a_cell_that_hangs_on_one_text_is_less_steady_than_one_that_rests_on_ten():
    one = measured([0.99] + [0.02] * 19)
    ten = measured([0.99] * 10 + [0.02] * 10)
    assert one.codes[0] == ten.codes[0] == IS_FOUND
    assert one.kept[0] < 0.75 < 0.95 < ten.kept[0]


def test_leaving_out_nothing_changes_nothing_and_leaving_out_all_leaves_no_cell():
    for shares in ([0.99, 0.02], [0.02] * 9, [0.5] + [0.02] * 30):
        row = row_of(shares)
        codes = measure_row(row, KEY, much_unread=False).codes
        assert (codes_without(row, 5, 0.0, KEY, much_unread=False) == codes).all()
        assert (codes_without(row, 5, 1.0, KEY, much_unread=False) == -1).all()


def test_absent_and_found_can_both_be_said():
    assert measured([0.02] * 30).codes[0] == IS_ABSENT
    assert measured([0.97, 0.9] + [0.02] * 28).codes[0] == IS_FOUND
