"""Compare two run folders: what changed in the matrix, and why."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.finished.result_files import CELLS, PASSAGES, RECORD
from pipelines.finished.run_folder import read_record
from pipelines.problems import UserProblem
from report.past_passages import read_past_passages
from report.run_diff import (
    CellChange,
    PastCell,
    PastRun,
    causes_counted,
    changes_between,
)
from report.tables import Column, csv_text, names

CHANGE_COLUMNS = (
    Column("deal_id", "Vaste sleutel van de deal in het register."),
    Column("deal", "Naam van de deal."),
    Column("bron", "plan, rapportage of samen."),
    Column("concept", "Rode draad (R) of instrument (I)."),
    Column("label", "Korte naam van de rode draad of het instrument."),
    Column("waarde_eerst", "Waarde in de eerste run; geen rij = de deal kwam er niet in voor."),
    Column("waarde_nu", "Waarde in de tweede run."),
    Column("sterkte_eerst", "Aandeel (0-1) van de inhoudelijke woorden in de eerste run."),
    Column("sterkte_nu", "Aandeel (0-1) van de inhoudelijke woorden in de tweede run."),
    Column("oorzaak", "Waardoor de cel veranderde, met document of drempel."),
    Column("passages", "De passages waardoor dat gebeurde; zie passages.parquet van beide runs."),
)
_MANY = 12
_LISTED = 40


def compared(before: Path, after: Path) -> tuple[CellChange, ...]:
    """Every cell that differs between two run folders. Raises UserProblem."""
    return changes_between(past_run(before), past_run(after))


def past_run(folder: Path) -> PastRun:
    """Read what a run left behind. Raises UserProblem for a folder that is no run."""
    if not (folder / RECORD).is_file():
        raise UserProblem(
            f"{folder} is geen map van een run (er staat geen {RECORD} in); geef een map "
            "uit 'runs' van een werkruimte."
        )
    try:
        record = read_record(folder)
        return PastRun(
            name=folder.name,
            cells=_cells(folder / CELLS),
            passages=read_past_passages(folder / PASSAGES),
            documents={one["document"]: one["sha256"][:16] for one in record["documenten"]},
            thresholds=record["drempels"],
            taxonomy=record["taxonomie"],
            model=record["taggermodel"],
            pooled=record["bron"] == "samen",
        )
    except (OSError, ValueError, KeyError) as error:
        raise UserProblem(
            f"De run in {folder} is niet heel ({type(error).__name__}); controleer hem met: "
            f"rodedraden verify {folder}."
        ) from error


def _cells(path: Path) -> dict[tuple[str, str, str], PastCell]:
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8")))
    return {
        (row["deal_id"], row["bron"], row["concept"]): PastCell(
            row["deal_id"],
            row["deal"],
            row["bron"],
            row["concept"],
            row["label"],
            row["waarde"],
            row["sterkte"],
            row["passages"],
        )
        for row in rows
    }


def change_rows(changes: Sequence[CellChange]) -> list[dict[str, str]]:
    """Changes as the rows of a CSV file, with the columns CHANGE_COLUMNS."""
    return [
        {
            "deal_id": one.cell.deal_id,
            "deal": one.cell.deal,
            "bron": one.cell.bron,
            "concept": one.cell.concept,
            "label": one.cell.label,
            "waarde_eerst": one.values[0],
            "waarde_nu": one.values[1],
            "sterkte_eerst": one.before.strength if one.before else "",
            "sterkte_nu": one.after.strength if one.after else "",
            "oorzaak": "; ".join(_reason(one)),
            "passages": " ".join(key for because in one.because for key in because.passages),
        }
        for one in changes
    ]


def changes_csv(changes: Sequence[CellChange]) -> str:
    """Changes as CSV text."""
    return csv_text(names(CHANGE_COLUMNS), change_rows(changes))


def changes_json(changes: Sequence[CellChange]) -> str:
    """Changes as JSON text: a list of objects with the columns of the CSV file."""
    return json.dumps(change_rows(changes), ensure_ascii=False, indent=1)


def change_lines(before: Path, after: Path, changes: Sequence[CellChange]) -> Iterator[str]:
    """What to tell a person: how much changed, through what, and which cells."""
    flips = sum(one.is_flip for one in changes)
    yield f"Van {before.name} naar {after.name}:"
    if not changes:
        yield "Geen enkele cel is veranderd."
        return
    yield (
        f"{_cells_of(len(changes))} veranderd; bij {flips} daarvan is de waarde zelf anders, "
        "bij de rest alleen de sterkte of het aantal passages."
    )
    for cause, count in causes_counted(changes):
        yield f"  {cause}: {_cells_of(count)}"
    for one in changes[:_LISTED]:
        yield _line(one)
    rest = len(changes) - _LISTED
    if rest > 0:
        yield f"… en nog {rest}; alles staat in het bestand dat --output schrijft."


def _cells_of(count: int) -> str:
    return "1 cel" if count == 1 else f"{count} cellen"


def _line(change: CellChange) -> str:
    cell, (old, new) = change.cell, change.values
    what = f"{old} → {new}" if change.is_flip else f"{new}, {_strengths(change)}"
    return f"- {cell.deal} ({cell.bron}), {cell.concept} {cell.label}: {what}: " + "; ".join(
        _reason(change)
    )


def _strengths(change: CellChange) -> str:
    sides = [one.strength if one else "" for one in (change.before, change.after)]
    if sides[0] == sides[1]:
        return "ander aantal passages"
    return "sterkte " + " → ".join(_percentage(side) for side in sides)


def _percentage(strength: str) -> str:
    return f"{100 * float(strength):.1f}%".replace(".", ",") if strength else "onbekend"


def _reason(change: CellChange) -> list[str]:
    """Causes as phrases, at most a dozen."""
    found = [f"{one.cause} ({one.detail})" for one in change.because]
    rest = len(found) - _MANY
    return found if rest <= 0 else [*found[:_MANY], f"en nog {rest} oorzaken"]


def run_called(text: str, runs_folder: Path | None) -> Path:
    """A run by its folder, or by (the start of) its name in a workspace. Raises UserProblem."""
    path = Path(text)
    if path.is_dir():
        return path
    found = sorted(runs_folder.glob(f"{text}*/{RECORD}")) if runs_folder and _is_name(text) else []
    if len(found) == 1:
        return found[0].parent
    told = "meer dan één run" if found else "geen run"
    raise UserProblem(
        f"'{text}' wijst {told} aan; geef de map van een run, of met --workspace het begin "
        "van haar naam."
    )


def _is_name(text: str) -> bool:
    return bool(text) and all(sign.isalnum() or sign == "-" for sign in text)
