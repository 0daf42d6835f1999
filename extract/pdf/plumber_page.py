"""The second door: pdfplumber reads a page that pdfium does not read well."""

import io
import logging
import math
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pdfplumber

from extract.page import Glyph, Rectangle, turn_level
from extract.pdf.fonts import is_bold, is_italic, odd_words
from extract.pdf.glyphs import clean_characters, glyphs_to_words, word_gap
from extract.pdf.opening import OpenedPdf
from extract.pdf.paper import on_paper
from extract.pdf.pdfium_page import PageText

logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PlumberDocument:
    """A document that pdfplumber opens when the first page is asked of it."""

    def __init__(self, opened: OpenedPdf) -> None:
        self._file = opened
        self._pages = len(opened.document)
        self._opened: Any | None = None
        self._tried = False

    def read_text(self, index: int, seen: Rectangle, size: tuple[float, float]) -> PageText | None:
        """Words of a page; None when pdfplumber cannot read it.

        `seen` is the crop box (points from the bottom left, before /Rotate), `size` the width and
        height as a reader sees them.
        """
        if self._opened is None:
            self._open()
        if self._opened is None:
            return None
        try:
            page = self._opened.pages[index]
            corner = _corner_in_view(page, seen)
            glyphs = [glyph for char in page.chars if _is_placed(glyph := _glyph(char, corner))]
            page.close()
        except Exception:  # pdfminer raises whatever a damaged page makes it stumble over
            return None
        return _page_text(glyphs, size)

    def _open(self) -> None:
        """Open the file, or pdfium's own copy where pdfplumber sees other pages in the file."""
        if self._tried:
            return
        self._tried = True
        for source in (self._file.source, self._file.saved_again):
            data = source() if callable(source) else source
            stream = io.BytesIO(data) if isinstance(data, bytes) else data
            with suppress(Exception):  # pdfminer raises whatever a file makes it stumble over
                opened = pdfplumber.open(stream, password=self._file.password or "")
                if len(opened.pages) == self._pages:
                    self._opened = opened
                    return
                _close(opened)

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            _close(self._opened)
            self._opened = None


def _close(opened: Any) -> None:
    """Closing walks through the pages once more, and stumbles again where opening did."""
    with suppress(Exception):
        opened.close()
    opened.stream.close()


def _corner_in_view(page: Any, seen: Rectangle) -> tuple[float, float]:
    """The top left corner of what a reader sees, in pdfplumber's measure: from the media box."""
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


def _glyph(char: dict[str, Any], corner: tuple[float, float]) -> Glyph:
    a, b = char["matrix"][:2]
    angle = round(math.degrees(math.atan2(b, a))) % 360
    left, above = corner
    box = char["x0"] - left, char["top"] - above, char["x1"] - left, char["bottom"] - above
    size = float(char["size"] if angle % 180 == 0 else char["x1"] - char["x0"])
    font = str(char.get("fontname", ""))
    return Glyph(char["text"], *box, size, is_bold(font), angle, is_italic(font))


def _is_placed(glyph: Glyph) -> bool:
    """Whether a letter stands somewhere: a damaged file may place it nowhere."""
    return all(map(math.isfinite, (glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.size)))


def _page_text(glyphs: Sequence[Glyph], size: tuple[float, float]) -> PageText:
    drawn = [glyph for glyph in glyphs if not glyph.text.isspace()]
    counted = Counter(glyph.angle for glyph in drawn if glyph.angle in (0, 90, 180, 270))
    turn = max(counted, key=lambda angle: (counted[angle], -angle)) if counted else 0
    level = [_turned(glyph, turn, size) for glyph in glyphs if glyph.angle == turn]
    slanted = clean_characters("".join(glyph.text for glyph in glyphs if glyph.angle != turn))
    width, height = size if turn % 180 == 0 else size[::-1]
    inside, outside = on_paper(glyphs_to_words(level, word_gap(level)), width, height)
    return PageText(
        words=inside,
        turn=turn,
        skew=0.0,
        characters=len(drawn),
        hidden=0,
        codes=sum(map(_is_code, drawn)),
        odd_words=odd_words(" ".join(span.text for span in inside)),
        slanted=(slanted,) if slanted.strip() else (),
        outside=(" ".join(span.text for span in outside),) if outside else (),
    )


def _turned(glyph: Glyph, turn: int, size: tuple[float, float]) -> Glyph:
    if turn == 0:
        return glyph
    box = turn_level((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, *size)
    return Glyph(glyph.text, *box, glyph.size, glyph.bold, italic=glyph.italic)


def _is_code(glyph: Glyph) -> bool:
    """Whether a letter is a bare code: (cid:N), a control or a private-use character."""
    if glyph.text.startswith("(cid:"):
        return glyph.text != "(cid:127)"
    first = ord(glyph.text[0]) if glyph.text else 0
    return first < 32 or 0xE000 <= first <= 0xEFFF or first == 0xFFFD
