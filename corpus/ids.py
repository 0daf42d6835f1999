"""Identities that come from content, so that order and machine do not matter."""

import hashlib
import json
from pathlib import Path
from unicodedata import normalize

ID_LENGTH = 16


def digest(*parts: object) -> str:
    """Return 16 hex digits of the SHA-256 over the parts, each written as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:ID_LENGTH]


def file_sha256(path: Path) -> str:
    """Return the full SHA-256 of a file's bytes, as 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def passage_id(document_id: str, position: int, text: str) -> str:
    """Identity of a passage: its document, its place in it and its text."""
    return digest(document_id, position, text)


def text_key(text: str) -> str:
    """Identity of a text wherever it stands; white space and the way accents are stored do not
    count."""
    return digest(" ".join(normalize("NFC", text).split()))
