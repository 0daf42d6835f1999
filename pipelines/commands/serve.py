"""The command `serve`: the pages over one workspace, for this machine or, with a password, more."""

import os
import platform
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.problems import UserProblem

if TYPE_CHECKING:
    from pipelines.finding.searching import SearchRoom
    from pipelines.review.room import ReviewRoom
    from pipelines.workspace import Workspace
    from web.review_desk import ReviewDesk


def serve(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    host: Annotated[
        str, typer.Option(help="Adres waarop wordt geluisterd; alleen deze computer is 127.0.0.1.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Poort van de pagina.")] = 8600,
    password_file: Annotated[
        Path | None,
        typer.Option(help="Bestand met het wachtwoord; nodig als anderen erbij kunnen."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Naam waaronder collega's de computer kennen; mag vaker."),
    ] = None,
) -> None:
    """Open de webpagina om te zoeken, te vergelijken en na te lezen.

    Voorbeeld: rodedraden serve --workspace tranche5

    Voorbeeld: rodedraden serve --workspace tranche5 --host 0.0.0.0 --password-file wachtwoord.txt
    """
    # Numpy reads this when it is imported. Many people ask at once: threads within one question
    # take the processor from the others, and wait for each other at full speed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from pipelines.finding.searching import open_search
    from pipelines.finished.run_folder import latest_run
    from pipelines.page_pictures import PagePictures
    from pipelines.workspace import open_workspace
    from web.safety import is_loopback, rules_for
    from web.serve import serve as serve_pages

    password = _password(password_file)
    if not password and not is_loopback(host):
        raise UserProblem(
            f"Op {host} kunnen anderen meelezen; geef een wachtwoord met --password-file, of laat "
            "--host weg."
        )
    opened = open_workspace(workspace)
    rules = rules_for(host, [platform.node(), *(name or [])], password)
    shown = f"[{host}]" if ":" in host else host
    serve_pages(
        partial(open_search, opened),
        lambda: str(latest_run(opened)),
        PagePictures(opened.settings()),
        desk_of(opened),
        rules,
        host,
        port,
        lambda: typer.echo(
            f"Rode Draden staat op http://{shown}:{port}/ (stoppen: Ctrl-C).", err=True
        ),
    )


def desk_of(workspace: "Workspace") -> "ReviewDesk":
    """What the pages for reviewing need of a workspace."""
    from pipelines.review.kept_agreement import KeptAgreement
    from pipelines.review.room import open_review
    from web.review_desk import ReviewDesk

    return ReviewDesk(
        partial(open_review, workspace),
        KeptAgreement(workspace),
        partial(_log_lines, workspace),
        partial(_sheet, workspace),
        f"rodedraden run --workspace {workspace.folder}",
    )


def _sheet(
    workspace: "Workspace", room: "ReviewRoom", search_room: "SearchRoom", reviewer: str
) -> bytes:
    """The workbook to fill in; raises LookupError when there is nothing left to ask."""
    from pipelines.review.sheets import sheet_content

    try:
        return sheet_content(workspace, room, search_room, reviewer)[0]
    except UserProblem as problem:
        raise LookupError(str(problem)) from problem


def _log_lines(workspace: "Workspace") -> bytes:
    """The label log as JSONL, in the order in which it came to be."""
    from corpus.judgements.jsonl import line_of
    from corpus.judgements.log import JudgementLog

    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        return "".join(line_of(one) + "\n" for one in log.everything()).encode()


def _password(path: Path | None) -> str:
    """The first line of the password file; empty when none was given."""
    from web.safety import LEAST_PASSWORD

    if path is None:
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    password = lines[0].strip() if lines else ""
    if len(password) < LEAST_PASSWORD:
        raise UserProblem(
            f"Het wachtwoord in {path} heeft minder dan {LEAST_PASSWORD} tekens; kies een langer."
        )
    return password
