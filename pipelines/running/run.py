"""A run, from the manifest to a folder with results: the spine of the pipeline."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.analysed import AnalysedPassage
from corpus.checks import CheckedManifest
from corpus.records import LANDELIJK, Document, Outcome, Source
from corpus.store import Store
from extract import ocr
from pipelines.finding.kept_search import keep_for_search
from pipelines.finished.export import path_from, write_results
from pipelines.finished.outcome import DocumentResult, Done, RunResult
from pipelines.finished.reviewed import reviewed_of_run
from pipelines.finished.run_folder import draft_folder, is_intact, latest_run, publish
from pipelines.models.embedders import open_embedder
from pipelines.models.further import open_further_tagger
from pipelines.models.tagger import open_tagger
from pipelines.models.unseen_chances import unseen_probabilities
from pipelines.problems import ExitCode, UserProblem
from pipelines.progress import Reporter
from pipelines.running.conductor import Conductor
from pipelines.running.further_step import tag_further
from pipelines.running.other_forms import without_other_forms
from pipelines.running.steps import (
    check,
    embed_new,
    extract_new,
    extraction_of,
    fingerprint,
    open_language,
    own_thresholds,
    roll_up,
    tag_new,
)
from pipelines.workspace import Workspace
from report.review_count import review_of_run


@dataclass(slots=True)
class Stopwatch:
    """Seconds that each stage of a run took."""

    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on a stage."""
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._since, 2)
        self._since = now


def analyse(
    workspace: Workspace,
    conductor: Conductor,
    reporter: Reporter,
    *,
    workers: int | None = None,
    pooled: bool = False,
) -> RunResult:
    """Run the whole path over the workspace's manifest; what was done before is not done again.

    Raises UserProblem with exit code 4 when no document gives text.
    """
    watch = Stopwatch()
    settings = workspace.settings()
    with workspace.store() as store:
        checked = conductor.step("controleren", check, workspace.manifest(), store)
        language = open_language(settings)
        extraction = extraction_of(settings, language)
        watch.lap("voorbereiden")

        count = workers or settings.worker_count
        fresh = extract_new(
            store, checked.sources, extraction, count, conductor, reporter, settings
        )
        documents = without_other_forms(checked.sources, _documents(store, checked.sources, fresh))
        store.remember_hashes({str(one.path): one.sha256 for one in checked.sources})
        watch.lap("lezen")
        usable = [one for one in documents.values() if one.outcome is Outcome.GELUKT]
        if not usable:
            raise UserProblem(_nothing_usable(checked, documents), ExitCode.NIETS_BRUIKBAAR)

        embedder = open_embedder(settings.embedder)
        tagger = open_tagger(embedder, language, workspace.models_folder)
        embedded = conductor.step("vectoren", embed_new, store, usable, embedder, reporter)
        watch.lap("vectoren")
        tagged = conductor.step("labels", tag_new, store, usable, embedder, tagger, reporter)
        watch.lap("labels")
        further = open_further_tagger(tagger.tagger_id, workspace.models_folder)
        more = conductor.step(
            "verdere labels", tag_further, store, usable, tagger.tagger_id, further, reporter
        )
        watch.lap("verdere labels")
        reviewed = conductor.step(
            "oordelen",
            reviewed_of_run,
            workspace,
            store,
            checked.sources,
            documents,
            tagger.tagger_id,
            tagger.taxonomy.concept_ids,
            unseen_probabilities(workspace.models_folder, settings.embedder),
        )
        watch.lap("oordelen")
        analysis = conductor.step(
            "samenbrengen",
            roll_up,
            store,
            checked.sources,
            documents,
            tagger,
            further,
            own_thresholds(settings, (*tagger.taxonomy.concept_ids, *further.taxonomy.concept_ids)),
            reviewed.labels,
        )
        watch.lap("samenbrengen")

    identity = fingerprint(
        checked.sources,
        checked.findings,
        documents,
        extraction,
        (tagger.tagger_id, further.tagger_id),
        {**analysis.thresholds, **analysis.further_thresholds},
        reviewed.labels,
        pooled=pooled,
    )
    done = Done(len(fresh), embedded, tagged, more)
    told = tuple(_results(checked, documents)), checked.findings, done
    review = review_of_run(analysis)
    last = latest_run(workspace)
    for_search = (workspace, identity, analysis, tagger.taxonomy)
    if last is not None and is_intact(last, identity):
        conductor.step("zoeken klaarzetten", keep_for_search, *for_search)
        return RunResult(last, *told, is_new=False, reviewed=reviewed, review=review)

    draft = draft_folder(workspace, identity)
    conductor.step(
        "schrijven",
        write_results,
        draft,
        analysis,
        tagger.taxonomy,
        checked.findings,
        reviewed.labels,
        pooled,
    )
    watch.lap("schrijven")
    conductor.step("zoeken klaarzetten", keep_for_search, *for_search)
    watch.lap("zoeken klaarzetten")
    record = {
        "bron": "samen" if pooled else "plan en rapportage apart",
        "documenten": [_input(source, documents, draft) for source in analysis.sources],
        "bevindingen": [
            {"controle": one.check, "bestand": Path(one.path).name, "melding": one.message}
            for one in checked.findings
        ],
        "aantallen": _counts(analysis.passages, documents),
        "nieuw_gedaan": {
            "gelezen": done.extracted,
            "vectoren": done.embedded,
            "gelabeld": done.tagged,
            "verder_gelabeld": done.tagged_further,
        },
        "oordelen": reviewed.record,
        "taxonomie": tagger.taxonomy.version,
        "taalmodel": language.model_id,
        "tekstherkenning": ocr.engine_id(),
        "extractor": extraction.extractor,
        "embedder": embedder.embedder_id,
        "tagger": tagger.tagger_id,
        "taggermodel": tagger.model.model_id,
        "drempels": dict(analysis.thresholds),
        "voorkomen": dict(analysis.base_rates),
        "verdere_taxonomie": further.taxonomy.version,
        "verdere_tagger": further.tagger_id,
        "verdere_taggermodel": further.model.model_id,
        "verdere_drempels": dict(analysis.further_thresholds),
        "toevalsgetal": "vast: de lotingen voor intervallen volgen uit deal en bron",
        "seconden": watch.seconds,
    }
    folder = publish(workspace, draft, identity, record)
    return RunResult(folder, *told, is_new=True, reviewed=reviewed, review=review)


def _documents(
    store: Store, sources: Sequence[Source], fresh: dict[str, Document]
) -> dict[str, Document]:
    """Every source's document: as just read (or interrupted), else from the store."""
    found: dict[str, Document] = {}
    for source in sources:
        document = fresh.get(source.document_id) or store.document(source.document_id)
        assert document is not None, "a document that is not fresh was in the store"
        found[source.document_id] = document
    return found


def _nothing_usable(checked: CheckedManifest, documents: dict[str, Document]) -> str:
    blocked = [finding.message for finding in checked.findings if finding.blocks]
    reasons = [*blocked, *(one.reason for one in documents.values())]
    first = f" Het eerste bezwaar: {reasons[0]}" if reasons else ""
    return f"Geen enkel document geeft leesbare tekst, dus er is geen matrix.{first}"


def _results(checked: CheckedManifest, documents: dict[str, Document]) -> Sequence[DocumentResult]:
    """Documents by name; a refused file is `overgeslagen`, with the finding as its reason."""
    results = [
        DocumentResult(source.name, document.outcome, document.reason, is_refused=False)
        for source in checked.sources
        if (document := documents[source.document_id])
    ]
    refused: dict[str, list[str]] = {}
    for finding in checked.findings:
        if finding.blocks:
            refused.setdefault(Path(finding.path).name, []).append(finding.message)
    results += [
        DocumentResult(name, Outcome.OVERGESLAGEN, " ".join(messages), is_refused=True)
        for name, messages in refused.items()
    ]
    return sorted(results, key=lambda result: result.name)


def _input(source: Source, documents: dict[str, Document], folder: Path) -> dict[str, object]:
    document = documents[source.document_id]
    return {
        "document": source.name,
        "pad": path_from(source.path, folder),
        "sha256": source.sha256,
        "deal": source.deal,
        "soort": source.kind,
        "jaar": source.year,
        "uitkomst": document.outcome,
        "reden": document.reason,
        "leeskwaliteit": document.grade,
        "paginas": len(document.pages),
        "passages": len(document.passages),
    }


def _counts(passages: Sequence[AnalysedPassage], documents: dict[str, Document]) -> dict[str, int]:
    return {
        "documenten": len(documents),
        "documenten_gelukt": sum(one.outcome is Outcome.GELUKT for one in documents.values()),
        "paginas": sum(len(one.pages) for one in documents.values()),
        "paginas_zonder_tekst": sum(
            not page.readable for one in documents.values() for page in one.pages
        ),
        "passages": len(passages),
        "passages_die_tellen": sum(one.counts for one in passages),
        "passages_met_label": sum(bool(one.labels) for one in passages),
        "passages_met_verder_label": sum(bool(one.further_labels) for one in passages),
        "passages_landelijk": sum(one.deal == LANDELIJK for one in passages),
    }
