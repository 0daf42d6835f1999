"""A finished run as the analyses of report see it."""

from pathlib import Path

from corpus import registry
from pipelines.finding.kept_search import kept_of
from pipelines.finished.past_run import analysis_of, last_run_of, sources_of
from pipelines.finished.reviewed import read_reviewed
from pipelines.finished.run_folder import read_record
from pipelines.interventions.deal_amounts import deal_amounts_of
from pipelines.interventions.parties import parties_of
from pipelines.models.embedders import open_embedder
from pipelines.workspace import Workspace
from report.material import Material
from taxonomy.load import further_taxonomy, shipped_taxonomy


def open_material(workspace: Workspace, run: Path | None = None) -> Material:
    """Read a run, the last finished one unless another is given. Raises UserProblem."""
    folder = run or last_run_of(workspace)
    record = read_record(folder)
    taxonomy = shipped_taxonomy()
    embedder = open_embedder(workspace.settings().embedder)
    with workspace.store() as store:
        sources = sources_of(record, folder, workspace)
        analysis = analysis_of(
            record, sources, store, reviewed=read_reviewed(folder), with_further=True
        )
        counting = [one.passage.passage_id for one in analysis.passages if one.counts]
        vectors = store.vectors(counting, record["embedder"])
    interventions, _ = kept_of(workspace, record["vingerafdruk"], analysis, taxonomy)
    return Material(
        analysis=analysis,
        taxonomy=taxonomy,
        further=further_taxonomy(),
        deals=registry.deal_by_id(),
        evaluations=tuple(registry.evaluations()),
        ministries=tuple(registry.ministries()),
        interventions=interventions,
        parties=parties_of(analysis),
        amounts=deal_amounts_of(analysis, registry.deal_by_id()),
        record=record,
        embedder=embedder,
        vectors=vectors,
    )
