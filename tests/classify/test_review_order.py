"""The order in which passages are asked: what may bring one forward, and what may not."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classify.review_order import Reason, blind_rank, is_blind, priorities

CONCEPTS, GROUPS = 4, 3
LIMITS = np.array([0.5, 0.3, 0.25, 0.7])


@st.composite
def questions(draw):
    """Probabilities, votes of another tagger, thresholds, what was judged, and groups."""
    shape = (draw(st.integers(1, 30)), CONCEPTS)
    return (
        draw(arrays(np.float64, shape, elements=st.integers(0, 50).map(lambda one: one / 50))),
        draw(arrays(np.float64, shape, elements=st.integers(-20, 20))),
        LIMITS,
        draw(arrays(np.int64, (GROUPS, CONCEPTS), elements=st.integers(0, 200))),
        draw(arrays(np.int64, shape[0], elements=st.integers(0, GROUPS - 1))),
    )


def sure(passages, chance=0.02):
    """Passages of which nothing is in doubt, and in which both taggers agree."""
    return np.full((passages, CONCEPTS), chance), np.zeros((passages, CONCEPTS))


@given(questions(), arrays(np.int64, (GROUPS, CONCEPTS), elements=st.integers(0, 50)))
@settings(max_examples=150, deadline=None)
def test_what_was_judged_more_often_never_comes_forward(given_, more):
    *numbers, judged, groups = given_
    before = priorities(*numbers, judged, groups).values
    after = priorities(*numbers, judged + more, groups).values
    assert (after <= before).all()


@given(questions())
@settings(max_examples=150, deadline=None)
def test_what_was_judged_never_takes_all_value_away(given_):
    *numbers, judged, groups = given_
    without = priorities(*numbers, judged * 0, groups).values
    found = priorities(*numbers, judged + 10**9, groups).values
    assert (found[without > 1e-6] > 0).all()


@given(questions(), st.integers(0, CONCEPTS - 1), st.sampled_from([0.0, 1.0]))
@settings(max_examples=150, deadline=None)
def test_doubt_is_never_behind_certainty_with_like_votes_and_weight(given_, concept, certain):
    chances, votes, limits, judged, groups = given_
    chances = np.vstack([chances, chances[:1], chances[:1]])
    votes = np.vstack([votes, votes[:1], votes[:1]])
    groups = np.append(groups, [groups[0], groups[0]])
    chances[-2], chances[-1, :] = certain, certain
    chances[-1, concept] = limits[concept]
    # One weight for all: else a concept that was never judged may win by that.
    judged[groups[0]] = judged[groups[0], 0]
    found = priorities(chances, votes, limits, judged, groups).values
    assert found[-1] >= found[-2]


@given(questions())
@settings(max_examples=150, deadline=None)
def test_the_scale_of_the_other_tagger_does_not_matter(given_):
    chances, votes, *others = given_
    found = priorities(chances, votes, *others)
    for scale in (3 * votes - 7, votes**3 + votes, np.exp(votes / 5)):
        other = priorities(chances, scale, *others)
        assert np.array_equal(found.values, other.values)
        assert np.array_equal(found.concepts, other.concepts)
        assert np.array_equal(found.reasons, other.reasons)


@given(questions(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_passages_have_the_same_value_in_any_order_and_equals_stay_in_theirs(given_, drawn):
    chances, votes, limits, judged, groups = given_
    rows = np.array(drawn.sample(range(len(groups)), len(groups)))
    found = priorities(chances, votes, limits, judged, groups)
    mixed = priorities(chances[rows], votes[rows], limits, judged, groups[rows])
    assert np.array_equal(mixed.values, found.values[rows])
    values = found.values[found.order]
    assert (np.diff(values) <= 0).all()
    assert (np.diff(found.order)[np.diff(values) == 0] > 0).all()


@given(questions())
@settings(max_examples=100, deadline=None)
def test_a_tagger_that_ranks_alike_or_says_nothing_disagrees_nowhere(given_):
    chances, votes, *others = given_
    for same in (np.exp(chances), np.zeros_like(votes)):
        found = priorities(chances, same, *others)
        assert (found.reasons != Reason.DISAGREEMENT).all()


def test_the_passage_nearest_to_the_threshold_of_its_concept_comes_first():
    chances, votes = sure(20)
    chances[7, 1], chances[12, 3], chances[3, 0] = 0.3, 0.66, 0.9
    found = priorities(chances, votes, LIMITS, np.zeros((1, 4), int), np.zeros(20, int))
    assert found.order[:3].tolist() == [7, 12, 3]
    assert found.concepts[[7, 12, 3]].tolist() == [1, 3, 0]
    assert found.reasons[[7, 12]].tolist() == [Reason.UNCERTAIN] * 2


def test_where_the_other_tagger_says_the_opposite_that_is_the_reason():
    chances, votes = sure(200)
    chances[:10, 2] = 0.97
    votes[:, 2] = np.linspace(0.4, 0.0, 200)
    votes[4, 2], votes[150, 2] = -1.0, 5.0
    found = priorities(chances, votes, LIMITS, np.zeros((1, 4), int), np.zeros(200, int))
    assert set(found.order[:2].tolist()) == {4, 150}
    assert found.concepts[[4, 150]].tolist() == [2, 2]
    assert found.reasons[[4, 150]].tolist() == [Reason.DISAGREEMENT] * 2


@given(questions(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_what_no_word_speaks_for_and_is_unlikely_is_never_asked_for_a_difference(given_, drawn):
    chances, votes, *others = given_
    worded = np.array([[drawn.random() < 0.5 for _ in row] for row in chances])
    found = priorities(chances, votes, *others, worded)
    for row, concept in enumerate(found.concepts):
        if found.reasons[row] == Reason.DISAGREEMENT:
            assert chances[row, concept] >= 0.1 or worded[row, concept]
    assert (found.values <= priorities(chances, votes, *others).values).all()


def test_who_sees_more_of_the_concept_is_told():
    chances, votes = sure(200)
    chances[:10, 2] = 0.97
    votes[:, 2] = np.linspace(0.4, 0.0, 200)
    votes[4, 2], votes[150, 2] = -1.0, 5.0
    found = priorities(chances, votes, LIMITS, np.zeros((1, 4), int), np.zeros(200, int))
    assert found.is_more[[4, 150]].tolist() == [True, False]


def test_of_like_passages_those_of_the_group_with_few_judgements_come_first():
    chances, votes = sure(30)
    chances[:, 0] = 0.45
    groups = np.array([0] * 20 + [1] * 10)
    judged = np.array([[90, 90, 90, 90], [2, 90, 90, 90]])
    found = priorities(chances, votes, LIMITS, judged, groups)
    assert (found.order[:10] >= 20).all()
    assert (found.reasons[20:] == Reason.SCARCE).all()
    assert (found.reasons[:20] == Reason.UNCERTAIN).all()


def test_without_passages_there_is_nothing_to_ask():
    none = np.zeros((0, CONCEPTS))
    found = priorities(none, none, LIMITS, np.zeros((1, 4), int), np.zeros(0, int))
    assert len(found.order) == len(found.reasons) == 0


def test_the_random_sample_is_the_same_everywhere_and_a_fifth_of_all():
    names = [f"{number:016x}" for number in range(20_000)]
    ranks = np.array([blind_rank(name) for name in names])
    # Four standard deviations of a draw of 20,000.
    assert abs(np.mean([is_blind(name) for name in names]) - 0.2) < 0.012
    assert np.abs(np.sort(ranks) - np.linspace(0, 1, len(ranks))).max() < 0.012
    assert [round(blind_rank(name), 6) for name in ("a", "b")] == [0.075373, 0.940427]


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_sample_holds_the_smaller_one(name, one, other):
    low, high = sorted((one, other))
    assert is_blind(name, low) <= is_blind(name, high)
    assert (is_blind(name, 0), is_blind(name, 1)) == (False, True)
