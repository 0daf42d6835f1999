"""What the command line shows: tables, progress and the outcome of a run, in Dutch."""

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.checks import Finding
from corpus.manifest import ManifestRow
from corpus.records import Outcome
from pipelines.finished.outcome import RunResult
from pipelines.finished.result_files import CELLS, HEAT_MAPS, MATRICES, WORKBOOK
from pipelines.finished.reviewed import Reviewed
from pipelines.finished.run_folder import latest_run, read_record
from pipelines.problems import UserProblem
from pipelines.progress import Bars, Lines, Reporter
from pipelines.workspace import Workspace
from report.review_count import review_told
from report.shown_values import counted, dotted
from taxonomy.check import Severity, check_taxonomy
from taxonomy.concept import Taxonomy
from taxonomy.load import (
    further_taxonomy,
    load_taxonomy,
    shipped_taxonomy,
    whole_taxonomy,
)

_SIGNS = {"1": "●", "0": "·", "onzeker": "?", "geen tekst": "□"}
_LEGEND = "● gevonden  · niet gevonden  ? onzeker  □ geen leesbare tekst"
_SHORT_BRON = {"rapportage": "rapp."}
_DEAL_WIDTH = 24
_WIDE_ENOUGH = 160
"""Columns to assume where the output is no terminal: a table in a log must not be cut."""


def open_console(*, errors: bool = False) -> Console:
    """Where to print; standard error for what is no result."""
    found = Console(stderr=errors, highlight=False)
    if not found.is_terminal:
        return Console(stderr=errors, highlight=False, width=_WIDE_ENOUGH)
    return found


@contextmanager
def reporting() -> Iterator[Reporter]:
    """Bars in a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    with Bars(open_console(errors=True)) as bars:
        yield bars


def show_rows(rows: Sequence[ManifestRow]) -> None:
    """Manifest rows, with empty cells standing out."""
    table = Table(title="Voorgesteld manifest", title_justify="left")
    for name in ("bestand", "deal", "soort", "jaar", "titel"):
        table.add_column(name, overflow="fold")
    for row in rows:
        cells = (Path(row.path).name, row.deal, row.kind, row.year, row.title)
        table.add_row(*(escape(cell) if cell else "[red]vul in[/red]" for cell in cells))
    open_console().print(table)


def show_findings_on_rows(findings: Sequence[Finding]) -> None:
    """What a person must mend, or weigh, before a run."""
    for finding in findings:
        open_console().print(f"{_weight(finding)} ({finding.check}): {escape(finding.message)}")


def _weight(finding: Finding) -> str:
    return "[bold]fout[/bold]" if finding.blocks else "let op"


def show_result(result: RunResult) -> None:
    """What became of each document, and where the results lie."""
    console = open_console()
    lost = [one for one in result.results if one.outcome is not Outcome.GELUKT or one.reason]
    for one in lost:
        console.print(f"[bold]{one.outcome}[/bold]: {escape(one.reason)}")
    show_findings_on_rows([finding for finding in result.findings if not finding.blocks])
    counts = dict.fromkeys(Outcome, 0)
    for one in result.results:
        counts[one.outcome] += 1
    console.print(
        "Documenten: " + ", ".join(f"{dotted(counts[one])} {one}" for one in Outcome) + "."
    )
    done = result.done
    if done.nothing and result.is_new:
        console.print("Niets nieuws te lezen of te labelen; de uitkomst is opnieuw berekend.")
    elif done.nothing:
        console.print("Niets nieuws: alles was al gelezen, van vectoren voorzien en gelabeld.")
    else:
        console.print(
            f"Nieuw: {counted(done.extracted, 'document', 'documenten')} gelezen, "
            f"{counted(done.embedded, 'passage', 'passages')} van vectoren voorzien, "
            f"{counted(done.tagged, 'passage', 'passages')} gelabeld."
        )
    if told := reviewed_sentence(result.reviewed, result.folder.parents[1]):
        console.print(escape(told), soft_wrap=True)
    if result.review.seen:
        console.print(review_told(result.review), soft_wrap=True)
    if told := nameless_sentence(read_record(result.folder)["aantallen"]):
        console.print(told, soft_wrap=True)
    if not result.is_new:
        console.print("De uitkomst is gelijk aan die van de vorige run.")
    _show_files(console, result.folder)


def reviewed_sentence(reviewed: Reviewed, workspace: Path) -> str:
    """How many judgements count, and what to do with those that cannot; nothing where nobody
    judged."""
    found = reviewed.judgements
    counting = "Geen enkel oordeel telt mee"
    if found:
        counting = (
            f"{counted(found, 'oordeel', 'oordelen')} van "
            f"{counted(reviewed.people, 'beoordelaar', 'beoordelaars')} over "
            f"{counted(reviewed.passages, 'passage', 'passages')} "
            f"{'telt' if found == 1 else 'tellen'} mee"
        )
    amiss = []
    if lost := reviewed.lost:
        could = "kon" if lost == 1 else "konden"
        amiss.append(f"{counted(lost, 'oordeel', 'oordelen')} {could} niet worden teruggeplaatst")
    if lines := reviewed.unreadable:
        was = "was" if lines == 1 else "waren"
        amiss.append(f"{counted(lines, 'regel', 'regels')} met oordelen {was} niet te lezen")
    if amiss:
        way = f"rodedraden review status -w {workspace}"
        return f"{counting}; {' en '.join(amiss)}. Bekijk welke met: {way}"
    return f"{counting}." if found else ""


def nameless_sentence(counts: Mapping[str, int]) -> str:
    """How many passages stand in no row of the matrix, and where they do count; nothing where each
    has its deal."""
    found = counts["passages_landelijk"]
    if not found:
        return ""
    speak, are = ("gaat", "die is") if found == 1 else ("gaan", "die zijn")
    counting = "telt" if found == 1 else "tellen"
    every = counted(counts["passages"], "passage", "passages")
    return (
        f"Van {every} {speak} er {dotted(found)} over geen bepaalde deal; {are} te vinden met "
        f"zoeken en {counting} mee in analyses die geen deal nodig hebben, maar in geen rij van de "
        "matrix."
    )


def _show_files(console: Console, folder: Path) -> None:
    console.print("Matrix:     ", folder / MATRICES["draden"], soft_wrap=True)
    console.print("Cellen:     ", folder / CELLS, soft_wrap=True)
    console.print("Werkboek:   ", folder / WORKBOOK, soft_wrap=True)
    console.print("Heatmap:    ", folder / f"{HEAT_MAPS['draden']}.png", soft_wrap=True)


def show_matrix(text: str) -> None:
    """A matrix as a table that fits a terminal of 80 columns and is readable without colour."""
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows:
        open_console().print("De matrix heeft geen rijen voor deze keuze.")
        return
    concepts = [name for name in rows[0] if name not in ("deal_id", "deal", "tranche", "bron")]
    table = Table(
        box=SIMPLE_HEAD,
        padding=0,
        pad_edge=False,
        caption=f"Kolommen: {concepts[0]} tot en met {concepts[-1]}. {_LEGEND}",
        caption_justify="left",
    )
    table.add_column("deal", max_width=_DEAL_WIDTH, overflow="ellipsis", no_wrap=True)
    table.add_column("tr", justify="right", width=3)
    table.add_column(" bron", width=7)
    for concept in concepts:
        table.add_column(concept[1:], justify="right", width=3)
    for row in rows:
        signs = (_SIGNS.get(row[concept], row[concept]) for concept in concepts)
        bron = f" {_SHORT_BRON.get(row['bron'], row['bron'])}"
        table.add_row(escape(row["deal"]), row["tranche"], bron, *signs)
    open_console().print(table)


def show_status(workspace: Workspace) -> None:
    """The manifest, and the last run's counts and files."""
    console = open_console()
    rows = workspace.manifest()
    console.print(
        f"Manifest: {workspace.manifest_path} ({counted(len(rows), 'document', 'documenten')})",
        soft_wrap=True,
    )
    folder = latest_run(workspace)
    if folder is None:
        console.print("Nog geen run; start met: rodedraden run --workspace", workspace.folder)
        return
    record = read_record(folder)
    table = Table("document", "deal", "soort", "jaar", "uitkomst", "pag.", "passages")
    for one in record["documenten"]:
        table.add_row(
            *(escape(str(one[key])) for key in ("document", "deal", "soort", "jaar", "uitkomst")),
            dotted(one["paginas"]),
            dotted(one["passages"]),
        )
    console.print(table)
    for finding in record["bevindingen"]:
        console.print(f"{finding['controle']}: {escape(finding['melding'])}")
    for name, count in record["aantallen"].items():
        console.print(f"{name.replace('_', ' ')}: {dotted(count)}")
    _show_files(console, folder)


def show_findings(files: Sequence[Path]) -> bool:
    """Findings on a taxonomy; returns whether one of them is an error."""
    main, further = shipped_taxonomy(), further_taxonomy()
    shipped = Taxonomy(main.facets + further.facets)
    taxonomy = load_taxonomy(list(files)) if files else shipped
    versions = (
        f"Versie {taxonomy.version}."
        if files
        else f"Versie {main.version}, verdere facetten {further.version}."
    )
    findings = check_taxonomy(taxonomy)
    console = open_console()
    for finding in findings:
        console.print(f"{finding.severity}  {finding.where}: {escape(finding.message)}")
    errors = sum(finding.severity is Severity.FOUT for finding in findings)
    console.print(
        f"{counted(len(taxonomy.concepts), 'begrip', 'begrippen')}, "
        f"{counted(errors, 'fout', 'fouten')}, {len(findings) - errors} keer let op. "
        f"{versions}"
    )
    return errors > 0


def show_concepts(concept_id: str | None) -> None:
    """All labels, or everything about one concept."""
    console = open_console()
    taxonomy = whole_taxonomy()
    if concept_id is None:
        for facet in taxonomy.facets:
            console.print(f"[bold]{facet.title.nl}[/bold]  (bron: {facet.source})")
            for concept in facet.concepts:
                domain = facet.domain_of(concept)
                place = f"  [dim]{domain.label.nl}[/dim]" if domain else ""
                console.print(f"  {concept.id:6}{concept.label.nl}{place}")
        return
    wanted = {concept.id.casefold(): concept for concept in taxonomy.concepts}
    found = wanted.get(concept_id.casefold())
    if found is None:
        raise UserProblem(f"{concept_id} bestaat niet; rodedraden taxonomy show toont wat er is.")
    console.print(f"[bold]{found.id} {found.label.nl}[/bold]\n{found.definition}")
    for title, lines in (
        ("Telt mee", found.includes),
        ("Telt niet mee", found.excludes),
        ("Verschil", [f"{other}: {text}" for other, text in found.distinguish]),
        (
            "Soorten interventies",
            [f"{one.label}: {one.description}" for one in found.interventions],
        ),
        ("Voorbeelden", found.examples),
        ("Zoektermen", [", ".join(found.core_terms)]),
        ("Steuntermen", [", ".join(found.supporting_terms)]),
        ("Telt nooit", [", ".join((*found.negative_terms, *found.organisations))]),
    ):
        if lines:
            console.print(f"\n[bold]{title}[/bold]")
            for line in lines:
                console.print(f"  - {escape(line)}")
