"""The fast door: words of a page with their boxes, by pdfium.

pdfium finds letters, spaces and line ends itself; only the first and last letter of a word are
asked for their place, because every question costs as much as reading the letter did. A word that
looks odd (another style at its end, wider than its letters) is taken apart letter by letter.
"""

import ctypes
import math
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.page import Glyph, Rectangle, Span, turn_level
from extract.pdf.fonts import is_bold, is_italic, odd_words
from extract.pdf.glyphs import clean_characters, glyphs_to_words
from extract.pdf.paper import on_paper, straightened
from extract.pdf.spans import join_spaced_letters

_TOKEN = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?")
"""pdfium puts U+0002 or U+FFFE where a line ends in a hyphen, and no line end after it."""
_LINE_END_HYPHENS = ("\x02", "\ufffe")
_SPACED_LETTERS = re.compile(r"(?:(?<!\S)\S[ \u00a0]+){4}")
_NO_SPACE = 0.18
"""Letters spaced out so little, in letter sizes, make no space, though pdfium may see one."""
_WIDE_LETTER = 1.05
"""More than this, in letter sizes, for the average letter of a word means odd spacing."""
_ASCENT, _DESCENT = 0.78, 0.22
"""Usual height of letters above and below the baseline, in letter sizes, for turned text."""
_INVISIBLE, _FILLED_AND_STROKED = 3, 2
"""Text render modes: a hidden layer under a picture, and letters thickened to look bold."""
_MAY_HOLD_CALL = re.compile(r"[\d*]").search
_LEAST_SKEW, _MOST_SKEW = 0.15, 5.0
"""Degrees by which a scanned page may lie askew; a watermark climbs more."""
_CODES = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]|[\ue000-\uf8ff]")

_object_of = ctypes.cast(
    pdfium_c.FPDFText_GetTextObject,
    ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
)
"""The text object of a letter as a bare address: a key for what was asked before."""
_mode_of = ctypes.cast(
    pdfium_c.FPDFTextObj_GetTextRenderMode, ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
)
_font_of = ctypes.cast(
    pdfium_c.FPDFTextObj_GetFont, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
)
_name_of = ctypes.cast(
    pdfium_c.FPDFFont_GetBaseFontName,
    ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t),
)
_place_of = ctypes.cast(
    pdfium_c.FPDFText_GetLooseCharBox,
    ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
)
"""The same functions on bare addresses: pdfium's binding makes an object for each pointer."""


class Style(NamedTuple):
    """How letters are drawn; `angle` is that of their baseline as a reader sees it, in degrees,
    counter-clockwise. A page that lies a little askew counts as straight, and `skew` says by how
    many degrees its lines climb."""

    size: float
    bold: bool
    italic: bool
    angle: int
    hidden: bool
    skew: float = 0.0


class PageText(NamedTuple):
    """What pdfium gives for one page: words in points from the top left of the level page.

    `characters` counts all letters, `hidden` those of a layer that is not drawn, `codes` those
    that are no letters, `odd_words` words that hold signs as no word does. `slanted` and `outside`
    are texts that were left out.
    """

    words: list[Span]
    turn: int
    skew: float
    characters: int
    hidden: int
    codes: int
    odd_words: int
    slanted: tuple[str, ...]
    outside: tuple[str, ...]


def read_text(page: pypdfium2.PdfPage) -> PageText:
    """Read all words of a page, in the order in which they were drawn."""
    text_page = page.get_textpage()
    try:
        return _TextReader(page, text_page).read()
    finally:
        text_page.close()


class _TextReader:
    """Asks pdfium about one page; a text object and a font are asked for their style once.

    pdfium measures from the bottom left of the page before /Rotate is applied.
    """

    def __init__(self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> None:
        self._raw = text_page.raw
        self._address = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self._rotation = page.get_rotation()
        self._left, bottom, right, self._top = page.get_bbox()
        self._width, self._height = right - self._left, self._top - bottom
        self._box = pdfium_c.FS_RECTF()
        self._styles: dict[int | None, Style] = {}
        self._weights: dict[int, tuple[bool, bool]] = {}

    def read(self) -> PageText:
        text = self._text()
        placed: dict[int, list[Span]] = {}
        hidden = self._read_words(text, placed)
        characters = sum(len(word.text) for words in placed.values() for word in words)
        turn = _main_angle(placed)
        size = self._level_size(turn)
        skew = self._skew(turn)
        inside, outside = on_paper(placed.pop(turn, []), *size)
        if skew:
            inside = [straightened(word, skew, *size) for word in inside]
        if _SPACED_LETTERS.search(text):
            inside = join_spaced_letters(inside)
        slanted = [word for angle in sorted(placed) for word in placed[angle]]
        return PageText(
            words=inside,
            turn=turn,
            skew=skew,
            characters=characters,
            hidden=hidden,
            codes=len(_CODES.findall(text)),
            odd_words=odd_words(text),
            slanted=_as_text(slanted),
            outside=_as_text(outside),
        )

    def _skew(self, turn: int) -> float:
        """By how many degrees most text objects climb; 0 where the page lies straight."""
        skews = [style.skew for style in self._styles.values() if style.angle == turn]
        skew = statistics.median(skews) if skews else 0.0
        return skew if abs(skew) >= _LEAST_SKEW else 0.0

    def _level_size(self, turn: int) -> tuple[float, float]:
        if (self._rotation + turn) % 180:
            return self._height, self._width
        return self._width, self._height

    def _text(self) -> str:
        """The letters of the page; the place in the string is pdfium's number of the letter."""
        count = pdfium_c.FPDFText_CountChars(self._raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        given = pdfium_c.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", "replace")[: given - 1]
        if given - 1 == count == len(text):
            return text
        codes = (pdfium_c.FPDFText_GetUnicode(self._raw, index) for index in range(count))
        return "".join(
            "\ufffd" if not code or 0xD800 <= code < 0xE000 else chr(code) for code in codes
        )

    def _read_words(self, text: str, placed: dict[int, list[Span]]) -> int:
        """Put words in drawn order under their angle, each level by its own angle.

        Returns the number of hidden letters. This is the hottest loop of the reader: what an
        ordinary word needs stands here, without a call of our own.
        """
        address, styles = self._address, self._styles
        box, box_at = self._box, ctypes.addressof(self._box)
        left, height = self._left, self._top
        level = placed.setdefault(0, [])
        hidden = 0
        for match in _TOKEN.finditer(text):
            word = match[0]
            first, end = match.span()
            if word[-1] in _LINE_END_HYPHENS:
                word = word[:-1] + "-"
            key = _object_of(address, first)
            style = styles.get(key) or self._style_at(key, first)
            size = style.size
            if style.hidden:
                hidden += len(word)
            if style.angle or self._rotation:
                self._read_turned(word, first, style, placed)
                continue
            _place_of(address, first, box_at)
            x0, top, bottom = box.left - left, height - box.top, height - box.bottom
            if end - first > 1:
                _place_of(address, end - 1, box_at)
            x1 = box.right - left
            plain = (
                -0.12 * size < height - box.bottom - bottom < 0.12 * size
                and 0 <= x1 - x0 <= (len(word) + 0.5) * _WIDE_LETTER * size
                and (not _MAY_HOLD_CALL(word, 1) or self._is_uniform(word, first, style))
                and (word[:1] != word[1:2] or not _is_doubled(word))
            )
            if not plain:
                self._letter_by_letter(word, first, placed)
                continue
            if not (word.isascii() and word.isprintable()):
                word = clean_characters(word)
            if not word:
                continue
            last = level[-1] if level else None
            if (
                last is not None
                and -0.2 * size < x0 - last.x1 < _NO_SPACE * size
                and -0.1 * size < bottom - last.bottom < 0.1 * size
                and self._is_no_space(text, first - 1)
            ):
                level[-1] = last._replace(text=last.text + word, x1=x1)
                continue
            _, bold, italic, *_ = style
            level.append(Span(word, x0, top, x1, bottom, size, bold, False, 1.0, italic))
        return hidden

    def _is_no_space(self, text: str, index: int) -> bool:
        """Whether pdfium made up a space in a line that draws its own: letters spaced out."""
        if index < 0 or pdfium_c.FPDFText_IsGenerated(self._raw, index) != 1:
            return False
        start, end = text.rfind("\n", 0, index) + 1, text.find("\r", index)
        spaces = [at for at in range(start, end if end > 0 else len(text)) if text[at] == " "]
        drawn = sum(pdfium_c.FPDFText_IsGenerated(self._raw, at) == 0 for at in spaces)
        return bool(4 * drawn >= len(spaces))

    def _is_uniform(self, word: str, first: int, style: Style) -> bool:
        """Whether no digit or asterisk of a word is drawn otherwise, as a footnote call is."""
        return all(
            self._style(first + place) == style
            for place, letter in enumerate(word)
            if place and (letter in "*" or letter.isdigit())
        )

    def _read_turned(
        self, word: str, first: int, style: Style, placed: dict[int, list[Span]]
    ) -> None:
        last = first + len(word) - 1
        place = self._turned_place(first, last, style)
        if (
            place is None
            or not all(map(math.isfinite, place))
            or not self._is_uniform(word, first, style)
            or _is_doubled(word)
        ):
            self._letter_by_letter(word, first, placed)
        elif cleaned := clean_characters(word):
            span = Span(cleaned, *place, style.size, style.bold, italic=style.italic)
            placed.setdefault(style.angle, []).append(span)

    def _place(self, index: int, style: Style) -> Rectangle | None:
        """Where one letter stands on the page turned level by its own angle."""
        if style.angle or self._rotation:
            return self._turned_place(index, index, style)
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(self._raw, index, box)
        return (
            box.left - self._left,
            self._top - box.top,
            box.right - self._left,
            self._top - box.bottom,
        )

    def _turned_place(self, first: int, last: int, style: Style) -> Rectangle | None:
        """The same for text that pdfium does not see as level, from origin, size and direction."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._raw, first, x, y)
        angle = math.radians(style.angle + self._rotation)
        right, up = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        length, rise = self._reach(last, (x.value, y.value), right, up)
        if abs(rise) > style.size:
            return None
        corners = [
            (x.value + along * right[0] + above * up[0], y.value + along * right[1] + above * up[1])
            for along, above in ((0.0, _ASCENT * style.size), (length, -_DESCENT * style.size))
        ]
        across, down = zip(*((cx - self._left, self._top - cy) for cx, cy in corners), strict=True)
        upright = (min(across), min(down), max(across), max(down))
        seen = turn_level(upright, self._rotation, self._width, self._height)
        return turn_level(seen, style.angle, *self._level_size(0))

    def _reach(
        self,
        last: int,
        origin: tuple[float, float],
        right: tuple[float, float],
        up: tuple[float, float],
    ) -> tuple[float, float]:
        """How far the last letter reaches along the baseline, and how far it starts above it."""
        left, end, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium_c.FPDFText_GetCharBox(self._raw, last, left, end, bottom, top)
        corners = [
            (cx.value - origin[0], cy.value - origin[1])
            for cx in (left, end)
            for cy in (bottom, top)
        ]
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._raw, last, x, y)
        rise = (x.value - origin[0]) * up[0] + (y.value - origin[1]) * up[1]
        return max(cx * right[0] + cy * right[1] for cx, cy in corners), rise

    def _letter_by_letter(self, word: str, first: int, placed: dict[int, list[Span]]) -> None:
        """Take a word apart; letters that run another way than the first are other words."""
        glyphs: dict[int, list[Glyph]] = {}
        for index, letter in enumerate(word, first):
            style = self._style(index)
            box = self._place(index, style)
            if box is not None and all(map(math.isfinite, box)):
                glyph = Glyph(letter, *box, style.size, style.bold, style.angle, style.italic)
                glyphs.setdefault(style.angle, []).append(glyph)
        for angle, run in glyphs.items():
            placed.setdefault(angle, []).extend(glyphs_to_words(run))

    def _style(self, index: int) -> Style:
        key = _object_of(self._address, index)
        return self._styles.get(key) or self._style_at(key, index)

    def _style_at(self, key: int | None, index: int) -> Style:
        """Ask for the style of a text object; a font of one point may be scaled up by the page."""
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._raw, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
        climb = math.degrees(math.atan2(matrix.b, matrix.a)) - self._rotation
        climb = climb if math.isfinite(climb) else 0.0
        straight = 90 * round(climb / 90)
        angle = straight if abs(climb - straight) < _MOST_SKEW else round(climb)
        mode, bold, italic = 0, False, False
        if key is not None:
            mode = _mode_of(key)
            bold, italic = self._weight(_font_of(key))
        bold = bold or mode == _FILLED_AND_STROKED
        style = Style(
            (round(abs(size), 1) or 1.0) if math.isfinite(size) else 1.0,
            bold,
            italic,
            angle % 360,
            mode == _INVISIBLE,
            round(climb - angle, 2),
        )
        if key is not None:
            self._styles[key] = style
        return style

    def _weight(self, font: int | None) -> tuple[bool, bool]:
        """Whether a font is bold, and whether it is italic, by its name."""
        if font is None:
            return False, False
        if font not in self._weights:
            name = ctypes.create_string_buffer(128)
            _name_of(font, name, len(name))
            text = name.value.decode("utf-8", "replace")
            self._weights[font] = is_bold(text), is_italic(text)
        return self._weights[font]


def _is_doubled(word: str) -> bool:
    """Whether every letter stands there twice, drawn over itself to look bold: "TTiitteell"."""
    return len(word) > 3 and word[::2] == word[1::2]


def _main_angle(placed: dict[int, list[Span]]) -> int:
    letters = Counter(
        {
            angle: sum(len(word.text) for word in words)
            for angle, words in placed.items()
            if angle in (0, 90, 180, 270)
        }
    )
    return max(letters, key=lambda angle: (letters[angle], -angle)) if letters else 0


def _as_text(words: Sequence[Span]) -> tuple[str, ...]:
    return (" ".join(word.text for word in words),) if words else ()
