"""The parties of a covenant, as its list of parties names them: who signs, and who works along.

Pure: passages in, parties out, each with the characters that name it. Somebody's own name is never
taken; of a minister the post is kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Passage, PassageKind

MINISTRY, PROVINCE, MUNICIPALITY = "ministerie", "provincie", "gemeente"
WATER_BOARD, REGION, OTHER = "waterschap", "samenwerkingsverband", "overig"
PARTNER = "partner (tekent niet)"


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party and the characters `start` to `end` of the passage that are its `name`.

    `kind` is a word of corpus.parties.PartyKind. Of a ministry `name` is the portfolio, `post` who
    signs ("De Staatssecretaris van Defensie") and `short` what the covenant calls it from there
    on ("LNV"), empty where it gives none.
    """

    kind: str
    name: str
    passage_id: str
    start: int
    end: int
    post: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of the list, from `start`, without its number or bullet."""

    passage_id: str
    start: int
    text: str
    is_marked: bool


# Where the list stands ------------------------------------------------------------------------

_LIST_HEADING = re.compile(r"partijen|ondergetekende|deelnemers aan", re.IGNORECASE)
_PARTNER_HEADING = re.compile(
    r"partners|betrokken organisaties|ondersteunende|steunende|medestanders", re.IGNORECASE
)
_AFTER_HEADING = re.compile(
    r"overweg|artikel|begripsbep|in aanmerking|preambule|aanleiding|komen? .*overeen|afspraken"
    r"|bijlage|onderteken(?:d|ing)|inzet van|inhoud|financ|pijler|opgave|doel",
    re.IGNORECASE,
)
_AFTER_LINE = re.compile(
    r"(?:algemene |regionale )?overweg(?:ingen|ende)|in aanmerking|artikel 1\b|komen\b.*overeen"
    r"|gelet op|nemen het volgende",
    re.IGNORECASE,
)
_PARTNER_LINE = re.compile(
    r"(?:de volgende |betrokken )?(?:partners|organisaties)\b[^;]*"
    r"(?::|ondersteun\w*|steun\w*|onderschrij\w*|zonder\b.*teken\w*|geen partij)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:de )?ondergetekenden|(?:de )?partijen(?: bij d\w+ .*)?:?$", re.IGNORECASE)


def parties_in(passages: Sequence[Passage], municipalities: Sequence[str] = ()) -> list[NamedParty]:
    """The parties of a covenant in the order of its list, each name once for each post.

    `municipalities` are names that may hold "en" or a comma; others are found by their commas.
    """
    found: dict[tuple[str, str, str], NamedParty] = {}
    for item, is_partner in _items_of_list(passages):
        for party in _parties_of(item, municipalities):
            if is_partner:
                party = replace(party, kind=PARTNER, post="", short="")
            found.setdefault((party.kind, party.name.casefold(), party.post.casefold()), party)
    return list(found.values())


def _items_of_list(passages: Sequence[Passage]) -> Iterator[tuple[_Item, bool]]:
    """The items of the list, and whether they are of those who only work along."""
    is_open = is_partner = was_open = False
    for passage in passages:
        if passage.kind in (PassageKind.FOOTNOTE, PassageKind.OTHER, PassageKind.TABLE):
            continue
        headings = passage.heading_path[1:] or passage.heading_path
        if headings and passage.kind is not PassageKind.HEADING:
            last = headings[-1]
            if _PARTNER_HEADING.search(last) and was_open:
                is_open = is_partner = True
            elif _LIST_HEADING.search(last):
                is_open, is_partner = True, False
            elif was_open and _AFTER_HEADING.search(" ".join(headings)):
                return
            elif _AFTER_HEADING.search(" ".join(headings)):
                is_open = False
        for item in _items(passage):
            if is_open and was_open and _AFTER_LINE.match(item.text):
                return
            if _OPENS.match(item.text) or (not was_open and _first_post(item)):
                is_open = True
            if was_open and _PARTNER_LINE.match(item.text):
                is_partner = True
                continue
            if is_open and not _RULE.match(item.text):
                was_open = True
                yield item, is_partner


def _first_post(item: _Item) -> bool:
    """Whether a line opens a list that has no heading: a minister under a number."""
    post = _POST.match(item.text)
    return bool(post) and item.is_marked and bool(_CALLED.search(item.text))


# The items of a passage -----------------------------------------------------------------------

_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)°]?|\(?[a-z]{1,2}[.)]|[•·▪\-–—*o]|[ivx]{1,4}[.)])\s+")
_INNER = re.compile(
    r";\s+(?:en\s+)?(?=(?:\(?\d{1,2}[.)]\s+)?(?:De|Het|Gedeputeerde|Stichting|Colleges?|Gemeenten?"
    r"|Provincies?|Vereniging|Coöperatie|Waterschap)\b)"
)
_RULE = re.compile(
    r"(?:alle\s+)?(?:de\s+)?(?:partijen\b|partij\b|hierna\b|hier\s+na\b|verder\b|allen?\b|ieder\b"
    r"|elk\b|beiden?\b|handelend|gezamenlijk|tezamen|samen\b|rijk en\b|het rijk en\b"
    r"|het rijk\s*$|de regio\s*$|in bijlage|de\s+ondergetekenden|de volgende|en\s*$|anderzijds"
    r"|enerzijds)",
    re.IGNORECASE,
)


def _items(passage: Passage) -> Iterator[_Item]:
    """The lines of a passage, cut where one line holds several numbered parties."""
    text, start, is_waiting = passage.text, 0, False
    for end in [*(match.start() for match in re.finditer("\n", text)), len(text)]:
        begin = start
        cuts = [match.end() for match in _INNER.finditer(text, begin, end)]
        for first, last in zip([begin, *cuts], [*cuts, end], strict=True):
            mark = _MARK.match(text, first, last)
            is_alone = bool(re.fullmatch(r"\s*\(?\w{1,2}[.)]\s*", text[first:last]))
            body = mark.end() if mark else first
            body += len(text[body:last]) - len(text[body:last].lstrip())
            if text[body:last].strip() and not is_alone:
                yield _Item(passage.passage_id, body, text[body:last], bool(mark) or is_waiting)
            is_waiting = is_alone
        start = end + 1


# One item -------------------------------------------------------------------------------------

_ELEMENT = r"[A-ZÀ-Ý][\w’'-]*(?:[ ](?!en\b|mede\b|van\b)[A-ZÀ-Ý][\w’'-]*)*"
_LISTED = rf"{_ELEMENT}-?(?:(?:,[ ]{_ELEMENT})*,?[ ]en[ ]{_ELEMENT})?(?:[ ]en[ ]{_ELEMENT})?"
_TITLE = r"(?:minister(?:ie|s)?|staatssecretaris(?:sen)?)"
_POST = re.compile(
    rf"(?:(?:de|het|demissionair)\s+)*(?P<title>{_TITLE}"
    rf"(?:\s+en\s+(?:(?:de|het)\s+)?{_TITLE})?)\s+(?:(?:van|voor)\s+)?(?-i:(?P<name>{_LISTED}))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:hierna|verder|nader)\b(?:\s+(?:ook|samen|gezamenlijk|verder|te|tezamen|kortweg|worden"
    r"|wordt|noemen|genoemd|aan|aangeduid|duiden|als)\b)*\s*:?\s*[\"'“”‘’«]*\s*"
    r"(?:(?:de|het)\s+)?(?P<short>[^\"'”’»:;,.()\n]{2,60})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;(]*(?:\b(?:hierna|verder te noemen|nader te noemen|ieder handelend|handelend|(?:te|ten)"
    r" dezen?|rechtsgeldig|vertegenwoordigd|beid\w+ vertegenwoordigd|namens dez\w+|in dez\w+"
    r"|gevestigd|statutair|elk afzonderlijk|voor zover|ingeschreven|zijnde|namens wie)\b"
    r"|;|\.\s*$|[A-Z]{3,}\s*:).*$",
    re.DOTALL | re.IGNORECASE,
)
_PLURAL_LETTERS = re.compile(r"[A-Z][A-Za-z]{1,4}")
_PROVINCES = (
    "Groningen|Fryslân|Friesland|Drenthe|Overijssel|Flevoland|Gelderland|Utrecht|Noord-Holland"
    "|Zuid-Holland|Zeeland|Noord-Brabant|Brabant|Limburg"
)
_PROVINCE = re.compile(rf"(?<![\w-])(?:{_PROVINCES})(?![\w-])")
_OF_PROVINCE = re.compile(r"gedeputeerde staten|\bprovincies?\b", re.IGNORECASE)
_OF_MUNICIPALITY = re.compile(
    r"burgemeesters? en wethouders\b|\bB\s?(?:&|en)\s?W\b|^(?:de\s+)?gemeenten?\b"
    r"|^(?:de\s+)?burgemeesters? van\b|openbaa?re? lichaam(?= (?:Bonaire|Saba|Sint))",
    re.IGNORECASE,
)
_OF_WATER = re.compile(
    r"(?P<plural>waterschappen)|waterschap(?!shuis)\b|hoogheemraadschap\b|wetterskip\b",
    re.IGNORECASE,
)
_WATER_NAME = re.compile(
    r"(?:Aa en Maas|Hunze en Aa[’']s|Rijn en IJssel|Vallei en Veluwe"
    r"|[A-ZÀ-Ý][\w’'-]*(?:[ ](?:[A-ZÀ-Ý][\w’'-]*|van|de|het|der))*)"
)
"""Four names hold "en"; before any other "en" a name ends."""
_OF_REGION = re.compile(
    r"openbaa?re? lichaam|gemeenschappelijke regeling|samenwerkingsverband|metropoolregio"
    r"|vervoerregio|stadsregio|veiligheidsregio|economic board|\bregio [A-Z]|^de regio\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:(?:De|Het|Een)\s+)?(?:(?:algemeen |dagelijks )?bestuur|college van (?:bestuur|dijkgraaf en"
    r"\s+(?:hoog)?heemraden)|raad van bestuur|directie|bestuurscollege|colleges?|voorzitter)"
    r"\s+van\s+(?:(?:de|het)\s+)?|(?:De|Het)\s+(?=[A-ZÀ-Ý]|openbaar|waterschap|hoogheem|gemeensch)",
    re.IGNORECASE,
)
_NEXT_FIRM = re.compile(
    r"\s+en\s+(?:de\s+|het\s+)?(?=(?:Stichting|Vereniging|Coöperatie|\w*[Ww]oonstichting"
    r"|Woning\w+|ROC|Hogeschool|Universiteit|Kamer|Waterschap|Hoogheemraadschap)\b)"
)
_JOIN = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+|\s+alsmede\s+|\s+alsook\s+")
_BEGINS_PLACE = re.compile(r"[’']?s?-?[A-ZÀ-Ý]")
_BEFORE_PLACE = re.compile(r"(?:(?:de|het|van|[Gg]emeenten?|alsmede)\b:?\s*|\s+)+")


def _parties_of(item: _Item, municipalities: Sequence[str]) -> Iterator[NamedParty]:
    """The parties of one item: one or more posts, places, or one organisation."""
    if posts := list(_posts(item)):
        yield from posts
        return
    head = _TAIL.sub("", item.text)
    if _OF_PROVINCE.search(head) and _PROVINCE.search(head):
        for match in _PROVINCE.finditer(head):
            yield _named(item, PROVINCE, *match.span())
    elif place := _OF_MUNICIPALITY.search(head):
        for span in _places(head, place.end(), municipalities):
            yield _named(item, MUNICIPALITY, *span)
    elif water := _OF_WATER.search(head):
        yield from _water_boards(item, head, water)
    elif item.is_marked or item.text.rstrip().endswith(";"):
        yield from _organisations(item, head)


def _posts(item: _Item) -> Iterator[NamedParty]:
    """Ministers and staatssecretarissen, each by the post that signs."""
    called = _CALLED.search(item.text)
    head = item.text[: called.start()] if called else item.text
    short = " ".join(called["short"].split()) if called else ""
    found = list(_POST.finditer(head))
    for match in found:
        titles = re.findall(_TITLE, match["title"], re.IGNORECASE)
        for span in _portfolios(match):
            name = head[slice(*span)]
            between = head[match.end("title") : match.start("name")]
            for title in titles:
                post = f"{_singular(title)}{between}{name}"
                yield _named(item, MINISTRY, *span, post=" ".join(post.split()), short=short)


def _portfolios(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the portfolio stands; of "de Ministers van LNV, BZK en SZW" each of the three."""
    start, end = match.span("name")
    parts, place = [], start
    for joined in [*_JOIN.finditer(match.string, start, end), None]:
        stop = joined.start() if joined else end
        parts.append((place, stop))
        place = joined.end() if joined else end
    if all(_PLURAL_LETTERS.fullmatch(match.string[slice(*part)]) for part in parts):
        return parts
    return [(start, end)]


def _singular(title: str) -> str:
    one = re.sub(r"(?<=ministe)rs$", "r", re.sub(r"sen$", "", title.lower()))
    return f"het {one}" if one == "ministerie" else f"de {one}"


def _places(head: str, start: int, municipalities: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Names of municipalities: known ones as a whole, others between commas and "en"."""
    longest_first = sorted(municipalities, key=lambda name: (-len(name), name))
    place = _skip(head, start)
    while place < len(head):
        known = next(
            (
                name
                for name in longest_first
                if head.startswith(name, place) and not head[place + len(name) :][:1].isalnum()
            ),
            "",
        )
        joined = _JOIN.search(head, place + len(known))
        end = place + len(known) if known else joined.start() if joined else len(head)
        if head[place:end].strip() and _BEGINS_PLACE.match(head, place):
            yield place, end
        place = _skip(head, joined.end()) if joined else len(head)


def _skip(head: str, place: int) -> int:
    """Past spaces, articles and "gemeente" before a name; "De" and "Het" are part of a name."""
    words = _BEFORE_PLACE.match(head, place)
    return words.end() if words else place


def _water_boards(item: _Item, head: str, water: re.Match[str]) -> Iterator[NamedParty]:
    """One water board with its word ("waterschap Noorderzijlvest"), or several by their names."""
    if not water["plural"]:
        yield _named(item, WATER_BOARD, water.start(), len(head))
        return
    for name in _WATER_NAME.finditer(head, water.end()):
        yield _named(item, WATER_BOARD, *name.span())


def _organisations(item: _Item, head: str) -> Iterator[NamedParty]:
    """A body of several governments, or a school, foundation or firm."""
    start = 0
    for joined in [*_NEXT_FIRM.finditer(head), None]:
        end = joined.start() if joined else len(head)
        body = _BODY.match(head, start, end)
        first = body.end() if body else start
        name = head[first:end].strip(" ,")
        if len(name) > 1 and (name[0].isupper() or name[0].isdigit() or body):
            kind = REGION if _OF_REGION.search(name) else OTHER
            begin = head.index(name, first)
            yield _named(item, kind, begin, begin + len(name))
        start = joined.end() if joined else end


def _named(
    item: _Item, kind: str, start: int, end: int, post: str = "", short: str = ""
) -> NamedParty:
    text = item.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    first = item.start + start
    return NamedParty(kind, text, item.passage_id, first, first + len(text), post, short)
