"""The commands `review ...`: judgements out to a workbook or a file, back in, and how far it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.problems import ExitCode, UserProblem

if TYPE_CHECKING:
    from pipelines.workspace import Workspace

_WORKBOOK, _LINES = ".xlsx", ".jsonl"
WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
]

review_app = typer.Typer(
    no_args_is_help=True, help="Oordelen van mensen: naar Excel en terug, en hoever het is."
)


@review_app.command("export")
def review_export(
    file: Annotated[
        Path,
        typer.Argument(help=".xlsx: passages om te beoordelen; .jsonl: alle oordelen tot nu toe."),
    ],
    workspace: WorkspaceOption,
    reviewer: Annotated[
        str,
        typer.Option(help="Naam van wie beoordeelt; bij .jsonl alleen wat die persoon zei."),
    ] = "",
    count: Annotated[
        int, typer.Option(min=1, max=2000, help="Aantal passages in het rekenblad.")
    ] = 100,
    part: Annotated[
        str,
        typer.Option(
            help="Een deel van de passages met voorstel, zoals 1/2. Wie 2/2 krijgt, krijgt andere; "
            "de steekproef is voor iedereen dezelfde.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Schrijf passages om in Excel te beoordelen, of alle oordelen om door te geven.

    Twee rekenbladen hebben dezelfde passages zolang die niet zijn beoordeeld. Verdelen mensen het
    werk, geef dan ieder een eigen deel met --part.

    Voorbeeld: rodedraden review export nakijken.xlsx --workspace tranche5 --count 60

    Voorbeeld: rodedraden review export deel1.xlsx --workspace tranche5 --part 1/2

    Voorbeeld: rodedraden review export oordelen.jsonl --workspace tranche5
    """
    from pipelines.workspace import open_workspace

    opened = open_workspace(workspace)
    if _kind_of(file) == _LINES:
        if part:
            raise UserProblem(f"--part verdeelt een rekenblad; laat het bij {file} weg.")
        number = _export_lines(opened, file, reviewer)
        typer.echo(f"Geschreven: {file} ({number} regels)")
        return
    from pipelines.finding.searching import open_search
    from pipelines.review.parts import part_from
    from pipelines.review.room import open_review
    from pipelines.review.sheets import write_sheet

    own = part_from(part) if part else None
    search_room = open_search(opened)
    with open_review(opened, search_room) as room:
        written = write_sheet(opened, room, search_room, file, reviewer, count, part=own)
    typer.echo(
        f"Geschreven: {file} ({written.questions} passages, waarvan {written.blind} uit de "
        "steekproef)"
    )
    typer.echo(f"Ingevuld terug? rodedraden review import {file} --workspace {workspace}")


def _export_lines(workspace: "Workspace", file: Path, reviewer: str) -> int:
    from corpus.judgements.jsonl import line_of
    from corpus.judgements.log import JudgementLog
    from corpus.judgements.reviewers import same_reviewer
    from pipelines.whole_files import whole_or_absent

    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.merge()
        every = log.everything()
    name = same_reviewer(reviewer, dict.fromkeys(one.reviewer for one in every))
    lines = sorted(
        (one.when, one.reviewer, line_of(one))
        for one in every
        if not reviewer or one.reviewer == name
    )
    if not lines:
        who = f" van {reviewer}" if reviewer else ""
        raise UserProblem(
            f"Er zijn nog geen oordelen{who} in {workspace.folder}.", ExitCode.NIETS_BRUIKBAAR
        )
    with whole_or_absent(file) as stream:
        stream.writelines(f"{line}\n" for _, _, line in lines)
    return len(lines)


@review_app.command("import")
def review_import(
    file: Annotated[
        Path,
        typer.Argument(help="Ingevuld rekenblad (.xlsx) of oordelen van anderen (.jsonl)."),
    ],
    workspace: WorkspaceOption,
    reviewer: Annotated[
        str, typer.Option(help="Wie heeft beoordeeld, als dat niet in het rekenblad staat.")
    ] = "",
) -> None:
    """Neem een ingevuld rekenblad of de oordelen van een collega over.

    Staat er een fout in het rekenblad, of staat er geen enkele passage uit deze werkruimte in het
    bestand, dan wordt er niets overgenomen. Hetzelfde bestand nog eens importeren voegt niets toe.

    Voorbeeld: rodedraden review import nakijken.xlsx --workspace tranche5
    """
    from pipelines.commands.review_lines import imported_lines, taken_over_lines
    from pipelines.workspace import open_workspace

    opened = open_workspace(workspace)
    if _kind_of(file) == _LINES:
        from pipelines.review.colleagues import take_over_lines

        taken = take_over_lines(opened, file)
        for line in taken_over_lines(file, taken):
            typer.echo(line)
        _tell_of_run(workspace, taken.added - len(taken.lost))
        is_whole = not (taken.lost or taken.damaged or taken.unreadable)
        raise typer.Exit(ExitCode.GOED if is_whole else ExitCode.DEELS_MISLUKT)
    from pipelines.review.sheets import take_in_sheet

    found = take_in_sheet(opened, file, reviewer)
    for line in imported_lines(found):
        typer.echo(line)
    _tell_of_run(workspace, found.added - len(found.lost))
    raise typer.Exit(ExitCode.DEELS_MISLUKT if found.lost else ExitCode.GOED)


def _tell_of_run(workspace: Path, placed: int) -> None:
    """Of new judgements only those at a passage of the last run count in the next."""
    if placed > 0:
        typer.echo(f"Een nieuwe run telt dit mee: rodedraden run --workspace {workspace}")


@review_app.command("status")
def review_status(workspace: WorkspaceOption) -> None:
    """Toon wie wat heeft beoordeeld en wat er nog nodig is voor een betrouwbaar cijfer per label.

    Voorbeeld: rodedraden review status --workspace tranche5
    """
    from corpus.judgements.log import JudgementLog
    from pipelines.commands.review_lines import status_lines
    from pipelines.finding.searching import open_search
    from pipelines.review.room import open_review
    from pipelines.workspace import open_workspace

    opened = open_workspace(workspace)
    search_room = open_search(opened)
    with open_review(opened, search_room) as room:
        with JudgementLog(opened.store_path, opened.judgements_folder) as log:
            judgements = log.everything()
        for line in status_lines(
            room.progress("status"),
            search_room.taxonomy,
            judgements,
            room.reviewed,
            room.lost,
            room.unreadable,
            room.new_since_run,
        ):
            typer.echo(line)
        if room.remark:
            typer.echo(room.remark)


def _kind_of(file: Path) -> str:
    kind = file.suffix.lower()
    if kind not in (_WORKBOOK, _LINES):
        raise UserProblem(f"{file} is geen .xlsx of .jsonl; geef een bestand dat zo heet.")
    return kind
