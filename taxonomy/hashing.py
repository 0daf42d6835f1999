"""The version of a taxonomy is the hash of its content."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import Any


def content_hash(records: Sequence[Any]) -> str:
    """16 hex digits of the SHA-256 over records, independent of layout and comments in files."""
    plain = [dataclasses.asdict(record) for record in records]
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
