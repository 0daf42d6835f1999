"""Wording: rows of length one over entries that are weighed by how rare they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.wording import LEAST_TEXTS, Vocabulary, entries_of
from classify.words import tokenise

ENTRIES = st.sampled_from(["bouw", "net", "warm", "zorg", "bouw net", "onbekend"])
TEXTS = st.lists(st.lists(ENTRIES, max_size=8), max_size=6)
VOCABULARY = Vocabulary.fit([["bouw", "net"], ["bouw", "warm", "zorg"], ["bouw net"]], least=1)


def rows(texts):
    return VOCABULARY.matrix(texts).toarray()


def test_entries_are_stems_parts_of_compounds_and_pairs_of_stems():
    found = entries_of(tokenise("Arbeidsmarkttekort in musea"))
    assert found[:3] == [tokenise(word)[0].stem for word in ("arbeidsmarkttekort", "in", "museum")]
    assert {"markt", "tekort"} <= set(found)
    assert found[-2:] == [f"{found[0]} in", "in museum"]


def test_no_words_have_no_entries():
    assert entries_of([]) == []


def test_the_vocabulary_of_two_texts_can_be_counted_by_hand():
    vocabulary = Vocabulary.fit([["a", "b", "a"], ["b"]], least=1)
    assert vocabulary.entries == ("a", "b")
    # One of two texts has a, both have b: 1 - ln(2/3) and 1 - ln(3/3).
    assert vocabulary.rarity == pytest.approx([1 - np.log(2 / 3), 1.0], abs=1e-4)


def test_the_rows_of_two_texts_can_be_counted_by_hand():
    vocabulary = Vocabulary(("a", "b"), np.array([2.0, 1.0], np.float32))
    twice = 1 + np.log(2)
    length = np.hypot(2 * twice, 1)
    found = vocabulary.matrix([["a", "b", "a"], ["b"]]).toarray()
    assert found[0] == pytest.approx([2 * twice / length, 1 / length], abs=1e-6)
    assert found[1] == pytest.approx([0, 1], abs=1e-6)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_entries_of_fewer_texts_are_left_out(least):
    texts = [["a", "a", "a"], ["b"], ["b", "c"], ["c"], ["c"]]
    kept = Vocabulary.fit(texts, least).entries
    assert kept == tuple(entry for entry, count in (("a", 1), ("b", 2), ("c", 3)) if count >= least)


def test_what_occurs_in_one_text_only_is_not_learnt_by_heart():
    assert LEAST_TEXTS > 1
    assert Vocabulary.fit([["a", "a", "a"], ["b"]]).entries == ()


@given(TEXTS)
def test_rows_have_length_one_or_nothing(texts):
    lengths = np.linalg.norm(rows(texts), axis=1)
    known = [any(entry in VOCABULARY.entries for entry in text) for text in texts]
    assert lengths == pytest.approx(np.array(known, dtype=float), abs=1e-5)


@given(TEXTS)
def test_an_unknown_entry_counts_for_nothing(texts):
    known = [[entry for entry in text if entry in VOCABULARY.entries] for text in texts]
    np.testing.assert_array_equal(rows(texts), rows(known))


@given(TEXTS, st.randoms())
def test_a_text_has_the_same_row_in_any_company(texts, random):
    order = random.sample(range(len(texts)), len(texts))
    np.testing.assert_array_equal(rows([texts[row] for row in order]), rows(texts)[order])


@given(TEXTS, st.randoms())
def test_the_order_of_texts_does_not_change_the_vocabulary(texts, random):
    one, other = (
        Vocabulary.fit(some, least=2) for some in (texts, random.sample(texts, len(texts)))
    )
    assert one.entries == other.entries == tuple(sorted(one.entries))
    np.testing.assert_array_equal(one.rarity, other.rarity)


def test_an_entry_of_fewer_texts_weighs_more():
    vocabulary = Vocabulary.fit([["a", "b"], ["a"], ["a", "b"], ["a", "c"]], least=1)
    common, middling, rare = vocabulary.rarity
    assert common < middling < rare
