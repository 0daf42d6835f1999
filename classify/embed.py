"""Vectors for passages and queries: the embedded Dutch model, or a sentence transformer."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from classify.words import forms_of

Vectors = NDArray[np.float32]

EMBEDDED = "dutch-static"
MODELS = Path(__file__).parent / "models"
TOKENIZER, WEIGHTS = "tokenizer.json", "model.safetensors"
UNKNOWN = "<unk>"
PASSAGE_PROMPTS = ("document", "passage", "corpus")
QUERY_PROMPTS = ("query",)
# The instruct models of this family want another prompt, which they record themselves.
_E5_NAME = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])(?!.*instruct)")
_LONGEST_WORD = 48
"""Longer "words" are lines that lost their spaces; trying every split of them takes too long."""


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
    if name == EMBEDDED:
        return EmbeddedEmbedder.read(MODELS / EMBEDDED)
    return SentenceTransformerEmbedder(name)


class Unigram:
    """Splits words into the likeliest row of known tokens (Kudo 2018), as `tokenizers` does."""

    def __init__(self, tokens: Sequence[tuple[str, float]]) -> None:
        self._rows = {token: row for row, (token, _) in enumerate(tokens)}
        self._scores = dict(tokens)
        self._longest = max(map(len, self._scores))
        self._seen: dict[str, list[int]] = {}

    def rows(self, text: str) -> list[int]:
        """The rows of a text's tokens, in order."""
        seen, found = self._seen, []
        for word in forms_of(text):
            rows = seen.get(word)
            if rows is None:
                rows = seen[word] = self._split(word[:_LONGEST_WORD])
            found += rows
        return found

    def _split(self, word: str) -> list[int]:
        """The tokens of a word with the highest sum of log shares (Viterbi)."""
        best, start_of = [0.0], [0]
        for end in range(1, len(word) + 1):
            # Of equal splits `tokenizers` keeps the one with the longest last token, so do we.
            score, place = max(
                (best[start] + self._scores.get(word[start:end], -np.inf), -start)
                for start in range(max(0, end - self._longest), end)
            )
            best.append(score)
            start_of.append(-place)
        rows, end = [], len(word)
        while end:
            rows.append(self._rows[word[start_of[end] : end]])
            end = start_of[end]
        return rows[::-1]


@dataclass(frozen=True)
class EmbeddedEmbedder:
    """Means of word vectors from a folder that sentence-transformers could load too.

    Small and deterministic; it needs numpy alone.
    """

    embedder_id: str
    tokens: tuple[tuple[str, float], ...] = field(repr=False)
    table: Vectors = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> EmbeddedEmbedder:
        """The model of a folder that classify.fit_embedder wrote."""
        described = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
        tokens = tuple((token, score) for token, score in described["model"]["vocab"])
        files = [folder / TOKENIZER, folder / WEIGHTS]
        embedder_id = f"{folder.name}-{content_hash(folder, files)}"
        return cls(embedder_id, tokens, _half_precision_table(folder / WEIGHTS))

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.table.shape[1])

    @cached_property
    def _unigram(self) -> Unigram:
        return Unigram(self.tokens)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text: the direction of the sum of its words."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            rows = self._unigram.rows(text)
            if rows:
                vectors[row] = self.table[rows].sum(axis=0)
        return unit_rows(vectors)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Queries are read as passages: word vectors know no difference."""
        return self.encode_passages(texts)


def _half_precision_table(path: Path) -> Vectors:
    """The one table of a safetensors file: eight bytes of length, a JSON header, the numbers."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    (entry,) = (
        value for key, value in json.loads(content[8:start]).items() if key != "__metadata__"
    )
    first, last = entry["data_offsets"]
    numbers = np.frombuffer(content[start + first : start + last], dtype="<f2")
    table: Vectors = numbers.astype(np.float32).reshape(entry["shape"])
    return table


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
            encoded = encode(
                [texts[row] for row in filled],
                prompt=prompt or None,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            # Some models divide by a length of zero where they know no word.
            vectors[filled] = np.nan_to_num(np.asarray(encoded, dtype=np.float32))
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
