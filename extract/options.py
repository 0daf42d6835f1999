"""What the user may ask of extraction."""

import os
from dataclasses import dataclass, field

from extract.pdf.opening import USUAL_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Limits, the password of the document, and how many pages are recognised side by side.

    `threads` 0 means one for each core.
    """

    limits: Limits = field(default=USUAL_LIMITS)
    password: str | None = field(default=None, repr=False)
    threads: int = 0

    @property
    def thread_count(self) -> int:
        """Number of pages that text recognition reads at the same time."""
        return self.threads or os.cpu_count() or 1


USUAL_OPTIONS = ReadingOptions()
