"""Names of interventions as keys: which two names mean the same, which words are no name at all."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache

LINE_WORDS = (
    "pijler",
    "lijn",
    "actielijn",
    "programmalijn",
    "spoor",
    "themalijn",
    "ontwikkellijn",
    "deelprogramma",
    "speerpunt",
)
"""What deals call the parts that their projects hang under."""
KIND_WORDS = (
    "project",
    "deelproject",
    "programma",
    "actieprogramma",
    "uitvoeringsprogramma",
    "campagne",
    "pilot",
    "proef",
    "experiment",
    "proeftuin",
    "initiatief",
    "netwerk",
    "samenwerkingsverband",
    "fonds",
    "innovatiefonds",
    "regeling",
    "subsidieregeling",
    "platform",
    "fieldlab",
    "interventie",
    "traject",
    "aanpak",
    "loket",
    "leerwerktraject",
    "interventieteam",
)
_GENERIC = frozenset(
    """
    belastingdienst gemeentefonds provinciefonds jaarrekening rijksdienst waarborgfonds schadefonds
    veiligheidshuis raadhuis theehuis gemeentehuis stadhuis provinciehuis omgevingsdienst brandweer
    rechtspositieregeling informatiebeveiligingsdienst politieacademie huisartsenpost ziekenhuis
    aanbeveling aanbevelingen aandachtspunten aanleiding aanpak aanpassing aansluiting
    achtergrond activiteit activiteiten afkortingen algemeen ambitie ambities analyse begroting
    bekostiging beleid beoogd beoogde besluitvorming besteding besteed bestuur betrokkenen
    betrokkenheid bevindingen bijdrage bijdragen bijlage bijlagen bronnen budget cijfers
    cofinanciering colofon communicatie conclusie conclusies context convenant deal deelnemers
    deelproject doel doelen doelgroep doelgroepen doelstelling doelstellingen draagvlak duur
    effect effecten einde ervaringen evaluatie fase fasering feiten financieel financiele
    financien financiering gebied geel geld geleerde gemeente gemeenten gerealiseerd
    gereserveerd governance groen impact indicatief indicator indicatoren inhoud initiatief
    inleiding instrument instrumenten interventie interventies introductie inzet inzicht
    inzichten kader kanttekeningen kassier knelpunten kort korte kosten kwaliteit leeswijzer
    leren les lessen lijn looptijd maatregel maatregelen managementsamenvatting mensen meter
    methode methodiek middelen mijlpaal mijlpalen monitor monitoring namens nawoord netwerk
    nulmeting omschrijving onderbouwing onderdeel onderwerp onderzoek ontwikkeling
    ontwikkelingen onvoorzien oordeel opbrengst opbrengsten opgave opgaven opgeleverd opzet
    oranje organisatie outcome output overhead overig overige overwegingen overzicht partijen
    partners per periode pijler pijlers plan planning probleem proces programma programmabureau
    programmakosten programmamanagement programmateam project projecten projectleider
    projectplan projectplannen provincie rapport rapportage realisatie reflectie reflecties
    regeling regio regiobureau regiofonds reservering resultaat resultaten rijk rijksbijdrage
    risico risicos rol rollen rood samenhang samenvatting samenwerking slot slotbepaling spoor
    stand start status streefwaarde sturing stuurgroep succes succesfactoren tabel thema themas
    tijd toekomst toelichting totaal traject trekker tussenstand uitdaging uitdagingen
    uitgangspunten uitgelicht uitkomsten uitvoering uitvoeringskosten vanaf verantwoording
    verloop vertraging vervolg verwachting visie volgende vooraf voorbeeld voorbeelden voortgang
    voorwaarden voorwoord vorige vraag vraagstelling waarom wat welke werkwijze wie wijziging
    """.split()
)
"""Words that head a part of any report; a name that holds nothing else is no name."""
_FUNCTION = frozenset(
    """de het een der den van voor op in en of aan met te tot naar bij om uit over door onder per
    als is zijn wordt dat die deze dit ons onze 's""".split()
)
_OPENS_NO_NAME = re.compile(
    r"(?:wat|wie|waarom|hoe|welke|waar|wanneer|beoogde?|totaal|aantal|deze|dit|dat|er|dan|daar|zo"
    r"|uit|eind|begin|ook|we|wij|zij|ze|als|omdat|maar|kansen voor|dank|organisatie"
    r"|programma en|uitvoering"
    r"|financi\w*|monitoring|communicatie|governance|sturing|indicator|bijlage|tabel|figuur|inzet"
    r"|looptijd|doel(?:en|stelling)?\b|resultaat|resultaten|samenvatting|artikel"
    r"|hoofdstuk|regio ?deals?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ARTICLE = re.compile(r"^(?:artikel\s+\d+[a-z]?\.?\s*[-–:]?\s*)", re.IGNORECASE)
_OF_DEAL = re.compile(r"\s(?:in|van|binnen|vanuit) (?:de |het )?regio ?deals?\b.*$", re.IGNORECASE)
_SHOWN = re.compile(r"^(?:uitgelicht|in de praktijk|praktijkvoorbeeld)\s*[|:–—-]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[A-Z][.:)]|[A-Z]\d{1,2}[.:]?)\s+(?=\S)")
_STATUS = re.compile(
    r"\s*\((?:groen|oranje|rood|geel|op schema|op koers|vertraagd|afgerond|gereed|lopend|gestart"
    r"|in uitvoering|in voorbereiding|gestopt|nieuw)\)\s*$",
    re.IGNORECASE,
)
_LINE = re.compile(
    rf"^(?P<word>{'|'.join(LINE_WORDS)})\b\s*(?P<number>[0-9]+|[A-Z](?=\W)|[IVX]+(?=\W))?"
    r"\s*[.:–—-]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_REMEMBERED = 20_000
"""Texts of which the answer is kept: headings and names come back passage after passage."""
_ALIKE = 0.92
_VERY_LONG = 16
"""Letters from which a word that is no known compound is taken for the name that it equals."""
_LONG = 10
"""Letters from which one word is distinctive enough to be recognised by itself."""


@lru_cache(maxsize=_REMEMBERED)
def bare(heading: str) -> str:
    """A heading without its number of article or chapter and without a colour of progress."""
    text = _STATUS.sub("", _ARTICLE.sub("", " ".join(heading.split())))
    text = _OF_DEAL.sub("", _SHOWN.sub("", text))
    return _NUMBER.sub("", text).strip(" .:–—-")


def has_status(heading: str) -> bool:
    """Whether a colour or state of progress stands behind a heading, as reports do for projects."""
    return bool(_STATUS.search(heading))


def is_showcase(heading: str) -> bool:
    """Whether a heading holds up one project as an example: "Uitgelicht | Stallenaanpak"."""
    return bool(_SHOWN.match(heading))


@lru_cache(maxsize=_REMEMBERED)
def is_line(name: str) -> bool:
    """Whether a name is that of a part of a deal that projects hang under: "Pijler Wonen"."""
    match = _LINE.match(name)
    return bool(match and _words(match["rest"]))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the ending of its plural, cautiously: bedrijven and bedrijf become one."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word.lower())
        if not unicodedata.combining(letter)
    ).replace("’", "'")
    plain = plain.removesuffix("'s")
    if plain.endswith(("fonds", "us", "is")):
        return plain
    if plain.endswith("ches"):
        return plain[:-2]
    if len(plain) > 5 and plain.endswith("en"):
        plain = plain[:-2]
        if len(plain) > 2 and plain[-1] == plain[-2]:
            plain = plain[:-1]
        return plain[:-1] + {"v": "f", "z": "s"}.get(plain[-1], plain[-1])
    return (
        plain[:-1] if len(plain) > 5 and plain.endswith("s") and plain[-2] not in "sei" else plain
    )


@cache
def _generic_stems() -> frozenset[str]:
    return _GENERIC | {stem(word) for word in _GENERIC}


@lru_cache(maxsize=100_000)
def _meaning(word: str) -> str:
    """A word as a stem; of a function word nothing."""
    return "" if word.lower() in _FUNCTION else stem(word)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in map(_meaning, _WORD.findall(text)) if word)


@lru_cache(maxsize=_REMEMBERED)
def key_of(name: str) -> tuple[str, ...]:
    """The words by which a name is known again; without kind and number where more is left."""
    text = bare(name)
    line = _LINE.match(text)
    if line and _words(line["rest"]):
        text = line["rest"]
    words = _words(bare(text))
    if len(words) > 1 and words[0] in KIND_WORDS:
        return words[1:]
    return words


@lru_cache(maxsize=_REMEMBERED)
def is_name(text: str) -> bool:
    """Whether a text can be the name of an intervention at all: not too long, not a common heading,
    not a sentence."""
    name = bare(text)
    key = key_of(name)
    if not key or len(name.split()) > 9 or len(name) < 4 or len(name) > 80:
        return False
    if name.endswith(("?", "!", ",")) or not name[0].isalnum():
        return False
    if name.split()[-1].lower() in _FUNCTION:
        return False
    if _OPENS_NO_NAME.match(name) or name.count("(") != name.count(")"):
        return False
    plain = {word for word in key if not word.isdigit()}
    return bool(plain - _generic_stems()) and any(len(word) > 2 for word in plain)


@dataclass(frozen=True, slots=True)
class Key:
    """What a name is compared by: all of its words, and what stands before a dash or colon."""

    words: tuple[str, ...]
    lead: tuple[str, ...]
    text: str = field(compare=False)
    """The words as one text; letters and numbers of it tell soonest that two are unlike."""
    letters: frozenset[str] = field(compare=False)
    numbers: tuple[str, ...] = field(compare=False)


_COMPOUND = re.compile(
    r"\w{3,}(?:coach|fonds|loket|traject|campus|regeling|bedrijf|team|huis|voucher|cheque|academie"
    r"|fabriek|terrein|punt|rekening|route|kring|tafel|verbond|tuin|lab|hub|aanpak"
    r"|alliantie|werkplaat"
    r"|gemeenschap|dienst|garantie|school|consulent|makelaar|collectief|cooperatie|installatie)"
)


def is_compound(word: str) -> bool:
    """Whether one word (as a stem) names a thing that people set up, such as leerwerkloket."""
    return bool(_COMPOUND.fullmatch(word)) or len(word) >= _VERY_LONG


@lru_cache(maxsize=_REMEMBERED)
def comparison_key(name: str, deal_words: frozenset[str] = frozenset()) -> Key:
    """The key of a name; `deal_words` (stems of the deal's name) say nothing at its end."""
    words = _without_deal(key_of(name), deal_words)
    head, dash, _ = re.sub(r"\s[–—-]\s|:\s", "\0", bare(name)).partition("\0")
    lead = key_of(head) if dash and not is_line(name) else ()
    text = " ".join(words)
    numbers = tuple(re.findall(r"\d+", text))
    return Key(words, lead if _is_distinctive(lead) else (), text, frozenset(text), numbers)


def _without_deal(words: tuple[str, ...], deal_words: frozenset[str]) -> tuple[str, ...]:
    kept = words
    while len(kept) > 1 and kept[-1] in deal_words:
        kept = kept[:-1]
    return kept if _is_distinctive(kept) else words


def _is_distinctive(words: tuple[str, ...]) -> bool:
    return len(words) > 1 or (len(words) == 1 and len(words[0]) >= _LONG)


def same(one: Key, other: Key) -> bool:
    """Whether two names of the same deal mean one intervention.

    They do when their words are the same, when one is what the other puts before a dash, or when
    they differ by a letter or so; never when a number differs.
    """
    if one.words == other.words:
        return True
    if (one.words and one.words == other.lead) or (other.words and other.words == one.lead):
        return True
    shortest, total = min(len(one.text), len(other.text)), len(one.text) + len(other.text)
    # What the longer has more, and letters that only one has, are unlike whatever the order.
    return (
        shortest >= _LONG
        and 2 * shortest / total >= _ALIKE
        and (total - len(one.letters ^ other.letters)) / total >= _ALIKE
        and one.numbers == other.numbers
        and SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() >= _ALIKE
    )


class KeysInText:
    """Keys by their first word, so that a text is read once for all of them."""

    def __init__(self, keys: Iterable[tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for key in dict.fromkeys(keys):
            self._by_first.setdefault(key[0], []).append(key)

    def mentions(self, text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Where the words of a key stand one after the other, with at most two function words
        between: the key, and the start and end of its characters."""
        words = [_meaning(word) for word in _WORD.findall(text)]
        found = [
            (key, first, last)
            for first, word in enumerate(words)
            for key in self._by_first.get(word, ())
            if (last := _last_of(key, words, first)) is not None
        ]
        places = [match.span() for match in _WORD.finditer(text)] if found else []
        for key, first, last in found:
            yield key, places[first][0], places[last][1]


def _last_of(key: tuple[str, ...], words: Sequence[str], first: int) -> int | None:
    """The place of the last word of a key that begins at a place; None where the text goes on
    otherwise."""
    place = first
    for wanted in key[1:]:
        skipped = 0
        place += 1
        while place < len(words) and not words[place] and skipped < 2:
            place, skipped = place + 1, skipped + 1
        if place >= len(words) or words[place] != wanted:
            return None
    return place
