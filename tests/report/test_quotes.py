"""Quotes: literal, from the right sentence, with the page that the words stand on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import Box
from report.quotes import best_quote, sentence_around

THREE = "Het weer was mooi. Het museum trok bezoekers. Het theater en het museum groeien."
STARTS = (0, 19, 46)
PAGE_1 = Box(1, 50.0, 700.0, 500.0, 780.0)
PAGE_2 = Box(2, 50.0, 60.0, 500.0, 140.0)
WORDS = st.text("abcdé.-", min_size=1, max_size=12) | st.just("x" * 400)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=120), min_size=1, max_size=4)


def one_line(text):
    return " ".join(text.split())


def literal(quote):
    return quote.removeprefix("… ").removesuffix(" …")


def test_the_sentence_with_most_different_evidence_is_quoted(make_passage):
    passage = make_passage(
        THREE, evidence={"R1": ["museum", "theater", "groeien"]}, sentence_starts=STARTS
    )
    assert best_quote(passage, "R1").text == "Het theater en het museum groeien."


def test_between_equal_sentences_the_first_is_quoted(make_passage):
    passage = make_passage(THREE, evidence={"R1": ["theater", "bezoekers"]}, sentence_starts=STARTS)
    assert best_quote(passage, "R1").text == "Het museum trok bezoekers."


@pytest.mark.parametrize("evidence", [{}, {"R2": ["theater"]}])
def test_without_evidence_for_the_concept_the_first_sentence_is_quoted(make_passage, evidence):
    passage = make_passage(THREE, evidence=evidence, sentence_starts=STARTS)
    assert best_quote(passage, "R1").text == "Het weer was mooi."


def test_a_quote_stands_on_one_line(make_passage):
    passage = make_passage("De deal werkt aan:\n• wonen\n• zorg")
    assert best_quote(passage, "R1").text == "De deal werkt aan: • wonen • zorg"


@pytest.mark.parametrize(
    ("word", "box"), [("Het weer", PAGE_1), ("museum", PAGE_1), ("theater", PAGE_2)]
)
def test_page_and_box_are_those_of_the_evidence(make_passage, word, box):
    passage = make_passage(
        THREE,
        evidence={"R1": [word]},
        sentence_starts=STARTS,
        boxes=(PAGE_1, PAGE_2),
        box_starts=(0, 46),
    )
    quote = best_quote(passage, "R1")
    assert (quote.page, quote.box) == (box.page, box)


def test_a_sentence_over_two_pages_has_the_page_of_its_evidence(make_passage):
    passage = make_passage(
        "Op de ene pagina begint een zin over het museum op de andere pagina.",
        evidence={"R1": ["museum"]},
        boxes=(PAGE_1, PAGE_2),
        box_starts=(0, 24),
    )
    assert best_quote(passage, "R1").page == 2


def test_the_link_opens_the_file_at_the_page(make_passage, make_source):
    passage = make_passage("Tekst.", source=make_source("plan 2021.pdf"), boxes=[PAGE_2])
    quote = best_quote(passage, "R1")
    assert (quote.document, quote.link) == ("plan 2021.pdf", "plan 2021.pdf#page=2")


def test_a_long_sentence_is_cut_at_words_around_its_evidence(make_passage):
    text = "begin " * 100 + "museum " + "einde " * 100
    quote = best_quote(make_passage(text, evidence={"R1": ["museum"]}), "R1").text
    assert quote.startswith("… begin ")
    assert " museum " in quote
    assert quote.endswith(" einde …")
    assert len(quote) <= 320 + len("…  …")


def test_a_long_sentence_is_cut_only_where_it_goes_on(make_passage):
    start = best_quote(make_passage("museum " + "woord " * 100, evidence={"R1": ["museum"]}), "R1")
    assert start.text.startswith("museum woord")
    assert start.text.endswith(" woord …")
    end = best_quote(make_passage("woord " * 100 + "museum.", evidence={"R1": ["museum"]}), "R1")
    assert end.text.startswith("… woord")
    assert end.text.endswith(" museum.")


def test_white_space_after_a_sentence_is_no_reason_to_cut_it(make_passage):
    text = "a" * 319 + "." + " \n Volgende zin."
    assert best_quote(make_passage(text, sentence_starts=(0, 323)), "R1").text == "a" * 319 + "."


@pytest.mark.parametrize("start", ["", "Zie ", "Lees dit eens na op "])
def test_a_sentence_with_an_endless_word_gives_a_quote_of_its_own_sentence(make_passage, start):
    text = f"{start}https://voorbeeld.nl/{'x' * 900}. Daarna volgt nog een zin."
    passage = make_passage(text, sentence_starts=(0, text.index("Daarna")))
    quote = literal(best_quote(passage, "R1").text)
    assert quote
    assert text.startswith(quote)
    assert len(quote) <= 320


def test_evidence_inside_an_endless_word_is_quoted(make_passage):
    text = "a" * 500 + "museum" + "b" * 500 + " en meer."
    passage = make_passage(text, evidence={"R1": ["museum"]})
    assert "museum" in best_quote(passage, "R1").text


@given(SENTENCES, st.data())
@settings(max_examples=50, deadline=None)
def test_a_quote_is_a_bounded_literal_part_of_its_passage_with_its_evidence(
    make_passage, sentences, data
):
    parts = [" ".join(words) for words in sentences]
    text = " ".join(parts)
    starts = [sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    word = data.draw(st.sampled_from([word for words in sentences for word in words]))
    evidence = {"R1": [word]} if len(word) < 100 else {}
    passage = make_passage(text, evidence=evidence, sentence_starts=starts)
    quote = best_quote(passage, "R1").text
    assert literal(quote)
    assert literal(quote) in one_line(text)
    assert len(quote) <= 320 + len("…  …")
    if evidence:
        assert word in quote


@given(st.integers(0, len(THREE)), st.integers(0, 12))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sentences_around_characters_hold_them_and_are_never_empty(make_passage, start, length):
    """Also where a heading says it and no character of the passage does."""
    passage = make_passage(THREE, sentence_starts=STARTS)
    end = min(start + length, len(THREE))
    found = sentence_around(passage, start, end)
    assert found.start in STARTS
    assert found.start < found.end
    if start < end:
        assert found.start <= start < end <= found.end
    else:
        assert (found.start, found.end) in passage.passage.sentence_bounds
