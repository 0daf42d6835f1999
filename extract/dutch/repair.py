"""Mend what the line end did: join words that a hyphen broke, keep hyphens that belong.

Repair is idempotent: mended text stays as it is. Every place in mended text is known in the raw
text, the lines as they are drawn, and the other way round.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from corpus.records import RawText
from extract.dutch.line_end import (
    HYPHENS,
    NO_WORDS,
    SOFT,
    SUSPENDING,
    DocumentWords,
    LineEnd,
    decide,
    document_words,
    first_word,
    hyphenated_words,
)

__all__ = [
    "DocumentWords",
    "Joined",
    "continued",
    "document_words",
    "hyphenated_words",
    "join_lines",
    "joined_lines",
]

Piece = tuple[int, int, int]
"""Start in the clean text, start in the raw text, length: the same signs, but for hyphens."""

Place = Callable[[Piece], int]
_CLEAN: Place = itemgetter(0)
_RAW: Place = itemgetter(1)
_WORDS = re.compile(r"\S+")
_ODD_HYPHENS = re.compile("[\u00ad\u2010\u2011\u0002\ufffe]")
_PLAIN = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011\u0002\ufffe", "-"))
_SOFT_INSIDE = re.compile(rf"(?<=[^\W_]){SOFT}(?=[^\W_])")
_CLOSING = ")]’'”\"»"
_OPENING_QUOTES = "‘“„'\"«"
_BRACKET_IN_WORD = re.compile(r"[(\[][^()\[\]\s]+[)\]][^\W_]")
_ADDRESS = re.compile(r"^[(<\[]*(?:https?:|www\.)|://|@", re.IGNORECASE)
_ADDRESS_GOES_ON = re.compile(
    r"[a-z\d][\w.~%-]*(?:/[\w.~%-]*){2,}"
    r"|[\w/~%-]+[=&?#%][\w./=&?#%~-]*"
    r"|(?:[\w/~%-]+\.)+(?:html?|pdf|aspx?|php|nl|com|eu|org)\b\S*"
)
_TOP_DOMAIN = re.compile(r"(?:nl|com|eu|org|net|be)\b\S*")


@dataclass(frozen=True, slots=True)
class Joined:
    """The running text of lines, and where each letter stands in the raw text.

    `raw`: the lines as drawn, parted by line feeds. `pieces`: in order; between them the clean text
    has nothing or one space. Hyphens of every kind are "-" in the clean text, but for one at its
    end, which keeps its kind because the text may go on.
    """

    text: str
    raw: str
    pieces: tuple[Piece, ...]

    @property
    def drawn(self) -> RawText:
        """The lines as drawn, with the map between both texts."""
        return RawText(self.raw, self.pieces)

    def to_raw(self, offset: int) -> int:
        """Offset in the raw text of an offset in the clean text; both may be the end.

        A space put in for a line end is where the line ended. For the end of a quote, ask for its
        last letter and add one.
        """
        return self.drawn.to_raw(offset)

    def to_clean(self, offset: int) -> int:
        """Offset in the clean text; of what was left out, that of what comes after it."""
        return self.drawn.to_clean(offset)


def join_lines(lines: Sequence[str], words: DocumentWords | frozenset[str] = NO_WORDS) -> str:
    """Join the lines of a paragraph to running text."""
    return joined_lines(lines, words).text


def joined_lines(lines: Sequence[str], words: DocumentWords | frozenset[str] = NO_WORDS) -> Joined:
    """Join the lines of a paragraph; `words` is what the document says about its hyphens."""
    words = _document_words(words)
    texts: list[str] = []
    pieces: list[Piece] = []
    tail = ""
    size = raw_start = 0
    for line in lines:
        text, own = _cleaned(line, words)
        if text:
            if tail:
                meeting = _meeting(tail, text, words)
                tail = tail[:-1] + meeting
                texts[-1] = texts[-1][:-1] + meeting
                size += len(meeting) - 1
                if not meeting:
                    _shorten(pieces)
            texts.append(text)
            pieces += [(clean + size, raw + raw_start, length) for clean, raw, length in own]
            size += len(text)
            tail = tail[tail.rfind(" ") + 1 :] + text
        raw_start += len(line) + 1
    return Joined("".join(texts), "\n".join(lines), tuple(pieces))


def continued(
    above: Joined, below: Joined, words: DocumentWords | frozenset[str] = NO_WORDS
) -> Joined:
    """Join a paragraph to its rest on the next page or in the next column."""
    start, pieces = above.text, list(above.pieces)
    if above.text and below.text:
        meeting = _meeting(above.text, below.text, _document_words(words))
        start = above.text[:-1] + meeting
        if not meeting:
            _shorten(pieces)
    raw_start = len(above.raw) + 1
    pieces += [(clean + len(start), raw + raw_start, size) for clean, raw, size in below.pieces]
    return Joined(start + below.text, f"{above.raw}\n{below.raw}", tuple(pieces))


def _document_words(words: DocumentWords | frozenset[str]) -> DocumentWords:
    return words if isinstance(words, DocumentWords) else DocumentWords(hyphenated=words)


def _shorten(pieces: list[Piece]) -> None:
    """Leave the hyphen at the end of the last piece out."""
    clean, raw, length = pieces.pop()
    pieces.append((clean, raw, length - 1))


def _cleaned(line: str, words: DocumentWords) -> tuple[str, list[Piece]]:
    """A line with single spaces and plain hyphens, and its pieces; a last hyphen keeps its kind."""
    text = " ".join(line.split())
    if (not text.isascii() or "\x02" in text) and _ODD_HYPHENS.search(text, 0, len(text) - 1):
        return _with_plain_hyphens(line, words)
    if text == line:
        return text, [(0, 0, len(text))]
    pieces, clean = [], 0
    for match in _WORDS.finditer(line):
        pieces.append((clean, match.start(), len(match[0])))
        clean += len(match[0]) + 1
    return text, pieces


def _with_plain_hyphens(line: str, words: DocumentWords) -> tuple[str, list[Piece]]:
    text, pieces = "", list[Piece]()
    for match in _WORDS.finditer(line):
        text += " " if text else ""
        for start, end in _kept(match[0], words):
            pieces.append((len(text), match.start() + start, end - start))
            text += match[0][start:end]
    return text[:-1].translate(_PLAIN) + text[-1], pieces


def _kept(word: str, words: DocumentWords) -> Iterator[tuple[int, int]]:
    """The stretches of a word between the soft hyphens that are not drawn for a real one."""
    start = 0
    for match in _SOFT_INSIDE.finditer(word):
        left, right = word[: match.start()], word[match.end() :]
        if decide(left.replace(SOFT, "") + SOFT, right.replace(SOFT, ""), words) is LineEnd.JOIN:
            yield start, match.start()
            start = match.end()
    yield start, len(word)


def _meeting(text: str, line: str, words: DocumentWords) -> str:
    """What the last sign of a text becomes, together with what comes between it and the line."""
    last = text[-1]
    if "://" in text or "www." in text or "@" in text:
        address = _after_address(text, line, words)
        if address is not None:
            return address
    if last in HYPHENS:
        return _after_hyphen(text, line, words)
    if last == "/":
        return last if len(text) > 1 and text[-2] != " " else "/ "
    if last == "–" and text[-2:-1].isdigit() and line[0].isdigit():
        return last
    return last + " "


def _after_hyphen(text: str, line: str, words: DocumentWords) -> str:
    before, after = text[-2:-1], line[0]
    if not before.isalnum():
        is_attached = before and before in _CLOSING and first_word(line) not in SUSPENDING
        return "-" if is_attached and after.isalnum() else "- "
    if not after.isalnum():
        return "-" if after in _OPENING_QUOTES or _BRACKET_IN_WORD.match(line) else "- "
    decision = decide(text, line, words)
    if decision is LineEnd.JOIN:
        return ""
    return "-" if decision is LineEnd.KEEP else "- "


def _after_address(text: str, line: str, words: DocumentWords) -> str | None:
    """Addresses of pages and mailboxes go on without a space; None where this one has ended."""
    address, last = text[text.rfind(" ") + 1 :], text[-1]
    if not _ADDRESS.search(address):
        return None
    if last in HYPHENS:
        return "" if last != "-" and last in words.typeset else "-"
    if last in "_=&?#%":
        return last
    if last == "/":
        return "/ " if line[0].isupper() else last
    if _ADDRESS_GOES_ON.match(line) or (last == "." and _TOP_DOMAIN.match(line)):
        return last
    return None
