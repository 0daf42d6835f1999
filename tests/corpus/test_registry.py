"""The register that ships: counts, sums and references."""

import csv
import re
from datetime import date
from itertools import pairwise

import pytest

from corpus import registry

COUNT_AND_MILLIONS = {
    1: (6, 482.0),
    2: (12, 215.0),
    3: (14, 180.0),
    4: (14, 284.2),
    5: (22, 384.6),
    6: (16, 244.3),
}
"""Official numbers: technische briefing 2024, Kamerstuk 29 697 nr. 90, Kamerbrief 2025."""
WITHOUT_YEAR = {"t1-caribisch-nederland", "t1-nucleaire-problematiek"}
WITHOUT_PROVINCE = {"t1-nucleaire-problematiek", "t6-groene-hart"}


def test_there_are_84_deals_each_with_an_id_of_its_own():
    assert len(registry.deals()) == 84
    assert len(registry.deal_by_id()) == 84


@pytest.mark.parametrize(("tranche", "expected"), COUNT_AND_MILLIONS.items())
def test_a_tranche_has_the_official_number_of_deals_and_millions(tranche, expected):
    amounts = [deal.rijksbijdrage_meur for deal in registry.deals() if deal.tranche == tranche]
    assert (len(amounts), round(sum(amounts), 1)) == expected


def test_all_tranches_together_are_worth_1790_million():
    assert round(sum(deal.rijksbijdrage_meur for deal in registry.deals()), 1) == 1790.1


def test_43_deals_are_in_the_rebel_study_all_of_tranche_1_to_4():
    studied = [deal.tranche for deal in registry.deals() if deal.in_rebel_study]
    assert len(studied) == 43
    assert max(studied) == 4


def test_only_the_known_gaps_are_empty():
    deals = registry.deals()
    assert {deal.deal_id for deal in deals if deal.year_signed is None} == WITHOUT_YEAR
    assert {deal.deal_id for deal in deals if not deal.provinces} == WITHOUT_PROVINCE
    assert all(deal.source_amount and deal.source_list for deal in deals)


def test_the_id_of_a_deal_begins_with_its_tranche():
    for deal in registry.deals():
        assert re.fullmatch(rf"t{deal.tranche}-[a-z0-9]+(-[a-z0-9]+)*", deal.deal_id)


def test_the_order_is_by_tranche():
    tranches = [deal.tranche for deal in registry.deals()]
    assert tranches == sorted(tranches)


def test_30_evaluations_stand_in_28_rows_of_the_report():
    ids = [evaluation.eval_id for evaluation in registry.evaluations()]
    assert len(set(ids)) == 30
    assert len({name.rstrip("ab") for name in ids}) == 28


def test_an_evaluation_is_of_a_deal_in_the_study_and_of_its_tranche():
    for evaluation in registry.evaluations():
        deal = registry.deal_by_id()[evaluation.deal_id]
        assert deal.in_rebel_study
        assert deal.tranche == evaluation.tranche
        assert deal in registry.deal_names().candidates(evaluation.deal)
        assert deal.year_signed <= evaluation.year <= 2024


def test_of_the_study_up_to_tranche_3_only_one_deal_has_no_evaluation():
    evaluated = {evaluation.deal_id for evaluation in registry.evaluations()}
    studied = {
        deal.deal_id for deal in registry.deals() if deal.in_rebel_study and deal.tranche <= 3
    }
    assert studied - evaluated == {"t3-zuid-hollandse-delta"}


def test_ministries_refer_to_one_another():
    ids = [ministry.ministry_id for ministry in registry.ministries()]
    assert len(ids) == len(set(ids))
    for ministry in registry.ministries():
        others = f"{ministry.predecessor}|{ministry.successor}".split("|")
        assert set(filter(None, others)) <= set(ids), ministry.ministry_id


def test_dates_of_ministries_are_real_and_in_order():
    for ministry in registry.ministries():
        dates = [date.fromisoformat(day) for day in (ministry.valid_from, ministry.valid_to) if day]
        assert dates == sorted(dates)


def test_one_abbreviation_never_stands_for_two_ministries_at_once():
    periods = {}
    for ministry in registry.ministries():
        if ministry.abbreviation:
            period = (ministry.valid_from or "0000", ministry.valid_to or "9999")
            periods.setdefault(ministry.abbreviation, []).append(period)
    for abbreviation, spans in periods.items():
        ordered = sorted(spans)
        for (_, ended), (began, _) in pairwise(ordered):
            assert ended <= began, abbreviation


def test_bzk_and_vro_stood_side_by_side():
    by_id = {ministry.ministry_id: ministry for ministry in registry.ministries()}
    assert (by_id["bzk"].valid_from, by_id["bzk"].valid_to) == ("", "")
    assert (by_id["vro"].valid_from, by_id["vro"].valid_to) == ("2024-07-02", "2026-02-23")


def test_the_register_holds_the_facts_as_they_were_collected(shared):
    with (shared / "facts" / "deals.csv").open(encoding="utf-8", newline="") as stream:
        facts = {row["deal_id"]: row for row in csv.DictReader(stream)}
    assert set(facts) == set(registry.deal_by_id())
    for deal in registry.deals():
        fact = facts[deal.deal_id]
        assert deal.name == fact["name"]
        assert set(fact["aliases"].split("|")) - {""} <= set(deal.aliases)
        assert f"{deal.rijksbijdrage_meur:g}" == f"{float(fact['rijksbijdrage_meur']):g}"
        assert str(deal.year_signed or "") == fact["year_signed"]
        assert "|".join(deal.provinces) == fact["provinces"]
        assert deal.in_rebel_study == (fact["in_rebel_study"] == "yes")
