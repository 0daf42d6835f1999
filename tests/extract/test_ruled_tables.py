"""Ruled tables: rules become cells, words fall into them, and what is no table stays text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import span, stacked

from extract.pdf.tables import ruled_tables, upright_rules

TOP, LEFT = 100.0, 72.0


def tables_of(rules, words, panels=()):
    return ruled_tables(rules, panels, words)


def grid(widths, heights, left=LEFT, top=TOP, without=()):
    """The rules around every cell of a grid; `without` names (row, column, side) that are open,
    a side being `under` a cell or `right` of it."""
    across = places(left, widths)
    down = places(top, heights)
    rules = []
    for row, y in enumerate(down):
        for column, (x0, x1) in enumerate(pairwise(across)):
            if (row - 1, column, "under") not in without:
                rules.append((x0, y, x1, y))
    for column, x in enumerate(across):
        for row, (y0, y1) in enumerate(pairwise(down)):
            if (row, column - 1, "right") not in without:
                rules.append((x, y0, x, y1))
    return rules


def places(start, steps):
    edges = [start]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges


def filled(rows, widths, heights, left=LEFT, top=TOP):
    """A span in every cell that says something."""
    across, down = places(left, widths), places(top, heights)
    return [
        span(text, across[column] + 3, down[row] + 3, 9.0)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]


def only_table(rules, words):
    (table,) = tables_of(rules, words)
    return table


def cells_of(table):
    return [row.cells for row in table.rows]


ROWS = (
    ("Project", "Gemeente", "Bijdrage"),
    ("Waterbus", "Delfzijl", "€ 2.600"),
    ("Fonds", "Eemsdelta", "€ 450"),
)
WIDTHS, HEIGHTS = (120.0, 110.0, 90.0), (16.0, 16.0, 16.0)

GRIDS = st.tuples(st.integers(2, 6), st.integers(2, 5)).flatmap(
    lambda size: st.tuples(
        st.lists(st.floats(16, 60), min_size=size[0], max_size=size[0]),
        st.lists(st.floats(70, 140), min_size=size[1], max_size=size[1]),
        st.lists(
            st.lists(
                st.text("abcdefgh", min_size=1, max_size=9), min_size=size[1], max_size=size[1]
            ),
            min_size=size[0],
            max_size=size[0],
        ),
    )
)


@given(GRIDS)
@settings(max_examples=50, deadline=None)
def test_every_word_stands_in_its_own_cell_and_nowhere_else(drawn):
    heights, widths, rows = drawn
    table = only_table(grid(widths, heights), filled(rows, widths, heights))
    assert cells_of(table) == [tuple(row) for row in rows]
    assert [row.rectangle[1] for row in table.rows] == pytest.approx(places(TOP, heights)[:-1])
    assert table.rectangle == pytest.approx(
        (LEFT, TOP, places(LEFT, widths)[-1], places(TOP, heights)[-1])
    )


def test_rules_that_do_not_quite_meet_make_cells_all_the_same():
    rules = [(x0 + 1, y0 + 1, x1 - 1, y1 + 0.5) for x0, y0, x1, y1 in grid(WIDTHS, HEIGHTS)]
    assert cells_of(only_table(rules, filled(ROWS, WIDTHS, HEIGHTS))) == list(ROWS)


def test_double_lines_are_one_line():
    rules = grid(WIDTHS, HEIGHTS)
    twice = [*rules, *((x0 + 1.2, y0 + 1.2, x1 + 1.2, y1 + 1.2) for x0, y0, x1, y1 in rules)]
    assert cells_of(only_table(twice, filled(ROWS, WIDTHS, HEIGHTS))) == list(ROWS)


def test_lines_of_a_cell_keep_their_ends_so_that_broken_words_can_be_mended():
    heights = (16.0, 30.0, 16.0)
    rows = (ROWS[0], ("", *ROWS[1][1:]), ROWS[2])
    words = filled(rows, WIDTHS, heights) + stacked(
        ["Bereikbaar-", "heid"], LEFT + 3, TOP + 18, 9.0, 11.0
    )
    table = only_table(grid(WIDTHS, heights), words)
    assert table.rows[1].cells[0] == "Bereikbaar-\nheid"


def test_a_footnote_call_is_no_part_of_its_cell():
    words = filled(ROWS, WIDTHS, HEIGHTS)
    call = span("1", words[3].x1, words[3].top - 2, 5.0, raised=True)
    assert cells_of(only_table(grid(WIDTHS, HEIGHTS), [*words, call])) == list(ROWS)


def test_a_cell_over_several_rows_speaks_for_each_of_them():
    rows = (*ROWS, ("", "Loppersum", "€ 95"))
    heights = (*HEIGHTS, 16.0)
    open_side = {(2, 0, "under")}
    table = only_table(grid(WIDTHS, heights, without=open_side), filled(rows, WIDTHS, heights))
    assert cells_of(table)[2:] == [("Fonds", "Eemsdelta", "€ 450"), ("Fonds", "Loppersum", "€ 95")]


def test_a_heading_over_several_columns_names_each_of_them():
    rows = (("Project", "Bijdrage van de regio", ""), ("", "2021", "2022"), ("Bus", "12", "14"))
    open_sides = {(0, 1, "right"), (0, 0, "under")}
    table = only_table(grid(WIDTHS, HEIGHTS, without=open_sides), filled(rows, WIDTHS, HEIGHTS))
    assert cells_of(table) == [
        ("Project", "Bijdrage van de regio", "Bijdrage van de regio"),
        ("Project", "2021", "2022"),
        ("Bus", "12", "14"),
    ]


def test_a_merged_cell_below_the_heading_fills_only_its_first_column():
    rows = (*ROWS, ("Totaal over alle gemeenten", "", "€ 3.050"))
    heights = (*HEIGHTS, 16.0)
    rules = grid(WIDTHS, heights, without={(3, 0, "right")})
    table = only_table(rules, filled(rows, WIDTHS, heights))
    assert cells_of(table)[3] == ("Totaal over alle gemeenten", "", "€ 3.050")


def test_an_empty_cell_stays_empty_and_an_empty_row_is_left_out():
    rows = (*ROWS, ("", "", ""), ("Totaal", "", "€ 3.050"))
    heights = (16.0,) * 5
    table = only_table(grid(WIDTHS, heights), filled(rows, WIDTHS, heights))
    assert cells_of(table) == [*ROWS, ("Totaal", "", "€ 3.050")]


def test_two_tables_on_a_page_stay_two():
    below = grid(WIDTHS, HEIGHTS, top=300.0)
    words = filled(ROWS, WIDTHS, HEIGHTS) + filled(ROWS, WIDTHS, HEIGHTS, top=300.0)
    tables = tables_of([*grid(WIDTHS, HEIGHTS), *below], words)
    assert [table.rectangle[1] for table in tables] == [100.0, 300.0]
    assert [cells_of(table) for table in tables] == [list(ROWS)] * 2


def test_text_beside_and_below_a_table_is_not_in_it():
    around = [span("Inleiding", LEFT, 60.0), span("Toelichting", 450.0, 110.0)]
    table = only_table(grid(WIDTHS, HEIGHTS), [*filled(ROWS, WIDTHS, HEIGHTS), *around])
    assert cells_of(table) == list(ROWS)


def test_cells_that_are_filled_boxes_without_lines_make_a_table():
    across, down = places(LEFT, WIDTHS), places(TOP, HEIGHTS)
    panels = [(x0, y0, x1, y1) for y0, y1 in pairwise(down) for x0, x1 in pairwise(across)]
    (table,) = tables_of([], filled(ROWS, WIDTHS, HEIGHTS), panels)
    assert cells_of(table) == list(ROWS)


def test_a_ruled_table_with_filled_cells_is_read_once():
    across, down = places(LEFT, WIDTHS), places(TOP, HEIGHTS)
    panels = [(x0, y0, x1, y1) for y0, y1 in pairwise(down) for x0, x1 in pairwise(across)]
    (table,) = tables_of(grid(WIDTHS, HEIGHTS), filled(ROWS, WIDTHS, HEIGHTS), panels)
    assert cells_of(table) == list(ROWS)


# No tables ------------------------------------------------------------------------------------


@given(GRIDS, st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_rules_are_missing_no_word_in_the_frame_of_a_table_is_lost(drawn, data):
    heights, widths, rows = drawn
    rules = grid(widths, heights)
    kept = data.draw(st.lists(st.sampled_from(rules), min_size=len(rules) // 2, unique=True))
    words = filled(rows, widths, heights)
    for table in tables_of(kept, words):
        x0, top, x1, bottom = table.rectangle
        inside = [word for word in words if x0 <= word.x0 < x1 and top <= word.top < bottom]
        said = [text for row in table.rows for cell in row.cells for text in cell.split()]
        assert [word.text for word in inside if word.text not in said] == []


def test_a_grid_with_a_hole_that_holds_text_is_refused():
    """Without the lines around the corner its words would stand in no cell."""
    heights, widths = (16.0,) * 3, (100.0,) * 3
    open_sides = {(2, 2, "right"), (2, 2, "under")}
    rules = grid(widths, heights, without=open_sides)
    rows = (("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"))
    assert tables_of(rules, filled(rows, widths, heights)) == []
    assert len(tables_of(rules, filled((*rows[:2], ("g", "h", "")), widths, heights))) == 1


@pytest.mark.parametrize("lines", [3, 8])
def test_boxes_with_running_text_that_lay_out_a_page_are_no_table(lines):
    prose = "De gemeenten in de regio werken sinds 2020 samen aan een betere bereikbaarheid"
    widths, heights = (300.0, 300.0), (14.0 * lines, 14.0 * lines)
    words = [
        one
        for column in range(2)
        for row in range(2)
        for one in stacked([prose] * lines, 75.0 + 300 * column, 103.0 + heights[0] * row, 7.0)
    ]
    assert tables_of(grid(widths, heights), words) == []


def test_a_frame_around_one_text_is_no_table():
    assert tables_of(grid((400.0,), (60.0, 60.0, 60.0)), stacked(["Een kader."] * 12)) == []


def test_a_grid_without_words_is_no_table():
    assert tables_of(grid(WIDTHS, HEIGHTS), []) == []


def test_a_few_rules_make_no_table():
    underlined = [(72.0, y, 300.0, y) for y in (100.0, 120.0, 140.0, 160.0, 180.0, 200.0)]
    words = stacked(["Kop", "Tekst", "Tekst"])
    assert tables_of(underlined, words) == []
    assert tables_of(grid(WIDTHS, HEIGHTS)[:4], words) == []
    assert tables_of([], words) == []


def test_upright_rules_are_those_that_may_part_cells():
    rules = grid(WIDTHS, HEIGHTS)
    assert len(upright_rules(rules)) == 12
    assert all(rule[3] - rule[1] > rule[2] - rule[0] for rule in upright_rules(rules))
