"""The paragraph styles of a page design, and what lines and greys all designs share."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from corpus.sample.designs import PageDesign
from corpus.sample.document import BlockKind

GREY = Color(0.35, 0.35, 0.35)
LIGHT_GREY = Color(0.9, 0.9, 0.9)
RULE_WIDTH = 0.5

_HYPHENATION = "nl_NL"  # a dictionary of pyphen, which reportlab imports


@dataclass(frozen=True, slots=True)
class TypeStyles:
    """The paragraph styles of one page design."""

    headings: Mapping[BlockKind, ParagraphStyle]
    body: ParagraphStyle
    lead_in: ParagraphStyle
    item: ParagraphStyle
    last_item: ParagraphStyle
    note: ParagraphStyle
    cell: ParagraphStyle
    amount_cell: ParagraphStyle
    header_cell: ParagraphStyle
    amount_header: ParagraphStyle


def type_styles(design: PageDesign) -> TypeStyles:
    """Derive the paragraph styles of a design from its fonts and its size of type."""
    size = design.body_size
    body = ParagraphStyle(
        "body",
        fontName=design.regular_font,
        fontSize=size,
        leading=size * 1.32,
        alignment=TA_JUSTIFY,
        spaceAfter=size * 0.7,
        hyphenationLang=_HYPHENATION,
        embeddedHyphenation=1,
        allowWidows=0,
        allowOrphans=0,
    )
    item = ParagraphStyle(
        "item",
        parent=body,
        leftIndent=size * 1.8,
        bulletIndent=size * 0.4,
        bulletFontName=design.regular_font,
        bulletFontSize=size,
        spaceAfter=size * 0.2,
    )
    cell = ParagraphStyle(
        "cell",
        parent=body,
        fontSize=size - 1,
        leading=(size - 1) * 1.2,
        alignment=TA_LEFT,
        spaceAfter=0,
    )
    header_cell = ParagraphStyle("header cell", parent=cell, fontName=design.bold_font)
    return TypeStyles(
        headings={
            BlockKind.TITLE: _heading_style(design, body, enlargement=9),
            BlockKind.HEADING2: _heading_style(design, body, enlargement=4),
            BlockKind.HEADING3: _heading_style(design, body, enlargement=1.5),
        },
        body=body,
        lead_in=ParagraphStyle("lead-in", parent=body, spaceAfter=size * 0.2, keepWithNext=1),
        item=item,
        last_item=ParagraphStyle("last item", parent=item, spaceAfter=body.spaceAfter),
        note=ParagraphStyle(
            "note", parent=body, fontSize=size - 2, leading=(size - 2) * 1.2, spaceAfter=0
        ),
        cell=cell,
        amount_cell=ParagraphStyle("amount cell", parent=cell, alignment=TA_RIGHT),
        header_cell=header_cell,
        amount_header=ParagraphStyle("amount header", parent=header_cell, alignment=TA_RIGHT),
    )


def _heading_style(design: PageDesign, body: ParagraphStyle, enlargement: float) -> ParagraphStyle:
    size = design.body_size + enlargement
    return ParagraphStyle(
        f"heading {size}",
        parent=body,
        fontName=design.bold_font,
        fontSize=size,
        leading=size * 1.2,
        alignment=TA_LEFT,
        spaceBefore=size * 0.7,
        spaceAfter=size * 0.35,
        hyphenationLang="",
        embeddedHyphenation=0,
    )
