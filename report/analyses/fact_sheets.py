"""Analysis 16: fact sheets of interventions, as the illustrations of the Rebel report (3.4).

Each field holds what texts say, with the passages that say it; an empty field means that no text
was found, not that there is nothing. The three illustrations of the report come first where they
are in the documents, then the interventions that most kinds of document speak of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.analysed import AnalysedPassage
from corpus.interventions import AmountRole, Found, FoundAmount, Intervention
from report.columns import DEAL, TRANCHE, text
from report.material import Material
from report.quotes import Pointer, best_first, pointer_to, sentence_around, shortened
from report.results import Check, ResultRow, ResultTable, Section, Value, Verdict
from report.shown_values import whole_euros
from taxonomy.concept import Taxonomy

ILLUSTRATIONS = ("Stallenaanpak", "Kansrijke Start", "Twents Fonds voor Vakmanschap")
_SHEETS = 12
_LONGEST_LIST = 8
_PILLAR = re.compile(r"\b(?:pijler|programmalijn|actielijn|spoor|lijn)\b", re.IGNORECASE)
_PILLAR_LINE = re.compile(
    r"\b(?:Pijler|Programmalijn|Actielijn):\s*([^\n•:]{3,90}?)\s*(?=[\n•]|\w+:|$)"
)
_GOAL = re.compile(
    r"\b(?:doel|doelen|doelstelling(?:en)?|ambitie|streven|beogen|willen bereiken)\b", re.IGNORECASE
)
_EFFECTS = ("E1", "E2", "E3")
_FEEDBACK = ("T1", "T2", "T3", "T4", "T5", "T6", "T7")
_COLUMNS = (
    text(
        "interventie", "Interventie", "Naam van het project of programma, zoals teksten het noemen."
    ),
    DEAL,
    TRANCHE,
    text("veld", "Veld", "Wat er over de interventie is gezocht."),
    text("waarde", "Gevonden", "Wat teksten erover zeggen; leeg = geen tekst gevonden."),
)


def section(material: Material) -> Section:
    """Fact sheets, one row a field."""
    chosen = chosen_interventions(material)
    table = ResultTable(
        name="feitenbladen",
        title="Feitenbladen van interventies",
        sheet="Feitenbladen",
        reading=(
            "Per interventie wat de documenten erover zeggen, met de vindplaats. Een leeg veld "
            "betekent dat er geen tekst over is gevonden, niet dat het er niet is."
        ),
        columns=_COLUMNS,
        rows=tuple(row for one in chosen for row in _rows(one, material)),
    )
    return Section(
        number=16,
        title="Feitenbladen",
        question="Wat zeggen de documenten over een interventie: doel, geld, partners, effect?",
        tables=(table,),
        checks=tuple(_checks(material)),
        remarks=(
            "Het Rebelrapport licht drie interventies uit; die staan vooraan als ze in de "
            "documenten voorkomen, gevolgd door de interventies waar de meeste documenten over "
            "schrijven.",
        ),
    )


def chosen_interventions(material: Material) -> list[Intervention]:
    """The illustrations of the report, then those that most kinds of document speak of."""
    ranked = sorted(
        material.interventions,
        key=lambda one: (
            -len(one.source_kinds),
            -len(one.documents),
            -len(one.passages),
            one.intervention_id,
        ),
    )
    known = [one for name in ILLUSTRATIONS for one in ranked if _is_called(one, name)]
    several = [one for one in ranked if len(one.documents) > 1]
    return list({one.intervention_id: one for one in (*known, *several)}.values())[
        : max(_SHEETS, len(known))
    ]


def _is_called(one: Intervention, name: str) -> bool:
    return any(name.lower() in called.lower() for called in (one.name, *one.aliases))


def _rows(one: Intervention, material: Material) -> Iterator[ResultRow]:
    deal = material.deals.get(one.deal)
    passages = [material.passages[key] for key in one.passages if key in material.passages]
    for field, value, basis in _fields(one, passages, material):
        yield ResultRow(
            key=f"{one.intervention_id}|{field}",
            values={
                "interventie": one.name,
                "deal": deal.name if deal else one.deal,
                "tranche": deal.tranche if deal else None,
                "veld": field,
                "waarde": value,
            },
            basis={"waarde": _sentences(basis, material)} if basis else {},
        )


def _sentences(basis: Iterable[Pointer], material: Material) -> tuple[Pointer, ...]:
    """Whole sentences, each once: a name or an amount alone shows nothing to a reader."""
    around = (
        sentence_around(material.passages[one.passage_id], one.start, one.end) for one in basis
    )
    return tuple(dict.fromkeys(around))


_Field = tuple[str, Value, tuple[Pointer, ...]]


def _fields(
    one: Intervention, passages: Sequence[AnalysedPassage], material: Material
) -> Iterator[_Field]:
    yield "project", "; ".join((one.name, *one.aliases)), (_pointer(one.named_at),)
    yield _pillar(passages)
    yield _found("looptijd", one.period)
    yield _money(one.amounts)
    yield _goals(passages)
    yield _found("partners", one.partners)
    yield _found("ministeries", one.ministries)
    yield _found("gemeenten", one.municipalities)
    yield _found("doelgroepen", one.target_groups)
    yield _found("bereikt", one.reached)
    yield _labels("rode draden en instrumenten", one.concepts, passages, material.taxonomy)
    yield _labels("effectmeting", _EFFECTS, passages, material.further)
    yield _labels("terugkoppeling naar het Rijk", _FEEDBACK, passages, material.further)


def _pillar(passages: Sequence[AnalysedPassage]) -> _Field:
    """As a line of the text says ("Pijler: ..."), else as a heading above it does."""
    for one in passages:
        if match := _PILLAR_LINE.search(one.passage.text):
            return "pijler", match[1], (Pointer(one.passage.passage_id, *match.span()),)
    for one in passages:
        for heading in one.passage.heading_path:
            if _PILLAR.search(heading):
                start, end = one.passage.sentence_bounds[0]
                return "pijler", heading, (Pointer(one.passage.passage_id, start, end),)
    return "pijler", None, ()


def _found(field: str, values: Iterable[Found]) -> _Field:
    distinct = list({found.value: found for found in values}.values())
    return field, _listed([found.value for found in distinct]), tuple(map(_pointer, distinct))


def _money(amounts: Sequence[FoundAmount]) -> _Field:
    distinct = list({(one.euros, one.role): one for one in amounts}.values())
    told = [f"{whole_euros(one.euros)} ({_role(one)})" for one in distinct]
    return "budget", _listed(told), tuple(map(_pointer, distinct))


def _role(amount: FoundAmount) -> str:
    return "rol onbekend" if amount.role is AmountRole.ONBEKEND else amount.role


def _goals(passages: Sequence[AnalysedPassage]) -> _Field:
    """Sentences that speak of a goal; one that only announces takes what it announces along."""
    texts = {one.passage.passage_id: one.passage.text for one in passages}
    pointers = [
        Pointer(one.passage.passage_id, start, _end_of_goal(one, end))
        for one in passages
        for start, end in one.passage.sentence_bounds
        if _GOAL.search(one.passage.text, start, end)
    ]
    if not pointers:
        return "doelen", None, ()
    first = pointers[0]
    told, _ = shortened(texts[first.passage_id], first.start, first.end, first.start)
    return "doelen", told, tuple(pointers)


def _end_of_goal(one: AnalysedPassage, end: int) -> int:
    announces = one.passage.text[:end].rstrip().endswith(":")
    return len(one.passage.text) if announces else end


def _labels(
    field: str, concepts: Sequence[str], passages: Sequence[AnalysedPassage], taxonomy: Taxonomy
) -> _Field:
    short = {concept.id: concept.short for concept in taxonomy.concepts}
    best: dict[str, Pointer] = {}
    for concept in concepts:
        having = [one for one in passages if concept in one.all_labels]
        if having and concept in short:
            best[concept] = pointer_to(best_first(having, concept)[0], concept)
    told = [f"{concept} {short[concept]}" for concept in best]
    return field, _listed(told), tuple(best.values())


def _listed(values: Sequence[str]) -> str | None:
    if not values:
        return None
    rest = len(values) - _LONGEST_LIST
    told = "; ".join(values[:_LONGEST_LIST])
    return f"{told}; en nog {rest}" if rest > 0 else told


def _pointer(found: Found | FoundAmount) -> Pointer:
    return Pointer(found.passage_id, found.start, found.end)


def _checks(material: Material) -> Iterator[Check]:
    """Whether the illustrations of the report are here; a corpus without them says nothing."""
    for name in ILLUSTRATIONS:
        found = [one for one in material.interventions if _is_called(one, name)]
        yield Check(
            statement=f"{name} is uit de documenten als interventie te herkennen.",
            verdict=Verdict.HOLDS if found else Verdict.NOT_TESTABLE,
            found=(
                f"Gevonden {', '.join(_where(one, material) for one in found)}."
                if found
                else "Geen interventie met deze naam in de documenten."
            ),
            source="Rebel, Rode Draden in Regio Deals (2024), paragraaf 3.4",
            basis=_sentences((_pointer(one.named_at) for one in found), material),
        )


def _where(one: Intervention, material: Material) -> str:
    deal = material.deals.get(one.deal)
    return f"bij {deal.name}" if deal else "in een stuk over meer deals"
