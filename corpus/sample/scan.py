"""Turn a PDF into what a scanner would give: a picture of each page and no text layer."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.sample.document import LANGUAGE, SampleDocument

_RESOLUTION = 150


def scan(pdf: bytes, sample: SampleDocument) -> bytes:
    """Turn each page into a grey picture, the same on every machine."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1, pageCompression=1, lang=LANGUAGE)
    canvas.setTitle(sample.title)
    canvas.setAuthor(sample.author)
    canvas.setSubject(sample.kind)
    with _built_in_fonts():
        for picture, size in _page_pictures(pdf):
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(picture), 0, 0, *size)
            canvas.showPage()
    canvas.save()
    return output.getvalue()


@contextmanager
def _built_in_fonts() -> Iterator[None]:
    """Keep pdfium to the fonts that it carries.

    The standard fonts are not in the PDF, and a Times New Roman of the machine would be taken in
    their place: other pictures, other bytes.
    """
    pdfium_c.FPDF_SetSystemFontInfo(None)
    try:
        yield
    finally:
        pdfium_c.FPDF_SetSystemFontInfo(pdfium_c.FPDF_GetDefaultSystemFontInfo())


def _page_pictures(pdf: bytes) -> Iterator[tuple[Image.Image, tuple[float, float]]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=_RESOLUTION / 72, grayscale=True)
            yield bitmap.to_pil(), page.get_size()
    finally:
        document.close()
