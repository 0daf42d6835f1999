"""Pages a second: ours, plain pdfplumber and pdfium's bare text, side by side in one run.

    python benchmarks/reading.py FOLDER_WITH_PDFS [ROUNDS]

The engines take turns on each file, so that a busy machine slows them all; quote the ratios.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.document import read_document


def ours(path: Path) -> None:
    """Words, columns, tables, blocks, with boxes."""
    read_document(path)


def plain_pdfplumber(path: Path) -> None:
    """Text only, page by page, each page closed."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def bare_pdfium(path: Path) -> None:
    """Text only, without layout."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


ENGINES: tuple[Callable[[Path], None], ...] = (ours, plain_pdfplumber, bare_pdfium)


def readable(path: Path) -> int:
    """Number of pages, 0 for a file that one of the engines cannot read."""
    try:
        for engine in ENGINES:
            engine(path)
        return len(pypdfium2.PdfDocument(path))
    except Exception:  # whatever a reader raises on a damaged file
        return 0


def main() -> None:
    """Measure and print a table."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    pages = {path: readable(path) for path in sorted(folder.rglob("*.pdf"))}
    files = [path for path, count in pages.items() if count]
    best = {engine: dict.fromkeys(files, float("inf")) for engine in ENGINES}
    for _ in range(rounds):
        for path in files:
            for engine in ENGINES:
                start = time.perf_counter()
                engine(path)
                taken = time.perf_counter() - start
                best[engine][path] = min(best[engine][path], taken)
    total = sum(pages[path] for path in files)
    reference = sum(best[plain_pdfplumber].values())
    print(f"{len(files)} files, {total} pages, best of {rounds} rounds")
    for engine in ENGINES:
        taken = sum(best[engine].values())
        print(
            f"{engine.__name__:18}{total / taken:9.1f} pages/s{reference / taken:8.2f} x pdfplumber"
        )


if __name__ == "__main__":
    main()
