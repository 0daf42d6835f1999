"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_or_absent(target: Path) -> Iterator[TextIO]:
    """Write text to a draft that takes the place of the file when all of it was written."""
    with _draft_of(target) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def write_whole(target: Path, content: bytes) -> None:
    """Write bytes, whole or not at all."""
    with _draft_of(target) as draft:
        draft.write_bytes(content)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    draft = target.with_name(target.name + ".tmp")
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
