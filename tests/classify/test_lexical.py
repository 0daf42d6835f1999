"""The lexical tagger: which terms count, which yield, and where the evidence stands."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classify.lexical import LexicalScore, LexicalTagger, score_of
from classify.terms import Role, read_term
from classify.words import tokenise
from corpus.records import Evidence
from taxonomy.load import shipped_taxonomy

NOTHING = LexicalScore(0, 0, ())
FILLER = "de het een van en werd vooral in 2023 gisteren – (bijlage) xqzt".split()
TERMS = sorted(
    {
        term.replace("~", " ").replace("=", "")
        for concept in shipped_taxonomy().concepts
        for term in (*concept.core_terms, *concept.supporting_terms, *concept.negative_terms)
    }
)
PARAGRAPHS = st.lists(
    st.sampled_from(TERMS) | st.sampled_from([*FILLER, ".", ";", "\n", ","]), max_size=25
).map(" ".join)


@pytest.fixture(scope="module")
def shipped(taxonomy):
    return LexicalTagger(taxonomy)


@pytest.fixture
def score(make_concept, taxonomy_of):
    """The score of a text for one concept with the given terms."""

    def score_text(text, lemmatiser=None, **terms):
        found = LexicalTagger(taxonomy_of(make_concept(**terms)), lemmatiser).score(text)
        return found.get("R1", NOTHING)

    return score_text


@pytest.fixture
def found(score):
    """The words of a text that are evidence for one concept with the given terms."""

    def words(text, **terms):
        return [text[item.start : item.end] for item in score(text, **terms).evidence]

    return words


def test_core_and_supporting_terms_are_counted_once_each(score):
    counted = score(
        "Het museum en de musea werken met vrijwilligers en makers in het theater.",
        core=["museum", "theater"],
        supporting=["vrijwilliger", "kasteel"],
    )
    assert (counted.core, counted.supporting) == (2, 1)


def test_every_place_of_a_term_is_evidence(found):
    assert found("Het museum leent aan Musea.", core=["museum"]) == ["museum", "Musea"]


def test_evidence_names_the_term_and_its_exact_place(score):
    evidence = score("Een nieuw Warmtenet.", core=["warmtenet"]).evidence
    assert evidence == (Evidence(10, 19, "warmtenet"),)


def test_the_longest_match_comes_first(score):
    longest = score(
        "Digitale zorg op afstand helpt.", core=["digitale zorg"], supporting=["zorg op afstand"]
    )
    assert (longest.core, longest.supporting) == (0, 1)
    assert [item.term for item in longest.evidence] == ["zorg op afstand"]


def test_a_term_inside_a_longer_one_does_not_count_but_elsewhere_it_does(found):
    terms = {"core": ["gezonde leefstijl", "leefstijl"]}
    assert found("Een gezonde leefstijl.", **terms) == ["gezonde leefstijl"]
    both = found("Een gezonde leefstijl is een leefstijl.", **terms)
    assert both == ["gezonde leefstijl", "leefstijl"]


def test_a_negative_term_wins_over_a_term_of_equal_length(score):
    terms = {"core": ["gezonde bodem"], "negative": ["gezonde bodem"]}
    assert score("Zij willen een gezonde bodem.", **terms) == NOTHING


def test_a_longer_negative_term_wins_over_a_shorter_term(score):
    assert score("De bedrijfscultuur.", core=["cultuur"], negative=["bedrijfscultuur"]) == NOTHING
    assert score("Een gezonde bodem.", core=["bodem"], negative=["gezonde bodem"]) == NOTHING


def test_a_longer_term_wins_over_a_shorter_negative_term(found):
    terms = {"core": ["gezonde bodem en water"], "negative": ["gezonde bodem", "water"]}
    assert found("Voor gezonde bodem en water.", **terms) == ["gezonde bodem en water"]


def test_a_negative_term_takes_only_the_words_that_it_covers(found):
    text = "De bodem daalt; een gezonde bodem helpt."
    assert found(text, core=["bodem"], negative=["gezonde bodem"]) == ["bodem"]


def test_a_negative_term_of_one_concept_leaves_another_alone(make_concept, taxonomy_of):
    health = make_concept("R2", core=["gezonde"], negative=["gezonde bodem"])
    soil = make_concept("R11", core=["gezonde bodem"])
    assert list(LexicalTagger(taxonomy_of(health, soil)).score("Een gezonde bodem.")) == ["R11"]


def test_a_negative_term_alone_is_no_evidence(score):
    assert score("De sociale media.", core=["sociale cohesie"], negative=["sociale media"]) == (
        NOTHING
    )


def test_the_name_of_an_organisation_takes_its_words_out_of_the_search(found):
    terms = {"core": ["werk"], "organisations": ["Stichting Werk en Zorg"]}
    assert found("Stichting Werk en Zorg vergadert.", **terms) == []
    assert found("Stichting Werk en Zorg zoekt werk.", **terms) == ["werk"]


def test_the_name_of_an_organisation_alone_is_no_evidence(score):
    assert score("De stichting Leerbedrijf.", organisations=["Leerbedrijf"]) == NOTHING


def test_the_name_of_an_organisation_wins_over_a_term_of_equal_length(score):
    terms = {"core": ["gezonde bodem"], "organisations": ["gezonde bodem"]}
    assert score("Zij willen een gezonde bodem.", **terms) == NOTHING


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("arbeidsmarkt", "Door het arbeidsmarkttekort.", ["arbeidsmarkttekort"]),
        ("scholing", "Een scholingsvoucher!", ["scholingsvoucher"]),
        ("ontmoetingsplek", "De dorpsontmoetingsplek.", ["dorpsontmoetingsplek"]),
        ("scholing", "Ook bijscholing.", ["bijscholing"]),
        ("=scholing", "Bijscholing is scholing.", ["scholing"]),
        ("kunst en cultuur", "Voor KUNST EN CULTUUR.", ["KUNST EN CULTUUR"]),
        ("kunst en cultuur", "Voor kunst, en cultuur.", ["kunst, en cultuur"]),
        ("kunst en cultuur", "Voor kunst of en cultuur.", []),
    ],
)
def test_terms_are_found_as_words_compounds_and_phrases(found, term, text, words):
    assert found(text, core=[term]) == words


@pytest.mark.parametrize("end", [". ", "; ", "! ", "? ", "\n"])
def test_a_phrase_does_not_cross_the_end_of_a_sentence(found, end):
    assert (
        found(f"Het beleid is sociaal{end}Isolement is er niet.", core=["sociaal isolement"]) == []
    )


@pytest.mark.parametrize("between", range(6))
@pytest.mark.parametrize("words", [("schulden", "gezondheid"), ("gezondheid", "schulden")])
def test_near_terms_are_found_with_at_most_five_words_between_in_either_order(
    found, words, between
):
    text = " ".join([words[0], *["en"] * between, words[1]])
    assert found(text, core=["schulden ~ gezondheid"]) == list(words)


@pytest.mark.parametrize("words", [("schulden", "gezondheid"), ("gezondheid", "schulden")])
def test_six_words_between_is_not_near(found, words):
    text = " ".join([words[0], *["en"] * 6, words[1]])
    assert found(text, core=["schulden ~ gezondheid"]) == []


@pytest.mark.parametrize("end", [". ", "; ", "! ", "? ", "\n"])
def test_near_terms_stand_in_one_sentence(found, end):
    assert found(f"Zij hebben schulden{end}Gezondheid telt.", core=["schulden ~ gezondheid"]) == []
    assert found(f"Gezondheid telt{end}Schulden ook.", core=["schulden ~ gezondheid"]) == []


def test_a_near_term_may_hold_phrases(found):
    text = "In de wijk moeten bewoners elkaar ontmoeten."
    assert found(text, core=["elkaar ontmoeten ~ wijk"]) == ["wijk", "elkaar ontmoeten"]


@pytest.mark.parametrize(("between", "near"), [(0, True), (5, True), (6, False)])
@pytest.mark.parametrize("term", ["elkaar ontmoeten ~ wijk", "wijk ~ elkaar ontmoeten"])
@pytest.mark.parametrize("ends", [("wijk", "elkaar ontmoeten"), ("elkaar ontmoeten", "wijk")])
def test_distance_is_counted_between_the_nearest_words_of_phrases(found, term, ends, between, near):
    text = " ".join([ends[0], *["en"] * between, ends[1]])
    assert found(text, core=[term]) == (list(ends) if near else [])


def test_a_near_term_with_one_of_its_words_is_nothing(found):
    assert found("Gezondheid gaat voor gezondheid.", core=["schulden ~ gezondheid"]) == []


def test_a_lemma_finds_a_form_that_no_stem_knows(score):
    text = "Jongeren gingen weg."
    lemmas = {0: "jongere", 9: "gaan", 16: "weg", 19: "."}
    assert score(text, core=["gaan"]) == NOTHING
    evidence = score(text, core=["gaan"], lemmatiser=lambda _: lemmas).evidence
    assert evidence == (Evidence(9, 15, "gaan"),)


@pytest.mark.parametrize("lemmas", [{}, {0: "-"}, {0: "12"}, {0: ""}, {3: "gaan"}])
def test_a_lemma_that_is_no_word_or_stands_elsewhere_changes_nothing(score, lemmas):
    found = score("Museum open", core=["museum"], lemmatiser=lambda _: lemmas)
    assert found.evidence == (Evidence(0, 6, "museum"),)


def test_a_lemma_leaves_the_parts_of_a_compound(found):
    lemmas = {0: "scholingsvoucher"}
    assert found("Scholingsvouchers.", core=["scholing"], lemmatiser=lambda _: lemmas) == [
        "Scholingsvouchers"
    ]


def test_scores_come_in_the_order_of_the_taxonomy(make_concept, taxonomy_of):
    concepts = [make_concept("R9", core=["museum"]), make_concept("R1", core=["theater"])]
    assert list(LexicalTagger(taxonomy_of(*concepts)).score("Theater en museum")) == ["R9", "R1"]


@pytest.mark.parametrize("text", ["", " \n", "…—•", "2023 12,5 %", "de het een van en"])
def test_a_text_without_terms_has_no_scores(shipped, text):
    assert shipped.score(text) == {}


def test_every_shipped_term_finds_its_own_words(taxonomy, score):
    lost = [
        (concept.id, term)
        for concept in taxonomy.concepts
        for term in (*concept.core_terms, *concept.supporting_terms, *concept.negative_terms)
        if score(term.replace("~", " ").replace("=", ""), core=[term]) == NOTHING
    ]
    assert lost == []


@given(PARAGRAPHS)
@settings(max_examples=50, deadline=None)
def test_evidence_points_exactly_at_words_that_its_term_matches(shipped, text):
    for concept, counted in shipped.score(text).items():
        for item in counted.evidence:
            words = tokenise(text[item.start : item.end])
            assert (words[0].start, words[-1].end) == (0, item.end - item.start)
            phrases = read_term(item.term, concept, Role.CORE).phrases
            assert any(
                len(words) == len(phrase)
                and all(pattern.matches(word) for pattern, word in zip(phrase, words, strict=True))
                for phrase in phrases
            )


@given(PARAGRAPHS)
@settings(max_examples=50, deadline=None)
def test_the_hits_found_are_those_that_are_scored(shipped, text):
    tokens = tokenise(text)
    hits = shipped.find(text, tokens)
    assert {concept: score_of(some, tokens) for concept, some in hits.items()} == (
        shipped.score(text)
    )


@given(PARAGRAPHS)
@settings(max_examples=50, deadline=None)
def test_no_word_is_evidence_twice_for_one_concept(shipped, text):
    for counted in shipped.score(text).values():
        ends = [(item.start, item.end) for item in counted.evidence]
        assert all(first[1] <= second[0] for first, second in pairwise(ends))


@given(PARAGRAPHS, PARAGRAPHS)
@example("het beleid is sociaal", "isolement is er niet")
@settings(max_examples=50, deadline=None)
def test_sentences_are_read_apart(shipped, one, other):
    together = places(shipped, f"{one}\n{other}")
    assert together == places(shipped, one) | places(shipped, other, len(one) + 1)


def places(tagger, text, moved=0):
    return {
        (concept, item.start + moved, item.end + moved, item.term)
        for concept, counted in tagger.score(text).items()
        for item in counted.evidence
    }
