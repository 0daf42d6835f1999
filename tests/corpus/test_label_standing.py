"""What judgements come to: the last verdict of each reviewer, whatever the order of the lines."""

from dataclasses import replace
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_strategies import JUDGEMENTS, judgement, moment

from corpus.judgements.standing import last_verdicts, reviewed_labels
from corpus.records import Review, Seen, Verdict
from corpus.store.rows import judgement_id

LOGS = st.lists(JUDGEMENTS, max_size=30)
LATER = moment(1000)


def place_of(one):
    return one.passage_id, one.concept, one.reviewer


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
    assert list(reviewed_labels(mixed).items()) == list(reviewed_labels(log).items())


@settings(max_examples=60, deadline=None)
@given(LOGS, JUDGEMENTS)
def test_what_is_withdrawn_is_as_if_it_was_never_said(log, one):
    withdrawn = replace(one, verdict=Verdict.INGETROKKEN, when=LATER)
    without = [other for other in log if place_of(other) != place_of(one)]
    assert reviewed_labels([*log, one, withdrawn]) == reviewed_labels(without)


@settings(max_examples=60, deadline=None)
@given(LOGS, JUDGEMENTS)
def test_a_later_verdict_takes_the_place_of_the_one_before(log, one):
    revised = replace(one, verdict=Verdict.AFWEZIG, when=LATER)
    assert last_verdicts([*log, one, revised])[place_of(one)] == revised
    assert reviewed_labels([*log, one, revised]) == reviewed_labels([*log, revised])


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_every_reviewer_counts_once_and_the_blind_ones_are_among_them(log):
    last = last_verdicts(log)
    labels = reviewed_labels(log)
    assert {(key, concept) for key in labels for concept in labels[key]} == {
        (key, concept) for key, concept, _ in last
    }
    for key, concepts in labels.items():
        for concept, label in concepts.items():
            verdicts = [one for place, one in last.items() if place[:2] == (key, concept)]
            assert label.present + label.absent + label.doubt == len(verdicts)
            blind = [one.verdict for one in verdicts if one.seen == Seen.BLIND]
            assert label.blind_present == blind.count("aanwezig") <= label.present
            assert label.blind_absent == blind.count("afwezig") <= label.absent


def test_nobody_said_anything():
    assert last_verdicts([]) == {}
    assert reviewed_labels([]) == {}


def test_two_who_disagree_settle_nothing_and_a_third_settles_it():
    said = [
        judgement(1, "lezer-1", Verdict.AANWEZIG, passage_id="p"),
        judgement(2, "lezer-2", Verdict.AFWEZIG, passage_id="p"),
    ]
    tied = reviewed_labels(said)["p"]["R1"]
    assert tied.review is Review.NIET_BEKEKEN
    assert tied.is_disputed
    third = judgement(3, "lezer-3", Verdict.AFWEZIG, passage_id="p")
    assert reviewed_labels([*said, third])["p"]["R1"].review is Review.AFGEWEZEN


def test_who_looks_again_with_the_proposal_is_no_longer_blind():
    blind = judgement(1, passage_id="p")
    again = judgement(2, passage_id="p", seen=Seen.MET_VOORSTEL)
    label = reviewed_labels([blind, again])["p"]["R1"]
    assert (label.present, label.blind_present) == (1, 0)


def test_the_probability_goes_with_its_label_and_none_is_none():
    said = [judgement(passage_id="p"), judgement(passage_id="p", concept="R2")]
    found = reviewed_labels(said, {"p": {"R1": 0.0, "R9": 0.9}, "q": {"R2": 0.8}})["p"]
    assert found["R1"].probability == 0.0
    assert found["R2"].probability is None
    assert set(found) == {"R1", "R2"}
