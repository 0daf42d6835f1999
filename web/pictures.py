"""What the pages need of whoever draws pictures of pages."""

from typing import Protocol

from corpus.records import Source


class Pictures(Protocol):
    """Draws pages of stored files; raises LookupError with a Dutch sentence when it cannot."""

    def of(self, source: Source, page: int) -> bytes:
        """The picture of a page, as PNG."""
        ...
