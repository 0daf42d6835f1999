"""A Material by hand: what analyses start from, without a run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from classify.embed import Embedder
from corpus import registry
from corpus.analysed import AnalysedPassage, Analysis
from corpus.interventions import Found, Intervention
from corpus.records import Deal, Kind, Tag
from report.material import Material
from taxonomy.concept import Taxonomy
from taxonomy.load import further_taxonomy, shipped_taxonomy

RUN: Mapping[str, Any] = {"verdere_tagger": "proef", "documenten": []}


def material_of(
    analysis: Analysis,
    deals: Mapping[str, Deal],
    *,
    taxonomy: Taxonomy | None = None,
    interventions: Sequence[Intervention] = (),
    record: Mapping[str, Any] = RUN,
    embedder: Embedder | None = None,
    **changes: Any,
) -> Material:
    """The material of an analysis; registers and further facets are those that ship."""
    vectors = {one.passage.passage_id: np.zeros(4, np.float32) for one in analysis.passages}
    made = Material(
        analysis=analysis,
        taxonomy=taxonomy or shipped_taxonomy(),
        further=further_taxonomy(),
        deals=deals,
        evaluations=tuple(registry.evaluations()),
        ministries=tuple(registry.ministries()),
        interventions=tuple(interventions),
        parties=(),
        amounts=(),
        record=record,
        embedder=embedder,  # type: ignore[arg-type]
        vectors=vectors,
    )
    return replace(made, **changes)


def with_further(
    one: AnalysedPassage, labels: Sequence[str], stances: Mapping[str, str] | None = None
) -> AnalysedPassage:
    """A passage that also has labels of the further facets."""
    tag = Tag(one.passage.passage_id, dict.fromkeys(labels, 0.9), {}, stances or {})
    return replace(one, further=tag, further_labels=tuple(labels))


def intervention_of(name: str, passage_id: str, deal: str, **changes: Any) -> Intervention:
    """An intervention that stands in one passage."""
    made = Intervention(
        intervention_id=name.lower().replace(" ", "-"),
        name=name,
        aliases=(),
        deal=deal,
        passages=(passage_id,),
        documents=("doc",),
        kinds=(Kind.CONVENANT,),
        source_kinds=(),
        concepts=(),
        amounts=(),
        period=(),
        reached=(),
        target_groups=(),
        municipalities=(),
        ministries=(),
        partners=(),
        named_at=Found(name, passage_id, 0, len(name)),
    )
    return replace(made, **changes)
