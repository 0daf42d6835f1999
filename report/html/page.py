"""The report as one web page: in Dutch, nothing from outside, every number with its passages."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from report.compiled_report import CompiledReport
from report.html.bases import BEST, Bases
from report.html.chapters import SIGNS, section_chapter, thread_chapter
from report.html.closing import (
    limits_chapter,
    method_chapter,
    origin_chapters,
    quality_chapter,
)
from report.html.matrix import matrix_markup
from report.html.pictures import figure_markup
from report.html.tables import table_markup
from report.markup import Child, Markup, element
from report.results import Verdict

TITLE = "Rode draden in Regio Deals"
HEAT_MAP = "warmtekaart"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even a browser that would run something finds nothing that it may load or run."""
_STYLE = Path(__file__).parent / "style.css"
_MATRIX_READING = (
    "Het getal is het aantal passages met de rode draad; eronder staat het aandeel van de tekst "
    "dat in die passages staat. Hoe donkerder, hoe groter dat aandeel. Een 0 betekent: wel tekst, "
    "niet gevonden. Een vraagteken betekent: gevonden, maar te onzeker om te tellen."
)

_ON_PAPER = (
    "Op papier staan van elke tabel hieronder hoogstens de eerste 15 rijen; alle rijen staan in "
    "rapport.xlsx en in de map tabellen."
)
"""The number is that of style.css; a test compares them."""


def report_page(
    report: CompiledReport, sheets: Mapping[str, str], pictures: Mapping[str, bytes]
) -> str:
    """The whole page; the same report gives the same page.

    `sheets` gives the sheet of each table, `pictures` the SVG of each figure and of HEAT_MAP.
    """
    bases = Bases(report.quotations, report.links)
    chapters = [
        _overview(report),
        _matrix(report, bases, pictures),
        _threads(report, bases, sheets),
        _analyses(report, bases, sheets, pictures),
        _checks(report, bases, sheets),
        method_chapter(),
        quality_chapter(report),
        limits_chapter(report),
        origin_chapters(report, bases, sheets),
    ]
    body = element(
        "body",
        element("a", "Naar de inhoud", href="#inhoud", class_="sla-over"),
        element("header", element("p", TITLE, class_="merk"), element("p", _of_run(report))),
        element(
            "div",
            _contents(report),
            element("main", chapters, _evidence(bases), id="inhoud", tabindex=-1),
            class_="raam",
        ),
        element("footer", element("p", _foot(report))),
    )
    return f"<!doctype html>\n{element('html', _head(report), body, lang='nl')}\n"


def _head(report: CompiledReport) -> Markup:
    return element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("title", f"{TITLE} – rapport van {report.day or report.run}"),
        element("style", _style()),
    )


@cache
def _style() -> Markup:
    return Markup(_STYLE.read_text(encoding="utf-8"))


def _of_run(report: CompiledReport) -> str:
    return f"Run van {report.day} ({report.run})" if report.day else f"Run {report.run}"


def _contents(report: CompiledReport) -> Markup:
    """Chapters, with their parts folded inside."""
    threads = [
        (f"draad-{one.concept.id}", f"{one.concept.id} {one.concept.short}")
        for one in report.threads.threads
    ]
    analyses = [(f"analyse-{one.number}", f"{one.number} {one.title}") for one in report.sections]
    chapters: list[tuple[str, str, Sequence[tuple[str, str]]]] = [
        ("overzicht", "Overzicht", ()),
        ("matrix", "Warmtekaart", ()),
        ("draden", "Per rode draad", threads),
        ("analyses", "Analyses", analyses),
        ("toetsen", "Toetsen", ()),
        ("methode", "Methode", ()),
        ("kwaliteit", "Kwaliteit van de labels", ()),
        ("grenzen", "Grenzen", ()),
        ("documenten", "Documenten en versies", ()),
        ("bewijs", "Bewijs", ()),
    ]
    items = [
        element("li", element("a", name, href=f"#{place}"), _listed(parts))
        for place, name, parts in chapters
    ]
    return element("nav", element("ul", items), aria_label="Inhoud", class_="inhoud")


def _listed(parts: Sequence[tuple[str, str]]) -> Child:
    if not parts:
        return ""
    links = [element("li", element("a", name, href=f"#{place}")) for place, name in parts]
    return element("ul", links)


def _overview(report: CompiledReport) -> Markup:
    facts = [(element("dt", name), element("dd", value)) for name, value in report.facts]
    tally = [
        element("li", element("b", str(count)), f" {SIGNS[verdict]} {verdict}")
        for verdict, count in report.tally().items()
    ]
    return element(
        "section",
        element("h1", TITLE, id="overzicht"),
        element(
            "p",
            "Dit rapport beschrijft welke rode draden, instrumenten en soorten interventies in de "
            "documenten van Regio Deals staan. Elk onderstreept getal leidt naar de passages waar "
            "het op rust, met document en pagina.",
            class_="inleiding",
        ),
        element("h2", "Wat er is gelezen"),
        element("dl", facts, class_="feiten"),
        element("h2", "Wat dit rapport wel en niet kan zeggen"),
        element("ul", [element("li", one) for one in report.caveats], class_="proza"),
        element("h2", "Toetsen in het kort"),
        element("ul", tally, class_="telling"),
        element("p", element("a", "Alle toetsen met hun oordeel", href="#toetsen")),
    )


def _matrix(report: CompiledReport, bases: Bases, pictures: Mapping[str, bytes]) -> Markup:
    figure = figure_markup(
        HEAT_MAP,
        "Rode draden per deal",
        "Dezelfde gegevens als in de tabel, als tekening. Ook te vinden als PNG en SVG in de map "
        "figuren.",
        pictures[HEAT_MAP],
    )
    return element(
        "section",
        element("h2", "Warmtekaart", id="matrix"),
        element("p", _MATRIX_READING, class_="proza"),
        matrix_markup(report.threads, bases),
        figure,
    )


def _threads(report: CompiledReport, bases: Bases, sheets: Mapping[str, str]) -> Markup:
    tables = report.threads
    return element(
        "section",
        element("h2", "Per rode draad", id="draden"),
        [thread_chapter(one, tables, bases, sheets) for one in tables.threads],
    )


def _analyses(
    report: CompiledReport, bases: Bases, sheets: Mapping[str, str], pictures: Mapping[str, bytes]
) -> Markup:
    return element(
        "section",
        element("h2", "Analyses", id="analyses"),
        element("p", _ON_PAPER, class_="alleen-papier"),
        [section_chapter(one, bases, sheets, pictures) for one in report.sections]
        or element("p", "Er zijn geen analyses.", class_="zacht"),
    )


def _checks(report: CompiledReport, bases: Bases, sheets: Mapping[str, str]) -> Markup:
    tally = report.tally()
    told = ", ".join(f"{tally[verdict]} keer ‘{verdict}’" for verdict in Verdict)
    return element(
        "section",
        element("h2", "Toetsen", id="toetsen"),
        element("p", f"Uitkomst: {told}.") if sum(tally.values()) else "",
        table_markup(report.checks, bases, sheets[report.checks.name], without=("analyse",)),
    )


def _evidence(bases: Bases) -> Markup:
    return element(
        "section",
        element("h2", "Bewijs", id="bewijs"),
        element(
            "p",
            "De passages achter de getallen, de beste eerst. Per getal staan er hier hoogstens "
            f"{BEST}; alle passages staan in bewijs.csv en bewijs.parquet, met hun plek op de "
            "pagina. Met de knop Vorige van uw browser gaat u terug naar het getal.",
            class_="proza",
        ),
        element("div", bases.lists(), class_="lijsten"),
        element(
            "p",
            "Op papier staan de passages er niet bij: open daarvoor rapport.html of bewijs.csv.",
            class_="alleen-papier",
        ),
        class_="bewijs",
    )


def _foot(report: CompiledReport) -> str:
    return (
        f"Gemaakt met Rode Draden uit {_of_run(report).lower()}. Het rapport is analytisch en "
        "beschrijvend; vermelding is geen effect."
    )
