"""The law of conservation: every word that stands on a page ends in a block or in a removed line.

Footnote calls are left out, for they go into `Block.calls`. Words are counted page by page, so
that a word that stands twice on a page must come out twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.records import RemovedLine
from extract import document
from extract.options import USUAL_OPTIONS, ReadingOptions
from extract.page import Page
from extract.problems import DocumentProblem
from extract.sections import Block


class LostWord(NamedTuple):
    """A word without a block, and where it stands on the level page, in points."""

    page: int
    text: str
    x0: int
    top: int


def lost_words(path: Path, options: ReadingOptions = USUAL_OPTIONS) -> list[LostWord]:
    """Words that a reader sees on a page and finds nowhere in the result."""
    pages, read = _pages_and_result(path, options)
    return [] if read is None else list(_lost(pages, read.blocks, read.removed))


def words_on_pages(path: Path, options: ReadingOptions = USUAL_OPTIONS) -> int:
    """How many words there are to lose."""
    pages, _ = _pages_and_result(path, options)
    return sum(len(list(_words(page))) for page in pages)


def _pages_and_result(
    path: Path, options: ReadingOptions
) -> tuple[list[Page], document.ReadDocument | None]:
    """Read a document once, and look at the pages on their way to the layout."""
    seen: list[Page] = []
    recognised = document.recognised

    def watched(*arguments: object) -> list[Page]:
        seen.extend(recognised(*arguments))  # type: ignore[arg-type]
        return list(seen)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "recognised", watched)
        try:
            return seen, document.read_document(path, options)
        except DocumentProblem:
            return seen, None


def _lost(
    pages: Iterable[Page], blocks: Sequence[Block], removed: Iterable[RemovedLine]
) -> Iterator[LostWord]:
    """Give every word a word of the result; of those without one, see whether they were joined to
    others: at a line end, in a cell, or where there is no space between them."""
    found: dict[int, Counter[str]] = {}
    for number, text in (*_texts(blocks), *((line.page, line.text) for line in removed)):
        found.setdefault(number, Counter()).update(text.split())
    headers = {word for block in blocks for cell in block.header for word in cell.split()}
    for page in pages:
        left = found.get(page.number, Counter())
        without: list[LostWord] = []
        for word in _words(page):
            if left[word.text]:
                left[word.text] -= 1
            elif word.text not in headers:
                without.append(word)
        joined = [_letters(text) for text in left.elements()]
        drawn = Counter("".join(_letters(word.text) for word in without))
        if drawn - Counter("".join(joined)):
            without.sort(key=lambda word: -len(word.text))
            yield from (word for word in without if not _is_part(word, joined))


def _is_part(word: LostWord, joined: list[str]) -> bool:
    """Take the letters of a word out of a longer one of the result, if it is in one."""
    letters = _letters(word.text)
    if not letters:
        return True
    for place, text in enumerate(joined):
        before, found, after = text.partition(letters)
        if found:
            joined[place] = f"{before} {after}"
            return True
    return False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _words(page: Page) -> Iterator[LostWord]:
    for span in page.spans:
        if not span.raised:
            for word in span.text.split():
                yield LostWord(page.number, word, round(span.x0), round(span.top))


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """The text of every block as it was drawn, by the page where it stands."""
    for block in blocks:
        if block.cells:
            yield block.boxes[0].page, " ".join(block.cells)
            continue
        starts = [0, *map(block.raw.to_raw, block.box_starts[1:]), len(block.raw.text)]
        for box, (start, end) in zip(block.boxes, pairwise(starts), strict=True):
            yield box.page, block.raw.text[start:end]
