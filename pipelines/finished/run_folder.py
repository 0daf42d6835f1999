"""The folder of a run: written whole, recorded with hashes, read back for the command line."""

import csv
import io
import json
import platform
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.ids import file_sha256
from pipelines.finished.result_files import MATRICES, RECORD
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace
from report.tables import csv_text
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN

_FINGERPRINT = "vingerafdruk"
_HEAD = ("deal_id", "deal", "tranche", "bron")
_PACKAGES = (
    "rode-draden",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pandas",
    "pdfminer.six",
    "pdfplumber",
    "pikepdf",
    "prefect",
    "pyarrow",
    "pypdfium2",
    "scikit-learn",
    "snowballstemmer",
    "spacy",
)


def draft_folder(workspace: Workspace, identity: str) -> Path:
    """An empty folder to write results into; what an interrupted run left there is removed."""
    draft = workspace.runs_folder / f".{identity}.tmp"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def publish(workspace: Workspace, draft: Path, identity: str, record: Mapping[str, object]) -> Path:
    """Write the run record and give the folder its name, so that a run appears whole or not.

    The name is the time (UTC) at which it was finished, and the start of its fingerprint.
    """
    whole = {
        _FINGERPRINT: identity,
        **record,
        "versies": versions_now(),
        "uitvoer": {path.name: file_sha256(path) for path in sorted(draft.iterdir())},
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    (draft / RECORD).write_text(text, encoding="utf-8")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    return draft.rename(workspace.runs_folder / f"{stamp}-{identity[:8]}")


def versions_now() -> dict[str, str]:
    """Versions of Python, of this project and of what results follow from."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}


def latest_run(workspace: Workspace) -> Path | None:
    """Folder of the last finished run, or None."""
    found = sorted(path.parent for path in workspace.runs_folder.glob(f"[0-9]*/{RECORD}"))
    return found[-1] if found else None


def read_record(folder: Path) -> dict[str, Any]:
    """The run record of a run's folder."""
    record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return record


def is_intact(folder: Path, identity: str) -> bool:
    """Whether a run has this fingerprint and all its files are as they were written."""
    record = read_record(folder)
    return record[_FINGERPRINT] == identity and all(
        (folder / name).is_file() and file_sha256(folder / name) == sha256
        for name, sha256 in record["uitvoer"].items()
    )


def matrix_csv(workspace: Workspace, facet: str, bron: str | None) -> str:
    """The matrix of the last run as CSV text, of one bron or with plan and report taken together.

    Raises UserProblem when there is no run yet.
    """
    folder = latest_run(workspace)
    if folder is None:
        raise UserProblem(
            f"In {workspace.folder} is nog geen run klaar; draai eerst: "
            f"rodedraden run --workspace {workspace.folder}."
        )
    text = (folder / MATRICES[facet]).read_bytes().decode("utf-8")
    if bron is None:
        return text
    table = csv.DictReader(io.StringIO(text))
    rows, columns = list(table), list(table.fieldnames or ())
    pooled = all(row["bron"] == "samen" for row in rows)
    if bron == "samen" and not pooled:
        rows = pool(rows)
    return csv_text(columns, [row for row in rows if row["bron"] == bron])


def pool(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """One row a deal: the strongest of plan and report, 1 before onzeker before 0; `geen tekst`
    where neither has text."""
    by_deal: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        by_deal.setdefault(row["deal_id"], []).append(row)
    return [
        {name: _pooled_value(name, [row[name] for row in together]) for name in together[0]}
        for together in by_deal.values()
    ]


def _pooled_value(name: str, values: Sequence[str]) -> str:
    if name == "bron":
        return "samen"
    if name in _HEAD:
        return values[0]
    return next((value for value in (FOUND, UNCERTAIN, ABSENT) if value in values), NO_TEXT)
