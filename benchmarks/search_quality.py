"""How good search is on judged queries: python benchmarks/search_quality.py [--queries FILE]
[--choose] [--worst N]

The queries of tests/search/queries.jsonl were written by someone who read the documents as a policy
officer would, before any result was seen; each names pieces of text that a good answer shows (2) or
that help (1). Those of the set `sample` are asked over the sample corpus, those of the set `real`
over the documents in ../shared/pdf/real, where that folder is there. Whatever was not judged counts
as wrong, which is too strict for all methods alike.

tests/search/fresh_queries.jsonl was written the same way after search had been tuned on the other
file; nothing may be tuned on it, so that its figures stay clean.

Prints nDCG@10 and recall@20 of BM25 alone, vectors alone and both joined as the product joins them,
with bootstrap 95 % intervals over queries. With --choose the weights of the two rankings are chosen
on every other query and reported on the rest.
"""

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import search.query
from corpus.sample.draw import MANIFEST_NAME, draw_samples
from pipelines.finding.searching import SearchRoom, open_search
from pipelines.models.tagger import SAMPLES
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import add_sources, workspace_at
from search.query import Query

PROJECT = Path(__file__).parents[1]
QUERIES = PROJECT / "tests" / "search" / "queries.jsonl"
REAL = PROJECT.parent / "shared" / "pdf" / "real"
TOP, DEEP = 10, 20
DRAWS, SEED = 2000, 20260101
_NO_LETTER = re.compile(r"[\W_]+")

Ranker = Callable[[SearchRoom, str], list[str]]
"""The ids of the best passages for a query, best first."""


@dataclass(frozen=True)
class Judged:
    """A query with the grade of every passage that was judged, and the room it is asked in."""

    text: str
    room: SearchRoom
    grades: dict[str, int]


def letters(text: str) -> str:
    """A text without spaces and signs: how a line was broken must not matter."""
    return _NO_LETTER.sub("", text.lower())


def read_queries(rooms: dict[str, SearchRoom], file: Path) -> list[Judged]:
    """The judged queries of the rooms that are there. Raises SystemExit for a piece not found."""
    texts = {
        name: [(one.passage.passage_id, letters(one.passage.text)) for one in room.index.passages]
        for name, room in rooms.items()
    }
    found = []
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        if row["set"] not in rooms:
            continue
        grades: dict[str, int] = {}
        for piece, grade in row["judged"].items():
            held = [key for key, text in texts[row["set"]] if letters(piece) in text]
            if not held:
                raise SystemExit(f"no passage holds {piece!r}, judged for {row['query']!r}")
            grades |= {key: max(grade, grades.get(key, 0)) for key in held}
        found.append(Judged(row["query"], rooms[row["set"]], grades))
    return found


def by_words(room: SearchRoom, text: str) -> list[str]:
    """BM25 alone, over all passages."""
    scores = room.index.words.scores(room.index.terms_of(text))
    return _best(room, scores, scores > 0)


def by_meaning(room: SearchRoom, text: str) -> list[str]:
    """Cosines of vectors alone, over all passages."""
    cosines = room.index.vectors @ room.embedder.encode_queries([text])[0]
    return _best(room, cosines, cosines > 0)


def joined(room: SearchRoom, text: str) -> list[str]:
    """What the product answers."""
    return [hit.passage_id for hit in room.find(Query(text, limit=DEEP)).hits]


def _best(room: SearchRoom, scores: np.ndarray, counts: np.ndarray) -> list[str]:
    order = [row for row in np.argsort(-scores, kind="stable") if counts[row]]
    return [room.index.passages[row].passage.passage_id for row in order[:DEEP]]


def ndcg(ranking: Sequence[str], grades: dict[str, int]) -> float:
    """Discounted gain of the first ten, of the most that could be had; a grade g gains 2^g - 1."""

    def gain(values: Sequence[int]) -> float:
        return sum((2**grade - 1) / np.log2(place + 2) for place, grade in enumerate(values))

    got = gain([grades.get(key, 0) for key in ranking[:TOP]])
    return got / gain(sorted(grades.values(), reverse=True)[:TOP])


def recall(ranking: Sequence[str], grades: dict[str, int]) -> float:
    """Part of the judged passages that stands among the first twenty."""
    return len(set(ranking[:DEEP]) & grades.keys()) / len(grades)


def measured(queries: Sequence[Judged], ranker: Ranker) -> np.ndarray:
    """nDCG@10 and recall@20 of every query: shape (queries, 2)."""
    rankings = [ranker(one.room, one.text) for one in queries]
    return np.array(
        [
            (ndcg(ranking, one.grades), recall(ranking, one.grades))
            for one, ranking in zip(queries, rankings, strict=True)
        ]
    )


def shown(values: np.ndarray) -> str:
    """A mean with its bootstrap interval."""
    draws = np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.quantile(values[draws].mean(axis=1), (0.025, 0.975))
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


METHODS: dict[str, Ranker] = {
    "BM25 alone": by_words,
    "vectors alone": by_meaning,
    "joined": joined,
}


def report(queries: Sequence[Judged], title: str) -> dict[str, np.ndarray]:
    """Print a table, and how much joining gains over each of the two; return the figures."""
    print(f"\n{title}: {len(queries)} queries")
    print(f"{'':16}{'nDCG@10':26}recall@20")
    values = {name: measured(queries, ranker) for name, ranker in METHODS.items()}
    for name, one in values.items():
        print(f"{name:16}{shown(one[:, 0]):26}{shown(one[:, 1])}")
    for name in ("BM25 alone", "vectors alone"):
        gains = values["joined"] - values[name]
        print(f"  joined - {name:14}{shown(gains[:, 0]):26}{shown(gains[:, 1])}")
    return values


def choose(queries: Sequence[Judged]) -> None:
    """Choose the weight of the vectors on even queries, report on odd ones."""
    learn, test = queries[::2], queries[1::2]
    best = (0.0, 0.0)
    for weight in (0.25, 0.5, 0.75, 1.0, 1.5, 2.0):
        search.query.BY_MEANING = weight
        score = float(measured(learn, joined)[:, 0].mean())
        print(f"weight of meaning {weight:4}: nDCG@10 {score:.3f} on the half to choose on")
        best = max(best, (score, weight))
    search.query.BY_MEANING = best[1]
    report(test, f"weight {best[1]} on the other half")


def room_over(sources: Path, folder: Path) -> SearchRoom:
    """Read and analyse documents, and open them for search."""
    workspace = workspace_at(folder)
    add_sources(workspace, sources)
    analyse(workspace, Directly(), Silent(), workers=2)
    return open_search(workspace)


def main() -> None:
    """Build both rooms, ask every query."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        drawn = Path(folder) / "documents"
        drawn.mkdir()
        draw_samples(SAMPLES, drawn)
        rooms = {"sample": room_over(drawn / MANIFEST_NAME, Path(folder) / "sample")}
        if REAL.is_dir():
            rooms["real"] = room_over(REAL, Path(folder) / "real")
        queries = read_queries(rooms, arguments.queries)
        if arguments.choose:
            choose(queries)
            return
        for name, room in rooms.items():
            report([one for one in queries if one.room is room], name)
        values = report(queries, "all")
        order = np.argsort(values["joined"][:, 0])[: arguments.worst]
        for place in order:
            scores = " ".join(f"{one[place, 0]:.2f}" for one in values.values())
            print(f"  {scores}  {queries[place].text}")


if __name__ == "__main__":
    main()
