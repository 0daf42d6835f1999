"""What each kind of signal adds: python benchmarks/ablation.py GOLD.jsonl

Fits the heads once, then weighs some of the signals, and measures the labels twice: on the training
passages (every score by heads and weights that did not see the document) and on GOLD, whose labels
are used for nothing else. Prints micro-F1 with its 95 % interval, macro-F1, precision, recall and
the passages without label that got one.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.evaluate import measure
from classify.signals import FEATURES, WordingReader
from classify.tagger import Tagger
from classify.threshold import choose_thresholds
from classify.train import (
    cross_fitted,
    fit_facet,
    fit_tagger,
    held_out_features,
    most_trusted,
    probabilities_of,
    truth_of,
)
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import shipped_wording, training_passages
from taxonomy.load import shipped_taxonomy

SEGMENTS = ("segment_wording", "lead", "others", "excluded")
VARIANTS = {
    "alleen vectoren": ("vector",),
    "alleen lineair (passage)": ("passage_wording",),
    "alleen zinsdelen": ("segment_wording",),
    "passage en zinsdelen": ("passage_wording", "segment_wording"),
    "alles zonder vectoren": tuple(one for one in FEATURES if one != "vector"),
    "alles zonder zinsdelen": tuple(one for one in FEATURES if one not in SEGMENTS),
    "alles zonder voorsprong en andere": tuple(
        one for one in FEATURES if one not in ("lead", "others")
    ),
    "alles zonder koppen": tuple(one for one in FEATURES if one != "heading"),
    "alles": FEATURES,
}


def line(name: str, concepts: Sequence[str], truth, decided) -> str:
    """One row of the table."""
    as_sets = [[frozenset(np.array(concepts)[row]) for row in table] for table in (truth, decided)]
    found = measure(concepts, *as_sets)
    micro = found.micro
    low, high = micro.interval
    alarms = f"{found.false_alarms}/{found.without_label}"
    return (
        f"{name:42}{micro.f1:7.3f} [{low:.2f}-{high:.2f}] macro {found.macro_f1:.3f}  "
        f"P {micro.precision:.2f} R {micro.recall:.2f}  loos alarm {alarms}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--embedder", default="dutch-static")
    options = parser.parse_args()
    taxonomy, passages = shipped_taxonomy(), training_passages()
    reader, embedder = WordingReader(taxonomy), open_embedder(options.embedder)
    wording = shipped_wording()
    vectors = embedder.encode_passages([one.text for one in passages])
    whole = [one for one in passages if not one.is_clause]
    groups, truth = [one.group for one in whole], truth_of(whole, taxonomy)
    trusted = most_trusted(whole)
    features = held_out_features(passages, wording, vectors, taxonomy)
    gold = [json.loads(row) for row in options.gold.read_text("utf-8").splitlines()]
    gold_truth = np.array([[one in row["labels"] for one in taxonomy.concept_ids] for row in gold])
    model = fit_tagger(reader, wording, passages, vectors, embedder.embedder_id, "ablation")
    texts = [str(row["text"]) for row in gold]
    headings = [str(row.get("heading") or "") for row in gold]
    found = Tagger(reader, model).weighable(texts, embedder.encode_passages(texts), headings)
    tables = {"alleen termen": (terms(reader, [one.text for one in whole]), terms(reader, texts))}
    for name, kept in VARIANTS.items():
        places = [FEATURES.index(one) for one in kept]
        tables[name] = (features[..., places], found.features[..., places])
    for facet, columns in taxonomy.facet_columns:
        print(f"{facet.title.nl}: {len(whole)} passages, {len(gold)} nagekeken")
        for name, (own, judged) in tables.items():
            held_out = cross_fitted(own[:, columns], truth[:, columns], groups)
            limits = choose_thresholds(held_out[trusted], truth[trusted][:, columns])
            fitted = fit_facet(own[:, columns], truth[:, columns])
            chances = probabilities_of(fitted, judged[:, columns])
            ids = facet.concept_ids
            print(line(f"{name}, kruislings", ids, truth[:, columns], held_out >= limits))
            print(line(f"{name}, nagekeken", ids, gold_truth[:, columns], chances >= limits))


def terms(reader: WordingReader, texts: Sequence[str]) -> NDArray[np.float64]:
    """Core and supporting terms alone, as features of shape (texts, concepts, 2)."""
    found = reader.term_table([one.hits for one in reader.read(texts)])
    return np.log1p(found.astype(np.float64))


if __name__ == "__main__":
    main()
