"""The label log of a workspace: the store and one JSONL file a reviewer, which hold the same.

What is appended is in the store before it is in the file, so nobody is told that something is saved
which a crash can take away; `merge` brings to either what only the other has. Judgements are only
ever added: two logs are merged by taking all that stands in one of them.
"""

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from corpus.judgements.appending import LockedFile, locked
from corpus.judgements.jsonl import (
    Clock,
    Unreadable,
    checked,
    last_moment,
    line_of,
    now,
)
from corpus.judgements.reviewers import file_of
from corpus.judgements.watched import WatchedFolder
from corpus.records import Judgement
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: judgements added to the store, lines added to files, and the lines that
    were left where they are because they cannot be read."""

    added: int
    mirrored: int
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def unreadable_lines(self) -> int:
        """How many lines cannot be read, also those that are not told one by one."""
        return sum(one.lines for one in self.unreadable)


class JudgementLog:
    """The label log. Use as a context manager; threads may share one, processes open their own.

    Opening reads nothing: what others put in the folder is there after `merge`.
    """

    def __init__(self, store_path: Path, folder: Path, clock: Clock = now) -> None:
        """Open the store and know the folder, which is made when something is written.

        A judgement that lies more than a day after `clock` is refused.
        Raises StoreError when the store cannot be used.
        """
        self._store = Store(store_path, any_thread=True)
        self._folder = folder
        self._clock = clock
        self._files = WatchedFolder(folder, clock)
        self._turn = RLock()
        self._number = 0
        self._stored: set[Judgement] = set()
        self._only_stored: dict[Judgement, None] = {}
        self._only_in_files: dict[Judgement, None] = {}

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
        """Close the store; what was appended stays."""
        self._store.close()

    def append(self, judgements: Iterable[Judgement]) -> int:
        """Add judgements, all or none; return how many were new.

        They are saved when this returns. A file that cannot be written now gets its lines at a
        later merge, which tells of it. Raises ValueError with a Dutch sentence when a name or a
        text cannot be kept.
        """
        batch = list(dict.fromkeys(checked(one, self._clock) for one in judgements))
        names = sorted({file_of(one.reviewer) for one in batch})
        with self._turn, ExitStack() as locks:
            # The lock is held from before the store: whoever finds a judgement there, and then
            # gets the lock, knows that its line was written, or never will be.
            files = {name: file for name in names if (file := self._lock(name, locks))}
            self._read_store()
            new = [one for one in batch if one not in self._stored]
            count = self._add(new)
            for name, file in files.items():
                with suppress(OSError):
                    file.append(line_of(one) for one in new if file_of(one.reviewer) == name)
            return count

    def _lock(self, name: str, locks: ExitStack) -> LockedFile | None:
        try:
            return locks.enter_context(locked(self._folder / name))
        except OSError:
            return None

    def since(self, number: int = 0) -> list[tuple[int, Judgement]]:
        """Judgements of the store with a number above this one, in the order in which they came."""
        with self._turn:
            return self._store.judgements(after=number)

    def everything(self) -> list[Judgement]:
        """All judgements of the store, in the order in which they came."""
        return [judgement for _, judgement in self.since()]

    def merge(self) -> Merged:
        """Bring store and files to the same; milliseconds when nothing changed.

        A file to which somebody else is adding right now gets what it misses next time.
        """
        with self._turn:
            # The store is read before the files: a row that another process took from a file is
            # then never thought to be missing from the files.
            self._read_store()
            lines, only_more = self._files.read_again()
            self._only_in_files |= dict.fromkeys(lines)
            if not only_more:
                self._only_stored = {judgement: None for _, judgement in self._store.judgements()}
            self._forget_what_both_have()
            added = self._add(list(self._only_in_files))
            self._only_in_files = {}
            mirrored, problems = self._mirror()
            return Merged(added, mirrored, (*self._files.unreadable, *problems))

    def take_over(self, judgements: Iterable[Judgement]) -> Merged:
        """Add judgements as they were read from a colleague's file (`read_lines`), and merge."""
        with self._turn:
            added = self._add(list(judgements))
            merged = self.merge()
        return replace(merged, added=added + merged.added)

    def _add(self, judgements: list[Judgement]) -> int:
        return self._store.add_judgements(judgements) if judgements else 0

    def _read_store(self) -> None:
        """Take in the rows that came since; whether files hold them too is to be seen."""
        for number, judgement in self._store.judgements(after=self._number):
            self._number = number
            self._stored.add(judgement)
            self._only_stored[judgement] = None

    def _forget_what_both_have(self) -> None:
        self._only_stored = {one: None for one in self._only_stored if one not in self._files}
        self._only_in_files = {one: None for one in self._only_in_files if one not in self._stored}

    def _mirror(self) -> tuple[int, list[Unreadable]]:
        """Add what only the store has to the files of its reviewers; return how many lines, and
        which files cannot be written."""
        count, problems = 0, []
        by_file: dict[str, list[Judgement]] = {}
        # A line that would not be read back would be added again at every merge.
        latest = last_moment(self._clock)
        for one in (stored for stored in self._only_stored if stored.when <= latest):
            by_file.setdefault(file_of(one.reviewer), []).append(one)
        for name in sorted(by_file):
            try:
                count += self._mirror_to(name, by_file[name])
            except BlockingIOError:
                continue
            except OSError as error:
                problems.append(_unwritten(name, error))
        self._forget_what_both_have()
        return count, problems

    def _mirror_to(self, name: str, judgements: list[Judgement]) -> int:
        with locked(self._folder / name, wait=False) as file:
            self._files.read_one_again(name)
            missing = [one for one in judgements if one not in self._files]
            if missing:
                file.append(map(line_of, missing))
            self._files.read_one_again(name)
            return len(missing)


def _unwritten(name: str, error: OSError) -> Unreadable:
    return Unreadable(
        name,
        0,
        f"Het bestand is niet te beschrijven ({error.strerror}); de oordelen zijn bewaard, maar "
        "staan nog niet in dit bestand. Controleer de rechten en de ruimte op de schijf.",
    )
