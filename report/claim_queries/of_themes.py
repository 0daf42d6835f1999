"""Queries on what deals are about: themes in covenants, breadth, region types, instruments."""

from collections import Counter
from collections.abc import Callable, Mapping

from corpus.records import Bron
from report.claim_queries.finding import (
    FEWEST,
    NOT_KNOWN,
    Arguments,
    Finding,
    at_least,
    best_of_each,
    documents_of,
    has_plans,
    is_unknown,
    judged,
    labelled,
    listed,
    of,
    of_bron,
    untestable,
)
from report.material import Material
from report.quotes import pointer_to
from report.theme_matrix import Cell

_THREADS = "draden"


def _plan_cells(material: Material, concept: str) -> list[Cell]:
    """Cells of covenants with text where a rode draad is present."""
    return [
        cell
        for cell in material.cells
        if cell.concept.id == concept and cell.row.bron is Bron.PLAN and cell.value == "1"
    ]


def _too_few(material: Material) -> str:
    """Why covenants cannot tell, or empty."""
    plans = len(has_plans(material))
    return f"{plans} convenanten met tekst; dat is te weinig." if plans < FEWEST else ""


def _theme_in_plans(material: Material, asked: Arguments) -> Finding:
    if told := _too_few(material):
        return untestable(told)
    concept = asked["concept"]
    deals = {cell.row.deal.deal_id for cell in _plan_cells(material, concept)}
    best = best_of_each(of_bron(material, Bron.PLAN), concept)
    basis = [pointer for deal, pointer in best.items() if deal in deals]
    plans = len(has_plans(material))
    found = of(len(deals), plans, "convenanten met deze rode draad.")
    return at_least(int(asked["least"]), len(deals), plans, found, basis)


def _themes_by_plan(material: Material) -> dict[str, set[str]]:
    """Rode draden of every covenant with text, in register order."""
    themes: dict[str, set[str]] = {deal: set() for deal in has_plans(material)}
    for concept in material.taxonomy.facet(_THREADS).concept_ids:
        for cell in _plan_cells(material, concept):
            themes[cell.row.deal.deal_id].add(concept)
    return themes


def _themes_per_plan(material: Material, asked: Arguments) -> Finding:
    counts = {deal: len(themes) for deal, themes in _themes_by_plan(material).items()}
    return _enough_of_each(counts, "rode draden", material, asked)


def _domains_per_plan(material: Material, asked: Arguments) -> Finding:
    facet = material.taxonomy.facet(_THREADS)
    domain = {concept.id: concept.domain for concept in facet.concepts}
    counts = {
        deal: len({domain[one] for one in themes})
        for deal, themes in _themes_by_plan(material).items()
    }
    return _enough_of_each(counts, "domeinen", material, asked)


def _enough_of_each(
    counts: Mapping[str, int], things: str, material: Material, asked: Arguments
) -> Finding:
    if told := _too_few(material):
        return untestable(told)
    least = int(asked["least"])
    enough = sum(count >= least for count in counts.values())
    few = [material.deals[deal].name for deal, count in counts.items() if count < least]
    rest = f" Minder: {', '.join(few)}." if few else ""
    found = of(enough, len(counts), f"convenanten met ten minste {least} {things}.{rest}")
    return judged(enough >= float(asked["share"]) * len(counts), found)


def _breadth_rank(material: Material, asked: Arguments) -> Finding:
    counts = {deal: len(themes) for deal, themes in _themes_by_plan(material).items()}
    deal = next((one for one in listed(asked["deals"]) if one in counts), None)
    if deal is None:
        return untestable("Het convenant van deze deal zit niet in de documenten.")
    if told := _too_few(material):
        return untestable(told)
    broader = sum(count > counts[deal] for count in counts.values())
    narrower = sum(count < counts[deal] for count in counts.values())
    holds = narrower >= broader if asked["half"] == "upper" else narrower <= broader
    found = (
        f"{counts[deal]} rode draden; van de {len(counts)} convenanten zijn er {broader} breder "
        f"en {narrower} smaller."
    )
    return judged(holds and narrower != broader, found)


def _type_of(material: Material, deal: str, concepts: tuple[str, ...]) -> list[str]:
    """The concepts that most passages of a deal have: none, one, or more when they tie."""
    counts = Counter(
        label
        for one in material.counted
        if one.deal == deal
        for label in one.further_labels
        if label in concepts
    )
    most = max(counts.values(), default=0)
    return [concept for concept in concepts if most and counts[concept] == most]


def _deal_has_most(material: Material, asked: Arguments) -> Finding:
    deal, wanted = asked["deal"], asked["most"]
    concepts = listed(asked["concepts"])
    own = [one for one in material.counted if one.deal == deal]
    found = _type_of(material, deal, concepts)
    if not found:
        return untestable("Van deze deal is er geen tekst over het vertrekpunt.")
    names = ", ".join(_short(material, concept) for concept in found)
    basis = [pointer_to(one, found[0]) for one in labelled(own, found[0])]
    return judged(found == [wanted], f"Het vaakst: {names}.", basis)


def _mostly(material: Material, asked: Arguments) -> Finding:
    wanted = set(listed(asked["most"]))
    deals = dict.fromkeys(one.deal for one in material.counted)
    types = {deal: _type_of(material, deal, listed(asked["concepts"])) for deal in deals}
    known = {deal: found[0] for deal, found in types.items() if len(found) == 1}
    if len(known) < FEWEST:
        return untestable(f"Van {len(known)} deals is een vertrekpunt te noemen; te weinig.")
    among = [deal for deal, found in known.items() if found in wanted]
    found = of(len(among), len(known), "deals met een herkenbaar vertrekpunt.")
    return judged(2 * len(among) > len(known), found)


def _short(material: Material, concept: str) -> str:
    every = (*material.taxonomy.concepts, *material.further.concepts)
    return next((f"{one.id} {one.short}" for one in every if one.id == concept), concept)


def _interventions_combine(material: Material, asked: Arguments) -> Finding:
    ids = set(material.taxonomy.facet(asked["facet"]).concept_ids)
    counts = [len(ids.intersection(one.concepts)) for one in material.interventions]
    with_any = sum(count > 0 for count in counts)
    if with_any < FEWEST:
        return untestable(f"{with_any} interventies met een instrument; dat is te weinig.")
    combined = sum(count >= int(asked["least"]) for count in counts)
    found = of(combined, with_any, f"interventies hebben er ten minste {asked['least']}.")
    return judged(combined >= float(asked["share"]) * with_any, found)


def _deals_with(material: Material, asked: Arguments) -> Finding:
    """Deals with a label: at least so many, or at least this share of all deals with text."""
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    deals = dict.fromkeys(one.deal for one in material.counted)
    if not deals:
        return untestable("Er is geen tekst over een deal.")
    best = best_of_each(material.counted, concept)
    found = of(len(best), len(deals), "deals met zo'n passage.")
    if "least" in asked:
        return at_least(int(asked["least"]), len(best), len(deals), found, best.values())
    if len(deals) < FEWEST:
        return untestable(f"Tekst over {len(deals)} deals; dat is te weinig.")
    return judged(len(best) >= float(asked["share"]) * len(deals), found, best.values())


def _named_with(material: Material, asked: Arguments) -> Finding:
    """Whether passages that hold a name have the labels that the report gives it."""
    name = asked["name"].lower()
    named = [one for one in material.analysis.passages if name in one.passage.text.lower()]
    own = [one for one in named if one.all_labels]
    if not own:
        return untestable(f"Geen passage met een label noemt {asked['name']}.")
    wanted = listed(asked["concepts"])
    counts = {concept: len(labelled(own, concept)) for concept in wanted}
    told = "; ".join(f"{_short(material, concept)}: {count}" for concept, count in counts.items())
    documents = ", ".join(documents_of(own))
    basis = [pointer_to(one, concept) for concept in wanted for one in labelled(own, concept)]
    found = f"{len(own)} passages noemen de naam en hebben een label ({documents}). {told}."
    if len(own) < FEWEST and not all(counts.values()):
        return untestable(f"{found} Dat is te weinig om de uitspraak te weerleggen.")
    return judged(all(counts.values()), found, basis)


QUERIES: Mapping[str, Callable[[Material, Arguments], Finding]] = {
    "theme_in_plans": _theme_in_plans,
    "themes_per_plan": _themes_per_plan,
    "domains_per_plan": _domains_per_plan,
    "breadth_rank": _breadth_rank,
    "deal_has_most": _deal_has_most,
    "mostly": _mostly,
    "interventions_combine": _interventions_combine,
    "deals_with": _deals_with,
    "named_with": _named_with,
}
