"""Shared text: what is the same text, whose it is, and that order and company do not matter."""

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import LANDELIJK, MEERDERE, Kind, PassageKind
from report.boilerplate import ALIKE, LEAST_RUNS, shared_texts

ARTICLE = (
    "Partijen komen overeen dat zij jaarlijks verslag doen van de voortgang, dat wijzigingen "
    "schriftelijk worden vastgelegd en dat dit convenant niet in rechte afdwingbaar is."
)
RECITAL = (
    "Overwegende dat het kabinet met regio's werkt aan de brede welvaart van inwoners en "
    "ondernemers, en dat Rijk en regio daarom samen opgaven kiezen die niemand alleen oplost."
)
WORDS = "weg huis boom dijk brug plein markt haven school bos veld kanaal toren molen sluis".split()


@pytest.fixture(scope="module")
def successors(deals):
    """Groene Streek has a second deal."""
    again = dataclasses.replace(
        deals["groen"], deal_id="groen2", name="Groene Streek II", tranche=4
    )
    return {**deals, "groen2": again}


@pytest.fixture
def at(make_passage, make_source):
    """A passage of a deal, in a document of its own unless a file is named."""

    def make(text, deal="groen", file="", *, kind=PassageKind.BODY, position=0, source_deal=""):
        source = make_source(file or f"{deal}.pdf", source_deal or deal)
        return make_passage(text, source=source, deal=deal, kind=kind, position=position)

    return make


def found(passages, deals):
    """Groups as sets of passage_id, each with whether it is standard text."""
    return {
        (frozenset(one.passage.passage_id for one in text.passages), text.is_standard)
        for text in shared_texts(passages, deals).texts
    }


def test_what_two_deals_have_nearly_alike_is_standard(at, deals):
    other = ARTICLE.replace("jaarlijks", "elk jaar")
    passages = [at(ARTICLE), at(other, "blauw"), at(RECITAL, position=1)]
    assert found(passages, deals) == {(frozenset({"groen.pdf/0", "blauw.pdf/0"}), True)}


def test_what_a_deal_repeats_in_a_later_document_is_its_own(at, deals):
    passages = [at(ARTICLE), at(ARTICLE, file="later.pdf")]
    assert found(passages, deals) == {(frozenset({"groen.pdf/0", "later.pdf/0"}), False)}


def test_what_a_region_repeats_in_its_next_deal_is_its_own(at, successors):
    own = [at(RECITAL), at(RECITAL, "groen2")]
    assert [standard for _, standard in found(own, successors)] == [False]
    assert [standard for _, standard in found([*own, at(RECITAL, "blauw")], successors)] == [True]


def test_one_document_about_many_deals_makes_no_standard_text(at, deals):
    passages = [
        at(RECITAL, deal, "synthese.pdf", position=place, source_deal=MEERDERE)
        for place, deal in enumerate(("groen", "blauw"))
    ]
    assert [standard for _, standard in found(passages, deals)] == [False]


@pytest.mark.parametrize(
    "text",
    ["Het college van burgemeester en wethouders.", "ja " * 60, "De gemeente Venlo; de provincie."],
)
def test_short_items_and_texts_of_one_word_are_never_shared(at, deals, text):
    assert found([at(text), at(text, "blauw")], deals) == set()


@pytest.mark.parametrize("kind", [PassageKind.TABLE, PassageKind.HEADING, PassageKind.FOOTNOTE])
def test_rows_of_tables_and_what_does_not_count_are_not_compared(at, deals, kind):
    assert found([at(ARTICLE, kind=kind), at(ARTICLE, "blauw", kind=kind)], deals) == set()


def test_a_national_passage_takes_nothing_from_a_deal(at, deals, make_passage, make_source):
    letter = make_passage(
        ARTICLE, source=make_source("brief.pdf", LANDELIJK, Kind.BRIEF), deal=LANDELIJK
    )
    assert found([at(ARTICLE), letter], deals) == set()


def runs(text):
    words = text.casefold().split()
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def jaccard(one, two):
    return len(runs(one) & runs(two)) / len(runs(one) | runs(two))


@st.composite
def altered(draw):
    """Thirty words, and the same with some of them replaced."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=30, max_size=30))
    changed = draw(st.lists(st.integers(0, 29), max_size=12, unique=True))
    return " ".join(words), " ".join(
        "anders" if place in changed else word for place, word in enumerate(words)
    )


@given(altered())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_exact_share_of_runs_decides(at_module, deals, pair):
    one, two = pair
    alike = jaccard(one, two) >= ALIKE and min(len(runs(one)), len(runs(two))) >= LEAST_RUNS
    groups = found([at_module(one), at_module(two, "blauw")], deals)
    if jaccard(one, two) >= 0.6 or not alike:  # nearer to the limit MinHash may overlook a pair
        assert bool(groups) == alike


@pytest.fixture(scope="module")
def at_module(make_passage, make_source):
    return lambda text, deal="groen": make_passage(
        text, source=make_source(f"{deal}.pdf", deal), deal=deal
    )


@given(st.lists(altered(), min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_changes_nothing(make_passage, make_source, deals, pairs, shuffle):
    passages = [
        make_passage(text, source=make_source(f"{deal}.pdf", deal), deal=deal, position=place)
        for place, pair in enumerate(pairs)
        for text, deal in zip(pair, ("groen", "blauw"), strict=True)
    ]
    shuffled = list(passages)
    shuffle.shuffle(shuffled)
    assert shared_texts(shuffled, deals) == shared_texts(passages, deals)


def test_other_passages_do_not_change_what_two_share(at, deals):
    drawn = random.Random(1)
    pair = [at(ARTICLE), at(ARTICLE.replace("jaarlijks", "elk jaar"), "blauw")]
    others = [
        at(" ".join(drawn.choices(WORDS, k=40)), "groen", f"{place}.pdf", position=place)
        for place in range(60)
    ]
    assert found(pair, deals) <= found([*others, *pair], deals)


def test_nothing_is_shared_by_nothing(deals):
    assert shared_texts([], deals).texts == ()
