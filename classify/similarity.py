"""Similarity of passages to several anchors a concept: its definition, kinds and examples."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from taxonomy.concept import Concept, Taxonomy

_NEAREST = 3
_TERMS_IN_AN_ANCHOR = 12
_DECIMALS = 6
"""Similarities are rounded, so that the last bits of a sum do not depend on batch or machine."""


def anchor_texts(concept: Concept) -> list[str]:
    """Texts that show what a concept is about, each from another side."""
    kinds = [f"{kind.label}. {kind.description}" for kind in concept.interventions]
    core = concept.core_terms
    words = [
        ", ".join(core[start : start + _TERMS_IN_AN_ANCHOR]).replace("~", " ").replace("=", "")
        for start in range(0, len(core), _TERMS_IN_AN_ANCHOR)
    ]
    described = f"{concept.label.nl}. {concept.definition}"
    return [described, *concept.includes, *kinds, *concept.examples, *words]


@dataclass(frozen=True, slots=True)
class Similarities:
    """For each passage and concept: nearest anchor, and the mean of the three nearest.

    Both arrays have shape (passages, concepts), float64, cosine in [-1, 1].
    """

    nearest: NDArray[np.float64]
    mean: NDArray[np.float64]


class Anchors:
    """The embedded anchors of all concepts of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, embedder: Embedder) -> None:
        texts = [anchor_texts(concept) for concept in taxonomy.concepts]
        vectors = embedder.encode_queries([text for group in texts for text in group])
        bounds = np.cumsum([0, *map(len, texts)])
        self._vectors = vectors.astype(np.float64)
        self._slices = [slice(int(start), int(stop)) for start, stop in itertools.pairwise(bounds)]

    def similarities(self, vectors: NDArray[np.float32]) -> Similarities:
        """Compare passage vectors of shape (n, d) with the anchors of every concept."""
        cosine = np.round(vectors.astype(np.float64) @ self._vectors.T, _DECIMALS)
        groups = [np.sort(cosine[:, part], axis=1)[:, ::-1] for part in self._slices]
        return Similarities(
            nearest=_columns([group[:, 0] for group in groups], len(vectors)),
            mean=_columns([group[:, :_NEAREST].mean(axis=1) for group in groups], len(vectors)),
        )


def _columns(columns: Sequence[NDArray[np.float64]], rows: int) -> NDArray[np.float64]:
    return np.stack(columns, axis=1) if columns else np.zeros((rows, 0))
