"""Names of deals: every spelling finds its deal, and a shared name stays ambiguous."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import registry
from corpus.names import DealNames, Hint, normalise, tranches_in

NAMES = registry.deal_names()
TRANCHES_OF_SHARED_NAMES = {
    "achterhoek": (2, 5),
    "den haag zuidwest": (2, 4),
    "drechtsteden gorinchem": (3, 5),
    "foodvalley": (2, 6),
    "fruitdelta rivierenland": (3, 6),
    "groene hart": (2, 6),
    "groningen noord": (3, 5),
    "noord limburg": (3, 5),
    "noordoost brabant": (3, 6),
    "noord oost brabant": (3, 6),
    "noordoost fryslan": (2, 6),
    "oost groningen": (3, 5),
    "parkstad limburg": (2, 4, 6),
    "regio zwolle": (3, 5),
    "zwolle": (3, 5),
    "rotterdam zuid": (1, 4),
    "twente": (2, 4),
    "veluwe": (3, 5),
    "zaanij": (2, 4),
    "zuid en oost drenthe": (2, 4),
    "zuid hollandse delta": (3, 5),
    "zuid limburg": (4, 6),
}
"""The 22 names of the register that point to more than one tranche, with those tranches."""
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéëïöüâ ABCXYZÉ0123456789-–/'&.,()")


def ids(deals):
    return [deal.deal_id for deal in deals]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Zuid- en Oost-Drenthe", "zuid en oost drenthe"),
        ("Noordoost-Fryslân", "noordoost fryslan"),
        ("  ZaanIJ (Amsterdam-Noord)", "zaanij amsterdam noord"),
        ("Drechtsteden – Gorinchem", "drechtsteden gorinchem"),
        ("Zeeuwen ‘zelf’ aan zet!", "zeeuwen zelf aan zet"),
        ("Saba", "saba"),
        ("—", ""),
    ],
)
def test_one_spelling_for_comparing(written, normal):
    assert normalise(written) == normal


@settings(max_examples=50, deadline=None)
@given(LETTERS)
def test_case_does_not_matter_and_normalising_twice_changes_nothing(text):
    assert normalise(text.upper()) == normalise(text.lower()) == normalise(normalise(text))


def test_every_spelling_in_the_register_finds_its_deal():
    for deal in registry.deals():
        for name in (deal.deal_id, deal.name, *deal.aliases):
            assert deal in NAMES.candidates(name), name


def test_every_spelling_in_the_register_is_seen_in_a_sentence():
    for deal in registry.deals():
        for name in (deal.name, *deal.aliases):
            mentioned = NAMES.mentions(f"In 2021 ging het over {name}, en over meer.")
            assert deal in NAMES.meant(mentioned), name


def test_the_shared_names_of_the_register_are_known():
    assert set(TRANCHES_OF_SHARED_NAMES) <= set(NAMES.ambiguous_names())


def test_no_name_belongs_to_two_deals_of_one_tranche():
    for name in NAMES.ambiguous_names():
        tranches = [deal.tranche for deal in NAMES.candidates(name)]
        assert len(tranches) == len(set(tranches)), name


@pytest.mark.parametrize(("name", "tranches"), TRANCHES_OF_SHARED_NAMES.items())
def test_a_shared_name_stays_ambiguous_without_tranche_or_year(name, tranches):
    assert tuple(deal.tranche for deal in NAMES.candidates(name)) == tranches


@pytest.mark.parametrize(("name", "tranches"), TRANCHES_OF_SHARED_NAMES.items())
def test_a_tranche_decides_a_shared_name(name, tranches):
    for tranche in tranches:
        (deal,) = NAMES.candidates(name, Hint(tranches=(tranche,)))
        assert deal.tranche == tranche


@pytest.mark.parametrize(("name", "tranches"), TRANCHES_OF_SHARED_NAMES.items())
def test_the_year_of_signing_decides_a_shared_name_for_a_covenant(name, tranches):
    for deal in NAMES.candidates(name):
        hint = Hint(year=deal.year_signed, is_plan=True)
        assert NAMES.candidates(name, hint) == [deal]


@pytest.mark.parametrize(("name", "tranches"), TRANCHES_OF_SHARED_NAMES.items())
def test_a_report_is_about_a_deal_that_was_signed_before(name, tranches):
    first, second = NAMES.candidates(name)[:2]
    before = NAMES.candidates(name, Hint(year=second.year_signed - 1))
    after = NAMES.candidates(name, Hint(year=second.year_signed))
    assert before == [first]
    assert after[:2] == [first, second]


def test_a_covenant_of_another_year_leaves_the_name_ambiguous():
    assert ids(NAMES.candidates("Twente", Hint(year=2021, is_plan=True))) == [
        "t2-twente",
        "t4-twente",
    ]


def test_the_tranche_goes_before_the_year():
    hint = Hint(tranches=(4,), year=2019, is_plan=True)
    assert ids(NAMES.candidates("Twente", hint)) == ["t4-twente"]


def test_a_deal_without_a_year_is_never_ruled_out_by_one():
    deal = registry.deal_by_id()["t2-twente"]
    undated = dataclasses.replace(deal, deal_id="t9-twente", tranche=9, year_signed=None)
    found = DealNames([deal, undated]).candidates("Twente", Hint(year=2001, is_plan=True))
    assert found == [undated]


def test_an_unknown_name_means_nothing():
    assert NAMES.candidates("Regio Deal Atlantis") == []


def test_the_longest_name_is_the_one_that_counts():
    text = "De Regio Deal Twente II, de Regio Deal Twente en Waarden van het Groene Hart."
    assert NAMES.mentions(text) == [
        "regio deal twente ii",
        "regio deal twente",
        "waarden van het groene hart",
    ]


def test_a_name_inside_a_word_does_not_count():
    assert NAMES.mentions("De Veluwenaren en Zeelandia in Noordtwente en de Twentestad.") == []


def test_names_together_mean_the_deal_that_all_can_mean():
    assert ids(NAMES.meant(["twente", "twente ii"])) == ["t4-twente"]
    assert ids(NAMES.meant(["parkstad", "parkstad limburg"])) == ["t2-parkstad-limburg"]
    assert ids(NAMES.meant(["twente", "regio deal twente"])) == ["t2-twente", "t4-twente"]
    assert NAMES.meant(["twente", "zeeland"]) == []
    assert NAMES.meant([]) == []


def test_a_misspelt_name_gets_a_suggestion():
    assert NAMES.similar("Parkstat Limburg")[0] == "Parkstad Limburg"
    assert NAMES.similar("qqqqqqqq") == []


@pytest.mark.parametrize(
    ("text", "tranches"),
    [
        ("Regio Deals van tranche 2", (2,)),
        ("de 3e tranche en de 2de Tranche", (2, 3)),
        ("TRANCHE-4", (4,)),
        ("tranche 12, 7e tranche, tranche", ()),
        ("in 2022 de tranches", ()),
        ("deals van de tweede en derde tranche", (2, 3)),
        ("tranche 4 en 5, met 36 deals", (4, 5)),
        ("5 projecten in tranche 2", (2,)),
    ],
)
def test_tranches_are_read_from_text(text, tranches):
    assert tranches_in(text) == tranches
