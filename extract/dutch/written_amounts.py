"""Euro amounts in running text: € 2,6 mln, 2.500 euro, € 10-12 mln, anderhalf miljoen euro.

Every number is a candidate. It is an amount when a euro sign or word belongs to it, or when its
neighbour in a range lends it one ("€ 5 à 6 mln"). Millions without a sign are amounts only among
words of money.
"""

import re
from dataclasses import dataclass, replace

from corpus.records import Amount
from extract.dutch.written_numbers import DIGITS, NUMERAL, SPACE, digits_value, numeral_value

MINUS = r"(?:[-–−]/[-–−]|[-–−])"
SCALES = {
    "k": 1e3,
    "dzd": 1e3,
    "duizend": 1e3,
    "ton": 1e5,
    "m": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "miljoen": 1e6,
    "mld": 1e9,
    "mrd": 1e9,
    "miljard": 1e9,
}

_GAP = rf"{SPACE}?"
_BEFORE = r"(?:€[kK]?|(?<!\w)(?:[kKmM]€|EUR|[Ee]uro))"
_EUROS = r"(?:euro(?:['’]?s)?(?!\w|-\w)|(?:EUR(?!\w)|[kKmM]?€)(?!\s*[-–]?\d))"
_SCALE = r"(?:miljoen|miljard|duizend|mln|mio|mld|mrd|dzd|ton|[kKM]|(?<=\d)m)(?!\w)"
_TAIL = rf"(?:{_GAP}(?P<scale>{_SCALE}))?(?:\.?{_GAP}(?P<after>{_EUROS}))?"
_IN_DIGITS = re.compile(
    rf"(?P<minus>{MINUS}{_GAP})?(?:(?P<before>{_BEFORE}){SPACE}*(?P<inner>{MINUS}{_GAP})?)?"
    rf"(?(before)|(?<![\w.,]))(?>(?P<number>{DIGITS})(?:[,.]{_GAP}[-–—−=]{{1,3}})?)"
    rf"{_TAIL}(?![\da-zà-ÿ_]|[A-Z](?![a-z])|{_GAP}%)"
)
_IN_WORDS = re.compile(rf"(?<![\w-])(?P<number>{NUMERAL}){_TAIL}(?![\w-])", re.IGNORECASE)
_MONEY = re.compile(r"€|EUR|[Ee]uro|\d\s?(?:mln|mld|mrd|mio)|miljoen|miljard")
_WORD_BEFORE_MONEY = re.compile(r"[^\W\d_]\s(?:miljoen|miljard|mln|mld|ton|euro)")

_RANGE = re.compile(
    r"\s*(?P<link>[-–—]|[àáa]|tot(?: en met)?|t/m|of|en|naar)\s*(?:circa |ca\. |ruim |maximaal )?"
)
_BETWEEN = re.compile(r"\b(?:tussen|respectievelijk|resp\.|beide)(?: de)?(?: ca\.| circa)? ?$")
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)\]?!\n]|(?:per|en|of|voor|aan|van|in|is|tot|op|bij|te|naar|wordt|exclusief|"
    r"inclusief|excl|incl|miljoen)\b)"
)
_UNIT_BEFORE = re.compile(r"(?:(?<!\d)(?<!\d\s)[x×*]|bedrag(?:en)? (?:zijn )?\(?in|\(in|^in)\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,]\d)")
_UNITS = (1e3, 1e6, 1e9)
_NEAR = 40
"""Characters before and after a number that are looked at."""
_WIDEST = 100
"""Largest ratio between the ends of a range."""
_OTHER_MONEY_BEFORE = re.compile(r"(?:\bfl?\.?|ƒ|\$|£|\b(?:USD|NLG|Hfl\.?))\s*$")
_VAGUE_BEFORE = re.compile(
    r"\b(?:vele|enkele|paar|tientallen|honderden|duizenden|elke|iedere|per|meerdere|zoveel)\s+$",
    re.IGNORECASE,
)
_MINUS_BEFORE = re.compile(
    r"(?::\s+|[(|]\s*|\b(?:van|is|was|bedraagt|bedroeg|saldo|resultaat|tekort|verschil|op|naar|met)"
    r"\s+)$"
)
_NO_MONEY_AFTER = re.compile(
    r"\.?\s+(?:euro-|dollar|gulden|pond|inwoner|mensen|nederlander|person|huishouden|woning|banen|"
    r"bezoek|reizig|voertuig|kilo|km|hectare|ha\b|m[23²³]|kwh|mwh|ton\b|kg|liter|gebruiker|download|"
    r"jaar|jaren|stuks|vierkante|kubieke|bomen|deelnemer|student|klant|patiënt|toerist|overnacht|"
    r"dieren|uur|uren|keer|maal|views|kinderen|ouderen|vluchteling|slachtoffer|burgers|gezinnen)",
    re.IGNORECASE,
)
_MONEY_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)\]?!\n]|(?:voor|aan|van|naar|uit|in|per|extra|beschikbaar|structureel|"
    r"incidenteel|subsidie|budget|cofinanciering|en|of|te|op|bij|wordt|worden|is|zijn|werd|meer|"
    r"minder|waarvan|via|door|rijks\w*|investering\w*|hoger|lager|om|die|dat|tot)\b)"
)
_MONEY_WORDS = re.compile(
    r"€|\b[Ee]uro|EUR|budget|bijdrage|bedrag|kosten|invester|subsidi|middelen|financ|begrot|krediet|"
    r"lening|fonds|betaal|bested|besteed|uitgave|geld|enveloppe|dekking|bezuinig|opbrengst",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number at characters `start` to `end`, with the signs of money `before` and `after` it.

    `minus` is the dash that stands before it, at `minus_at`: a minus, a bullet or a range.
    """

    start: int
    end: int
    number: float
    scale: str
    before: str
    after: str
    minus: str = ""
    minus_at: int = 0
    is_negative: bool = False

    @property
    def has_currency(self) -> bool:
        return bool(self.before or self.after)

    @property
    def euros(self) -> float:
        size = self.number * SCALES.get(self.scale, 1.0)
        size = round(size, 2 if size > 1 else 6)
        return -size if self.is_negative else size


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Amounts of money in running text, in order; never a year, a percentage or a mere count."""
    if not _MONEY.search(text):
        return ()
    candidates = [_signed(text, one) for one in _ranges(text, _candidates(text))]
    return tuple(
        Amount(one.minus_at if one.is_negative else one.start, one.end, one.euros)
        for one in candidates
        if _is_amount(text, one)
    )


def _candidates(text: str) -> list[_Candidate]:
    """Numbers in digits, and those in words where a word stands before a word of money."""
    found = [_digits_candidate(match) for match in _IN_DIGITS.finditer(text)]
    if not _WORD_BEFORE_MONEY.search(text):
        return found
    taken = {place for one in found for place in range(one.start, one.end)}
    words = (_words_candidate(match) for match in _IN_WORDS.finditer(text))
    found += [one for one in words if taken.isdisjoint(range(one.start, one.end))]
    return sorted(found, key=lambda one: one.start)


def _words_candidate(match: re.Match[str]) -> _Candidate:
    value, scale = numeral_value(match["number"]), (match["scale"] or "").lower()
    start, end, after = match.start(), match.end(), match["after"] or ""
    return _Candidate(start, end, value, scale, "", after, minus_at=start)


def _digits_candidate(match: re.Match[str]) -> _Candidate:
    before, after, scale = match["before"] or "", match["after"] or "", match["scale"] or ""
    sign = before or after
    return _Candidate(
        match.start("before") if before else match.start("number"),
        match.end(),
        digits_value(match["number"]),
        (scale or (sign.strip("€") if "€" in sign else "")).lower(),
        before,
        after,
        (match["minus"] or "").strip(),
        match.start(),
        is_negative=bool(match["inner"]),
    )


# Ranges -------------------------------------------------------------------------------------


def _ranges(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Candidates after the two ends of each range have lent one another sign and scale."""
    found = list(candidates)
    for place in range(len(found) - 1):
        link = _link(text, found[place], found[place + 1])
        if link:
            found[place : place + 2] = _lent(text, found[place], found[place + 1], link)
    return found


def _link(text: str, left: _Candidate, right: _Candidate) -> str:
    """The word or dash that makes two candidates a range; empty when there is none."""
    if len(right.minus) == 1 and not text[left.end : right.minus_at].strip():
        return "-"
    match = _RANGE.fullmatch(text[left.end : right.start])
    if match is None:
        return ""
    link = match["link"]
    is_range = link != "en" or _BETWEEN.search(text[max(0, left.minus_at - _NEAR) : left.minus_at])
    return link if is_range else ""


def _lent(text: str, left: _Candidate, right: _Candidate, link: str) -> list[_Candidate]:
    if link in "-–—":
        right = replace(right, minus="", minus_at=right.start)
    if left.has_currency and not right.has_currency:
        if right.scale or _belongs_to_range(text, left, right, link):
            right = replace(right, before=left.before or left.after)
    elif not (left.has_currency or right.before or _is_year(text, left)):
        is_money = right.after or _is_million_of_money(text, right)
        if is_money and left.number < right.number <= _WIDEST * left.number:
            left, right = replace(left, after="€"), replace(right, after="€")
    is_bare = not left.scale and left.number < 1000 and left.has_currency
    if right.scale and is_bare and left.number <= right.number:
        left = replace(left, scale=right.scale)
    return [left, right]


def _belongs_to_range(text: str, left: _Candidate, right: _Candidate, link: str) -> bool:
    """Whether a number without sign or scale is the other end of a range: "€ 711-890"."""
    if link in ("en", "of") or not _GOES_ON.match(text, right.end):
        return False
    is_near = left.number <= right.number <= _WIDEST * left.number
    return is_near and not left.scale and not (_is_year(text, right) and left.number < 1000)


def _is_year(text: str, one: _Candidate) -> bool:
    return bool(_YEAR.fullmatch(text, one.start, one.end))


# Which candidates are amounts ---------------------------------------------------------------


def _signed(text: str, one: _Candidate) -> _Candidate:
    """The candidate with its sign: a dash is a minus, a bullet, or joins it to the words before."""
    if one.is_negative or not one.minus:
        return replace(one, minus_at=one.start)
    before = text[max(0, one.minus_at - _NEAR) : one.minus_at]
    if len(one.minus) == 3:
        is_minus = True
    elif not before.strip(" ") or before.rstrip(" ").endswith("\n"):
        is_minus = not before.strip() and not text[one.end : one.end + _NEAR].strip(" .")
    else:
        is_attached = one.minus_at + 1 == one.start and before[-1].isspace()
        is_minus = is_attached or bool(_MINUS_BEFORE.search(before))
    return replace(one, is_negative=is_minus, minus_at=one.minus_at if is_minus else one.start)


def _is_amount(text: str, one: _Candidate) -> bool:
    before = text[max(0, one.start - _NEAR) : one.start]
    if _UNIT_BEFORE.search(before) and one.euros in _UNITS:
        return False
    if not one.has_currency:
        return _is_million_of_money(text, one)
    if one.after == "€" and not one.before and text[one.start : one.start + 4].isdigit():
        return not _YEAR.match(text, one.start)
    if text[one.start].isalpha() and not one.before:
        is_article = text[one.start : one.end].lower().startswith("een euro")
        return not is_article and not _VAGUE_BEFORE.search(before)
    if one.before.lower() == "euro" and not one.scale:
        is_norm = re.search(r"euro\s+(?:\d|20\d\d)$", text[one.start : one.end], re.IGNORECASE)
        return not is_norm and not re.search(r"(?:\d|\bde)\s$", before)
    return True


def _is_million_of_money(text: str, one: _Candidate) -> bool:
    """Whether millions without a euro sign are money: "tussen 5 en 40 mln", not inhabitants."""
    if one.scale not in ("mln", "mld", "mrd", "mio", "miljoen", "miljard"):
        return False
    before = text[max(0, one.start - 100) : one.start]
    if _NO_MONEY_AFTER.match(text, one.end) or _OTHER_MONEY_BEFORE.search(before):
        return False
    if one.scale not in ("miljoen", "miljard"):
        return True
    near = before + text[one.end : one.end + 80]
    return bool(_MONEY_GOES_ON.match(text, one.end) and _MONEY_WORDS.search(near))
