"""What an analysis hands over: tables whose numbers lead to passages, checks, and figures.

Writers (workbook, CSV, Parquet, HTML) know only these shapes; an analysis knows nothing of files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from report.quotes import Pointer

Value = str | int | float | None
"""What stands in a cell; None is "nothing to say", which is something else than 0."""


class Measure(StrEnum):
    """What the values of a column are, for formats and for the data dictionary."""

    TEXT = "tekst"
    COUNT = "aantal"
    SHARE = "aandeel"
    """From 0 to 1; shown as a percentage."""
    NUMBER = "getal"
    EUROS = "euro"
    YEAR = "jaartal"
    """A whole number that is no count: it has no point at the thousands."""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column, what it means in a Dutch sentence, and what its values are.

    `title` is what a reader sees above it; `name` what a program reads (lower case, underscores).
    """

    name: str
    title: str
    meaning: str
    measure: Measure = Measure.TEXT


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Values by column name, and by column name what a value rests on, best first.

    `key` names the row within its table and is the same in every run: "t3-foodvalley|plan".
    """

    key: str
    values: Mapping[str, Value]
    basis: Mapping[str, tuple[Pointer, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of results. `name` is its file name without ending, `title` its (Dutch) heading,
    `sheet` the name of its sheet (at most 31 characters), `reading` how to read it."""

    name: str
    title: str
    sheet: str
    reading: str
    columns: tuple[ResultColumn, ...]
    rows: tuple[ResultRow, ...]


class Verdict(StrEnum):
    """What came of a check."""

    HOLDS = "klopt"
    FAILS = "klopt niet"
    NOT_TESTABLE = "niet te toetsen"


@dataclass(frozen=True, slots=True)
class Check:
    """A statement that an analysis is held against, and what was found: Dutch sentences."""

    statement: str
    verdict: Verdict
    found: str
    source: str = ""
    basis: tuple[Pointer, ...] = ()


class Form(StrEnum):
    """How a figure shows its table."""

    BARS = "staven"
    """One bar a row (`label`), with whiskers from `low` to `high` where these are given; with
    `group` one bar a group and label, side by side."""
    HEAT = "warmtekaart"
    """Rows `label` against `group`, coloured and numbered by `value`; None is hatched."""
    DUMBBELL = "halter"
    """One line a row, from `value` to `other`."""
    POINTS = "punten"
    """`value` against `other`, a point a row, with the label beside it."""


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A figure of a table: which columns it shows, and what it says for who cannot see it."""

    name: str
    title: str
    description: str
    form: Form
    table: str
    label: str
    value: str
    other: str = ""
    group: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One analysis: its number and title, what it answers, tables, checks and figures."""

    number: int
    title: str
    question: str
    tables: tuple[ResultTable, ...]
    checks: tuple[Check, ...] = ()
    figures: tuple[FigureSpec, ...] = ()
    remarks: tuple[str, ...] = ()
