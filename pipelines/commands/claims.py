"""The command `claims`: which statements of the Rebel report hold on the documents of a run."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report.claims import CheckedClaim

_COLUMNS = (
    "nummer",
    "bewering",
    "waar",
    "uitkomst",
    "gevonden",
    "maatstaf",
    "citaat",
    "vindplaats",
)


def claims(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Druk JSON af.")] = False,
    output: Annotated[Path | None, typer.Option(help="CSV-bestand om te schrijven.")] = None,
) -> None:
    """Toets de uitspraken van het Rebelrapport aan de documenten van de laatste run.

    Elke uitspraak klopt, klopt niet, of is met deze documenten niet te toetsen.

    Voorbeeld: rodedraden claims --workspace tranche5
    """
    from pipelines.reports.material import open_material
    from pipelines.whole_files import write_whole
    from pipelines.workspace import open_workspace
    from report.claims import checked_claims
    from report.tables import csv_text

    checked = list(checked_claims(open_material(open_workspace(workspace))))
    rows = [_row(one) for one in checked]
    if output:
        write_whole(output, csv_text(_COLUMNS, rows).encode("utf-8"))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for line in _lines(checked):
        typer.echo(line)


def _row(one: "CheckedClaim") -> dict[str, str]:
    values = (
        one.claim.claim_id,
        one.claim.statement,
        one.check.source,
        one.finding.verdict,
        one.finding.found,
        one.claim.measure,
        one.quote,
        one.place,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _lines(checked: "list[CheckedClaim]") -> "Iterator[str]":
    from report.claims import verdicts_counted

    for one in checked:
        yield f"{one.claim.claim_id} {one.finding.verdict}: {one.claim.statement}"
        yield f"    {one.finding.found}"
        if one.quote:
            yield f"    “{one.quote}” ({one.place})"
    counts = verdicts_counted(checked)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    yield f"{len(checked)} uitspraken: {told}."
    yield (
        "Labels zijn door een model gegeven en vermelding is geen effect: lees het citaat na voor "
        "u iets aanhaalt."
    )
