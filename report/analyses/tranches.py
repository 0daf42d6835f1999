"""Analysis 15: tranches compared, and a region's next deal with its deal before.

New beside Rebel (2024), whose closing words say that later tranches evaluate better and keep
clearer of other programmes: hypotheses here, for more words about a thing are not more of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from corpus.records import Deal
from corpus.regions import Region, regions
from report.analyses.plan_versus_report import Outcome, outcome_of
from report.columns import BRON, bounds, count, share, text
from report.crosstabs import crosstab_table
from report.dimensions import Dimension, dimensions
from report.intervals import Interval, difference, wilson
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
from report.texts import BRONNEN, PLURAL, Bools, Texts, texts_in, was_sought
from report.theme_matrix import NO_TEXT
from taxonomy.concept import Concept, Facet

EARLY, LATE = (1, 2, 3), (4, 5, 6)
LEAST_DEALS = 5
"""With fewer deals on either side a difference between tranches says nothing."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), nawoord"
_LAID_OUT = (("draden", BRONNEN), ("instrumenten", BRONNEN), ("factoren", BRONNEN[1:]))
"""Factors of success are a matter of reports; a plan has none to tell of."""
_CHANGES = {
    Outcome.BOTH: "gebleven",
    Outcome.PLAN: "verdwenen",
    Outcome.REPORT: "nieuw",
    Outcome.NEITHER: "geen van beide",
    Outcome.UNCERTAIN: "onzeker",
    Outcome.NO_TEXT: "geen tekst",
}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Concepts of which later tranches are said to speak more often."""

    key: str
    title: str
    concepts: tuple[str, ...]
    statement: str


HYPOTHESES = (
    Hypothesis(
        "leren_en_evalueren",
        "Leren en evalueren",
        ("E1", "E2", "E3"),
        "Deals van tranche 4 tot en met 6 schrijven vaker over monitoring, effectmeting of een "
        "beleidstheorie dan die van tranche 1 tot en met 3.",
    ),
    Hypothesis(
        "andere_programmas",
        "Andere rijksprogramma's",
        tuple(f"P{number}" for number in range(1, 10)),
        "Deals van tranche 4 tot en met 6 noemen vaker andere rijksprogramma's, om zich ervan te "
        "onderscheiden of erop aan te sluiten.",
    ),
)


def section(material: Material) -> Section:
    """Compare tranches, and the deals of one region."""
    texts = texts_in(material)
    facet = material.taxonomy.facet("draden")
    followed = [one for one in regions(material.deals.values()) if len(one.deals) > 1]
    tested = _tested(material, texts)
    return Section(
        number=15,
        title="Tranches vergeleken",
        question="Verschillen de tranches in rode draden, instrumenten en factoren, en wat doet "
        "een regio in een volgende deal anders?",
        tables=(
            *_by_tranche(material, texts),
            _regions_table(texts, followed),
            _successors(texts, followed, facet),
            tested,
        ),
        checks=tuple(_check(tested, hypothesis, one) for hypothesis in HYPOTHESES for one in texts),
        figures=tuple(
            FigureSpec(
                name=f"draden_per_tranche_{bron}",
                title=f"Welk deel van de deals heeft welke rode draad? ({PLURAL[bron]})",
                description="Een vak per rode draad en tranche, met het aandeel van de deals met "
                "leesbare tekst waarin de rode draad voorkomt.",
                form=Form.HEAT,
                table=f"draden_per_tranche_{bron}",
                label="rij_titel",
                group="kolom_titel",
                value="dealaandeel",
            )
            for bron in BRONNEN
        ),
        remarks=(
            "Sommige tranches hebben weinig deals met tekst; kijk naar het aantal deals en het "
            "interval voor u tranches vergelijkt.",
            "Een programma noemen zegt niet of de deal zich ervan onderscheidt: lees de citaten.",
            "Regio's die elkaar maar deels overlappen (Midden- en West-Brabant en West-Brabant, "
            "Brainport en Metropoolregio Eindhoven) worden niet als opvolgers vergeleken.",
        ),
    )


def _by_tranche(material: Material, texts: Sequence[Texts]) -> Iterator[ResultTable]:
    found = dimensions(material)
    for name, bronnen in _LAID_OUT:
        if name not in found:
            continue
        one = found[name]
        if name == "factoren" and not was_sought(material, one.categories[0].concepts[0]):
            continue
        for part in texts:
            if part.bron in bronnen:
                yield crosstab_table(
                    [part],
                    one,
                    _with_deals(found["tranche"], part),
                    name=f"{name}_per_tranche_{part.bron}",
                    title=f"{one.title.capitalize()} naar tranche: {PLURAL[part.bron]}",
                    sheet=f"{name.capitalize()} x tranche, {part.bron}"[:31],
                )


def _with_deals(tranches: Dimension, texts: Texts) -> Dimension:
    """Tranches with how many deals they have with text: one deal makes every share 0 or all."""
    numbers = [str(row.deal.tranche) for row in texts.rows]
    named = []
    for one in tranches.categories:
        deals = numbers.count(one.key)
        named.append(replace(one, title=f"{one.title} ({deals} deal{'s' * (deals != 1)})"))
    return replace(tranches, categories=tuple(named))


def _regions_table(texts: Sequence[Texts], followed: Sequence[Region]) -> ResultTable:
    has = {one.bron: {row.deal.deal_id for row in one.rows} for one in texts}
    return ResultTable(
        name="regios_met_opvolger",
        title="Regio's met meer dan één deal",
        sheet="Regio's met opvolger",
        reading="Volgens de namen in het register; achter elke deal staat de tranche.",
        columns=(
            text("regio", "Regio", "Naam van de eerste deal."),
            count("deals", "Deals", "Aantal deals van de regio."),
            text("opeenvolgend", "Deals op volgorde", "Namen met de tranche erachter."),
            *(
                count(f"met_{bron}", f"Met {bron}", f"Deals met leesbare {PLURAL[bron]}.")
                for bron in BRONNEN
            ),
        ),
        rows=tuple(
            ResultRow(
                one.deals[0].deal_id,
                {
                    "regio": one.name,
                    "deals": len(one.deals),
                    "opeenvolgend": "; ".join(
                        f"{deal.name} ({deal.tranche})" for deal in one.deals
                    ),
                    **{
                        f"met_{bron}": sum(deal.deal_id in has[bron] for deal in one.deals)
                        for bron in BRONNEN
                    },
                },
            )
            for one in followed
        ),
    )


def _successors(texts: Sequence[Texts], followed: Sequence[Region], facet: Facet) -> ResultTable:
    """A row for each rode draad and pair of deals that both have a text."""
    rows = []
    for one in texts:
        has = {row.deal.deal_id for row in one.rows}
        for region in followed:
            for earlier, later in pairwise(region.deals):
                if {earlier.deal_id, later.deal_id} <= has:
                    rows += [
                        _successor(one, region, earlier, later, concept)
                        for concept in facet.concepts
                    ]
    return ResultTable(
        name="opeenvolgende_deals",
        title="Een volgende deal van dezelfde regio",
        sheet="Volgende deal",
        reading="Een regel per rode draad voor elk paar van opeenvolgende deals die allebei "
        "leesbare tekst hebben; van welke regio's dat nog ontbreekt, staat in de tabel hierboven. "
        "Lees de intervallen mee: een verschil tussen twee documenten is al gauw toeval.",
        columns=(
            BRON,
            text("regio", "Regio", "Naam van de eerste deal van de regio."),
            text("eerdere_deal", "Eerdere deal", "De deal die voorafging."),
            count("eerdere_tranche", "Tranche", "Tranche van de eerdere deal."),
            text("latere_deal", "Latere deal", "De deal die volgde."),
            count("latere_tranche", "Tranche", "Tranche van de latere deal."),
            text("concept", "Sleutel", "Sleutel van de rode draad."),
            text("titel", "Rode draad", "Korte naam van de rode draad."),
            text("verandering", "Verandering", "Gebleven, verdwenen, nieuw of geen van beide."),
            text("eerder", "Eerder", "Waarde van de cel van de eerdere deal."),
            text("later", "Later", "Waarde van de cel van de latere deal."),
            share("sterkte_eerder", "Sterkte eerder", "Aandeel van de tekst, eerdere deal."),
            *bounds("eerder", "de sterkte van de eerdere deal", "bootstrap over passages"),
            share("sterkte_later", "Sterkte later", "Aandeel van de tekst, latere deal."),
            *bounds("later", "de sterkte van de latere deal", "bootstrap over passages"),
        ),
        rows=tuple(rows),
    )


def _successor(
    texts: Texts, region: Region, earlier: Deal, later: Deal, concept: Concept
) -> ResultRow:
    one = texts.cells.get((earlier.deal_id, concept.id))
    other = texts.cells.get((later.deal_id, concept.id))
    before, after = (cell.value if cell else NO_TEXT for cell in (one, other))
    values: dict[str, Value] = {
        "bron": texts.bron,
        "regio": region.name,
        "eerdere_deal": earlier.name,
        "eerdere_tranche": earlier.tranche,
        "latere_deal": later.name,
        "latere_tranche": later.tranche,
        "concept": concept.id,
        "titel": concept.short,
        "verandering": _CHANGES[outcome_of(before, after)],
        "eerder": before,
        "later": after,
        "sterkte_eerder": one.strength if one else None,
        "eerder_laag": one.low if one else None,
        "eerder_hoog": one.high if one else None,
        "sterkte_later": other.strength if other else None,
        "later_laag": other.low if other else None,
        "later_hoog": other.high if other else None,
    }
    basis = {
        "sterkte_eerder": one.pointers if one else (),
        "sterkte_later": other.pointers if other else (),
    }
    return ResultRow(f"{texts.bron}|{earlier.deal_id}|{later.deal_id}|{concept.id}", values, basis)


def _tested(material: Material, texts: Sequence[Texts]) -> ResultTable:
    """A row for each hypothesis and each of its concepts, plans and reports apart."""
    shorts = {concept.id: concept.short for concept in material.further.concepts}
    rows = []
    for one in texts:
        for hypothesis in HYPOTHESES:
            sought = tuple(key for key in hypothesis.concepts if was_sought(material, key))
            if sought:
                rows.append(_compared(one, hypothesis.key, hypothesis.title, sought))
                rows += [_compared(one, key, shorts[key], (key,)) for key in sought]
    return ResultTable(
        name="vroege_en_late_tranches",
        title="Vroege en late tranches: evalueren en andere programma's",
        sheet="Vroeg en laat",
        reading="Aandeel van de deals met leesbare tekst dat erover schrijft, in tranche 1 tot en "
        "met 3 en in 4 tot en met 6. Ligt 0 in het interval van het verschil, dan kan het toeval "
        "zijn. Latere convenanten kunnen ook langer zijn.",
        columns=(
            BRON,
            text("concept", "Sleutel", "Sleutel van het label of de groep labels."),
            text("titel", "Onderwerp", "Naam van het label of de groep."),
            *_side("vroeg", "tranche 1 tot en met 3"),
            *_side("laat", "tranche 4 tot en met 6"),
            share("verschil", "Verschil", "Laat min vroeg."),
            *bounds("verschil", "het verschil", "Newcombe"),
        ),
        rows=tuple(rows),
    )


def _side(name: str, tranches: str) -> tuple[ResultColumn, ...]:
    return (
        count(f"deals_{name}", f"Deals {name}", f"Deals van {tranches} die erover schrijven."),
        count(f"onzeker_{name}", "Onzeker", f"Deals van {tranches} waarvan dat onzeker is."),
        count(f"van_{name}", "Van", f"Deals van {tranches} met leesbare tekst."),
        share(f"aandeel_{name}", f"Aandeel {name}", f"Het aandeel daarvan in {tranches}."),
        *bounds(name, f"het aandeel in {tranches}"),
        share(f"tekst_{name}", f"Tekst {name}", f"Aandeel van de woorden in {tranches}."),
    )


def _compared(texts: Texts, key: str, title: str, concepts: Sequence[str]) -> ResultRow:
    present, known = texts.present(concepts)
    has: Bools = np.logical_or.reduce(present, axis=1)
    unsure: Bools = ~has & ~np.logical_and.reduce(known, axis=1)
    marked = texts.marks([concepts])[:, 0]
    best = texts.best_first(np.flatnonzero(marked), concepts)
    values: dict[str, Value] = {"bron": texts.bron, "concept": key, "titel": title}
    basis: dict[str, tuple[Pointer, ...]] = {}
    counts: list[tuple[int, int]] = []
    for name, tranches in (("vroeg", EARLY), ("laat", LATE)):
        own = np.array([row.deal.tranche in tranches for row in texts.rows], dtype=bool)
        hits, total = int((has & own).sum()), int(own.sum())
        counts.append((hits, total))
        interval = wilson(hits, total)
        inside = own[texts.deal_at]
        words = float(texts.words[inside].sum())
        values |= {
            f"deals_{name}": hits,
            f"onzeker_{name}": int((unsure & own).sum()),
            f"van_{name}": total,
            f"aandeel_{name}": round(hits / total, 4) if total else None,
            f"{name}_laag": interval.low if interval else None,
            f"{name}_hoog": interval.high if interval else None,
            f"tekst_{name}": round(float(texts.words[inside & marked].sum()) / words, 4)
            if words
            else None,
        }
        shown = best[(has & own)[texts.deal_at[best]]]
        each = texts.one_of_each(shown, texts.deal_at)
        basis[f"deals_{name}"] = texts.pointers(each, concepts)
    (early, earlier), (late, later) = counts
    apart: Interval | None = difference((early, late), (earlier, later))
    values |= {
        "verschil": round(late / later - early / earlier, 4) if earlier and later else None,
        "verschil_laag": apart.low if apart else None,
        "verschil_hoog": apart.high if apart else None,
    }
    return ResultRow(f"{texts.bron}|{key}", values, basis)


def _check(tested: ResultTable, hypothesis: Hypothesis, texts: Texts) -> Check:
    statement = f"{hypothesis.statement} (Volgens {PLURAL[texts.bron]}.)"
    row = next((one for one in tested.rows if one.key == f"{texts.bron}|{hypothesis.key}"), None)
    if row is None:
        found = "In deze run is daar niet naar gezocht."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    sides = [(row.values[f"deals_{name}"], row.values[f"van_{name}"]) for name in ("vroeg", "laat")]
    found = "; ".join(
        f"tranche {name}: {hits} van de {total} deals" if total else f"tranche {name}: geen tekst"
        for (hits, total), name in zip(sides, ("1 tot en met 3", "4 tot en met 6"), strict=True)
    )
    found = f"{found[:1].upper()}{found[1:]}."
    low, high = row.values["verschil_laag"], row.values["verschil_hoog"]
    few = any(not isinstance(total, int) or total < LEAST_DEALS for _, total in sides)
    basis = (*row.basis["deals_laat"], *row.basis["deals_vroeg"])
    if few or not isinstance(low, float) or not isinstance(high, float):
        found += f" Voor een vergelijking zijn aan elke kant minstens {LEAST_DEALS} deals nodig."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
    if low > 0:
        return Check(statement, Verdict.HOLDS, found, _SOURCE, basis)
    if high < 0:
        return Check(statement, Verdict.FAILS, found, _SOURCE, basis)
    found += " Het verschil kan toeval zijn."
    return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
