"""The spine of extraction: from a file to passages, one station after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.ids import digest
from corpus.records import (
    GARBLED,
    NO_TEXT,
    UNREADABLE,
    Document,
    Grade,
    Outcome,
    PageQuality,
    PageRecord,
    RemovedLine,
)
from extract import ocr, problems
from extract.articles import with_places
from extract.language import DutchLanguage
from extract.layout.margins import text_edges
from extract.layout.regions import regions_of
from extract.layout.running_lines import without_running_lines
from extract.lines import usual_size
from extract.office.docx import read_docx
from extract.office.flow import OtherForm
from extract.office.html import read_html
from extract.options import USUAL_OPTIONS, ReadingOptions
from extract.page import Page, Span
from extract.passages import passages_of
from extract.pdf.opening import USUAL_LIMITS, Limits
from extract.pdf.pages import first_text_of_pdf, read_pdf
from extract.problems import DocumentProblem
from extract.quality import page_quality
from extract.scans import needs_recognition, recognised
from extract.sections import Block, blocks_of

VERSION = "3"
"""Raise this when extraction would give other passages: stored documents are then read again."""
_FIRST_TEXT = 10_000
"""Letters of a first look."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Pages, blocks and removed lines of a document, before passages are made.

    `notice` is a Dutch sentence when the file had to be mended, else empty.
    """

    pages: tuple[PageRecord, ...]
    blocks: tuple[Block, ...]
    removed: tuple[RemovedLine, ...]
    notice: str = ""


def extractor_id(language: DutchLanguage, limits: Limits = USUAL_LIMITS) -> str:
    """Name of this extraction; another name means that stored documents are read again.

    Installing text recognition changes it, so that scans are read once it is there.
    """
    kept = (language.model_id, language.names_id, limits.megabytes, limits.pages)
    return digest("extract", VERSION, ocr.engine_id(), *kept)


def read_document(path: Path, options: ReadingOptions = USUAL_OPTIONS) -> ReadDocument:
    """Read a document into blocks. Raises DocumentProblem when it gives no text at all."""
    form = path.suffix.lower()
    if form in (".html", ".htm"):
        return _other_form(read_html(path))
    if form == ".docx":
        return _other_form(read_docx(path))
    return _read_pdf(path, options)


def _other_form(read: OtherForm) -> ReadDocument:
    return ReadDocument(read.pages, tuple(with_places(read.blocks)), read.removed)


def _read_pdf(path: Path, options: ReadingOptions) -> ReadDocument:
    stored = read_pdf(path, options)
    pages = recognised(stored.pages, path, options)
    _refuse_without_text(path, pages)
    body_size = usual_size(span for page in pages for span in page.spans)
    edges = text_edges(pages, body_size)
    kept, removed = without_running_lines(pages, body_size, edges)
    regions = [
        region
        for page, spans in zip(pages, kept, strict=True)
        for region in regions_of(page, spans, edges)
    ]
    blocks = with_places(blocks_of(regions, body_size))
    records = _records(pages, kept, blocks)
    if not blocks:
        raise problems.only_running_lines(path.name, records, ocr.missing())
    return ReadDocument(records, tuple(blocks), tuple(removed), stored.repaired)


def read_first_text(path: Path, password: str = "") -> str:
    """Text of the first pages, quickly and without layout; empty when there is none."""
    if path.suffix.lower() == ".pdf":
        return first_text_of_pdf(path, password or None)
    try:
        blocks = read_document(path).blocks
    except DocumentProblem:
        return ""
    return "\n".join(block.text for block in blocks)[:_FIRST_TEXT]


def _records(
    pages: Sequence[Page], kept: Sequence[Sequence[Span]], blocks: Sequence[Block]
) -> tuple[PageRecord, ...]:
    on_page: dict[int, list[Block]] = {}
    for block in blocks:
        on_page.setdefault(block.boxes[0].page, []).append(block)
    return tuple(
        _record(page, spans, page_quality(page, spans, on_page.get(page.number, ())))
        for page, spans in zip(pages, kept, strict=True)
    )


def extract_document(
    path: Path,
    document_id: str,
    language: DutchLanguage,
    options: ReadingOptions = USUAL_OPTIONS,
) -> Document:
    """Extract one document; a document that cannot be read is returned with the reason."""
    extractor = extractor_id(language, options.limits)
    try:
        read = read_document(path, options)
    except DocumentProblem as problem:
        reason = str(problem)
        return Document(document_id, extractor, Outcome.MISLUKT, reason, problem.pages)
    passages = passages_of(read.blocks, document_id, language)
    return Document(
        document_id=document_id,
        extractor=extractor,
        outcome=Outcome.GELUKT,
        reason=" ".join(filter(None, (read.notice, _unread_pages(path, read.pages)))),
        pages=read.pages,
        passages=tuple(passages),
        removed=read.removed,
    )


def _refuse_without_text(path: Path, pages: list[Page]) -> None:
    if any(page.spans for page in pages):
        return
    records = [_record(page, page.spans) for page in pages]
    if any(page.reader == GARBLED for page in pages):
        raise problems.garbled(path.name, records, ocr.missing())
    raise problems.no_text(path.name, records, ocr.missing())


def _record(page: Page, spans: Sequence[Span], quality: PageQuality | None = None) -> PageRecord:
    """A page with nothing but running lines, such as a stamped scan, gave no text either."""
    reader = page.reader if spans or page.reader == GARBLED else NO_TEXT
    if reader in UNREADABLE:
        unread = PageQuality(Grade.GEEN, remark="op deze pagina staat beeld dat niet gelezen is")
        quality = unread if needs_recognition(page) else None
    width, height = round(page.width, 1), round(page.height, 1)
    return PageRecord(page.number, width, height, page.characters, reader, quality)


def _unread_pages(path: Path, pages: tuple[PageRecord, ...]) -> str:
    """Pages without text are named: their silence is not the silence of a theme."""
    codes = [str(page.number) for page in pages if page.reader == GARBLED]
    silent = [str(page.number) for page in pages if page.reader == NO_TEXT]
    parts = [
        f"pagina {', '.join(numbers)} ({why})"
        for numbers, why in ((silent, "beeld of scan"), (codes, "onleesbare tekens"))
        if numbers
    ]
    if not parts:
        return ""
    advice = "; rodedraden doctor zegt hoe u scans laat lezen" if ocr.missing() else ""
    return f"{path.name}: geen leesbare tekst op {' en '.join(parts)}{advice}."
