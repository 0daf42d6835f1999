"""What the tagger thinks of a passage, and the characters that made it think so."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters `start` to `end` of a passage that speak for a concept."""

    start: int
    end: int
    term: str


DOUBT = (0.3, 0.7)
"""Between these probabilities a label, given or not, is `twijfel`: a person should look."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What the tagger thinks of one passage: a calibrated probability for every concept.

    `stances` say of the concepts that are likely enough how the passage speaks of them: `inzet`,
    `vermelding` or `uitsluiting`.
    """

    passage_id: str
    probabilities: Mapping[str, float]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    stances: Mapping[str, str] = field(default_factory=dict)


def evidence_rows(tag: Tag) -> dict[str, list[list[int | str]]]:
    """The evidence as plain rows of start, end and term by concept, for JSON."""
    return {
        concept: [[item.start, item.end, item.term] for item in items]
        for concept, items in tag.evidence.items()
    }


def labels_of(tag: Tag, thresholds: Mapping[str, float]) -> tuple[str, ...]:
    """Concepts whose probability reaches their threshold, in taxonomy order."""
    return tuple(
        concept for concept, share in tag.probabilities.items() if share >= thresholds[concept]
    )


def doubtful(tag: Tag) -> list[str]:
    """The concepts of which the tagger is not sure either way, in taxonomy order."""
    low, high = DOUBT
    return [concept for concept, share in tag.probabilities.items() if low <= share < high]
