"""Tests of drawing sample documents."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from corpus.sample.document import Layout
from corpus.sample.draw import draw_document, draw_samples
from corpus.sample.markdown import read_sample

ROOT = Path(__file__).parents[2]
SENTENCE = (
    "De samenwerkingsovereenkomst tussen gemeentebesturen, onderwijsinstellingen en "
    "vervoersondernemingen wordt jaarlijks geëvalueerd & bijgesteld als < 10 of > 20 procent "
    "van de rijksbijdrage van € 2,6 miljoen \u2013 zie het begrotingsvoorstel \u2013 afwijkt. "
)
BODY = "# Een titel\n\n<!-- -->\nVoorbeelddocument.\n"


def write_sample(folder: Path, body: str = BODY, layout: str = "one_column") -> Path:
    """Write a sample document with a plain front matter."""
    head = (
        "deal: t2-foodvalley\nkind: evaluatie\nyear: 2021\ntitle: 'Wonen, werken: proef'\n"
        f"author: Regio\nlayout: {layout}\nheader: Regio | 2021\nfooter: Voorbeeld\n"
    )
    path = folder / f"{layout}.md"
    path.write_text(f"---\n{head}---\n{body}", encoding="utf-8")
    return path


def long_body(chapters: int = 6) -> str:
    """Give some pages of text with footnotes and a long table."""
    lines = ["# Een titel", ""]
    for chapter in range(1, chapters + 1):
        lines += [f"## Hoofdstuk {chapter}", "", "<!-- R1 -->"]
        lines += [f"{SENTENCE * 3}Oproep{chapter}.[^{chapter}] {SENTENCE * 5}", ""]
    lines += ["<!-- R2 -->", "| Project | Toelichting | Bedrag |", "|---|---|---|"]
    lines += [f"| Project {number} | {SENTENCE} | € {number} |" for number in range(40)]
    lines += ["", *(f"[^{chapter}]: Noottekst{chapter}." for chapter in range(1, chapters + 1))]
    return "\n".join(lines)


def page_texts(path: Path) -> list[str]:
    """Extract the text of every page."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


@pytest.mark.parametrize("layout", list(Layout))
def test_the_same_document_gives_the_same_bytes(tmp_path: Path, layout: Layout) -> None:
    path = write_sample(tmp_path, long_body(2), layout)
    draw_document(read_sample(path), tmp_path / "a.pdf")
    code = (
        "import sys; from pathlib import Path;"
        "from corpus.sample.draw import draw_document;"
        "from corpus.sample.markdown import read_sample;"
        "draw_document(read_sample(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", code, path, tmp_path / "b.pdf"],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("layout", [Layout.ONE_COLUMN, Layout.TWO_COLUMNS])
def test_pages_have_furniture_and_hyphens(tmp_path: Path, layout: Layout) -> None:
    draw_document(read_sample(write_sample(tmp_path, long_body(), layout)), tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    for number, text in enumerate(texts, start=1):
        lines = text.splitlines()
        assert lines[0] == "Regio | 2021"
        shown = f"Pagina {number} van {len(texts)}" if layout is Layout.ONE_COLUMN else number
        assert lines[-1] == f"Voorbeeld {shown}"
    whole = "\n".join(texts)
    assert len(texts) > 2
    assert len(re.findall(r"[a-zë]-\n", whole)) > 10
    assert "geëvalueerd & bijgesteld" in whole
    assert "> 20" in whole
    assert "€ 2,6" in whole


@pytest.mark.parametrize("layout", [Layout.ONE_COLUMN, Layout.TWO_COLUMNS])
def test_a_note_stands_at_the_foot_of_the_page_of_its_call(tmp_path: Path, layout: Layout) -> None:
    draw_document(read_sample(write_sample(tmp_path, long_body(), layout)), tmp_path / "a.pdf")
    seen = 0
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        for page in pdf.pages:
            words = page.extract_words()
            bottom = {word["text"]: word["bottom"] for word in words}
            top = {word["text"]: word["top"] for word in words}
            for number in range(1, 7):
                call = next((text for text in bottom if text.startswith(f"Oproep{number}.")), None)
                note = f"Noottekst{number}."
                assert (call is None) == (note not in top)
                if call:
                    assert top[note] > bottom[call]
                    seen += 1
    assert seen == 6


def test_notes_do_not_overlap_the_text(tmp_path: Path) -> None:
    """All small print between the margins stands below all larger print of the page."""
    body = long_body().replace(": Noottekst", f": {SENTENCE * 4}")
    draw_document(read_sample(write_sample(tmp_path, body)), tmp_path / "a.pdf")
    pages_with_notes = 0
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        for page in pdf.pages:
            inner = [char for char in page.chars if 60 < char["top"] < page.height - 60]
            notes = [char["top"] for char in inner if round(char["size"]) == 8]
            text = [char["bottom"] for char in inner if round(char["size"]) > 8]
            if notes:
                pages_with_notes += 1
                assert min(notes) > max(text)
    assert pages_with_notes > 1


def test_the_header_row_of_a_long_table_is_repeated(tmp_path: Path) -> None:
    draw_document(read_sample(write_sample(tmp_path, long_body(1))), tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    assert len(tables) > 1
    assert all(table[0] == ["Project", "Toelichting", "Bedrag"] for table in tables)
    assert [row[2] for table in tables for row in table[1:]] == [f"€ {n}" for n in range(40)]


def test_two_columns_stand_on_a_landscape_page(tmp_path: Path) -> None:
    path = write_sample(tmp_path, long_body(), "two_columns")
    draw_document(read_sample(path), tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        page = pdf.pages[0]
        assert page.width > page.height
        middle = page.width / 2
        text = page.within_bbox((middle - 8, 100, middle + 8, page.height - 60)).extract_text()
        right = page.within_bbox((middle, 100, page.width, page.height - 60)).extract_text()
    assert text == ""
    assert len(right) > 200


def test_a_scan_has_pictures_and_no_text(tmp_path: Path) -> None:
    draw_document(read_sample(write_sample(tmp_path, layout="scan")), tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        (page,) = pdf.pages
        assert page.chars == []
        (picture,) = page.images
        assert picture["srcsize"] == pytest.approx((1240, 1754), abs=2)
        assert (page.width, page.height) == pytest.approx((595.3, 841.9), abs=0.1)


def test_a_scan_takes_no_fonts_of_the_machine(tmp_path: Path) -> None:
    """In a process of its own, as it changes how pdfium finds fonts."""
    code = """
import sys
from pathlib import Path
import pypdfium2
from corpus.sample.draw import draw_document
from corpus.sample.markdown import read_sample

class Refusing(pypdfium2.PdfSysfontBase):
    def MapFont(self, *_):
        print("asked for a font of the machine")

Refusing().setup(reusable=True)
draw_document(read_sample(Path(sys.argv[1])), Path(sys.argv[2]))
"""
    drawn = subprocess.run(
        [sys.executable, "-c", code, write_sample(tmp_path, layout="scan"), tmp_path / "a.pdf"],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert drawn.stdout == ""


def test_a_folder_is_drawn_with_a_manifest(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    write_sample(source, layout="two_columns")
    write_sample(source)
    target = tmp_path / "deep" / "target"
    drawn = draw_samples(source, target)
    assert drawn == [target / "one_column.pdf", target / "two_columns.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in drawn)
    with (target / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["path"] for row in rows] == ["one_column.pdf", "two_columns.pdf"]
    assert rows[0] == {
        "path": "one_column.pdf",
        "deal": "t2-foodvalley",
        "kind": "evaluatie",
        "year": "2021",
        "title": "Wonen, werken: proef",
        "author": "Regio",
        "url": "",
    }
