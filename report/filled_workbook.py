"""A workbook with questions that somebody filled in, read back with every mistake in it.

People open it in Excel or LibreOffice, which turn answers into booleans and numbers, and sort rows;
what they mean is taken, what cannot be an answer is told with its place.
"""

import json
import math
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from corpus.judgements.reviewers import reviewer_name
from corpus.records import Anchor, Verdict
from report.review_workbook import (
    DATA,
    DOUBT,
    GUIDE,
    KEY,
    NAME,
    NO,
    NOTE,
    QUESTIONS,
    VERSION,
    WHOLE,
    YES,
)

_WORDS = {
    YES: Verdict.AANWEZIG,
    "j": Verdict.AANWEZIG,
    "waar": Verdict.AANWEZIG,
    "true": Verdict.AANWEZIG,
    "1": Verdict.AANWEZIG,
    NO: Verdict.AFWEZIG,
    "n": Verdict.AFWEZIG,
    "onwaar": Verdict.AFWEZIG,
    "false": Verdict.AFWEZIG,
    "0": Verdict.AFWEZIG,
    DOUBT: Verdict.TWIJFEL,
    "?": Verdict.TWIJFEL,
}
_LONGEST_SHOWN = 30
_LAST_ROW_OF_GUIDE = 20
MOST_BYTES = 100_000_000
"""Of a workbook when it is unpacked; one with a thousand questions takes some five million."""
MOST_ROWS_MORE = 1000
"""Rows with something in them that a sheet may have above its questions."""
_LAST_ROW = 1_048_576
"""Of any sheet."""
_Row = Mapping[int, str]
"""What stands in a row, as words by column (from 1); empty cells are left out."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A passage with the answers at it. `row` is that of the sheet; `is_whole` says that all labels
    were looked at, so that those without an answer are absent."""

    row: int
    key: str
    anchor: Anchor
    is_blind: bool
    answers: Mapping[str, Verdict]
    is_whole: bool
    note: str


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """What somebody filled in. `made` is the moment at which the questions were written."""

    reviewer: str
    made: str
    tagger: str
    taxonomy: str
    concepts: tuple[str, ...]
    rows: tuple[FilledRow, ...]


class WorkbookMistakes(ValueError):
    """The workbook cannot be taken over; `mistakes` are Dutch sentences, each with its place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the hidden sheet says: the head, and of each key whether it is blind and its anchor."""

    head: Mapping[str, str]
    passages: Mapping[str, tuple[bool, Anchor]]

    @property
    def concepts(self) -> tuple[str, ...]:
        return tuple(self.head["labels"].split(","))


def read_review_workbook(path: Path, *, needs_name: bool = False) -> FilledWorkbook:
    """The answers in a workbook of `write_review_workbook`.

    Raises WorkbookMistakes with all that is wrong. A missing name is a mistake where it
    `needs_name`, which it does when nobody gave the name in another way.
    """
    book = _opened(path)
    try:
        return _read(book, needs_name=needs_name)
    except WorkbookMistakes:
        raise
    except _DAMAGE as error:
        raise _damaged(path) from error
    finally:
        book.close()


def _read(book: Workbook, *, needs_name: bool) -> FilledWorkbook:
    missing = [name for name in (GUIDE, QUESTIONS, DATA) if name not in book.sheetnames]
    if missing:
        raise WorkbookMistakes(
            [
                f"Het blad {name} ontbreekt; gebruik een bestand van rodedraden review export en "
                "laat de bladen staan."
                for name in missing
            ]
        )
    known = _known(_sheet(book, DATA))
    head, below = _filled(_sheet(book, QUESTIONS), len(known.passages))
    name = _name(_sheet(book, GUIDE))
    mistakes = list(_of_name(name, needs_name=needs_name))
    named = len(mistakes)
    columns = _columns(head, below, known.concepts, mistakes)
    if len(mistakes) > named:
        raise WorkbookMistakes(mistakes)
    rows = tuple(_rows(below, columns, known, mistakes))
    if mistakes:
        raise WorkbookMistakes(mistakes)
    return FilledWorkbook(
        reviewer=name,
        made=known.head["gemaakt"],
        tagger=known.head["tagger"],
        taxonomy=known.head["taxonomie"],
        concepts=known.concepts,
        rows=rows,
    )


_DAMAGE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    ParseError,
)


def _damaged(path: Path) -> WorkbookMistakes:
    return WorkbookMistakes(
        [f"{path} is geen Excel-werkmap of is beschadigd; vraag het bestand opnieuw op."]
    )


def _opened(path: Path) -> Workbook:
    """The workbook, of which rows are read one by one: a sheet may be a million rows of nothing."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size <= MOST_BYTES:
            return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise _damaged(path) from error
    raise WorkbookMistakes(
        [
            f"{path} is uitgepakt {size // 1_000_000} MB, en een bestand met antwoorden is hooguit "
            f"{MOST_BYTES // 1_000_000} MB; neem de antwoorden over in een nieuw bestand van "
            "rodedraden review export."
        ]
    )


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet to be read row by row, whatever the file says of its size."""
    sheet: Any = book[name]
    if not isinstance(sheet, ReadOnlyWorksheet):
        raise ValueError(f"{name} holds no cells")
    sheet.reset_dimensions()
    return cast(Worksheet, sheet)


def _filled(sheet: Worksheet, questions: int) -> tuple[_Row, dict[int, _Row]]:
    """The heads, and the rows below in which anything stands, by number.

    Raises WorkbookMistakes when there are far more of them than questions.
    """
    head: _Row = {}
    below: dict[int, _Row] = {}
    most = questions + MOST_ROWS_MORE
    for number, values in enumerate(sheet.iter_rows(max_row=_LAST_ROW, values_only=True), start=1):
        row = {place: words for place, value in enumerate(values, 1) if (words := _text(value))}
        if number == 1:
            head = row
        elif row:
            below[number] = row
        if len(below) > most:
            raise WorkbookMistakes(
                [
                    f"Blad {QUESTIONS}, rij {number}: er staan veel meer ingevulde rijen dan de "
                    f"{questions} vragen van dit bestand; verwijder de rijen die er niet bij horen."
                ]
            )
    return head, below


def _known(sheet: Worksheet) -> _Known:
    """Raises WorkbookMistakes when the hidden sheet is not as it was written."""
    head: dict[str, str] = {}
    passages: dict[str, tuple[bool, Anchor]] = {}
    try:
        for row in sheet.iter_rows(max_row=_LAST_ROW, max_col=3, values_only=True):
            name, value, place = row or (None, None, None)
            if place is None:
                head |= {str(name): str(value)} if name is not None else {}
            else:
                anchor = Anchor(**json.loads(str(place)))
                passages[str(name)] = (value == "steekproef", anchor)
        complete = {"gemaakt", "tagger", "taxonomie", "labels"} <= head.keys()
    except (ValueError, TypeError) as error:
        raise WorkbookMistakes([_of_data()]) from error
    if not complete:
        raise WorkbookMistakes([_of_data()])
    if head.get("versie") != str(VERSION):
        raise WorkbookMistakes(
            ["Het bestand is door een andere versie van Rode Draden gemaakt; exporteer opnieuw."]
        )
    return _Known(head, passages)


def _of_data() -> str:
    return (
        f"Het verborgen blad {DATA} is gewijzigd of onvolledig; neem uw antwoorden over in een "
        "nieuw bestand van rodedraden review export."
    )


def _columns(
    head: _Row, below: Mapping[int, _Row], concepts: Sequence[str], mistakes: list[str]
) -> dict[str, int]:
    """The place of each column that is read, by its name or by its label; mistakes are added."""
    found: dict[str, int] = {}
    wanted = {KEY, WHOLE, NOTE, *concepts}
    for place in sorted({*head, *(place for row in below.values() for place in row)}):
        words = head.get(place, "")
        cell = f"Blad {QUESTIONS}, cel {get_column_letter(place)}1"
        first = words.split(" ")[0] if words else ""
        name = words.lower() if words.lower() in wanted else first if first in wanted else ""
        if name and name in found:
            mistakes.append(f"{cell}: de kolom ‘{words}’ staat er twee keer; verwijder er een.")
        elif name:
            found[name] = place
        elif not words:
            mistakes.append(f"{cell}: de kop van deze kolom is weg; zet hem terug zoals hij was.")
    mistakes += [
        f"Blad {QUESTIONS}, rij 1: de kolom ‘{name}’ ontbreekt; zet haar terug zoals zij was."
        for name in (KEY, *concepts, WHOLE, NOTE)
        if name not in found
    ]
    return found


def _rows(
    below: Mapping[int, _Row],
    columns: Mapping[str, int],
    known: _Known,
    mistakes: list[str],
) -> Iterator[FilledRow]:
    seen: dict[str, int] = {}
    for number, row in below.items():
        cells = {
            name: (
                f"Blad {QUESTIONS}, cel {get_column_letter(column)}{number}",
                row.get(column, ""),
            )
            for name, column in columns.items()
        }
        if not any(words for _, words in cells.values()):
            continue
        place, key = cells[KEY]
        if key not in known.passages:
            told = f"de sleutel ‘{_brief(key)}’ hoort niet bij dit bestand" if key else _NO_KEY
            mistakes.append(f"{place}: {told}; zet de kolom {KEY} terug zoals zij was.")
            continue
        if key in seen:
            mistakes.append(
                f"{place}: deze passage staat ook in rij {seen[key]}; verwijder een van de twee."
            )
            continue
        seen[key] = number
        is_blind, anchor = known.passages[key]
        answers = {
            concept: verdict
            for concept in known.concepts
            if (verdict := _answer(*cells[concept], _ANSWERS, mistakes)) is not None
        }
        is_whole = _answer(*cells[WHOLE], _WHOLE_OR_NOT, mistakes) is Verdict.AANWEZIG
        _, note = cells[NOTE]
        yield FilledRow(number, key, anchor, is_blind, answers, is_whole, note)


_NO_KEY = "de sleutel is leeg"
_ANSWERS = (Verdict.AANWEZIG, Verdict.AFWEZIG, Verdict.TWIJFEL)
_WHOLE_OR_NOT = _ANSWERS[:2]


def _answer(
    place: str, words: str, allowed: Sequence[Verdict], mistakes: list[str]
) -> Verdict | None:
    """What a cell says; None for an empty one and for one that says nothing, which is a mistake."""
    if not words:
        return None
    verdict = _WORDS.get(words.lower().rstrip(".!"))
    if verdict in allowed:
        return verdict
    choice = f"{YES}, {NO} of {DOUBT}" if Verdict.TWIJFEL in allowed else f"{YES} of {NO}"
    mistakes.append(
        f"{place}: ‘{_brief(words)}’ is geen antwoord; kies {choice}, of maak het vak leeg."
    )
    return None


def _text(value: object) -> str:
    """A value as words: 1.0 is 1, and spaces around do not count, also those that do not break."""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def _of_name(name: str, *, needs_name: bool) -> Iterator[str]:
    """What is wrong with the name in a workbook."""
    place = f"Blad {GUIDE}, cel B3"
    if name:
        try:
            reviewer_name(name)
        except ValueError as error:
            yield f"{place}: {error}"
    elif needs_name:
        yield (
            f"{place}: er staat geen naam; vul de naam in van wie heeft beoordeeld, of geef "
            "--reviewer NAAM."
        )


def _name(sheet: Worksheet) -> str:
    """The name beside the words that ask for it; empty when there is none."""
    for label, name in sheet.iter_rows(max_row=_LAST_ROW_OF_GUIDE, max_col=2, values_only=True):
        if _text(label) == NAME:
            return _text(name)
    return ""
