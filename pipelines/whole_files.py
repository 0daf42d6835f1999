"""Text files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_or_absent(target: Path) -> Iterator[TextIO]:
    """Write to a draft that takes the place of the file when all of it was written."""
    draft = target.with_name(target.name + ".tmp")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
