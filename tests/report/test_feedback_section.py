"""Analysis 9: the ladder of feedback, by who speaks, and the cases that Rebel tells of."""

import pytest

from corpus.records import LANDELIJK, MEERDERE, Kind
from report.analyses.feedback import LADDER, section
from report.results import Verdict
from tests.report.materials import material_of, with_further

FILLER = " woord" * 50


@pytest.fixture
def make_told(make_passage, make_source):
    """A passage of a document with rungs."""

    def make(name, labels=(), text=None, *, kind=Kind.EVALUATIE, about="groen", **changes):
        source = make_source(name, deal=about, kind=kind)
        written = text + FILLER if text else None
        return with_further(make_passage(written, source=source, words=60, **changes), labels)

    return make


@pytest.fixture
def lay_out(make_analysis, deals):
    """The section about some passages."""

    def lay(passages):
        return section(material_of(make_analysis(passages), deals))

    return lay


def rows(section, name):
    """The rows of a table by key."""
    table = next(one for one in section.tables if one.name == name)
    return {row.key: row for row in table.rows}


def test_plans_reports_and_papers_about_many_deals_are_never_pooled(lay_out, make_told):
    found = lay_out(
        [
            make_told("plan.pdf", ["T3"], kind=Kind.CONVENANT),
            make_told("verslag.pdf", ["T3"], kind=Kind.VOORTGANGSRAPPORTAGE),
            make_told("evaluatie.pdf", ["T3"]),
            make_told("brief.pdf", ["T3"], kind=Kind.BRIEF, about=MEERDERE, deal="blauw"),
            make_told("brief.pdf", ["T3"], kind=Kind.BRIEF, about=MEERDERE, deal=LANDELIJK),
        ]
    )
    ladder = rows(found, "terugkoppeling")
    voices = ["plan", "zelfrapportage", "externe evaluatie", "stuk over meer deals"]
    values = [ladder[f"T3|{one}"].values for one in voices]
    assert [one["documenten"] for one in values] == [1, 1, 1, 1]
    assert [one["passages"] for one in values] == [1, 1, 1, 2]
    assert [one["deals"] for one in values] == [1, 1, 1, 1]


def test_passages_of_the_formal_rungs_can_all_be_read(lay_out, make_told):
    passages = [make_told(f"{rung}.pdf", [rung]) for rung in (*LADDER, "T7")]
    listed = rows(lay_out(passages), "terugkoppeling_passages")
    assert [key.split("|")[0] for key in listed] == ["T6", "T5", "T4", "T3"]
    assert all(len(row.basis["citaat"]) == 1 for row in listed.values())


@pytest.mark.parametrize(
    ("holding", "verdict"),
    [
        ([8, 6, 4, 2, 1, 0], Verdict.HOLDS),
        ([4, 4, 4, 4, 4, 4], Verdict.HOLDS),
        ([3, 4, 2, 1, 1, 0], Verdict.NOT_TESTABLE),
        ([0, 0, 0, 0, 0, 10], Verdict.FAILS),
        ([0, 0, 0, 0, 0, 0], Verdict.NOT_TESTABLE),
    ],
)
def test_less_formal_rungs_are_in_more_reports(lay_out, make_told, holding, verdict):
    passages = [
        make_told(
            f"{number}.pdf",
            [rung for rung, held in zip(LADDER, holding, strict=True) if number < held],
        )
        for number in range(12)
    ]
    assert lay_out(passages).checks[0].verdict is verdict


def test_plans_do_not_decide_whether_a_law_was_changed(lay_out, make_told):
    plan = make_told("plan.pdf", ["T6"], kind=Kind.CONVENANT)
    silent = make_told("evaluatie.pdf")
    assert lay_out([plan, silent]).checks[1].verdict is Verdict.HOLDS
    assert lay_out([plan]).checks[1].verdict is Verdict.NOT_TESTABLE


def test_what_looks_like_a_changed_law_is_for_a_person_to_read(lay_out, make_told):
    check = lay_out([make_told("evaluatie.pdf", ["T6"])]).checks[1]
    assert check.verdict is Verdict.NOT_TESTABLE
    assert [one.passage_id for one in check.basis] == ["evaluatie.pdf/0"]
    assert "1 passage" in check.found


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [
        (["T5"], Verdict.HOLDS),
        (["T3", "T5"], Verdict.HOLDS),
        (["T3"], Verdict.FAILS),
        ([], Verdict.NOT_TESTABLE),
    ],
)
def test_a_known_case_stands_on_its_rung(lay_out, make_told, labels, verdict):
    check = lay_out([make_told("a.pdf", labels, "De stallenaanpak werkt.")]).checks[2]
    assert check.verdict is verdict


def test_a_case_that_is_not_named_is_empty_and_not_nought(lay_out, make_told):
    found = lay_out([make_told("a.pdf", ["T4"], "Het VHF neemt de woningen over.")])
    cases = list(rows(found, "terugkoppeling_gevallen").values())
    assert [one.values["t4"] for one in cases] == [None, None, 1]
    assert [check.verdict for check in found.checks[2:]] == [
        Verdict.NOT_TESTABLE,
        Verdict.NOT_TESTABLE,
        Verdict.HOLDS,
    ]


def test_an_empty_corpus_cannot_be_tested(lay_out):
    found = lay_out([])
    assert all(check.verdict is Verdict.NOT_TESTABLE for check in found.checks)
    assert {row.values["aandeel"] for row in rows(found, "terugkoppeling").values()} == {None}
