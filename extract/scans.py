"""Pages that are pictures: which ones text recognition must read, and what is made of them.

Recognition is tried page by page, only where the text of the file is absent, is codes, or is the
poor work of another machine under the picture; the better of the two texts is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.records import GARBLED, UNREADABLE
from extract import ocr
from extract.options import ReadingOptions
from extract.page import Page
from extract.pdf.pages import page_pictures
from extract.quality import known_share

TESSERACT = "tesseract"
_POOR_LAYER = 0.9
"""Share of known words below which a hidden text layer is read again."""
_GARBAGE = 0.35
"""Share of known words below which stored text is likely to be in a font without a key."""
_SAMPLE = 4
"""Of ordinary text every fourth span tells whether it is garbage."""
_MOSTLY_PICTURE, _FEW_LETTERS = 0.5, 250
"""A page that is more than half picture and has few letters may have its text in the picture."""
_MANY_PATHS = 60
"""Letters that were drawn as shapes make many paths."""
_BETTER = 0.02


def recognised(pages: Sequence[Page], path: Path, options: ReadingOptions) -> list[Page]:
    """The pages, with those that need it read from their picture; unchanged without an engine."""
    needy = [page.number for page in pages if needs_recognition(page)]
    if not needy or ocr.missing():
        return list(pages)
    read = dict(_read(needy, path, options))
    return [_better(page, read[page.number]) if page.number in read else page for page in pages]


def needs_recognition(page: Page) -> bool:
    """Whether the picture of a page may say more than its text does."""
    if page.reader in UNREADABLE:
        return page.reader == GARBLED or page.pictured > 0.02 or page.paths >= _MANY_PATHS
    if page.pictured > _MOSTLY_PICTURE and page.characters < _FEW_LETTERS:
        return True
    if page.is_hidden_layer:
        return known_share(page.spans) < _POOR_LAYER
    return known_share(page.spans[::_SAMPLE]) < _GARBAGE


def _read(
    numbers: Sequence[int], path: Path, options: ReadingOptions
) -> Iterator[tuple[int, Page]]:
    pictures = (
        ocr.Picture(image, width, height)
        for image, width, height in page_pictures(path, numbers, options)
    )
    found_pages = ocr.recognise_pages(pictures, options.thread_count)
    for number, found in zip(numbers, found_pages, strict=False):
        yield number, _page(number, found)


def _page(number: int, found: ocr.Recognised) -> Page:
    return Page(
        number=number,
        width=0.0,
        height=0.0,
        spans=found.spans,
        tables=(),
        characters=sum(len(span.text.replace(" ", "")) for span in found.spans),
        reader=TESSERACT,
        turn=found.turn,
        skew=found.skew,
        left_out=tuple((text, "schuine tekst") for text in found.slanted),
    )


def _better(stored: Page, seen: Page) -> Page:
    """The text of the file, or that of its picture where it says more or is better Dutch."""
    seen = replace(
        seen, width=stored.width, height=stored.height, pictured=stored.pictured, paths=stored.paths
    )
    if not seen.spans:
        return stored
    if stored.reader in UNREADABLE:
        return seen
    stored_share, seen_share = known_share(stored.spans), known_share(seen.spans)
    more = seen.characters > 2 * stored.characters
    if more or (seen_share > stored_share + _BETTER and seen.characters > 0.5 * stored.characters):
        why = "meer tekst" if more else f"{seen_share:.0%} bekende woorden tegen {stored_share:.0%}"
        remark = f"de tekstlaag is vervangen door tekstherkenning ({why})"
        return replace(seen, remark=remark)
    return stored
