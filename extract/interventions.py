"""Names of projects and programmes: in headings, rows of tables, lead-ins of lists, and prose.

A name is `sure` where its form says that it is one ("de proef Overstap", "Pijler Wonen", a heading
with a colour of progress); others become names only when the deal knows them from elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from extract.intervention_names import (
    KIND_WORDS,
    LINE_WORDS,
    bare,
    has_status,
    is_line,
    is_name,
    is_showcase,
)


class Origin(IntEnum):
    """Where a name was found; the first is the best one to call an intervention by."""

    HEADING = 1
    NAMED = 2
    LEAD_IN = 3
    ROW = 4


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name and the characters `start` to `end` of the text that hold it.

    A heading stands above the text: start and end are then both 0.
    """

    start: int
    end: int
    name: str
    origin: Origin
    sure: bool


# Headings -----------------------------------------------------------------------------------

_NO_NAMES_BELOW = re.compile(
    r"begripsbepaling|definities|partijen|overwegin|overwegende|partners|inhoudsopgave|literatuur"
    r"|bronnen|betrokken personen|colofon|leeswijzer|vooraf|voorwoord|governance|organisatie"
    r"|communicatie|slotbepaling|nakoming|looptijd|wijziging|opzegging|staatssteun|afkortingen"
    r"|bijlage\b.*lijst|ondertekening|methode|verantwoording|vraagstelling",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"artikel\s+\d", re.IGNORECASE)
_PARTIES = re.compile(r"\bpartijen\b|\bpartners\b|ondertekenaars|deelnemende", re.IGNORECASE)
_SHOWCASE = re.compile(
    r"^(?:uitgelicht|in de praktijk|praktijkvoorbeeld(?:en)?|projecten|onze projecten"
    r"|projectoverzicht"
    r"|projectenlijst|overzicht (?:van )?(?:de )?projecten|goede voorbeelden|projecten per \w+"
    r"|voortgang (?:per project|projecten|van de projecten))$",
    re.IGNORECASE,
)
_KINDS_IN_HEADINGS = [word for word in KIND_WORDS if word not in ("aanpak", "netwerk", "traject")]
_KIND_HEADING = re.compile(
    rf"^(?i:{'|'.join(_KINDS_IN_HEADINGS)})"
    r"\s*\d*\s*(?:[:–—-]|\b)\s*['‘\"“]?[A-ZÀ-Ý]"
)


def is_about_parties(path: Sequence[str]) -> bool:
    """Whether the headings above a passage say that it lists those who sign or support."""
    return any(_PARTIES.search(heading) for heading in own_part(path))


@lru_cache(maxsize=20_000)
def gives_no_names(path: tuple[str, ...]) -> bool:
    """Whether a passage stands in a part where capitals are parties, terms or rules."""
    return any(_NO_NAMES_BELOW.search(bare(heading)) for heading in own_part(path))


def own_part(path: Sequence[str]) -> Sequence[str]:
    """The headings from the last article on: a scan may hang an article below the one before."""
    articles = [place for place, heading in enumerate(path) if _ARTICLE.match(heading)]
    return path[articles[-1] :] if articles else path


@lru_cache(maxsize=20_000)
def heading_names(path: tuple[str, ...]) -> tuple[NameFound | None, ...]:
    """For each heading above a passage the name that it is, or None.

    Sure are: parts of a deal, headings with a colour of progress or a kind ("Project X"), and those
    right below a heading such as Uitgelicht. Below a part of a deal headings are names too.
    """
    found: list[NameFound | None] = []
    is_below_line = is_below_showcase = is_closed = False
    for heading in path:
        name = bare(heading)
        is_closed = (is_closed and not _ARTICLE.match(heading)) or bool(
            _NO_NAMES_BELOW.search(name)
        )
        is_sure = (
            is_line(name)
            or has_status(heading)
            or is_showcase(heading)
            or bool(_KIND_HEADING.match(name))
            or is_below_line
            or is_below_showcase
        )
        is_candidate = is_name(name) and not is_closed
        found.append(NameFound(0, 0, name, Origin.HEADING, is_sure) if is_candidate else None)
        is_below_line = is_below_line or is_line(name)
        is_below_showcase = bool(_SHOWCASE.match(name))
    return tuple(found)


# Rows of tables -----------------------------------------------------------------------------

_FIRST_CELL = re.compile(r"(?P<head>[^:;|]{2,60}):\s(?P<value>[^;|]{3,100}?)(?=;\s|$)")
_LINE_HEAD = re.compile(rf"^(?P<word>{'|'.join(LINE_WORDS)})\b", re.IGNORECASE)
_PROJECT_HEAD = re.compile(
    r"^(?:project(?:naam|titel)?|naam (?:van het )?project|interventie|programma(?:naam)?|maatregel"
    r"|activiteit)s?(?:en)?\b",
    re.IGNORECASE,
)
_VAGUE_HEAD = re.compile(r"^(?:onderdeel|thema|naam|omschrijving)\b", re.IGNORECASE)
_APPROACH = re.compile(r";\s(?:Aanpak|Interventie|Maatregel|Project):\s(?P<value>[^;]{4,120})")
_CUT = re.compile(r"\s(?:met|om|dat|die|waarin|waarmee|zodat|door|voor)\s")
_SUM_ROW = re.compile(
    r"^saldo|^mutaties?|^onttrekking|^toevoeging|^geraamd|^algemene|^heffing|^resultaat|^reserve"
    r"|^(?:sub)?totaa?l|^programma(?:bureau|kosten)|^uitvoerings?(?:kosten)?"
    r"|^uitvoering en|^overhead|^proces"
    r"|^programma en|^organisatie|^onvoorzien|^communicatie|^monitoring",
    re.IGNORECASE,
)


def row_name(text: str) -> NameFound | None:
    """The project or part that a table row "kolom: waarde; ..." is about; None for other tables."""
    match = _FIRST_CELL.match(text)
    if match is None:
        return None
    line = _LINE_HEAD.match(match["head"])
    is_project, is_vague = (one.match(match["head"]) for one in (_PROJECT_HEAD, _VAGUE_HEAD))
    if not (line or is_project or is_vague):
        approach = _APPROACH.search(text) if match["head"].lower().startswith("opgave") else None
        return _approach_name(text, approach) if approach else None
    value = bare(match["value"])
    if not is_name(value) or _SUM_ROW.match(value):
        return None
    name = f"{line['word'].capitalize()} {value}" if line else value
    start, end = _place_of(value, text, *match.span("value"))
    return NameFound(start, end, name, Origin.ROW, not is_vague)


def _approach_name(text: str, match: re.Match[str]) -> NameFound | None:
    value = " ".join(_CUT.split(match["value"])[0].strip(" .,").split())
    if not is_name(value):
        return None
    return NameFound(*_place_of(value, text, *match.span("value")), value, Origin.ROW, sure=True)


def _place_of(name: str, text: str, first: int, last: int) -> tuple[int, int]:
    """The characters of a name within those of a text that it was made from.

    A name is a part of them with single spaces; a cell may have line breaks and rows of spaces.
    """
    words = re.compile(r"\s+".join(re.escape(word) for word in name.split()))
    match = words.search(text, first, last)
    return match.span() if match else (first, last)


# Prose --------------------------------------------------------------------------------------

_CAPITAL = r"(?:[A-ZÀ-Ý][\w’'&-]*\w|[A-ZÀ-Ý]\d)"
_JOINT = r"(?:van|de|het|een|en|voor|op|in|aan|der|den|naar|met|bij|tot)"
_TITLE = rf"{_CAPITAL}(?:\s(?:(?:{_JOINT}\s){{1,2}})?{_CAPITAL}){{0,5}}"
_TITLE_OF_MORE = rf"{_CAPITAL}(?:\s(?:(?:{_JOINT}\s){{1,2}})?{_CAPITAL}){{1,5}}"
_ALL_KINDS = (*KIND_WORDS, "publiekscampagne", "wervingscampagne")
_KINDS = "|".join(_ALL_KINDS)
# A kind is tried only where a word begins with a letter of one (or of "genaamd", "heet"
# and "onder de naam"): most words are soon passed over.
_MAY_BEGIN = rf"\b(?=[A-ZÀ-Ýgho{''.join(sorted({word[0] for word in _ALL_KINDS}))}])"
_OPEN, _CLOSE = "[‘'\"“„]", "[’'\"”]"
_TITLE_IN_QUOTES = rf"{_OPEN}(?P<quoted>[A-ZÀ-Ý0-9][^‘’'\"“”.,;:!?\n]{{2,70}}){_CLOSE}(?!\w)"
_WITH_KIND = re.compile(
    rf"{_MAY_BEGIN}(?P<kind>(?:[A-ZÀ-Ý]\w+se\s)?(?i:{_KINDS}))\s(?:genaamd\s)?(?P<name>{_TITLE})"
)
_QUOTED = re.compile(
    rf"{_MAY_BEGIN}(?i:{_KINDS}|onder de (?:naam|noemer|titel|vlag)|genaamd|geheten|heet)"
    rf"(?:\s(?i:van|met de (?:naam|titel)))?\s{_TITLE_IN_QUOTES}"
)
_HAS_QUOTES = re.compile(rf"{_OPEN}[A-ZÀ-Ý0-9]")
_ENDINGS = (
    "fonds|loket|campus|lab|hub|huis|huizen|academie|tafel|kring|verbond|route|punt|plein|rekening"
    "|werkplaats|fabriek|proeftuin|regeling|voucher|cheque|dag|dienst|alliantie|atelier|team|kringloop"
)
_COMPOUND = re.compile(
    rf"\b(?:[Dd]e|[Hh]et|[Ee]en|aan|via|binnen|in)\s(?:proef\s)?"
    rf"(?P<name>(?:{_CAPITAL}\s)?[A-ZÀ-Ý]\w{{2,}}(?:{_ENDINGS})\b(?:\s{_CAPITAL})?)"
)
_BEGUN = re.compile(
    rf"\b(?:(?:Met|Dankzij)\s(?P<with>{_TITLE_OF_MORE})\s(?:krijg|help|help|bied|gev|geeft"
    rf"|werk|leer"
    rf"|le?ren|kom|kun|kan|wil|word|ga|zet|laat|lat|investeer|bereik|maak|mak)\w*"
    rf"|(?:komt|start|opent|heet)\s(?P<name>{_TITLE_OF_MORE}))"
)
_LABELLED = re.compile(
    r"(?m)^(?:Project|Interventie|Projectnaam|Programma):\s(?P<name>[^\n]{4,80})$"
)
_LEAD_IN = re.compile(
    r"(?m)^(?:[•*–-]|\d+\.|[a-z][.)]|[A-Z]:)\s*(?P<name>[A-ZÀ-Ý][^:.;,\n]{3,60}?)(?::\s|\s[–—-]\s)"
    r"(?=\S+\s\S+\s\S+)"
)
_NOT_BEFORE = re.compile(
    r"(?:[Ss]tichting|[Vv]ereniging|[Cc]oöperatie|[Ww]aterschap|[Mm]inisterie|college|gemeenten?"
    r"|[Ii]nternationale|[Nn]ationaal|[Ll]andelijke?|[Ee]uropese?|rapport"
    r"|onderzoeksrapport|[Mm]inister)\s+(?:van\s)?$"
)


def names_in(text: str) -> tuple[NameFound, ...]:
    """Names that prose gives to projects and programmes, in order; the longest of those that
    overlap."""
    found: list[NameFound] = []
    for candidate in sorted(_candidates(text), key=lambda one: (-one.sure, one.start - one.end)):
        if not any(candidate.start < one.end and one.start < candidate.end for one in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda one: one.start))


def _candidates(text: str) -> Iterator[NameFound]:
    for match in _QUOTED.finditer(text) if _HAS_QUOTES.search(text) else ():
        yield from _named(text, match, "quoted")
    for match in _WITH_KIND.finditer(text):
        yield from _of_kind(text, match)
    for pattern in (_COMPOUND, _BEGUN):
        for match in pattern.finditer(text):
            yield from _named(text, match, match.lastgroup or "name")
    for match in _LABELLED.finditer(text):
        yield from _named(text, match, "name")
    for match in _LEAD_IN.finditer(text):
        for one in _named(text, match, "name"):
            yield NameFound(one.start, one.end, one.name, Origin.LEAD_IN, sure=False)


def _named(text: str, match: re.Match[str], group: str) -> Iterator[NameFound]:
    is_other = _NOT_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    if is_name(match[group]) and not is_other:
        name = bare(match[group])
        start, end = _place_of(name, text, *match.span(group))
        yield NameFound(start, end, name, Origin.NAMED, sure=True)


def _of_kind(text: str, match: re.Match[str]) -> Iterator[NameFound]:
    """A name behind its kind; a name of one word takes its kind along: "Proef Overstap"."""
    for one in _named(text, match, "name"):
        if " " in one.name:
            yield one
        else:
            kind = match["kind"]
            name = f"{kind[0].upper()}{kind[1:]} {one.name}"
            yield NameFound(match.start("kind"), one.end, name, Origin.NAMED, sure=True)
