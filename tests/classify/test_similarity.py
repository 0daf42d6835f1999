"""Similarity: the anchors of a concept, and how near a passage is to them."""

import numpy as np
import pytest

from classify.similarity import Anchors, anchor_texts

LETTERS = "abcd"


class LetterEmbedder:
    """Vectors that can be checked by hand: the share of each letter, of length one."""

    embedder_id = "letters"
    dimensions = len(LETTERS)

    def encode_passages(self, texts):
        counts = np.array([[text.count(letter) for letter in LETTERS] for text in texts])
        counts = counts.reshape(-1, len(LETTERS)).astype(np.float32)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)

    encode_queries = encode_passages


@pytest.fixture(scope="module")
def anchors(reader):
    return Anchors(reader.taxonomy, reader.embedder)


def test_anchors_show_definition_includes_kinds_examples_and_terms(taxonomy):
    concept = taxonomy.concepts[0]
    anchors = anchor_texts(concept)
    assert anchors[0] == f"{concept.label.nl}. {concept.definition}"
    assert set(concept.includes) | set(concept.examples) <= set(anchors)
    assert all(any(kind.description in text for text in anchors) for kind in concept.interventions)
    assert all(any(term in text for text in anchors) for term in concept.core_terms[:3])


def test_anchors_hold_no_marks_of_the_term_language(taxonomy):
    texts = [text for concept in taxonomy.concepts for text in anchor_texts(concept)]
    assert not any("~" in text or "=" in text for text in texts)


def test_anchors_leave_out_what_a_concept_is_not(make_concept):
    concept = make_concept(definition="d", core=["museum"], negative=["sociale media"])
    assert anchor_texts(concept) == ["R1. d", "museum"]


def test_nearest_and_mean_of_three_are_those_of_the_anchors(make_concept, taxonomy_of):
    many = make_concept("c", label="a", includes=("b", "ab", "c"), core=["d"])
    few = make_concept("d", label="c", core=["d"])
    passages = LetterEmbedder().encode_passages(["a", "c", "xyz"])
    found = Anchors(taxonomy_of(many, few), LetterEmbedder()).similarities(passages)
    half = 0.5**0.5
    np.testing.assert_allclose(found.nearest, [[1, 0], [1, 1], [0, 0]], atol=1e-6)
    np.testing.assert_allclose(found.mean, [[(1 + half) / 3, 0], [1 / 3, 1 / 2], [0, 0]], atol=1e-6)


def test_every_anchor_is_nearest_to_its_own_concept(anchors, reader):
    for column, concept in enumerate(reader.taxonomy.concepts):
        vectors = reader.embedder.encode_passages(anchor_texts(concept))
        nearest = anchors.similarities(vectors).nearest
        np.testing.assert_allclose(nearest[:, column], 1, atol=1e-5)


def test_similarities_are_cosines_of_passages_by_concepts(anchors, reader):
    texts = ["Een warmtenet voor de wijk.", "", "De jobcoach helpt jongeren aan werk.", "xqzt"]
    found = anchors.similarities(reader.embedder.encode_passages(texts))
    assert found.nearest.shape == found.mean.shape == (4, 21)
    assert (np.abs(found.nearest) <= 1).all()
    assert (found.mean <= found.nearest).all()
    assert not found.nearest[[1, 3]].any()
    assert not found.mean[[1, 3]].any()


def test_no_passages_have_no_similarities(anchors, reader):
    empty = anchors.similarities(reader.embedder.encode_passages([]))
    assert empty.nearest.shape == empty.mean.shape == (0, 21)


def test_a_taxonomy_without_concepts_gives_no_columns(taxonomy_of):
    found = Anchors(taxonomy_of(), LetterEmbedder()).similarities(np.zeros((2, 4), np.float32))
    assert found.nearest.shape == (2, 0)
