"""Checkable statements of the Rebel report, each with the query that checks it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_PATH = Path(__file__).parent / "rebel_claims.csv"
SOURCE = "Rebel, Rode Draden in Regio Deals (30 september 2024)"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in our own words, where the report makes it, and how it is checked.

    `query` names a query of report.claim_queries, `arguments` what it is asked with; `measure` says
    in Dutch what is counted, and from where on words like "vaak" hold.
    """

    claim_id: str
    section: str
    statement: str
    query: str
    arguments: Mapping[str, str]
    measure: str


@cache
def rebel_claims() -> tuple[Claim, ...]:
    """All statements, in the order of the file."""
    with _PATH.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Claim(
                row["claim_id"],
                row["section"],
                row["statement"],
                row["query"],
                _arguments(row["arguments"]),
                row["measure"],
            )
            for row in csv.DictReader(stream)
        )


def _arguments(text: str) -> Mapping[str, str]:
    """`name=value;name=value` as a mapping."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return MappingProxyType({name: value for name, _, value in pairs})
