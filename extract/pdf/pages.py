"""A PDF becomes pages: pdfium reads, pdfplumber is asked where pdfium's page looks doubtful.

A page is doubtful when a third of its letters are mere codes, or when it draws text and no word
comes out. pdfplumber then reads the same page, and the one with more real letters is taken; what
the other saw is remarked. Tables are found by pdfplumber's finder in the rules that pdfium sees.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from corpus.records import GARBLED, NO_TEXT
from extract import problems
from extract.options import USUAL_OPTIONS, ReadingOptions
from extract.page import Page, holds
from extract.pdf.drawing import Drawing, read_drawing
from extract.pdf.opening import open_pdf
from extract.pdf.pdfium_page import PageText, read_text
from extract.pdf.plumber_page import PlumberDocument
from extract.pdf.private_letters import learnt_letters, with_letters
from extract.pdf.spans import marked_words, words_to_spans
from extract.pdf.tables import ruled_tables, upright_rules

PDFPLUMBER, PDFIUM = "pdfplumber", "pdfium"

DOTS_PER_INCH = 200
_MOST_DOTS = 6000
_MOST_OBJECTS = 20_000
"""A page with more is a map; pdfplumber would take minutes over it."""
_ENOUGH_WORDS = 8
_ODD_SHARE = 0.2
"""Share of words with odd signs inside above which a page is codes."""
_GARBLED_SHARE = 0.3
"""Share of codes among the letters above which a page is not text."""


@dataclass(frozen=True, slots=True)
class StoredText:
    """The pages of a PDF by the text that it stores; `repaired` says in Dutch what was mended."""

    pages: tuple[Page, ...]
    repaired: str


def read_pdf(path: Path, options: ReadingOptions = USUAL_OPTIONS) -> StoredText:
    """Read the stored text of a PDF.

    Raises DocumentProblem when the file cannot be read at all; a page that cannot be read is
    returned without spans, with `geen tekst` or `onleesbare tekens` as its reader.
    """
    with open_pdf(path, options.limits, options.password) as opened:
        plumber = PlumberDocument(opened)
        try:
            drawn = [
                _read_page(opened.document, plumber, index) for index in range(len(opened.document))
            ]
        finally:
            plumber.close()
        learnt = learnt_letters([word for page in drawn for word in page.text.words])
        return StoredText(tuple(_page(page, learnt) for page in drawn), opened.repaired)


def first_text_of_pdf(path: Path, password: str | None = None, pages: int = 3) -> str:
    """Text of the first pages, quickly and without layout; empty when there is none."""
    try:
        with open_pdf(path, password=password) as opened:
            texts = [
                opened.document[index].get_textpage().get_text_range()
                for index in range(min(pages, len(opened.document)))
            ]
    except (problems.DocumentProblem, pypdfium2.PdfiumError):
        return ""
    return "\n".join(texts)


def page_pictures(
    path: Path,
    numbers: Sequence[int],
    options: ReadingOptions = USUAL_OPTIONS,
    dots: int = DOTS_PER_INCH,
    *,
    in_colour: bool = False,
) -> Iterator[tuple[Image.Image, float, float]]:
    """Pictures of pages as a reader sees them, with the width and height of each in points.

    They have `dots` dots per inch, fewer for a page that is larger than a poster.
    """
    with open_pdf(path, options.limits, options.password) as opened:
        for number in numbers:
            page = opened.document[number - 1]
            width, height = page.get_size()
            scale = min(dots / 72, _MOST_DOTS / max(width, height))
            yield page.render(scale=scale, grayscale=not in_colour).to_pil(), width, height
            page.close()


class _DrawnPage(NamedTuple):
    """What the doors give of one page; `reader` is the door that gave the text."""

    number: int
    size: tuple[float, float]
    text: PageText
    drawing: Drawing
    reader: str
    remark: str


_NOTHING = PageText([], 0, 0.0, 0, 0, 0, 0, (), ())


def _read_page(document: pypdfium2.PdfDocument, plumber: PlumberDocument, index: int) -> _DrawnPage:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _DrawnPage(index + 1, (0.0, 0.0), _NOTHING, Drawing([], [], [], 0), PDFIUM, "")
    try:
        text, reader, remark = _better_text(page, plumber, index)
        drawing = read_drawing(page, text.turn)
        return _DrawnPage(index + 1, page.get_size(), text, drawing, reader, remark)
    finally:
        page.close()


def _better_text(
    page: pypdfium2.PdfPage, plumber: PlumberDocument, index: int
) -> tuple[PageText, str, str]:
    text = read_text(page)
    if not _is_doubtful(page, text) or pdfium_c.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return text, PDFIUM, ""
    other = plumber.read_text(index, page.get_bbox(), page.get_size())
    if other is None or _is_garbled(other) or _real_letters(other) <= _real_letters(text):
        return text, PDFIUM, ""
    remark = (
        f"pdfium las {_real_letters(text)} leesbare tekens, pdfplumber {_real_letters(other)}; "
        "die laatste is gebruikt"
    )
    return other, PDFPLUMBER, remark


def _is_doubtful(page: pypdfium2.PdfPage, text: PageText) -> bool:
    """Whether letters are codes, or text is drawn and no word came out."""
    if text.words:
        return _is_garbled(text)
    kinds = (
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index))
        for index in range(pdfium_c.FPDFPage_CountObjects(page.raw))
    )
    return any(kind in (pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _is_garbled(text: PageText, learnt: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Whether too many letters are codes that were not learnt, or too many words hold signs that no
    word holds: the codes of a font may also be those of other letters."""
    known = sum(letter in learnt for word in text.words for letter in word.text) if learnt else 0
    if text.codes - known > _GARBLED_SHARE * max(1, text.characters):
        return True
    return len(text.words) >= _ENOUGH_WORDS and text.odd_words > _ODD_SHARE * len(text.words)


def _real_letters(text: PageText) -> int:
    return max(0, text.characters - text.codes)


def _page(drawn: _DrawnPage, learnt: Mapping[str, str]) -> Page:
    text, drawing, reader = drawn.text, drawn.drawing, drawn.reader
    words = with_letters(text.words, learnt) if learnt or text.codes else text.words
    if _is_garbled(text, learnt):
        words, reader = [], GARBLED
    elif not words:
        reader = NO_TEXT
    marked = marked_words(words)
    tables = ruled_tables(drawing.rules, drawing.panels, marked)
    frames = [table.rectangle for table in tables]
    in_tables = [word for word in marked if any(holds(frame, word) for frame in frames)]
    apart = set(map(id, in_tables))
    rules = upright_rules(drawing.rules) if tables else []
    cells = words_to_spans(in_tables, rules)
    flowing = [word for word in marked if id(word) not in apart] if apart else marked
    return Page(
        number=drawn.number,
        width=drawn.size[0],
        height=drawn.size[1],
        spans=(*cells, *words_to_spans(flowing, rules)),
        tables=tuple(tables),
        characters=text.characters,
        reader=reader,
        turn=text.turn,
        skew=text.skew,
        panels=tuple(drawing.panels),
        left_out=(
            *((line, "schuine tekst") for line in text.slanted),
            *((line, "naast het papier") for line in text.outside),
        ),
        codes=text.codes,
        pictured=_pictured(drawing, drawn.size),
        paths=drawing.paths,
        in_tables=len(cells),
        is_hidden_layer=2 * text.hidden > text.characters,
        remark=drawn.remark,
    )


def _pictured(drawing: Drawing, size: tuple[float, float]) -> float:
    """Share of the page under its pictures; where they overlap, the largest counts."""
    areas = [(x1 - x0) * (bottom - top) for x0, top, x1, bottom in drawing.pictures]
    page = max(1.0, size[0] * size[1])
    return min(1.0, max(max(areas, default=0.0), sum(areas) / 2) / page)
