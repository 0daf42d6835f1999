"""Turning a page level and back, and boxes that stay on the paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page import Page, lean_back, turn_back, turn_level

SIZE = st.integers(1, 2000).map(float)
TURN = st.sampled_from([0, 90, 180, 270])
PLACE = st.integers(-500, 2500).map(float)
RECTANGLE = st.tuples(PLACE, PLACE, PLACE, PLACE).map(
    lambda r: (min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3]))
)


def page(turn, width=600.0, height=800.0):
    return Page(3, width, height, (), (), 0, "pdfplumber", turn)


@given(RECTANGLE, TURN, SIZE, SIZE)
@settings(max_examples=50, deadline=None)
def test_turning_level_and_back_gives_the_same_rectangle(rectangle, turn, width, height):
    level = turn_level(rectangle, turn, width, height)
    assert turn_back(level, turn, width, height) == rectangle
    assert turn_level(turn_back(rectangle, turn, width, height), turn, width, height) == rectangle


@given(RECTANGLE, TURN, SIZE, SIZE)
@settings(max_examples=50, deadline=None)
def test_a_turned_rectangle_keeps_its_order_and_its_area(rectangle, turn, width, height):
    x0, top, x1, bottom = turn_level(rectangle, turn, width, height)
    assert x0 <= x1
    assert top <= bottom
    old_x0, old_top, old_x1, old_bottom = rectangle
    assert (x1 - x0) * (bottom - top) == (old_x1 - old_x0) * (old_bottom - old_top)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [
        (0, (0.0, 0.0, 10.0, 20.0)),
        (90, (0.0, 790.0, 20.0, 800.0)),
        (180, (590.0, 780.0, 600.0, 800.0)),
        (270, (580.0, 0.0, 600.0, 10.0)),
    ],
)
def test_the_first_word_of_a_turned_page_stands_in_the_corner_where_reading_starts(turn, corner):
    assert turn_level(corner, turn, 600.0, 800.0) == (0.0, 0.0, 10.0, 20.0)


@given(RECTANGLE, TURN)
@settings(max_examples=50, deadline=None)
def test_a_box_never_leaves_the_paper(rectangle, turn):
    box = page(turn).box(rectangle)
    assert 0 <= box.x0 <= box.x1 <= 600
    assert 0 <= box.top <= box.bottom <= 800
    assert box.page == 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_level_page_is_as_wide_as_its_lines_run(turn):
    assert page(turn).level_size == ((800.0, 600.0) if turn in (90, 270) else (600.0, 800.0))


SKEW = st.floats(-5.0, 5.0)


@given(RECTANGLE, SIZE, SIZE)
@settings(max_examples=50, deadline=None)
def test_a_page_that_does_not_lean_leaves_a_rectangle_where_it_is(rectangle, width, height):
    assert lean_back(rectangle, 0.0, width, height) == pytest.approx(rectangle)


@given(RECTANGLE, SKEW, SIZE, SIZE)
@settings(max_examples=50, deadline=None)
def test_leaning_there_and_back_lies_around_the_rectangle(rectangle, skew, width, height):
    leaning = lean_back(rectangle, skew, width, height)
    x0, top, x1, bottom = lean_back(leaning, -skew, width, height)
    assert x0 <= rectangle[0] + 1e-6
    assert top <= rectangle[1] + 1e-6
    assert x1 >= rectangle[2] - 1e-6
    assert bottom >= rectangle[3] - 1e-6


def test_lines_that_climb_are_high_on_the_right_of_the_page():
    leaning = Page(1, 600.0, 800.0, (), (), 0, "tesseract", skew=2.0)
    left, right = leaning.box((50.0, 400.0, 60.0, 410.0)), leaning.box((540.0, 400.0, 550.0, 410.0))
    assert right.top < left.top
    assert left.top - right.top == pytest.approx(490 * 0.0349, abs=1.0)
