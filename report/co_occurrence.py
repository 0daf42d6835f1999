"""Which concepts go together more often than chance would bring them, in a passage or in a deal.

Lift is the count found, divided by the count to be expected if the two had nothing to do with each
other; Jaccard is the share that has both among what has either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from report.columns import BRON, bounds, count, number, share, text
from report.intervals import percentile_bounds, resampled
from report.results import Measure, ResultRow, ResultTable, Value
from report.texts import Bools, Places, Texts
from taxonomy.concept import Concept

LEAST_DEALS = 5
"""With fewer deals a bootstrap over deals has hardly other samples to draw."""


class Level(StrEnum):
    """In what two concepts can go together."""

    PASSAGE = "passage"
    DEAL = "deal"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts (`first` and `second` are their numbers) in `total` passages or deals.

    `lift` and `jaccard` are None when one of the two does not occur; the bounds also when there
    are too few deals.
    """

    first: int
    second: int
    total: int
    with_first: int
    with_second: int
    both: int
    expected: float | None
    lift: float | None
    lift_bounds: tuple[float, float] | None
    jaccard: float | None
    jaccard_bounds: tuple[float, float] | None


def pairs_in_deals(present: Bools, known: Bools) -> list[Pair]:
    """Every pair over deals x concepts; a deal of which one of the two cannot be said is left out
    of that pair."""
    return _pairs(list(present[:, None, :]), list(known[:, None, :]))


def pairs_in_passages(marks: Bools, deal_at: Places, deals: int) -> list[Pair]:
    """Every pair over passages x concepts; `deal_at` gives the deal (from 0) of each passage."""
    own = [marks[deal_at == deal] for deal in range(deals)]
    return _pairs(own, [np.ones_like(part) for part in own])


def _pairs(present: Sequence[Bools], known: Sequence[Bools]) -> list[Pair]:
    """`present` and `known` hold units x concepts for each deal."""
    columns = present[0].shape[1] if present else 0
    numbers = list(combinations(range(columns), 2))
    if not numbers or not present:
        return []
    one, other = np.array(numbers).T
    sums = np.stack([_sums(has, can, one, other) for has, can in zip(present, known, strict=True)])
    found = sums.sum(axis=0)
    lift, jaccard = _lift(found), _jaccard(found)
    lift_bounds = jaccard_bounds = None
    if len(present) >= LEAST_DEALS:
        draws = np.tensordot(resampled(len(present)), sums, axes=1).transpose(1, 0, 2)
        lift_bounds = percentile_bounds(_lift(draws), lift)
        jaccard_bounds = percentile_bounds(_jaccard(draws), jaccard)
    return [
        Pair(
            first=first,
            second=second,
            total=int(found[0, place]),
            with_first=int(found[1, place]),
            with_second=int(found[2, place]),
            both=int(found[3, place]),
            expected=_number(found[1, place] * found[2, place] / found[0, place])
            if found[0, place]
            else None,
            lift=_number(lift[place]),
            lift_bounds=_at(lift_bounds, place),
            jaccard=_number(jaccard[place]),
            jaccard_bounds=_at(jaccard_bounds, place),
        )
        for place, (first, second) in enumerate(numbers)
    ]


def _sums(has: Bools, can: Bools, one: Places, other: Places) -> NDArray[np.float64]:
    """Total, with the first, with the second, with both: 4 x pairs."""
    sayable = can[:, one] & can[:, other]
    first, second = has[:, one] & sayable, has[:, other] & sayable
    return np.stack([part.sum(axis=0) for part in (sayable, first, second, first & second)]).astype(
        np.float64
    )


def _lift(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        lift: NDArray[np.float64] = sums[3] * sums[0] / (sums[1] * sums[2])
    return lift


def _jaccard(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        jaccard: NDArray[np.float64] = sums[3] / (sums[1] + sums[2] - sums[3])
    return jaccard


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _at(
    bounds: tuple[NDArray[np.float64], NDArray[np.float64]] | None, place: int
) -> tuple[float, float] | None:
    if bounds is None or not np.isfinite(bounds[0][place]):
        return None
    return round(float(bounds[0][place]), 4), round(float(bounds[1][place]), 4)


_BOOTSTRAP = f"bootstrap over deals; leeg bij minder dan {LEAST_DEALS} deals"
_COLUMNS = (
    BRON,
    text(
        "niveau",
        "Samen in",
        "Passage: allebei in één passage. Deal: de deal heeft allebei, waar dan ook.",
    ),
    text("eerste", "Sleutel eerste", "Sleutel van de eerste van de twee."),
    text("eerste_titel", "Eerste", "Naam van de eerste van de twee."),
    text("tweede", "Sleutel tweede", "Sleutel van de tweede van de twee."),
    text("tweede_titel", "Tweede", "Naam van de tweede van de twee."),
    count("totaal", "Totaal", "Passages of deals waarvan van allebei te zeggen is of ze er zijn."),
    count("met_eerste", "Met eerste", "Daarvan met de eerste."),
    count("met_tweede", "Met tweede", "Daarvan met de tweede."),
    count("samen", "Samen", "Daarvan met allebei."),
    number(
        "verwacht",
        "Verwacht",
        "Hoeveel er allebei zouden hebben als de twee niets met elkaar te maken hadden.",
    ),
    number(
        "lift",
        "Verhouding",
        "Samen gedeeld door verwacht (lift); boven 1 gaan de twee vaker samen dan toevallig.",
    ),
    *bounds("lift", "de verhouding", _BOOTSTRAP, Measure.NUMBER),
    share(
        "jaccard",
        "Overlap",
        "Samen gedeeld door het aantal met minstens één van de twee (Jaccard), van 0 tot 1.",
    ),
    *bounds("jaccard", "de overlap", _BOOTSTRAP),
)


def co_occurrence_table(
    texts: Sequence[Texts], concepts: Sequence[Concept], *, name: str, title: str, sheet: str
) -> ResultTable:
    """Every pair of concepts, in passages and in deals, for plans and for reports."""
    return ResultTable(
        name=name,
        title=title,
        sheet=sheet,
        reading=(
            "Een regel per paar. Kijk naar het interval van de verhouding: ligt 1 erin, dan kan "
            "het samengaan toeval zijn."
        ),
        columns=_COLUMNS,
        rows=tuple(row for one in texts for row in _rows(one, concepts)),
    )


def _rows(texts: Texts, concepts: Sequence[Concept]) -> Iterator[ResultRow]:
    ids = [concept.id for concept in concepts]
    marks = texts.marks([[one] for one in ids])
    for pair in pairs_in_passages(marks, texts.deal_at, len(texts.rows)):
        both = np.flatnonzero(marks[:, pair.first] & marks[:, pair.second])
        best = texts.best_first(both, [ids[pair.first]], [ids[pair.second]])
        yield _row(texts, concepts, Level.PASSAGE, pair, best)
    present, known = texts.present(ids)
    for pair in pairs_in_deals(present, known):
        deals = present[:, pair.first] & present[:, pair.second]
        own = texts.with_label(ids[pair.first])
        best = texts.best_first(own[deals[texts.deal_at[own]]], [ids[pair.first]])
        each = texts.one_of_each(best, texts.deal_at)
        yield _row(texts, concepts, Level.DEAL, pair, each)


def _row(
    texts: Texts, concepts: Sequence[Concept], level: Level, pair: Pair, places: Places
) -> ResultRow:
    one, other = concepts[pair.first], concepts[pair.second]
    lift, jaccard = pair.lift_bounds or (None, None), pair.jaccard_bounds or (None, None)
    values: dict[str, Value] = {
        "bron": texts.bron,
        "niveau": level,
        "eerste": one.id,
        "eerste_titel": one.short,
        "tweede": other.id,
        "tweede_titel": other.short,
        "totaal": pair.total,
        "met_eerste": pair.with_first,
        "met_tweede": pair.with_second,
        "samen": pair.both,
        "verwacht": pair.expected,
        "lift": pair.lift,
        "lift_laag": lift[0],
        "lift_hoog": lift[1],
        "jaccard": pair.jaccard,
        "jaccard_laag": jaccard[0],
        "jaccard_hoog": jaccard[1],
    }
    key = f"{texts.bron}|{level}|{one.id}|{other.id}"
    return ResultRow(key, values, {"samen": texts.pointers(places, [one.id])})
