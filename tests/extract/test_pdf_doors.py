"""The two doors to a PDF: the same words from both, and boxes where the ink is."""

import pdf_builders as draw
import pypdfium2
import pytest

from corpus.records import GARBLED, NO_TEXT
from extract.document import read_document
from extract.page import Span
from extract.pdf import pages as door
from extract.pdf.pages import PDFIUM, PDFPLUMBER, first_text_of_pdf, page_pictures, read_pdf

TEXT = draw.PARAGRAPHS[0]
TABLE = (
    ("Project", "Bijdrage", "Jaar"),
    ("Waterbus", "€ 2.600", "2021"),
    ("Fonds", "€ 450", "2022"),
)


def all_words(page):
    return [word for span in page.spans for word in span.text.split()]


def only_page(path):
    (page,) = read_pdf(path).pages
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
def pdfium_sees_nothing(monkeypatch):
    """A page of which pdfium gives no word, so that pdfplumber is asked."""
    whole = door.read_text
    monkeypatch.setattr(
        door, "read_text", lambda page: whole(page)._replace(words=[], characters=0, turn=0)
    )


def assert_box_is_around_the_ink(path):
    (block,) = read_document(path).blocks
    (box,) = block.boxes
    left, top, right, bottom = draw.ink(path)
    assert block.text == TEXT
    assert (box.x0, box.x1) == (pytest.approx(left, abs=4), pytest.approx(right, abs=4))
    assert (box.top, box.bottom) == (pytest.approx(top, abs=4), pytest.approx(bottom, abs=4))


@pytest.mark.parametrize("name", NAMES)
def test_pdfium_boxes_surround_the_ink_that_a_reader_sees(turned, name):
    assert only_page(turned[name]).reader == PDFIUM
    assert_box_is_around_the_ink(turned[name])


@pytest.mark.parametrize("name", NAMES)
def test_pdfplumber_boxes_surround_the_ink_that_a_reader_sees(turned, name, pdfium_sees_nothing):
    assert only_page(turned[name]).reader == PDFPLUMBER
    assert_box_is_around_the_ink(turned[name])


@pytest.mark.parametrize("name", NAMES)
def test_both_doors_give_the_same_words_in_the_same_size(turned, name, request):
    first = only_page(turned[name])
    request.getfixturevalue("pdfium_sees_nothing")
    second = only_page(turned[name])
    assert sorted(all_words(first)) == sorted(all_words(second)) == sorted(TEXT.split())
    assert {span.size for span in (*first.spans, *second.spans)} == {10.0}
    assert first.turn == second.turn


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_as_large_as_a_reader_sees_it(turned, name):
    document = pypdfium2.PdfDocument(turned[name])
    seen = document[0].get_size()
    document.close()
    page = only_page(turned[name])
    assert (page.width, page.height) == pytest.approx(seen)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_tables_on_a_cropped_page_stand_where_a_reader_sees_them(tmp_path, rotate):
    path = draw.cropped_sheet(tmp_path / "tabel.pdf", TEXT, rotate, table=TABLE)
    page = only_page(path)
    (table,) = page.tables
    assert [row.cells for row in table.rows] == [tuple(row) for row in TABLE]
    box = page.box(table.rectangle)
    _, _, right, bottom = draw.ink(path)
    assert box.bottom <= bottom + 1
    assert box.x1 <= right + 1
    if rotate == 0:
        assert (box.bottom, box.x0) == (pytest.approx(bottom, abs=1), pytest.approx(28, abs=1))


def test_of_a_line_over_the_edge_of_the_paper_a_reader_gets_what_can_be_seen(tmp_path):
    path = draw.off_the_paper(tmp_path / "rand.pdf", TEXT)
    read = read_document(path)
    (record,) = read.pages
    assert read.blocks[-1].text == "Deze regel loopt over de rechterrand van het"
    assert read.blocks[-1].boxes[0].x1 <= record.width
    assert [(line.text, line.reason) for line in read.removed] == [
        ("blad heen.", "naast het papier")
    ]


def test_both_doors_keep_the_running_lines_and_the_order_of_a_letter(tmp_path, request):
    path = draw.letter(tmp_path / "brief.pdf")
    first = [all_words(page) for page in read_pdf(path).pages]
    request.getfixturevalue("pdfium_sees_nothing")
    assert [all_words(page) for page in read_pdf(path).pages] == first
    assert first[0][:2] == ["Regio", "Deal"]


def test_a_heading_on_a_sideways_page_is_known_by_its_size(tmp_path):
    path = draw.sideways(tmp_path / "dwars.pdf", TEXT, title="Stand van zaken")
    kinds = [(block.kind.value, block.text) for block in read_document(path).blocks]
    assert kinds == [("heading", "Stand van zaken"), ("body", TEXT)]


@pytest.mark.parametrize(
    ("font", "bold", "italic"),
    [
        ("Helvetica", False, False),
        ("Helvetica-Bold", True, False),
        ("Times-Italic", False, True),
        ("Helvetica-BoldOblique", True, True),
    ],
)
def test_both_doors_know_bold_and_italic_letters(tmp_path, font, bold, italic, request):
    path = draw.page_of_lines(tmp_path / "letter.pdf", ["Wonen en werken"], font)
    assert {(span.bold, span.italic) for span in only_page(path).spans} == {(bold, italic)}
    request.getfixturevalue("pdfium_sees_nothing")
    assert {(span.bold, span.italic) for span in only_page(path).spans} == {(bold, italic)}


def test_a_page_that_pdfplumber_cannot_read_is_read_by_pdfium(tmp_path):
    page = only_page(draw.with_bad_media_box(tmp_path / "stuk.pdf", TEXT))
    assert page.reader == PDFIUM
    assert " ".join(all_words(page)) == TEXT


def test_a_sound_page_needs_no_second_door(tmp_path, monkeypatch):
    def refuse(*arguments):
        raise AssertionError("pdfplumber was asked")

    monkeypatch.setattr(door.PlumberDocument, "read_text", refuse)
    page = only_page(draw.plain_page(tmp_path / "goed.pdf", TEXT))
    assert (page.reader, page.remark) == (PDFIUM, "")


@pytest.mark.parametrize(("codes", "reader"), [(0.2, PDFIUM), (0.6, PDFPLUMBER)])
def test_where_many_letters_are_codes_the_door_with_more_letters_is_taken_and_it_is_said(
    tmp_path, monkeypatch, codes, reader
):
    path = draw.plain_page(tmp_path / "codes.pdf", TEXT)
    whole = door.read_text

    def with_codes(page):
        text = whole(page)
        return text._replace(codes=int(codes * text.characters))

    monkeypatch.setattr(door, "read_text", with_codes)
    page = only_page(path)
    assert page.reader == reader
    assert ("pdfplumber" in page.remark) == (reader == PDFPLUMBER)
    assert all_words(page) == TEXT.split()


def test_pdfium_keeps_the_page_when_pdfplumber_sees_no_more(tmp_path, monkeypatch):
    path = draw.plain_page(tmp_path / "codes.pdf", TEXT)
    whole = door.read_text
    monkeypatch.setattr(door, "read_text", lambda page: whole(page)._replace(codes=150))
    document = pypdfium2.PdfDocument(path)
    other = whole(document[0])._replace(words=[Span("Meer", 72, 90, 100, 100, 10.0)], characters=4)
    document.close()
    monkeypatch.setattr(door.PlumberDocument, "read_text", lambda *arguments: other)
    assert only_page(path).reader != PDFPLUMBER


def test_a_file_cut_off_in_the_middle_gives_what_is_left_and_says_so(tmp_path):
    path = draw.letter(tmp_path / "afgekapt.pdf", 3)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref")])
    stored = read_pdf(path)
    assert len(stored.pages) == 3
    assert all("Regio Deal Noordelijke Kust" in " ".join(all_words(one)) for one in stored.pages)
    assert stored.repaired.startswith("afgekapt.pdf is beschadigd")


def test_a_page_with_only_a_picture_says_so(tmp_path):
    pages = read_pdf(draw.mixed(tmp_path / "gemengd.pdf", [TEXT, "", TEXT])).pages
    assert [page.reader for page in pages] == [PDFIUM, NO_TEXT, PDFIUM]
    assert pages[1].spans == ()
    assert [page.pictured for page in pages] == [0.0, pytest.approx(0.675, abs=0.01), 0.0]


def test_letters_without_a_table_of_characters_are_called_garbled(tmp_path):
    page = only_page(draw.codes_without_letters(tmp_path / "codes.pdf"))
    assert (page.reader, page.spans) == (GARBLED, ())


def test_the_first_text_is_that_of_the_first_pages_only(tmp_path):
    path = draw.mixed(tmp_path / "vier.pdf", draw.PARAGRAPHS)
    text = " ".join(first_text_of_pdf(path, pages=2).split())
    assert text == " ".join(draw.PARAGRAPHS[:2])


def test_the_first_text_of_a_file_that_does_not_open_is_empty(tmp_path):
    path = tmp_path / "pagina.pdf"
    path.write_text("<html>")
    assert first_text_of_pdf(path) == ""


@pytest.mark.parametrize(("size", "scale"), [((300, 400), 2.0), ((20000, 300), 0.3)])
def test_page_pictures_are_at_the_asked_sharpness_but_never_larger_than_a_poster(
    tmp_path, size, scale
):
    canvas = draw.sheet(tmp_path / "plaat.pdf", size)
    draw.write(canvas, 72, 90, "Kaart")
    path = draw.saved(canvas, tmp_path / "plaat.pdf")
    ((image, width, height),) = page_pictures(path, [1], dots=144)
    assert (width, height) == size
    assert image.size == (
        pytest.approx(size[0] * scale, abs=1),
        pytest.approx(size[1] * scale, abs=1),
    )
