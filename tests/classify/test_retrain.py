"""Learning from judged passages: nothing judged of a document says anything of that document."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.heads import fit_head, fit_vector_head
from classify.retrain import PARTS, Material, learn, parts_of, retrain, unseen_shipped
from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.threshold import choose_thresholds
from classify.train import (
    LabelledPassage,
    fit_facet,
    fit_tagger,
    fit_wording,
    held_out_features,
    weights_of,
)
from pipelines.models.tagger import training_passages
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

SHIPPED, JUDGED, DOCUMENTS = 120, 60, 6
CONCEPTS = ("R1", "R2", "R3")
NEW_WORDS = "De quilpster en de vrombelaar stemmen hun zwirrelplan af"
"""Words that no passage has, so that only judgements can teach what they mean."""


@pytest.fixture(scope="module")
def small():
    """Three of the rode draden, so that fitting takes seconds."""
    facet = shipped_taxonomy().facets[0]
    kept = tuple(one for one in facet.concepts if one.id in CONCEPTS)
    return Taxonomy((replace(facet, concepts=kept, domains=()),))


@pytest.fixture(scope="module")
def small_reader(small):
    return WordingReader(small)


@pytest.fixture(scope="module")
def texts():
    """Shipped passages with at most the three labels, those with a label first in turn."""
    whole = [one for one in training_passages() if not one.is_clause]
    some = [one for one in whole if one.labels & set(CONCEPTS)]
    others = [one for one in whole if not one.labels & set(CONCEPTS)]
    mixed = [one for pair in zip(some, others, strict=False) for one in pair]
    return [replace(one, labels=one.labels & set(CONCEPTS), is_settled=False) for one in mixed]


@pytest.fixture(scope="module")
def shipped(texts):
    clauses = [one for one in training_passages() if one.is_clause][:20]
    return [
        *(replace(one, group=f"shipped {row % 6}") for row, one in enumerate(texts[:SHIPPED])),
        *(replace(one, labels=one.labels & set(CONCEPTS)) for one in clauses),
    ]


@pytest.fixture(scope="module")
def judged(texts):
    """Passages of six documents; in every second one new words stand for R2."""
    found = []
    for row, one in enumerate(texts[SHIPPED : SHIPPED + JUDGED]):
        labels = one.labels - {"R2"}
        text = one.text
        if row % 4 < 2:
            labels, text = labels | {"R2"}, f"{text} {NEW_WORDS} in deel {row}."
        known = frozenset(CONCEPTS)
        group = f"judged {row % DOCUMENTS}"
        found.append(LabelledPassage(text, labels, group, "Aanpak", known=known, weight=3))
    return found


@pytest.fixture(scope="module")
def wording(small_reader, shipped):
    return fit_wording(small_reader, shipped)


@pytest.fixture(scope="module")
def material_of(embedder, shipped, wording):
    def make(judged, shipped=shipped):
        return Material(
            shipped,
            embedder.encode_passages([one.text for one in shipped]),
            wording.held_out,
            judged,
            embedder.encode_passages([one.text for one in judged]),
        )

    return make


@pytest.fixture(scope="module")
def again(small_reader, embedder, material_of):
    def fit(judged, **other):
        return retrain(small_reader, material_of(judged, **other), embedder.embedder_id, "test")

    return fit


@pytest.fixture(scope="module")
def learnt(again, judged):
    return again(judged)


def turned(one):
    return replace(one, labels=frozenset(CONCEPTS) - one.labels)


@given(
    st.lists(st.integers(0, 20), min_size=PARTS, max_size=60).map(lambda row: list(map(str, row)))
)
@settings(deadline=None)
def test_a_document_is_in_one_part_and_no_part_is_empty(groups):
    if len(set(groups)) < PARTS:
        with pytest.raises(ValueError, match="at least 3 judged documents are needed"):
            parts_of(groups)
        return
    parts = parts_of(groups)
    assert max(Counter(group for group, _ in set(zip(groups, parts, strict=True))).values()) == 1
    assert set(parts) == set(range(PARTS))


def test_judgements_of_a_document_say_nothing_of_that_document(again, learnt, judged):
    own = np.array([one.group == "judged 2" for one in judged])
    changed = again([turned(one) if one.group == "judged 2" else one for one in judged])
    np.testing.assert_array_equal(changed.unseen[own], learnt.unseen[own])
    np.testing.assert_array_equal(changed.given[own], learnt.given[own])
    assert (changed.unseen[~own] != learnt.unseen[~own]).any()
    assert changed.model.model_id != learnt.model.model_id


def test_a_shipped_document_with_a_judged_text_is_the_same_document(again, judged, shipped):
    """New words that only the shipped copy of a document explains are not known in that document,
    though they are in a document that merely resembles it."""
    changed = [
        replace(one, text=f"{one.text} {NEW_WORDS}.", labels=one.labels | {"R2"})
        if one.group == "shipped 0"
        else one
        for one in shipped
    ]
    same = [one for one in changed if one.group == "shipped 0"]
    others = [one for one in judged if NEW_WORDS not in one.text]

    def said_of(texts):
        known = {"group": "copied", "known": frozenset(CONCEPTS), "weight": 3}
        copied = [replace(one, text=text, **known) for one, text in zip(same, texts, strict=True)]
        found = again([*copied, *others], shipped=changed)
        return found.unseen[: len(copied), CONCEPTS.index("R2")].mean()

    alike, equal = (
        said_of([f"{start} {one.text}" for one in same]) for start in ("Ook geldt:", "")
    )
    assert equal < 0.5 < alike


def test_what_the_new_words_mean_is_learnt_on_other_documents(
    small_reader, embedder, wording, shipped, judged, learnt
):
    vectors = embedder.encode_passages([one.text for one in shipped])
    old = fit_tagger(small_reader, wording, shipped, vectors, embedder.embedder_id, "test")
    own = embedder.encode_passages([one.text for one in judged])
    said = Tagger(small_reader, old).probabilities([one.text for one in judged], own)
    column = CONCEPTS.index("R2")
    there = np.array(["R2" in one.labels for one in judged])
    assert learnt.unseen[there, column].mean() > said[there, column].mean() + 0.3
    assert learnt.unseen[~there, column].mean() < 0.3
    assert (learnt.given[:, column] == there).mean() > 0.9


def test_the_same_judgements_give_the_same_model(
    small_reader, embedder, material_of, judged, learnt
):
    other = learn(small_reader, material_of(judged), embedder.embedder_id, "test")
    assert other.model_id == learnt.model.model_id


def test_what_is_not_known_of_a_passage_teaches_nothing(again, judged):
    """The labels outside `known` may be anything: the model is the same."""
    only = frozenset({"R1"})
    bare = [replace(one, known=only, labels=one.labels & only) for one in judged[::2]]
    told = [replace(one, labels=one.labels | {"R2", "R3"}) for one in bare]
    one, other = (again([*judged[1::2], *some]) for some in (bare, told))
    assert one.model.model_id == other.model.model_id
    np.testing.assert_array_equal(one.unseen, other.unseen)


def test_what_is_judged_in_part_teaches_the_heads_and_weighs_nothing(
    small_reader, embedder, wording, shipped, judged, again
):
    """Of labels that are only judged where they are there, all would look common."""
    some = [replace(one, known=one.labels) for one in judged if one.labels]
    found = again(some).model
    vectors = embedder.encode_passages([one.text for one in shipped])
    alone = fit_tagger(small_reader, wording, shipped, vectors, embedder.embedder_id, "test")
    assert found.weights == alone.weights
    assert found.concepts == alone.concepts
    assert (found.passage_head.weights.shape, found.model_id) != (
        alone.passage_head.weights.shape,
        alone.model_id,
    )
    settled = again([replace(one, is_settled=True) for one in some]).model
    assert settled.concepts != alone.concepts


def test_judging_one_concept_leaves_the_heads_of_the_others_alone(embedder, shipped, small, judged):
    texts = [one.text for one in (*shipped, *judged)]
    vectors = embedder.encode_passages(texts)
    some = [replace(one, known=frozenset({"R1"})) for one in judged]
    weights = weights_of([*shipped, *some], small)
    truth = np.array([["R1" in one.labels, "R2" in one.labels] for one in (*shipped, *some)])
    for fit in (fit_head, fit_vector_head):
        alone = fit(vectors[: len(shipped)], truth[: len(shipped)])
        beside = fit(vectors, truth, weights=weights[:, :2])
        np.testing.assert_allclose(beside.weights[:, 1], alone.weights[:, 1], atol=2e-3)
        assert (beside.weights[:, 0] != alone.weights[:, 0]).any()


def test_a_passage_that_counts_thrice_is_three_passages():
    generator = np.random.default_rng(5)
    features, truth = generator.normal(size=(40, 2, 3)), generator.random((40, 2)) < 0.4
    counts = generator.integers(0, 4, size=40)
    weights = np.repeat(counts[:, None], 2, axis=1).astype(float)
    rows = np.repeat(np.arange(40), counts)
    weighed, repeated = fit_facet(features, truth, weights), fit_facet(features[rows], truth[rows])
    np.testing.assert_allclose(weighed.weights, repeated.weights, atol=1e-4)
    np.testing.assert_allclose(weighed.intercepts, repeated.intercepts, atol=1e-4)
    chances = generator.random((40, 2))
    np.testing.assert_array_equal(
        choose_thresholds(chances, truth, weights), choose_thresholds(chances[rows], truth[rows])
    )


def test_passages_of_which_all_is_known_and_that_count_once_have_no_weights(shipped, judged, small):
    assert weights_of(shipped, small) is None
    found = weights_of([replace(judged[0], known=frozenset({"R2"}))], small)
    assert found.tolist() == [[0, 3, 0]]


def test_fewer_than_three_documents_are_refused(again, judged):
    two = [one for one in judged if one.group in ("judged 1", "judged 2")]
    with pytest.raises(ValueError, match="at least 3 judged documents are needed, not 2"):
        again(two)


def test_what_is_said_of_shipped_passages_is_learnt_on_other_documents(
    embedder, small, shipped, wording
):
    vectors = embedder.encode_passages([one.text for one in shipped])
    features = held_out_features(shipped, wording, vectors, small)
    changed = [turned(one) if one.group == "shipped 2" else one for one in shipped]
    before, after = (unseen_shipped(features, some, small) for some in (shipped, changed))
    own = np.array([one.group == "shipped 2" for one in shipped if not one.is_clause])
    np.testing.assert_array_equal(after[own], before[own])
    assert (after[~own] != before[~own]).any()
