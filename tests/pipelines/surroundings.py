"""The surroundings of a run in a process of its own: scans are read or not, on any machine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
WITHOUT_ENGINE = Path(__file__).parent / "without_engine"
"""At the front of the path this hides text recognition, so that every machine reads the same."""


def environment(*, engine: bool = False, **more: str) -> dict[str, str]:
    """Variables of a process that runs this project; `engine` leaves text recognition in sight."""
    folders = [PROJECT] if engine else [WITHOUT_ENGINE, PROJECT]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), **more}


@contextmanager
def engine_hidden() -> Iterator[None]:
    """Hide text recognition from this process and from the workers that it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(WITHOUT_ENGINE)
        patch.setitem(sys.modules, "tesserocr", None)
        yield
