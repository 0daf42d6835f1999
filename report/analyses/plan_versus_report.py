"""Analysis 17: what a deal promised in its plan beside what its reports write about.

Written about is not done: a theme that no report mentions may well have been worked on.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np

from corpus.records import Deal
from report.columns import DEAL, DEAL_ID, TRANCHE, bounds, count, share, text
from report.intervals import Floats, percentile_bounds, resampled, wilson
from report.material import Material
from report.results import (
    Check,
    FigureSpec,
    Form,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.texts import Texts, texts_in
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN, Cell
from taxonomy.concept import Concept, Facet

FACET = "draden"
LEAST_DEALS = 3
_QUOTES = 1


class Outcome(StrEnum):
    """How plan and report of a deal compare on one theme."""

    BOTH = "beloofd en gerapporteerd"
    PLAN = "alleen beloofd"
    REPORT = "alleen gerapporteerd"
    NEITHER = "geen van beide"
    UNCERTAIN = "onzeker"
    NO_TEXT = "geen tekst"


_OUTCOMES = {
    (FOUND, FOUND): Outcome.BOTH,
    (FOUND, ABSENT): Outcome.PLAN,
    (ABSENT, FOUND): Outcome.REPORT,
    (ABSENT, ABSENT): Outcome.NEITHER,
}


def outcome_of(plan: str, report: str) -> Outcome:
    """Compare two values of cells; silence goes before doubt, and doubt before an answer."""
    if NO_TEXT in (plan, report):
        return Outcome.NO_TEXT
    return _OUTCOMES.get((plan, report), Outcome.UNCERTAIN)


def section(material: Material) -> Section:
    """Lay plan and report of every deal side by side."""
    facet = material.taxonomy.facet(FACET)
    plans, reports = texts_in(material)
    deals = [
        deal
        for deal in material.deals.values()
        if any((deal.deal_id, facet.concept_ids[0]) in one.cells for one in (plans, reports))
    ]
    pairs = [
        (deal, concept, _value(plans, deal, concept), _value(reports, deal, concept))
        for deal in deals
        for concept in facet.concepts
    ]
    summary = _summary(plans, reports, facet, deals)
    return Section(
        number=17,
        title="Beloofd en gerapporteerd",
        question="Komt wat in het plan staat terug in de rapportages, en wat kwam erbij?",
        tables=(
            summary,
            ResultTable(
                name="plan_en_rapportage",
                title="Plan en rapportage naast elkaar",
                sheet="Plan naast rapportage",
                reading="Een regel per deal en rode draad. De sterkte is het aandeel van de "
                "inhoudelijke tekst over de rode draad.",
                columns=_COLUMNS,
                rows=tuple(
                    _row(plans, reports, deal, concept, values) for deal, concept, *values in pairs
                ),
            ),
        ),
        checks=(_returns(summary),),
        figures=(
            FigureSpec(
                name="plan_en_rapportage",
                title="Hoeveel tekst gaat over elke rode draad, in plannen en in rapportages?",
                description="Een lijn per rode draad, van het gemiddelde aandeel van de tekst in "
                "plannen naar dat in rapportages van dezelfde deals.",
                form=Form.DUMBBELL,
                table="plan_en_rapportage_per_draad",
                label="titel",
                value="sterkte_plan",
                other="sterkte_rapportage",
            ),
        ),
        remarks=(
            "Niet gerapporteerd is niet hetzelfde als niet gedaan: een rapportage kan kort zijn of "
            "over een deel van de deal gaan.",
            "Gerapporteerd is niet hetzelfde als bereikt: vermelding is geen effect.",
        ),
    )


_COLUMNS = (
    DEAL_ID,
    DEAL,
    TRANCHE,
    text("concept", "Sleutel", "Sleutel van de rode draad."),
    text("titel", "Rode draad", "Korte naam van de rode draad."),
    text(
        "uitkomst",
        "Uitkomst",
        "Beloofd en gerapporteerd, alleen beloofd, alleen gerapporteerd, geen van beide, onzeker "
        "(een van de cellen is onzeker) of geen tekst (plan of rapportage ontbreekt of is niet "
        "leesbaar).",
    ),
    text("plan", "Plan", "Waarde van de cel in de matrix van plannen."),
    text("rapportage", "Rapportage", "Waarde van de cel in de matrix van rapportages."),
    share("sterkte_plan", "Sterkte plan", "Aandeel van de tekst van het plan."),
    share("sterkte_rapportage", "Sterkte rapportage", "Aandeel van de tekst van de rapportages."),
    text("citaat_plan", "Citaat plan", "Zin die de rode draad in het plan het best laat zien."),
    text("citaat_rapportage", "Citaat rapportage", "Dezelfde keuze uit de rapportages."),
)


def _cell(texts: Texts, deal: Deal, concept: Concept) -> Cell | None:
    return texts.cells.get((deal.deal_id, concept.id))


def _value(texts: Texts, deal: Deal, concept: Concept) -> str:
    """The value of a cell; a deal without a row has no text."""
    cell = _cell(texts, deal, concept)
    return cell.value if cell is not None else NO_TEXT


def _row(
    plans: Texts, reports: Texts, deal: Deal, concept: Concept, found: Sequence[str]
) -> ResultRow:
    one, other = _cell(plans, deal, concept), _cell(reports, deal, concept)
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "concept": concept.id,
        "titel": concept.short,
        "uitkomst": outcome_of(*found),
        "plan": found[0],
        "rapportage": found[1],
        "sterkte_plan": one.strength if one else None,
        "sterkte_rapportage": other.strength if other else None,
        "citaat_plan": _quoted(one),
        "citaat_rapportage": _quoted(other),
    }
    basis = {
        "sterkte_plan": one.pointers if one else (),
        "sterkte_rapportage": other.pointers if other else (),
    }
    return ResultRow(f"{deal.deal_id}|{concept.id}", values, basis)


def _quoted(cell: Cell | None) -> str:
    """The best quote of a cell that is not 0, with document and page."""
    if cell is None or cell.value not in (FOUND, UNCERTAIN):
        return ""
    return "\n".join(
        f"“{quote.text}” ({quote.document}, p. {quote.page})" for quote in cell.quotes[:_QUOTES]
    )


def _summary(plans: Texts, reports: Texts, facet: Facet, deals: Sequence[Deal]) -> ResultTable:
    return ResultTable(
        name="plan_en_rapportage_per_draad",
        title="Beloofd en gerapporteerd per rode draad",
        sheet="Beloofd en gerapporteerd",
        reading="Alleen deals met een leesbaar plan én een leesbare rapportage tellen mee. "
        "‘Teruggekomen’ is het aandeel van de deals die de rode draad beloofden. Bij weinig deals "
        "is het interval breed. Achter een aantal staan een zin uit het plan en een uit de "
        "rapportage.",
        columns=(
            text("concept", "Sleutel", "Sleutel van de rode draad."),
            text("titel", "Rode draad", "Korte naam van de rode draad."),
            count("deals", "Deals", "Deals met een leesbaar plan en een leesbare rapportage."),
            *(
                count(name, str(one).capitalize(), f"Aantal deals: {one}.")
                for one, name in _COUNTED.items()
            ),
            count(
                "beloofd",
                "Beloofd",
                "Deals met de rode draad in het plan die zeker wel of "
                "zeker niet terugkomt: de noemer van teruggekomen.",
            ),
            share(
                "teruggekomen", "Teruggekomen", "Beloofd en gerapporteerd, gedeeld door beloofd."
            ),
            *bounds("terug", "het aandeel dat terugkomt"),
            share("sterkte_plan", "Tekst plan", "Gemiddeld aandeel van de tekst in plannen."),
            share(
                "sterkte_rapportage",
                "Tekst rapportage",
                "Gemiddeld aandeel van de tekst in rapportages van dezelfde deals.",
            ),
            share("verschil", "Verschil tekst", "Gemiddeld verschil: rapportage min plan."),
            *bounds("verschil", "het verschil", "bootstrap over deals"),
        ),
        rows=tuple(_summary_row(plans, reports, concept, deals) for concept in facet.concepts),
    )


_COUNTED = {
    Outcome.BOTH: "beide",
    Outcome.PLAN: "alleen_plan",
    Outcome.REPORT: "alleen_rapportage",
    Outcome.NEITHER: "geen_van_beide",
    Outcome.UNCERTAIN: "onzeker",
}
"""Columns of the summary by what they count."""


def _summary_row(
    plans: Texts, reports: Texts, concept: Concept, deals: Sequence[Deal]
) -> ResultRow:
    pairs = list(_pairs(plans, reports, concept, deals))
    outcomes = [outcome_of(one.value, other.value) for one, other in pairs]
    counts = {kind: outcomes.count(kind) for kind in _COUNTED}
    promised = counts[Outcome.BOTH] + counts[Outcome.PLAN]
    interval = wilson(counts[Outcome.BOTH], promised)
    strengths = np.array(
        [(one.strength or 0.0, other.strength or 0.0) for one, other in pairs]
    ).reshape(-1, 2)
    means = strengths.mean(axis=0) if len(strengths) else None
    low, high = _bounds_of_difference(strengths)
    values: dict[str, Value] = {
        "concept": concept.id,
        "titel": concept.short,
        "deals": len(pairs),
        **{_COUNTED[kind]: number for kind, number in counts.items()},
        "beloofd": promised,
        "teruggekomen": round(counts[Outcome.BOTH] / promised, 4) if promised else None,
        "terug_laag": interval.low if interval else None,
        "terug_hoog": interval.high if interval else None,
        "sterkte_plan": None if means is None else round(float(means[0]), 4),
        "sterkte_rapportage": None if means is None else round(float(means[1]), 4),
        "verschil": None if means is None else round(float(means[1] - means[0]), 4),
        "verschil_laag": low,
        "verschil_hoog": high,
    }
    basis = {
        name: tuple(
            pointer
            for (one, other), outcome in zip(pairs, outcomes, strict=True)
            if outcome is kind
            for pointer in (*one.pointers[:1], *other.pointers[:1])
        )
        for kind, name in _COUNTED.items()
    }
    return ResultRow(concept.id, values, basis)


def _pairs(
    plans: Texts, reports: Texts, concept: Concept, deals: Sequence[Deal]
) -> Iterator[tuple[Cell, Cell]]:
    """Cells of the deals with text in both."""
    for deal in deals:
        one, other = _cell(plans, deal, concept), _cell(reports, deal, concept)
        if one and other and NO_TEXT not in (one.value, other.value):
            yield one, other


def _bounds_of_difference(strengths: Floats) -> tuple[float | None, float | None]:
    """The interval of the mean difference; None with fewer deals than LEAST_DEALS."""
    if len(strengths) < LEAST_DEALS:
        return None, None
    differences = strengths[:, 1] - strengths[:, 0]
    draws = resampled(len(differences)) @ differences / len(differences)
    low, high = percentile_bounds(draws[:, None], np.array([differences.mean()]))
    return round(float(low[0]), 4), round(float(high[0]), 4)


def _returns(summary: ResultTable) -> Check:
    """More themes come back than stay behind: else plans and reports speak of different deals."""
    statement = "Wat deals beloven, komt meestal terug in hun rapportages."
    both, only, unsure, deals = (
        sum(_int(row.values[name]) for row in summary.rows)
        for name in ("beide", "alleen_plan", "onzeker", "deals")
    )
    if not both + only:
        found = "Dit corpus heeft geen deal met een leesbaar plan en een leesbare rapportage."
        return Check(statement, Verdict.NOT_TESTABLE, found, "Eigen vraag")
    number = deals // len(summary.rows)
    found = (
        f"Over {number} deals met plan en rapportage komen {both} van de {both + only} beloofde "
        f"rode draden terug ({both / (both + only):.0%}). Van {unsure} paren van plan en "
        "rapportage is het onzeker; die tellen niet mee."
    )
    verdict = Verdict.HOLDS if both > only else Verdict.FAILS
    return Check(statement, verdict, found, "Eigen vraag")


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0
