"""The manifest: which files we hold, of which deal, kind and year, as a person wrote it down.

A manifest is a CSV file with the columns path, deal, kind, year, title, author, url; optional are
`tranche` (for a name that several deals share) and `sha256` (to pin the content of a file).
A path is relative to the folder of the manifest.
"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

COLUMNS = ("path", "deal", "kind", "year", "title", "author", "url", "tranche", "sha256")
REQUIRED = ("path", "deal", "kind", "year")


class ManifestError(ValueError):
    """The manifest itself cannot be read; the message is one Dutch sentence with advice."""


class ManifestRow(BaseModel):
    """One line of a manifest, as text; whether it makes sense is for `corpus.checks` to say."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    path: str
    deal: str = ""
    kind: str = ""
    year: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    tranche: str = ""
    sha256: str = ""

    @field_validator("kind")
    @classmethod
    def _kind_in_small_letters(cls, value: str) -> str:
        return value.lower()

    @field_validator("path")
    @classmethod
    def _path_is_given(cls, value: str) -> str:
        if not value:
            raise ValueError("de kolom path is leeg")
        return value


def read_manifest(path: Path) -> list[ManifestRow]:
    """Read a manifest; rows keep their order and their paths become absolute.

    Raises ManifestError when the file is not a CSV with the required columns.
    """
    text = _text_of(path)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        _check_columns(path, table.fieldnames or ())
        # Spreadsheets leave rows of nothing but delimiters behind.
        return [_row(path, table.line_num, cells) for cells in table if any(cells.values())]
    except csv.Error as error:
        raise _no_csv(path) from error


def _text_of(path: Path) -> str:
    """Text as UTF-8, else as the Windows-1252 that older spreadsheets write."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ManifestError(
            f"Het manifest {path} is niet te lezen ({error.strerror}); controleer de naam."
        ) from error
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise _no_csv(path)


def _no_csv(path: Path) -> ManifestError:
    return ManifestError(
        f"Het manifest {path} is geen csv-bestand; sla het in het rekenblad op als CSV (UTF-8)."
    )


def _delimiter(text: str) -> str:
    """Dutch spreadsheets save CSV with semicolons."""
    head = text.split("\n", 1)[0]
    return ";" if head.count(";") > head.count(",") else ","


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    unknown = [column for column in columns if column not in COLUMNS]
    if missing:
        raise ManifestError(
            f"In het manifest {path} ontbreekt de kolom {', '.join(missing)}; "
            f"de eerste regel hoort te zijn: {','.join(COLUMNS[:7])}."
        )
    if unknown:
        raise ManifestError(
            f"Het manifest {path} heeft een onbekende kolom {', '.join(map(repr, unknown))}; "
            f"toegestaan zijn: {', '.join(COLUMNS)}."
        )


def _row(path: Path, number: int, cells: dict[str, str | None]) -> ManifestRow:
    if None in cells:
        raise ManifestError(
            f"Regel {number} van het manifest {path} heeft te veel velden; "
            "zet velden met een komma tussen aanhalingstekens."
        )
    filled = {column: value or "" for column, value in cells.items()}
    if not filled["path"].strip():
        raise ManifestError(
            f"Regel {number} van het manifest {path} heeft geen path; vul de bestandsnaam in."
        )
    # Not resolve(): a link to a file keeps the name that the person gave it.
    absolute = os.path.normpath((path.parent / filled["path"].strip()).absolute())
    return ManifestRow(**{**filled, "path": absolute})


def write_manifest(path: Path, rows: Iterable[ManifestRow]) -> None:
    """Write a manifest with paths relative to its own folder where that is possible; whole or
    not at all."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row.model_dump(), "path": _relative(row.path, path.parent)})
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(stream.getvalue(), encoding="utf-8")
    draft.replace(path)


def _relative(path: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path


def merge(held: Iterable[ManifestRow], added: Iterable[ManifestRow]) -> list[ManifestRow]:
    """Add rows to a manifest: a new row replaces the held row of the same file; sorted by path."""
    by_path = {row.path: row for row in held}
    by_path.update({row.path: row for row in added})
    return [by_path[path] for path in sorted(by_path)]
