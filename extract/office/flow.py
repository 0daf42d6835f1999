"""What the readers of HTML and DOCX share: documents that flow, without places on a page.

Text is made plain, superscripts are told apart from calls of notes, typed markers make list items,
and notes go behind the paragraph that calls them. A block carries the empty box of its page.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Box, FootnoteCall, PageRecord, PassageKind, RemovedLine
from extract import problems
from extract.sections import Block, with_paths

BULLET = "• "
"""How every list item without a number begins."""

_INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065))
)
_HYPHENS = dict.fromkeys((0x2010, 0x2011), "-")
_LIGATURES = {0xFB00 + place: text for place, text in enumerate("ff fi fl ffi ffl st st".split())}
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)
} | {0x85: "…"}
_SYMBOLS = dict.fromkeys(range(0xF000, 0xF100)) | {
    0xF0B7: "•", 0xF0A7: "•", 0xF0A8: "•", 0xF0D8: "•", 0xF076: "•", 0xF06E: "•", 0xF071: "•",
    0xF0FC: "✓", 0xF0E0: "→", 0xF0E8: "→", 0xF0F0: "→", 0xF02D: "-", 0xF0BE: "–", 0xF020: " ",
}  # fmt: skip
_PLAIN = _INVISIBLE | _HYPHENS | _LIGATURES | _WINDOWS | _SYMBOLS
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_SPACES = re.compile(r"\s+")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")

_ONE_CALL = r"(?:[\[(]?(?:\d{1,3}|\*{1,4}|[†‡§])[\])]?)"
NOTE_CALL = re.compile(rf"{_ONE_CALL}(?:\s*[,;–-]?\s*{_ONE_CALL})*\s*[,;]?|[,;\[\]]")
"""The whole text of a superscript that calls one note or more."""
_NUMBERS = re.compile(r"\d{1,3}|\*+|[†‡§]")
_CALL_BEGIN, _CALL_END = "\ufdd0", "\ufdd1"
"""Characters that no text holds; between them stands the number of a called note."""
_CALLS = re.compile(f"{_CALL_BEGIN}([^{_CALL_END}]*){_CALL_END}")
_LENGTH = re.compile(r"(?<![^\W\d_])(?:[kdchm]|da)?m$")
_FORMULA = re.compile(r"(?<![^\W\d_])(?:CO|NO|SO|CH|NH|PM|H|O|N)$")
_POWER = re.compile(r"(?<!\d)10$")
_WORD = re.compile(r"[^\W\d_]{2}$")

_TYPED_BULLET = re.compile(r"(?:[•·▪■◦○●‣►▶➢✓❖]\s*|[–—\-*§o]\s+)(?=\S)")
_TYPED_NUMBER = re.compile(
    r"(?:\(?[0-9]{1,2}(?:[.)]|°\.?)|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])"
    r"\s+(?=\S)"
)
NUMBERED_PART = re.compile(
    r"(?:artikel|art\.|hoofdstuk|bijlage|titel|deel|afdeling|paragraaf)\s+[0-9IVXA-Z]", re.I
)
"""The name of a numbered part of a covenant, such as "Artikel 3"."""
BOLD_LEVEL = 7.0
"""Rank of a heading that is only bold: below all that are marked as headings."""
CAPTION = re.compile(r"(?:tabel|figuur|grafiek|kaart|foto)\s+\d+", re.I)
"""How the line above a table or below a figure begins."""
_CAPTION_WORDS = 40
HEADING_WORDS = 16
"""More words than this are a sentence in bold, not a heading."""


@dataclass(frozen=True, slots=True)
class OtherForm:
    """Pages, blocks and lines left out of a document that is no PDF."""

    pages: tuple[PageRecord, ...]
    blocks: tuple[Block, ...]
    removed: tuple[RemovedLine, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with the notes that its text calls, and how it is printed (`size` in points)."""

    block: Block
    notes: tuple[Block, ...] = ()
    bold: bool = False
    size: float = 0.0

    @property
    def kind(self) -> PassageKind:
        """The kind of the block."""
        return self.block.kind

    @property
    def text(self) -> str:
        """The text of the block."""
        return self.block.text


def block(kind: PassageKind, text: str, page: int = 1, level: float = 0.0) -> Block:
    """A block on a page without places; the calls of notes that `text` marks become its calls."""
    clean, calls = parted_from_calls(text)
    box = Box(page, 0.0, 0.0, 0.0, 0.0)
    return Block(kind, clean, (box,), level=level, calls=calls)


def note_block(number: str, text: str, page: int = 1) -> Block:
    """A note behind its number."""
    clean = parted_from_calls(text)[0]
    return replace(block(PassageKind.FOOTNOTE, f"{number} {clean}", page), number=number, calls=())


# Text ---------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text with single spaces, without soft hyphens, ligatures, symbol codes and calls of notes."""
    return parted_from_calls(marked(text))[0]


def marked(text: str) -> str:
    """Plain text in which the calls of notes are still marked."""
    kept = _CONTROL.sub("", unicodedata.normalize("NFC", text).translate(_PLAIN))
    spaced = _SPACES.sub(" ", kept).strip()
    return _RAISED.sub(_lowered, spaced) if _RAISED.search(spaced) else spaced


def without_marks(text: str) -> str:
    """Text of a document without the characters that mark calls here."""
    return text.replace(_CALL_BEGIN, "").replace(_CALL_END, "")


def call_mark(number: str) -> str:
    """The call of a note as it is marked in a text until its place is known."""
    return f"{_CALL_BEGIN}{number}{_CALL_END}"


def parted_from_calls(text: str) -> tuple[str, tuple[FootnoteCall, ...]]:
    """The text without the marks of calls, and for each call the character after which it stood."""
    if _CALL_BEGIN not in text:
        return text, ()
    clean = ""
    calls: list[FootnoteCall] = []
    for place, part in enumerate(_CALLS.split(text)):
        if place % 2:
            clean = clean.rstrip()
            calls.append(FootnoteCall(len(clean), part))
        elif place and clean and part[:1].isalnum():
            clean += f" {part}"
        else:
            clean += part
    return clean.strip(), tuple(calls)


def _lowered(match: re.Match[str]) -> str:
    return raised(match.string[: match.start()], match[0].translate(_RAISED_DIGITS))


def raised(before: str, mark: str) -> str:
    """What stays of a superscript behind the text `before`: m2, CO2, 1e, or the mark of a call.

    A number with nothing before it is the number of the note itself, and stays.
    """
    mark = " ".join(mark.split())
    if not before.strip():
        return f"{mark} " if mark else ""
    if not NOTE_CALL.fullmatch(mark):
        lone_letter = len(mark) == 1 and mark.isalpha() and _WORD.search(before)
        return call_mark(mark) if lone_letter else mark
    if mark in ("2", "3") and (_LENGTH.search(before) or _FORMULA.search(before)):
        return mark
    if _POWER.search(before) and mark.isdigit():
        return f"^{mark}"
    return "".join(call_mark(number) for number in _NUMBERS.findall(mark))


def listed(text: str) -> str | None:
    """The text as a list item when it begins with a typed number or bullet, else None."""
    bullet = _TYPED_BULLET.match(text)
    if bullet:
        return BULLET + text[bullet.end() :]
    return text if _TYPED_NUMBER.match(text) else None


def is_short_title(text: str) -> bool:
    """Whether a line in bold reads as a heading: few words, and no end of a sentence."""
    words = text.split()
    return (
        any(char.isalpha() for char in text)
        and len(words) <= HEADING_WORDS
        and not text.endswith((".", ";", ",", ":"))
    )


def text_kind(text: str) -> PassageKind:
    """BODY, or OTHER for the caption of a table or figure and for a line without a letter."""
    is_caption = CAPTION.match(text) and len(text.split()) <= _CAPTION_WORDS
    if is_caption or not any(char.isalpha() for char in text):
        return PassageKind.OTHER
    return PassageKind.BODY


# The whole document ---------------------------------------------------------------------------


def other_form(
    name: str, reader: str, pieces: Iterable[Piece], removed: Sequence[RemovedLine], pages: int = 1
) -> OtherForm:
    """Put a document together. Raises DocumentProblem when there is no text at all."""
    blocks = with_paths(list(_notes_behind(_with_captions(pieces))))
    letters = Counter[int]()
    for one in blocks:
        ends = (*one.box_starts[1:], len(one.text))
        for box, start, end in zip(one.boxes, one.box_starts, ends, strict=True):
            letters[box.page] += end - start
    records = tuple(
        PageRecord(number, 0.0, 0.0, letters[number], reader)
        for number in range(1, max(pages, *letters, 1) + 1)
    )
    if not any(char.isalnum() for one in blocks for char in one.text):
        raise problems.no_words(name)
    return OtherForm(records, tuple(blocks), tuple(removed))


def _with_captions(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows of a table know the caption right above it."""
    caption = ""
    for piece in pieces:
        if piece.kind is PassageKind.TABLE:
            if caption and not piece.block.caption:
                piece = replace(piece, block=replace(piece.block, caption=caption))
        else:
            caption = piece.text if CAPTION.match(piece.text) else ""
        yield piece


def _notes_behind(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Notes stand behind the paragraph, list or table that calls them: they break no list."""
    waiting: list[Block] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and not _goes_on(last, piece):
            yield from waiting
            waiting = []
        yield piece.block
        waiting += piece.notes
        last = piece
    yield from waiting


def _goes_on(above: Piece, below: Piece) -> bool:
    """Whether a list or a table goes on, or follows the line that introduces it."""
    if below.kind not in (PassageKind.LIST, PassageKind.TABLE):
        return False
    return above.kind is below.kind or above.text.endswith(":")
