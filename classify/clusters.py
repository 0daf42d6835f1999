"""Passages that resemble one another, put together, with the words that tell a group apart.

The same passages give the same groups, in whatever order they come and on however many cores: they
are sorted by id first, the seed is fixed, and sums are made on one thread.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from classify.embed import unit_rows
from classify.words import stem

_SEED = 20_240_930
_STARTS = 2
_SAMPLE = 500
"""Passages on which the number of groups is judged: that takes each pair of them."""
_LEAST_EACH = 3
"""There are never more groups than this many passages each would allow."""
_DECIMALS = 5
_LEAST_TIMES = 2
_SILENT = frozenset(
    """
    aantal acht alle alleen alles ander andere anders beide bijna binnen bleef blijft blijven buiten
    daar daarbij daarin daarmee daarnaast daarom daartoe daarvan daarvoor deel deze dezelfde doen
    doet doordat door drie echter eerst eerste eigen elders elkaar elke enkele gaan gaat geeft geen
    gehele geven ging haar hadden hebben heeft heel hier hierbij hierin hiermee hiervan hiervoor
    hoewel ieder iedere indien inmiddels jaar jaren keer komen komende komt kreeg kregen krijgen
    krijgt kunnen kwam kwamen later maakt maand maanden maar maken meer meest mede minder moest moet
    moeten mogen naar naast negen niet nieuwe nieuw niets nodig omdat onder ongeveer over reeds ruim
    samen sinds sommige staan staat steeds stond tegen terwijl tevens tien tijdens toch toen tussen
    tweede twee vanaf vanuit vanwege veel vele verder vier vijf volgens voor vooral waar waarbij
    waardoor waarin waarmee waarop waarvan wanneer want waren week weken welke werd werden wilde
    willen wordt worden zeer zelf zestig zeven zich zijn zoals zodat zonder zouden zowel zullen
    """.split()
)
"""Words that say nothing of a group."""
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?:-[^\W\d_]+)*(?![\w-])")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ids of passages that resemble one another, the most central first.

    `likeness` is the mean likeness (-1 to 1) of its passages to their common direction.
    """

    members: tuple[str, ...]
    likeness: float


def clusters_of(
    vectors: Mapping[str, NDArray[np.float32]], fewest: int, most: int
) -> list[Cluster]:
    """Groups of passages by their vectors, the largest first.

    The number of groups, from `fewest` to `most`, is the one whose groups are best told apart
    (silhouette), the smallest of equals. Passages without a known word, with a vector of zeros,
    belong nowhere. Too few passages for `fewest` groups give one group; none give none.
    """
    ids = sorted(one for one, vector in vectors.items() if np.any(vector))
    if not ids:
        return []
    rows = np.round(unit_rows(np.stack([vectors[one] for one in ids])), _DECIMALS)
    table = rows.astype(np.float64)
    different = len(np.unique(table, axis=0))
    highest = min(most, different - 1, len(ids) // _LEAST_EACH)
    with threadpool_limits(limits=1):
        best, best_score = np.zeros(len(ids), dtype=np.intp), -2.0
        for number in range(fewest, highest + 1):
            labels = _grouped(table, number)
            score = _told_apart(table, labels)
            if score > best_score:
                best, best_score = labels, score
    return _ordered(ids, table, best)


def _grouped(table: Floats, number: int) -> NDArray[np.intp]:
    model = KMeans(n_clusters=number, n_init=_STARTS, random_state=_SEED)
    return np.asarray(model.fit_predict(table), dtype=np.intp)


def _told_apart(table: Floats, labels: NDArray[np.intp]) -> float:
    """The silhouette (-1 to 1), on a fixed choice of the passages where there are many."""
    chosen = np.unique(np.linspace(0, len(table) - 1, min(len(table), _SAMPLE)).astype(np.intp))
    kept = labels[chosen]
    if not 1 < len(np.unique(kept)) < len(kept):
        return -1.0
    return round(float(silhouette_score(table[chosen], kept)), _DECIMALS)


def _ordered(ids: Sequence[str], table: Floats, labels: NDArray[np.intp]) -> list[Cluster]:
    found = []
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        centre = table[places].mean(axis=0, keepdims=True)
        length = float(np.linalg.norm(centre))
        near = np.round(table[places] @ centre[0] / length if length else np.zeros(len(places)), 4)
        order = sorted(range(len(places)), key=lambda one: (-near[one], ids[int(places[one])]))
        members = tuple(ids[int(places[one])] for one in order)
        found.append(Cluster(members, round(float(near.mean()), 4)))
    return sorted(found, key=lambda one: (-len(one.members), one.members))


def typical_words(groups: Sequence[Sequence[str]], count: int) -> list[tuple[str, ...]]:
    """For each group of texts at most `count` words that stand in it more often than elsewhere.

    Words are counted once a text; of words with one stem the most telling is shown. A word that
    stands in one text only is typical of nothing, unless that is the whole group.
    """
    texts = [[_words(text) for text in group] for group in groups]
    within = [Counter(word for words in group for word in words) for group in texts]
    everywhere: Counter[str] = sum(within, Counter())
    total = sum(map(len, texts))
    found = []
    for group, counts in zip(texts, within, strict=True):
        scores = {
            word: _peculiarity(times, len(group), everywhere[word] - times, total - len(group))
            for word, times in counts.items()
            if times >= min(_LEAST_TIMES, len(group))
        }
        best = sorted((-score, word) for word, score in scores.items() if score > 0)
        found.append(_of_different_stems([word for _, word in best], count))
    return found


def _of_different_stems(words: Sequence[str], count: int) -> tuple[str, ...]:
    chosen: dict[str, str] = {}
    for word in words:
        if len(chosen) == count:
            break
        chosen.setdefault(stem(word), word)
    return tuple(chosen.values())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _SILENT


def _peculiarity(times: int, size: int, elsewhere: int, others: int) -> float:
    """How much oftener a word stands in a group than elsewhere, weighed by how often it does."""
    here = times / size
    there = (elsewhere + 0.5) / (others + 1)
    return round((here - there) * float(np.log((here + 0.01) / (there + 0.01))), 6) * (here > there)
