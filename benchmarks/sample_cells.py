"""How often a 1 in the matrix is right, on sample documents that the model did not see.

    python benchmarks/sample_cells.py

Each sample document is tagged by a model fitted on the other documents; its cells follow by the
rule of the theme matrix. Paragraphs are taken as they were written, so reading PDFs plays no part.
"""

import numpy as np
from numpy.typing import NDArray

from classify.tagger import SignalReader, Tagger
from classify.train import LabelledPassage, fit_tagger
from pipelines.models import SAMPLES, open_embedder, training_passages
from report.theme_matrix import CERTAIN_ENOUGH, chance_of_one
from taxonomy.load import shipped_taxonomy

FOLDS = 5


def cells_of(
    tagger: Tagger, reader: SignalReader, passages: list[LabelledPassage], concepts: list[int]
) -> NDArray[np.bool_]:
    """The cells of one document."""
    texts = [passage.text for passage in passages]
    signals = reader.read(texts, reader.embedder.encode_passages(texts))
    probabilities = tagger.probabilities(signals)[:, concepts]
    ids = [reader.taxonomy.concept_ids[column] for column in concepts]
    limits = np.array([tagger.model.thresholds[concept] for concept in ids])
    labelled = np.where(probabilities >= limits, probabilities, 0.0)
    chances = [chance_of_one(list(column)) for column in labelled.T]
    return np.array(chances) >= CERTAIN_ENOUGH


def main() -> None:
    """Measure and print precision and recall of cells, facet by facet."""
    reader = SignalReader(shipped_taxonomy(), open_embedder())
    passages = training_passages()
    documents = sorted(path.stem for path in SAMPLES.glob("*.md"))
    for facet, columns in reader.taxonomy.facet_columns:
        truth, found = [], []
        for fold in range(FOLDS):
            held = documents[fold::FOLDS]
            model = fit_tagger(reader, [one for one in passages if one.group not in held], "fold")
            for document in held:
                own = [one for one in passages if one.group == document]
                labels = frozenset().union(*(one.labels for one in own))
                truth.append([concept in labels for concept in facet.concept_ids])
                found.append(cells_of(Tagger(reader, model), reader, own, columns))
        right, said = np.array(truth), np.array(found)
        hits = (right & said).sum()
        print(
            f"{facet.title.nl}: {right.size} cells of {len(truth)} documents, "
            f"precision {hits / said.sum():.2f}, recall {hits / right.sum():.2f}, "
            f"share of cells that should be 1: {right.mean():.2f}"
        )


if __name__ == "__main__":
    main()
