"""How far the review is: pace without pauses, and what a theme still needs."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ReviewedLabel
from pipelines.review.progress import (
    NEEDED,
    Tally,
    as_when,
    day_began,
    moment_of,
    pace,
    passages_to_go,
    themes_of,
)

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Passage = tuple[str, str]


def actions(*minutes: float, passage: str = "p") -> list[Passage]:
    """One action a passage, at those minutes after nine."""
    return [
        (as_when(MORNING + timedelta(minutes=minute)), f"{passage}{number}")
        for number, minute in enumerate(minutes)
    ]


def done_of(found: list[Passage]) -> set[str]:
    return {passage for _, passage in found}


def after(found: list[Passage]) -> datetime:
    return moment_of(found[-1][0])


@given(st.integers(4, 60), st.integers(2, 600))
def test_who_takes_as_long_for_each_passage_has_that_pace(count: int, seconds: int) -> None:
    found = actions(*(number * seconds / 60 for number in range(count)))
    told = pace(found, done_of(found), after(found))
    assert told == pytest.approx(3600 / seconds)


@given(st.integers(11, 119), st.integers(4, 10), st.integers(4, 10))
def test_a_pause_changes_nothing_of_the_pace(pause: int, before: int, later: int) -> None:
    early = [float(number) for number in range(before)]
    late = [before + pause + float(number) for number in range(later)]
    found = actions(*early, *late)
    assert pace(found, done_of(found), after(found)) == pytest.approx(60)


def test_only_the_sitting_that_is_going_on_counts() -> None:
    slow, fast = actions(0, 9, 18, 27), actions(300, 301, 302, 303, passage="q")
    found = [*slow, *fast]
    assert pace(found, done_of(found), after(found)) == pytest.approx(60)
    assert pace(found, done_of(found), after(found) + timedelta(hours=3)) is None


def test_of_too_little_nothing_is_told() -> None:
    for count in range(4):
        found = actions(*range(count))
        assert pace(found, done_of(found), MORNING + timedelta(minutes=count)) is None


def test_answers_on_one_passage_are_one_passage() -> None:
    once = actions(0, 1, 2, 3)
    moments = [as_when(MORNING + timedelta(seconds=20 * number)) for number in range(10)]
    found = [(when, f"p{(number + 2) // 3}") for number, when in enumerate(moments)]
    assert pace(found, done_of(found), after(found)) == pytest.approx(
        pace(once, done_of(once), after(once))
    )


def test_what_was_left_unfinished_costs_time_but_is_no_passage() -> None:
    found = actions(*range(8))
    whole = pace(found, done_of(found), after(found))
    half = pace(found, {"p1", "p3", "p5", "p7"}, after(found))
    assert whole is not None
    assert half == pytest.approx(whole * 4 / 7)


def test_a_sheet_that_was_read_in_says_nothing_of_pace() -> None:
    found = actions(*(number / 60000 for number in range(500)))
    assert pace(found, done_of(found), after(found)) is None


@given(
    st.integers(0, 29),
    st.integers(0, 400),
    st.floats(0.001, 0.5),
    st.integers(0, 20_000),
)
def test_a_larger_sample_may_reach_what_a_smaller_does_not_and_needs_no_more(
    support: int, more: int, expected: float, extra: int
) -> None:
    judged = support + more
    small, large = (
        passages_to_go(support, judged, expected, judged + size) for size in (extra, 10**7)
    )
    assert large is not None
    assert small in (None, large)
    assert (small is None) == (large > extra)
    # Who has found one more, in as many passages, needs fewer.
    if support + 1 <= judged:
        assert (passages_to_go(support + 1, judged, expected, judged + 10**7) or 0) <= large


def test_with_enough_of_a_theme_nothing_is_to_be_done() -> None:
    assert passages_to_go(NEEDED, 80, 0.1, 100) == 0
    assert passages_to_go(NEEDED - 1, 80, 0.3, 100) is not None


def test_where_the_model_expects_none_and_none_is_found_none_is_promised() -> None:
    assert passages_to_go(0, 0, 0.0, 1000) is None


def test_before_anybody_looked_the_model_says_what_is_needed() -> None:
    assert passages_to_go(0, 0, 0.1, 1000) == 300
    assert passages_to_go(0, 0, 0.1, 299) is None


_LABELS = st.dictionaries(
    st.sampled_from(["R1", "R2", "X9"]),
    st.builds(
        ReviewedLabel,
        present=st.integers(0, 3),
        absent=st.integers(0, 3),
        blind_present=st.integers(0, 3),
        blind_absent=st.integers(0, 3),
        blind_doubt=st.integers(0, 3),
    ),
)


@given(st.lists(st.tuples(st.integers(0, 2), _LABELS), max_size=8))
def test_what_is_taken_out_of_the_tally_leaves_no_trace(
    added: list[tuple[int, Mapping[str, ReviewedLabel]]],
) -> None:
    tally = Tally(["R1", "R2"], 3)
    for group, labels in added:
        tally.add(group, labels)
    themes = themes_of(["R1", "R2"], tally, tally.judged.sum(axis=0) * 0.0, 100)
    for column, theme in enumerate(themes):
        found = [labels[theme.concept] for _, labels in added if theme.concept in labels]
        assert theme.support == sum(one.blind_present > one.blind_absent for one in found)
        assert theme.judged == sum(one.blind_present != one.blind_absent for one in found)
        assert theme.judged + theme.undecided == sum(one.is_blind for one in found)
        assert tally.judged[:, column].sum() == sum(one.is_seen for one in found)
    for group, labels in added:
        tally.add(group, labels, -1)
    assert not tally.judged.any()
    assert not tally.support.any()
    assert not tally.blind.any()
    assert not tally.undecided.any()


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_a_day_begins_at_midnight_here(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    began = moment_of(day_began(now)).astimezone()
    assert (began.hour, began.minute, began.second) == (0, 0, 0)
    assert began.date() == now.astimezone().date()
    assert day_began(now) <= as_when(now)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_the_order_of_times_is_that_of_their_texts(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    assert moment_of(as_when(whole)) == whole
    assert as_when(whole) < as_when(whole + timedelta(milliseconds=1))
