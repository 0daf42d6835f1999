"""Judgements as lines of JSON: a file that can be read, mailed and merged without the program."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import ErrorDetails

from corpus.judgements.reviewers import reviewer_name
from corpus.records import Anchor, Judgement, Seen, Verdict

_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Signs that some programs take for the end of a line; JSON leaves them as they are."""
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that could not be taken over; `reason` is a Dutch sentence. Lines count from 1.

    Line 0 stands for the file: it cannot be opened or written.
    """

    file: str
    line: int
    reason: str


def line_of(judgement: Judgement) -> str:
    """A judgement as one line, without the end of the line."""
    anchor = judgement.anchor
    fields: dict[str, str | int] = {
        "when": judgement.when,
        "reviewer": judgement.reviewer,
        "passage_id": judgement.passage_id,
        "concept": judgement.concept,
        "verdict": judgement.verdict,
        "seen": judgement.seen,
        "note": judgement.note,
        "tagger": judgement.tagger,
        "taxonomy": judgement.taxonomy,
        "document_id": anchor.document_id,
        "document": anchor.document,
        "position": anchor.position,
        "page": anchor.page,
        "heading": anchor.heading,
        "text": anchor.text,
    }
    return json.dumps(fields, ensure_ascii=False).translate(_LINE_ENDS)


def read_lines(path: Path) -> tuple[list[Judgement], list[Unreadable]]:
    """The judgements of a file in the order of its lines, and the lines that are none.

    A file that cannot be opened is told as line 0. Empty lines are passed over.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return [], [unopened(path.name, error)]
    found, unreadable = parse(content, path.name)
    return found, still_lost(unreadable, content)


def still_lost(unreadable: list[Unreadable], content: bytes) -> list[Unreadable]:
    """Unreadable lines without those that a crash broke off and that stand further on as a whole:
    of these nothing is lost."""
    if not unreadable:
        return []
    lines = content.split(b"\n")
    return [
        one
        for one in unreadable
        if not any(line.startswith(lines[one.line - 1]) for line in lines[one.line :])
    ]


def unopened(file: str, error: OSError) -> Unreadable:
    """What is told of a file that cannot be opened."""
    return Unreadable(
        file,
        0,
        f"Dit is niet te openen ({error.strerror}); controleer de naam en de rechten.",
    )


def parse(content: bytes, file: str, before: int = 0) -> tuple[list[Judgement], list[Unreadable]]:
    """Judgements in the bytes of a file, of which `before` lines went before these."""
    found: list[Judgement] = []
    unreadable: list[Unreadable] = []
    for number, line in _lines(content, before):
        try:
            found.append(judgement_from(line))
        except ValueError as error:
            unreadable.append(Unreadable(file, number, _reason(error)))
    return found, unreadable


def _lines(content: bytes, before: int) -> Iterator[tuple[int, bytes]]:
    """Lines with their number; only a line feed ends one."""
    for number, line in enumerate(content.split(b"\n"), before + 1):
        whole = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if whole.strip():
            yield number, whole


def checked(judgement: Judgement) -> Judgement:
    """A judgement as its line gives it back, the name of the reviewer as it is kept.

    Raises ValueError with a Dutch sentence when no line can hold it.
    """
    try:
        return judgement_from(line_of(judgement).encode())
    except ValueError as error:
        raise ValueError(_reason(error)) from error


def judgement_from(line: bytes) -> Judgement:
    """The judgement of one line; raises ValueError when it is none."""
    read = _Line.model_validate_json(line)
    anchor = Anchor(
        read.document_id, read.document, read.position, read.page, read.heading, read.text
    )
    return Judgement(
        read.passage_id,
        read.concept,
        read.verdict,
        read.reviewer,
        read.when,
        read.seen,
        read.tagger,
        read.taxonomy,
        anchor,
        read.note,
    )


def _moment(value: str) -> str:
    datetime.fromisoformat(value)
    return value


Count = Annotated[int, Field(ge=0, lt=2**31, strict=True)]
Name = Annotated[str, Field(min_length=1)]
Moment = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"),
    AfterValidator(_moment),
]


class _Line(BaseModel):
    """A line as people's files may hold it."""

    model_config = ConfigDict(extra="forbid")

    when: Moment
    reviewer: Annotated[str, AfterValidator(reviewer_name)]
    passage_id: Name
    concept: Name
    verdict: Verdict
    seen: Seen
    note: str = ""
    tagger: str
    taxonomy: str
    document_id: str
    document: str
    position: Count
    page: Count
    heading: str
    text: str


def _reason(error: ValueError) -> str:
    """What is wrong with a line, as a Dutch sentence."""
    if not isinstance(error, ValidationError):
        return "De tekst bevat tekens die geen letters zijn; haal ze weg en probeer het opnieuw."
    errors = error.errors(include_url=False)
    missing = sorted(str(one["loc"][0]) for one in errors if one["type"] == "missing")
    told = [_sentence(one) for one in errors if one["type"] != "missing"]
    if missing:
        told.append(f"Er ontbreekt: {', '.join(missing)}.")
    return " ".join(told)


def _sentence(error: ErrorDetails) -> str:
    where = str(error["loc"][0])[:_LONGEST_SHOWN] if error["loc"] else ""
    match error["type"]:
        case "json_invalid":
            return "De regel is geen geldige JSON; waarschijnlijk is hij afgebroken."
        case "extra_forbidden":
            return f"Het veld {where} is onbekend; werk het programma bij."
        case "enum":
            given = str(error["input"])[:_LONGEST_SHOWN]
            allowed = ", ".join(Verdict if where == "verdict" else Seen)
            return f"In het veld {where} staat “{given}”; toegestaan zijn: {allowed}."
        case "value_error" if where == "reviewer":
            return str(error["ctx"]["error"])
    if where:
        return f"De waarde van het veld {where} klopt niet."
    return "De regel is geen oordeel."
