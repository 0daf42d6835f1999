"""Small builders that draw PDFs: each gives the path of a new file, the same bytes every time."""

from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, WIDTH = 72, 90, 451
HEADER = "Regio Deal Noordelijke Kust | voortgangsrapportage"
FOOTER = "Kenmerk 2024-0000123456"

PARAGRAPHS = (
    "De gemeenten in de regio werken sinds 2020 samen aan een betere bereikbaarheid van de "
    "dorpen. Het vervoer over water is daarvoor uitgebreid en de haltes liggen nu dichter bij "
    "de voorzieningen. Bewoners zijn bij de keuze van de haltes betrokken.",
    "In het tweede jaar kwam de nadruk op de arbeidsmarkt te liggen. Werkgevers boden samen "
    "met het mbo leerplekken aan voor mensen die willen overstappen naar de techniek. Ruim "
    "honderd deelnemers rondden hun scholing af en vonden daarna werk bij een bedrijf.",
    "De provincie legde een fonds aan voor het opknappen van leegstaande boerderijen. Daarin "
    "komen woningen voor ouderen en starters. Het fonds verstrekt leningen tegen een lage "
    "rente, zodat ook kleine initiatieven een kans krijgen om hun plannen uit te voeren.",
    "Voor de natuur langs de kust is een gezamenlijk programma opgesteld. Boeren krijgen een "
    "vergoeding wanneer zij akkerranden inzaaien en sloten later schonen. Vrijwilligers tellen "
    "ieder voorjaar de vogels, en hun tellingen staan op een openbare kaart.",
)


def sheet(path, size=A4, **settings):
    """An empty canvas whose file does not depend on the moment of drawing."""
    return Canvas(str(path), pagesize=size, invariant=1, **settings)


def write(canvas, x, top, text, font="Helvetica", size=10):
    """Draw one line with its baseline at `top` points from the upper edge."""
    canvas.setFont(font, size)
    canvas.drawString(x, canvas._pagesize[1] - top, text)


def write_lines(canvas, x, top, lines, font="Helvetica", size=10, leading=12.5):
    """Draw lines below one another; give the height where the next line may come."""
    for line in lines:
        write(canvas, x, top, line, font, size)
        top += leading
    return top


def write_paragraph(canvas, x, top, width, text, font="Helvetica", size=10, leading=12.5):
    """Wrap and draw a paragraph; give the height where the next one may start."""
    lines = simpleSplit(text, font, size, width)
    return write_lines(canvas, x, top, lines, font, size, leading) + 0.6 * leading


def furniture(canvas, number, count):
    """The header, footer and page number of a letter."""
    write(canvas, LEFT, 40, HEADER, size=8)
    write(canvas, LEFT, 800, FOOTER, size=8)
    write(canvas, 480, 800, f"Pagina {number} van {count}", size=8)


def saved(canvas, path):
    """Write the file."""
    canvas.save()
    return path


def finished(canvas):
    """Write the file of a canvas, and give its path."""
    canvas.save()
    return Path(canvas._filename)


def letter(path, pages=3, paragraphs=PARAGRAPHS):
    """One column, with running lines on every page; page n starts with paragraph n."""
    canvas = sheet(path)
    for number in range(1, pages + 1):
        furniture(canvas, number, pages)
        top = TOP
        for text in (paragraphs[number - 1 :] + paragraphs[: number - 1])[:3]:
            top = write_paragraph(canvas, LEFT, top, WIDTH, text)
        canvas.showPage()
    return saved(canvas, path)


def plain_page(path, text="", font="Helvetica", **settings):
    """One page with paragraphs of text (an empty line between them) and nothing else."""
    canvas = sheet(path, **settings)
    top = TOP
    for paragraph in text.split("\n\n"):
        top = write_paragraph(canvas, LEFT, top, WIDTH, paragraph, font)
    return saved(canvas, path)


def page_of_lines(path, lines, font="Helvetica"):
    """One page whose lines end where the caller says."""
    canvas = sheet(path)
    write_lines(canvas, LEFT, TOP, lines, font)
    return saved(canvas, path)


def columns(path, texts, gutter=24, title=""):
    """Columns of prose side by side, below a title that runs over all of them."""
    canvas = sheet(path)
    if title:
        write(canvas, LEFT, TOP, title, "Helvetica-Bold", 16)
    width = (WIDTH - gutter * (len(texts) - 1)) / len(texts)
    for place, text in enumerate(texts):
        x = LEFT + place * (width + gutter)
        write_paragraph(canvas, x, TOP + 40, width, text, size=9, leading=11)
    return saved(canvas, path)


def draw_table(canvas, top, rows, places, ruled, size=9, height=16):
    """Draw rows of cells at fixed places, with a grid of lines when `ruled`."""
    for number, row in enumerate(rows):
        for x, cell in zip(places, row, strict=False):
            write(canvas, x, top + height * number, cell, size=size)
    if ruled:
        above = canvas._pagesize[1] - top + 11
        edges = [x - 4 for x in places]
        canvas.setLineWidth(0.5)
        canvas.grid(edges, [above - height * number for number in range(len(rows) + 1)])
    return top + height * len(rows)


def table_over_pages(path, parts, ruled, places=(72, 230, 350, 470, 530)):
    """A table that goes on over pages: `parts` holds the rows of each page.

    The last place is the right edge of the grid.
    """
    canvas = sheet(path)
    for number, rows in enumerate(parts):
        text = PARAGRAPHS[number]
        top = write_paragraph(canvas, LEFT, TOP, WIDTH, text) + 20
        top = draw_table(canvas, top, rows, places, ruled) + 20
        canvas.showPage()
    return saved(canvas, path)


def footnotes(path):
    """Two calls, raised and small, and their notes in small print at the foot."""
    canvas = sheet(path)
    top = write_paragraph(canvas, LEFT, TOP, WIDTH, PARAGRAPHS[0])
    write(canvas, LEFT, top, "De raming is gebaseerd op cijfers van het CBS")
    end = LEFT + canvas.stringWidth(
        "De raming is gebaseerd op cijfers van het CBS", "Helvetica", 10
    )
    canvas.setFont("Helvetica", 6)
    canvas.drawString(end, canvas._pagesize[1] - top + 4, "1")
    write(canvas, end + 5, top, "en op eigen tellingen.")
    end += 5 + canvas.stringWidth("en op eigen tellingen.", "Helvetica", 10)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(end, canvas._pagesize[1] - top + 4, "2")
    write_paragraph(canvas, LEFT, top + 24, WIDTH, PARAGRAPHS[1])
    write(
        canvas, LEFT, 700, "1 Centraal Bureau voor de Statistiek, Regionale kerncijfers.", size=7.5
    )
    write(canvas, LEFT, 711, "2 De tellingen van de vrijwilligers in het voorjaar.", size=7.5)
    return saved(canvas, path)


def off_the_paper(path, text):
    """A paragraph on the page, and a line that starts on it and runs over its right edge."""
    canvas = sheet(path)
    top = write_paragraph(canvas, LEFT, TOP, WIDTH, text)
    write(canvas, 400, top, "Deze regel loopt over de rechterrand van het blad heen.")
    return saved(canvas, path)


def fake_bold(path, text):
    """Every line drawn twice, a third of a point apart, to look bold."""
    canvas = sheet(path)
    lines = simpleSplit(text, "Helvetica", 10, WIDTH)
    write_lines(canvas, LEFT, TOP, lines)
    write_lines(canvas, LEFT + 0.3, TOP, lines)
    return saved(canvas, path)


def sideways(path, text, angle=90, title=""):
    """Upright paper on which the text runs at an angle of 90, 180 or 270 degrees."""
    canvas = sheet(path)
    width, height = A4
    canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[angle])
    canvas.rotate(angle)
    top = height if angle == 180 else width
    if title:
        canvas.setFont("Helvetica", 16)
        canvas.drawString(LEFT, top - 60, title)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(simpleSplit(text, "Helvetica", 10, WIDTH)):
        canvas.drawString(LEFT, top - TOP - 12.5 * number, line)
    return saved(canvas, path)


def turned_sheet(path, text, rotate):
    """A page that the viewer turns by its /Rotate entry; its text then runs sideways or down."""
    canvas = sheet(path, A4 if rotate == 180 else A4[::-1])  # reportlab swaps the sides itself
    canvas.setPageRotation(rotate)
    write_paragraph(canvas, LEFT, TOP, WIDTH, text)
    return saved(canvas, path)


def cropped_sheet(path, text, rotate=0, table=()):
    """A page of which the reader sees only the crop box: every side is cut off a little."""
    width, height = A4 if rotate in (0, 180) else A4[::-1]
    canvas = sheet(path, (width, height), cropBox=(40, 60, A4[0] - 30, A4[1] - 50))
    canvas.setPageRotation(rotate)  # reportlab swaps the sides itself
    top = write_paragraph(canvas, LEFT, TOP, 420, text)
    if table:
        draw_table(canvas, top + 20, table, (72, 180, 300, 420), True)
    return saved(canvas, path)


def moved_sheet(path, text):
    """A page whose media box does not begin at the origin."""
    return with_media_box(path, text, b"[20 -30 620 820 ]")


def picture():
    """A grey image that stands for a scan."""
    return ImageReader(Image.new("L", (60, 80), 190))


def images_only(path, pages=2):
    """A scan without text layer."""
    return mixed(path, [""] * pages)


def mixed(path, texts):
    """A page for every text; an empty text is a page with only a picture."""
    canvas = sheet(path)
    for text in texts:
        if text:
            write_paragraph(canvas, LEFT, TOP, WIDTH, text)
        else:
            canvas.drawImage(picture(), 60, 60, 470, 720)
        canvas.showPage()
    return saved(canvas, path)


def encrypted(path, text, user, owner="eigenaar"):
    """A file that asks for the user's password; an empty one opens by itself."""
    protection = StandardEncryption(user, owner, canPrint=0, canCopy=0, strength=128)
    return plain_page(path, text, encrypt=protection)


def without_pages(path):
    """A file with a catalogue and an empty page tree."""
    empty = pypdfium2.PdfDocument.new()
    empty.save(path)
    empty.close()
    return path


def raw_pdf(path, objects):
    """A file of the given objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    trailer = b"trailer <</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(data + trailer % (size, data.index(b"xref")))
    return path


def stream(content):
    """A stream object."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def codes_without_letters(path):
    """Text in a font that calls every letter a private character: nobody can read it."""
    ranges = b"1 beginbfrange <20> <7E> <E020> endbfrange"
    codes = b"1 begincodespacerange <00> <FF> endcodespacerange"
    cmap = b"/CIDInit /ProcSet findresource begin begincmap %s %s endcmap end" % (codes, ranges)
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(b"BT /F1 10 Tf 72 700 Td (De gemeenten werken samen.) Tj ET"),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R>>",
        stream(cmap),
    ]
    return raw_pdf(path, objects)


def with_bad_media_box(path, text):
    """A page whose /MediaBox misses half of its numbers: pdfplumber stumbles over it."""
    return with_media_box(path, text, b"[ 0 0 ]")


def with_media_box(path, text, box):
    """A page whose /MediaBox is written over in place."""
    plain_page(path, text)
    data = path.read_bytes()
    start = data.index(b"/MediaBox") + len(b"/MediaBox ")
    end = data.index(b"]", start) + 1
    path.write_bytes(data[:start] + box.ljust(end - start) + data[end:])
    return path


def ink(path, page=1):
    """The rectangle around the ink of a page as a reader sees it, in points from the top left."""
    document = pypdfium2.PdfDocument(path)
    image = document[page - 1].render(scale=2, rev_byteorder=True).to_pil().convert("L")
    document.close()
    box = image.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    return tuple(edge / 2 for edge in box)
