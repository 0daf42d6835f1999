"""Words, lines and pages made by hand, for stations that need no file; lengths in points."""

from extract.layout.regions import Region
from extract.lines import Line, line_of
from extract.page import Glyph, Page, Span, Table, TableRow

WIDTH, HEIGHT = 595.0, 842.0


def glyphs(text, x=100.0, top=100.0, size=10.0, advance=0.5, **more):
    """Letters in a row, each `advance` em wide."""
    width = advance * size
    return [
        Glyph(
            char,
            x + place * width,
            top,
            x + (place + 1) * width,
            top + size,
            size,
            **{"bold": False, **more},
        )
        for place, char in enumerate(text)
    ]


def span(text, x=72.0, top=100.0, size=10.0, **more):
    """Words on one line, every letter half an em wide."""
    return Span(text, x, top, x + 0.5 * size * len(text), top + size, size, **more)


def words(text, x=72.0, top=100.0, size=10.0, gap=0.25, **more):
    """A line as separate words with `gap` em between them."""
    made = []
    for word in text.split():
        made.append(span(word, x, top, size, **more))
        x = made[-1].x1 + gap * size
    return made


def stacked(texts, x=72.0, top=100.0, size=10.0, pitch=12.0, **more):
    """Lines below one another, one span each."""
    return [span(text, x, top + pitch * row, size, **more) for row, text in enumerate(texts)]


def page(spans=(), tables=(), number=1, **more):
    """A page of A4 paper that pdfium read."""
    settings = {"characters": sum(len(one.text) for one in spans), "reader": "pdfium"} | more
    width, height = settings.pop("width", WIDTH), settings.pop("height", HEIGHT)
    return Page(number, width, height, tuple(spans), tuple(tables), **settings)


def lines(texts, x=72.0, top=100.0, size=10.0, pitch=12.0, **more) -> tuple[Line, ...]:
    """Lines below one another."""
    return tuple(line_of([one]) for one in stacked(texts, x, top, size, pitch, **more))


def region(texts, on=None, **more):
    """A column with lines, on a page of its own unless it is said on which."""
    return Region(on or page(), lines(texts, **more))


def table(rows, rectangle=(72.0, 100.0, 520.0, 300.0)):
    """A table whose rows divide its height."""
    x0, top, x1, bottom = rectangle
    step = (bottom - top) / len(rows)
    made = tuple(
        TableRow(tuple(cells), (x0, top + step * place, x1, top + step * (place + 1)))
        for place, cells in enumerate(rows)
    )
    return Table(made, rectangle)


def texts(spans):
    """What the spans say, in their order."""
    return [one.text for one in spans]
