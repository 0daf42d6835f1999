"""What stands behind the findings: method, quality, limits, documents, versions."""

from collections.abc import Mapping

from report.cell_intervals import CERTAIN_ENOUGH, UNLIKELY
from report.compiled_report import CompiledReport
from report.html.bases import Bases
from report.html.tables import table_markup
from report.label_quality import quality_told
from report.markup import Child, Markup, element, together
from report.quality import LEAST_SUPPORT, TOO_LITTLE, measured_quality
from report.shown_values import decimal
from report.theme_matrix import LEAST_WORDS

_STEPS = (
    "Een mens zegt in het manifest bij welke deal elk bestand hoort, wat voor document het is en "
    "uit welk jaar.",
    "Het programma leest de tekst met de plaats op de pagina. Kop- en voetregels gaan eruit. "
    "Scans gaan door de tekstherkenning als die is geïnstalleerd.",
    "De tekst wordt verdeeld in passages van hele zinnen. Alinea's, lijsten en tabelrijen tellen "
    "mee; koppen, voetnoten, literatuurlijsten en lijsten van namen niet.",
    "Een model berekent voor elke passage en elk label een kans. Haalt die kans de drempel van dat "
    "label, dan krijgt de passage het label. Een passage kan meer labels hebben, of geen.",
    "Per deal komen de passages samen, apart voor plan (convenant) en rapportage (al het andere). "
    "Tekst die deals uit verschillende streken bijna gelijk hebben, telt niet mee, en wat een deal "
    "herhaalt telt één keer. Een cel is 1 als de kans dat het thema er staat "
    f"{decimal(CERTAIN_ENOUGH, 1)} of hoger is, 0 als die kans kleiner is dan "
    f"{decimal(UNLIKELY, 1)}, en anders ‘onzeker’. Die kans houdt rekening met de lengte van de "
    "tekst: een enkel zwak label weegt in een lang rapport minder dan in een brief. Met minder dan "
    f"{LEAST_WORDS} eigen woorden is de cel ‘geen tekst’.",
    "Elk getal onthoudt de passages waar het op rust. Bij een aantal deals is dat de beste "
    "passage van elke deal.",
)
_LIMITS = (
    "Vermelding is geen effect. Het rapport zegt waar documenten over gaan, niet of er iets is "
    "gedaan of bereikt.",
    "Het model leerde van passages die taalmodellen hebben geschreven en gelabeld. Echte "
    "documenten kunnen anders klinken; nieuwe woorden worden dan gemist.",
    "Een thema dat maar op één van honderden passages staat, is niet van een vergissing te "
    "onderscheiden. Zo'n cel is ‘onzeker’ of 0; zoek bij twijfel zelf in het document.",
    "De verdere facetten (soorten interventies, factoren, terugkoppeling en andere) zijn minder "
    "zeker dan rode draden en instrumenten. Of een factor hielp of hinderde, moet u nalezen.",
    "Plan en rapportage zijn verschillende bronnen. Een thema dat niet in de rapportage staat, "
    "kan toch zijn uitgevoerd.",
    "Dat een rode draad en een instrument in dezelfde passage staan, zegt niet dat ze bij "
    "hetzelfde project horen.",
    "Bij kleine aantallen zegt een aandeel weinig; daarom staat er een 95%-interval bij.",
    "Ingewikkelde tabellen en slechte scans worden soms verkeerd gelezen.",
)

REVIEW = 23
"""Number of the analysis that says what people found."""


def method_chapter() -> Markup:
    """How a page becomes a number, in six steps."""
    return element(
        "section",
        element("h2", "Methode", id="methode"),
        element("ol", [element("li", step) for step in _STEPS], class_="proza"),
    )


def quality_chapter(report: CompiledReport) -> Markup:
    """How good the labels are, with their intervals: by what people found in this run, and by what
    was measured before."""
    quality = measured_quality()
    measures = ("Precisie", "Vangst", "F1", "95%-interval", "F1 per label")
    head = ("Labels", *measures, "Steun", "Passages")
    rows = [
        element(
            "tr",
            element("th", one.facet.capitalize(), scope="row", class_="t"),
            [
                element("td", shown, class_="getal")
                for shown in (
                    decimal(one.precision),
                    decimal(one.recall),
                    decimal(one.micro_f1),
                    f"{decimal(one.low)}–{decimal(one.high)}",
                    decimal(one.macro_f1),
                    f"{one.support} ({TOO_LITTLE})" if one.is_too_little else str(one.support),
                    str(one.passages),
                )
            ],
        )
        for one in quality.measures
    ]
    caption = "Kwaliteit van de labels, gemeten op passages waar het model niet van leerde"
    return element(
        "section",
        element("h2", "Kwaliteit van de labels", id="kwaliteit"),
        element(
            "p",
            "Precisie is het deel van de gegeven labels dat klopt, vangst het deel van de labels "
            "in het oordeel dat is gegeven; F1 vat die twee samen (1 is alles goed). Steun is hoe "
            f"vaak een label in het oordeel staat; onder de {LEAST_SUPPORT} is dat te weinig voor "
            "een cijfer.",
            class_="proza",
        ),
        _of_this_run(report),
        element(
            "p",
            f"Bij de levering is op andere passages gemeten. {quality.readers} Per label is de "
            "steun daar te klein voor een cijfer. "
            "In documenten staan labels minder dicht op elkaar dan in deze passages: reken op meer "
            "labels die niet kloppen.",
            class_="proza",
        ),
        element(
            "div",
            element(
                "table",
                element("caption", element("b", caption)),
                element("thead", element("tr", [
                    element("th", name, scope="col", class_="getal" if place else "t")
                    for place, name in enumerate(head)
                ])),
                element("tbody", rows),
            ),
            class_="rol", role="region", aria_label=caption, tabindex=0,
        ),
    )  # fmt: skip


def _of_this_run(report: CompiledReport) -> Child:
    """What the blind sample of this run says, with the way to the figures of each label."""
    chapter = next((one for one in report.sections if one.number == REVIEW), None)
    way = element("a", "per label", href=f"#analyse-{REVIEW}") if chapter else "per label"
    told = [element("li", one) for one in quality_told(report.labels)]
    return together(
        (
            element("p", "Op de documenten van deze run (", way, "):"),
            element("ul", told, class_="proza"),
        )
    )


def limits_chapter(report: CompiledReport) -> Markup:
    """What the numbers do not say, and what was amiss with this corpus."""
    own = [one for one in report.caveats if one not in _LIMITS]
    return element(
        "section",
        element("h2", "Grenzen", id="grenzen"),
        element("ul", [element("li", one) for one in (*_LIMITS, *own)], class_="proza"),
    )


def origin_chapters(report: CompiledReport, bases: Bases, sheets: Mapping[str, str]) -> Markup:
    """The documents with their hashes, and the versions."""
    documents, versions = report.documents, report.versions
    return element(
        "section",
        element("h2", "Documenten en versies", id="documenten"),
        table_markup(documents, bases, sheets[documents.name], links=report.links),
        table_markup(versions, bases, sheets[versions.name]),
    )
