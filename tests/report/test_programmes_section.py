"""National programmes: where they are named, with which rode draden, and what is left to them."""

from dataclasses import replace

import pytest
from materials import material_of, with_further

from corpus import registry
from corpus.records import Evidence, Kind, Tag
from report.analyses.programmes import LEAST_PASSAGES, section
from report.handed_over import beside, left_to
from report.results import Verdict
from taxonomy.load import shipped_taxonomy

DEALS = registry.deal_by_id()
ZEELAND, PARKSTAD, LATER = "t1-zeeland", "t2-parkstad-limburg", "t4-parkstad-limburg"
THREADS = shipped_taxonomy().facet("draden").concepts
FUND = "Volkshuisvestingsfonds"


@pytest.fixture
def passage(make_passage, make_source):
    """A passage with labels; `said` gives the words that speak for a concept."""

    def make(text, labels=(), further=(), said=(), deal=ZEELAND, position=0, kind=Kind.CONVENANT):
        filler = " ".join(f"{deal}{kind}{position}x{count}" for count in range(45))
        source = make_source(f"{deal}-{kind}.pdf", deal, kind)
        one = make_passage(
            f"{text} {filler}.",
            labels,
            source=source,
            position=position,
            sentence_starts=(0, len(text) + 1),
            evidence={key: [word] for key, word in dict(said).items() if key.startswith("R")},
        )
        one = with_further(one, further)
        marks = {
            key: (Evidence(text.index(word), text.index(word) + len(word), word.lower()),)
            for key, word in dict(said).items()
            if key.startswith("P")
        }
        shares = dict.fromkeys(further, 0.9)
        return replace(one, further=Tag(one.passage.passage_id, shares, marks))

    return make


def tables(section):
    return {table.name: table for table in section.tables}


def rows_of(section, name, **wanted):
    return [
        row
        for row in tables(section)[name].rows
        if all(row.values[key] == value for key, value in wanted.items())
    ]


@pytest.fixture
def study(passage, make_analysis):
    """Two plans and a report that name programmes."""
    passages = [
        passage("De isolatie van woningen loopt via het Volkshuisvestingsfonds.", ["R2"], ["P1"],
                {"P1": FUND, "R13": "woningen"}),
        passage("Wij bouwen met het Volkshuisvestingsfonds.", ["R13"], ["P1"],
                {"P1": FUND, "R13": "bouwen"}, position=1),
        passage("Kansrijke Start helpt ouders.", ["R2"], ["P8"], {"P8": "Kansrijke Start"},
                deal=PARKSTAD),
        passage("Kansrijke Start gaat door.", ["R2"], ["P8"], {"P8": "Kansrijke Start"},
                kind=Kind.EVALUATIE),
        passage("Niets hierover.", ["R13"], position=2),
    ]  # fmt: skip
    return section(material_of(make_analysis(passages), DEALS))


def test_deals_documents_and_passages_are_counted_apart_for_plans_and_reports(study) -> None:
    (plan,) = rows_of(study, "programmas_over_deals", bron="plan", programma="P1")
    assert (plan.values["deals"], plan.values["van_deals"]) == (1, 2)
    assert (plan.values["documenten"], plan.values["passages"]) == (1, 2)
    (report,) = rows_of(study, "programmas_over_deals", bron="rapportage", programma="P1")
    assert report.values["passages"] == 0
    (start,) = rows_of(study, "programmas_over_deals", bron="rapportage", programma="P8")
    assert start.values["passages"] == 1


def test_every_number_rests_on_its_passages(study) -> None:
    counted = 0
    for table in study.tables:
        for row in table.rows:
            for column, pointers in row.basis.items():
                if isinstance(row.values[column], int):
                    assert len(pointers) == row.values[column], (table.name, row.key, column)
                    counted += 1
    assert counted > 20


def test_a_passage_that_does_not_name_the_programme_does_not_count(passage, make_analysis) -> None:
    like = passage("Jonge ouders krijgen hulp.", (), ["P8"], {"P8": "Jonge ouders"})
    made = section(material_of(make_analysis([like]), DEALS))
    assert all(row.values["passages"] == 0 for row in tables(made)["programmas_over_deals"].rows)
    assert not tables(made)["programmas_per_deal"].rows


def test_lift_is_what_is_found_over_what_chance_would_bring(study) -> None:
    (row,) = rows_of(study, "programmas_en_rode_draden", bron="plan", programma="P1", draad="R13")
    values = row.values
    assert (values["samen"], values["met_programma"], values["met_draad"]) == (1, 2, 2)
    assert values["totaal"] == 4
    assert values["lift"] == pytest.approx(1 * 4 / (2 * 2))


def test_a_theme_is_left_to_the_programme_of_its_sentence(study) -> None:
    (row,) = tables(study)["overgelaten_aan_programma"].rows
    assert row.values["rode_draden"] == "Verduurzaming van woningen"
    assert "loopt via" in row.values["citaat"]


def test_a_theme_elsewhere_in_the_passage_is_not_that_of_the_programme(passage) -> None:
    said = {"P1": FUND, "R13": "huizen"}
    apart = passage(f"Het {FUND} bestaat.", ["R13"], ["P1"], {"P1": FUND})
    assert beside(apart, "P1", THREADS) == []
    near = passage(f"Het {FUND} is er voor huizen.", ["R13"], ["P1"], said)
    assert [one.id for one in beside(near, "P1", THREADS)] == ["R13"]


def test_the_name_of_a_programme_is_no_theme(passage) -> None:
    one = passage("Dat loopt via het Volkshuisvestingsfonds.", (), ["P1"],
                  {"P1": FUND, "R13": "huisvestingsfonds"})  # fmt: skip
    assert left_to(one, "P1", THREADS) == []


def test_a_label_of_moving_counts_without_words_of_moving(passage) -> None:
    said = {"P1": FUND, "R13": "huizen"}
    text = "De huizen vinden hun plek in het Volkshuisvestingsfonds."
    assert left_to(passage(text, (), ["P1"], said), "P1", THREADS) == []
    moved = passage(text, (), ["P1", "T4"], said)
    assert [one.id for one in left_to(moved, "P1", THREADS)] == ["R13"]


def test_the_housing_fund_is_checked_when_named_often_enough(passage, make_analysis) -> None:
    def verdict(count, labels):
        named = [
            passage(
                f"Zin {one} over huizen met het {FUND}.",
                labels,
                ["P1"],
                {"P1": FUND, "R13": "huizen"},
                position=one,
            )
            for one in range(count)
        ]
        others = [passage("Anders.", ["R2"], position=50 + one) for one in range(5)]
        made = section(material_of(make_analysis([*named, *others]), DEALS))
        return made.checks[0].verdict

    assert verdict(LEAST_PASSAGES, ["R13"]) is Verdict.HOLDS
    assert verdict(LEAST_PASSAGES, ["R2"]) is Verdict.FAILS
    assert verdict(LEAST_PASSAGES - 1, ["R13"]) is Verdict.NOT_TESTABLE


def test_parkstad_means_the_deal_that_the_report_read(passage, make_analysis) -> None:
    def verdict(deal, further):
        said = dict.fromkeys(further, "Kansrijke Start")
        one = passage("Kansrijke Start.", (), further, said, deal=deal)
        other = passage("Elders Kansrijke Start.", (), ["P8"], {"P8": "Kansrijke Start"})
        return section(material_of(make_analysis([one, other]), DEALS)).checks[1].verdict

    assert verdict(PARKSTAD, ["P8"]) is Verdict.HOLDS
    assert verdict(PARKSTAD, ["P1"]) is Verdict.FAILS
    assert verdict(LATER, ["P8"]) is Verdict.NOT_TESTABLE


def test_a_run_without_these_labels_gives_empty_tables(make_analysis, make_passage) -> None:
    for passages in ([], [make_passage(words=60)]):
        made = section(material_of(make_analysis(passages), DEALS))
        assert all(not table.rows for table in made.tables)
        assert all(check.verdict is Verdict.NOT_TESTABLE for check in made.checks)
