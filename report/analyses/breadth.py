"""Analysis 10: how broad deals are, without taking a long text for a broad deal."""

from collections.abc import Sequence

from corpus.records import Bron
from report.breadth import (
    COMMON_WORDS,
    LEAST_DEALS,
    Breadth,
    breadths,
    relation,
)
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, bounds, count, number, share, text
from report.material import Material
from report.quotes import Pointer
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
from report.shown_values import decimal
from report.texts import BRONNEN, PLURAL, Texts, texts_in
from report.theme_matrix import FOUND, UNCERTAIN
from taxonomy.concept import Facet

FACET = "draden"
LEAST_RANKED = 4
"""Fewer deals have no broad half and no narrow one."""
NARROWEST = 1 / 3
MUCH = 0.5
"""A correlation that would matter: an interval that reaches it rules nothing out."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.2"
_BROAD, _NARROW = "t3-zwolle", "t2-groene-hart"


def section(material: Material) -> Section:
    """Lay out the breadth of every plan and of every report."""
    facet = material.taxonomy.facet(FACET)
    texts = texts_in(material)
    found = {one.bron: breadths(one, facet) for one in texts}
    relations = _relations(texts, found)
    return Section(
        number=10,
        title="Breedte van de deals",
        question="Hoeveel rode draden en domeinen bestrijkt een deal, los van hoe lang de tekst "
        "is?",
        tables=(_table(texts, found, facet), relations),
        checks=(
            *_known(material, texts, found),
            *(_not_by_length(relations, bron) for bron in BRONNEN),
        ),
        figures=(
            FigureSpec(
                name="breedte_en_lengte",
                title="Zijn langere teksten breder, bij gelijke tekst vergeleken?",
                description="Een punt per deal en bron: het aantal inhoudelijke woorden tegen het "
                f"verwachte aantal rode draden in {COMMON_WORDS} willekeurig gekozen woorden.",
                form=Form.POINTS,
                table="breedte",
                label="naam",
                value="woorden",
                other="bij_gelijke_tekst",
                group="bron",
            ),
        ),
        remarks=("Breed is niet beter dan smal: de tabel beschrijft, zij oordeelt niet.",),
    )


def _table(texts: Sequence[Texts], found: dict[Bron, list[Breadth]], facet: Facet) -> ResultTable:
    return ResultTable(
        name="breedte",
        title="Breedte per deal",
        sheet="Breedte",
        reading=(
            "Vergelijk deals op ‘Rode draden bij gelijke tekst’: het aantal rode draden zelf "
            "groeit met de lengte van het document. De band laat zien wat even veel willekeurige "
            "tekst van alle deals samen zou tonen; een deal daaronder is smaller dan zo'n mengsel."
        ),
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            text(
                "naam",
                "Naam in figuur",
                "Naam met tranche en bron: er zijn naamgenoten.",
            ),
            BRON,
            count(
                "woorden",
                "Woorden",
                "Inhoudelijke woorden; standaardtekst telt niet en herhaalde tekst één keer.",
            ),
            count("rode_draden", "Rode draden", "Rode draden met een 1 in de matrix."),
            count("domeinen", "Domeinen", "Domeinen van die rode draden."),
            count("onzeker", "Onzeker", "Rode draden waarvan de cel in de matrix onzeker is."),
            share(
                "gelijkmatigheid",
                "Gelijkmatigheid",
                "Hoe gelijk de tekst over de rode draden is verdeeld (genormeerde entropie): 0 is "
                "alles bij één rode draad, 1 is overal evenveel.",
            ),
            number(
                "verwacht",
                "Verwacht aantal",
                "Verwacht aantal rode draden: de kansen op de rode draden bij elkaar opgeteld.",
            ),
            number(
                "band_laag",
                "Band laag",
                "Ondergrens van het verwachte aantal in even veel willekeurige tekst van alle "
                "deals samen (95% van de trekkingen).",
            ),
            number("band_hoog", "Band hoog", "Bovengrens van die band."),
            text("tegen_band", "Tegen de band", "Smaller, binnen of breder dan de band."),
            number(
                "bij_gelijke_tekst",
                "Rode draden bij gelijke tekst",
                f"Verwacht aantal rode draden in {COMMON_WORDS} willekeurig gekozen woorden; leeg "
                "als de tekst korter is.",
            ),
            number("rang", "Rang", "Plaats naar breedte bij gelijke tekst; 1 is het breedst."),
            *bounds("rang", "de rang", "verdeling over de trekkingen", Measure.NUMBER),
        ),
        rows=tuple(_row(one, breadth, facet) for one in texts for breadth in found[one.bron]),
    )


def _row(texts: Texts, breadth: Breadth, facet: Facet) -> ResultRow:
    deal = texts.rows[breadth.row].deal
    cells = [texts.cells.get((deal.deal_id, one)) for one in facet.concept_ids]
    band, ranks = breadth.band or (None, None), breadth.rank_bounds or (None, None)
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "naam": f"{deal.name} ({deal.tranche}, {texts.bron})",
        "bron": texts.bron,
        "woorden": breadth.words,
        "rode_draden": breadth.themes,
        "domeinen": breadth.domains,
        "onzeker": sum(cell is not None and cell.value == UNCERTAIN for cell in cells),
        "gelijkmatigheid": breadth.evenness,
        "verwacht": breadth.expected,
        "band_laag": band[0],
        "band_hoog": band[1],
        "tegen_band": breadth.against_band,
        "bij_gelijke_tekst": breadth.at_equal_text,
        "rang": breadth.rank,
        "rang_laag": ranks[0],
        "rang_hoog": ranks[1],
    }
    best: dict[str, Pointer] = {}
    by_domain: dict[str | None, Pointer] = {}
    for concept, cell in zip(facet.concepts, cells, strict=True):
        if cell is not None and cell.value == FOUND:
            marked = texts.with_label(concept.id)
            own = marked[texts.deal_at[marked] == breadth.row]
            first = texts.pointers(texts.best_first(own, [concept.id])[:1], [concept.id])[0]
            best[concept.id] = first
            by_domain.setdefault(concept.domain, first)
    basis = {"rode_draden": tuple(best.values()), "domeinen": tuple(by_domain.values())}
    return ResultRow(f"{deal.deal_id}|{texts.bron}", values, basis)


def _relations(texts: Sequence[Texts], found: dict[Bron, list[Breadth]]) -> ResultTable:
    """How much breadth goes with length, counted plainly and at equal text."""
    rows = []
    for one in texts:
        own = found[one.bron]
        ranked = [breadth for breadth in own if breadth.at_equal_text is not None]
        sized = [
            (breadth, amount)
            for breadth in own
            if (amount := one.rows[breadth.row].deal.rijksbijdrage_meur) is not None
        ]
        measures = (
            (
                "geteld",
                "Aantal rode draden en woorden",
                relation([item.themes for item in own], [item.words for item in own]),
            ),
            (
                "gelijke_tekst",
                "Rode draden bij gelijke tekst en woorden",
                relation(
                    [item.at_equal_text or 0.0 for item in ranked],
                    [item.words for item in ranked],
                ),
            ),
            (
                "partieel",
                "Aantal rode draden en woorden, bij gelijke rijksbijdrage",
                relation(
                    [item.themes for item, _ in sized],
                    [item.words for item, _ in sized],
                    [amount for _, amount in sized],
                ),
            ),
        )
        for key, title, measured in measures:
            low, high = measured.bounds or (None, None)
            rows.append(
                ResultRow(
                    f"{one.bron}|{key}",
                    {
                        "bron": one.bron,
                        "maat": title,
                        "deals": measured.deals,
                        "samenhang": measured.value,
                        "samenhang_laag": low,
                        "samenhang_hoog": high,
                    },
                )
            )
    return ResultTable(
        name="breedte_en_lengte",
        title="Hangt breedte samen met de lengte van de tekst?",
        sheet="Breedte en lengte",
        reading=(
            "Rangcorrelaties van Spearman over deals: 0 is geen samenhang, 1 is dezelfde volgorde. "
            f"Leeg bij minder dan {LEAST_DEALS} deals."
        ),
        columns=(
            BRON,
            text("maat", "Samenhang tussen", "De twee dingen die vergeleken zijn."),
            count("deals", "Deals", "Aantal deals waarover is gerekend."),
            number("samenhang", "Samenhang", "Rangcorrelatie, van -1 tot 1."),
            *bounds("samenhang", "de samenhang", "bootstrap over deals", Measure.NUMBER),
        ),
        rows=tuple(rows),
    )


def _known(
    material: Material, texts: Sequence[Texts], found: dict[Bron, list[Breadth]]
) -> list[Check]:
    """Zwolle is broad, Groene Hart narrow: in its covenant, or else in its reports."""
    return [
        _placed(
            material, texts, found, _BROAD, "hoort bij de breedste helft van de deals", broad=True
        ),
        _placed(material, texts, found, _NARROW, "hoort bij de smalste deals", broad=False),
    ]


def _placed(
    material: Material,
    texts: Sequence[Texts],
    found: dict[Bron, list[Breadth]],
    deal_id: str,
    claim: str,
    *,
    broad: bool,
) -> Check:
    name = material.deals[deal_id].name if deal_id in material.deals else deal_id
    statement = f"{name} {claim}."
    for one in texts:
        ranked = [item for item in found[one.bron] if item.rank is not None]
        own = next((item for item in ranked if one.rows[item.row].deal.deal_id == deal_id), None)
        if own is None or own.rank is None or len(ranked) < LEAST_RANKED:
            continue
        low, high = own.rank_bounds or (own.rank, own.rank)
        limit = len(ranked) / 2 if broad else len(ranked) * (1 - NARROWEST)
        holds = own.rank <= limit if broad else own.rank > limit
        return Check(
            statement,
            Verdict.HOLDS if holds else Verdict.FAILS,
            f"Rang {own.rank:g} van {len(ranked)} {PLURAL[one.bron]} (interval {low:g} tot "
            f"{high:g}; 1 is het breedst).",
            _SOURCE,
        )
    return Check(
        statement,
        Verdict.NOT_TESTABLE,
        f"Dit corpus heeft van deze deal geen tekst van {COMMON_WORDS} woorden, of te weinig "
        "andere deals.",
        _SOURCE,
    )


def _not_by_length(relations: ResultTable, bron: Bron) -> Check:
    statement = f"Breedte bij gelijke tekst is niet te verklaren uit de lengte van {PLURAL[bron]}."
    row = next(row for row in relations.rows if row.key == f"{bron}|gelijke_tekst")
    value, deals = row.values["samenhang"], row.values["deals"]
    low, high = row.values["samenhang_laag"], row.values["samenhang_hoog"]
    if not (isinstance(value, float) and isinstance(low, float) and isinstance(high, float)):
        found = f"Daarvoor zijn minstens {LEAST_DEALS} deals nodig; dit corpus heeft er {deals}."
        return Check(statement, Verdict.NOT_TESTABLE, found, "Eigen eis aan de maat")
    span = f"{decimal(low)} tot {decimal(high)}"
    found = f"Samenhang {decimal(value)} over {deals} deals (interval {span})."
    if low > 0:
        return Check(statement, Verdict.FAILS, found, "Eigen eis aan de maat")
    if high < MUCH:
        return Check(statement, Verdict.HOLDS, found, "Eigen eis aan de maat")
    found += " Dat zijn te weinig deals om een duidelijke samenhang uit te sluiten."
    return Check(statement, Verdict.NOT_TESTABLE, found, "Eigen eis aan de maat")
