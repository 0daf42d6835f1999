"""Places in a numbered agreement, as a lawyer cites them: Artikel 3, lid 2, onder b."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import PassageKind
from extract.sections import Block

_ARTICLE = re.compile(r"^(?:artikel|art\.)\s+(\d+[a-z]?)\b", re.I)
_PARAGRAPH = re.compile(r"^(?:lid\s+)?\(?(\d{1,2})[.):]?\s")
_SUBPARAGRAPH = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?\s")
_LETTER = re.compile(r"^\(?([a-z]{1,2})[.)]\s")
_ROMAN = re.compile(r"^\(?([ivx]{1,4})[.)]\s")


def with_places(blocks: Sequence[Block]) -> list[Block]:
    """Give every block inside a numbered article its place; others keep an empty one."""
    return list(_placed(blocks))


def _placed(blocks: Sequence[Block]) -> Iterator[Block]:
    article = paragraph = letter = ""
    rank = 0.0
    for block in blocks:
        if block.kind is PassageKind.HEADING:
            found = _ARTICLE.match(block.text)
            if found:
                article, rank = found[1], block.level
            elif block.level <= rank:
                article = ""
            paragraph = letter = ""
        elif article and block.kind is PassageKind.LIST:
            paragraph, letter = _numbered(block.text, article, paragraph, letter)
        elif article and block.kind is PassageKind.BODY:
            letter = ""
        if article and block.kind is not PassageKind.FOOTNOTE:
            yield replace(block, place=_cited(article, paragraph, letter))
        else:
            yield block


def _numbered(text: str, article: str, paragraph: str, letter: str) -> tuple[str, str]:
    """The paragraph and the letter of a list item, after those of the item before."""
    if (found := _SUBPARAGRAPH.match(text)) and found[1] == article:
        return found[2], ""
    if found := _PARAGRAPH.match(text):
        return found[1], ""
    if found := _LETTER.match(text):
        if _ROMAN.match(text) and letter and not _follows(letter, found[1]):
            return paragraph, f"{letter.split('.')[0]}.{found[1]}"
        return paragraph, found[1]
    return paragraph, letter


def _follows(letter: str, following: str) -> bool:
    return len(following) == 1 and ord(following) == ord(letter[0]) + 1


def _cited(article: str, paragraph: str, letter: str) -> str:
    parts = [f"Artikel {article}"]
    if paragraph:
        parts.append(f"lid {paragraph}")
    if letter:
        parts.append(f"onder {letter}")
    return ", ".join(parts)
