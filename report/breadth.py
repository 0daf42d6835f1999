"""How broad a deal is, so that a long text does not look broad because it is long.

Three answers that length cannot flatter: themes met in the same amount of text of each deal; a band
of what as much text, drawn at random from all deals, would show; and how evenly the text is spread.
Passages that say the same within a deal count once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from report.intervals import LEVELS, SEED, percentile_bounds, resampled
from report.texts import Places, Texts
from report.theme_matrix import FOUND
from taxonomy.concept import Facet

Floats = NDArray[np.float64]

DRAWS = 300
COMMON_WORDS = 1000
"""Words on which deals are compared: some three pages. The same for every corpus, so that a deal
does not become broader or narrower because another was added; a shorter text gets no rank."""
LEAST_DEALS = 8
"""With fewer deals a correlation is not worth printing."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How broad one plan or report is.

    `themes` and `domains` are those of the matrix. `expected` adds up the chances of all themes:
    the number to be expected in the text. `band` is what as many words, drawn from all deals
    together, would give in 95 of 100 draws; None when there is no other deal. `evenness` (0-1) is
    the normalised entropy of words over themes. `at_equal_text` is the mean of `expected` in
    COMMON_WORDS words, and `rank` its rank (1 is the broadest) with an interval; None for a shorter
    text.
    """

    row: int
    words: int
    themes: int
    domains: int
    expected: float
    evenness: float | None
    band: tuple[float, float] | None
    at_equal_text: float | None
    rank: float | None
    rank_bounds: tuple[float, float] | None

    @property
    def against_band(self) -> str:
        """Where the deal stands against the band, in Dutch; empty without a band."""
        if self.band is None:
            return ""
        low, high = self.band
        return "smaller" if self.expected < low else "breder" if self.expected > high else "binnen"


@dataclass(frozen=True)
class Spread:
    """Themes and words of distinct passages; `weights` are -log(1 - probability), 0 where the
    passage has no label: passages x themes."""

    texts: Texts
    facet: Facet

    @cached_property
    def distinct(self) -> Places:
        """One of the passages that say the same in a deal; short ones first, so that the order in
        which passages came does not matter."""
        kept: dict[tuple[int, int | str], int] = {}
        for place in np.argsort(self.texts.order):
            passage, row = self.texts.passages[place].passage, int(self.texts.deal_at[place])
            shared = self.texts.rows[row].shared.text_of.get(passage.passage_id)
            text = " ".join(passage.text.split()).casefold() if shared is None else shared
            kept.setdefault((row, text), int(place))
        return np.array(list(kept.values()), dtype=np.intp)

    @cached_property
    def words(self) -> Floats:
        """Words of each distinct passage."""
        return self.texts.words[self.distinct]

    @cached_property
    def deal_at(self) -> Places:
        """The deal of each distinct passage."""
        return self.texts.deal_at[self.distinct]

    @cached_property
    def weights(self) -> Floats:
        """How much each distinct passage speaks for each theme."""
        ids = self.facet.concept_ids
        marks = self.texts.marks([[one] for one in ids])
        shares = [self.texts.probabilities(one) for one in ids]
        sure = np.clip(np.stack(shares, axis=1), 0.0, 1 - 1e-12)
        kept: Floats = (-np.log1p(-sure) * marks)[self.distinct]
        return kept


def _expected(weights: Floats) -> Floats:
    """How many themes are to be expected, by sums of weights: the chances that at least one of
    the passages deserves each theme, added up."""
    expected: Floats = (1.0 - np.exp(-weights)).sum(axis=-1)
    return expected


def breadths(texts: Texts, facet: Facet) -> list[Breadth]:
    """How broad every deal of the texts is, in order of the rows."""
    if not texts.rows:
        return []
    spread = Spread(texts, facet)
    totals = np.zeros(len(texts.rows))
    np.add.at(totals, spread.deal_at, spread.words)
    bands = _bands(spread, totals)
    drawn = _at_equal_text(spread, totals)
    ranks = _ranks(drawn)
    low, high = np.percentile(ranks, LEVELS, axis=0) if ranks.size else (ranks, ranks)
    means = drawn.mean(axis=0) if drawn.size else np.zeros(0)
    order = _ranks(means[None, :])[0]
    ranked = {int(row): place for place, row in enumerate(np.flatnonzero(totals >= COMMON_WORDS))}
    found = []
    for row in range(len(texts.rows)):
        own = spread.deal_at == row
        cells = [texts.cells[texts.rows[row].deal.deal_id, one.id] for one in facet.concepts]
        themes = [cell.concept for cell in cells if cell.value == FOUND]
        place = ranked.get(row)
        found.append(
            Breadth(
                row=row,
                words=int(totals[row]),
                themes=len(themes),
                domains=len({concept.domain for concept in themes}),
                expected=round(float(_expected(spread.weights[own].sum(axis=0))), 2),
                evenness=_evenness((spread.weights[own] > 0).T @ spread.words[own]),
                band=None if bands is None else _rounded(bands[0][row], bands[1][row], 2),
                at_equal_text=None if place is None else round(float(means[place]), 2),
                rank=None if place is None else float(order[place]),
                rank_bounds=None if place is None else _rounded(low[place], high[place]),
            )
        )
    return found


def _rounded(low: float, high: float, decimals: int = 1) -> tuple[float, float]:
    return round(float(low), decimals), round(float(high), decimals)


def _evenness(words: Floats) -> float | None:
    """Entropy of words over themes as a share of the most it can be; None without any theme."""
    total = words.sum()
    if not total or len(words) < 2:
        return None
    shares = words[words > 0] / total
    return abs(round(float(-(shares * np.log(shares)).sum() / math.log(len(words))), 4))


def _bands(spread: Spread, totals: Floats) -> tuple[Floats, Floats] | None:
    """How many themes to expect in a random text of the length of each deal: bounds a deal."""
    if len(totals) < 2:
        return None
    generator = np.random.default_rng(SEED)
    counts = np.zeros((DRAWS, len(totals)))
    for draw in range(DRAWS):
        order = generator.permutation(len(spread.words))
        reached = np.cumsum(spread.words[order])
        ends = np.searchsorted(reached, totals * (1 - 1e-9))
        sums = np.cumsum(spread.weights[order[: ends.max() + 1]], axis=0)
        counts[draw] = _expected(sums[ends])
    low, high = np.percentile(counts, LEVELS, axis=0)
    return low, high


def _at_equal_text(spread: Spread, totals: Floats) -> Floats:
    """Themes in COMMON_WORDS words of each deal that has as many: draws x such deals."""
    rows = np.flatnonzero(totals >= COMMON_WORDS)
    counts = np.zeros((DRAWS, len(rows)))
    for column, row in enumerate(rows):
        own = np.flatnonzero(spread.deal_at == row)
        generator = np.random.default_rng(SEED)
        order = own[generator.random((DRAWS, len(own))).argsort(axis=1)]
        ends = (np.cumsum(spread.words[order], axis=1) < COMMON_WORDS).sum(axis=1)
        order = order[:, : ends.max() + 1]
        taken = np.arange(order.shape[1]) <= ends[:, None]
        sums = (spread.weights[order] * taken[:, :, None]).sum(axis=1)
        counts[:, column] = _expected(sums)
    return counts


def _ranks(values: Floats) -> Floats:
    """Ranks within each row, the highest value 1; equal values share the mean of their ranks."""
    above = (values[:, None, :] > values[:, :, None]).sum(axis=2)
    equal = (values[:, None, :] == values[:, :, None]).sum(axis=2)
    ranks: Floats = above + (equal + 1) / 2
    return ranks


@dataclass(frozen=True, slots=True)
class Relation:
    """A rank correlation (-1 to 1) over `deals` deals with its 95 % interval; None with too few
    deals or without any difference between them."""

    deals: int
    value: float | None
    bounds: tuple[float, float] | None


def relation(one: Sequence[float], other: Sequence[float], given: Sequence[float] = ()) -> Relation:
    """Spearman's correlation of two figures of the same deals; with `given`, the partial one."""
    parts = [one, other, *([given] if len(given) else [])]
    values = np.array(parts, dtype=np.float64)
    deals = values.shape[1]
    if deals < LEAST_DEALS:
        return Relation(deals, None, None)
    found = _correlation(values[:, None, :])
    if not np.isfinite(found[0]):
        return Relation(deals, None, None)
    taken = [np.repeat(np.arange(deals), times.astype(int)) for times in resampled(deals)]
    low, high = percentile_bounds(_correlation(values[:, np.array(taken)])[:, None], found)
    bounds = (round(float(low[0]), 2), round(float(high[0]), 2)) if np.isfinite(low[0]) else None
    return Relation(deals, round(float(found[0]), 2), bounds)


def _correlation(values: Floats) -> Floats:
    """Of two figures (or of two given a third) x samples x deals: a correlation a sample."""
    ranks = np.stack([_ranks(one) for one in values])
    ranks = ranks - ranks.mean(axis=2, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = ranks / np.sqrt(np.square(ranks).sum(axis=2, keepdims=True))
        direct: Floats = (scaled[0] * scaled[1]).sum(axis=1)
        if len(values) == 2:
            return direct
        first, second = (scaled[0] * scaled[2]).sum(axis=1), (scaled[1] * scaled[2]).sum(axis=1)
        partial: Floats = (direct - first * second) / np.sqrt((1 - first**2) * (1 - second**2))
    return np.where(np.isfinite(partial), partial, np.nan)
