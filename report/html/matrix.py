"""The matrix of deals and rode draden as a table that can be read without its colours."""

from collections.abc import Mapping, Sequence

from corpus.records import Bron
from report.html.bases import Bases
from report.markup import Child, Markup, element
from report.results import Measure, ResultRow
from report.shown_values import shown
from report.theme_matrix import FOUND, NO_TEXT, UNCERTAIN
from report.thread_tables import BRONNEN, Thread, ThreadTables

_STEPS = (0.02, 0.1, 0.25, 0.5)
"""Shares of the text from which a cell is a shade darker; the darkest still bears black letters."""


def matrix_markup(tables: ThreadTables, bases: Bases) -> Markup:
    """A row a deal and bron, a column a rode draad, the number of passages in each cell."""
    by_deal: dict[str, dict[str, ResultRow]] = {}
    for row in tables.deals.rows:
        by_deal.setdefault(str(row.values["deal_id"]), {})[str(row.values["draad"])] = row
    head = element(
        "tr",
        element("th", "Deal", scope="col"),
        [_thread_head(thread) for thread in tables.threads],
    )
    body = [
        _deal_row(rows, bron, tables.threads, bases)
        for rows in by_deal.values()
        for bron in BRONNEN
        if any(row.values[bron.value] is not None for row in rows.values())
    ]
    caption = "Rode draden per deal, apart voor plan en rapportage"
    table = element(
        "table",
        element("caption", element("b", caption)),
        element("thead", head),
        element("tbody", body),
        class_="matrix",
    )
    return element("div", table, class_="rol", role="region", aria_label=caption, tabindex=0)


def _thread_head(thread: Thread) -> Markup:
    concept = thread.concept
    link = element("a", concept.id, href=f"#draad-{concept.id}")
    name = element("span", concept.short, class_="naam")
    return element("th", link, name, scope="col")


def _deal_row(
    rows: Mapping[str, ResultRow], bron: Bron, threads: Sequence[Thread], bases: Bases
) -> Markup:
    first = next(iter(rows.values()))
    name = element(
        "th",
        str(first.values["deal"]),
        element("span", f"tranche {first.values['tranche']}, {bron}", class_="zacht"),
        scope="row",
    )
    return element("tr", name, [_cell(rows[one.concept.id], bron, bases) for one in threads])


def _cell(row: ResultRow, bron: Bron, bases: Bases) -> Markup:
    value, count = row.values[bron.value], row.values[f"{bron}_passages"]
    share = row.values[f"{bron}_aandeel"]
    about = f"{row.values['rode_draad']} in {bron} van {row.values['deal']}{_reviewed(row, bron)}"
    pointers = row.basis.get(bron.value, ())
    if value == FOUND:
        shade = sum(isinstance(share, float) and share >= step for step in _STEPS)
        told: Child = bases.linked(str(count), pointers, about)
        strength = element("span", shown(_whole(share), Measure.SHARE), class_="sterkte")
        return element("td", told, strength, class_=f"s{shade}")
    if value == NO_TEXT:
        return element("td", NO_TEXT, class_="stil")
    if value == UNCERTAIN:
        return element(
            "td", bases.linked(f"? {count}" if count else "?", pointers, about), class_="twijfel"
        )
    return element("td", "0", class_="nul")


def _reviewed(row: ResultRow, bron: Bron) -> str:
    """How much of the cell people checked, where they checked any of it."""
    part = row.values[f"{bron}_nagekeken"]
    return f" ({shown(_whole(part), Measure.SHARE)} van de labels nagekeken)" if part else ""


def _whole(share: object) -> float | None:
    return round(share, 2) if isinstance(share, float) else None
