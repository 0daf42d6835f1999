"""Fits the embedded Dutch model: python -m classify.fit_embedder TEXT_FOLDER TARGET.

TEXT_FOLDER holds sentences.txt.gz (one sentence a line), sources.csv, pairs.tsv.gz and
relations.tsv.gz. The steps: read every text as stems and compound parts; give each stem a vector
and train those with sentence-transformers, so that what belongs together (two halves of a sentence,
subject and request, a term and its wider term) comes closer than what does not; give every common
word form the sum of its stems, in fewer dimensions; save that as a StaticEmbedding with a Unigram
tokenizer, which splits rare compounds into known words.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.embed import UNKNOWN, EmbeddedEmbedder, Vectors, unit_rows
from classify.word_forms import read_lines, scored_forms
from classify.words import stem, tokenise

TRAINING = Path(__file__).parent / "training"
PROBES = ("warmtenet", "dorpshuis", "eenzaamheid", "jobcoach", "ondermijning", "bodemdaling")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LETTER_SCORE = -25.0
_RELATIONS = frozenset({"syn", "hyper", "broader", "related", "theme"})

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """The sizes of the model and of its training; the defaults keep the folder under 15 MB."""

    stems: int = 40_000
    stem_dimensions: int = 192
    forms: int = 36_000
    dimensions: int = 128
    steps: int = 1_000
    halves: int = 1_536  # pairs of sentence halves a step
    others: int = 1_024  # pairs of other texts every second step
    passages_repeated: int = 6  # the passages of this project among two million sentences
    learning_rate: float = 3e-3
    temperature: float = 0.06
    seed: int = 20_260_101


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as rows of stems: text i is `rows[ends[i] : ends[i + 1]]`."""

    rows: Rows
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, text: int) -> Rows:
        return self.rows[self.ends[text] : self.ends[text + 1]]


def fit(text_folder: Path, target: Path, settings: FitSettings) -> None:
    """Write a model folder that sentence-transformers loads; the same input, the same bytes."""
    passages = written_passages()
    stems, halves = read_texts(text_folder, passages * settings.passages_repeated, settings.stems)
    pairs = read_pairs(text_folder, stems)
    related = read_relations(text_folder, stems)
    vectors = train(stems, halves, (pairs, related), settings)
    forms = scored_forms(text_folder, passages, settings.forms)
    tokens = [(UNKNOWN, 0.0), *((letter, _LETTER_SCORE) for letter in _LETTERS), *forms]
    weights = in_fewer_dimensions(form_vectors(tokens, stems, vectors), settings.dimensions)
    save(tokens, weights, target)
    (target / "README.md").write_text(card(text_folder, target, settings), encoding="utf-8")


def written_passages() -> list[str]:
    """The passages that were written for this project, without their labels."""
    return [
        json.loads(line)["text"]
        for path in sorted(TRAINING.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def stems_of(text: str) -> list[str]:
    """The stems of a text's words and of the parts of its compounds."""
    return [one for token in tokenise(text) for one in (token.stem, *token.parts)]


def read_texts(
    text_folder: Path, passages: Sequence[str], most: int
) -> tuple[dict[str, int], Texts]:
    """The most frequent stems of the sentences, and all sentences and passages as rows of them.

    A stem's row is its rank: the most frequent comes first.
    """
    seen: dict[str, int] = {}
    rows, ends = array("i"), array("q", [0])
    sentences = 0
    for texts in (read_lines(text_folder / "sentences.txt.gz"), passages):
        sentences = len(rows)
        for text in texts:
            rows.extend(seen.setdefault(one, len(seen)) for one in stems_of(text))
            ends.append(len(rows))
    every = np.frombuffer(rows, dtype=np.int32)
    stems = _most_frequent(seen, every[:sentences], most)
    ranks = np.array([stems.get(one, -1) for one in seen], dtype=np.int32)[every]
    kept = np.concatenate([[0], np.cumsum(ranks >= 0)])
    return stems, Texts(ranks[ranks >= 0], kept[np.frombuffer(ends, dtype=np.int64)])


def _most_frequent(seen: dict[str, int], rows: Rows, most: int) -> dict[str, int]:
    counts = np.bincount(rows, minlength=len(seen)).tolist()
    words = (one for one in seen if len(one) > 1 and one[0].isalpha() and counts[seen[one]])
    ordered = sorted(words, key=lambda one: (-counts[seen[one]], one))[:most]
    return {one: rank for rank, one in enumerate(ordered)}


def read_pairs(text_folder: Path, stems: dict[str, int]) -> list[tuple[Rows, Rows]]:
    """Texts that belong together: subject and dossier, subject and request, question and answer."""
    fields = (line.rstrip("\n").split("\t") for line in read_lines(text_folder / "pairs.tsv.gz"))
    return _known_pairs(((one, other) for _, one, other, *_ in fields), stems)


def read_relations(text_folder: Path, stems: dict[str, int]) -> list[tuple[Rows, Rows]]:
    """Terms that mean the same, or of which one is wider."""
    lines = read_lines(text_folder / "relations.tsv.gz")
    fields = (line.rstrip("\n").split("\t") for line in lines)
    terms = ((one, other) for one, other, relation, *_ in fields if relation in _RELATIONS)
    return _known_pairs(terms, stems)


def _known_pairs(
    texts: Iterable[tuple[str, str]], stems: dict[str, int]
) -> list[tuple[Rows, Rows]]:
    pairs = ((_rows(one, stems), _rows(other, stems)) for one, other in texts)
    return [(one, other) for one, other in pairs if one.size and other.size]


def _rows(text: str, stems: dict[str, int]) -> Rows:
    return np.array([stems[one] for one in stems_of(text) if one in stems], dtype=np.int32)


def train(
    stems: dict[str, int],
    sentences: Texts,
    others: Sequence[Sequence[tuple[Rows, Rows]]],
    settings: FitSettings,
) -> Vectors:
    """Vectors of the stems, trained so that two halves of a text find each other among many.

    The loss is MultipleNegativesRankingLoss of sentence-transformers: the other pairs of a batch
    are the negatives. One thread and a fixed seed, so that the same texts give the same vectors.
    """
    torch, module, loss = _trainable(stems, settings)
    generator = np.random.default_rng(settings.seed)
    usable = np.flatnonzero(np.diff(sentences.ends) >= 10)
    optimizer = torch.optim.Adam(module.parameters(), lr=settings.learning_rate, betas=(0.9, 0.99))
    for step in range(settings.steps):
        drawn = generator.choice(usable, min(settings.halves, len(usable)), replace=False)
        total = loss(_features(torch, [_halves(sentences[one], generator) for one in drawn]), None)
        for pairs, weight in zip(others, (0.5, 0.3), strict=True):
            if step % 2 == 0 and pairs:
                some = generator.integers(0, len(pairs), settings.others)
                total = total + weight * loss(_features(torch, [pairs[one] for one in some]), None)
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * (1 - 0.94 * step / settings.steps)
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
    vectors: Vectors = module.embedding.weight.detach().numpy()
    return vectors


def _trainable(stems: dict[str, int], settings: FitSettings) -> tuple[Any, Any, Any]:
    """torch, a StaticEmbedding of stems with small random vectors, and the loss over it."""
    torch = import_module("torch")
    library = import_module("sentence_transformers")
    losses = import_module("sentence_transformers.sentence_transformer.losses")
    torch.set_num_threads(1)
    words = import_module("tokenizers").models.WordLevel({UNKNOWN: 0}, unk_token=UNKNOWN)
    shape = (len(stems), settings.stem_dimensions)
    # Small, so that what is learnt soon outweighs the chance of the start.
    spread = 1 / math.sqrt(settings.stem_dimensions)
    start = np.random.default_rng(settings.seed).normal(0, spread, shape).astype(np.float32)
    module = _static(import_module("tokenizers").Tokenizer(words), start * _rarity(len(stems)))
    model = library.SentenceTransformer(modules=[module], device="cpu")
    scale = 1 / settings.temperature
    return torch, module, losses.MultipleNegativesRankingLoss(model, scale=scale)


def _rarity(count: int) -> Vectors:
    """Frequent stems start short, as they say little: by Zipf's law the rank tells the count."""
    ranks = np.arange(1, count + 1, dtype=np.float32)
    weights: Vectors = (np.log(ranks + 1) / np.log(count + 1))[:, None]
    return weights.astype(np.float32)


def _static(tokenizer: Any, weights: NDArray[np.floating]) -> Any:
    modules = import_module("sentence_transformers.sentence_transformer.modules")
    return modules.StaticEmbedding(tokenizer, embedding_weights=weights)


def _halves(rows: Rows, generator: np.random.Generator) -> tuple[Rows, Rows]:
    """Two halves of a text: before and after a cut, or its words dealt at random."""
    if generator.random() < 0.5:
        cut = int(generator.integers(len(rows) // 3, len(rows) - len(rows) // 3 + 1))
        return rows[:cut], rows[cut:]
    first = generator.random(len(rows)) < 0.5
    first[:2] = True, False  # neither half is empty
    return rows[first], rows[~first]


def _features(torch: Any, pairs: Sequence[tuple[Rows, Rows]]) -> list[dict[str, Any]]:
    """The two sides of pairs as StaticEmbedding reads them: rows, and where each text starts."""
    sides = []
    for side in zip(*pairs, strict=True):
        starts = np.cumsum([0, *(len(one) for one in side[:-1])])
        rows = np.concatenate(side).astype(np.int64)
        sides.append({"input_ids": torch.from_numpy(rows), "offsets": torch.from_numpy(starts)})
    return sides


def form_vectors(
    tokens: Sequence[tuple[str, float]], stems: dict[str, int], vectors: Vectors
) -> Vectors:
    """The vector of each token: the sum of its stems; zeros for letters and unknown stems."""
    table = np.zeros((len(tokens), vectors.shape[1]), dtype=np.float32)
    for row, (form, _) in enumerate(tokens):
        if len(form) > 1:
            known = [stems[one] for one in stems_of(form) if one in stems]
            table[row] = vectors[known].sum(axis=0)
    table[0] = 0.0
    return table


def in_fewer_dimensions(table: Vectors, dimensions: int) -> NDArray[np.float16]:
    """The leading principal directions, in half precision; products hardly change."""
    _, _, directions = np.linalg.svd(table.astype(np.float64), full_matrices=False)
    kept = directions[:dimensions]
    signs = np.sign(kept[np.arange(len(kept)), np.abs(kept).argmax(axis=1)])
    fewer: NDArray[np.float16] = (table @ (kept * signs[:, None]).T).astype(np.float16)
    return fewer


def save(tokens: Sequence[tuple[str, float]], weights: NDArray[np.float16], target: Path) -> None:
    """Write the folder of a SentenceTransformer with one StaticEmbedding."""
    library = import_module("sentence_transformers")
    model = library.SentenceTransformer(
        modules=[_static(_tokenizer(tokens), weights)], device="cpu"
    )
    with tempfile.TemporaryDirectory() as draft:
        model.save(draft, create_model_card=False)
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(Path(draft).rglob("*")):
            if path.is_file():
                goal = target / path.relative_to(draft)
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, goal)


def _tokenizer(tokens: Sequence[tuple[str, float]]) -> Any:
    """Lower case without accents, letters only, split by the likeliest row of tokens."""
    library = import_module("tokenizers")
    tokenizer = library.Tokenizer(library.models.Unigram(list(tokens), unk_id=0))
    normal = library.normalizers
    tokenizer.normalizer = normal.Sequence(
        [
            normal.Lowercase(),
            normal.NFKD(),
            normal.StripAccents(),
            normal.Replace(library.Regex("[^a-z]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = library.pre_tokenizers.WhitespaceSplit()
    return tokenizer


def neighbours(embedder: EmbeddedEmbedder, word: str, most: int = 8) -> list[str]:
    """The words whose vectors point most nearly the same way, one of each stem."""
    tokens = [token for token, _ in embedder.tokens]
    if word not in tokens:
        return []
    vectors = unit_rows(embedder.table)
    order = np.argsort(-(vectors @ vectors[tokens.index(word)]), kind="stable")
    found = [tokens[row] for row in order[: 4 * most]]
    by_stem = {stem(token): token for token in reversed(found) if stem(token) != stem(word)}
    return list(reversed(by_stem.values()))[:most]


CARD = """\
# dutch-static
A small embedding of Dutch policy language: {tokens} word forms x {settings.dimensions}
dimensions, half precision. A passage is the mean of its words; rare compounds are split into known
words. The folder is a SentenceTransformer with one StaticEmbedding; the project reads it with numpy
alone.

Fitted with `python -m classify.fit_embedder TEXT_FOLDER TARGET`, seed {settings.seed}: stems and
compound parts ({settings.stems} x {settings.stem_dimensions}), {settings.steps} steps of
MultipleNegativesRankingLoss (sentence-transformers) on halves of sentences, on pairs (subject and
dossier, subject and request, question and answer), on relations between terms, and on halves of the
passages written for this project (without their labels); then the sum of its stems for every form.

## Nearest words
{probes}

What the model is worth beside TF-IDF and BM25: `python benchmarks/embedding.py`.

## Limits
Mostly planning, law and parliament; thin on health, the social domain and crime; partly Flemish.
Blind to word order and negation. No text is here, only vectors.
The legal basis of sources without a repository licence was not checked by a lawyer.

## Sources and their licences
{sources}
- relations between terms: Open Dutch WordNet and Wiktionary (CC BY-SA 4.0), EuroVoc (EU reuse,
  CC BY 4.0), GEMET (CC BY, EEA)
"""


def card(text_folder: Path, target: Path, settings: FitSettings) -> str:
    """The README of a fitted model."""
    with (text_folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        sources = [f"- {row['source']} ({row['repository']}): {row['licence']}" for row in rows]
    embedder = EmbeddedEmbedder.read(target)
    near = (f"- {probe}: {', '.join(neighbours(embedder, probe))}" for probe in PROBES)
    return CARD.format(
        settings=settings,
        tokens=len(embedder.tokens),
        probes="\n".join(near),
        sources="\n".join(sources),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the model."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("text_folder", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args(arguments)
    fit(options.text_folder, options.target, FitSettings())


if __name__ == "__main__":
    main()
