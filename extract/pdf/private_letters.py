"""Letters that a font keeps to itself: their codes are learnt from the words that they stand in.

Some fonts number a letter or a ligature in the private use area, so that "formulier" is stored as
"?ormulier". The letter that makes most of such words Dutch words is the one that was drawn.
"""

import re
from collections.abc import Mapping, Sequence, Set

from extract.dutch.vocabulary import shipped_vocabulary
from extract.page import Span

_PRIVATE = "\ue000-\uf8ff"
_ACCENTS = "\u02c6\u02dc\u00a8\u02d9"
"""Loose accents inside a word stand for the letter that should carry them."""
_UNKNOWN = re.compile(f"[{_PRIVATE}]|(?<=[^\\W\\d_])[{_ACCENTS}](?=[^\\W\\d_])")
_LETTERS = re.compile(f"[^\\W\\d_{_PRIVATE}]")
_CANDIDATES = (
    *("f", "t", "fi", "fl", "ff", "ti", "tt", "ft", "ij", "ffi", "fj", "th", "tf", "ö", "ë", "ï"),
    *("é", "ü", "è", "ä", "ó", *"abcdeghijklmnopqrsuvwxyz"),
)
_LEAST_WORDS = 2
_LEAST_KNOWN, _CLEARLY = 0.6, 0.2
"""Share of words that a letter must make known, and its lead on the next best."""
_REPLACEMENT = "\ufffd"


def learnt_letters(words: Sequence[Span]) -> dict[str, str]:
    """What each private code stands for, as far as the words that it stands in tell."""
    found: dict[str, set[str]] = {}
    for word in words:
        if word.text.isascii():
            continue
        codes = set(_UNKNOWN.findall(word.text))
        if len(codes) == 1 and _LETTERS.search(word.text):
            found.setdefault(codes.pop(), set()).add(word.text)
    plain = {letter for word in words for letter in word.text} if found else set()
    learnt = {code: _letter(code, sorted(texts), plain) for code, texts in sorted(found.items())}
    return {code: letter for code, letter in learnt.items() if letter}


def _letter(code: str, words: Sequence[str], plain: Set[str]) -> str:
    """The letter that makes most words known. Of letters that do so about as often, the one that
    the document writes with no other code."""
    if len(words) < _LEAST_WORDS and not any(len(word) > 8 for word in words):
        return ""
    known = shipped_vocabulary().known_share
    shares = {
        letter: known([word.replace(code, letter) for word in words]) for letter in _CANDIDATES
    }
    best = max(shares.values())
    likely = [letter for letter, share in shares.items() if share > best * (1 - _CLEARLY)]
    if len(likely) > 1:
        likely = [letter for letter in likely if len(letter) == 1 and letter not in plain]
    return likely[0] if best >= _LEAST_KNOWN and len(likely) == 1 else ""


def with_letters(words: Sequence[Span], learnt: Mapping[str, str]) -> list[Span]:
    """Words with their private codes replaced; a code that was not learnt leaves a mark (U+FFFD)
    inside a word, and nothing where it stands alone."""
    cleaned: list[Span] = []
    for word in words:
        if word.text.isascii() or not _UNKNOWN.search(word.text):
            cleaned.append(word)
            continue
        text = "".join(learnt.get(letter, letter) for letter in word.text)
        text = _UNKNOWN.sub(_REPLACEMENT if _LETTERS.search(text) else "", text)
        if text:
            cleaned.append(word._replace(text=text))
    return cleaned
