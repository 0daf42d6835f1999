"""The passages that an earlier run kept as Parquet, read back to compare runs."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from report.run_diff import PastPassage

_COLUMNS = (
    *("passage_id", "document", "document_id", "deal_id", "bron", "telt_mee", "labels"),
    *("paginas", "tekst"),
)
_BOILERPLATE = "standaardtekst"
_REVIEWED = "nagekeken"
_CHANCE = "kans_"
_FIRST_WORDS = 6


def read_past_passages(path: Path) -> dict[str, PastPassage]:
    """Passages by id, in the order of the file. Raises OSError or ValueError for a broken file.

    A file from before standard text was marked, or before people judged labels, has none.
    """
    known = pq.read_schema(path).names
    chances = [name for name in known if name.startswith(_CHANCE)]
    optional = [name for name in (_BOILERPLATE, _REVIEWED) if name in known]
    table = pq.read_table(path, columns=[*_COLUMNS, *optional, *chances])
    return {row["passage_id"]: _passage(row, chances) for row in table.to_pylist()}


def _passage(row: dict[str, Any], chances: list[str]) -> PastPassage:
    is_boilerplate = bool(row.get(_BOILERPLATE, False))
    return PastPassage(
        passage_id=row["passage_id"],
        document=row["document"],
        document_id=row["document_id"],
        deal=row["deal_id"],
        bron=row["bron"],
        weighs=row["telt_mee"] and not is_boilerplate,
        is_boilerplate=is_boilerplate,
        labels=frozenset(row["labels"]),
        probabilities={
            name.removeprefix(_CHANCE): row[name] for name in chances if row[name] is not None
        },
        page=row["paginas"][0],
        opening=_opening(row["tekst"]),
        reviewed=json.loads(row.get(_REVIEWED, "{}")),
    )


def _opening(text: str) -> str:
    """Enough of a text to know it by."""
    words = text.split(maxsplit=_FIRST_WORDS)
    first = " ".join(words[:_FIRST_WORDS])
    return f"{first} …" if len(words) > _FIRST_WORDS else first
