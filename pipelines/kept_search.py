"""What search makes of a run and keeps in its workspace, because making it takes long.

These files follow from the store and the code alone: they may be thrown away, and one that does not
fit is made again.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from corpus.ids import digest, file_sha256
from corpus.interventions import Intervention
from search.index import WordIndex

_PROJECT = Path(__file__).parent.parent
_OF_WORDS = ("search/index.py", "search/terms.py", "classify/words.py", "classify/models/*.txt")
_OF_INTERVENTIONS = (
    "corpus/*.py",
    "corpus/*.csv",
    "extract/*.py",
    "extract/dutch/*.py",
    "pipelines/intervention*.py",
)
_INTERVENTIONS = TypeAdapter(tuple[Intervention, ...])


def kept_words(folder: Path, of: str, make: Callable[[], WordIndex]) -> WordIndex:
    """The word index in a folder, made when it is not there; `of` says of which passages."""
    path = folder / f"words-{digest(of, _code(_OF_WORDS))}.npz"
    with suppress(OSError, ValueError, KeyError):
        return WordIndex.read(path)
    words = make()
    _keep(path, "words-*.npz", words.write)
    return words


def kept_interventions(
    folder: Path, of: str, make: Callable[[], tuple[Intervention, ...]]
) -> tuple[Intervention, ...]:
    """The interventions in a folder, made when they are not there."""
    path = folder / f"interventions-{digest(of, _code(_OF_INTERVENTIONS))}.json"
    with suppress(OSError, ValueError):
        return _INTERVENTIONS.validate_json(path.read_bytes())
    found = make()
    written = _INTERVENTIONS.dump_json(found)
    _keep(path, "interventions-*.json", lambda draft: draft.write_bytes(written))
    return found


def _keep(path: Path, others: str, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all, in the place of those of earlier runs.

    A workspace that cannot be written to can still be searched.
    """
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(f".{os.getpid()}-{path.name}")
        write(draft)
        for old in path.parent.glob(others):
            old.unlink(missing_ok=True)
        draft.replace(path)


@cache
def _code(patterns: Iterable[str]) -> str:
    """Hash of the files that a result follows from, so that a newer version makes it anew."""
    files = [path for pattern in patterns for path in sorted(_PROJECT.glob(pattern))]
    return digest([file_sha256(path) for path in files])
