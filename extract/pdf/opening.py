"""Opening a PDF whatever its state: pdfium first, then qpdf's repair, then what can be salvaged.

pdfium is not safe in threads: one process reads one document at a time.
"""

import io
import mmap
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract import problems
from extract.pdf.salvage import RepairedCopy, pages_in_tree, repaired_copy, salvaged_copies

_HEADER = re.compile(rb"%PDF-\d")
_LOOK_FOR_HEADER = 65536
"""Bytes in which the header must start; a web server's headers or a mail may go before it."""
_BLANK = b"\xef\xbb\xbf\0\t\r\n "
"""What may go before the header without meaning anything: spaces and the mark of UTF-8."""
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be before it is refused."""

    megabytes: int = 200
    pages: int = 1500


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A document in pdfium, and what another reader should open, with which password.

    `repaired` is empty for a sound file, else one Dutch sentence about what was done.
    """

    document: pypdfium2.PdfDocument
    source: Path | bytes
    password: str | None = None
    repaired: str = ""

    def saved_again(self) -> bytes:
        """pdfium's own copy, without encryption; empty when pdfium cannot write it."""
        copy = io.BytesIO()
        try:
            self.document.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        except pypdfium2.PdfiumError:
            return b""
        return copy.getvalue()


@contextmanager
def open_pdf(
    path: Path, limits: Limits = USUAL_LIMITS, password: str | None = None
) -> Iterator[OpenedPdf]:
    """Open a PDF, repaired in memory where needed; the file itself is never changed.

    The empty password is tried before `password`. Raises DocumentProblem when the file is too
    large, wants another password, or has nothing that can be loaded as a page.
    """
    with ExitStack() as documents:
        yield _Opening(path, limits, password, documents).best()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of opening one source with pdfium."""

    source: Path | bytes
    refusal: int = 0
    """pdfium's reason for refusing, 0 when it opened the source."""
    password: str | None = None
    document: pypdfium2.PdfDocument | None = None
    pages: int = 0
    loadable: int = 0
    """Pages that can be loaded, counted to one past the limit."""
    is_intact: bool = False
    """Whether pdfium could use the table of objects in the source."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks for another attempt."""
        return self.is_intact and 0 < self.pages == self.loadable


class _Opening:
    """The attempts to open one file; `documents` closes what they opened."""

    def __init__(
        self, path: Path, limits: Limits, password: str | None, documents: ExitStack
    ) -> None:
        self._path = path
        self._limits = limits
        self._password = password
        self._documents = documents

    def best(self) -> OpenedPdf:
        """The attempt with most pages; of equals the first, whose page numbers are right."""
        source, repaired = _checked_source(self._path, self._limits)
        first = self._attempt(source, self._password)
        if first.loadable > self._limits.pages:
            raise problems.too_many_pages(self._path.name, first.pages, self._limits.pages)
        if first.is_sound and not _hides_pages(first, self._path):
            return self._opened(first, repaired)
        copy = repaired_copy(source, self._password)
        second = self._attempt(copy.data)
        if max(first.loadable, second.loadable) == 0:
            return self._salvaged(source, first, copy)
        if _beats(second, first, self._limits):
            is_locked = first.refusal == pdfium_c.FPDF_ERR_PASSWORD
            return self._opened(second, "" if is_locked else self._mended("qpdf"))
        if first.is_intact:
            return self._opened(first, repaired)
        if second.pages == first.pages:
            first = replace(first, source=second.source, password=None)
        return self._opened(first, self._mended("pdfium"))

    def _attempt(self, source: Path | bytes, password: str | None = None) -> _Attempt:
        """Open with pdfium, the password last: it may be that of another file of the same run."""
        refusal = 0
        for key in dict.fromkeys((None, password or None)):
            _forget_last_error()
            try:
                document = pypdfium2.PdfDocument(source, password=key)
            except pypdfium2.PdfiumError as error:
                refusal = error.err_code or pdfium_c.FPDF_ERR_UNKNOWN
                continue
            self._documents.callback(document.close)
            pages = len(document)
            looked_at = range(min(pages, self._limits.pages + 1))
            loadable = sum(_is_loadable(document, index) for index in looked_at)
            is_intact = bool(pdfium_c.FPDF_DocumentHasValidCrossReferenceTable(document))
            return _Attempt(source, 0, key, document, pages, loadable, is_intact)
        return _Attempt(source, refusal)

    def _salvaged(self, source: Path | bytes, first: _Attempt, copy: RepairedCopy) -> OpenedPdf:
        """What is left of a file in which neither pdfium nor qpdf finds a page."""
        name = self._path.name
        if first.refusal == pdfium_c.FPDF_ERR_PASSWORD or copy.is_locked:
            raise problems.wrong_password(name) if self._password else problems.encrypted(name)
        if first.refusal == pdfium_c.FPDF_ERR_SECURITY:
            raise problems.unknown_security(name)
        if copy.is_without_pages:
            raise problems.no_pages(name)
        data = source if isinstance(source, bytes) else source.read_bytes()
        best = first
        for salvaged in salvaged_copies(data):
            attempt = self._attempt(repaired_copy(salvaged).data or salvaged)
            best = max(best, attempt, key=lambda one: one.loadable)
            if 0 < best.pages == best.loadable:
                break
        if best.loadable == 0:
            raise problems.damaged(name)
        return self._opened(best, _torn(name))

    def _opened(self, attempt: _Attempt, repaired: str) -> OpenedPdf:
        if attempt.pages > self._limits.pages:
            raise problems.too_many_pages(self._path.name, attempt.pages, self._limits.pages)
        return OpenedPdf(attempt.document, attempt.source, attempt.password, repaired)

    def _mended(self, mender: str) -> str:
        return (
            f"{self._path.name} is beschadigd en door {mender} hersteld; controleer of er "
            "pagina's of stukken tekst ontbreken."
        )


def _beats(second: _Attempt, first: _Attempt, limits: Limits) -> bool:
    """More pages are better, except pages that a wrong /Count only promises."""
    if first.pages > limits.pages:
        return second.loadable >= first.loadable
    return second.loadable > first.loadable


def _torn(name: str) -> str:
    return (
        f"{name} is zwaar beschadigd; wat nog te vinden was is gelezen, maar vraag het opnieuw op, "
        "want er kunnen pagina's ontbreken of anders genummerd zijn."
    )


def _skipped(name: str) -> str:
    return f"{name} begint met gegevens die niet bij de pdf horen; die zijn overgeslagen."


def _checked_source(path: Path, limits: Limits) -> tuple[Path | bytes, str]:
    """The file, or its bytes without what stands before the PDF, and a sentence about that."""
    if not path.is_file():
        raise problems.not_found(path.name)
    size = path.stat().st_size
    if size == 0:
        raise problems.empty_file(path.name)
    if size > limits.megabytes * 1_000_000:
        raise problems.too_large(path.name, size // 1_000_000, limits.megabytes)
    with path.open("rb") as stream:
        header = _HEADER.search(stream.read(_LOOK_FOR_HEADER))
    if header and header.start() == 0:
        return path, ""
    data = path.read_bytes()
    if header is None and b"endobj" not in data:
        raise problems.not_a_pdf(path.name)
    if header is None:
        return path, ""  # a header that was lost is a damage that qpdf can mend
    is_blank = not data[: header.start()].strip(_BLANK)
    return data[header.start() :], "" if is_blank else _skipped(path.name)


def _forget_last_error() -> None:
    """pdfium fails on some files without saying why, and then repeats the error of the file
    before; loading nothing at all leaves "data format" as its last error."""
    pdfium_c.FPDF_LoadMemDocument(b"", 0, None)


def _is_loadable(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        document.get_page_size(index)
    except pypdfium2.PdfiumError:
        return False
    return True


def _hides_pages(attempt: _Attempt, path: Path) -> bool:
    """Whether there are more pages than the page tree says: pdfium believes a wrong /Count.

    Page objects in the file are only a hint (a page that was changed is there twice); qpdf, which
    walks through the whole tree, has the last word.
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        seen = sum(1 for _ in _PAGE.finditer(data))
    if seen <= attempt.pages:
        return False
    return pages_in_tree(attempt.source, attempt.password) > attempt.pages
