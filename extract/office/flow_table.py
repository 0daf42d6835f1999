"""Cells of HTML and DOCX become rows; a table that only sets out the page becomes its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from corpus.records import Box, FootnoteCall, PassageKind
from extract.office.flow import BOLD_LEVEL, Piece, block, listed
from extract.sections import Block

MOST_COLUMNS = 60
"""Columns that one cell can span: a wide one must not fill the memory."""
_LABEL_WORDS = 12
"""A cell over several rows with at most these words is repeated in each: it names them."""
_PROSE_WORDS = 40
"""A table of one row with a cell this long sets text side by side."""
_MARKER = re.compile(
    r"(?:[•·▪■◦○●‣►➢✓–—\-o*]|\(?[0-9]{1,2}(?:[.)]|°)?|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])"
)
_YEAR_OR_UNIT = re.compile(r"\b20\d\d\b|1\.000(?:\.000)?|\b1 mln\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the columns and rows it fills."""

    pieces: tuple[Piece, ...]
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """All text of the cell but that of tables inside it."""
        return " ".join(piece.text for piece in self.pieces if piece.kind is not PassageKind.TABLE)

    @property
    def bold(self) -> bool:
        """Whether all that stands in the cell is bold."""
        return all(piece.bold for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `heads` when the document says that it names the columns."""

    cells: tuple[Cell, ...]
    heads: bool = False
    page: int = 1

    @property
    def pieces(self) -> Iterator[Piece]:
        """All pieces of the row in reading order."""
        return chain.from_iterable(cell.pieces for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row laid out in the columns of its table. `own` holds no cells of rows above."""

    row: Row
    cells: tuple[str, ...]
    own: tuple[str, ...]
    is_wide: bool


def table_pieces(rows: Sequence[Row]) -> list[Piece]:
    """Rows as blocks "cell | cell", or the text of the cells when the table is mere layout."""
    filled = [row for row in rows if any(piece.text for piece in row.pieces)]
    laid_out = _laid_out(filled)
    lines = _without_empty_columns(laid_out)
    holds_table_only = len(lines) < len(laid_out)
    if holds_table_only or not lines or _is_layout(lines):
        return [piece for row in filled for piece in row.pieces]
    if all(_MARKER.fullmatch(line.own[0]) and len(line.own) == 2 for line in lines):
        return list(chain.from_iterable(_as_item(line) for line in lines))
    return list(_rows_with_header(lines))


def _laid_out(rows: Sequence[Row]) -> list[_Line]:
    """Put every cell in its columns; a short cell over several rows stands in each of them."""
    hanging: dict[int, tuple[int, str]] = {}
    lines: list[_Line] = []
    for row in rows:
        cells: dict[int, str] = {}
        own: dict[int, str] = {}
        column = 0
        for cell in row.cells:
            while column in hanging:
                column += 1
            text = cell.text
            own[column] = text
            width = min(cell.columns, MOST_COLUMNS)
            for place in range(column, column + width):
                cells[place] = text if place == column or row.heads else ""
                if cell.rows > 1:
                    repeated = cells[place] if len(text.split()) <= _LABEL_WORDS else ""
                    hanging[place] = (cell.rows, repeated)
            column += width
        for place, (_, text) in hanging.items():
            cells.setdefault(place, text)
        hanging = {place: (left - 1, text) for place, (left, text) in hanging.items() if left > 1}
        size = max(cells, default=-1) + 1
        is_wide = len(row.cells) == 1 and row.cells[0].columns > 1
        lines.append(
            _Line(
                row,
                tuple(cells.get(place, "") for place in range(size)),
                tuple(own.get(place, "") for place in range(size)),
                is_wide,
            )
        )
    return lines


def _without_empty_columns(lines: Sequence[_Line]) -> list[_Line]:
    size = max((len(line.cells) for line in lines), default=0)
    full = [
        replace(
            line,
            cells=line.cells + ("",) * (size - len(line.cells)),
            own=line.own + ("",) * (size - len(line.own)),
        )
        for line in lines
    ]
    kept = [place for place in range(size) if any(line.own[place] for line in full)]
    return [
        replace(
            line,
            cells=tuple(line.cells[place] for place in kept),
            own=tuple(line.own[place] for place in kept),
        )
        for line in full
        if any(line.own)
    ]


def _is_layout(lines: Sequence[_Line]) -> bool:
    """One column, prose side by side, tables inside cells, or sections without a header row."""
    if len(lines[0].cells) < 2:
        return True
    if len(lines) == 1 and any(len(text.split()) > _PROSE_WORDS for text in lines[0].own):
        return True
    has_header = lines[0].row.heads and len(lines) > 1
    cells = [cell for line in lines for cell in line.row.cells]
    if any(piece.kind is PassageKind.TABLE for cell in cells for piece in cell.pieces):
        return True
    return not has_header and any(_holds_a_section(cell) for cell in cells)


def _holds_a_section(cell: Cell) -> bool:
    return any(
        piece.kind is PassageKind.HEADING and piece.block.level < BOLD_LEVEL
        for piece in cell.pieces[:-1]
    )


def _as_item(line: _Line) -> Iterator[Piece]:
    """A row of a marker and a text is a list item set in a table."""
    marker, text = line.own
    whole = f"{marker} {text}".strip()
    pieces = list(line.row.pieces)
    yield Piece(
        block(PassageKind.LIST, listed(whole) or whole, line.row.page),
        tuple(note for piece in pieces for note in piece.notes),
    )


def _rows_with_header(lines: Sequence[_Line]) -> Iterator[Piece]:
    size = len(lines[0].cells)
    titles = 0
    while titles < len(lines) - 1 and lines[titles].row.heads and lines[titles].is_wide:
        yield from lines[titles].row.pieces
        titles += 1
    lines = lines[titles:]
    heads = _header_rows(lines)
    header = tuple(_joined([line.cells[place] for line in lines[:heads]]) for place in range(size))
    header = header if any(header) else ()
    if header:
        yield _row_piece(lines[:heads], header, header)
    for line in lines[heads:]:
        yield _row_piece([line], line.cells, () if line.is_wide else header)
        yield from (piece for piece in line.row.pieces if piece.kind is PassageKind.TABLE)


def _row_piece(lines: Sequence[_Line], cells: tuple[str, ...], header: tuple[str, ...]) -> Piece:
    text = " | ".join(cell for cell in cells if cell)
    pieces = [piece for line in lines for piece in line.row.pieces]
    box = Box(lines[0].row.page, 0.0, 0.0, 0.0, 0.0)
    calls = tuple(_calls(lines[0].row, text)) if len(lines) == 1 else ()
    return Piece(
        Block(PassageKind.TABLE, text, (box,), cells=cells, header=header, calls=calls),
        tuple(note for p in pieces if p.kind is not PassageKind.TABLE for note in p.notes),
    )


def _calls(row: Row, text: str) -> Iterator[FootnoteCall]:
    """The calls of notes in the cells of a row, by their place in the text of the row."""
    start = 0
    for cell in row.cells:
        start = max(start, text.find(cell.text, start))
        for piece in cell.pieces:
            if piece.kind is not PassageKind.TABLE:
                yield from (replace(call, at=start + call.at) for call in piece.block.calls)
                start += len(piece.text) + 1


def _joined(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _header_rows(lines: Sequence[_Line]) -> int:
    """How many rows name the columns; a table never is all names."""
    said = 0
    while said < len(lines) and lines[said].row.heads:
        said += 1
    if said:
        return said if said < len(lines) else 0
    return 1 if len(lines) > 1 and _reads_as_header(lines) else 0


def _reads_as_header(lines: Sequence[_Line]) -> bool:
    """Names without amounts above rows that are printed or filled otherwise."""
    first, rest = lines[0], lines[1:]
    named = [text for text in first.cells if text]
    if len(named) < 2 or any(re.search(r"\d", _YEAR_OR_UNIT.sub("", text)) for text in named):
        return False
    if _is_bold(first):
        return not all(_is_bold(line) for line in rest)
    if any(len(text.split()) > _LABEL_WORDS for text in named):
        return False
    columns = range(1, len(first.cells))
    return len(named) >= 3 or any(
        all(re.search(r"\d", line.cells[place]) for line in rest) for place in columns
    )


def _is_bold(line: _Line) -> bool:
    return all(cell.bold for cell in line.row.cells if cell.text)
