"""Deals of one region: by the names of the register, not by likeness."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import registry
from corpus.names import normalise
from corpus.regions import regions


@pytest.fixture(scope="module")
def by_deal():
    return {
        deal.deal_id: {one.deal_id for one in region.deals}
        for region in regions(registry.deals())
        for deal in region.deals
    }


def test_every_deal_is_in_exactly_one_region():
    found = [deal for region in regions(registry.deals()) for deal in region.deals]
    assert sorted(deal.deal_id for deal in found) == sorted(
        deal.deal_id for deal in registry.deals()
    )


def test_names_that_mean_several_deals_are_names_of_one_region(by_deal):
    """The names that shared/facts/conflicts.md calls ambiguous: each within one region."""
    names = registry.deal_names()
    for name in names.ambiguous_names():
        meant = {deal.deal_id for deal in names.candidates(name)}
        assert meant <= by_deal[min(meant)], name


def test_parkstad_has_three_deals_and_other_names_are_known(by_deal):
    assert by_deal["t2-parkstad-limburg"] == {
        "t2-parkstad-limburg",
        "t4-parkstad-limburg",
        "t6-parkstad-limburg",
    }
    assert "t5-stedendriehoek" in by_deal["t3-cleantech-regio"]
    assert "t6-vitale-wijken" in by_deal["t3-vitale-wijken"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("t2-midden-en-west-brabant", "t5-west-brabant"),
        ("t1-brainport-eindhoven", "t5-metropoolregio-eindhoven"),
        ("t3-zuidoost-friesland", "t2-noordoost-fryslan"),
        ("t3-zeeuws-vlaanderen", "t6-zeeuws-vlaanderen-zeeland"),
        ("t1-caribisch-nederland", "t6-bonaire"),
    ],
)
def test_regions_that_overlap_or_look_alike_stay_apart(by_deal, one, other):
    assert other not in by_deal[one]


def test_a_region_has_one_deal_a_tranche_in_order():
    for region in regions(registry.deals()):
        tranches = [deal.tranche for deal in region.deals]
        assert tranches == sorted(set(tranches)), region.name
        assert normalise(region.name) == normalise(region.deals[0].name)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(random):
    shuffled = list(registry.deals())
    random.shuffle(shuffled)
    assert regions(shuffled) == regions(registry.deals())
