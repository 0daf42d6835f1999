"""Queries on what deals are about: themes in covenants, breadth, region types, instruments."""

from collections.abc import Callable, Iterable, Mapping

from corpus.records import Bron
from report.claim_queries.finding import (
    FEWEST,
    NOT_KNOWN,
    Arguments,
    Finding,
    at_least,
    at_share,
    best_of_each,
    documents_of,
    has_plans,
    is_unknown,
    judged,
    labelled,
    listed,
    naming,
    of,
    of_bron,
    untestable,
)
from report.material import Material
from report.quotes import Pointer, pointer_to
from report.shown_values import counted
from report.starting_points import FACET, LEAST_DEALS, Suggestion, suggestions_of
from report.texts import PLURAL, texts_in
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


def _suggestions(material: Material) -> dict[Bron, list[Suggestion]]:
    """The starting points that plans suggest, and those that reports do; none is in no list."""
    facet = material.further.facet(FACET)
    return {
        one.bron: [found for found in suggestions_of(one, facet) if found.concept is not None]
        for one in texts_in(material)
    }


def _deal_has_most(material: Material, asked: Arguments) -> Finding:
    """What the plan suggests, or else what the reports do."""
    found = [
        one
        for known in _suggestions(material).values()
        for one in known
        if one.texts.rows[one.row].deal.deal_id == asked["deal"]
    ]
    if not found or found[0].concept is None:
        return untestable("Er is geen tekst van deze deal die genoeg zegt over het vertrekpunt.")
    first, concept = found[0], found[0].concept
    told = f"{str(first.texts.bron).capitalize()}: {concept.id} {concept.short}."
    return judged(concept.id == asked["most"], told, _shown([first]))


def _mostly(material: Material, asked: Arguments) -> Finding:
    """Of the plans, where enough of these suggest a type; else of the reports."""
    wanted = listed(asked["most"])
    for bron, known in _suggestions(material).items():
        if len(known) >= LEAST_DEALS:
            among = [one for one in known if one.concept and one.concept.id in wanted]
            found = of(len(among), len(known), f"{PLURAL[bron]} met een herkenbaar vertrekpunt.")
            return judged(2 * len(among) > len(known), found, _shown(among))
    return untestable(f"Minder dan {LEAST_DEALS} plannen of rapportages zeggen er genoeg over.")


def _shown(found: Iterable[Suggestion]) -> list[Pointer]:
    return [
        one.texts.pointer(int(one.places[one.concept.id][0]), [one.concept.id])
        for one in found
        if one.concept is not None
    ]


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
    """Deals with a label, in plans and in reports: in one of these at least so many, or at least
    this share of the deals with readable text."""
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    texts = [one for one in texts_in(material) if one.rows]
    if not texts:
        return untestable("Er is geen leesbare tekst over een deal.")
    parts: list[str] = []
    counts: list[int] = []
    shares: list[float] = []
    basis: list[Pointer] = []
    for one in texts:
        deals = int(one.present([concept])[0].sum())
        counts.append(deals)
        shares.append(deals / len(one.rows))
        parts.append(f"{of(deals, len(one.rows), 'deals')} in {PLURAL[one.bron]}")
        best = one.best_first(one.with_label(concept), [concept])
        basis += one.pointers(one.one_of_each(best, one.deal_at), [concept])
    found, most = f"{'; '.join(parts)}.", max(len(one.rows) for one in texts)
    if "least" in asked:
        return at_least(int(asked["least"]), max(counts), most, found, basis)
    if most < FEWEST:
        return untestable(f"{found} Dat zijn te weinig deals.")
    best_share = max(range(len(texts)), key=shares.__getitem__)
    total = len(texts[best_share].rows)
    return at_share(float(asked["share"]), counts[best_share], total, found, basis)


def _named_with(material: Material, asked: Arguments) -> Finding:
    """Whether passages that hold a name have the labels that the report gives it."""
    own = [one for one in naming(material, asked["name"]) if one.all_labels]
    if not own:
        return untestable(f"Geen passage met een label noemt {asked['name']}.")
    wanted = listed(asked["concepts"])
    counts = {concept: len(labelled(own, concept)) for concept in wanted}
    told = "; ".join(f"{_short(material, concept)}: {count}" for concept, count in counts.items())
    documents = ", ".join(documents_of(own))
    basis = [pointer_to(one, concept) for concept in wanted for one in labelled(own, concept)]
    names = counted(len(own), "passage met een label noemt", "passages met een label noemen")
    found = f"{names} de naam ({documents}). {told}."
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
