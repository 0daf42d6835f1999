"""Analyses in which people judged passages."""

from collections.abc import Mapping
from dataclasses import replace

from corpus.analysed import Analysis, settled_labels
from corpus.records import ReviewedLabel


def judged(analysis: Analysis, labels: Mapping[str, Mapping[str, ReviewedLabel]]) -> Analysis:
    """The analysis as it is when people say this of its passages, by passage_id and concept."""
    passages = []
    for one in analysis.passages:
        said = labels.get(one.passage.passage_id, {})
        kept, struck = settled_labels(one.tag, analysis.thresholds, said) if one.tag else ((), ())
        passages.append(replace(one, reviewed=said, labels=kept, struck=struck))
    return replace(analysis, passages=tuple(passages))


def blind(present: bool, probability: float | None = 0.9) -> ReviewedLabel:
    """What one reviewer says who did not see the model."""
    return ReviewedLabel(
        present=int(present),
        absent=int(not present),
        blind_present=int(present),
        blind_absent=int(not present),
        probability=probability,
    )


def assisted(present: bool, probability: float | None = 0.9) -> ReviewedLabel:
    """What one reviewer says who saw the proposal of the model."""
    return ReviewedLabel(present=int(present), absent=int(not present), probability=probability)
