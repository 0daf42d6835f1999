"""Queries on what was learnt: factors, effects, feedback to the state, ministries, money."""

from collections.abc import Callable, Iterable, Mapping

from report.claim_queries.finding import (
    ENOUGH_TO_REFUTE,
    FEWEST,
    NOT_KNOWN,
    Arguments,
    Finding,
    at_least,
    at_share,
    is_unknown,
    judged,
    labelled,
    listed,
    naming,
    of,
    untestable,
)
from report.material import Material
from report.ministries import ministries_of_deals
from report.quotes import Pointer, best_first, pointer_to
from report.results import Verdict
from report.shown_values import counted, whole_euros
from report.witnesses import (
    REPORTS,
    Voice,
    Witness,
    best_of_each,
    pointers,
    spoken,
    witnesses_of,
)

_NO_REPORTS = "Er zijn te weinig rapportages met tekst over een deal."


def _reports(material: Material) -> tuple[Witness, ...]:
    """Readable reports of one deal, counted as the analyses count them: no letters to the Kamer."""
    return spoken(witnesses_of(material), *REPORTS)


def _documents_with(material: Material, asked: Arguments) -> Finding:
    """Reports that hold a label: at least so many, or at least this share."""
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    documents = _reports(material)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    best = best_of_each(documents, concept)
    found = of(len(best), len(documents), "rapportages gaan er met zekerheid op in.")
    basis = pointers(best, concept)
    if "least" in asked:
        return at_least(int(asked["least"]), len(best), len(documents), found, basis)
    return at_share(float(asked["share"]), len(best), len(documents), found, basis)


def _reports_without(material: Material, asked: Arguments) -> Finding:
    concepts = listed(asked["concepts"])
    if is_unknown(material, *concepts):
        return untestable(NOT_KNOWN)
    documents = _reports(material)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    without = [one for one in documents if not any(one.holds(concept) for concept in concepts)]
    names = ", ".join(one.source.name for one in without)
    told = f" Zonder: {names}." if without else ""
    found = of(len(without), len(documents), f"rapportages zonder.{told}")
    return at_least(int(asked["some"]), len(without), len(documents), found)


def _rises_with_year(material: Material, asked: Arguments) -> Finding:
    concepts = listed(asked["concepts"])
    if is_unknown(material, *concepts):
        return untestable(NOT_KNOWN)
    dated = [one for one in _reports(material) if one.source.year]
    years = sorted(one.source.year or 0 for one in dated)
    middle = years[len(years) // 2] if years else 0
    early = [one for one in dated if (one.source.year or 0) < middle]
    late = [one for one in dated if (one.source.year or 0) >= middle]
    if len(early) < FEWEST or len(late) < FEWEST:
        told = counted(len(dated), "rapportage", "rapportages")
        return untestable(f"{told} met een jaar, te weinig om jaren te vergelijken.")
    if not _any_of(dated, concepts):
        return untestable(f"Geen van de {len(dated)} rapportages gaat er met zekerheid op in.")
    before, after = (len(_any_of(some, concepts)) for some in (early, late))
    found = (
        f"Voor {middle}: {of(before, len(early), 'rapportages')}; "
        f"vanaf {middle}: {of(after, len(late), 'rapportages')}."
    )
    basis = _any_of(dated, concepts).values()
    return judged(after / len(late) > before / len(early), found, basis)


def _any_of(documents: Iterable[Witness], concepts: Iterable[str]) -> dict[str, Pointer]:
    """By document that holds one of these concepts, its best passage."""
    every = tuple(documents)
    best: dict[str, Pointer] = {}
    for concept in concepts:
        for one in best_of_each(every, concept):
            best.setdefault(one.source.name, pointer_to(one, concept))
    return best


def _mixed_polarity(material: Material, asked: Arguments) -> Finding:
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    found = [one for document in _reports(material) for one in document.labelled(concept)]
    if not found:
        return untestable("Geen rapportage noemt deze factor.")
    sides: dict[str, list[Pointer]] = {"succes": [], "faal": []}
    for one in found:
        side = one.further.stances.get(concept, "") if one.further else ""
        for name in ("succes", "faal") if side == "gemengd" else (side,):
            if name in sides:
                sides[name].append(pointer_to(one, concept))
    told = f"{len(sides['succes'])} keer als succes, {len(sides['faal'])} keer als faal"
    told += f", in {counted(len(found), 'passage', 'passages')}."
    basis = dict.fromkeys([*sides["faal"], *sides["succes"]])
    if not all(sides.values()) and len(found) < ENOUGH_TO_REFUTE:
        return untestable(f"{told} Dat is te weinig om de uitspraak te weerleggen.")
    return judged(all(sides.values()), told, basis)


def _together(material: Material, asked: Arguments) -> Finding:
    first, second = listed(asked["concepts"])
    if is_unknown(material, first, second):
        return untestable(NOT_KNOWN)
    named = labelled(material.counted, second)
    both = [one for one in named if first in one.all_labels]
    if not named:
        return untestable("Geen passage over een deal noemt het programma.")
    told = counted(len(named), "passage die het programma noemt", "passages die het noemen")
    found = f"{len(both)} van {told}."
    basis = [pointer_to(one, second) for one in both]
    return at_least(int(asked["least"]), len(both), len(named), found, basis)


def _informal_more(material: Material, asked: Arguments) -> Finding:
    informal, formal = listed(asked["informal"]), listed(asked["formal"])
    if is_unknown(material, *informal, *formal):
        return untestable(NOT_KNOWN)
    documents = _reports(material)
    if len(documents) < FEWEST:
        return untestable(_NO_REPORTS)
    best = [_any_of(documents, concepts) for concepts in (informal, formal)]
    if not any(best):
        return untestable(f"Geen van de {len(documents)} rapportages heeft zo'n passage.")
    found = (
        f"Informeel: {of(len(best[0]), len(documents), 'rapportages')}; "
        f"formeel: {of(len(best[1]), len(documents), 'rapportages')}."
    )
    return judged(len(best[0]) > len(best[1]), found, (*best[0].values(), *best[1].values()))


def _none_found(material: Material, asked: Arguments) -> Finding:
    """No passage at all; one that a model found neither proves nor refutes, until it is read."""
    concept = asked["concept"]
    if is_unknown(material, concept):
        return untestable(NOT_KNOWN)
    documents = spoken(witnesses_of(material), *REPORTS, Voice.LANDELIJK)
    if not documents:
        return untestable(_NO_REPORTS)
    found = best_first((p for one in documents for p in one.labelled(concept)), concept)
    if not found:
        return judged(True, "Geen enkele passage.")
    told = counted(len(found), "passage", "passages")
    return Finding(
        Verdict.NOT_TESTABLE,
        f"{told} met dit label. Geen daarvan is door een mens bevestigd; lees ze na.",
        pointers(found, concept),
    )


def _ministries_fewer(material: Material, asked: Arguments) -> Finding:
    both = [one for one in ministries_of_deals(material) if one.is_comparable]
    if len(both) < FEWEST:
        return untestable(f"{len(both)} deals met een convenant en een rapportage; te weinig.")
    fewer = [one for one in both if len(one.mentioned or ()) < len(one.signed or ())]
    found = of(len(fewer), len(both), "deals noemen in hun rapportages minder ministeries.")
    basis = [named.at[0] for one in fewer for named in one.missing[:1] if named.at]
    return judged(len(fewer) > float(asked["share"]) * len(both), found, basis)


def _named_amounts(material: Material, asked: Arguments) -> Finding:
    wanted = tuple(float(amount) for amount in listed(asked["amounts"]))
    named = naming(material, asked["name"])
    amounts = {
        amount.euros: Pointer(one.passage.passage_id, amount.start, amount.end)
        for one in reversed(named)
        for amount in one.passage.amounts
    }
    if not amounts:
        return untestable(f"Geen passage die {asked['name']} noemt geeft een bedrag.")
    told = ", ".join(whole_euros(amount) for amount in amounts)
    basis = [amounts[amount] for amount in wanted if amount in amounts]
    return judged(amounts.keys() >= set(wanted), f"Genoemd: {told}.", basis)


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
