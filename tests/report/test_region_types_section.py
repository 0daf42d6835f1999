"""Starting points of regions: a suggestion where passages agree, `onbekend` where they do not."""

from dataclasses import replace

import pytest
from materials import material_of, with_further

from corpus import registry
from corpus.records import Kind, Tag
from report.analyses.region_types import UNKNOWN, section
from report.results import Verdict
from report.starting_points import LEAST_DEALS

DEALS = registry.deal_by_id()
BRAINPORT, ZEELAND = "t1-brainport-eindhoven", "t1-zeeland"


@pytest.fixture
def found(make_analysis, make_passage, make_source):
    """The section over passages of a deal's covenant, each with its labels and probability."""

    def make(deals, probability=0.9):
        passages = []
        for deal, groups in deals.items():
            source = make_source(f"{deal}.pdf", deal, Kind.CONVENANT)
            for number, labels in enumerate(groups):
                words = " ".join(f"{deal}woord{number}x{count}" for count in range(50))
                one = make_passage(words, source=source, position=number)
                one = with_further(one, labels)
                tag = Tag(one.passage.passage_id, dict.fromkeys(labels, probability))
                passages.append(replace(one, further=tag))
        return section(material_of(make_analysis(passages), DEALS))

    return make


def suggested(section, deal=ZEELAND):
    rows = {row.values["deal_id"]: row for row in section.tables[0].rows}
    return rows[deal].values["voorstel"]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([["G1"], ["G1"]], "Verschillen verkleinen"),
        ([["G2"], ["G2"], ["G2"], ["G3"]], "Specifieke problemen"),
        ([["G1"]], UNKNOWN),
        ([[], []], UNKNOWN),
        ([["G1"], ["G2"], ["G1"], ["G2"]], UNKNOWN),
    ],
)
def test_a_type_is_suggested_when_most_passages_agree(found, groups, expected) -> None:
    assert suggested(found({ZEELAND: groups})) == expected


def test_passages_that_are_likely_wrong_suggest_nothing(found) -> None:
    assert suggested(found({ZEELAND: [["G1"], ["G1"]]}, probability=0.3)) == UNKNOWN


def test_every_number_rests_on_its_passages(found) -> None:
    made = found({ZEELAND: [["G1"], ["G1"], ["G2", "G1"]], BRAINPORT: [["G3"], ["G3"]]})
    for row in made.tables[0].rows:
        for column in ("g1", "g2", "g3", "passages"):
            assert len(row.basis[column]) == row.values[column]
    for row in made.tables[1].rows:
        if row.values["vertrekpunt"] != UNKNOWN:
            assert len(row.basis["deals"]) == row.values["deals"]
    totals = [row.values["deals"] for row in made.tables[1].rows if row.values["bron"] == "plan"]
    assert sum(totals) == 2


def test_brainport_is_checked_when_its_text_is_there(found) -> None:
    assert found({BRAINPORT: [["G3"], ["G3"]]}).checks[0].verdict is Verdict.HOLDS
    assert found({BRAINPORT: [["G1"], ["G1"]]}).checks[0].verdict is Verdict.FAILS
    assert found({ZEELAND: [["G3"], ["G3"]]}).checks[0].verdict is Verdict.NOT_TESTABLE


def test_most_regions_are_of_the_first_two_types_or_not(found) -> None:
    deals = list(DEALS)[:LEAST_DEALS]
    for first_two, verdict in ((3, Verdict.HOLDS), (2, Verdict.FAILS)):
        types = ["G1"] * first_two + ["G3"] * (LEAST_DEALS - first_two)
        given = {deal: [[one], [one]] for deal, one in zip(deals, types, strict=True)}
        assert found(given).checks[1].verdict is verdict
        del given[deals[0]]
        assert found(given).checks[1].verdict is Verdict.NOT_TESTABLE


def test_a_run_without_these_labels_gives_empty_tables(make_analysis, make_passage) -> None:
    for passages in ([], [make_passage(words=60)]):
        made = section(material_of(make_analysis(passages), DEALS))
        assert all(not table.rows for table in made.tables)
        assert all(check.verdict is Verdict.NOT_TESTABLE for check in made.checks)


def test_the_reader_is_told_that_it_is_no_measurement(found) -> None:
    made = found({ZEELAND: [["G1"]]})
    assert "geen meting" in made.remarks[0]
    assert "geen meting" in made.tables[0].reading
