"""Tables without lines: cells that stand below one another, however narrow the white between."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import page, span, stacked

from extract.layout.regions import regions_of

HEAD = ("Project", "Gemeente", "Rijksbijdrage", "Jaar")
ROWS = (
    ("Waterbus", "Delfzijl", "€ 2.600.000", "2021"),
    ("Leerplekken", "Appingedam", "€ 450.000", "2022"),
    ("Boerderijfonds", "Loppersum", "€ 1.200.000", "2023"),
    ("Akkerranden", "Het Hogeland", "€ 310.000", "2022"),
)
PLACES = (72.0, 180.0, 290.0, 400.0)
PROSE = "De verdeling van de middelen over de projecten staat in de tabel hieronder."


def drawn(rows, places=PLACES, top=100.0, pitch=16.0, size=9.0):
    """Cells at fixed places; a cell with line ends takes several lines, and so does its row."""
    spans = []
    for row in rows:
        height = 1
        for x, cell in zip(places, row, strict=False):
            lines = cell.split("\n")
            height = max(height, len(lines))
            spans += [
                span(line, x, top + 1.2 * size * place, size)
                for place, line in enumerate(lines)
                if line
            ]
        top += pitch + 1.2 * size * (height - 1)
    return spans


def tables(spans):
    return [one.table for one in regions_of(page(spans), spans) if one.table]


def cells(spans):
    (table,) = tables(spans)
    return [row.cells for row in table.rows]


def plain(spans):
    """Lines of the page that are in no table."""
    return [line.text for one in regions_of(page(spans), spans) for line in one.lines]


@pytest.mark.parametrize("count", [3, 4])
def test_cells_below_one_another_are_a_table(count):
    rows = [HEAD, *ROWS[: count - 1]]
    assert cells(drawn(rows)) == rows


def test_two_columns_are_a_table_when_their_lines_stand_level():
    rows = [(row[0], row[2]) for row in (HEAD, *ROWS)]
    assert cells(drawn(rows, (72.0, 300.0))) == rows


@pytest.mark.parametrize("white", [4.0, 6.0, 12.0, 30.0])
def test_columns_may_stand_close_together(white):
    """The longest cells come within half a letter of the next column; one column stands off."""
    rows = [HEAD, *ROWS]
    places, x = [], 72.0
    for column in range(4):
        places.append(x if column < 3 else x + 20.0)
        x += 4.5 * max(len(row[column]) for row in rows) + white
    assert cells(drawn(rows, places)) == rows


def test_numbers_in_front_of_the_rows_are_cells():
    rows = [("Nr.", "Project", "Bijdrage")] + [
        (str(place), row[0], row[2]) for place, row in enumerate(ROWS, 1)
    ]
    assert cells(drawn(rows, (72.0, 100.0, 260.0))) == rows


def test_amounts_that_line_up_on_the_right_are_one_column():
    amounts = ("€ 2.600.000", "€ 450", "€ 1.200", "€ 31")
    spans = drawn([(row[0],) for row in ROWS], (72.0,))
    spans += [
        span(amount, 400.0 - 4.5 * len(amount), 100.0 + 16 * place, 9.0)
        for place, amount in enumerate(amounts)
    ]
    assert cells(spans) == [(row[0], amount) for row, amount in zip(ROWS, amounts, strict=True)]


def test_an_empty_cell_stays_empty():
    rows = [HEAD, *ROWS, ("Totaal", "", "€ 4.560.000", "")]
    assert cells(drawn(rows)) == rows


def test_the_lines_of_one_cell_belong_to_one_row():
    rows = [
        HEAD,
        ("Waterbus en\nhaltes", "Delfzijl", "€ 2.600.000", "2021"),
        ("Leerplekken", "Appingedam en\nLoppersum", "€ 450.000", "2022"),
        ("Fonds", "Loppersum", "€ 1.200.000", "2023"),
    ]
    assert cells(drawn(rows)) == rows


def test_a_row_of_which_every_cell_has_two_lines_is_one_row():
    rows = [
        HEAD,
        ("Waterbus en\nhaltes", "Delfzijl en\nEemsdelta", "€ 2.600.000", "2021"),
        ("Leerplekken\nen stages", "Appingedam en\nLoppersum", "€ 450.000", "2022"),
        ("Fonds voor\nboerderijen", "Loppersum en\nBedum", "€ 1.200.000", "2023"),
    ]
    assert cells(drawn(rows)) == rows


@pytest.mark.parametrize("place", ["above", "below"])
def test_a_line_of_text_above_or_below_a_table_stays_outside(place):
    top = 60.0 if place == "above" else 200.0
    spans = [span(PROSE, 72.0, top), *drawn([HEAD, *ROWS])]
    assert cells(spans) == [HEAD, *ROWS]
    assert plain(spans) == [PROSE]


def test_a_caption_right_above_a_table_stays_outside():
    caption = "Tabel 3 Verdeling"
    spans = [span(caption, 72.0, 84.0, 9.0), *drawn([HEAD, *ROWS])]
    assert cells(spans) == [HEAD, *ROWS]
    assert plain(spans) == [caption]


def test_a_paragraph_of_full_lines_around_a_table_stays_outside():
    above = stacked([PROSE] * 4, top=30.0)
    below = stacked([PROSE] * 4, top=220.0)
    spans = [*above, *drawn([HEAD, *ROWS]), *below]
    assert cells(spans) == [HEAD, *ROWS]
    assert plain(spans) == [PROSE] * 8


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_running_text_are_no_table(columns):
    prose = "De gemeenten werken samen aan"
    spans = [
        one
        for column in range(columns)
        for one in stacked([prose] * 12, 72.0 + 170 * column, 100.0, 9.0)
    ]
    assert tables(spans) == []


def test_a_list_with_bullets_is_no_table():
    spans = stacked(["•"] * 5) + stacked([PROSE] * 5, 90.0)
    assert tables(spans) == []


TABLES = st.integers(2, 5).flatmap(
    lambda columns: st.lists(
        st.tuples(
            st.text("abcdefgh", min_size=5, max_size=11),
            *[st.text("abcdefgh1234567890", min_size=1, max_size=11)] * (columns - 1),
        ),
        min_size=3,
        max_size=8,
    )
)


@given(TABLES, st.floats(14, 30))
@settings(max_examples=60, deadline=None)
def test_every_cell_of_an_aligned_table_comes_out_in_its_row_and_column(rows, pitch):
    places = [72.0 + 80 * column for column in range(len(rows[0]))]
    assert cells(drawn(rows, places, pitch=pitch)) == rows
