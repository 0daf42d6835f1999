"""A chapter for each rode draad and a chapter for each analysis."""

from collections.abc import Mapping, Sequence

from report.html.bases import Bases
from report.html.pictures import picture_markup
from report.html.tables import table_markup
from report.markup import Child, Markup, element, together
from report.quotes import Pointer
from report.results import Check, ResultRow, ResultTable, Section, Verdict
from report.theme_matrix import FOUND, NO_TEXT, UNCERTAIN
from report.thread_tables import BOTH, BRONNEN, PROMISED, REPORTED, Thread, ThreadTables

SIGNS = {Verdict.HOLDS: "✓", Verdict.FAILS: "✗", Verdict.NOT_TESTABLE: "–"}
_SAID_ABOVE = ("draad", "rode_draad", "deal_id", "vergelijking")
_SAID_ELSEWHERE = tuple(f"{bron}_nagekeken" for bron in BRONNEN)
"""How much of a cell people checked stands in analysis 2 and behind the cells of the heat map."""


def thread_chapter(
    thread: Thread, tables: ThreadTables, bases: Bases, sheets: Mapping[str, str]
) -> Markup:
    """What it is, where it was found, in whose words, with which instruments and kinds."""
    concept = thread.concept
    own = [row for row in tables.deals.rows if row.values["draad"] == concept.id]
    found = [row for row in own if any(row.values[bron.value] in _FOUND for bron in BRONNEN)]
    parts = (
        (tables.deals, found, "Deals"),
        (tables.instruments, _of(tables.instruments, concept.id), "Instrumenten erbij"),
        (tables.kinds, _of(tables.kinds, concept.id), "Soorten interventies"),
    )
    return element(
        "section",
        element("h3", f"{concept.id} {concept.label.nl}", id=f"draad-{concept.id}"),
        element("p", concept.definition),
        element("p", f"Domein: {thread.domain}.", class_="zacht") if thread.domain else "",
        element("p", _in_short(own, concept.short, bases)),
        element("h4", "Citaten") if thread.quotes else "",
        [bases.figure_of(pointer) for pointer in thread.quotes],
        [_part(*part, concept.short, bases, sheets) for part in parts],
        class_="draad",
    )


_FOUND = (FOUND, UNCERTAIN)


def _of(table: ResultTable, thread: str) -> list[ResultRow]:
    """Rows of a rode draad that count anything, the most passages first."""
    counts = [f"{bron}_passages" for bron in BRONNEN]
    own = [row for row in table.rows if row.values["draad"] == thread]
    totals = {row.key: [int(row.values[name] or 0) for name in counts] for row in own}
    return sorted(
        (row for row in own if any(totals[row.key])),
        key=lambda row: (-max(totals[row.key]), row.key),
    )


def _part(
    table: ResultTable,
    rows: Sequence[ResultRow],
    name: str,
    thread: str,
    bases: Bases,
    sheets: Mapping[str, str],
) -> Markup:
    if not rows:
        told = "niet gevonden" if table.rows else "in deze run niet bepaald"
        return element("p", f"{name}: {told}.", class_="zacht")
    return table_markup(
        table,
        bases,
        sheets[table.name],
        without=(*_SAID_ABOVE, *_SAID_ELSEWHERE),
        rows=rows,
        caption=f"{name} – {thread}",
    )


def _in_short(rows: Sequence[ResultRow], thread: str, bases: Bases) -> list[Child]:
    """In how many plans and reports it was found, and how these compare within a deal."""
    told: list[Child] = []
    for bron in BRONNEN:
        read = [row for row in rows if row.values[bron.value] not in (None, NO_TEXT)]
        found = [row for row in read if row.values[bron.value] == FOUND]
        if not read:
            told.append(f"Er is geen {bron} met leesbare tekst. ")
            continue
        count = _linked(found, bron.value, f"{thread}: deals, {bron}", bases)
        told += [f"Gevonden in {bron} bij ", count, f" van de {len(read)} deals. "]
    compared = [row for row in rows if row.values["vergelijking"] is not None]
    if compared:
        told.append("Van de deals waar beide te lezen zijn: ")
        pieces = [
            together((_pair(compared, how, thread, bases), f" {words}"))
            for how, words in (
                (BOTH, "in plan en rapportage"),
                (PROMISED, "alleen in het plan"),
                (REPORTED, "alleen in de rapportage"),
            )
        ]
        told += [pieces[0], ", ", pieces[1], " en ", pieces[2], "."]
    return told


def _pair(rows: Sequence[ResultRow], how: str, thread: str, bases: Bases) -> Child:
    found = [row for row in rows if row.values["vergelijking"] == how]
    bron = "rapportage" if how == REPORTED else "plan"
    return _linked(found, bron, f"{thread}: deals, {how}", bases)


def _linked(rows: Sequence[ResultRow], bron: str, about: str, bases: Bases) -> Markup:
    """A number of deals, with the best passage of each."""
    behind = [row.basis.get(bron, ()) for row in rows]
    best: list[Pointer] = [pointers[0] for pointers in behind if pointers]
    return bases.linked(str(len(rows)), best, about)


def section_chapter(
    section: Section, bases: Bases, sheets: Mapping[str, str], pictures: Mapping[str, bytes]
) -> Markup:
    """Question, remarks, tables, figures and checks of an analysis."""
    return element(
        "section",
        element("h3", f"{section.number} {section.title}", id=f"analyse-{section.number}"),
        element("p", section.question, class_="vraag"),
        element("ul", [element("li", one) for one in section.remarks]) if section.remarks else "",
        [picture_markup(one, pictures[one.name]) for one in section.figures],
        [table_markup(table, bases, sheets[table.name]) for table in section.tables],
        _checks(section.checks, section.title, bases),
        class_="analyse",
    )


def _checks(checks: Sequence[Check], title: str, bases: Bases) -> Child:
    if not checks:
        return ""
    return together(
        (
            element("h4", "Toetsen"),
            element("ul", [_check(one, title, bases) for one in checks], class_="toetsen"),
        )
    )


def _check(check: Check, title: str, bases: Bases) -> Markup:
    verdict = element("b", f"{SIGNS[check.verdict]} {check.verdict}")
    about = f"Toets bij {title}: {check.statement}"
    behind = (
        element("a", "passages", href=f"#{bases.place_of(check.basis, about)}")
        if check.basis
        else ""
    )
    source = element("span", f" Bron: {check.source}.", class_="zacht") if check.source else ""
    kind = check.verdict.name.lower()
    return element(
        "li",
        element("p", verdict, " – ", check.statement),
        element("p", check.found, " ", behind, source),
        class_=f"toets {kind}",
    )
