"""How fast the further facets are tagged: python benchmarks/further_tagging.py [TEXTS.jsonl]

Side by side in one run, on the same texts: the tagger of rode draden and instruments, and that of
the further facets. Prints passages a second of both, the ratio, and the most memory that the
process held. Without TEXTS the training passages are tagged. OMP_NUM_THREADS=1 keeps it to one
core.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from classify.signals import WordingReader
from classify.tagger import Tagger
from pipelines.models.embedders import open_embedder
from pipelines.models.further import open_further_tagger
from pipelines.models.tagger import model_for, training_passages
from taxonomy.load import shipped_taxonomy

_BATCH = 100
_ROUNDS = 3


def main() -> None:
    """Print the figures."""
    texts = [one.text for one in training_passages() if not one.is_clause]
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
    embedder = open_embedder()
    main_tagger = Tagger(WordingReader(shipped_taxonomy()), model_for(shipped_taxonomy(), embedder))
    further = open_further_tagger(main_tagger.tagger_id)
    ids = [str(row) for row in range(len(texts))]
    batches = [slice(place, place + _BATCH) for place in range(0, len(texts), _BATCH)]
    vectors = embedder.encode_passages(texts)
    tags = [
        tag for some in batches for tag in main_tagger.tag(ids[some], texts[some], vectors[some])
    ]

    def tag_main(some: slice) -> object:
        return main_tagger.tag(ids[some], texts[some], vectors[some])

    def tag_further(some: slice) -> object:
        return further.tag(ids[some], texts[some], tags[some])

    rates: dict[str, list[float]] = {"main": [], "further": []}
    for _ in range(_ROUNDS):
        rates["main"].append(_rate(tag_main, batches, len(texts)))
        rates["further"].append(_rate(tag_further, batches, len(texts)))
    words = sum(len(text.split()) for text in texts) / len(texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, theirs = max(rates["further"]), max(rates["main"])
    print(f"{len(texts)} texts, {words:.0f} words each; best of {_ROUNDS} rounds")
    print(f"rode draden and instruments (21)  {theirs:8.0f} passages a second")
    count = len(further.taxonomy.concepts)
    print(f"further facets ({count})              {ours:8.0f} passages a second")
    print(f"ratio {ours / theirs:.2f}; most memory {memory:.0f} MB")


def _rate(tag: Callable[[slice], object], batches: list[slice], count: int) -> float:
    start = time.perf_counter()
    for some in batches:
        tag(some)
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
