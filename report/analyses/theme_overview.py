"""Analysis 1: the rode draden, each with how many deals have it, how much text, and best quotes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classify.self_test import FacetSelfTest, Probe, ProbeKind, probes_of, self_test
from corpus.records import Bron, Tag
from report.columns import BRON, CLUSTERED, bounds, count, share, text
from report.crosstabs import crosstab_table
from report.dimensions import Category, dimensions, domains
from report.intervals import clustered_wilson, wilson
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
from report.shown_values import dotted
from report.texts import Bools, Places, Texts, texts_in
from taxonomy.concept import Facet, Taxonomy

FACET = "draden"
QUOTES = 3
LEAST_COVENANTS = 3
"""A rode draad recurs when at least this many covenants have it; fewer cannot test it."""
LEAST_THEMES = LEAST_DOMAINS = 2
NEARLY_ALL = 0.9
TOP_ONE = 0.9
_OWN = "Eigen eis aan de taxonomie"
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.2 en 2.3"


def section(material: Material) -> Section:
    """Lay out every rode draad and every domain, for plans and for reports."""
    facet = material.taxonomy.facet(FACET)
    texts = texts_in(material)
    found = dimensions(material)
    tables = [_themes(texts, facet), _domains(texts, facet)]
    if facet.domains:
        tables.append(
            crosstab_table(
                texts,
                domains(facet),
                found["provincie"],
                name="domeinen_per_provincie",
                title="Domeinen naar provincie",
                sheet="Domeinen naar provincie",
            )
        )
    return Section(
        number=1,
        title="Overzicht van de rode draden",
        question="Welke rode draden komen voor, bij hoeveel deals, en in hoeveel van de tekst?",
        tables=tuple(tables),
        checks=(
            _recurring(texts, facet, material),
            _several(texts, facet),
            _self_test(material),
        ),
        figures=(
            FigureSpec(
                name="rode_draden_deals",
                title="Bij welk deel van de deals komt elke rode draad voor?",
                description="Een balk per rode draad en bron: het aandeel van de deals met "
                "leesbare tekst waarin de rode draad voorkomt, met het 95%-interval.",
                form=Form.BARS,
                table="rode_draden",
                label="titel",
                value="dealaandeel",
                group="bron",
                low="deals_laag",
                high="deals_hoog",
            ),
        ),
        remarks=(
            "Vermelding is geen effect: de tabel zegt waar over geschreven is, niet wat er is "
            "bereikt.",
            "Een deal zonder leesbare tekst telt niet mee in de noemer; zwijgen is geen nul.",
        ),
    )


_COLUMNS: tuple[ResultColumn, ...] = (
    BRON,
    text("concept", "Sleutel", "Sleutel van de rode draad of het domein."),
    text("titel", "Naam", "Korte naam."),
    text("domein", "Domein", "Beleidsterrein waar de rode draad bij hoort."),
    count("deals", "Deals", "Deals waarvan de cel in de matrix 1 is."),
    count("deals_onzeker", "Onzeker", "Deals waarvan de cel onzeker is: niet geteld als 1 of 0."),
    count(
        "deals_met_tekst", "Deals met tekst", "Deals met leesbare tekst in deze bron: de noemer."
    ),
    share("dealaandeel", "Aandeel deals", "Deals gedeeld door de deals met tekst."),
    *bounds("deals", "het aandeel van de deals"),
    count("documenten", "Documenten", "Documenten met minstens één passage."),
    count("passages", "Passages", "Passages met dit label."),
    share(
        "woordaandeel",
        "Aandeel tekst",
        "Aandeel van de inhoudelijke woorden van alle deals dat in passages met dit label staat.",
    ),
    *bounds("woorden", "het aandeel van de tekst", CLUSTERED),
    text("citaten", "Beste citaten", f"Ten hoogste {QUOTES} zinnen, elk uit een andere deal."),
    text("definitie", "Wat het is", "Omschrijving uit de taxonomie."),
)


def _themes(texts: Sequence[Texts], facet: Facet) -> ResultTable:
    rows = []
    for one in texts:
        for concept in facet.concepts:
            domain = facet.domain_of(concept)
            category = Category(concept.id, concept.short, (concept.id,))
            about = (domain.label.nl if domain else "", concept.definition)
            rows.append(_row(one, category, about))
    return ResultTable(
        name="rode_draden",
        title="Rode draden in plannen en in rapportages",
        sheet="Rode draden",
        reading=(
            "Een regel per rode draad en bron. Vergelijk deals met het interval erbij: overlappen "
            "twee intervallen, dan is het verschil niet zeker."
        ),
        columns=_COLUMNS,
        rows=tuple(rows),
    )


def _domains(texts: Sequence[Texts], facet: Facet) -> ResultTable:
    dimension = domains(facet)
    return ResultTable(
        name="domeinen",
        title="Domeinen: de rode draden bij elkaar genomen",
        sheet="Domeinen",
        reading=(
            "Een deal heeft een domein als hij minstens één van de rode draden ervan heeft; een "
            "passage met twee rode draden van één domein telt één keer."
        ),
        columns=tuple(one for one in _COLUMNS if one.name not in ("domein", "definitie")),
        rows=tuple(_row(one, category) for one in texts for category in dimension.categories),
    )


def _row(texts: Texts, category: Category, about: tuple[str, str] | None = None) -> ResultRow:
    marked = np.flatnonzero(texts.marks([category.concepts])[:, 0])
    best = texts.best_first(marked, category.concepts)
    has, unsure = _standing(texts, category)
    each = texts.one_of_each(best[has[texts.deal_at[best]]], texts.deal_at)
    doubted = texts.one_of_each(best[unsure[texts.deal_at[best]]], texts.deal_at)
    deals, total = int(has.sum()), len(texts.rows)
    interval = wilson(deals, total)
    words, low, high = _word_share(texts, marked)
    values: dict[str, Value] = {
        "bron": texts.bron,
        "concept": category.key,
        "titel": category.title,
        "deals": deals,
        "deals_onzeker": int(unsure.sum()),
        "deals_met_tekst": total,
        "dealaandeel": round(deals / total, 4) if total else None,
        "deals_laag": interval.low if interval else None,
        "deals_hoog": interval.high if interval else None,
        "documenten": len(np.unique(texts.document_at[marked])),
        "passages": len(marked),
        "woordaandeel": words,
        "woorden_laag": low,
        "woorden_hoog": high,
        "citaten": texts.quotes(each[:QUOTES], category.concepts),
    }
    if about is not None:
        values |= {"domein": about[0], "definitie": about[1]}
    pointed = texts.pointers(best, category.concepts)
    documents = texts.one_of_each(best, texts.document_at)
    basis = {
        "deals": texts.pointers(each, category.concepts),
        "deals_onzeker": texts.pointers(doubted, category.concepts),
        "documenten": texts.pointers(documents, category.concepts),
        "passages": pointed,
        "woordaandeel": pointed,
        "citaten": texts.pointers(each[:QUOTES], category.concepts),
    }
    return ResultRow(f"{texts.bron}|{category.key}", values, basis)


def _standing(texts: Texts, category: Category) -> tuple[Bools, Bools]:
    """Which deals have one of the concepts, and of which it is uncertain."""
    present, known = texts.present(category.concepts)
    has = np.array(present.any(axis=1), dtype=bool)
    return has, ~has & np.array(~known.all(axis=1), dtype=bool)


def _word_share(texts: Texts, marked: Places) -> tuple[float | None, float | None, float | None]:
    """Share of the words of all deals, with its interval. Words of one passage are no loose
    observations, so passages are: the share is taken of words, its spread from deals."""
    total = float(texts.words.sum())
    if not total:
        return None, None, None
    mean = total / len(texts.passages)
    hits, wholes = np.zeros(len(texts.rows)), np.zeros(len(texts.rows))
    np.add.at(hits, texts.deal_at[marked], texts.words[marked] / mean)
    np.add.at(wholes, texts.deal_at, texts.words / mean)
    low, high = clustered_wilson(hits, wholes)
    return round(float(texts.words[marked].sum()) / total, 4), float(low), float(high)


def _recurring(texts: Sequence[Texts], facet: Facet, material: Material) -> Check:
    """Check 1a: every rode draad in three or more covenants of the deals that Rebel studied."""
    plans = next(one for one in texts if one.bron is Bron.PLAN)
    studied = np.array([row.deal.in_rebel_study for row in plans.rows], dtype=bool)
    statement = (
        f"Elke rode draad staat in minstens {LEAST_COVENANTS} convenanten van de deals die Rebel "
        "heeft onderzocht."
    )
    in_scope = sum(deal.in_rebel_study for deal in material.deals.values())
    covered = int(studied.sum())
    seen = f"Dit corpus heeft van {covered} van die {in_scope} deals een leesbaar convenant"
    if covered < LEAST_COVENANTS:
        return Check(statement, Verdict.NOT_TESTABLE, f"{seen}.", _SOURCE)
    present, _ = plans.present(facet.concept_ids)
    counts = present[studied].sum(axis=0)
    rare = [
        f"{concept.short} ({number})"
        for concept, number in zip(facet.concepts, counts, strict=True)
        if number < LEAST_COVENANTS
    ]
    if not rare:
        found = f"{seen}; de zeldzaamste rode draad staat in {counts.min()} ervan."
        return Check(statement, Verdict.HOLDS, found, _SOURCE)
    found = f"{seen}; minder vaak staan daarin: {', '.join(rare)}."
    if counts.min() + in_scope - covered < LEAST_COVENANTS:
        return Check(statement, Verdict.FAILS, found, _SOURCE)
    found += f" De {in_scope - covered} convenanten die ontbreken, kunnen dat nog veranderen."
    return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)


def _several(texts: Sequence[Texts], facet: Facet) -> Check:
    """Check 1b: several rode draden in every deal, of several domains in nearly every deal."""
    statement = (
        f"Elke deal heeft minstens {LEAST_THEMES} rode draden, en bijna elke deal (negen van de "
        f"tien) uit minstens {LEAST_DOMAINS} domeinen, volgens zijn convenant."
    )
    plans = next(one for one in texts if one.bron is Bron.PLAN)
    if len(plans.rows) < LEAST_COVENANTS:
        found = f"Dit corpus heeft maar {len(plans.rows)} leesbare convenanten."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    themes = plans.present(facet.concept_ids)[0].sum(axis=1)
    several = domains(facet).of_deals(plans)[0].sum(axis=1) >= LEAST_DOMAINS
    narrow = [
        row.deal.name
        for row, number in zip(plans.rows, themes, strict=True)
        if number < LEAST_THEMES
    ]
    holds = not narrow and several.mean() >= NEARLY_ALL
    found = (
        f"Van {len(plans.rows)} deals met een leesbaar convenant hebben er "
        f"{len(plans.rows) - len(narrow)} minstens {LEAST_THEMES} rode draden en "
        f"{several.sum()} minstens {LEAST_DOMAINS} domeinen."
    )
    if narrow:
        found += f" Minder rode draden: {', '.join(narrow)}."
    return Check(
        statement, Verdict.HOLDS if holds else Verdict.FAILS, found, _SOURCE, _shown(plans, facet)
    )


def _shown(plans: Texts, facet: Facet) -> tuple[Pointer, ...]:
    """The best passage of each deal."""
    marked = np.flatnonzero(plans.marks([facet.concept_ids])[:, 0])
    best = plans.best_first(marked, facet.concept_ids)
    return plans.pointers(plans.one_of_each(best, plans.deal_at), facet.concept_ids)


def _self_test(material: Material) -> Check:
    """Check 1c: texts of the taxonomy come back to their own rode draad, each left out in turn."""
    statement = (
        "Definitie, soorten interventies en voorbeelden van een rode draad lijken het meest op de "
        "andere teksten van die rode draad: negen van de tien als eerste, alle bij de eerste drie."
    )
    outcome = placed_by_likeness(material)
    if outcome is None:
        return Check(statement, Verdict.NOT_TESTABLE, "De taxonomie heeft geen teksten.", _OWN)
    total = outcome.total
    holds = total.first >= TOP_ONE * total.texts and total.top == total.texts
    found = (
        f"Van {dotted(total.texts)} teksten komen er {dotted(total.first)} "
        f"({total.first / total.texts:.0%}) als eerste en {dotted(total.top)} "
        f"({total.top / total.texts:.0%}) bij de eerste drie bij hun eigen rode draad terug. Dit "
        "toetst de teksten van de taxonomie op hun gelijkenis alleen; hoe goed de labels zijn, "
        "staat bij de kwaliteit."
    )
    return Check(statement, Verdict.HOLDS if holds else Verdict.FAILS, found, _OWN)


def placed_by_likeness(material: Material) -> FacetSelfTest | None:
    """Where each text of the rode draden comes out beside all other texts, by its vector alone."""
    taxonomy = Taxonomy((material.taxonomy.facet(FACET),))
    probes = [one for one in probes_of(taxonomy) if one.kind is not ProbeKind.CORE_TERM]
    if not probes:
        return None
    vectors = material.embedder.encode_passages([probe.text for probe in probes])
    return self_test(taxonomy, probes, _tags(taxonomy, probes, vectors))[0]


def _tags(taxonomy: Taxonomy, probes: Sequence[Probe], vectors: NDArray[np.float32]) -> list[Tag]:
    """Likeness to the mean of the texts of each concept, the text itself left out."""
    ids = taxonomy.concept_ids
    own = np.array([[probe.concept == one for one in ids] for probe in probes], dtype=float)
    sums = own.T @ vectors
    tags = []
    for place, probe in enumerate(probes):
        means = sums - own[place][:, None] * vectors[place]
        lengths = np.linalg.norm(means, axis=1) * np.linalg.norm(vectors[place])
        likeness = (means @ vectors[place]) / np.where(lengths > 0, lengths, 1.0)
        tags.append(Tag(probe.text, dict(zip(ids, likeness.tolist(), strict=True))))
    return tags
