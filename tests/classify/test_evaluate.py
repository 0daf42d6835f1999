"""Measures: against a sum by hand, and against those of scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from classify.evaluate import Measured, measure

CONCEPTS = ("R1", "R2", "I1")
SCORES = ((f1_score, "f1"), (precision_score, "precision"), (recall_score, "recall"))
LABELS = st.frozensets(st.sampled_from(CONCEPTS))
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=25)
TRUTH = [frozenset(labels) for labels in (["R1"], ["R1", "R2"], ["R2"], [], [])]
GIVEN = [frozenset(labels) for labels in (["R1"], ["R1"], ["R1", "R2"], ["I1"], [])]


def table(rows):
    return np.array([[concept in row for concept in CONCEPTS] for row in rows])


def test_measures_are_those_of_a_sum_by_hand():
    found = measure(CONCEPTS, TRUTH, GIVEN)
    assert found.concepts == {
        "R1": Measured(precision=2 / 3, recall=1.0, f1=0.8, support=2),
        "R2": Measured(precision=1.0, recall=0.5, f1=2 / 3, support=2),
        "I1": Measured(precision=0.0, recall=0.0, f1=0.0, support=0),
    }
    assert found.micro == Measured(precision=3 / 5, recall=3 / 4, f1=2 / 3, support=4)
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)


def test_passages_without_a_label_are_counted_and_so_are_their_false_alarms():
    found = measure(CONCEPTS, TRUTH, GIVEN)
    assert (found.without_label, found.false_alarms) == (2, 1)


@given(PAIRS)
@settings(max_examples=50, deadline=None)
def test_measures_are_those_of_scikit_learn(pairs):
    truth, given_labels = zip(*pairs, strict=True)
    right, said = table(truth), table(given_labels)
    found = measure(CONCEPTS, truth, given_labels)
    for score, field in SCORES:
        expected = score(right, said, average=None, zero_division=0)
        assert [getattr(found.concepts[one], field) for one in CONCEPTS] == pytest.approx(expected)
        micro = score(right, said, average="micro", zero_division=0)
        assert getattr(found.micro, field) == pytest.approx(micro)
    supported = right.any(axis=0)
    each = f1_score(right, said, average=None, zero_division=0)
    assert found.macro_f1 == pytest.approx(each[supported].mean() if supported.any() else 0)


@given(PAIRS)
@settings(max_examples=20, deadline=None)
def test_the_order_of_passages_does_not_change_the_measures(pairs):
    one = measure(CONCEPTS, *zip(*pairs, strict=True))
    other = measure(CONCEPTS, *zip(*reversed(pairs), strict=True))
    assert (one.concepts, one.micro, one.macro_f1) == (other.concepts, other.micro, other.macro_f1)


def test_perfect_labels_leave_no_doubt():
    found = measure(CONCEPTS, TRUTH * 4, TRUTH * 4)
    assert (found.micro.f1, found.macro_f1) == (1.0, 1.0)
    assert found.interval == (1.0, 1.0)


def test_the_interval_lies_around_the_measure_and_shrinks_with_more_passages():
    few, many = measure(CONCEPTS, TRUTH * 4, GIVEN * 4), measure(CONCEPTS, TRUTH * 60, GIVEN * 60)
    for found in (few, many):
        assert 0 <= found.interval[0] < found.micro.f1 < found.interval[1] <= 1
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


def test_the_interval_is_the_same_every_time():
    assert measure(CONCEPTS, TRUTH, GIVEN) == measure(CONCEPTS, TRUTH, GIVEN)


def test_no_passages_give_zeros():
    found = measure(CONCEPTS, [], [])
    assert found.micro == Measured(0.0, 0.0, 0.0, 0)
    assert (found.macro_f1, found.interval, found.without_label) == (0.0, (0.0, 0.0), 0)
