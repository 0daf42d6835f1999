"""How good the labels of a run are by what people said of its passages, and how much they saw.

Figures come from the blind sample alone: who sees a proposal tends to agree with it. The model
that is measured has not learnt from the judgements (`ReviewedLabel.probability`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from classify.evaluate import Measured, measure
from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import Review, ReviewedLabel
from report.review_count import ReviewCount, given_labels, review_of_run
from report.shown_values import counted, decimal
from taxonomy.concept import Concept, Facet, Taxonomy

Passages = tuple[AnalysedPassage, ...]


@dataclass(frozen=True)
class BlindLabels:
    """The passages in which people settled a concept without seeing what the model says.

    `present` are those with the label by their judgement, `given` those to which the model gives
    it; both are parts of `judged`.
    """

    concept: str
    judged: Passages
    present: Passages
    given: Passages

    @cached_property
    def right(self) -> Passages:
        """The labels that the model gives and people found too."""
        ids = _ids(self.present)
        return tuple(one for one in self.given if one.passage.passage_id in ids)

    @cached_property
    def measured(self) -> Measured:
        """Precision, recall and F1 of the concept, with support and interval."""
        present, given = _ids(self.present), _ids(self.given)
        label = frozenset({self.concept})
        keys = [one.passage.passage_id for one in self.judged]
        found = measure(
            [self.concept],
            [label if key in present else frozenset() for key in keys],
            [label if key in given else frozenset() for key in keys],
        )
        return found.concepts[self.concept]


@dataclass(frozen=True)
class HumanWork:
    """What people did with the labels of a concept.

    `labels` are the passages to which the model gives it or in which people confirmed it, as
    `review_count` counts them. `confirmed` and `rejected` are the parts of it on which people
    settled, `added` the confirmed ones that the model does not give, `open` those that people
    looked at without settling. `proposed` are labels of the model that people settled with the
    proposal in sight, `agreed` those of them that they confirmed.
    """

    concept: str
    labels: Passages
    confirmed: Passages
    added: Passages
    rejected: Passages
    open: Passages
    proposed: Passages
    agreed: Passages

    @property
    def settled(self) -> int:
        """How many of the labels people settled."""
        return len(self.confirmed) + len(self.rejected)

    @property
    def share(self) -> float | None:
        """Share (0-1) of the labels on which people settled; None where there is no label."""
        return self.settled / len(self.labels) if self.labels else None


@dataclass(frozen=True, slots=True)
class FacetQuality:
    """All labels of a facet together, over the `passages` that somebody judged whole and blind.

    A concept on which they doubt, or do not agree, is left out of its passage, but the passage
    stays: those that are hard in one respect are often hard in others. `measured` is None where
    there is no such passage.
    """

    facet: Facet
    passages: Passages
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """What people say of a run: quality and work by concept, in taxonomy order, and by facet.

    `count` is the work on all concepts together.
    """

    blind: tuple[BlindLabels, ...]
    work: tuple[HumanWork, ...]
    facets: tuple[FacetQuality, ...]
    count: ReviewCount


def label_quality(analysis: Analysis, taxonomy: Taxonomy) -> LabelQuality:
    """Lay what people settled beside what the model says, over the passages that count."""
    counting = tuple(one for one in analysis.passages if one.counts)
    reviewed = tuple(one for one in counting if one.reviewed)
    given: dict[str, set[str]] = {concept: set() for concept in taxonomy.concept_ids}
    for passage_id, labels in given_labels(analysis).items():
        for label in labels:
            given.setdefault(label, set()).add(passage_id)
    return LabelQuality(
        tuple(_blind(one, reviewed, analysis) for one in taxonomy.concepts),
        tuple(_work(one, counting, given[one.id], analysis) for one in taxonomy.concepts),
        tuple(_of_facet(one, reviewed, analysis) for one in taxonomy.facets),
        review_of_run(analysis),
    )


def _blind(concept: Concept, reviewed: Passages, analysis: Analysis) -> BlindLabels:
    judged = tuple(one for one in reviewed if _is_measurable(one, concept.id))
    present = tuple(
        one for one in judged if one.reviewed[concept.id].blind_review is Review.BEVESTIGD
    )
    given = tuple(one for one in judged if _is_given_unlearnt(one, concept.id, analysis))
    return BlindLabels(concept.id, judged, present, given)


def _is_measurable(one: AnalysedPassage, concept: str) -> bool:
    """Whether people settled it blind, and a model that did not learn from it says something."""
    found = one.reviewed.get(concept)
    return (
        found is not None
        and found.blind_review is not Review.NIET_BEKEKEN
        and found.probability is not None
    )


def _is_given_unlearnt(one: AnalysedPassage, concept: str, analysis: Analysis) -> bool:
    found = one.reviewed.get(concept)
    share = found.probability if found else None
    return share is not None and share >= analysis.thresholds[concept]


def _work(
    concept: Concept, counting: Passages, given: Collection[str], analysis: Analysis
) -> HumanWork:
    """`given` are the passages to which the tagger of the run gives the label."""
    key = concept.id
    labels = tuple(
        one
        for one in counting
        if one.passage.passage_id in given or one.review_of(key) is Review.BEVESTIGD
    )
    by_review = {
        review: tuple(one for one in labels if one.review_of(key) is review) for review in Review
    }
    confirmed = by_review[Review.BEVESTIGD]
    proposed = tuple(
        one
        for one in counting
        if one.reviewed
        and _with_proposal(one.reviewed.get(key)) is not Review.NIET_BEKEKEN
        and _is_given_unlearnt(one, key, analysis)
    )
    return HumanWork(
        concept=key,
        labels=labels,
        confirmed=confirmed,
        added=tuple(one for one in confirmed if one.passage.passage_id not in given),
        rejected=by_review[Review.AFGEWEZEN],
        open=tuple(
            one
            for one in by_review[Review.NIET_BEKEKEN]
            if key in one.reviewed and one.reviewed[key].is_seen
        ),
        proposed=proposed,
        agreed=tuple(
            one for one in proposed if _with_proposal(one.reviewed[key]) is Review.BEVESTIGD
        ),
    )


def _with_proposal(found: ReviewedLabel | None) -> Review:
    """What those settled who saw the proposal of the model; nothing where anybody judged blind."""
    if found is None or found.is_blind:
        return Review.NIET_BEKEKEN
    return found.review


def _of_facet(facet: Facet, reviewed: Passages, analysis: Analysis) -> FacetQuality:
    concepts = facet.concept_ids
    whole = tuple(
        one
        for one in reviewed
        if all(concept in one.reviewed and one.reviewed[concept].is_blind for concept in concepts)
        and any(_is_measurable(one, concept) for concept in concepts)
    )
    if not whole:
        return FacetQuality(facet, (), None)
    settled = [[concept for concept in concepts if _is_measurable(one, concept)] for one in whole]
    truth = [_those(some, one, Review.BEVESTIGD) for some, one in zip(settled, whole, strict=True)]
    given = [
        frozenset(concept for concept in some if _is_given_unlearnt(one, concept, analysis))
        for some, one in zip(settled, whole, strict=True)
    ]
    return FacetQuality(facet, whole, measure(concepts, truth, given).micro)


def _those(concepts: Sequence[str], one: AnalysedPassage, review: Review) -> frozenset[str]:
    return frozenset(
        concept for concept in concepts if one.reviewed[concept].blind_review is review
    )


def quality_told(quality: LabelQuality) -> tuple[str, ...]:
    """How good the labels of each facet are by the blind sample of this run: Dutch sentences."""
    told = tuple(_told(one, one.measured) for one in quality.facets if one.measured)
    return told or ("Niemand heeft de labels blind beoordeeld, dus er is geen cijfer.",)


def _told(one: FacetQuality, found: Measured) -> str:
    title = one.facet.title.nl
    rests = (
        f"{counted(found.support, 'label', 'labels')} in "
        f"{counted(len(one.passages), 'passage', 'passages')} van deze run die mensen beoordeelden "
        "zonder te zien wat het model zegt"
    )
    if found.too_few:
        return f"{title}: te weinig voor een cijfer ({rests})."
    low, high = map(decimal, found.interval)
    return (
        f"{title}: precisie {decimal(found.precision)}, vangst {decimal(found.recall)}, F1 "
        f"{decimal(found.f1)} (95%-interval {low}–{high}), op {rests}."
    )


def _ids(passages: Passages) -> frozenset[str]:
    return frozenset(one.passage.passage_id for one in passages)
