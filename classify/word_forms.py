"""The word forms that the embedded model knows, with the score by which its tokenizer chooses."""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from classify.words import forms_of, shipped_compounds

_SHORT_FORM_COUNTS = {2: 1500, 3: 60, 4: 20}
"""Short forms occur by chance inside others, so only common ones become tokens."""
_SHORT_FORM_PENALTY = {2: 8.0, 3: 8.0, 4: 4.0}
_PIECE_COUNT = 300
_WRITTEN_COUNT = 3
"""Passages of this project that must hold a form that the sentences do not."""


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped text file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def scored_forms(text_folder: Path, passages: Sequence[str], most: int) -> list[tuple[str, float]]:
    """Word forms and compound parts with their log share: the tokens of the Unigram model."""
    counts = Counter[str]()
    for line in read_lines(text_folder / "sentences.txt.gz"):
        counts.update(forms_of(line))
    total = counts.total()
    kept = dict(_common_forms(counts).most_common(most))
    kept |= {part: count for part, count in _compound_pieces(counts).items() if part not in kept}
    written = Counter(form for passage in passages for form in set(forms_of(passage)))
    often = sorted(form for form, times in written.items() if times >= _WRITTEN_COUNT)
    kept |= {form: _WRITTEN_COUNT for form in often if len(form) > 1 and form not in kept}
    ordered = sorted(kept, key=lambda form: (-kept[form], form))
    return [(form, round(_score(form, kept[form], total), 4)) for form in ordered]


def _common_forms(counts: Counter[str]) -> Counter[str]:
    return Counter(
        {
            form: count
            for form, count in counts.items()
            if len(form) > 4 or count >= _SHORT_FORM_COUNTS.get(len(form), math.inf)
        }
    )


def _score(form: str, count: int, total: int) -> float:
    """Log share; short forms must pay, or they would be found inside longer words."""
    return math.log(count / total) - _SHORT_FORM_PENALTY.get(len(form), 0.0)


def _compound_pieces(counts: Counter[str]) -> Counter[str]:
    """What compounds are written with, link letters included: arbeids- and gezondheids-."""
    pieces = Counter[str]()
    for form, count in counts.items():
        if count > 1 and len(form) >= 8:
            for piece in _written_parts(form):
                pieces[piece] += count
    return Counter(
        {one: count for one, count in pieces.items() if len(one) > 3 and count >= _PIECE_COUNT}
    )


def _written_parts(form: str) -> list[str]:
    parts = shipped_compounds().split(form)
    starts = [form.find(part) for part in parts]
    if len(parts) < 2 or starts[0] != 0 or starts != sorted(set(starts)):
        return []
    return [form[start:end] for start, end in zip(starts, [*starts[1:], len(form)], strict=True)]
