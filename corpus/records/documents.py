"""What extraction makes of a file: its pages, its passages and where on the page they stand.

Lengths are in PDF points (1/72 inch), measured from the top left corner of the page as a reader
sees it; page numbers start at 1.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class PassageKind(StrEnum):
    """What a piece of text is on the page; the words of the JSONL contract."""

    HEADING = "heading"
    BODY = "body"
    LIST = "list"
    TABLE = "table"
    FOOTNOTE = "footnote"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name found in a passage: characters `start` to `end` of its text."""

    start: int
    end: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FootnoteCall:
    """Where a text calls a footnote: the character after which the number stood, the number, and
    the passage with the note ("" when the note was not found)."""

    at: int
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in euros: characters `start` to `end` of a text."""

    start: int
    end: int
    euros: float


@dataclass(frozen=True, slots=True)
class RawText:
    """The text as it is drawn, line by line, and where each letter of the clean text stands in it.

    `pieces` hold (start in the clean text, start in the raw text, length): the same letters.
    """

    text: str = ""
    pieces: tuple[tuple[int, int, int], ...] = ()

    def to_raw(self, offset: int) -> int:
        """Offset in the raw text of an offset in the clean text."""
        return self._across(offset, 0, 1)

    def to_clean(self, offset: int) -> int:
        """Offset in the clean text; of what was left out, that of what comes after it."""
        return self._across(offset, 1, 0)

    def _across(self, offset: int, here: int, there: int) -> int:
        place = bisect_right(self.pieces, offset, key=lambda piece: piece[here]) - 1
        if place < 0:
            return 0
        piece = self.pieces[place]
        return piece[there] + min(offset - piece[here], piece[2])


NO_RAW_TEXT = RawText()


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences (usually 30-250 words) under one heading, with the boxes they came from.

    `box_starts` gives the character of `text` at which the text of each box begins. `place` is how
    a lawyer cites it ("Artikel 3, lid 2, onder b"), empty outside numbered articles.
    """

    passage_id: str
    document_id: str
    position: int
    kind: PassageKind
    heading_path: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...]
    box_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...] = (0,)
    entities: tuple[Entity, ...] = ()
    place: str = ""
    calls: tuple[FootnoteCall, ...] = ()
    amounts: tuple[Amount, ...] = ()
    raw: RawText = NO_RAW_TEXT

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages that the passage touches, in ascending order."""
        return tuple(sorted({box.page for box in self.boxes}))

    @property
    def words(self) -> int:
        """Number of words, split at white space."""
        return len(self.text.split())

    @property
    def sentence_bounds(self) -> tuple[tuple[int, int], ...]:
        """Start and end (exclusive) of each sentence; together they are the text."""
        ends = (*self.sentence_starts[1:], len(self.text))
        return tuple(zip(self.sentence_starts, ends, strict=True))

    def box_at(self, character: int) -> Box:
        """The box that holds a character of the text."""
        return self.boxes[max(0, bisect_right(self.box_starts, character) - 1)]


class Outcome(StrEnum):
    """What became of a document in a run."""

    GELUKT = "gelukt"
    OVERGESLAGEN = "overgeslagen"
    MISLUKT = "mislukt"


NO_TEXT, GARBLED = "geen tekst", "onleesbare tekens"
UNREADABLE = frozenset({NO_TEXT, GARBLED})
"""Why a page gave no text: only a picture (or nothing), or letters stored as mere codes."""


class Grade(StrEnum):
    """How far the text of a page can be trusted."""

    GOED = "goed"
    MATIG = "matig"
    SLECHT = "slecht"
    GEEN = "geen tekst"


@dataclass(frozen=True, slots=True)
class PageQuality:
    """What the grade of a page rests on; shares run from 0 to 1.

    `legible`: letters that are letters, not codes. `known`: words that are Dutch words.
    `connected`: text that stands in lines of sentences rather than in loose scraps. `confidence`:
    of text recognition, 1 where the text was stored as text. `remark` is a Dutch sentence.
    """

    grade: Grade
    legible: float = 1.0
    known: float = 1.0
    connected: float = 1.0
    confidence: float = 1.0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """How one page was read. `reader` names the door that gave the text, or why there is none.

    An empty page has no `quality`; a page with a picture that was not read has one.
    """

    number: int
    width: float
    height: float
    characters: int
    reader: str
    quality: PageQuality | None = None

    @property
    def readable(self) -> bool:
        """Whether the page gave text."""
        return self.reader not in UNREADABLE

    @property
    def grade(self) -> Grade:
        """How far the text can be trusted; a page read before grades were given counts as good."""
        if not self.readable:
            return Grade.GEEN
        return self.quality.grade if self.quality else Grade.GOED


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A running header, footer or page number that was kept out of the text, and where it stood."""

    page: int
    text: str
    reason: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The result of extraction: passages when it worked, an outcome and a reason always.

    `reason` is a Dutch sentence; it is empty only when every page gave text.
    """

    document_id: str
    extractor: str
    outcome: Outcome
    reason: str
    pages: tuple[PageRecord, ...] = ()
    passages: tuple[Passage, ...] = ()
    removed: tuple[RemovedLine, ...] = ()

    @property
    def grade(self) -> Grade:
        """The grade that nine tenths of the letters reach; mediocre at best with unread pages,
        for their silence is not that of the source."""
        letters = dict.fromkeys(Grade, 0)
        for page in self.pages:
            letters[page.grade] += page.characters if page.readable else 0
        total = sum(letters.values())
        if not total:
            return Grade.GEEN
        is_whole = all(page.readable or page.quality is None for page in self.pages)
        if letters[Grade.GOED] >= 0.9 * total and is_whole:
            return Grade.GOED
        return Grade.MATIG if letters[Grade.SLECHT] <= 0.1 * total else Grade.SLECHT

    def grade_of(self, passage: Passage) -> Grade:
        """The worst grade of the pages that a passage stands on."""
        return self.grades_of([passage])[0]

    def grades_of(self, passages: Iterable[Passage]) -> list[Grade]:
        """The worst grade of the pages that each passage stands on."""
        order = list(Grade)
        known = {page.number: order.index(page.grade) for page in self.pages}
        best = order.index(Grade.GOED)
        return [
            order[max((known[page] for page in one.pages if page in known), default=best)]
            for one in passages
        ]
