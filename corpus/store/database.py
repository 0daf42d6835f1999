"""The store of a workspace: one SQLite file, one transaction a document, one writer.

This is the only module that speaks SQL. Workers compute; whoever holds the store writes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.records import (
    Document,
    Judgement,
    Outcome,
    PageRecord,
    Passage,
    RemovedLine,
    Tag,
)
from corpus.store.rows import (
    JUDGEMENT_COLUMNS,
    as_json,
    box_of,
    judgement_id,
    judgement_of,
    judgement_row,
    page_row,
    passage_of,
    passage_row,
    quality_of,
    sides,
    tag_columns,
    tag_of,
)

MIGRATIONS: tuple[str, ...] = tuple(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql")
)
"""Script n brings a store from schema n to schema n + 1; scripts are only ever added."""

_BATCH = 500
"""Identities in one `IN (...)`: well under SQLite's limit of 32,766 variables."""


class StoreError(RuntimeError):
    """The store cannot be used; the message is one Dutch sentence with advice."""


class Store:
    """The SQLite file of a workspace. Use as a context manager."""

    def __init__(
        self, path: Path, migrations: Sequence[str] = MIGRATIONS, *, any_thread: bool = False
    ) -> None:
        """Open or create the store and bring it to the newest schema.

        With `any_thread` several threads may use it, when they take turns.
        Raises StoreError when the file cannot be opened, is not ours or was made by a newer
        version.
        """
        self._path = path
        try:
            self._connection = sqlite3.connect(
                path, isolation_level=None, timeout=30, check_same_thread=not any_thread
            )
        except sqlite3.OperationalError as error:
            raise _unusable(path, error) from error
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._migrate(path, migrations)
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise _unusable(path, error) from error
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise StoreError(
                f"{path} is geen opslag van Rode Draden of is beschadigd ({error}); "
                "zet een reservekopie terug of verwijder het bestand en draai opnieuw."
            ) from error
        except StoreError:
            self._connection.close()
            raise

    def _migrate(self, path: Path, migrations: Sequence[str]) -> None:
        if self.schema_version == len(migrations):
            return
        # The version counts only under the lock: another process may be migrating as well.
        with self._transaction() as connection:
            version = self.schema_version
            if version > len(migrations):
                raise StoreError(
                    f"{path} is gemaakt door een nieuwere versie van Rode Draden; "
                    "werk het programma bij."
                )
            if not version and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise StoreError(
                    f"{path} is een database van een ander programma; geef een andere map."
                )
            for script in migrations[version:]:
                for statement in _statements(script):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(migrations)}")

    @property
    def schema_version(self) -> int:
        """Number of migrations that the file has had."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # Files seen ---------------------------------------------------------------------------

    def seen_hashes(self) -> dict[str, str]:
        """SHA-256 of every path at its last run."""
        return dict(self._connection.execute("SELECT path, sha256 FROM seen_file"))

    def remember_hashes(self, hashes: Mapping[str, str]) -> None:
        """Remember the SHA-256 of paths, so that a change is noticed next time."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO seen_file VALUES (?, ?) "
                "ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
                sorted(hashes.items()),
            )

    # Documents ----------------------------------------------------------------------------

    def extracted_with(self) -> dict[str, str]:
        """Extractor version of every document in the store."""
        return dict(self._connection.execute("SELECT document_id, extractor FROM document"))

    def save_document(self, document: Document) -> None:
        """Write a document with its pages and passages in one transaction.

        An earlier extraction of the same document is replaced, and with it its vectors and tags.
        """
        key = document.document_id
        with self._transaction() as connection:
            connection.execute("DELETE FROM document WHERE document_id = ?", (key,))
            connection.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?)",
                (key, document.extractor, document.outcome, document.reason),
            )
            connection.executemany(
                "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(key, *page_row(page)) for page in document.pages],
            )
            connection.executemany(
                "INSERT INTO removed_line VALUES (?, ?, ?, ?, ?)",
                [
                    (key, line.page, line.text, line.reason, as_json(line.box and sides(line.box)))
                    for line in document.removed
                ],
            )
            connection.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [passage_row(passage) for passage in document.passages],
            )

    def document(self, document_id: str) -> Document | None:
        """Read a document back as it was saved, or None."""
        row = self._connection.execute(
            "SELECT extractor, outcome, reason FROM document WHERE document_id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        extractor, outcome, reason = row
        return Document(
            document_id,
            extractor,
            Outcome(outcome),
            reason,
            self._pages(document_id),
            tuple(self.passages(document_id)),
            self._removed(document_id),
        )

    def _pages(self, document_id: str) -> tuple[PageRecord, ...]:
        rows = self._connection.execute(
            "SELECT number, width, height, characters, reader, quality FROM page "
            "WHERE document_id = ? ORDER BY number",
            (document_id,),
        )
        return tuple(
            PageRecord(number, width, height, characters, reader, quality_of(quality))
            for number, width, height, characters, reader, quality in rows
        )

    def _removed(self, document_id: str) -> tuple[RemovedLine, ...]:
        rows = self._connection.execute(
            "SELECT page, text, reason, box FROM removed_line WHERE document_id = ? ORDER BY rowid",
            (document_id,),
        )
        return tuple(
            RemovedLine(page, text, reason, box_of(box)) for page, text, reason, box in rows
        )

    def passages(self, document_id: str) -> Iterator[Passage]:
        """Passages of a document in reading order."""
        rows = self._connection.execute(
            "SELECT passage_id, document_id, position, kind, heading_path, text, boxes, "
            "box_starts, sentence_starts, entities, place, calls, amounts, raw FROM passage "
            "WHERE document_id = ? ORDER BY position",
            (document_id,),
        )
        return (passage_of(row) for row in rows)

    # Vectors and tags -----------------------------------------------------------------------

    def vectors(self, passage_ids: Sequence[str], embedder: str) -> dict[str, NDArray[np.float32]]:
        """Vectors of those passages that the embedder has done already."""
        rows = self._select(
            "SELECT passage_id, vector FROM vector WHERE embedder = ? AND passage_id IN ({})",
            embedder,
            passage_ids,
        )
        return {key: np.frombuffer(blob, dtype="<f4") for key, blob in rows}

    def count_vectors(self, passage_ids: Sequence[str], embedder: str) -> int:
        """How many of those passages the embedder has done already."""
        query = "SELECT passage_id FROM vector WHERE embedder = ? AND passage_id IN ({})"
        return len(self._select(query, embedder, passage_ids))

    def save_vectors(
        self, passage_ids: Sequence[str], embedder: str, vectors: NDArray[np.float32]
    ) -> None:
        """Write one vector a passage in one transaction; `vectors` has shape (passages, d)."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                [
                    (key, embedder, vector.astype("<f4").tobytes())
                    for key, vector in zip(passage_ids, vectors, strict=True)
                ],
            )

    def tags(self, passage_ids: Sequence[str], tagger: str) -> dict[str, Tag]:
        """Tags of those passages that the tagger has done already."""
        rows = self._select(
            "SELECT passage_id, scores, evidence, stances FROM tag "
            "WHERE tagger = ? AND passage_id IN ({})",
            tagger,
            passage_ids,
        )
        return {row[0]: tag_of(row) for row in rows}

    def count_tags(self, passage_ids: Sequence[str], tagger: str) -> int:
        """How many of those passages the tagger has done already."""
        query = "SELECT passage_id FROM tag WHERE tagger = ? AND passage_id IN ({})"
        return len(self._select(query, tagger, passage_ids))

    def save_tags(self, tagger: str, tags: Iterable[Tag]) -> None:
        """Write the tags of a batch of passages in one transaction."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO tag VALUES (?, ?, ?, ?, ?)",
                [(tag.passage_id, tagger, *tag_columns(tag)) for tag in tags],
            )

    # Judgements -----------------------------------------------------------------------------

    def add_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Add judgements in one transaction that a loss of power cannot undo; return how many were
        new. They belong to no passage here: they outlive every extraction.

        Raises StoreError when the disk is full or another keeps the store too long.
        """
        rows = [judgement_row(one, judgement_id(one)) for one in judgements]
        marks = ",".join("?" * len(JUDGEMENT_COLUMNS))
        names = ",".join(JUDGEMENT_COLUMNS)
        self._connection.execute("PRAGMA synchronous = FULL")
        try:
            with self._transaction() as connection:
                cursor = connection.executemany(
                    f"INSERT OR IGNORE INTO judgement ({names}) VALUES ({marks})", rows
                )
                return cursor.rowcount
        except sqlite3.OperationalError as error:
            raise _unusable(self._path, error) from error
        finally:
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def judgements(self, after: int = 0) -> list[tuple[int, Judgement]]:
        """Judgements with their number in this store, in the order in which they came; only those
        with a number above `after`."""
        rows = self._connection.execute(
            f"SELECT number,{','.join(JUDGEMENT_COLUMNS)} FROM judgement "
            "WHERE number > ? ORDER BY number",
            (after,),
        )
        return [(number, judgement_of(tuple(row))) for number, *row in rows]

    def _select(self, query: str, first: str, keys: Sequence[str]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            found += self._connection.execute(query.format(marks), (first, *batch))
        return found


def _unusable(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(
        f"{path} is nu niet te gebruiken ({error}); wacht tot een andere run klaar is en "
        "controleer of de map bestaat en beschrijfbaar is."
    )


def _statements(script: str) -> Iterator[str]:
    """Statements of a script, one by one; every statement starts on a line of its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
