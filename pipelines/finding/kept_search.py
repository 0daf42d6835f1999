"""What search makes of a run and keeps in its workspace, because making it takes long.

A run does so at its end, so that search opens at once. These files follow from the store and the
code alone: they may be thrown away, and one that does not fit is made again.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

from pydantic import TypeAdapter

from corpus import registry
from corpus.analysed import AnalysedPassage, Analysis
from corpus.ids import digest, file_sha256
from corpus.interventions import Intervention
from corpus.records import Deal
from pipelines.interventions.linking import interventions_of
from pipelines.workspace import Workspace
from report.boilerplate import shared_texts
from search.index import WordIndex, word_index_of
from taxonomy.concept import Taxonomy

KEPT = "search"
"""Folder of a workspace with what search makes once of a run."""
_log = logging.getLogger(__name__)
_PROJECT = Path(__file__).parents[2]
_OF_WORDS = ("search/index.py", "search/terms.py", "classify/words.py", "classify/models/*.txt")
_OF_INTERVENTIONS = (
    "corpus/*.py",
    "corpus/*.csv",
    "extract/*.py",
    "extract/dutch/*.py",
    "pipelines/interventions/*.py",
)
_OF_REPEATS = ("report/boilerplate.py", "corpus/regions.py", "corpus/analysed.py")
_REPEATS = TypeAdapter(frozenset[str])
_INTERVENTIONS = TypeAdapter(tuple[Intervention, ...])


def keep_for_search(
    workspace: Workspace, identity: str, analysis: Analysis, taxonomy: Taxonomy
) -> None:
    """Make and keep what search needs of a run with this fingerprint.

    A run is worth having without it: a failure is told in the log, and search makes it itself.
    """
    try:
        kept_of(workspace, identity, analysis, taxonomy)
        counted = [one for one in analysis.passages if one.counts]
        kept_repeats(workspace, counted, registry.deal_by_id())
    except Exception as error:
        _log.warning(
            "Het zoeken is niet klaargezet (%s: %s); de run zelf is wel af.",
            type(error).__name__,
            error,
        )


def kept_of(
    workspace: Workspace, identity: str, analysis: Analysis, taxonomy: Taxonomy
) -> tuple[tuple[Intervention, ...], WordIndex]:
    """The interventions and the word index of a run, made when they are not there."""
    counted = [one for one in analysis.passages if one.is_text]
    of = digest(identity, [(one.passage.passage_id, one.deal) for one in counted])
    folder = workspace.folder / KEPT
    return (
        kept_interventions(folder, of, lambda: interventions_of(analysis, taxonomy)),
        kept_words(folder, of, lambda: word_index_of(counted, registry.deal_by_id())),
    )


def kept_words(folder: Path, of: str, make: Callable[[], WordIndex]) -> WordIndex:
    """The word index in a folder, made when it is not there; `of` says of which passages."""
    path = folder / f"words-{digest(of, _code(_OF_WORDS))}.npz"
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
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


def kept_repeats(
    workspace: Workspace, counted: Sequence[AnalysedPassage], deals: Mapping[str, Deal]
) -> frozenset[str]:
    """The passage_ids of passages of which the text stands in an earlier one: people are asked
    about the first alone."""
    of = digest([(one.passage.passage_id, one.source.name, one.deal) for one in counted])
    path = workspace.folder / KEPT / f"repeats-{digest(of, _code(_OF_REPEATS))}.json"
    with suppress(OSError, ValueError):
        return _REPEATS.validate_json(path.read_bytes())
    found = frozenset(
        one.passage.passage_id
        for text in shared_texts(counted, deals).texts
        for one in text.passages[1:]
    )
    written = json.dumps(sorted(found)).encode()
    _keep(path, "repeats-*.json", lambda draft: draft.write_bytes(written))
    return found


def _keep(path: Path, others: str, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all, then remove those of earlier runs and broken-off drafts.

    A workspace that cannot be written to can still be searched.
    """
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(f".{os.getpid()}-{path.name}")
        try:
            write(draft)
            draft.replace(path)
        finally:
            for old in (*path.parent.glob(others), *path.parent.glob(f".*-{others}")):
                if old != path:
                    old.unlink(missing_ok=True)


@cache
def _code(patterns: Iterable[str]) -> str:
    """Hash of the files that a result follows from, so that a newer version makes it anew."""
    files = [path for pattern in patterns for path in sorted(_PROJECT.glob(pattern))]
    return digest([file_sha256(path) for path in files])
