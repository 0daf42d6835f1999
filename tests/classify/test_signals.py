"""Signals: what speaks for a concept, and from which segment of which passage."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classify.linear_head import Head
from classify.signals import (
    FEATURES,
    Signals,
    WordingReader,
    heading_probabilities,
    lengths,
    score_segments,
    segment_offsets,
    stack_features,
)
from classify.wording import Vocabulary, entries_of
from classify.words import tokenise

MUSEUM, HEAT = 0, 1
CLAUSES = st.sampled_from(
    [
        "het museum gaat open",
        "het warmtenet wordt aangelegd",
        "de deal loopt goed",
        "het museum valt buiten de deal",
        "het warmtenet is geen onderdeel van de deal",
    ]
)
TEXTS = st.lists(st.lists(CLAUSES, max_size=4).map(". ".join), max_size=5)


@pytest.fixture(scope="module")
def small(make_concept, taxonomy_of):
    return WordingReader(
        taxonomy_of(make_concept("R1", core=["museum"]), make_concept("R12", core=["warmtenet"]))
    )


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(("museum", "warmtenet"), np.ones(2, dtype=np.float32))


@pytest.fixture(scope="module")
def head():
    """Scores 3 for a segment with the word of a concept, and -1 for any other."""
    weights = np.zeros((2 + 2 * 2, 2), dtype=np.float16)
    weights[0, MUSEUM] = weights[1, HEAT] = 4
    return Head(weights, np.full(2, -1, dtype=np.float16))


@pytest.fixture(scope="module")
def scored(small, vocabulary, head):
    def score(*texts):
        inputs = small.inputs(small.read(texts), vocabulary)
        return inputs, score_segments(head, inputs, small.taxonomy)

    return score


def test_the_words_of_the_vocabulary_are_stems(vocabulary):
    assert set(vocabulary.entries) <= set(entries_of(tokenise("museum, warmtenet")))


def test_inputs_hold_wording_and_then_core_and_supporting_terms(make_concept, taxonomy_of):
    reader = WordingReader(
        taxonomy_of(
            make_concept("R1", core=["museum", "theater"], supporting=["vrijwilliger"]),
            make_concept("R12", core=["warmtenet"]),
        )
    )
    vocabulary = Vocabulary(("museum",), np.ones(1, dtype=np.float32))
    texts = ["Het museum en het theater zoeken vrijwilligers.", "Het warmtenet."]
    inputs = reader.inputs(reader.read(texts), vocabulary)
    expected = [[1, np.log(3), np.log(2), 0, 0], [0, 0, 0, np.log(2), 0]]
    np.testing.assert_allclose(inputs.passages.toarray(), expected, rtol=1e-6)


def test_segments_follow_their_passages(scored, small):
    texts = ["Het museum gaat open. Het warmtenet komt er.", "", "De deal loopt goed."]
    inputs, _ = scored(*texts)
    assert inputs.owners.tolist() == [0, 0, 2]
    assert inputs.excluded.tolist() == [False] * 3
    assert segment_offsets(small.read(texts)) == [0, 2, 2]
    assert lengths(small.read(texts)).tolist() == [8, 0, 4]


@given(TEXTS)
@example([])
@example([""])
@example(["", " \n"])
@example(["het museum valt buiten de deal"])
@settings(deadline=None)
def test_winners_point_at_the_best_segment_of_their_own_passage(scored, head, texts):
    inputs, found = scored(*texts)
    scores = head.scores(inputs.segments)
    for passage, concept in np.ndindex(found.winners.shape):
        own = np.flatnonzero((inputs.owners == passage) & ~inputs.excluded)
        winner = found.winners[passage, concept]
        if own.size:
            assert winner == own[scores[own, concept].argmax()]
            assert found.best[passage, concept] == pytest.approx(scores[winner, concept], abs=1e-4)
        else:
            assert winner == -1
            assert found.best[passage, concept] == -np.inf


@given(TEXTS, st.randoms())
@example(["", "het museum gaat open"], None)
@settings(deadline=None)
def test_the_order_of_a_batch_does_not_matter(scored, texts, random):
    order = list(range(len(texts)))[::-1]
    if random is not None:
        random.shuffle(order)
    _, found = scored(*texts)
    _, shuffled = scored(*(texts[row] for row in order))
    np.testing.assert_array_equal(shuffled.best, found.best[order])
    np.testing.assert_array_equal(shuffled.excluded, found.excluded[order])


def test_an_excluded_segment_cannot_win_but_is_told_of(scored):
    text = "Het museum valt buiten de deal. Het warmtenet wordt aangelegd."
    _, found = scored(text)
    assert found.winners.tolist() == [[1, 1]]
    assert found.best.tolist() == [[-1, 3]]
    assert found.excluded.tolist() == [[True, False]]


def test_a_segment_within_the_deal_wins_over_one_without_it(scored):
    _, found = scored("Het museum valt buiten de deal. Het museum gaat open.")
    assert found.winners[0, MUSEUM] == 1
    assert not found.excluded[0, MUSEUM]


def test_headings_of_nothing_give_0(small, vocabulary, head):
    found = heading_probabilities(small, vocabulary, head, ["", " \n", "Het museum", ""])
    assert found.shape == (4, 2)
    assert found[[0, 1, 3]].tolist() == [[0, 0]] * 3
    assert found[2] == pytest.approx([1 / (1 + np.exp(-3)), 1 / (1 + np.exp(1))], abs=1e-4)


def test_no_headings_at_all_give_0(small, vocabulary, head):
    assert not heading_probabilities(small, vocabulary, head, [""] * 3).any()
    assert heading_probabilities(small, vocabulary, head, []).shape == (0, 2)


def test_a_heading_says_the_same_wherever_it_stands(small, vocabulary, head):
    headings = ["Het warmtenet", "Het museum", "", "Het warmtenet"]
    found = heading_probabilities(small, vocabulary, head, headings)
    alone = [heading_probabilities(small, vocabulary, head, [one])[0] for one in headings]
    np.testing.assert_array_equal(found, alone)


def test_a_lead_is_counted_from_the_best_other_concept_of_the_facet(scored):
    _, found = scored("Het museum gaat open.", "", "Het museum valt buiten de deal.")
    # In the winning segment: 3 for the museum, -1 for the network.
    assert found.leads[0].tolist() == [4, -4]
    # Without a segment that may speak, as far behind as can be.
    assert found.leads[1:].tolist() == [[-6, -6]] * 2


def test_a_concept_alone_in_its_facet_leads_over_even_odds(make_concept, taxonomy_of, vocabulary):
    reader = WordingReader(taxonomy_of(make_concept("R1", core=["museum"])))
    weights = np.array([[2.0], [0], [0], [0]], dtype=np.float16)
    inputs = reader.inputs(reader.read(["Het museum gaat open."]), vocabulary)
    head = Head(weights, np.zeros(1, dtype=np.float16))
    assert score_segments(head, inputs, reader.taxonomy).leads.tolist() == [[2]]


def signals(**given):
    """Signals of one passage and two concepts that say nothing, but for what is given."""
    nothing = np.zeros((1, 2), np.float32)
    silent = dict.fromkeys(("passage", "segment", "leads", "vector", "headings"), nothing)
    return Signals(**{**silent, "excluded": nothing > 0, "words": np.zeros(1), **given})


def test_what_is_weighed_can_be_counted_by_hand(small):
    given = signals(
        passage=np.array([[1.5, -20]], np.float32),
        segment=np.array([[-np.inf, 20]], np.float32),
        leads=np.array([[-6, 2]], np.float32),
        vector=np.array([[0.5, -0.5]], np.float32),
        headings=np.array([[0.25, 0]], np.float32),
        excluded=np.array([[True, False]]),
        words=np.array([120.0]),
    )
    stacked = stack_features(given, small.taxonomy)
    assert stacked.shape == (1, 2, len(FEATURES))
    first, second = (dict(zip(FEATURES, row, strict=True)) for row in stacked[0])
    # No head is surer than 8.
    assert (first["passage_wording"], second["passage_wording"]) == (1.5, -8)
    assert (first["segment_wording"], second["segment_wording"]) == (-8, 8)
    assert (first["lead"], second["lead"]) == (-6, 2)
    # What the heads expect of the other concept: log-odds of 8, and of 1.5.
    assert first["others"] == pytest.approx(1 / (1 + np.exp(-8)), abs=1e-4)
    assert second["others"] == pytest.approx(1 / (1 + np.exp(-1.5)), abs=1e-4)
    assert (first["vector"], second["vector"]) == (0.5, -0.5)
    assert (first["heading"], second["heading"]) == (0.25, 0)
    assert (first["excluded"], second["excluded"]) == (1, 0)
    assert first["length"] == second["length"] == pytest.approx(np.log(2), abs=1e-4)


def test_a_passage_without_words_has_a_length(small):
    assert np.isfinite(stack_features(signals(), small.taxonomy)).all()
