"""Read one document outside a workspace, for scripts and for a quick look."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.ids import file_sha256
from corpus.records import Box
from extract import problems
from extract.document import read_document
from extract.passages import passages_of
from pipelines.settings import Settings
from pipelines.steps import limits_of, open_language


def extracted(path: Path, *, blocks: bool) -> Iterator[dict[str, object]]:
    """One dictionary a passage (or a block, as it stands in the document), in reading order.

    Keys: file, page, pages, kind, heading_path, text, boxes ([page, x0, top, x1, bottom] in
    points from the top left). Raises DocumentProblem when there is no text.
    """
    settings = Settings()
    if not path.is_file():
        raise problems.not_found(path.name)
    read = read_document(path, limits_of(settings))
    if blocks:
        for block in read.blocks:
            yield _row(path, block.kind, block.heading_path, block.text, block.boxes)
        return
    document_id = file_sha256(path)[:16]
    for passage in passages_of(read.blocks, document_id, open_language(settings)):
        yield _row(path, passage.kind, passage.heading_path, passage.text, passage.boxes)


def _row(
    path: Path, kind: str, headings: Sequence[str], text: str, boxes: Sequence[Box]
) -> dict[str, object]:
    pages = sorted({box.page for box in boxes})
    return {
        "file": path.name,
        "page": pages[0],
        "pages": pages,
        "kind": str(kind),
        "heading_path": list(headings),
        "text": text,
        "boxes": [[box.page, box.x0, box.top, box.x1, box.bottom] for box in boxes],
    }
