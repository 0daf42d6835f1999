"""Analysis 7: which reports speak of effectiveness, and whether later ones do so more often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Kind
from report.analyses.effectiveness import section, trend
from report.results import Verdict
from tests.report.materials import material_of, with_further


@pytest.fixture
def make_report(make_passage, make_source):
    """A report of one passage, of Groene Streek (tranche 1) unless said otherwise."""

    def make(name, labels=(), *, deal="groen", year=2021, kind=Kind.EVALUATIE):
        source = make_source(name, deal=deal, kind=kind, year=year)
        return with_further(make_passage(source=source, words=60), labels)

    return make


@pytest.fixture
def lay_out(make_analysis, deals):
    """The section about some passages."""

    def lay(passages, sources=()):
        return section(material_of(make_analysis(passages, sources), deals))

    return lay


def rows(section, name):
    """The rows of a table by key."""
    table = next(one for one in section.tables if one.name == name)
    return {row.key: row for row in table.rows}


def test_a_share_is_of_the_readable_reports_of_its_tranche(lay_out, make_report, make_source):
    scan = make_source("scan.pdf", deal="blauw", kind=Kind.EVALUATIE)
    passages = [
        make_report("a.pdf", ["E1"]),
        make_report("b.pdf"),
        make_report("c.pdf", ["E1"], deal="blauw"),
        make_report("plan.pdf", ["E1"], kind=Kind.CONVENANT),
    ]
    found = rows(lay_out(passages, [scan]), "effectiviteit_tranche")
    shares = {key: row.values["aandeel"] for key, row in found.items() if key.startswith("E1")}
    assert shares == {"E1|1": 0.5, "E1|2": 1.0}
    assert found["E1|2"].values["documenten_met_tekst"] == 1
    assert len(found["E1|1"].basis["documenten"]) == 1


def test_documents_without_a_year_are_in_no_year(lay_out, make_report):
    passages = [make_report("a.pdf", ["E2"], year=2020), make_report("b.pdf", ["E2"], year=None)]
    found = rows(lay_out(passages), "effectiviteit_jaar")
    assert [key for key in found if key.startswith("E2")] == ["E2|2020"]
    assert found["E2|2020"].values["documenten_met_tekst"] == 1


def test_a_theory_in_every_later_report_is_a_rise(lay_out, make_report):
    early = [make_report(f"a{number}.pdf", year=2020) for number in range(6)]
    late = [make_report(f"b{number}.pdf", ["E3"], deal="blauw", year=2024) for number in range(6)]
    by_tranche, by_year, _ = lay_out([*early, *late]).checks
    assert by_tranche.verdict is by_year.verdict is Verdict.HOLDS
    assert "Tranche 1: 0 van 6; tranche 2: 6 van 6." in by_tranche.found


def test_a_theory_in_every_early_report_is_no_rise(lay_out, make_report):
    early = [make_report(f"a{number}.pdf", ["E2"], year=2020) for number in range(6)]
    late = [make_report(f"b{number}.pdf", deal="blauw", year=2024) for number in range(6)]
    by_tranche, by_year, _ = lay_out([*early, *late]).checks
    assert by_tranche.verdict is by_year.verdict is Verdict.FAILS


def test_two_reports_are_too_few_for_a_rise(lay_out, make_report):
    passages = [make_report("a.pdf", year=2020), make_report("b.pdf", ["E3"], deal="blauw")]
    check = lay_out(passages).checks[0]
    assert check.verdict is Verdict.NOT_TESTABLE
    assert "toeval" in check.found


def test_a_report_without_monitoring_is_named(lay_out, make_report):
    check = lay_out([make_report("a.pdf", ["E1"]), make_report("stil.pdf")]).checks[2]
    assert check.verdict is Verdict.HOLDS
    assert "stil.pdf (60 woorden)" in check.found
    everywhere = [make_report(f"{number}.pdf", ["E1"]) for number in range(30)]
    assert lay_out(everywhere).checks[2].verdict is Verdict.FAILS
    assert lay_out(everywhere[:3]).checks[2].verdict is Verdict.NOT_TESTABLE


def test_an_empty_corpus_cannot_be_tested(lay_out, make_source):
    for sources in ((), (make_source("scan.pdf", kind=Kind.EVALUATIE),)):
        found = lay_out([], sources)
        assert all(check.verdict is Verdict.NOT_TESTABLE for check in found.checks)
        assert rows(found, "effectiviteit_tranche") == {}


hits = st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=30)


@given(hits)
def test_a_trend_turns_with_its_groups_and_with_its_hits(pairs):
    groups, hit = [group for group, _ in pairs], [one for _, one in pairs]
    found = trend(groups, hit)
    turned, missed = trend([-one for one in groups], hit), trend(groups, [not one for one in hit])
    if found is None:
        assert turned is None
        assert missed is None
        assert len(set(groups)) < 2 or len(set(hit)) < 2
    else:
        assert turned == pytest.approx(-found)
        assert missed == pytest.approx(-found)
