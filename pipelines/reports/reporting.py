"""From a finished run to the folder of its report."""

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from pipelines.finished.compare_runs import run_called
from pipelines.finished.export import path_from, remarks_on
from pipelines.finished.past_run import last_run_of
from pipelines.reports.exports import exports_of
from pipelines.reports.files import write_report
from pipelines.reports.material import open_material
from pipelines.workspace import Workspace
from report.analyses import ANALYSES
from report.compiled_report import compile_report
from report.material import Material
from report.results import Section

REPORTS = "rapport"
"""Folder of a workspace with a folder for the report of each run."""

Analysing = Callable[[Material], Section]


def report_of(
    workspace: Workspace,
    run: str = "",
    output: Path | None = None,
    analyses: Sequence[Analysing] = ANALYSES,
) -> Path:
    """Write the report of a run, the last finished one unless another is named; return its folder.

    Raises UserProblem for a run that is not there and for a folder that cannot be used.
    """
    chosen = run_called(run, workspace.runs_folder) if run else last_run_of(workspace)
    folder = output or workspace.folder / REPORTS / chosen.name
    material = open_material(workspace, chosen)
    report = compile_report(
        material,
        [analyse(material) for analyse in analyses],
        chosen.name,
        [*remarks_on(material.analysis), *_findings(material)],
        {one.name: quote(path_from(one.path, folder)) for one in material.analysis.sources},
    )
    write_report(
        folder,
        report,
        material.cells,
        material.taxonomy.facet("draden"),
        exports_of(material, chosen.name),
    )
    return folder


def _findings(material: Material) -> list[str]:
    """What the run's own checks of the manifest found."""
    return [f"{one['bestand']}: {one['melding']}" for one in material.record["bevindingen"]]
