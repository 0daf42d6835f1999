"""The command `agreement`: whether readers agree with one another, and with the model."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.problems import ExitCode


def agreement(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            help="Map voor overeenstemming.csv, oneens.csv, verwarring.csv en overeenstemming.html."
        ),
    ] = None,
) -> None:
    """Toon hoe vaak beoordelaars het eens zijn, onderling en met het model.

    Eindigt met code 3 als er nog geen twee beoordelaars te vergelijken zijn.

    Voorbeeld: rodedraden agreement --workspace tranche5 --output overeenstemming
    """
    from pipelines.commands.agreement_shown import show_agreement
    from pipelines.review.agreement import agreement_of
    from pipelines.review.agreement_files import FILES, PAGE, write_agreement
    from pipelines.workspace import open_workspace

    report = agreement_of(open_workspace(workspace))
    if output:
        write_agreement(output, report)
    show_agreement(report)
    if output:
        typer.echo(f"Om te lezen: {output / PAGE}")
        typer.echo(f"Om mee te rekenen: {', '.join(str(output / name) for name in FILES[:-1])}")
    if not report.is_shared:
        raise typer.Exit(ExitCode.DEELS_MISLUKT)
