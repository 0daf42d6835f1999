"""Adding lines to a file that others read and write at the same time."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _lock(descriptor: int, wait: bool) -> None:
    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


class LockedFile:
    """A file that only this process may add to, until it is closed."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def content(self) -> bytes:
        """All bytes of the file."""
        return self._path.read_bytes()

    def append(self, lines: Iterable[str]) -> None:
        """Add lines that a loss of power cannot undo.

        A last line that a crash left without its end is ended first, so that no line is ever joined
        with it. Raises OSError when the disk is full or the file cannot be written.
        """
        start = b"" if self._ends_whole() else b"\n"
        left = memoryview(start + "".join(f"{line}\n" for line in lines).encode())
        while left:
            left = left[os.write(self._descriptor, left) :]
        os.fsync(self._descriptor)

    def _ends_whole(self) -> bool:
        size = os.fstat(self._descriptor).st_size
        if not size:
            return True
        os.lseek(self._descriptor, size - 1, os.SEEK_SET)
        return os.read(self._descriptor, 1) == b"\n"


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[LockedFile]:
    """Wait until nobody else adds to a file, which is made when it is not there; its folder too.

    Raises OSError when it cannot be opened for writing, and BlockingIOError when another has it and
    one does not `wait`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _opened_and_locked(path, wait)
    try:
        yield LockedFile(path, descriptor)
    finally:
        os.close(descriptor)


def settled_content(path: Path) -> bytes:
    """The bytes of a file, without a last line that somebody is still writing."""
    content = path.read_bytes()
    if not content or content.endswith(b"\n"):
        return content
    try:
        with locked(path, wait=False) as file:
            return file.content()
    except BlockingIOError:
        return content[: content.rfind(b"\n") + 1]
    except OSError:  # nobody adds to a file that may not be written
        return content


def _opened_and_locked(path: Path, wait: bool) -> int:
    """A descriptor of the file that has the name when the lock is had: while this process waited,
    a program that synchronises folders may have put another in its place."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    while True:
        is_new = not path.exists()
        descriptor = os.open(path, flags, 0o666)
        try:
            _lock(descriptor, wait)
            is_there = path.exists() and os.path.samestat(path.stat(), os.fstat(descriptor))
            if is_there and is_new:
                _keep_name(path.parent)
        except BaseException:
            os.close(descriptor)
            raise
        if is_there:
            return descriptor
        os.close(descriptor)


def _keep_name(folder: Path) -> None:
    """Have the disk remember that a new file is in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
