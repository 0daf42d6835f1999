"""Lines of recognised words become spans, in points.

Lines are parted at wide gaps and rules; size, weight and bullets are measured in the picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.ocr_words import (
    SURE,
    UNSURE,
    Letter,
    Line,
    Reader,
    Word,
    baseline,
    call_apart,
    confidence_of,
    is_dot,
    letter_size,
    measured,
    with_ordinals,
    without_noise,
    word_of,
)
from extract.page import Span
from extract.page_picture import INK, paper_of

_Ink = NDArray[np.bool_]
_RISE, _DROP = 0.75, 0.23
"""How far a line reaches above and below its baseline, in em."""
_WIDE_GAP = 1.0
"""White space, in em, that parts a line into pieces."""
_OTHER_SIZE = 0.35
_NEAR, _NEAR_SHORT, _SHORT = 0.085, 0.12, 40
"""How much a line may differ from the page's usual size; a short line, in letters, is measured
less sharply."""
_BOLD, _BOLD_SMALL, _SMALL = 1.27, 1.36, 0.8
"""Thickness of strokes against that of plain letters of the same size; small print comes out
thicker than it is."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line without a wide gap; `em` is their letter size, `base` their baseline."""

    words: tuple[Word, ...]
    em: float
    base: float

    @property
    def letters(self) -> int:
        return sum(len(word.letters) for word in self.words)


def spans_of(
    lines: Sequence[Line],
    picture: Image.Image,
    size: tuple[int, int],
    scale: float,
    number: Reader,
) -> tuple[Span, ...]:
    """Words without noise, in points: a pixel is `scale` points.

    `size` is that of the picture before it was levelled; `number` reads one small number.
    """
    ink = np.asarray(picture) < INK * paper_of(picture)
    usual = _usual((letter_size(line), len(line)) for line in lines)
    pieces = [piece for line in lines for piece in _pieces(line, usual, ink, number)]
    pieces = [piece for piece in _with_bullets(pieces, ink) if _is_legible(piece)]
    sizes = _sizes(pieces)
    pieces = [replace(piece, em=_size(piece, sizes)) for piece in pieces]
    strokes = [_stroke(piece, ink) for piece in pieces]
    plain = _usual((at, piece.letters) for at, piece in zip(strokes, pieces, strict=True))
    small = _SMALL * _usual((piece.em, piece.letters) for piece in pieces)
    left = (picture.width - size[0]) / 2
    above = (picture.height - size[1]) / 2
    spans = []
    for piece, stroke in zip(pieces, strokes, strict=True):
        em = piece.em
        bold = stroke > plain * (_BOLD if em > small else _BOLD_SMALL)
        for raised, group in groupby(piece.words, key=lambda word: word.raised):
            words = tuple(group)
            text, x0, top, x1, bottom = _joined(words)
            high, low = piece.base - _RISE * em, piece.base + _DROP * em
            high, low, points = (top, bottom, bottom - top) if raised else (high, low, em)
            spans.append(
                Span(
                    text,
                    x0=scale * (x0 - left),
                    top=scale * (high - above),
                    x1=scale * (x1 - left),
                    bottom=scale * (low - above),
                    size=round(4 * scale * points) / 4,
                    bold=bold and not raised and text != "•",
                    raised=raised,
                    confidence=confidence_of(words),
                )
            )
    return tuple(spans)


def _joined(words: Sequence[Word]) -> Letter:
    """The rectangle around words, and their text with spaces between them."""
    text = " ".join(word.text for word in words)
    return word_of([word.box for word in words], 1.0).box._replace(text=text)


def _usual(weighted: Iterable[tuple[float, int]]) -> float:
    """The value in the middle of the weights; a value of 0 stands for unknown."""
    pairs = sorted(pair for pair in weighted if pair[0])
    half = sum(weight for _, weight in pairs) / 2
    for value, weight in pairs:
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _sizes(pieces: Iterable[_Piece]) -> list[float]:
    """The sizes that the page uses, as its long lines show them; the most usual one first."""
    left = [(piece.em, piece.letters) for piece in pieces if piece.letters >= _SHORT]
    sizes: list[float] = []
    while left:
        sizes.append(_usual(left))
        left = [(em, letters) for em, letters in left if not _is_near(em, sizes[-1], _NEAR)]
    return sizes


def _is_near(em: float, size: float, share: float) -> bool:
    return abs(em - size) <= share * size


def _size(piece: _Piece, sizes: Sequence[float]) -> float:
    """The size of the page that a line has; its own when none comes near."""
    nearest = min(sizes, key=lambda size: abs(piece.em - size), default=piece.em)
    near = _NEAR_SHORT if piece.letters < _SHORT else _NEAR
    return nearest if _is_near(piece.em, nearest, near) else piece.em


def _stroke(piece: _Piece, ink: _Ink) -> float:
    """Thickness of the strokes, in em: the ink, by the number of strokes that rows cross."""
    area = strokes = 0
    for word in piece.words:
        block = ink[word.box.top : word.box.bottom, word.box.x0 : word.box.x1]
        if 2 * np.count_nonzero(block) > block.size:
            block = ~block
        area += int(block.sum())
        strokes += int((block[:, 1:] & ~block[:, :-1]).sum() + block[:, 0].sum())
    return area / strokes / piece.em if strokes else 0.0


def _pieces(line: Sequence[Word], usual: float, ink: _Ink, number: Reader) -> list[_Piece]:
    """Part a line at wide gaps and rules, without noise and with its footnote calls apart."""
    em = letter_size(line) or usual
    cleaned = [clean for word in line if em and (clean := without_noise(word, em))]
    base = baseline(cleaned)
    text = [word for word in cleaned if not (word.text == "|" and _is_rule(word.box, em, ink))]
    words = [part for word in text for part in call_apart(word, em, base, number)]
    groups: list[list[Word]] = []
    for word in words:
        before = groups[-1][-1].box if groups else None
        gap = word.box.x0 - before.x1 if before else 0
        if before and gap <= _WIDE_GAP * em and not _rule_between(before, word.box, ink):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_piece(group, em, base) for group in groups]


def _is_rule(bar: Letter, em: float, ink: _Ink) -> bool:
    """Whether a bar is longer than the sign: the border of a table cell."""
    rows = slice(max(0, bar.top - round(0.3 * em)), bar.bottom + round(0.3 * em))
    return bool(ink[rows, bar.x0 : bar.x1].all(axis=0).any())


def _rule_between(before: Letter, after: Letter, ink: _Ink) -> bool:
    rows = slice(min(before.top, after.top), max(before.bottom, after.bottom))
    return bool(ink[rows, before.x1 + 2 : after.x0 - 2].all(axis=0).any())


def _piece(words: Sequence[Word], em: float, base: float) -> _Piece:
    """A piece has the size of its line, unless its own letters clearly say otherwise."""
    own, letters = letter_size(words), len(measured(words))
    if letters > 5 or (letters > 1 and abs(own - em) > _OTHER_SIZE * em):
        em = own
    lowest = max(word.box.bottom for word in words)
    return _Piece(with_ordinals(words), em, baseline(words) or base or lowest)


def _is_legible(piece: _Piece) -> bool:
    """Handwriting and crests come out as words that the engine itself does not believe."""
    if all(word.text == "|" for word in piece.words):
        return False
    if any(word.confidence >= SURE for word in piece.words):
        return True
    return piece.letters > 2 and confidence_of(piece.words) >= UNSURE


def _with_bullets(pieces: Sequence[_Piece], ink: _Ink) -> list[_Piece]:
    """Put bullets back, which are read as e, *, « or +, or not at all.

    A small solid dot before a text is a bullet; an open one is, when there are more below it.
    """
    dots = [
        piece.words[0].box if _starts_item(piece, pieces[index + 1 : index + 2]) else None
        for index, piece in enumerate(pieces)
    ]
    result: list[_Piece] = []
    for piece, dot in zip(pieces, dots, strict=True):
        unread = None if dot else _unread_bullet(piece, ink)
        if dot and (_is_solid(dot, ink) or sum(_stand_below(dot, other) for other in dots) > 1):
            first = replace(piece.words[0], box=dot._replace(text="•"), confidence=1.0)
            result.append(replace(piece, words=(first, *piece.words[1:])))
            continue
        if unread and not any(_stand_together(unread, other) for other in dots):
            result.append(replace(piece, words=(word_of([unread], 1.0),)))
        result.append(piece)
    return result


def _stand_below(dot: Letter, other: Letter | None) -> bool:
    return other is not None and abs(dot.x0 - other.x0) < dot.width / 2


def _stand_together(dot: Letter, other: Letter | None) -> bool:
    return _stand_below(dot, other) and other is not None and abs(dot.top - other.top) < dot.height


def _is_solid(dot: Letter, ink: _Ink) -> bool:
    return bool(ink[dot.top : dot.bottom, dot.x0 : dot.x1].mean() >= INK)


def _unread_bullet(piece: _Piece, ink: _Ink) -> Letter | None:
    """The solid dot before a piece that the engine left out: all ink there is, at mid height."""
    top, left = round(piece.base - _RISE * piece.em), piece.words[0].box.x0 - round(4 * piece.em)
    block = ink[max(0, top) : round(piece.base + _DROP * piece.em), max(0, left) :]
    block = block[:, : piece.words[0].box.x0 - 2 - max(0, left)]
    down, across = np.nonzero(block)
    if not len(down):
        return None
    x0, x1 = (int(edge) + max(0, left) for edge in (across.min(), across.max() + 1))
    high, low = (int(edge) + max(0, top) for edge in (down.min(), down.max() + 1))
    dot = Letter("•", x0, high, x1, low)
    middle = (piece.base - (high + low) / 2) / piece.em
    return dot if is_dot(dot, piece.em) and _is_solid(dot, ink) and 0.15 < middle < 0.5 else None


def _starts_item(piece: _Piece, after: Sequence[_Piece]) -> bool:
    """Whether a piece begins with a dot that has text behind it."""
    first = piece.words[0].box
    if len(first.text) > 1 or first.text.isdigit() or not is_dot(first, piece.em):
        return False
    if len(piece.words) > 1:
        return True
    gap = after[0].words[0].box.x0 - first.x1 if after else 0.0
    return 0 < gap < 4 * piece.em and abs(after[0].base - piece.base) < 0.5 * piece.em
