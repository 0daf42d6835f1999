"""The spine of extraction: from a file to passages, one station after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.ids import digest
from corpus.records import GARBLED, NO_TEXT, Document, Outcome, PageRecord, RemovedLine
from extract import problems
from extract.language import DutchLanguage
from extract.layout import merge_regions, regions_of, usual_size
from extract.page import Page, Word
from extract.passages import passages_of
from extract.pdf import USUAL_LIMITS, Limits, read_pages
from extract.problems import DocumentProblem
from extract.running_lines import without_running_lines
from extract.sections import Block, blocks_of

VERSION = "1"
"""Raise this when extraction would give other passages: stored documents are then read again."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Pages, blocks and removed lines of a document, before passages are made."""

    pages: tuple[PageRecord, ...]
    blocks: tuple[Block, ...]
    removed: tuple[RemovedLine, ...]


def extractor_id(language: DutchLanguage, limits: Limits = USUAL_LIMITS) -> str:
    """Name of this extraction; another name means that stored documents are read again."""
    kept = (language.model_id, language.names_id, limits.megabytes, limits.pages)
    return digest("extract", VERSION, *kept)


def read_document(path: Path, limits: Limits = USUAL_LIMITS) -> ReadDocument:
    """Read a PDF into blocks. Raises DocumentProblem when it gives no text at all."""
    pages = list(read_pages(path, limits))
    _refuse_without_text(path, pages)
    body_size = usual_size(word for page in pages for word in page.words)
    kept, removed = without_running_lines(pages, body_size)
    regions = [
        region
        for page, words in zip(pages, kept, strict=True)
        for region in merge_regions(regions_of(page, words))
    ]
    blocks = blocks_of(regions, body_size)
    records = tuple(_record(page, own) for page, own in zip(pages, kept, strict=True))
    if not blocks:
        raise problems.only_running_lines(path.name, records)
    return ReadDocument(
        pages=records,
        blocks=tuple(blocks),
        removed=tuple(removed),
    )


def extract_document(
    path: Path, document_id: str, language: DutchLanguage, limits: Limits = USUAL_LIMITS
) -> Document:
    """Extract one document; a document that cannot be read is returned with the reason."""
    extractor = extractor_id(language, limits)
    try:
        read = read_document(path, limits)
    except DocumentProblem as problem:
        reason = str(problem)
        return Document(document_id, extractor, Outcome.MISLUKT, reason, problem.pages)
    passages = passages_of(read.blocks, document_id, language)
    return Document(
        document_id=document_id,
        extractor=extractor,
        outcome=Outcome.GELUKT,
        reason=_unread_pages(path, read.pages),
        pages=read.pages,
        passages=tuple(passages),
        removed=read.removed,
    )


def _refuse_without_text(path: Path, pages: list[Page]) -> None:
    if any(page.words for page in pages):
        return
    records = [_record(page, page.words) for page in pages]
    if any(page.reader == GARBLED for page in pages):
        raise problems.garbled(path.name, records)
    raise problems.no_text(path.name, records)


def _record(page: Page, words: Sequence[Word]) -> PageRecord:
    """A page with nothing but running lines, such as a stamped scan, gave no text either."""
    reader = page.reader if words or page.reader == GARBLED else NO_TEXT
    return PageRecord(
        page.number, round(page.width, 1), round(page.height, 1), page.characters, reader
    )


def _unread_pages(path: Path, pages: tuple[PageRecord, ...]) -> str:
    """Pages without text are named: their silence is not the silence of a theme."""
    silent = [str(page.number) for page in pages if not page.readable]
    if not silent:
        return ""
    return f"{path.name}: geen leesbare tekst op pagina {', '.join(silent)} (beeld of scan)."
