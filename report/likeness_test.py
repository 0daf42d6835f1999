"""Do the texts of a taxonomy resemble their own concept most? Each is left out in turn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from classify.self_test import FacetSelfTest, Probe, ProbeKind, probes_of, self_test
from corpus.records import Tag
from taxonomy.concept import Taxonomy


def placed_by_likeness(taxonomy: Taxonomy, embedder: Embedder) -> list[FacetSelfTest]:
    """Where each definition, kind and example comes out within its facet, by its vector alone.

    It is compared with the mean of the other texts of each concept: the name, what it includes and
    its other definition, kinds and examples.
    """
    probes = [one for one in probes_of(taxonomy) if one.kind is not ProbeKind.CORE_TERM]
    if not probes:
        return []
    ids = taxonomy.concept_ids
    extra = [(one.id, line) for one in taxonomy.concepts for line in (one.label.nl, *one.includes)]
    owners = [probe.concept for probe in probes] + [concept for concept, _ in extra]
    vectors = embedder.encode_passages(
        [probe.text for probe in probes] + [line for _, line in extra]
    ).astype(np.float64)
    own = np.array([[owner == one for one in ids] for owner in owners], dtype=np.float64)
    sums = own.T @ vectors
    tags = [
        _tag(probe, ids, sums - own[place][:, None] * vectors[place], vectors[place])
        for place, probe in enumerate(probes)
    ]
    return list(self_test(taxonomy, probes, tags))


def _tag(
    probe: Probe, ids: Sequence[str], means: NDArray[np.float64], vector: NDArray[np.float64]
) -> Tag:
    """Likeness (-1 to 1) to each concept, as if it were a probability."""
    lengths = np.linalg.norm(means, axis=1) * np.linalg.norm(vector)
    likeness = np.round((means @ vector) / np.where(lengths > 0, lengths, 1.0), 6)
    return Tag(probe.text, dict(zip(ids, likeness.tolist(), strict=True)))
