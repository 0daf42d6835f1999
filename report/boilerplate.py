"""Text that documents share: what deals take over from one another, and what a deal repeats.

Passages are compared by the runs of three words that they share. MinHash proposes pairs, the exact
share (Jaccard) decides. Rows of tables are left out: their column names make them look alike, while
what they say stands in the cells.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.analysed import AnalysedPassage
from corpus.records import LANDELIJK, Deal, PassageKind
from corpus.regions import regions

ALIKE = 0.5
"""Share of their runs of words from which two passages are the same text. In the sample corpus all
pairs of different deals above it are recitals, lists of parties or final articles; half of the runs
is roughly four words in five."""
LEAST_RUNS = 12
"""Passages with fewer different runs are too short: two deals may well list the same item."""
_COMPARED = frozenset({PassageKind.BODY, PassageKind.LIST})
_WORD = re.compile(r"\w+")
_BANDS, _BAND = 42, 3
"""Bands of the MinHash table: a pair that is exactly ALIKE is proposed in 996 of 1000 cases."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))

Runs = NDArray[np.uint64]
"""The runs of three words of a passage as sorted hashes, each once; shape (runs,)."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """Passages with nearly the same text, in order of file name and place.

    `is_standard` when deals of different regions have it: then it says nothing of any of them. What
    a region repeats, in a later report or in its next deal, is its own.
    """

    passages: tuple[AnalysedPassage, ...]
    is_standard: bool


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """Every shared text, by its first passage, and which text a passage belongs to."""

    texts: tuple[SharedText, ...]
    text_of: Mapping[str, int]
    """Place in `texts` by passage_id, for passages that share their text."""

    def is_standard(self, passage_id: str) -> bool:
        """Whether a passage is standard text."""
        place = self.text_of.get(passage_id)
        return place is not None and self.texts[place].is_standard

    @property
    def standard(self) -> tuple[SharedText, ...]:
        """The texts that deals of different regions share."""
        return tuple(text for text in self.texts if text.is_standard)


NOTHING_SHARED = SharedTexts((), {})


def shared_texts(passages: Iterable[AnalysedPassage], deals: Mapping[str, Deal]) -> SharedTexts:
    """Find the texts that substantive passages of deals share; their order does not matter."""
    chosen = sorted(
        (one for one in passages if _is_compared(one)),
        key=lambda one: (one.source.name, one.passage.position, one.passage.passage_id),
    )
    region = {
        deal.deal_id: place
        for place, one in enumerate(regions(deals.values()))
        for deal in one.deals
    }
    groups = _groups(_runs([one.passage.text for one in chosen]))
    texts = tuple(_text([chosen[place] for place in group], region) for group in groups)
    text_of = {
        one.passage.passage_id: place for place, text in enumerate(texts) for one in text.passages
    }
    return SharedTexts(texts, text_of)


def _is_compared(analysed: AnalysedPassage) -> bool:
    return analysed.counts and analysed.deal != LANDELIJK and analysed.passage.kind in _COMPARED


def _text(passages: Sequence[AnalysedPassage], region: Mapping[str, int]) -> SharedText:
    """Standard text needs two documents: one about many deals may introduce each alike."""
    where = {region.get(one.deal, one.deal) for one in passages}
    documents = {one.source.document_id for one in passages}
    return SharedText(tuple(passages), len(where) > 1 and len(documents) > 1)


def _runs(texts: Sequence[str]) -> list[Runs]:
    """The runs of each text that may be like another one; empty for one that cannot be.

    A pair can only share half of all its runs when half of the runs of each stand elsewhere too.
    """
    hashes, owners = _hashed(texts)
    order = np.lexsort((hashes, owners))
    hashes, owners = hashes[order], owners[order]
    first = np.ones(len(hashes), dtype=np.bool_)
    first[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    hashes, owners = hashes[first], owners[first]
    _, places, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    lengths = np.bincount(owners, minlength=len(texts))
    elsewhere = np.bincount(owners, weights=counts[places] > 1, minlength=len(texts))
    possible = (lengths >= LEAST_RUNS) & (elsewhere >= ALIKE * lengths)
    found = np.split(hashes, np.cumsum(lengths)[:-1]) if len(texts) else []
    nothing = np.zeros(0, dtype=np.uint64)
    return [runs if may else nothing for runs, may in zip(found, possible, strict=True)]


def _hashed(texts: Sequence[str]) -> tuple[Runs, NDArray[np.int64]]:
    """A hash for every run of three words, and which text it stands in.

    Words are hashed by their letters, so a text has the same hashes in every corpus.
    """
    known: dict[str, int] = {}
    numbers: list[int] = []
    counts: list[int] = []
    for text in texts:
        words = _WORD.findall(text.casefold())
        counts.append(len(words))
        for word in words:
            number = known.get(word)
            if number is None:
                number = known[word] = zlib.crc32(word.encode())
            numbers.append(number)
    words_of = np.array(numbers, dtype=np.uint64)
    owners = np.repeat(np.arange(len(texts)), counts)
    if len(words_of) < 3:
        return words_of[:0], owners[:0]
    runs = (words_of[:-2] * _MIX[0] + words_of[1:-1]) * _MIX[1] + words_of[2:]
    inside = owners[:-2] == owners[2:]
    return runs[inside], owners[:-2][inside]


def _groups(runs: Sequence[Runs]) -> list[list[int]]:
    """Places of texts that are alike, directly or through others; groups by their first text."""
    same: dict[bytes, int] = {}
    leader = list(range(len(runs)))
    for place, one in enumerate(runs):
        if len(one):
            leader[place] = same.setdefault(one.tobytes(), place)
    _join_alike(runs, list(same.values()), leader)
    members: dict[int, list[int]] = {}
    for place in range(len(runs)):
        members.setdefault(_root(leader, place), []).append(place)
    return [group for group in members.values() if len(group) > 1]


def _join_alike(runs: Sequence[Runs], places: Sequence[int], leader: list[int]) -> None:
    """Join texts that share enough; MinHash says which pairs are worth counting."""
    # Loaded here: datasketch brings half of scipy and a client of redis, and what labels or
    # searches takes only the matrix from this package.
    from datasketch import MinHash, MinHashLSH

    table = MinHashLSH(num_perm=_BANDS * _BAND, params=(_BANDS, _BAND))
    base = MinHash(num_perm=_BANDS * _BAND, scheme="affine64", hashfunc=int)
    for place in places:
        sketch = base.copy()
        sketch.update_batch(runs[place])
        for other in table.query(sketch):
            one, two = _root(leader, place), _root(leader, other)
            if one != two and _jaccard(runs[place], runs[other]) >= ALIKE:
                leader[max(one, two)] = min(one, two)
        table.insert(place, sketch)


def _root(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _jaccard(one: Runs, two: Runs) -> float:
    both = len(np.intersect1d(one, two, assume_unique=True))
    return both / (len(one) + len(two) - both)
