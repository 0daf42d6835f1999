"""Causes by rode draad and deal: exact words, the right theme, and deals side by side."""

import pytest
from materials import material_of

from corpus import registry
from corpus.records import Kind
from report.analyses.causes import section
from report.results import Verdict

DEALS = registry.deal_by_id()
ZEEUWS, OOST, TWENTE, TWENTE_II = (
    "t3-zeeuws-vlaanderen",
    "t3-oost-groningen",
    "t2-twente",
    "t5-twente",
)


@pytest.fixture
def found(make_analysis, make_passage, make_source):
    """The section over (deal, text, labels, evidence) tuples, in covenants unless told."""

    def make(*given, kind=Kind.CONVENANT):
        passages = []
        for number, (deal, text, labels, evidence) in enumerate(given):
            filler = " ".join(f"w{number}x{count}" for count in range(50))
            starts = [0]
            for place, letter in enumerate(text):
                if letter == "." and place + 2 < len(text):
                    starts.append(place + 2)
            one = make_passage(
                f"{text} {filler}",
                labels,
                source=make_source(f"{deal}.pdf", deal, kind),
                position=number,
                evidence=evidence,
                sentence_starts=(*starts, len(text) + 1),
            )
            passages.append(one)
        material = material_of(make_analysis(passages), DEALS)
        return section(material), material

    return make


def table(section, name):
    return next(one for one in section.tables if one.name == name)


def test_a_cause_is_quoted_character_by_character(found) -> None:
    text = "De school sloot door krimp van het dorp."
    made, material = found((ZEEUWS, text, ["R4"], {"R4": ["school"]}))
    (row,) = table(made, "oorzaken").rows
    (pointer,) = row.basis["oorzaak"]
    words = material.passages[pointer.passage_id].passage.text[pointer.start : pointer.end]
    assert words == row.values["oorzaak"] == "door krimp van het dorp"
    assert row.values["draden"] == "R4"


def test_a_cause_belongs_to_the_theme_of_its_own_sentence(found) -> None:
    text = "De huisarts stopt door ziekte. De school groeit."
    labels, evidence = ["R2", "R4"], {"R2": ["huisarts"], "R4": ["school"]}
    made, _ = found((ZEEUWS, text, labels, evidence))
    (row,) = table(made, "oorzaken").rows
    assert row.values["draden"] == "R2"


def test_a_sentence_of_no_theme_gives_a_cause_without_one(found) -> None:
    text = "Het liep uit door ziekte. De huisarts en de school bleven."
    labels, evidence = ["R2", "R4"], {"R2": ["huisarts"], "R4": ["school"]}
    made, _ = found((ZEEUWS, text, labels, evidence))
    (row,) = table(made, "oorzaken").rows
    assert row.values["draden"] is None
    assert not table(made, "oorzaken_per_deal").rows


def test_words_in_most_causes_name_them(found) -> None:
    made, _ = found(
        (ZEEUWS, "De school sloot door krimp.", ["R4"], {"R4": ["school"]}),
        (ZEEUWS, "De klas stopte door ziekte en krimp.", ["R4"], {"R4": ["klas"]}),
    )
    (row,) = table(made, "oorzaken_per_deal").rows
    assert row.values["termen"] == "krimp (2), ziekte"
    assert row.values["zinsdelen"] == len(row.basis["zinsdelen"]) == 2


def test_two_deals_stand_side_by_side_when_their_causes_differ(found) -> None:
    made, _ = found(
        (ZEEUWS, "De school sloot door krimp.", ["R4"], {"R4": ["school"]}),
        (OOST, "De school sloot door brand.", ["R4"], {"R4": ["school"]}),
        (TWENTE, "De school sloot wegens brand.", ["R4"], {"R4": ["school"]}),
    )
    pairs = {
        (row.values["eerste_deal_id"], row.values["tweede_deal_id"])
        for row in table(made, "zelfde_draad_andere_oorzaak").rows
    }
    assert {frozenset(pair) for pair in pairs} == {
        frozenset({ZEEUWS, OOST}),
        frozenset({ZEEUWS, TWENTE}),
    }
    assert made.checks[0].verdict is Verdict.HOLDS


def test_deals_of_one_region_are_no_pair(found) -> None:
    made, _ = found(
        (TWENTE, "De school sloot door krimp.", ["R4"], {"R4": ["school"]}),
        (TWENTE_II, "De school sloot door brand.", ["R4"], {"R4": ["school"]}),
    )
    assert not table(made, "zelfde_draad_andere_oorzaak").rows
    assert made.checks[0].verdict is Verdict.NOT_TESTABLE


def test_equal_causes_fail_the_check(found) -> None:
    made, _ = found(
        (ZEEUWS, "De school sloot door krimp.", ["R4"], {"R4": ["school"]}),
        (OOST, "De school sloot vanwege krimp.", ["R4"], {"R4": ["school"]}),
    )
    assert made.checks[0].verdict is Verdict.FAILS


def test_the_example_of_the_letter(found) -> None:
    sentence = "De bevolkingsdaling bij de school komt door {}."
    given = [
        (deal, sentence.format(cause), ["R4"], {"R4": ["school"]})
        for deal, cause in ((ZEEUWS, "grensligging"), (OOST, "vertrek van jongeren"))
    ]
    made, _ = found(*given)
    assert made.checks[1].verdict is Verdict.HOLDS
    assert "grensligging" in made.checks[1].found
    assert found(given[0])[0].checks[1].verdict is Verdict.NOT_TESTABLE


def test_plans_and_reports_are_never_pooled(found) -> None:
    text = ("De school sloot door krimp.", ["R4"], {"R4": ["school"]})
    plan, _ = found((ZEEUWS, *text))
    report, _ = found((ZEEUWS, *text), kind=Kind.EVALUATIE)
    for made, bron in ((plan, "plan"), (report, "rapportage")):
        counted = {
            row.values["bron"]: row.values["zinsdelen"]
            for row in table(made, "oorzaken_per_rode_draad").rows
            if row.values["draad"] == "R4"
        }
        assert counted == {"plan": 0, "rapportage": 0} | {bron: 1}


def test_numbers_rest_on_what_they_count(found) -> None:
    made, _ = found(
        (ZEEUWS, "De school sloot door krimp en wegens brand.", ["R4"], {"R4": ["school"]}),
        (OOST, "De school sloot door ziekte. De klas viel uit door hitte.", ["R4"],
         {"R4": ["school"]}),
    )  # fmt: skip
    for row in table(made, "oorzaken_per_rode_draad").rows:
        for column in ("zinsdelen", "deals", "met_oorzaak", "passages"):
            assert len(row.basis[column]) == row.values[column]


def test_an_empty_run_gives_empty_tables(make_analysis) -> None:
    made = section(material_of(make_analysis([]), DEALS))
    counted = table(made, "oorzaken_per_rode_draad").rows
    assert all(row.values["zinsdelen"] == 0 and row.values["aandeel"] is None for row in counted)
    assert not table(made, "oorzaken").rows
    assert all(check.verdict is Verdict.NOT_TESTABLE for check in made.checks)
