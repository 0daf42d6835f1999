"""Analysis 9: how what a deal learns reaches national government, and the way back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.analysed import AnalysedPassage
from report.columns import count, number, text
from report.intervals import difference
from report.material import Material
from report.quotes import Pointer, best_first, pointer_to, quote_at
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
from report.shown_values import counted
from report.witnesses import (
    VOICE,
    Voice,
    Witness,
    best_of_each,
    best_of_each_deal,
    concepts_of,
    counted_documents,
    pointers,
    quotation,
    share_of,
    spoken,
    witnesses_of,
)
from taxonomy.concept import Concept

FACET = "terugkoppeling"
LADDER = ("T1", "T2", "T3", "T4", "T5", "T6")
"""From the least to the most formal."""
LAW = "T6"
_FORMAL = ("T3", "T4", "T5", "T6")
"""Rungs rare enough to read every passage of."""
_VOICES = (Voice.PLAN, Voice.ZELF, Voice.EXTERN, Voice.LANDELIJK)
_ABOUT_EXECUTION = (Voice.ZELF, Voice.EXTERN, Voice.LANDELIJK)
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 4.1 en 4.2"


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that Rebel tells of: words that name it, and the rung that it came to."""

    name: str
    pattern: re.Pattern[str]
    rung: str


KNOWN_CASES = (
    KnownCase("Stallenaanpak", re.compile(r"\bstallen-?aanpak", re.IGNORECASE), "T5"),
    KnownCase("Kansrijke Start", re.compile(r"\bkansrijke start\b", re.IGNORECASE), "T5"),
    KnownCase(
        "Verduurzaming van woningen naar het Volkshuisvestingsfonds",
        re.compile(r"\bvolkshuisvestingsfonds|\bVHF\b"),
        "T4",
    ),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """What documents of one voice say of a rung; passages best first."""

    documents: tuple[AnalysedPassage, ...]
    """The best passage of each document that holds it."""
    passages: tuple[AnalysedPassage, ...]
    readable: int

    @property
    def deals(self) -> tuple[AnalysedPassage, ...]:
        """The best passage of each deal that such a document speaks of."""
        held = {one.source.name for one in self.documents}
        return best_of_each_deal(one for one in self.passages if one.source.name in held)


def rung_of(documents: Sequence[Witness], concept: str) -> Rung:
    """What readable documents say of a rung."""
    passages = (one for witness in documents for one in witness.labelled(concept))
    held = best_of_each(documents, concept)
    return Rung(held, best_first(passages, concept), len(documents))


def section(material: Material) -> Section:
    """Lay out the ladder by voice, the passages of the formal rungs, and the known cases."""
    concepts = concepts_of(material, FACET)
    witnesses = witnesses_of(material)
    return Section(
        number=9,
        title="Terugkoppeling tussen regio en Rijk",
        question="Hoe ver komt wat een deal leert bij het Rijk, en wat brengt het Rijk in?",
        tables=(
            _ladder(witnesses, concepts),
            _formal(material, witnesses, concepts),
            _cases(witnesses, concepts),
        ),
        checks=(
            _descending(witnesses, concepts),
            _no_law(witnesses, concepts),
            *(_known(one, witnesses, concepts) for one in KNOWN_CASES),
        ),
        figures=(
            FigureSpec(
                name="terugkoppeling_ladder",
                title="In welk deel van de documenten komt elke trede voor?",
                description="Een balk per trede en spreker, van contact tot wet- en regelgeving, "
                "met daaronder de weg van Rijk naar regio: het aandeel van de leesbare documenten "
                "met het 95%-interval.",
                form=Form.BARS,
                table="terugkoppeling",
                label="titel",
                value="aandeel",
                group="bron",
                low="aandeel_laag",
                high="aandeel_hoog",
            ),
        ),
        remarks=(
            "De treden lopen van weinig naar veel vastgelegd: contact, samenwerking, "
            "agendasetting, ander programma, landelijke uitrol of beleid, wet- en regelgeving. "
            "De weg van Rijk naar regio staat naast de ladder.",
            "Een convenant belooft, een rapportage vertelt, een stuk over meer deals kijkt van "
            "boven; daarom worden deze nooit samen geteld.",
            "Dat een passage een trede noemt, bewijst niet dat de terugkoppeling is geslaagd. Lees "
            "bij de bovenste treden elke passage voordat u er iets uit afleidt.",
        ),
    )


def _ladder(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each rung and voice."""
    rows = [
        _ladder_row(concept, voice, rung_of(spoken(witnesses, voice), concept.id))
        for concept in concepts
        for voice in _VOICES
    ]
    return ResultTable(
        name="terugkoppeling",
        title="De ladder van terugkoppeling",
        sheet="Terugkoppeling",
        reading=(
            "Een regel per trede en spreker. Deals zijn de deals waar die documenten over "
            "spreken; een passage die bij geen deal hoort, telt alleen als passage. "
            "Een document telt pas mee als zijn passages samen zeker genoeg zijn; losse, onzekere "
            "passages niet."
        ),
        columns=(
            text(
                "trede", "Trede", "T1 is het minst en T6 het meest vastgelegd; T7 is de weg terug."
            ),
            text("titel", "Naam", "Korte naam van de trede."),
            VOICE,
            *counted_documents("Documenten die de trede met voldoende zekerheid noemen."),
            count("deals", "Deals", "Deals waar zulke documenten de trede bij noemen."),
            count("passages", "Passages", "Passages die de trede noemen."),
            text("citaat", "Citaat", "De zin die de trede het best laat zien."),
        ),
        rows=tuple(rows),
    )


def _ladder_row(concept: Concept, voice: Voice, rung: Rung) -> ResultRow:
    values: dict[str, Value] = {
        "trede": concept.id,
        "titel": concept.short,
        "bron": voice,
        "documenten": len(rung.documents),
        "documenten_met_tekst": rung.readable,
        **share_of(len(rung.documents), rung.readable, "aandeel"),
        "deals": len(rung.deals),
        "passages": len(rung.passages),
        "citaat": quotation(rung.passages[0], concept.id) if rung.passages else "",
    }
    held = pointers(rung.documents, concept.id)
    basis = {
        "documenten": held,
        "aandeel": held,
        "deals": pointers(rung.deals, concept.id),
        "passages": pointers(rung.passages, concept.id),
        "citaat": pointers(rung.passages[:1], concept.id),
    }
    return ResultRow(f"{concept.id}|{voice}", values, basis)


def _formal(
    material: Material, witnesses: Sequence[Witness], concepts: Sequence[Concept]
) -> ResultTable:
    """Every passage of the rare, formal rungs, most formal first."""
    names = {key: deal.name for key, deal in material.deals.items()}
    rows = []
    for concept in reversed([one for one in concepts if one.id in _FORMAL]):
        for voice in _VOICES:
            passages = rung_of(spoken(witnesses, voice), concept.id).passages
            rows += [_formal_row(concept, voice, one, names) for one in passages]
    return ResultTable(
        name="terugkoppeling_passages",
        title="Passages op de bovenste treden",
        sheet="Terugkoppeling passages",
        reading=(
            "Elke passage op de treden agendasetting, ander programma, landelijke uitrol of beleid "
            "en wet- en regelgeving, de meest vastgelegde trede eerst. Deze treden zijn zeldzaam, "
            "dus ook onzekere vondsten staan erbij: bij een kans onder 0,5 is het vaker niet dan "
            "wel een voorbeeld. Lees ze na; een mens beslist."
        ),
        columns=(
            text("trede", "Trede", "Sleutel van de trede."),
            text("titel", "Naam", "Korte naam van de trede."),
            VOICE,
            text("deal", "Deal", "Deal waar de passage bij hoort, of landelijk."),
            text("document", "Document", "Bestand."),
            text("bladzijde", "Bladzijde", "Bladzijde van het citaat."),
            number("kans", "Kans", "Geijkte kans (0 tot 1) dat de passage de trede verdient."),
            text("citaat", "Citaat", "De zin die de trede het best laat zien."),
        ),
        rows=tuple(rows),
    )


def _formal_row(
    concept: Concept, voice: Voice, one: AnalysedPassage, names: Mapping[str, str]
) -> ResultRow:
    pointer = pointer_to(one, concept.id)
    quote = quote_at(one, pointer)
    values: dict[str, Value] = {
        "trede": concept.id,
        "titel": concept.short,
        "bron": voice,
        "deal": names.get(one.deal, one.deal),
        "document": quote.document,
        "bladzijde": str(quote.page),
        "kans": one.probability_of(concept.id),
        "citaat": quote.text,
    }
    return ResultRow(f"{concept.id}|{one.passage.passage_id}", values, {"citaat": (pointer,)})


def _named(case: KnownCase, witnesses: Sequence[Witness]) -> tuple[AnalysedPassage, ...]:
    """Passages about the execution that name a case."""
    return tuple(
        one
        for witness in spoken(witnesses, *_ABOUT_EXECUTION)
        for one in witness.passages
        if case.pattern.search(one.passage.text)
    )


def _on(passages: Sequence[AnalysedPassage], rung: str) -> tuple[AnalysedPassage, ...]:
    return best_first((one for one in passages if rung in one.further_labels), rung)


def _cases(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each case that Rebel tells of, a column for each rung."""
    rows = []
    for case in KNOWN_CASES:
        named = _named(case, witnesses)
        values: dict[str, Value] = {
            "geval": case.name,
            "verwacht": case.rung,
            "passages": len(named),
        }
        basis = {"passages": tuple(_whole(one) for one in named)}
        for concept in concepts:
            found = _on(named, concept.id)
            values[concept.id.lower()] = len(found) if named else None
            basis[concept.id.lower()] = pointers(found, concept.id)
        rows.append(ResultRow(case.name, values, basis))
    return ResultTable(
        name="terugkoppeling_gevallen",
        title="Bekende gevallen op de ladder",
        sheet="Terugkoppeling gevallen",
        reading=(
            "Gevallen die Rebel noemt, met het aantal passages waarin de naam valt en op welke "
            "treden die passages staan. Leeg: de naam komt in dit corpus niet voor."
        ),
        columns=(
            text("geval", "Geval", "Naam zoals Rebel haar gebruikt."),
            text("verwacht", "Volgens Rebel", "De trede waar het geval volgens Rebel op uitkwam."),
            count("passages", "Passages", "Passages in rapportages en stukken over meer deals."),
            *(
                count(one.id.lower(), one.short, f"Daarvan op de trede: {one.label.nl}.")
                for one in concepts
            ),
        ),
        rows=tuple(rows),
    )


def _whole(analysed: AnalysedPassage) -> Pointer:
    """The whole passage, where no concept says which sentence counts."""
    return Pointer(analysed.passage.passage_id, 0, len(analysed.passage.text))


def _descending(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> Check:
    """Less formal rungs are found in more reports than more formal ones."""
    statement = (
        "Minder vastgelegde vormen van terugkoppeling staan in meer rapportages dan meer "
        "vastgelegde."
    )
    documents = spoken(witnesses, Voice.ZELF, Voice.EXTERN)
    rungs = [one for one in concepts if one.id in LADDER]
    numbers = [len(rung_of(documents, one.id).documents) for one in rungs]
    if not rungs or not any(numbers):
        found = f"In {counted(len(documents), 'leesbare rapportage', 'leesbare rapportages')} is "
        found += "geen enkele trede gevonden."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    found = ", ".join(
        f"{_inside(one.short)} {held}" for one, held in zip(rungs, numbers, strict=True)
    )
    found = f"Van {len(documents)} leesbare rapportages noemen een trede: {found}."
    basis = tuple(
        pointer
        for one in rungs
        for pointer in pointers(rung_of(documents, one.id).documents[:1], one.id)
    )
    if all(first >= second for first, second in pairwise(numbers)):
        return Check(statement, Verdict.HOLDS, found, _SOURCE, basis)
    broken = [
        f"{_inside(rungs[high].short)} boven {_inside(rungs[low].short)}"
        for low in range(len(rungs))
        for high in range(low + 1, len(rungs))
        if _surely_more(numbers[low], numbers[high], len(documents))
    ]
    if broken:
        return Check(statement, Verdict.FAILS, f"{found} Omgekeerd: {', '.join(broken)}.", _SOURCE)
    found += " De volgorde klopt niet overal, maar de verschillen kunnen toeval zijn."
    return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)


def _inside(name: str) -> str:
    """A name inside a sentence; a capital further on (het Rijk) stays."""
    return name[:1].lower() + name[1:]


def _surely_more(low: int, high: int, documents: int) -> bool:
    """Whether the more formal of two rungs is in more documents, beyond chance."""
    interval = difference((low, high), (documents, documents))
    return interval is not None and interval.low > 0


def _no_law(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> Check:
    """No example is known of a deal that changed a law."""
    statement = "Geen enkele deal heeft geleid tot andere landelijke wet- en regelgeving."
    documents = spoken(witnesses, *_ABOUT_EXECUTION)
    if not documents or not any(one.id == LAW for one in concepts):
        found = "Er zijn geen leesbare documenten over de uitvoering."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    passages = rung_of(documents, LAW).passages
    seen = f"In {counted(len(documents), 'leesbaar document', 'leesbare documenten')} over de "
    seen += "uitvoering "
    if not passages:
        found = seen + "spreekt geen passage van een gewijzigde wet of regeling."
        return Check(statement, Verdict.HOLDS, found, _SOURCE)
    told = counted(len(passages), "passage spreekt", "passages spreken")
    found = f"{seen}lijkt dat zo: {told} van wet- of regelgeving. "
    found += "Geen daarvan is door een mens bevestigd; lees ze na."
    return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, pointers(passages, LAW))


def _known(case: KnownCase, witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> Check:
    """A case that Rebel tells of stands on its rung, where the corpus tells of it."""
    names: Mapping[str, str] = {one.id: _inside(one.short) for one in concepts}
    statement = f"{case.name} kwam uit op: {names.get(case.rung, case.rung)}."
    named = _named(case, witnesses)
    if not named or not concepts:
        found = "Dit corpus noemt dit geval niet."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    told = [one for one in named if any(rung in one.further_labels for rung in names)]
    found = f"{counted(len(named), 'passage noemt', 'passages noemen')} dit geval"
    if not told:
        found += ", maar geen daarvan vertelt over terugkoppeling."
        basis = tuple(_whole(one) for one in named)
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
    there = _on(told, case.rung)
    found += f"; {len(told)} daarvan over terugkoppeling, {len(there)} op deze trede."
    verdict = Verdict.HOLDS if there else Verdict.FAILS
    basis = pointers(there, case.rung) or tuple(_whole(one) for one in told)
    return Check(statement, verdict, found, _SOURCE, basis)
