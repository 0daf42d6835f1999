"""Codes that a font keeps to itself: learnt from the words they stand in, or marked as unknown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import span, texts

from extract.pdf.private_letters import learnt_letters, with_letters

CODE, OTHER = "\ue001", "\ue002"
UNKNOWN = "\ufffd"
WORDS = {
    "fi": "financiering officieel specifiek definitief profiel identificatie significant grafiek",
    "ti": "situatie evaluatie organisatie positie initiatief prioriteit kwaliteit politiek",
    "ff": "effecten differentiatie effectief officieren verschaffen koffie treffen straffen",
    "f": "formulier fonds gefaseerd bedrijf tarief professioneel conform informatie",
    "ë": "geëvalueerd financiële industriële provinciële ideeën categorieën essentiële",
}


def spans(words):
    return [span(word, top=100.0 + 12 * place) for place, word in enumerate(words)]


def coded(words, letter, code=CODE):
    return [word.replace(letter, code) for word in words]


@pytest.mark.parametrize("letter", WORDS)
def test_a_code_is_learnt_from_the_words_that_it_makes_dutch(letter):
    words = [word for word in WORDS[letter].split() if letter in word]
    assert learnt_letters(spans(coded(words, letter))) == {CODE: letter}
    assert texts(with_letters(spans(coded(words, letter)), {CODE: letter})) == words


@given(st.sampled_from(sorted(WORDS)), st.integers(3, 8))
@settings(max_examples=30, deadline=None)
def test_what_is_learnt_is_never_another_letter(letter, count):
    words = [word for word in WORDS[letter].split() if letter in word][:count]
    learnt = learnt_letters(spans(coded(words, letter)))
    assert learnt.get(CODE, letter) == letter


def test_two_codes_are_learnt_apart():
    one = coded(WORDS["fi"].split()[:5], "fi")
    other = coded(WORDS["ti"].split()[:5], "ti", OTHER)
    assert learnt_letters(spans([*one, *other])) == {CODE: "fi", OTHER: "ti"}


@pytest.mark.parametrize(
    "words",
    [
        [f"x{CODE}q", f"zz{CODE}", f"qw{CODE}rt"],
        [f"{CODE}a"],
        [CODE, CODE],
        [f"{CODE}{OTHER}nanciering", f"o{CODE}{OTHER}cieel"],
        [],
    ],
    ids=["no words", "one short word", "alone", "two at once", "none"],
)
def test_without_evidence_nothing_is_learnt(words):
    assert learnt_letters(spans(words)) == {}


def test_an_accent_drawn_in_place_of_its_letter_is_learnt_as_that_letter():
    words = ["financi¨le", "industri¨le", "provinci¨le", "materi¨le", "essenti¨le"]
    assert learnt_letters(spans(words)) == {"¨": "ë"}


def test_an_unknown_code_leaves_a_mark_in_its_word_and_nothing_where_it_stands_alone():
    cleaned = with_letters(spans([f"o{CODE}cieel", CODE, "regio"]), {})
    assert texts(cleaned) == [f"o{UNKNOWN}cieel", "regio"]


@given(st.lists(st.text("abcdefgh €ë-", min_size=1, max_size=9), max_size=8))
@settings(max_examples=50, deadline=None)
def test_ordinary_words_come_through_unchanged(words):
    drawn = spans(words)
    assert learnt_letters(drawn) == {}
    assert with_letters(drawn, {CODE: "fi"}) == drawn
