"""Names of interventions as keys: which two names mean the same, which words are no name at all."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
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
_ALIKE = 0.92
_VERY_LONG = 16
"""Letters from which a word that is no known compound is taken for the name that it equals."""
_LONG = 10
"""Letters from which one word is distinctive enough to be recognised by itself."""


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


def words_with_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as stems, function words as empty strings, with their characters."""
    return [
        ("" if match.group().lower() in _FUNCTION else stem(match.group()), *match.span())
        for match in _WORD.finditer(text)
    ]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in words_with_places(text) if word)


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


_COMPOUND = re.compile(
    r"\w{3,}(?:coach|fonds|loket|traject|campus|regeling|bedrijf|team|huis|voucher|cheque|academie"
    r"|fabriek|terrein|punt|rekening|route|kring|tafel|verbond|tuin|lab|hub|aanpak"
    r"|alliantie|werkplaat"
    r"|gemeenschap|dienst|garantie|school|consulent|makelaar|collectief|cooperatie|installatie)"
)


def is_compound(word: str) -> bool:
    """Whether one word (as a stem) names a thing that people set up, such as leerwerkloket."""
    return bool(_COMPOUND.fullmatch(word)) or len(word) >= _VERY_LONG


def comparison_key(name: str, deal_words: frozenset[str] = frozenset()) -> Key:
    """The key of a name; `deal_words` (stems of the deal's name) say nothing at its end."""
    words = _without_deal(key_of(name), deal_words)
    head, dash, _ = re.sub(r"\s[–—-]\s|:\s", "\0", bare(name)).partition("\0")
    lead = key_of(head) if dash and not is_line(name) else ()
    return Key(words, lead if _is_distinctive(lead) else ())


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
    left, right = " ".join(one.words), " ".join(other.words)
    if min(len(left), len(right)) < _LONG or _digits(left) != _digits(right):
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def mentions(key: tuple[str, ...], words: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Where the words of a key stand one after the other, with at most two function words between.

    `words` is what `words_with_places` gives of a text; pairs of start and end come out.
    """
    for first, (word, start, end) in enumerate(words):
        if word != key[0]:
            continue
        place, last = first, end
        for wanted in key[1:]:
            skipped = 0
            place += 1
            while place < len(words) and not words[place][0] and skipped < 2:
                place, skipped = place + 1, skipped + 1
            if place >= len(words) or words[place][0] != wanted:
                break
            last = words[place][2]
        else:
            yield start, last
