"""Glyphs become words: gaps, fake bold and odd characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import glyphs, texts

from extract.page import Glyph
from extract.pdf.glyphs import clean_characters, glyphs_to_words, undouble, word_gap


def read(drawn):
    return texts(glyphs_to_words(drawn, word_gap(drawn)))


def test_spaces_part_words():
    assert read(glyphs("de regio werkt samen")) == ["de", "regio", "werkt", "samen"]


def test_words_placed_without_spaces_part_at_their_gaps():
    placed = glyphs("de") + glyphs("regio", 112.0) + glyphs("werkt", 139.0)
    assert read(placed) == ["de", "regio", "werkt"]


def test_letters_with_a_little_air_between_them_stay_one_word():
    spaced = [
        Glyph(char, 100 + 5.8 * place, 100, 105 + 5.8 * place, 110, 10, False)
        for place, char in enumerate("regio")
    ]
    assert read(spaced) == ["regio"]


def test_a_loose_pair_of_letters_stays_one_word_on_a_page_that_draws_its_spaces():
    first = glyphs("de regio A")
    loose = glyphs("uxiliary", first[-1].x1 + 2.0)
    assert read([*first, *loose]) == ["de", "regio", "Auxiliary"]


def test_the_same_gap_parts_words_on_a_page_that_draws_none():
    first = glyphs("regio")
    assert read([*first, *glyphs("werkt", first[-1].x1 + 2.0)]) == ["regio", "werkt"]


def test_a_new_line_starts_a_new_word():
    assert read(glyphs("samen") + glyphs("werken", 100.0, 112.5)) == ["samen", "werken"]


def test_a_word_has_the_rectangle_size_and_weight_of_its_letters():
    (word,) = glyphs_to_words(glyphs("regio", bold=True, italic=True))
    assert (word.x0, word.top, word.x1, word.bottom) == (100.0, 100.0, 125.0, 110.0)
    assert (word.size, word.bold, word.italic) == (10.0, True, True)


def test_a_word_has_the_weight_of_most_of_its_letters():
    (word,) = glyphs_to_words(glyphs("reg", bold=True) + glyphs("iozaken", 115.0))
    assert (word.text, word.bold) == ("regiozaken", False)


@pytest.mark.parametrize("shift", [0.0, 0.3, -0.5])
def test_text_drawn_twice_to_look_bold_is_read_once(shift):
    twice = glyphs("stelletjes boeren") + glyphs("stelletjes boeren", 100.0 + shift)
    assert read(twice) == ["stelletjes", "boeren"]


def test_double_letters_are_no_fake_bold():
    assert read(glyphs("zeeën en bossen")) == ["zeeën", "en", "bossen"]


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
    assert read(glyphs(" ".join(words))) == words


@given(st.text("abcdefg ", max_size=30), st.floats(-500, 500), st.floats(-500, 500))
@settings(max_examples=50, deadline=None)
def test_words_move_along_with_their_letters(text, across, down):
    here = glyphs_to_words(glyphs(text))
    there = glyphs_to_words(glyphs(text, 100.0 + across, 100.0 + down))
    assert texts(here) == texts(there)
    assert [one.x0 + across for one in here] == pytest.approx([one.x0 for one in there])
    assert [one.top + down for one in here] == pytest.approx([one.top for one in there])


def test_a_raised_number_stands_apart_and_a_lowered_one_belongs_to_its_word():
    assert read(glyphs("CBS") + glyphs("12", 115.0, 99.0, 6.0)) == ["CBS", "12"]
    assert read(glyphs("CO") + glyphs("2", 110.0, 105.0, 6.0)) == ["CO2"]


@pytest.mark.parametrize(
    ("drawn", "cleaned"),
    [
        ("ﬁnanciering", "financiering"),
        ("eﬀect", "effect"),
        ("oﬃcieel", "officieel"),
        ("€\u00a02,6", "€ 2,6"),
        ("(cid:127)", "•"),
        ("\uf0b7", "•"),
        ("samen\x02", "samen-"),
        ("re\u0301gie", "régie"),
        ("\u200bregio\ufeff", "regio"),
        ("zeeën", "zeeën"),
        ("m²", "m²"),
        ("Nederland¹²", "Nederland¹²"),
        ("²⁄₃ deel", "²⁄3 deel"),
    ],
)
def test_odd_characters_get_one_spelling(drawn, cleaned):
    assert clean_characters(drawn) == cleaned


@pytest.mark.parametrize("sign", ["-", "\u00ad", "\u2010", "\u2011"])
def test_hyphens_keep_their_kind_for_it_tells_who_put_them_there(sign):
    assert clean_characters(f"samen{sign}") == f"samen{sign}"


def test_codes_of_a_font_stay_for_they_may_yet_be_learnt():
    assert clean_characters("\ue001ormulier") == "\ue001ormulier"


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_cleaning_characters_twice_changes_nothing(text):
    once = clean_characters(text)
    assert clean_characters(once) == once


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_no_control_character_is_left(text):
    assert all(char.isprintable() or may_stay(char) for char in clean_characters(text))


def may_stay(char):
    """Soft hyphens and the codes of a font are not printable, and stay."""
    return char == "\u00ad" or "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
