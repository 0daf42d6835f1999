"""Counts the words that compounds are split with: python -m classify.count_words TEXT_FOLDER."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from classify.word_forms import read_lines
from classify.words import WORD_COUNTS, fold

WORD_FORMS = 70_000
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


def write_word_counts(text_folder: Path, path: Path, word_forms: int = WORD_FORMS) -> None:
    """The most frequent plain word forms with their counts; names keep a capital."""
    first, inner = Counter[str](), Counter[str]()
    for line in read_lines(text_folder / "sentences.txt.gz"):
        words = _PLAIN_WORD.findall(line)
        first.update(words[:1])
        inner.update(words[1:])
    inside = _sum_by_fold(inner.items())
    capitals = _sum_by_fold(pair for pair in inner.items() if pair[0][0].isupper())
    counts = inside + _sum_by_fold(first.items())
    plain = (word for word in counts if len(word) > 2 and word.isascii() and word.isalpha())
    frequent = sorted(plain, key=lambda word: (-counts[word], word))[:word_forms]
    # The first word of a sentence always has a capital, so only the others tell what is a name.
    names = {w for w in frequent if inside[w] >= 3 and capitals[w] >= 0.6 * inside[w]}
    counted = (f"{w.capitalize() if w in names else w}\t{counts[w]}\n" for w in frequent)
    path.write_text("".join(counted), encoding="utf-8")


def _sum_by_fold(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    total = Counter[str]()
    for word, count in counted:
        total[fold(word)] += count
    return total


if __name__ == "__main__":
    write_word_counts(Path(sys.argv[1]), WORD_COUNTS)
