"""Tables for files: columns with a Dutch explanation, and rows as text that is safe to open."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import Analysis
from corpus.records import Box
from report.theme_matrix import Cell

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what it means, for the data dictionary."""

    name: str
    meaning: str


MATRIX_COLUMNS = (
    Column("deal_id", "Vaste sleutel van de deal in het register."),
    Column("deal", "Naam van de deal."),
    Column("tranche", "Tranche (ronde) waarin de deal is gesloten, 1 tot en met 6."),
    Column("bron", "plan = convenant; rapportage = voortgangsrapportages, evaluaties en brieven."),
    Column(
        "R1 … R15, I1 … I6",
        "1 = de kans dat minstens één passage dit label verdient, is 0,6 of hoger; 0 = wel tekst, "
        "maar die kans is kleiner dan 0,1; onzeker = ertussenin, of een 0 terwijl een kwart of "
        "meer van de pagina's niet (goed) te lezen was; geen tekst = er zijn minder dan 40 eigen, "
        "leesbare woorden, dus er is niets over te zeggen.",
    ),
)
CELL_COLUMNS = (
    Column("deal_id", "Vaste sleutel van de deal in het register."),
    Column("deal", "Naam van de deal."),
    Column("tranche", "Tranche waarin de deal is gesloten."),
    Column("bron", "plan, rapportage of (alleen op verzoek) samen."),
    Column("concept", "Rode draad (R) of instrument (I)."),
    Column("label", "Korte naam van de rode draad of het instrument."),
    Column("waarde", "1, 0, onzeker of geen tekst; zie het blad met de matrix."),
    Column(
        "sterkte",
        "Aandeel (0-1) van de eigen inhoudelijke woorden dat in passages met dit label staat; wat "
        "een deal herhaalt, telt één keer.",
    ),
    Column("sterkte_laag", "Ondergrens van het 95%-interval van de sterkte."),
    Column("sterkte_hoog", "Bovengrens van het 95%-interval van de sterkte."),
    Column("passages", "Aantal passages met dit label; standaardtekst telt niet mee."),
    Column(
        "standaardtekst",
        "Aantal passages met dit label dat standaardtekst is: deals uit andere streken hebben ze "
        "ook. Ze tellen in geen enkel ander getal van deze rij mee.",
    ),
    Column("woorden", "Aantal inhoudelijke woorden van deze deal en bron, zonder standaardtekst."),
    Column(
        "kans",
        "Kans (0-1) dat minstens één passage het label verdient, gegeven hoeveel tekst er is.",
    ),
    Column(
        "zekerheid",
        "Aandeel (0-1) van 200 lotingen uit de passages waarin de waarde van de cel gelijk blijft.",
    ),
    Column(
        "hoogste_kans",
        "Hoogste kans (0-1) van één passage op dit label: berekend, of 1 waar mensen het label "
        "bevestigden en 0 waar zij het afwezen.",
    ),
    Column(
        "nagekeken",
        "bevestigd = minstens één label in deze cel is door mensen bevestigd; afgewezen = mensen "
        "wezen labels van het model af en er blijft geen over; niet bekeken = over de labels waar "
        "de cel op rust, heeft niemand beslist (wel misschien over andere: zie afgewezen).",
    ),
    Column("bevestigd", "Aantal passages waarin mensen dit label bevestigden."),
    Column(
        "afgewezen",
        "Aantal passages waaraan het model dit label gaf en waarin mensen het afwezen; die tellen "
        "niet meer mee.",
    ),
    Column(
        "aandeel_nagekeken",
        "Aandeel (0-1) van de labels in deze cel die mensen bevestigden of afwezen, van alle "
        "labels die het model gaf (ook de afgewezen) of mensen bevestigden; leeg als er geen label "
        "is. Standaardtekst telt in een cel niet mee, en een oordeel geldt voor elke passage van "
        "de cel met dezelfde tekst.",
    ),
    Column(
        "citaat",
        "Zin die het label het best laat zien, letterlijk uit het document; bij onzeker zonder "
        "passages de zin die het meest in de buurt komt.",
    ),
    Column("document", "Bestand waar het citaat uit komt."),
    Column("pagina", "Pagina van het citaat, geteld vanaf de eerste pagina van het bestand."),
    Column(
        "leeskwaliteit",
        "Hoe goed de pagina's van de citaten gelezen zijn; de slechtste telt: goed, matig of "
        "slecht.",
    ),
    Column(
        "vak",
        "Plek op de pagina: links, boven, rechts, onder in punten (1/72 inch); leeg bij een "
        "webpagina of Word-document.",
    ),
    Column("link", "Bestand#page=pagina; opent in een browser of pdf-lezer op de pagina."),
    Column("citaat_2", "Zin uit de passage die daarna het best past."),
    Column("link_2", "Waar die zin staat."),
    Column("citaat_3", "Zin uit de derde passage."),
    Column("link_3", "Waar die zin staat."),
)
DOCUMENT_COLUMNS = (
    Column("document", "Naam van het bestand."),
    Column("deal_id", "Deal volgens het manifest, of meerdere of landelijk."),
    Column("soort", "Soort document."),
    Column("jaar", "Jaar van het document."),
    Column("titel", "Titel volgens het manifest."),
    Column("uitkomst", "gelukt, overgeslagen of mislukt."),
    Column("reden", "Waarom het (deels) niet is gelezen."),
    Column(
        "leeskwaliteit",
        "Hoe goed de tekst van het document gelezen is: goed, matig, slecht of geen tekst.",
    ),
    Column("paginas", "Aantal pagina's."),
    Column("paginas_zonder_tekst", "Aantal pagina's zonder leesbare tekst."),
    Column("passages", "Aantal passages."),
    Column("verwijderde_regels", "Aantal kop- en voetregels dat buiten de tekst is gehouden."),
    Column("sha256", "Vingerafdruk van het bestand."),
)


def names(columns: Iterable[Column]) -> list[str]:
    """Names of columns, in order."""
    return [column.name for column in columns]


def cell_table(cells: Iterable[Cell]) -> list[dict[str, str]]:
    """Cells as text, one row a deal, bron and concept."""
    return [_cell_row(cell) for cell in cells]


def _cell_row(cell: Cell) -> dict[str, str]:
    deal, quotes = cell.row.deal, cell.quotes
    quote = quotes[0] if quotes else None
    found = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": str(deal.tranche),
        "bron": cell.row.bron,
        "concept": cell.concept.id,
        "label": cell.concept.short,
        "waarde": cell.value,
        "sterkte": _number(cell.strength),
        "sterkte_laag": _number(cell.low),
        "sterkte_hoog": _number(cell.high),
        "passages": str(cell.passages),
        "standaardtekst": str(cell.standard),
        "woorden": str(cell.row.words),
        "kans": _number(cell.chance),
        "zekerheid": _number(cell.kept),
        "hoogste_kans": _number(cell.probability),
        "nagekeken": cell.review,
        "bevestigd": str(cell.confirmed),
        "afgewezen": str(cell.rejected),
        "aandeel_nagekeken": _number(cell.human_share),
        "citaat": quote.text if quote else "",
        "document": quote.document if quote else "",
        "pagina": str(quote.page) if quote else "",
        "leeskwaliteit": cell.grade or "",
        "vak": _place(quote.box) if quote else "",
        "link": quote.link if quote else "",
    }
    for place in (2, 3):
        further = quotes[place - 1] if len(quotes) >= place else None
        found[f"citaat_{place}"] = further.text if further else ""
        found[f"link_{place}"] = further.link if further else ""
    return found


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _place(box: Box) -> str:
    """The sides of a box; empty where the source has no places: a web page or a Word document."""
    has_place = box.x0 < box.x1 and box.top < box.bottom
    return f"{box.x0} {box.top} {box.x1} {box.bottom}" if has_place else ""


def document_table(analysis: Analysis) -> list[dict[str, str]]:
    """Documents of the manifest that were let in, with what became of them."""
    rows = []
    for source in analysis.sources:
        document = analysis.documents[source.document_id]
        rows.append(
            {
                "document": source.name,
                "deal_id": source.deal,
                "soort": source.kind,
                "jaar": str(source.year),
                "titel": source.title,
                "uitkomst": document.outcome,
                "reden": document.reason,
                "leeskwaliteit": document.grade,
                "paginas": str(len(document.pages)),
                "paginas_zonder_tekst": str(sum(not page.readable for page in document.pages)),
                "passages": str(len(document.passages)),
                "verwijderde_regels": str(len(document.removed)),
                "sha256": source.sha256,
            }
        )
    return rows


def harmless(value: str) -> str:
    """Keep a spreadsheet from taking text for a formula: text that starts as one gets a quote."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A CSV file as text: comma, UTF-8, one line end everywhere, so the same rows give the same
    bytes."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(row[name]) for name in columns} for row in rows)
    return stream.getvalue()
