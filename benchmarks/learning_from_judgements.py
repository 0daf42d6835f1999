"""Does the tagger get better from judgements? python benchmarks/learning_from_judgements.py

Plays reviewers with the judged passages of ../shared/gold/dev.jsonl: the labels of half of the
documents are given as blind judgements, and the other half measures; then the other way round, so
that each passage is measured once. A judged passage counts for 1, 3 or 10 shipped ones. Prints
micro-F1 with its 95 % interval, beside that of the shipped model, and the difference with its
interval over draws of documents. Four rounds of fitting for each half and weight: half an hour for
each weight on two cores.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from classify.model import read_model
from classify.model_comparison import compare_models
from classify.retrain import Material, learn
from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.train import LabelledPassage
from corpus.ids import digest
from pipelines.models.embedders import open_embedder
from pipelines.models.model_in_use import SHIPPED_MODEL
from pipelines.models.tagger import shipped_wording, training_passages
from taxonomy.load import shipped_taxonomy

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"


def judged_passages(path: Path) -> list[LabelledPassage]:
    """The gold passages; a deal stands for a document, and so does a passage without one."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    every = frozenset(shipped_taxonomy().concept_ids)
    return [
        LabelledPassage(
            row["text"],
            frozenset(row["labels"]),
            row["deal"] or row["id"],
            is_settled=True,
            known=every,
        )
        for row in rows
    ]


def main() -> None:
    """Print a line for each weight."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--weights", type=int, nargs="+", default=[1, 3, 10])
    options = parser.parse_args()
    if not options.gold.is_file():
        sys.exit(f"{options.gold} is not there: nothing to play reviewers with.")
    taxonomy, embedder, shipped = shipped_taxonomy(), open_embedder(), training_passages()
    reader, gold = WordingReader(taxonomy), judged_passages(options.gold)
    names = np.array(taxonomy.concept_ids)
    encode = embedder.encode_passages
    vectors, own = encode([one.text for one in shipped]), encode([one.text for one in gold])
    wording = shipped_wording()
    # Halves by a hash of the document, so that neither half was chosen.
    half = np.array([int(digest(one.group), 16) % 2 for one in gold])

    def labels(model, rows):
        tagger = Tagger(reader, model)
        found = tagger.probabilities([gold[row].text for row in rows], own[rows])
        limits = np.array(list(model.thresholds.values()))
        return {row: frozenset(names[one]) for row, one in zip(rows, found >= limits, strict=True)}

    before = labels(read_model(SHIPPED_MODEL), range(len(gold)))
    for weight in options.weights:
        after, since = {}, time.perf_counter()
        for side in (0, 1):
            given, others = np.flatnonzero(half == side), np.flatnonzero(half != side)
            judged = [
                LabelledPassage(one.text, one.labels, one.group, "", False, True, one.known, weight)
                for one in (gold[row] for row in given)
            ]
            material = Material(shipped, vectors, wording.held_out, judged, own[given])
            model = learn(reader, material, embedder.embedder_id, "benchmark")
            after |= labels(model, others)
            found = compare_models(
                taxonomy.concept_ids,
                [gold[row].labels for row in others],
                [before[row] for row in others],
                [after[row] for row in others],
                [gold[row].group for row in others],
            )
            show(f"weight {weight}, learnt from {len(given)} passages", found)
        rows = range(len(gold))
        for facet in taxonomy.facets:
            of_facet = frozenset(facet.concept_ids)
            found = compare_models(
                facet.concept_ids,
                [gold[row].labels & of_facet for row in rows],
                [before[row] & of_facet for row in rows],
                [after[row] & of_facet for row in rows],
                [one.group for one in gold],
            )
            show(f"weight {weight}, both halves, {facet.id}", found)
        found = compare_models(
            taxonomy.concept_ids,
            [one.labels for one in gold],
            [before[row] for row in rows],
            [after[row] for row in rows],
            [one.group for one in gold],
        )
        show(f"weight {weight}, both halves", found)
        print(f"{time.perf_counter() - since:.0f} s", flush=True)


def show(name: str, found) -> None:
    """One line: both models, and the difference."""
    sides = [
        f"{one.micro.f1:.3f} [{one.micro.interval[0]:.2f}-{one.micro.interval[1]:.2f}] "
        f"P {one.micro.precision:.2f} R {one.micro.recall:.2f}"
        for one in (found.before, found.after)
    ]
    low, high = found.interval
    print(
        f"{name:40} shipped {sides[0]}  learnt {sides[1]}  difference {found.difference:+.3f} "
        f"[{low:+.3f} {high:+.3f}], better in {found.share_better:.0%}, {found.labels} labels",
        flush=True,
    )


if __name__ == "__main__":
    main()
