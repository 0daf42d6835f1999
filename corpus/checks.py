"""Named checks on manifest rows, before anything runs.

Each finding says in one Dutch sentence what is wrong and what to do. A finding that blocks keeps
its document out of the run; the run goes on with the rest.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.ids import file_sha256
from corpus.manifest import ManifestRow
from corpus.names import DealNames, Hint, tranches_in
from corpus.records import LANDELIJK, MEERDERE, Deal, Kind, Source

_PDF_HEADER_WITHIN = 65536
"""Bytes in which the header of a PDF must start; a web server's headers may go before it."""
_OTHER_FORMS = (".docx", ".html", ".htm")
"""Whether these are what their names say is for their readers to find out."""
_YEAR = re.compile(r"[0-9]{4}")
_TRANCHES = re.compile(r"([1-6])(?:\s*-\s*([1-6]))?")
_YEARS_AFTER_SIGNING = 8
"""Deals run three to five years; final evaluations come up to some years later."""


class Check(StrEnum):
    """Names of the checks, as they stand in run.json."""

    MISSING_FILE = "ontbrekend bestand"
    NOT_A_PDF = "geen pdf"
    DUPLICATE_CONTENT = "dubbele inhoud"
    UNKNOWN_KIND = "onbekende soort"
    UNKNOWN_DEAL = "onbekende deal"
    AMBIGUOUS_DEAL = "dubbelzinnige deal"
    NO_YEAR = "geen jaar"
    YEAR_OUTSIDE_TRANCHE = "jaar buiten tranche"
    CHANGED_HASH = "gewijzigd bestand"


@dataclass(frozen=True, slots=True)
class Finding:
    """One failed check on one file; `blocks` says whether the document is left out."""

    check: Check
    path: str
    message: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class CheckedManifest:
    """The sources that may run, in order of path, and everything that was found."""

    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]


def check_manifest(
    rows: Sequence[ManifestRow], names: DealNames, known_hashes: Mapping[str, str]
) -> CheckedManifest:
    """Check every row; `known_hashes` gives the SHA-256 of each path at the previous run."""
    outputs = output_names([row.path for row in rows])
    findings: list[Finding] = []
    sources: list[Source] = []
    seen: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: tuple(row.model_dump().values())):
        found, source = _check_row(row, outputs[row.path], names, known_hashes, seen)
        findings.extend(found)
        if source is not None:
            seen[source.sha256] = source.name
            sources.append(source)
    return CheckedManifest(tuple(sources), tuple(findings))


def _check_row(
    row: ManifestRow,
    name: str,
    names: DealNames,
    known_hashes: Mapping[str, str],
    seen: Mapping[str, str],
) -> tuple[list[Finding], Source | None]:
    path = Path(row.path)
    broken = _check_file(path, row.path)
    if broken:
        return [broken], None
    sha256 = file_sha256(path)
    found = [
        *_check_hash(row, sha256, known_hashes),
        *_check_duplicate(row, sha256, seen),
        *_check_kind_and_year(row),
    ]
    deal, deal_findings = _resolve_deal(row, names)
    found += deal_findings
    year = _year(row)
    if year is None or any(finding.blocks for finding in found):
        return found, None
    kind = Kind(row.kind)
    if isinstance(deal, Deal):
        found += _check_year(row, deal, kind, year)
    source = Source(
        path=path,
        name=name,
        deal=deal.deal_id if isinstance(deal, Deal) else deal,
        kind=kind,
        year=year,
        title=row.title,
        author=row.author,
        url=row.url,
        sha256=sha256,
        tranches=tranches_of(row),
    )
    return found, source


def tranches_of(row: ManifestRow) -> tuple[int, ...]:
    """Tranches of the column `tranche`: "3", "1-3" or "tranche 2"."""
    span = _TRANCHES.fullmatch(row.tranche)
    if span is None:
        return tranches_in(row.tranche)
    first, last = span.groups()
    return tuple(range(int(first), int(last or first) + 1))


def _year(row: ManifestRow) -> int | None:
    """Year of a row, or None where the cell is not four digits."""
    return int(row.year) if _YEAR.fullmatch(row.year) else None


def _check_file(path: Path, written: str) -> Finding | None:
    try:
        head = _first_bytes(path)
    except OSError as error:
        return Finding(
            Check.MISSING_FILE,
            written,
            f"{path.name} is niet te openen ({error.strerror}); controleer de naam en de rechten "
            "van het bestand.",
            blocks=True,
        )
    if head is None:
        return Finding(
            Check.MISSING_FILE,
            written,
            f"{path.name} staat niet op schijf; zet het bestand terug of haal de regel uit het "
            "manifest.",
            blocks=True,
        )
    if path.suffix.lower() in _OTHER_FORMS or b"%PDF-" in head or b"endobj" in head:
        return None
    return Finding(
        Check.NOT_A_PDF,
        written,
        f"{path.name} is geen pdf, al heet het misschien zo; sla het document op als pdf.",
        blocks=True,
    )


def _first_bytes(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return stream.read(_PDF_HEADER_WITHIN)


def _check_hash(
    row: ManifestRow, sha256: str, known_hashes: Mapping[str, str]
) -> Iterable[Finding]:
    name = Path(row.path).name
    if row.sha256 and row.sha256.lower() != sha256:
        yield Finding(
            Check.CHANGED_HASH,
            row.path,
            f"{name} is niet het bestand dat in het manifest is vastgelegd (sha256 verschilt); "
            "zet het juiste bestand terug of maak de kolom sha256 leeg.",
            blocks=True,
        )
    elif known_hashes.get(row.path, sha256) != sha256:
        yield Finding(
            Check.CHANGED_HASH,
            row.path,
            f"{name} is veranderd sinds de vorige run; het wordt opnieuw gelezen.",
            blocks=False,
        )


def _check_duplicate(row: ManifestRow, sha256: str, seen: Mapping[str, str]) -> Iterable[Finding]:
    if sha256 in seen:
        yield Finding(
            Check.DUPLICATE_CONTENT,
            row.path,
            f"{Path(row.path).name} heeft dezelfde inhoud als {seen[sha256]} en telt niet nog "
            "eens mee; haal een van beide uit het manifest.",
            blocks=True,
        )


def _check_kind_and_year(row: ManifestRow) -> Iterable[Finding]:
    name = Path(row.path).name
    if row.kind not in set(Kind):
        yield Finding(
            Check.UNKNOWN_KIND,
            row.path,
            f"De soort {row.kind!r} van {name} is onbekend; kies uit: {', '.join(Kind)}.",
            blocks=True,
        )
    if _year(row) is None:
        yield Finding(
            Check.NO_YEAR,
            row.path,
            f"Het jaar van {name} ontbreekt of is geen jaartal; vul vier cijfers in.",
            blocks=True,
        )


def _resolve_deal(row: ManifestRow, names: DealNames) -> tuple[Deal | str, list[Finding]]:
    if row.deal in (MEERDERE, LANDELIJK):
        return row.deal, []
    hint = Hint(tranches_of(row), _year(row), row.kind == Kind.CONVENANT)
    found = names.candidates(row.deal, hint) if row.deal else []
    if len(found) == 1:
        return found[0], []
    finding = _ambiguous(row, found) if found else _unknown(row, names)
    return row.deal, [finding]


def _ambiguous(row: ManifestRow, found: Sequence[Deal]) -> Finding:
    choices = " of ".join(f"{deal.deal_id} ({deal.name})" for deal in found)
    return Finding(
        Check.AMBIGUOUS_DEAL,
        row.path,
        f"De naam {row.deal!r} bij {Path(row.path).name} past bij meer dan één deal; zet in de "
        f"kolom deal {choices}, of vul de kolom tranche in.",
        blocks=True,
    )


def _unknown(row: ManifestRow, names: DealNames) -> Finding:
    similar = names.similar(row.deal)
    advice = (
        f"bedoelt u {' of '.join(similar)}?"
        if similar
        else f"vul de naam van een deal in, of {MEERDERE} of {LANDELIJK}."
    )
    name = Path(row.path).name
    wrong = (
        f"De deal {row.deal!r} van {name} staat niet in het register"
        if row.deal
        else f"De deal van {name} ontbreekt"
    )
    return Finding(
        Check.UNKNOWN_DEAL,
        row.path,
        f"{wrong}; {advice}",
        blocks=True,
    )


def _check_year(row: ManifestRow, deal: Deal, kind: Kind, year: int) -> Iterable[Finding]:
    signed = deal.year_signed
    if signed is None:
        return
    first, last = signed, signed + (1 if kind is Kind.CONVENANT else _YEARS_AFTER_SIGNING)
    if not first <= year <= last:
        yield Finding(
            Check.YEAR_OUTSIDE_TRANCHE,
            row.path,
            f"{Path(row.path).name} is van {year}, maar {deal.name} (tranche {deal.tranche}) is "
            f"in {signed} getekend; controleer het jaar en de tranche.",
            blocks=False,
        )


def output_names(paths: Iterable[str]) -> dict[str, str]:
    """Name every file by the shortest tail of its path that no other file shares."""
    tails = {path: Path(path).parts for path in paths}
    names: dict[str, str] = {}
    for path, parts in tails.items():
        length = 1
        while any(
            other != path and other_parts[-length:] == parts[-length:]
            for other, other_parts in tails.items()
        ) and length < len(parts):
            length += 1
        names[path] = "/".join(parts[-length:])
    return names
