"""How far people agree: Cohen's kappa, Krippendorff's alpha, and agreement that chance may give.

The figures are those of scikit-learn and NLTK. Their intervals need thousands of draws, for which
those are too slow: the draws are reckoned here, and a test holds both to one another.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluate import ENOUGH
from classify.resampling import Interval, Table, by_document, drawn, interval_of
from corpus.records import Judgement, Seen, Verdict

Unit = tuple[str, str]
"""A passage_id and a concept."""
Verdicts = Mapping[Unit, bool]
"""What one rater, a person or a model, says of each unit: present or not."""
People = Mapping[str, Verdicts]
"""Verdicts by name of the rater."""
Documents = Mapping[str, str]
"""The document_id of each passage_id."""
LabelSet = frozenset[str]

RARE = 10
"""Passages with a label from which kappa and alpha do not hang on a single verdict."""
_SETTLED = {Verdict.AANWEZIG: True, Verdict.AFWEZIG: False}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure, None where there is nothing to measure, with its 95 % interval."""

    value: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """What figures rest on. `units` are the judged pairs of passage and concept; `with_present`
    are passages of which at least one rater says that one of the concepts is there."""

    units: int
    passages: int
    with_present: int
    documents: int

    @property
    def units_a_passage(self) -> float:
        """How many concepts of a passage were judged, on average; 0 without passages."""
        return self.units / self.passages if self.passages else 0.0

    @property
    def too_few(self) -> bool:
        """Whether it is too little to say something about other passages."""
        return self.passages < ENOUGH

    @property
    def is_rare(self) -> bool:
        """Whether so few raters say present that one verdict more would change the figures."""
        return self.with_present < RARE


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of raters on some concepts.

    `chance_corrected` is Cohen's kappa for two raters, Krippendorff's alpha for any number: 1 is
    perfect, 0 is what chance gives, None where it is not defined: alpha when all verdicts are the
    same, kappa when one of the two always says the same. `same` is the share of equal verdicts;
    `same_present` and `same_absent` are the same share of the verdicts that speak of present, or
    absent, alone (all in [0, 1]).
    """

    support: Support
    chance_corrected: Figure
    same: Figure
    same_present: Figure
    same_absent: Figure


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """Agreement on whole sets of labels: alpha with the MASI distance, where half the labels right
    is half agreement. Only passages count that were judged whole; `support.units` equals those.
    """

    support: Support
    alpha: Figure


def verdicts_by_rater(judgements: Iterable[Judgement], seen: Seen) -> dict[str, dict[Unit, bool]]:
    """Settled verdicts of each reviewer who saw it in one way; doubt says nothing.

    `judgements` are the last of each reviewer. Raises ValueError for two of one reviewer on one
    passage and concept.
    """
    found: dict[str, dict[Unit, bool]] = {}
    for one in judgements:
        if one.seen is not seen or one.verdict not in _SETTLED:
            continue
        own = found.setdefault(one.reviewer, {})
        unit = (one.passage_id, one.concept)
        if unit in own:
            raise ValueError(f"{one.reviewer} has more than one verdict on {unit}")
        own[unit] = _SETTLED[one.verdict]
    return dict(sorted(found.items()))


def consensus(people: People) -> dict[Unit, bool]:
    """What most people say of each unit; nothing on a tie."""
    votes: Counter[Unit] = Counter()
    for verdicts in people.values():
        votes.update({unit: 1 if present else -1 for unit, present in verdicts.items()})
    return {unit: count > 0 for unit, count in sorted(votes.items()) if count}


def agreement_of_two(
    first: Verdicts, second: Verdicts, documents: Documents, concepts: Collection[str]
) -> Agreement:
    """Cohen's kappa of two raters on what both judged, all concepts taken together."""
    wanted = set(concepts)
    units = sorted(unit for unit in first.keys() & second.keys() if unit[1] in wanted)
    said = [(first[unit], second[unit]) for unit in units]
    cells = [(a and b, a and not b, b and not a, not (a or b)) for a, b in said]
    table = _table(cells, units, documents, 4)
    totals, draws = table.sum(axis=0), drawn(table)
    return Agreement(
        _support(units, [a or b for a, b in said], documents),
        Figure(_kappa(totals), interval_of(_kappas(draws))),
        _figure(_share(lambda n: (n[0] + n[3], n.sum(axis=0))), totals, draws),
        _figure(_share(lambda n: (2 * n[0], 2 * n[0] + n[1] + n[2])), totals, draws),
        _figure(_share(lambda n: (2 * n[3], 2 * n[3] + n[1] + n[2])), totals, draws),
    )


def agreement_of_all(people: People, documents: Documents, concepts: Collection[str]) -> Agreement:
    """Krippendorff's alpha of any number of raters on what at least two of them judged."""
    wanted = set(concepts)
    found: dict[Unit, list[bool]] = {}
    for verdicts in people.values():
        for unit, present in verdicts.items():
            if unit[1] in wanted:
                found.setdefault(unit, []).append(present)
    units = sorted(unit for unit, said in found.items() if len(said) > 1)
    counts = [(sum(found[unit]), len(found[unit]) - sum(found[unit])) for unit in units]
    # Ordered pairs of two raters on one unit: both, whose first says present or absent, and equal.
    pairs = [
        (yes * (yes - 1), yes * (yes + no - 1), no * (no - 1), no * (yes + no - 1))
        for yes, no in counts
    ]
    table = _table(pairs, units, documents, 4)
    totals, draws = table.sum(axis=0), drawn(table)
    values = np.array(counts, dtype=np.float64).reshape(len(units), 2)
    return Agreement(
        _support(units, [yes > 0 for yes, _ in counts], documents),
        _alpha(values, 1.0 - np.eye(2), [documents[unit[0]] for unit in units]),
        _figure(_share(lambda n: (n[0] + n[2], n[1] + n[3])), totals, draws),
        _figure(_share(lambda n: (n[0], n[1])), totals, draws),
        _figure(_share(lambda n: (n[2], n[3])), totals, draws),
    )


def agreement_on_sets(
    people: People, documents: Documents, concepts: Sequence[str]
) -> SetAgreement:
    """Krippendorff's alpha on the labels of passages of which at least two judged every concept."""
    found: dict[str, list[LabelSet]] = {}
    for verdicts in people.values():
        for passage in {passage for passage, _ in verdicts}:
            units = [(passage, concept) for concept in concepts]
            if concepts and all(unit in verdicts for unit in units):
                labels = frozenset(unit[1] for unit in units if verdicts[unit])
                found.setdefault(passage, []).append(labels)
    passages = sorted(passage for passage, sets in found.items() if len(sets) > 1)
    known = sorted({one for passage in passages for one in found[passage]}, key=sorted)
    place = {labels: number for number, labels in enumerate(known)}
    values = np.zeros((len(passages), len(known)))
    for row, passage in enumerate(passages):
        for labels in found[passage]:
            values[row, place[labels]] += 1
    apart = _distances(known)
    support = Support(
        len(passages),
        len(passages),
        sum(any(found[passage]) for passage in passages),
        len({documents[passage] for passage in passages}),
    )
    return SetAgreement(support, _alpha(values, apart, [documents[one] for one in passages]))


def masi(first: LabelSet, second: LabelSet) -> float:
    """Distance in [0, 1] of two sets of labels (Passonneau 2006); two empty sets are equal."""
    from nltk.metrics.distance import masi_distance

    return float(masi_distance(first, second)) if first or second else 0.0


def _distances(sets: Sequence[LabelSet]) -> Table:
    """Distances of sets to one another, shape (sets, sets)."""
    apart = np.zeros((len(sets), len(sets)))
    for row, first in enumerate(sets):
        apart[row, :row] = [masi(first, second) for second in sets[:row]]
    return apart + apart.T


def _alpha(values: Table, apart: Table, documents: Sequence[str]) -> Figure:
    """Krippendorff's alpha: `values` holds how often each value was given to each unit, shape
    (units, values), at least twice in all; `apart` the distances of values to one another."""
    from nltk.metrics.agreement import AnnotationTask

    if np.count_nonzero(values.sum(axis=0)) < 2:
        return Figure()
    distances = apart.tolist()  # NLTK asks for one at a time, which arrays are slow at
    task = AnnotationTask(_triples(values), lambda one, other: distances[one][other])
    given = values.sum(axis=1)
    within = np.einsum("uv,uv->u", values @ apart, values) / (given - 1)
    draws = drawn(by_document(np.column_stack([within, values]), documents))
    interval = interval_of(_alphas(draws[:, 0], draws[:, 1:], apart))
    return Figure(float(task.alpha()), interval)


def _triples(values: Table) -> list[tuple[int, int, int]]:
    """Rater, unit and value as NLTK wants them; alpha does not ask which rater gave which."""
    return [
        (rater, unit, value)
        for unit, row in enumerate(values.astype(int).tolist())
        for rater, value in enumerate(
            value for value, times in enumerate(row) for _ in range(times)
        )
    ]


def _alphas(within: Table, values: Table, apart: Table) -> Table:
    """Alpha of each draw, NaN where all values are the same: `within` is the disagreement inside
    units, `values` (draws, values) how often each was given."""
    total = values.sum(axis=1)
    between = np.einsum("dv,dv->d", values @ apart, values)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = 1 - within * (total - 1) / between
    return np.where(between > 0, found, np.nan)


def _kappa(cells: Table) -> float | None:
    """Cohen's kappa of both, first alone, second alone, neither; None where it is not defined."""
    from sklearn.metrics import cohen_kappa_score

    if not _both_vary(cells):
        return None
    first, second = [1, 1, 0, 0], [1, 0, 1, 0]
    return float(cohen_kappa_score(first, second, sample_weight=cells))


def _kappas(draws: Table) -> Table:
    """Cohen's kappa of each draw; NaN where it is not defined."""
    both, first, second, neither = draws.T
    total = draws.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = (both + neither) / total
        says_first, says_second = (both + first) / total, (both + second) / total
        expected = says_first * says_second + (1 - says_first) * (1 - says_second)
        found = (observed - expected) / (1 - expected)
    return np.where(_both_vary(draws), found, np.nan)


def _both_vary(cells: Table) -> NDArray[np.bool_]:
    """Whether each of two raters says present at times and absent at times, by row of cells.

    Where one does not, kappa is 0 or nothing at all, whatever the other says.
    """
    both, first, second, neither = cells.T
    present = np.minimum(both + first, both + second)
    absent = np.minimum(neither + first, neither + second)
    return np.asarray(np.minimum(present, absent) > 0)


def _share(parts: Callable[[Table], tuple[Table, Table]]) -> Callable[[Table], Table]:
    """A share of two sums of columns, for a table of shape (draws, columns); NaN of nothing."""

    def share(table: Table) -> Table:
        part, whole = parts(table.T)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(whole > 0, part / whole, np.nan)

    return share


def _figure(share: Callable[[Table], Table], totals: Table, draws: Table) -> Figure:
    value = float(share(totals[None])[0])
    return Figure() if np.isnan(value) else Figure(value, interval_of(share(draws)))


def _table(
    rows: Sequence[Sequence[float]], units: Sequence[Unit], documents: Documents, columns: int
) -> Table:
    table = np.array(rows, dtype=np.float64).reshape(len(units), columns)
    return by_document(table, [documents[passage] for passage, _ in units])


def _support(units: Sequence[Unit], has_present: Sequence[bool], documents: Documents) -> Support:
    passages = {passage for passage, _ in units}
    present = {unit[0] for unit, is_present in zip(units, has_present, strict=True) if is_present}
    return Support(
        len(units), len(passages), len(present), len({documents[one] for one in passages})
    )
