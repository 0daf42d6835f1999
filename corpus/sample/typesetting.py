"""Typesetting of the blocks of a document, as flowables for its pages."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from corpus.sample.document import NOTE_CALL, Block, BlockKind
from corpus.sample.footnotes import Noted
from corpus.sample.styles import TypeStyles
from corpus.sample.tables import set_table

_LINES_UNDER_HEADING = {BlockKind.TITLE: 8, BlockKind.HEADING2: 4, BlockKind.HEADING3: 3}
"""A heading moves to the next column when fewer lines of text can follow it."""


def set_block(
    block: Block, notes: Mapping[str, str], styles: TypeStyles, width: float
) -> Iterator[Flowable]:
    """Set one block for columns of some width, with the footnotes called in it."""
    match block.kind:
        case BlockKind.PARAGRAPH:
            yield _set_paragraph(block.text, notes, styles)
        case BlockKind.LIST:
            yield from _set_list(block, styles)
        case BlockKind.TABLE:
            yield set_table(block.rows, styles, width)
        case BlockKind.TITLE | BlockKind.HEADING2 | BlockKind.HEADING3:
            lines = _LINES_UNDER_HEADING[block.kind]
            leading = styles.headings[block.kind].leading
            yield CondPageBreak(2 * leading + lines * styles.body.leading)
            yield set_heading(block, styles)


def set_heading(block: Block, styles: TypeStyles) -> Paragraph:
    """Set a heading or the title."""
    return Paragraph(escape(block.text), styles.headings[block.kind])


def _set_paragraph(text: str, notes: Mapping[str, str], styles: TypeStyles) -> Flowable:
    paragraph = _set_with_calls(text, styles.body)
    names = [call["name"] for call in NOTE_CALL.finditer(text)]
    if not names:
        return paragraph
    called = [_set_with_calls(f"[^{name}] {notes[name]}", styles.note) for name in names]
    return Noted(paragraph, called)


def _set_with_calls(text: str, style: ParagraphStyle) -> Paragraph:
    """Set a text with its footnote calls raised and smaller."""
    rise, size = round(style.fontSize * 0.35, 2), round(style.fontSize * 0.7, 2)
    superscript = rf'<super rise="{rise}" size="{size}">\g<name></super>'
    return Paragraph(NOTE_CALL.sub(superscript, escape(text)), style)


def _set_list(block: Block, styles: TypeStyles) -> Iterator[Paragraph]:
    if block.text:
        yield Paragraph(escape(block.text), styles.lead_in)
    *items, last = block.items
    for item in items:
        yield Paragraph(escape(item.text), styles.item, bulletText=item.mark)
    yield Paragraph(escape(last.text), styles.last_item, bulletText=last.mark)
