"""Values in texts: periods, people reached, target groups, partners and places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Entity
from extract.entities import (
    TARGET_GROUPS,
    partners_in,
    periods_in,
    places_in,
    reached_in,
    target_groups_in,
)


def values(spans):
    return [span.value for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Looptijd: 2021 -2024.", ["2021-2024"]),
        ("De proef reed van maart 2021 tot maart 2023.", ["maart 2021-maart 2023"]),
        ("Het project (2019–2022) is klaar.", ["2019-2022"]),
        (
            "Het convenant treedt in werking en loopt tot en met 31 december 2030.",
            ["tot en met 31 december 2030"],
        ),
        ("Bedrijven testen er gedurende drie jaar hoe het gaat.", ["gedurende drie jaar"]),
        ("In 2021 en 2022 lag het werk stil; het rapport Monitor 2019-2021 noemt dat.", []),
    ],
)
def test_periods_need_a_word_of_time(text, expected):
    assert values(periods_in(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elf coaches begeleidden 1.870 inwoners.", ["1.870 inwoners"]),
        (
            "Tien melkveehouders en drie akkerbouwers doen mee.",
            ["Tien melkveehouders", "drie akkerbouwers"],
        ),
        ("Het trok 140 chronisch zieke eilanders.", ["140 chronisch zieke eilanders"]),
        ("Van de 1.040 deelnemers vonden er 372 werk.", ["1.040 deelnemers"]),
        ("Vier van de vijf jongeren voelen zich beter.", []),
        ("Een op de tien leerlingen verzuimt.", []),
        ("Voor bedrijven met minder dan 250 werknemers.", []),
        ("Wij stuurden een vragenlijst aan 2.060 inwoners.", []),
        ("Drie scholen zijn gestopt.", []),
        ("In 2021 deden bedrijven mee.", []),
        ("In vier gemeenten bieden inwoners hulp.", []),
        ("Het kostte € 2.000 bewoners waren boos.", []),
    ],
)
def test_people_reached_are_counts_not_shares_or_sizes(text, expected):
    assert values(reached_in(text)) == expected


def test_a_target_group_stands_once_under_its_fixed_name():
    found = target_groups_in("Jongeren en tieners krijgen hulp, net als melkveehouders en boeren.")
    assert values(found) == ["jongeren", "boeren en vissers"]
    assert set(values(found)) <= set(TARGET_GROUPS)


def test_refugees_with_a_permit_are_no_farmers():
    assert values(target_groups_in("Ook statushouders kunnen er terecht.")) == ["nieuwkomers"]


def test_partners_come_from_rules_and_proposals_only_add():
    text = "Stichting Gezond Eten en de politie werken met Brouwerij De Hop en Regio Deal Zuid."
    proposals = [
        Entity(at, at + len(name), "ORG", name)
        for name in ("Brouwerij De Hop", "Regio Deal Zuid", "Gezond Eten")
        if (at := text.index(name)) >= 0
    ]
    assert values(partners_in(text)) == ["Stichting Gezond Eten", "politie"]
    assert values(partners_in(text, proposals)) == [
        "Stichting Gezond Eten",
        "politie",
        "Brouwerij De Hop",
    ]


def test_places_are_whole_names_and_the_longest_one():
    names = ["Bergen", "Bergen op Zoom", "Huizen", "Ede", "Groningen"]
    assert values(places_in("In Bergen op Zoom en Ede, niet in Edese wijken.", names)) == [
        "Bergen op Zoom",
        "Ede",
    ]
    assert values(places_in("De provincie Groningen betaalt.", names)) == []


def test_a_place_that_is_also_a_word_needs_a_word_of_place_or_a_model():
    text = "Huizen van de buurt gaan open."
    assert values(places_in(text, ["Huizen"])) == []
    assert values(places_in("Het loket in Huizen is open.", ["Huizen"])) == ["Huizen"]
    assert values(places_in(text, ["Huizen"], [Entity(0, 6, "GPE", "Huizen")])) == ["Huizen"]


@given(st.text(alphabet="12.,€%-()\n aeijnor", max_size=60))
def test_spans_lie_inside_the_text_in_order_and_apart(text):
    said = f"van 2019 tot 2020 {text} tien boeren {text} politie"
    for find in (periods_in, reached_in, target_groups_in, partners_in):
        spans = find(said)
        assert all(0 <= span.start < span.end <= len(said) for span in spans)
    for find in (periods_in, reached_in, partners_in):
        spans = find(said)
        assert all(one.end <= two.start for one, two in pairwise(spans))
