"""Letters and words as text recognition reads them, in pixels of the level picture.

Noise is dropped, footnote calls are set apart, and letter size and baseline are measured.
"""

import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple


class Letter(NamedTuple):
    text: str
    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap; `box` lies around them and `text` is what they spell."""

    letters: tuple[Letter, ...]
    box: Letter
    confidence: float
    raised: bool = False

    @property
    def text(self) -> str:
        return self.box.text


Reader = Callable[[Letter], str]
Line = tuple[Word, ...]
SURE, UNSURE = 0.7, 0.4
_HUGE = 1.5
"""Width of a letter, in em, that is no letter."""
_HEIGHTS = {
    **dict.fromkeys("bdfhklABCDEFGHIKLMNOPRSTUVWXYZ0123456789", 0.73),
    **dict.fromkeys("acemnorsuvwxz", 0.54),
    **dict.fromkeys("gpqy", 0.75),
}
"""Height of letters, in em, in the usual typefaces."""
_QUOTES_AND_DASHES = frozenset("'\"`´‘’“”„‚-–—~^*")
_NO_WORD = frozenset(".…,:;_~^='\"`´‘’“”„‚")
_BARS = frozenset("|{}[]!;:")
_CALLS = frozenset("0123456789?!:;°*sSlIiJzZoOagqBTe")
"""What a footnote call comes out as that is almost too small to read."""
_UNITS = frozenset(("m", "km", "cm", "dm", "ha"))
_CELSIUS = frozenset(("C", "C.", "C,", "Ce"))
_ORDINAL = re.compile(r"\(?\d{1,3}°$")


def word_of(letters: Sequence[Letter], confidence: float, raised: bool = False) -> Word:
    text = "".join(letter.text for letter in letters)
    x0, x1 = min(letter.x0 for letter in letters), max(letter.x1 for letter in letters)
    top, bottom = min(letter.top for letter in letters), max(letter.bottom for letter in letters)
    return Word(tuple(letters), Letter(text, x0, top, x1, bottom), confidence, raised)


def mean(weighted: Iterable[tuple[float, int]]) -> float:
    pairs = list(weighted)
    letters = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / letters if letters else 0.0


def confidence_of(words: Iterable[Word]) -> float:
    """The mean over the letters, from 0 to 1; 0 when there are none."""
    return mean((word.confidence, len(word.letters)) for word in words)


def measured(words: Iterable[Word]) -> list[Letter]:
    """Letters whose height and place on the line are known."""
    letters = [letter for word in words if not word.raised for letter in word.letters]
    return [letter for letter in letters if letter.text in _HEIGHTS]


def letter_size(words: Sequence[Word]) -> float:
    """Letter size in pixels; 0 when no letter tells.

    The larger part is left out, because letters that touch are boxed together, and so are words
    that may be no words, such as the dots of a table of contents.
    """
    sure = [word for word in words if word.confidence >= UNSURE]
    letters = measured(sure) or measured(words)
    found = sorted(letter.height / _HEIGHTS[letter.text] for letter in letters)
    return statistics.fmean(found[len(found) // 8 : 1 + len(found) * 5 // 8]) if found else 0.0


def baseline(words: Iterable[Word]) -> float:
    """Height of the baseline in pixels; 0 when no letter stands on it."""
    bottoms = [letter.bottom for letter in measured(words) if letter.text not in "gpqy"]
    return statistics.median(bottoms) if bottoms else 0.0


def is_huge(word: Word, em: float) -> bool:
    """Whether a word is wider than its letters can be."""
    return 0 < _HUGE * em * len(word.letters) < word.box.width


def is_dot(box: Letter, em: float) -> bool:
    """Whether a letter is as small and square as a bullet."""
    sides = sorted((box.width, box.height))
    return 0.2 * em <= sides[0] and sides[1] <= min(0.5 * em, sides[0] + 0.15 * em)


def without_noise(word: Word, em: float) -> Word | None:
    """A word without the specks at its ends; None when it is nothing but specks or a rule."""
    letters = list(word.letters)
    while letters and (_is_stray(letters[0], em) or letters[0].text == "…"):
        del letters[0]
    while letters and _is_stray(letters[-1], em):
        del letters[-1]
    if not letters:
        return None
    word = word_of(letters, word.confidence)
    box, signs = word.box, set(word.text)
    if signs <= _BARS and box.width <= 0.15 * em and box.height >= 0.55 * em:
        return replace(word, box=box._replace(text="|"))
    if signs <= _NO_WORD or max(box.width, box.height) < 0.2 * em:
        return None
    if word.confidence < 0.1 and len(letters) > 3 >= len(signs):
        return None
    if any(map(str.isalnum, signs)):
        wide = word.confidence < SURE and is_huge(word, em)
        return None if wide or box.height < 0.25 * em else word
    return word if word.confidence >= 0.3 or is_dot(box, em) else None


def _is_stray(letter: Letter, em: float) -> bool:
    """Specks beside a word are read as its quotes or dashes."""
    small = max(letter.width, letter.height) < 0.17 * em
    return letter.text == "_" or (small and letter.text in _QUOTES_AND_DASHES)


def call_apart(word: Word, em: float, base: float, number: Reader) -> list[Word]:
    """Set a raised footnote call apart from its word; a comma or full stop may follow it."""
    letters = word.letters
    raised = [_is_raised(letter, base, em) for letter in letters]
    if all(raised) and word.text.isdigit():
        return [replace(word, raised=True)]
    base = min(baseline([word]) or word.box.bottom, base)
    end = len(letters)
    while end > 1 and not raised[end - 1] and letters[end - 1].text in ",.;:)":
        end -= 1
    start = end
    while start > 1 and end - start < 3 and _is_raised(letters[start - 1], base, em):
        start -= 1
    head = word.text[:start]
    if start == end or head.casefold() in _UNITS:
        return [word]
    call = word_of(letters[start:end], word.confidence, raised=True)
    if head[-1].isdigit() and not call.text.isdigit():
        return [word]
    digits = number(call.box) or (call.text if call.text.isdigit() else "")
    if not digits:
        return [word]
    plain = word_of(letters[:start] + letters[end:], word.confidence)
    return [plain, replace(call, box=call.box._replace(text=digits))]


def _is_raised(letter: Letter, base: float, em: float) -> bool:
    """Whether a letter is small and high; only a digit may be as high as a letter without stem."""
    fits = letter.text in _CALLS
    highest = 0.6 if letter.text.isdigit() else 0.45
    return fits and 0.27 * em < letter.height < highest * em and letter.bottom < base - 0.17 * em


def with_ordinals(words: Sequence[Word]) -> tuple[Word, ...]:
    """The small e of `7e Actieprogramma` comes out as the sign for degrees."""
    result = list(words)
    for index, (word, after) in enumerate(pairwise(words)):
        if _ORDINAL.match(word.text) and after.text[0].isalpha() and after.text[:2] not in _CELSIUS:
            result[index] = replace(word, box=word.box._replace(text=word.text[:-1] + "e"))
    return tuple(result)
