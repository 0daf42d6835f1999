"""How often a 1 in the matrix is right, on sample documents that the model did not see.

    python benchmarks/sample_cells.py

The tagger is fitted on the training files alone; the cells of each sample document follow by the
rule of the theme matrix. Paragraphs are taken as they were written, so reading PDFs plays no part.
"""

import numpy as np
from numpy.typing import NDArray

from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.train import LabelledPassage, fit_tagger, fit_wording
from pipelines.embedders import open_embedder
from pipelines.models import SAMPLES, training_passages
from report.theme_matrix import CERTAIN_ENOUGH, chance_of_one
from taxonomy.load import shipped_taxonomy


def tagger_without(documents: list[str]) -> Tagger:
    """A tagger that saw none of these documents."""
    reader, embedder = WordingReader(shipped_taxonomy()), open_embedder()
    passages = [one for one in training_passages() if one.group not in documents]
    vectors = embedder.encode_passages([one.text for one in passages])
    wording = fit_wording(reader, passages)
    model = fit_tagger(reader, wording, passages, vectors, embedder.embedder_id, "no samples")
    return Tagger(reader, model)


def cells_of(
    tagger: Tagger, passages: list[LabelledPassage], concepts: tuple[str, ...]
) -> NDArray[np.bool_]:
    """The cells of one document."""
    texts = [passage.text for passage in passages]
    tags = tagger.tag(texts, texts, open_embedder().encode_passages(texts))
    limits = tagger.model.thresholds
    chances = [
        chance_of_one([tag.probabilities[one] for tag in tags if one in tagger.labels(tag, limits)])
        for one in concepts
    ]
    return np.array(chances) >= CERTAIN_ENOUGH


def main() -> None:
    """Measure and print precision and recall of cells, facet by facet."""
    documents = sorted(path.stem for path in SAMPLES.glob("*.md"))
    tagger = tagger_without(documents)
    for facet in tagger.taxonomy.facets:
        truth, found = [], []
        for document in documents:
            own = [one for one in training_passages() if one.group == document]
            labels = frozenset().union(*(one.labels for one in own))
            truth.append([concept in labels for concept in facet.concept_ids])
            found.append(cells_of(tagger, own, facet.concept_ids))
        right, said = np.array(truth), np.array(found)
        hits = (right & said).sum()
        print(
            f"{facet.title.nl}: {right.size} cells of {len(truth)} documents, "
            f"precision {hits / said.sum():.2f}, recall {hits / right.sum():.2f}, "
            f"share of cells that should be 1: {right.mean():.2f}"
        )


if __name__ == "__main__":
    main()
