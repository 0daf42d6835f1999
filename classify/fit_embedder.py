"""Fits the embedded Dutch model: python -m classify.fit_embedder TEXT_FOLDER TARGET [--report].

TEXT_FOLDER holds sentences.txt.gz (one sentence a line), sources.csv and pairs.tsv.gz. The steps:
count word forms; read every sentence as stems and compound parts; count which stems share a
sentence; weigh the counts as positive pointwise mutual information (PPMI) and keep the leading
singular vectors (Levy & Goldberg 2014), which retrieved better here than those of the TF-IDF
matrix; store them in eight bits. With --report nothing is fitted: the model in TARGET is measured.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from classify.embed import STEMS, VECTORS, EmbeddedEmbedder, Vectors, known_rows, unit_rows
from classify.words import WORD_COUNTS, fold, stem, tokenise

PROBES = ("warmtenet", "dorpshuis", "energietransitie", "jobcoach", "deelauto", "bodemdaling")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FitSettings:
    """The sizes of the model; the defaults keep the folder under 8 MB."""

    word_forms: int = 70_000
    stems: int = 32_000
    dimensions: int = 192
    common_directions: int = 8
    function_word_share: float = 0.1  # stems in more sentences than this carry no subject
    least_together: int = 2  # one shared sentence is chance
    seed: int = 20_260_101


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences x stems: how often each stem occurs, stems by falling document frequency."""

    stems: list[str]
    frequencies: NDArray[np.int64]
    counts: sparse.csr_matrix


def fit(text_folder: Path, target: Path, settings: FitSettings) -> None:
    """Write a model folder: word counts, stems, vectors and the card."""
    target.mkdir(parents=True, exist_ok=True)
    # The counts come first: in the shipped folder they decide how the next pass splits compounds.
    write_word_counts(text_folder, target / WORD_COUNTS.name, settings.word_forms)
    sentences = read_sentences(text_folder, settings.stems)
    vectors = word_vectors(sentences, settings)
    idf = np.log(sentences.counts.shape[0] / sentences.frequencies).astype(np.float32)
    common = common_directions(sentences, vectors * idf[:, None], settings)
    (target / STEMS).write_text("\n".join(sentences.stems) + "\n", encoding="utf-8")
    codes, scale = to_eight_bits(vectors)
    path = target / VECTORS
    np.savez_compressed(path, codes=codes, scale=scale, idf=idf, common_directions=common)
    figures = report(text_folder, target, settings.seed)
    readme = card(text_folder, figures, settings, sentences.counts.shape[0])
    (target / "README.md").write_text(readme, encoding="utf-8")


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped text file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def write_word_counts(text_folder: Path, path: Path, word_forms: int) -> None:
    """The most frequent plain word forms with their counts; names keep a capital."""
    first, inner = Counter[str](), Counter[str]()
    for line in read_lines(text_folder / "sentences.txt.gz"):
        words = _PLAIN_WORD.findall(line)
        first.update(words[:1])
        inner.update(words[1:])
    inside = _sum_by_fold(inner.items())
    capitals = _sum_by_fold(pair for pair in inner.items() if pair[0][0].isupper())
    counts = inside + _sum_by_fold(first.items())
    plain = (word for word in counts if len(word) > 2 and word.isascii() and word.isalpha())
    frequent = sorted(plain, key=lambda word: (-counts[word], word))[:word_forms]
    # The first word of a sentence always has a capital, so only the others tell what is a name.
    names = {w for w in frequent if inside[w] >= 3 and capitals[w] >= 0.6 * inside[w]}
    lines = (f"{w.capitalize() if w in names else w}\t{counts[w]}\n" for w in frequent)
    path.write_text("".join(lines), encoding="utf-8")


def _sum_by_fold(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    total = Counter[str]()
    for word, count in counted:
        total[fold(word)] += count
    return total


def read_sentences(text_folder: Path, most_stems: int) -> Sentences:
    """Every sentence as counts of its stems and compound parts, for the most frequent stems."""
    rows: dict[str, int] = {}
    indices, ends = array("i"), array("q", [0])
    for line in read_lines(text_folder / "sentences.txt.gz"):
        for token in tokenise(line):
            for one in (token.stem, *token.parts):
                if len(one) > 1 and one[0].isalpha():
                    indices.append(rows.setdefault(one, len(rows)))
        ends.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    counts = sparse.csr_matrix((ones, indices, ends), (len(ends) - 1, len(rows)))
    counts.sum_duplicates()
    frequencies = np.bincount(counts.indices, minlength=len(rows))
    kept = np.argsort(-frequencies, kind="stable")[:most_stems]
    stems = list(rows)
    return Sentences([stems[row] for row in kept], frequencies[kept], counts[:, kept].tocsr())


def word_vectors(sentences: Sentences, settings: FitSettings) -> Vectors:
    """Unit vectors of the stems: the leading left singular vectors of their PPMI matrix."""
    associations = ppmi(sentences, settings)
    left, _, _ = randomized_svd(
        associations, settings.dimensions, n_oversamples=20, n_iter=3, random_state=settings.seed
    )
    # All directions count alike (no singular values), and frequent words no more than rare ones.
    return unit_rows(left.astype(np.float32))


def ppmi(sentences: Sentences, settings: FitSettings) -> sparse.csr_matrix:
    """How much more often two stems share a sentence than chance, on a log scale."""
    most = settings.function_word_share * sentences.counts.shape[0]
    content = sparse.diags((sentences.frequencies <= most).astype(np.float32))
    present = ((sentences.counts > 0).astype(np.float32) @ content).tocsr()
    together = (present.T @ present).tocoo()
    kept = (together.row != together.col) & (together.data >= settings.least_together)
    row, column, count = together.row[kept], together.col[kept], together.data[kept]
    totals = np.bincount(row, weights=count, minlength=len(sentences.stems))
    # Levy, Goldberg & Dagan 2015: the exponent keeps rare contexts from ruling the vectors.
    contexts = totals**0.75 / (totals**0.75).sum()
    association = np.maximum(np.log(count / (totals[row] * contexts[column])), 0)
    matrix = sparse.csr_matrix((association.astype(np.float32), (row, column)), together.shape)
    matrix.eliminate_zeros()
    return matrix


def common_directions(sentences: Sentences, weighted: Vectors, settings: FitSettings) -> Vectors:
    """The directions that most sentences share (Arora et al. 2017): style, not subject."""
    generator = np.random.default_rng(settings.seed)
    sample = sentences.counts[generator.permutation(sentences.counts.shape[0])[:20_000]]
    sample.data = 1 + np.log(sample.data)
    _, _, directions = np.linalg.svd(unit_rows(sample @ weighted), full_matrices=False)
    return np.asarray(directions[: settings.common_directions], dtype=np.float32)


def to_eight_bits(vectors: Vectors) -> tuple[NDArray[np.int8], Vectors]:
    """Each row as whole numbers from -127 to 127 and one scale."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def report(text_folder: Path, target: Path, seed: int) -> list[str]:
    """What the model in TARGET is worth: neighbours, and requests found by their subject."""
    embedder = EmbeddedEmbedder.read(target)
    lines = [f"- {probe}: {', '.join(neighbours(embedder, probe))}" for probe in PROBES]
    rows = (line.rstrip("\n").split("\t") for line in read_lines(text_folder / "pairs.tsv.gz"))
    pairs = [(a, b) for kind, a, b in rows if kind == "motie_onderwerp-tekst"]
    sample = random.Random(seed).sample(pairs, min(1000, len(pairs)))
    subjects, requests = zip(*sample, strict=True)
    idf: Vectors = np.load(target / VECTORS)["idf"]
    dense = embedder.encode_queries(subjects) @ embedder.encode_passages(requests).T
    plain = tf_idf(subjects, embedder, idf) @ tf_idf(requests, embedder, idf).T
    for name, similarities in (("this model", dense), ("TF-IDF cosine", plain)):
        found = float(np.mean(similarities.argmax(axis=1) == np.arange(len(sample))))
        lines.append(f"- motion subject to request among {len(sample)}, R@1, {name}: {found:.3f}")
    return lines


def neighbours(embedder: EmbeddedEmbedder, word: str, most: int = 8) -> list[str]:
    """The stems whose vectors point most nearly the same way."""
    if stem(word) not in embedder.rows:
        return []
    vectors, stems = unit_rows(embedder.weighted_vectors), list(embedder.rows)
    order = np.argsort(-(vectors @ vectors[embedder.rows[stem(word)]]))
    return [stems[row] for row in order[1 : most + 1]]


def tf_idf(texts: Sequence[str], embedder: EmbeddedEmbedder, idf: Vectors) -> Vectors:
    """Unit rows of sublinear TF-IDF over the tokens that the model reads."""
    weights = np.zeros((len(texts), len(idf)), dtype=np.float32)
    for row, text in enumerate(texts):
        for column, count in Counter(known_rows(text, embedder.rows)).items():
            weights[row, column] = (1 + np.log(count)) * idf[column]
    return unit_rows(weights)


CARD = """\
# dutch-lsa
A small embedding of Dutch policy language: {settings.stems} stems x {settings.dimensions}
dimensions. A passage is the mean of its stems and compound parts, weighted by inverse document
frequency, without the {settings.common_directions} directions that most sentences share.

Fitted with `python -m classify.fit_embedder TEXT_FOLDER TARGET`, seed {settings.seed}, on
{sentences} sentences: co-occurrence of stems (Snowball Dutch) in a sentence, positive pointwise
mutual information, singular vectors, rows of length one. `stems.txt`: the vocabulary, most
frequent first. `vectors.npz`: codes (int8), scale and idf of each stem; common_directions.
`word_counts.txt`: word forms with counts, for splitting compounds; names have a capital.

## Measured (the pairs come from sources that were also fitted on)
{figures}

## Limits
Mostly planning, law and parliament; thin on health, the social domain and crime; partly Flemish.
Blind to word order and negation. TF-IDF is better where the same words return. No text is here.
The legal basis of sources without a repository licence was not checked by a lawyer.

## Sources and their licences
{sources}
"""


def card(text_folder: Path, figures: list[str], settings: FitSettings, sentences: int) -> str:
    """The README of a fitted model."""
    with (text_folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        sources = [f"- {row['source']} ({row['repository']}): {row['licence']}" for row in rows]
    lists = {"figures": "\n".join(figures), "sources": "\n".join(sources)}
    return CARD.format(settings=settings, sentences=sentences, **lists)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the model, or print what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("text_folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--report", action="store_true", help="measure the model in TARGET")
    options = parser.parse_args(arguments)
    settings = FitSettings()
    if not options.report:
        fit(options.text_folder, options.target, settings)
    print("\n".join(report(options.text_folder, options.target, settings.seed)))


if __name__ == "__main__":
    main()
