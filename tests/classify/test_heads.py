"""Heads: what can be separated is learnt, and a segment head finds the segment that tells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from classify.heads import fit_head, fit_segment_head, fit_vector_head
from classify.linear_head import Head, best_of

NOTHING = -6.0


def one_hot(features, width):
    """One row for each feature, with a one in its column."""
    return sparse.csr_matrix(np.eye(width, dtype=np.float32)[list(features)])


def test_scores_can_be_counted_by_hand():
    head = Head(np.array([[1, -2], [0.5, 4]], np.float16), np.array([0.25, -1], np.float16))
    inputs = np.array([[2, 1], [0, 0]], np.float32)
    expected = [[2 + 0.5 + 0.25, -4 + 4 - 1], [0.25, -1]]
    np.testing.assert_allclose(head.scores(inputs), expected)
    np.testing.assert_allclose(head.scores(sparse.csr_matrix(inputs)), expected)
    assert head.scores(inputs).dtype == np.float32


def test_a_separable_set_is_learnt():
    which = np.tile([0, 1, 2], 10)
    truth = np.stack([which == 0, which == 1], axis=1)
    head = fit_head(one_hot(which, 3), truth)
    assert (head.weights.shape, head.intercepts.shape) == ((3, 2), (2,))
    assert ((head.scores(one_hot(which, 3)) > 0) == truth).all()


def test_a_concept_without_examples_scores_low_and_one_without_others_scores_high():
    truth = np.array([[False, True]] * 4)
    scores = fit_head(one_hot([0, 1, 0, 1], 2), truth).scores(one_hot([0, 1], 2))
    assert (scores[:, 0] <= NOTHING).all()
    assert (scores[:, 1] >= -NOTHING).all()


def test_the_same_examples_give_the_same_head():
    which = np.random.default_rng(1).integers(0, 5, 60)
    inputs, truth = one_hot(which, 5), which[:, None] == np.arange(3)
    one, other = fit_head(inputs, truth), fit_head(inputs, truth)
    np.testing.assert_array_equal(one.weights, other.weights)
    np.testing.assert_array_equal(one.intercepts, other.intercepts)


def test_a_vector_head_has_a_column_a_concept_and_knows_its_own_direction():
    generator = np.random.default_rng(2)
    which = np.tile([0, 1, 2], 30)
    vectors = np.eye(8)[which] + generator.normal(0, 0.05, (90, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    truth = which[:, None] == np.arange(3)
    head = fit_vector_head(vectors, truth)
    assert (head.weights.shape, head.intercepts.shape) == ((8, 3), (3,))
    assert (head.weights.dtype, head.intercepts.dtype) == (np.float16, np.float16)
    assert (head.scores(vectors).argmax(axis=1) == which).all()


def test_a_vector_head_of_one_concept_has_one_column():
    head = fit_vector_head(np.eye(4, dtype=np.float32), np.eye(4, dtype=np.bool_)[:, :1])
    assert head.weights.shape == (4, 1)
    assert head.scores(np.eye(4, dtype=np.float32)).shape == (4, 1)


TELLING, FIRST_NOISE, WIDTH = 0, 1, 12
"""Feature 0 carries the label; the others are what passages talk about besides."""


def passages_of_two_segments(count):
    """Half of the passages have a telling segment, by turns the first and the second.

    All segments are about something else too, drawn from the same things.
    """
    noise = np.random.default_rng(3).integers(FIRST_NOISE, WIDTH, 2 * count)
    inputs = np.eye(WIDTH, dtype=np.float32)[noise]
    labelled = np.arange(0, count, 2)
    telling = 2 * labelled + (labelled // 2) % 2
    inputs[telling] = np.eye(WIDTH, dtype=np.float32)[TELLING]
    truth = np.zeros((count, 1), dtype=np.bool_)
    truth[labelled] = True
    return sparse.csr_matrix(inputs), np.repeat(np.arange(count), 2), truth, telling


def without_clauses(width=WIDTH):
    return sparse.csr_matrix((0, width), dtype=np.float32), np.zeros((0, 1), dtype=np.bool_)


def test_the_segment_head_finds_which_of_two_segments_carries_the_label():
    segments, owners, truth, telling = passages_of_two_segments(60)
    together = sparse.csr_matrix(segments[::2] + segments[1::2])
    head = fit_segment_head(segments, owners, truth, *without_clauses(), fit_head(together, truth))
    scores = head.scores(segments)[:, 0]
    assert (scores[telling] > 0).all()
    others = np.setdiff1d(np.arange(len(owners)), telling)
    assert (scores[others] < 0).all()


def test_a_segment_beside_the_telling_one_is_no_example_against():
    # Feature 1 stands in labelled passages alone, always beside the telling feature 0. Nothing says
    # that it carries the label, and nothing says that it does not.
    segments = one_hot([0, 1] * 20 + [2, 2] * 20, 3)
    owners, truth = np.repeat(np.arange(40), 2), np.repeat([[True], [False]], 20, axis=0)
    start = Head(np.array([[4], [0], [-4]], np.float16), np.zeros(1, np.float16))
    head = fit_segment_head(segments, owners, truth, *without_clauses(3), start)
    beside, against = head.weights[1, 0], head.weights[2, 0]
    assert beside == 0
    assert against < 0


def test_clauses_teach_the_segment_head_which_words_carry_the_label():
    # From the passages alone the two features cannot be told apart.
    segments = one_hot([0, 1] * 20 + [2, 2] * 20, 3)
    owners, truth = np.repeat(np.arange(40), 2), np.repeat([[True], [False]], 20, axis=0)
    start = Head(np.array([[1], [1], [-1]], np.float16), np.zeros(1, np.float16))
    clauses = one_hot([0, 1] * 10, 3), np.tile([[True], [False]], (10, 1))
    scores = fit_segment_head(segments, owners, truth, *clauses, start).scores(one_hot([0, 1], 3))
    assert scores[0, 0] > scores[1, 0]


@given(st.lists(st.lists(st.floats(-9, 9, width=32), max_size=4), max_size=6), st.randoms())
def test_the_best_of_a_passage_is_its_highest_segment_in_any_order(passages, random):
    rows = [(owner, score) for owner, scores in enumerate(passages) for score in scores]
    random.shuffle(rows)
    scores = np.array([score for _, score in rows], dtype=np.float32).reshape(-1, 1)
    owners = np.array([owner for owner, _ in rows], dtype=np.int64)
    found = best_of(scores, owners, len(passages))[:, 0]
    assert found == pytest.approx([max(some, default=-np.inf) for some in passages])
