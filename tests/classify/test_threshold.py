"""Thresholds: the best F on held-out probabilities, careful where there are few positives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import fbeta_score

from classify.threshold import choose_thresholds, f_score

COLUMNS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


def column(*groups):
    """One concept from (number of passages, probability, label) groups."""
    probabilities = [p for count, p, _ in groups for _ in range(count)]
    truth = [label for count, _, label in groups for _ in range(count)]
    return np.array(probabilities)[:, None], np.array(truth, dtype=bool)[:, None]


def test_the_lowest_threshold_that_parts_the_labels_is_chosen():
    probabilities, truth = column((30, 0.7, True), (30, 0.5, False))
    assert choose_thresholds(probabilities, truth).tolist() == [0.51]


def test_a_concept_without_positives_gets_the_common_threshold():
    probabilities, truth = column((30, 0.7, True), (30, 0.5, False))
    both = np.hstack([probabilities, np.full_like(probabilities, 0.2)])
    assert choose_thresholds(both, np.hstack([truth, truth & False])).tolist() == [0.51, 0.51]


def test_with_two_hundred_positives_a_concept_goes_halfway_to_its_own_threshold():
    many, many_truth = column((600, 0.7, True), (600, 0.5, False))
    few, few_truth = column((200, 0.3, True), (1000, 0.2, False))
    chosen = choose_thresholds(np.hstack([many, few]), np.hstack([many_truth, few_truth]))
    # Together 0.51 is best; the second alone would take 0.21, with 200 / (200 + 200) of the weight.
    assert chosen.tolist() == [0.51, 0.36]


@given(COLUMNS)
@settings(max_examples=50, deadline=None)
def test_thresholds_stay_between_fifteen_and_eighty_per_cent(rows):
    probabilities = np.array([[p] for p, _ in rows])
    truth = np.array([[label] for _, label in rows])
    (chosen,) = choose_thresholds(probabilities, truth)
    assert 0.15 <= chosen <= 0.8


@given(COLUMNS, st.floats(0, 1), st.floats(0.25, 4))
@settings(max_examples=50, deadline=None)
def test_f_is_that_of_scikit_learn(rows, limit, weight):
    truth = np.array([label for _, label in rows])
    decided = np.array([p >= limit for p, _ in rows])
    np.testing.assert_allclose(
        f_score(truth, decided, weight),
        fbeta_score(truth, decided, beta=weight, zero_division=0),
    )
