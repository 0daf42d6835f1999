"""What a run leaves behind, for comparing runs."""

import csv
from pathlib import Path


def results(workspace: Path) -> dict[str, bytes]:
    """The files of the last run whose bytes must not depend on machine, workers or Prefect."""
    run = sorted(workspace.glob("runs/[0-9]*"))[-1]
    return {
        path.name: path.read_bytes() for path in sorted(run.iterdir()) if path.name != "run.json"
    }


def matrix_rows(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of a matrix by deal and bron."""
    return {(row["deal_id"], row["bron"]): row for row in csv.DictReader(text.splitlines())}
