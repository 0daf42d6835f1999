"""Bytes of a web page as text, however they were stored."""

import re

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LATIN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"})
"""What pages call themselves when they are in Windows-1252, as browsers know."""


def decoded(data: bytes) -> str:
    """Bytes as text: by byte order mark, else as UTF-8 where that fits, else as declared."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data), "replace")


def _declared(data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if name in _LATIN or name.replace("_", "-") in {"utf-8", "utf8", "utf-16"}:
        return "cp1252"
    try:
        return "cp1252" if b"a".decode(name) != "a" else name
    except (LookupError, UnicodeDecodeError, TypeError):
        return "cp1252"
