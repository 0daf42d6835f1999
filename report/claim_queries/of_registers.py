"""Queries on what the project knows beforehand: the registers and the taxonomy."""

from collections.abc import Callable, Mapping

from report.claim_queries.finding import Arguments, Finding, judged, listed, untestable
from report.material import Material


def _deals_in_tranche(material: Material, asked: Arguments) -> Finding:
    count = sum(deal.tranche == int(asked["tranche"]) for deal in material.deals.values())
    return judged(count == int(asked["count"]), f"{count} deals in het register.")


def _deals_in_study(material: Material, asked: Arguments) -> Finding:
    count = sum(deal.in_rebel_study for deal in material.deals.values())
    return judged(_near(count, asked), f"{count} deals vielen binnen het onderzoek.")


def _evaluations_listed(material: Material, asked: Arguments) -> Finding:
    count = len(material.evaluations)
    return judged(_near(count, asked), f"{count} documenten in de literatuurlijst.")


def _near(count: int, asked: Arguments) -> bool:
    return abs(count - int(asked["about"])) <= int(asked["within"])


def _evaluations_in_tranche(material: Material, asked: Arguments) -> Finding:
    count = sum(one.tranche == int(asked["tranche"]) for one in material.evaluations)
    return judged(count == int(asked["count"]), f"{count} documenten in de literatuurlijst.")


def _deals_without_evaluation(material: Material, asked: Arguments) -> Finding:
    with_one = {one.deal_id for one in material.evaluations}
    last = max((one.tranche for one in material.evaluations), default=0)
    without = [
        deal
        for deal in material.deals.values()
        if deal.in_rebel_study and deal.tranche <= last and deal.deal_id not in with_one
    ]
    names = ", ".join(deal.name for deal in without) or "geen enkele"
    holds = tuple(deal.deal_id for deal in without) == listed(asked["deals"])
    return judged(holds, f"Zonder evaluerend document: {names}.")


def _facet_size(material: Material, asked: Arguments) -> Finding:
    facets = (*material.taxonomy.facets, *material.further.facets)
    facet = next((one for one in facets if one.id == asked["facet"]), None)
    if facet is None:
        return untestable("Deze run kent dit deel van de taxonomie niet.")
    concepts, domains = len(facet.concepts), len(facet.domains)
    holds = (concepts, domains) == (int(asked["concepts"]), int(asked["domains"]))
    told = f" in {domains} domeinen" if domains else ""
    return judged(holds, f"{concepts} begrippen{told} in de taxonomie.")


def _kinds_per_theme(material: Material, asked: Arguments) -> Finding:
    counts = [len(one.interventions) for one in material.taxonomy.concepts if one.interventions]
    holds = sum(counts) == int(asked["total"]) and set(counts) == {int(asked["each"])}
    return judged(holds, f"{sum(counts)} soorten bij {len(counts)} rode draden in de taxonomie.")


QUERIES: Mapping[str, Callable[[Material, Arguments], Finding]] = {
    "deals_in_tranche": _deals_in_tranche,
    "deals_in_study": _deals_in_study,
    "evaluations_listed": _evaluations_listed,
    "evaluations_in_tranche": _evaluations_in_tranche,
    "deals_without_evaluation": _deals_without_evaluation,
    "facet_size": _facet_size,
    "kinds_per_theme": _kinds_per_theme,
}
