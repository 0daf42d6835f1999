"""Pages a second of several readers side by side in one run, ours with boxes, tables and blocks.

    python benchmarks/reading.py FOLDER_WITH_PDFS [ROUNDS]

Born-digital files only: a file with a page that needs text recognition is left to
benchmarks/recognition.py. The readers take turns on each file, so that a busy machine slows them
all; quote the ratios. The last lines read all files with two worker processes, and give the memory
that one worker takes for the largest file.
"""

import multiprocessing
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.document import read_document
from extract.pdf.pages import read_pdf
from extract.scans import needs_recognition


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


def pdftotext(path: Path) -> None:
    """Text only, in the order of the layout, by a program of its own."""
    subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)


ENGINES: tuple[Callable[[Path], None], ...] = (
    ours,
    plain_pdfplumber,
    bare_pdfium,
    *((pdftotext,) if shutil.which("pdftotext") else ()),
)


def born_digital_pages(path: Path) -> int:
    """Number of pages; 0 for a file with scanned pages, or one that a reader cannot read."""
    try:
        pages = read_pdf(path).pages
        if any(needs_recognition(page) for page in pages):
            return 0
        for engine in ENGINES:
            engine(path)
    except Exception:  # whatever a reader raises on a damaged file
        return 0
    return len(pages)


def side_by_side(files: dict[Path, int], rounds: int) -> None:
    """Print pages a second of each reader, and its ratio to plain pdfplumber."""
    best = {engine: dict.fromkeys(files, float("inf")) for engine in ENGINES}
    for _ in range(rounds):
        for path in files:
            for engine in ENGINES:
                start = time.perf_counter()
                engine(path)
                taken = time.perf_counter() - start
                best[engine][path] = min(best[engine][path], taken)
    total = sum(files.values())
    reference = sum(best[plain_pdfplumber].values())
    print(f"{len(files)} files, {total} pages, best of {rounds} rounds, one core")
    for engine in ENGINES:
        taken = sum(best[engine].values())
        print(
            f"{engine.__name__:18}{total / taken:9.1f} pages/s{reference / taken:8.2f} x pdfplumber"
        )


def with_workers(files: Sequence[Path], count: int) -> float:
    """Seconds in which so many processes, once they have started, read every file four times."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        list(pool.map(ours, files[:1] * 2 * count))
        start = time.perf_counter()
        list(pool.map(ours, list(files) * 4))
        return time.perf_counter() - start


def megabytes_for(path: Path) -> float:
    """Most memory that a fresh process had while it read one file, in megabytes."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_peak, path).result()


def _peak(path: Path) -> float:
    ours(path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    counted = {path: born_digital_pages(path) for path in sorted(folder.rglob("*.pdf"))}
    files = {path: count for path, count in counted.items() if count}
    side_by_side(files, rounds)
    one, two = with_workers(list(files), 1), with_workers(list(files), 2)
    print(f"two processes      {one / two:27.2f} x one")
    largest = max(files, key=lambda path: files[path])
    print(f"memory             {megabytes_for(largest):9.0f} MB for {files[largest]} pages")


if __name__ == "__main__":
    main()
