"""What a report tells of each rode draad: its deals, instruments, kinds and best quotes.

Every number is of plans or of reports, never of both, and rests on the passages behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from corpus.records import Bron, Deal
from report.material import Material
from report.quotes import Pointer, pointer_to, rank_of
from report.results import Measure, ResultColumn, ResultRow, ResultTable, Value
from report.theme_matrix import FOUND, NO_TEXT, Cell
from taxonomy.concept import Concept

BRONNEN = (Bron.PLAN, Bron.RAPPORTAGE)
BOTH, PROMISED, REPORTED = "plan en rapportage", "alleen plan", "alleen rapportage"
THREAD = ResultColumn("draad", "Rode draad", "Nummer van de rode draad (R1 tot en met R15).")
NAME = ResultColumn("rode_draad", "Naam", "Korte naam van de rode draad.")
_QUOTES = 6
"""Quotes of a rode draad, each of another deal and bron as long as there are others."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A rode draad as a chapter begins: what it is, and the passages that show it best."""

    concept: Concept
    domain: str
    quotes: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class ThreadTables:
    """A table of deals, of instruments and of kinds over all rode draden."""

    threads: tuple[Thread, ...]
    deals: ResultTable
    instruments: ResultTable
    kinds: ResultTable

    @property
    def tables(self) -> tuple[ResultTable, ...]:
        """The three tables."""
        return self.deals, self.instruments, self.kinds


def thread_tables(material: Material) -> ThreadTables:
    """Go over the passages once and lay out what they say of each rode draad."""
    labelled = _by_concept(material)
    facet = material.taxonomy.facet("draden")
    threads = tuple(_thread(concept, material, labelled) for concept in facet.concepts)
    return ThreadTables(
        threads,
        _deals_table(material, facet.concepts),
        _companions_table(
            "draad_instrumenten",
            "Instrumenten bij elke rode draad",
            "Draad en instrument",
            ("Instrument", "Naam van het instrument"),
            _instrument_rows(material, facet.concepts, labelled),
        ),
        _companions_table(
            "draad_soorten",
            "Soorten interventies bij elke rode draad",
            "Draad en soort",
            ("Soort", "Soort interventie"),
            _kind_rows(material, facet.concepts, labelled),
        ),
    )


def _by_concept(material: Material) -> Mapping[str, list[AnalysedPassage]]:
    """Passages of deals by label, the most probable first."""
    found: dict[str, list[AnalysedPassage]] = defaultdict(list)
    for row in material.rows:
        for analysed in row.own:
            for label in analysed.all_labels:
                found[label].append(analysed)
    for label, passages in found.items():
        passages.sort(key=lambda one: rank_of(one, label))
    return found


def _thread(
    concept: Concept, material: Material, labelled: Mapping[str, list[AnalysedPassage]]
) -> Thread:
    facet = material.taxonomy.facet("draden")
    domain = facet.domain_of(concept)
    chosen = _varied(labelled.get(concept.id, []))
    quotes = tuple(pointer_to(analysed, concept.id) for analysed in chosen)
    return Thread(concept, domain.label.nl if domain else "", quotes)


def _varied(passages: Sequence[AnalysedPassage]) -> list[AnalysedPassage]:
    """The best passages, one a deal and bron; no sentence twice."""
    seen: set[tuple[str, str]] = set()
    said: set[str] = set()
    chosen = []
    for analysed in passages:
        place = (analysed.deal, analysed.bron)
        if place not in seen and analysed.passage.text not in said:
            seen.add(place)
            said.add(analysed.passage.text)
            chosen.append(analysed)
    return chosen[:_QUOTES]


def _deals_table(material: Material, concepts: Sequence[Concept]) -> ResultTable:
    cells = {(one.concept.id, one.row.deal.deal_id, one.row.bron): one for one in material.cells}
    deals = {row.deal.deal_id: row.deal for row in material.rows}
    rows = [
        _deal_row(
            concept,
            deal,
            {bron: cells.get((concept.id, deal.deal_id, bron)) for bron in BRONNEN},
        )
        for concept in concepts
        for deal in deals.values()
    ]
    return ResultTable(
        "draad_deals",
        "Deals bij elke rode draad",
        "Draad en deal",
        "Van elke rode draad elke deal: wat het plan zegt en wat de rapportage zegt, apart. "
        "Leeg betekent dat er van die deal geen plan of geen rapportage is.",
        _DEAL_COLUMNS,
        tuple(rows),
    )


_DEAL_COLUMNS = (
    THREAD,
    NAME,
    ResultColumn("deal_id", "Sleutel van de deal", "Vaste sleutel van de deal in het register."),
    ResultColumn("deal", "Deal", "Naam van de deal."),
    ResultColumn("tranche", "Tranche", "Tranche waarin de deal is gesloten.", Measure.COUNT),
    *(
        column
        for bron in BRONNEN
        for column in (
            ResultColumn(
                bron.value,
                f"In {bron}",
                f"Cel van de matrix in {bron}: 1, 0, onzeker of geen tekst; leeg als er geen is.",
            ),
            ResultColumn(
                f"{bron}_passages",
                f"Passages in {bron}",
                f"Aantal passages in {bron} met deze rode draad.",
                Measure.COUNT,
            ),
            ResultColumn(
                f"{bron}_aandeel",
                f"Aandeel van {bron}",
                f"Aandeel van de inhoudelijke woorden in {bron} dat in die passages staat.",
                Measure.SHARE,
            ),
            ResultColumn(
                f"{bron}_aandeel_laag",
                f"Aandeel van {bron}, laag",
                "Onderkant van het 95%-interval van dat aandeel.",
                Measure.SHARE,
            ),
            ResultColumn(
                f"{bron}_aandeel_hoog",
                f"Aandeel van {bron}, hoog",
                "Bovenkant van het 95%-interval van dat aandeel.",
                Measure.SHARE,
            ),
            ResultColumn(
                f"{bron}_nagekeken",
                f"Nagekeken in {bron}",
                f"Aandeel van de labels in {bron} die mensen bevestigden of afwezen, van alle "
                "labels die het model gaf (ook de afgewezen) of mensen bevestigden, zonder "
                "standaardtekst; leeg als er geen label is.",
                Measure.SHARE,
            ),
        )
    ),
    ResultColumn(
        "vergelijking",
        "Plan naast rapportage",
        "Waar de rode draad is gevonden; leeg als plan of rapportage ontbreekt of te weinig "
        "tekst heeft.",
    ),
)


def _deal_row(concept: Concept, deal: Deal, pair: Mapping[Bron, Cell | None]) -> ResultRow:
    values: dict[str, Value] = {
        "draad": concept.id,
        "rode_draad": concept.short,
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "vergelijking": _comparison(pair[Bron.PLAN], pair[Bron.RAPPORTAGE]),
    }
    basis: dict[str, tuple[Pointer, ...]] = {}
    for bron, cell in pair.items():
        if cell is None or cell.value == NO_TEXT:
            values |= dict.fromkeys(_measured(bron)) | {bron.value: cell.value if cell else None}
            continue
        values[bron.value] = cell.value
        share = None if cell.human_share is None else round(cell.human_share, 4)
        measured = (cell.passages, cell.strength, cell.low, cell.high, share)
        values |= dict(zip(_measured(bron), measured, strict=True))
        shown = tuple(pointer_to(one, concept.id) for one in cell.shown)
        basis |= {bron.value: cell.pointers or shown, f"{bron}_passages": cell.pointers}
    kept = {name: pointers for name, pointers in basis.items() if pointers}
    return ResultRow(f"{concept.id}|{deal.deal_id}", values, kept)


def _measured(bron: Bron) -> tuple[str, ...]:
    return tuple(
        f"{bron}_{name}"
        for name in ("passages", "aandeel", "aandeel_laag", "aandeel_hoog", "nagekeken")
    )


def _comparison(plan: Cell | None, report: Cell | None) -> str | None:
    if plan is None or report is None or NO_TEXT in (plan.value, report.value):
        return None
    found = (plan.value == FOUND, report.value == FOUND)
    return {(True, True): BOTH, (True, False): PROMISED, (False, True): REPORTED}.get(found)


Companion = tuple[Concept, str, str, Mapping[Bron, Sequence[AnalysedPassage]]]
"""A rode draad, the id and name of what goes with it, and the passages with both."""


def _instrument_rows(
    material: Material,
    concepts: Sequence[Concept],
    labelled: Mapping[str, list[AnalysedPassage]],
) -> Iterator[Companion]:
    for concept in concepts:
        for instrument in material.taxonomy.facet("instrumenten").concepts:
            both = [one for one in labelled.get(concept.id, []) if instrument.id in one.labels]
            yield concept, instrument.id, instrument.short, _by_bron(both)


def _kind_rows(
    material: Material,
    concepts: Sequence[Concept],
    labelled: Mapping[str, list[AnalysedPassage]],
) -> Iterator[Companion]:
    if not any(one.further for one in material.counted):
        return  # a run from before the kinds were tagged: not looked for is not "not found"
    kinds = [
        kind
        for facet in material.further.facets
        if facet.id == "soorten"
        for kind in facet.concepts
    ]
    for concept in concepts:
        for kind in kinds:
            if kind.domain == concept.id:
                yield concept, kind.id, kind.short, _by_bron(labelled.get(kind.id, []))


def _by_bron(passages: Iterable[AnalysedPassage]) -> Mapping[Bron, Sequence[AnalysedPassage]]:
    found: dict[Bron, list[AnalysedPassage]] = {bron: [] for bron in BRONNEN}
    for analysed in passages:
        found[analysed.bron].append(analysed)
    return found


def _companions_table(
    name: str, title: str, sheet: str, heads: tuple[str, str], companions: Iterable[Companion]
) -> ResultTable:
    columns = (
        THREAD,
        NAME,
        ResultColumn("code", heads[0], "Nummer in de taxonomie."),
        ResultColumn("naam", heads[1], "Korte naam in de taxonomie."),
        *(column for bron in BRONNEN for column in _companion_columns(bron)),
    )
    rows = tuple(_companion_row(one, name) for one in companions)
    reading = (
        "Aantallen van deals en passages, apart voor plan en rapportage. Dat twee labels in één "
        "passage staan, zegt niet dat ze bij hetzelfde project horen."
    )
    return ResultTable(name, title, sheet, reading, columns, rows)


def _companion_columns(bron: Bron) -> tuple[ResultColumn, ...]:
    return (
        ResultColumn(
            f"{bron}_deals", f"Deals ({bron})", f"Aantal deals met zo'n passage in {bron}.",
            Measure.COUNT,
        ),
        ResultColumn(
            f"{bron}_passages", f"Passages ({bron})", f"Aantal zulke passages in {bron}.",
            Measure.COUNT,
        ),
    )  # fmt: skip


def _companion_row(companion: Companion, table: str) -> ResultRow:
    concept, code, name, passages = companion
    values: dict[str, Value] = {
        "draad": concept.id, "rode_draad": concept.short, "code": code, "naam": name,
    }  # fmt: skip
    basis: dict[str, tuple[Pointer, ...]] = {}
    shows = concept.id if table == "draad_instrumenten" else code
    for bron, found in passages.items():
        pointers = tuple(pointer_to(one, shows) for one in found)
        best: dict[str, Pointer] = {}
        for one, pointer in zip(found, pointers, strict=True):
            best.setdefault(one.deal, pointer)
        deals = tuple(best.values())
        values[f"{bron}_deals"], values[f"{bron}_passages"] = len(deals), len(pointers)
        basis |= {f"{bron}_deals": deals, f"{bron}_passages": pointers} if pointers else {}
    return ResultRow(f"{concept.id}|{code}", values, basis)
