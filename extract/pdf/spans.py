"""Words become spans: neighbours on a line joined, footnote calls and double drawing told apart."""

import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.lines import joined_text
from extract.page import Rectangle, Span
from extract.pdf.glyphs import SMALL, SUPERSCRIPTS, same_place

_ONE_SPAN = 0.9
"""Widest gap, in letter sizes, between words of one span: less than any gutter."""
_OTHER_CELL = 0.38
"""Least gap, in letter sizes, that may part two cells of a table."""
_STANDS_OUT = 1.5
"""A gap this many times the usual one of its line is no space between words."""
_OVERLAP = 0.3
_SAME_BASELINE = 0.12
_RISE = 0.12
_UNITS = ("m", "km", "cm", "dm", "ha", "mm")
_FEW_CALLS = 30
"""A page with more small numbers than this has a table in small print, not calls drawn last."""
_MARKS = ("*", "**", "***", "a", "b", "c", "d", "f", "g")
"""Signs that call a note under a table."""
_ORDINALS = ("e", "de", "ste", "ème")
"""Raised ends of an ordinal number, which belong to it: 1e tranche."""
_LONGEST_ORDINAL = 2
"""Digits of a number that has an end: a longer one is a year or a count."""
_SIGNS = ("*", "**", "***", *_ORDINALS)
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")


def marked_words(words: Sequence[Span]) -> list[Span]:
    """Words as a reader sees them: double drawing undone, footnote calls and units told apart."""
    return mark_calls(_with_ordinals(_unraised(undouble_words(words))))


def words_to_spans(words: Sequence[Span], rules: Sequence[Rectangle] = ()) -> list[Span]:
    """Join marked words, in the order in which they were drawn, to spans.

    `rules` are the upright lines of tables: a span never runs through one.
    """
    spans: list[Span] = []
    run: list[Span] = []
    upright = sorted(rules)
    for word in words:
        if run and not _same_span(run[-1], word, upright):
            spans += _spans(run)
            run = []
        run.append(word)
    return spans + _spans(run)


def _same_span(last: Span, word: Span, rules: Sequence[Rectangle]) -> bool:
    size = last.size
    if word.size != size or word.bold != last.bold or word.italic != last.italic:
        return False
    if last.raised or word.raised:
        return False
    if not -_OVERLAP * size < word.x0 - last.x1 < _ONE_SPAN * size:
        return False
    if abs(word.bottom - last.bottom) > _SAME_BASELINE * size:
        return False
    return not rules or not _ruled_apart(last, word, rules)


def _ruled_apart(last: Span, word: Span, rules: Sequence[Rectangle]) -> bool:
    """Whether one of the rules, sorted from left to right, stands between two words."""
    middle = (word.top + word.bottom) / 2
    for place in range(bisect_left(rules, (last.x1 - 1,)), len(rules)):
        x0, top, _, bottom = rules[place]
        if x0 > word.x0 + 1:
            return False
        if top <= middle <= bottom:
            return True
    return False


def _spans(run: Sequence[Span]) -> list[Span]:
    """Part a run where a gap stands out among its gaps: there another cell begins."""
    if len(run) < 2:
        return list(run)
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    widest = max(gaps)
    least = _OTHER_CELL * run[0].size
    if widest < least:
        return [_span(run)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
    wide = max(least, _STANDS_OUT * usual)
    spans: list[Span] = []
    start = 0
    for place, gap in enumerate(gaps, 1):
        if gap >= wide:
            spans.append(_span(run[start:place]))
            start = place
    spans.append(_span(run[start:]))
    return spans


def _span(run: Sequence[Span]) -> Span:
    if len(run) == 1:
        return run[0]
    first, last = run[0], run[-1]
    return Span(
        joined_text(run),
        min(first.x0, last.x0),
        min([word.top for word in run]),
        max(first.x1, last.x1),
        max([word.bottom for word in run]),
        first.size,
        first.bold,
        False,
        min([word.confidence for word in run]),
        first.italic,
    )


def undouble_words(words: Sequence[Span]) -> Sequence[Span]:
    """Drop a word that is drawn again on its own place to look bold."""
    places = {(word.text, int(word.x0), int(word.top)) for word in words}
    return words if len(places) == len(words) else _undoubled(words)


def _undoubled(words: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    seen: dict[tuple[str, int], list[Span]] = {}
    for word in words:
        text, cell = word.text, int(word.x0)
        near = [twin for at in (cell - 1, cell, cell + 1) for twin in seen.get((text, at), ())]
        if any(same_place(word, twin) for twin in near):
            continue
        seen.setdefault((text, cell), []).append(word)
        kept.append(word)
    return kept


def join_spaced_letters(words: Sequence[Span]) -> list[Span]:
    """Put words together again that were spread out letter by letter: "E f f e c t e n"."""
    joined: list[Span] = []
    run: list[Span] = []
    for word in words:
        if run and not _spread_on(run[-1], word):
            joined += _unspread(run)
            run = []
        run.append(word)
    return joined + _unspread(run)


def _spread_on(last: Span, word: Span) -> bool:
    if len(last.text) > 1 or len(word.text) > 1 or last.size != word.size:
        return False
    level = abs(last.bottom - word.bottom) < _SAME_BASELINE * word.size
    return level and -_OVERLAP * word.size < word.x0 - last.x1 < 2 * word.size


def _unspread(run: Sequence[Span]) -> list[Span]:
    """A wider gap than usual in the run parts words."""
    if len(run) < 4:
        return list(run)
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    wide = 1.6 * statistics.median(gaps)
    words: list[list[Span]] = [[run[0]]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap > wide:
            words.append([])
        words[-1].append(letter)
    return [
        word[0]._replace(
            text="".join(letter.text for letter in word),
            x1=word[-1].x1,
            top=min(letter.top for letter in word),
            bottom=max(letter.bottom for letter in word),
        )
        for word in words
    ]


# Footnote calls -------------------------------------------------------------------------------


def _unraised(words: Sequence[Span]) -> Sequence[Span]:
    """Part a call that is written with superscript digits from its word; m² stays a unit."""
    if not any(word.text[-1] in SUPERSCRIPTS for word in words):
        return words
    return [part for word in words for part in _call_apart(word)]


def _call_apart(word: Span) -> list[Span]:
    bare = word.text.rstrip(SUPERSCRIPTS)
    digits = word.text[len(bare) :].translate(_DIGITS)
    if not digits:
        return [word]
    if bare.casefold().strip("0123456789,.(") in _UNITS:
        return [word._replace(text=bare + digits)]
    cut = word.x1 - (word.x1 - word.x0) * len(digits) / len(word.text)
    call = word._replace(text=digits, x0=cut, raised=True)
    return [word._replace(text=bare, x1=cut), call] if bare else [call]


def _with_ordinals(words: Sequence[Span]) -> Sequence[Span]:
    """Join a raised end to its number where its letters are not small: "6" and "e" are 6e."""
    if not any(_ends_ordinal(number, end) for number, end in pairwise(words)):
        return words
    joined: list[Span] = []
    for word in words:
        if joined and _ends_ordinal(joined[-1], word):
            number = joined[-1]
            joined[-1] = number._replace(text=number.text + word.text, x1=word.x1)
        else:
            joined.append(word)
    return joined


def _ends_ordinal(number: Span, end: Span) -> bool:
    return (
        end.text in _ORDINALS
        and number.text.isdigit()
        and len(number.text) <= _LONGEST_ORDINAL
        and number.top < (end.top + end.bottom) / 2
        and end.bottom < number.bottom - _RISE * number.size
        and 0 <= end.x0 - number.x1 < 0.5 * number.size
    )


def mark_calls(spans: Sequence[Span]) -> list[Span]:
    """Mark small raised numbers right after a word as footnote calls; join them to units."""
    marked = list(spans)
    gone: set[int] = set()
    sizes = [span.size for span in spans]
    small = SMALL * max(sizes, default=0.0)
    usual = Counter(sizes).most_common(1)[0][0] if spans else 0.0
    may_be = [at for at, size in enumerate(sizes) if size < small and _may_be_call(spans[at])]
    few = len(may_be) <= _FEW_CALLS
    for place in may_be:
        span = spans[place]
        near = _near(spans, place, anywhere=few and span.size < SMALL * usual)
        owner = next((at for at in near if _calls(marked[at], span)), None)
        if owner is None:
            if place + 1 < len(spans) and _stands_before(span, spans[place + 1]):
                marked[place] = span._replace(raised=True)
            continue
        before = marked[owner]
        is_ordinal = span.text in _ORDINALS and before.text[-1].isdigit()
        if span.text in _ORDINALS and not is_ordinal:
            continue
        if is_ordinal or before.text.casefold().strip("0123456789,.(") in _UNITS:
            marked[owner] = before._replace(text=before.text + span.text, x1=span.x1)
            gone.add(place)
        else:
            marked[place] = span._replace(raised=True)
    return [span for place, span in enumerate(marked) if place not in gone]


def _near(spans: Sequence[Span], place: int, *, anywhere: bool) -> Iterable[int]:
    """The word before is nearly always the one; a page may also draw its calls last."""
    if place:
        yield place - 1
    if anywhere:
        left, right = spans[place].x0 - spans[place].size, spans[place].x0 + spans[place].size
        yield from [at for at, span in enumerate(spans) if left < span.x1 < right and at != place]


def _may_be_call(span: Span) -> bool:
    text = span.text
    if span.raised or len(text) > 4:
        return False
    parts = text.strip("*,) ").split(",")
    return all(map(str.isdigit, parts)) or all(map(_MARKS.__contains__, parts)) or text in _SIGNS


def _stands_before(call: Span, word: Span) -> bool:
    """A small raised number right in front of larger print: that of a footnote."""
    return _is_raised_by(call, word) and -0.2 * word.size < word.x0 - call.x1 < 0.8 * word.size


def _calls(word: Span, call: Span) -> bool:
    """A small raised number right after a word, whose note it calls."""
    return _is_raised_by(call, word) and -0.5 * word.size < call.x0 - word.x1 < 0.5 * word.size


def _is_raised_by(call: Span, word: Span) -> bool:
    """Whether a call is smaller than a word and stands above its baseline, on the same line."""
    return (
        call.size < SMALL * word.size
        and call.bottom < word.bottom - _RISE * word.size
        and word.top - 0.6 * word.size < (call.top + call.bottom) / 2 < word.bottom
    )
