"""What a finished run knew, read back from its record and the store, which is only read."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus import registry
from corpus.analysed import (
    NO_FURTHER,
    NOT_REVIEWED,
    AnalysedPassage,
    Analysis,
    FurtherTags,
    analysed_passages,
)
from corpus.checks import tranches_of
from corpus.manifest import ManifestRow
from corpus.records import NO_RAW_TEXT, Document, Kind, Outcome, ReviewedLabels, Source
from corpus.store import Store
from pipelines.finished.run_folder import latest_run
from pipelines.problems import ExitCode, UserProblem
from pipelines.workspace import Workspace


def last_run_of(workspace: Workspace) -> Path:
    """Folder of the last finished run. Raises UserProblem where there is none."""
    folder = latest_run(workspace)
    if folder is None or not workspace.store_path.is_file():
        raise UserProblem(
            f"In {workspace.folder} is nog geen run klaar; draai eerst: "
            f"rodedraden run --workspace {workspace.folder}.",
            ExitCode.NIETS_BRUIKBAAR,
        )
    return folder


def analysis_of(
    record: Mapping[str, Any],
    sources: tuple[Source, ...],
    store: Store,
    *,
    reviewed: ReviewedLabels = NOT_REVIEWED,
    with_further: bool = False,
) -> Analysis:
    """The analysis as the run made it, but without the raw text that only extraction needs.

    `reviewed` is what people had judged then: `read_reviewed` of its folder. The further facets
    take time to read and are left out unless asked for. A run from before there were any opens
    without.
    """
    further_tagger: str = record.get("verdere_tagger", "") if with_further else ""
    further_thresholds: dict[str, float] = record["verdere_drempels"] if further_tagger else {}
    thresholds: dict[str, float] = record["drempels"]
    documents: dict[str, Document] = {}
    passages: list[AnalysedPassage] = []
    told = {one["sha256"]: one for one in record["documenten"]}
    for source in sources:
        document, run = store.document(source.document_id), told[source.sha256]
        outcome = Outcome(run["uitkomst"])
        if document is None or outcome is not Outcome.GELUKT:
            documents[source.document_id] = _without_text(source, outcome, run["reden"], document)
            continue
        kept = tuple(replace(one, raw=NO_RAW_TEXT) for one in document.passages)
        whole = documents[source.document_id] = replace(document, passages=kept)
        ids = [one.passage_id for one in kept]
        tags, more = store.tags(ids, record["tagger"]), NO_FURTHER
        if further_tagger:
            more = FurtherTags(store.tags(ids, further_tagger), further_thresholds)
        passages += analysed_passages(
            source, whole, tags, thresholds, registry.deal_names(), more, reviewed
        )
    rates: dict[str, float] = record.get("voorkomen", {})
    return Analysis(sources, documents, tuple(passages), thresholds, further_thresholds, rates)


def _without_text(
    source: Source, outcome: Outcome, reason: str, stored: Document | None
) -> Document:
    """A document that gave no text, as the run tells of it; its pages when they were looked at."""
    pages = stored.pages if stored else ()
    return Document(source.document_id, stored.extractor if stored else "", outcome, reason, pages)


def sources_of(record: Mapping[str, Any], folder: Path, workspace: Workspace) -> tuple[Source, ...]:
    """The documents of a run, with title, author and link from the manifest.

    The record decides on deal, kind and year: the manifest may have been changed since the run.
    """
    rows = {Path(row.path): row for row in workspace.manifest()}
    return tuple(
        _source(one, Path(os.path.normpath((folder / one["pad"]).absolute())), rows)
        for one in record["documenten"]
    )


def _source(one: Mapping[str, Any], path: Path, rows: Mapping[Path, ManifestRow]) -> Source:
    row = rows.get(path)
    return Source(
        path=path,
        name=one["document"],
        deal=one["deal"],
        kind=Kind(one["soort"]),
        year=one["jaar"],
        title=row.title if row else "",
        author=row.author if row else "",
        url=row.url if row else "",
        sha256=one["sha256"],
        tranches=tranches_of(row) if row else (),
    )
