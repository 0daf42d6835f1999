"""A tree of HTML elements becomes pieces of text: headings, paragraphs, list items and tables.

The tree is walked once, element by element; a block element ends the paragraph before it, and so
text that stands loose between blocks is a paragraph of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.etree import _Element as Element

from corpus.records import PassageKind
from extract.office.flow import (
    BOLD_LEVEL,
    BULLET,
    Piece,
    block,
    call_mark,
    is_short_title,
    listed,
    marked,
    plain,
    raised,
    text_kind,
    without_marks,
)
from extract.office.flow_table import table_pieces
from extract.office.html_names import (
    LISTS,
    ListCount,
    begun_list,
    has_label,
    heading_level,
    is_apart,
    is_bold,
    is_note,
)
from extract.office.html_tables import table_rows
from extract.sections import Block

NOTE = "data-called-note"
"""Attribute that `html_notes` gives to the call of a note: its place in the list of notes, or
nothing when an earlier call has it."""
NUMBER = "data-called-number"
"""Attribute with the number of a called note as it is shown."""
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main "
    "menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_NUMBER = re.compile(r"[\[(]?(\d{1,3}|\*{1,4})[\])]?(?=\s|$)")
_LINE = "\x1e"
"""Stands for <br> while a paragraph is gathered; HTML cannot hold it."""


def pieces_of(root: Element, notes: Sequence[Block] = ()) -> list[Piece]:
    """All pieces under an element, in reading order; tables in rows."""
    return _Walk(notes).through(root)


def inline_text(element: Element) -> str:
    """The text of an element on one line, with the numbers of its list items."""
    return " ".join(piece.text for piece in pieces_of(element))


@dataclass(slots=True)
class _Walk:
    """One way through a tree; `text` gathers the paragraph that is not ended yet."""

    notes: Sequence[Block]
    pieces: list[Piece] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    called: list[Block] = field(default_factory=list)
    marker: str = ""
    level: float = 0.0
    labelled: bool = False
    is_note: bool = False
    is_numbered_note: bool = False
    bold: int = 0
    plain_print: bool = False
    lists: list[ListCount] = field(default_factory=list)

    def through(self, root: Element) -> list[Piece]:
        """Walk the tree under `root` and return its pieces."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._leave(element)
                if element is not root:
                    self._write(element.tail, element.getparent())
            elif self._enter(element, element is root):
                walker.skip_subtree()
            else:
                self._write(element.text, element)
        self._end_paragraph()
        self._end_marker()
        return self.pieces

    def _enter(self, element: Element, is_root: bool) -> bool:
        """Begin an element; True when all of it has been dealt with."""
        tag = str(element.tag)
        self.bold += is_bold(element)
        if element.get(NOTE) is not None:
            self._call(element)
            return True
        if tag == "table" and not is_root:
            self._table(element)
            return True
        if tag in ("sup", "sub"):
            return self._script(element, tag)
        if tag in _BLOCKS:
            self._end_paragraph()
            self._enter_block(element, tag)
        elif tag == "br":
            self.text.append(_LINE)
        elif tag == "q":
            self.text.append("“")
        elif is_apart(element):
            self._space()
        return False

    def _enter_block(self, element: Element, tag: str) -> None:
        level = heading_level(element)
        if level:
            self.level = level
        if tag in LISTS:
            self.lists.append(begun_list(element))
        elif tag == "li":
            self._next_item(self.lists[-1].next_marker(element) if self.lists else BULLET)
        elif tag in ("dt", "dl"):
            self._end_marker()
        self.labelled = self.labelled or has_label(element)
        self.is_note = self.is_note or is_note(element)

    def _next_item(self, marker: str) -> None:
        """A list inside an item that has no text of its own keeps the number of that item."""
        outer = "" if self.marker in ("", BULLET) or self.marker.endswith(": ") else self.marker
        if not outer:
            self._end_marker()
        self.marker = outer + marker

    def _leave(self, element: Element) -> None:
        tag = str(element.tag)
        self.bold -= is_bold(element)
        if tag == "q":
            self.text.append("”")
        elif is_apart(element):
            self._space()
        if tag not in _BLOCKS:
            return
        if tag == "dt":
            self._end_term()
        self._end_paragraph()
        if heading_level(element):
            self.level = 0.0
        if tag in LISTS:
            self.lists.pop()
        elif tag == "li" and not self.marker.endswith(": "):
            self.marker = ""
        elif tag == "dl":
            self._end_marker()
        if has_label(element):
            self.labelled = False
        if is_note(element):
            self.is_note = False

    def _write(self, text: str | None, parent: Element | None) -> None:
        if not text:
            return
        if parent is not None and parent.tag == "pre":
            text = text.replace("\n", _LINE)
        self.text.append(_SPACE.sub(" ", without_marks(text)))
        self.plain_print = self.plain_print or (not self.bold and bool(text.strip()))

    def _space(self) -> None:
        if self.text and not self.text[-1].endswith((" ", _LINE)):
            self.text.append(" ")

    def _script(self, element: Element, tag: str) -> bool:
        """Raised and lowered text; a call of a note that `html_notes` knows is looked into."""
        called = [one for one in element.iter() if one.get(NOTE) is not None]
        for one in called:
            self._call(one)
        if not called:
            text = "".join(str(part) for part in element.itertext())
            before = plain("".join(self.text[-12:]).split(_LINE)[-1])
            self.is_numbered_note = self.is_numbered_note or (
                tag == "sup" and not before and bool(_NOTE_NUMBER.fullmatch(text.strip()))
            )
            text = without_marks(text)
            self.plain_print = self.plain_print or (not self.bold and bool(text.strip()))
            self.text.append(raised(before, text) if tag == "sup" else " ".join(text.split()))
        return True

    def _call(self, element: Element) -> None:
        place = element.get(NOTE, "")
        if place:
            self.called.append(self.notes[int(place)])
        self.text.append(call_mark(element.get(NUMBER, "")))

    # Ends -----------------------------------------------------------------------------------

    def _end_term(self) -> None:
        """A term of a definition list stands before its definition."""
        term = marked("".join(self.text).replace(_LINE, " "))
        self.text.clear()
        if term:
            lead = "" if listed(term) else BULLET
            self.marker = f"{lead}{term.rstrip(':')}: "

    def _end_marker(self) -> None:
        """A term without a definition is an item itself; a number without a text is nothing."""
        if self.marker.endswith(": "):
            text = self.marker.removesuffix(": ")
            self.pieces.append(Piece(block(PassageKind.LIST, text), self._taken_notes()))
        self.marker = ""

    def _taken_notes(self) -> tuple[Block, ...]:
        taken = tuple(self.called)
        self.called.clear()
        return taken

    def _end_paragraph(self) -> None:
        whole = "".join(self.text)
        self.text.clear()
        bold, self.plain_print = not self.plain_print, False
        parts = [marked(part) for part in _paragraphs(whole, bool(self.level))]
        parts = [part for part in parts if plain(part)]
        if not parts:
            if self.called and self.pieces:
                last = self.pieces[-1]
                self.pieces[-1] = replace(last, notes=last.notes + self._taken_notes())
            return
        for part in parts[:-1]:
            self._add(part, bold, ())
        self._add(parts[-1], bold, self._taken_notes())

    def _add(self, text: str, bold: bool, notes: tuple[Block, ...]) -> None:
        kind, level = text_kind(text), 0.0
        item = listed(text)
        if self.marker.endswith(": ") and (self.level or self.is_note):
            self._end_marker()
        if self.is_note:
            kind = PassageKind.FOOTNOTE
        elif self.level:
            kind, level = PassageKind.HEADING, self.level
            text = text if self.marker == BULLET else self.marker + text
            self.marker = ""
        elif self.marker:
            kind = PassageKind.LIST
            typed = item is not None and (
                self.marker == BULLET or self.labelled or item.startswith(self.marker)
            )
            text = item if item and typed else self.marker + text
            self.marker = ""
        elif bold and is_short_title(plain(text)):
            kind, level = PassageKind.HEADING, BOLD_LEVEL
        elif item or self.labelled:
            kind, text = PassageKind.LIST, item or text
        elif self.is_numbered_note and " " in text:
            kind = PassageKind.FOOTNOTE
        self.labelled = self.is_numbered_note = False
        made = block(kind, text, level=level)
        number = _NOTE_NUMBER.match(made.text) if kind is PassageKind.FOOTNOTE else None
        self.pieces.append(Piece(replace(made, number=number[1] if number else ""), notes, bold))

    # Tables -----------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        self._end_paragraph()
        if self.marker.endswith(": "):
            self._end_marker()
        rows = table_rows(table, lambda cell: pieces_of(cell, self.notes))
        if table.get("role") in ("presentation", "none"):
            cells = [piece for row in rows for piece in row.pieces]
        else:
            cells = table_pieces(rows)
        if self.marker and cells and cells[0].kind is PassageKind.BODY:
            cells[0] = Piece(block(PassageKind.LIST, self.marker + cells[0].text), cells[0].notes)
            self.marker = ""
        captions = [
            piece for one in table.iterchildren("caption") for piece in pieces_of(one, self.notes)
        ]
        caption = " ".join(piece.text for piece in captions)
        self.pieces += captions
        self.pieces += [
            replace(piece, block=replace(piece.block, caption=caption))
            if piece.kind is PassageKind.TABLE
            else piece
            for piece in cells
        ]


def _paragraphs(whole: str, is_heading: bool) -> list[str]:
    """Cut at empty lines, and before every line that begins an item when there are two or more."""
    if _LINE not in whole:
        return [whole]
    if is_heading:
        return [whole.replace(_LINE, " ")]
    parts: list[str] = []
    for chunk in re.split(rf"{_LINE}(?:\s*{_LINE})+", whole):
        lines = chunk.split(_LINE)
        items = [bool(listed(plain(line))) for line in lines]
        if sum(items) < 2:
            parts.append(" ".join(lines))
            continue
        run: list[str] = []
        for line, is_item in zip(lines, items, strict=True):
            if is_item and run:
                parts.append(" ".join(run))
                run = []
            run.append(line)
        parts.append(" ".join(run))
    return parts
