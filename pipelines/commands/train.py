"""The command `train`: learn from the judgements of a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.problems import UserProblem


def train(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    insist: Annotated[
        bool, typer.Option("--toch", help="Neem het nieuwe model, ook als het niet beter blijkt.")
    ] = False,
    only_compare: Annotated[
        bool, typer.Option("--proef", help="Vergelijk alleen; er wordt niets geschreven.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--terug", help="Ga terug naar het model dat wordt meegeleverd.")
    ] = False,
) -> None:
    """Leer van de oordelen, vergelijk met het model in gebruik en neem het nieuwe als dat beter is.

    Vergeleken wordt op passages die blind zijn nagekeken, met documenten die het model niet zag.
    Er wordt zeven keer geleerd, elk een paar minuten rekenen: op twee kernen
    samen een kwartier, en een half uur als de computer het druk heeft.

    Voorbeeld: rodedraden train --workspace tranche5

    Voorbeeld: rodedraden train --workspace tranche5 --terug
    """
    from pipelines.workspace import open_workspace

    opened = open_workspace(workspace)
    if back:
        if insist or only_compare:
            raise UserProblem("--terug gaat niet samen met --toch of --proef; kies een van beide.")
        _go_back(opened.models_folder)
        return
    if insist and only_compare:
        raise UserProblem("--toch gaat niet samen met --proef; kies een van beide.")
    from pipelines.commands.show import reporting
    from pipelines.learning.training import train as learn
    from pipelines.learning.training_lines import (
        comparison_lines,
        decision_sentence,
        trial_sentence,
    )
    from taxonomy.load import shipped_taxonomy

    with reporting() as reporter:
        found = learn(opened, reporter, insist=insist, only_compare=only_compare, tell=_tell)
    if found.comparison is not None:
        for line in comparison_lines(shipped_taxonomy(), found.comparison):
            typer.echo(line)
    typer.echo(decision_sentence(found.decision, found.comparison, is_trial=only_compare))
    if only_compare:
        typer.echo(trial_sentence(found.decision))
    elif found.folder is not None:
        typer.echo(f"Model en kaart: {found.folder}")
        typer.echo(f"Label opnieuw met: rodedraden run --workspace {workspace}")


def _tell(line: str) -> None:
    """What is going on stands beside the bars, not among the results."""
    typer.echo(line, err=True)


def _go_back(models: Path) -> None:
    from pipelines.models.model_in_use import use_shipped

    if use_shipped(models):
        typer.echo("Het meegeleverde model is weer in gebruik; de map van het andere blijft staan.")
    else:
        typer.echo("Het meegeleverde model was al in gebruik.")
