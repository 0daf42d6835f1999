"""Agreement as one web page, in Dutch: nothing from outside, everything escaped."""

from collections.abc import Iterator, Mapping

from classify.agreement import Agreement, Figure, SetAgreement, Support
from classify.evaluate import ENOUGH
from report.agreement_passages import against_section, confusion_section, disputed_section
from report.agreement_report import AgreementReport, PairRow, View
from report.agreement_tables import Links, remark_on
from report.agreement_words import (
    ASSISTED_IS_HIGHER,
    LABELS_A_PASSAGE,
    LINKS_NEED_THE_DOCUMENTS,
    MOST_LEAVES_OUT,
    NO_TRUTH,
    NOBODY_TO_COMPARE,
    PARADOX,
    WORDS,
    introduction,
    unlike_sentence,
)
from report.evaluation_style import STYLE
from report.evaluation_tables import cells, remark, row_head, span, table_row, titled_table
from report.markup import Child, Markup, element, together
from report.quality import TOO_LITTLE
from report.shown_values import NOTHING, counted, decimal

TITLE = "Zijn de beoordelaars het eens?"
_NARROW = Markup("""
@media (max-width: 34rem) {
  .maten thead th { font-size: .65rem; }
  .maten .interval, .maten .opmerking { white-space: normal; }
}
""")
"""On a narrow page five columns share the width of one."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even a browser that would run something finds nothing that it may load or run."""


def agreement_page(report: AgreementReport, links: Links) -> str:
    """The whole page; the same report gives the same page."""
    made = ", ".join(f"{name} {value}" for name, value in report.versions.items())
    body = element(
        "body",
        element(
            "main",
            element("h1", TITLE),
            agreement_parts(report, links),
            element("p", LINKS_NEED_THE_DOCUMENTS),
        ),
        element(
            "footer", f"Gemaakt met Rode Draden: {made}. Deze pagina noemt namen van beoordelaars."
        ),
    )
    return f"<!doctype html>\n{element('html', _head(), body, lang='nl')}\n"


def agreement_parts(report: AgreementReport, links: Links) -> Markup:
    """All below the title, for a page of one's own."""
    return together(
        (
            [element("p", line) for line in introduction(report)],
            element("div", [_core(report, facet) for facet in report.facets], class_="kern")
            if report.is_shared
            else element("p", NOBODY_TO_COMPARE, class_="mis"),
            _contents(),
            [_people_section(view, report) for view in report.views if view.is_shared],
            _model_section(report),
            disputed_section(report, links),
            against_section(report, links),
            confusion_section(report),
            _reading_guide(),
        )
    )


def _head() -> Markup:
    return element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("title", f"{TITLE} – Rode Draden"),
        element("style", STYLE, _NARROW),
    )


def _core(report: AgreementReport, facet: str) -> Markup:
    one, whole = report.blind.scopes[facet], report.blind.sets[facet]
    title = element("h2", f"{facet}, blind")
    if one.support.too_few:
        return element(
            "section",
            title,
            element("p", "Te weinig", class_="getal"),
            element("p", f"{_basis(one.support)}; een cijfer vraagt er {ENOUGH}"),
        )
    alpha = "" if whole.support.too_few else f"alfa {_value(whole.alpha)}, "
    few = " (te weinig)" if whole.support.too_few else ""
    return element(
        "section",
        title,
        element("p", f"Alfa {_value(one.chance_corrected)}", class_="getal"),
        element("p", f"95%-interval {_span(one.chance_corrected)}; {_basis(one.support)}"),
        element("p", f"gelijk {_value(one.same)}, eens: aanwezig {_value(one.same_present)}"),
        element("p", f"labelverzamelingen: {alpha}{_basis(whole.support)}{few}"),
    )


def _basis(support: Support) -> str:
    return counted(support.passages, "passage", "passages")


def _contents() -> Markup:
    links = (
        ("beoordelaars", "Beoordelaars onderling"),
        ("model", "Het model als beoordelaar"),
        ("oneens", "Waar beoordelaars het oneens zijn"),
        ("tegen", "Beoordelaars tegenover het model"),
        ("verwarring", "Verwisselde labels"),
        ("uitleg", "Wat de cijfers betekenen"),
    )
    items = [element("li", element("a", name, href=f"#{place}")) for place, name in links]
    return element("nav", element("ul", items), aria_label="Op deze pagina")


def _people_section(view: View, report: AgreementReport) -> Markup:
    how = str(view.seen)
    title = element("h2", f"Beoordelaars onderling, {how}", id="beoordelaars")
    rows = [
        _agreement_row(_named(concept, report.names), found)
        for concept, found in view.concepts.items()
    ]
    foot = [row for facet in report.facets for row in _facet_rows(facet, view)]
    pairs = [
        _agreement_row((f"{one.first} en {one.second}",), one.together, of_several=True)
        for one in view.pairs
        if one.together.support.units
    ]
    return element(
        "section",
        title,
        element("p", PARADOX, class_="zacht"),
        titled_table(f"Alle beoordelaars samen, per label ({how})", _COLUMNS, rows, foot),
        element("h3", "Per paar beoordelaars"),
        _soft(unlike_sentence(view.pairs)),
        titled_table(
            f"Alle labels samen, per paar ({how})", ("Paar", "Kappa", *_COLUMNS[2:]), pairs
        ),
        [_pair_details(one, report.names) for one in view.pairs if one.together.support.units],
    )


_COLUMNS = ("Label", "Alfa", "Gelijk", "Eens: aanwezig", "Eens: afwezig", "Passages")


def _facet_rows(facet: str, view: View) -> Iterator[Markup]:
    yield _agreement_row((f"{facet} samen",), view.scopes[facet], of_several=True)
    yield _set_row(f"{facet}: labelverzamelingen", view.sets[facet])


def _pair_details(pair: PairRow, names: Mapping[str, str]) -> Markup:
    caption = f"{pair.first} en {pair.second}, per label"
    return element("details", element("summary", caption), _label_table(caption, pair, names))


def _label_table(caption: str, pair: PairRow, names: Mapping[str, str]) -> Markup:
    rows = [
        _agreement_row(_named(concept, names), found)
        for concept, found in pair.concepts.items()
        if found.support.units
    ]
    return titled_table(caption, ("Label", "Kappa", *_COLUMNS[2:]), rows)


def _agreement_row(name: Child, one: Agreement, *, of_several: bool = False) -> Markup:
    """Figures of one label, or of several taken together."""
    shares = (one.same, one.same_present, one.same_absent)
    return table_row(
        row_head(name),
        cells(
            _or_too_little(one.chance_corrected, one.support),
            *(_figure(share, one.support) for share in shares),
            _passages(one.support, of_several=of_several),
        ),
        class_="weinig" if one.support.too_few else "genoeg",
    )


def _set_row(name: str, one: SetAgreement) -> Markup:
    return table_row(
        row_head(name),
        cells(_or_too_little(one.alpha, one.support), "", "", "", _passages(one.support)),
        class_="weinig" if one.support.too_few else "genoeg",
    )


def _soft(text: str) -> Markup:
    """A remark in a paragraph of its own; nothing where there is none."""
    return element("p", text, class_="zacht") if text else together(())


def _named(concept: str, names: Mapping[str, str]) -> Child:
    return together((element("b", concept), " ", element("span", names[concept], class_="naam")))


def _figure(one: Figure, support: Support) -> Markup:
    """A figure with its interval, where there is one and it rests on enough."""
    if one.value is None or support.too_few:
        return together((NOTHING,))
    interval = element("span", span(one.interval), class_="interval") if one.interval else ""
    return together((decimal(one.value), interval))


def _or_too_little(one: Figure, support: Support) -> Markup:
    """What stands first in a row: the figure, or that there is too little for one."""
    if support.passages and support.too_few:
        return together((TOO_LITTLE,))
    return _figure(one, support)


def _value(one: Figure) -> str:
    return NOTHING if one.value is None else decimal(one.value)


def _span(one: Figure) -> str:
    return span(one.interval) if one.interval else NOTHING


def _passages(support: Support, *, of_several: bool = False) -> Markup:
    size = f"{decimal(support.units_a_passage, 1)} {LABELS_A_PASSAGE}"
    return together(
        (
            str(support.passages),
            remark(f"aanwezig: {support.with_present}"),
            remark(size) if of_several else "",
            remark(remark_on(support)) if remark_on(support) else "",
        )
    )


def _model_section(report: AgreementReport) -> Markup:
    rows = [
        _agreement_row((one.first, remark(str(view.seen))), one.together, of_several=True)
        for name in report.readers_beside_model
        for view in report.views
        for one in view.model
        if one.first == name and one.together.support.units
    ]
    blind = next((one for one in report.blind.model if one.together.support.units), None)
    return element(
        "section",
        element("h2", "Het model als beoordelaar", id="model"),
        _soft(ASSISTED_IS_HIGHER),
        _soft(MOST_LEAVES_OUT if report.has_consensus else ""),
        _soft(unlike_sentence(one for view in report.views for one in view.model)),
        titled_table(
            "Beoordelaars en model, alle labels samen",
            ("Beoordelaar", "Kappa", *_COLUMNS[2:]),
            rows,
        ),
        _model_details(blind, report.names) if blind else "",
    )


def _model_details(pair: PairRow, names: Mapping[str, str]) -> Markup:
    caption = f"Blind, per label: {pair.first} en {pair.second}"
    return together((element("h3", "Per label"), _label_table(caption, pair, names)))


def _reading_guide() -> Markup:
    words = [(element("dt", word), element("dd", meaning)) for word, meaning in WORDS]
    return element(
        "section",
        element("h2", "Wat de cijfers betekenen", id="uitleg"),
        element("dl", words, class_="lijst uitleg"),
        element("p", NO_TRUTH),
    )
