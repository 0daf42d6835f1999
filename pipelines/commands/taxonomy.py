"""The commands `taxonomy ...`: look at the taxonomy and check it."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.problems import ExitCode

taxonomy_app = typer.Typer(no_args_is_help=True, help="De taxonomie bekijken en controleren.")


@taxonomy_app.command("check")
def taxonomy_check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Eigen YAML-bestanden; zonder: de meegeleverde.")
    ] = None,
) -> None:
    """Controleer een taxonomie: dubbele labels, gedeelde termen, ontbrekende definities, kringen.

    Voorbeeld: rodedraden taxonomy check
    """
    from pipelines.commands.show import show_findings

    if show_findings(files or []):
        raise typer.Exit(ExitCode.DEELS_MISLUKT)


@taxonomy_app.command("show")
def taxonomy_show(
    concept: Annotated[str | None, typer.Argument(help="Zoals R8, I3, R8.2 of F1.")] = None,
) -> None:
    """Toon de labels, of alles over één daarvan.

    Voorbeeld: rodedraden taxonomy show R8
    """
    from pipelines.commands.show import show_concepts

    show_concepts(concept)


@taxonomy_app.command("export")
def taxonomy_export(
    output: Annotated[
        Path | None, typer.Option(help="Bestand om te schrijven; zonder: op het scherm.")
    ] = None,
) -> None:
    """Geef de taxonomie als SKOS (Turtle), voor programma's die met begrippenlijsten werken.

    Voorbeeld: rodedraden taxonomy export --output rode-draden.ttl
    """
    from pipelines.whole_files import write_whole
    from taxonomy.load import whole_taxonomy
    from taxonomy.skos import to_turtle, vocabulary_of

    text = to_turtle(vocabulary_of(whole_taxonomy()))
    if output:
        write_whole(output, text.encode("utf-8"))
    else:
        typer.echo(text, nl=False)
