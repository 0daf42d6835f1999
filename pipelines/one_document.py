"""Read one document outside a workspace, for scripts and for a quick look."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.ids import file_sha256
from corpus.records import Amount, Box, FootnoteCall, PageRecord
from extract import problems
from extract.document import ReadDocument, read_document
from extract.explain.pictures import draw_pages
from extract.options import ReadingOptions
from extract.passages import passages_of
from extract.pdf.pages import page_pictures
from pipelines.problems import UserProblem
from pipelines.reading_limits import limits_of
from pipelines.running.steps import open_language
from pipelines.settings import Settings

_DOTS = 100
"""Dots per inch of the pictures that explain a page: enough to read them on a screen."""


def extracted(path: Path, *, blocks: bool, password: str = "") -> Iterator[dict[str, object]]:
    """One dictionary a passage (or a block, as it stands in the document), in reading order.

    Keys: file, page, page_end, pages, kind, heading_path, place, text, boxes ([page, x0, top, x1,
    bottom] in points from the top left), calls ([character, number]), amounts ([start, end,
    euros]) and quality (grade of its first page). Raises DocumentProblem when there is no text.
    """
    settings = Settings()
    read = _read(path, settings, password)
    grades = {page.number: page.grade for page in read.pages}
    if blocks:
        for block in read.blocks:
            row = _row(path, block.kind, block.heading_path, block.place, block.text, block.boxes)
            yield row | _details(block.calls, ()) | {"quality": grades[block.boxes[0].page]}
        return
    document_id = file_sha256(path)[:16]
    for one in passages_of(read.blocks, document_id, open_language(settings)):
        row = _row(path, one.kind, one.heading_path, one.place, one.text, one.boxes)
        yield row | _details(one.calls, one.amounts) | {"quality": grades[one.boxes[0].page]}


def explained(path: Path, folder: Path, password: str = "") -> list[Path]:
    """Draw how each page was read; return the PNG files, one a page, in `folder`.

    Raises UserProblem for a document that has no pages to draw.
    """
    if path.suffix.lower() != ".pdf":
        raise UserProblem(f"{path.name} heeft geen paginabeelden; --explain werkt voor pdf's.")
    settings = Settings()
    read = _read(path, settings, password)
    options = _options(settings, password)
    numbers = [page.number for page in read.pages]
    pictures = page_pictures(path, numbers, options, _DOTS, in_colour=True)
    numbered = (
        (number, picture) for number, (picture, _, _) in zip(numbers, pictures, strict=True)
    )
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    notes = {page.number: _quality_line(page) for page in read.pages}
    for number, picture in draw_pages(numbered, read, _DOTS / 72, notes):
        target = folder / f"pagina-{number:03}.png"
        picture.save(target)
        drawn.append(target)
    return drawn


def _read(path: Path, settings: Settings, password: str) -> ReadDocument:
    if not path.is_file():
        raise problems.not_found(path.name)
    return read_document(path, _options(settings, password))


def _options(settings: Settings, password: str) -> ReadingOptions:
    return ReadingOptions(limits_of(settings), password or None)


def _quality_line(page: PageRecord) -> str:
    """How well a page was read, in Dutch, with what the grade rests on."""
    if page.quality is None:
        return f"leeskwaliteit: {page.grade}"
    known = page.quality
    parts = [
        f"leeskwaliteit: {page.grade}",
        f"{known.known:.0%} bekende woorden",
        f"{known.connected:.0%} in lopende tekst",
    ]
    if known.confidence < 1:
        parts.append(f"{known.confidence:.0%} zekerheid van de tekstherkenning")
    return "; ".join(filter(None, (*parts, known.remark)))


def _row(
    path: Path, kind: str, headings: Sequence[str], place: str, text: str, boxes: Sequence[Box]
) -> dict[str, object]:
    pages = sorted({box.page for box in boxes})
    return {
        "file": path.name,
        "page": pages[0],
        "page_end": pages[-1],
        "pages": pages,
        "kind": str(kind),
        "heading_path": list(headings),
        "place": place,
        "text": text,
        "boxes": [[box.page, box.x0, box.top, box.x1, box.bottom] for box in boxes],
    }


def _details(calls: Sequence[FootnoteCall], amounts: Sequence[Amount]) -> dict[str, object]:
    return {
        "calls": [[call.at, call.number] for call in calls],
        "amounts": [[amount.start, amount.end, amount.euros] for amount in amounts],
    }
