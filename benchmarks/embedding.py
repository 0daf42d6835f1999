"""What the embedded model is worth beside TF-IDF and BM25: python benchmarks/embedding.py [REPORT]

Kinds: for each example line of the Rebel report (REPORT, its text), whether the nearest of the 75
kinds of intervention of the taxonomy, or one of the nearest five, belongs to the line's own rode
draad. Search: each kind and each line under `includes` is a query over the passages of the sample
documents; right are the passages labelled with its concept. Prints means with bootstrap 95 %
intervals over lines or queries.

The embedded model saw no report, taxonomy or sample document when it was fitted, but it did see the
training passages (without labels), which treat the same subjects. Queries of one concept share
their right passages, so the intervals for search are too narrow for concepts that are not here.
"""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from classify.words import tokenise
from corpus.sample.markdown import expected_labels, read_sample
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import SAMPLES
from taxonomy.concept import Concept, Intervention
from taxonomy.load import shipped_taxonomy

LINES_BY_THEME = (4, 5, 5, 6, 5, 5, 5, 5, 4, 6, 5, 5, 5, 5, 6)
"""Example lines under each rode draad of the report, to notice a text that is read wrongly."""
K1, B = 1.5, 0.75
FUSION = 60
TOP = 5
DRAWS, SEED = 2000, 20260101

_THEME = re.compile(r"Opgave (\d+):")
_EXAMPLES = "Voorbeelden interventies"
# The report writes "A: ..." under some rode draden and "- A:** ..." under others.
_EXAMPLE = re.compile(r"(?:- )?\**[A-Z][:.]\**\s+(.+)")

Scores = NDArray[np.float64]
"""One row for each query, one column for each document."""
Truth = NDArray[np.bool_]


def example_lines(report: str) -> list[tuple[str, str]]:
    """The id of the rode draad and the text of each example line, in order."""
    found: list[tuple[str, str]] = []
    theme, is_inside = "", False
    for line in filter(None, map(str.strip, report.splitlines())):
        heading, example = _THEME.match(line), _EXAMPLE.fullmatch(line)
        if heading:
            theme, is_inside = f"R{heading[1]}", False
        elif theme and line.startswith(_EXAMPLES):
            is_inside = True
        elif is_inside and example:
            found.append((theme, example[1]))
        elif is_inside and found and line[0].islower():
            found[-1] = (theme, f"{found[-1][1]} {line}")
        else:
            is_inside = False
    return found


def stems(text: str) -> list[str]:
    """The stems of a text and those of the parts of its compounds."""
    return [one for token in tokenise(text) for one in (token.stem, *token.parts)]


def tfidf(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    """Cosines of TF-IDF vectors."""
    vectorizer = TfidfVectorizer(analyzer=stems)
    rows = vectorizer.fit_transform(documents)
    return np.asarray((vectorizer.transform(queries) @ rows.T).toarray())


def bm25(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    """Okapi BM25, with the share of documents as Lucene weighs it."""
    vectorizer = CountVectorizer(analyzer=stems, dtype=np.float64)
    counts = vectorizer.fit_transform(documents).tocsr()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    penalties = K1 * (1 - B + B * lengths / lengths.mean())
    holders = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
    counts.data *= (K1 + 1) / (counts.data + np.repeat(penalties, np.diff(counts.indptr)))
    counts.data *= rarity[counts.indices]
    return np.asarray((vectorizer.transform(queries) @ counts.T).toarray())


def embedded(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    """Cosines of the vectors of the embedded model."""
    embedder = open_embedder()
    cosines = embedder.encode_queries(queries) @ embedder.encode_passages(documents).T
    return cosines.astype(np.float64)


def fused(*parts: Scores) -> Scores:
    """Reciprocal-rank fusion; documents with the same score all get the lowest of their ranks."""
    ranks = np.array([rankdata(-part, method="max", axis=1) for part in parts])
    summed: Scores = (1 / (FUSION + ranks)).sum(axis=0)
    return summed


def scores_by_method(queries: Sequence[str], documents: Sequence[str]) -> dict[str, Scores]:
    """What each method makes of the queries."""
    words, vectors = bm25(queries, documents), embedded(queries, documents)
    return {
        "TF-IDF": tfidf(queries, documents),
        "BM25": words,
        "model": vectors,
        "model + BM25": fused(vectors, words),
    }


def by_rank(scores: Scores, truth: Truth) -> Truth:
    """For each query whether the best document is right, the second, and so on."""
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(truth, order, axis=1)


def is_first_right(ranked: Truth) -> Scores:
    """1 where the best document is right, else 0, query by query."""
    found: Scores = (ranked[:, :1].sum(axis=1) > 0).astype(np.float64)
    return found


def is_one_right(ranked: Truth) -> Scores:
    """1 where one of the first documents is right, else 0, query by query."""
    found: Scores = (ranked[:, :TOP].sum(axis=1) > 0).astype(np.float64)
    return found


def average_precision(ranked: Truth) -> Scores:
    """The mean precision at the places of the right documents, query by query."""
    precision = ranked.cumsum(axis=1) / np.arange(1, ranked.shape[1] + 1)
    found: Scores = (precision * ranked).sum(axis=1) / ranked.sum(axis=1)
    return found


def precision_at_top(ranked: Truth) -> Scores:
    """The share of right ones among the first documents, query by query."""
    found: Scores = ranked[:, :TOP].sum(axis=1) / TOP
    return found


KINDS: Mapping[str, Callable[[Truth], Scores]] = {
    "eigen draad op 1": is_first_right,
    f"eigen draad bij de eerste {TOP}": is_one_right,
}
SEARCH: Mapping[str, Callable[[Truth], Scores]] = {
    "gemiddelde precisie (MAP)": average_precision,
    f"precisie bij {TOP}": precision_at_top,
}


def with_interval(values: Scores) -> str:
    """The mean and its bootstrap 95 % interval."""
    draws = np.random.default_rng(SEED).integers(len(values), size=(DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return f"{values.mean():.2f} [{low:.2f}-{high:.2f}]"


def print_rows(
    title: str,
    measures: Mapping[str, Callable[[Truth], Scores]],
    scores: Mapping[str, Scores],
    truth: Truth,
) -> None:
    """A head and one row for each measure."""
    print(f"{title:34}" + "".join(f"{method:>18}" for method in scores))
    ranked = [by_rank(table, truth) for table in scores.values()]
    for name, measure in measures.items():
        print(f"  {name:32}" + "".join(f"{with_interval(measure(one)):>18}" for one in ranked))


def described(kind: Intervention) -> str:
    """Label and description of a kind of intervention."""
    return f"{kind.label}. {kind.description}"


def queries_of(concept: Concept) -> list[str]:
    """What a reader might look for under a concept."""
    return [*map(described, concept.interventions), *concept.includes]


def report_kinds(lines: Sequence[tuple[str, str]]) -> None:
    """Print how often a line of the report lies nearest to a kind of its own rode draad."""
    kinds = [
        (concept.id, described(kind))
        for concept in shipped_taxonomy().facet("draden").concepts
        for kind in concept.interventions
    ]
    truth = np.array([[theme == owner for owner, _ in kinds] for theme, _ in lines])
    scores = scores_by_method([text for _, text in lines], [text for _, text in kinds])
    print_rows(f"{len(lines)} regels, {len(kinds)} soorten", KINDS, scores, truth)


def report_search() -> None:
    """Print how well queries from the taxonomy find passages of the sample documents."""
    passages = [
        passage
        for path in sorted(SAMPLES.glob("*.md"))
        for passage in expected_labels(read_sample(path))
    ]
    facets = shipped_taxonomy().facets
    asked = [
        (facet.id, concept.id, query)
        for facet in facets
        for concept in facet.concepts
        for query in queries_of(concept)
    ]
    truth = np.array([[concept in labels for _, labels in passages] for _, concept, _ in asked])
    scores = scores_by_method([query for *_, query in asked], [text for text, _ in passages])
    print(f"Zoeken in {len(passages)} passages, goed per vraag gemiddeld {truth.sum(1).mean():.0f}")
    for facet in facets:
        own = np.array([facet_id == facet.id for facet_id, *_ in asked])
        some = {method: table[own] for method, table in scores.items()}
        print_rows(f"{facet.title.nl}, {own.sum()} vragen", SEARCH, some, truth[own])
    print_rows(f"samen, {len(asked)} vragen", SEARCH, scores, truth)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("report", type=Path, nargs="?")
    path = parser.parse_args().report
    if path is None:
        print("Het deel over soorten interventies is overgeslagen: geef de tekst van het rapport.")
    elif not path.is_file():
        parser.error(f"'{path}' is geen bestand; geef de tekst van het rapport van Rebel.")
    else:
        lines = example_lines(path.read_text(encoding="utf-8"))
        wanted = [f"R{theme}" for theme, n in enumerate(LINES_BY_THEME, 1) for _ in range(n)]
        if [theme for theme, _ in lines] != wanted:
            parser.error(
                f"'{path}' geeft {len(lines)} voorbeelden en niet de {len(wanted)} van het "
                "rapport van Rebel; geef de tekst van dat rapport."
            )
        report_kinds(lines)
    report_search()


if __name__ == "__main__":
    main()
