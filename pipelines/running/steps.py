"""The steps of a run, as plain operations: check, extract, embed, tag, roll up."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from classify.embed import Embedder
from classify.further_tagger import FurtherTagger
from classify.tagger import Tagger
from corpus import registry
from corpus.analysed import (
    SUBSTANTIVE,
    AnalysedPassage,
    Analysis,
    FurtherTags,
    analysed_passages,
)
from corpus.checks import CheckedManifest, Finding, check_manifest
from corpus.ids import digest, file_sha256
from corpus.manifest import ManifestRow
from corpus.records import Document, Outcome, Passage, ReviewedLabels, Source
from corpus.store import Store
from extract.document import extractor_id
from extract.language import (
    DutchLanguage,
    Gazetteer,
    LanguageMissing,
    gazetteer_of,
    load_language,
)
from pipelines.finished.reviewed import reviewed_csv
from pipelines.models.base_rates import base_rates
from pipelines.problems import UserProblem
from pipelines.progress import Reporter
from pipelines.reading_limits import limits_of
from pipelines.running.conductor import Conductor
from pipelines.running.workers import INTERRUPTED, Extraction, ExtractionJob, WorkerPool
from pipelines.settings import Settings


@cache
def gazetteer() -> Gazetteer:
    """Names of deals and ministries, for finding them in passages."""
    deals = [
        ("DEAL", name if name.startswith("Regio Deal") else f"Regio Deal {name}")
        for deal in registry.deals()
        for name in (deal.name, *deal.aliases)
    ]
    ministries = [
        ("MINISTERIE", name) for ministry in registry.ministries() for name in ministry.names
    ]
    return gazetteer_of([*deals, *ministries])


def open_language(settings: Settings) -> DutchLanguage:
    """The language pipeline of a workspace."""
    try:
        return load_language(settings.language_model, gazetteer())
    except LanguageMissing as error:
        raise UserProblem(str(error)) from error


def check(rows: Sequence[ManifestRow], store: Store) -> CheckedManifest:
    """Check the manifest against the register and what was seen before."""
    return check_manifest(rows, registry.deal_names(), store.seen_hashes())


def extraction_of(settings: Settings, language: DutchLanguage) -> Extraction:
    """What the workers need to know; its `extractor` tells old extractions from new ones."""
    names, limits = gazetteer(), limits_of(settings)
    return Extraction(
        language_model=settings.language_model,
        gazetteer=names,
        limits=limits,
        seconds=settings.seconds_per_document,
        retries=settings.retries,
        extractor=extractor_id(language, limits),
        memory_megabytes=settings.max_memory_megabytes,
    )


def extract_new(
    store: Store,
    sources: Sequence[Source],
    extraction: Extraction,
    workers: int,
    conductor: Conductor,
    reporter: Reporter,
    settings: Settings,
) -> dict[str, Document]:
    """Read the documents that the store does not have from this extractor.

    Each is stored as soon as it is read. Documents that were interrupted are returned but not
    stored, so that the next run tries them again.
    """
    held = store.extracted_with()
    every = [
        ExtractionJob(source.path, source.document_id, settings.password_of(source.path.name))
        for source in sources
    ]
    jobs = [
        job
        for job in every
        if held.get(job.document_id) != extraction.extractor or _wants_password(store, job)
    ]
    reporter.start("Lezen", len(jobs))
    fresh: dict[str, Document] = {}
    if not jobs:
        return fresh
    with WorkerPool(min(workers, len(jobs)), extraction) as pool:
        for job, document in zip(jobs, conductor.extract(pool, jobs), strict=True):
            if document.extractor != INTERRUPTED:
                store.save_document(document)
            fresh[document.document_id] = document
            reporter.advance(job.path.name)
    return fresh


def _wants_password(store: Store, job: ExtractionJob) -> bool:
    """Whether a document that could not be read has been given a password since."""
    if not job.password:
        return False
    document = store.document(job.document_id)
    return document is not None and document.outcome is Outcome.MISLUKT


def embed_new(
    store: Store, documents: Sequence[Document], embedder: Embedder, reporter: Reporter
) -> int:
    """Embed the passages without a vector of this embedder; return how many there were."""
    reporter.start("Vectoren", len(documents))
    count = 0
    for document in documents:
        passages = taggable(document)
        ids = [passage.passage_id for passage in passages]
        # All of a document or nothing: sums in a batch must not depend on what was there before.
        if store.count_vectors(ids, embedder.embedder_id) < len(ids):
            vectors = embedder.encode_passages([passage.text for passage in passages])
            store.save_vectors(ids, embedder.embedder_id, vectors)
            count += len(ids)
        reporter.advance()
    return count


def tag_new(
    store: Store,
    documents: Sequence[Document],
    embedder: Embedder,
    tagger: Tagger,
    reporter: Reporter,
) -> int:
    """Tag the passages without tags of this tagger; return how many there were."""
    reporter.start("Labels", len(documents))
    count = 0
    for document in documents:
        passages = taggable(document)
        ids = [passage.passage_id for passage in passages]
        if store.count_tags(ids, tagger.tagger_id) < len(ids):
            vectors = store.vectors(ids, embedder.embedder_id)
            stacked = np.stack([vectors[key] for key in ids])
            texts = [passage.text for passage in passages]
            headings = [heading_of(passage) for passage in passages]
            store.save_tags(tagger.tagger_id, tagger.tag(ids, texts, stacked, headings))
            count += len(ids)
        reporter.advance()
    return count


def heading_of(passage: Passage) -> str:
    """The headings above a passage as one line, as in the passages that the tagger learnt from."""
    return " > ".join(passage.heading_path)


def taggable(document: Document) -> list[Passage]:
    """The passages that get labels: substantive text."""
    return [passage for passage in document.passages if passage.kind in SUBSTANTIVE]


def own_thresholds(settings: Settings, concepts: Sequence[str]) -> Mapping[str, float]:
    """The thresholds of settings.toml. Raises UserProblem for a label that does not exist."""
    unknown = sorted(set(settings.thresholds) - set(concepts))
    if unknown:
        raise UserProblem(
            f"De instelling 'thresholds' noemt {', '.join(unknown)}; bekend zijn: "
            f"{', '.join(concepts)}."
        )
    return settings.thresholds


def roll_up(
    store: Store,
    sources: Sequence[Source],
    documents: Mapping[str, Document],
    tagger: Tagger,
    further: FurtherTagger,
    own_thresholds: Mapping[str, float],
    reviewed: ReviewedLabels,
) -> Analysis:
    """Bring sources, documents, deals, labels and judgements together, in an order of their own.

    Thresholds of one's own replace those of the model, and what people settled goes before what it
    says: nothing needs to be tagged again.
    """
    thresholds = _replaced(tagger.model.thresholds, own_thresholds)
    more_thresholds = _replaced(further.model.thresholds, own_thresholds)
    ordered = tuple(sorted(sources, key=lambda source: source.name))
    passages: list[AnalysedPassage] = []
    for source in ordered:
        document = documents[source.document_id]
        ids = [one.passage_id for one in document.passages]
        tags = store.tags(ids, tagger.tagger_id)
        more = FurtherTags(store.tags(ids, further.tagger_id), more_thresholds)
        passages += analysed_passages(
            source, document, tags, thresholds, registry.deal_names(), more, reviewed
        )
    rates = base_rates(tagger.taxonomy.concept_ids)
    return Analysis(ordered, documents, tuple(passages), thresholds, more_thresholds, rates)


def _replaced(thresholds: Mapping[str, float], own: Mapping[str, float]) -> dict[str, float]:
    return {concept: own.get(concept, least) for concept, least in thresholds.items()}


def fingerprint(
    sources: Sequence[Source],
    findings: Sequence[Finding],
    documents: Mapping[str, Document],
    extraction: Extraction,
    taggers: Sequence[str],
    thresholds: Mapping[str, float],
    reviewed: ReviewedLabels,
    *,
    pooled: bool,
) -> str:
    """Hash of everything that a run's results follow from; the same hash, the same results.

    `taggers` are the identities of the tagger and of that of the further facets, `thresholds` those
    of both. Of judgements only what they come to counts, not who gave them or in which order.
    """
    described = [
        [
            source.name,
            source.sha256,
            source.deal,
            source.kind,
            source.year,
            source.title,
            source.author,
            source.url,
            list(source.tranches),
        ]
        for source in sorted(sources, key=lambda source: source.name)
    ]
    outcomes = sorted([key, one.outcome, one.reason] for key, one in documents.items())
    found = sorted([finding.check, finding.message] for finding in findings)
    register = digest([repr(deal) for deal in registry.deals()])
    return digest(
        described,
        outcomes,
        found,
        extraction.extractor,
        list(taggers),
        sorted(thresholds.items()),
        reviewed_csv(reviewed),
        register,
        report_code(),
        pooled,
    )


ROOMS_OF_RESULTS = (
    "corpus",
    "corpus/judgements",
    "corpus/records",
    "corpus/store",
    "report",
    "report/figures",
)
"""Folders of which the code decides what a run writes."""
STEPS_OF_RESULTS = ("finished/export.py", "finished/reviewed.py", "running/steps.py")
"""Modules of the roof that decide it too."""


@cache
def report_code() -> str:
    """Hash of the code that results follow from, so that a newer version writes them anew."""
    project = Path(__file__).parents[2]
    files = [
        *(path for room in ROOMS_OF_RESULTS for path in sorted((project / room).glob("*.py"))),
        *(project / "pipelines" / name for name in STEPS_OF_RESULTS),
    ]
    return digest([file_sha256(path) for path in files])
