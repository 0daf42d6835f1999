"""Analysis 22: what the Rebel report says, held against the documents of this run."""

from collections.abc import Iterator

from report.claims import CheckedClaim, checked_claims
from report.columns import count, text
from report.material import Material
from report.results import ResultRow, ResultTable, Section, Verdict

_COLUMNS = (
    text("nummer", "Nummer", "Vast nummer van de bewering."),
    text("bewering", "Bewering", "Uitspraak van het Rebelrapport, in onze woorden."),
    text("paragraaf", "Waar", "Paragraaf van het rapport."),
    text("uitkomst", "Uitkomst", "klopt, klopt niet, of niet te toetsen op deze documenten."),
    text("gevonden", "Gevonden", "De getallen waar de uitkomst op rust."),
    text("maatstaf", "Maatstaf", "Wat er is geteld, en vanaf wanneer een woord als vaak opgaat."),
)


def section(material: Material) -> Section:
    """Every checkable statement with its verdict, and how many there are of each."""
    checked = list(checked_claims(material))
    return Section(
        number=22,
        title="Beweringen van het Rebelrapport",
        question="Gaat op wat Rebel in 2024 schreef, als u het aan deze documenten toetst?",
        tables=(_counts(checked), _claims(checked)),
        remarks=(
            "Een uitspraak die hier niet klopt, is daarmee niet onjuist: dit zijn andere "
            "documenten dan die van Rebel, en de labels zijn door een model gegeven. Een kleine "
            "verzameling kan een voorbeeld laten zien, maar niet dat er nergens een is.",
        ),
    )


def _counts(checked: list[CheckedClaim]) -> ResultTable:
    rows = (
        ResultRow(
            verdict.name.lower(),
            {
                "uitkomst": str(verdict),
                "aantal": sum(one.finding.verdict is verdict for one in checked),
            },
        )
        for verdict in Verdict
    )
    return ResultTable(
        name="beweringen_geteld",
        title="Hoeveel beweringen gaan op?",
        sheet="Beweringen geteld",
        reading="Niet te toetsen: deze documenten zeggen er te weinig over.",
        columns=(
            text("uitkomst", "Uitkomst", "klopt, klopt niet, of niet te toetsen."),
            count("aantal", "Beweringen", "Aantal beweringen met deze uitkomst."),
        ),
        rows=tuple(rows),
    )


def _claims(checked: list[CheckedClaim]) -> ResultTable:
    return ResultTable(
        name="beweringen",
        title="Beweringen en wat er gevonden is",
        sheet="Beweringen",
        reading="Elke regel is een uitspraak van het rapport met de vraag die haar toetst.",
        columns=_COLUMNS,
        rows=tuple(_rows(checked)),
    )


def _rows(checked: list[CheckedClaim]) -> Iterator[ResultRow]:
    for one in checked:
        yield ResultRow(
            key=one.claim.claim_id,
            values={
                "nummer": one.claim.claim_id,
                "bewering": one.claim.statement,
                "paragraaf": one.claim.section,
                "uitkomst": str(one.finding.verdict),
                "gevonden": one.finding.found,
                "maatstaf": one.claim.measure,
            },
            basis={"gevonden": one.finding.basis} if one.finding.basis else {},
        )
