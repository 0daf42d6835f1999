"""The command line: thin commands over the operations, one sentence for every mistake.

Heavy modules are imported inside the commands, so that `rodedraden --help` answers at once.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.commands.agreement import agreement
from pipelines.commands.claims import claims
from pipelines.commands.crosstab import crosstab
from pipelines.commands.finished_runs import diff, verify
from pipelines.commands.further import evaluate_further
from pipelines.commands.report import report
from pipelines.commands.review import review_app
from pipelines.commands.search import comparable, search
from pipelines.commands.serve import serve
from pipelines.commands.tag import tag
from pipelines.commands.taxonomy import taxonomy_app
from pipelines.commands.train import train
from pipelines.problems import UserProblem, code_of, sentence_of

app = typer.Typer(
    name="rodedraden",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Rode draden en instrumenten in convenanten en evaluaties van Regio Deals.",
    epilog="Exitcodes: 0 goed; 2 verkeerd gebruik; 3 klaar, maar niet alles in orde (een document "
    "mislukt, een verschil bij verify, een fout in de taxonomie, een tekst zonder antwoord, "
    "nog geen twee beoordelaars); "
    "4 niets bruikbaar. Zet --debug vóór het commando voor de technische fout.",
)


class Facet(StrEnum):
    """Facets that have a matrix."""

    DRADEN = "draden"
    INSTRUMENTEN = "instrumenten"


class BronChoice(StrEnum):
    """What to show of a matrix."""

    PLAN = "plan"
    RAPPORTAGE = "rapportage"
    SAMEN = "samen"


class MatrixFormat(StrEnum):
    """How to print a matrix."""

    CSV = "csv"
    TABEL = "tabel"


class Unit(StrEnum):
    """What to print of a document."""

    PASSAGE = "passage"
    BLOCK = "block"


class ExtractFormat(StrEnum):
    """How to print passages."""

    JSONL = "jsonl"
    TEKST = "tekst"


WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
]


@app.callback()
def rodedraden(
    debug: Annotated[
        bool, typer.Option("--debug", help="Toon bij een fout de technische details.")
    ] = False,
) -> None:
    """Keep the choice that every command shares."""
    global _debug
    _debug = debug


_debug = False


@app.command()
def doctor() -> None:
    """Laat zien wat er is geïnstalleerd en wat er nog beter kan.

    Voorbeeld: rodedraden doctor
    """
    from pipelines.commands.doctor import examine

    for line in examine():
        typer.echo(line)


@app.command()
def add(
    sources: Annotated[
        Path, typer.Argument(help="Map met documenten, een document of een manifest (CSV).")
    ],
    workspace: WorkspaceOption,
) -> None:
    """Voeg documenten toe aan een werkruimte en toon wat er van deal, soort en jaar is voorgesteld.

    Voorbeeld: rodedraden add convenanten/ --workspace tranche5
    """
    from pipelines.commands.show import show_findings_on_rows, show_rows
    from pipelines.workspace import add_sources, findings_on, workspace_at

    opened = workspace_at(workspace)
    rows = add_sources(opened, sources)
    _warn_of_manifest_inside(sources)
    show_rows(rows)
    show_findings_on_rows(findings_on(rows))
    typer.echo(f"Verbeter zo nodig: {opened.manifest_path}")
    typer.echo(f"Start daarna met: rodedraden run --workspace {workspace}")


@app.command()
def run(
    workspace: WorkspaceOption,
    sources: Annotated[
        Path | None,
        typer.Argument(help="Map, pdf of manifest; zonder: wat al in de werkruimte staat."),
    ] = None,
    prefect: Annotated[
        bool, typer.Option("--prefect/--no-prefect", help="Met of zonder Prefect uitvoeren.")
    ] = True,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Aantal processen dat documenten leest.")
    ] = None,
    bron: Annotated[
        BronChoice | None,
        typer.Option(help="samen: tel plan en rapportage bij elkaar; anders blijven ze apart."),
    ] = None,
) -> None:
    """Lees, label en tel: van documenten naar de matrix van rode draden.

    Voorbeeld: rodedraden run convenanten/ --workspace tranche5
    """
    from pipelines.commands.show import show_result
    from pipelines.workspace import add_sources, open_workspace, workspace_at

    if bron in (BronChoice.PLAN, BronChoice.RAPPORTAGE):
        raise UserProblem(
            "Bij run kan --bron alleen samen zijn; zonder blijven plan en rapportage apart."
        )
    if sources is None:
        opened = open_workspace(workspace)
    else:
        opened = workspace_at(workspace)
        add_sources(opened, sources)
        _warn_of_manifest_inside(sources)
    result = _analyse(opened, prefect=prefect, workers=workers, pooled=bron is BronChoice.SAMEN)
    show_result(result)
    raise typer.Exit(result.exit_code)


def _warn_of_manifest_inside(sources: Path) -> None:
    from pipelines.workspace import manifest_inside

    inside = manifest_inside(sources)
    if inside is not None:
        typer.echo(
            f"Let op: {inside} is niet gebruikt, want u gaf de map; geef dat bestand om het te "
            "gebruiken.",
            err=True,
        )


def _analyse(workspace: Any, *, prefect: bool, workers: int | None, pooled: bool) -> Any:
    from pipelines.commands.show import reporting

    with reporting() as reporter:
        if prefect:
            from pipelines.flows import analyse_with_prefect

            return analyse_with_prefect(workspace, reporter, workers=workers, pooled=pooled)
        from pipelines.running.conductor import Directly
        from pipelines.running.run import analyse

        return analyse(workspace, Directly(), reporter, workers=workers, pooled=pooled)


@app.command()
def status(workspace: WorkspaceOption) -> None:
    """Toon wat er in een werkruimte zit en wat de laatste run heeft opgeleverd.

    Voorbeeld: rodedraden status --workspace tranche5
    """
    from pipelines.commands.show import show_status
    from pipelines.workspace import open_workspace

    show_status(open_workspace(workspace))


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="De pdf, docx of html die gelezen wordt.")],
    output_format: Annotated[
        ExtractFormat, typer.Option("--format", help="jsonl of leesbare tekst.")
    ] = ExtractFormat.JSONL,
    unit: Annotated[
        Unit, typer.Option(help="passage: om te labelen; block: zoals het in het document staat.")
    ] = Unit.PASSAGE,
    password: Annotated[str, typer.Option(help="Wachtwoord van een versleutelde pdf.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Teken per pagina wat er gelezen is, als PNG.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="Map voor de plaatjes; anders NAAM-uitleg, hier.")
    ] = None,
) -> None:
    """Lees één document en druk de passages of blokken af, of teken hoe het gelezen is.

    Voorbeeld: rodedraden extract convenant.pdf --format jsonl --unit block

    Voorbeeld: rodedraden extract convenant.pdf --explain
    """
    from pipelines.one_document import explained, extracted

    if explain:
        folder = output or Path(f"{file.stem}-uitleg")
        drawn = explained(file, folder, password)
        typer.echo(f"{len(drawn)} pagina's getekend in {folder}", err=True)
        return
    for row in extracted(file, blocks=unit is Unit.BLOCK, password=password):
        if output_format is ExtractFormat.JSONL:
            typer.echo(json.dumps(row, ensure_ascii=False))
        else:
            typer.echo(f"[{row['kind']}, pagina {row['page']}] {row['text']}\n")


app.command()(tag)
app.command()(train)
app.command()(search)
app.command()(comparable)
app.command()(serve)
app.command()(diff)
app.command()(verify)
app.command()(report)
app.command()(claims)
app.command()(crosstab)
app.command()(agreement)
app.command()(evaluate_further)
app.add_typer(taxonomy_app, name="taxonomy")
app.add_typer(review_app, name="review")


@app.command()
def matrix(
    workspace: WorkspaceOption,
    output_format: Annotated[
        MatrixFormat, typer.Option("--format", help="csv of een tabel in de terminal.")
    ] = MatrixFormat.CSV,
    facet: Annotated[Facet, typer.Option(help="Rode draden of instrumenten.")] = Facet.DRADEN,
    bron: Annotated[
        BronChoice | None, typer.Option(help="Alleen plan, alleen rapportage, of samen.")
    ] = None,
) -> None:
    """Druk de matrix van de laatste run af.

    Voorbeeld: rodedraden matrix --workspace tranche5 --format csv --facet draden
    """
    from pipelines.commands.show import show_matrix
    from pipelines.finished.run_folder import matrix_csv
    from pipelines.workspace import open_workspace

    text = matrix_csv(open_workspace(workspace), facet, bron)
    if output_format is MatrixFormat.CSV:
        sys.stdout.write(text)
    else:
        show_matrix(text)


@app.command()
def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(
            help='JSONL met {"id", "text", "labels"} op elke regel; mag weg bij --taxonomy.'
        ),
    ] = None,
    taxonomy: Annotated[
        bool,
        typer.Option(
            "--taxonomy", help="Zelftest: komen de eigen teksten van de taxonomie goed terecht?"
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Map voor evaluation.json en evaluation.html; bij --taxonomy taxonomy.json."
        ),
    ] = None,
    embedder: Annotated[str, typer.Option(help="Welk model de vectoren maakt.")] = "dutch-static",
) -> None:
    """Meet de labels aan nagekeken passages, of de taxonomie aan haar eigen teksten.

    Voorbeeld: rodedraden evaluate nagekeken.jsonl --output evaluatie

    Voorbeeld: rodedraden evaluate --taxonomy
    """
    from pipelines.texts.evaluation import evaluated_lines, self_test_lines

    if gold is None and not taxonomy:
        raise UserProblem(
            "Geef een JSONL-bestand met nagekeken passages, of --taxonomy voor de zelftest."
        )
    if gold is not None:
        for line in evaluated_lines(gold, embedder, output):
            typer.echo(line)
    if taxonomy:
        for line in self_test_lines(embedder, output):
            typer.echo(line)


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(help="Map waar de voorbeelden en resultaten komen.")
    ] = Path("demo"),
    prefect: Annotated[
        bool, typer.Option("--prefect/--no-prefect", help="Met of zonder Prefect uitvoeren.")
    ] = True,
) -> None:
    """Teken de voorbeelddocumenten, draai de hele analyse en toon de matrix.

    Voorbeeld: rodedraden demo
    """
    from pipelines.commands.show import show_matrix, show_result
    from pipelines.demo import draw_sample_corpus
    from pipelines.finished.run_folder import matrix_csv
    from pipelines.workspace import add_sources, workspace_at

    manifest = draw_sample_corpus(folder / "documenten")
    opened = workspace_at(folder / "werkruimte")
    add_sources(opened, manifest)
    result = _analyse(opened, prefect=prefect, workers=None, pooled=False)
    show_matrix(matrix_csv(opened, Facet.DRADEN, None))
    show_result(result)


@contextmanager
def _one_sentence() -> Iterator[None]:
    """The one edge where errors become a sentence and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Afgebroken; wat al gelezen is, blijft bewaard.", err=True)
        raise SystemExit(130) from None
    except Exception as error:
        if _debug:
            raise
        typer.echo(f"Fout: {sentence_of(error)}", err=True)
        raise SystemExit(code_of(error)) from None


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the command `rodedraden`."""
    with _one_sentence():
        app(args=arguments)


if __name__ == "__main__":
    main()
