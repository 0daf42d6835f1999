"""Measures: against a sum by hand, and against those of scikit-learn."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from classify.evaluate import ENOUGH, Measured, measure, measure_groups, rolled_up

CONCEPTS = ("R1", "R2", "I1")
SCORES = ((f1_score, "f1"), (precision_score, "precision"), (recall_score, "recall"))
LABELS = st.frozensets(st.sampled_from(CONCEPTS))
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=25)
TRUTH = [frozenset(labels) for labels in (["R1"], ["R1", "R2"], ["R2"], [], [])]
GIVEN = [frozenset(labels) for labels in (["R1"], ["R1"], ["R1", "R2"], ["I1"], [])]
COUNTS = ("hits", "given", "support")


def table(rows):
    return np.array([[concept in row for concept in CONCEPTS] for row in rows])


def counts(one):
    return tuple(getattr(one, name) for name in COUNTS)


def test_measures_are_those_of_a_sum_by_hand():
    found = measure(CONCEPTS, TRUTH, GIVEN)
    assert {name: counts(one) for name, one in found.concepts.items()} == {
        "R1": (2, 3, 2),
        "R2": (1, 1, 2),
        "I1": (0, 1, 0),
    }
    shares = [(one.precision, one.recall, one.f1) for one in found.concepts.values()]
    assert shares == [(2 / 3, 1.0, 0.8), (1.0, 0.5, 2 / 3), (0.0, 0.0, 0.0)]
    micro = found.micro
    assert (micro.precision, micro.recall, micro.f1, micro.support) == (3 / 5, 3 / 4, 2 / 3, 4)
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)


def test_passages_without_a_label_are_counted_and_so_are_their_false_alarms():
    found = measure(CONCEPTS, TRUTH, GIVEN)
    assert (found.passages, found.without_label, found.false_alarms) == (5, 2, 1)
    assert found.false_alarm_share == 0.5


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
def test_the_counts_of_concepts_add_up_to_those_of_all_labels(pairs):
    found = measure(CONCEPTS, *zip(*pairs, strict=True))
    added = tuple(map(sum, zip(*map(counts, found.concepts.values()), strict=True)))
    assert counts(found.micro) == added
    assert added == (
        sum(len(right & said) for right, said in pairs),
        sum(len(said) for _, said in pairs),
        sum(len(right) for right, _ in pairs),
    )


@given(PAIRS, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_passages_changes_nothing_not_even_an_interval(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    one = measure(CONCEPTS, *zip(*pairs, strict=True))
    assert one == measure(CONCEPTS, *zip(*shuffled, strict=True))


@given(PAIRS)
@settings(max_examples=20, deadline=None)
def test_every_interval_is_a_range_of_shares(pairs):
    found = measure(CONCEPTS, *zip(*pairs, strict=True))
    measured = [*found.concepts.values(), found.micro]
    for low, high in (*(one.interval for one in measured), found.macro_interval):
        assert 0 <= low <= high <= 1


def test_perfect_labels_leave_no_doubt_however_rare_they_are():
    truth = [*TRUTH * 4, frozenset(["I1"])]
    found = measure(CONCEPTS, truth, truth)
    for one in (*found.concepts.values(), found.micro):
        assert (one.f1, one.interval) == (1.0, (1.0, 1.0))
    assert (found.macro_f1, found.macro_interval) == (1.0, (1.0, 1.0))
    assert found.false_alarms == 0


def test_the_interval_lies_around_the_measure_and_shrinks_with_more_passages():
    few, many = (measure(CONCEPTS, TRUTH * times, GIVEN * times) for times in (4, 60))
    for found in (few, many):
        for one in (found.micro, found.concepts["R1"], found.concepts["R2"]):
            assert 0 <= one.interval[0] < one.f1 < one.interval[1] <= 1
        assert found.macro_interval[0] < found.macro_f1 < found.macro_interval[1]
    assert np.diff(many.micro.interval) < np.diff(few.micro.interval)


def test_the_interval_is_that_of_drawing_passages_with_replacement():
    """The slow way: draw row by row, with another seed; 1,000 draws leave a few hundredths."""
    truth, given_labels = TRUTH * 12, GIVEN * 12
    right, said = table(truth), table(given_labels)
    draws = np.random.default_rng(7).integers(0, len(truth), (4000, len(truth)))
    hits = (right & said).sum(axis=1)[draws].sum(axis=1)
    found = (right.sum(axis=1) + said.sum(axis=1))[draws].sum(axis=1)
    expected = np.quantile(2 * hits / found, [0.025, 0.975])
    assert measure(CONCEPTS, truth, given_labels).micro.interval == pytest.approx(
        expected, abs=0.02
    )


def test_no_passages_give_zeros():
    found = measure(CONCEPTS, [], [])
    assert found.micro == Measured(0, 0, 0)
    assert (found.micro.precision, found.micro.recall, found.micro.f1) == (0.0, 0.0, 0.0)
    assert (found.macro_f1, found.macro_interval, found.without_label) == (0.0, (0.0, 0.0), 0)
    assert found.false_alarm_share == 0.0


def test_judgements_and_labels_must_be_of_the_same_passages():
    with pytest.raises(ValueError, match="5 passages were judged and 4 were labelled"):
        measure(CONCEPTS, TRUTH, GIVEN[:-1])


def test_figures_on_few_labels_say_so():
    assert Measured(1, 1, ENOUGH - 1).too_few
    assert not Measured(1, 1, ENOUGH).too_few


@given(st.lists(st.tuples(LABELS, LABELS, st.sampled_from("abc")), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_groups_hold_every_passage_once_and_the_largest_comes_first(rows):
    truth, given_labels, groups = zip(*rows, strict=True)
    found = measure_groups(CONCEPTS, truth, given_labels, groups)
    sizes = [one.passages for one in found.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert {name: one.passages for name, one in found.items()} == {
        name: groups.count(name) for name in groups
    }
    whole = measure(CONCEPTS, truth, given_labels)
    for field in fields(whole.micro)[:3]:
        parts = [getattr(one.micro, field.name) for one in found.values()]
        assert sum(parts) == getattr(whole.micro, field.name)


def test_labels_roll_up_to_what_they_belong_to():
    parents = {"R1": "D1", "R2": "D1"}
    rows = [frozenset(["R1", "R2"]), frozenset(["R2", "I1"]), frozenset(["I1"]), frozenset()]
    assert rolled_up(rows, parents) == [frozenset(["D1"]), frozenset(["D1"]), *[frozenset()] * 2]
