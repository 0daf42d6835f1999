"""A sample document as data: its front matter, its labelled blocks and its footnotes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LANGUAGE = "nl-NL"
"""The language of all sample documents."""

NOTE_CALL = re.compile(r"\[\^(?P<name>\w+)\]")
"""A footnote call, as it stands in the text of a paragraph."""


class SampleFormatError(ValueError):
    """A sample document does not keep to the format."""


class BlockKind(StrEnum):
    """What a block of a sample document is."""

    TITLE = "title"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


class Layout(StrEnum):
    """How a sample document is laid out."""

    ONE_COLUMN = "one_column"
    TWO_COLUMNS = "two_columns"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with its mark: `•` or a number such as `3.`."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a sample document.

    `text` is the text of a heading or paragraph, and the lead-in of a list (empty without one).
    Only paragraphs hold footnote calls. The first of the `rows` of a table is its header.
    `labels` is None for a heading: headings are not judged.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[ListItem, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    labels: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A sample document; its first block is its title, `notes` holds the footnotes by name."""

    deal: str
    kind: str
    year: int
    title: str
    author: str
    layout: Layout
    header: str
    footer: str
    blocks: tuple[Block, ...]
    notes: Mapping[str, str]
