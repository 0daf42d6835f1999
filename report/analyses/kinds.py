"""Analysis 4: the five kinds of intervention of each rode draad, found or not, and how they compare
with groups that passages form by themselves."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.records import Bron
from report.columns import BRON, CLUSTERED, bounds, count, share, text
from report.intervals import clustered_wilson, wilson
from report.kind_groups import groups_table
from report.likeness_test import placed_by_likeness
from report.material import Material
from report.results import Check, ResultRow, ResultTable, Section, Value, Verdict
from report.shown_values import dotted
from report.texts import Bools, Places, Texts, texts_in, was_sought
from taxonomy.concept import Concept, Facet, Taxonomy

KINDS, THREADS = "soorten", "draden"
NOWHERE = "nergens"
TOP_THREE = 0.9
"""Share of the texts of the kinds that should come back among the first three."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), toelichting per rode draad"
_OWN = "Eigen eis aan de taxonomie"
_IN = {Bron.PLAN: "plannen", Bron.RAPPORTAGE: "rapportages"}


def section(material: Material) -> Section:
    """Lay out the kinds of every rode draad, list those that were not found, and compare."""
    texts = texts_in(material)
    threads = material.taxonomy.facet(THREADS)
    kinds = _kinds_by_thread(material)
    hierarchy, missing = _hierarchy(texts, threads, kinds), _missing(texts, threads, kinds)
    return Section(
        number=4,
        title="Soorten interventies per rode draad",
        question="Welke soorten interventies zetten deals in bij elke rode draad, en welke niet?",
        tables=(
            hierarchy,
            missing,
            groups_table(material, texts, threads, kinds),
        ),
        checks=(_accounted(hierarchy, missing, kinds), _self_test(material)),
        remarks=(
            "Een soort telt alleen in passages die ook de rode draad van die soort hebben. "
            "Een passage kan meer dan één soort hebben, of geen.",
            "Dat een soort niet is aangetroffen, wil niet zeggen dat de deal haar niet inzet: de "
            "documenten kunnen erover zwijgen en de herkenning kan haar missen.",
            "Vermelding is geen effect.",
        ),
    )


def _kinds_by_thread(material: Material) -> Mapping[str, tuple[Concept, ...]]:
    """The kinds of each rode draad; none when this run did not look for kinds."""
    concepts = [
        kind
        for facet in material.further.facets
        if facet.id == KINDS
        for kind in facet.concepts
        if was_sought(material, kind.id)
    ]
    return {
        thread.id: tuple(kind for kind in concepts if kind.domain == thread.id)
        for thread in material.taxonomy.facet(THREADS).concepts
    }


_COLUMNS = (
    BRON,
    text("niveau", "Niveau", "Rode draad, soort, of passages met de rode draad zonder soort."),
    text("draad", "Rode draad", "Sleutel van de rode draad."),
    text("soort", "Soort", "Sleutel van de soort interventie; leeg op de andere niveaus."),
    text("naam", "Naam", "Korte naam."),
    count("deals", "Deals", "Deals waarin dit waarschijnlijk genoeg voorkomt."),
    count("deals_met_tekst", "Deals met tekst", "Deals met leesbare tekst: de noemer."),
    share("dealaandeel", "Aandeel deals", "Deals gedeeld door de deals met tekst."),
    *bounds("deals", "het aandeel van de deals"),
    count("documenten", "Documenten", "Documenten met minstens één passage."),
    count("passages", "Passages", "Passages met dit label."),
    count("draadpassages", "Van", "Passages met de rode draad: de noemer van het volgende."),
    share(
        "passageaandeel",
        "Aandeel in de draad",
        "Deel van de passages met de rode draad dat deze soort heeft; samen niet 100 %.",
    ),
    *bounds("passages", "dat aandeel", CLUSTERED),
    text("citaten", "Beste citaten", "Ten hoogste twee zinnen, elk uit een andere deal."),
    text("definitie", "Wat het is", "Omschrijving uit de taxonomie."),
)
_QUOTES = 2


def _hierarchy(
    texts: Sequence[Texts], threads: Facet, kinds: Mapping[str, tuple[Concept, ...]]
) -> ResultTable:
    rows = []
    for one in texts:
        for thread in threads.concepts:
            own = one.with_label(thread.id)
            rows.append(_row(one, thread, own, own, thread, "rode draad"))
            for kind in kinds[thread.id]:
                rows.append(_row(one, thread, own, one.with_label(kind.id), kind, "soort"))
            if kinds[thread.id]:
                marked = one.marks([[kind.id for kind in kinds[thread.id]]])[:, 0]
                rows.append(_row(one, thread, own, own[~marked[own]], None, "zonder soort"))
    return ResultTable(
        name="soorten_per_draad",
        title="Rode draden en hun soorten interventies",
        sheet="Soorten per draad",
        reading=(
            "Onder elke rode draad staan haar vijf soorten, en daaronder de passages waarin geen "
            "van de vijf is herkend. Plannen en rapportages staan apart."
        ),
        columns=_COLUMNS,
        rows=tuple(rows),
    )


def _row(
    texts: Texts,
    thread: Concept,
    of_thread: Places,
    places: Places,
    concept: Concept | None,
    level: str,
) -> ResultRow:
    shown = [concept.id] if concept else [thread.id]
    best = texts.best_first(places, shown)
    has = texts.present(shown)[0][:, 0] if concept else _with_passages(texts, places)
    each = texts.one_of_each(best[has[texts.deal_at[best]]], texts.deal_at)
    quoted = texts.one_of_each(best, texts.deal_at)[:_QUOTES]
    deals, total = int(has.sum()), len(texts.rows)
    interval = wilson(deals, total)
    values: dict[str, Value] = {
        "bron": texts.bron,
        "niveau": level,
        "draad": thread.id,
        "soort": concept.id if concept and level == "soort" else "",
        "naam": concept.short if concept else f"{thread.short}: geen van de vijf",
        "definitie": concept.definition if concept else "",
        "deals": deals,
        "deals_met_tekst": total,
        "dealaandeel": round(deals / total, 4) if total else None,
        "deals_laag": interval.low if interval else None,
        "deals_hoog": interval.high if interval else None,
        "documenten": len(np.unique(texts.document_at[places])),
        "passages": len(places),
        "citaten": texts.quotes(quoted, shown),
    }
    if level != "rode draad":
        values |= _share(texts, places, of_thread)
    pointed = texts.pointers(best, shown)
    basis = {
        "deals": texts.pointers(each, shown),
        "documenten": texts.pointers(texts.one_of_each(best, texts.document_at), shown),
        "passages": pointed,
        "passageaandeel": pointed if level != "rode draad" else (),
        "citaten": texts.pointers(quoted, shown),
    }
    key = concept.id if concept else f"{thread.id}-geen"
    filled = {column.name: values.get(column.name) for column in _COLUMNS}
    return ResultRow(f"{texts.bron}|{key}", filled, {name: at for name, at in basis.items() if at})


def _with_passages(texts: Texts, places: Places) -> Bools:
    has: Bools = np.zeros(len(texts.rows), dtype=bool)
    has[texts.deal_at[places]] = True
    return has


def _share(texts: Texts, places: Places, of_thread: Places) -> dict[str, Value]:
    """The share of the passages of a rode draad; its spread comes from deals."""
    inside = np.intersect1d(places, of_thread)
    hits, totals = np.zeros(len(texts.rows)), np.zeros(len(texts.rows))
    np.add.at(hits, texts.deal_at[inside], 1.0)
    np.add.at(totals, texts.deal_at[of_thread], 1.0)
    if not len(of_thread):
        return {"draadpassages": 0}
    low, high = clustered_wilson(hits, totals)
    return {
        "draadpassages": len(of_thread),
        "passageaandeel": round(len(inside) / len(of_thread), 4),
        "passages_laag": float(low),
        "passages_hoog": float(high),
    }


def _missing(
    texts: Sequence[Texts], threads: Facet, kinds: Mapping[str, tuple[Concept, ...]]
) -> ResultTable:
    rows = []
    told = [one for one in texts if one.rows]
    for thread in threads.concepts:
        for kind in kinds[thread.id]:
            absent = [one for one in told if not len(one.with_label(kind.id))]
            if absent:
                rows.append(_absent_row(thread, kind, absent, len(absent) == len(told)))
    return ResultTable(
        name="soorten_niet_aangetroffen",
        title="Soorten interventies die niet zijn aangetroffen",
        sheet="Niet aangetroffen",
        reading=(
            "Soorten zonder één passage, met de passage die er het dichtst bij kwam: lees die na "
            "voordat u uit de lijst iets afleidt."
        ),
        columns=(
            text("draad", "Rode draad", "Korte naam van de rode draad."),
            text("soort", "Soort", "Sleutel van de soort interventie."),
            text("naam", "Naam", "Korte naam."),
            text("waar", "Waar niet", "In welke bron geen passage is gevonden."),
            share("kans", "Hoogste kans", "Hoogste kans van één passage; te laag voor het label."),
            text("citaat", "Dichtstbij", "Zin uit die passage, letterlijk."),
        ),
        rows=tuple(rows),
    )


def _absent_row(
    thread: Concept, kind: Concept, absent: Sequence[Texts], nowhere: bool
) -> ResultRow:
    nearest = [
        (float(one.probabilities(kind.id)[place]), one, place)
        for one in absent
        for place in one.best_first(np.arange(len(one.passages)), [kind.id])[:1]
    ]
    chance, one, place = max(nearest, key=lambda found: found[0], default=(0.0, None, 0))
    where = NOWHERE if nowhere else " en ".join(f"niet in {_IN[each.bron]}" for each in absent)
    values: dict[str, Value] = {
        "draad": thread.short,
        "soort": kind.id,
        "naam": kind.short,
        "waar": where,
        "kans": round(chance, 4) if chance else None,
        "citaat": one.quotes([place], [kind.id]) if one and chance else "",
    }
    basis = {"kans": one.pointers([place], [kind.id])} if one and chance else {}
    return ResultRow(kind.id, values, basis)


def _accounted(
    hierarchy: ResultTable, missing: ResultTable, kinds: Mapping[str, tuple[Concept, ...]]
) -> Check:
    """Every kind is shown by a quote of this corpus, or stands on the list of what is not there."""
    statement = "Elke soort heeft minstens één citaat, of staat op de lijst van niet aangetroffen."
    every = [kind for some in kinds.values() for kind in some]
    shown = {row.values["soort"] for row in hierarchy.rows if row.values["citaten"]}
    absent = {row.values["soort"] for row in missing.rows if row.values["waar"] == NOWHERE}
    if not every or not shown:
        found = "Er is geen leesbare tekst, of in deze run is niet naar soorten gezocht."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    lost = [kind.short for kind in every if (kind.id in shown) == (kind.id in absent)]
    found = (
        f"Van {len(every)} soorten hebben er {sum(kind.id in shown for kind in every)} een citaat; "
        f"{len(absent)} zijn nergens aangetroffen. Labels van rode draden: "
        f"{_read(hierarchy)}. Weinig tekst laat veel soorten weg."
    )
    if lost:
        found += f" Niet verantwoord: {'; '.join(lost)}."
    return Check(statement, Verdict.FAILS if lost else Verdict.HOLDS, found, _SOURCE)


def _read(hierarchy: ResultTable) -> str:
    """How many labels of rode draden were read, plans and reports apart."""
    threads = [row.values for row in hierarchy.rows if row.values["niveau"] == "rode draad"]
    counts = {
        bron: sum(int(one["passages"] or 0) for one in threads if one["bron"] == bron)
        for bron in _IN
    }
    return " en ".join(f"{number} in {_IN[bron]}" for bron, number in counts.items())


def _self_test(material: Material) -> Check:
    """Check 1c for the kinds: their own texts come back to them, each left out in turn."""
    statement = (
        "Definitie en voorbeelden van een soort lijken het meest op de andere teksten van die "
        f"soort: {TOP_THREE:.0%} bij de eerste drie van alle soorten."
    )
    facets = tuple(facet for facet in material.further.facets if facet.id == KINDS)
    placed = placed_by_likeness(Taxonomy(facets), material.embedder) if facets else []
    if not placed:
        return Check(statement, Verdict.NOT_TESTABLE, "Er zijn geen teksten van soorten.", _OWN)
    total = placed[0].total
    found = (
        f"Van {dotted(total.texts)} teksten komen er {dotted(total.first)} "
        f"({total.first / total.texts:.0%}) als eerste en {dotted(total.top)} "
        f"({total.top / total.texts:.0%}) bij de eerste drie terug, op gelijkenis alleen. De "
        "herkenning kijkt ook naar woorden en naar de rode draad; hoe goed haar labels zijn, "
        "staat bij de kwaliteit."
    )
    holds = total.top >= TOP_THREE * total.texts
    return Check(statement, Verdict.HOLDS if holds else Verdict.FAILS, found, _OWN)
