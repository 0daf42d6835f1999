"""Copies of a damaged PDF: qpdf's repair, and a last one made of whatever objects are left.

qpdf is loaded only when a file needs it.
"""

import io
import logging
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_END = re.compile(rb"\bendobj\b|\bstream\r?\n")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_PIECE = 64
"""Bytes that are unfolded at a time: what comes after a fault is lost."""
_LARGEST_OBJECT_STREAM = 50_000_000
"""Bytes that an object stream may unfold to; they are seldom larger than 100 kB."""

logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class RepairedCopy:
    """qpdf's copy of a file without encryption; no `data` when qpdf cannot open it either."""

    data: bytes = b""
    is_locked: bool = False
    """Whether only a password is wanting."""
    is_without_pages: bool = False
    """Whether the file is in order and has no page."""


def repaired_copy(source: Path | bytes, password: str | None = None) -> RepairedCopy:
    """Let qpdf repair a file; an empty password is tried first."""
    import pikepdf

    for key in dict.fromkeys(("", password or "")):
        copy = io.BytesIO()
        try:
            with _in_qpdf(source, key) as document, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # on forms and the like: no news for a reader
                if not document.pages and not document.get_warnings():
                    return RepairedCopy(is_without_pages=True)
                document.save(
                    copy,
                    fix_metadata_version=False,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable,
                )
        except pikepdf.PasswordError:
            continue
        except MemoryError:
            raise
        except Exception:  # qpdf raises whatever a damaged file makes it stumble over
            return RepairedCopy()
        return RepairedCopy(copy.getvalue())
    return RepairedCopy(is_locked=True)


def pages_in_tree(source: Path | bytes, password: str | None = None) -> int:
    """Pages that qpdf finds on a walk through the page tree; 0 when it cannot open the file."""
    try:
        with _in_qpdf(source, password or "") as document:
            return len(document.pages)
    except MemoryError:
        raise
    except Exception:  # as above
        return 0


def _in_qpdf(source: Path | bytes, password: str) -> Any:
    import pikepdf

    data = source if isinstance(source, Path) else io.BytesIO(source)
    return pikepdf.open(data, password=password, suppress_warnings=True)


def salvaged_copies(data: bytes) -> Iterator[bytes]:
    """Copies of a file whose table of objects or page tree is lost; none when nothing is left.

    The first hangs on the file's own catalogue. The second has a new page tree, with the pages in
    the order in which they stand in the file; pages that were once deleted may come back in it.
    """
    if b"/Encrypt" in data:
        return
    bodies, packed = _objects_left(data)
    written = b"".join(_written(number, bodies[number]) for number in packed)
    catalogues = [number for number, body in bodies.items() if _CATALOGUE.search(body)]
    if catalogues:
        yield data + written + _trailer(catalogues[-1], max(bodies) + 1)
    pages = [number for number, body in bodies.items() if _PAGE.search(body)]
    if pages:
        tree, root = max(bodies) + 1, max(bodies) + 2
        kids = b" ".join(b"%d 0 R" % number for number in pages)
        written += _written(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
        written += _written(root, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
        yield data + written + _trailer(root, root + 1)


def _objects_left(data: bytes) -> tuple[dict[int, bytes], set[int]]:
    """Objects by number without their streams, in the order of the file, and the numbers of those
    that stood packed in an object stream. Of an object written more than once the last counts."""
    bodies: dict[int, bytes] = {}
    packed: set[int] = set()
    starts = [(int(found[1]), found.end()) for found in _OBJECT.finditer(data)]
    ends = [*(start for _, start in starts[1:]), len(data)]
    for (number, start), limit in zip(starts, ends, strict=False):
        end = _END.search(data, start, limit)
        bodies[number] = body = data[start : end.start() if end else limit]
        packed.discard(number)
        if end and _OBJECT_STREAM.search(body):
            for inner, content in _unpacked(body, data[end.end() : limit]):
                bodies[inner] = content
                packed.add(inner)
    return bodies, packed


def _unpacked(dictionary: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    """Objects of an object stream by number; of a stream that breaks off, those that are whole."""
    first = _FIRST.search(dictionary)
    if first is None:
        return
    unfolded = _unfolded(content)
    try:
        numbers = [int(number) for number in unfolded[: int(first[1])].split()]
    except ValueError:
        return
    begin = [int(first[1]) + place for place in numbers[1::2]]
    for number, start, end in zip(numbers[::2], begin, [*begin[1:], len(unfolded)], strict=False):
        if end <= len(unfolded):
            yield number, unfolded[start:end]


def _unfolded(content: bytes) -> bytes:
    """What comes out of a compressed stream up to its first fault."""
    packed, parts, size = zlib.decompressobj(), [], 0
    for start in range(0, len(content), _PIECE):
        try:
            parts.append(packed.decompress(content[start : start + _PIECE]))
        except zlib.error:
            break
        size += len(parts[-1])
        if size > _LARGEST_OBJECT_STREAM:
            break
    return b"".join(parts)


def _written(number: int, body: bytes) -> bytes:
    return b"\n%d 0 obj\n%s\nendobj" % (number, body)


def _trailer(root: int, size: int) -> bytes:
    return b"\ntrailer <</Root %d 0 R /Size %d>>\nstartxref\n0\n%%%%EOF\n" % (root, size)
