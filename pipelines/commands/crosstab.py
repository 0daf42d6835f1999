"""The command `crosstab`: any two things that passages can be laid out by, counted together."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.problems import UserProblem


def crosstab(
    rows: Annotated[str, typer.Argument(help="Wat in de rijen komt, zoals draden of domeinen.")],
    columns: Annotated[str, typer.Argument(help="Wat in de kolommen komt, zoals tranche.")],
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    output: Annotated[
        Path | None, typer.Option(help="CSV-bestand om te schrijven; zonder: op het scherm.")
    ] = None,
) -> None:
    """Tel twee indelingen tegen elkaar: passages, deals en documenten, met aandelen en marges.

    Plannen en rapportages staan apart. Bij een onbekende indeling noemt de melding wat er is.

    Voorbeeld: rodedraden crosstab draden provincie -w tranche5 --output kruistabel.csv
    """
    from pipelines.reports.material import open_material
    from pipelines.whole_files import write_whole
    from pipelines.workspace import open_workspace
    from report.crosstabs import crosstab_table
    from report.dimensions import dimensions
    from report.evidence import Quotations
    from report.result_tables import csv_bytes, flat_table
    from report.texts import texts_in

    material = open_material(open_workspace(workspace))
    known = dimensions(material)
    for name in (rows, columns):
        if name not in known:
            raise UserProblem(f"De indeling '{name}' is er niet; kies uit: {', '.join(known)}.")
    table = crosstab_table(texts_in(material), known[rows], known[columns])
    content = csv_bytes(flat_table(table, Quotations(material.passages, material.deals)))
    if output:
        write_whole(output, content)
    else:
        typer.echo(content.decode("utf-8"), nl=False)
