"""Small promises of the records: what they say about themselves."""

import pytest

from corpus.records import (
    Box,
    Bron,
    Kind,
    PageRecord,
    Passage,
    PassageKind,
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
