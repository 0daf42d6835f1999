"""Glyphs become words: fake bold undone, gaps measured against the letters, calls set apart."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.page import Glyph, Word

_WIDE_GAP = 0.30
"""Gap, in em, that parts two words on a page that also draws its spaces."""
_NARROW_GAP = 0.14
"""The same on a page whose words are placed one by one, without spaces between them."""
_SPACES_ARE_DRAWN = 0.07
"""Share of spaces among the glyphs above which a page draws its spaces."""
_SAME_LINE = 0.35
_RAISED_SIZE = 0.82
_DOUBLE_DRAWN = 0.8
_SOFT_HYPHENS = {"\u00ad", "\u2010", "\u0002", "\u2011"}
_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\u25cf\u25aa\u2022")
"""Bullets of symbol fonts (private use area) and of ordinary ones."""
_UNITS = ("m", "km", "cm", "dm", "ha")


def glyphs_to_words(glyphs: Sequence[Glyph]) -> list[Word]:
    """Join glyphs, in the order in which they were drawn, to words."""
    gap = _word_gap(glyphs)
    words: list[Word] = []
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
    words += _word(run)
    return _attach_raised(words)


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
        if not glyph.text.isspace() and any(_same_place(glyph, twin) for twin in near):
            continue
        seen.setdefault(cell, []).append(glyph)
        kept.append(glyph)
    return kept


def _same_place(one: Glyph, other: Glyph) -> bool:
    return abs(one.x0 - other.x0) < _DOUBLE_DRAWN and abs(one.top - other.top) < _DOUBLE_DRAWN


def _word_gap(glyphs: Sequence[Glyph]) -> float:
    spaces = sum(glyph.text.isspace() for glyph in glyphs)
    return _WIDE_GAP if spaces > _SPACES_ARE_DRAWN * len(glyphs) else _NARROW_GAP


def _continues(run: Sequence[Glyph], glyph: Glyph, gap: float) -> bool:
    last = run[-1]
    size = max(last.size, glyph.size)
    if abs(last.bottom - glyph.bottom) > _SAME_LINE * size and not _is_script(last, glyph):
        return False
    if (last.size < _RAISED_SIZE * glyph.size or glyph.size < _RAISED_SIZE * last.size) and (
        _is_raised(last, glyph)
    ):
        return False
    return -0.5 * size < glyph.x0 - last.x1 < gap * size


def _is_script(one: Glyph, other: Glyph) -> bool:
    """A small glyph beside a large one, within the height of the large one: CO2, m2, a call."""
    small, large = sorted((one, other), key=lambda glyph: glyph.size)
    middle = (small.top + small.bottom) / 2
    return small.size < _RAISED_SIZE * large.size and large.top <= middle <= large.bottom


def _is_raised(one: Glyph, other: Glyph) -> bool:
    small, large = sorted((one, other), key=lambda glyph: glyph.size)
    return small.bottom < large.bottom - 0.12 * large.size


def _word(run: Sequence[Glyph]) -> list[Word]:
    text = clean_characters("".join(glyph.text for glyph in run))
    if not text:
        return []
    size = Counter(round(glyph.size, 1) for glyph in run).most_common(1)[0][0]
    return [
        Word(
            text,
            min(glyph.x0 for glyph in run),
            min(glyph.top for glyph in run),
            max(glyph.x1 for glyph in run),
            max(glyph.bottom for glyph in run),
            size,
            2 * sum(glyph.bold for glyph in run) > len(run),
        )
    ]


def clean_characters(text: str) -> str:
    """One spelling for ligatures, bullets and hyphens: NFKC but with the euro sign's company kept.

    A hyphen that only the typesetter put there (U+00AD, U+2010, pdfium's U+0002) becomes "-":
    whether it stays is decided where lines are joined.
    """
    text = text.replace("(cid:127)", "•")
    swapped = "".join(
        "-" if char in _SOFT_HYPHENS else "•" if char in _BULLETS else char for char in text
    )
    composed = unicodedata.normalize("NFKC", swapped)
    return "".join(char for char in composed if not unicodedata.category(char).startswith("C"))


def _attach_raised(words: Sequence[Word]) -> list[Word]:
    """Mark small raised numbers after a word as footnote calls; join them where they are units."""
    result: list[Word] = []
    for word in words:
        last = result[-1] if result else None
        if last is None or not _is_call(last, word):
            result.append(word)
        elif last.text.casefold().strip("0123456789,.(") in _UNITS:
            result[-1] = _joined(last, word)
        else:
            result.append(_raised(word))
    return result


def _is_call(last: Word, word: Word) -> bool:
    return (
        word.text.strip("*,").isdigit()
        and len(word.text) <= 3
        and word.size < _RAISED_SIZE * last.size
        and word.bottom < last.bottom - 0.12 * last.size
        and last.top - 0.6 * last.size < word.middle < last.bottom
        and -0.5 * last.size < word.x0 - last.x1 < 0.5 * last.size
    )


def _raised(word: Word) -> Word:
    return Word(
        word.text, word.x0, word.top, word.x1, word.bottom, word.size, word.bold, raised=True
    )


def _joined(one: Word, other: Word) -> Word:
    return Word(
        one.text + other.text,
        one.x0,
        min(one.top, other.top),
        other.x1,
        max(one.bottom, other.bottom),
        one.size,
        one.bold,
    )
