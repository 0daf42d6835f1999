"""Analysis 2: the matrix of deals against rode draden and instruments, and how firm its cells are.

A cell says what the words of a plan or a report speak of, never what a deal brought about.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from report.boilerplate import SharedText
from report.cell_intervals import codes_without
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, count, share, text
from report.material import Material
from report.quotes import Pointer, pointer_to, quote_at
from report.results import Check, ResultRow, ResultTable, Section, Value, Verdict
from report.theme_matrix import (
    ABSENT,
    FOUND,
    MUCH_UNREAD,
    NO_TEXT,
    UNCERTAIN,
    Cell,
    Row,
    texts_of,
)
from taxonomy.concept import Facet

DROPPED, DRAWS = 0.1, 20
MOST_CHANGED = 0.05
"""Share of the cells with 1 or 0 that may change when a tenth of the passages is left out."""
ENOUGH_CELLS = 100
"""Fewer stand in a handful of rows, where one passage that falls away may change half of them."""
_VALUES = {FOUND: "gevonden", ABSENT: "niet_gevonden", UNCERTAIN: "onzeker", NO_TEXT: "geen_tekst"}
_CODES = {ABSENT: 0, UNCERTAIN: 1, FOUND: 2}
_LEGEND = (
    "1: gevonden. 0: wel tekst, vrijwel zeker niet. onzeker: geen van beide is te verdedigen. geen "
    "tekst: te weinig leesbare woorden; dat is geen 0."
)

_HEAD = (DEAL_ID, DEAL, TRANCHE, BRON)
_CELL_COLUMNS = (
    *_HEAD,
    text("concept", "Sleutel", "Sleutel van de rode draad of het instrument."),
    text("label", "Rode draad of instrument", "Korte naam."),
    text("waarde", "Waarde", _LEGEND),
    share("sterkte", "Sterkte", "Aandeel van de eigen woorden in passages met dit label."),
    share("sterkte_laag", "Laag", "Ondergrens van het 95%-interval (200 lotingen uit passages)."),
    share("sterkte_hoog", "Hoog", "Bovengrens van het 95%-interval (200 lotingen uit passages)."),
    count("passages", "Passages", "Passages met dit label, zonder standaardtekst."),
    count("standaardtekst", "Standaard", "Passages met dit label die standaardtekst zijn."),
    share("kans", "Kans", "Kans dat minstens één passage het label verdient."),
    share("zekerheid", "Zekerheid", "Aandeel van 200 lotingen waarin de waarde gelijk blijft."),
    share("hoogste_kans", "Hoogste kans", "Hoogste kans van één passage."),
    text("leeskwaliteit", "Leeskwaliteit", "Slechtst gelezen pagina van de citaten."),
    text(
        "nagekeken",
        "Nagekeken",
        "bevestigd: minstens één label in deze cel is door mensen bevestigd; afgewezen: mensen "
        "wezen labels van het model af en er blijft geen over; niet bekeken: over de labels waar "
        "de cel op rust, heeft niemand beslist.",
    ),
    count("bevestigd", "Bevestigd", "Labels in deze cel die mensen bevestigden."),
    count("afgewezen", "Afgewezen", "Labels van het model die mensen afwezen; ze tellen niet mee."),
    share(
        "aandeel_nagekeken",
        "Menselijk aandeel",
        "Aandeel van de labels in deze cel die mensen bevestigden of afwezen, van alle labels die "
        "het model gaf (ook de afgewezen) of mensen bevestigden, zonder standaardtekst.",
    ),
    text("citaat", "Beste citaat", "Zin die het label het best laat zien."),
    text("citaat_document", "Document", "Bestand van het citaat."),
    count("citaat_pagina", "Pagina", "Pagina van het citaat in dat bestand."),
)
_TEXT_COLUMNS = (
    *_HEAD,
    count("passages", "Passages", "Inhoudelijke passages: alinea's, lijsten en tabelrijen."),
    count("woorden", "Eigen woorden", "Inhoudelijke woorden zonder standaardtekst."),
    count("standaardtekst", "Standaardpassages", "Passages die andere deals ook hebben."),
    count("standaardwoorden", "Standaardwoorden", "Woorden daarvan."),
    share("standaardaandeel", "Aandeel standaard", "Standaardwoorden gedeeld door alle woorden."),
    share(
        "ongelezen",
        "Ongelezen",
        f"Aandeel pagina's zonder (betrouwbare) tekst. Vanaf {MUCH_UNREAD:.0%} is niets een 0.",
    ),
    count("gevonden", "1", "Cellen met waarde 1, over alle rode draden en instrumenten."),
    count("niet_gevonden", "0", "Cellen met waarde 0."),
    count("onzeker", "Onzeker", "Cellen met waarde onzeker."),
    count("geen_tekst", "Geen tekst", "Cellen met waarde geen tekst."),
)
_STANDARD_COLUMNS = (
    text("tekst", "Tekst", "Begin van de eerste passage; lange teksten ingekort."),
    count("passages", "Passages", "Passages met (bijna) deze tekst."),
    count("deals", "Deals", "Verschillende deals met deze tekst."),
    count("documenten", "Documenten", "Verschillende documenten met deze tekst."),
    count("woorden", "Woorden", "Woorden van al die passages samen."),
    text("plaatsen", "Waar", "Bestand en pagina van elke passage."),
    text("labels", "Labels", "Labels die de passages kregen en die dus niet meetellen."),
)


def section(material: Material) -> Section:
    """Lay out the matrix, the texts it rests on, standard text, and how firm it is."""
    pointers = {_key(cell): cell.pointers for cell in material.cells}
    return Section(
        number=2,
        title="Deal tegen thema",
        question="Welke deal schrijft over welk thema, hoeveel, en hoe zeker is dat?",
        tables=(
            *(_wide(material, facet, pointers) for facet in material.taxonomy.facets),
            _long(material, pointers),
            _texts(material),
            _standard(material),
        ),
        checks=(_stability(material),),
        remarks=(
            "Vermelding is geen effect: een 1 zegt dat er over geschreven is, niet dat er iets is "
            "gedaan of bereikt.",
            "Plannen en rapportages staan in aparte rijen.",
            "De kans houdt rekening met de lengte: in veel tekst maakt het model meer "
            "vergissingen, dus weegt één zwak label daar minder.",
            "Standaardtekst (overwegingen, slotartikelen) telt in geen enkele cel; wat een deal "
            "zelf herhaalt, telt één keer. Tabelrijen en heel korte passages worden niet "
            "vergeleken.",
        ),
    )


def _key(cell: Cell) -> str:
    return f"{_row_key(cell.row)}|{cell.concept.id}"


def _row_key(row: Row) -> str:
    return f"{row.deal.deal_id}|{row.bron}"


def _head(row: Row) -> dict[str, Value]:
    return {
        "deal_id": row.deal.deal_id,
        "deal": row.deal.name,
        "tranche": row.deal.tranche,
        "bron": row.bron.value,
    }


def _by_row(material: Material) -> Iterator[tuple[Row, list[Cell]]]:
    """The rows with their cells, in order."""
    width = len(material.taxonomy.concepts)
    for place, row in enumerate(material.rows):
        yield row, list(material.cells[place * width : (place + 1) * width])


def _wide(
    material: Material, facet: Facet, pointers: Mapping[str, tuple[Pointer, ...]]
) -> ResultTable:
    wanted = set(facet.concept_ids)
    rows = []
    for row, cells in _by_row(material):
        own = [cell for cell in cells if cell.concept.id in wanted]
        values: dict[str, Value] = {cell.concept.id: cell.value for cell in own}
        found = sum(cell.value == FOUND for cell in own)
        basis = {cell.concept.id: pointers[_key(cell)] for cell in own if pointers[_key(cell)]}
        total = None if not row.has_text else found
        rows.append(
            ResultRow(_row_key(row), {**_head(row), "gevonden": total, **values}, _with(basis, own))
        )
    name = facet.title.nl
    return ResultTable(
        name=f"matrix_{facet.id}",
        title=f"{name} per deal",
        sheet=f"Matrix {name.lower()}"[:31],
        reading=f"{_LEGEND} Achter elke cel staan haar passages.",
        columns=(
            *_HEAD,
            count("gevonden", "Aantal 1", "Cellen met waarde 1 in deze rij."),
            *(
                text(
                    one.id, f"{one.id} {one.short}", f"{one.label.nl}: 1, 0, onzeker of geen tekst."
                )
                for one in facet.concepts
            ),
        ),
        rows=tuple(rows),
    )


def _with(
    basis: Mapping[str, tuple[Pointer, ...]], cells: Sequence[Cell]
) -> dict[str, tuple[Pointer, ...]]:
    """The basis of a row: of its total the best passage of each cell that was found."""
    best = tuple(basis[cell.concept.id][0] for cell in cells if cell.value == FOUND)
    return {**basis, "gevonden": best} if best else dict(basis)


def _long(material: Material, pointers: Mapping[str, tuple[Pointer, ...]]) -> ResultTable:
    return ResultTable(
        name="cellen",
        title="Alle cellen, met sterkte, kans en zekerheid",
        sheet="Cellen",
        reading=(
            "Een regel per deal, bron en label. Vergelijk sterktes met het interval erbij. Een "
            "zekerheid van 60% betekent dat de uitkomst aan één of enkele passages hangt."
        ),
        columns=_CELL_COLUMNS,
        rows=tuple(_cell_row(cell, pointers[_key(cell)]) for cell in material.cells),
    )


def _cell_row(cell: Cell, pointers: tuple[Pointer, ...]) -> ResultRow:
    has_text = cell.value != NO_TEXT
    shown = cell.shown[:1]
    at = pointers[:1] or tuple(pointer_to(one, cell.concept.id) for one in shown)
    quote = quote_at(shown[0], at[0]) if shown else None
    values: dict[str, Value] = {
        **_head(cell.row),
        "concept": cell.concept.id,
        "label": cell.concept.short,
        "waarde": cell.value,
        "sterkte": cell.strength,
        "sterkte_laag": cell.low,
        "sterkte_hoog": cell.high,
        "passages": cell.passages if has_text else None,
        "standaardtekst": cell.standard if has_text else None,
        "kans": cell.chance,
        "zekerheid": cell.kept,
        "hoogste_kans": cell.probability,
        "leeskwaliteit": cell.grade,
        "nagekeken": cell.review,
        "bevestigd": cell.confirmed if has_text else None,
        "afgewezen": cell.rejected if has_text else None,
        "aandeel_nagekeken": None if cell.human_share is None else round(cell.human_share, 4),
        "citaat": quote.text if quote else None,
        "citaat_document": quote.document if quote else None,
        "citaat_pagina": quote.page if quote else None,
    }
    numbers = ("passages", "sterkte", "kans") if pointers else ()
    basis = dict.fromkeys(numbers, pointers) | ({"citaat": at} if at else {})
    return ResultRow(_key(cell), values, basis)


def _texts(material: Material) -> ResultTable:
    rows = []
    for row, cells in _by_row(material):
        whole = row.words + row.standard_words
        counts = {name: sum(one.value == value for one in cells) for value, name in _VALUES.items()}
        values: dict[str, Value] = {
            **_head(row),
            "passages": len(row.passages),
            "woorden": row.words,
            "standaardtekst": len(row.standard),
            "standaardwoorden": row.standard_words,
            "standaardaandeel": round(row.standard_words / whole, 4) if whole else None,
            "ongelezen": round(row.unread, 4),
            **counts,
        }
        standard = tuple(_start(one.passage.passage_id, one.passage.text) for one in row.standard)
        rows.append(
            ResultRow(_row_key(row), values, {"standaardtekst": standard} if standard else {})
        )
    return ResultTable(
        name="matrix_teksten",
        title="Waar de matrix op rust",
        sheet="Teksten van de matrix",
        reading="Hoeveel tekst achter elke rij staat, hoeveel daarvan standaardtekst is, en wat "
        "er niet gelezen kon worden.",
        columns=_TEXT_COLUMNS,
        rows=tuple(rows),
    )


def _standard(material: Material) -> ResultTable:
    return ResultTable(
        name="standaardteksten",
        title="Standaardteksten: wat deals van elkaar overnemen",
        sheet="Standaardteksten",
        reading="Passages die bijna gelijk staan in stukken van deals uit verschillende streken. "
        "Ze tellen in geen enkele cel. Klopt dat ergens niet, kijk dan de deals na die hier staan.",
        columns=_STANDARD_COLUMNS,
        rows=tuple(map(_standard_row, material.shared.standard)),
    )


def _start(passage_id: str, words: str) -> Pointer:
    return Pointer(passage_id, 0, len(words))


def _standard_row(shared: SharedText) -> ResultRow:
    passages = shared.passages
    first = passages[0]
    at = _start(first.passage.passage_id, first.passage.text)
    places = [f"{one.source.name}, p. {one.passage.pages[0]}" for one in passages]
    labels = sorted({label for one in passages for label in one.labels}, key=_label_order)
    return ResultRow(
        first.passage.passage_id,
        {
            "tekst": quote_at(first, at).text,
            "passages": len(passages),
            "deals": len({one.deal for one in passages}),
            "documenten": len({one.source.document_id for one in passages}),
            "woorden": sum(one.passage.words for one in passages),
            "plaatsen": "; ".join(places),
            "labels": ", ".join(labels) or None,
        },
        {"passages": tuple(_start(one.passage.passage_id, one.passage.text) for one in passages)},
    )


def _label_order(label: str) -> tuple[str, int]:
    return label[0], int(label[1:]) if label[1:].isdigit() else 0


def _stability(material: Material) -> Check:
    statement = (
        f"Valt een willekeurig tiende van de passages weg, dan verandert minder dan "
        f"{MOST_CHANGED:.0%} van de cellen met 1 of 0."
    )
    source = "Eigen eis aan de matrix"
    changed, cells = changed_cells(material)
    if not cells:
        return Check(statement, Verdict.NOT_TESTABLE, "Er is geen cel met 1 of 0.", source)
    shares = changed / cells
    found = (
        f"In {DRAWS} proeven veranderde gemiddeld {_percentage(shares.mean())} van de {cells} "
        f"cellen met 1 of 0 (hoogste: {_percentage(shares.max())})."
    )
    if cells < ENOUGH_CELLS:
        found += " Dat zijn te weinig cellen om er iets uit af te leiden."
        return Check(statement, Verdict.NOT_TESTABLE, found, source)
    verdict = Verdict.HOLDS if shares.mean() < MOST_CHANGED else Verdict.FAILS
    return Check(statement, verdict, found, source)


def changed_cells(material: Material) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], int]:
    """How many cells with 1 or 0 get another value in each draw, shape (draws,), and how many such
    cells there are. What a row repeats is left out or kept as one."""
    concepts = material.taxonomy.concept_ids
    changed, total = np.zeros(DRAWS, dtype=np.int64), 0
    for row, cells in _by_row(material):
        certain = np.array([cell.value in (FOUND, ABSENT) for cell in cells], dtype=np.bool_)
        if not certain.any():
            continue
        codes = np.array([_CODES[cell.value] for cell in cells])
        drawn = codes_without(
            texts_of(row, concepts),
            DRAWS,
            DROPPED,
            (row.deal.deal_id, row.bron),
            much_unread=row.unread >= MUCH_UNREAD,
        )
        changed += ((drawn != codes) & certain).sum(axis=1)
        total += int(certain.sum())
    return changed, total


def _percentage(value: float) -> str:
    return f"{100 * value:.1f}%".replace(".", ",")
