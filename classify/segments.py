"""The segments of a passage: its sentences, cut at commas, dashes and "en".

A passage may name a theme in one clause of five. Scored as a whole, that clause drowns; scored on
its own, it speaks.
"""

import re

Span = tuple[int, int]
"""First character and the one after the last."""

_BORDER = re.compile(r"(?<=[.!?;:])\s+|\n+|\s+[–—-]\s+|,\s+|\s+(?=en\s)")
_FEWEST_WORDS = 3
"""Shorter pieces ("Artikel 3.", "en sport") say little alone and go with what comes before."""


def segments(text: str) -> tuple[Span, ...]:
    """Spans of the segments, in order; a text of white space has none."""
    spans: list[Span] = []
    start = 0
    for border in _BORDER.finditer(text):
        _add(text, (start, border.start()), spans)
        start = border.end()
    _add(text, (start, len(text)), spans)
    return tuple(spans)


def _add(text: str, piece: Span, spans: list[Span]) -> None:
    words = text[piece[0] : piece[1]].split()
    if not words:
        return
    if spans and len(words) < _FEWEST_WORDS:
        spans[-1] = (spans[-1][0], piece[1])
    else:
        spans.append(piece)
