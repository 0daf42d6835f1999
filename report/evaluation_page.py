"""The evaluation as one web page, in Dutch: nothing from outside, everything escaped."""

from collections.abc import Iterator, Mapping, Sequence

from classify.assessment import Assessment, FacetAssessment
from classify.calibration import Calibration
from classify.evaluate import ENOUGH
from classify.mistakes import Confusion, Mistake
from report.evaluation_record import reason_of
from report.evaluation_style import STYLE
from report.evaluation_tables import (
    calibration_table,
    confusion_table,
    counted,
    group_table,
    label_table,
    span,
)
from report.markup import Child, Markup, element, together
from report.reliability_figure import reliability_figure
from report.shown_values import decimal

_TITLE = "Hoe goed zijn de labels?"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even a browser that would run something finds nothing that it may load or run."""
_PAIRS = 5
_WORDS = (
    ("Precisie", "het deel van de gegeven labels dat klopt"),
    ("Vangst", "het deel van de labels in het oordeel dat is gegeven"),
    ("F1", "precisie en vangst in één getal: 0 is alles mis, 1 is alles goed"),
    ("Steun", "hoe vaak het label in het oordeel staat"),
    (
        "95%-interval",
        "waarbinnen F1 meestal valt als u steeds evenveel passages uit deze verzameling trekt",
    ),
    (
        "Te weinig",
        f"de steun is kleiner dan {ENOUGH}; zo'n cijfer staat in grijs en zegt weinig over "
        "andere passages",
    ),
    ("Vals alarm", "een passage zonder label in het oordeel die er toch een krijgt"),
)


def evaluation_page(assessment: Assessment, versions: Mapping[str, str]) -> str:
    """The whole page; the same assessment gives the same page."""
    facets = assessment.facets
    body = element(
        "body",
        element(
            "main",
            element("h1", _TITLE),
            element("p", _introduction(assessment)),
            element("div", [_core(one) for one in facets], class_="kern"),
            _contents(facets),
            [_facet_section(one) for one in facets],
            _worst_section(assessment),
            _reading_guide(),
        ),
        element("footer", _origin(versions)),
    )
    return f"<!doctype html>\n{element('html', _head(), body, lang='nl')}\n"


def _head() -> Markup:
    return element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("title", f"{_TITLE} – Rode Draden"),
        element("style", STYLE),
    )


def _introduction(assessment: Assessment) -> str:
    return (
        f"Deze pagina legt de labels van het model naast het oordeel over "
        f"{counted(assessment.passages)}."
    )


def _core(found: FacetAssessment) -> Markup:
    one = found.concepts
    few = " (te weinig)" if one.micro.too_few else ""
    return element(
        "section",
        element("h2", found.facet.title.nl),
        element("p", f"F1 {decimal(one.micro.f1)}", class_="getal"),
        element("p", f"95%-interval {span(one.micro.interval)}; steun {one.micro.support}{few}"),
        element(
            "p",
            f"precisie {decimal(one.micro.precision)}, vangst {decimal(one.micro.recall)}, "
            f"macro-F1\u00a0{decimal(one.macro_f1)}",
        ),
        element(
            "p", f"vals alarm: {one.false_alarms} van {counted(one.without_label)} zonder label"
        ),
    )


def _contents(facets: Sequence[FacetAssessment]) -> Markup:
    links = [(one.facet.id, one.facet.title.nl) for one in facets]
    links += [("slechtste", "Slechtste passages"), ("uitleg", "Wat de cijfers betekenen")]
    items = [element("li", element("a", name, href=f"#{place}")) for place, name in links]
    return element("nav", element("ul", items), aria_label="Op deze pagina")


def _reading_guide() -> Markup:
    words = [(element("dt", word), element("dd", meaning)) for word, meaning in _WORDS]
    title = element("h2", "Wat de cijfers betekenen", id="uitleg")
    return element("section", title, element("dl", words, class_="lijst"))


def _facet_section(found: FacetAssessment) -> Markup:
    title = found.facet.title.nl
    return element(
        "section",
        element("h2", title, id=found.facet.id),
        list(_measure_parts(found)),
        _confusion_part(found.confusion, _concept_names(found), title),
        _calibration_part(found.calibration, title),
    )


def _measure_parts(found: FacetAssessment) -> Iterator[Markup]:
    title = found.facet.title.nl
    alone = title.lower()
    yield element("h3", "Per label")
    yield label_table(f"{title}: maten per label", "Label", found.concepts, _concept_names(found))
    if found.domains:
        names = {domain.id: domain.label.nl for domain in found.facet.domains}
        yield element("h3", "Per domein")
        yield element("p", _DOMAIN_NOTE, class_="zacht")
        yield label_table(f"{title}: maten per domein", "Domein", found.domains, names)
    if found.kinds:
        yield element("h3", "Per soort document")
        yield group_table(f"Alle {alone} samen, per soort document", "Soort", found.kinds)
    if found.sources:
        yield element("h3", "Per bron")
        yield group_table(f"Alle {alone} samen, per bron", "Bron", found.sources)


_DOMAIN_NOTE = (
    "Een passage hoort bij een domein als ze minstens één label van dat domein heeft. Een label "
    "verwisselen binnen een domein telt hier dus niet als fout."
)


def _concept_names(found: FacetAssessment) -> dict[str, str]:
    return {concept.id: concept.short for concept in found.facet.concepts}


def _confusion_part(found: Confusion, names: Mapping[str, str], title: str) -> Markup:
    return together(
        (
            element("h3", "Wat in plaats van wat"),
            element("p", _confusion_note(found), class_="zacht"),
            confusion_table(f"{title}: verwisselde labels", found, names),
        )
    )


def _confusion_note(found: Confusion) -> str:
    pairs = [
        (count, missed, given)
        for missed, counts in zip(found.concepts, found.counts, strict=True)
        for given, count in zip(found.concepts, counts, strict=True)
        if count > 1
    ]
    pairs.sort(key=lambda pair: -pair[0])
    often = "; ".join(
        f"{missed} gemist en {given} gegeven ({count} keer)"
        for count, missed, given in pairs[:_PAIRS]
    )
    how = (
        "Elke rij is een gemist label; de kolommen zeggen welke labels in die passages ten "
        "onrechte zijn gegeven. Onder ‘niets’ staat hoe vaak er geen ander voor in de plaats kwam."
    )
    return f"{how} Vaakst: {often}." if often else how


def _calibration_part(found: Calibration, title: str) -> Markup:
    caption = f"{title}: kans en uitkomst"
    figure = element(
        "figure",
        reliability_figure(found, caption),
        element("figcaption", "Op de streeplijn klopt de kans precies. Grotere stip: meer cellen."),
    )
    table = calibration_table(f"{title}: cellen per vak van de kans", found)
    return together(
        (
            element("h3", "Kloppen de kansen?"),
            element("p", _calibration_note(found), class_="zacht"),
            element("div", figure, table, class_="naast"),
        )
    )


def _calibration_note(found: Calibration) -> str:
    return (
        f"Een cel is één passage met één label: {found.cells} cellen, waarvan {found.true_cells} "
        f"waar. Brierscore {decimal(found.brier, 3)}, verwachte ijkfout "
        f"{decimal(found.expected_error, 3)}; bij beide is 0 het best. De meeste cellen hebben een "
        "kans dicht bij 0 en wegen daarin zwaar."
    )


def _worst_section(assessment: Assessment) -> Markup:
    worst = assessment.worst
    names = {key: name for one in assessment.facets for key, name in _concept_names(one).items()}
    note = (
        "De passages met een fout label waarvan de kans het verst naast het oordeel zat. "
        "Gemarkeerd zijn de woorden die voor dat label spreken."
        if worst
        else "Geen enkele passage heeft een fout label."
    )
    return element(
        "section",
        element("h2", "Slechtste passages", id="slechtste"),
        element("p", note, class_="zacht"),
        element(
            "ol",
            [_worst_item(place, one, names) for place, one in enumerate(worst, 1)],
            class_="slechtst",
        ),
    )


def _worst_item(place: int, one: Mistake, names: Mapping[str, str]) -> Markup:
    origin = ", ".join(part for part in (one.passage.kind, one.passage.source) if part)
    return element(
        "li",
        element("h3", f"{place}. {one.passage.passage_id}"),
        element("div", origin, class_="zacht") if origin else "",
        element("blockquote", _marked(one)),
        element(
            "dl",
            element("dt", "Oordeel"),
            element("dd", _labels(one.judged, one.given, "gemist", names)),
            element("dt", "Gegeven"),
            element("dd", _labels(one.given, one.judged, "ten onrechte", names)),
            element("dt", "Waarom"),
            element("dd", reason_of(one)),
        ),
    )


def _labels(
    labels: Sequence[str], others: Sequence[str], remark: str, names: Mapping[str, str]
) -> Markup:
    """Labels one below the other; those that the other side does not have stand out."""
    if not labels:
        return together(("geen",))
    return together(
        element("div", f"{label} {names[label]}")
        if label in others
        else element("div", f"{label} {names[label]} ({remark})", class_="mis")
        for label in labels
    )


def _marked(mistake: Mistake) -> Markup:
    """The text with its evidence marked; marks never nest, whatever the evidence overlaps."""
    text, place = mistake.passage.text, 0
    pieces: list[Child] = []
    for one in sorted(mistake.evidence, key=lambda found: (found.start, found.end)):
        start = max(one.start, place)
        if start < one.end:
            pieces += [text[place:start], element("mark", text[start : one.end])]
            place = one.end
    return together([*pieces, text[place:]])


def _origin(versions: Mapping[str, str]) -> str:
    made = ", ".join(f"{name} {value}" for name, value in versions.items())
    return f"Gemaakt met Rode Draden: {made}. Oordeel en labels gaan over vermelding, niet effect."
