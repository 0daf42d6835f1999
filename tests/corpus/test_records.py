"""Small promises of the records: what they say about themselves."""

import dataclasses

import pytest

from corpus.records import (
    GARBLED,
    NO_TEXT,
    Box,
    Bron,
    Document,
    Grade,
    Kind,
    Outcome,
    PageQuality,
    PageRecord,
    Passage,
    PassageKind,
    RawText,
    bron_of,
)

OVER_TWO_PAGES = Passage(
    passage_id="p",
    document_id="d",
    position=0,
    kind=PassageKind.BODY,
    heading_path=(),
    text="Eerste deel en tweede deel.",
    boxes=(Box(3, 0, 700, 500, 780), Box(2, 0, 50, 500, 90), Box(3, 0, 90, 500, 99)),
    box_starts=(0, 12, 20),
)


def test_only_a_covenant_is_a_plan():
    assert [kind for kind in Kind if bron_of(kind) is Bron.PLAN] == [Kind.CONVENANT]


def test_a_passage_lists_each_of_its_pages_once_and_in_order():
    assert OVER_TWO_PAGES.pages == (2, 3)


@pytest.mark.parametrize(
    ("character", "box"), [(0, 0), (11, 0), (12, 1), (19, 1), (20, 2), (26, 2), (500, 2)]
)
def test_every_character_has_the_box_in_which_it_stands(character, box):
    assert OVER_TWO_PAGES.box_at(character) == OVER_TWO_PAGES.boxes[box]


@pytest.mark.parametrize(
    ("reader", "readable"),
    [("tekstlaag", True), ("ocr", True), ("geen tekst", False), ("onleesbare tekens", False)],
)
def test_a_page_is_readable_unless_its_reader_is_a_reason(reader, readable):
    assert PageRecord(1, 595, 842, 0, reader).readable is readable


def page(number, characters, grade=Grade.GOED, reader="pdfium"):
    return PageRecord(number, 595, 842, characters, reader, PageQuality(grade))


def graded(*pages):
    return Document("d", "x", Outcome.GELUKT, "", tuple(pages)).grade


def test_the_grade_of_a_page_is_that_of_its_reading_and_no_text_has_none():
    assert page(1, 900, Grade.MATIG).grade is Grade.MATIG
    assert PageRecord(1, 595, 842, 900, "pdfplumber").grade is Grade.GOED
    assert PageRecord(1, 595, 842, 900, GARBLED).grade is Grade.GEEN


def test_a_document_is_as_good_as_nine_tenths_of_its_letters():
    assert graded(page(1, 900), page(2, 100, Grade.SLECHT)) is Grade.GOED
    assert graded(page(1, 890), page(2, 110, Grade.MATIG)) is Grade.MATIG
    assert graded(page(1, 890), page(2, 110, Grade.SLECHT)) is Grade.SLECHT
    assert graded(page(1, 900, Grade.MATIG), page(2, 100, Grade.SLECHT)) is Grade.MATIG


def test_a_document_with_a_page_of_codes_is_not_read_well():
    assert graded(page(1, 5000), page(2, 400, reader=GARBLED)) is Grade.MATIG


def test_a_document_without_letters_has_no_grade():
    assert graded() is graded(page(1, 0, reader=NO_TEXT)) is Grade.GEEN


def test_a_blank_page_takes_nothing_from_the_grade_and_an_unread_picture_does():
    blank = PageRecord(2, 595, 842, 0, NO_TEXT)
    assert graded(page(1, 900), blank) is Grade.GOED
    assert graded(page(1, 900), page(2, 0, Grade.GEEN, NO_TEXT)) is Grade.MATIG


def test_a_passage_is_as_good_as_the_worst_page_that_it_stands_on():
    document = Document(
        "d",
        "x",
        Outcome.GELUKT,
        "",
        (page(1, 900, Grade.SLECHT), page(2, 900), page(3, 900, Grade.MATIG), page(4, 9)),
    )
    assert document.grade_of(OVER_TWO_PAGES) is Grade.MATIG
    alone = dataclasses.replace(OVER_TWO_PAGES, boxes=(Box(2, 0, 50, 500, 90),), box_starts=(0,))
    assert document.grade_of(alone) is Grade.GOED


def test_a_place_in_the_clean_text_is_found_in_the_drawn_text_and_back():
    raw = RawText("samen-\nwerking 1 groeit", ((0, 0, 5), (5, 7, 7), (12, 16, 7)))
    clean = "samenwerking groeit"
    for offset, letter in enumerate(clean):
        assert raw.text[raw.to_raw(offset)] == letter
        assert raw.to_clean(raw.to_raw(offset)) == offset
    assert raw.to_clean(raw.text.index("-")) == raw.to_clean(raw.text.index("w")) == 5
    assert raw.to_clean(len(raw.text)) == len(clean)
