"""Intervals: they hold what was found, widen where less is known, and are the same every time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from report.intervals import (
    clustered_wilson,
    difference,
    percentile_bounds,
    resampled,
    wilson,
)

COUNTS = st.integers(1, 400).flatmap(
    lambda total: st.tuples(st.integers(0, total), st.just(total)),
)


@given(COUNTS)
def test_a_share_lies_inside_its_interval_and_the_interval_between_0_and_1(counts):
    hits, total = counts
    low, high = wilson(hits, total)
    assert 0 <= low <= round(hits / total, 4) <= high <= 1


def test_wilson_gives_the_known_values_of_the_handbooks():
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_of_nothing_there_is_no_share():
    assert wilson(0, 0) is None
    assert difference((0, 1), (0, 2)) is None


@given(COUNTS, st.integers(2, 9))
def test_more_of_the_same_narrows(counts, times):
    few, many = wilson(*counts), wilson(counts[0] * times, counts[1] * times)
    assert many.high - many.low < few.high - few.low


@given(COUNTS, COUNTS)
def test_a_difference_lies_inside_its_interval_and_turns_with_the_order(one, two):
    hits, totals = (one[0], two[0]), (one[1], two[1])
    low, high = difference(hits, totals)
    found = two[0] / two[1] - one[0] / one[1]
    assert low - 1e-4 <= found <= high + 1e-4
    assert difference(hits[::-1], totals[::-1]) == pytest.approx((-high, -low), abs=2e-4)


def test_newcombe_gives_the_values_of_his_own_example():
    assert difference((48, 56), (80, 70)) == pytest.approx((0.0524, 0.3339), abs=1e-4)


@given(
    arrays(np.int64, st.integers(1, 12), elements=st.integers(1, 40)),
    st.randoms(use_true_random=False),
)
def test_clusters_never_make_surer_than_loose_observations(totals, random):
    hits = np.array([random.randint(0, total) for total in totals], dtype=float)
    low, high = clustered_wilson(hits, totals.astype(float))
    loose = wilson(hits.sum(), totals.sum())
    assert low <= loose.low + 1e-4
    assert high >= loose.high - 1e-4
    assert 0 <= low <= round(hits.sum() / totals.sum(), 4) <= high <= 1


def test_deals_that_differ_widen_and_deals_that_agree_do_not():
    totals = np.full(6, 20.0)
    agreeing = clustered_wilson(np.full(6, 10.0), totals)
    differing = clustered_wilson(np.array([20.0, 0, 20, 0, 20, 0]), totals)
    assert agreeing == pytest.approx(wilson(60, 120), abs=1e-4)
    assert differing[1] - differing[0] > 2 * (agreeing[1] - agreeing[0])


def test_a_cluster_of_nothing_has_no_share():
    assert np.isnan(clustered_wilson(np.zeros(3), np.zeros(3))).all()


@given(st.integers(1, 30))
def test_every_sample_is_as_large_as_what_it_was_drawn_from(units):
    draws = resampled(units, 50)
    assert draws.shape == (50, units)
    assert (draws.sum(axis=1) == units).all()
    assert (draws == resampled(units, 50)).all()


def test_bounds_hold_what_was_found_and_silence_where_draws_are_silent():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, np.nan]])
    low, high = percentile_bounds(values, np.array([9.0, 1.0]))
    assert low[0] < 1.1
    assert high[0] == 9.0
    assert np.isnan([low[1], high[1]]).all()
