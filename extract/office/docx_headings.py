"""Headings of a Word document that uses no heading styles, by how they are printed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import PassageKind
from extract.office.flow import BULLET, NUMBERED_PART, Piece, is_short_title

_LARGER = 1.12
"""Print that much larger than the text is a heading, where no heading styles are used."""
_CHAPTER = ("hoofdstuk", "deel", "titel", "bijlage")


def headings_by_print(pieces: Sequence[Piece]) -> list[Piece]:
    """Short lines in bold or large letters, and named parts, as headings; larger is higher up."""
    sizes = Counter[float]()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found = {id(piece): piece for piece in pieces if _reads_as_heading(piece, usual)}
    ranks = sorted({_print_rank(piece) for piece in found.values()})
    return [
        replace(
            piece,
            block=replace(
                piece.block,
                kind=PassageKind.HEADING,
                level=1.0 + ranks.index(_print_rank(piece)),
            ),
        )
        if id(piece) in found
        else piece
        for piece in pieces
    ]


def _reads_as_heading(piece: Piece, usual: float) -> bool:
    if piece.kind not in (PassageKind.BODY, PassageKind.LIST) or piece.text.startswith(BULLET):
        return False
    if not is_short_title(piece.text):
        return False
    is_part = NUMBERED_PART.match(piece.text) and len(piece.text.split()) <= 10
    return piece.bold or bool(is_part) or piece.size > _LARGER * usual > 0


def _print_rank(piece: Piece) -> tuple[float, bool]:
    return -piece.size, not piece.text.casefold().startswith(_CHAPTER)
