"""Analysis 3: which instruments are used, for which rode draden, and in which combinations."""

from collections.abc import Sequence

from corpus.interventions import Intervention
from corpus.records import LANDELIJK, Bron
from report.co_occurrence import co_occurrence_table
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, bounds, count, share, text
from report.crosstabs import crosstab_table
from report.dimensions import dimensions
from report.intervals import wilson
from report.known_cases import found_cases, known_cases_table
from report.material import Material
from report.quotes import Pointer, sentence_around
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
from report.texts import BRONNEN, PLURAL, Places, Texts, texts_in, was_sought
from report.theme_matrix import ABSENT, FOUND, Row
from taxonomy.concept import Facet

FACET = "instrumenten"
MULTIPLIER = "M1"
MANY = 0.25
"""Share of deals from which something happens "in many cases"."""
LEAST_DEALS = 5
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.4"


def section(material: Material) -> Section:
    """Lay out the instruments, for plans and for reports."""
    facet = material.taxonomy.facet(FACET)
    texts = texts_in(material)
    found = dimensions(material)
    combined = _combinations(material, facet)
    cases = found_cases(material, facet)
    return Section(
        number=3,
        title="Instrumenten",
        question="Welke instrumenten zetten deals in, voor welke rode draden en in welke "
        "combinaties?",
        tables=(
            *(
                crosstab_table(
                    [one],
                    found["draden"],
                    found[FACET],
                    name=f"draden_per_instrument_{one.bron}",
                    title=f"Rode draden naar instrument: {PLURAL[one.bron]}",
                    sheet=f"Draad x instrument, {one.bron}",
                )
                for one in texts
            ),
            _profiles(material, texts, facet),
            co_occurrence_table(
                texts,
                facet.concepts,
                name="instrumenten_samen",
                title="Instrumenten die samengaan",
                sheet="Instrumenten samen",
            ),
            combined,
            known_cases_table(facet, cases),
        ),
        checks=(_combined(combined), _multiplier(material, texts), *(one.check for one in cases)),
        figures=tuple(
            FigureSpec(
                name=f"draden_per_instrument_{bron}",
                title=f"Welk instrument staat bij welke rode draad? ({PLURAL[bron]})",
                description="Een vak per rode draad en instrument, met het aandeel van de "
                "passages over de rode draad waarin ook het instrument staat.",
                form=Form.HEAT,
                table=f"draden_per_instrument_{bron}",
                label="rij_titel",
                group="kolom_titel",
                value="rijaandeel",
            )
            for bron in BRONNEN
        ),
        remarks=(
            "De zes instrumenten kennen geen eigen soort voor vouchers. Een scholingscheque telt "
            "als goed bij investering, subsidie of programma voor inwoners.",
            "Een instrument in een plan is een voornemen; in een rapportage is het genoemd, niet "
            "bewezen werkzaam.",
        ),
    )


def _profiles(material: Material, texts: Sequence[Texts], facet: Facet) -> ResultTable:
    has_multiplier = was_sought(material, MULTIPLIER)
    return ResultTable(
        name="instrumenten_per_deal",
        title="Instrumenten per deal",
        sheet="Instrumenten per deal",
        reading=(
            "Per deal en bron: het aandeel van de inhoudelijke tekst per "
            "instrument; private inzet is een aantal passages. Leeg is: geen "
            "leesbare tekst, of onzeker."
        ),
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            count("instrumenten", "Instrumenten", "Aantal instrumenten met een 1 in de matrix."),
            *(
                share(
                    concept.id.lower(),
                    concept.short,
                    f"{concept.label.nl}: aandeel van de inhoudelijke tekst; 0 als de cel in de "
                    "matrix 0 is.",
                )
                for concept in facet.concepts
            ),
            count(
                "private_inzet",
                "Passages private inzet",
                "Passages over geld of inzet van bedrijven die publiek geld losmaakt; leeg als "
                "daar niet naar is gezocht.",
            ),
        ),
        rows=tuple(
            _profile(one, row, facet, has_multiplier=has_multiplier)
            for one in texts
            for row in material.rows
            if row.bron is one.bron
        ),
    )


def _profile(texts: Texts, row: Row, facet: Facet, *, has_multiplier: bool) -> ResultRow:
    deal = row.deal
    cells = {one.id: texts.cells.get((deal.deal_id, one.id)) for one in facet.concepts}
    number = next((place for place, one in enumerate(texts.rows) if one is row), None)
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "bron": row.bron,
        "instrumenten": None,
        "private_inzet": None,
    }
    basis: dict[str, tuple[Pointer, ...]] = {}
    for concept, cell in cells.items():
        said = {FOUND: cell.strength, ABSENT: 0.0}.get(cell.value) if cell else None
        values[concept.lower()] = said
    if number is not None:
        values["instrumenten"] = sum(
            cell is not None and cell.value == FOUND for cell in cells.values()
        )
        counted: list[Pointer] = []
        for concept, cell in cells.items():
            best = _own(texts, number, concept)
            if cell is not None and cell.value == FOUND:
                basis[concept.lower()] = texts.pointers(best, [concept])
                counted += basis[concept.lower()][:1]
        basis["instrumenten"] = tuple(counted)
        if has_multiplier:
            best = _own(texts, number, MULTIPLIER)
            values["private_inzet"] = len(best)
            basis["private_inzet"] = texts.pointers(best, [MULTIPLIER])
    return ResultRow(f"{deal.deal_id}|{row.bron}", values, basis)


def _own(texts: Texts, row: int, concept: str) -> Places:
    marked = texts.with_label(concept)
    return texts.best_first(marked[texts.deal_at[marked] == row], [concept])


def _combinations(material: Material, facet: Facet) -> ResultTable:
    """How many instruments each named intervention uses, as its passages say."""
    rows = []
    for bron in BRONNEN:
        counted = [
            (one, len(used))
            for one in material.interventions
            if (used := instruments_of(material, one, bron, facet)) is not None
        ]
        total = len(counted)
        for least, label in enumerate(("geen", "één", "twee", "drie of meer")):
            own = [one for one, number in counted if min(number, 3) == least]
            interval = wilson(len(own), total)
            rows.append(
                ResultRow(
                    f"{bron}|{least}",
                    {
                        "bron": bron,
                        "aantal_instrumenten": label,
                        "interventies": len(own),
                        "interventies_totaal": total,
                        "aandeel": round(len(own) / total, 4) if total else None,
                        "interventies_laag": interval.low if interval else None,
                        "interventies_hoog": interval.high if interval else None,
                    },
                    {"interventies": tuple(_named(material, one) for one in own)},
                )
            )
    return ResultTable(
        name="interventies_per_aantal_instrumenten",
        title="Interventies naar het aantal instrumenten",
        sheet="Aantal instrumenten",
        reading=(
            "Interventies zijn projecten en programma's met een naam. Wat een interventie inzet, "
            "blijkt uit de passages die haar noemen, per bron apart."
        ),
        columns=(
            BRON,
            text("aantal_instrumenten", "Instrumenten", "Aantal soorten instrumenten."),
            count("interventies", "Interventies", "Interventies met zoveel instrumenten."),
            count(
                "interventies_totaal",
                "Van",
                "Alle interventies die in deze bron bij een deal worden genoemd.",
            ),
            share("aandeel", "Aandeel", "Interventies gedeeld door het totaal."),
            *bounds("interventies", "het aandeel"),
        ),
        rows=tuple(rows),
    )


def instruments_of(
    material: Material, intervention: Intervention, bron: Bron, facet: Facet
) -> set[str] | None:
    """Instruments in the passages of a plan (or report) that name an intervention of a deal; None
    when no such passage counts."""
    if intervention.deal == LANDELIJK:
        return None
    found = (material.passages.get(one) for one in intervention.passages)
    own = [one for one in found if one is not None and one.counts and one.bron is bron]
    if not own:
        return None
    return {label for one in own for label in one.labels} & set(facet.concept_ids)


def _named(material: Material, intervention: Intervention) -> Pointer:
    found = intervention.named_at
    return sentence_around(material.passages[found.passage_id], found.start, found.end)


def _combined(table: ResultTable) -> Check:
    statement = "Interventies combineren geregeld instrumenten: een deel heeft er twee of meer."
    parts, holds, total = [], [], 0
    for bron in BRONNEN:
        own = [row for row in table.rows if row.values["bron"] == bron]
        several = sum(_int(row.values["interventies"]) for row in own[2:])
        whole = _int(own[0].values["interventies_totaal"])
        total += whole
        if whole:
            parts.append(f"{several} van de {whole} interventies in {PLURAL[bron]}")
            holds.append(several > 0)
    if not total:
        found = "Dit corpus noemt geen interventies van deals bij naam."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    basis = tuple(
        pointer
        for row in table.rows
        if row.key.endswith(("|2", "|3"))
        for pointer in row.basis["interventies"]
    )
    found = f"Twee of meer instrumenten: {' en '.join(parts)}."
    return Check(statement, Verdict.HOLDS if all(holds) else Verdict.FAILS, found, _SOURCE, basis)


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _multiplier(material: Material, texts: Sequence[Texts]) -> Check:
    statement = "Publiek geld maakt in veel gevallen ook geld of inzet van bedrijven los."
    if not was_sought(material, MULTIPLIER):
        found = "In deze run is niet naar private inzet gezocht."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    if not any(one.rows for one in texts):
        return Check(statement, Verdict.NOT_TESTABLE, "Er is geen leesbare tekst.", _SOURCE)
    parts: list[str] = []
    basis: list[Pointer] = []
    shares: list[float] = []
    for one in texts:
        deals = int(one.present([MULTIPLIER])[0].sum())
        shares += [deals / len(one.rows)] if one.rows else []
        parts.append(f"{deals} van de {len(one.rows)} deals met leesbare {PLURAL[one.bron]}")
        best = one.best_first(one.with_label(MULTIPLIER), [MULTIPLIER])
        basis += one.pointers(one.one_of_each(best, one.deal_at), [MULTIPLIER])
    verdict = Verdict.HOLDS if max(shares) >= MANY else Verdict.FAILS
    found = f"Genoemd bij {' en bij '.join(parts)}. Genoemd is nog niet gegeven."
    if max(len(one.rows) for one in texts) < LEAST_DEALS:
        verdict, found = Verdict.NOT_TESTABLE, f"{found} Dat zijn te weinig deals."
    return Check(statement, verdict, found, _SOURCE, tuple(basis))
