"""Reading: what is found in a text, and in which of its segments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.lexical import LexicalTagger, term_counts
from classify.reading import hits_within, read_text

WORDS = st.sampled_from(
    [
        *["museum", "theater", "vrijwilligers", "warmtenet", "schulden", "gezondheid", "het", "en"],
        *[",", ".", ";", "\n", "–", "valt buiten de deal", "is geen onderdeel van de deal"],
    ]
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@pytest.fixture(scope="module")
def lexicon(make_concept, taxonomy_of):
    return LexicalTagger(
        taxonomy_of(
            make_concept("R1", core=["museum", "theater"], supporting=["vrijwilliger"]),
            make_concept("R2", core=["schulden ~ gezondheid"]),
            make_concept("R12", core=["warmtenet"]),
        )
    )


def excluded(text, lexicon):
    """The segments of a text that are left out of the deal."""
    found = read_text(text, lexicon).segments
    return [text[slice(*segment.span)] for segment in found if segment.is_excluded]


def test_hits_belong_to_the_segment_that_they_begin_in(lexicon):
    reading = read_text("Het museum gaat open, het warmtenet gaat dicht.", lexicon)
    first, second = (hits_within(reading, segment) for segment in reading.segments)
    assert (list(first), list(second)) == (["R1"], ["R12"])


def test_a_hit_over_two_segments_counts_where_it_begins(lexicon):
    reading = read_text("Wie met schulden leeft, krijgt minder gezondheid.", lexicon)
    assert [list(hits_within(reading, segment)) for segment in reading.segments] == [["R2"], []]


@given(TEXTS)
@settings(deadline=None)
def test_every_hit_lies_in_exactly_one_segment(lexicon, text):
    reading = read_text(text, lexicon)
    within = [hits_within(reading, segment) for segment in reading.segments]
    for concept, hits in reading.hits.items():
        found = [hit for some in within for hit in some.get(concept, [])]
        assert sorted(found, key=lambda hit: hit.spans) == hits
    assert all(concept in reading.hits for some in within for concept in some)


@given(TEXTS)
@settings(deadline=None)
def test_every_word_lies_in_exactly_one_segment(lexicon, text):
    reading = read_text(text, lexicon)
    told = [token for segment in reading.segments for token in reading.tokens_of(segment)]
    assert told == list(reading.tokens)
    for segment in reading.segments:
        start, end = segment.span
        assert all(
            start <= token.start and token.end <= end for token in reading.tokens_of(segment)
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Het museum wordt verbouwd; het warmtenet valt buiten de deal.",
            ["het warmtenet valt buiten de deal."],
        ),
        ("Het warmtenet valt buiten de deal.", ["Het warmtenet valt buiten de deal."]),
        ("Het museum wordt verbouwd en het warmtenet komt er.", []),
        ("", []),
    ],
)
def test_a_segment_is_left_out_where_the_text_says_so(lexicon, text, expected):
    assert excluded(text, lexicon) == expected


def test_different_terms_are_counted_by_role(lexicon):
    text = "Musea, een museum en een theater werken met vrijwilligers."
    assert term_counts(read_text(text, lexicon).hits["R1"]) == (2, 1)
    assert term_counts([]) == (0, 0)


def test_terms_are_found_by_lemma_but_wording_keeps_its_own_stems(make_concept, taxonomy_of):
    # Whether a language model is installed must not change what the wording heads are given.
    concepts = taxonomy_of(make_concept("R1", core=["gaan"]))
    bare = read_text("Jongeren gingen weg.", LexicalTagger(concepts))
    lemmatised = read_text("Jongeren gingen weg.", LexicalTagger(concepts, lambda _: {9: "gaan"}))
    assert (list(bare.hits), list(lemmatised.hits)) == ([], ["R1"])
    assert lemmatised.tokens == bare.tokens
