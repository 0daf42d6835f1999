"""The register that ships with the project: deals, ministries, municipalities and evaluations.

Where sources contradict each other the register says so in its source columns; see
docs/tegenstrijdige-bronnen.md.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.known_figures import KnownFigure
from corpus.ministry_names import MinistryNames, Portfolio
from corpus.names import DealNames
from corpus.records import Deal, Evaluation, Ministry

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality or Caribbean public body under one name.

    A name that no longer stands has the municipalities that it went into as `merged_into` and,
    where it ended by law, the date as `valid_to`; without a date it is another name of the same
    municipality.
    """

    name: str
    province: str
    valid_to: str
    merged_into: tuple[str, ...]

    @property
    def today(self) -> str:
        """The name of today; that of old where it was divided among several."""
        return self.merged_into[0] if len(self.merged_into) == 1 else self.name

    @property
    def is_current(self) -> bool:
        """Whether this is the name that a municipality has today."""
        return not self.merged_into

    @property
    def written(self) -> str:
        """The name as texts write it, without the province that tells two towns apart."""
        return self.name.partition(" (")[0]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def deals() -> tuple[Deal, ...]:
    """Return the 84 deals of tranches 1-6, by tranche and then in the order of the register."""
    return tuple(
        Deal(
            deal_id=row["deal_id"],
            name=row["name"],
            aliases=_listed(row["aliases"]),
            tranche=int(row["tranche"]),
            year_signed=int(row["year_signed"]) if row["year_signed"] else None,
            rijksbijdrage_meur=float(row["rijksbijdrage_meur"])
            if row["rijksbijdrage_meur"]
            else None,
            provinces=_listed(row["provinces"]),
            in_rebel_study=row["in_rebel_study"] == "yes",
            source_amount=row["source_amount"],
            source_list=row["source_list"],
        )
        for row in _rows("deals.csv")
    )


@cache
def deal_names() -> DealNames:
    """Return the look-up of deal names over the whole register."""
    return DealNames(deals())


@cache
def deal_by_id() -> dict[str, Deal]:
    """Return the deals by their deal_id, in register order."""
    return {deal.deal_id: deal for deal in deals()}


@cache
def ministries() -> tuple[Ministry, ...]:
    """Return the ministries and ministers' posts of 2018-2026 with their dates of validity."""
    return tuple(
        Ministry(**{**row, "aliases": _listed(row["aliases"])})  # type: ignore[arg-type]
        for row in _rows("ministries.csv")
    )


@cache
def portfolios() -> tuple[Portfolio, ...]:
    """Return what ministers and staatssecretarissen were of, where it is no ministry's name."""
    return tuple(Portfolio(**row) for row in _rows("portfolios.csv"))


@cache
def ministry_names() -> MinistryNames:
    """Return what the names of ministries, posts and portfolios mean on a date."""
    return MinistryNames(ministries(), portfolios())


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return the 342 municipalities and 3 public bodies, then the names given up since 2018."""
    return tuple(
        Municipality(**{**row, "merged_into": _listed(row["merged_into"])})  # type: ignore[arg-type]
        for row in _rows("municipalities.csv")
    )


@cache
def evaluations() -> tuple[Evaluation, ...]:
    """Return the 30 evaluation documents of Bijlage B of the Rebel report."""
    return tuple(
        Evaluation(**{**row, "tranche": int(row["tranche"]), "year": int(row["year"])})  # type: ignore[arg-type]
        for row in _rows("evaluations.csv")
    )


@cache
def known_figures() -> tuple[KnownFigure, ...]:
    """Return what sources say of the money of tranches, contradictions included."""
    return tuple(
        KnownFigure(
            figure_id=row["figure_id"],
            subject=row["subject"],
            tranches=tuple(int(one) for one in _listed(row["tranches"])),
            unit=row["unit"],
            value=float(row["value"]),
            source=row["source"],
            in_register=row["in_register"] == "yes",
            note=row["note"],
        )
        for row in _rows("amount_conflicts.csv")
    )
