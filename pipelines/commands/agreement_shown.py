"""What the command line shows of agreement, in Dutch."""

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from classify.agreement import Agreement, Figure, SetAgreement, Support
from pipelines.commands.show import open_console
from report.agreement_report import AMONG_PEOPLE, AgreementReport, View
from report.agreement_tables import remark_on
from report.agreement_words import (
    ASSISTED_IS_HIGHER,
    LABELS_A_PASSAGE,
    MOST_LEAVES_OUT,
    NOBODY_TO_COMPARE,
    introduction,
    unlike_sentence,
)
from report.quality import TOO_LITTLE
from report.shown_values import NOTHING, counted, decimal

_FEW = 5


def show_agreement(report: AgreementReport) -> None:
    """What figures rest on, agreement between readers and with the model, and where they differ."""
    console = open_console()
    for line in introduction(report):
        console.print(line)
    if not report.is_shared:
        console.print(NOBODY_TO_COMPARE)
    for view in report.views:
        if view.is_shared:
            console.print(_people_table(view, report))
            if told := unlike_sentence(view.pairs):
                console.print(told)
    console.print(_model_table(report))
    for remark in (
        ASSISTED_IS_HIGHER,
        MOST_LEAVES_OUT if report.has_consensus else "",
        unlike_sentence(one for view in report.views for one in view.model),
    ):
        if remark:
            console.print(remark)
    for line in _differences(report):
        console.print(escape(line))


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(
        title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False
    )
    table.add_column(first, overflow="fold")
    for name in columns:
        table.add_column(name, justify="right", overflow="fold")
    table.add_column("", overflow="fold")
    return table


def _people_table(view: View, report: AgreementReport) -> Table:
    measures = ("95%-interval", "gelijk", "eens: aanwezig", "passages", "aanwezig")
    table = _table(f"\nBeoordelaars onderling, {view.seen}", "label", "alfa", *measures)
    for concept, found in view.concepts.items():
        if found.support.units:
            table.add_row(escape(f"{concept} {report.names[concept]}"), *_row(found))
    table.add_section()
    for facet in report.facets:
        table.add_row(f"{facet} samen", *_row(view.scopes[facet]))
        whole = view.sets[facet]
        table.add_row("  als labelverzameling", *_set_row(whole))
    if len(view.people) > 2:
        table.add_section()
        for pair in view.pairs:
            if pair.together.support.units:
                names = f"{pair.first} en {pair.second} (kappa)"
                table.add_row(escape(names), *_row(pair.together))
    return table


def _row(one: Agreement) -> tuple[str, ...]:
    if one.support.too_few:
        return (_too_little(one.support), NOTHING, NOTHING, NOTHING, *_basis(one.support))
    found = one.chance_corrected
    shares = (_value(one.same), _value(one.same_present))
    return (_value(found), _span(found), *shares, *_basis(one.support))


def _set_row(one: SetAgreement) -> tuple[str, ...]:
    if one.support.too_few:
        return (_too_little(one.support), NOTHING, "", "", *_basis(one.support))
    return (_value(one.alpha), _span(one.alpha), "", "", *_basis(one.support))


def _too_little(support: Support) -> str:
    return TOO_LITTLE if support.passages else NOTHING


def _basis(support: Support) -> tuple[str, str, str]:
    return str(support.passages), str(support.with_present), remark_on(support)


def _model_table(report: AgreementReport) -> Table:
    measures = ("95%-interval", "gelijk", "eens: aanwezig", "passages", LABELS_A_PASSAGE)
    table = _table(
        "\nHet model als beoordelaar, alle labels samen", "beoordelaar", "kappa", *measures
    )
    for name in report.readers_beside_model:
        for view in report.views:
            for pair in view.model:
                if pair.first == name and pair.together.support.units:
                    *figures, _, rare = _row(pair.together)
                    size = decimal(pair.together.support.units_a_passage, 1)
                    table.add_row(escape(f"{name}, {view.seen}"), *figures, size, rare)
    return table


def _differences(report: AgreementReport) -> list[str]:
    passages = counted(len(report.disputed), "passage", "passages")
    against = counted(len(report.against), "label", "labels")
    lines = [
        f"\nBeoordelaars zijn het oneens over {passages}; blinde beoordelaars en het model "
        f"over {against}."
    ]
    among = [one for one in report.confusions if one.among == AMONG_PEOPLE][:_FEW]
    if among:
        lines.append("Vaakst verwisseld door beoordelaars:")
    for one in among:
        first, second = one.pair.first, one.pair.second
        number = counted(len(one.pair.passages), "passage", "passages")
        names = f"{first} {report.names[first]} en {second} {report.names[second]}"
        lines.append(f"  {names}: {number}.{''.join(f' {told}' for told in one.distinguish[:1])}")
    return lines


def _value(one: Figure) -> str:
    return NOTHING if one.value is None else decimal(one.value)


def _span(one: Figure) -> str:
    if one.interval is None:
        return NOTHING
    low, high = one.interval
    return f"{decimal(low)} tot {decimal(high)}"
