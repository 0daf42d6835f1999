"""The command `tag`: loose texts to labels, with a language model beside the tagger if asked."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.problems import ExitCode


def tag(
    input_path: Annotated[
        Path, typer.Option("--input", help='JSONL met {"id", "text"} op elke regel.')
    ],
    output_path: Annotated[
        Path, typer.Option("--output", help="JSONL met labels en alle 21 kansen.")
    ],
    embedder: Annotated[
        str, typer.Option(help="Ingebouwd model, een modelmap of een naam van een modelhub.")
    ] = "dutch-static",
    language_model: Annotated[
        str, typer.Option(help="Naam van een taalmodel op uw eigen server, als tweede oordeel.")
    ] = "",
    server: Annotated[
        str, typer.Option(help="Adres van die server, zoals http://127.0.0.1:11434/v1.")
    ] = "",
    answers: Annotated[
        Path | None,
        typer.Option(help="Map die antwoorden bewaart; anders NAAM-taalmodel, naast --output."),
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=1, help="Hoe lang het taalmodel over een tekst mag doen.")
    ] = 300,
    texts_may_leave: Annotated[
        bool,
        typer.Option(
            "--texts-may-leave",
            help="Sta een server buiten uw eigen netwerk toe: de teksten verlaten uw computer.",
        ),
    ] = False,
) -> None:
    """Label losse teksten, desgewenst met een taalmodel als tweede oordeel.

    Voorbeeld: rodedraden tag --input teksten.jsonl --output labels.jsonl

    Voorbeeld: rodedraden tag --input teksten.jsonl --output labels.jsonl
    --language-model gemma3:12b --server http://127.0.0.1:11434/v1
    """
    if not language_model and not server:
        _tag_alone(input_path, output_path, embedder)
        return
    from pipelines.texts.second_opinion import open_second_opinion

    opinion = open_second_opinion(
        language_model,
        server,
        answers or output_path.with_name(f"{output_path.stem}-taalmodel"),
        _say,
        seconds=seconds,
        texts_may_leave=texts_may_leave,
    )
    _tag_with(opinion, input_path, output_path, embedder)


def _tag_alone(input_path: Path, output_path: Path, embedder: str) -> None:
    from pipelines.texts.loose_texts import tag_file

    count = tag_file(input_path, output_path, embedder)
    _say(f"{count} teksten gelabeld: {output_path}")


def _tag_with(opinion: Any, input_path: Path, output_path: Path, embedder: str) -> None:
    """Show progress, for this may take hours, and say what the language model came to."""
    from pipelines.commands.show import reporting
    from pipelines.texts.loose_texts import tag_file

    with reporting() as reporter:
        count = tag_file(input_path, output_path, embedder, opinion, reporter)
    _say(f"{count} teksten gelabeld: {output_path}")
    for line in opinion.summary():
        _say(line)
    if opinion.tally.unanswered:
        raise typer.Exit(ExitCode.DEELS_MISLUKT)


def _say(line: str) -> None:
    """Standard error: standard output is for results."""
    typer.echo(line, err=True)
