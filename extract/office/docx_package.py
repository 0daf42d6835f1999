"""The parts of a DOCX file, opened with care: no bombs, no entities, no network."""

import mmap
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from extract import problems

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of the elements and attributes of Word."""

MOST_MEGABYTES = 200
"""Megabytes of a whole file; pictures in it are never opened."""
MOST_TEXT_MEGABYTES = 64
"""Megabytes of XML that the parts with text may unpack to; 400 pages are some 10."""
_MOST_RATIO = 300
"""Packed text grows 5 to 30 times; past this it was made to fill the memory."""
_SMALL = 2_000_000
"""Bytes below which the ratio says nothing: an empty table packs very well."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
"""Names of the strict form of the format, and those of the usual one."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document that hold text or say how it is shown; absent parts are None."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None
    running: tuple[Element, ...]


def open_package(path: Path) -> Package:
    """Open a file and parse the parts that are read. Raises DocumentProblem."""
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _package(archive, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise problems.damaged(path.name) from error
    except RuntimeError as error:
        # zipfile says so when an entry asks for a password.
        raise problems.locked_word(path.name) from error


def _check_kind(path: Path) -> None:
    if not path.is_file():
        raise problems.not_found(path.name)
    size = path.stat().st_size
    if not size:
        raise problems.empty_file(path.name)
    if size > MOST_MEGABYTES * 1_000_000:
        raise problems.too_large(path.name, size // 1_000_000, MOST_MEGABYTES)
    with path.open("rb") as stream:
        start = stream.read(8)
        if start == _OLE:
            raise _problem_of_ole(stream, path.name)
    if not start.strip(b"\0"):
        raise problems.damaged(path.name)
    if start[:2] != b"PK":
        raise problems.not_docx(path.name)


def _problem_of_ole(stream: BufferedReader, name: str) -> problems.DocumentProblem:
    """The box in which Office locks new documents, and kept its documents before 2007."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_ENCRYPTED) >= 0:
            return problems.locked_word(name)
        return problems.old_word(name) if data.find(_WORD) >= 0 else problems.not_docx(name)


def _package(archive: zipfile.ZipFile, name: str) -> Package:
    parts = _Parts(archive, name)
    main = next((target for kind, target in parts.related("") if kind == "officeDocument"), None)
    if main is None or parts.find(main) is None:
        main = "word/document.xml"
    document = parts.parse(main)
    if document is None or document.tag != f"{W}document":
        raise problems.not_docx(name)
    by_kind: dict[str, list[str]] = {}
    for kind, target in parts.related(main):
        by_kind.setdefault(kind, []).append(target)

    def part(kind: str) -> Element | None:
        return parts.parse(by_kind[kind][0]) if kind in by_kind else None

    running = [parts.parse(at) for kind in ("header", "footer") for at in by_kind.get(kind, ())]
    return Package(
        document,
        part("styles"),
        part("numbering"),
        part("footnotes"),
        part("endnotes"),
        part("settings"),
        tuple(one for one in running if one is not None),
    )


class _Parts:
    """Reads and counts the parts of an archive; names are told apart as Word does, without case."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._infos = {info.filename.casefold().lstrip("/"): info for info in archive.infolist()}
        self._unpacked = 0

    def find(self, target: str) -> zipfile.ZipInfo | None:
        """The entry of a part, if there is one."""
        return self._infos.get(target.casefold().lstrip("/"))

    def parse(self, target: str) -> Element | None:
        """The root of a part, or None when the archive lacks it."""
        info = self.find(target)
        if info is None:
            return None
        self._check_size(info)
        with self._archive.open(info) as stream:
            data = stream.read(info.file_size)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise problems.too_deep(self._name) from error
            raise problems.damaged(self._name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            # The format knows no document types: whoever writes one wants entities.
            raise problems.damaged(self._name)
        return root

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        """Judge by the size that the archive tells; no more than that is ever unpacked."""
        self._unpacked += info.file_size
        ratio = info.file_size / max(1, info.compress_size)
        is_bomb = info.file_size > _SMALL and ratio > _MOST_RATIO
        if self._unpacked > MOST_TEXT_MEGABYTES * 1_000_000 or is_bomb:
            raise problems.swollen(self._name, self._unpacked // 1_000_000)

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind (the last word of its address) and target of each part to which a part refers."""
        folder, file = posixpath.split(part)
        root = self.parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            full = target if target.startswith("/") else posixpath.join(folder, target)
            yield relation.get("Type", "").rpartition("/")[2], posixpath.normpath(full)
