"""The whole station: laws that hold for every passage of every kind of page."""

import io

import pdf_builders as draw
import pdfplumber
import pypdfium2
import pytest
import spacy
from pdfplumber.utils.exceptions import PdfminerException
from rule_language import rule_language

from corpus.ids import passage_id
from corpus.records import Outcome
from extract import ocr
from extract.document import extract_document, extractor_id
from extract.language import load_language
from extract.passages import LONGEST
from extract.pdf.opening import Limits

TABLE = (
    ("Project", "Gemeente", "Rijksbijdrage", "Jaar"),
    ("Waterbus", "Delfzijl", "€ 2.600.000", "2021"),
    ("Leerplekken", "Appingedam", "€ 450.000", "2022"),
    ("Boerderijfonds", "Loppersum", "€ 1.200.000", "2023"),
)
CROP_CORNER = (60, 40)
"""Where the cropped page begins once it is turned by 90 degrees: its foot comes first."""
LONG = " ".join(draw.PARAGRAPHS * 3)

MAKERS = {
    "letter": draw.letter,
    "two columns": lambda path: draw.columns(path, draw.PARAGRAPHS[:2], title="Stand van zaken"),
    "three columns": lambda path: draw.columns(path, draw.PARAGRAPHS[:3]),
    "long paragraph": lambda path: draw.plain_page(path, LONG),
    "footnotes": draw.footnotes,
    "fake bold": lambda path: draw.fake_bold(path, draw.PARAGRAPHS[0]),
    "ruled table": lambda path: draw.table_over_pages(path, [TABLE, TABLE], True),
    "unruled table": lambda path: draw.table_over_pages(path, [TABLE, TABLE], False),
    "sideways": lambda path: draw.sideways(path, draw.PARAGRAPHS[0], title="Stand van zaken"),
    "turned": lambda path: draw.turned_sheet(path, draw.PARAGRAPHS[0], 270),
    "cropped": lambda path: draw.cropped_sheet(path, draw.PARAGRAPHS[0], 90),
    "pictures": lambda path: draw.mixed(path, [draw.PARAGRAPHS[0], "", draw.PARAGRAPHS[1]]),
    "encrypted": lambda path: draw.encrypted(path, draw.PARAGRAPHS[0], ""),
    "bad page": lambda path: draw.with_bad_media_box(path, draw.PARAGRAPHS[0]),
}


@pytest.fixture(scope="module", params=MAKERS)
def drawn(request, tmp_path_factory, rules):
    """A file of every kind, and what was extracted from it."""
    path = tmp_path_factory.mktemp("soorten") / "document.pdf"
    MAKERS[request.param](path)
    with pytest.MonkeyPatch.context() as patch:
        no_recognition(patch)
        return path, extract_document(path, "0123456789abcdef", rules)


def no_recognition(patch):
    """The pictures among the pages are only grey: they are not looked at."""
    patch.setattr(ocr, "missing", lambda: "Tekstherkenning staat uit.")


def squeezed(text):
    """Letters and digits only: line ends and hyphens do not count."""
    return "".join(char for char in text if char.isalnum())


def words_inside(path, box):
    """The letters that another reading of the page finds inside a box, in drawing order."""
    with pdfplumber.open(path) as document:
        page = document.pages[box.page - 1]
        left, top = (0, 0) if page.cropbox == page.mediabox else CROP_CORNER
        return squeezed(
            "".join(
                char["text"]
                for char in page.chars
                if box.x0 <= (char["x0"] + char["x1"]) / 2 - left <= box.x1
                and box.top <= (char["top"] + char["bottom"]) / 2 - top <= box.bottom
            )
        )


def opens_in_pdfplumber(path):
    """Whether the other reader can open every page."""
    try:
        with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
            return all(page.bbox for page in document.pages)
    except (PdfminerException, IndexError, TypeError):
        return False


def words_inside_by_pdfium(path, box):
    """The same for an upright page that pdfplumber cannot open."""
    document = pypdfium2.PdfDocument(path)
    page = document[box.page - 1]
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(
        box.x0, height - box.bottom, box.x1, height - box.top
    )
    document.close()
    return squeezed(text)


def boxed_texts(passage):
    ends = (*passage.box_starts[1:], len(passage.text))
    for box, start, end in zip(passage.boxes, passage.box_starts, ends, strict=True):
        yield box, passage.text[start:end]


def test_it_is_read(drawn):
    _, document = drawn
    assert document.outcome is Outcome.GELUKT
    assert document.passages
    assert all(passage.text.strip() == passage.text for passage in document.passages)


def test_boxes_lie_inside_their_page(drawn):
    _, document = drawn
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for passage in document.passages:
        for box in passage.boxes:
            width, height = sizes[box.page]
            assert 0 <= box.x0 < box.x1 <= width
            assert 0 <= box.top < box.bottom <= height


def test_there_is_a_start_for_every_box_and_starts_ascend(drawn):
    _, document = drawn
    for passage in document.passages:
        assert len(passage.box_starts) == len(passage.boxes)
        assert passage.box_starts[0] == 0
        assert list(passage.box_starts) == sorted(set(passage.box_starts))
        assert passage.box_starts[-1] < len(passage.text)


def test_every_word_is_on_the_page_inside_the_box_that_the_passage_names(drawn):
    path, document = drawn
    read = words_inside if opens_in_pdfplumber(path) else words_inside_by_pdfium
    for passage in document.passages:
        for box, text in boxed_texts(passage):
            inside = read(path, box)
            values = text.replace("€", " ").split() if passage.kind != "table" else cells(text)
            assert inside
            assert [word for word in values if squeezed(word) not in inside] == []


def cells(text):
    """The values of a row in words; the names of the columns stand in the header's box."""
    return [part.partition(": ")[2] for part in text.split("; ")]


def test_sentences_cover_every_passage(drawn):
    _, document = drawn
    for passage in document.passages:
        assert passage.sentence_starts[0] == 0
        assert list(passage.sentence_starts) == sorted(set(passage.sentence_starts))
        assert passage.sentence_starts[-1] < len(passage.text)


def test_no_passage_is_longer_than_the_limit(drawn):
    _, document = drawn
    assert all(passage.words <= LONGEST for passage in document.passages)


def test_identities_come_from_document_place_and_text(drawn):
    _, document = drawn
    assert [passage.passage_id for passage in document.passages] == [
        passage_id("0123456789abcdef", place, passage.text)
        for place, passage in enumerate(document.passages)
    ]


def test_extracting_again_gives_the_same_document(drawn, rules, monkeypatch):
    path, document = drawn
    no_recognition(monkeypatch)
    assert extract_document(path, "0123456789abcdef", rules) == document


def test_every_word_of_a_letter_comes_out_once_and_in_order(tmp_path, extract):
    document = extract(draw.letter(tmp_path / "brief.pdf", 4))
    pages = [(draw.PARAGRAPHS[number:] + draw.PARAGRAPHS[:number])[:3] for number in range(4)]
    drawn_words = [word for page in pages for text in page for word in text.split()]
    assert [word for p in document.passages for word in p.text.split()] == drawn_words


def test_a_long_paragraph_becomes_passages_that_point_to_the_same_box(tmp_path, extract):
    document = extract(draw.plain_page(tmp_path / "lang.pdf", LONG))
    assert len(document.passages) == 2
    assert len({passage.boxes for passage in document.passages}) == 1
    assert " ".join(passage.text for passage in document.passages) == LONG


def test_another_limit_or_language_model_gives_another_extractor(rules, tmp_path):
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "model")
    other = load_language(str(tmp_path / "model"))
    names = {
        extractor_id(rules),
        extractor_id(rules, Limits(pages=10)),
        extractor_id(rules, Limits(megabytes=10)),
        extractor_id(other),
    }
    assert len(names) == 4
    assert extractor_id(rules) == extractor_id(rule_language())
