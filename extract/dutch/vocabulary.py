"""Which words Dutch has and how common they are, also with a hyphen: shipped with the project.

`python -m extract.dutch.build_vocabulary` makes the data; the README beside it names the sources.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "vocabulary.json.gz"

PART = 32
"""Added to the level of a word that may be a part of a compound."""
UNKNOWN = -3
"""Level of a form that was never met; a level is the binary logarithm of a count."""
LINKS = ("", "s", "en", "e", "n")
"""What may stand between the parts of a compound: bevolking-s-krimp, zonn-e-bloem."""
PREFIXES = frozenset("aan af bij her in mede mee na niet om on onder op over toe uit voor".split())
"""What a long word may begin with besides another word: her-benoeming, on-gebruikt."""
PUNCTUATION = "()[]{}<>.,;:!?\"'‘’“”„«»…/\\|*•·_=+&%€$#@^~`´-–—\u00ad\u2010\u2011"

_LEAST_PART = 3
_LEAST_AFTER_PREFIX = 6
_LONGEST = 48
"""Longer words are lines that lost their spaces; trying every split of them takes too long."""
_MOST_PARTS = 5
_HYPHENS = str.maketrans("\u00ad\u2010\u2011’", "---'")
_SINGLE = frozenset("uàU")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Dutch words in lower case with their levels, and what parts do before and after a hyphen.

    `before` and `after` hold, in quarters of a natural logarithm, how much more often a word is
    the left or right part of a form with a hyphen than of a compound without one.
    """

    levels: Mapping[str, int]
    before: Mapping[str, int]
    after: Mapping[str, int]

    def level(self, word: str) -> int:
        """Binary logarithm of how often this lower-case form was met; UNKNOWN for never."""
        level = self.levels.get(word)
        return UNKNOWN if level is None else level & (PART - 1)

    def knows(self, word: str) -> bool:
        """Whether this is a Dutch word, a compound of known parts, or a form with a hyphen."""
        if word in self.levels:
            return True
        return self._knows_plain(_plain(word))

    def known_share(self, words: Iterable[str]) -> float:
        """Share, from 0 to 1, of the words that `knows` accepts; 1 where there is nothing to judge.

        Punctuation around a word does not count, nor do numbers and other signs without letters.
        """
        levels, judged, known = self.levels, 0, 0
        for word in words:
            if word in levels and len(word) > 1:
                judged += 1
                known += 1
                continue
            bare = word.strip(PUNCTUATION)
            if _is_worded(bare):
                judged += 1
                known += bare in _SINGLE if len(bare) == 1 else self.knows(bare)
        return known / judged if judged else 1.0

    def is_compound(self, word: str) -> bool:
        """Whether a lower-case word is a compound of known parts, with or without a linking s."""
        return len(word) <= _LONGEST and self._splits(word, _MOST_PARTS)

    def _knows_plain(self, word: str) -> bool:
        if word in self.levels:
            return True
        if "-" in word:
            pieces = [piece for piece in word.split("-") if piece]
            return bool(pieces) and all(
                piece.isdigit() or self._knows_plain(piece) for piece in pieces
            )
        return self.is_compound(word)

    def _splits(self, word: str, parts: int) -> bool:
        levels = self.levels
        for start in range(len(word) - _LEAST_PART, 1, -1):
            if levels.get(word[start:], 0) < PART:
                continue
            left = word[:start]
            if left in PREFIXES and len(word) - start >= _LEAST_AFTER_PREFIX:
                return True
            for link in LINKS:
                if left.endswith(link):
                    rest = left[: len(left) - len(link)]
                    if levels.get(rest, 0) >= PART:
                        return True
                    if parts > 2 and len(rest) > 2 * _LEAST_PART and self._splits(rest, parts - 1):
                        return True
        return False


def _plain(word: str) -> str:
    """Lower case, one kind of hyphen and apostrophe, letters and their accents together."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    return unicodedata.normalize("NFC", lowered).translate(_HYPHENS)


def _is_worded(word: str) -> bool:
    """Whether a token is more letters than digits, or (cid:12): a glyph without a letter."""
    if word.isalpha():
        return True
    return sum(map(str.isalpha, word)) > sum(map(str.isdigit, word)) or "cid:" in word


def read_vocabulary(path: Path) -> Vocabulary:
    """Read what `build_vocabulary` wrote."""
    data: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return Vocabulary(_by_word(data["words"]), _by_word(data["before"]), _by_word(data["after"]))


def _by_word(groups: Mapping[str, str]) -> dict[str, int]:
    """Words grouped by their number become numbers by word."""
    pairs = (zip(words.split(" "), repeat(int(number))) for number, words in groups.items())
    return dict(chain.from_iterable(pairs))


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary in the package, read once when first used."""
    return read_vocabulary(DATA)
