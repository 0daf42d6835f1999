"""The tables of the evaluation page: measures, confusion and calibration."""

from collections.abc import Iterable, Mapping, Sequence

from classify.calibration import Calibration
from classify.evaluate import Evaluation, Interval, Measured
from classify.mistakes import Confusion
from report.markup import Child, Markup, element, together
from report.shown_values import decimal, dotted

_BAR_WIDTH, _BAR_HEIGHT = 120.0, 16.0
_NOTHING = "–"
_MANY = 3
"""Times that one label was given for another before the cell is drawn darker."""

Names = Mapping[str, str]


def label_table(caption: str, head: str, found: Evaluation, names: Names) -> Markup:
    """Measures by label, with all of them together in the foot."""
    rows = (_measured_row(_named(label, names), one) for label, one in found.concepts.items())
    return titled_table(
        caption,
        (head, "Precisie", "Vangst", "F1", "Steun"),
        rows,
        (_measured_row("Alle labels samen (micro)", found.micro), _macro_row(found)),
    )


def group_table(caption: str, head: str, groups: Mapping[str, Evaluation]) -> Markup:
    """Measures of all labels together, by group of passages."""
    rows = (_group_row(name, found) for name, found in groups.items())
    columns = (head, "Precisie", "Vangst", "F1 (micro)", "F1 (macro)", "Steun")
    return titled_table(caption, columns, rows)


def confusion_table(caption: str, found: Confusion, names: Names) -> Markup:
    """A row for each label that can be missed, a column for each that can be wrongly given."""
    columns = [_abbreviated(concept, names) for concept in found.concepts]
    rows = [
        table_row(
            row_head(_named(concept, names)),
            cells(str(missed), str(alone)),
            [_confused(count, own=place == row) for place, count in enumerate(counts)],
        )
        for row, (concept, counts, missed, alone) in enumerate(
            zip(found.concepts, found.counts, found.missed, found.alone, strict=True)
        )
    ]
    table = titled_table(caption, ("Gemist", "keer", "niets", *columns), rows, kind="kruis")
    return element("div", table, class_="rol", role="region", aria_label=caption, tabindex=0)


def calibration_table(caption: str, found: Calibration) -> Markup:
    """The bins of the reliability figure in numbers."""
    rows = (
        table_row(
            row_head(f"{decimal(one.low)}–{decimal(one.high)}"),
            cells(
                str(one.cells),
                decimal(one.mean_probability) if one.cells else _NOTHING,
                decimal(one.share_true) if one.cells else _NOTHING,
            ),
        )
        for one in found.bins
    )
    return titled_table(
        caption, ("Kans", "Cellen", "Gemiddelde kans", "Aandeel waar"), rows, kind="vakken"
    )


def span(interval: Interval) -> str:
    """An interval as a reader writes it."""
    low, high = interval
    return f"{decimal(low)}–{decimal(high)}"


def counted(passages: int) -> str:
    """A number of passages in words."""
    return "1 passage" if passages == 1 else f"{dotted(passages)} passages"


def titled_table(
    caption: str,
    head: Sequence[Child],
    rows: Iterable[Markup],
    foot: Sequence[Markup] = (),
    kind: str = "maten",
) -> Markup:
    """A table with its title above it.

    Roles are written out: the style turns rows of a narrow page into blocks, and some screen
    readers would then no longer take it for a table."""
    columns = [element("th", name, scope="col", role="columnheader") for name in head]
    return element(
        "table",
        element("caption", caption),
        element("thead", table_row(columns), role="rowgroup"),
        element("tbody", rows, role="rowgroup"),
        element("tfoot", foot, role="rowgroup") if foot else "",
        class_=kind,
        role="table",
    )


def table_row(*values: Child, **attributes: str) -> Markup:
    """A row of cells."""
    return element("tr", values, role="row", **attributes)


def row_head(*name: Child) -> Markup:
    """What a row is about."""
    return element("th", name, scope="row", role="rowheader")


def cells(*values: Child) -> Markup:
    """A cell for each value."""
    return together(map(_cell, values))


def _cell(value: Child, **attributes: str) -> Markup:
    return element("td", value, role="cell", **attributes)


def _named(label: str, names: Names) -> Markup:
    return together(
        (element("b", label), " ", element("span", names.get(label, ""), class_="naam"))
    )


def _abbreviated(label: str, names: Names) -> Markup:
    return element("abbr", label, title=names.get(label, label))


def _measured_row(name: Child, one: Measured) -> Markup:
    if not one.support:
        values = cells(_NOTHING, _NOTHING, _NOTHING, _support(one))
    else:
        values = cells(
            decimal(one.precision), decimal(one.recall), _f1(one.f1, one.interval), _support(one)
        )
    return table_row(row_head(name), values, class_=_weight(one))


def _macro_row(found: Evaluation) -> Markup:
    supported = [one for one in found.concepts.values() if one.support]
    note = f"{len(supported)} labels"
    return table_row(
        row_head("Gemiddeld per label (macro)"),
        cells("", "", _f1(found.macro_f1, found.macro_interval), remark(note)),
        class_=_weight(found.micro),
    )


def _group_row(name: str, found: Evaluation) -> Markup:
    one = found.micro
    alarms = f"; vals alarm {found.false_alarms} van {found.without_label}"
    size = counted(found.passages)
    head = row_head(name, remark(size + alarms if found.without_label else size))
    if not one.support:
        values = cells(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _support(one))
    else:
        macro = together((decimal(found.macro_f1), _interval(found.macro_interval)))
        values = cells(
            decimal(one.precision),
            decimal(one.recall),
            _f1(one.f1, one.interval),
            macro,
            _support(one),
        )
    return table_row(head, values, class_=_weight(one))


def _weight(one: Measured) -> str:
    return "weinig" if one.too_few else "genoeg"


def _support(one: Measured) -> Markup:
    if not one.support:
        return together(("0", remark("geen")))
    return together((str(one.support), remark("te weinig") if one.too_few else ""))


def remark(text: str) -> Markup:
    """Small print below a value."""
    return element("span", text, class_="opmerking")


def _interval(interval: Interval) -> Markup:
    return element("span", span(interval), class_="interval")


def _f1(value: float, interval: Interval) -> Markup:
    figures = element("span", decimal(value), _interval(interval))
    return element("div", _bar(value, interval), figures, class_="maat")


def _bar(value: float, interval: Interval) -> Markup:
    """The interval as a strip and the value as a dot; the numbers beside it say the same."""
    low, high = (round(limit * _BAR_WIDTH, 1) for limit in interval)
    middle = _BAR_HEIGHT / 2
    return element(
        "svg",
        element("line", x1=0, y1=middle, x2=_BAR_WIDTH, y2=middle),
        element("rect", x=low, y=middle - 3, width=round(high - low, 1), height=6),
        element("circle", cx=round(value * _BAR_WIDTH, 1), cy=middle, r=4),
        viewBox=f"-5 0 {_BAR_WIDTH + 10:g} {_BAR_HEIGHT:g}",
        class_="balk",
        aria_hidden="true",
    )


def _confused(count: int, *, own: bool) -> Markup:
    if own:
        return _cell("", class_="zelf")
    if not count:
        return _cell("")
    return _cell(str(count), class_="veel" if count >= _MANY else "tel")
