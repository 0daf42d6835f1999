"""Label many loose texts, with a process for each core where there are enough of them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from classify.embed import Embedder
from classify.tagger import Tagger
from corpus.records import Tag
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import open_tagger
from pipelines.running.steps import open_language
from pipelines.settings import Settings

_BATCH = 256
_ENOUGH = 2_000
"""Texts from which a second process earns back the second or two that its start takes."""


@dataclass(frozen=True, slots=True)
class LooseBatch:
    """Texts to label, with the heading above each ("" where there is none)."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    headings: tuple[str, ...]


def _open(embedder_name: str) -> tuple[Embedder, Tagger]:
    """The embedder and the tagger for texts without a document. Raises UserProblem."""
    embedder = open_embedder(embedder_name)
    return embedder, open_tagger(embedder, open_language(Settings()))


@dataclass(frozen=True, slots=True)
class Labeller:
    """Tags texts in order, here or in the processes of a pool."""

    embedder: Embedder
    tagger: Tagger
    pool: ProcessPoolExecutor | None

    def tags(self, rows: Sequence[tuple[str, str, str]]) -> Iterator[Tag]:
        """One Tag for each (id, text, heading), in order; the same with any number of cores."""
        batches = map(_as_batch, _in_batches(rows))
        if self.pool is None:
            for batch in batches:
                yield from _tag(batch, self.embedder, self.tagger)
        else:
            for tags in self.pool.map(_tag_here, batches):
                yield from tags


@contextmanager
def open_labeller(embedder_name: str, expected: int = 0) -> Iterator[Labeller]:
    """A labeller for so many texts; its processes stay for more than one round."""
    embedder, tagger = _open(embedder_name)
    cores = os.cpu_count() or 1
    if cores == 1 or expected < _ENOUGH:
        yield Labeller(embedder, tagger, None)
        return
    # Spawned, as on every system: a forked process would share open files and locks.
    context = get_context("spawn")
    with ProcessPoolExecutor(cores, context, _prepare, (embedder_name,)) as pool:
        try:
            yield Labeller(embedder, tagger, pool)
        finally:
            pool.shutdown(cancel_futures=True)


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
    _opened.append(_open(embedder_name))


def _tag_here(batch: LooseBatch) -> list[Tag]:
    return _tag(batch, *_opened[0])
