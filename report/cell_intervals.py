"""How sure a row of the matrix is of a concept: chance, strength, and how far both can be trusted.

A row is a table of texts, each once. Its chance asks two things of all texts together: may the
concept be in this row at all, and would a row of this length look like this if it were not? Long
rows hold more mistakes of the tagger than short ones; so the same weak label weighs less there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.ids import digest

DRAWS = 200
CERTAIN_ENOUGH = 0.6
"""Chance from which a cell is 1."""
UNLIKELY = 0.1
"""Chance under which a cell is 0. Between the two it is uncertain: of such cells some six in ten
turn out to be true (benchmarks/sample_cells.py)."""
USUAL_RATE = 0.1
"""How common a label is taken to be where the run does not say so."""

_BEFOREHAND = 0.7
"""Chance that a row has a concept before any of it is read: about the share of the cells that are
1 in labelled documents."""
_SHARES = np.geomspace(0.01, 0.5, 8)
"""Shares of its texts that a concept may have where it is present: a hundredth to a half."""
_LEAST, _MOST = 1e-4, 0.999
"""No text proves anything by itself, however sure the tagger is."""
_BEYOND_DOUBT = 1e300
"""Ratio of a text that people confirmed: no length of row outweighs it."""
_LOW, _HIGH = 2.5, 97.5

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
IS_ABSENT, IS_UNCERTAIN, IS_FOUND = 0, 1, 2


@dataclass(frozen=True, slots=True)
class RowTexts:
    """The texts of a row, each once. Shapes: (texts,), (texts, concepts), (texts, concepts).

    `words` counts words, `labelled` those that stand under a label, `probabilities` are those of
    the tagger where people settled nothing, `rates` (concepts,) how common each label was where it
    learnt. `confirmed` (texts, concepts) marks the labels that people confirmed; None where nobody
    did.
    """

    words: Numbers
    labelled: Numbers
    probabilities: Numbers
    rates: Numbers
    confirmed: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """What follows for each concept; every array has shape (concepts,).

    `strength` is a share of words with its interval `low` to `high`; `chance` that at least one
    text deserves the label; `codes` is IS_FOUND, IS_UNCERTAIN or IS_ABSENT; `kept` the share of
    draws in which that stays the same.
    """

    strength: Numbers
    low: Numbers
    high: Numbers
    chance: Numbers
    codes: Codes
    kept: Numbers


def measure_row(texts: RowTexts, key: tuple[str, ...], *, much_unread: bool) -> RowMeasures:
    """Measure every concept of a row and draw its texts again and again (a bootstrap).

    The draws follow from `key`, so a row has the same interval in every run. In a row of which much
    could not be read nothing is absent for certain.
    """
    logs = _log_ratios(texts)
    once = np.ones((1, len(texts.words)))
    weights = _draws(len(texts.words), key)
    strengths = _strength(texts, weights)
    low, high = np.percentile(strengths, (_LOW, _HIGH), axis=0)
    strength, chance = _strength(texts, once)[0], _chance(logs, once)[0]
    # Drawing from texts without the label never shows one that a longer row might have had.
    unseen = 1.0 - (_LOW / 100) ** (1.0 / len(texts.words))
    high = np.where(strength > 0, high, unseen)
    codes = _codes(chance, texts.labelled.sum(axis=0) > 0, much_unread=much_unread)
    drawn = _codes(_chance(logs, weights), weights @ texts.labelled > 0, much_unread=much_unread)
    kept = (drawn == codes).mean(axis=0)
    return RowMeasures(strength, low, high, chance, codes, kept)


def cell_codes(texts: RowTexts, *, much_unread: bool) -> Codes:
    """The cells of a row alone, shape (concepts,)."""
    once = np.ones((1, len(texts.words)))
    chance = _chance(_log_ratios(texts), once)[0]
    return _codes(chance, texts.labelled.sum(axis=0) > 0, much_unread=much_unread)


def codes_without(
    texts: RowTexts, draws: int, dropped: float, key: tuple[str, ...], *, much_unread: bool
) -> Codes:
    """What the cells of a row become when each text is left out with chance `dropped`.

    Shape (draws, concepts); a draw that leaves no text at all has no code but -1.
    """
    random = np.random.default_rng(int(digest("weglaten", *key), 16))
    weights = (random.random((draws, len(texts.words))) >= dropped).astype(np.float64)
    chance = _chance(_log_ratios(texts), weights)
    codes = _codes(chance, weights @ texts.labelled > 0, much_unread=much_unread)
    return np.where((weights.sum(axis=1) > 0)[:, np.newaxis], codes, -1)


def _codes(chance: Numbers, has_label: NDArray[np.bool_], *, much_unread: bool) -> Codes:
    """The rule of the cell. Without a single label nothing is found, for there is no quote."""
    least = -1.0 if much_unread else UNLIKELY
    codes = np.where(chance < least, IS_ABSENT, IS_UNCERTAIN)
    return np.where((chance >= CERTAIN_ENOUGH) & has_label, IS_FOUND, codes)


def _draws(count: int, key: tuple[str, ...]) -> Numbers:
    """How often each text is in each draw, shape (DRAWS, texts)."""
    random = np.random.default_rng(int(digest(*key), 16))
    drawn = random.integers(0, count, size=(DRAWS, count))
    places = drawn + count * np.arange(DRAWS)[:, np.newaxis]
    counts = np.bincount(places.ravel(), minlength=DRAWS * count)
    return counts.reshape(DRAWS, count).astype(np.float64)


def _strength(texts: RowTexts, weights: Numbers) -> Numbers:
    """Share of the words under a label, shape (draws, concepts)."""
    shares: Numbers = (weights @ texts.labelled) / (weights @ texts.words)[:, np.newaxis]
    return shares


def _log_ratios(texts: RowTexts) -> Numbers:
    """How much likelier each text is in a row with each share of the concept than in one without,
    as logarithms of shape (texts, concepts, shares).

    A probability of the tagger starts from how common the label is; divided by that, it says what
    the text itself adds. A text without the label never speaks for the concept: in a long row a
    hundred faint hints would make a theme. One that people confirmed settles the matter.
    """
    sure = np.clip(texts.probabilities, _LEAST, _MOST)
    rates = np.clip(texts.rates, _LEAST, _MOST)
    ratio = (sure / (1.0 - sure)) / (rates / (1.0 - rates))
    ratio = np.where(texts.labelled > 0, ratio, np.minimum(ratio, 1.0))
    if texts.confirmed is not None:
        ratio = np.where(texts.confirmed, _BEYOND_DOUBT, ratio)
    logs: Numbers = np.log1p(_SHARES * (ratio[:, :, np.newaxis] - 1.0))
    return logs


def _chance(logs: Numbers, weights: Numbers) -> Numbers:
    """Chance that not all texts are without the concept, shape (draws, concepts)."""
    count, concepts, shares = logs.shape
    sums = (weights @ logs.reshape(count, -1)).reshape(len(weights), concepts, shares)
    top = np.maximum(sums.max(axis=2), 0.0)
    nothing = np.exp(-top)
    read = weights.sum(axis=1)[:, np.newaxis]
    without = (1.0 - _BEFOREHAND) + _BEFOREHAND * ((1.0 - _SHARES) ** read).mean(axis=1)
    sums -= top[:, :, np.newaxis]
    either = (1.0 - _BEFOREHAND) * nothing + _BEFOREHAND * np.exp(sums, out=sums).mean(axis=2)
    chance: Numbers = 1.0 - without[:, np.newaxis] * nothing / either
    return chance
