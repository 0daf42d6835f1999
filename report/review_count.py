"""How much of the labels people reviewed: one count for every page, file and sentence.

A label is one that the tagger gives to a passage that counts, or that people confirmed there. One
that people rejected stays among them, or the count would fall when a run takes it away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corpus.analysed import Analysis
from corpus.records import Review, ReviewedLabels, labels_of
from report.results import Measure
from report.shown_values import counted, dotted, shown

GivenLabels = Mapping[str, Collection[str]]
"""What the tagger gives to each passage that counts, by passage_id."""


@dataclass(frozen=True, slots=True)
class ReviewCount:
    """Labels, how many of them people `confirmed` and `rejected`, and how many of the confirmed
    ones were `added` by them; `seen` are the passages of which anybody judged anything."""

    labels: int
    confirmed: int = 0
    added: int = 0
    rejected: int = 0
    seen: int = 0

    @property
    def settled(self) -> int:
        """How many of the labels people settled."""
        return self.confirmed + self.rejected

    @property
    def share(self) -> float | None:
        """Share (0-1) of the labels on which people settled; None where there is no label."""
        return self.settled / self.labels if self.labels else None


def given_labels(analysis: Analysis) -> GivenLabels:
    """What the tagger itself gives, whatever people make of it."""
    return {
        one.passage.passage_id: frozenset(labels_of(one.tag, analysis.thresholds))
        for one in analysis.passages
        if one.counts and one.tag
    }


def review_count(given: GivenLabels, reviewed: ReviewedLabels) -> ReviewCount:
    """The count of all labels, after what people say in `reviewed`: by now, or as a run took it."""
    confirmed = added = rejected = seen = 0
    for passage_id, judged in reviewed.items():
        if passage_id not in given:
            continue
        seen += any(one.is_seen for one in judged.values())
        for concept, one in judged.items():
            is_given = concept in given[passage_id]
            confirmed += one.review is Review.BEVESTIGD
            added += one.review is Review.BEVESTIGD and not is_given
            rejected += one.review is Review.AFGEWEZEN and is_given
    labels = sum(map(len, given.values())) + added
    return ReviewCount(labels, confirmed, added, rejected, seen)


def review_of_run(analysis: Analysis) -> ReviewCount:
    """The count by the judgements that a run took."""
    return review_count(given_labels(analysis), analysis.reviewed)


def review_told(found: ReviewCount) -> str:
    """How much of the labels people looked at, in a Dutch sentence or two."""
    if not found.seen:
        return "De labels komen van een model en zijn niet door mensen nagekeken."
    labels = counted(found.labels, "label", "labels")
    if not found.share:
        return (
            "De labels komen van een model. Mensen hebben passages beoordeeld, maar nog geen van "
            f"de {labels} van rode draden en instrumenten bevestigd of afgewezen."
        )
    share = shown(round(found.share, 3), Measure.SHARE)
    added = f", waarvan {dotted(found.added)} die het model had gemist" if found.added else ""
    return (
        f"De labels komen van een model. Van de {labels} van rode draden en instrumenten hebben "
        f"mensen er {dotted(found.settled)} nagekeken ({share}): {dotted(found.confirmed)} "
        f"bevestigd{added}, en {dotted(found.rejected)} afgewezen. De andere zijn niet nagekeken."
    )
