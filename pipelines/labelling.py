"""Label many loose texts, with a process for each core where there are enough of them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from types import TracebackType

from classify.embed import Embedder
from classify.tagger import Tagger
from corpus.records import Tag
from pipelines.models import open_embedder, open_tagger
from pipelines.settings import Settings
from pipelines.steps import open_language

_BATCH = 256
_ENOUGH = 2_000
"""Texts from which a second process earns back the second or two that its start takes."""


@dataclass(frozen=True, slots=True)
class LooseBatch:
    """Texts to label, with the heading above each ("" where there is none)."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    headings: tuple[str, ...]


def open_labelling(embedder_name: str) -> tuple[Embedder, Tagger]:
    """The embedder and the tagger for texts without a document; raises UserProblem."""
    embedder = open_embedder(embedder_name)
    return embedder, open_tagger(embedder, open_language(Settings()))


class Labeller:
    """Tags texts in order; as a context manager it keeps its processes for more than one round."""

    def __init__(self, embedder_name: str, expected: int, cores: int | None = None) -> None:
        self.embedder, self.tagger = open_labelling(embedder_name)
        count = cores or os.cpu_count() or 1
        self._pool = None
        if count > 1 and expected >= _ENOUGH:
            # Spawned, as on every system: a forked process would share open files and locks.
            self._pool = ProcessPoolExecutor(
                count, get_context("spawn"), _prepare, (embedder_name,)
            )

    def __enter__(self) -> "Labeller":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def tags(self, rows: Sequence[tuple[str, str, str]]) -> Iterator[Tag]:
        """One Tag for each (id, text, heading), in order; the same with any number of cores."""
        batches = map(_as_batch, _in_batches(rows))
        if self._pool is None:
            for batch in batches:
                yield from _tag(batch, self.embedder, self.tagger)
        else:
            for tags in self._pool.map(_tag_here, batches):
                yield from tags


def _in_batches(rows: Sequence[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _as_batch(rows: Iterable[tuple[str, str, str]]) -> LooseBatch:
    ids, texts, headings = zip(*rows, strict=True)
    return LooseBatch(ids, texts, headings)


def _tag(batch: LooseBatch, embedder: Embedder, tagger: Tagger) -> list[Tag]:
    vectors = embedder.encode_passages(batch.texts)
    return tagger.tag(batch.ids, batch.texts, vectors, batch.headings)


_opened: list[tuple[Embedder, Tagger]] = []
"""What this worker process has opened, once."""


def _prepare(embedder_name: str) -> None:
    _opened.append(open_labelling(embedder_name))


def _tag_here(batch: LooseBatch) -> list[Tag]:
    return _tag(batch, *_opened[0])
