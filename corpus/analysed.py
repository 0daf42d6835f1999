"""What a run has learnt of documents and passages: the input of reports and of search."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.attribution import attribute_all
from corpus.names import DealNames
from corpus.records import (
    Bron,
    Document,
    Evidence,
    Grade,
    Passage,
    PassageKind,
    Review,
    ReviewedLabel,
    ReviewedLabels,
    Source,
    Tag,
    bron_of,
    labels_of,
)

SUBSTANTIVE = frozenset({PassageKind.BODY, PassageKind.LIST, PassageKind.TABLE})
"""Kinds of passage that count; headings, footnotes and loose marks do not."""

_LISTS = (
    r"(?:lijst (?:van |met )?)?(?:literatuur|bronnen|afkortingen|geïnterviewden|gesprekspartners"
    r"|(?:betrokken|geïnterviewde|gesproken) personen"
    r"|geraadpleegde (?:bronnen|literatuur|documenten))(?:lijst)?"
)
_LIST_OF_NAMES = re.compile(
    rf"\W*(?:bijlage\s+\w+\W+)?(?:[\d.]+\s+)?{_LISTS}(?:\s+en\s+{_LISTS})?\W*(?:\d+/\d+)?\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _is_list_of_names(heading: str) -> bool:
    """Whether a heading is that of a list at the end of a report: titles of others and names of
    persons say nothing of what a deal does."""
    return _LIST_OF_NAMES.fullmatch(heading) is not None


@dataclass(frozen=True, slots=True)
class AnalysedPassage:
    """A passage with its deal and its labels; `tag` is None where nothing is to be tagged.

    `further` and `further_labels` are the same for the further facets (kinds of intervention,
    factors, programmes ...); a concept that is not in `further` is unlikely.

    `reviewed` holds the concepts that people judged. What they settled decides `labels`; the tag
    keeps what the tagger says, and `struck` the labels that it gave and people rejected.
    """

    passage: Passage
    source: Source
    deal: str
    deal_reason: str
    tag: Tag | None
    labels: tuple[str, ...]
    grade: Grade = Grade.GOED
    """How well the pages that it stands on were read."""
    further: Tag | None = None
    further_labels: tuple[str, ...] = ()
    reviewed: Mapping[str, ReviewedLabel] = field(default_factory=dict)
    struck: tuple[str, ...] = ()

    def review_of(self, concept: str) -> Review:
        """Whether people confirmed or rejected a concept here."""
        found = self.reviewed.get(concept)
        return found.review if found else Review.NIET_BEKEKEN

    @property
    def settled(self) -> Mapping[str, float]:
        """What people made certain: probability 1 of a concept that they confirmed, 0 of one that
        they rejected."""
        return {
            concept: float(found.review is Review.BEVESTIGD)
            for concept, found in self.reviewed.items()
            if found.review is not Review.NIET_BEKEKEN
        }

    @property
    def all_labels(self) -> tuple[str, ...]:
        """Labels of every facet: rode draden, instruments, then the further facets."""
        return self.labels + self.further_labels

    def probability_of(self, concept: str) -> float:
        """Calibrated probability (0-1) of a concept of any facet."""
        return max(
            (tag.probabilities.get(concept, 0.0) for tag in (self.tag, self.further) if tag),
            default=0.0,
        )

    def evidence_of(self, concept: str) -> tuple[Evidence, ...]:
        """The characters that speak for a concept of any facet; empty where nothing does."""
        tags = (tag for tag in (self.tag, self.further) if tag)
        return next((tag.evidence[concept] for tag in tags if concept in tag.evidence), ())

    @property
    def bron(self) -> Bron:
        """Plan or report, by the kind of document."""
        return bron_of(self.source.kind)

    @property
    def is_text(self) -> bool:
        """Whether the passage is substantive text, which search can find."""
        return self.passage.kind in SUBSTANTIVE and self.tag is not None

    @property
    def counts(self) -> bool:
        """Whether it is text of which analyses count the labels: no list of titles or persons."""
        return self.is_text and not any(map(_is_list_of_names, self.passage.heading_path))


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that a run knows, in a fixed order: sources by name, passages by position.

    `further_thresholds` are those of the further facets; empty where these were not read.
    `base_rates` say how common each label is among the passages that the tagger learnt from.
    """

    sources: tuple[Source, ...]
    documents: Mapping[str, Document]
    passages: tuple[AnalysedPassage, ...]
    thresholds: Mapping[str, float]
    further_thresholds: Mapping[str, float] = field(default_factory=dict)
    base_rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def reviewed(self) -> ReviewedLabels:
        """What people had judged when the run was made, as it counted it."""
        return {one.passage.passage_id: one.reviewed for one in self.passages if one.reviewed}

    @property
    def judgeable(self) -> list[tuple[str, Passage]]:
        """The passages that can be judged, each with the name of its file."""
        return [
            (one.source.name, one.passage)
            for one in self.passages
            if one.passage.kind in SUBSTANTIVE
        ]


@dataclass(frozen=True, slots=True)
class FurtherTags:
    """Tags of the further facets by passage_id, and from which probability a label is given."""

    tags: Mapping[str, Tag]
    thresholds: Mapping[str, float]


NO_FURTHER = FurtherTags({}, {})
NOT_REVIEWED: ReviewedLabels = {}


def settled_labels(
    tag: Tag, thresholds: Mapping[str, float], reviewed: Mapping[str, ReviewedLabel]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels of the tagger, with those that people confirmed and without those they rejected;
    then the ones of the tagger that they rejected. Both in taxonomy order."""
    given = labels_of(tag, thresholds)
    if not reviewed:
        return given, ()
    reviews = {concept: found.review for concept, found in reviewed.items()}
    held = {concept for concept in given if reviews.get(concept) is not Review.AFGEWEZEN}
    held |= {concept for concept, review in reviews.items() if review is Review.BEVESTIGD}
    labels = tuple(concept for concept in tag.probabilities if concept in held)
    return labels, tuple(concept for concept in given if concept not in held)


def analysed_passages(
    source: Source,
    document: Document,
    tags: Mapping[str, Tag],
    thresholds: Mapping[str, float],
    names: DealNames,
    further: FurtherTags = NO_FURTHER,
    reviewed: ReviewedLabels = NOT_REVIEWED,
) -> list[AnalysedPassage]:
    """The passages of a document with deal, labels and grade, by position.

    `tags` are by passage_id; a passage without one has no labels. What people settled in `reviewed`
    goes before what the tagger says.
    """
    deals = attribute_all(document.passages, source, names)
    grades = document.grades_of(document.passages)
    found = []
    for passage, deal, grade in zip(document.passages, deals, grades, strict=True):
        tag = tags.get(passage.passage_id)
        judged = reviewed.get(passage.passage_id, {})
        labels, struck = settled_labels(tag, thresholds, judged) if tag else ((), ())
        more = further.tags.get(passage.passage_id)
        more_labels = labels_of(more, further.thresholds) if more else ()
        found.append(
            AnalysedPassage(
                passage,
                source,
                deal.deal,
                deal.reason,
                tag,
                labels,
                grade,
                more,
                more_labels,
                judged,
                struck,
            )
        )
    return found
