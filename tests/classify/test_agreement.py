"""Agreement: published and hand-made values, laws, and all that is no agreement."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.agreement import (
    Figure,
    agreement_of_all,
    agreement_of_two,
    agreement_on_sets,
    consensus,
    masi,
    verdicts_by_rater,
)
from classify.label_confusion import against_model, confused_pairs, disputed_passages
from classify.resampling import by_document, drawn, interval_of
from corpus.records import Anchor, Judgement, Seen, Verdict

PUBLISHED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: nominal, missing
data, alpha 0.743."""


def judged(passage, concept, verdict, reviewer="lezer-1", seen=Seen.BLIND):
    anchor = Anchor("d", "d.pdf", 0, 1, "", "tekst")
    when = "2026-11-22T09:30:00.000Z"
    return Judgement(passage, concept, Verdict(verdict), reviewer, when, seen, "t", "x", anchor)


def verdicts(text, concept="R1", start=0):
    """`10.` is present, absent, not judged: of passages p0, p1, p2."""
    return {
        (f"p{place:03}", concept): sign == "1"
        for place, sign in enumerate(text.replace(" ", ""), start)
        if sign != "."
    }


def documents_of(*people, size=3):
    """Each three passages in a row are of one document."""
    passages = {passage for verdicts in people for passage, _ in verdicts}
    return {passage: f"d{int(passage[1:]) // size:03}" for passage in passages}


def of_two(first, second, concepts=("R1",)):
    return agreement_of_two(first, second, documents_of(first, second), concepts)


def of_all(*people, concepts=("R1",)):
    named = {f"lezer-{place}": one for place, one in enumerate(people)}
    return agreement_of_all(named, documents_of(*people), concepts)


def on_sets(*people, concepts):
    named = {f"lezer-{place}": one for place, one in enumerate(people)}
    return agreement_on_sets(named, documents_of(*people), concepts)


# Known values -----------------------------------------------------------------------------------


def test_kappa_of_a_table_done_by_hand():
    """20 both, 5 and 10 one alone, 15 neither: 0.7 observed, 0.5 expected, so 0.2 / 0.5."""
    first = verdicts("1" * 25 + "0" * 25)
    second = verdicts("1" * 20 + "0" * 5 + "1" * 10 + "0" * 15)
    found = of_two(first, second)
    assert found.chance_corrected.value == pytest.approx(0.4)
    assert found.same.value == pytest.approx(0.7)
    assert found.same_present.value == pytest.approx(2 * 20 / (2 * 20 + 15))
    assert found.same_absent.value == pytest.approx(2 * 15 / (2 * 15 + 15))
    assert (found.support.passages, found.support.with_present) == (50, 35)
    assert not found.support.too_few


def test_a_rare_label_has_much_agreement_and_little_kappa():
    """The paradox of kappa: nine in ten the same, and yet hardly more than chance."""
    first = verdicts("1" + "1" * 4 + "0" * 5 + "0" * 90)
    second = verdicts("1" + "0" * 4 + "1" * 5 + "0" * 90)
    found = of_two(first, second)
    assert found.same.value == pytest.approx(0.91)
    assert found.chance_corrected.value == pytest.approx((0.91 - 0.8962) / (1 - 0.8962), abs=0.005)
    assert found.same_present.value == pytest.approx(2 / 11)
    assert found.same_absent.value > 0.95


def test_alpha_of_the_binary_example_of_krippendorff():
    """Section A of the same paper: two observers, ten units, alpha 0.095."""
    found = of_all(verdicts("0100000010"), verdicts("1110010000"))
    assert found.chance_corrected.value == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_the_example_of_krippendorff_with_missing_values():
    """A value is a set of one label, between which MASI knows only equal and different."""
    labels = [f"R{number}" for number in range(1, 6)]
    people = [
        {
            (f"p{place:03}", label): label == f"R{value}"
            for place, value in enumerate(row.split())
            for label in labels
            if value != "."
        }
        for row in PUBLISHED.values()
    ]
    found = on_sets(*people, concepts=labels)
    assert found.alpha.value == pytest.approx(0.743, abs=0.0005)
    assert found.support.passages == 11, "the twelfth has one rater and is not counted"


def test_the_distance_of_label_sets_is_that_of_passonneau():
    both, one, other, none = map(frozenset, (("R1", "R2"), ("R1",), ("R3",), ()))
    assert masi(none, none) == masi(both, both) == 0
    assert masi(one, none) == masi(one, other) == 1
    assert masi(both, one) == pytest.approx(1 - 1 / 2 * 2 / 3)


# Laws -------------------------------------------------------------------------------------------

signs = st.lists(st.sampled_from("10."), min_size=2, max_size=24).map("".join)
crowds = st.lists(signs, min_size=2, max_size=4)


@settings(deadline=None, max_examples=40)
@given(crowds, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_passages_has_no_influence(crowd, dice):
    people = [verdicts(one) for one in crowd]
    shuffled = [dict(dice.sample(sorted(one.items()), len(one))) for one in people]
    dice.shuffle(shuffled)
    assert of_all(*people) == of_all(*shuffled)
    assert on_sets(*people, concepts=("R1",)) == on_sets(*shuffled, concepts=("R1",))
    assert of_two(people[0], people[1]) == of_two(people[1], people[0])


@settings(deadline=None, max_examples=40)
@given(signs)
def test_perfect_agreement_is_one_where_verdicts_vary_and_unknown_where_not(text):
    one = verdicts(text)
    for found in (of_two(one, one), of_all(one, one, one)):
        if len(set(one.values())) == 2:
            assert found.chance_corrected.value == pytest.approx(1)
        else:
            assert found.chance_corrected == Figure()
        assert found.same == (Figure(1.0) if one else Figure())


@settings(deadline=None, max_examples=40)
@given(crowds)
def test_no_figure_is_made_of_nothing_and_none_is_out_of_range(crowd):
    found = of_all(*map(verdicts, crowd))
    figures = (found.same, found.same_present, found.same_absent)
    for one in (*figures, found.chance_corrected):
        assert one.value is None or -1 <= one.value <= 1
        assert one.interval is None or one.value is not None
        assert one.interval is None or one.interval[0] < one.interval[1]
    assert all(one.value is None or one.value >= 0 for one in figures)
    assert (found.same.value is None) == (found.support.units == 0)


@settings(deadline=None, max_examples=40)
@given(signs, signs)
def test_two_raters_agree_as_much_among_two_as_among_all(first, second):
    pair, crowd = (f(verdicts(first), verdicts(second)) for f in (of_two, of_all))
    assert crowd.support == pair.support
    for name in ("same", "same_present", "same_absent"):
        one, other = getattr(pair, name).value, getattr(crowd, name).value
        assert one == (other if other is None else pytest.approx(other))


@pytest.mark.parametrize("seed", range(8))
def test_independent_raters_are_near_zero_and_the_interval_holds_the_figure(seed):
    dice = random.Random(seed)
    first, second, third = (verdicts("".join(dice.choices("10", (3, 7), k=900))) for _ in range(3))
    for found in (of_two(first, second), of_all(first, second, third)):
        assert abs(found.chance_corrected.value) < 0.1
        for one in (found.chance_corrected, found.same, found.same_present, found.same_absent):
            low, high = one.interval
            assert low < one.value < high


@pytest.mark.parametrize("seed", range(8))
def test_more_documents_narrow_the_interval(seed):
    dice = random.Random(seed)

    def width(passages):
        truth = dice.choices([True, False], (3, 7), k=passages)
        read = ["".join(str(int(one is (dice.random() < 0.85))) for one in truth) for _ in range(2)]
        low, high = of_two(*map(verdicts, read)).chance_corrected.interval
        return high - low

    assert width(1200) < width(120)


@settings(deadline=None, max_examples=40)
@given(crowds, st.integers(1, 2))
def test_the_draws_reckon_as_the_library_does(crowd, times):
    """A draw in which each document stands `times` times is the alpha of those verdicts as NLTK
    gives it; so the draws and the figure are of one measure."""
    from nltk.metrics.agreement import AnnotationTask

    from classify.agreement import _alphas

    rows = [
        [sign for one in crowd if place < len(one) and (sign := one[place]) != "."]
        for place in range(24)
    ]
    rows = [row for row in rows if len(row) > 1] * times
    counts = np.array([[row.count("1"), row.count("0")] for row in rows], dtype=float)
    counts = counts.reshape(len(rows), 2)
    if np.count_nonzero(counts.sum(axis=0)) < 2:
        return
    apart = 1 - np.eye(2)
    within = np.einsum("uv,vw,uw->u", counts, apart, counts) / (counts.sum(axis=1) - 1)
    data = [(str(r), str(u), sign) for u, row in enumerate(rows) for r, sign in enumerate(row)]
    ours = _alphas(np.array([within.sum()]), counts.sum(axis=0)[None], apart)[0]
    assert ours == pytest.approx(AnnotationTask(data=data).alpha())


def test_kappa_of_the_draws_is_that_of_the_library():
    from classify.agreement import _kappa, _kappas

    tables = np.random.default_rng(1).integers(0, 9, size=(200, 4)).astype(float)
    for cells, ours in zip(tables, _kappas(tables), strict=True):
        theirs = _kappa(cells)
        assert np.isnan(ours) if theirs is None else ours == pytest.approx(theirs)


def test_documents_are_drawn_whole():
    """Two documents within which all is the same: the draws know no more than three outcomes."""
    table = by_document(np.array([[1.0, 1.0]] * 50 + [[0.0, 1.0]] * 50), ["a"] * 50 + ["b"] * 50)
    shares = drawn(table) @ [1, 0] / (drawn(table) @ [0, 1])
    assert set(shares) == {0.0, 0.5, 1.0}
    assert interval_of(shares) == (0.0, 1.0)


# What is not measured ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("11..", "..11"),  # no passage in common
        ("0000", "0000"),  # the label never occurs: agreement, but not beyond chance
        ("1111", "1111"),
    ],
)
def test_kappa_and_alpha_are_unknown_where_nothing_varies(first, second):
    for found in (f(verdicts(first), verdicts(second)) for f in (of_two, of_all)):
        assert found.chance_corrected == Figure()


def test_kappa_with_somebody_who_always_says_the_same_is_unknown():
    """It would be 0 whatever the other says, also when they agree on all but one."""
    found = of_two(verdicts("1" * 40), verdicts("1" * 39 + "0"))
    assert found.chance_corrected == Figure()
    assert found.same.value == pytest.approx(39 / 40)


def test_what_one_of_them_did_not_read_is_no_agreement():
    found = of_two(verdicts("10......"), verdicts("10000000"))
    assert found.support.units == 2
    assert found.same_absent.value == 1
    assert found.support.too_few


def test_one_document_gives_a_figure_without_an_interval():
    found = of_two(verdicts("101"), verdicts("100"))
    assert found.chance_corrected.value is not None
    assert found.chance_corrected.interval is None


def test_a_label_in_one_of_many_documents_has_no_interval():
    """More than one in three draws miss that document, and would say nothing of the label."""
    found = of_two(verdicts("1" + "0" * 59), verdicts("1" + "0" * 59))
    assert found.chance_corrected == Figure(1.0)


def test_a_passage_that_was_not_judged_whole_has_no_label_set():
    whole = verdicts("10", "R1") | verdicts("01", "R2")
    part = verdicts("10", "R1") | verdicts(".1", "R2")
    found = on_sets(whole, part, concepts=("R1", "R2"))
    assert found.support.passages == 1
    assert found.alpha == Figure()


# Who counts -------------------------------------------------------------------------------------


def test_doubt_and_what_was_taken_back_are_no_verdict():
    given_ = [judged("p000", "R1", one) for one in ("twijfel", "ingetrokken")]
    assert verdicts_by_rater(given_, Seen.BLIND) == {}


def test_blind_and_assisted_verdicts_never_meet():
    said = [
        judged("p000", "R1", "aanwezig", "lezer-1"),
        judged("p000", "R1", "aanwezig", "lezer-2", Seen.MET_VOORSTEL),
    ]
    for seen, name in ((Seen.BLIND, "lezer-1"), (Seen.MET_VOORSTEL, "lezer-2")):
        people = verdicts_by_rater(said, seen)
        assert people == {name: {("p000", "R1"): True}}
        found = agreement_of_all(people, {"p000": "d"}, ("R1",))
        assert found.support.units == 0


def test_two_verdicts_of_one_person_on_one_label_are_refused():
    with pytest.raises(ValueError, match="lezer-1"):
        verdicts_by_rater([judged("p000", "R1", "aanwezig")] * 2, Seen.BLIND)


def test_what_most_say_counts_and_a_tie_does_not():
    people = {"a": verdicts("110"), "b": verdicts("10."), "c": verdicts("1.0")}
    assert consensus(people) == verdicts("1.0")


# Where people do not agree ----------------------------------------------------------------------


def test_the_most_disputed_passage_stands_first_with_all_voices():
    said = [
        judged("p001", "R2", "aanwezig", "lezer-2"),
        judged("p001", "R2", "afwezig", "lezer-1"),
        judged("p002", "R1", "aanwezig", "lezer-1"),
        judged("p002", "R1", "afwezig", "lezer-2", Seen.MET_VOORSTEL),
        judged("p002", "R1", "twijfel", "lezer-3"),
        judged("p002", "R2", "afwezig", "lezer-1"),
        judged("p002", "R2", "aanwezig", "lezer-2"),
        judged("p003", "R1", "aanwezig", "lezer-1"),
        judged("p003", "R1", "twijfel", "lezer-2"),
    ]
    found = disputed_passages(said, ("R1", "R2"))
    assert [(one.passage_id, one.weight) for one in found] == [("p002", 2), ("p001", 1)]
    assert [one.concept for one in found[0].disputes] == ["R1", "R2"]
    dispute = found[0].disputes[0]
    assert dispute.who(Verdict.AANWEZIG) == ("lezer-1",)
    assert dispute.who(Verdict.AFWEZIG) == ("lezer-2",)
    assert dispute.who(Verdict.TWIJFEL) == ("lezer-3",)
    assert disputed_passages(reversed(said), ("R1", "R2")) == found


def test_what_the_model_denies_most_stands_first():
    people = {**verdicts("110"), **verdicts("0", "R2")}
    model = {**verdicts("001"), **verdicts("0", "R2")}
    chances = {("p000", "R1"): 0.3, ("p001", "R1"): 0.1, ("p002", "R1"): 0.6, ("p000", "R2"): 0.2}
    found = against_model(people, model, chances)
    assert [one.passage_id for one in found] == ["p001", "p000", "p002"]
    assert [one.distance for one in found] == pytest.approx([0.9, 0.7, 0.6])


def test_concepts_are_confused_where_one_gives_the_one_and_the_other_the_other():
    first = {**verdicts("1011", "R1"), **verdicts("0100", "R2"), **verdicts("0000", "R3")}
    second = {**verdicts("0100", "R1"), **verdicts("101.", "R2"), **verdicts("0001", "R3")}
    found = confused_pairs({"a": first, "b": second}, ("R1", "R2", "R3"))
    assert [(one.first, one.second, one.passages) for one in found] == [
        ("R1", "R2", ("p000", "p001", "p002")),
        ("R1", "R3", ("p003",)),
    ]
    assert confused_pairs({"b": second, "a": first}, ("R1", "R2", "R3")) == found


def test_who_misses_a_label_confuses_nothing():
    first, second = verdicts("11", "R1"), verdicts("00", "R1")
    assert confused_pairs({"a": first, "b": second}, ("R1", "R2")) == ()
