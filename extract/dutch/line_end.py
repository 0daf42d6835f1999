"""The hyphen at a line end: put there by the typesetter, part of the word, or of 'wet- en'.

The shipped vocabulary weighs the word with and without its hyphen; the document itself weighs more.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from extract.dutch.vocabulary import PUNCTUATION, UNKNOWN, Vocabulary, shipped_vocabulary

SOFT, TYPOGRAPHIC, UNBROKEN = "\u00ad", "\u2010", "\u2011"
"""Soft hyphen, the hyphen that some typesetters draw for it, and the non-breaking hyphen."""
HYPHENS = f"-{SOFT}{TYPOGRAPHIC}{UNBROKEN}\u0002\ufffe\u00ac"
"""What may be drawn as a hyphen; pdfium reads U+0002 or U+FFFE for one at a line end."""
_BUT_SOFT = str.maketrans(dict.fromkeys(HYPHENS.replace(SOFT, ""), "-"))


class LineEnd(Enum):
    """What becomes of a hyphen at a line end and of the line end itself."""

    JOIN = "samenwerking"
    KEEP = "sociaal-economisch"
    SUSPEND = "wet- en regelgeving"


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """What a document itself says about its words and hyphens.

    `hyphenated`: its words with a hyphen inside a line. `whole`: everything between spaces inside
    its lines; both in lower case. `typeset`: hyphens that stand at line ends only, so that the
    typesetter put them there; `has_own_sign`: he used those and no other. `breaks_words`: whether
    words are broken at line ends at all.
    """

    hyphenated: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    typeset: frozenset[str] = field(default=frozenset({SOFT, TYPOGRAPHIC}))
    has_own_sign: bool = False
    breaks_words: bool = True


NO_WORDS = DocumentWords()

SUSPENDING = frozenset("en of en/of en/ & c.q c.q. cq cq. resp resp. danwel annex".split())
_ALSO_SUSPENDING = frozenset(
    "als alsmede alsook dan maar naar noch ofwel respectievelijk tot".split()
)
"""These begin words as well (Soe-dan, Alk-maar), so the word before the hyphen must be one."""
_SMALL_WORDS = frozenset(
    "aan de een en het in met na naar of om onder op per te tot van voor".split()
)
_LEAST_KIN = 4
_BEFORE_EN = ("ij", "ai", "ei", "oi", "ui")
_INNER = re.compile("[-/.&]")
_VOWELS = frozenset("aeiouyàáâäèéêëìíîïòóôöùúûü")
_CLASHES = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())
"""Vowels that would read as one sound if the parts were written together (zee-egel)."""
_TREMAS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}

_LEAST_LINES = 40
_LEAST_BROKEN = 0.005
"""Share of lines that end in a certainly broken word, below which a document breaks no words."""
_LEAST_TYPESET = 3
_MOST_INSIDE = 50
"""A sign that stands inside lines more than once in so many line ends is an ordinary hyphen."""

# The weights are those of a logistic regression on forms taken out of the counts, rounded; the
# constant was set on sentences that were left out. Together they are the logarithm of the odds that
# the hyphen belongs to the word.
_CONSTANT = -2.4
_PER_LEVEL = 0.8
_OF_DOCUMENT = 6.0
_OF_SIGN = 5.0
_NO_BROKEN_WORDS = 2.5


def document_words(lines: Iterable[str]) -> DocumentWords:
    """Collect what the lines of a document say, in order, before its hyphens are decided on."""
    drawn = [line for line in map(str.strip, lines) if line]
    text = "\n".join(drawn).lower()
    signs = [sign for sign in HYPHENS if sign in text]
    if not signs:
        return DocumentWords(whole=frozenset(text.split()))
    # A soft hyphen inside a word says neither that the word has a hyphen nor that it has none.
    plain = text if signs == ["-"] else text.translate(_BUT_SOFT)
    words = frozenset(plain.split())
    typeset, has_own_sign = _typeset(drawn, text)
    return DocumentWords(
        hyphenated=_with_hyphen(words),
        whole=words,
        typeset=typeset,
        has_own_sign=has_own_sign,
        breaks_words=_breaks_words(drawn),
    )


def hyphenated_words(lines: Iterable[str]) -> frozenset[str]:
    """Words with a hyphen inside a line: the document's own word on where hyphens belong."""
    return _with_hyphen("\n".join(lines).lower().translate(_BUT_SOFT).split())


def _with_hyphen(words: Iterable[str]) -> frozenset[str]:
    bare = (word.strip(PUNCTUATION) for word in words if "-" in word)
    return frozenset(word for word in bare if "-" in word and word[0].isalpha())


def _typeset(lines: list[str], text: str) -> tuple[frozenset[str], bool]:
    """Signs that break words and stand nowhere else, and whether they are the usual ones."""
    signs, broken = set(), 0
    for sign in (SOFT, TYPOGRAPHIC):
        at_ends = text.count(f"{sign}\n") + text.endswith(sign)
        if _MOST_INSIDE * (text.count(sign) - at_ends) <= at_ends:
            signs.add(sign)
            broken += at_ends
    plain = sum(1 for line in lines if line[-1] in "-\u0002\ufffe") if broken else 0
    return frozenset(signs), broken >= _LEAST_TYPESET and broken >= 2 * plain


def _breaks_words(lines: list[str]) -> bool:
    if len(lines) < _LEAST_LINES:
        return True
    broken = 0
    for line, following in pairwise(lines):
        if line[-1] in HYPHENS and len(line) > 1 and line[-2].isalpha():
            left, right = last_word(line[:-1]), first_word(following)
            if right[:1].islower():
                broken += is_broken(_spelled(left), _spelled(right))
    return broken >= _LEAST_BROKEN * len(lines)


def last_word(text: str) -> str:
    """The last word of a text, without what opens before it."""
    return text[text.rfind(" ") + 1 :].lstrip(PUNCTUATION)


def first_word(text: str) -> str:
    """The first word of a text, without what closes after it."""
    return text.split(" ", 1)[0].rstrip(PUNCTUATION)


def decide(text: str, line: str, words: DocumentWords = NO_WORDS) -> LineEnd:
    """Decide on the hyphen at the end of a text that goes on with a line; both without edge spaces.

    The text ends in one of HYPHENS after a letter or digit, the line begins with one.
    """
    left = last_word(text[:-1])
    right = first_word(line)
    if _is_suspended(left, right.lower()):
        return LineEnd.SUSPEND
    if text[-1] == UNBROKEN:
        return LineEnd.KEEP
    certain = _by_form(left, right)
    if certain is not None:
        return certain
    left, right = _spelled(left), _spelled(right)
    score = keeping_score(left, right) + _document_score(left, right, text[-1], words)
    return LineEnd.KEEP if score > 0 else LineEnd.JOIN


def _spelled(word: str) -> str:
    """A word as the vocabulary spells it."""
    return word.lower().replace("’", "'")


def _is_suspended(left: str, right: str) -> bool:
    """Whether the rest of the word comes later: 'onderwijs- en scholingskansen'."""
    if right not in SUSPENDING and right not in _ALSO_SUSPENDING:
        return False
    vocabulary, lowered = shipped_vocabulary(), left.lower()
    together = vocabulary.level(lowered + right)
    if together == UNKNOWN:
        return right in SUSPENDING or vocabulary.knows(lowered)
    if right in _ALSO_SUSPENDING or not vocabulary.knows(lowered):
        return False
    # Only after these sounds does a typesetter break before -en: partij-en, draai-en.
    return not lowered.endswith(_BEFORE_EN) or together < vocabulary.level(lowered) - 2


def _by_form(left: str, right: str) -> LineEnd | None:
    """What digits, capitals and single letters decide without much of a vocabulary."""
    last, first = _inner_parts(left, right)
    if last[:2] == "IJ":  # one letter, written with two
        last = "Ij" + last[2:]
    if len(last) < 2 or not first or last[-1].isdigit() or first[0].isdigit():
        return LineEnd.KEEP
    if first[0].isupper():
        in_capitals = last.isupper() and first.isupper()  # a heading, or two abbreviations
        return None if in_capitals or _is_one_name(last, first) else LineEnd.KEEP
    if last.isupper():
        return LineEnd.KEEP
    has_inner_capital = last.isalpha() and not last[1:].islower()
    return LineEnd.KEEP if has_inner_capital and shipped_vocabulary().knows(first) else None


def _inner_parts(left: str, right: str) -> tuple[str, str]:
    """What stands next to the line end in words with more hyphens or with slashes."""
    return _INNER.split(left)[-1], _INNER.split(right, maxsplit=1)[0]


def _is_one_name(left: str, right: str) -> bool:
    """Whether a name has a capital within: ChristenUnie, not Noord-Holland."""
    vocabulary, left, right = shipped_vocabulary(), left.lower(), right.lower()
    return vocabulary.level(left + right) > max(vocabulary.level(f"{left}-{right}"), 0) + 1


def _document_score(left: str, right: str, sign: str, words: DocumentWords) -> float:
    forms = (right, *_kin(right))
    score = 0.0
    if not words.hyphenated.isdisjoint(f"{left}-{form}" for form in forms):
        score += _OF_DOCUMENT
    if not words.whole.isdisjoint(left + form for form in forms):
        score -= _OF_DOCUMENT
    if sign in words.typeset:
        return score - _OF_SIGN
    if words.has_own_sign:
        score += _OF_SIGN
    elif not words.breaks_words:
        score += _NO_BROKEN_WORDS
    return score


def is_broken(left: str, right: str) -> bool:
    """Whether the vocabulary is certain that the typesetter broke this lower-case word."""
    return keeping_score(left, right) < 1.5 * _CONSTANT


@lru_cache(maxsize=8192)
def keeping_score(left: str, right: str) -> float:
    """Logarithm of the odds that a hyphen between lower-case parts belongs to the word."""
    vocabulary = shipped_vocabulary()
    last, first = _inner_parts(left, right)
    together = _best_level(vocabulary, left + right, last + first, _with_trema(last, first))
    apart = _best_level(vocabulary, f"{left}-{right}", f"{last}-{first}")
    if together == apart == UNKNOWN:
        together = _best_level(vocabulary, *(last + kin for kin in _kin(first)))
        apart = _best_level(vocabulary, *(f"{last}-{kin}" for kin in _kin(first)))
    score = _score_of_parts(vocabulary, left, right) + _PER_LEVEL * (apart - together)
    if left != last or right != first:
        score += _score_of_phrase(vocabulary, left, right)
    return score


def _best_level(vocabulary: Vocabulary, *forms: str) -> int:
    return max(map(vocabulary.level, forms))


def _kin(word: str) -> tuple[str, ...]:
    """Other forms that a noun or adjective may have: deal and deals, westers and westerse."""
    if len(word) < _LEAST_KIN:
        return (word,)
    if word.endswith("en"):
        return word[:-1], word[:-2]
    return word + "s", word + "en", word + "e", word + "n", word[:-1]


def _with_trema(left: str, right: str) -> str:
    """A trema goes when a line breaks before it: be-invloeden is beïnvloeden."""
    return left + _TREMAS.get(right[0], right[0]) + right[1:]


def _score_of_parts(vocabulary: Vocabulary, left: str, right: str) -> float:
    """What the parts say about words that may never have been met."""
    last, first = _inner_parts(left, right)
    knows_left, knows_right = vocabulary.knows(last), vocabulary.knows(first)
    score = _CONSTANT + 0.6 * knows_left + 1.9 * knows_right
    before = vocabulary.before.get(left, vocabulary.before.get(last))
    after = vocabulary.after.get(right) if len(first) > 3 else None
    if before is not None:
        score += 2.3 + 0.24 * before
    if after is not None:
        score += 1.6 + 0.14 * after
    if vocabulary.is_compound(last + first):
        score -= 1.3 if knows_left and knows_right else 4.0
    return score + _score_of_sounds(last, first)


def _score_of_sounds(left: str, right: str) -> float:
    score = 0.0
    if _VOWELS.isdisjoint(left):
        score += 4.2
    if left[-1] + right[0] in _CLASHES:
        score += 3.0
    elif left[-1] in _VOWELS and right[0] in _VOWELS:
        score += 1.3
    if len(right) <= 3:
        score -= 2.0
    if len(left) == 2:
        score -= 0.7
    return score


def _score_of_phrase(vocabulary: Vocabulary, left: str, right: str) -> float:
    """Words with more than one hyphen: twee-onder-een-kap, stap-voor-stap."""
    last, first = _inner_parts(left, right)
    if (last != left and last in _SMALL_WORDS) or (first != right and first in _SMALL_WORDS):
        return 6.0
    return 2.0 if vocabulary.knows(last) and vocabulary.knows(first) else 0.0
