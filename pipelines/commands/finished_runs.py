"""The commands `diff` and `verify`: finished runs beside one another, and a run checked."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.problems import ExitCode, UserProblem

RunArgument = Annotated[
    str, typer.Argument(help="Map van een run, of met --workspace het begin van haar naam.")
]
OptionalWorkspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
]


def diff(
    run_a: RunArgument,
    run_b: RunArgument,
    workspace: OptionalWorkspace = None,
    output: Annotated[
        Path | None, typer.Option(help="CSV-bestand voor alle veranderde cellen.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Druk JSON af.")] = False,
) -> None:
    """Noem elke cel die tussen twee runs veranderde, en waardoor.

    Voorbeeld: rodedraden diff werk/runs/20261101-0930-1c031e91 werk/runs/20261121-1400-9be7a2c0

    Voorbeeld: rodedraden diff 20261101 20261121 --workspace tranche5 --output verschillen.csv
    """
    from pipelines.finished.compare_runs import (
        change_lines,
        changes_csv,
        changes_json,
        compared,
        run_called,
    )
    from pipelines.whole_files import write_whole

    runs = workspace / "runs" if workspace else None
    before, after = run_called(run_a, runs), run_called(run_b, runs)
    changes = compared(before, after)
    if output:
        write_whole(output, changes_csv(changes).encode("utf-8"))
    if as_json:
        typer.echo(changes_json(changes))
        return
    for line in change_lines(before, after, changes):
        typer.echo(line)


def verify(
    run: Annotated[
        str | None, typer.Argument(help="Map of begin van de naam van een run; zonder: de laatste.")
    ] = None,
    workspace: OptionalWorkspace = None,
) -> None:
    """Controleer een run: bestanden en documenten ongewijzigd, matrix na te rekenen.

    Eindigt met code 3 als er iets afwijkt of niet na te gaan is.

    Voorbeeld: rodedraden verify --workspace tranche5
    """
    from pipelines.finished.compare_runs import run_called
    from pipelines.finished.past_run import last_run_of
    from pipelines.finished.verify import Outcome, verified
    from pipelines.workspace import open_workspace

    if run is None and workspace is None:
        raise UserProblem("Geef de map van een run, of een werkruimte met --workspace.")
    if run is None:
        assert workspace is not None, "one of the two is there"
        folder = last_run_of(open_workspace(workspace))
    else:
        folder = run_called(run, workspace / "runs" if workspace else None)
    opened = open_workspace(workspace or folder.absolute().parent.parent)
    findings = verified(opened, folder)
    typer.echo(f"Run {folder.absolute().name}:")
    for one in findings:
        typer.echo(f"  {one.outcome}: {one.message}")
    if any(one.outcome is not Outcome.FINE for one in findings):
        raise typer.Exit(ExitCode.DEELS_MISLUKT)
