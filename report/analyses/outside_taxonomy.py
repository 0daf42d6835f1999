"""Analysis 20: goals that no rode draad covers, grouped: a hint for people, never a new theme."""

import re
from collections.abc import Sequence

from classify.clusters import Cluster, clusters_of, typical_words
from corpus.analysed import AnalysedPassage
from corpus.records import DOUBT, Bron, PassageKind
from report.columns import count, text
from report.material import Material
from report.quotes import Pointer, quote_at
from report.results import (
    Check,
    FigureSpec,
    Form,
    Measure,
    ResultColumn,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.shown_values import dotted

_HEADING = re.compile(
    r"\b(?:opgaven?|doel(?:en|stellingen?)?|ambities?|missie|visie|uitdaging(?:en)?|"
    r"aanleiding|urgentie|beoogde? (?:resultaat|resultaten|effecten?))\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:ambities?|doelstelling(?:en)?|het doel|doel is|ten doel|tot doel|als doel|opgaven?|"
    r"streven (?:naar|ernaar)|streeft (?:naar|ernaar)|beogen|beoogt|beoogde|"
    r"willen (?:bereiken|realiseren|dat|we|wij|partijen)|wil de regio|"
    r"moet(?:en)? (?:leiden|bijdragen)|zet(?:ten)? in op|inzet is)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 12
"""Fewer words are the end of a sentence, or a mark on a page."""
_LIKELY = DOUBT[0]
"""From this probability a rode draad may well be there, though the label was not given."""
_FEWEST, _MOST = 2, 8
_LEAST = 9
_QUOTES = 3
_WORDS = 8
_KINDS = frozenset({PassageKind.BODY, PassageKind.LIST})
_BRONNEN = (Bron.PLAN, Bron.RAPPORTAGE)


def section(material: Material) -> Section:
    """Group the goal passages that carry no rode draad."""
    goals = [one for one in material.counted if _is_goal(material, one)]
    outside = {one.passage.passage_id: one for one in goals if _is_outside(material, one)}
    vectors = {key: material.vectors[key] for key in outside if key in material.vectors}
    groups = clusters_of(vectors, _FEWEST, _MOST) if len(vectors) >= _LEAST else []
    return Section(
        number=20,
        title="Buiten de taxonomie",
        question="Welke doelen en opgaven noemen deals die bij geen enkele rode draad horen?",
        tables=(_table(material, outside, groups),),
        checks=(_covered(goals, outside),),
        figures=(
            FigureSpec(
                name="buiten_taxonomie",
                title="Hoeveel passages telt elke groep doelen buiten de rode draden?",
                description="Een balk per groep: het aantal passages in plannen.",
                form=Form.BARS,
                table="buiten_taxonomie",
                label="naam",
                value="plan_passages",
            ),
        )
        if groups
        else (),
        remarks=(
            "Een passage geldt als doel als haar kop of haar tekst een woord bevat als opgave, "
            "doel, ambitie of streven. Standaardteksten die in meer regio's staan, doen niet mee.",
            "De groepen zijn op gelijkenis gevormd, met een vast toevalsgetal, en hebben geen "
            "naam van een mens. Er wordt nooit vanzelf iets aan de taxonomie toegevoegd.",
            "Een groep kan ook bestaan uit passages die de tagger ten onrechte geen label gaf, of "
            "uit doelen over de samenwerking zelf.",
        ),
    )


def _is_goal(material: Material, one: AnalysedPassage) -> bool:
    passage = one.passage
    if passage.kind not in _KINDS or passage.words < _LEAST_WORDS:
        return False
    if material.shared.is_standard(passage.passage_id):
        return False
    return bool(_CUE.search(passage.text)) or any(map(_HEADING.search, passage.heading_path[-2:]))


def _is_outside(material: Material, one: AnalysedPassage) -> bool:
    threads = material.taxonomy.facet("draden").concept_ids
    return not any(
        thread in one.labels or one.probability_of(thread) >= _LIKELY for thread in threads
    )


def _pointer(one: AnalysedPassage) -> Pointer:
    """The first sentence with a cue; the first of all where the heading made it a goal."""
    text = one.passage.text
    bounds = one.passage.sentence_bounds
    start, end = next((pair for pair in bounds if _CUE.search(text, *pair)), bounds[0])
    return Pointer(one.passage.passage_id, start, end)


_COLUMNS = (
    text("naam", "Groep", "Nummer van de groep met de eerste typerende woorden."),
    text("woorden", "Typerende woorden", "Woorden die vaker in deze groep staan dan erbuiten."),
    *(
        column
        for bron in _BRONNEN
        for column in (
            count(f"{bron}_passages", f"Passages ({bron})", f"Passages in {bron}."),
            count(f"{bron}_deals", f"Deals ({bron})", f"Deals met zo'n passage in {bron}."),
        )
    ),
    ResultColumn(
        "gelijkenis",
        "Samenhang",
        "Gemiddelde gelijkenis (0 tot 1) van de passages met het midden van de groep.",
        Measure.NUMBER,
    ),
    text("citaten", "Meest kenmerkend", f"Ten hoogste {_QUOTES} zinnen uit het midden."),
)


def _table(
    material: Material, outside: dict[str, AnalysedPassage], groups: Sequence[Cluster]
) -> ResultTable:
    words = typical_words(
        [[outside[key].passage.text for key in group.members] for group in groups], _WORDS
    )
    rows = [
        _row(material, number, typical, group, [outside[key] for key in group.members])
        for number, (typical, group) in enumerate(zip(words, groups, strict=True), 1)
    ]
    return ResultTable(
        name="buiten_taxonomie",
        title="Groepen van doelen zonder rode draad",
        sheet="Buiten taxonomie",
        reading=(
            "Grootste groep eerst. Lees de citaten: vaak gaat het om de samenwerking zelf of om "
            "brede welvaart in het algemeen; soms om een onderwerp dat de rode draden missen. "
            f"Bij minder dan {_LEAST} passages zijn er geen groepen."
        ),
        columns=_COLUMNS,
        rows=tuple(rows),
    )


def _row(
    material: Material,
    number: int,
    words: Sequence[str],
    group: Cluster,
    members: Sequence[AnalysedPassage],
) -> ResultRow:
    values: dict[str, Value] = {
        "naam": f"{number}: {', '.join(words[:3])}" if words else str(number),
        "woorden": ", ".join(words),
        "gelijkenis": group.likeness,
        "citaten": "\n".join(_quoted(material, one) for one in members[:_QUOTES]),
    }
    basis = {"citaten": tuple(_pointer(one) for one in members[:_QUOTES])}
    for bron in _BRONNEN:
        own = [one for one in members if one.bron is bron]
        first = {one.deal: _pointer(one) for one in reversed(own)}
        values[f"{bron}_passages"], values[f"{bron}_deals"] = len(own), len(first)
        basis[f"{bron}_passages"] = tuple(_pointer(one) for one in own)
        basis[f"{bron}_deals"] = tuple(
            pointer for pointer in basis[f"{bron}_passages"] if pointer in first.values()
        )
    key = min(group.members)
    return ResultRow(f"groep|{key}", values, {name: at for name, at in basis.items() if at})


def _quoted(material: Material, one: AnalysedPassage) -> str:
    quote = quote_at(one, _pointer(one))
    deal = material.deals.get(one.deal)
    name = deal.name if deal else one.deal
    return f"“{quote.text}” ({name}, {quote.document}, p. {quote.page})"


def _covered(goals: Sequence[AnalysedPassage], outside: dict[str, AnalysedPassage]) -> Check:
    """Not a figure with a bound: how much of what deals want the fifteen rode draden cover."""
    statement = "De vijftien rode draden dekken meer dan de helft van de doelen die deals noemen."
    source = "Eigen eis aan de taxonomie"
    parts, holds = [], []
    for bron, name in ((Bron.PLAN, "plannen"), (Bron.RAPPORTAGE, "rapportages")):
        own = [one for one in goals if one.bron is bron]
        if own:
            out = sum(one.passage.passage_id in outside for one in own)
            there = f"{dotted(out)} van de {dotted(len(own))}"
            parts.append(f"in {name} hebben {there} doelpassages er geen")
            holds.append(2 * out < len(own))
    if not parts:
        return Check(statement, Verdict.NOT_TESTABLE, "Er zijn geen doelpassages.", source)
    found = "; ".join(parts)
    found = found[0].upper() + found[1:] + "."
    basis = tuple(_pointer(one) for one in outside.values())
    return Check(statement, Verdict.HOLDS if all(holds) else Verdict.FAILS, found, source, basis)
