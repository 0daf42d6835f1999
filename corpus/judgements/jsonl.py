"""Judgements as lines of JSON: a file that can be read, mailed and merged without the program."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from corpus.judgements.reviewers import reviewer_name
from corpus.records import Anchor, Judgement, Seen, Verdict

_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Signs that some programs take for the end of a line; JSON leaves them as they are."""
_LONGEST_SHOWN = 40
LONGEST_LINE = 1_000_000
"""Bytes of a line; a judgement takes some thousands."""
MOST_TOLD = 100
"""Unreadable lines of one file that are told one by one; more are counted."""
FIRST_YEAR = "2018"
"""That of the first Regio Deals: no judgement on them is older."""
AHEAD = timedelta(days=1)
"""How far a clock may be fast. Who judges next must come after what was said before, so that a
time that never comes would end all judging."""
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that could not be taken over; `reason` is a Dutch sentence. Lines count from 1.

    Line 0 stands for the file, or for `lines` of its lines that are not told one by one.
    """

    file: str
    line: int
    reason: str
    lines: int = 1


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def last_moment(clock: Clock) -> str:
    """The last time, as judgements have it, that a judgement can have now."""
    moment = (clock() + AHEAD).astimezone(UTC).isoformat(timespec="milliseconds")
    return moment.removesuffix("+00:00") + "Z"


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


def read_lines(path: Path, clock: Clock = now) -> tuple[list[Judgement], list[Unreadable]]:
    """The judgements of a file in the order of its lines, and what is told of lines that are none.

    A file that cannot be opened is told as line 0. Empty lines are passed over.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return [], [unopened(path.name, error)]
    found, unreadable = parse(content, path.name, clock=clock)
    return found, to_tell(unreadable, content, has_judgements=bool(found))


def to_tell(
    unreadable: list[Unreadable], content: bytes, *, has_judgements: bool
) -> list[Unreadable]:
    """What is told of the unreadable lines in the bytes of a file.

    Lines that a crash broke off and that stand further on as a whole are left out: of these nothing
    is lost. A file that is no text is one sentence.
    """
    if not unreadable:
        return []
    if not has_judgements and not _is_text(content):
        return [Unreadable(unreadable[0].file, 0, _NO_TEXT)]
    resumed = _resumed(content.split(b"\n"))
    lost = [one for one in unreadable if one.line not in resumed]
    rest = len(lost) - MOST_TOLD
    return lost if rest <= 0 else [*lost[:MOST_TOLD], _others(lost[0].file, rest)]


_NO_TEXT = (
    "Dit is geen tekstbestand met oordelen, of het is beschadigd; vraag het bestand opnieuw op."
)


def _others(file: str, count: int) -> Unreadable:
    number = f"{count:,}".replace(",", ".")
    told = f"Nog {number} {'regel' if count == 1 else 'regels'} van dit bestand "
    return Unreadable(file, 0, f"{told}{'is' if count == 1 else 'zijn'} onleesbaar.", count)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _resumed(lines: list[bytes]) -> set[int]:
    """Numbers of the lines with which a later line begins.

    In the order of the alphabet a line comes right before those that begin with it, so that one
    walk along them is enough: `open_` holds lines that begin one another, each with the highest
    number of those that begin with it.
    """
    found: set[int] = set()
    open_: list[tuple[bytes, int, int]] = []

    def close() -> None:
        _, number, last = open_.pop()
        if last > number:
            found.add(number)
        if open_:
            line, above, highest = open_.pop()
            open_.append((line, above, max(highest, last)))

    for line, number in sorted(zip(lines, range(1, len(lines) + 1), strict=True)):
        while open_ and not line.startswith(open_[-1][0]):
            close()
        open_.append((line, number, number))
    while open_:
        close()
    return found


def unopened(file: str, error: OSError) -> Unreadable:
    """What is told of a file that cannot be opened."""
    return Unreadable(
        file,
        0,
        f"Dit is niet te openen ({error.strerror}); controleer de naam en de rechten.",
    )


def parse(
    content: bytes, file: str, before: int = 0, clock: Clock = now
) -> tuple[list[Judgement], list[Unreadable]]:
    """Judgements in the bytes of a file, of which `before` lines went before these, and the lines
    that are none."""
    latest = last_moment(clock)
    found: list[Judgement] = []
    unreadable: list[Unreadable] = []
    for number, line in _lines(content, before):
        try:
            found.append(judgement_from(line, latest))
        except ValueError as error:
            unreadable.append(Unreadable(file, number, _reason(error)))
    return found, unreadable


def _lines(content: bytes, before: int) -> Iterator[tuple[int, bytes]]:
    """Lines with their number; only a line feed ends one."""
    for number, line in enumerate(content.split(b"\n"), before + 1):
        whole = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if whole.strip():
            yield number, whole


def checked(judgement: Judgement, clock: Clock = now) -> Judgement:
    """A judgement as its line gives it back, the name of the reviewer as it is kept.

    Raises ValueError with a Dutch sentence when no line can hold it.
    """
    try:
        return judgement_from(line_of(judgement).encode(), last_moment(clock))
    except ValueError as error:
        raise ValueError(_reason(error)) from error


def judgement_from(line: bytes, latest: str) -> Judgement:
    """The judgement of one line; raises ValueError when it is none, or is later than `latest`."""
    if len(line) > LONGEST_LINE:
        raise ValueError(
            "De regel is langer dan een oordeel kan zijn; haal hem weg of kort hem in."
        )
    read = _Line.model_validate_json(line, context=latest)
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


def _moment(value: str, latest: ValidationInfo) -> str:
    datetime.fromisoformat(value)
    if value > str(latest.context):
        raise PydanticCustomError("too_late", "later than now")
    if value < FIRST_YEAR:
        raise PydanticCustomError("too_early", "before the first Regio Deals")
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
    if not isinstance(error, ValidationError | UnicodeError):
        return str(error)
    if isinstance(error, UnicodeError):
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
        case "too_late":
            return (
                f"De tijd in het veld {where} ligt meer dan een dag in de toekomst; controleer de "
                "klok van de computer waarop het oordeel is gegeven."
            )
        case "too_early":
            return f"De tijd in het veld {where} ligt vóór {FIRST_YEAR}; zo oud is geen oordeel."
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
