"""The label matrix: rows x concepts, where NaN means that there was nothing to read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.matrix import LabelMatrix

CONCEPTS = ("R1", "R2", "I1")
SHARES = st.floats(0, 1, width=32)
ROWS = st.lists(st.none() | st.fixed_dictionaries(dict.fromkeys(CONCEPTS, SHARES)), max_size=5)


def matrix_of(rows):
    return LabelMatrix.of({f"p{number}": row for number, row in enumerate(rows)}, CONCEPTS)


def thresholds(value):
    return dict.fromkeys(CONCEPTS, value)


def test_columns_stand_in_taxonomy_order_whatever_the_order_of_the_scores():
    matrix = LabelMatrix.of({"p": {"I1": 0.3, "R2": 0.2, "R1": 0.1}}, CONCEPTS)
    assert matrix.concepts == CONCEPTS
    np.testing.assert_allclose(matrix.values, [[0.1, 0.2, 0.3]])


def test_a_row_with_nothing_to_read_is_not_a_row_of_zeros():
    matrix = matrix_of([None, thresholds(0.0)])
    assert np.isnan(matrix.values[0]).all()
    assert not matrix.values[1].any()


@pytest.mark.parametrize("shape", [(1, 3), (2, 2), (3, 2), (6,), (2, 3, 1)])
def test_values_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match="2 rows x 3 concepts"):
        LabelMatrix(("a", "b"), CONCEPTS, np.zeros(shape, np.float32))


def test_a_score_that_is_missing_is_an_error_and_no_zero():
    with pytest.raises(KeyError, match="I1"):
        LabelMatrix.of({"p": {"R1": 0.1, "R2": 0.2}}, CONCEPTS)


@pytest.mark.parametrize("threshold", [-1.0, 0.0, 0.5])
def test_nothing_to_read_is_never_decided(threshold):
    assert not matrix_of([None]).decided(thresholds(threshold)).any()


@pytest.mark.parametrize("value", [0.1, 0.35, 0.5, 0.7])
def test_a_probability_at_its_threshold_is_decided(value):
    assert matrix_of([thresholds(value)]).decided(thresholds(value)).all()
    assert not matrix_of([thresholds(value - 1e-4)]).decided(thresholds(value)).any()


def test_each_concept_has_its_own_threshold():
    decided = matrix_of([thresholds(0.5)]).decided({"R1": 0.4, "R2": 0.6, "I1": 0.5})
    assert decided.tolist() == [[True, False, True]]


def test_a_part_of_the_columns_keeps_the_order_of_the_matrix():
    part = matrix_of([{"R1": 0.1, "R2": 0.2, "I1": 0.3}, None]).only(["I1", "R1", "R9"])
    assert part.concepts == ("R1", "I1")
    np.testing.assert_allclose(part.values, [[0.1, 0.3], [np.nan, np.nan]])


@given(ROWS)
@settings(max_examples=50, deadline=None)
def test_a_matrix_has_a_float32_row_for_each_passage(rows):
    matrix = matrix_of(rows)
    assert matrix.values.shape == (len(rows), 3)
    assert matrix.values.dtype == np.float32
    assert np.isnan(matrix.values).all(axis=1).tolist() == [row is None for row in rows]


@given(ROWS, SHARES, SHARES)
@settings(max_examples=50, deadline=None)
def test_a_higher_threshold_never_adds_a_label(rows, one, other):
    low, high = sorted([one, other])
    matrix = matrix_of(rows)
    assert (matrix.decided(thresholds(high)) <= matrix.decided(thresholds(low))).all()
