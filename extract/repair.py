"""Mend what the line end did: join words that a hyphen broke, keep hyphens that belong.

Repair is idempotent: mended text stays as it is.
"""

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST = re.compile(r"([^\W_]+)-$")
_FIRST = re.compile(r"^([^\W_]+)")
_SUSPENDED = {"en", "of", "en/of", "tot", "noch", "dan"}
_CLASH = {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ii", "oe", "oi", "oo", "ou", "ui", "uu"}
"""Vowels that would read as one sound if the parts were written together (zee-egel)."""
_OWN_PARTS = {
    "sociaal",
    "niet",
    "ex",
    "oud",
    "vice",
    "non",
    "semi",
    "quasi",
    "noord",
    "zuid",
    "oost",
}


def hyphenated_words(lines: Iterable[str]) -> frozenset[str]:
    """Words with a hyphen inside a line: the document's own word on where hyphens belong."""
    return frozenset(match.casefold() for line in lines for match in _WORD.findall(line))


def join_lines(lines: Sequence[str], hyphenated: frozenset[str] = frozenset()) -> str:
    """Join the lines of a paragraph to running text."""
    text = ""
    for line in lines:
        cleaned = " ".join(line.split())
        if not cleaned:
            continue
        text = cleaned if not text else _join(text, cleaned, hyphenated)
    return text


def _join(text: str, line: str, hyphenated: frozenset[str]) -> str:
    last, first = _LAST.search(text), _FIRST.search(line)
    if not last or not first:
        return _after_dash(text, line)
    left, right = last[1], first[1]
    if right.casefold() in _SUSPENDED:
        return f"{text} {line}"
    if _keeps_hyphen(left, right, hyphenated):
        return text + line
    return text[:-1] + line


def _after_dash(text: str, line: str) -> str:
    """A slash or a hyphen after a bracket or digit needs no space; everything else does."""
    return text + line if text.endswith("/") and not text.endswith(" /") else f"{text} {line}"


def _keeps_hyphen(left: str, right: str, hyphenated: frozenset[str]) -> bool:
    if f"{left}-{right}".casefold() in hyphenated:
        return True
    if len(left) == 1 or left[-1].isdigit() or not right[0].islower() or left.isupper():
        return True
    return (left[-1] + right[0]).casefold() in _CLASH or left.casefold() in _OWN_PARTS
