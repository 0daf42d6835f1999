"""Pictures of pages of stored files, as a reader sees them, for the page on the screen.

Only a file that is still the one that was read is shown: another picture under the same marks
would lie.
"""

import io
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from corpus.ids import file_sha256
from corpus.records import Source
from extract.options import ReadingOptions
from extract.pdf.pages import page_pictures
from extract.problems import DocumentProblem
from pipelines.reading_limits import limits_of
from pipelines.settings import Settings

DOTS_PER_INCH = 110
"""Sharp enough to read on a desktop, and some 100 kB a page."""
_KEPT = 24 * 1024 * 1024
"""Bytes of pictures that are kept."""


class NoPicture(LookupError):
    """There is no picture of a page; the message is one Dutch sentence."""


class PagePictures:
    """PNG pictures by document and page; pdfium is not safe in threads, so one at a time."""

    def __init__(self, settings: Settings, kept: int = _KEPT) -> None:
        self._settings = settings
        self._kept = kept
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._sound: dict[tuple[Path, int, int], str] = {}
        self._lock = Lock()

    def of(self, source: Source, page: int) -> bytes:
        """The picture of a page. Raises NoPicture when there is none."""
        key = (source.document_id, page)
        with self._lock:
            if key not in self._pictures:
                self._keep(key, self._draw(source, page))
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def _keep(self, key: tuple[str, int], picture: bytes) -> None:
        self._pictures[key] = picture
        while sum(map(len, self._pictures.values())) > self._kept and len(self._pictures) > 1:
            self._pictures.popitem(last=False)

    def _draw(self, source: Source, page: int) -> bytes:
        if source.path.suffix.lower() != ".pdf":
            raise NoPicture("Van een Word-document of webpagina is er geen beeld van de pagina.")
        try:
            if self._sha256(source.path) != source.sha256:
                raise NoPicture("Het bestand is veranderd sinds het is gelezen; draai opnieuw.")
            options = ReadingOptions(
                password=self._settings.password_of(source.path.name),
                limits=limits_of(self._settings),
            )
            drawn = page_pictures(source.path, [page], options, DOTS_PER_INCH, in_colour=True)
            return _png(next(iter(drawn))[0])
        except OSError as error:
            raise NoPicture("Het bestand is verplaatst of niet meer te openen.") from error
        except (DocumentProblem, IndexError, RuntimeError) as error:
            raise NoPicture("Van deze pagina is geen beeld te maken.") from error

    def _sha256(self, path: Path) -> str:
        """Fingerprint of a file, read again only when the file was touched."""
        state = path.stat()
        key = (path, state.st_mtime_ns, state.st_size)
        if key not in self._sound:
            self._sound[key] = file_sha256(path)
        return self._sound[key]


def _png(picture: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")  # type: ignore[attr-defined]
    return stream.getvalue()
