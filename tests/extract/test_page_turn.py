"""Turning a page level and back, and boxes that stay on the paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page import Page, turn_back, turn_level

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
