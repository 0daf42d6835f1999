"""Glyphs become words: fake bold undone, gaps measured against the letters, one spelling."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.page import Glyph, Span

WIDE_GAP = 0.30
"""Gap, in em, that parts two words on a page that also draws its spaces."""
_NARROW_GAP = 0.14
"""The same on a page whose words are placed one by one, without spaces between them."""
_SPACES_ARE_DRAWN = 0.07
"""Share of spaces among the glyphs above which a page draws its spaces."""
_SAME_LINE = 0.35
SMALL = 0.82
"""A letter below this share of its neighbour's size may be a call or a unit."""
_DOUBLE_DRAWN = 0.8
_RISE = 0.12
_SPELLING = str.maketrans(
    dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\u25cf\u25aa\u2022", "•") | {"\u0002": "-"}
)
"""Bullets of symbol fonts (private use area) and of ordinary ones; pdfium's hyphen."""


def glyphs_to_words(glyphs: Sequence[Glyph], gap: float = WIDE_GAP) -> list[Span]:
    """Join glyphs, in the order in which they were drawn, to words parted by `gap` (in em)."""
    words: list[Span] = []
    run: list[Glyph] = []
    for glyph in undouble(glyphs):
        if run and not _continues(run, glyph, gap):
            words += _word(run)
            run = []
        if not glyph.text.isspace():
            run.append(glyph)
        elif run:
            words += _word(run)
            run = []
    return words + _word(run)


def word_gap(glyphs: Sequence[Glyph]) -> float:
    """The gap that parts words on this page, in em."""
    spaces = sum(glyph.text.isspace() for glyph in glyphs)
    return WIDE_GAP if spaces > _SPACES_ARE_DRAWN * len(glyphs) else _NARROW_GAP


def undouble(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Drop a glyph that is drawn again on its own place to look bold."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cell = (glyph.text, int(glyph.x0 // 2), int(glyph.top // 2))
        near = [
            twin
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for twin in seen.get((cell[0], cell[1] + dx, cell[2] + dy), ())
        ]
        if not glyph.text.isspace() and any(same_place(glyph, twin) for twin in near):
            continue
        seen.setdefault(cell, []).append(glyph)
        kept.append(glyph)
    return kept


def same_place(one: Glyph | Span, other: Glyph | Span) -> bool:
    """Whether two things with the same text are one, drawn twice to look bold."""
    return abs(one.x0 - other.x0) < _DOUBLE_DRAWN and abs(one.top - other.top) < _DOUBLE_DRAWN


def _continues(run: Sequence[Glyph], glyph: Glyph, gap: float) -> bool:
    last = run[-1]
    size = max(last.size, glyph.size)
    if abs(last.bottom - glyph.bottom) > _SAME_LINE * size and not _is_script(last, glyph):
        return False
    if (last.size < SMALL * glyph.size or glyph.size < SMALL * last.size) and (
        _is_raised(last, glyph)
    ):
        return False
    return -0.5 * size < glyph.x0 - last.x1 < gap * size


def _is_script(one: Glyph, other: Glyph) -> bool:
    """A small glyph beside a large one, within the height of the large one: CO2, m2, a call."""
    small, large = sorted((one, other), key=lambda glyph: glyph.size)
    middle = (small.top + small.bottom) / 2
    return small.size < SMALL * large.size and large.top <= middle <= large.bottom


def _is_raised(one: Glyph, other: Glyph) -> bool:
    small, large = sorted((one, other), key=lambda glyph: glyph.size)
    return small.bottom < large.bottom - _RISE * large.size


def _word(run: Sequence[Glyph]) -> list[Span]:
    text = clean_characters("".join(glyph.text for glyph in run))
    if not text:
        return []
    size = Counter(round(glyph.size, 1) for glyph in run).most_common(1)[0][0]
    return [
        Span(
            text,
            min(glyph.x0 for glyph in run),
            min(glyph.top for glyph in run),
            max(glyph.x1 for glyph in run),
            max(glyph.bottom for glyph in run),
            size,
            2 * sum(glyph.bold for glyph in run) > len(run),
            italic=2 * sum(glyph.italic for glyph in run) > len(run),
        )
    ]


def clean_characters(text: str) -> str:
    """One spelling for ligatures, bullets, quotes and accents (NFKC), without control characters.

    Codes of a font's own (category Co) stay, for what they mean may yet be learnt.

    Superscript digits keep their height: they may be footnote calls. Hyphens keep their kind, for
    it tells whether the typesetter put them there (U+00AD, U+2010) or the writer (U+2011).
    """
    if text.isascii() and text.isprintable() and not text.startswith("(cid:"):
        return text
    text = text.replace("(cid:127)", "•").translate(_SPELLING)
    composed = "".join(
        char if char in KEPT else unicodedata.normalize("NFKC", char) for char in text
    )
    composed = unicodedata.normalize("NFC", composed)
    return "".join(
        char
        for char in composed
        if char == "\u00ad" or unicodedata.category(char) == "Co" or char.isprintable()
    )


SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
KEPT = frozenset(SUPERSCRIPTS + "\u2011\u2010\u00ad")
