"""Rules, panels and pictures: where a reader sees them, also in forms and on turned pages."""

import pdf_builders as draw
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pdf.drawing import read_drawing

HIGH = 842
SIDES = [(72, 100, 72, 150), (72, 100, 272, 100), (72, 150, 272, 150), (272, 100, 272, 150)]
"""Of a box, from left to right."""


@pytest.fixture
def canvas(tmp_path):
    made = draw.sheet(tmp_path / "tekening.pdf")
    made.setLineWidth(0.5)
    return made


def drawing_of(canvas, turn=0):
    canvas.save()
    document = pypdfium2.PdfDocument(canvas._filename)
    try:
        return read_drawing(document[0], turn)
    finally:
        document.close()


def near(box):
    """A rectangle give or take the thickness of a line."""
    return pytest.approx(box, abs=1.5)


def test_a_line_is_a_rule(canvas):
    canvas.line(72, HIGH - 100, 300, HIGH - 100)
    (rule,) = drawing_of(canvas).rules
    assert rule == near((72, 100, 300, 100))


def test_a_thin_filled_box_is_a_rule(canvas):
    canvas.rect(72, HIGH - 100, 200, 0.7, stroke=0, fill=1)
    (rule,) = drawing_of(canvas).rules
    assert rule == near((72, 100, 272, 100))


def test_the_sides_of_a_box_are_rules(canvas):
    canvas.rect(72, HIGH - 150, 200, 50)
    rules = sorted(drawing_of(canvas).rules)
    assert [rule == near(side) for rule, side in zip(rules, SIDES, strict=True)] == [True] * 4


def test_a_grid_drawn_as_one_path_gives_each_of_its_lines(canvas):
    path = canvas.beginPath()
    for top in (100, 120, 140):
        path.moveTo(72, HIGH - top)
        path.lineTo(300, HIGH - top)
    for x in (72, 180, 300):
        path.moveTo(x, HIGH - 100)
        path.lineTo(x, HIGH - 140)
    canvas.drawPath(path)
    rules = drawing_of(canvas).rules
    assert len(rules) == 6
    assert sum(rule[2] - rule[0] > 200 for rule in rules) == 3


@pytest.mark.parametrize("length", [2, 4])
def test_a_tick_is_no_rule(canvas, length):
    canvas.line(72, HIGH - 100, 72 + length, HIGH - 100)
    assert drawing_of(canvas).rules == []


@pytest.mark.parametrize("end", [(300, 560), (120, 700)])
def test_a_slanted_line_is_neither_rule_nor_panel(canvas, end):
    canvas.line(72, 500, *end)
    drawing = drawing_of(canvas)
    assert (drawing.rules, drawing.panels) == ([], [])


def test_a_line_that_goes_up_and_down_is_no_rule(canvas):
    path = canvas.beginPath()
    path.moveTo(72, 500)
    for step in range(1, 12):
        path.lineTo(72 + 20 * step, 500 + 15 * (step % 2))
    canvas.drawPath(path)
    assert drawing_of(canvas).rules == []


def test_what_is_filled_in_white_is_not_seen(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(72, 500, 200, 100, stroke=0, fill=1)
    drawing = drawing_of(canvas)
    assert (drawing.rules, drawing.panels) == ([], [])


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "framed"])
def test_a_box_large_enough_for_text_is_a_panel(canvas, filled):
    canvas.setFillColorRGB(0.9, 0.9, 0.8)
    canvas.rect(100, HIGH - 300, 200, 120, stroke=not filled, fill=filled)
    (panel,) = drawing_of(canvas).panels
    assert panel == near((100, 180, 300, 300))


def test_a_box_with_round_corners_is_a_panel(canvas):
    canvas.roundRect(100, HIGH - 300, 200, 120, 8)
    (panel,) = drawing_of(canvas).panels
    assert panel == near((100, 180, 300, 300))


def test_the_ground_of_a_page_and_small_blocks_are_no_panels(canvas):
    canvas.setFillColorRGB(0.9, 0.9, 0.8)
    canvas.rect(0, 0, 596, 842, stroke=0, fill=1)
    canvas.rect(100, 600, 20, 8, stroke=0, fill=1)
    assert drawing_of(canvas).panels == []


def test_a_picture_has_its_place_on_the_page(canvas):
    canvas.drawImage(draw.picture(), 100, HIGH - 400, 200, 150)
    (picture,) = drawing_of(canvas).pictures
    assert picture == near((100, 250, 300, 400))


def test_what_stands_in_a_form_is_placed_by_the_forms_matrix(canvas):
    canvas.beginForm("blok")
    canvas.line(0, 0, 100, 0)
    canvas.rect(0, 10, 80, 40, fill=0)
    canvas.drawImage(draw.picture(), 0, 60, 30, 30)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(150, HIGH - 300)
    canvas.scale(2, 2)
    canvas.doForm("blok")
    canvas.restoreState()
    drawing = drawing_of(canvas)
    assert any(rule == pytest.approx((150, 300, 350, 300), abs=2) for rule in drawing.rules)
    assert drawing.panels == [near((150, 200, 310, 280))]
    assert drawing.pictures == [near((150, 120, 210, 180))]


def test_a_form_inside_a_form_is_placed_by_both_matrices(canvas):
    canvas.beginForm("binnen")
    canvas.line(0, 0, 50, 0)
    canvas.endForm()
    canvas.beginForm("buiten")
    canvas.translate(10, 20)
    canvas.doForm("binnen")
    canvas.endForm()
    canvas.translate(100, 400)
    canvas.doForm("buiten")
    (rule,) = drawing_of(canvas).rules
    assert rule == near((110, HIGH - 420, 160, HIGH - 420))


def test_a_long_path_in_a_scaled_form_gives_its_lines_in_place(canvas):
    canvas.beginForm("rooster")
    path = canvas.beginPath()
    for row in range(4):
        path.moveTo(0, 10 * row)
        path.lineTo(60, 10 * row)
    canvas.drawPath(path)
    canvas.endForm()
    canvas.translate(100, 400)
    canvas.scale(3, 3)
    canvas.doForm("rooster")
    rules = sorted(drawing_of(canvas).rules)
    assert len(rules) == 4
    assert rules[0] == near((100, HIGH - 490, 280, HIGH - 490))


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.integers(40, 400),
    st.integers(40, 300),
    st.integers(65, 150),
    st.integers(30, 90),
)
@settings(max_examples=20, deadline=None)
def test_a_panel_lies_around_its_ink_however_the_page_is_turned(
    tmp_path_factory, rotate, x, y, wide, high
):
    path = tmp_path_factory.mktemp("gedraaid") / "vlak.pdf"
    canvas = draw.sheet(path, (595, 842) if rotate in (0, 180) else (842, 595))
    canvas.setPageRotation(rotate)  # reportlab swaps the sides itself
    canvas.setFillColorRGB(0.1, 0.1, 0.1)
    canvas.rect(x, y, wide, high, stroke=0, fill=1)
    (panel,) = drawing_of(canvas).panels
    assert panel == pytest.approx(draw.ink(path), abs=1.0)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rule_turns_level_with_the_text(canvas, turn):
    canvas.line(72, HIGH - 100, 300, HIGH - 100)
    (rule,) = drawing_of(canvas, turn).rules
    x0, top, x1, bottom = rule
    assert (x1 - x0 > bottom - top) == (turn == 180)
    expected = {90: (742, 72), 180: (295, 742), 270: (100, 295)}[turn]
    assert (x0, top) == near(expected)


def test_a_page_with_thousands_of_paths_is_a_drawing_without_rules(canvas):
    for place in range(4100):
        canvas.line(72, 100 + place / 10, 200, 100 + place / 10)
    drawing = drawing_of(canvas)
    assert drawing.paths == 4100
    assert (drawing.rules, drawing.panels) == ([], [])
