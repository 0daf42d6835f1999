"""Glyphs become words: gaps, fake bold, footnote calls, units and odd characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page import Glyph
from extract.words import clean_characters, glyphs_to_words, undouble


def glyphs(text, x=100.0, top=100.0, size=10.0, advance=0.5, bold=False):
    """Letters in a row, each `advance` em wide."""
    width = advance * size
    return [
        Glyph(char, x + place * width, top, x + (place + 1) * width, top + size, size, bold)
        for place, char in enumerate(text)
    ]


def raised(text, x, size=6.0):
    """Small letters whose feet stand well above the line of the ten-point letters."""
    return glyphs(text, x, 99.0, size)


def texts(drawn):
    return [word.text for word in glyphs_to_words(drawn)]


def test_spaces_part_words():
    assert texts(glyphs("de regio werkt samen")) == ["de", "regio", "werkt", "samen"]


def test_words_placed_without_spaces_part_at_their_gaps():
    placed = glyphs("de") + glyphs("regio", 112.0) + glyphs("werkt", 139.0)
    assert texts(placed) == ["de", "regio", "werkt"]


def test_letters_with_a_little_air_between_them_stay_one_word():
    spaced = [
        Glyph(char, 100 + 5.8 * place, 100, 105 + 5.8 * place, 110, 10, False)
        for place, char in enumerate("regio")
    ]
    assert texts(spaced) == ["regio"]


def test_a_loose_pair_of_letters_stays_one_word_on_a_page_that_draws_its_spaces():
    first = glyphs("de regio A")
    loose = glyphs("uxiliary", first[-1].x1 + 2.0)
    assert texts([*first, *loose]) == ["de", "regio", "Auxiliary"]


def test_a_new_line_starts_a_new_word():
    assert texts(glyphs("samen") + glyphs("werken", 100.0, 112.5)) == ["samen", "werken"]


def test_a_word_has_the_rectangle_size_and_weight_of_its_letters():
    (word,) = glyphs_to_words(glyphs("regio", bold=True))
    assert (word.x0, word.top, word.x1, word.bottom) == (100.0, 100.0, 125.0, 110.0)
    assert word.size == 10.0
    assert word.bold


@pytest.mark.parametrize("shift", [0.0, 0.3, -0.5])
def test_text_drawn_twice_to_look_bold_is_read_once(shift):
    twice = glyphs("stelletjes boeren") + glyphs("stelletjes boeren", 100.0 + shift)
    assert texts(twice) == ["stelletjes", "boeren"]


def test_double_letters_are_no_fake_bold():
    assert texts(glyphs("zeeën en bossen")) == ["zeeën", "en", "bossen"]


@given(st.text("abcde ", min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_undoubling_undoes_drawing_twice_and_changes_nothing_else(text):
    once = glyphs(text)
    letters = [glyph for glyph in once if glyph.text != " "]
    assert undouble(once) == once
    assert [glyph for glyph in undouble(once + once) if glyph.text != " "] == letters


@given(st.lists(st.text("abcdeënop,.", min_size=1, max_size=8), min_size=1, max_size=12))
@settings(max_examples=50, deadline=None)
def test_words_on_a_line_come_out_as_they_were_written(words):
    assert texts(glyphs(" ".join(words))) == words


def test_a_small_raised_number_after_a_word_is_a_footnote_call():
    words = glyphs_to_words(glyphs("CBS") + raised("12", 115.0))
    assert [(word.text, word.raised) for word in words] == [("CBS", False), ("12", True)]


@pytest.mark.parametrize(("unit", "power"), [("m", "2"), ("km", "2"), ("m", "3"), ("5m", "2")])
def test_the_power_of_a_unit_belongs_to_the_unit(unit, power):
    words = glyphs_to_words(glyphs(unit) + raised(power, 100.0 + 5 * len(unit)))
    assert [(word.text, word.raised) for word in words] == [(unit + power, False)]


def test_a_lowered_number_belongs_to_its_word():
    lowered = glyphs("2", 110.0, 105.0, 6.0)
    assert texts(glyphs("CO") + lowered) == ["CO2"]


def test_a_large_number_after_a_word_is_no_footnote_call():
    words = glyphs_to_words(glyphs("artikel 12"))
    assert not any(word.raised for word in words)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ﬁnanciering", "financiering"),
        ("eﬀect", "effect"),
        ("€ 2,6", "€ 2,6"),
        ("(cid:127)", "•"),
        ("\uf0b7", "•"),
        ("samen\u00ad", "samen-"),
        ("samen\u2010werking", "samen-werking"),
        ("re\u0301gie", "régie"),
        ("\u200bregio\ufeff", "regio"),
        ("zeeën", "zeeën"),
    ],
)
def test_odd_characters_get_one_spelling(drawn, read):
    assert clean_characters(drawn) == read


@given(st.text(max_size=30))
@settings(max_examples=50, deadline=None)
def test_cleaning_characters_twice_changes_nothing(text):
    once = clean_characters(text)
    assert clean_characters(once) == once
