"""Themes of broad prosperity by deal and by tranche, and the words `brede welvaart` themselves."""

import pytest
from materials import material_of, with_further

from corpus import registry
from corpus.records import Kind
from report.analyses.welfare import section
from report.results import Verdict

DEALS = registry.deal_by_id()
ZEELAND, BRAINPORT, TWENTE = "t1-zeeland", "t1-brainport-eindhoven", "t2-twente"


@pytest.fixture
def found(make_analysis, make_passage, make_source):
    """The section over (deal, kind, labels, text) tuples."""

    def make(*given):
        passages = []
        for number, (deal, kind, labels, text) in enumerate(given):
            filler = " ".join(f"w{number}x{count}" for count in range(50))
            source = make_source(f"{deal}-{kind}.pdf", deal, kind)
            one = make_passage(f"{text} {filler}", source=source, position=number)
            passages.append(with_further(one, labels))
        return section(material_of(make_analysis(passages), DEALS))

    return make


@pytest.fixture
def study(found):
    """Two plans of tranche 1, one of tranche 2, one report."""
    return found(
        (ZEELAND, Kind.CONVENANT, ["W3"], "De brede welvaart."),
        (ZEELAND, Kind.CONVENANT, ["W3", "W5"], "Zonder het woord."),
        (BRAINPORT, Kind.CONVENANT, ["W4"], "Brede welvaart, tweemaal brede welvaart."),
        (TWENTE, Kind.CONVENANT, [], "Niets."),
        (ZEELAND, Kind.EVALUATIE, ["W8"], "Een verslag."),
    )


def rows_of(section, number, **wanted):
    return [
        row
        for row in section.tables[number].rows
        if all(row.values[key] == value for key, value in wanted.items())
    ]


def test_a_theme_is_a_share_of_the_passages_of_its_deal(study) -> None:
    (row,) = rows_of(study, 0, deal_id=ZEELAND, bron="plan", thema="W3")
    assert (row.values["passages"], row.values["van_passages"]) == (2, 2)
    assert row.values["aandeel"] == 1.0
    (other,) = rows_of(study, 0, deal_id=ZEELAND, bron="rapportage", thema="W3")
    assert (other.values["passages"], other.values["van_passages"]) == (0, 1)


def test_a_tranche_holds_its_own_deals_only(study) -> None:
    (row,) = rows_of(study, 1, tranche=1, bron="plan", thema="W3")
    assert (row.values["passages"], row.values["van_passages"]) == (2, 3)
    (later,) = rows_of(study, 1, tranche=2, bron="plan", thema="W3")
    assert (later.values["passages"], later.values["van_passages"]) == (0, 1)


def test_shares_lie_in_their_intervals_and_numbers_rest_on_passages(study) -> None:
    for table, names in ((study.tables[0], ["aandeel"]),
                         (study.tables[1], ["deal_aandeel", "passage_aandeel"])):  # fmt: skip
        for row in table.rows:
            for name in names:
                share = row.values[name]
                if share is not None:
                    low, high = row.values[f"{name}_laag"], row.values[f"{name}_hoog"]
                    assert low <= share <= high
            assert len(row.basis["passages"]) == row.values["passages"]
    for row in study.tables[1].rows:
        assert len(row.basis["deals"]) == row.values["deals"]


def test_the_words_count_once_a_passage(study) -> None:
    named = {
        (row.values["deal_id"], row.values["bron"]): row.values["passages"]
        for row in study.tables[2].rows
    }
    assert named == {
        (ZEELAND, "plan"): 1,
        (BRAINPORT, "plan"): 1,
        (TWENTE, "plan"): 0,
        (ZEELAND, "rapportage"): 0,
    }


def test_most_plans_name_it_or_not(study, found) -> None:
    assert study.checks[0].verdict is Verdict.HOLDS
    silent = [(deal, Kind.CONVENANT, ["W1"], "Stil.") for deal in (ZEELAND, BRAINPORT, TWENTE)]
    assert found(*silent).checks[0].verdict is Verdict.FAILS
    assert found(*silent[:2]).checks[0].verdict is Verdict.NOT_TESTABLE


def test_themes_that_nobody_has_are_named(study) -> None:
    wide = study.checks[1]
    assert wide.verdict is Verdict.FAILS
    assert "Veiligheid" in wide.found
    assert "Gezondheid" not in wide.found


def test_a_run_without_these_labels_gives_empty_tables(make_analysis, make_passage) -> None:
    for passages in ([], [make_passage(words=60)]):
        made = section(material_of(make_analysis(passages), DEALS))
        assert not made.tables[0].rows
        assert not made.tables[1].rows
        assert all(check.verdict is Verdict.NOT_TESTABLE for check in made.checks)
