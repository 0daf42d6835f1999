"""Which pages text recognition reads, and which of two texts is kept; the engine is a stand-in."""

from pathlib import Path

import pdf_builders as draw
import pytest
from span_builders import page, stacked

from corpus.records import GARBLED, NO_TEXT, Grade, Outcome
from extract import ocr, scans
from extract.document import extractor_id, read_document
from extract.options import USUAL_OPTIONS, ReadingOptions
from extract.scans import TESSERACT, needs_recognition, recognised

DUTCH = tuple(draw.PARAGRAPHS)
GARBAGE = ("qwrtzx vbnmk plkjhg xcvbnz qwpoiu zxmnbv ltrwqp kjhgfd mnbvcx rtwqpl",) * 4
SEEN = ("De gemeenten in de regio werken samen.", "Dit stond op het beeld.")


class Engine:
    """Recognition that sees what it is told, and remembers how many pictures it was shown."""

    def __init__(self, lines=SEEN, confidence=0.9, **more):
        self.found = ocr.Recognised(
            tuple(stacked(lines, confidence=confidence)), confidence, **more
        )
        self.shown = []
        self.threads = None

    def recognise_pages(self, pictures, threads):
        self.threads = threads
        for picture in pictures:
            self.shown.append(picture)
            yield self.found


@pytest.fixture
def install(monkeypatch):
    """Put a stand-in in the place of tesseract."""

    def put(engine):
        monkeypatch.setattr(scans.ocr, "missing", lambda: "")
        monkeypatch.setattr(scans.ocr, "recognise_pages", engine.recognise_pages)
        return engine

    return put


def text_page(lines=DUTCH, **more):
    return page(stacked(lines), **more)


# Which pages need it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "needs"),
    [
        (text_page(), False),
        (text_page(pictured=0.9), False),
        (text_page(("Titel",), pictured=0.3), False),
        (text_page(("Titel",), pictured=0.9, characters=5), True),
        (text_page(is_hidden_layer=True, pictured=0.9), False),
        (text_page(GARBAGE * 3), True),
        (text_page(GARBAGE * 3, is_hidden_layer=True), True),
        (page(reader=NO_TEXT, pictured=0.8), True),
        (page(reader=NO_TEXT), False),
        (page(reader=NO_TEXT, paths=500), True),
        (page(reader=NO_TEXT, paths=5), False),
        (page(reader=GARBLED), True),
        (text_page(("12 450 2.600", "13 95 720")), False),
    ],
    ids=[
        "text",
        "text on a picture",
        "a title beside a picture",
        "a title on a picture",
        "a good layer under a scan",
        "text in a font without a key",
        "a poor layer under a scan",
        "a scan",
        "an empty page",
        "letters drawn as shapes",
        "a few lines",
        "codes",
        "numbers",
    ],
)
def test_only_a_page_whose_picture_may_say_more_is_read(made, needs):
    assert needs_recognition(made) is needs


def test_pages_that_need_nothing_are_left_as_they_are_without_a_look(install):
    engine = install(Engine())
    pages = [text_page(), page(reader=NO_TEXT, number=2)]
    assert recognised(pages, Path("is niet nodig.pdf"), USUAL_OPTIONS) == pages
    assert engine.shown == []


def test_without_an_engine_pages_stay_unread(no_recognition):
    pages = [page(reader=NO_TEXT, pictured=0.9)]
    assert recognised(pages, Path("weg.pdf"), USUAL_OPTIONS) == pages


# Which text is kept -------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path):
    """A file of which the second page is a picture."""
    return draw.mixed(tmp_path / "scan.pdf", [draw.PARAGRAPHS[0], "", draw.PARAGRAPHS[1]])


def test_only_the_page_without_text_is_shown_and_it_keeps_its_size(install, scan):
    engine = install(Engine())
    read = read_document(scan)
    assert len(engine.shown) == 1
    assert [record.reader for record in read.pages] == ["pdfium", TESSERACT, "pdfium"]
    assert (read.pages[1].width, read.pages[1].height) == (
        read.pages[0].width,
        read.pages[0].height,
    )
    said = {block.boxes[0].page: block.text for block in read.blocks}
    assert said[1] == draw.PARAGRAPHS[0]
    assert SEEN[0] in " ".join(block.text for block in read.blocks if block.boxes[0].page == 2)


def test_a_picture_is_as_sharp_as_recognition_wants_it(install, scan):
    engine = install(Engine())
    read_document(scan)
    ((image, width, height),) = engine.shown
    assert image.width == pytest.approx(width / 72 * 200, abs=2)
    assert image.height == pytest.approx(height / 72 * 200, abs=2)


def test_as_many_pages_side_by_side_as_was_asked(install, scan):
    engine = install(Engine())
    read_document(scan, ReadingOptions(threads=3))
    assert engine.threads == 3


def test_the_grade_of_a_recognised_page_knows_how_sure_the_engine_is(install, scan):
    install(Engine(confidence=0.7))
    assert read_document(scan).pages[1].grade is Grade.MATIG
    install(Engine(confidence=0.95))
    assert read_document(scan).pages[1].grade is Grade.GOED


def test_a_page_on_which_nothing_is_seen_stays_without_text(install, scan):
    install(Engine(()))
    read = read_document(scan)
    assert [record.readable for record in read.pages] == [True, False, True]


def test_slanted_text_that_was_seen_is_listed(install, scan):
    install(Engine(slanted=("CONCEPT",)))
    assert [(one.page, one.text, one.reason) for one in read_document(scan).removed] == [
        (2, "CONCEPT", "schuine tekst")
    ]


def hidden_layer(path, text):
    canvas = draw.sheet(path)
    canvas.drawImage(draw.picture(), 0, 0, 595, 842)
    lines = canvas.beginText(72, 700)
    lines.setTextRenderMode(3)
    for line in text:
        lines.textLine(line)
    canvas.drawText(lines)
    return draw.finished(canvas)


def test_a_poor_layer_is_replaced_and_it_is_said(install, tmp_path):
    install(Engine(DUTCH))
    path = hidden_layer(tmp_path / "slecht.pdf", GARBAGE * 3)
    read = read_document(path)
    assert read.pages[0].reader == TESSERACT
    assert "tekstherkenning" in read.pages[0].quality.remark
    assert "qwrtzx" not in " ".join(block.text for block in read.blocks)


def test_a_good_layer_stays(install, tmp_path):
    engine = install(Engine())
    lines = ["De gemeenten werken samen aan een betere bereikbaarheid"] * 6
    read = read_document(hidden_layer(tmp_path / "goed.pdf", lines))
    assert read.pages[0].reader == "pdfium"
    assert engine.shown == []


def test_of_two_poor_texts_that_of_the_file_stays(install, tmp_path):
    install(Engine(GARBAGE * 3))
    read = read_document(hidden_layer(tmp_path / "slecht.pdf", GARBAGE * 3))
    assert read.pages[0].reader == "pdfium"


def test_a_few_good_words_do_not_replace_a_page_of_poor_ones(install, tmp_path):
    install(Engine(("De regio.",)))
    read = read_document(hidden_layer(tmp_path / "slecht.pdf", GARBAGE * 3))
    assert read.pages[0].reader == "pdfium"


def test_a_document_of_pictures_is_read_with_an_engine_and_refused_without(
    install, tmp_path, extract, monkeypatch
):
    path = draw.images_only(tmp_path / "scan.pdf")
    install(Engine(DUTCH))
    assert extract(path).outcome is Outcome.GELUKT
    monkeypatch.setattr(ocr, "missing", lambda: "Tekstherkenning staat uit.")
    refused = extract(path)
    assert refused.outcome is Outcome.MISLUKT
    assert "tekstherkenning (OCR)" in refused.reason


def test_letters_stored_as_codes_are_read_from_their_picture(install, tmp_path, extract):
    install(Engine())
    document = extract(draw.codes_without_letters(tmp_path / "codes.pdf"))
    assert document.outcome is Outcome.GELUKT
    assert document.pages[0].reader == TESSERACT


def test_installing_recognition_gives_another_extractor(rules, monkeypatch):
    monkeypatch.setattr(ocr, "engine_id", lambda: "")
    without = extractor_id(rules)
    monkeypatch.setattr(ocr, "engine_id", lambda: "tesseract 5.5 nld 1a2b")
    assert extractor_id(rules) != without
