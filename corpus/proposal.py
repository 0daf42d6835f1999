"""From a bare folder to manifest rows: propose deal, kind and year from names and first pages.

A proposal is shown for correction; it is never silently final.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.manifest import ManifestRow
from corpus.names import DealNames, Hint, normalise, speaks_of_deals, tranches_in
from corpus.records import LANDELIJK, MEERDERE, Kind

_KIND_WORDS = {
    Kind.BRIEF: ("kamerbrief", "brief", "aanbiedingsbrief", "voortgangsbrief"),
    Kind.NULMETING: ("nulmeting",),
    Kind.MID_TERM_REVIEW: ("mid term", "midterm", "tussenevaluatie"),
    Kind.EINDRAPPORTAGE: ("eindrapportage", "eindrapport", "eindverslag", "eindmeting"),
    Kind.EVALUATIE: ("evaluatie", "evaluatierapport", "eindevaluatie", "effectmeting"),
    Kind.MONITORING: (
        "monitoring",
        "monitor",
        "meting",
        "monitoringsrapport",
        "monitoringsrapportage",
        "voortgangsmonitor",
    ),
    Kind.VOORTGANGSRAPPORTAGE: (
        "voortgangsrapportage",
        "voortgangsrapport",
        "voortgangsverslag",
        "voortgang",
        "tussenrapportage",
    ),
    Kind.CONVENANT: ("convenant", "convenanttekst"),
}
_KIND_OF_WORD = {word: kind for kind, words in _KIND_WORDS.items() for word in words}
_KIND_WORD = re.compile(rf"\b({'|'.join(_KIND_OF_WORD)})(?:en|s)?\b")
_LETTER_TO_PARLIAMENT = re.compile(r"uw kamer|geachte voorzitter|voorzitter van de tweede kamer")
_NO_TITLE = re.compile(r"(?:Ministerie van|Gemeente |Provincie |P ?agina \d|Tweede Kamer der)")
"""Senders and page numbers stand above titles."""
_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")
_SENTENCE_END = re.compile(r"[a-zë]{3}[.!?](?= [A-Z])")
_FULL_LINE = 40
"""Letters from which a line may be running text; a date or a name may stand under a short title."""

DOCUMENT_SUFFIXES = (".pdf", ".docx", ".html", ".htm")
"""Ends of the names of files that can be read."""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a quick look at a file gives: its path and the text of its first pages."""

    path: Path
    text: str


def document_files(folder: Path) -> list[Path]:
    """All documents under a folder, sorted by path; hidden files and folders are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in DOCUMENT_SUFFIXES
        and path.is_file()
        and not any(map(_is_byproduct, path.relative_to(folder).parts))
    )


def _is_byproduct(part: str) -> bool:
    """Hidden files, the lock that Word keeps beside an open document, and the folder of pictures
    and frames that a browser saves with a page."""
    return part.startswith((".", "~$")) or part.endswith(("_files", "_bestanden"))


def propose(look: FirstLook, names: DealNames) -> ManifestRow:
    """Propose one manifest row; cells stay empty where there is nothing to go by."""
    kind = propose_kind(look)
    year = propose_year(look, kind)
    return ManifestRow(
        path=str(look.path.absolute()),
        deal=propose_deal(look, names, kind, year),
        kind=kind,
        year=str(year or ""),
        title=propose_title(look),
    )


def propose_kind(look: FirstLook) -> Kind:
    """Kind by the first telling word of the file name, else of the start of the text."""
    for text in (look.path.stem, look.text[:600]):
        found = _KIND_WORD.search(normalise(text))
        if found:
            return _KIND_OF_WORD[found[1]]
    if _LETTER_TO_PARLIAMENT.search(normalise(look.text[:3000])):
        return Kind.BRIEF
    return Kind.OVERIG


def propose_year(look: FirstLook, kind: Kind) -> int | None:
    """Year in the file name, else the one named most often on the first pages.

    Of the years "2019-2022" a covenant is signed in the first and a report written after the last.
    """
    in_name = _YEAR.findall(look.path.stem)
    if in_name:
        return int(in_name[0 if kind is Kind.CONVENANT else -1])
    counted = Counter(map(int, _YEAR.findall(look.text)))
    return max(counted, key=lambda year: (counted[year], year)) if counted else None


def propose_deal(look: FirstLook, names: DealNames, kind: Kind, year: int | None) -> str:
    """Deal by the file name, else by the text: a deal or its name, `meerdere` or `landelijk`.

    Empty when there is nothing to go by, as for a scan with a file name that says nothing.
    """
    hint = Hint(tranches_in(look.path.stem), year, kind is Kind.CONVENANT)
    named = names.mentions(look.path.stem)
    if named:
        return _deal_of_names(names, named, hint)
    if not look.text.strip():
        return ""
    if not speaks_of_deals(look.text):
        return LANDELIJK  # a region's name alone is no deal: Noord-Holland Noord is a region too
    head = names.mentions(look.text[:400])
    if names.meant(head):
        return _deal_of_names(names, head, hint)
    mentioned = names.mentions(look.text)
    return _deal_of_names(names, mentioned, hint) if mentioned else MEERDERE


def _deal_of_names(names: DealNames, mentioned: Sequence[str], hint: Hint) -> str:
    """A deal_id; a name that several deals share, for a person to choose; else `meerdere`."""
    meant = names.meant(mentioned, hint)
    if len(meant) == 1:
        return meant[0].deal_id
    return mentioned[0] if meant else MEERDERE


def propose_title(look: FirstLook) -> str:
    """First line of the text that looks like a title, else the file name."""
    lines = [" ".join(line.split()) for line in look.text.splitlines()]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if 10 <= len(line) <= 120 and line[0].isupper() and not _NO_TITLE.match(line):
            return _whole(line, following)
    return look.path.stem.replace("-", " ").replace("_", " ")


def _whole(line: str, following: str) -> str:
    """The line up to its last sentence, or with an ellipsis, where the text goes on in the next."""
    goes_on = len(line) >= _FULL_LINE and line[-1] not in ".!?" and following[:1].islower()
    if not goes_on:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line)]
    return line[: ends[-1]] if ends else f"{line} …"
