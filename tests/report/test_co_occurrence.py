"""What goes together: lift and Jaccard by their definitions, the same from either side."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from report.co_occurrence import (
    LEAST_DEALS,
    co_occurrence_table,
    pairs_in_deals,
    pairs_in_passages,
)
from report.texts import texts_in
from tests.report.drawn_corpus import CORPORA, Builder

MARKS = st.integers(1, 30).flatmap(lambda rows: arrays(np.bool_, (rows, 3)))


def deals_of(marks, deals=6):
    return np.arange(len(marks)) % deals


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_lift_and_jaccard_are_what_their_names_say(marks):
    for pair in pairs_in_passages(marks, deals_of(marks), 6):
        one, other = marks[:, pair.first], marks[:, pair.second]
        both, either = (one & other).sum(), (one | other).sum()
        assert (pair.both, pair.total) == (both, len(marks))
        if one.any() and other.any():
            assert pair.expected == pytest.approx(one.mean() * other.mean() * len(marks), abs=1e-4)
            assert pair.lift == pytest.approx(both / pair.expected, rel=1e-3, abs=1e-3)
        else:
            assert pair.lift is None
        assert pair.jaccard == (pytest.approx(both / either, abs=1e-4) if either else None)


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_the_order_of_two_concepts_does_not_matter(marks):
    forward = pairs_in_passages(marks[:, :2], deals_of(marks), 6)[0]
    backward = pairs_in_passages(marks[:, 1::-1], deals_of(marks), 6)[0]
    for name in ("total", "both", "expected", "lift", "lift_bounds", "jaccard", "jaccard_bounds"):
        assert getattr(forward, name) == getattr(backward, name)
    assert (forward.with_first, forward.with_second) == (backward.with_second, backward.with_first)


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_what_was_found_lies_in_its_interval(marks):
    for pair in pairs_in_passages(marks, deals_of(marks), 6):
        for value, bounds in (
            (pair.lift, pair.lift_bounds),
            (pair.jaccard, pair.jaccard_bounds),
        ):
            if bounds is not None:
                assert bounds[0] <= value <= bounds[1]
                assert bounds[0] >= 0


def test_independent_labels_have_a_lift_of_one_and_twins_a_jaccard_of_one():
    one = np.tile([True, True, False, False], 25)
    other = np.tile([True, False, True, False], 25)
    apart, twins = (
        pairs_in_passages(np.stack(two, axis=1), np.arange(100) % 10, 10)[0]
        for two in ((one, other), (one, one))
    )
    assert apart.lift == 1.0
    assert twins.jaccard == 1.0
    assert twins.lift == 2.0


def test_an_uncertain_deal_is_left_out_of_its_pairs_only():
    present = np.array([[True, True, False], [True, False, True], [False, True, True]])
    known = np.ones_like(present)
    known[0, 1] = False
    totals = {
        (pair.first, pair.second): pair.total for pair in pairs_in_deals(present & known, known)
    }
    assert totals == {(0, 1): 2, (0, 2): 3, (1, 2): 2}


def test_few_deals_have_no_interval():
    marks = np.ones((20, 2), dtype=bool)
    assert pairs_in_passages(marks, np.arange(20) % 4, LEAST_DEALS - 1)[0].lift_bounds is None
    assert pairs_in_passages(marks, np.arange(20) % 5, LEAST_DEALS)[0].lift_bounds == (1.0, 1.0)


@settings(max_examples=12, deadline=None)
@given(CORPORA)
def test_every_pair_shows_what_it_counted(make_passage, make_source, make_analysis, drawn):
    material = Builder(make_passage, make_source, make_analysis).material(drawn)
    concepts = material.taxonomy.facet("instrumenten").concepts
    table = co_occurrence_table(
        texts_in(material), concepts, name="samen", title="Samen", sheet="Samen"
    )
    for row in table.rows:
        assert len(set(row.basis["samen"])) == row.values["samen"]
