"""The linear model: what it learns, what it refuses to learn, and that it does not peek."""

import numpy as np
import pytest

from classify.linear import fit_linear, held_out_linear


@pytest.fixture
def vectors():
    """Forty unit vectors, in turn along each of four axes, with a little noise."""
    noise = np.random.default_rng(1).normal(0, 0.05, (40, 4))
    rows = np.tile(np.eye(4), (10, 1)) + noise
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def truth():
    """The first concept along the first axis, the second along the second and third."""
    axis = np.tile(np.arange(4), 10)
    return np.stack([axis == 0, np.isin(axis, [1, 2])], axis=1)


def test_weights_tell_passages_with_a_label_from_those_without(vectors, truth):
    weights, intercepts = fit_linear(vectors, truth)
    assert weights.shape == (2, 4)
    np.testing.assert_array_equal(vectors @ weights.T + intercepts > 0, truth)


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_concept_of_all_or_no_passages_has_weights_of_zero(vectors, truth, everywhere):
    truth[:, 1] = everywhere
    weights, intercepts = fit_linear(vectors, truth)
    assert weights[0].any()
    assert not weights[1].any()
    assert intercepts[1] == 0


def test_held_out_scores_find_labels_that_other_documents_show(vectors, truth):
    groups = [f"document {number // 4}" for number in range(40)]
    np.testing.assert_array_equal(held_out_linear(vectors, truth, groups) > 0, truth)


def test_held_out_scores_know_nothing_that_only_their_own_document_shows(vectors):
    only_here = np.arange(40)[:, None] < 4
    groups = [f"document {number // 4}" for number in range(40)]
    scores = held_out_linear(vectors, only_here, groups)
    # Elsewhere the model has seen the label; in its own document it has seen none and says 0.
    assert not scores[:4].any()
    assert scores[4:].any()


@pytest.mark.parametrize("documents", [2, 5, 7, 8, 10])
def test_a_few_documents_are_enough_for_held_out_scores(vectors, truth, documents):
    groups = [f"document {number % documents}" for number in range(40)]
    assert held_out_linear(vectors, truth, groups).shape == (40, 2)
