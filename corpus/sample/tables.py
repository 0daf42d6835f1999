"""Typesetting of tables: amounts to the right, and columns as wide as their texts need."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, Table

from corpus.sample.styles import GREY, LIGHT_GREY, RULE_WIDTH, TypeStyles

_AMOUNT = re.compile(r"(?:€ )?\d[\d.,]*(?:%| mln)?")
_PADDING = 4.0


def set_table(rows: Sequence[Sequence[str]], styles: TypeStyles, width: float) -> Table:
    """Set a table over the width of a column; its header is repeated where it breaks."""
    columns = list(zip(*rows, strict=True))
    amounts = [all(map(_AMOUNT.fullmatch, column[1:])) for column in columns]
    body_styles = [styles.amount_cell if amount else styles.cell for amount in amounts]
    header_styles = [styles.amount_header if amount else styles.header_cell for amount in amounts]
    header, *body = rows
    return Table(
        [_set_row(header, header_styles), *(_set_row(row, body_styles) for row in body)],
        colWidths=_column_widths(columns, styles.header_cell, width),
        repeatRows=1,
        hAlign="LEFT",
        spaceBefore=styles.body.spaceAfter * 0.5,
        spaceAfter=styles.body.spaceAfter * 1.5,
        style=[
            ("GRID", (0, 0), (-1, -1), RULE_WIDTH, GREY),
            ("BACKGROUND", (0, 0), (-1, 0), LIGHT_GREY),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ],
    )


def _set_row(cells: Sequence[str], styles: Sequence[ParagraphStyle]) -> list[Paragraph]:
    return [Paragraph(escape(cell), style) for cell, style in zip(cells, styles, strict=True)]


def _column_widths(
    columns: Sequence[Sequence[str]], style: ParagraphStyle, full: float
) -> list[float]:
    """Share the width over the columns: at least their longest word, at best their longest cell.

    The room that the longest words leave goes to the columns that wish for more; none may claim
    over half of it.
    """

    def width(text: str) -> float:
        return stringWidth(text, style.fontName, style.fontSize) + 2 * _PADDING + 1

    wished = [max(map(width, column)) for column in columns]
    if sum(wished) <= full:
        return [full * share / sum(wished) for share in wished]
    least = [max(width(word) for cell in column for word in cell.split()) for column in columns]
    room = full - sum(least)
    wishes = [min(wish - minimum, room / 2) for minimum, wish in zip(least, wished, strict=True)]
    return [
        minimum + room * wish / sum(wishes) for minimum, wish in zip(least, wishes, strict=True)
    ]
