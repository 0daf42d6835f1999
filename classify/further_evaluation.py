"""How good the further facets are: measured on passages that taught nothing, beside simpler ways.

The yardsticks are terms alone (a concept is there where one of its core terms stands) and likeness
alone (the concept whose own sentences are nearest, from a bound that is best on the passages that
teach).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluate import Evaluation, Interval, measure
from classify.further_signals import SIGNALS, Features, FurtherReader
from classify.further_tagger import POLAR, FurtherTagger
from classify.further_training import FurtherPassage, truth_of
from classify.threshold import f_score
from corpus.records import Tag
from taxonomy.concept import Facet

_SEED = 20_240_930
_DRAWS = 1000
_BOUNDS = np.round(np.arange(0.2, 0.96, 0.01), 2)

Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PolarityMeasure:
    """How often the polarity of a factor that is there is right.

    `table` counts (true, told); `interval` is the 95 % interval of the accuracy.
    """

    right: int
    count: int
    interval: Interval
    table: Mapping[tuple[str, str], int]

    @property
    def accuracy(self) -> float:
        """Share in [0, 1] of the factors whose polarity is right; 0 when there are none."""
        return self.right / self.count if self.count else 0.0


@dataclass(frozen=True, slots=True)
class FurtherFacetEvaluation:
    """One facet, measured: the tagger, terms alone and likeness alone.

    `taught_on` is the number of passages that it learnt from; `with_parent` how good kinds are
    where their rode draad is known, None for a facet without rode draden.
    """

    facet: Facet
    taught_on: int
    signals: tuple[str, ...]
    is_taught: bool
    tagger: Evaluation
    terms: Evaluation
    likeness: Evaluation
    with_parent: Evaluation | None
    polarity: PolarityMeasure | None


def evaluate_further(
    reader: FurtherReader,
    tagger: FurtherTagger,
    passages: Sequence[FurtherPassage],
    main: Sequence[Tag],
) -> list[FurtherFacetEvaluation]:
    """Measure every facet on its test passages; `main` are the tags for the rode draden of all."""
    found = []
    for facet, columns in reader.taxonomy.facet_columns:
        rows = [row for row, one in enumerate(passages) if one.facet == facet.id]
        tests = [row for row in rows if passages[row].is_test]
        teaching = [passages[row] for row in rows if not passages[row].is_test]
        tested = [passages[row] for row in tests]
        features = reader.find([one.text for one in tested]).features[:, columns]
        tags = _tags(tagger, tested, [main[row] for row in tests])
        truth = [one.labels & set(facet.concept_ids) for one in tested]
        fitted = tagger.model.facets[facet.id]
        given = [_labels(tag, facet, tagger.model.thresholds) for tag in tags]
        near = _nearest(features, _likeness_bound(reader, facet, columns, teaching))
        found.append(
            FurtherFacetEvaluation(
                facet=facet,
                taught_on=len(teaching),
                signals=fitted.signals,
                is_taught=fitted.taught,
                tagger=measure(facet.concept_ids, truth, given),
                terms=measure(facet.concept_ids, truth, _named(features > 0, facet, "core")),
                likeness=measure(facet.concept_ids, truth, _named_columns(near, facet)),
                with_parent=_with_parent(tagger, tested, facet) if facet.is_nested else None,
                polarity=_polarity(tagger, tested) if facet.id == POLAR else None,
            )
        )
    return found


def _tags(
    tagger: FurtherTagger, passages: Sequence[FurtherPassage], main: Sequence[Tag]
) -> list[Tag]:
    ids = [str(row) for row in range(len(passages))]
    return tagger.tag(ids, [one.text for one in passages], main)


def _labels(tag: Tag, facet: Facet, thresholds: Mapping[str, float]) -> frozenset[str]:
    shares = tag.probabilities
    return frozenset(
        one for one in facet.concept_ids if one in shares and shares[one] >= thresholds[one]
    )


def _named(table: NDArray[np.bool_], facet: Facet, signal: str) -> list[frozenset[str]]:
    return _named_columns(table[..., SIGNALS.index(signal)], facet)


def _named_columns(table: Truth, facet: Facet) -> list[frozenset[str]]:
    ids = facet.concept_ids
    return [frozenset(ids[place] for place in np.flatnonzero(row)) for row in table]


def _nearest(features: Features, bound: float) -> Truth:
    """The nearest concept of each passage, where it is near enough."""
    likeness = features[..., SIGNALS.index("segment")]
    if not likeness.size:
        return np.zeros(likeness.shape, dtype=np.bool_)
    return np.asarray((likeness == likeness.max(axis=1, keepdims=True)) & (likeness >= bound))


def _likeness_bound(
    reader: FurtherReader, facet: Facet, columns: list[int], passages: Sequence[FurtherPassage]
) -> float:
    """The bound with the best F1 on passages that teach; 0 where there are none."""
    if not passages:
        return 0.0
    features = reader.find([one.text for one in passages]).features[:, columns]
    truth = truth_of(passages, facet)
    scores = [f_score(truth, _nearest(features, float(bound)), 1.0) for bound in _BOUNDS]
    return float(_BOUNDS[int(np.argmax(scores))])


def _with_parent(
    tagger: FurtherTagger, passages: Sequence[FurtherPassage], facet: Facet
) -> Evaluation:
    """How good kinds are when it is known which rode draden a passage has."""
    above = {concept.id: concept.domain or "" for concept in facet.concepts}
    known = [
        Tag("", {domain.id: float(domain.id in have) for domain in facet.domains})
        for have in ({above.get(label, label) for label in one.labels} for one in passages)
    ]
    given = [_labels(tag, facet, tagger.model.thresholds) for tag in _tags(tagger, passages, known)]
    truth = [one.labels & set(facet.concept_ids) for one in passages]
    return measure(facet.concept_ids, truth, given)


def _polarity(tagger: FurtherTagger, passages: Sequence[FurtherPassage]) -> PolarityMeasure:
    """The polarity of every factor that a reader found, whether the tagger found it or not."""
    rows, table = [], Counter[tuple[str, str]]()
    for one in passages:
        for concept, true in sorted(one.stances.items()):
            told = tagger.polarity(one.text, concept)
            table[true, told] += 1
            rows.append(true == told)
    right = np.array(rows, dtype=np.float64)
    return PolarityMeasure(int(right.sum()), len(rows), _accuracy_interval(right), table)


def _accuracy_interval(right: NDArray[np.float64]) -> Interval:
    if not len(right):
        return 0.0, 0.0
    generator = np.random.default_rng(_SEED)
    drawn = generator.binomial(len(right), right.mean(), size=_DRAWS) / len(right)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)
