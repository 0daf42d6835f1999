"""The seven analyses that rest on texts and matrix: they come out on any corpus, and add up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.embed import load_embedder
from corpus import registry
from corpus.records import LANDELIJK, Kind
from report.analyses import (
    breadth,
    coverage,
    framework,
    instruments,
    plan_versus_report,
    theme_overview,
    tranches,
)
from report.analyses.plan_versus_report import Outcome, outcome_of
from report.results import Measure, Verdict
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN
from tests.report.drawn_corpus import CORPORA, DEALS, Builder, Drawn
from tests.report.materials import intervention_of

SECTIONS = (theme_overview, instruments, breadth, coverage, tranches, plan_versus_report, framework)
VALUES = (FOUND, ABSENT, UNCERTAIN, NO_TEXT)


@pytest.fixture(scope="module")
def build(make_passage, make_source, make_analysis):
    return Builder(make_passage, make_source, make_analysis, load_embedder("dutch-static"))


def table(section, name):
    return next(one for one in section.tables if one.name == name)


def sections(material):
    return [one.section(material) for one in SECTIONS]


def check_shape(section, material):
    """What writers rest on: values by column, keys once, shares of 0 to 1 in their interval, and
    pointers into passages that exist."""
    tables = {one.name: one for one in section.tables}
    assert len(tables) == len(section.tables)
    for one in section.tables:
        names = [column.name for column in one.columns]
        assert len(set(names)) == len(names)
        assert len(one.sheet) <= 31
        assert len({row.key for row in one.rows}) == len(one.rows)
        shares = {column.name for column in one.columns if column.measure is Measure.SHARE}
        counts = {column.name for column in one.columns if column.measure is Measure.COUNT}
        for row in one.rows:
            assert set(row.values) == set(names)
            assert set(row.basis) <= set(names)
            for name in shares - {"verschil", "verschil_laag", "verschil_hoog"}:
                assert row.values[name] is None or 0 <= row.values[name] <= 1, (one.name, name)
            for name in counts:
                assert row.values[name] is None or row.values[name] >= 0
            for pointers in row.basis.values():
                for pointer in pointers:
                    text = material.passages[pointer.passage_id].passage.text
                    assert 0 <= pointer.start < pointer.end <= len(text)
    for figure in section.figures:
        names = {column.name for column in tables[figure.table].columns}
        asked = (figure.label, figure.value, figure.other, figure.group, figure.low, figure.high)
        assert {name for name in asked if name} <= names
        cells = [
            (row.values[figure.label], row.values[figure.group] if figure.group else "")
            for row in tables[figure.table].rows
        ]
        assert len(set(cells)) == len(cells), f"{figure.name} draws two rows in one place"
    for check in section.checks:
        assert check.statement
        assert check.found


@settings(max_examples=8, deadline=None)
@given(CORPORA)
def test_every_section_has_the_shape_that_writers_rest_on(build, drawn):
    material = build.material(drawn)
    for section in sections(material):
        check_shape(section, material)


def test_a_corpus_without_passages_or_deals_gives_sections_and_nothing_to_test(build):
    for material in (build.material([]), build.material([], deals={}, evaluations=())):
        for section in sections(material):
            check_shape(section, material)
            if section.number != 14:
                verdicts = {
                    check.verdict for check in section.checks if "taxonomie" not in check.source
                }
                assert verdicts <= {Verdict.NOT_TESTABLE}, section.title


@settings(max_examples=5, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(build, drawn, random):
    analysis = build.analysis(drawn)
    shuffled = list(analysis.passages)
    random.shuffle(shuffled)
    other = build.make_analysis(shuffled, analysis.sources)
    assert sections(build.of_analysis(analysis)) == sections(build.of_analysis(other))


@settings(max_examples=10, deadline=None)
@given(CORPORA)
def test_deals_and_passages_of_the_overview_are_those_behind_them(build, drawn):
    section = theme_overview.section(build.material(drawn))
    for name in ("rode_draden", "domeinen"):
        for row in table(section, name).rows:
            for number in ("deals", "documenten", "passages"):
                assert len(set(row.basis[number])) == row.values[number]
            total = row.values["deals_met_tekst"]
            assert row.values["deals"] + row.values["deals_onzeker"] <= total


@settings(max_examples=10, deadline=None)
@given(CORPORA)
def test_a_domain_has_at_least_the_deals_of_each_of_its_themes(build, drawn):
    material = build.material(drawn)
    section = theme_overview.section(material)
    domains = {row.key: row.values for row in table(section, "domeinen").rows}
    domain_of = {one.id: one.domain for one in material.taxonomy.facet("draden").concepts}
    for row in table(section, "rode_draden").rows:
        domain = domains[f"{row.values['bron']}|{domain_of[row.values['concept']]}"]
        assert row.values["deals"] <= domain["deals"]
        assert row.values["passages"] <= domain["passages"]


def test_recurring_needs_three_covenants_and_can_be_confirmed_but_not_refuted_by_a_few(build):
    themes = tuple(f"R{number}" for number in range(1, 16))
    studied = [deal.deal_id for deal in registry.deals() if deal.in_rebel_study][:3]

    def verdict(deals, labels):
        drawn = [
            Drawn(deal, Kind.CONVENANT, (label,), (), 0.95, 60)
            for deal in deals
            for label in labels
        ]
        return theme_overview.section(build.material(drawn)).checks[0].verdict

    assert verdict(studied, themes) is Verdict.HOLDS
    assert verdict(studied, themes[1:]) is Verdict.NOT_TESTABLE
    assert verdict(studied[:2], themes) is Verdict.NOT_TESTABLE


@pytest.mark.parametrize("plan", VALUES)
@pytest.mark.parametrize("report", VALUES)
def test_silence_goes_before_doubt_and_doubt_before_an_answer(plan, report):
    outcome = outcome_of(plan, report)
    assert (outcome is Outcome.NO_TEXT) == (NO_TEXT in (plan, report))
    if NO_TEXT not in (plan, report):
        assert (outcome is Outcome.UNCERTAIN) == (UNCERTAIN in (plan, report))
    mirrored = {Outcome.PLAN: Outcome.REPORT, Outcome.REPORT: Outcome.PLAN}
    assert outcome_of(report, plan) is mirrored.get(outcome, outcome)


@settings(max_examples=10, deadline=None)
@given(CORPORA)
def test_outcomes_of_a_theme_add_up_to_the_deals_with_both(build, drawn):
    section = plan_versus_report.section(build.material(drawn))
    pairs = table(section, "plan_en_rapportage").rows
    for row in table(section, "plan_en_rapportage_per_draad").rows:
        own = [one.values for one in pairs if one.values["concept"] == row.key]
        told = [one["uitkomst"] for one in own if one["uitkomst"] != Outcome.NO_TEXT]
        names = ("beide", "alleen_plan", "alleen_rapportage", "geen_van_beide", "onzeker")
        assert row.values["deals"] == len(told) == sum(row.values[name] for name in names)
        assert row.values["alleen_plan"] == told.count(Outcome.PLAN)


def test_a_deal_without_a_report_has_no_text_there_and_no_zero(build):
    drawn = [Drawn(DEALS[0], Kind.CONVENANT, ("R1",), (), 0.95, 60)]
    section = plan_versus_report.section(build.material(drawn))
    for row in table(section, "plan_en_rapportage").rows:
        assert row.values["rapportage"] == NO_TEXT
        assert row.values["sterkte_rapportage"] is None
    assert section.checks[0].verdict is Verdict.NOT_TESTABLE


def test_the_next_deal_of_a_region_is_laid_beside_the_one_before(build):
    drawn = [
        Drawn(deal, Kind.CONVENANT, (label,), (), 0.95, 60)
        for deal, label in (("t2-parkstad-limburg", "R1"), ("t4-parkstad-limburg", "R2"))
    ]
    rows = table(tranches.section(build.material(drawn)), "opeenvolgende_deals").rows
    found = {
        (row.values["latere_tranche"], row.values["concept"]): row.values["verandering"]
        for row in rows
    }
    assert found[4, "R1"] == "verdwenen"
    assert found[4, "R2"] == "nieuw"
    assert {tranche for tranche, _ in found} == {4}, "the deal of tranche 6 has no text"


def test_a_hypothesis_holds_only_when_late_tranches_clearly_say_more(build):
    deals = registry.deals()
    early = [deal.deal_id for deal in deals if deal.tranche == 2][:8]
    late = [deal.deal_id for deal in deals if deal.tranche == 5][:8]

    def verdict(labelled, deals):
        drawn = [
            Drawn(deal, Kind.CONVENANT, (), ("E1",) if deal in labelled else ("F1",), 0.95, 60)
            for deal in deals
        ]
        return tranches.section(build.material(drawn)).checks[0].verdict

    assert verdict(late, early + late) is Verdict.HOLDS
    assert verdict(early, early + late) is Verdict.FAILS
    assert verdict(early + late, early + late) is Verdict.NOT_TESTABLE
    assert verdict(late, early[:2] + late) is Verdict.NOT_TESTABLE


def test_what_was_not_sought_is_not_said_to_be_absent(build):
    drawn = [Drawn(DEALS[0], Kind.CONVENANT, ("I1",), ("M1",), 0.95, 60)]
    analysis = build.analysis(drawn)
    silent = tuple(replace(one, further=None, further_labels=()) for one in analysis.passages)
    for passages, wanted in ((analysis.passages, 1), (silent, None)):
        material = build.of_analysis(replace(analysis, passages=passages))
        rows = table(instruments.section(material), "instrumenten_per_deal").rows
        assert [row.values["private_inzet"] for row in rows] == [wanted]


def test_instruments_of_an_intervention_come_from_its_own_passages_plan_and_report_apart(build):
    drawn = [
        Drawn(DEALS[0], Kind.CONVENANT, ("I1", "I4"), (), 0.95, 60),
        Drawn(DEALS[0], Kind.EVALUATIE, ("I1",), (), 0.95, 60),
    ]
    material = build.material(drawn)
    ids = tuple(one.passage.passage_id for one in material.analysis.passages)
    named = intervention_of("Proeftuin", ids[0], DEALS[0], passages=ids)
    elsewhere = intervention_of("Landelijk", ids[0], LANDELIJK, passages=ids)
    material = replace(material, interventions=(named, elsewhere))
    rows = table(instruments.section(material), "interventies_per_aantal_instrumenten").rows
    found = {
        row.key: (row.values["interventies"], row.values["interventies_totaal"]) for row in rows
    }
    assert found["plan|2"] == (1, 1)
    assert found["rapportage|1"] == (1, 1)


@pytest.mark.parametrize(
    ("text", "labels", "verdict"),
    [
        ("De Stallenaanpak is een pilot waarin partners samenwerken.", ("I4", "I5"), Verdict.HOLDS),
        ("De pilot stallenaanpak loopt.", ("I4",), Verdict.FAILS),
        ("De aanpak van stallen loopt.", ("I4", "I5"), Verdict.NOT_TESTABLE),
    ],
)
def test_a_known_case_is_looked_up_by_name(build, text, labels, verdict):
    source = build.make_source("verslag.pdf", "t3-noordoost-brabant", Kind.EVALUATIE)
    analysis = build.make_analysis([build.make_passage(text, labels, source=source)])
    checks = instruments.section(build.of_analysis(analysis)).checks
    found = next(one for one in checks if one.statement.startswith("Stallenaanpak"))
    assert found.verdict is verdict


def test_the_registers_have_the_counts_of_the_report(build):
    section = coverage.section(build.material([]))
    assert [check.verdict for check in section.checks] == [Verdict.HOLDS] * 4
    assert len(table(section, "deals").rows) == 84
    assert len(table(section, "evaluaties_bijlage_b").rows) == 30
    assert max(row.values["regel"] for row in table(section, "evaluaties_bijlage_b").rows) == 28
    assert "Zuid-Hollandse Delta" in section.checks[-1].found


def test_a_register_that_lost_a_deal_is_found_out(build):
    deals = {key: deal for key, deal in registry.deal_by_id().items() if key != "t2-twente"}
    section = coverage.section(build.material([], deals=deals))
    assert section.checks[0].verdict is Verdict.FAILS


def test_a_deal_without_document_is_told_from_one_that_is_only_mentioned(build):
    source = build.make_source("brief.pdf", "meerdere", Kind.BRIEF)
    own = build.make_source("plan.pdf", DEALS[0])
    passages = [
        build.make_passage(words=60, source=source, deal="t3-zwolle"),
        build.make_passage(words=60, source=own),
    ]
    rows = table(coverage.section(build.of_analysis(build.make_analysis(passages))), "deals").rows
    standing = {row.key: row.values["stand"] for row in rows}
    assert standing[DEALS[0]] == "plan"
    assert standing["t3-zwolle"] == coverage.ELSEWHERE
    assert standing["t1-zeeland"] == coverage.NO_DOCUMENT


@settings(max_examples=8, deadline=None)
@given(CORPORA)
def test_a_cell_of_the_framework_quotes_what_stands_in_the_document(build, drawn):
    material = build.material(drawn)
    for one in framework.section(material).tables:
        for row in one.rows:
            for concept in material.taxonomy.facet("draden").concepts:
                shown = row.values[concept.id.lower()]
                is_quote = shown not in (NO_TEXT, framework.NOTHING)
                assert is_quote == (concept.id.lower() in row.basis)
                assert ("“" in shown) == is_quote
