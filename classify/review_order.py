"""Which passages people are asked about first, and which are a random sample.

Pure arithmetic: no store, no names, no clock. The same numbers give the same order.
"""

import hashlib
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

BLIND_SHARE = 0.2
"""A fifth of all passages is asked without what the model says: figures come from these alone."""

_SALT = b"rode draden: blinde steekproef"
_LEVELS = 40
"""Steps in which two taggers are compared."""
_SAMPLE = 4000
"""Passages from which is seen how usual a difference is."""
_LEAST = 0.7
"""What a concept still weighs in a group where very many labels were judged."""
_OF_DIFFERENCE = np.float32(0.5)
"""What a difference between two taggers is worth beside the doubt that is as rare: the other tagger
is much the weaker one, and mostly it is the one that errs."""
_UNLIKELY = 0.1
"""Below this probability, with no word that speaks for the concept, a difference is only noise."""
_CLOSE = 1e-6
_HALFWAY = 30
"""Judged labels at which a concept is halfway from its full weight to the least: those that a
figure needs."""

Numbers = NDArray[np.floating]
Counts = NDArray[np.integer]
Truths = NDArray[np.bool_]
Column = NDArray[np.float32]
Levels = NDArray[np.int8]


class Reason(IntEnum):
    """Why a passage is asked: the model wavers, two taggers differ, or little was judged so far."""

    UNCERTAIN = 0
    DISAGREEMENT = 1
    SCARCE = 2


_REASONS = np.array([Reason.UNCERTAIN, Reason.DISAGREEMENT], dtype=np.int8)


@dataclass(frozen=True, slots=True)
class Priorities:
    """What it is worth to ask about each passage, and why; all of shape (passages,).

    `values` run from 0 to 1; `concepts` is the column of the concept that made it so, `reasons` the
    number of its Reason. Where two taggers differ about it, `is_more` tells whether the one of the
    probabilities sees more of it than the other.
    """

    values: NDArray[np.float32]
    concepts: NDArray[np.int64]
    reasons: NDArray[np.int8]
    is_more: NDArray[np.bool_]

    @property
    def order(self) -> NDArray[np.int64]:
        """Rows of the passages, the most valuable first; equals stay in their order."""
        return np.argsort(-self.values, kind="stable")


@dataclass(frozen=True, slots=True)
class Strengths:
    """What speaks for asking each concept, whatever was judged; all of shape (concepts, passages).

    `differs` is whether that is the other tagger rather than doubt, `is_more` whether that one sees
    less of the concept.
    """

    values: NDArray[np.float32]
    differs: NDArray[np.bool_]
    is_more: NDArray[np.bool_]


def priorities(
    probabilities: Numbers,
    votes: Numbers,
    thresholds: Numbers,
    judged: Counts,
    groups: Counts,
    worded: Truths | None = None,
) -> Priorities:
    """What it is worth to ask about each passage.

    `probabilities` and `votes` have shape (passages, concepts): those of the tagger, and the scores
    of another tagger on any scale. `thresholds` has shape (concepts,). `judged` has shape
    (groups, concepts): labels judged so far; `groups` is the row of each passage in it. `worded`
    has shape (passages, concepts): whether some words of the text speak for the concept; None where
    that is not known.

    A concept counts for how near its probability is to the threshold or, where that is more, for
    half of how far the other tagger is from it, if words or the probability give it a chance; for
    less where many labels of its group were judged. The concept that counts for most is the value
    of the passage.
    """
    return weighed(strengths_of(probabilities, votes, thresholds, worded), judged, groups)


def strengths_of(
    probabilities: Numbers, votes: Numbers, thresholds: Numbers, worded: Truths | None = None
) -> Strengths:
    """The part of `priorities` that no judgement changes, and that takes most of the time."""
    uncertain, differing = _signals(probabilities, votes, thresholds)
    scale = _scale_of(np.abs(differing), uncertain)
    values, differs = np.zeros_like(uncertain), np.zeros(uncertain.shape, np.bool_)
    for concept, wavers in enumerate(uncertain):
        # Of 21 concepts one is nearly always rather uncertain. To the fourth power the passage in
        # the middle of all counts for a half, so that weights and strengths have a like say.
        doubt = np.square(np.square(wavers))
        far = _OF_DIFFERENCE * np.square(np.square(scale[np.abs(differing[concept])]))
        if worded is not None:
            far[(probabilities[:, concept] < _UNLIKELY) & ~worded[:, concept]] = 0
        values[concept] = np.maximum(doubt, far)
        differs[concept] = far > doubt
    return Strengths(values, differs, differing > 0)


def weighed(found: Strengths, judged: Counts, groups: Counts) -> Priorities:
    """The rest of `priorities`, milliseconds for thirty thousand passages: after each judgement."""
    weights = np.ascontiguousarray(_weights(judged).T)
    values = np.full(len(groups), -1, np.float32)
    concepts = np.zeros(len(groups), np.int16)
    for concept, strength in enumerate(found.values):
        worth = weights[concept][groups] * strength
        np.putmask(concepts, worth > values, concept)
        np.maximum(values, worth, out=values)
    best = concepts.astype(np.int64), np.arange(len(groups))
    reasons = _REASONS[found.differs[best].view(np.int8)]
    reasons[_is_scarce(weights[best[0], groups], found.values[best])] = Reason.SCARCE
    return Priorities(values, best[0], reasons, found.is_more[best])


def is_blind(passage_id: str, share: float = BLIND_SHARE) -> bool:
    """Whether a passage belongs to the random sample: the same for everybody and in every run."""
    return blind_rank(passage_id) < share


def blind_rank(passage_id: str) -> float:
    """A place from 0 to 1, drawn by the identity of the passage alone.

    The sample is asked in the order of these places, so what was asked is always a random sample.
    """
    drawn = hashlib.blake2b(passage_id.encode(), digest_size=8, salt=_SALT[:16]).digest()
    return (int.from_bytes(drawn) >> 11) / 2**53


def _signals(
    probabilities: Numbers, votes: Numbers, thresholds: Numbers
) -> tuple[NDArray[np.float32], Levels]:
    """How near each probability is to its threshold (0-1), and how many levels it is above the
    other tagger.

    Both have shape (concepts, passages): thirty thousand numbers stay at hand where six hundred
    thousand do not.
    """
    columns = np.ascontiguousarray(np.asarray(probabilities, dtype=np.float32).T)
    scores = np.ascontiguousarray(np.asarray(votes).T)
    uncertain, differing = np.empty_like(columns), np.empty(columns.shape, np.int8)
    for concept, column in enumerate(columns):
        positions = _positions(column, float(thresholds[concept]))
        uncertain[concept] = 1 - np.abs(2 * positions - 1)
        own = (positions * _LEVELS).astype(np.int8)
        differing[concept] = own - _matched(own, scores[concept])
    return uncertain, differing


def _scale_of(differing: Levels, uncertain: NDArray[np.float32]) -> Column:
    """For each number of levels the uncertainty that as many labels reach, or the share of levels.

    By its share alone hardly any difference would weigh as much as the best uncertainty of 21
    concepts. No difference is 0.
    """
    step = max(1, differing.shape[1] // _SAMPLE)
    some = np.sort(uncertain[:, ::step], axis=None)
    counts = np.bincount(differing[:, ::step].ravel(), minlength=_LEVELS + 1)
    reaching = np.cumsum(counts[::-1])[::-1]
    found = np.append(some, 1)[len(some) - reaching]
    found[reaching == 0] = 1
    found[0] = 0
    shares = np.arange(_LEVELS + 1) / _LEVELS
    least: Column = np.maximum(found, shares).astype(np.float32)
    return least


def _positions(probabilities: Column, threshold: float) -> Column:
    """Probabilities on one scale for all concepts: 0 is 0, the threshold is a half, 1 is 1."""
    limit = np.float32(np.clip(threshold, _CLOSE, 1 - _CLOSE))
    below = probabilities * (np.float32(0.5) / limit)
    above = np.float32(0.5) + (probabilities - limit) * (np.float32(0.5) / (1 - limit))
    found: Column = np.where(probabilities < limit, below, np.minimum(above, 1))
    return found


def _matched(levels: Levels, scores: Numbers) -> Levels:
    """Scores of any scale as levels: each holds about as many passages as it does in `levels`.

    Equal scores get one level, by their mean rank. Scores that are all the same say nothing: they
    differ from no level.
    """
    ranked = np.sort(scores)
    if not len(ranked) or ranked[0] == ranked[-1]:
        return levels
    starts = np.cumsum(np.bincount(levels, minlength=_LEVELS + 1))[:-1]
    starts = starts[starts < len(ranked)]
    first, after = (np.searchsorted(ranked, ranked[starts], side) for side in ("left", "right"))
    found = np.zeros(len(scores), dtype=np.int8)
    for start, low, high in zip(starts, first, after, strict=True):
        # A search for each score would take four times as long as these few comparisons of all.
        is_within = low + high - 1 >= 2 * start
        found += (scores >= ranked[low] if is_within else scores > ranked[low]).view(np.int8)
    return found


def _weights(judged: Counts) -> NDArray[np.float32]:
    """From 1 where nothing was judged down to the least, never to 0."""
    return (_LEAST + (1 - _LEAST) / (1 + np.asarray(judged) / _HALFWAY)).astype(np.float32)


def _is_scarce(weights: Column, strengths: Column) -> NDArray[np.bool_]:
    """Whether a passage is over the average by its weight, and less so by its strength."""
    if not len(weights):
        return np.zeros(0, dtype=np.bool_)
    by_weight = weights / weights.mean()
    by_strength = strengths / max(float(strengths.mean()), _CLOSE)
    return np.asarray((by_weight > 1 + _CLOSE) & (by_weight > by_strength))
