"""How far a page can be trusted: a grade, and the shares that it rests on.

A grade is not a score of the document: it says how sure the reader is that this is the text that
stands on the page.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.records import Grade, PageQuality, PassageKind
from extract.dutch.vocabulary import shipped_vocabulary
from extract.page import Page, Span
from extract.sections import Block

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*")
_ENOUGH_WORDS = 20
"""Fewer words say nothing about the language of a page."""
_SAMPLE = 120
"""About so many words of a page are looked up: their share is known to a few per cent."""
_POOR = {"legible": 0.8, "known": 0.5, "confidence": 0.6}
_FAIR = {"legible": 0.98, "known": 0.8, "connected": 0.75, "confidence": 0.85}
"""Below `_POOR` a page is bad, below `_FAIR` it is mediocre; see docs/extractie.md."""
_SCRAP = 4
"""Words in a loose piece of text below which it is a scrap: a label in a diagram."""


def known_share(spans: Iterable[Span]) -> float:
    """Share of the longer words that are Dutch words; 1 where there are too few to judge."""
    words = _WORD.findall(" ".join([span.text for span in spans]))
    if len(words) < _ENOUGH_WORDS:
        return 1.0
    words = words[:: 1 + len(words) // _SAMPLE]
    return shipped_vocabulary().known_share(words)


def page_quality(page: Page, spans: Sequence[Span], blocks: Sequence[Block]) -> PageQuality:
    """Grade one page; `spans` are those that it keeps, `blocks` what was made of them."""
    shares = {
        "legible": 1.0 - page.codes / max(1, page.characters),
        "known": known_share(spans),
        "connected": _connected(blocks),
        "confidence": _confidence(spans),
    }
    rounded = {name: round(max(0.0, share), 3) for name, share in shares.items()}
    return PageQuality(_grade(rounded, page.remark), **rounded, remark=page.remark)


def _connected(blocks: Sequence[Block]) -> float:
    """Share of the letters that do not stand in loose scraps of a few words."""
    letters = sum(len(block.text) for block in blocks)
    scraps = sum(
        len(block.text)
        for block in blocks
        if block.kind in (PassageKind.BODY, PassageKind.OTHER) and len(block.text.split()) < _SCRAP
    )
    return 1.0 - scraps / letters if letters else 1.0


def _confidence(spans: Sequence[Span]) -> float:
    letters = sum(len(span.text) for span in spans)
    if not letters:
        return 1.0
    return sum(span.confidence * len(span.text) for span in spans) / letters


def _grade(shares: dict[str, float], remark: str) -> Grade:
    if any(shares[name] < least for name, least in _POOR.items()):
        return Grade.SLECHT
    fair = all(shares[name] >= least for name, least in _FAIR.items())
    return Grade.GOED if fair and not remark else Grade.MATIG
