"""A table of results on the page: numbers lead to their passages, intervals stand beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from report.html.bases import Bases
from report.markup import Child, Markup, element, together
from report.results import Measure, ResultColumn, ResultRow, ResultTable, Value
from report.shown_values import NOTHING, counted, dotted, shown

LONGEST = 80
"""Rows of a table that stand on the page; all of them stand in the workbook and the CSV."""
_SHORT = 60
"""Letters of a text that can be a link itself; behind a longer one stands a link of its own."""
_KEYS = ("deal_id",)
"""Columns for programs, left out where a name stands beside them."""
_ENDS = ("laag", "hoog")
_WHOLE = "_van"
"""`x_van` says of how many the count `x` is a part; it stands in the same cell."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column of the page, with the columns of the ends of its interval, if it has them, and the
    one that says of how many it is a part."""

    column: ResultColumn
    ends: tuple[str, ...] = ()
    whole: str = ""


def table_markup(
    table: ResultTable,
    bases: Bases,
    sheet: str,
    *,
    without: Sequence[str] = (),
    rows: Sequence[ResultRow] | None = None,
    caption: str = "",
    links: Mapping[str, str] | None = None,
) -> Markup:
    """A table with its caption, in a region that scrolls by itself, and what its columns mean.

    `rows` shows some rows only, `without` leaves out columns; `sheet` is where all rows stand;
    with `links` the names of documents lead to the documents.
    """
    own = table.rows if rows is None else rows
    hidden = {*without, *_KEYS} if "deal" in {one.name for one in table.columns} else set(without)
    columns = _shown_columns([one for one in table.columns if one.name not in hidden])
    if not own:
        return element("p", f"{caption or table.title}: er zijn geen rijen.", class_="zacht")
    part = own[:LONGEST]
    body = [_row(table, columns, row, bases, links or {}) for row in part]
    heading = caption or table.title
    return element(
        "div",
        element(
            "div",
            element(
                "table",
                element("caption", element("b", heading), _rest(table, own, sheet, caption)),
                element("thead", element("tr", [_head(one) for one in columns])),
                element("tbody", body),
            ),
            class_="rol",
            role="region",
            aria_label=f"{heading}, blad {sheet}",  # two tables may have the same title
            tabindex=0,
        ),
        _meanings(columns) if rows is None else "",
        class_="tabel",
        id=f"tabel-{table.name}" if rows is None else f"tabel-{table.name}-{part[0].key}",
    )


def _rest(table: ResultTable, own: Sequence[ResultRow], sheet: str, caption: str) -> Child:
    reading = "" if caption else f" {table.reading}"
    if len(own) <= LONGEST:
        return reading
    return (
        f"{reading} Hier staan de eerste {LONGEST} van "
        f"{counted(len(own), 'rij', 'rijen')}; alle rijen staan in rapport.xlsx (blad {sheet}) "
        f"en in tabellen/{table.name}.csv."
    )


def _shown_columns(columns: Sequence[ResultColumn]) -> list[_Shown]:
    """Columns as a reader sees them: the ends of an interval stand in what they bound, and a whole
    in its part."""
    ends, names = _intervals(columns), {one.name for one in columns}
    wholes = {name: f"{name}{_WHOLE}" for name in names if f"{name}{_WHOLE}" in names}
    inside = {name for pair in ends.values() for name in pair} | set(wholes.values())
    return [
        _Shown(one, ends.get(one.name, ()), wholes.get(one.name, ""))
        for one in columns
        if one.name not in inside
    ]


def _intervals(columns: Sequence[ResultColumn]) -> Mapping[str, tuple[str, str]]:
    """By column, the names of its low and high end: `x_laag` and `x_hoog` bound `x`, or the last
    column before them of the same measure where no such column is called so."""
    found: dict[str, tuple[str, str]] = {}
    names = [column.name for column in columns]
    for place, column in enumerate(columns[:-1]):
        low, high = column.name, names[place + 1]
        if not (low.endswith(_ENDS[0]) and high == low[: -len(_ENDS[0])] + _ENDS[1]):
            continue
        stem = low[: -len(_ENDS[0])].rstrip("_")
        alike = [one.name for one in columns[:place] if one.measure is column.measure]
        bounded = stem if stem in alike else next(reversed(alike), "")
        if bounded and bounded not in found and column.measure is not Measure.TEXT:
            found[bounded] = (low, high)
    return found


def _head(one: _Shown) -> Markup:
    number = one.column.measure is not Measure.TEXT
    note = element("span", "95%-interval", class_="interval") if one.ends else ""
    return element("th", one.column.title, note, scope="col", class_="getal" if number else "t")


def _row(
    table: ResultTable,
    columns: Sequence[_Shown],
    row: ResultRow,
    bases: Bases,
    links: Mapping[str, str],
) -> Markup:
    about = f"{table.title}: {_about(columns, row)}"
    cells = (_cell(one, row, bases, about, links) for one in columns)
    return element(
        "tr",
        [
            element(
                "td" if place else "th", content, **({} if place else {"scope": "row"}), class_=kind
            )
            for place, (content, kind) in enumerate(cells)
        ],
    )


def _about(columns: Sequence[_Shown], row: ResultRow) -> str:
    """What a row is of: its first words."""
    names = [one.column.name for one in columns if one.column.measure is Measure.TEXT]
    words = [value for name in names[:3] if isinstance(value := row.values.get(name), str)]
    return ", ".join(word for word in words if 0 < len(word) <= _SHORT) or row.key


def _cell(
    one: _Shown, row: ResultRow, bases: Bases, about: str, links: Mapping[str, str]
) -> tuple[Child, str]:
    """What stands in a cell, and of what kind it is: words, a number or nothing.

    Of several lines (quotes, say) the first is shown, with a link to all of them: a row that fills
    a screen cannot be compared with the next.
    """
    column = one.column
    value, pointers = row.values.get(column.name), row.basis.get(column.name, ())
    words = shown(value, column.measure)
    if words == NOTHING:
        return NOTHING, "leeg"
    kind = "t" if isinstance(value, str) else "getal"
    if words in links:
        return element("a", words, href=links[words]), kind
    told = f"{about}, {column.title.lower()}"
    first, *more = words.split("\n")
    if more and pointers:
        return [first, " ", bases.linked(f"en nog {dotted(len(more))}", pointers, told)], "t lang"
    if pointers and len(words) > _SHORT:
        return [words, " ", bases.linked("vindplaats", pointers, told)], "t lang"
    kind = "t lang" if len(words) > _SHORT else kind
    beside = (_interval(row, one, column.measure), _out_of(row, one, bases, told))
    return [bases.linked(words, pointers, told), *beside], kind


def _out_of(row: ResultRow, one: _Shown, bases: Bases, told: str) -> Child:
    """Of how many a count is a part, with the passages of all of them."""
    if not one.whole:
        return ""
    words = f"van {shown(row.values.get(one.whole), one.column.measure)}"
    linked = bases.linked(words, row.basis.get(one.whole, ()), f"{told}, alle")
    return element("span", linked, class_="interval")


def _interval(row: ResultRow, one: _Shown, measure: Measure) -> Child:
    if not one.ends:
        return ""
    low, high = (row.values.get(name) for name in one.ends)
    if low is None or high is None:
        return ""
    words = f"{shown(_rounded(low, measure), measure)}–{shown(_rounded(high, measure), measure)}"
    return element("span", words, class_="interval")


def _rounded(value: Value, measure: Measure) -> Value:
    """Ends of an interval in whole percentages: more would seem to be known than is."""
    return round(value, 2) if measure is Measure.SHARE and isinstance(value, float) else value


def _meanings(columns: Iterable[_Shown]) -> Markup:
    pairs: Iterator[Markup] = (
        together((element("dt", one.column.title), element("dd", one.column.meaning)))
        for one in columns
    )
    return element(
        "details",
        element("summary", "Wat de kolommen betekenen"),
        element("dl", pairs),
    )
