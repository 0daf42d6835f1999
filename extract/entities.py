"""What a text says of an intervention: periods, people and firms reached, target groups, partners,
places. Each function is pure: a text in, spans of its characters out, in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Entity
from extract.dutch.written_numbers import DIGITS, NUMERAL


@dataclass(frozen=True, slots=True)
class Span:
    """A value and the characters `start` to `end` of the text that give it."""

    start: int
    end: int
    value: str


# Periods ------------------------------------------------------------------------------------

_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
_DATE = rf"(?:(?:\d{{1,2}} )?{_MONTH} )?{_YEAR}"
_PERIODS = (
    re.compile(
        rf"\b(?:looptijd|periode|jaren|uitvoering|gedurende|fase)\b[^.;\n\d]{{0,25}}?"
        rf"(?P<from>{_DATE})\s*(?:[-–—]|t/m|tot en met|tot|en)\s*(?P<to>{_DATE})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:van|vanaf|tussen)\s+(?P<from>{_DATE})"
        rf"\s+(?:t/m|tot en met|tot|en)\s+(?P<to>{_DATE})",
        re.IGNORECASE,
    ),
    re.compile(rf"\((?P<from>{_YEAR})\s*[-–—]\s*(?P<to>{_YEAR})\)"),
    re.compile(
        rf"\b(?:loopt|lopen|duurt|geldt|eindigt|looptijd|eindigen)\b[^.;\n\d]{{0,60}}?"
        rf"\b(?:tot en met|tot|op|t/m|in)\s+(?P<to>{_DATE})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<length>(?:gedurende|looptijd van|duur van)\s+(?:\w+\s)?"
        r"(?:twee|drie|vier|vijf|zes|acht|tien|\d+)\s+(?:jaar|maanden))\b",
        re.IGNORECASE,
    ),
)


def periods_in(text: str) -> tuple[Span, ...]:
    """When something runs: "2020-2024", "tot en met 31 december 2030" or "gedurende drie jaar"."""
    found: list[Span] = []
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            span = _period(match)
            if not any(span.start < one.end and one.start < span.end for one in found):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _period(match: re.Match[str]) -> Span:
    parts = match.groupdict()
    if parts.get("length"):
        return Span(*match.span("length"), " ".join(match["length"].lower().split()))
    if parts.get("from"):
        return Span(match.start("from"), match.end("to"), f"{match['from']}-{match['to']}")
    return Span(match.start("to"), match.end("to"), f"tot en met {match['to']}")


# People and firms ---------------------------------------------------------------------------

_PEOPLE = (
    r"inwoners|bewoners|jongeren|kinderen|peuters|kleuters|leerlingen|scholieren"
    r"|studenten|deelnemers"
    r"|gezinnen|huishoudens|ouderen|ouders|mensen|personen|vrouwen|mannen|cliënten"
    r"|patiënten|klanten"
    r"|werknemers|werkenden|medewerkers|werkzoekenden|kandidaten|professionals|vakmensen|docenten"
    r"|leerkrachten|vrijwilligers|statushouders|nieuwkomers|arbeidsmigranten|afgestudeerden"
    r"|bijstandsgerechtigden|oud-leerlingen|oud-eilanders|eilanders|starters|rokers|bezoekers"
    r"|fietsers|eigenaren|huurders|toeristen|mantelzorgers|zwangeren|baby's|rijders|gebruikers"
)
_FIRMS = (
    r"bedrijven|ondernemers|ondernemingen|boeren|agrariërs|telers|houders|akkerbouwers|vissers"
    r"|werkgevers|winkeliers|toeleveranciers|zzp'ers|mkb'ers|startups|start-ups|scholen"
    r"|verenigingen|winkels|corporaties"
)
_WHO = rf"(?:[\w-]*(?:{_PEOPLE}|{_FIRMS}))"
_ADJECTIVES = (
    r"(?:(?:(?!de\b|deze\b|die\b|elke\b)\w+e|\w+sloten|chronisch|langdurig|\w+-\s(?:en|of))\s+)"
    r"{0,2}"
)
_REACHED = re.compile(
    rf"(?P<number>{DIGITS}|{NUMERAL})\s+{_ADJECTIVES}(?P<who>{_WHO})(?![\w-])", re.IGNORECASE
)
_NUMBER_MAY_BEGIN = re.compile(r"(?<![\w.,€-])(?<!€ )\w+")
_BEGINS_NUMBER = re.compile(rf"\d|{NUMERAL}", re.IGNORECASE)
_SHARE_BEFORE = re.compile(
    rf"(?:\bop (?:de|elke)(?: elke)?|\bvan (?:elke|iedere)|(?:\d|\b{NUMERAL}|\been) van de(?:ze)?"
    r"|\bgemiddeld)\s+$",
    re.IGNORECASE,
)
_SIZE_BEFORE = re.compile(
    r"\b(?:met|van) (?:minder dan|meer dan|ten minste|minstens|maximaal|hooguit|tot)\s+$",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"vragenlijst|enquête|steekproef|respons\b|ondervraagd|geïnterviewd|interviews|spraken wij"
    r"|\bstapten (?:\w+ ){0,4}(?:uit|op)\b|haakten|vertrokken|vielen (?:af|uit)"
    r"|waarnemingen|wachten|gestopt|stopten|kozen"
    r"|wilden|in aanmerking als",
    re.IGNORECASE,
)
_ORDINARY = frozenset({"een", "één"})


def reached_in(text: str) -> tuple[Span, ...]:
    """How many people or firms take part or are meant to: "1.240 inwoners", "vijftig telers".

    Shares ("een op de tien leerlingen"), the size of firms and those who filled in a questionnaire
    are left out.
    """
    return tuple(
        Span(match.start(), match.end(), " ".join(match.group().split()))
        for match in _numbers_of_people(text)
        if _is_reached(text, match)
    )


def _numbers_of_people(text: str) -> Iterator[re.Match[str]]:
    """Numbers with a word for people or firms behind them; tried only where a number begins."""
    end = 0
    for word in _NUMBER_MAY_BEGIN.finditer(text):
        if word.start() >= end and _begins_number(word.group()):
            match = _REACHED.match(text, word.start())
            if match:
                yield match
                end = match.end()


@lru_cache(maxsize=100_000)
def _begins_number(word: str) -> bool:
    return bool(_BEGINS_NUMBER.match(word))


def _is_reached(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() :]
    if match["number"].lower() in _ORDINARY or re.fullmatch(_YEAR, match["number"]):
        return False
    clause = sentence_around(text, match.start())
    return not (
        _SHARE_BEFORE.search(before)
        or _SIZE_BEFORE.search(before)
        or after.startswith("%")
        or _NOT_REACHED.search(text[clause[0] : clause[1]])
    )


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the sentence or list item that holds a character."""
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= place:
            start = match.end()
        elif match.start() >= place:
            end = match.start() + 1
            break
    return start, end


_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Ý'‘“\"•0-9])|\n")


# Target groups ------------------------------------------------------------------------------

_GROUPS = {
    "jongeren": r"jongeren|jeugd(?:igen)?\b|tieners",
    "kinderen": r"kinderen|peuters|kleuters|baby's",
    "leerlingen": r"leerlingen|scholieren",
    "studenten": r"\w*studenten",
    "ouderen": r"ouderen|senioren|65-plussers",
    "ouders en gezinnen": r"gezinnen|(?:aanstaande )?ouders|zwangeren|zwangere vrouwen|moeders",
    "werkzoekenden": r"werkzoekenden|werklozen|bijstandsgerechtigden|mensen met een (?:bijstands)?"
    r"uitkering|(?:inwoners|deelnemers) met een (?:bijstands)?uitkering|langs de kant",
    "werkenden": r"werkenden|werknemers|\w*medewerkers|vakmensen|operators|monteurs",
    "ondernemers": r"\w*ondernemers|mkb(?:-\w+)?|midden- en kleinbedrijf|toeleveranciers",
    "boeren en vissers": r"boeren|agrariërs|telers|\w*(?:vee|kalver)houders|akkerbouwers|vissers",
    "afgestudeerden": r"afgestudeerden|oud-leerlingen|alumni",
    "nieuwkomers": r"statushouders|nieuwkomers|arbeidsmigranten|internationale medewerkers|kennis"
    r"migranten|expats",
    "mensen met een beperking": r"(?:mensen|inwoners|personen) met een (?:\w+ )?beperking|arbeids"
    r"beperkten?|arbeidsbeperking",
    "laaggeletterden": r"laaggeletterden?|(?:inwoners|mensen) die weinig lezen|laaggeletterdheid",
    "patiënten": r"patiënten|chronisch zieken?|cliënten",
    "woningeigenaren en huurders": r"huiseigenaren|woningeigenaren|huurders|particuliere eigenaren",
    "woningzoekenden": r"woningzoekenden|vaste bewoners|starters op de woningmarkt",
    "vrijwilligers": r"vrijwilligers|mantelzorgers",
    "bezoekers": r"toeristen|bezoekers|recreanten|vakantiegangers",
    "bewoners": r"bewoners|inwoners|dorpelingen|eilanders",
}
_GROUP = re.compile(
    # Where no word begins, none of the alternatives is tried: most of a text is soon passed over.
    r"(?<![\w-])(?=\w)(?:"
    + "|".join(
        rf"(?P<g{number}>(?:{words})(?![\w-]))" for number, words in enumerate(_GROUPS.values())
    )
    + ")"
)
_GROUP_NAMES = tuple(_GROUPS)
TARGET_GROUPS = _GROUP_NAMES
"""The names that target groups are given, in a fixed order."""


def target_groups_in(text: str) -> tuple[Span, ...]:
    """For whom it is, by a fixed set of names; each group once, where it is first written."""
    first: dict[str, Span] = {}
    # Small letters cost half of what IGNORECASE does; a rare one is longer and would shift places.
    small = text.lower()
    for match in _GROUP.finditer(small if len(small) == len(text) else text):
        assert match.lastgroup is not None, "every alternative is a group"
        name = _GROUP_NAMES[int(match.lastgroup[1:])]
        first.setdefault(name, Span(match.start(), match.end(), name))
    return tuple(first.values())


# Partners -----------------------------------------------------------------------------------

_NAME = r"[A-ZÀ-Ý][\w'’&.-]*\w"
_JOINT = r"(?:van|de|der|den|voor|en|op|aan|in|het)"
_LONG_NAME = rf"{_NAME}(?:\s(?:(?!en\s(?:de|het|een)\s){_JOINT}\s(?:{_JOINT}\s)?)?{_NAME}){{0,4}}"
_PARTNERS = (
    re.compile(
        r"\b(?:[Ss]tichting|[Vv]ereniging|[Cc]oöperatie|[Ww]aterschap|[Hh]oogheemraadschap|[Hh]oge"
        r"school|[Uu]niversiteit(?: van)?|[Ww]oningcorporatie|[Ww]oonstichting|[Rr]ijksuniversiteit"
        r"|[Mm]bo-college|ROC|[Vv]eiligheidsregio|[Oo]mgevingsdienst|[Zz]iekenhuis|[Kk]amer van)"
        rf"\s{_LONG_NAME}"
    ),
    re.compile(
        r"\b(?:GGD(?: [A-Z]\w+(?:-\w+)?)?|UWV|RIEC|LTO(?:[ -]Noord| Nederland)?|ZLTO|LLTB|VNO-NCW"
        r"|MKB-Nederland|Belastingdienst|Openbaar Ministerie|Kamer van Koophandel|Rijkswaterstaat"
        r"|Staatsbosbeheer|Natuurmonumenten|ProRail|Rabobank|TNO|Wageningen University"
        r"|Nationale Politie|Vluchtelingenwerk|Humanitas)\b"
    ),
    re.compile(
        r"\b[Pp]rovincies? (?:Groningen|Fryslân|Friesland|Drenthe|Overijssel|Flevoland|Gelderland"
        r"|Utrecht|Noord-Holland|Zuid-Holland|Zeeland|Noord-Brabant|Limburg)\b"
    ),
    re.compile(
        r"(?<![\w-])(?:politie|douane|huisartsen|woningcorporaties|schoolbesturen|netbeheerder"
        r"|zorgverzekeraars?|waterschap(?:pen)?|hogescholen|hogeschool|voedselbank)(?![\w-])"
    ),
)


def partners_in(text: str, proposals: Sequence[Entity] = ()) -> tuple[Span, ...]:
    """Organisations that a text names; `proposals` are names of a language model, of which the
    organisations are taken where the rules found nothing."""
    found: list[Span] = []
    for pattern in _PARTNERS:
        for match in pattern.finditer(text):
            _add(found, Span(match.start(), match.end(), match.group()))
    for entity in proposals:
        if entity.label == "ORG" and _is_organisation(entity.text):
            _add(found, Span(entity.start, entity.end, entity.text))
    return tuple(sorted(found, key=lambda span: span.start))


def _is_organisation(name: str) -> bool:
    is_deal = re.search(
        r"regio ?deal|ministerie|^het rijk$|^regio$|tweede kamer|^partijen", name, re.I
    )
    return len(name) > 2 and name[0].isupper() and not is_deal and "\n" not in name


def _add(found: list[Span], span: Span) -> None:
    if not any(span.start < one.end and one.start < span.end for one in found):
        found.append(span)


# Places -------------------------------------------------------------------------------------

_AMBIGUOUS = frozenset(
    """Beek Bergen Best Borne Buren Goes Grave Haaren Haren Heerde Hoorn Houten Huizen Hulst
    Landsmeer Laren Leek Putten Rheden Sluis Soest Stein Strijen Tiel Veere Voorst Waterland
    Wierden Westland Altena Epe Elburg Oss Someren Asten Dongen Duiven Kapelle Uden""".split()
)
"""Names that are also Dutch words or names of people: they count after a word of place only."""
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|te|uit|bij|naar|gemeenten?|tussen|rond|wethouders van)\s+(?:de\s)?"
    r"|,\s|\ben\s)$"
)
_OTHER_BEFORE = re.compile(
    r"(?:\b[Pp]rovincies?\s(?:[A-Z]\S+\s(?:en|,)\s)?|[Uu]niversiteit\s|[Rr]egio(?: Deal)?\s"
    r"|[Ss]tichting\s|[Pp]leister\s|-)$"
)


def places_in(
    text: str, names: Sequence[str], proposals: Sequence[Entity] = ()
) -> tuple[Span, ...]:
    """Where names of places stand as words of their own; of names that overlap, the longest.

    A name that is also a common word counts only behind a word of place, or where a language model
    read it as a place.
    """
    read = {(one.start, one.end) for one in proposals if one.label in ("GPE", "LOC")}
    found: list[Span] = []
    for match in _places_pattern(tuple(names)).finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _OTHER_BEFORE.search(before):
            continue
        is_sure = match.group() not in _AMBIGUOUS or match.span() in read
        if is_sure or _PLACE_BEFORE.search(before):
            found.append(Span(match.start(), match.end(), match.group()))
    return tuple(found)


_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def _places_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    if names not in _PATTERNS:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        words = "|".join(re.escape(name) for name in longest_first)
        _PATTERNS[names] = re.compile(rf"(?<![\w-])(?:{words})(?![\w]|-[A-ZÀ-Ý])")
    return _PATTERNS[names]


def ministries_in(entities: Sequence[Entity]) -> Iterator[Entity]:
    """The names of ministries among the names that were found when the document was read."""
    return (entity for entity in entities if entity.label == "MINISTERIE")
