"""Analysis 19: which themes of broad prosperity deals speak of, by deal and by tranche."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from report.columns import (
    BRON,
    CLUSTERED,
    DEAL,
    DEAL_ID,
    TRANCHE,
    bounds,
    count,
    number,
    share,
    text,
)
from report.intervals import Floats, clustered_wilson, wilson
from report.material import Material
from report.quotes import Pointer
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
from report.texts import PLURAL, Bools, Places, Texts, texts_in, was_sought
from report.theme_matrix import ABSENT, FOUND, UNCERTAIN
from taxonomy.concept import Concept, Facet

FACET = "brede_welvaart"
LEAST_DEALS = 3
"""Fewer deals are no "most deals"."""
_NAME = re.compile(r"\bbrede[ -]?welvaarts?", re.IGNORECASE)
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.2"
_DIMENSION = text("thema", "Thema", "Nummer van het thema van brede welvaart (W1 tot en met W8).")
_DIMENSION_NAME = text("thema_naam", "Naam", "Naam van het thema.")


def section(material: Material) -> Section:
    """Lay out the themes of broad prosperity in plans and in reports."""
    facet = material.further.facet(FACET)
    texts = texts_in(material)
    sought = was_sought(material, facet.concept_ids[0])
    tagged = texts if sought else ()
    return Section(
        number=19,
        title="Brede welvaart in de deals",
        question="Over welke thema's van brede welvaart spreken de deals, en verschuift dat van "
        "tranche tot tranche?",
        tables=(
            _deals_table(tagged, facet),
            _tranches_table(tagged, facet),
            _named_table(texts),
        ),
        checks=(_most_name_it(texts), *(_wide(one, facet) for one in tagged)),
        figures=(
            FigureSpec(
                name="brede_welvaart_per_deal",
                title="Welk deel van de tekst gaat over elk thema van brede welvaart, per deal?",
                description="Een warmtekaart met deals tegen de acht thema's: welk deel van de "
                "passages over dat thema gaat.",
                form=Form.HEAT,
                table="brede_welvaart_per_deal",
                label="deal_en_bron",
                value="aandeel",
                group="thema_naam",
            ),
            FigureSpec(
                name="brede_welvaart_per_tranche",
                title="Welk aandeel van de passages gaat over elk thema van brede welvaart?",
                description="Een warmtekaart met tranches tegen de acht thema's: het aandeel van "
                "de passages over dat thema.",
                form=Form.HEAT,
                table="brede_welvaart_per_tranche",
                label="tranche_en_bron",
                value="passage_aandeel",
                group="thema_naam",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "De acht thema's zijn die van de Regionale Monitor Brede Welvaart van het CBS. Dat een tekst "
    "over een thema gaat, zegt niet hoe de regio daarop scoort en ook niet of de deal er iets aan "
    "veranderde.",
    "De thema's lijken op de rode draden, maar vallen er niet mee samen: werk, scholing en "
    "recreatie zijn hier één thema, en samenleving en subjectief welzijn zijn twee thema's.",
    "Een passage kan over meer dan één thema gaan; aandelen tellen dus niet op tot 100%.",
)


def _deals_table(texts: Sequence[Texts], facet: Facet) -> ResultTable:
    return ResultTable(
        name="brede_welvaart_per_deal",
        title="Thema's van brede welvaart per deal",
        sheet="Brede welvaart per deal",
        reading="Een regel per deal, bron en thema. De waarde volgt dezelfde regel als de matrix "
        "van rode draden: 1 als de kans groot genoeg is, 0 als het thema er zeker niet is, en "
        "onzeker daartussen.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            text("deal_en_bron", "Deal en bron", "Naam van de deal met de bron erachter."),
            _DIMENSION,
            _DIMENSION_NAME,
            text("waarde", "Waarde", "1, 0 of onzeker, zoals in de matrix van rode draden."),
            count("passages", "Passages", "Passages over het thema."),
            count("van_passages", "Van passages", "Alle passages van de deal: de noemer."),
            share("aandeel", "Aandeel", "Passages over het thema gedeeld door alle passages."),
            *bounds("aandeel", "het aandeel"),
        ),
        rows=tuple(row for one in texts for row in _deal_rows(one, facet)),
    )


def _deal_rows(texts: Texts, facet: Facet) -> Iterator[ResultRow]:
    present, known = texts.present(facet.concept_ids)
    for row, own in enumerate(texts.rows):
        mine = texts.deal_at == row
        passages = int(mine.sum())
        for column, concept in enumerate(facet.concepts):
            marked = texts.with_label(concept.id)
            places = texts.best_first(marked[texts.deal_at[marked] == row], [concept.id])
            interval = wilson(len(places), passages)
            deal = own.deal
            values: dict[str, Value] = {
                "deal_id": deal.deal_id,
                "deal": deal.name,
                "tranche": deal.tranche,
                "bron": texts.bron,
                "deal_en_bron": f"{deal.name} ({texts.bron})",
                "thema": concept.id,
                "thema_naam": concept.short,
                "waarde": _value(present, known, (row, column)),
                "passages": len(places),
                "van_passages": passages,
                "aandeel": round(len(places) / passages, 4) if passages else None,
                "aandeel_laag": interval.low if interval else None,
                "aandeel_hoog": interval.high if interval else None,
            }
            pointers = texts.pointers(places, [concept.id])
            yield ResultRow(
                f"{deal.deal_id}|{texts.bron}|{concept.id}", values, {"passages": pointers}
            )


def _value(present: Bools, known: Bools, at: tuple[int, int]) -> str:
    if present[at]:
        return FOUND
    return ABSENT if known[at] else UNCERTAIN


def _tranches_table(texts: Sequence[Texts], facet: Facet) -> ResultTable:
    return ResultTable(
        name="brede_welvaart_per_tranche",
        title="Thema's van brede welvaart per tranche",
        sheet="Brede welvaart per tranche",
        reading="Vergelijk de intervallen: bij weinig deals in een tranche zijn zij zo breed dat "
        "een verschil toeval kan zijn.",
        columns=(
            TRANCHE,
            BRON,
            text(
                "tranche_en_bron",
                "Tranche en bron",
                "De tranche met de bron en het aantal deals met tekst.",
            ),
            _DIMENSION,
            _DIMENSION_NAME,
            count(
                "deals", "Deals", "Deals die het thema volgens dezelfde regel als de matrix hebben."
            ),
            count("van_deals", "Van deals", "Deals van de tranche waarvan dat is te zeggen."),
            share("deal_aandeel", "Aandeel deals", "Deals gedeeld door die deals."),
            *bounds("deal_aandeel", "het aandeel van de deals"),
            count("passages", "Passages", "Passages over het thema."),
            count("van_passages", "Van passages", "Alle passages van de tranche: de noemer."),
            share("passage_aandeel", "Aandeel passages", "Passages gedeeld door alle passages."),
            *bounds("passage_aandeel", "het aandeel van de passages", CLUSTERED),
        ),
        rows=tuple(row for one in texts for row in _tranche_rows(one, facet)),
    )


def _tranche_rows(texts: Texts, facet: Facet) -> Iterator[ResultRow]:
    present, known = texts.present(facet.concept_ids)
    tranches = np.array([row.deal.tranche for row in texts.rows], dtype=int)
    totals = np.bincount(texts.deal_at, minlength=len(texts.rows)).astype(float)
    for tranche in sorted(set(tranches.tolist())):
        deals = np.flatnonzero(tranches == tranche)
        for column, concept in enumerate(facet.concepts):
            yield _tranche_row(
                texts, concept, tranche, deals, present[:, column], known[:, column], totals
            )


def _tranche_row(
    texts: Texts,
    concept: Concept,
    tranche: int,
    deals: Places,
    present: Bools,
    known: Bools,
    totals: Floats,
) -> ResultRow:
    marked = texts.with_label(concept.id)
    own = texts.best_first(marked[np.isin(texts.deal_at[marked], deals)], [concept.id])
    hits = np.bincount(texts.deal_at[own], minlength=len(texts.rows)).astype(float)
    low, high = clustered_wilson(hits[deals], totals[deals])
    sayable = deals[known[deals]]
    having = deals[present[deals]]
    interval = wilson(len(having), len(sayable))
    whole = int(totals[deals].sum())
    named = f"Tranche {tranche}, {texts.bron} ({counted(len(deals), 'deal', 'deals')})"
    values: dict[str, Value] = {
        "tranche": tranche,
        "bron": texts.bron,
        "tranche_en_bron": named,
        "thema": concept.id,
        "thema_naam": concept.short,
        "deals": len(having),
        "van_deals": len(sayable),
        "deal_aandeel": round(len(having) / len(sayable), 4) if len(sayable) else None,
        "deal_aandeel_laag": interval.low if interval else None,
        "deal_aandeel_hoog": interval.high if interval else None,
        "passages": len(own),
        "van_passages": whole,
        "passage_aandeel": round(len(own) / whole, 4) if whole else None,
        "passage_aandeel_laag": float(low) if whole else None,
        "passage_aandeel_hoog": float(high) if whole else None,
    }
    each = texts.one_of_each(own[np.isin(texts.deal_at[own], having)], texts.deal_at)
    basis = {
        "passages": texts.pointers(own, [concept.id]),
        "deals": texts.pointers(each, [concept.id]),
    }
    return ResultRow(f"{tranche}|{texts.bron}|{concept.id}", values, basis)


def _named_table(texts: Sequence[Texts]) -> ResultTable:
    rows = []
    for own in texts:
        named = _named(own)
        for row, one in enumerate(own.rows):
            deal, at = one.deal, tuple(named.get(row, ()))
            values: dict[str, Value] = {
                "deal_id": deal.deal_id,
                "deal": deal.name,
                "tranche": deal.tranche,
                "bron": own.bron,
                "passages": len(at),
                "woorden": one.words,
                "per_1000_woorden": round(1000 * len(at) / one.words, 2) if one.words else None,
            }
            rows.append(ResultRow(f"{deal.deal_id}|{own.bron}", values, {"passages": at}))
    return ResultTable(
        name="brede_welvaart_genoemd",
        title="Deals die brede welvaart met zoveel woorden noemen",
        sheet="Brede welvaart genoemd",
        reading="Telt het begrip zelf. Een tekst kan over alle thema's gaan zonder het te "
        "gebruiken, en het gebruiken zonder over een thema te gaan.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            count("passages", "Passages", "Passages waarin de woorden brede welvaart staan."),
            count("woorden", "Woorden", "Inhoudelijke woorden van de deal."),
            number("per_1000_woorden", "Per duizend woorden", "Die passages per duizend woorden."),
        ),
        rows=tuple(rows),
    )


def _named(texts: Texts) -> dict[int, list[Pointer]]:
    found: dict[int, list[Pointer]] = {}
    for deal_at, one in zip(texts.deal_at, texts.passages, strict=True):
        match = _NAME.search(one.passage.text)
        if match:
            pointer = Pointer(one.passage.passage_id, match.start(), match.end())
            found.setdefault(int(deal_at), []).append(pointer)
    return found


def _most_name_it(texts: Sequence[Texts]) -> Check:
    """Of the plans, which analyse the task; of the reports where there are no plans."""
    statement = "De meeste regio's betrekken brede welvaart bij de analyse van hun opgaven."
    for own in texts:
        if len(own.rows) >= LEAST_DEALS:
            named = _named(own)
            told = (
                f"In {len(named)} van de {len(own.rows)} {PLURAL[own.bron]} komen de woorden brede "
                "welvaart voor. Of er ook mee is geanalyseerd, laat dit niet zien."
            )
            verdict = Verdict.HOLDS if 2 * len(named) > len(own.rows) else Verdict.FAILS
            basis = tuple(at[0] for _, at in sorted(named.items()))
            return Check(statement, verdict, told, _SOURCE, basis)
    told = f"Er zijn minder dan {LEAST_DEALS} deals met tekst."
    return Check(statement, Verdict.NOT_TESTABLE, told, _SOURCE)


def _wide(texts: Texts, facet: Facet) -> Check:
    statement = (
        f"In de {PLURAL[texts.bron]} komt elk van de acht thema's bij minstens één deal voor."
    )
    if len(texts.rows) < LEAST_DEALS:
        told = f"Er zijn minder dan {LEAST_DEALS} deals met {PLURAL[texts.bron]}."
        return Check(statement, Verdict.NOT_TESTABLE, told, "Eigen vraag")
    present, _ = texts.present(facet.concept_ids)
    missing = [one.short for at, one in enumerate(facet.concepts) if not present[:, at].any()]
    told = (
        f"Niet gevonden: {', '.join(missing)}."
        if missing
        else f"Alle acht komen voor, over {len(texts.rows)} deals."
    )
    return Check(
        statement,
        Verdict.FAILS if missing else Verdict.HOLDS,
        told,
        "Eigen vraag",
    )
