"""Analysis 13: which other national programmes deals name, with which rode draden, and how."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from report.co_occurrence import LEAST_DEALS, Pair, pairs_in_passages
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, bounds, count, number, share, text
from report.handed_over import beside, handed_table, left_to, named_in
from report.intervals import wilson
from report.material import Material
from report.quotes import Pointer, quote_at
from report.results import (
    Check,
    FigureSpec,
    Form,
    Measure,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.shown_values import dotted
from report.texts import Places, Texts, texts_in, was_sought
from taxonomy.concept import Concept

FACET, THREADS = "programmas", "draden"
_HOUSING_FUND, _HOMES = "P1", "R13"
_HEALTH = ("P6", "P7", "P8")
_PARKSTAD = "t2-parkstad-limburg"
LEAST_PASSAGES = 5
"""Fewer passages with a programme say nothing of what it goes with."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 3.3, 3.4 en 4.2"
_PROGRAMME = text("programma", "Sleutel programma", "Sleutel van het programma (P1 tot en met P9).")
_NAME = text("programma_naam", "Programma", "Naam van het landelijke programma of de regeling.")
_THREAD = text("draad", "Rode draad", "Nummer van de rode draad (R1 tot en met R15).")
_THREAD_NAME = text("rode_draad", "Naam", "Korte naam van de rode draad.")


def section(material: Material) -> Section:
    """Lay out the programmes that plans and reports name, by deal and by rode draad."""
    programmes = material.further.facet(FACET).concepts
    threads = material.taxonomy.facet(THREADS).concepts
    texts = texts_in(material) if was_sought(material, programmes[0].id) else ()
    return Section(
        number=13,
        title="Samenhang met andere landelijke programma's",
        question="Welke landelijke programma's noemen de deals, bij welke rode draden, en wanneer "
        "laten zij een onderwerp aan zo'n programma over?",
        tables=(
            _totals_table(texts, programmes),
            _deals_table(texts, programmes, threads),
            _threads_table(texts, programmes, threads),
            handed_table(texts, programmes, threads),
        ),
        checks=(
            _homes(texts, programmes, threads),
            _parkstad(texts, programmes),
        ),
        figures=(
            FigureSpec(
                name="programmas_over_deals",
                title="Welk aandeel van de deals noemt elk landelijk programma?",
                description="Een staaf per programma en bron, met de streep van het interval.",
                form=Form.BARS,
                table="programmas_over_deals",
                label="programma_naam",
                value="aandeel",
                group="bron",
                low="aandeel_laag",
                high="aandeel_hoog",
            ),
            FigureSpec(
                name="programmas_en_rode_draden",
                title="Bij welke rode draden worden de programma's genoemd?",
                description="Een warmtekaart met programma's tegen rode draden: het aantal "
                "passages waarin de zin met het programma over die rode draad gaat.",
                form=Form.HEAT,
                table="programmas_en_rode_draden",
                label="programma_en_bron",
                value="zelfde_zin",
                group="rode_draad",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "Geteld zijn passages waarin een programma bij naam of afkorting staat. De specifieke "
    "uitkering waarmee het Rijk de Regio Deal zelf betaalt, telt niet als SPUK.",
    "Genoemd worden in één passage zegt niet dat programma en deal samenwerken: de tekst kan ook "
    "zeggen dat een onderwerp juist bij het programma hoort. Wat zo'n passage buiten de deal laat, "
    "staat in de tabel van overgelaten onderwerpen; die is door de computer herkend, dus lees het "
    "citaat.",
    "Passages die over geen enkele deal in het bijzonder gaan, zoals in Kamerbrieven, tellen niet "
    "mee.",
)


def _named(texts: Texts, concept: Concept) -> Places:
    return texts.best_first(named_in(texts, concept), [concept.id])


def _totals_table(texts: Sequence[Texts], programmes: Sequence[Concept]) -> ResultTable:
    return ResultTable(
        name="programmas_over_deals",
        title="Landelijke programma's over alle deals",
        sheet="Programma's",
        reading="Een 0 betekent dat er is gezocht en niets is gevonden.",
        columns=(
            BRON,
            _PROGRAMME,
            _NAME,
            count("deals", "Deals", "Deals waarvan de tekst het programma noemt."),
            count("van_deals", "Van deals", "Deals met tekst: de noemer."),
            share("aandeel", "Aandeel", "Deals gedeeld door de deals met tekst."),
            *bounds("aandeel", "het aandeel"),
            count("documenten", "Documenten", "Documenten die het programma noemen."),
            count("passages", "Passages", "Passages die het programma noemen."),
        ),
        rows=tuple(_total_row(own, one) for own in texts for one in programmes),
    )


def _total_row(texts: Texts, concept: Concept) -> ResultRow:
    places = _named(texts, concept)
    deals = texts.one_of_each(places, texts.deal_at)
    documents = texts.one_of_each(places, texts.document_at)
    interval = wilson(len(deals), len(texts.rows))
    values: dict[str, Value] = {
        "bron": texts.bron,
        "programma": concept.id,
        "programma_naam": concept.short,
        "deals": len(deals),
        "van_deals": len(texts.rows),
        "aandeel": round(len(deals) / len(texts.rows), 4) if texts.rows else None,
        "aandeel_laag": interval.low if interval else None,
        "aandeel_hoog": interval.high if interval else None,
        "documenten": len(documents),
        "passages": len(places),
    }
    basis = {
        "deals": texts.pointers(deals, [concept.id]),
        "documenten": texts.pointers(documents, [concept.id]),
        "passages": texts.pointers(places, [concept.id]),
    }
    return ResultRow(f"{texts.bron}|{concept.id}", values, basis)


def _deals_table(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> ResultTable:
    return ResultTable(
        name="programmas_per_deal",
        title="Landelijke programma's per deal",
        sheet="Programma's per deal",
        reading="Alleen combinaties die voorkomen. Wat er niet staat, is in die tekst niet "
        "gevonden.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            _PROGRAMME,
            _NAME,
            count("passages", "Passages", "Passages die het programma noemen."),
            count("documenten", "Documenten", "Documenten die het programma noemen."),
            text(
                "rode_draden",
                "Rode draden",
                "Rode draden waarover de zin met het programma zelf gaat, met tussen haakjes in "
                "hoeveel passages.",
            ),
            count(
                "overgelaten",
                "Overgelaten",
                "Passages die een rode draad aan het programma overlaten.",
            ),
            text("citaat", "Citaat", "De zin die het programma het best laat zien."),
        ),
        rows=tuple(_deal_rows(texts, programmes, threads)),
    )


def _deal_rows(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> Iterator[ResultRow]:
    for own in texts:
        marked = {one.id: _named(own, one) for one in programmes}
        for row in range(len(own.rows)):
            for concept in programmes:
                places = marked[concept.id][own.deal_at[marked[concept.id]] == row]
                if len(places):
                    yield _deal_row(own, row, concept, places, threads)


def _deal_row(
    texts: Texts, row: int, concept: Concept, places: Places, threads: Sequence[Concept]
) -> ResultRow:
    deal = texts.rows[row].deal
    passages = [texts.passages[place] for place in places]
    labels = Counter(thread.id for one in passages for thread in beside(one, concept.id, threads))
    found = sorted((one for one in threads if labels[one.id]), key=lambda one: -labels[one.id])
    left = [place for place in places if left_to(texts.passages[place], concept.id, threads)]
    best = texts.pointer(int(places[0]), [concept.id])
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "bron": texts.bron,
        "programma": concept.id,
        "programma_naam": concept.short,
        "passages": len(places),
        "documenten": len(texts.one_of_each(places, texts.document_at)),
        "rode_draden": ", ".join(f"{one.short} ({labels[one.id]})" for one in found) or None,
        "overgelaten": len(left),
        "citaat": quote_at(passages[0], best).text,
    }
    documents = texts.one_of_each(places, texts.document_at)
    basis = {
        "passages": texts.pointers(places, [concept.id]),
        "documenten": texts.pointers(documents, [concept.id]),
        "overgelaten": texts.pointers(left, [concept.id]),
        "citaat": (best,),
    }
    return ResultRow(f"{deal.deal_id}|{texts.bron}|{concept.id}", values, basis)


def _threads_table(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> ResultTable:
    how = f"bootstrap over deals; leeg bij minder dan {LEAST_DEALS} deals"
    return ResultTable(
        name="programmas_en_rode_draden",
        title="Landelijke programma's en rode draden in dezelfde passage",
        sheet="Programma en rode draad",
        reading="Programma's die een bron nergens noemt, staan er niet in. Een lange passage kan "
        "een programma noemen bij heel andere onderwerpen; de kolom zelfde zin is strenger. Kijk "
        "naar het interval van de verhouding: ligt 1 erin, dan kan het samengaan toeval zijn.",
        columns=(
            BRON,
            _PROGRAMME,
            _NAME,
            text("programma_en_bron", "Programma en bron", "Het programma met de bron erachter."),
            _THREAD,
            _THREAD_NAME,
            count(
                "zelfde_zin",
                "Zelfde zin",
                "Passages waarin de zin met het programma zelf over de rode draad gaat.",
            ),
            count(
                "samen", "Samen", "Passages met programma en rode draad, waar ook in de passage."
            ),
            count("met_programma", "Met programma", "Passages die het programma noemen."),
            count("met_draad", "Met rode draad", "Passages met de rode draad."),
            count("totaal", "Totaal", "Alle inhoudelijke passages."),
            number("verwacht", "Verwacht", "Hoeveel het er samen bij toeval zouden zijn."),
            number(
                "lift",
                "Verhouding",
                "Samen gedeeld door verwacht (lift); boven 1 gaan zij vaker samen dan toevallig.",
            ),
            *bounds("lift", "de verhouding", how, Measure.NUMBER),
            count(
                "overgelaten",
                "Overgelaten",
                "Passages met het programma die de rode draad aan dat programma overlaten; het "
                "label van de rode draad hebben zij dan vaak niet.",
            ),
        ),
        rows=tuple(_thread_rows(texts, programmes, threads)),
    )


def _thread_rows(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> Iterator[ResultRow]:
    for own in texts:
        places = {one.id: named_in(own, one) for one in programmes}
        named = [one for one in programmes if len(places[one.id])]
        both = (*named, *threads)
        marks = own.marks([[one.id] for one in both])
        for column, one in enumerate(named):
            marks[:, column] = np.isin(np.arange(len(marks)), places[one.id])
        for pair in pairs_in_passages(marks, own.deal_at, len(own.rows)) if named else ():
            if pair.first < len(named) <= pair.second:
                yield _thread_row(own, both[pair.first], both[pair.second], pair)


def _thread_row(texts: Texts, programme: Concept, thread: Concept, pair: Pair) -> ResultRow:
    mine = set(named_in(texts, programme).tolist())
    together = [place for place in texts.with_label(thread.id).tolist() if place in mine]
    places = texts.best_first(np.array(together, dtype=np.intp), [programme.id], [thread.id])
    named = _named(texts, programme)
    left = [at for at in named if left_to(texts.passages[at], programme.id, [thread])]
    near = [at for at in named if beside(texts.passages[at], programme.id, [thread])]
    low, high = pair.lift_bounds or (None, None)
    values: dict[str, Value] = {
        "bron": texts.bron,
        "programma": programme.id,
        "programma_naam": programme.short,
        "programma_en_bron": f"{programme.short} ({texts.bron})",
        "draad": thread.id,
        "rode_draad": thread.short,
        "zelfde_zin": len(near),
        "samen": pair.both,
        "met_programma": pair.with_first,
        "met_draad": pair.with_second,
        "totaal": pair.total,
        "verwacht": pair.expected,
        "lift": pair.lift,
        "lift_laag": low,
        "lift_hoog": high,
        "overgelaten": len(left),
    }
    basis = {
        "zelfde_zin": texts.pointers(near, [programme.id]),
        "samen": texts.pointers(places, [programme.id]),
        "overgelaten": texts.pointers(left, [programme.id]),
    }
    return ResultRow(f"{texts.bron}|{programme.id}|{thread.id}", values, basis)


def _homes(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> Check:
    """Whether passages with the fund speak of homes more often than other passages do."""
    statement = "Het Volkshuisvestingsfonds wordt vooral genoemd bij het verduurzamen van woningen."
    homes = [one for one in threads if one.id == _HOMES]
    fund = next(one for one in programmes if one.id == _HOUSING_FUND)
    told: list[str] = []
    higher: list[bool] = []
    basis: list[Pointer] = []
    for own in texts:
        named = _named(own, fund)
        about = [at for at in named if beside(own.passages[at], _HOUSING_FUND, homes)]
        basis += own.pointers(about, [_HOUSING_FUND])
        if len(named):
            usual = len(own.with_label(_HOMES)) / len(own.passages)
            told.append(
                f"{str(own.bron).capitalize()}: {dotted(len(about))} van de {dotted(len(named))} "
                f"passages met het fonds gaan over woningen; van alle passages is dat {usual:.0%}."
            )
        if len(named) >= LEAST_PASSAGES:
            higher.append(len(about) / len(named) > usual)
    if not told:
        nothing = "Geen enkele passage van een deal noemt het Volkshuisvestingsfonds."
        return Check(statement, Verdict.NOT_TESTABLE, nothing, _SOURCE)
    found = " ".join(told).replace("%", " procent")
    if not higher:
        found += f" Dat zijn er te weinig: pas bij {LEAST_PASSAGES} passages wordt getoetst."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, tuple(basis))
    verdict = Verdict.HOLDS if all(higher) else Verdict.FAILS
    return Check(statement, verdict, found, _SOURCE, tuple(basis))


def _parkstad(texts: Sequence[Texts], programmes: Sequence[Concept]) -> Check:
    statement = "In Parkstad Limburg komen GALA, SPUK of Kansrijke Start voor."
    read, found = False, []
    for own in texts:
        numbers = [at for at, row in enumerate(own.rows) if row.deal.deal_id == _PARKSTAD]
        read = read or bool(numbers)
        for concept in (one for one in programmes if one.id in _HEALTH):
            places = _named(own, concept)
            mine = places[np.isin(own.deal_at[places], numbers)]
            found += [(concept.short, own.pointer(int(place), [concept.id])) for place in mine]
    if not read:
        told = "Er is geen tekst van de eerste deal van Parkstad Limburg gelezen."
        return Check(statement, Verdict.NOT_TESTABLE, told, _SOURCE)
    if not found:
        told = "In de teksten van de eerste deal van Parkstad Limburg komt geen van de drie voor."
        return Check(statement, Verdict.FAILS, told, _SOURCE)
    counted = Counter(name for name, _ in found)
    told = "; ".join(
        f"{name}: {times} passage{'s' if times > 1 else ''}" for name, times in counted.items()
    )
    basis: tuple[Pointer, ...] = tuple(at for _, at in found)
    return Check(statement, Verdict.HOLDS, f"{told}.", _SOURCE, basis)
