"""Calibration: the bins hold every cell once, and the sums of it are those of a sum by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from classify.calibration import BINS, calibrate

CHANCES = st.integers(0, 10_000).map(lambda number: number / 10_000)
CELLS = st.lists(st.tuples(CHANCES, st.booleans()), min_size=1, max_size=60)


def of(cells):
    chances, facts = zip(*cells, strict=True)
    return calibrate(np.array(chances), np.array(facts))


def test_a_sum_by_hand():
    found = of([(0.05, False), (0.05, False), (0.05, True), (0.95, True)])
    first, last = found.bins[0], found.bins[-1]
    assert (first.cells, first.mean_probability) == (3, pytest.approx(0.05))
    assert first.share_true == pytest.approx(1 / 3)
    assert (last.cells, last.mean_probability, last.share_true) == (1, 0.95, 1.0)
    assert found.brier == pytest.approx((2 * 0.05**2 + 0.95**2 + 0.05**2) / 4)
    assert found.expected_error == pytest.approx((3 * (1 / 3 - 0.05) + 0.05) / 4)


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_every_cell_is_in_the_bin_of_its_probability(cells):
    found = of(cells)
    assert len(found.bins) == BINS
    assert sum(one.cells for one in found.bins) == found.cells == len(cells)
    assert found.true_cells == sum(fact for _, fact in cells)
    for one in found.bins:
        if one.cells:
            assert one.low - 1e-9 <= one.mean_probability <= one.high + 1e-9


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_the_brier_score_is_that_of_scikit_learn_and_bounds_the_expected_error(cells):
    chances, facts = zip(*cells, strict=True)
    found = of(cells)
    assert found.brier == pytest.approx(brier_score_loss(facts, chances, pos_label=True))
    assert 0 <= found.expected_error**2 <= found.brier + 1e-9


@given(CELLS, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_cells_changes_nothing(cells, random):
    assert of(cells) == of(random.sample(cells, len(cells)))


def test_certain_and_right_is_perfect_and_certain_and_wrong_the_worst():
    right = of([(1.0, True), (0.0, False)])
    wrong = of([(1.0, False), (0.0, True)])
    assert (right.brier, right.expected_error) == (0.0, 0.0)
    assert (wrong.brier, wrong.expected_error) == (1.0, 1.0)


def test_no_cells_give_zeros():
    found = calibrate(np.zeros((0, 3)), np.zeros((0, 3), dtype=bool))
    assert (found.cells, found.true_cells, found.brier, found.expected_error) == (0, 0, 0.0, 0.0)


def test_probabilities_and_truth_must_have_one_shape():
    with pytest.raises(ValueError, match="probabilities for"):
        calibrate(np.zeros((2, 3)), np.zeros((3, 2), dtype=bool))
