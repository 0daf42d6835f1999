"""Check a finished run: are its files and its documents untouched, and does its matrix follow from
the passages and labels in the store?"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.analysed import Analysis
from corpus.ids import file_sha256
from pipelines.finished.export import write_tables
from pipelines.finished.past_run import analysis_of, sources_of
from pipelines.finished.result_files import CELLS, MATRICES, PASSAGES, RECORD
from pipelines.finished.reviewed import read_reviewed
from pipelines.finished.run_folder import read_record, versions_now
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace
from taxonomy.load import shipped_taxonomy


class Outcome(StrEnum):
    """What came of one check."""

    FINE = "in orde"
    DIFFERS = "wijkt af"
    UNKNOWN = "niet na te gaan"


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and what came of it, in a Dutch sentence."""

    outcome: Outcome
    message: str


def verified(workspace: Workspace, folder: Path) -> tuple[Finding, ...]:
    """Check the run in a folder of a workspace. Raises UserProblem for a folder that is no run."""
    if not (folder / RECORD).is_file():
        raise UserProblem(
            f"{folder} is geen map van een run (er staat geen {RECORD} in); geef een map "
            "uit 'runs' van een werkruimte."
        )
    record = read_record(folder)
    return (
        *_files(record, folder),
        *_documents(record, folder),
        *_results(record, folder, workspace),
    )


def _files(record: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    """Whether the files of the run are as they were written."""
    written: Mapping[str, str] = record["uitvoer"]
    wrong = 0
    for name, sha256 in written.items():
        path = folder / name
        if not path.is_file():
            yield Finding(Outcome.DIFFERS, f"{name} is weg uit de map van de run.")
        elif file_sha256(path) != sha256:
            yield Finding(Outcome.DIFFERS, f"{name} is na de run veranderd.")
        else:
            continue
        wrong += 1
    if not wrong:
        yield Finding(
            Outcome.FINE, f"Alle {len(written)} bestanden van de run zijn zoals ze geschreven zijn."
        )


def _documents(record: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    """Whether the documents that were read still are what they were."""
    read = record["documenten"]
    wrong = 0
    for one in read:
        path = folder / one["pad"]
        if not path.is_file():
            message = f"{one['document']} staat niet meer op zijn plek; verder is niets bekend."
            yield Finding(Outcome.UNKNOWN, message)
        elif file_sha256(path) != one["sha256"]:
            message = f"{one['document']} is na de run veranderd; draai opnieuw: rodedraden run."
            yield Finding(Outcome.DIFFERS, message)
        else:
            continue
        wrong += 1
    if not wrong:
        yield Finding(Outcome.FINE, f"Alle {len(read)} documenten zijn dezelfde als toen.")


def _results(record: Mapping[str, Any], folder: Path, workspace: Workspace) -> Iterator[Finding]:
    """Whether the matrix, the cells and the passages follow from the store, and from what people
    had judged when the run was made."""
    if not workspace.store_path.is_file():
        yield Finding(Outcome.UNKNOWN, "De opslag van de werkruimte is weg: narekenen kan niet.")
        return
    try:
        reviewed = read_reviewed(folder)
    except UserProblem as problem:
        yield Finding(Outcome.UNKNOWN, f"Narekenen kan niet: {problem}")
        return
    with workspace.store() as store:
        sources = sources_of(record, folder, workspace)
        analysis = analysis_of(record, sources, store, reviewed=reviewed, with_further=True)
    if missing := _not_in_store(record, analysis):
        yield Finding(
            Outcome.UNKNOWN,
            f"De opslag heeft de passages of labels van deze run niet meer voor {missing}: er is "
            "opnieuw gelezen of gelabeld. Narekenen kan niet; draai opnieuw en vergelijk met: "
            "rodedraden diff.",
        )
        return
    yield from _recalculated(record, folder, analysis)


def _not_in_store(record: Mapping[str, Any], analysis: Analysis) -> str:
    """Documents of which the store no longer holds what the run counted, by name."""
    tagged = {one.source.name for one in analysis.passages if one.tag}
    held = {source.name: analysis.documents[source.document_id] for source in analysis.sources}
    return ", ".join(
        one["document"]
        for one in record["documenten"]
        if one["passages"]
        and (
            len(held[one["document"]].passages) != one["passages"] or one["document"] not in tagged
        )
    )


def _recalculated(record: Mapping[str, Any], folder: Path, analysis: Analysis) -> Iterator[Finding]:
    written: Mapping[str, str] = record["uitvoer"]
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".narekenen-") as drafts:
        draft = Path(drafts)
        write_tables(draft, analysis, shipped_taxonomy(), pooled=record["bron"] == "samen")
        other = [
            name
            for name in (*MATRICES.values(), CELLS, PASSAGES)
            if file_sha256(draft / name) != written[name]
        ]
    if not other:
        message = "De matrix, de cellen en de passages volgen uit de opslag."
        yield Finding(Outcome.FINE, message)
        return
    yield Finding(
        Outcome.DIFFERS,
        f"Narekenen uit de opslag geeft iets anders in {', '.join(other)}.{_newer(record)}",
    )


def _newer(record: Mapping[str, Any]) -> str:
    """Which programs have another version than at the run: these may be why."""
    now = versions_now()
    other = [
        f"{name} {was} (nu {now.get(name, 'weg')})"
        for name, was in record["versies"].items()
        if now.get(name) != was
    ]
    if record["taxonomie"] != shipped_taxonomy().version:
        other.append("een andere taxonomie")
    return f" De run is gemaakt met {', '.join(other)}; dat kan de oorzaak zijn." if other else ""
