"""Where sentences end in Dutch administrative prose, by rules.

A sentence ends at a full stop, question or exclamation mark before a word that may begin one. What
the full stop belongs to decides: an abbreviation, an initial or the number of a list item goes on,
and where both can be ("… B.V. Het bedrijf") the next word tells. A new line is a new paragraph or
list item, and so a new sentence, unless it plainly goes on.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.dutch.sentence_words import (
    AND,
    CLOSES,
    GOES_ON,
    LABELS,
    LEGAL_FORMS,
    MAY_CLOSE,
    NAMES,
    PARTICLES,
    REFERENCES,
    TITLES,
    UNENDED,
    begins_sentences,
)

RULES = "zinsregels 2"
"""Raise the number when the rules would give other sentences."""

_WORD = re.compile(r"\S+")
_CLOSERS = "\"'”’»)]⁰¹²³⁴⁵⁶⁷⁸⁹"
_OPENERS = "\"'“‘„«(["
_LAST = frozenset(_CLOSERS + ".!?…")
_BULLETS = frozenset("•‣▪■●○◦∙·→✓➢")
_DASHES = frozenset("-–—")
_LONE_CLOSERS = 2
"""Most closing quotes and brackets with a space before them."""
_LABEL_WORDS = 3
"""Most words of a label: Artikel 47 1."""
_ITEM_WORDS = 60
"""Most words between the numbers of items in one sentence."""
_UNITS = frozenset("ghlmsu")
_APOSTROPHE = re.compile(r"['’‘`](?:s|t|n|k|m)(?![^\W\d_])")
_QUOTED_NUMBER = re.compile(r"[\"“‘„«–—]\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"§?\d+(?:[.,:/-]\d+)*[a-z]?")
_THOUSANDS = re.compile(r"\d{3}\.\d{3}")
_LABEL_NUMBER = re.compile(r"§?\d{1,3}(?:\.\d{1,2})*[a-z]?|[A-Za-z]|[IVX]+")
_ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
_INITIALS = re.compile(r"(?:[A-ZÀ-Ý][a-z]?\.)+[A-ZÀ-Ý][a-z]?\.")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,4}\.){2,}")
_DOTS_TO_A_PAGE_NUMBER = re.compile(r"\.{5}|…{2}")
_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxIVX]{1,4})[.)°]|[•‣▪■●○◦∙·→✓➢–—-]")


def sentence_starts(text: str) -> tuple[int, ...]:
    """First character of every sentence; the first is 0, and together they are the whole text."""
    matches = list(_WORD.finditer(text))
    words = [match.group() for match in matches]
    has_lines = "\n" in text
    starts, first = [0], 0
    for place, (match, following) in enumerate(pairwise(matches)):
        if has_lines and "\n" in text[match.end() : following.start()]:
            ends = _ends_line(words, first, place)
        else:
            ends = words[place][-1] in _LAST and _ends(words, first, place)
        if ends:
            first = place + 1
            starts.append(following.start())
    return tuple(starts)


def _ends_line(words: Sequence[str], first: int, place: int) -> bool:
    """Whether a sentence ends at a line end: not where the next line goes on in small letters."""
    word, following = words[place], words[place + 1]
    if _ends(words, first, place) or _ITEM.fullmatch(following) or following[0] in _BULLETS:
        return True
    if following.lstrip(_OPENERS)[:1].islower():
        return word[-1] in ".!?…:;"
    return not (
        word[-1] in ",-/"
        or word in UNENDED
        or word.lstrip(_OPENERS).casefold() in GOES_ON
        or (len(word) == 2 and word[0].isupper() and word[1] == ".")
    )


def _ends(words: Sequence[str], first: int, place: int) -> bool:
    """Whether the sentence that began at word `first` ends with word `place`."""
    at = place
    core = words[at].rstrip(_CLOSERS)
    while not core and at > max(first, place - _LONE_CLOSERS):
        at -= 1
        core = words[at].rstrip(_CLOSERS)
    if not core or core[-1] not in ".!?…" or not _may_begin(words, place + 1):
        return False
    following = words[place + 1]
    stem = core.lstrip(_OPENERS)
    if stem[-1] == "." and not stem.endswith(".."):
        return _ends_at_stop(words, first, at, stem, following)
    if _DOTS_TO_A_PAGE_NUMBER.search(stem):
        return False
    stands_alone = not stem.strip(".!?…")
    return not following[0].isdigit() and (not stands_alone or _begins(following))


def _may_begin(words: Sequence[str], place: int) -> bool:
    """Whether a sentence can begin with this word."""
    word = words[place]
    letter = word[0]
    if letter.isupper() or letter.isdigit() or letter in "€§" or letter in _BULLETS:
        return True
    if _APOSTROPHE.match(word):
        return True
    if letter in _OPENERS or word in _DASHES:
        inner = word.lstrip(_OPENERS + "–—") or (words[place + 1 : place + 2] or [""])[0]
        return inner[:1].isupper() or inner == "-" or _QUOTED_NUMBER.match(word) is not None
    is_item = word[-1] in ".)" and len(word) == 2
    return is_item and place + 1 < len(words) and words[place + 1][0].isupper()


def _begins(word: str) -> bool:
    """Whether a word itself tells that a sentence begins."""
    if word[0] in _BULLETS or _APOSTROPHE.fullmatch(word):
        return True
    if word[0].isupper() and word[-1] == ":":
        return True
    letters = _LETTERS.match(word.lstrip(_OPENERS))
    return letters is not None and begins_sentences(letters.group())


def _ends_at_stop(words: Sequence[str], first: int, at: int, stem: str, following: str) -> bool:
    """Whether the full stop of a word ends the sentence, given the word that follows."""
    body = stem[:-1]
    known = stem.casefold()
    if stem in LEGAL_FORMS:
        return _begins(following)
    if _is_acronym(body) and not following[0].isdigit():
        return True
    if stem in NAMES or (known in GOES_ON and not (len(body) == 1 and body.isupper())):
        return False
    if known in CLOSES:
        return following[0].isupper() or bool(_ITEM.fullmatch(following)) or _begins(following)
    if known in MAY_CLOSE:
        return _begins(following)
    if _NUMBER.fullmatch(body) or (len(body) == 1 and body.islower()):
        return _ends_at_number(words, first, at, body, following)
    if _ROMAN.fullmatch(body):
        return not _is_label(words, first, at)
    if (len(body) == 1 and body.isupper()) or _INITIALS.fullmatch(stem):
        return _ends_at_initial(words, first, at, following)
    if _DOTTED.fullmatch(stem):
        return body.rpartition(".")[2] + "." not in GOES_ON and _begins(following)
    return True


def _is_acronym(body: str) -> bool:
    """Whether a word is all capitals, such as PR, which is not the abbreviation pr."""
    return len(body) > 1 and body.isalpha() and body.isupper() and not _ROMAN.fullmatch(body)


def _ends_at_number(words: Sequence[str], first: int, at: int, body: str, following: str) -> bool:
    """A number or small letter ends a sentence, unless it numbers what follows."""
    if _is_label(words, first, at):
        return False
    if _THOUSANDS.match(following):
        return False
    before = words[at - 1]
    numbers_last_item = len(body) <= 2 and before in ("en", "of")
    if numbers_last_item and not (at - 2 >= first and _is_row_member(words[at - 2])):
        return _begins(following)
    if body.isdigit() or len(body) > 1:
        return True
    refers = before.casefold() in REFERENCES or before in AND or _is_row_member(before)
    is_unit = body in _UNITS and before[-1].isdigit()
    return ((refers or is_unit) and following[0].isupper()) or _begins(following)


def _is_label(words: Sequence[str], first: int, at: int) -> bool:
    """Whether a number or letter announces what follows: "Artikel 3. De minister", "; 2. Dan"."""
    if not _LABEL_NUMBER.fullmatch(words[at].strip("(.)")):
        return False
    if first < at and (words[first] in _BULLETS or words[first] in _DASHES):
        first += 1
    if at == first:
        return True
    before = words[at - 1]
    if before.casefold() in ("ad", "ad.") or before[-1] in ":;":
        return True
    if before[-1] == ",":
        return not _is_row_member(before)
    if _is_in_row_of_items(words, first, at):
        return True
    if at - first >= _LABEL_WORDS or words[first].casefold() not in LABELS:
        return False
    opens = words[first][0].isupper()
    return opens and all(_LABEL_NUMBER.fullmatch(word) for word in words[first + 1 : at])


def _is_in_row_of_items(words: Sequence[str], first: int, at: int) -> bool:
    """Whether "2." stands before "3." in the sentence, or ", 2." behind "1."."""
    body = words[at][:-1]
    if not body.isdecimal() or len(body) > 2:
        return False
    if body != "1":
        return f"{int(body) - 1}." in words[max(first, at - _ITEM_WORDS) : at]
    later = range(at + 2, min(len(words), at + _ITEM_WORDS))
    return any(
        words[place] == "2." and (words[place - 1][-1] in ",;" or words[place - 1] in ("en", "of"))
        for place in later
    )


def _is_row_member(word: str) -> bool:
    """Whether a word is a number or letter of a row such as "a., b. en c."."""
    bare = word.strip("(.,;)")
    return bool(_NUMBER.fullmatch(bare)) or (len(bare) == 1 and bare.isalpha())


def _ends_at_initial(words: Sequence[str], first: int, at: int, following: str) -> bool:
    """Initials go on in a name; a letter that refers to something may end a sentence."""
    before = words[at - 1] if at > first else ""
    if not before or _is_label(words, first, at):
        return False
    is_row = before in AND and at - 2 >= first and len(words[at - 2].strip(",.")) == 1
    if before.casefold() in REFERENCES or is_row:
        return True
    is_person = before.strip("(.").casefold() in TITLES or _INITIALS.fullmatch(before)
    return _begins(following) and not (is_person and following in PARTICLES)
