"""The legend under a picture of a page: its outcome, the colours, and what was left out."""

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFont

from corpus.records import PassageKind, RemovedLine
from extract.explain.shapes import INK, LEFT_OUT, LOOKS, Pen, Point, font_of, letters_at

_PALE = (104, 104, 104)
_LEAST_WIDTH = 480
"""Width that the legend needs; a narrower page gets white paper beside it."""
_SHOWN = 6
"""Left-out lines that are quoted under a page."""
_LONGEST = 70
"""Characters of a left-out line that are shown."""
_ORDER, _ONWARD, _ELSEWHERE = "leesvolgorde", "loopt door", "12… loopt door op andere pagina"
_FRAMES = {look.name: look for look in (*LOOKS.values(), LEFT_OUT)}
_KEYS = (*_FRAMES, _ORDER, _ONWARD, _ELSEWHERE)


def with_legend(
    page: Image.Image, title: str, note: str, left_out: Sequence[RemovedLine], scale: float
) -> Image.Image:
    """The page with its legend below it; `scale` is in pixels per point."""
    width = max(page.width, _LEAST_WIDTH)
    legend = _legend(title, note, left_out, width, scale)
    whole = Image.new("RGB", (width, page.height + legend.height), "white")
    whole.paste(page, (0, 0))
    whole.paste(legend, (0, page.height))
    return whole


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun in Dutch; nothing is `geen`."""
    return f"{number or 'geen'} {one if number == 1 else more}"


def _legend(
    title: str, note: str, left_out: Sequence[RemovedLine], width: int, scale: float
) -> Image.Image:
    letters = letters_at(scale) + 2
    pitch, space = round(1.7 * letters), width - 2 * letters
    plain, bold = font_of(letters), font_of(letters, True)
    above = [(line, bold) for line in _wrapped(title, space, bold)]
    above += [(line, plain) for line in _wrapped(note, space, plain)]
    below = [line for told in _told(left_out) for line in _wrapped(told, space, plain)]
    rows = _key_rows(space, letters)
    height = 2 * letters + pitch * (len(above) + len(rows) + len(below))
    legend = Image.new("RGBA", (width, height), "white")
    pen, brush = Pen(legend.size, scale), ImageDraw.Draw(legend)
    brush.line((0, 0, width, 0), fill=_PALE)
    middle = letters + pitch / 2
    for line, font in above:
        brush.text((letters, middle), line, INK, font, anchor="lm")
        middle += pitch
    for row in rows:
        for x, name in row:
            _draw_key(pen, (letters + x, middle), name, letters)
            written = (letters + x + _swatch(name, letters), middle)
            brush.text(written, name, INK, plain, anchor="lm")
        middle += pitch
    for line in below:
        brush.text((letters, middle), line, _PALE, plain, anchor="lm")
        middle += pitch
    legend.alpha_composite(pen.finished())
    return legend.convert("RGB")


def _told(left_out: Sequence[RemovedLine]) -> Iterator[str]:
    """What was left out, and why: the first lines."""
    for line in left_out[:_SHOWN]:
        text = " ".join(line.text.split())
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
        yield f"weggelaten ({line.reason}): {short}"
    if len(left_out) > _SHOWN:
        more = len(left_out) - _SHOWN
        yield f"en nog {counted(more, 'weggelaten regel', 'weggelaten regels')}"


def _key_rows(space: int, letters: int) -> list[list[tuple[float, str]]]:
    """The names of the legend in rows, each with its distance from the left margin."""
    rows: list[list[tuple[float, str]]] = [[]]
    at = 0.0
    for name in _KEYS:
        width = _swatch(name, letters) + font_of(letters).getlength(name)
        if rows[-1] and at + width > space:
            rows.append([])
            at = 0.0
        rows[-1].append((at, name))
        at += width + 1.6 * letters
    return rows


def _swatch(name: str, letters: int) -> float:
    return 0.0 if name == _ELSEWHERE else 2.7 * letters


def _draw_key(pen: Pen, place: Point, name: str, letters: int) -> None:
    """Draw the sample of a name; `place` is the middle of its left side."""
    x, middle = place
    end = x + 2.1 * letters
    if name == _ORDER:
        pen.thread([(x, middle), (end, middle)])
    elif name == _ONWARD:
        pen.arrow((x, middle), (end, middle), LOOKS[PassageKind.BODY].colour)
    elif name in _FRAMES:
        pen.frame((x, middle - 0.5 * letters, end, middle + 0.5 * letters), _FRAMES[name])


def _wrapped(text: str, space: int, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines of whole words that fit the space in pixels; an empty text has none."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= space:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
