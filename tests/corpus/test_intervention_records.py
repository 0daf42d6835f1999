"""Records of interventions and the register of municipalities."""

from collections import Counter
from datetime import date

import pytest

from corpus import registry
from corpus.interventions import SourceKind, source_kind_of
from corpus.records import Kind

EXTERNAL = {Kind.EVALUATIE, Kind.MID_TERM_REVIEW, Kind.NULMETING}


@pytest.mark.parametrize("kind", Kind)
def test_a_plan_an_outsider_and_the_deal_itself_are_told_apart(kind):
    expected = SourceKind.PLAN if kind is Kind.CONVENANT else SourceKind.ZELFRAPPORTAGE
    assert source_kind_of(kind) is (SourceKind.EXTERNE_EVALUATIE if kind in EXTERNAL else expected)


def current():
    return [one for one in registry.municipalities() if one.is_current]


def test_there_are_342_municipalities_and_three_public_bodies():
    counts = Counter(one.province for one in current())
    assert counts.pop("Caribisch Nederland") == 3
    assert sum(counts.values()) == 342
    assert len(counts) == 12


def test_every_name_stands_once_and_provinces_are_those_of_the_deals():
    names = [one.name for one in registry.municipalities()]
    assert len(set(names)) == len(names)
    provinces = {province for deal in registry.deals() for province in deal.provinces}
    assert {one.province for one in registry.municipalities()} <= provinces


def test_what_was_merged_went_into_municipalities_that_exist():
    names = {one.name for one in current()}
    for one in registry.municipalities():
        assert set(one.merged_into) <= names
        assert one.today in names or len(one.merged_into) > 1


def test_dates_are_real_and_only_names_given_up_have_one():
    for one in registry.municipalities():
        if one.valid_to:
            assert not one.is_current
            assert 2018 <= date.fromisoformat(one.valid_to).year <= 2026


def test_towns_of_one_name_are_written_alike():
    assert {one.province for one in current() if one.written == "Bergen"} == {
        "Noord-Holland",
        "Limburg",
    }
