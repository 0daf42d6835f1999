"""Bands: rows that share a strip of white, from the top of the page down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import span, stacked, texts

from extract.layout.bands import bands_of, cells_of, overlap
from extract.lines import rows_of

EM = 10.0
LEFT = [f"links {row} van de tekst" for row in range(8)]
RIGHT = [f"rechts {row} van de tekst" for row in range(8)]
FULL = "Deze regel loopt over de volle breedte van de bladspiegel heen, van links tot rechts."


def bands(spans):
    return bands_of(rows_of(spans), EM)


def columns_of(band):
    """The texts of each column of a band, from the top down."""
    found = {}
    for row in band.rows:
        for column, spans in cells_of(row, band.gutters).items():
            found.setdefault(column, []).extend(texts(spans))
    return [found[column] for column in sorted(found)]


def beside(*columns, top=100.0, step=180.0):
    return [
        one
        for place, lines in enumerate(columns)
        for one in stacked(lines, 72.0 + step * place, top)
    ]


@pytest.mark.parametrize("count", [3, 8])
def test_two_columns_of_equal_height_are_one_band_with_one_gutter(count):
    (band,) = bands(beside(LEFT[:count], RIGHT[:count], step=250.0))
    assert len(band.gutters) == 1
    assert columns_of(band) == [LEFT[:count], RIGHT[:count]]


@pytest.mark.parametrize(("left", "right"), [(8, 4), (4, 8), (3, 8)])
def test_a_column_that_ends_earlier_stays_beside_the_other(left, right):
    (band,) = bands(beside(LEFT[:left], RIGHT[:right], step=250.0))
    assert columns_of(band) == [LEFT[:left], RIGHT[:right]]


def test_three_columns_of_unequal_height():
    third = [f"derde {row} van de tekst" for row in range(8)]
    drawn = beside(LEFT[:8], RIGHT[:5], third[:3])
    found = bands(drawn)
    assert columns_of(found[0])[0][:5] == LEFT[:5]
    said = [text for band in found for column in columns_of(band) for text in column]
    assert sorted(said) == sorted([*LEFT, *RIGHT[:5], *third[:3]])


def test_lines_over_the_full_width_stand_apart_above_between_and_below_the_columns():
    drawn = [
        span(FULL, top=80.0),
        *beside(LEFT, RIGHT, top=110.0, step=250.0),
        span(FULL, top=230.0),
        *beside(LEFT, RIGHT, top=260.0, step=250.0),
        span(FULL, top=380.0),
    ]
    found = bands(drawn)
    assert [len(band.gutters) for band in found] == [0, 1, 0, 1, 0]
    assert [len(band.rows) for band in found] == [1, 8, 1, 8, 1]


def test_a_short_heading_that_leaves_the_gutter_free_is_no_part_of_the_columns():
    """Only the white above it tells: it stands far from its column."""
    drawn = [
        span("Kop", top=60.0, size=14.0),
        *beside(LEFT, RIGHT, top=100.0, step=250.0),
    ]
    first, *rest = bands(drawn)
    assert (texts(first.rows[0].spans), first.gutters) == (["Kop"], ())
    assert columns_of(rest[0]) == [LEFT, RIGHT]


def test_a_short_heading_right_above_its_own_column_belongs_to_it():
    drawn = beside(["Kop", *LEFT], RIGHT, step=250.0)
    (band,) = bands(drawn)
    assert columns_of(band)[0] == ["Kop", *LEFT]


@pytest.mark.parametrize("mark", ["•", "–", "1.", "12.", "a)", "iv."])
def test_the_white_behind_a_bullet_or_number_is_no_gutter(mark):
    drawn = beside([mark] * 5, LEFT[:5], step=25.0)
    assert all(not band.gutters for band in bands(drawn))


def test_narrow_white_is_no_gutter():
    left = stacked(["links"] * 6)
    near = stacked(["rechts"] * 6, left[0].x1 + 6.0)
    assert all(not band.gutters for band in bands([*left, *near]))


def test_two_rows_side_by_side_share_a_gutter_only_when_it_is_wide():
    """Names of those who sign stand two by two, far apart."""
    far = beside(LEFT[:2], RIGHT[:2], step=300.0)
    near = beside(LEFT[:2], RIGHT[:2], step=130.0)
    assert [len(band.gutters) for band in bands(far)] == [1]
    assert all(not band.gutters for band in bands(near))


SPANS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 25), st.integers(3, 20)),
    max_size=40,
    unique_by=lambda place: place[:2],
)


@given(SPANS)
@settings(max_examples=100, deadline=None)
def test_the_bands_of_a_page_are_its_rows_each_once_and_in_order(places):
    drawn = [span("w" * width, 40.0 + 90 * x, 40.0 + 13 * y) for x, y, width in places]
    rows = rows_of(drawn)
    assert [row for band in bands_of(rows, EM) for row in band.rows] == rows


@given(SPANS)
@settings(max_examples=100, deadline=None)
def test_no_row_of_a_band_crosses_its_gutters(places):
    drawn = [span("w" * width, 40.0 + 90 * x, 40.0 + 13 * y) for x, y, width in places]
    for band in bands(drawn):
        for left, right in band.gutters:
            assert right - left >= EM
            for row in band.rows:
                assert all(one.x1 <= left + 0.01 or one.x0 >= right - 0.01 for one in row.spans)


INTERVALS = st.lists(
    st.tuples(st.floats(0, 500), st.floats(1, 80)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=6,
)


@given(INTERVALS, INTERVALS, st.floats(1, 30))
@settings(max_examples=100, deadline=None)
def test_shared_white_lies_in_both_and_is_wide_enough(one, other, least):
    for left, right in overlap(one, other, least):
        assert right - left >= least
        assert any(a <= left and right <= b for a, b in one)
        assert any(a <= left and right <= b for a, b in other)
