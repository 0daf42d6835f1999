"""A small corpus, drawn from five of the sample documents, and runs over it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from surroundings import engine_hidden, environment

from corpus.sample.draw import draw_samples
from pipelines.finding.searching import SearchRoom, open_search
from pipelines.finished.outcome import RunResult
from pipelines.models.tagger import SAMPLES
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import Workspace, add_sources, workspace_at

CHOSEN = (
    "foodvalley-convenant-2019",
    "foodvalley-voortgangsrapportage-2021",
    "kamerbrief-voortgang-2026",
    "noord-limburg-convenant-2020",
    "waddeneilanden-convenant-2023",
)


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with five PDFs (one of them a scan) and their manifest."""
    folder = tmp_path_factory.mktemp("corpus")
    texts = folder / "teksten"
    texts.mkdir()
    for name in CHOSEN:
        shutil.copy(SAMPLES / f"{name}.md", texts)
    drawn = folder / "documenten"
    drawn.mkdir()
    draw_samples(texts, drawn)
    return drawn


@pytest.fixture(scope="session")
def analysed_once(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with a finished run in which nobody judged; to be read, never written."""
    workspace = workspace_at(tmp_path_factory.mktemp("beoordelen") / "werkruimte")
    add_sources(workspace, documents)
    with engine_hidden():
        analyse(workspace, Directly(), Silent(), workers=1)
    return workspace


@pytest.fixture(scope="session")
def search_room(analysed_once: Workspace) -> SearchRoom:
    """That workspace, open for search."""
    return open_search(analysed_once)


@pytest.fixture(scope="module")
def analysed_copy(analysed_once: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of that workspace for one file of tests, which may write reports and runs into it.

    It lies as deep as the workspace itself: a manifest says by relative paths where documents are.
    """
    folder = tmp_path_factory.mktemp("kopie") / "werkruimte"
    return workspace_at(Path(shutil.copytree(analysed_once.folder, folder)))


@pytest.fixture
def workspace(analysed_once: Workspace, tmp_path: Path) -> Workspace:
    """A copy of that workspace in which a test may judge."""
    return workspace_at(Path(shutil.copytree(analysed_once.folder, tmp_path / "werkruimte")))


@pytest.fixture
def copied(documents: Path, tmp_path: Path) -> Path:
    """A copy of the documents in a folder that a test may change."""
    return Path(shutil.copytree(documents, tmp_path / "documenten"))


@pytest.fixture
def rodedraden(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line as a user does, in a process of its own."""

    def run(*arguments: str | Path, engine: bool = False) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment(engine=engine),
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def analysed() -> Callable[[Path, Path], RunResult]:
    """Add a folder or a document to a workspace and analyse it, in this process."""

    def run(sources: Path, folder: Path) -> RunResult:
        workspace = workspace_at(folder)
        add_sources(workspace, sources)
        return analyse(workspace, Directly(), Silent(), workers=1)

    return run


@pytest.fixture
def without_engine() -> Iterator[None]:
    """Hide text recognition from this process and from the workers that it starts."""
    with engine_hidden():
        yield
