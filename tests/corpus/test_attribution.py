"""Which deal a passage of a document about many deals speaks of, and why."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import registry
from corpus.attribution import Attribution, attribute, attribute_all, sentences_of
from corpus.records import LANDELIJK, MEERDERE, Kind, Passage, PassageKind, Source

NO_DEAL = Attribution(LANDELIJK, "geen deal genoemd")
SEVERAL = Attribution(LANDELIJK, "meerdere deals genoemd")
SHARED_TWENTE = Attribution(LANDELIJK, "naam past bij meer dan één deal: regio deal twente")
LETTER = Source(
    path=Path("/werk/kamerbrief.pdf"),
    name="kamerbrief.pdf",
    deal=MEERDERE,
    kind=Kind.BRIEF,
    year=2025,
    title="",
    author="",
    url="",
    sha256="0" * 64,
)


def passage(*sentences, headings=()):
    """A passage of whole sentences under headings."""
    starts = [0]
    for sentence in sentences[:-1]:
        starts.append(starts[-1] + len(sentence) + 1)
    return Passage(
        passage_id="p",
        document_id="d",
        position=0,
        kind=PassageKind.BODY,
        heading_path=tuple(headings),
        text=" ".join(sentences),
        boxes=(),
        box_starts=(),
        sentence_starts=tuple(starts),
    )


def deal_of(*sentences, headings=(), **source):
    """What is decided on a passage of the letter, or of a letter that differs from it."""
    changed = dataclasses.replace(LETTER, **source)
    return attribute(passage(*sentences, headings=headings), changed, registry.deal_names())


def test_a_document_of_one_deal_gives_all_its_passages_to_that_deal():
    found = deal_of("De Regio Deal Zeeland.", headings=["Foodvalley"], deal="t2-twente")
    assert found == Attribution("t2-twente", "manifest")
    assert deal_of("De Regio Deal Zeeland.", deal=LANDELIJK).deal == LANDELIJK


def test_the_heading_wins_from_the_text():
    found = deal_of("Net als de Regio Deal Zeeland.", headings=["2 Voortgang", "2.1 Noord-Drenthe"])
    assert found == Attribution("t6-noord-drenthe", "kop")


def test_the_deepest_heading_with_a_deal_wins():
    assert deal_of("Tekst.", headings=["Zeeland", "Noord-Drenthe", "Resultaten"]) == Attribution(
        "t6-noord-drenthe", "kop"
    )


def test_a_heading_with_several_deals_leaves_it_to_the_one_above():
    headings = ["Regio Deal Zeeland", "Samen met Noord-Drenthe en Waterland"]
    assert deal_of("Tekst.", headings=headings) == Attribution("t1-zeeland", "kop")


def test_one_deal_in_a_sentence_about_regio_deals_is_the_deal():
    found = deal_of("In 2024 begon veel.", "De Regio Deal Noord-Drenthe bouwde drie dorpshuizen.")
    assert found == Attribution("t6-noord-drenthe", "tekst")


@pytest.mark.parametrize("word", ["Regio Deal", "regiodeal", "Regio Deals", "REGIODEALS"])
def test_a_regio_deal_may_be_written_in_several_ways(word):
    assert deal_of(f"De {word} in Noord-Drenthe loopt.").deal == "t6-noord-drenthe"


def test_several_deals_in_a_passage_are_national():
    assert deal_of("De Regio Deals Zeeland en Noord-Drenthe lopen.") == SEVERAL
    assert deal_of("De Regio Deal Zeeland loopt.", "De Regio Deal Waterland ook.") == SEVERAL


def test_the_name_of_a_province_alone_does_not_count():
    assert deal_of("De provincie Zeeland investeert in dorpshuizen.") == NO_DEAL


def test_the_name_of_a_province_counts_only_in_its_own_sentence():
    assert deal_of("Zeeland investeert zelf.", "Over de Regio Deals volgt meer.") == NO_DEAL
    assert deal_of("De provincie Zeeland betaalt mee aan de Regio Deal.").deal == "t1-zeeland"


def test_a_passage_without_any_deal_is_national():
    assert deal_of("Rijk en regio werken samen.", headings=["1 Inleiding"]) == NO_DEAL
    assert deal_of("De Regio Deals lopen goed.") == NO_DEAL


def test_a_name_that_several_deals_share_is_national_and_says_so():
    assert deal_of("De Regio Deal Twente loopt.") == SHARED_TWENTE
    assert deal_of("Tekst.", headings=["Regio Deal Twente"]) == SHARED_TWENTE


@pytest.mark.parametrize(("tranche", "deal"), [(2, "t2-twente"), (4, "t4-twente")])
def test_a_tranche_decides_a_name_that_several_deals_share(tranche, deal):
    in_text = f"De Regio Deal Twente van tranche {tranche} loopt."
    assert deal_of(in_text) == Attribution(deal, "tekst")
    assert deal_of("De Regio Deal Twente.", headings=[f"Tranche {tranche}"]).deal == deal
    assert deal_of("Tekst.", headings=[f"Twente ({tranche}e tranche)"]) == Attribution(deal, "kop")
    assert deal_of("Tekst.", headings=[f"Tranche {tranche}", "Twente"]) == Attribution(deal, "kop")
    assert deal_of("De Regio Deal Twente loopt.", tranches=(tranche,)).deal == deal


def test_a_tranche_in_a_sentence_about_something_else_decides_nothing():
    assert deal_of("De Regio Deal Twente loopt.", "In tranche 2 was dat anders.").deal == LANDELIJK


def test_a_letter_cannot_speak_of_a_deal_that_was_not_yet_signed():
    assert deal_of("De Regio Deal Twente loopt.", year=2021).deal == "t2-twente"


def test_under_a_shared_name_the_text_cannot_name_another_deal():
    found = deal_of("Zoals in de Regio Deal Zeeland.", headings=["Regio Deal Twente"])
    assert found == SHARED_TWENTE
    assert deal_of("Tekst.", headings=["Regio Deal Zeeland", "Twente"]).deal == LANDELIJK


def test_a_tranche_under_the_heading_decides_its_shared_name():
    found = deal_of("Deze deal is van tranche 4.", headings=["Regio Deal Twente"])
    assert found == Attribution("t4-twente", "kop")


def deals_of(passages, **source):
    """What is decided on the passages of one letter, together."""
    changed = dataclasses.replace(LETTER, **source)
    found = attribute_all(passages, changed, registry.deal_names())
    return [one.deal for one in found]


TWENTE = passage("De Regio Deal Twente loopt.")
UNDER_TWENTE = passage("Er gebeurt veel.", headings=["Twente"])
TABLE = passage("Twente | tranche 2 | 30 miljoen.", "Veluwe | tranche 3 | 12,5 miljoen.")


def test_a_name_that_is_made_clear_once_is_clear_in_the_whole_document():
    deals = deals_of([TWENTE, UNDER_TWENTE, TABLE])
    assert deals == ["t2-twente", "t2-twente", LANDELIJK]


def test_a_name_of_two_tranches_in_one_document_stays_shared():
    other = passage("Twente | tranche 4 | 25 miljoen.")
    assert deals_of([TWENTE, TABLE, other]) == [LANDELIJK] * 3


def test_a_name_that_is_made_clear_says_nothing_on_other_names():
    assert deals_of([passage("De Regio Deal Foodvalley loopt."), TABLE]) == [LANDELIJK] * 2


def test_nothing_has_to_be_made_clear_in_a_document_of_one_deal():
    assert deals_of([TWENTE, TABLE], deal="t5-veluwe") == ["t5-veluwe"] * 2


@settings(max_examples=50, deadline=None)
@given(st.permutations([TWENTE, UNDER_TWENTE, TABLE, passage("De Regio Deal Zeeland loopt.")]))
def test_the_order_of_passages_does_not_matter(passages):
    by_text = dict(zip([one.text for one in passages], deals_of(passages), strict=True))
    assert by_text == {
        TWENTE.text: "t2-twente",
        UNDER_TWENTE.text: "t2-twente",
        TABLE.text: LANDELIJK,
        "De Regio Deal Zeeland loopt.": "t1-zeeland",
    }


def test_two_spellings_of_one_deal_are_one_deal():
    found = deal_of("De Regio Deal Parkstad Limburg.", "In Parkstad werkt de regiodeal.")
    assert found == Attribution("t2-parkstad-limburg", "tekst")


def test_the_sentences_of_a_passage_are_its_text():
    sentences = ["Eerste zin.", "Tweede, langere zin!", "Derde?"]
    assert sentences_of(passage(*sentences)) == sentences
    assert sentences_of(passage("")) == [""]


SENTENCES = st.sampled_from(
    [
        "De Regio Deal Zeeland loopt.",
        "De Regio Deal Twente loopt.",
        "De Regio Deal Twente II loopt.",
        "Zeeland doet mee.",
        "Regio Deals zijn er in tranche 4.",
        "Er gebeurt veel.",
    ]
)
HEADINGS = st.sampled_from(["Inleiding", "Zeeland", "Twente", "Twente en Zeeland", "Tranche 2"])


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.lists(HEADINGS, max_size=3))
def test_the_order_of_sentences_does_not_matter(sentences, headings):
    there = deal_of(*sentences, headings=headings)
    back = deal_of(*reversed(sentences), headings=headings)
    assert there.deal == back.deal


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.lists(HEADINGS, max_size=3))
def test_a_passage_never_goes_to_a_deal_that_it_does_not_name(sentences, headings):
    names = registry.deal_names()
    found = deal_of(*sentences, headings=headings)
    named = [
        deal.deal_id
        for text in (*sentences, *headings)
        for name in names.mentions(text)
        for deal in names.candidates(name)
    ]
    assert found.deal in {LANDELIJK, *named}
    assert found.reason
