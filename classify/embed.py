"""Vectors for passages and queries: the embedded Dutch model, or a sentence transformer."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from classify import words
from classify.words import WORD_COUNTS, tokenise

Vectors = NDArray[np.float32]

EMBEDDED = "dutch-lsa"
MODELS = Path(__file__).parent / "models"
STEMS, VECTORS = "stems.txt", "vectors.npz"
PASSAGE_PROMPTS = ("document", "passage", "corpus")
QUERY_PROMPTS = ("query",)
# The instruct models of this family want another prompt, which they record themselves.
_E5_NAME = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])(?!.*instruct)")
# The counts decide which parts a compound has, so they are part of what the model says.
IDENTITY_FILES = (STEMS, VECTORS, WORD_COUNTS.name)


class EmbedderError(ValueError):
    """The asked embedder cannot be loaded here; the message says in Dutch what to do."""


class Embedder(Protocol):
    """Turns texts into vectors of length one; a text without known words gives zeros."""

    @property
    def embedder_id(self) -> str:
        """Name and content hash: the same id means the same vectors."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each query or concept description."""


def load_embedder(name: str) -> Embedder:
    """The embedder of this name: the embedded model, a model folder, or a model from the hub."""
    folder = MODELS / EMBEDDED if name == EMBEDDED else Path(name)
    if (folder / STEMS).is_file():
        return EmbeddedEmbedder.read(folder)
    return SentenceTransformerEmbedder(name)


@dataclass(frozen=True, slots=True)
class EmbeddedEmbedder:
    """Weighted means of word vectors: small, deterministic, numpy only."""

    embedder_id: str
    rows: Mapping[str, int]
    weighted_vectors: Vectors
    common_directions: Vectors

    @classmethod
    def read(cls, folder: Path) -> EmbeddedEmbedder:
        """The model of a folder that classify.fit_embedder wrote."""
        stems = (folder / STEMS).read_text(encoding="utf-8").split()
        with np.load(folder / VECTORS, allow_pickle=False) as arrays:
            weights = arrays["scale"] * arrays["idf"]
            weighted = arrays["codes"].astype(np.float32) * weights[:, None]
            common = arrays["common_directions"]
        files = [folder / file for file in IDENTITY_FILES]
        # The stems that the code finds are half of the model: other code, other vectors.
        code = hashlib.sha256(Path(words.__file__).read_bytes()).hexdigest()[:4]
        embedder_id = f"{folder.name}-{content_hash(folder, files)}-{code}"
        return cls(embedder_id, {stem: row for row, stem in enumerate(stems)}, weighted, common)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.weighted_vectors.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, without the directions that all texts share."""
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            sums[row] = self._sum_of_words(text)
        means = unit_rows(sums)
        # In double precision, so that the order in which a machine adds up does not show.
        exact = means.astype(np.float64)
        common = self.common_directions.astype(np.float64)
        return unit_rows((exact - exact @ common.T @ common).astype(np.float32))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Queries are read as passages: word vectors know no difference."""
        return self.encode_passages(texts)

    def _sum_of_words(self, text: str) -> Vectors:
        counts = Counter(known_rows(text, self.rows))
        # A word that returns ten times does not make a passage ten times as much about it.
        frequencies = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        words = self.weighted_vectors[list(counts)]
        total: Vectors = frequencies.astype(np.float32) @ words
        return total


def known_rows(text: str, rows: Mapping[str, int]) -> list[int]:
    """The vocabulary rows of a text's stems and of the parts of its compounds."""
    stems = (stem for token in tokenise(text) for stem in (token.stem, *token.parts))
    return [rows[stem] for stem in stems if stem in rows]


def unit_rows(vectors: Vectors) -> Vectors:
    """Every row divided by its length; a row of zeros stays a row of zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-6)
    return rows


def content_hash(folder: Path, files: Sequence[Path]) -> str:
    """Sixteen hex digits over the names and bytes of files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(files):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{content}\0".encode())
    return digest.hexdigest()[:16]


class SentenceTransformerEmbedder:
    """A sentence transformer from a folder or from what the hub left on this machine."""

    def __init__(self, name: str) -> None:
        self._model = _load_sentence_transformer(name)
        self.embedder_id = _identity(name)
        self._query_prompt = _prompt(self._model, name, QUERY_PROMPTS, "query: ")
        self._passage_prompt = _prompt(self._model, name, PASSAGE_PROMPTS, "passage: ")

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        model = self._model
        # Version 6 renamed the method; the older name stays for older versions.
        if hasattr(model, "get_embedding_dimension"):
            return int(model.get_embedding_dimension())
        return int(model.get_sentence_embedding_dimension())

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage, read with the model's own passage prompt."""
        encode = getattr(self._model, "encode_document", self._model.encode)
        return self._encode(encode, texts, self._passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each query, read with the model's own query prompt."""
        encode = getattr(self._model, "encode_query", self._model.encode)
        return self._encode(encode, texts, self._query_prompt)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str], prompt: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            vectors[filled] = encode(
                [texts[row] for row in filled],
                prompt=prompt or None,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return vectors


def _load_sentence_transformer(name: str) -> Any:
    try:
        library = import_module("sentence_transformers")
    except ImportError as error:
        raise EmbedderError(
            f"Voor het model '{name}' is het pakket sentence-transformers nodig; "
            "installeer het met: pip install '.[transformers]' in de map van het project"
        ) from error
    try:
        return library.SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"Het model '{name}' staat niet op deze computer; haal het eerst op met "
            f"'hf download {name}', geef de map van een model, of kies '{EMBEDDED}'."
        ) from error


def _prompt(model: Any, name: str, prompt_names: Sequence[str], e5_prefix: str) -> str:
    """The model's own prompt; E5 models were trained with prefixes that few of them record."""
    own: Mapping[str, str] = model.prompts or {}
    prompts = [own[prompt_name] for prompt_name in prompt_names if own.get(prompt_name)]
    is_bare_e5 = _E5_NAME.search(name.lower()) and not any(own.values())
    return prompts[0] if prompts else e5_prefix if is_bare_e5 else ""


def _identity(name: str) -> str:
    folder = Path(name)
    if folder.is_dir():
        files = [path for path in folder.rglob("*") if path.is_file()]
        return f"{folder.resolve().name}-{content_hash(folder, files)}"
    # The hub's commit names the content, so there is no need to read the weights again.
    find = import_module("huggingface_hub").try_to_load_from_cache
    found = find(name, "modules.json") or find(name, "config.json")
    commit = Path(found).parent.name if isinstance(found, (str, os.PathLike)) else "unknown"
    return f"{name}-{commit[:16]}"
