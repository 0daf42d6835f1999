"""Analysis 20: goals without a rode draad, in groups; nothing is added to the taxonomy."""

from dataclasses import replace

import numpy as np
import pytest
from materials import material_of

from corpus import registry
from corpus.records import Kind
from report.analyses.outside_taxonomy import section
from report.results import Verdict

DEALS = registry.deal_by_id()
PLAN, REPORT = "t2-midden-en-west-brabant", "t2-foodvalley"
GOAL = "Partijen hebben de ambitie dat {} in 2030 overal in deze streek aanwezig is, nummer {}."
REPORTED = "De opgave rond {} bleef volgens rapporteurs even groot als bij de start, nummer {}."
PLAIN = "Voor {} is in de afgelopen maanden een aanvraag ingediend bij de provincie, nummer {}."


@pytest.fixture
def build(make_analysis, make_passage, make_source):
    """A material of passages (text, labels, probability of R1, deal, kind, direction)."""

    def make(rows):
        passages, vectors = [], {}
        for place, (text, labels, chance, deal, kind, direction) in enumerate(rows):
            one = make_passage(
                text,
                labels,
                source=make_source(f"{deal}.pdf", deal, kind),
                position=place,
                probabilities={"R1": chance} if not labels else (),
            )
            passages.append(one)
            shift = np.random.default_rng(place).normal(0, 0.02, 4)
            vectors[one.passage.passage_id] = (np.eye(4)[direction] + shift).astype(np.float32)
        return material_of(make_analysis(passages), DEALS, vectors=vectors)

    return make


def goals(word, direction, count, deal=PLAN, kind=Kind.CONVENANT, **changes):
    row = {"labels": (), "chance": 0.01} | changes
    told = GOAL if kind is Kind.CONVENANT else REPORTED
    return [
        (told.format(word, n), row["labels"], row["chance"], deal, kind, direction)
        for n in range(count)
    ]


def test_goals_outside_are_grouped_and_plan_and_report_counted_apart(build) -> None:
    rows = [
        *goals("stilte", 0, 7),
        *goals("stilte", 0, 2, REPORT, Kind.VOORTGANGSRAPPORTAGE),
        *goals("ruimtevaart", 1, 6),
    ]
    table = section(build(rows)).tables[0]
    assert [row.values["plan_passages"] for row in table.rows] == [7, 6]
    assert [row.values["rapportage_passages"] for row in table.rows] == [2, 0]
    assert [row.values["plan_deals"] for row in table.rows] == [1, 1]
    assert table.rows[0].values["woorden"].startswith("stilte")
    assert table.rows[1].values["woorden"].startswith("ruimtevaart")
    for row in table.rows:
        for name in ("plan_passages", "plan_deals", "rapportage_passages", "rapportage_deals"):
            assert len(row.basis.get(name, ())) == row.values[name]


def test_what_deals_of_two_regions_say_alike_is_nobodys_goal(build) -> None:
    rows = goals("stilte", 0, 9)
    copies = [(*row[:3], REPORT, *row[4:]) for row in rows]
    assert section(build(rows)).tables[0].rows
    assert section(build(rows + copies)).tables[0].rows == ()


def test_labelled_likely_and_plain_passages_stay_out(build) -> None:
    outside = goals("stilte", 0, 9)
    others = [
        *goals("zorg", 1, 4, labels=("R2",)),
        *goals("dorpen", 1, 4, chance=0.45),
        *[(PLAIN.format("hulp", n), (), 0.01, PLAN, Kind.CONVENANT, 1) for n in range(4)],
    ]
    table = section(build(outside + others)).tables[0]
    assert sum(row.values["plan_passages"] for row in table.rows) == 9


def test_a_heading_makes_a_goal_too(build, make_analysis) -> None:
    rows = [(PLAIN.format("rust", n), (), 0.01, PLAN, Kind.CONVENANT, 0) for n in range(9)]
    material = build(rows)
    assert section(material).tables[0].rows == ()
    under = [
        replace(one, passage=replace(one.passage, heading_path=("Onze opgaven",)))
        for one in material.analysis.passages
    ]
    found = section(replace(material, analysis=make_analysis(under))).tables[0].rows
    assert sum(row.values["plan_passages"] for row in found) == 9


def test_the_order_of_passages_does_not_matter(build, make_analysis) -> None:
    material = build([*goals("stilte", 0, 7), *goals("ruimtevaart", 1, 6)])
    turned = make_analysis(material.analysis.passages[::-1])
    groups = [
        [(row.key, row.values["woorden"]) for row in section(one).tables[0].rows]
        for one in (material, replace(material, analysis=turned))
    ]
    assert groups[0] == groups[1]


def test_the_share_that_is_covered_can_fail(build) -> None:
    covered, bare = goals("zorg", 1, 9, labels=("R2",)), goals("stilte", 0, 3)
    assert section(build(covered + bare)).checks[0].verdict is Verdict.HOLDS
    assert section(build(covered[:2] + bare)).checks[0].verdict is Verdict.FAILS


def test_few_or_no_goals_give_no_groups(build) -> None:
    few = section(build(goals("stilte", 0, 3)))
    assert few.tables[0].rows == ()
    assert few.figures == ()
    assert section(build([])).checks[0].verdict is Verdict.NOT_TESTABLE
