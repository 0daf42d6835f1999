"""Reading order: columns after one another, rows from left to right, tables kept whole."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout import merge_regions, regions_of, rows_of
from extract.page import Page, Word


def words_at(places, size=10.0):
    """Words of a page from (text, x, top), each five points a letter."""
    return [Word(text, x, top, x + 5.0 * len(text), top + size, size) for text, x, top in places]


def page_with(words):
    return Page(1, 595.0, 842.0, tuple(words), (), 0, "pdfplumber")


def flowing_text(document):
    return " ".join(passage.text for passage in document.passages)


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(tmp_path, extract, count):
    texts = draw.PARAGRAPHS[:count]
    document = extract(draw.columns(tmp_path / "kolommen.pdf", texts))
    assert [passage.text for passage in document.passages] == list(texts)


def test_a_title_over_the_columns_comes_before_them(tmp_path, extract):
    path = draw.columns(tmp_path / "titel.pdf", draw.PARAGRAPHS[:2], title="Stand van zaken")
    document = extract(path)
    assert [passage.heading_path for passage in document.passages] == [("Stand van zaken",)] * 2


def test_a_sentence_runs_on_from_one_column_into_the_next(tmp_path, extract):
    first, second = draw.PARAGRAPHS[0].split(" daarvoor ")
    path = draw.columns(tmp_path / "loopt_door.pdf", (first, f"daarvoor {second}"))
    (passage,) = extract(path).passages
    assert passage.text == draw.PARAGRAPHS[0]
    assert len(passage.boxes) == 2
    assert passage.text[passage.box_starts[1] :].startswith("daarvoor ")


def test_a_full_width_paragraph_between_two_pairs_of_columns_keeps_its_place(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "tussen.pdf")
    one, two, three, four = draw.PARAGRAPHS
    draw.write_paragraph(canvas, 72, 90, 210, one, size=9, leading=11)
    draw.write_paragraph(canvas, 310, 90, 210, two, size=9, leading=11)
    draw.write_paragraph(canvas, 72, 200, 451, three, size=9, leading=11)
    draw.write_paragraph(canvas, 72, 280, 210, four, size=9, leading=11)
    draw.write_paragraph(canvas, 310, 280, 210, one, size=9, leading=11)
    document = extract(draw.saved(canvas, tmp_path / "tussen.pdf"))
    assert [passage.text for passage in document.passages] == [one, two, three, four, one]


@given(st.permutations(range(12)))
@settings(max_examples=50, deadline=None)
def test_reading_order_does_not_depend_on_the_order_of_drawing(order):
    left = [
        (f"links{row}", 72.0 + 40 * place, 100.0 + 12 * row) for row in range(3) for place in (0, 1)
    ]
    right = [
        (f"rechts{row}", 330.0 + 45 * place, 100.0 + 12 * row)
        for row in range(3)
        for place in (0, 1)
    ]
    words = words_at([*left, *right])
    shuffled = [words[place] for place in order]
    assert regions_of(page_with(words), words) == regions_of(page_with(words), shuffled)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=1, max_size=40, unique=True)
)
@settings(max_examples=50, deadline=None)
def test_regions_hold_every_word_of_the_page_exactly_once(places):
    words = words_at([(f"w{x}x{y}", 40.0 + 52 * x, 40.0 + 13 * y) for x, y in places])
    regions = merge_regions(regions_of(page_with(words), words))
    in_lines = [word.text for region in regions for line in region.lines for word in line.words]
    in_tables = [
        text
        for region in regions
        if region.table
        for row in region.table.rows
        for cell in row.cells
        for text in cell.split()
    ]
    assert sorted(in_lines + in_tables) == sorted(word.text for word in words)


@given(st.permutations(["De", "regio", "werkt", "samen"]))
@settings(max_examples=24, deadline=None)
def test_a_row_runs_from_left_to_right(shuffled):
    places = {"De": 72.0, "regio": 90.0, "werkt": 120.0, "samen": 150.0}
    rows = rows_of(words_at([(text, places[text], 100.0) for text in shuffled]))
    assert [row.text for row in rows] == ["De regio werkt samen"]


def test_words_a_little_higher_are_still_on_the_row_and_words_below_are_not():
    rows = rows_of(words_at([("De", 72.0, 100.0), ("regio", 90.0, 98.0), ("werkt", 72.0, 112.0)]))
    assert [row.text for row in rows] == ["De regio", "werkt"]


@pytest.mark.parametrize("marks", ["•••", "–––", ("1.", "2.", "3."), ("a)", "b)", "c)")])
def test_a_bullet_or_number_with_its_text_is_no_table(tmp_path, extract, marks):
    items = ("haltes langs de kust", "leerplekken in de techniek", "fonds voor boerderijen")
    canvas = draw.sheet(tmp_path / "punten.pdf")
    for number, (mark, item) in enumerate(zip(marks, items, strict=True)):
        draw.write(canvas, 72, 100 + 16 * number, mark)
        draw.write(canvas, 100, 100 + 16 * number, item)
    document = extract(draw.saved(canvas, tmp_path / "punten.pdf"))
    assert [passage.kind.value for passage in document.passages] == ["list"]
    assert flowing_text(document) == "\n".join(
        f"{mark} {item}" for mark, item in zip(marks, items, strict=True)
    )
