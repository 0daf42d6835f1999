"""Where a text says why: "door vergrijzing", "omdat aannemers geen plaats hebben", "wegens ziekte".

Dutch uses "door" for causes, doers, means and places alike. A doer ("door de gemeente betaald"), a
means ("door middel van", "door te bouwen", "door het inrichten van") and a place ("door het dal")
are no causes. So "door" counts only before words that tell of a change, a lack, a burden or an
event, or after a word of causing; the other markers always count. Better a cause missed than a doer
called a cause.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Marker(StrEnum):
    """Words that announce a cause, as they are counted."""

    DOOR = "door"
    DOORDAT = "doordat"
    OMDAT = "omdat"
    GEVOLG = "als gevolg van"
    VANWEGE = "vanwege"
    WEGENS = "wegens"
    DANKZIJ = "dankzij"
    TE_WIJTEN = "te wijten aan"


@dataclass(frozen=True, slots=True)
class CauseClause:
    """Characters of a text: the marker starts at `start`, the cause runs from `cause` to `end`."""

    marker: Marker
    start: int
    cause: int
    end: int


_MARKERS = (
    (Marker.DOORDAT, r"doordat"),
    (Marker.OMDAT, r"omdat|aangezien"),
    (
        Marker.GEVOLG,
        r"(?:als|ten) gevolge? van|(?:is|zijn|was|waren|vormt) (?:\w+ )?(?:het|een) gevolg van",
    ),
    (Marker.TE_WIJTEN, r"te (?:wijten|danken) aan|toe te schrijven aan"),
    (Marker.VANWEGE, r"vanwege"),
    (Marker.WEGENS, r"wegens"),
    (Marker.DANKZIJ, r"dankzij"),
    (Marker.DOOR, r"door"),
)
_MARKED = re.compile(
    "|".join(rf"(?P<{marker.name}>\b(?:{words})\b)" for marker, words in _MARKERS), re.IGNORECASE
)
_HINTS = (
    *("door", "omdat", "aangezien", "gevolg", "vanwege", "wegens", "dankzij"),
    *("te wijten", "te danken", "toe te schrijven"),
)
"""One of these is in every marker: most texts have none, and are not read any further."""
_CLAUSES = frozenset({Marker.DOORDAT, Marker.OMDAT})
"""Markers that are followed by a whole clause, the others by a noun with its company."""
_MOST_WORDS, _MOST_CLAUSE_WORDS = 20, 40

_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\w.,]*\w|\d")
_HARD_END = re.compile(r"[.!?](?=\s|$|[”\"'])|[;:•|]|\n(?=\s*(?:[•–—-]|\d|[A-Z]))|\s[–—-]\s")
_BRACKET = re.compile(r"[()]")
_COMMA = re.compile(r",\s")
_LISTED = re.compile(r"\s*(?:[\w’'-]+ ){0,3}[\w’'-]+(?=,| en | of | dan wel )")
_BETWEEN = r"[,\s]+(?:(?:en|of|maar) )?(?:anderzijds |mede |vooral |deels |ook )?"
_NEXT_CLAUSE = re.compile(
    _BETWEEN + r"\b(?:doordat|omdat|waardoor|zodat|waarmee|terwijl|waarbij)\b", re.IGNORECASE
)
_NEXT_MARKER = re.compile(
    rf"{_NEXT_CLAUSE.pattern}|{_BETWEEN}\b(?:door|vanwege|wegens|dankzij)\b", re.IGNORECASE
)

_POINTS_BACK = re.compile(r"\s*(?:d[ai]t|deze?|die|hier|daar|wat|ervan|daarvan|hiervan)\b[\s,.;]")
"""The cause stands elsewhere ("dankzij dit", "vanwege dat"): there is nothing to quote."""

_CAUSING = re.compile(
    r"(?:veroorzaakt|bemoeilijkt|vertraagd|belemmerd|gehinderd|bedreigd|getroffen|verergerd|"
    r"verklaard|(?:ontst|be[iï]nvloed)\w*|aangetast|opgelopen|\bkom(?:t|en)|\bkwam(?:en)?|"
    r"te maken heeft)"
    r"(?: (?:dat|dit|ook|mede|vooral|deels|grotendeels|onder meer|onder andere|met name|juist|"
    r"verder|wordt|werd|is|zijn)){0,2}\s*$",
    re.IGNORECASE,
)

_TELLING = re.compile(
    r"""^(?:
    \w*(?:krimp|daling|gedaald|dalend|afname|afnemend|toename|toenemend|stijg|gestegen|groei
    |teruggang|terugloop|teruglopend|verlies|vergrijz|ontgroen|veroudering|verouderd|leegloop
    |leegstand|wegvallen|weggevallen|wegtrek|wegblijven|uitblijven|ontbreken|ontbrekend|gebrek
    |tekort|schaarste|krapte|krappe|vertrek|sluiting|faillissement|uitval|uitstel|vertraging
    |vertraagd|wisseling|verloop\b|onderbezet|onderbenut|overbelast|overlast|ziekte|verzuim
    |pandemie|corona|covid|lockdown|oorlog|crisis|inflatie|prijzen|prijsstijg|kosten|rente|lasten
    |droogte|droog\b|droge\b|hitte|neerslag|regen|overstroming|overlast|verzilt|bodemdaling
    |verdroging|vervuiling|uitstoot|stikstof|asbest|pfas|congestie|netcapaciteit|concurrentie
    |ligging|afstand|reistijd|isolement|drukte|versnipper|verkoker|schotten|bureaucrat
    |onduidelijk|onzeker|onbekendheid|onvoldoende|onvermogen|achterstand|achterblij|armoede
    |schulden|stress|eenzaam|werkloos|laaggeletterd|taalbarri|criminal|ondermijning|mijn(?:en|bouw)
    |gaswinning|aardbeving|beving|schaalvergroting|automatisering|globalisering|individualisering
    |verstedelijking|klimaatverander|klimaat\b|verandering|veranderd|gewijzigd|wijziging|ontwikkelingen
    |omstandigheden|verkiezing|kabinetsval|regelgeving|regeldruk|procedure|bezwaar|bezwaren|beroep\b
    |vergunning|(?<!on)afhankelijk|kwetsbaar|verschil|trend|gevolgen|effecten|druk\b|pech|brand\b|storm
    |storing|tegenval|tegenslag|beperking|beperkt|gebrekkig|slecht(?!s)|matige|zwakke|hoge\b|hogere
    |hoog\b|lage\b|lagere|laag\b|lange\b|langere|late\b|latere|laat\b|trage\b|tragere
    |te\ weinig|te\ veel|weinig|geringe|minder|natte|nat\b|zware
    |afbouw|stopp|stopzett|beëindig|einde|verdwijn|verdwenen|opheff|bezuinig|krappe|overvolle
    |grootschalig|eenzijdig|verkeerd|fout|misverstand|komst\b|instroom\ van|toestroom|populariteit
    |aantrekkingskracht|toerisme|feit\ dat|seizoen|voorjaar|winter|zomer)\w*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Beginnings of the words that make what follows "door" a cause."""
_TELLING_WITHIN = 5
"""Words after "door" among which a telling one must be."""
_AGENTS = re.compile(
    r"^(?:gemeente|provincie|rijk|ministe|partij|bureau|waterschap|corporatie|stuurgroep|bedrijve?n?$"
    r"|ondernem|vrijwillig|inwoner|bewoner|studente?n?$|school|scholen|college|raad|commissie"
    r"|organisatie|instelling|onderzoeker|stichting|vereniging|agent|politie|team|coach|netwerk|regio"
    r"|commissie|sommige|mensen|ouders|leerling|docent|huisarts|iemand|wie\b|ons\b|hen\b|hem\b"
    r"|\w{3,}(?:werker|leider|houder|evaluator|adviseur|deskundige|team|bestuur|dienst|groep|bureau"
    r"|fonds|lichaam|raad|raden)s?$|raden$|evaluator|medewerker|lichaam|deelnemer|derden)",
    re.IGNORECASE,
)
"""Doers: before a telling word they are who does it ("door de gemeente met lage lasten")."""

FINITE_VERBS = frozenset(
    """
    is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen kon konden zal
    zullen zou zouden moet moeten moest moesten mag mogen wil willen wilde wilden gaat gaan ging
    gingen komt komen kwam kwamen staat staan stond stonden ligt liggen lag lagen blijft blijven
    bleef bleven neemt nemen nam namen krijgt krijgen kreeg kregen doet doen deed deden ziet zien
    zag zagen loopt lopen liep liepen valt vallen viel vielen verliest verliezen verloor verloren
    verdwijnt verdwijnen verdween verdwenen ontstaat ontstaan ontstond ontstonden dreigt dreigen
    dreigde groeit groeien groeide daalt dalen daalde stijgt stijgen steeg stegen raakt raken raakte
    raakten trekt trekken trok trokken lukt lukte lukken ontbreekt ontbreken ontbrak vindt vinden
    vond vonden vertrekt vertrekken vertrok vertrokken sluit sluiten sloot sloten houdt houden hield
    hielden geeft geven gaf gaven maakt maken maakte maakten brengt brengen bracht brachten werkt
    werken werkte werkten leidt leiden leidde leidden zakt zakken wisselden wisselde veranderde
    verandert veranderen bestaat bestaan stopt stopte stopten stoppen verviel vervallen vervalt
    wonen woont woonde leeft leven start startte blijkt bleek bleken lijkt haalt haalde haalden
    """.split()
)
"""Verbs as they stand in a sentence; the subject or its verb shows where a noun phrase ends."""
_AFTER_VERB = frozenset(
    "de het een er deze dit zij ze hij we wij men veel steeds zich ook nu minder".split()
)
_ADVERBS = frozenset(
    """
    nog niet bijna al pas ook steeds vaak soms toch meestal inmiddels voorlopig moeilijk lastig
    tijdelijk vooral nauwelijks langzaam sneller trager later weer vrijwel geheel deels
    gedeeltelijk volledig dicht leeg stil terug langer lager hoger twee drie vier vijf zes zeven
    acht negen tien elf twaalf
    """.split()
)
_JOINING = frozenset(
    """
    de het een en of van in aan op voor met bij tot tussen onder over uit door naar om te als deze
    dit die dat hun haar onze ons geen elke ieder veel weinig meer minder zeer heel steeds
    te vooral mede vanuit vanaf binnen buiten tegen naast zonder sinds rond tijdens
    """.split()
)
_PARTICIPLE = re.compile(r"^(?:ge|be|ver|ont|her|af|aan|uit|op|in|om|over|weg)\w+(?:d|t|en)$")


def cause_clauses(text: str) -> tuple[CauseClause, ...]:
    """The cause clauses of a text, in order; they do not overlap."""
    lowered = text.lower()
    return tuple(_found(text)) if any(hint in lowered for hint in _HINTS) else ()


def _found(text: str) -> Iterator[CauseClause]:
    free = 0
    for match in _MARKED.finditer(text):
        marker = Marker[match.lastgroup or ""]
        if match.start() < free or _POINTS_BACK.match(text, match.end()):
            continue
        if text[: match.start()].lower().endswith("met "):
            continue
        end = _end(text, match.end(), marker)
        cause = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
        words = _WORD.findall(text[cause:end])
        if not words:
            continue
        if marker is Marker.DOOR and not _is_cause(text, match.start(), match.end(), words):
            continue
        free = end
        yield CauseClause(marker, match.start(), cause, end)


def _is_cause(text: str, start: int, after: int, words: Sequence[str]) -> bool:
    """Whether "door" announces a cause rather than a doer, a means or a place."""
    if words[0].lower() in _NO_NOUN or words[0].lower() in FINITE_VERBS:
        return False
    if _is_means(text, after):
        return False
    causing = _CAUSING.search(text[max(0, start - 40) : start]) is not None
    for place, word in enumerate(words[:_TELLING_WITHIN]):
        if _AGENTS.match(word) or word[0].isupper():
            return causing
        if _TELLING.match(" ".join(words[place : place + 2])):
            return True
        if place and words[place].lower() in {"van", "en", "of"}:
            break
    return causing


_NO_NOUN = frozenset({"middel", "elkaar", "en", "naar", "heen", "aan", "op", "tot", "dat", "als"})
"""What shows that "door" belongs to a verb ("stromen door naar") or to a set phrase."""

_INFINITIVE = re.compile(r"\bte (?!weinig|veel|klein|grot|hog|hoog|lag|laag|late\b|laat\b)\w+n\b")
_NOMINAL = re.compile(
    r"\s*(?:(?:onder (?:meer|andere)|mede|vooral) )?het (?:\w+ )?"
    r"(?!wegvallen|ontbreken|verdwijnen|uitblijven|wegtrekken|vertrekken|stoppen|sluiten|afhaken"
    r"|achterblijven|natte|droge|late|lage|hoge)\w{4,}en van\b"
)


def _is_means(text: str, after: int) -> bool:
    """ "Door te bouwen", "door stallen te slopen", "door het inrichten van": how, not why."""
    hard = _HARD_END.search(text, after)
    rest = text[after : hard.start() if hard else len(text)]
    if _NOMINAL.match(rest):
        return True
    infinitive = _INFINITIVE.search(rest)
    if infinitive is None:
        return False
    between = [word.lower() for word in _WORD.findall(rest[: infinitive.start()])]
    return len(between) <= 12 and not any(word in FINITE_VERBS for word in between)


def _end(text: str, after: int, marker: Marker) -> int:
    """Where the cause ends: a clause at its comma, a noun with its company before the verb."""
    whole = marker in _CLAUSES
    end = len(text)
    for stop in (
        _HARD_END,
        _NEXT_CLAUSE if whole else _NEXT_MARKER,
        *(() if whole else (_BRACKET,)),
    ):
        found = stop.search(text, after + 1, end)
        end = found.start() if found else end
    end = _first_comma(text, after, end)
    spans = [(one.start(), one.end()) for one in _WORD.finditer(text, after, end)]
    if whole:
        most = _MOST_CLAUSE_WORDS
        last = spans[most - 1][1] if len(spans) > most else end
    else:
        kept = _noun_words([text[first:stop].lower() for first, stop in spans])
        last = spans[kept - 1][1] if kept < len(spans) else end
    return after + len(text[after:last].rstrip(" ,"))


def _first_comma(text: str, after: int, end: int) -> int:
    """The first comma that is not between the members of a list."""
    for comma in _COMMA.finditer(text, after, end):
        if not _LISTED.match(text, comma.end() - 1, end + 1):
            return comma.start()
    return end


def _noun_words(words: Sequence[str]) -> int:
    """How many words belong to the noun after a preposition: up to the verb of the sentence."""
    for place, word in enumerate(words):
        if place == 0 or word in _JOINING or words[place - 1] in _JOINING:
            continue
        following = words[place + 1] if place + 1 < len(words) else ""
        is_verb = word in FINITE_VERBS or (
            following in _AFTER_VERB and word.endswith(("t", "den", "ten")) and len(word) > 3
        )
        if is_verb or word in _ADVERBS or word.isdigit():
            return place
        if place == len(words) - 1 and _PARTICIPLE.match(word):
            return place
    return min(len(words), _MOST_WORDS)
