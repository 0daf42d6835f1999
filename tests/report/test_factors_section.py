"""Analysis 6: factors by report, with what they did."""

from dataclasses import replace

import pytest

from corpus.records import LANDELIJK, Kind
from report.analyses.factors import section, told
from report.results import Verdict
from report.witnesses import Voice, witnesses_of
from tests.report.materials import material_of, with_further

FACTORS = [f"F{number}" for number in range(1, 9)]


@pytest.fixture
def make_report(make_passage, make_source):
    """A passage of a report with factors and what these did, by factor."""

    def make(name, stances, *, kind=Kind.EVALUATIE, deal="groen", position=0, labels=None):
        source = make_source(name, deal=deal, kind=kind)
        one = make_passage(source=source, position=position, words=60)
        return with_further(one, tuple(labels or stances), stances)

    return make


@pytest.fixture
def lay_out(make_analysis, deals):
    """The section about some passages, of sources that may have none."""

    def lay(passages, sources=()):
        return section(material_of(make_analysis(passages, sources), deals))

    return lay


def rows(section, name):
    """The rows of a table by key."""
    table = next(one for one in section.tables if one.name == name)
    return {row.key: row for row in table.rows}


def test_a_covenant_and_a_paper_about_many_deals_never_count(lay_out, make_report):
    factor = {"F2": "faal"}
    found = lay_out(
        [
            make_report("plan.pdf", factor, kind=Kind.CONVENANT),
            make_report("brief.pdf", factor, kind=Kind.BRIEF, deal=LANDELIJK),
            make_report("evaluatie.pdf", factor),
        ]
    )
    assert list(rows(found, "factoren_matrix")) == ["evaluatie.pdf"]
    overview = rows(found, "factoren")
    assert overview["F2|externe evaluatie"].values["passages"] == 1
    assert overview["F2|zelfrapportage"].values["passages"] == 0


def test_a_list_of_literature_says_nothing_of_factors(lay_out, make_report):
    made = make_report("evaluatie.pdf", {"F2": "faal"})
    passage = replace(made.passage, heading_path=("Bijlage B: Literatuurlijst",))
    listed = replace(made, passage=passage)
    own = make_report("evaluatie.pdf", {"F1": "succes"}, position=1)
    overview = rows(lay_out([listed, own]), "factoren")
    assert overview["F1|externe evaluatie"].values["passages"] == 1
    assert overview["F2|externe evaluatie"].values["passages"] == 0


def test_outsiders_and_executors_are_counted_apart(lay_out, make_report):
    found = lay_out(
        [
            make_report("a.pdf", {"F1": "succes"}, kind=Kind.EVALUATIE),
            make_report("b.pdf", {"F1": "faal"}, kind=Kind.VOORTGANGSRAPPORTAGE),
            make_report("c.pdf", {}, kind=Kind.VOORTGANGSRAPPORTAGE),
        ]
    )
    outside = rows(found, "factoren")["F1|externe evaluatie"].values
    inside = rows(found, "factoren")["F1|zelfrapportage"].values
    assert (outside["documenten"], outside["documenten_met_tekst"]) == (1, 1)
    assert (inside["documenten"], inside["documenten_met_tekst"]) == (1, 2)
    assert inside["aandeel"] == 0.5
    assert inside["aandeel_laag"] < 0.5 < inside["aandeel_hoog"]
    assert (outside["richting"], inside["richting"]) == ("succes", "faal")


def test_every_passage_has_one_polarity_and_stands_behind_its_number(lay_out, make_report):
    stances = ["succes", "faal", "faal", "gemengd", "onbekend"]
    passages = [
        make_report("a.pdf", {"F3": one}, position=place) for place, one in enumerate(stances)
    ]
    row = rows(lay_out(passages), "factoren")["F3|externe evaluatie"]
    counts = [row.values[one] for one in ("succes", "faal", "gemengd", "onbekend")]
    assert counts == [1, 2, 1, 1]
    assert sum(counts) == row.values["passages"] == len(row.basis["passages"])
    assert len(row.basis["faal"]) == 2
    assert row.values["richting"] == "faal"


def test_a_label_without_a_stance_is_of_unknown_direction(make_analysis, make_report, deals):
    passage = make_report("a.pdf", {}, labels=["F5"])
    witnesses = witnesses_of(material_of(make_analysis([passage]), deals))
    assert told(witnesses, "F5").direction == "onbekend"
    assert told(witnesses, "F6").direction == ""


def test_a_document_without_text_is_empty_and_not_nought(lay_out, make_report, make_source):
    scan = make_source("scan.pdf", deal="blauw", kind=Kind.EVALUATIE)
    found = lay_out([make_report("a.pdf", {"F1": "succes"})], [scan])
    matrix = rows(found, "factoren_matrix")
    assert [matrix["scan.pdf"].values[one.lower()] for one in FACTORS] == [None] * 8
    assert matrix["a.pdf"].values["f2"] == 0
    assert rows(found, "factoren_cellen")["scan.pdf|F1"].values["richting"] == "geen tekst"
    assert rows(found, "factoren")["F1|externe evaluatie"].values["documenten_met_tekst"] == 1


@pytest.mark.parametrize(
    ("reports", "factors", "verdict"),
    [
        (2, FACTORS, Verdict.HOLDS),
        (2, FACTORS[:7], Verdict.NOT_TESTABLE),
        (10, FACTORS[:7], Verdict.FAILS),
        (1, FACTORS, Verdict.NOT_TESTABLE),
    ],
)
def test_each_factor_must_come_back_where_there_are_reports_enough(
    lay_out, make_report, reports, factors, verdict
):
    passages = [
        make_report(f"{number}.pdf", dict.fromkeys(factors, "succes")) for number in range(reports)
    ]
    assert lay_out(passages).checks[0].verdict is verdict


def test_a_factor_must_help_here_and_hinder_there(lay_out, make_report):
    both = lay_out([make_report("a.pdf", {"F2": "succes"}), make_report("b.pdf", {"F2": "faal"})])
    assert both.checks[1].verdict is Verdict.HOLDS
    assert len(both.checks[1].basis) == 2
    one_sided = [make_report(f"{place}.pdf", {"F2": "faal"}) for place in range(10)]
    assert lay_out(one_sided).checks[1].verdict is Verdict.FAILS
    assert lay_out(one_sided[:3]).checks[1].verdict is Verdict.NOT_TESTABLE


def test_an_empty_corpus_gives_tables_without_shares(lay_out):
    found = lay_out([])
    assert all(check.verdict is Verdict.NOT_TESTABLE for check in found.checks)
    assert {row.values["aandeel"] for row in rows(found, "factoren").values()} == {None}
    assert rows(found, "factoren_matrix") == {}


def test_a_run_that_did_not_look_for_factors_says_nothing(make_analysis, make_report, deals):
    material = material_of(make_analysis([make_report("a.pdf", {"F1": "succes"})]), deals)
    blank = material_of(material.analysis, deals, further=material.further.only([]))
    found = section(blank)
    assert rows(found, "factoren") == {}
    assert found.checks[0].verdict is Verdict.NOT_TESTABLE


def test_voices_follow_from_the_kind_of_document(make_analysis, make_passage, make_source, deals):
    kinds = {
        Kind.CONVENANT: Voice.PLAN,
        Kind.EVALUATIE: Voice.EXTERN,
        Kind.NULMETING: Voice.EXTERN,
        Kind.VOORTGANGSRAPPORTAGE: Voice.ZELF,
    }
    passages = [make_passage(source=make_source(f"{kind}.pdf", kind=kind)) for kind in kinds]
    found = witnesses_of(material_of(make_analysis(passages), deals))
    assert [one.voice for one in found] == list(kinds.values())
