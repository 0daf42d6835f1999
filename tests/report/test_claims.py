"""The Rebel report as claims: each query can say yes, no and "this corpus cannot tell"."""

from dataclasses import replace

import pytest
from materials import intervention_of, material_of, with_further

from corpus import registry
from corpus.claims import rebel_claims
from corpus.records import Amount, Kind
from report.claim_queries import QUERIES
from report.claim_queries.finding import ENOUGH_TO_REFUTE
from report.claims import checked_claims
from report.results import Verdict

HOLDS, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.FAILS, Verdict.NOT_TESTABLE
DEALS = registry.deal_by_id()
KEYS = tuple(DEALS)


@pytest.fixture
def plan(make_source, make_passage):
    """A covenant of one deal, long enough to have a row, with labels in one passage."""

    def make(deal, labels=(), further=(), text=None):
        source = make_source(f"{deal}-convenant.pdf", deal)
        one = make_passage(text or "woord " * 60, labels, source=source)
        return with_further(one, further)

    return make


@pytest.fixture
def report_of(make_source, make_passage):
    """A progress report of one deal with one passage."""

    def make(deal, further=(), *, year=2022, stances=None, text=None, labels=()):
        kind = Kind.VOORTGANGSRAPPORTAGE
        source = make_source(f"{deal}-{year}.pdf", deal, kind, year=year)
        one = make_passage(text or "woord " * 60, labels, source=source)
        return with_further(one, further, stances)

    return make


def asked(query, material, **arguments):
    return QUERIES[query](material, {name: str(value) for name, value in arguments.items()})


def test_every_claim_has_a_query_that_understands_it_and_a_number_of_its_own(make_analysis) -> None:
    claims = rebel_claims()
    assert len({claim.claim_id for claim in claims}) == len(claims) > 60
    assert {claim.query for claim in claims} == set(QUERIES)
    assert all(claim.statement.endswith(".") and claim.measure for claim in claims)
    checked = list(checked_claims(material_of(make_analysis(), DEALS)))
    assert [one.claim for one in checked] == list(claims)


def test_without_documents_only_registers_and_taxonomy_can_be_tested(make_analysis) -> None:
    tested = {
        one.claim.query
        for one in checked_claims(material_of(make_analysis(), DEALS))
        if one.finding.verdict is not UNKNOWN
    }
    assert tested == {
        "deals_in_tranche",
        "deals_in_study",
        "evaluations_listed",
        "evaluations_in_tranche",
        "deals_without_evaluation",
        "facet_size",
        "kinds_per_theme",
    }


def test_what_the_registers_say_holds_as_the_report_says_it(make_analysis) -> None:
    for one in checked_claims(material_of(make_analysis(), DEALS)):
        assert one.finding.verdict in (HOLDS, UNKNOWN), one
    fewer = {key: deal for key, deal in DEALS.items() if deal.tranche != 2}
    material = material_of(make_analysis(), fewer)
    assert asked("deals_in_tranche", material, tranche=2, count=12).verdict is FAILS


def test_a_run_that_did_not_look_for_a_facet_cannot_tell(make_analysis, plan) -> None:
    analysis = make_analysis([plan(key, further=["M1"]) for key in KEYS[:4]])
    old = material_of(analysis, DEALS, record={})
    new = material_of(analysis, DEALS)
    assert asked("deals_with", old, concept="M1", share=0.5).verdict is UNKNOWN
    assert asked("deals_with", new, concept="M1", share=0.5).verdict is HOLDS


@pytest.mark.parametrize(
    ("having", "total", "verdict"),
    [(3, 5, HOLDS), (2, 5, UNKNOWN), (2, ENOUGH_TO_REFUTE, FAILS), (3, 30, HOLDS), (2, 2, UNKNOWN)],
)
def test_a_small_corpus_can_show_examples_but_not_refute_them(
    make_analysis, plan, having, total, verdict
) -> None:
    plans = [plan(key, ["R9"] if place < having else []) for place, key in enumerate(KEYS[:total])]
    material = material_of(make_analysis(plans), DEALS)
    found = asked("theme_in_plans", material, concept="R9", least=3)
    assert found.verdict is verdict
    if verdict is not UNKNOWN:
        assert {pointer.passage_id for pointer in found.basis} == {
            one.passage.passage_id for one in plans[:having]
        }


def test_reports_never_count_as_plans(make_analysis, report_of) -> None:
    reports = [report_of(key, labels=["R9"]) for key in KEYS[:5]]
    material = material_of(make_analysis(reports), DEALS)
    assert asked("theme_in_plans", material, concept="R9", least=3).verdict is UNKNOWN


def test_a_broad_and_a_narrow_deal_are_told_apart(make_analysis, plan) -> None:
    plans = [
        plan(KEYS[0], ["R1", "R2", "R3", "R4"]),
        *(plan(key, ["R1", "R2"]) for key in KEYS[1:4]),
        plan(KEYS[4], ["R15"]),
    ]
    material = material_of(make_analysis(plans), DEALS)
    for deal, half, verdict in (
        (KEYS[0], "upper", HOLDS),
        (KEYS[0], "lower", FAILS),
        (KEYS[4], "lower", HOLDS),
        (KEYS[4], "upper", FAILS),
        (KEYS[9], "upper", UNKNOWN),
    ):
        assert asked("breadth_rank", material, deals=deal, half=half).verdict is verdict


def test_attention_that_rises_and_that_falls(make_analysis, report_of) -> None:
    def material(first, last):
        years = [(key, 2019, first) for key in KEYS[:4]] + [(key, 2024, last) for key in KEYS[4:8]]
        reports = [report_of(key, labels, year=year) for key, year, labels in years]
        return material_of(make_analysis(reports), DEALS)

    assert asked("rises_with_year", material([], ["E3"]), concepts="E3").verdict is HOLDS
    assert asked("rises_with_year", material(["E3"], []), concepts="E3").verdict is FAILS
    assert asked("rises_with_year", material([], []), concepts="E3").verdict is UNKNOWN


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (["succes", "faal"], HOLDS),
        (["gemengd"], HOLDS),
        (["succes", "onbekend"], UNKNOWN),
        (["succes"] * ENOUGH_TO_REFUTE, FAILS),
        ([], UNKNOWN),
    ],
)
def test_a_factor_helps_and_hinders(make_analysis, report_of, stances, verdict) -> None:
    reports = [
        report_of(key, ["F2"], stances={"F2": stance})
        for key, stance in zip(KEYS, stances, strict=False)
    ]
    material = material_of(make_analysis(reports), DEALS)
    assert asked("mixed_polarity", material, concept="F2").verdict is verdict


def test_informal_layers_against_formal_ones(make_analysis, report_of) -> None:
    def material(*labels):
        reports = [report_of(key, one) for key, one in zip(KEYS, labels, strict=False)]
        return material_of(make_analysis(reports), DEALS)

    words = {"informal": "T1|T2", "formal": "T5|T6"}
    assert asked("informal_more", material(["T1"], ["T2"], ["T5"]), **words).verdict is HOLDS
    assert asked("informal_more", material(["T5"], ["T6"], ["T1"]), **words).verdict is FAILS
    assert asked("informal_more", material([], [], []), **words).verdict is UNKNOWN


def test_one_hit_leaves_open_that_there_is_none_until_somebody_reads_it(
    make_analysis, report_of
) -> None:
    hit = report_of(KEYS[0], ["T6"])
    none = material_of(make_analysis([report_of(KEYS[1])]), DEALS)
    some = material_of(make_analysis([hit]), DEALS)
    assert asked("none_found", none, concept="T6").verdict is HOLDS
    found = asked("none_found", some, concept="T6")
    assert found.verdict is UNKNOWN
    assert [pointer.passage_id for pointer in found.basis] == [hit.passage.passage_id]


@pytest.mark.parametrize(
    ("having", "total", "verdict"), [(3, 6, HOLDS), (2, 6, UNKNOWN), (1, 20, FAILS)]
)
def test_a_share_that_chance_explains_refutes_nothing(
    make_analysis, report_of, having, total, verdict
) -> None:
    reports = [report_of(key, ["E4"] * (at < having)) for at, key in enumerate(KEYS[:total])]
    material = material_of(make_analysis(reports), DEALS)
    assert asked("documents_with", material, concept="E4", share=0.5).verdict is verdict


def test_a_letter_about_a_deal_is_no_report_and_few_words_are_no_text(
    make_analysis, make_source, make_passage, report_of
) -> None:
    """As in the analyses of factors, feedback and starting points: one report counts one way."""
    letter = make_source("kamerbrief.pdf", "landelijk", Kind.BRIEF, year=2023)
    about = with_further(make_passage("woord " * 60, (), source=letter), ["F1", "G3"])
    about = replace(about, deal=KEYS[5])
    reports = [report_of(key, ["F1"]) for key in KEYS[:3]]
    reports.append(report_of(KEYS[3], ["F1"], text="Te kort."))
    material = material_of(make_analysis([*reports, about]), DEALS)
    found = asked("documents_with", material, concept="F1", least=2)
    assert (found.verdict, found.found[:9]) == (HOLDS, "3 van de ")
    assert "van de 3 rapportages" in found.found


def test_a_name_in_a_heading_is_a_name(make_analysis, report_of) -> None:
    one = report_of(KEYS[0], labels=["R9"])
    passage = replace(one.passage, heading_path=("Uitgelicht", "De Stallenaanpak"))
    material = material_of(make_analysis([replace(one, passage=passage)]), DEALS)
    found = asked("named_with", material, concepts="R9", name="stallenaanpak")
    assert found.verdict is HOLDS


def test_a_name_and_its_amounts_are_looked_up_in_the_text(make_analysis, report_of) -> None:
    text = "De Stallenaanpak kost 2,6 miljoen euro."
    one = report_of(KEYS[0], text=text, labels=["R9"])
    amount = Amount(text.index("2,6"), len(text) - 1, 2_600_000.0)
    one = replace(one, passage=replace(one.passage, amounts=(amount,)))
    material = material_of(make_analysis([one]), DEALS)
    words = {"name": "stallenaanpak"}
    assert asked("named_with", material, concepts="R9", **words).verdict is HOLDS
    assert asked("named_with", material, concepts="R1", **words).verdict is UNKNOWN
    assert asked("named_with", material, name="ontbijt", concepts="R1").verdict is UNKNOWN
    assert asked("named_amounts", material, amounts=2600000, **words).verdict is HOLDS
    assert asked("named_amounts", material, amounts=1000, **words).verdict is FAILS


def test_combinations_of_instruments(make_analysis, plan) -> None:
    material = material_of(
        make_analysis([plan(KEYS[0])]),
        DEALS,
        interventions=[
            intervention_of(name, "x", KEYS[0], concepts=concepts)
            for name, concepts in (("a", ("I1", "I2")), ("b", ("I1", "R1")), ("c", ("I3",)))
        ],
    )
    words = {"facet": "instrumenten", "least": 2}
    assert asked("interventions_combine", material, share=0.25, **words).verdict is HOLDS
    assert asked("interventions_combine", material, share=0.5, **words).verdict is FAILS
