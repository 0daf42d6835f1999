"""Terms of the taxonomy as they are written, and the words of a text that they match."""

import pytest

from classify.terms import Role, read_term
from classify.words import tokenise

ALONE_OR_INFLECTED = [
    ("warmtenet", "Warmtenetten"),
    ("woning", "woningen"),
    ("bedrijf", "bedrijven"),
    ("coördinatie", "coordinatie"),
    ("=trein", "treinen"),
    ("=haven", "havens"),
    ("keten", "ketens"),
    ("=veilig", "veilige"),
    ("zorg", "zorg"),
    ("e-health", "e-health"),
]
IN_COMPOUNDS = [
    ("arbeidsmarkt", "arbeidsmarkttekort"),
    ("tekort", "arbeidsmarkttekort"),
    ("scholing", "scholingsvoucher"),
    ("voucher", "scholingsvouchers"),
    ("ontmoetingsplek", "dorpsontmoetingsplek"),
    ("scholing", "bijscholing"),
    ("scholing", "omscholing"),
    ("arbeidsmarkt", "zorg-arbeidsmarkt"),
]
OTHER_WORDS = [
    ("=scholing", "bijscholing"),
    ("=scholing", "scholingsvoucher"),
    ("zorg", "zorgverlener"),
    ("markt", "arbeidsmarkttekort"),
    ("dorpsontmoetingsplek", "ontmoetingsplek"),
    ("arbeidsmarkt", "marktarbeid"),
    ("veilig", "veiling"),
    ("regering", "ring"),
]


def matches(term, word):
    ((pattern,),) = read_term(term, "R1", Role.CORE).phrases
    (token,) = tokenise(word)
    return pattern.matches(token)


@pytest.mark.parametrize(("term", "word"), ALONE_OR_INFLECTED)
def test_a_term_matches_the_forms_of_its_word(term, word):
    assert matches(term, word)


@pytest.mark.parametrize(("term", "word"), IN_COMPOUNDS)
def test_a_term_matches_compounds_that_begin_or_end_with_it(term, word):
    assert matches(term, word)


@pytest.mark.parametrize(("term", "word"), OTHER_WORDS)
def test_a_term_does_not_match_other_words(term, word):
    assert not matches(term, word)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("erfgoed", [1]),
        ("stoppen met roken", [3]),
        ("schulden ~ gezondheid", [1, 1]),
        ("elkaar ontmoeten ~ wijk", [2, 1]),
        ("=kunst", [1]),
        ("kunst ~ =zorg en welzijn ~ wijk", [1, 3, 1]),
        ("e-health", [1]),
    ],
)
def test_a_term_falls_apart_into_phrases_of_words(text, lengths):
    assert [len(phrase) for phrase in read_term(text, "R1", Role.CORE).phrases] == lengths


@pytest.mark.parametrize("role", Role)
def test_a_term_keeps_its_text_concept_and_role(role):
    term = read_term("schulden ~ gezondheid", "R2", role)
    assert (term.text, term.concept, term.role) == ("schulden ~ gezondheid", "R2", role)


def test_words_of_a_phrase_match_no_compounds():
    ((first, second),) = read_term("sociale werkplaats", "R7", Role.CORE).phrases
    assert second.matches(*tokenise("werkplaatsen"))
    assert not second.matches(*tokenise("werkplaatsleider"))
    assert not first.matches(*tokenise("sociaal-economisch"))
