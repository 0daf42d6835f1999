"""What judgements come to: the last verdict of each reviewer, whatever the order of the lines."""

from dataclasses import replace
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_strategies import JUDGEMENTS, judgement, moment

from corpus.judgements.standing import (
    SLIP,
    last_blind_verdicts,
    last_verdicts,
    reviewed_labels,
    sees_labels,
)
from corpus.records import Review, ReviewedLabel, Seen, Verdict
from corpus.store.rows import judgement_id

LOGS = st.lists(JUDGEMENTS, max_size=30)
LATER = moment(1000)


def place_of(one):
    return one.passage_id, one.concept, one.reviewer


ASKED = ("R1",)
"""All that a passage is asked about, in tests in which that does not matter."""


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_the_last_verdict_of_each_reviewer_counts(log):
    expected = {}
    for place, group in groupby(sorted(log, key=place_of), place_of):
        last = sorted(group, key=lambda one: (one.when, judgement_id(one)))[-1]
        if last.verdict != "ingetrokken":
            expected[place] = last
    assert last_verdicts(log) == expected


@settings(max_examples=60, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(log, chance):
    mixed = log + log[:3]
    chance.shuffle(mixed)
    assert list(last_verdicts(mixed).items()) == list(last_verdicts(log).items())
    assert list(reviewed_labels(mixed, ASKED).items()) == list(reviewed_labels(log, ASKED).items())


@settings(max_examples=60, deadline=None)
@given(LOGS, JUDGEMENTS)
def test_what_is_withdrawn_is_as_if_it_was_never_said(log, one):
    withdrawn = replace(one, verdict=Verdict.INGETROKKEN, when=LATER, seen=Seen.BLIND)
    without = [other for other in log if place_of(other) != place_of(one)]
    assert reviewed_labels([*log, one, withdrawn], ASKED) == reviewed_labels(without, ASKED)


@settings(max_examples=60, deadline=None)
@given(LOGS, JUDGEMENTS)
def test_a_later_verdict_takes_the_place_of_the_one_before(log, one):
    revised = replace(one, verdict=Verdict.AFWEZIG, when=LATER)
    assert last_verdicts([*log, one, revised])[place_of(one)] == revised
    assert reviewed_labels([*log, one, revised], ASKED) == reviewed_labels([*log, revised], ASKED)


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_every_reviewer_counts_once_and_the_blind_ones_are_among_them(log):
    last, blindly = last_verdicts(log), last_blind_verdicts(log, ASKED)
    labels = reviewed_labels(log, ASKED)
    assert {(key, concept) for key in labels for concept in labels[key]} == {
        (key, concept) for key, concept, _ in last.keys() | blindly.keys()
    }
    for key, concepts in labels.items():
        for concept, label in concepts.items():
            said = [one.verdict for place, one in last.items() if place[:2] == (key, concept)]
            blind = [one.verdict for place, one in blindly.items() if place[:2] == (key, concept)]
            assert label.is_seen
            assert label.present == said.count("aanwezig")
            assert label.absent == said.count("afwezig")
            assert label.doubt == said.count("twijfel")
            assert label.blind_present == blind.count("aanwezig")
            assert label.blind_absent == blind.count("afwezig")
            assert label.blind_doubt == blind.count("twijfel")


def test_a_doubt_that_was_blind_stays_one_when_it_is_taken_back_with_the_labels_in_sight():
    doubt = judgement(1, verdict=Verdict.TWIJFEL, passage_id="p")
    seen = Seen.MET_VOORSTEL
    back = judgement(2, verdict=Verdict.INGETROKKEN, passage_id="p", seen=seen)
    ((label,),) = [one.values() for one in reviewed_labels([doubt, back], ASKED).values()]
    assert label == ReviewedLabel(blind_doubt=1)
    assert label.is_seen
    assert label.review is label.blind_review is Review.NIET_BEKEKEN


def blind_counts(log):
    return {
        (key, concept): (label.blind_present, label.blind_absent, label.blind_doubt)
        for key, concepts in reviewed_labels(log, ASKED).items()
        for concept, label in concepts.items()
        if label.is_blind
    }


@settings(max_examples=60, deadline=None)
@given(LOGS, st.lists(JUDGEMENTS, max_size=5))
def test_what_is_said_with_a_proposal_never_changes_what_is_measured(log, others):
    assisted = [replace(one, seen=Seen.MET_VOORSTEL) for one in others]
    assert blind_counts(log + assisted) == blind_counts(log)


@settings(max_examples=100, deadline=None)
@given(st.permutations([0, 1, 2]), st.integers(0, 2 * 600_000), st.booleans())
def test_a_blind_passage_opens_when_it_stood_whole_for_longer_than_a_slip(order, later, undone):
    concepts = ("R1", "R2", "I1")
    said = [judgement(number, concept=concepts[place]) for number, place in enumerate(order)]
    assert not sees_labels(said[:2], concepts, moment(10**9))
    slip = int(SLIP.total_seconds() * 1000)
    if not undone:
        assert sees_labels(said, concepts, moment(2 + later)) == (later > slip)
        return
    back = replace(said[0], verdict=Verdict.INGETROKKEN, when=moment(2 + later))
    assert sees_labels([back, *said], concepts, moment(10**9)) == (later > slip)


def test_who_left_half_way_is_not_measured_but_decides():
    half = [judgement(1, passage_id="p")]
    label = reviewed_labels(half, ("R1", "R2"))["p"]["R1"]
    assert (label.review, label.blind_review) == (Review.BEVESTIGD, Review.NIET_BEKEKEN)
    doubt = judgement(2, verdict=Verdict.TWIJFEL, concept="R2", passage_id="p")
    label = reviewed_labels([*half, doubt], ("R1", "R2"))["p"]["R1"]
    assert label.blind_review is Review.BEVESTIGD


def test_nobody_said_anything():
    assert last_verdicts([]) == {}
    assert reviewed_labels([], ASKED) == {}


def test_two_who_disagree_settle_nothing_and_a_third_settles_it():
    said = [
        judgement(1, "lezer-1", Verdict.AANWEZIG, passage_id="p"),
        judgement(2, "lezer-2", Verdict.AFWEZIG, passage_id="p"),
    ]
    tied = reviewed_labels(said, ASKED)["p"]["R1"]
    assert tied.review is Review.NIET_BEKEKEN
    assert tied.is_disputed
    third = judgement(3, "lezer-3", Verdict.AFWEZIG, passage_id="p")
    assert reviewed_labels([*said, third], ASKED)["p"]["R1"].review is Review.AFGEWEZEN


def test_who_says_otherwise_after_seeing_the_labels_counts_with_both():
    blind = judgement(1, passage_id="p")
    again = judgement(2, "lezer-1", Verdict.AFWEZIG, passage_id="p", seen=Seen.MET_VOORSTEL)
    label = reviewed_labels([blind, again], ASKED)["p"]["R1"]
    assert (label.review, label.blind_review) == (Review.AFGEWEZEN, Review.BEVESTIGD)
    taken_back = replace(again, verdict=Verdict.INGETROKKEN)
    label = reviewed_labels([blind, taken_back], ASKED)["p"]["R1"]
    assert (label.review, label.blind_review) == (Review.NIET_BEKEKEN, Review.BEVESTIGD)


def test_the_probability_goes_with_its_label_and_none_is_none():
    said = [judgement(passage_id="p"), judgement(passage_id="p", concept="R2")]
    found = reviewed_labels(said, ASKED, {"p": {"R1": 0.0, "R9": 0.9}, "q": {"R2": 0.8}})["p"]
    assert found["R1"].probability == 0.0
    assert found["R2"].probability is None
    assert set(found) == {"R1", "R2"}
