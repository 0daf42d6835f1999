"""Everything that judged passages say about labels, facet by facet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classify.calibration import Calibration, calibrate
from classify.evaluate import Evaluation, measure, measure_groups, rolled_up
from classify.mistakes import Confusion, JudgedPassage, Mistake, confuse, worst_mistakes
from corpus.records import Tag
from taxonomy.concept import Facet, Taxonomy

UNKNOWN = "niet vermeld"
"""Group of the passages of which the document kind or the source is not given."""


@dataclass(frozen=True, slots=True)
class FacetAssessment:
    """How good the labels of one facet are.

    `domains` is None for a facet without domains; `kinds` and `sources` are empty where no passage
    says of what kind of document or from where it is.
    """

    facet: Facet
    concepts: Evaluation
    domains: Evaluation | None
    kinds: Mapping[str, Evaluation]
    sources: Mapping[str, Evaluation]
    confusion: Confusion
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Assessment:
    """How good the labels of all facets are, and the passages that are worst."""

    passages: int
    facets: tuple[FacetAssessment, ...]
    worst: tuple[Mistake, ...]


def assess(
    taxonomy: Taxonomy,
    passages: Sequence[JudgedPassage],
    tags: Sequence[Tag],
    given: Sequence[frozenset[str]],
    thresholds: Mapping[str, float],
) -> Assessment:
    """Measure tags and the labels given by them; `tags` and `given` follow `passages`.

    Raises ValueError when they differ in length.
    """
    ordered = {concept: thresholds[concept] for concept in taxonomy.concept_ids}
    return Assessment(
        len(passages),
        tuple(_facet(facet, passages, tags, given) for facet in taxonomy.facets),
        worst_mistakes(passages, tags, given, ordered),
    )


def _facet(
    facet: Facet,
    passages: Sequence[JudgedPassage],
    tags: Sequence[Tag],
    given: Sequence[frozenset[str]],
) -> FacetAssessment:
    concepts = facet.concept_ids
    truth = [passage.labels for passage in passages]
    return FacetAssessment(
        facet=facet,
        concepts=measure(concepts, truth, given),
        domains=_domains(facet, truth, given),
        kinds=_groups(concepts, truth, given, [passage.kind for passage in passages]),
        sources=_groups(concepts, truth, given, [passage.source for passage in passages]),
        confusion=confuse(concepts, truth, given),
        calibration=_calibration(concepts, truth, tags),
    )


def _domains(
    facet: Facet, truth: Sequence[frozenset[str]], given: Sequence[frozenset[str]]
) -> Evaluation | None:
    if not facet.domains:
        return None
    parents = {concept.id: concept.domain for concept in facet.concepts if concept.domain}
    domains = [domain.id for domain in facet.domains]
    return measure(domains, rolled_up(truth, parents), rolled_up(given, parents))


def _groups(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    given: Sequence[frozenset[str]],
    names: Sequence[str],
) -> dict[str, Evaluation]:
    if not any(names):
        return {}
    return measure_groups(concepts, truth, given, [name or UNKNOWN for name in names])


def _calibration(
    concepts: Sequence[str], truth: Sequence[frozenset[str]], tags: Sequence[Tag]
) -> Calibration:
    shape = (len(tags), len(concepts))
    chances = [[tag.probabilities[concept] for concept in concepts] for tag in tags]
    facts = [[concept in labels for concept in concepts] for labels in truth]
    return calibrate(
        np.array(chances, dtype=np.float64).reshape(shape),
        np.array(facts, dtype=bool).reshape(shape),
    )
