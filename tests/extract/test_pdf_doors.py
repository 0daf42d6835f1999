"""The two doors to a PDF: the same words from both, and boxes where the ink is."""

import pdf_builders as draw
import pypdfium2
import pytest

from corpus.records import GARBLED, NO_TEXT
from extract import pdf
from extract.document import read_document
from extract.pdf import PDFIUM, PDFPLUMBER, read_first_text, read_pages

TEXT = draw.PARAGRAPHS[0]
TABLE = (
    ("Project", "Bijdrage", "Jaar"),
    ("Waterbus", "€ 2.600", "2021"),
    ("Fonds", "€ 450", "2022"),
)


def all_words(page):
    return [word.text for word in page.words]


def only_page(path):
    (page,) = read_pages(path)
    return page


def pages_to_turn(folder):
    """Pages whose text does not simply stand upright on an uncropped sheet."""
    yield draw.plain_page(folder / "gewoon.pdf", TEXT)
    yield draw.moved_sheet(folder / "verschoven.pdf", TEXT)
    for angle in (90, 180, 270):
        yield draw.sideways(folder / f"dwars{angle}.pdf", TEXT, angle)
        yield draw.turned_sheet(folder / f"gedraaid{angle}.pdf", TEXT, angle)
    for angle in (0, 90, 180, 270):
        yield draw.cropped_sheet(folder / f"bijgesneden{angle}.pdf", TEXT, angle)


NAMES = (
    "gewoon verschoven dwars90 gedraaid90 dwars180 gedraaid180 dwars270 gedraaid270 "
    "bijgesneden0 bijgesneden90 bijgesneden180 bijgesneden270"
).split()


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    paths = list(pages_to_turn(tmp_path_factory.mktemp("turned")))
    assert [path.stem for path in paths] == NAMES
    return {path.stem: path for path in paths}


@pytest.fixture
def without_pdfplumber(monkeypatch):
    """Let only the second door open, as for a file that pdfplumber cannot read."""
    monkeypatch.setattr(pdf, "_pdfplumber_with_pages", lambda source, pages: None)


def assert_box_is_around_the_ink(path):
    (block,) = read_document(path).blocks
    (box,) = block.boxes
    left, top, right, bottom = draw.ink(path)
    assert block.text == TEXT
    assert (box.x0, box.x1) == (pytest.approx(left, abs=4), pytest.approx(right, abs=4))
    assert (box.top, box.bottom) == (pytest.approx(top, abs=4), pytest.approx(bottom, abs=4))


@pytest.mark.parametrize("name", NAMES)
def test_pdfplumber_boxes_surround_the_ink_that_a_reader_sees(turned, name):
    assert only_page(turned[name]).reader == PDFPLUMBER
    assert_box_is_around_the_ink(turned[name])


@pytest.mark.parametrize("name", NAMES)
def test_pdfium_boxes_surround_the_ink_that_a_reader_sees(turned, name, without_pdfplumber):
    assert only_page(turned[name]).reader == PDFIUM
    assert_box_is_around_the_ink(turned[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_as_large_as_a_reader_sees_it(turned, name):
    document = pypdfium2.PdfDocument(turned[name])
    seen = document[0].get_size()
    document.close()
    page = only_page(turned[name])
    assert (page.width, page.height) == pytest.approx(seen)


def test_tables_on_a_cropped_page_stand_where_a_reader_sees_them(tmp_path):
    path = draw.cropped_sheet(tmp_path / "tabel.pdf", TEXT, table=TABLE)
    page = only_page(path)
    (table,) = page.tables
    assert [row.cells for row in table.rows] == [tuple(row) for row in TABLE]
    _, _, right, bottom = draw.ink(path)
    assert table.rectangle[3] == pytest.approx(bottom, abs=1)
    assert table.rectangle[0] == pytest.approx(68 - 40, abs=1)
    assert right > table.rectangle[2]


def test_a_line_over_the_edge_of_the_paper_is_read_and_its_box_ends_at_the_edge(tmp_path):
    path = draw.off_the_paper(tmp_path / "rand.pdf", TEXT)
    read = read_document(path)
    (record,) = read.pages
    assert read.blocks[-1].text == "Deze regel loopt over de rechterrand van het blad heen."
    assert read.blocks[-1].boxes[0].x1 == record.width


def test_both_doors_give_the_same_words(tmp_path, monkeypatch):
    path = draw.letter(tmp_path / "brief.pdf")
    first = [all_words(page) for page in read_pages(path)]
    monkeypatch.setattr(pdf, "_pdfplumber_with_pages", lambda source, pages: None)
    assert [all_words(page) for page in read_pages(path)] == first
    assert first[0][:2] == ["Regio", "Deal"]


@pytest.mark.parametrize("name", NAMES)
def test_both_doors_give_letters_the_same_size(turned, name, monkeypatch):
    assert {word.size for word in only_page(turned[name]).words} == {10.0}
    monkeypatch.setattr(pdf, "_pdfplumber_with_pages", lambda source, pages: None)
    assert {word.size for word in only_page(turned[name]).words} == {10.0}


def test_a_heading_on_a_sideways_page_is_known_by_its_size(tmp_path):
    path = draw.sideways(tmp_path / "dwars.pdf", TEXT, title="Stand van zaken")
    kinds = [(block.kind.value, block.text) for block in read_document(path).blocks]
    assert kinds == [("heading", "Stand van zaken"), ("body", TEXT)]


def test_both_doors_know_bold_letters(tmp_path, monkeypatch):
    path = draw.page_of_lines(tmp_path / "vet.pdf", ["Wonen en werken"], "Helvetica-Bold")
    assert all(word.bold for word in only_page(path).words)
    monkeypatch.setattr(pdf, "_pdfplumber_with_pages", lambda source, pages: None)
    assert all(word.bold for word in only_page(path).words)


def test_a_page_that_pdfplumber_cannot_read_is_read_by_pdfium(tmp_path):
    page = only_page(draw.with_bad_media_box(tmp_path / "stuk.pdf", TEXT))
    assert page.reader == PDFIUM
    assert " ".join(all_words(page)) == TEXT


def test_a_page_of_which_pdfplumber_loses_letters_is_read_by_pdfium(tmp_path, monkeypatch):
    path = draw.plain_page(tmp_path / "verlies.pdf", TEXT)
    whole = pdf._plumber_page

    def lossy(*arguments):
        page = whole(*arguments)
        kept = page.words[: len(page.words) // 2]
        return pdf.replace(page, words=kept, characters=page.characters // 2)

    monkeypatch.setattr(pdf, "_plumber_page", lossy)
    page = only_page(path)
    assert page.reader == PDFIUM
    assert " ".join(all_words(page)) == TEXT


def test_a_file_cut_off_in_the_middle_gives_what_is_left(tmp_path):
    path = draw.letter(tmp_path / "afgekapt.pdf", 3)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref")])
    pages = list(read_pages(path))
    assert len(pages) == 3
    assert all("Regio Deal Noordelijke Kust" in " ".join(all_words(page)) for page in pages)


def test_a_page_with_only_a_picture_says_so(tmp_path):
    pages = list(read_pages(draw.mixed(tmp_path / "gemengd.pdf", [TEXT, "", TEXT])))
    assert [page.reader for page in pages] == [PDFPLUMBER, NO_TEXT, PDFPLUMBER]
    assert pages[1].words == ()


def test_letters_without_a_table_of_characters_are_called_garbled(tmp_path):
    path = draw.codes_without_letters(tmp_path / "codes.pdf")
    page = only_page(path)
    assert (page.reader, page.words) == (GARBLED, ())


def test_the_first_text_is_that_of_the_first_pages_only(tmp_path):
    path = draw.mixed(tmp_path / "vier.pdf", draw.PARAGRAPHS)
    text = " ".join(read_first_text(path, pages=2).split())
    assert text == " ".join(draw.PARAGRAPHS[:2])


def test_the_first_text_of_a_file_that_does_not_open_is_empty(tmp_path):
    path = tmp_path / "pagina.pdf"
    path.write_text("<html>")
    assert read_first_text(path) == ""
