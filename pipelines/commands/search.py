"""The commands `search` and `comparable`: questions to the last finished run of a workspace."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.problems import UserProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.finding.searching import SearchRoom
    from search.comparable import Comparable
    from search.names import Named

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Map met manifest, opslag en runs.")
]
Chosen = list[str] | None


class ScopeChoice(StrEnum):
    """Where all that was chosen must come together."""

    PASSAGE = "passage"
    DEAL = "deal"


def search(
    query: Annotated[str, typer.Argument(help="Waar u naar zoekt; leeg toont alles.")],
    workspace: WorkspaceOption,
    as_json: Annotated[bool, typer.Option("--json", help="Druk JSON af.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Hoogste aantal resultaten.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Sla de eerste resultaten over.")] = 0,
    scope: Annotated[
        ScopeChoice,
        typer.Option(help="passage: alles in één passage; deal: alles ergens in één deal."),
    ] = ScopeChoice.PASSAGE,
    deal: Annotated[Chosen, typer.Option(help="Naam of deal_id; mag vaker.")] = None,
    tranche: Annotated[Chosen, typer.Option(help="1 tot en met 6; mag vaker.")] = None,
    provincie: Annotated[Chosen, typer.Option(help="Naam van een provincie.")] = None,
    soort: Annotated[Chosen, typer.Option(help="Soort document, zoals convenant.")] = None,
    draad: Annotated[Chosen, typer.Option(help="R1 tot R15, of de naam.")] = None,
    domein: Annotated[Chosen, typer.Option(help="Domein, zoals Onderwijs.")] = None,
    instrument: Annotated[Chosen, typer.Option(help="I1 tot I6, of de naam.")] = None,
    ministerie: Annotated[Chosen, typer.Option(help="Afkorting, zoals SZW.")] = None,
    bedrag: Annotated[Chosen, typer.Option(help="tot-100k, 100k-1m, 1m-10m of vanaf-10m.")] = None,
    bronsoort: Annotated[
        Chosen, typer.Option(help="plan, zelfrapportage of externe evaluatie.")
    ] = None,
) -> None:
    """Zoek passages op woorden en betekenis, met bij elke treffer waarom.

    Voorbeeld: rodedraden search "scholingscheques voor volwassenen" --workspace tranche5

    Voorbeeld: rodedraden search criminaliteit -w tranche5 --tranche 3 --bronsoort zelfrapportage
    """
    from pipelines.finding.found_rows import advice_line, hit_lines, results_row
    from search.query import Query, QueryError, Scope

    room = _room(workspace)
    written = {
        "deal": deal, "tranche": tranche, "provincie": provincie, "soort": soort, "draad": draad,
        "domein": domein, "instrument": instrument, "ministerie": ministerie, "bedrag": bedrag,
        "bronsoort": bronsoort,
    }  # fmt: skip
    filters = {
        facet: tuple(one for value in values for one in _meant(room, facet, value))
        for facet, values in written.items()
        if values
    }
    try:
        results = room.find(Query(query, filters, Scope(scope), limit, offset))
    except QueryError as error:
        raise UserProblem(str(error)) from error
    if as_json:
        typer.echo(json.dumps(results_row(room, query, results), ensure_ascii=False))
        return
    if not results.total:
        typer.echo(advice_line(room, results.advice))
        return
    for number, hit in enumerate(results.hits, offset + 1):
        for line in hit_lines(room, number, hit):
            typer.echo(line)
    _say(f"{len(results.hits)} van {results.total} treffers.")


def comparable(
    workspace: WorkspaceOption,
    text: Annotated[str, typer.Option(help="Een eigen beschrijving om mee te vergelijken.")] = "",
    passage: Annotated[str, typer.Option(help="passage_id, zoals search --json geeft.")] = "",
    intervention: Annotated[str, typer.Option(help="intervention_id of naam.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="Hoogste aantal resultaten.")] = 10,
    export: Annotated[
        Path | None, typer.Option(help="Schrijf de lijst naar een .csv, .xlsx of .html.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Druk JSON af.")] = False,
) -> None:
    """Vind wat andere deals deden dat hierop lijkt, met waarom, bewijskracht en bronvermelding.

    Voorbeeld: rodedraden comparable --text "scholingscheques voor werkenden" -w tranche5

    Voorbeeld: rodedraden comparable --passage 3f2a9c0d1e4b5a67 -w tranche5 --export lijst.xlsx
    """
    from pipelines.finding.found_rows import comparable_lines, comparable_row, passage_of

    if sum(map(bool, (text.strip(), passage, intervention))) != 1:
        raise UserProblem("Geef één van --text, --passage en --intervention.")
    _check_export(export)
    room = _room(workspace)
    found = _compared(room, text, passage, intervention, limit)
    if export is not None:
        _export(room, found, export)
    if as_json:
        asked = {"text": text, "passage": passage, "intervention": intervention}
        row = {
            "query": {key: value for key, value in asked.items() if value},
            "results": [comparable_row(room, one) for one in found],
        }
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if not found:
        typer.echo("In andere deals is niets gevonden dat hierop lijkt.")
    for number, one in enumerate(found, 1):
        for line in comparable_lines(number, one, passage_of(room, one.passage_id).passage.text):
            typer.echo(line)


def _room(workspace: Path) -> "SearchRoom":
    from pipelines.finding.searching import open_search
    from pipelines.workspace import open_workspace

    return open_search(open_workspace(workspace))


def _meant(room: "SearchRoom", facet: str, written: str) -> tuple[str, ...]:
    """The values that a person means by a name, a label or a value, also when misspelt."""
    from search.names import Named

    column = room.index.facets[facet]
    named = [
        Named(value, label, room.deals[value].aliases if value in room.deals else ())
        for value, label in zip(column.values, column.labels, strict=True)
    ]
    found = _looked_up(named, written, f"--{facet} ")
    if not found:
        known = ", ".join(column.values) or "geen enkele waarde"
        raise UserProblem(
            f"Het filter --{facet} kent {written!r} niet; in deze werkruimte: {known}."
        )
    return found


def _looked_up(named: "Sequence[Named]", written: str, what: str = "") -> tuple[str, ...]:
    """The keys of all that bears a name, else of what looks most like it, which is then said."""
    from search.names import Names

    found = Names(named).meant(written)
    if found and not Names(found[:1]).is_exact(written):
        _say(f"{what}{written!r} is opgevat als {found[0].name}.")
        return (found[0].key,)
    return tuple(one.key for one in found)


def _compared(
    room: "SearchRoom", text: str, passage: str, intervention: str, limit: int
) -> "tuple[Comparable, ...]":
    try:
        if passage:
            return room.comparable_to_passage(passage, limit)
        if intervention:
            return room.comparable_to_intervention(_intervention(room, intervention), limit)
    except KeyError as error:
        raise UserProblem(
            f"{error.args[0]!r} staat niet in deze werkruimte; zoek eerst met rodedraden search."
        ) from error
    return room.comparable_to_text(text, limit)


def _intervention(room: "SearchRoom", written: str) -> str:
    """The id of an intervention by its id or its name."""
    from search.names import Named

    if any(one.intervention_id == written for one in room.interventions):
        return written
    named = [Named(one.intervention_id, one.name, one.aliases) for one in room.interventions]
    found = _looked_up(named, written)
    if not found:
        raise KeyError(written)
    return found[0]


def _check_export(target: Path | None) -> None:
    from report.found_list import FORMS

    if target is not None and target.suffix.lower().removeprefix(".") not in FORMS:
        endings = ", ".join(f".{form}" for form in FORMS)
        raise UserProblem(f"{target.name}: geef een naam die eindigt op {endings}.")


def _export(room: "SearchRoom", found: "tuple[Comparable, ...]", target: Path) -> None:
    from pipelines.finding.found_rows import file_rows
    from pipelines.whole_files import write_whole
    from report.found_list import FORMS, REMARKS

    title, rows = "Vergelijkbaar in andere Regio Deals", file_rows(room, found)
    write = FORMS[target.suffix.lower().removeprefix(".")]
    write_whole(target, write(rows, title, REMARKS))
    _say(f"{len(rows)} resultaten geschreven: {target}")


def _say(line: str) -> None:
    """Standard error: standard output is for results."""
    typer.echo(line, err=True)
