"""Reading order of drawn pages: columns, boxes, quotes, signatures, forms; nothing lost."""

import pdf_builders as draw
import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit

from corpus.records import PassageKind
from extract.document import read_document

ONE, TWO, THREE, FOUR = draw.PARAGRAPHS
SAND = HexColor("#f4ecd8")
HIGH = 842


@pytest.fixture
def canvas(tmp_path):
    return draw.sheet(tmp_path / "blad.pdf")


def paragraph(canvas, x, top, width, text, size=9, **more):
    return draw.write_paragraph(canvas, x, top, width, text, size=size, leading=1.2 * size, **more)


def texts(canvas):
    """The blocks of the page in reading order."""
    return [block.text for block in read_document(draw.finished(canvas)).blocks]


def kinds(canvas):
    blocks = read_document(draw.finished(canvas)).blocks
    return [(block.kind.value, block.text) for block in blocks]


def panel(canvas, x, top, wide, high, colour=SAND):
    canvas.setFillColor(colour)
    canvas.rect(x, HIGH - top - high, wide, high, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))


# Columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(tmp_path, extract, count):
    wanted = draw.PARAGRAPHS[:count]
    document = extract(draw.columns(tmp_path / "kolommen.pdf", wanted))
    assert [passage.text for passage in document.passages] == list(wanted)


@pytest.mark.parametrize("heights", [(3, 1), (1, 3), (3, 2)])
def test_columns_of_unequal_height(canvas, heights):
    columns = [list(draw.PARAGRAPHS[: heights[0]]), list(draw.PARAGRAPHS[-heights[1] :])]
    for x, column in zip((72, 310), columns, strict=True):
        top = 120
        for text in column:
            top = paragraph(canvas, x, top, 210, text)
    assert texts(canvas) == [*columns[0], *columns[1]]


def test_three_columns_of_unequal_height_under_a_heading(canvas):
    draw.write(canvas, 60, 80, "Wat er gebeurde in de regio", "Helvetica-Bold", 16)
    for place, column in enumerate(((ONE, TWO), (THREE,), (FOUR, ONE, TWO))):
        top = 120
        for text in column:
            top = paragraph(canvas, 60 + 165 * place, top, 145, text)
    assert texts(canvas)[1:] == [ONE, TWO, THREE, FOUR, ONE, TWO]


def test_a_title_over_the_columns_comes_before_them(tmp_path, extract):
    path = draw.columns(tmp_path / "titel.pdf", draw.PARAGRAPHS[:2], title="Stand van zaken")
    document = extract(path)
    assert [passage.heading_path for passage in document.passages] == [("Stand van zaken",)] * 2


def test_a_sentence_runs_on_from_one_column_into_the_next(canvas):
    lines = simpleSplit(f"{ONE} {TWO}", "Helvetica", 9, 210)
    draw.write_lines(canvas, 72, 120, lines[:6], size=9, leading=11)
    draw.write_lines(canvas, 310, 120, lines[6:], size=9, leading=11)
    (block,) = read_document(draw.finished(canvas)).blocks
    assert block.text == f"{ONE} {TWO}"
    assert len(block.boxes) == 2
    assert block.text[block.box_starts[1] :].startswith(lines[6])


def test_a_full_width_paragraph_between_two_pairs_of_columns_keeps_its_place(canvas):
    paragraph(canvas, 72, 90, 210, ONE)
    paragraph(canvas, 310, 90, 210, TWO)
    paragraph(canvas, 72, 200, 451, THREE)
    paragraph(canvas, 72, 280, 210, FOUR)
    paragraph(canvas, 310, 280, 210, ONE)
    assert texts(canvas) == [ONE, TWO, THREE, FOUR, ONE]


def test_a_heading_across_parts_the_columns_above_it_from_those_below(canvas):
    paragraph(canvas, 72, 100, 210, ONE)
    paragraph(canvas, 310, 100, 210, TWO)
    draw.write(canvas, 72, 230, "Wonen en werken in de regio in 2023", "Helvetica-Bold", 15)
    paragraph(canvas, 72, 260, 210, THREE)
    paragraph(canvas, 310, 260, 210, FOUR)
    assert texts(canvas) == [ONE, TWO, "Wonen en werken in de regio in 2023", THREE, FOUR]


def test_each_column_has_its_own_headings(canvas):
    for x, title, text in ((72, "Wonen", ONE), (310, "Werken", TWO)):
        draw.write(canvas, x, 100, title, "Helvetica-Bold", 11)
        paragraph(canvas, x, 118, 210, text)
    assert texts(canvas) == ["Wonen", ONE, "Werken", TWO]


# Numbers, forms, signatures --------------------------------------------------------------------


@pytest.mark.parametrize("marks", ["•••", "–––", ("1.", "2.", "3."), ("a)", "b)", "c)")])
def test_a_bullet_or_number_with_its_text_is_no_table(canvas, marks):
    items = ("haltes langs de kust", "leerplekken in de techniek", "fonds voor boerderijen")
    for number, (mark, item) in enumerate(zip(marks, items, strict=True)):
        draw.write(canvas, 72, 100 + 16 * number, mark)
        draw.write(canvas, 100, 100 + 16 * number, item)
    assert kinds(canvas) == [
        ("list", f"{mark} {item}") for mark, item in zip(marks, items, strict=True)
    ]


def test_section_numbers_that_hang_in_the_margin_stay_with_their_titles(canvas):
    top = 90
    for number, title, text in (("1", "Aanleiding", ONE), ("2", "Doel", TWO), ("3", "Geld", THREE)):
        draw.write(canvas, 72, top, number, "Helvetica-Bold", 12)
        draw.write(canvas, 110, top, title, "Helvetica-Bold", 12)
        top = paragraph(canvas, 110, top + 18, 400, text) + 12
    assert kinds(canvas) == [
        ("heading", "1 Aanleiding"),
        ("body", ONE),
        ("heading", "2 Doel"),
        ("body", TWO),
        ("heading", "3 Geld"),
        ("body", THREE),
    ]


def test_a_form_gives_each_label_with_its_value(canvas):
    pairs = (
        ("Datum", "3 mei 2021"),
        ("Kenmerk", "2021-0000234567"),
        ("Onderwerp", "Regio Deal Noordelijke Kust"),
        ("Bijlagen", "vier"),
    )
    for number, (label, value) in enumerate(pairs):
        draw.write(canvas, 72, 100 + 16 * number, label, "Helvetica-Bold", 9)
        draw.write(canvas, 180, 100 + 16 * number, value, size=9)
    paragraph(canvas, 72, 200, 451, ONE)
    said = " ".join(texts(canvas))
    for label, value in pairs:
        assert said.index(label) < said.index(value)
        between = said[said.index(label) + len(label) : said.index(value)]
        assert not any(other in between for other, _ in pairs)


def test_those_who_sign_side_by_side_are_read_one_after_the_other(canvas):
    paragraph(canvas, 72, 90, 451, ONE)
    signed = (
        ("De minister van Binnenlandse Zaken,", "K.H. Ollongren"),
        ("De burgemeester van Eemsdelta,", "B. Visser"),
    )
    for x, (post, name) in zip((72, 330), signed, strict=True):
        draw.write(canvas, x, 200, post, size=9)
        draw.write(canvas, x, 212, "namens deze", size=9)
        draw.write(canvas, x, 260, name, size=9)
    said = " ".join(texts(canvas))
    wanted = [part for post, name in signed for part in (post, name)]
    assert [said.index(part) for part in wanted] == sorted(said.index(part) for part in wanted)


# Boxes and quotes ------------------------------------------------------------------------------


def test_a_sidebar_is_read_apart_from_the_text_beside_it(canvas):
    panel(canvas, 380, 95, 150, 150)
    top = paragraph(canvas, 72, 110, 280, ONE)
    paragraph(canvas, 72, top, 280, TWO)
    draw.write(canvas, 390, 112, "De kust in het kort", "Helvetica-Bold", 9)
    paragraph(canvas, 390, 130, 130, FOUR, 8)
    found = texts(canvas)
    assert set(found) == {ONE, TWO, FOUR, "De kust in het kort"}
    assert found.index(ONE) + 1 == found.index(TWO)
    assert found.index("De kust in het kort") + 1 == found.index(FOUR)


def test_boxes_side_by_side_are_read_one_after_the_other(canvas):
    draw.write(canvas, 60, 80, "Drie pijlers van de deal", "Helvetica-Bold", 16)
    for place, (title, text) in enumerate((("Wonen", ONE), ("Werken", TWO), ("Natuur", FOUR))):
        x = 60 + 165 * place
        panel(canvas, x, 105, 150, 190)
        draw.write(canvas, x + 10, 125, title, "Helvetica-Bold", 11)
        paragraph(canvas, x + 10, 145, 130, text)
    assert texts(canvas)[1:] == ["Wonen", ONE, "Werken", TWO, "Natuur", FOUR]


def test_a_framed_box_within_the_text_keeps_its_place_and_its_text_together(canvas):
    top = paragraph(canvas, 72, 100, 451, ONE)
    canvas.rect(72, HIGH - top - 70, 451, 64)
    paragraph(canvas, 82, top + 14, 430, THREE)
    paragraph(canvas, 72, top + 95, 451, TWO)
    assert texts(canvas) == [ONE, THREE, TWO]


def test_a_quote_set_into_a_column_does_not_break_its_sentences(canvas):
    """The column goes on beside the box with shorter lines."""
    lines = simpleSplit(f"{ONE} {TWO}", "Helvetica", 9, 451)
    panel(canvas, 360, 126, 163, 60)
    draw.write_lines(canvas, 72, 100, lines[:2], size=9, leading=11)
    rest = f"{ONE} {TWO}"[len(" ".join(lines[:2])) + 1 :]
    narrow = simpleSplit(rest, "Helvetica", 9, 270)[:5]
    draw.write_lines(canvas, 72, 122, narrow, size=9, leading=11)
    draw.write_lines(canvas, 372, 145, ["“De bus komt weer", "in het dorp.”"], size=12, leading=15)
    tail = rest[len(" ".join(narrow)) + 1 :]
    draw.write_paragraph(canvas, 72, 122 + 11 * 6, 451, tail, size=9, leading=11)
    said = texts(canvas)
    assert "“De bus komt weer in het dorp.”" in said
    flowing = " ".join(text for text in said if "dorp.”" not in text)
    assert flowing == f"{ONE} {TWO}"


def test_a_quote_between_two_columns_is_read_after_them(canvas):
    """Large print across the white pushes both columns aside."""
    x, right, width, narrow = 72, 310, 210, 150
    top = 100
    for left, text in ((x, ONE), (right, THREE)):
        paragraph(canvas, left, top, width, text)
    middle = 185
    lines_left = simpleSplit(TWO, "Helvetica", 9, narrow)[:6]
    lines_right = simpleSplit(FOUR, "Helvetica", 9, narrow)[:6]
    draw.write_lines(canvas, x, middle, lines_left, size=9, leading=11)
    draw.write_lines(canvas, right + 60, middle, lines_right, size=9, leading=11)
    draw.write_lines(
        canvas,
        232,
        middle + 15,
        ["“Wij komen er", "samen verder", "mee dan alleen”"],
        size=14,
        leading=18,
    )
    said = texts(canvas)
    quote = "“Wij komen er samen verder mee dan alleen”"
    assert quote in said
    assert " ".join(lines_left) in " ".join(said[: said.index(quote)])
    assert " ".join(lines_right) in " ".join(said[: said.index(quote)])


def test_the_stripes_of_a_table_are_no_boxes(canvas):
    rows = [("Project", "Bijdrage")] + [(f"Project {n}", f"€ {n}.000") for n in range(1, 7)]
    for number in range(0, len(rows), 2):
        panel(canvas, 68, 90 + 16 * number, 300, 16)
    draw.draw_table(canvas, 101, rows, (72, 260), False)
    blocks = read_document(draw.finished(canvas)).blocks
    assert [block.kind for block in blocks] == [PassageKind.TABLE] * len(rows)
    assert [block.cells for block in blocks] == rows
