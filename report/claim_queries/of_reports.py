"""Queries on what was learnt: factors, effects, feedback to the state, ministries, money."""

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
    is_unknown,
    judged,
    labelled,
    listed,
    of,
    of_bron,
    untestable,
)
from report.material import Material
from report.ministries import ministries_of_deals
from report.quotes import Pointer, pointer_to

_NO_REPORTS = "Er zijn te weinig rapportages met tekst over een deal."


def _documents_with(material: Material, asked: Arguments) -> Finding:
    """Documents with a label: at least so many, or at least this share."""
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    passages = of_bron(material, asked.get("bron", ""))
    documents = documents_of(passages)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    best = best_of_each(passages, concept, by_document=True)
    found = of(len(best), len(documents), "rapportages met zo'n passage.")
    if "least" in asked:
        return at_least(int(asked["least"]), len(best), len(documents), found, best.values())
    return judged(len(best) >= float(asked["share"]) * len(documents), found, best.values())


def _reports_without(material: Material, asked: Arguments) -> Finding:
    concepts = listed(asked["concepts"])
    if is_unknown(material, *concepts):
        return untestable(NOT_KNOWN)
    passages = of_bron(material, Bron.RAPPORTAGE)
    documents = documents_of(passages)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    found = {one.source.name for one in passages if set(concepts) & set(one.further_labels)}
    without = [name for name in documents if name not in found]
    told = f" Zonder: {', '.join(without)}." if without else ""
    return judged(
        len(without) >= int(asked["some"]),
        of(len(without), len(documents), f"rapportages zonder.{told}"),
    )


def _rises_with_year(material: Material, asked: Arguments) -> Finding:
    concepts = listed(asked["concepts"])
    if is_unknown(material, *concepts):
        return untestable(NOT_KNOWN)
    passages = of_bron(material, Bron.RAPPORTAGE)
    years = {one.source.name: one.source.year for one in passages}
    middle = sorted(years.values())[len(years) // 2] if years else 0
    early = [name for name, year in years.items() if year < middle]
    late = [name for name, year in years.items() if year >= middle]
    if len(early) < FEWEST or len(late) < FEWEST:
        return untestable(f"{len(years)} rapportages, te weinig om jaren te vergelijken.")
    best = {
        name: pointer
        for concept in concepts
        for name, pointer in best_of_each(passages, concept, by_document=True).items()
    }
    if not best:
        return untestable(f"Geen van de {len(years)} rapportages heeft zo'n passage.")
    before, after = (sum(name in best for name in names) for names in (early, late))
    found = (
        f"Voor {middle}: {of(before, len(early), 'rapportages')}; "
        f"vanaf {middle}: {of(after, len(late), 'rapportages')}."
    )
    return judged(after / len(late) > before / len(early), found, best.values())


def _mixed_polarity(material: Material, asked: Arguments) -> Finding:
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    found = labelled(of_bron(material, Bron.RAPPORTAGE), concept)
    if not found:
        return untestable("Geen rapportage noemt deze factor.")
    sides: dict[str, list[Pointer]] = {"succes": [], "faal": []}
    for one in found:
        side = one.further.stances.get(concept, "") if one.further else ""
        for name in ("succes", "faal") if side == "gemengd" else (side,):
            if name in sides:
                sides[name].append(pointer_to(one, concept))
    told = f"{len(sides['succes'])} keer als succes, {len(sides['faal'])} keer als faal"
    basis = dict.fromkeys([*sides["faal"], *sides["succes"]])
    return judged(all(sides.values()), f"{told}, in {len(found)} passages.", basis)


def _together(material: Material, asked: Arguments) -> Finding:
    first, second = listed(asked["concepts"])
    if is_unknown(material, first, second):
        return untestable(NOT_KNOWN)
    both = [one for one in labelled(material.counted, second) if first in one.all_labels]
    if not labelled(material.counted, second):
        return untestable("Geen passage over een deal noemt het programma.")
    return judged(
        len(both) >= int(asked["least"]),
        f"{len(both)} passages met allebei.",
        [pointer_to(one, second) for one in both],
    )


def _informal_more(material: Material, asked: Arguments) -> Finding:
    informal, formal = listed(asked["informal"]), listed(asked["formal"])
    if is_unknown(material, *informal, *formal):
        return untestable(NOT_KNOWN)
    passages = of_bron(material, Bron.RAPPORTAGE)
    documents = documents_of(passages)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    best = [_documents_of_any(material, concepts) for concepts in (informal, formal)]
    if not any(best):
        return untestable(f"Geen van de {len(documents)} rapportages heeft zo'n passage.")
    found = (
        f"Informeel: {of(len(best[0]), len(documents), 'rapportages')}; "
        f"formeel: {of(len(best[1]), len(documents), 'rapportages')}."
    )
    return judged(len(best[0]) > len(best[1]), found, (*best[0].values(), *best[1].values()))


def _documents_of_any(material: Material, concepts: tuple[str, ...]) -> dict[str, Pointer]:
    passages = of_bron(material, Bron.RAPPORTAGE)
    best: dict[str, Pointer] = {}
    for concept in concepts:
        for name, pointer in best_of_each(passages, concept, by_document=True).items():
            best.setdefault(name, pointer)
    return best


def _none_found(material: Material, asked: Arguments) -> Finding:
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    if not of_bron(material, Bron.RAPPORTAGE):
        return untestable(_NO_REPORTS)
    found = labelled(of_bron(material, Bron.RAPPORTAGE), concept)
    told = (
        "Geen enkele passage."
        if not found
        else f"{len(found)} passages; een model gaf dit label, dus lees ze na."
    )
    return judged(not found, told, [pointer_to(one, concept) for one in found])


def _ministries_fewer(material: Material, asked: Arguments) -> Finding:
    both = [one for one in ministries_of_deals(material) if one.is_comparable]
    if len(both) < FEWEST:
        return untestable(f"{len(both)} deals met een convenant en een rapportage; te weinig.")
    fewer = [one for one in both if len(one.mentioned or ()) < len(one.signed or ())]
    found = of(len(fewer), len(both), "deals noemen in hun rapportages minder ministeries.")
    basis = [named.at[0] for one in fewer for named in one.missing[:1] if named.at]
    return judged(len(fewer) > float(asked["share"]) * len(both), found, basis)


def _named_amounts(material: Material, asked: Arguments) -> Finding:
    name = asked["name"].lower()
    wanted = tuple(float(amount) for amount in listed(asked["amounts"]))
    named = [one for one in material.analysis.passages if name in one.passage.text.lower()]
    amounts = {
        amount.euros: Pointer(one.passage.passage_id, amount.start, amount.end)
        for one in reversed(named)
        for amount in one.passage.amounts
    }
    if not amounts:
        return untestable(f"Geen passage die {asked['name']} noemt geeft een bedrag.")
    told = ", ".join(_euros(amount) for amount in amounts)
    basis = [amounts[amount] for amount in wanted if amount in amounts]
    return judged(amounts.keys() >= set(wanted), f"Genoemd: {told}.", basis)


def _euros(amount: float) -> str:
    return f"€ {amount:,.0f}".replace(",", ".")


QUERIES: Mapping[str, Callable[[Material, Arguments], Finding]] = {
    "documents_with": _documents_with,
    "reports_without": _reports_without,
    "rises_with_year": _rises_with_year,
    "mixed_polarity": _mixed_polarity,
    "together": _together,
    "informal_more": _informal_more,
    "none_found": _none_found,
    "ministries_fewer": _ministries_fewer,
    "named_amounts": _named_amounts,
}
