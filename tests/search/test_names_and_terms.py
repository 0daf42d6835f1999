"""Names with a slip of the pen, and the terms of texts and queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.words import tokenise
from corpus import registry
from search.names import Named, Names
from search.terms import matches, terms_of, terms_of_words, words_of_query

DEALS = Names(Named(key, deal.name, deal.aliases) for key, deal in registry.deal_by_id().items())


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Foodvaley", "t2-foodvalley"),
        ("noord limbrug", "t3-noord-limburg"),
        ("Het Hoogeland", "t5-het-hogeland"),
        ("t6-eemsdelta", "t6-eemsdelta"),
    ],
)
def test_a_misspelt_deal_is_found(written, key):
    assert DEALS.meant(written)[0].key == key


def test_an_exact_name_beats_names_that_look_like_it():
    for deal in registry.deals():
        assert deal.deal_id in {one.key for one in DEALS.meant(deal.name)}
        assert DEALS.is_exact(deal.name)


def test_a_word_of_a_name_is_enough_and_nonsense_is_nothing():
    assert {one.key for one in DEALS.meant("Eemsdelta")} == {"t6-eemsdelta"}
    assert DEALS.meant("qqqqqqqq") == ()
    assert DEALS.meant("") == ()
    assert Names([Named("3", "tranche 3"), Named("R9", "Criminaliteit")]).meant("tranche 9") == ()
    assert Names([Named("3", "tranche 3"), Named("R9", "Criminaliteit")]).meant("R99") == ()
    assert DEALS.mended("xx") == ""
    assert DEALS.mended("foodvaley") == "foodvalley"


@given(st.text(max_size=200))
def test_reading_piece_by_piece_gives_the_terms_of_the_whole(text):
    assert terms_of(text) == terms_of_words(tokenise(text))


@given(st.text(alphabet="abde -'’\n", max_size=80), st.text(alphabet="abde ", max_size=20))
def test_matched_characters_are_the_matched_words(text, query):
    spans, said = matches(text, set(terms_of(query)))
    assert tuple(dict.fromkeys(text[one.start : one.end].lower() for one in spans)) == said


def test_a_query_of_nothing_but_small_words_keeps_them():
    assert [word.text for word in words_of_query("wat doen wij")] == ["wat", "doen", "wij"]
    assert [word.text for word in words_of_query("wat doen regio's")] == ["regio's"]
