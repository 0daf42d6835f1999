"""Words become spans: cells parted where a gap stands out, footnote calls and units told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import span, texts, words

from extract.pdf.spans import (
    join_spaced_letters,
    mark_calls,
    marked_words,
    undouble_words,
    words_to_spans,
)


def after(word, text, size=6.0, gap=0.0, rise=4.0):
    """A small word right behind another, its foot `rise` points above that of the other."""
    bottom = word.bottom - rise
    x0 = word.x1 + gap
    return span(text, x0, bottom - size, size)._replace(bottom=bottom)


def row(*cells, gap):
    """Cells on one line, `gap` points between them, their words a quarter em apart."""
    x, made = 72.0, []
    for cell in cells:
        made += words(cell, x)
        x = made[-1].x1 + gap
    return made


def marked(*drawn):
    return [(one.text, one.raised) for one in marked_words(drawn)]


# Spans ----------------------------------------------------------------------------------------


def test_words_of_a_line_are_one_span():
    (line,) = words_to_spans(words("De regio werkt samen"))
    assert line.text == "De regio werkt samen"
    assert (line.x0, line.x1) == (72.0, words("De regio werkt samen")[-1].x1)


@pytest.mark.parametrize("gap", [4.5, 6.0, 12.0])
def test_a_gap_that_stands_out_parts_two_cells(gap):
    drawn = row("Waterbus en haltes", "Eemsdelta", "€ 2.600.000", gap=gap)
    assert texts(words_to_spans(drawn)) == ["Waterbus en haltes", "Eemsdelta", "€ 2.600.000"]


@pytest.mark.parametrize("gap", [0.25, 0.5, 0.7])
def test_the_even_gaps_of_a_justified_line_part_nothing(gap):
    drawn = words("Deze regel is over de volle breedte uitgevuld", gap=gap)
    assert len(words_to_spans(drawn)) == 1


def test_an_upright_rule_between_two_words_parts_them():
    drawn = words("Waterbus Eemsdelta")
    between = (drawn[0].x1 + drawn[1].x0) / 2
    assert len(words_to_spans(drawn)) == 1
    assert len(words_to_spans(drawn, [(between, 90.0, between, 130.0)])) == 2
    assert len(words_to_spans(drawn, [(between, 130.0, between, 190.0)])) == 1


@pytest.mark.parametrize(
    "other",
    [{"bold": True}, {"italic": True}, {"size": 12.0}, {"raised": True}, {"top": 103.0}],
    ids=lambda other: next(iter(other)),
)
def test_another_style_or_height_starts_another_span(other):
    first = span("regio")
    second = span("werkt", first.x1 + 2.5, **other)
    assert texts(words_to_spans([first, second])) == ["regio", "werkt"]


def test_a_span_is_as_sure_as_its_least_sure_word():
    first, second = words("de regio")
    drawn = [first._replace(confidence=0.9), second._replace(confidence=0.4)]
    assert [one.confidence for one in words_to_spans(drawn)] == [0.4]


WORDS = st.lists(
    st.tuples(
        st.text("abcdefgh", min_size=1, max_size=8),
        st.floats(1.2, 40.0),
        st.sampled_from([9.0, 10.0]),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=15,
)


def placed(shapes):
    """Words after one another on up to three lines, in any style, with any gap between them."""
    edges = [72.0, 72.0, 72.0]
    made = []
    for text, gap, size, bold, line in shapes:
        made.append(span(text, edges[line] + gap, 100.0 + 14 * line, size, bold=bold))
        edges[line] = made[-1].x1
    return made


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_or_made_and_every_span_lies_around_its_words(shapes):
    drawn = placed(shapes)
    spans = words_to_spans(drawn)
    assert [word for one in spans for word in one.text.split()] == texts(drawn)
    left = list(drawn)
    for one in spans:
        inside, left = left[: len(one.text.split())], left[len(one.text.split()) :]
        assert one.x0 == min(word.x0 for word in inside)
        assert one.x1 == max(word.x1 for word in inside)
        assert {(word.size, word.bold) for word in inside} == {(one.size, one.bold)}


# Letters spread out, and letters drawn twice ---------------------------------------------------


def spread(text, air=5.0):
    """Every letter a word of its own, with `air` points between them and twice that for a space."""
    x, made = 72.0, []
    for letter in text:
        if letter != " ":
            made.append(span(letter, x))
        x += 5.0 + air if letter != " " else air
    return made


def test_a_heading_spread_out_letter_by_letter_is_joined_again():
    assert texts(join_spaced_letters(spread("EFFECTEN"))) == ["EFFECTEN"]
    assert texts(join_spaced_letters(spread("EFFECTEN EN KOSTEN"))) == ["EFFECTEN", "EN", "KOSTEN"]


def test_a_few_single_letters_are_left_alone():
    assert texts(join_spaced_letters(words("A B C"))) == ["A", "B", "C"]
    assert texts(join_spaced_letters(words("de regio in vier a b"))) == texts(
        words("de regio in vier a b")
    )


@given(st.text("ABCDEFGH", min_size=4, max_size=20), st.floats(1.0, 9.0))
@settings(max_examples=50, deadline=None)
def test_a_spread_word_keeps_its_letters_and_its_place(text, air):
    drawn = spread(text, air)
    (word,) = join_spaced_letters(drawn)
    assert word.text == text
    assert (word.x0, word.x1) == (drawn[0].x0, drawn[-1].x1)


@pytest.mark.parametrize("shift", [0.0, 0.3, -0.5])
def test_a_word_drawn_twice_to_look_bold_is_read_once(shift):
    once = words("stelletjes boeren")
    again = words("stelletjes boeren", 72.0 + shift)
    assert texts(undouble_words([*once, *again])) == ["stelletjes", "boeren"]
    assert texts(undouble_words([*again, *once])) == ["stelletjes", "boeren"]


def test_the_same_word_elsewhere_is_another_word():
    drawn = [span("ja"), span("ja", 90.0), span("ja", top=112.0)]
    assert undouble_words(drawn) == drawn


# Footnote calls and units ---------------------------------------------------------------------


@pytest.mark.parametrize("call", ["1", "12", "104", "1)", "*", "**", "a", "1,"])
def test_a_small_raised_sign_right_after_a_word_is_a_call(call):
    word = span("Nederland")
    assert marked(word, after(word, call)) == [("Nederland", False), (call, True)]


@pytest.mark.parametrize("call", ["1,2", "f,g"])
def test_a_word_may_call_several_notes_at_once(call):
    word = span("rechter")
    assert marked(word, after(word, call)) == [("rechter", False), (call, True)]


@pytest.mark.parametrize(
    ("text", "word", "call"), [("CBS¹", "CBS", "1"), ("regio¹²", "regio", "12")]
)
def test_superscript_digits_after_a_word_are_a_call(text, word, call):
    assert marked(span(text)) == [(word, False), (call, True)]


@pytest.mark.parametrize("unit", ["m", "km", "5m", "dm", "ha"])
@pytest.mark.parametrize("power", ["2", "3"])
def test_the_power_of_a_unit_belongs_to_the_unit(unit, power):
    word = span(unit)
    assert marked(word, after(word, power)) == [(unit + power, False)]


@pytest.mark.parametrize(("before", "raised"), [("m", "2"), ("1", "e")])
def test_units_and_ordinals_keep_their_raised_end_in_the_middle_of_a_sentence(before, raised):
    first = span(before)
    small = after(first, raised)
    follows = span("tranche", small.x1 + 2.5)
    assert marked(first, small, follows) == [(before + raised, False), ("tranche", False)]


def test_a_unit_with_a_superscript_digit_stays_a_unit():
    assert marked(span("m²")) == [("m2", False)]
    assert marked(span("(12km²")) == [("(12km2", False)]


def test_a_lowered_number_is_no_call():
    word = span("CO")
    lowered = after(word, "2", rise=-1.0)
    assert not any(one.raised for one in mark_calls([word, lowered]))


@pytest.mark.parametrize(("number", "end"), [("1", "e"), ("2", "de"), ("20", "ste")])
def test_the_raised_end_of_an_ordinal_belongs_to_its_number(number, end):
    word = span(number)
    assert marked(word, after(word, end)) == [(number + end, False)]


@pytest.mark.parametrize(
    ("number", "rise", "far", "joined"),
    [
        ("6", 5.0, 0.3, True),
        ("6", 0.0, 0.3, False),
        ("6", 5.0, 2.0, False),
        ("2024", 5.0, 0.3, False),
    ],
)
def test_the_raised_end_of_an_ordinal_need_not_be_small(number, rise, far, joined):
    first = span(number, size=11.0)
    end = span("e", first.x1 + far * 11.0, first.top - rise, size=10.7)
    told = [one.text for one in marked_words([first, end])]
    assert told == ([number + "e"] if joined else [number, "e"])


def test_a_small_e_after_a_word_is_neither_call_nor_ordinal():
    word = span("tranch")
    assert [one.raised for one in mark_calls([word, after(word, "e")])] == [False, False]


def test_a_number_of_ordinary_size_is_no_call():
    assert not any(one.raised for one in mark_calls(words("artikel 12 van de wet")))


def test_small_print_on_the_baseline_is_no_call():
    word = span("bedrag")
    assert not any(one.raised for one in mark_calls([word, after(word, "12", rise=0.0)]))


def test_a_raised_number_far_from_any_word_is_no_call():
    word = span("bedrag")
    assert not any(one.raised for one in mark_calls([word, after(word, "12", gap=30.0)]))


def test_the_small_number_in_front_of_a_note_is_marked():
    number = span("1", 72.0, 700.0, 5.0)
    note = span("Centraal Bureau voor de Statistiek", number.x1 + 1, 701.0, 8.0)
    assert [one.raised for one in mark_calls([number, note])] == [True, False]


def test_calls_that_are_drawn_after_the_whole_page_are_found():
    text = words("De raming van het CBS volgt eigen tellingen")
    assert [one.text for one in marked_words([*text, after(text[4], "1")]) if one.raised] == ["1"]
    assert [one.text for one in marked_words([*text, after(text[6], "2")]) if one.raised] == ["2"]


def test_a_table_in_small_print_beside_large_print_holds_no_calls():
    """Only a few small numbers on a page are looked for all over it."""
    heading = span("Begroting", size=20.0)
    numbers = [span(str(place), 200.0, 140.0 + 9 * place, 7.0) for place in range(40)]
    assert not any(one.raised for one in mark_calls([heading, *numbers]))


@given(WORDS)
@settings(max_examples=50, deadline=None)
def test_words_without_small_numbers_come_through_unchanged(shapes):
    drawn = placed(shapes)
    assert list(mark_calls(drawn)) == drawn
