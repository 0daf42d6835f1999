"""Segments: pieces of a text, in order, that together hold every word."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classify.segments import segments
from classify.words import tokenise

PIECES = st.sampled_from(
    [
        *["huis", "de", "zorg", "'s-Hertogenbosch", "1.250,50", "e-health", "én", "En", "en-"],
        *[" ", "  ", "\u00a0", ", ", ",", ". ", "; ", ": ", "! ", " – ", " - ", "-", "\n", " en "],
    ]
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=80) | st.lists(
    PIECES, max_size=30
).map("".join)


def pieces(text):
    return [text[start:end] for start, end in segments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "De gemeente bouwt woningen, de school krijgt een plein.",
            ["De gemeente bouwt woningen", "de school krijgt een plein."],
        ),
        (
            "De gemeente bouwt woningen en de school krijgt een plein.",
            ["De gemeente bouwt woningen", "en de school krijgt een plein."],
        ),
        (
            "Het dorp bouwt woningen – de school krijgt een plein",
            ["Het dorp bouwt woningen", "de school krijgt een plein"],
        ),
        (
            "Het dorp bouwt woningen. Klaar is het nog niet! Wat nu te doen? Bouwen in 2030.",
            [
                "Het dorp bouwt woningen.",
                "Klaar is het nog niet!",
                "Wat nu te doen?",
                "Bouwen in 2030.",
            ],
        ),
        (
            "Wij doen drie dingen: wonen voor starters; zorg voor ouderen",
            ["Wij doen drie dingen:", "wonen voor starters;", "zorg voor ouderen"],
        ),
        (
            "Aanleg van wegen\nBouw van scholen",
            ["Aanleg van wegen", "Bouw van scholen"],
        ),
    ],
)
def test_a_text_is_cut_at_commas_dashes_en_lines_and_ends_of_sentences(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Een bedrag van 1.250,50 euro",  # no white space behind the comma
        "De e-health-toepassing voor Noord-Holland",
        "Mensen met een enkele band",  # "en" is the beginning of another word
        "Een plek voor sport, zang en dans",  # pieces of one or two words say little alone
    ],
)
def test_other_marks_and_short_pieces_cut_nothing(text):
    assert pieces(text) == [text]


def test_a_short_beginning_stands_alone():
    assert pieces("Artikel 3. De partijen bouwen woningen.") == [
        "Artikel 3.",
        "De partijen bouwen woningen.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n \t\n", "\u00a0"])
def test_white_space_has_no_segments(text):
    assert segments(text) == ()


@given(TEXTS)
@example(", . – en ")
def test_segments_lie_within_the_text_in_order_without_overlap(text):
    spans = segments(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(piece.strip() for piece in pieces(text))


@given(TEXTS)
@example("en, en – en")
def test_no_word_is_lost_or_cut(text):
    kept = [token.text for piece in pieces(text) for token in tokenise(piece)]
    assert kept == [token.text for token in tokenise(text)]


@given(TEXTS)
def test_a_segment_is_one_segment(text):
    assert all(segments(piece) == ((0, len(piece)),) for piece in pieces(text))
