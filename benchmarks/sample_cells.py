"""What 1, 0 and onzeker are worth, on documents that the model did not see, and what length does.

    python benchmarks/sample_cells.py

Every probability of a training passage is by heads and weights that did not see its document; the
cells follow by the rule of the theme matrix. First the sample documents, then the documents of the
training files (eight passages and more), then rows of passages drawn at random without a concept:
whatever is 1 there is a mistake that length makes. Paragraphs are taken as they were written, so
reading PDFs plays no part.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.model import read_model
from classify.train import cross_fitted, held_out_features, truth_of
from pipelines.models.base_rates import base_rates
from pipelines.models.embedders import open_embedder
from pipelines.models.model_in_use import SHIPPED_MODEL
from pipelines.models.tagger import SAMPLES, shipped_wording, training_passages
from report.cell_intervals import IS_ABSENT, IS_FOUND, IS_UNCERTAIN, RowTexts, cell_codes
from report.theme_matrix import CERTAIN_ENOUGH, chance_of_one
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

LEAST_PASSAGES = 8
LENGTHS = (30, 100, 300, 1000)
PRESENT = (0.02, 0.05, 0.1)
DRAWN = 25
EVERY = slice(None)


@dataclass(frozen=True)
class HeldOut:
    """Training passages as a tagger saw them that did not learn from their document."""

    taxonomy: Taxonomy
    groups: NDArray[np.str_]
    words: NDArray[np.float64]
    truth: NDArray[np.bool_]
    probabilities: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    rates: NDArray[np.float64]

    def codes(self, rows: NDArray[np.int64], columns: slice = EVERY) -> NDArray[np.int64]:
        """The cells of a document that has these passages."""
        shares, words = self.probabilities[rows, columns], self.words[rows]
        labelled = np.where(shares >= self.thresholds[columns], words[:, np.newaxis], 0.0)
        texts = RowTexts(words, labelled, shares, self.rates[columns])
        return cell_codes(texts, much_unread=False)

    def naive(self, rows: NDArray[np.int64], column: int) -> bool:
        """The cell when labels were independent events, however many there are."""
        shares = self.probabilities[rows, column]
        return chance_of_one(shares[shares >= self.thresholds[column]].tolist()) >= CERTAIN_ENOUGH


def held_out() -> HeldOut:
    """Score every training passage without its document."""
    taxonomy, passages = shipped_taxonomy(), training_passages()
    vectors = open_embedder().encode_passages([one.text for one in passages])
    whole = [one for one in passages if not one.is_clause]
    features = held_out_features(passages, shipped_wording(), vectors, taxonomy)
    groups, truth = [one.group for one in whole], truth_of(whole, taxonomy)
    shares = np.zeros(truth.shape)
    for _, columns in taxonomy.facet_columns:
        shares[:, columns] = cross_fitted(features[:, columns], truth[:, columns], groups)
    thresholds, rates = read_model(SHIPPED_MODEL).thresholds, base_rates(taxonomy.concept_ids)
    return HeldOut(
        taxonomy,
        np.array(groups),
        np.array([len(one.text.split()) for one in whole], dtype=np.float64),
        truth,
        shares,
        np.array([thresholds[one] for one in taxonomy.concept_ids]),
        np.array([rates[one] for one in taxonomy.concept_ids]),
    )


def measure_documents(data: HeldOut, name: str, documents: Iterable[str]) -> None:
    """Print what the values of cells are worth on some documents."""
    rows = [np.flatnonzero(data.groups == one) for one in documents]
    truth = np.array([data.truth[one].any(axis=0) for one in rows])
    codes = np.array([data.codes(one) for one in rows])
    for facet, columns in data.taxonomy.facet_columns:
        right, said = truth[:, columns], codes[:, columns]
        one, zero, doubt = (said == code for code in (IS_FOUND, IS_ABSENT, IS_UNCERTAIN))
        print(
            f"{name}, {facet.title.nl.lower()}: {right.size} cells of {len(rows)} documents, "
            f"{right.mean():.0%} true | 1: precision {right[one].mean():.2f}, recall "
            f"{one[right].mean():.2f} | 0: {1 - right[zero].mean():.2f} right | onzeker "
            f"{doubt.mean():.0%} of the cells, {right[doubt].mean():.0%} of them true"
        )


def measure_length(data: HeldOut) -> None:
    """Print how often a concept is found in rows without it, and in rows with some of it."""
    print("rows without the concept: share that is 1 | onzeker | 1 if labels were independent")
    for length in LENGTHS:
        found = np.array(list(_drawn(data, length, 0)))
        print(f"  {length:5} passages: " + " | ".join(f"{one:.2f}" for one in found.mean(axis=0)))
    print("rows with the concept: share that is 1 | onzeker | 1 if labels were independent")
    for length in LENGTHS:
        for share in PRESENT:
            present = max(1, round(share * length))
            found = np.array(list(_drawn(data, length, present)))
            shown = " | ".join(f"{one:.2f}" for one in found.mean(axis=0))
            print(f"  {present:4} of {length:5} passages: {shown}")


def _drawn(data: HeldOut, length: int, present: int) -> Iterable[tuple[bool, bool, bool]]:
    random = np.random.default_rng(7)
    for column in range(data.truth.shape[1]):
        has = np.flatnonzero(data.truth[:, column])
        lacks = np.flatnonzero(~data.truth[:, column])
        for _ in range(DRAWN):
            rows = np.concatenate(
                [random.choice(lacks, length - present), random.choice(has, present)]
            )
            (code,) = data.codes(rows, slice(column, column + 1))
            yield code == IS_FOUND, code == IS_UNCERTAIN, data.naive(rows, column)


def main() -> None:
    """Measure and print."""
    data = held_out()
    samples = sorted(path.stem for path in SAMPLES.glob("*.md"))
    names, counts = np.unique(data.groups, return_counts=True)
    others = [one for one in names[counts >= LEAST_PASSAGES] if one not in samples]
    measure_documents(data, "sample documents", samples)
    measure_documents(data, "other documents", others)
    measure_length(data)


if __name__ == "__main__":
    main()
