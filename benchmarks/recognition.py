"""Seconds a scanned page takes: tesseract alone on its picture, and our whole reading of the file.

    python benchmarks/recognition.py FOLDER_WITH_PDFS [PAGES]

Every page that needs text recognition counts, up to PAGES in all. Both take turns on each file, on
one thread; ours renders, straightens, recognises, and lays the page out.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

from extract.document import read_document
from extract.ocr import data_folder
from extract.options import ReadingOptions
from extract.pdf.pages import page_pictures, read_pdf
from extract.scans import needs_recognition


def scanned_pages(path: Path) -> list[int]:
    """Numbers of the pages that need recognition; only files where all pages do are measured."""
    pages = read_pdf(path).pages
    needy = [page.number for page in pages if needs_recognition(page)]
    return needy if len(needy) == len(pages) else []


def tesseract_alone(path: Path, numbers: list[int], folder: str) -> float:
    """Seconds that the engine takes for pictures that are ready."""
    tesserocr = import_module("tesserocr")
    pictures = [picture for picture, _, _ in page_pictures(path, numbers)]
    with tesserocr.PyTessBaseAPI(path=folder, lang="nld", psm=tesserocr.PSM.AUTO) as engine:
        start = time.perf_counter()
        for picture in pictures:
            engine.SetImage(picture)
            engine.SetSourceResolution(200)
            engine.GetUTF8Text()
        return time.perf_counter() - start


def ours(path: Path) -> float:
    """Seconds from the file to its blocks."""
    start = time.perf_counter()
    read_document(path, ReadingOptions(threads=1))
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    folder = f"{data_folder()}/"
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    alone = whole = 0.0
    pages = 0
    for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
        numbers = scanned_pages(path)
        if numbers and pages < most:
            pages += len(numbers)
            alone += tesseract_alone(path, numbers, folder)
            whole += ours(path)
    print(f"{pages} scanned pages, one thread")
    print(f"tesseract alone   {alone / pages:6.2f} s a page")
    print(f"ours, whole       {whole / pages:6.2f} s a page{whole / alone:8.2f} x tesseract")


if __name__ == "__main__":
    main()
