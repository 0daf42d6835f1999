"""Whether a new model is better: counted on the same passages, drawn by document."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.evaluate import ENOUGH
from classify.model_comparison import ENOUGH_DOCUMENTS, compare_models

CONCEPTS = ("R1", "R2", "R3")
LABELS = st.frozensets(st.sampled_from(CONCEPTS))
ROWS = st.lists(st.tuples(LABELS, LABELS, LABELS, st.sampled_from("abcd")), min_size=1, max_size=25)


def compared(rows):
    truth, before, after, groups = zip(*rows, strict=True)
    return compare_models(CONCEPTS, truth, before, after, groups)


def rows_of(truth, before, after, passages, documents=ENOUGH_DOCUMENTS):
    return [
        (frozenset(truth), frozenset(before), frozenset(after), f"document {row % documents}")
        for row in range(passages)
    ]


@given(ROWS)
@settings(deadline=None)
def test_a_model_is_never_better_than_itself(rows):
    found = compared([(truth, before, before, group) for truth, before, _, group in rows])
    assert found.difference == 0
    assert found.interval in (None, (0.0, 0.0))
    assert not found.is_better


@given(ROWS)
@settings(deadline=None)
def test_the_other_way_round_the_difference_is_the_opposite(rows):
    one = compared(rows)
    other = compared([(truth, after, before, group) for truth, before, after, group in rows])
    assert one.difference == -other.difference
    assert (one.before, one.after) == (other.after, other.before)
    assert not (one.is_better and other.is_better)
    if one.interval is not None:
        assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]))
        assert one.share_better + other.share_better <= 1


@given(ROWS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_passages_has_no_influence(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert compared(mixed) == compared(rows)


def test_who_finds_all_is_better_than_who_finds_nothing():
    found = compared(rows_of({"R1"}, (), {"R1"}, ENOUGH))
    assert found.is_better
    assert (found.difference, found.share_better) == (1, 1)
    assert found.documents == ENOUGH_DOCUMENTS


def test_below_thirty_labels_nothing_is_decided():
    found = compared(rows_of({"R1"}, (), {"R1"}, ENOUGH - 1))
    assert found.difference == 1
    assert not found.has_enough
    assert not found.is_better


def test_a_few_documents_decide_nothing_however_many_labels_they_hold():
    for documents in (1, ENOUGH_DOCUMENTS - 1):
        found = compared(rows_of({"R1"}, (), {"R1"}, 4 * ENOUGH, documents))
        assert (found.documents, found.share_better) == (documents, 1)
        assert not found.has_enough
        assert not found.is_better


def test_documents_without_labels_do_not_count():
    """The labels of one document are one chance event, whatever stands beside it."""
    rows = rows_of({"R1"}, (), {"R1"}, ENOUGH, documents=1)
    rows += [
        (frozenset(labels), frozenset(), frozenset(), f"empty {row}")
        for row in range(20)
        for labels in ((), {"I1"})
    ]
    found = compared(rows)
    assert found.documents == 1
    assert not found.is_better


def test_of_equal_models_one_is_seldom_called_better():
    generator = np.random.default_rng(1)
    better, times = 0, 150
    for _ in range(times):
        chances = generator.beta(6, 3, size=ENOUGH_DOCUMENTS)
        said = generator.random((2, 60)) < np.resize(chances, 60)
        rows = [
            (frozenset({"R1"}), *(frozenset({"R1"} if one else ()) for one in both), str(row % 8))
            for row, both in enumerate(said.T)
        ]
        better += compared(rows).is_better
    assert better / times < 0.16


def test_what_is_better_in_one_document_of_nine_only_is_not_sure_enough():
    """Drawn by passage this gain would be sure; drawn by document it is one chance event."""
    rows = rows_of({"R1"}, {"R1"}, {"R1"}, 80)
    rows += [(frozenset({"R1"}), frozenset(), frozenset({"R1"}), "another")] * 40
    found = compared(rows)
    assert found.difference > 0.1
    assert found.share_better < 0.9
    assert not found.is_better


def test_without_passages_there_is_no_interval():
    found = compare_models(CONCEPTS, [], [], [], [])
    assert (found.interval, found.share_better, found.is_better) == (None, None, False)


def test_labels_of_other_concepts_do_not_count():
    rows = rows_of({"R1", "I1"}, {"R1", "I2"}, {"R1"}, ENOUGH)
    assert compared(rows).difference == 0
