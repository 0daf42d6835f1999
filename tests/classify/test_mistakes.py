"""Confusion counts what was given instead of what was missed; the worst passages come first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from classify.evaluate import measure
from classify.mistakes import WORST, JudgedPassage, confuse, worst_mistakes
from corpus.records import Evidence, Tag

CONCEPTS = ("R1", "R2", "R3")
THRESHOLDS = dict.fromkeys(CONCEPTS, 0.5)
LABELS = st.frozensets(st.sampled_from((*CONCEPTS, "I1")))
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=20)


def labels(*rows):
    return [frozenset(row) for row in rows]


def test_every_wrong_label_counts_against_every_missed_one_in_its_passage():
    truth = labels(["R1"], ["R1", "R2"], ["R1"], ["R3"], [])
    said = labels(["R2", "R3"], ["R3"], [], ["R3"], ["R1"])
    found = confuse(CONCEPTS, truth, said)
    assert found.counts == ((0, 1, 2), (0, 0, 1), (0, 0, 0))
    assert found.missed == (3, 1, 0)
    assert found.alone == (1, 0, 0)


def test_labels_of_another_facet_are_no_confusion():
    found = confuse(CONCEPTS, labels(["R1"], ["I1"]), labels(["I1"], ["R1"]))
    assert found.counts == ((0, 0, 0),) * 3
    assert (found.missed, found.alone) == ((1, 0, 0), (1, 0, 0))


@given(PAIRS)
@settings(max_examples=40, deadline=None)
def test_what_was_missed_is_what_recall_lacks(pairs):
    truth, said = zip(*pairs, strict=True)
    found, measured = confuse(CONCEPTS, truth, said), measure(CONCEPTS, truth, said)
    for place, one in enumerate(measured.concepts.values()):
        assert found.missed[place] == one.support - one.hits
        assert found.counts[place][place] == 0
        assert sum(found.counts[place]) >= found.missed[place] - found.alone[place]
        assert max(found.counts[place]) <= found.missed[place] - found.alone[place]


def judged(number, text="Een tekst.", right=()):
    return JudgedPassage(str(number), text, frozenset(right))


def tagged(number, evidence=(), **chances):
    return Tag(str(number), dict.fromkeys(CONCEPTS, 0.0) | chances, {"R1": tuple(evidence)})


def test_the_most_wrong_probability_comes_first_and_right_passages_never():
    passages = [judged(1, right=["R1"]), judged(2), judged(3, right=["R3"]), judged(4)]
    tags = [tagged(1, R1=0.4), tagged(2, R2=0.9), tagged(3, R3=0.8), tagged(4, R1=0.55, R3=0.7)]
    said = labels([], ["R2"], ["R3"], ["R1", "R3"])
    found = worst_mistakes(passages, tags, said, THRESHOLDS)
    assert [(one.passage.passage_id, one.concept, one.error) for one in found] == [
        ("2", "R2", 0.9),
        ("4", "R3", 0.7),
        ("1", "R1", 0.6),
    ]
    assert [one.is_missed for one in found] == [False, False, True]
    assert found[1].given == ("R1", "R3")


def test_the_words_are_those_of_the_text_each_once():
    text = "Scholing, en nog eens Scholing of een cursus."
    evidence = [Evidence(0, 8, "scholing"), Evidence(22, 30, "scholing"), Evidence(38, 44, "x")]
    (found,) = worst_mistakes(
        [judged(1, text)], [tagged(1, evidence, R1=0.9)], labels(["R1"]), THRESHOLDS
    )
    assert found.words == ("Scholing", "cursus")


@given(PAIRS, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_passages_changes_nothing_and_no_more_than_twenty_are_kept(pairs, random):
    rows = [
        (judged(number, right=right - {"I1"}), tagged(number, R2=number / 20), said - {"I1"})
        for number, (right, said) in enumerate(pairs * 2)
    ]
    found = worst_mistakes(*zip(*rows, strict=True), THRESHOLDS)
    shuffled = random.sample(rows, len(rows))
    assert found == worst_mistakes(*zip(*shuffled, strict=True), THRESHOLDS)
    wrong = sum(passage.labels != said for passage, _, said in rows)
    assert len(found) == min(wrong, WORST)
