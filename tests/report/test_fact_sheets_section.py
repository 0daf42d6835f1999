"""Fact sheets: what texts say of an intervention, each value with its place."""

from dataclasses import replace

import pytest
from materials import intervention_of, material_of, with_further

from corpus import registry
from corpus.interventions import AmountRole, Found, FoundAmount
from corpus.records import Kind
from report.analyses.fact_sheets import section
from report.results import Verdict

DEALS = registry.deal_by_id()
DEAL = "t2-noordoost-brabant"
TEXT = (
    "Project: Stallenaanpak. Pijler: Fijn wonen\nBudget: 2,6 miljoen euro. Doelen: leegstand "
    "voorkomen; boeren weerbaar maken."
)


@pytest.fixture
def fields(make_analysis, make_passage, make_source):
    """The fields of the sheet of an intervention in one passage, and the section."""

    def make(text=TEXT, name="Stallenaanpak", **changes):
        starts = [0, *(text.index(word) for word in ("Pijler", "Budget", "Doelen") if word in text)]
        source = make_source("verslag.pdf", DEAL, Kind.VOORTGANGSRAPPORTAGE)
        one = make_passage(text, ["R9"], source=source, sentence_starts=starts)
        one = with_further(one, ["E2", "T5"])
        key = one.passage.passage_id
        held = intervention_of(name, key, DEAL, documents=("a", "b"), concepts=("R9",))
        held = replace(
            held,
            named_at=Found(name, key, text.find(name), text.find(name) + len(name)),
            **{field: make_value(key) for field, make_value in changes.items()},
        )
        material = material_of(make_analysis([one]), DEALS, interventions=[held])
        found = section(material)
        return {row.values["veld"]: row for row in found.tables[0].rows}, found, one

    return make


def test_values_come_from_the_text_and_point_at_it(fields) -> None:
    start = TEXT.index("2,6")
    rows, _, one = fields(
        amounts=lambda key: (
            FoundAmount(2_600_000.0, AmountRole.TOTAAL, key, start, start + 16),
            FoundAmount(1_000.0, AmountRole.ONBEKEND, key, start, start + 1),
        )
    )
    assert rows["budget"].values["waarde"] == "€ 2.600.000 (totaal); € 1.000 (rol onbekend)"
    assert rows["pijler"].values["waarde"] == "Fijn wonen"
    assert rows["doelen"].values["waarde"].startswith("Doelen: leegstand voorkomen")
    assert rows["rode draden en instrumenten"].values["waarde"].startswith("R9 ")
    assert rows["effectmeting"].values["waarde"].startswith("E2 ")
    assert rows["terugkoppeling naar het Rijk"].values["waarde"].startswith("T5 ")
    for row in rows.values():
        for pointer in row.basis.get("waarde", ()):
            assert pointer.passage_id == one.passage.passage_id
            assert 0 <= pointer.start < pointer.end <= len(TEXT)
    name = rows["project"].basis["waarde"][0]
    assert "Stallenaanpak" in TEXT[name.start : name.end]
    assert (name.start, name.end) in one.passage.sentence_bounds, "a whole sentence"


def test_what_is_not_said_is_empty_and_has_no_basis(fields) -> None:
    rows, _, _ = fields("Stallenaanpak loopt.")
    for field in ("pijler", "looptijd", "budget", "doelen", "partners", "bereikt"):
        assert rows[field].values["waarde"] is None
        assert not rows[field].basis


def test_an_announcement_takes_what_it_announces_along(fields) -> None:
    rows, _, _ = fields("Stallenaanpak. De doelen zijn:\n• rust\n• ruimte")
    assert rows["doelen"].values["waarde"].endswith("• rust • ruimte")


def test_an_illustration_of_the_report_is_recognised_by_name_or_cannot_be_tested(fields) -> None:
    _, found, _ = fields()
    verdicts = [check.verdict for check in found.checks]
    assert verdicts == [Verdict.HOLDS, Verdict.NOT_TESTABLE, Verdict.NOT_TESTABLE]


def test_no_interventions_no_sheets(make_analysis) -> None:
    found = section(material_of(make_analysis(), DEALS))
    assert found.tables[0].rows == ()
    assert {check.verdict for check in found.checks} == {Verdict.NOT_TESTABLE}
