"""Open a workspace for search: what its last finished run learnt, in memory, ready for questions.

The store is only read, so a run that is going on is not disturbed. What takes long to
make of it is kept in files beside it: see pipelines.finding.kept_search.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from corpus import registry
from corpus.analysed import Analysis
from corpus.interventions import Intervention
from corpus.records import Deal, Outcome, Source
from pipelines.finding.kept_search import kept_of
from pipelines.finished.past_run import analysis_of, last_run_of, sources_of
from pipelines.finished.reviewed import read_reviewed
from pipelines.finished.run_folder import read_record
from pipelines.models.embedders import open_embedder
from pipelines.problems import UserProblem
from pipelines.workspace import Workspace
from search.comparable import (
    Comparable,
    Probe,
    comparable,
    probe_of_intervention,
    probe_of_passage,
    probe_of_text,
)
from search.index import SearchIndex, build_index
from search.query import Query, Results, find
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document of the manifest that the run did not read, and why: a Dutch sentence."""

    name: str
    title: str
    deal: str
    kind: str
    year: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class SearchRoom:
    """All that a person with a question needs of one run; safe to share between threads."""

    index: SearchIndex
    analysis: Analysis
    taxonomy: Taxonomy
    deals: Mapping[str, Deal]
    interventions: tuple[Intervention, ...]
    embedder: Embedder
    left_out: tuple[LeftOut, ...] = ()
    """Documents that were refused before they were read, or came after the run; by name."""

    def find(self, query: Query) -> Results:
        """Answer a query. Raises QueryError when it cannot be asked."""
        return find(self.index, query, self._vector(query.text))

    def comparable_to_text(self, text: str, limit: int = 10) -> tuple[Comparable, ...]:
        """What other deals do that is like a text of one's own."""
        return self._comparable(probe_of_text(self.index, text), limit)

    def comparable_to_passage(self, passage_id: str, limit: int = 10) -> tuple[Comparable, ...]:
        """What other deals do that is like a passage. Raises KeyError for an unknown one."""
        return self._comparable(probe_of_passage(self.index, passage_id), limit)

    def comparable_to_intervention(
        self, intervention_id: str, limit: int = 10
    ) -> tuple[Comparable, ...]:
        """What other deals do that is like an intervention. Raises KeyError for an unknown one."""
        return self._comparable(probe_of_intervention(self.index, intervention_id), limit)

    def _comparable(self, probe: Probe, limit: int) -> tuple[Comparable, ...]:
        return comparable(self.index, probe, self._vector(probe.text), limit)

    def _vector(self, text: str) -> NDArray[np.float32] | None:
        if not text.strip():
            return None
        vector = self.embedder.encode_queries([text])[0]
        return vector if vector.any() else None


def open_search(workspace: Workspace) -> SearchRoom:
    """Read the last finished run of a workspace.

    Raises UserProblem when there is no run, or when its store or embedder is gone.
    """
    folder = last_run_of(workspace)
    record = read_record(folder)
    embedder = open_embedder(workspace.settings().embedder)
    taxonomy, deals = shipped_taxonomy(), registry.deal_by_id()
    if record["embedder"] != embedder.embedder_id or record["taxonomie"] != taxonomy.version:
        raise UserProblem(
            f"De laatste run van {workspace.folder} is met een ander model of een andere taxonomie "
            f"gemaakt; draai eerst: rodedraden run --workspace {workspace.folder}."
        )
    with workspace.store() as store, _much_at_once():
        sources = sources_of(record, folder, workspace)
        analysis = analysis_of(record, sources, store, reviewed=read_reviewed(folder))
        counting = [one.passage.passage_id for one in analysis.passages if one.is_text]
        vectors = store.vectors(counting, embedder.embedder_id)
    interventions, words = kept_of(workspace, record["vingerafdruk"], analysis, taxonomy)
    index = build_index(analysis, vectors, deals, taxonomy, interventions, words)
    embedder.encode_queries(["regio"])  # what it needs is loaded now, not at the first question
    left_out = tuple(_left_out(record, sources, workspace))
    return SearchRoom(index, analysis, taxonomy, deals, interventions, embedder, left_out)


@contextmanager
def _much_at_once() -> Iterator[None]:
    """Keep Python from looking for circles in what is read: there are none, and it costs half the
    time of reading, and later of every tenth question."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def _left_out(
    record: Mapping[str, Any], sources: Sequence[Source], workspace: Workspace
) -> Iterator[LeftOut]:
    """Rows of the manifest that the run has no document of, by name."""
    held = {source.path for source in sources}
    objections: dict[str, list[str]] = {}
    for one in record["bevindingen"]:
        objections.setdefault(one["bestand"], []).append(one["melding"])
    for row in sorted(workspace.manifest(), key=lambda one: (Path(one.path).name, one.path)):
        name = Path(row.path).name
        if Path(row.path) in held:
            continue
        reason = " ".join(objections.get(name, ["Dit document is na de laatste run toegevoegd."]))
        yield LeftOut(name, row.title, row.deal, row.kind, row.year, Outcome.OVERGESLAGEN, reason)
