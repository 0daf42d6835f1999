"""The two doors to a PDF: pdfplumber reads, pdfium checks and stands in.

pdfplumber loses text without a word on damaged files and on some fonts, so every page is held
against pdfium: where pdfplumber gives far fewer letters, or nothing, pdfium's letters are taken,
with their boxes. pdfium is not safe in threads: one process reads one document at a time.
"""

import ctypes
import io
import logging
import math
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium_c

from corpus.records import GARBLED, NO_TEXT
from extract import problems
from extract.layout import rows_of
from extract.page import Glyph, Page, Rectangle, Table, TableRow, Word, holds, turn_level
from extract.words import clean_characters, glyphs_to_words

PDFPLUMBER, PDFIUM = "pdfplumber", "pdfium"

_ENOUGH = 0.9
"""Share of pdfium's letters that pdfplumber must give to be believed."""
_RULES_OF_A_TABLE = (6, 3000)
"""Fewer lines make no table; more are a map or a drawing."""
_GARBLED_SHARE = 0.3

logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be before it is refused."""

    megabytes: int = 200
    pages: int = 1500


USUAL_LIMITS = Limits()


def read_pages(path: Path, limits: Limits = USUAL_LIMITS) -> Iterator[Page]:
    """Read a PDF page by page.

    Raises DocumentProblem when the file cannot be read at all; a page that cannot be read is
    returned without words, with `geen tekst` as its reader.
    """
    _check_size(path, limits)
    with _open_pdfium(path) as pdfium:
        if len(pdfium) == 0:
            raise problems.no_pages(path.name)
        if len(pdfium) > limits.pages:
            raise problems.too_many_pages(path.name, len(pdfium), limits.pages)
        with _open_pdfplumber(path, pdfium) as plumber:
            for index in range(len(pdfium)):
                yield _read_page(pdfium, plumber, index)


def read_first_text(path: Path, pages: int = 3) -> str:
    """Text of the first pages, quickly and without layout; empty when there is none."""
    try:
        with _open_pdfium(path) as pdfium:
            texts = [
                pdfium[index].get_textpage().get_text_range()
                for index in range(min(pages, len(pdfium)))
            ]
    except (problems.DocumentProblem, pypdfium2.PdfiumError):
        return ""
    return "\n".join(texts)


def _check_size(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise problems.not_found(path.name)
    size = path.stat().st_size
    if size == 0:
        raise problems.empty_file(path.name)
    if size > limits.megabytes * 1_000_000:
        raise problems.too_large(path.name, size // 1_000_000, limits.megabytes)
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            raise problems.not_a_pdf(path.name)


@contextmanager
def _open_pdfium(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    _forget_last_error()
    try:
        document = pypdfium2.PdfDocument(path)
        len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise problems.encrypted(path.name) from error
        raise problems.damaged(path.name) from error
    try:
        yield document
    finally:
        document.close()


def _forget_last_error() -> None:
    """pdfium fails on some files without saying why, and then repeats the error of the file
    before; loading nothing at all leaves "data format" as its last error."""
    pdfium_c.FPDF_LoadMemDocument(b"", 0, None)


@contextmanager
def _open_pdfplumber(path: Path, pdfium: pypdfium2.PdfDocument) -> Iterator[Any | None]:
    """Open with pdfplumber; when it sees other pages than pdfium, try pdfium's own copy.

    Yields None when neither works: pdfium then reads every page.
    """
    opened = _pdfplumber_with_pages(path, len(pdfium)) or _pdfplumber_with_pages(
        _saved_again(pdfium), len(pdfium)
    )
    try:
        yield opened
    finally:
        if opened is not None:
            _close(opened)


def _pdfplumber_with_pages(source: Path | io.BytesIO, pages: int) -> Any | None:
    try:
        opened = pdfplumber.open(source)
    except Exception:  # pdfminer raises whatever a damaged file makes it stumble over
        return None
    with suppress(Exception):
        if len(opened.pages) == pages:
            return opened
    _close(opened)
    return None


def _close(opened: Any) -> None:
    """Closing walks through the pages once more, and stumbles again where opening did."""
    with suppress(Exception):
        opened.close()
    opened.stream.close()


def _saved_again(pdfium: pypdfium2.PdfDocument) -> io.BytesIO:
    copy = io.BytesIO()
    with suppress(pypdfium2.PdfiumError):
        pdfium.save(copy)
    return copy


def _read_page(pdfium: Any, plumber: Any | None, index: int) -> Page:
    try:
        reference = pdfium[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0.0, 0.0, (), (), 0, NO_TEXT)
    try:
        return _better_page(reference, plumber, index)
    finally:
        reference.close()


def _better_page(reference: pypdfium2.PdfPage, plumber: Any | None, index: int) -> Page:
    text_page = reference.get_textpage()
    expected = _letters(text_page.get_text_range())
    width, height = reference.get_size()
    page = _plumber_page(plumber, reference, index) if plumber is not None else None
    if page is None or page.reader == GARBLED or page.characters < _ENOUGH * expected:
        glyphs = _pdfium_glyphs(reference, text_page)
        checked = _level_page(index + 1, width, height, glyphs, PDFIUM)
        page = checked if page is None or checked.words else page
    text_page.close()
    return page


def _letters(text: str) -> int:
    return sum(not char.isspace() for char in text)


def _plumber_page(plumber: Any, reference: pypdfium2.PdfPage, index: int) -> Page | None:
    try:
        page = plumber.pages[index]
        corner = _corner_in_view(page, reference.get_bbox())
        width, height = reference.get_size()
        glyphs = [_plumber_glyph(char, corner) for char in page.chars]
        read = _level_page(index + 1, width, height, glyphs, PDFPLUMBER)
        if read.turn == 0 and read.words:
            read = replace(read, tables=tuple(_ruled_tables(page, read.words, corner)))
        page.close()
    except Exception:  # one bad page must not cost the document; pdfium reads it instead
        return None
    return read


def _corner_in_view(page: Any, seen: Rectangle) -> tuple[float, float]:
    """The top left corner of what a reader sees, in pdfplumber's measure.

    pdfplumber measures from the media box, turned by /Rotate; a reader sees the crop box, which
    `seen` holds in points from the bottom left of the page before /Rotate is applied.
    """
    x0, y0, x1, y1 = page.page_obj.mediabox
    left, bottom, right, top = seen
    cut_left, cut_right = left - min(x0, x1), max(x0, x1) - right
    cut_bottom, cut_top = bottom - min(y0, y1), max(y0, y1) - top
    match page.rotation:
        case 90:
            cut = cut_bottom, cut_left
        case 180:
            cut = cut_right, cut_bottom
        case 270:
            cut = cut_top, cut_right
        case _:
            cut = cut_left, cut_top
    return page.bbox[0] + cut[0], page.bbox[1] + cut[1]


def _plumber_glyph(char: dict[str, Any], corner: tuple[float, float]) -> Glyph:
    font = str(char.get("fontname", ""))
    a, b = char["matrix"][:2]
    angle = round(math.degrees(math.atan2(b, a))) % 360
    box = (char["x0"], char["top"], char["x1"], char["bottom"])
    size = float(char["size"] if angle % 180 == 0 else char["x1"] - char["x0"])
    return Glyph(char["text"], *_rectangle(box, corner), size, _is_bold(font), angle)


def _pdfium_glyphs(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> list[Glyph]:
    seen = page.get_bbox()
    rotation = page.get_rotation()
    glyphs: list[Glyph] = []
    for index in range(text_page.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text_page, index))
        if char in "\r\n":
            continue
        glyph = _pdfium_glyph(text_page, index, char, rotation, seen)
        if glyphs and _is_ligature_part(glyphs[-1], glyph):
            glyphs[-1] = replace(glyph, text=glyphs[-1].text + char)
        else:
            glyphs.append(glyph)
    return glyphs


def _font_name(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(text_page, index, name, len(name), ctypes.c_int())
    return name.value.decode("utf-8", "replace")


def _is_bold(font: str) -> bool:
    return any(weight in font.lower() for weight in ("bold", "black", "heavy"))


def _is_ligature_part(one: Glyph, other: Glyph) -> bool:
    """pdfium gives the letters of a ligature one by one, each with the box of the whole."""
    same_box = (one.x0, one.top, one.x1) == (other.x0, other.top, other.x1)
    return same_box and one.text[0] == "f" and other.text in "fijlt"


def _pdfium_glyph(
    text_page: pypdfium2.PdfTextPage,
    index: int,
    char: str,
    rotation: int,
    seen: Rectangle,
) -> Glyph:
    """pdfium measures from the bottom left of the page before /Rotate is applied, and angles
    clockwise."""
    left, bottom, right, top = text_page.get_charbox(index, loose=True)
    width, height = seen[2] - seen[0], seen[3] - seen[1]
    upright = (left - seen[0], seen[3] - top, right - seen[0], seen[3] - bottom)
    turned = turn_level(upright, rotation, width, height)
    angle = -round(math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index)))
    bold = _is_bold(_font_name(text_page, index))
    size = _letter_size(text_page, index)
    return Glyph(char, *turned, size, bold, (angle - rotation) % 360)


def _letter_size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """The size as drawn: a font of one point may be scaled up by the page."""
    scale = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, scale)
    size: float = pdfium_c.FPDFText_GetFontSize(text_page, index)
    return size * math.hypot(scale.c, scale.d)


def _level_page(
    number: int,
    width: float,
    height: float,
    glyphs: Sequence[Glyph],
    reader: str,
) -> Page:
    """Turn the page so that most of its text is level; text at other angles is set aside."""
    turn = _main_angle(glyphs)
    level = [_turned(glyph, turn, width, height) for glyph in glyphs if glyph.angle == turn]
    slanted = [glyph for glyph in glyphs if glyph.angle != turn]
    words = glyphs_to_words(level)
    characters = sum(not glyph.text.isspace() for glyph in glyphs)
    if _is_garbled(level):
        words, reader = [], GARBLED
    elif not words:
        reader = NO_TEXT
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(words),
        tables=(),
        characters=characters,
        reader=reader,
        turn=turn,
        slanted=_slanted_lines(slanted),
    )


def _main_angle(glyphs: Sequence[Glyph]) -> int:
    counted = Counter(glyph.angle for glyph in glyphs if not glyph.text.isspace())
    straight = {angle: count for angle, count in counted.items() if angle in (0, 90, 180, 270)}
    return max(straight, key=lambda angle: (straight[angle], -angle)) if straight else 0


def _turned(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    if turn == 0:
        return glyph
    box = turn_level((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, width, height)
    return Glyph(glyph.text, *box, glyph.size, glyph.bold)


def _slanted_lines(glyphs: Sequence[Glyph]) -> tuple[str, ...]:
    text = clean_characters("".join(glyph.text for glyph in glyphs))
    return (text,) if text.strip() else ()


def _is_garbled(glyphs: Sequence[Glyph]) -> bool:
    """Whether the letters are codes: (cid:N) of pdfplumber, control or private-use characters."""
    drawn = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
    codes = sum(
        (text.startswith("(cid:") and text != "(cid:127)")
        or ord(text[0]) < 32
        or (0xE000 <= ord(text[0]) <= 0xEFFF)
        or text == "\ufffd"
        for text in drawn
        if text
    )
    return codes > _GARBLED_SHARE * max(1, len(drawn))


def _ruled_tables(page: Any, words: Sequence[Word], corner: tuple[float, float]) -> list[Table]:
    low, high = _RULES_OF_A_TABLE
    if not low <= len(page.lines) + len(page.rects) <= high:
        return []
    found = []
    for table in page.find_tables():
        frame = _rectangle(table.bbox, corner)
        inside = [word for word in words if holds(frame, word) and not word.raised]
        rows = [_table_row(row, inside, corner) for row in table.rows]
        rows = [row for row in rows if any(row.cells)]
        if _is_table(rows):
            found.append(Table(tuple(rows), frame))
    return found


def _table_row(row: Any, words: Sequence[Word], corner: tuple[float, float]) -> TableRow:
    cells = [_rectangle(cell, corner) if cell else None for cell in row.cells]
    texts = tuple(
        _cell_text([word for word in words if holds(cell, word)]) if cell else "" for cell in cells
    )
    return TableRow(texts, _rectangle(row.bbox, corner))


def _rectangle(box: Sequence[float], corner: tuple[float, float]) -> Rectangle:
    """A box of pdfplumber on the page as a reader sees it."""
    x0, top, x1, bottom = map(float, box)
    left, above = corner
    return x0 - left, top - above, x1 - left, bottom - above


def _cell_text(words: Sequence[Word]) -> str:
    """Line ends stay, as newlines, so that broken words can be mended later."""
    return "\n".join(row.text for row in rows_of(words))


def _is_table(rows: Sequence[TableRow]) -> bool:
    """A frame around running text is not a table: it has one column, or pages of text in a cell."""
    if len(rows) < 2:
        return False
    filled = [sum(bool(cell) for cell in row.cells) for row in rows]
    longest = statistics.median(max(map(len, row.cells)) for row in rows)
    return statistics.mean(filled) >= 1.8 and longest < 600
