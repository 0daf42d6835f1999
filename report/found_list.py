"""A list of found passages as a file: CSV, a workbook, or a table that pastes into Word.

Every row bears its citation, so that nothing leaves without where it stands.
"""

import io
from collections.abc import Callable, Mapping, Sequence

from report.markup import Markup, element, together
from report.tables import Column, csv_text, names
from report.workbook import list_workbook

Row = Mapping[str, str]

FOUND_COLUMNS = (
    Column("nummer", "Plaats in de lijst."),
    Column("deal", "Regio Deal waar de passage over gaat."),
    Column("tranche", "Tranche waarin de deal is gesloten."),
    Column("interventie", "Naam van het project of programma, als dat is herkend."),
    Column("citaat", "De passage, letterlijk uit het document."),
    Column("rode_draden", "Rode draden en instrumenten van de passage."),
    Column("bedragen", "Bedragen die worden genoemd, met wat ze zijn als dat er staat."),
    Column("bron", "plan, zelfrapportage of externe evaluatie."),
    Column("waarom", "Waarom de passage in deze lijst staat."),
    Column("bronvermelding", "Klaar om over te nemen."),
    Column("document", "Bestand waar de passage in staat."),
    Column("pagina", "Pagina, geteld vanaf de eerste pagina van het bestand."),
)


REMARKS = (
    "Labels komen van een model, tenzij mensen er een oordeel over gaven; lees het citaat na.",
    "Vermelding van een thema of een bedrag is geen bewijs dat iets is gedaan of bereikt.",
)
"""What a reader of any list must know."""


def found_csv(rows: Sequence[Row]) -> bytes:
    """The list as CSV; it opens in Excel with its accents whole."""
    return csv_text(names(FOUND_COLUMNS), rows).encode("utf-8-sig")


def found_workbook(rows: Sequence[Row], remarks: Sequence[str]) -> bytes:
    """The list as a workbook, with a sheet that explains the columns; same rows, same bytes."""
    stream = io.BytesIO()
    list_workbook(stream, "Gevonden", (names(FOUND_COLUMNS), rows), FOUND_COLUMNS, remarks)
    return stream.getvalue()


def found_html(rows: Sequence[Row], title: str, remarks: Sequence[str]) -> bytes:
    """The list as a table on a bare page, to copy into a text document."""
    shown = ("deal", "interventie", "citaat", "bedragen", "bron", "bronvermelding")
    head = element("tr", (element("th", name.capitalize(), scope="col") for name in shown))
    body = (element("tr", (element("td", row[name]) for name in shown)) for row in rows)
    table = element("table", element("thead", head), element("tbody", body), border=1)
    page = element(
        "html",
        element("head", Markup('<meta charset="utf-8">'), element("title", title)),
        element("body", element("h1", title), table, (element("p", one) for one in remarks)),
        lang="nl",
    )
    return together((Markup("<!doctype html>\n"), page)).encode("utf-8")


FORMS: Mapping[str, Callable[[Sequence[Row], str, Sequence[str]], bytes]] = {
    "csv": lambda rows, title, remarks: found_csv(rows),
    "xlsx": lambda rows, title, remarks: found_workbook(rows, remarks),
    "html": found_html,
}
"""What makes a file of rows, a title and remarks, by the ending of its name."""
