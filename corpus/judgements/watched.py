"""A folder of JSONL files in which people write while others read: only what is new is read."""

import os
from collections.abc import Iterator
from pathlib import Path

from corpus.judgements.appending import settled_content
from corpus.judgements.jsonl import Clock, Unreadable, now, parse, to_tell, unopened
from corpus.records import Judgement

SUFFIX = ".jsonl"


class WatchedFile:
    """What one file held when it was last read."""

    def __init__(self, path: Path, clock: Clock = now) -> None:
        self.path = path
        self._clock = clock
        self.unreadable: list[Unreadable] = []
        self._stamp: tuple[int, int, int] | None = None
        self._forget()

    def _forget(self) -> None:
        self._whole = b""
        self._lines = 0
        self._found: list[Judgement] = []
        self._lost: list[Unreadable] = []
        self._last: list[Judgement] = []

    @property
    def judgements(self) -> Iterator[Judgement]:
        """All that it held, by line."""
        yield from self._found
        yield from self._last

    def read_again(self) -> tuple[list[Judgement], bool]:
        """The judgements that were added since, and whether only lines were added to the file; all
        of them when it became another file."""
        try:
            status = self.path.stat()
            stamp = status.st_size, status.st_mtime_ns, status.st_ino
            if stamp == self._stamp:
                return [], True
            content = settled_content(self.path)
        except OSError as error:
            had_any = any(True for _ in self.judgements)
            self._stamp = None
            self._forget()
            self.unreadable = [unopened(self.path.name, error)]
            return [], not had_any
        self._stamp = stamp
        return self._take_in(content)

    def _take_in(self, content: bytes) -> tuple[list[Judgement], bool]:
        """A last line without an end is read anew each time: it may have been added to."""
        only_more = content.startswith(self._whole) and not self._last
        if not content.startswith(self._whole):
            self._forget()
        end = content.rfind(b"\n") + 1
        name = self.path.name
        fresh, lost = parse(content[len(self._whole) : end], name, self._lines, self._clock)
        self._found += fresh
        self._lost += lost
        self._lines += content.count(b"\n", len(self._whole), end)
        self._whole = content[:end]
        self._last, broken = parse(content[end:], name, self._lines, self._clock)
        has_judgements = bool(self._found or self._last)
        self.unreadable = to_tell(self._lost + broken, content, has_judgements=has_judgements)
        return fresh + self._last, only_more


class WatchedFolder:
    """The files of a folder; hidden ones do not count."""

    def __init__(self, folder: Path, clock: Clock = now) -> None:
        self._folder = folder
        self._clock = clock
        self._files: dict[str, WatchedFile] = {}
        self._held: set[Judgement] = set()
        self._closed: list[Unreadable] = []

    def __contains__(self, judgement: Judgement) -> bool:
        return judgement in self._held

    @property
    def unreadable(self) -> list[Unreadable]:
        """Lines of all files that are no judgement, by file and line."""
        lines = [line for name in sorted(self._files) for line in self._files[name].unreadable]
        return self._closed + lines

    def read_again(self) -> tuple[list[Judgement], bool]:
        """Judgements that were added since the last time, by file and line, and whether nothing
        was taken away."""
        try:
            names = _names(self._folder)
            self._closed = []
        except OSError as error:
            names = []
            self._closed = [unopened(self._folder.name, error)]
        only_more = set(names) >= set(self._files)
        self._files = {name: self._files.get(name) or self._unread(name) for name in names}
        fresh: list[Judgement] = []
        for name in names:
            added, is_more = self._files[name].read_again()
            fresh += added
            only_more = only_more and is_more
        if not only_more:
            self._held = {one for file in self._files.values() for one in file.judgements}
        self._held.update(fresh)
        return fresh, only_more

    def read_one_again(self, name: str) -> None:
        """Take in what was added to one file."""
        file = self._files.setdefault(name, self._unread(name))
        self._held.update(file.read_again()[0])

    def _unread(self, name: str) -> WatchedFile:
        return WatchedFile(self._folder / name, self._clock)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.name.lower().endswith(SUFFIX)
                and not entry.name.startswith(".")
                and entry.is_file()
            )
    except FileNotFoundError:  # nobody has judged yet
        return []
