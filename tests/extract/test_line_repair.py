"""Joining lines: hyphens of the typesetter go, hyphens of the word stay, no letter is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.repair import hyphenated_words, join_lines

SYLLABLES = ["samen", "zee", "egel", "EU", "2020", "sociaal", "en", "x", "€", "(mbo)", "km/", "é"]
PIECE = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map("".join)
LINE = st.tuples(st.lists(PIECE, max_size=4).map(" ".join), st.sampled_from(["", "-", " ", "."]))
LINES = st.lists(LINE.map("".join), max_size=6)


def letters(text):
    """What may never be lost: everything but spaces and hyphens."""
    return "".join(char for char in text if not char.isspace() and char != "-")


@given(LINES)
@settings(max_examples=50, deadline=None)
def test_joining_loses_no_letter_and_keeps_the_order(lines):
    assert letters(join_lines(lines)) == letters("".join(lines))


@given(LINES)
@settings(max_examples=50, deadline=None)
def test_joined_text_stays_as_it_is(lines):
    once = join_lines(lines)
    assert join_lines([once]) == once
    assert "\n" not in once
    assert "  " not in once


@given(LINES, LINES)
@settings(max_examples=50, deadline=None)
def test_joining_in_two_steps_gives_the_same_text(first, rest):
    assert join_lines([join_lines(first), *rest]) == join_lines([*first, *rest])


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["De samen-", "werking loopt."], "De samenwerking loopt."),
        (["de onderwijs-", "en scholingskansen"], "de onderwijs- en scholingskansen"),
        (["op- of", "afschalen"], "op- of afschalen"),
        (["de EU-", "subsidies"], "de EU-subsidies"),
        (["de zee-", "egel"], "de zee-egel"),
        (["sociaal-", "economisch"], "sociaal-economisch"),
        (["Noord-", "Holland"], "Noord-Holland"),
        (["de jaren 2020-", "2024"], "de jaren 2020-2024"),
        (["de mbo-", "Opleiding"], "de mbo-Opleiding"),
        (["de e-", "fiets"], "de e-fiets"),
        (["wonen/", "werken"], "wonen/werken"),
        (["De regio", "", "  werkt   samen "], "De regio werkt samen"),
        (["een plan –", "en geld"], "een plan – en geld"),
        ([], ""),
    ],
)
def test_lines_join_as_a_reader_would_join_them(lines, joined):
    assert join_lines(lines) == joined


def test_a_hyphen_stays_where_the_document_writes_the_word_with_a_hyphen_elsewhere():
    known = hyphenated_words(["De woon-werkroute is klaar."])
    assert known == {"woon-werkroute"}
    assert join_lines(["de woon-", "werkroute"], known) == "de woon-werkroute"
    assert join_lines(["de woon-", "werkroute"]) == "de woonwerkroute"


def test_a_hyphen_at_the_end_of_a_line_is_no_evidence_for_a_word_with_a_hyphen():
    assert hyphenated_words(["de samen-", "werking"]) == frozenset()
