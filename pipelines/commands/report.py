"""The command `report`: every analysis of a run, as files to read, to share and to calculate."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    run: Annotated[
        str, typer.Option(help="Naam van een run, of het begin ervan; zonder: de laatste.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(help="Map voor het rapport; anders rapport/NAAM-VAN-DE-RUN in de werkruimte."),
    ] = None,
) -> None:
    """Schrijf het rapport van een run: webpagina, werkboek, tabellen, figuren en bewijs.

    Voorbeeld: rodedraden report --workspace tranche5
    """
    from pipelines.reports.exports import CODEBOOK, PROJECT
    from pipelines.reports.files import EVIDENCE, FIGURES, PAGE, TABLES, WORKBOOK
    from pipelines.reports.reporting import report_of
    from pipelines.workspace import open_workspace

    folder = report_of(open_workspace(workspace), run, output)
    typer.echo(f"Rapport om te lezen: {folder / PAGE}")
    typer.echo(f"Werkboek: {folder / WORKBOOK}")
    typer.echo(f"Tabellen en figuren: {folder / TABLES} en {folder / FIGURES}")
    typer.echo(f"Voor ATLAS.ti, MAXQDA en NVivo: {folder / PROJECT} en {folder / CODEBOOK}")
    typer.echo(f"Alle passages achter de getallen: {folder / EVIDENCE}.csv")
