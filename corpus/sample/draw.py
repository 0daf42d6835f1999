"""Draw sample documents to PDF.

The drawing imitates what real reports do to a text extractor: running headers and footers, page
numbers, columns, hyphenated and justified lines, footnotes at the foot of the column, tables
that run over pages, and scanned pages without a text layer. Drawing is deterministic: the same
document gives the same bytes.
"""

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from reportlab.platypus import BaseDocTemplate, Flowable, FrameBreak, NextPageTemplate

from corpus.sample.designs import DESIGNS
from corpus.sample.document import LANGUAGE, Layout, SampleDocument
from corpus.sample.markdown import read_sample
from corpus.sample.pages import LATER_PAGE, sample_pages
from corpus.sample.scan import scan
from corpus.sample.styles import type_styles
from corpus.sample.typesetting import set_block, set_heading

MANIFEST_NAME = "manifest.csv"
MANIFEST_COLUMNS = ("path", "deal", "kind", "year", "title", "author", "url")

_SPACE_UNDER_TITLE = 6


def draw_samples(source: Path, target: Path) -> list[Path]:
    """Draw every `*.md` of a folder into another folder and write a manifest beside the PDFs."""
    target.mkdir(parents=True, exist_ok=True)
    drawn: dict[Path, SampleDocument] = {}
    for path in sorted(source.glob("*.md")):
        sample = read_sample(path)
        drawing = target / f"{path.stem}.pdf"
        draw_document(sample, drawing)
        drawn[drawing] = sample
    _write_atomically(target / MANIFEST_NAME, _manifest(drawn.items()).encode())
    return list(drawn)


def draw_document(sample: SampleDocument, target: Path) -> None:
    """Draw a sample document to a PDF file, atomically and with the same bytes every time."""
    _, total = _draw_pages(sample, total=0)  # only to count the pages, for the page numbers
    pdf, _ = _draw_pages(sample, total)
    if sample.layout is Layout.SCAN:
        pdf = scan(pdf, sample)
    _write_atomically(target, pdf)


def _draw_pages(sample: SampleDocument, total: int) -> tuple[bytes, int]:
    """Draw a document of a total of pages as text; give the PDF and the pages it really has."""
    design = DESIGNS[sample.layout]
    styles = type_styles(design)
    blocks = list(sample.blocks)
    story: list[Flowable] = [NextPageTemplate(LATER_PAGE)]
    title_height = 0.0
    if design.columns > 1:  # the title stands over all columns
        title = set_heading(blocks.pop(0), styles)
        title_height = title.wrap(design.text_width, design.text_height)[1] + _SPACE_UNDER_TITLE
        story += [title, FrameBreak()]
    for block in blocks:
        story += set_block(block, sample.notes, styles, design.column_width)
    output = io.BytesIO()
    template = BaseDocTemplate(
        output,
        pagesize=design.page_size,
        title=sample.title,
        author=sample.author,
        subject=sample.kind,
        lang=LANGUAGE,
        invariant=1,
        pageCompression=1,
    )
    template.addPageTemplates(sample_pages(design, sample, title_height, total))
    template.build(story)
    return output.getvalue(), template.page


def _manifest(drawn: Iterable[tuple[Path, SampleDocument]]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(MANIFEST_COLUMNS)
    for path, sample in drawn:
        writer.writerow(
            (path.name, sample.deal, sample.kind, sample.year, sample.title, sample.author, "")
        )
    return lines.getvalue()


def _write_atomically(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
