"""Identities come from content: the same on every machine and in every order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.ids import digest, file_sha256, passage_id

PARTS = st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))


def test_a_digest_is_the_same_on_every_machine():
    assert digest("Regio Deal Fryslân", 2, {"b": 1, "a": [True, None]}) == "10abdf7766cb1156"


def test_the_hash_of_a_file_is_its_sha256(tmp_path):
    file = tmp_path / "abc.pdf"
    file.write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file_sha256(file) == expected


def test_the_order_of_keys_does_not_matter():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


@settings(max_examples=50, deadline=None)
@given(PARTS, PARTS)
def test_other_parts_give_another_digest(one, two):
    assert (digest(*one) == digest(*two)) == (one == two)


def test_moving_a_character_to_the_next_part_gives_another_digest():
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_a_number_is_not_its_digits():
    assert digest(1) != digest("1")


def test_document_place_and_text_each_make_another_passage():
    ids = {
        passage_id("d1", 0, "Tekst."),
        passage_id("d2", 0, "Tekst."),
        passage_id("d1", 1, "Tekst."),
        passage_id("d1", 0, "tekst."),
    }
    assert len(ids) == 4


@settings(max_examples=50, deadline=None)
@given(st.permutations([("d1", 0, "a"), ("d1", 1, "b"), ("d2", 0, "a"), ("d2", 1, "")]))
def test_ids_do_not_depend_on_the_order_of_asking(asked):
    expected = {key: passage_id(*key) for key in sorted(asked)}
    assert {key: passage_id(*key) for key in asked} == expected


def test_an_id_has_sixteen_hex_digits():
    assert set(passage_id("d", 3, "x")) <= set("0123456789abcdef")
    assert len(passage_id("d", 3, "x")) == 16
