"""The model of the further facets, which stand on the tagger of rode draden."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.further_evaluation import FurtherFacetEvaluation, evaluate_further
from classify.further_model import FurtherModel, read_further_model, write_further_model
from classify.further_signals import FurtherReader
from classify.further_tagger import FurtherTagger, parents_of
from classify.further_training import FurtherPassage, fit_further
from classify.signals import WordingReader
from classify.tagger import Tagger
from corpus.ids import digest
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import model_for
from taxonomy.concept import Taxonomy
from taxonomy.load import further_taxonomy, shipped_taxonomy

SHIPPED_FURTHER = Path(__file__).parents[2] / "classify" / "models" / "further"
TRAINING_FURTHER = Path(__file__).parents[2] / "classify" / "training_further"
_TEST = "test"


@cache
def further_passages(folder: Path = TRAINING_FURTHER) -> tuple[FurtherPassage, ...]:
    """The labelled passages of the further facets.

    A file is named after its facet, but for the one whose rows name several facets: these were
    drawn at random from the passages of the tagger, and teach how rare labels are.
    """
    return tuple(
        passage
        for path in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        for passage in _passages_of(row, path.name.split(".")[0])
    )


def _passages_of(row: Mapping[str, Any], named: str) -> Iterator[FurtherPassage]:
    """A row as a passage of each facet that it was labelled for, with the labels of that facet."""
    for facet in row.get("facets", [named]):
        labels = frozenset(row["labels"])
        if "facets" in row:
            labels &= frozenset(further_taxonomy().facet(facet).concept_ids)
        stances = {one: told for one, told in row.get("stances", {}).items() if one in labels}
        is_test = row["part"] == _TEST
        yield FurtherPassage(facet, row["text"], labels, row["document"], is_test, stances)


def open_further_tagger(main_tagger_id: str, models_folder: Path | None = None) -> FurtherTagger:
    """The tagger of the further facets, beside a tagger of rode draden.

    The shipped model is used when it was fitted for the facets as they are; else one is fitted in
    seconds, and kept in `models_folder`.
    """
    reader = FurtherReader(further_taxonomy(), open_embedder())
    return FurtherTagger(reader, _model(reader, models_folder), main_tagger_id)


def _model(reader: FurtherReader, folder: Path | None) -> FurtherModel:
    wanted = (reader.taxonomy.version, reader.embedder.embedder_id, further_hash())
    shipped = read_further_model(SHIPPED_FURTHER)
    if shipped and _made_of(shipped) == wanted:
        return shipped
    kept = folder / f"further-{digest(*wanted)}" if folder else None
    found = read_further_model(kept) if kept else None
    if found is None:
        found = fit_shipped_further()
        if kept:
            write_further_model(kept, found)
    return found


def _made_of(model: FurtherModel) -> tuple[str, str, str]:
    return model.taxonomy_version, model.embedder_id, model.trained_on


def fit_shipped_further() -> FurtherModel:
    """Fit on the shipped passages and facets; the same input gives the same model."""
    reader, passages = FurtherReader(further_taxonomy(), open_embedder()), further_passages()
    return fit_further(reader, passages, parents_in(reader.taxonomy, passages), further_hash())


def parents_in(
    further: Taxonomy, passages: Sequence[FurtherPassage]
) -> Mapping[str, NDArray[np.float64]]:
    """What the shipped tagger says of the rode draden above kinds, each of shape (passages,).

    Passages of facets without rode draden have 0.
    """
    main, embedder = shipped_taxonomy(), open_embedder()
    nested = [facet for facet in further.facets if facet.is_nested]
    rows = [row for row, one in enumerate(passages) if one.facet in {facet.id for facet in nested}]
    if not rows:
        return {}
    tagger = Tagger(WordingReader(main), model_for(main, embedder))
    texts = [passages[row].text for row in rows]
    tags = tagger.tag([str(row) for row in rows], texts, embedder.encode_passages(texts))
    wanted = sorted({domain.id for facet in nested for domain in facet.domains})
    parents = {}
    for concept, shares in parents_of(tags, wanted).items():
        parents[concept] = np.zeros(len(passages))
        parents[concept][rows] = shares
    return parents


def further_hash() -> str:
    """Identity of the labelled passages."""
    return digest(
        [
            [one.facet, one.text, sorted(one.labels), one.group, sorted(one.stances.items())]
            for one in further_passages()
            if not one.is_test
        ]
    )


def measured_further() -> list[FurtherFacetEvaluation]:
    """How good the shipped tagger of further facets is on the passages that only measure."""
    embedder, passages, main = open_embedder(), further_passages(), shipped_taxonomy()
    tagger = Tagger(WordingReader(main), model_for(main, embedder))
    reader = FurtherReader(further_taxonomy(), embedder)
    further = FurtherTagger(reader, _model(reader, None), tagger.tagger_id)
    texts = [one.text for one in passages]
    ids = [str(row) for row in range(len(passages))]
    tags = tagger.tag(ids, texts, embedder.encode_passages(texts))
    return evaluate_further(reader, further, passages, tags)
