"""A workspace: the folder that holds manifest, store, settings, models and runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.checks import Finding, check_manifest
from corpus.manifest import ManifestRow, merge, read_manifest, write_manifest
from corpus.proposal import DOCUMENT_SUFFIXES, FirstLook, document_files, propose
from corpus.registry import deal_names
from corpus.store import Store
from pipelines.problems import ExitCode, UserProblem
from pipelines.settings import Settings, load_settings

MANIFEST_NAME = "manifest.csv"
_SPREADSHEETS = {".xlsx", ".xls", ".ods"}


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths of a workspace."""

    folder: Path

    @property
    def manifest_path(self) -> Path:
        """The manifest with all sources of the workspace, for a person to correct."""
        return self.folder / MANIFEST_NAME

    @property
    def store_path(self) -> Path:
        """The SQLite store."""
        return self.folder / "rodedraden.sqlite"

    @property
    def runs_folder(self) -> Path:
        """One folder a run."""
        return self.folder / "runs"

    @property
    def models_folder(self) -> Path:
        """Tagger models that were fitted for another embedder or taxonomy."""
        return self.folder / "models"

    @property
    def judgements_folder(self) -> Path:
        """The label log as JSONL, a file for each reviewer; what is put there is taken over."""
        return self.folder / "oordelen"

    def settings(self) -> Settings:
        """Settings of this workspace."""
        return load_settings(self.folder)

    def store(self) -> Store:
        """Open the store."""
        return Store(self.store_path)

    def manifest(self) -> list[ManifestRow]:
        """Rows of the manifest; none when nothing was added yet."""
        return read_manifest(self.manifest_path) if self.manifest_path.is_file() else []


def workspace_at(folder: Path) -> Workspace:
    """The workspace in a folder, new or not; the folder is made when something is added."""
    if folder.exists() and not folder.is_dir():
        raise UserProblem(f"{folder} is een bestand; geef een map voor de werkruimte.")
    return Workspace(folder)


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace that exists; raises UserProblem when it does not."""
    workspace = Workspace(folder)
    if not workspace.manifest_path.is_file():
        raise UserProblem(
            f"{folder} is geen werkruimte; maak er een met: "
            f"rodedraden run MAP --workspace {folder}."
        )
    return workspace


def add_sources(workspace: Workspace, given: Path) -> list[ManifestRow]:
    """Add a folder, a document or a manifest to the workspace; return its rows.

    A row that the workspace already has for a file of a folder is kept as a person corrected it;
    rows of a manifest replace it. Raises UserProblem when there is nothing to add
    and ManifestError when the manifest cannot be read.
    """
    held = workspace.manifest()
    rows = _rows_given(given, held, workspace.settings())
    workspace.folder.mkdir(parents=True, exist_ok=True)
    write_manifest(workspace.manifest_path, merge(held, rows))
    return rows


def findings_on(rows: Sequence[ManifestRow]) -> tuple[Finding, ...]:
    """What the checks would say of these rows."""
    return check_manifest(rows, deal_names(), {}).findings


def manifest_inside(given: Path) -> Path | None:
    """A manifest in a folder that was given as a bare folder: it is not used, so a person must
    know."""
    inside = given / MANIFEST_NAME
    return inside if inside.is_file() else None


def _rows_given(given: Path, held: Sequence[ManifestRow], settings: Settings) -> list[ManifestRow]:
    if given.is_dir():
        files = document_files(given)
        if not files:
            raise UserProblem(
                f"In de map {given} staat geen enkele pdf, docx of html; geef een map met "
                "documenten of een manifest.",
                ExitCode.NIETS_BRUIKBAAR,
            )
        return _proposed(files, held, settings)
    if not given.exists():
        raise UserProblem(
            f"{given} bestaat niet; geef een map met documenten, een document of een manifest."
        )
    if given.suffix.lower() in DOCUMENT_SUFFIXES:
        return _proposed([given], held, settings)
    if given.suffix.lower() in _SPREADSHEETS:
        raise UserProblem(f"{given} is een rekenblad; sla het manifest op als csv en geef dat.")
    rows = read_manifest(given)
    if not rows:
        raise UserProblem(
            f"Het manifest {given} heeft geen enkele regel; voeg per document een regel toe.",
            ExitCode.NIETS_BRUIKBAAR,
        )
    return rows


def _proposed(
    files: Sequence[Path], held: Sequence[ManifestRow], settings: Settings
) -> list[ManifestRow]:
    known = {row.path: row for row in held}
    return [
        known.get(str(path.absolute()))
        or propose(_first_look(path, settings.password_of(path.name)), deal_names())
        for path in files
    ]


def _first_look(path: Path, password: str) -> FirstLook:
    from extract.document import read_first_text

    return FirstLook(path, read_first_text(path, password))
