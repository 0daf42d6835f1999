"""Amounts of register, covenants, reports and letters side by side."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from materials import material_of

from corpus import registry
from corpus.interventions import AmountRole
from corpus.money import DealAmount
from corpus.records import LANDELIJK, MEERDERE, Amount, Kind, PassageKind
from report.analyses.money import DIFFERENT, EQUAL, NOTHING, ONE_SOURCE, section
from report.money import ROUNDING, Teller, Told, contradicted, distinct, in_words
from report.quotes import quote_at
from report.results import Verdict

DEALS = registry.deal_by_id()
ZEELAND = "t1-zeeland"
STATE, TOTAL, OTHERS = AmountRole.RIJKSBIJDRAGE, AmountRole.TOTAAL, AmountRole.COFINANCIERING
REGISTER = DealAmount(ZEELAND, 35e6, STATE, "Kamerstuk")
CONFLICTS = Path(__file__).parents[2] / "docs" / "tegenstrijdige-bronnen.md"


@pytest.fixture
def told(make_passage, make_source):
    """A passage of a document that gives an amount of Zeeland, and that amount."""

    def make(euros, kind=Kind.CONVENANT, role=STATE, position=0):
        source = make_source(f"{kind}.pdf", ZEELAND, kind)
        text = f"Eerst iets anders. De rijksbijdrage is {euros:.0f} euro."
        one = make_passage(text, source=source, position=position, sentence_starts=(0, 19))
        at = text.index(f"{euros:.0f}")
        key = one.passage.passage_id
        return one, DealAmount(ZEELAND, euros, role, source.name, key, at, at + 4)

    return make


@pytest.fixture
def laid_out(make_analysis):
    """The section over passages with amounts, its tables by name, and the material."""

    def make(*pairs, amounts=(REGISTER,), deals=DEALS):
        material = material_of(
            make_analysis([one for one, _ in pairs]),
            deals,
            amounts=(*amounts, *(amount for _, amount in pairs if amount)),
        )
        found = section(material)
        return {table.name: table for table in found.tables}, found, material

    return make


def test_amounts_that_agree(told, laid_out) -> None:
    tables, found, material = laid_out(told(35e6), told(35e6, Kind.EVALUATIE))
    (row,) = tables["bedragen_per_deal"].rows
    assert row.values["oordeel"] == EQUAL
    assert row.values["rijk_alle"] == "€ 35 mln (register, convenant, rapportage)"
    assert (row.values["rijk_register"], row.values["rijk_convenant"]) == (35e6, 35e6)
    assert row.values["rijk_brief"] is None
    (pointer,) = row.basis["rijk_convenant"]
    quote = quote_at(material.passages[pointer.passage_id], pointer)
    assert quote.text == "De rijksbijdrage is 35000000 euro."
    assert [check.verdict for check in found.checks[2:]] == [Verdict.HOLDS, Verdict.HOLDS]


def test_amounts_that_disagree_are_both_shown_with_who_gives_them(told, laid_out) -> None:
    tables, found, _ = laid_out(told(30e6), told(35e6, Kind.EVALUATIE))
    (row,) = tables["bedragen_per_deal"].rows
    assert row.values["oordeel"] == DIFFERENT
    assert row.values["rijk_alle"] == "€ 30 mln (convenant); € 35 mln (register, rapportage)"
    assert (row.values["rijk_register"], row.values["rijk_convenant"]) == (35e6, 30e6)
    assert [check.verdict for check in found.checks[2:]] == [Verdict.FAILS, Verdict.FAILS]
    assert "Zeeland € 30 mln (convenant); € 35 mln (register)" in found.checks[2].found
    places = tables["bedragen_met_vindplaats"].rows
    assert sorted(row.values["bedrag"] for row in places) == [30e6, 35e6, 35e6]


def test_two_amounts_in_one_covenant_leave_its_column_empty(told, laid_out) -> None:
    tables, _, _ = laid_out(told(30e6), told(31e6, position=1), amounts=())
    (row,) = tables["bedragen_per_deal"].rows
    assert row.values["rijk_convenant"] is None
    assert row.values["rijk_alle"] == "€ 30 mln (convenant); € 31 mln (convenant)"
    assert len(row.basis["rijk_convenant"]) == 2


def test_parts_of_cofinancing_are_not_added_up(told, laid_out) -> None:
    parts = [told(20e6, role=OTHERS), told(11.5e6, role=OTHERS, position=1)]
    tables, _, _ = laid_out(*parts, told(60e6, role=TOTAL, position=2))
    (row,) = tables["bedragen_per_deal"].rows
    assert row.values["cofinanciering"] == "€ 11,5 mln (convenant); € 20 mln (convenant)"
    assert row.values["totaal"] == "€ 60 mln (convenant)"
    assert row.values["oordeel"] == ONE_SOURCE


def test_a_deal_without_an_amount(told, laid_out) -> None:
    one, _ = told(1.0)
    tables, _, _ = laid_out((one, None), amounts=())
    (row,) = tables["bedragen_per_deal"].rows
    assert row.values["oordeel"] == NOTHING
    assert row.values["rijk_register"] is None
    assert row.basis == {}


def test_every_tranche_has_its_sum_beside_the_official_totals(laid_out) -> None:
    tables, found, _ = laid_out()
    rows = {row.values["tranche"]: row.values for row in tables["bedragen_per_tranche"].rows}
    assert [rows[n]["register"] / 1e6 for n in range(1, 7)] == [482, 215, 180, 284.2, 384.6, 244.3]
    assert "€ 502 mln" in rows[1]["anders"]
    assert "€ 482 mln" in rows[1]["zelfde"]
    assert "€ 386,4 mln" in rows[5]["anders"]
    assert rows[2]["anders"] is None
    assert found.checks[0].verdict is Verdict.HOLDS
    assert "tranche 1 € 482 mln naast € 502 mln" in found.checks[0].found


def test_a_register_that_does_not_add_up_is_said_to(laid_out) -> None:
    lower = {**DEALS, ZEELAND: replace(DEALS[ZEELAND], rijksbijdrage_meur=1.0)}
    _, found, _ = laid_out(deals=lower)
    assert found.checks[0].verdict is Verdict.FAILS
    assert "niet voor tranche 1" in found.checks[0].found


@pytest.mark.parametrize(
    ("text", "tranche", "verdict"),
    [
        ("Tranches: e 1 tranche; Jaar: 2018; Bedrag: €502 mln", 1, Verdict.FAILS),
        ("Tranches: 1e tranche; Jaar: 2018; Bedrag: €502 mln", 1, Verdict.FAILS),
        ("Tranches: 2 ^{de} tranche; Jaar: 2019; Bedrag: €215 mln", 2, Verdict.HOLDS),
        ("Ronde: tranche 3; Bedrag: €180 mln", 3, Verdict.HOLDS),
    ],
)
def test_totals_of_tranches_in_documents(
    text, tranche, verdict, make_passage, make_source, laid_out
) -> None:
    source = make_source("briefing.pdf", MEERDERE, Kind.OVERIG)
    one = make_passage(text, source=source, deal=LANDELIJK, kind=PassageKind.TABLE)
    at = text.index("€")
    millions = float(re.search(r"€(\d+)", text)[1])
    amount = Amount(at, len(text), millions * 1e6)
    one = replace(one, passage=replace(one.passage, amounts=(amount,)))
    tables, found, _ = laid_out((one, None))
    rows = {row.values["tranche"]: row for row in tables["bedragen_per_tranche"].rows}
    assert rows[tranche].values["gelezen"] == f"€ {millions:.0f} mln in briefing.pdf"
    assert len(rows[tranche].basis["gelezen"]) == 1
    assert found.checks[1].verdict is verdict


def test_contradictions_are_those_of_the_page_in_the_documentation() -> None:
    """One truth: every figure of the list stands in the page that explains it."""
    page = " ".join(CONFLICTS.read_text(encoding="utf-8").split())
    for one in registry.known_figures():
        written = {f"{one.value:g}", f"{one.value / 1000:g} miljard"}
        forms = {form.replace(".", ",") for form in written}
        assert any(re.search(rf"(?<![\d,.]){form}(?!\d|[.,]\d)", page) for form in forms), one


def test_contradictions_are_shown_and_agreements_are_not(laid_out) -> None:
    tables, _, _ = laid_out()
    rows = tables["bronnen_spreken_elkaar_tegen"].rows
    by_subject = {}
    for row in rows:
        by_subject.setdefault(row.values["onderwerp"], set()).add(row.values["waarde"])
    assert by_subject["Rijksbijdrage tranche 1"] == {482.0, 502.0}
    assert by_subject["Budget tranche 1 tot en met 3"] == {950.0, 900.0, 897.0}
    assert by_subject["Budget tranche 4 tot en met 6"] == {900.0, 913.1, 925.9}
    assert by_subject["Rijksbijdrage tranche 5"] == {384.6, 386.4}
    assert "Rijksbijdrage tranche 2" not in by_subject
    assert all(len(values) > 1 for values in by_subject.values())


def test_figures_of_one_thing_share_subject_unit_and_tranches() -> None:
    for group in contradicted(registry.known_figures()):
        assert len({(one.subject, one.unit, one.tranches) for one in group}) == 1


@given(st.lists(st.floats(0, 1e9), max_size=12))
def test_amounts_differ_by_more_than_rounding(euros) -> None:
    told = [Told(DealAmount("d", one, STATE, "s"), Teller.REGISTER, None) for one in euros]
    found = distinct(told)
    assert all(second - first > ROUNDING for first, second in pairwise(found))
    assert bool(found) == bool(euros)
    assert set(found) <= set(euros)


@pytest.mark.parametrize(
    ("euros", "words"),
    [
        (17.5e6, "€ 17,5 mln"),
        (950e6, "€ 950 mln"),
        (1_850e6, "€ 1.850 mln"),
        (950_000, "€ 950.000"),
        (14.25e6, "€ 14,25 mln"),
    ],
)
def test_amounts_as_dutch_readers_write_them(euros, words) -> None:
    assert in_words(euros) == words


def test_an_empty_run_gives_no_deals_and_still_the_tranches(laid_out) -> None:
    tables, found, _ = laid_out(amounts=())
    assert tables["bedragen_per_deal"].rows == ()
    assert tables["bedragen_met_vindplaats"].rows == ()
    assert len(tables["bedragen_per_tranche"].rows) == 6
    assert found.checks[1].verdict is Verdict.NOT_TESTABLE
    none, empty, _ = laid_out(amounts=(), deals={})
    assert none["bedragen_per_tranche"].rows == ()
    assert {check.verdict for check in empty.checks} == {Verdict.NOT_TESTABLE}
