"""Analysis 4: kinds under their rode draad, what is not there, and groups beside kinds."""

from dataclasses import replace

import numpy as np
import pytest
from materials import material_of, with_further

from classify.embed import load_embedder
from corpus import registry
from corpus.records import Kind
from report.analyses.kinds import section
from report.results import Verdict
from taxonomy.concept import Taxonomy

DEALS = registry.deal_by_id()
PLAN_DEAL, OTHER_DEAL = "t2-midden-en-west-brabant", "t2-foodvalley"


@pytest.fixture(scope="module")
def embedder():
    return load_embedder("dutch-static")


@pytest.fixture
def told(make_analysis, make_passage, make_source, embedder):
    """Two plans and a report: kinds R1.1 (both plans, report) and R1.5; one R1 without a kind."""

    def made(number, deal, kind, further, labels=("R1",)):
        source = make_source(f"{deal}-{kind}.pdf", deal, kind)
        return with_further(
            make_passage(labels=labels, source=source, position=number, words=60), further
        )

    passages = [
        made(0, PLAN_DEAL, Kind.CONVENANT, ["R1.1"]),
        made(1, PLAN_DEAL, Kind.CONVENANT, ["R1.1", "R1.5"]),
        made(2, PLAN_DEAL, Kind.CONVENANT, []),
        made(0, OTHER_DEAL, Kind.CONVENANT, ["R1.1"]),
        made(0, OTHER_DEAL, Kind.VOORTGANGSRAPPORTAGE, ["R1.1"]),
    ]
    return material_of(make_analysis(passages), DEALS, embedder=embedder)


def rows_of(material, name):
    (table,) = [one for one in section(material).tables if one.name == name]
    return {row.key: row for row in table.rows}


def test_kinds_stand_under_their_rode_draad_and_plan_and_report_apart(told) -> None:
    rows = rows_of(told, "soorten_per_draad")
    assert rows["plan|R1"].values["passages"] == 4
    assert rows["plan|R1.1"].values | {"passages": 3, "deals": 2, "draadpassages": 4} == (
        rows["plan|R1.1"].values
    )
    assert rows["rapportage|R1.1"].values["passages"] == 1
    assert rows["plan|R1-geen"].values["passages"] == 1
    keys = [key for key in rows if key.startswith(("plan|R1.", "plan|R1-"))]
    assert keys == [f"plan|R1.{place}" for place in range(1, 6)] + ["plan|R1-geen"]


def test_every_count_leads_to_as_many_passages(told) -> None:
    for row in rows_of(told, "soorten_per_draad").values():
        for name in ("deals", "documenten", "passages"):
            assert len(row.basis.get(name, ())) == row.values[name], (row.key, name)


def test_shares_lie_within_their_intervals(told) -> None:
    row = rows_of(told, "soorten_per_draad")["plan|R1.1"].values
    assert row["passages_laag"] <= row["passageaandeel"] == 0.75 <= row["passages_hoog"]
    assert row["deals_laag"] <= row["dealaandeel"] <= row["deals_hoog"]


def test_what_is_not_there_is_listed_and_what_is_half_there_says_where(told) -> None:
    missing = rows_of(told, "soorten_niet_aangetroffen")
    assert "R1.1" not in missing
    assert missing["R1.5"].values["waar"] == "niet in rapportages"
    assert missing["R2.3"].values["waar"] == "nergens"
    accounted = section(told).checks[0]
    assert accounted.verdict is Verdict.HOLDS
    assert "2 een citaat; 73" in accounted.found


def test_groups_find_a_kind_that_is_a_group_of_its_own(told, make_analysis, make_passage) -> None:
    passages = [
        with_further(
            make_passage(labels=["R1"], position=place), ["R1.1" if place < 12 else "R1.4"]
        )
        for place in range(24)
    ]
    near = np.random.default_rng(1).normal(0, 0.02, (24, 4)).astype(np.float32)
    vectors = {
        one.passage.passage_id: near[place] + np.eye(4, dtype=np.float32)[place // 6]
        for place, one in enumerate(passages)
    }
    deals = {"groen": replace(DEALS[PLAN_DEAL], deal_id="groen")}
    material = replace(
        told, analysis=make_analysis(passages), deals=deals, vectors=vectors, interventions=()
    )
    rows = rows_of(material, "groepen_naast_soorten").values()
    assert len(rows) == 4
    for row in rows:
        assert row.values["aandeel"] == 1.0
        assert sorted([row.values["soort_1"], row.values["soort_4"]]) == [0, 6]
        assert len(row.basis["passages"]) == row.values["passages"] == 6


def test_nothing_to_read_or_nothing_sought_gives_no_verdict_and_no_exception(
    told, make_analysis
) -> None:
    for material in (
        material_of(make_analysis(), DEALS, embedder=told.embedder),
        replace(told, further=Taxonomy(())),
    ):
        found = section(material)
        assert found.checks[0].verdict is Verdict.NOT_TESTABLE
        assert not [row for row in found.tables[1].rows if row.values["waar"] == "nergens"]


def test_texts_of_kinds_are_held_against_one_another(told) -> None:
    check = section(told).checks[1]
    assert check.verdict is not Verdict.NOT_TESTABLE
    assert "Van 228 teksten" in check.found
