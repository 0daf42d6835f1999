"""Analysis 12: the same theme, another cause: what regions say that a problem comes from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from report.causes import TOP, Cause, Causes, causes_in, quoted, region_of
from report.columns import BRON, CLUSTERED, DEAL, DEAL_ID, TRANCHE, bounds, count, share, text
from report.intervals import clustered_wilson
from report.material import Material
from report.quotes import Pointer
from report.results import (
    Check,
    FigureSpec,
    Form,
    ResultColumn,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.texts import Texts, texts_in
from taxonomy.concept import Concept

FACET = "draden"
MOST_PAIRS = 3
"""Pairs of deals that are shown for a rode draad."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.2"
_LETTER = "Kamerstuk 29 697, nr. 90"
_SHRINKING = re.compile(r"bevolkings(?:daling|krimp)|\bkrimp|minder inwoners|vergrijz", re.I)
_COMPARED = ("t3-zeeuws-vlaanderen", "t3-oost-groningen")
_THREAD = text("draad", "Rode draad", "Nummer van de rode draad (R1 tot en met R15).")
_THREAD_NAME = text("rode_draad", "Naam", "Korte naam van de rode draad.")
_WORDS = text(
    "termen",
    "Waarover het gaat",
    f"De {TOP} woorden die in de meeste van deze zinsdelen staan, met tussen haakjes in hoeveel.",
)


def section(material: Material) -> Section:
    """Lay out the cause clauses of plans and of reports by rode draad and deal."""
    concepts = material.taxonomy.facet(FACET).concepts
    texts = texts_in(material)
    found = tuple(causes_in(one, concepts) for one in texts)
    pairs = _pairs_table(material, found, concepts)
    return Section(
        number=12,
        title="Zelfde rode draad, andere oorzaak",
        question="Waaraan schrijven regio's hun opgaven en tegenvallers toe, en noemen regio's "
        "met dezelfde rode draad andere oorzaken?",
        tables=(
            _threads_table(texts, found, concepts),
            _deals_table(material, found, concepts),
            pairs,
            _clauses_table(material, found),
        ),
        checks=(_differ(material, found, pairs), _shrinking(material, found)),
        figures=(
            FigureSpec(
                name="oorzaken_per_rode_draad",
                title="Bij welke rode draden noemen de teksten oorzaken?",
                description="Een staaf per rode draad en bron: welk aandeel van de passages met "
                "die rode draad een zinsdeel met een oorzaak over die rode draad bevat.",
                form=Form.BARS,
                table="oorzaken_per_rode_draad",
                label="rode_draad",
                value="aandeel",
                group="bron",
                low="aandeel_laag",
                high="aandeel_hoog",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "Gezocht is naar zinsdelen die met een vast woord worden aangekondigd: doordat, omdat, "
    "aangezien, vanwege, wegens, dankzij, als gevolg van, te wijten aan, en door wanneer er een "
    "verandering, tekort, last of gebeurtenis op volgt. Wie iets doet (door de gemeente), hoe iets "
    "gebeurt (door middel van, door te bouwen) en waar iets is (door het dal) telt niet mee.",
    "Een oorzaak die zonder zulk woord wordt genoemd, wordt gemist. De tabellen geven dus "
    "voorbeelden en geen volledige lijst, en wie vaker oorzaken opschrijft heeft er niet meer.",
    "Een zinsdeel telt bij de rode draad waarover zijn eigen zin gaat; in een rapportage is dat "
    "vaak de oorzaak van vertraging en niet van de opgave. Het zijn de woorden van de schrijver: "
    "of de oorzaak klopt, is niet onderzocht.",
)


def _threads_table(
    texts: Sequence[Texts], found: Sequence[Causes], concepts: Sequence[Concept]
) -> ResultTable:
    return ResultTable(
        name="oorzaken_per_rode_draad",
        title="Oorzaken per rode draad",
        sheet="Oorzaken per rode draad",
        reading="Het aandeel zegt hoe vaak een tekst over deze rode draad een oorzaak noemt, niet "
        "hoeveel oorzaken er zijn.",
        columns=(
            BRON,
            _THREAD,
            _THREAD_NAME,
            count("zinsdelen", "Zinsdelen", "Zinsdelen met een oorzaak bij deze rode draad."),
            count("deals", "Deals", "Deals met zo'n zinsdeel."),
            count("met_oorzaak", "Passages met oorzaak", "Passages met zo'n zinsdeel."),
            count("passages", "Passages", "Passages met deze rode draad: de noemer."),
            share("aandeel", "Aandeel", "Passages met oorzaak gedeeld door passages."),
            *bounds("aandeel", "het aandeel", CLUSTERED),
            _WORDS,
        ),
        rows=tuple(
            _thread_row(one, causes, concept)
            for one, causes in zip(texts, found, strict=True)
            for concept in concepts
        ),
    )


def _thread_row(texts: Texts, causes: Causes, concept: Concept) -> ResultRow:
    own = [cause for cause in causes.found if concept.id in cause.threads]
    marked = texts.with_label(concept.id)
    spoken = {cause.pointer.passage_id for cause in own}
    hits, totals = np.zeros(len(texts.rows)), np.zeros(len(texts.rows))
    for place in marked:
        totals[texts.deal_at[place]] += 1
        hits[texts.deal_at[place]] += texts.passages[place].passage.passage_id in spoken
    whole, part = int(totals.sum()), int(hits.sum())
    low, high = clustered_wilson(hits, totals)
    deals = dict.fromkeys(cause.deal_id for cause in own)
    firsts = {cause.pointer.passage_id: cause.pointer for cause in reversed(own)}
    values: dict[str, Value] = {
        "bron": texts.bron,
        "draad": concept.id,
        "rode_draad": concept.short,
        "zinsdelen": len(own),
        "deals": len(deals),
        "met_oorzaak": part,
        "passages": whole,
        "aandeel": round(part / whole, 4) if whole else None,
        "aandeel_laag": float(low) if whole else None,
        "aandeel_hoog": float(high) if whole else None,
        "termen": causes.named(causes.top_stems(own)) or None,
    }
    basis = {
        "zinsdelen": tuple(cause.pointer for cause in own),
        "deals": tuple(_first_of(own, deal).pointer for deal in deals),
        "met_oorzaak": tuple(reversed(firsts.values())),
        "passages": texts.pointers(texts.best_first(marked, [concept.id]), [concept.id]),
    }
    return ResultRow(f"{texts.bron}|{concept.id}", values, basis)


def _first_of(causes: Sequence[Cause], deal_id: str) -> Cause:
    return next(cause for cause in causes if cause.deal_id == deal_id)


def _deals_table(
    material: Material, found: Sequence[Causes], concepts: Sequence[Concept]
) -> ResultTable:
    rows = []
    for causes in found:
        grouped = causes.by_thread()
        for concept in concepts:
            for deal_id, own in grouped.get(concept.id, {}).items():
                deal = material.deals[deal_id]
                values: dict[str, Value] = {
                    "bron": causes.bron,
                    "draad": concept.id,
                    "rode_draad": concept.short,
                    "deal_id": deal_id,
                    "deal": deal.name,
                    "tranche": deal.tranche,
                    "zinsdelen": len(own),
                    "termen": causes.named(causes.top_stems(own)) or None,
                    "in_woorden": quoted(own),
                }
                basis = tuple(cause.pointer for cause in own)
                rows.append(
                    ResultRow(
                        f"{causes.bron}|{concept.id}|{deal_id}",
                        values,
                        {"zinsdelen": basis, "in_woorden": basis},
                    )
                )
    return ResultTable(
        name="oorzaken_per_deal",
        title="Oorzaken per rode draad en deal",
        sheet="Oorzaken per deal",
        reading="Alleen combinaties waarin een oorzaak is gevonden. Waar niets staat, is geen "
        "oorzaak met een vast woord aangekondigd.",
        columns=(
            BRON,
            _THREAD,
            _THREAD_NAME,
            DEAL_ID,
            DEAL,
            TRANCHE,
            count("zinsdelen", "Zinsdelen", "Zinsdelen met een oorzaak."),
            _WORDS,
            text("in_woorden", "In de woorden van de tekst", "De zinsdelen, letterlijk."),
        ),
        rows=tuple(rows),
    )


def _pairs_table(
    material: Material, found: Sequence[Causes], concepts: Sequence[Concept]
) -> ResultTable:
    region = region_of(material.deals.values())
    rows = tuple(
        row
        for causes in found
        for concept in concepts
        for row in _pair_rows(material, causes, concept, region)
    )
    return ResultTable(
        name="zelfde_draad_andere_oorzaak",
        title="Twee deals met dezelfde rode draad en andere oorzaken",
        sheet="Andere oorzaken",
        reading=f"Per rode draad ten hoogste {MOST_PAIRS} paren van deals uit verschillende "
        "regio's waarvan de kenmerkende woorden geheel verschillen, met de meeste zinsdelen "
        "vooraan. Lees de citaten: andere woorden kunnen hetzelfde betekenen.",
        columns=(
            BRON,
            _THREAD,
            _THREAD_NAME,
            *_side("eerste", "eerste"),
            *_side("tweede", "tweede"),
        ),
        rows=rows,
    )


def _side(name: str, which: str) -> tuple[ResultColumn, ...]:
    return (
        text(f"{name}_deal_id", f"Sleutel {which} deal", f"Vaste sleutel van de {which} deal."),
        text(f"{name}_deal", f"{which.capitalize()} deal", f"Naam van de {which} deal."),
        count(f"{name}_zinsdelen", "Zinsdelen", f"Zinsdelen met een oorzaak bij de {which} deal."),
        text(f"{name}_termen", "Waarover het gaat", f"Kenmerkende woorden bij de {which} deal."),
        text(f"{name}_in_woorden", "Letterlijk", f"De zinsdelen van de {which} deal."),
    )


def _pair_rows(
    material: Material, causes: Causes, concept: Concept, region: Mapping[str, str]
) -> Iterator[ResultRow]:
    by_deal = causes.by_thread().get(concept.id, {})
    tops = {deal: causes.top_stems(own) for deal, own in by_deal.items()}
    pairs = [
        (one, other)
        for one, other in combinations(by_deal, 2)
        if region[one] != region[other] and tops[one] and tops[other]
        if not {stem for stem, _ in tops[one]} & {stem for stem, _ in tops[other]}
    ]
    sizes = {deal: len(own) for deal, own in by_deal.items()}
    pairs.sort(key=lambda pair: (-min(counts := [sizes[one] for one in pair]), -sum(counts)))
    for one, other in pairs[:MOST_PAIRS]:
        values: dict[str, Value] = {
            "bron": causes.bron,
            "draad": concept.id,
            "rode_draad": concept.short,
        }
        basis: dict[str, tuple[Pointer, ...]] = {}
        for name, deal_id in (("eerste", one), ("tweede", other)):
            own = by_deal[deal_id]
            pointers = tuple(cause.pointer for cause in own)
            values |= {
                f"{name}_deal_id": deal_id,
                f"{name}_deal": material.deals[deal_id].name,
                f"{name}_zinsdelen": len(own),
                f"{name}_termen": causes.named(tops[deal_id]),
                f"{name}_in_woorden": quoted(own),
            }
            basis |= {f"{name}_zinsdelen": pointers, f"{name}_in_woorden": pointers}
        yield ResultRow(f"{causes.bron}|{concept.id}|{one}|{other}", values, basis)


def _clauses_table(material: Material, found: Sequence[Causes]) -> ResultTable:
    rows = []
    for causes in found:
        for cause in causes.found:
            deal, at = material.deals[cause.deal_id], cause.pointer
            values: dict[str, Value] = {
                "bron": causes.bron,
                "deal_id": deal.deal_id,
                "deal": deal.name,
                "tranche": deal.tranche,
                "draden": ", ".join(cause.threads) or None,
                "woord": cause.clause.marker,
                "oorzaak": cause.words,
                "document": cause.analysed.source.name,
                "pagina": cause.analysed.passage.box_at(at.start).page,
            }
            rows.append(
                ResultRow(f"{causes.bron}|{at.passage_id}|{at.start}", values, {"oorzaak": (at,)})
            )
    return ResultTable(
        name="oorzaken",
        title="Alle zinsdelen met een oorzaak",
        sheet="Oorzaken",
        reading="Een regel per zinsdeel. Zonder rode draad staan zinsdelen waarvan de zin over "
        "geen rode draad gaat, of waarvan dat niet uit de zin blijkt.",
        columns=(
            BRON,
            DEAL_ID,
            DEAL,
            TRANCHE,
            text("draden", "Rode draden", "De rode draden waarover de zin gaat."),
            text("woord", "Aangekondigd met", "Het woord dat de oorzaak aankondigt."),
            text("oorzaak", "Oorzaak", "Het zinsdeel, letterlijk."),
            text("document", "Document", "Bestand waarin het staat."),
            count("pagina", "Pagina", "Pagina van het bestand."),
        ),
        rows=tuple(rows),
    )


def _differ(material: Material, found: Sequence[Causes], pairs: ResultTable) -> Check:
    statement = "Regio's met dezelfde rode draad schrijven die aan verschillende oorzaken toe."
    region = region_of(material.deals.values())
    shared = [
        thread
        for causes in found
        for thread, deals in causes.by_thread().items()
        if len({region[deal] for deal in deals}) > 1
    ]
    if not shared:
        return Check(
            statement,
            Verdict.NOT_TESTABLE,
            "Bij geen enkele rode draad noemen twee regio's een oorzaak.",
            _SOURCE,
        )
    if not pairs.rows:
        told = f"Bij {len(set(shared))} rode draden noemen twee of meer regio's oorzaken, steeds "
        told += "met minstens één gedeeld kenmerkend woord."
        return Check(statement, Verdict.FAILS, told, _SOURCE)
    first = pairs.rows[0]
    told = (
        f"Dat geldt voor {len({row.values['draad'] for row in pairs.rows})} van de "
        f"{len(set(shared))} rode draden waarbij twee of meer regio's een oorzaak noemen. "
        f"Voorbeeld bij {first.values['rode_draad']}: {first.values['eerste_deal']} noemt "
        f"{first.values['eerste_termen']}; {first.values['tweede_deal']} noemt "
        f"{first.values['tweede_termen']}. Andere woorden kunnen hetzelfde betekenen."
    )
    return Check(statement, Verdict.HOLDS, told, _SOURCE, _firsts(pairs))


def _firsts(pairs: ResultTable) -> tuple[Pointer, ...]:
    return tuple(
        row.basis[column][0]
        for row in pairs.rows
        for column in ("eerste_zinsdelen", "tweede_zinsdelen")
    )


def _shrinking(material: Material, found: Sequence[Causes]) -> Check:
    """The example of the letter to parliament: the same shrinking, two stories."""
    statement = "Bij bevolkingsdaling noemt Zeeuws-Vlaanderen andere oorzaken dan Oost-Groningen."
    region = region_of(material.deals.values())
    wanted = [region.get(deal) for deal in _COMPARED]
    for causes in found:
        own = [
            [one for one in causes.found if region[one.deal_id] == name and _shrinks(one)]
            for name in wanted
        ]
        if all(own):
            tops = [causes.top_stems(group) for group in own]
            apart = not {stem for stem, _ in tops[0]} & {stem for stem, _ in tops[1]}
            told = " ".join(
                f"{name}: {causes.named(top)}." for name, top in zip(wanted, tops, strict=True)
            )
            verdict = Verdict.HOLDS if apart else Verdict.FAILS
            basis = tuple(one.pointer for group in own for one in group)
            return Check(statement, verdict, f"In de {causes.bron}: {told}", _LETTER, basis)
    told = "Niet van allebei staat er een oorzaak bij bevolkingsdaling in de gelezen teksten."
    return Check(statement, Verdict.NOT_TESTABLE, told, _LETTER)


def _shrinks(cause: Cause) -> bool:
    passage = cause.analysed.passage
    start, end = next(
        pair for pair in passage.sentence_bounds if pair[0] <= cause.clause.start < pair[1]
    )
    return _SHRINKING.search(passage.text, start, end) is not None
