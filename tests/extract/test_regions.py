"""Regions and rows: every word of a page once, in an order that does not depend on drawing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import page, span, stacked, table, texts, words

from extract.layout.regions import regions_of
from extract.lines import joined_text, line_of, rows_of, usual_size


def said(regions):
    """Every word of regions, in reading order."""
    found = []
    for region in regions:
        for line in region.lines:
            found += [word for one in line.spans for word in one.text.split()]
        for row in region.table.rows if region.table else ():
            found += [word for cell in row.cells for word in cell.split()]
    return found


def read(spans, **more):
    return regions_of(page(spans, **more), spans)


@given(st.permutations(range(12)))
@settings(max_examples=50, deadline=None)
def test_reading_order_does_not_depend_on_the_order_of_drawing(order):
    left = stacked([f"links {row} van de tekst" for row in range(6)])
    right = stacked([f"rechts {row} van de tekst" for row in range(6)], 330.0)
    spans = [*left, *right]
    shuffled = [spans[place] for place in order]
    assert said(read(shuffled)) == said(read(spans))
    assert said(read(spans)) == [word for one in spans for word in one.text.split()]


PLACES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 30), st.sampled_from([8.0, 10.0, 16.0])),
    min_size=1,
    max_size=50,
    unique_by=lambda place: place[:2],
)
BOXES = st.lists(
    st.tuples(
        st.integers(30, 300), st.integers(30, 400), st.integers(60, 250), st.integers(30, 200)
    ),
    max_size=3,
)


@given(PLACES, BOXES)
@settings(max_examples=150, deadline=None)
def test_regions_hold_every_word_of_the_page_exactly_once(places, boxes):
    spans = [span(f"w{x}x{y}", 40.0 + 52 * x, 40.0 + 13 * y, size) for x, y, size in places]
    panels = tuple((x, y, x + wide, y + high) for x, y, wide, high in boxes)
    assert sorted(said(read(spans, panels=panels))) == sorted(texts(spans))


@given(PLACES, st.tuples(st.floats(60, 250), st.floats(250, 520)))
@settings(max_examples=100, deadline=None)
def test_wherever_the_edges_of_the_text_lie_no_word_is_lost(places, edges):
    spans = [span(f"w{x}x{y}", 40.0 + 52 * x, 40.0 + 13 * y, size) for x, y, size in places]
    assert sorted(said(regions_of(page(spans), spans, edges))) == sorted(texts(spans))


@given(PLACES)
@settings(max_examples=50, deadline=None)
def test_words_in_a_ruled_table_are_those_of_its_cells(places):
    inside = [("Project", "Bijdrage"), ("Waterbus", "2600"), ("Fonds", "450")]
    spans = [span(f"w{x}x{y}", 40.0 + 52 * x, 40.0 + 13 * y, size) for x, y, size in places]
    frame = (100.0, 100.0, 400.0, 200.0)
    outside = [
        one
        for one in spans
        if not (one.x0 >= 100 and one.x1 <= 400 and 100 <= (one.top + one.bottom) / 2 <= 200)
    ]
    found = said(read(spans, tables=[table(inside, frame)]))
    assert sorted(found) == sorted([*texts(outside), *(cell for row in inside for cell in row)])


def test_a_table_keeps_its_place_among_the_text():
    above, below = (
        stacked(["Boven de tabel staat deze zin."]),
        stacked(["Eronder deze."], top=320.0),
    )
    spans = [*above, *below]
    regions = read(spans, tables=[table([("a", "b"), ("c", "d")], (72.0, 150.0, 400.0, 300.0))])
    assert said(regions) == "Boven de tabel staat deze zin. a b c d Eronder deze.".split()


def test_what_stands_in_the_margin_is_read_last_and_apart():
    text = stacked([f"Dit is regel {row} van een brief aan de Kamer" for row in range(9)], 150.0)
    margin = stacked(["Ons kenmerk", "2021-000123"], 40.0, 130.0, 7.0, 9.0)
    spans = [*text, *margin]
    regions = regions_of(page(spans), spans, (148.0, 420.0))
    assert said(regions)[-3:] == ["Ons", "kenmerk", "2021-000123"]
    assert [region.boxed for region in regions] == [False, True]


def test_two_boxes_that_overlap_around_one_text_give_it_once():
    boxed = stacked([f"Dit is regel {row} van de tekst in het kader" for row in range(4)])
    other = stacked([f"Dit is regel {row} van de tekst eronder" for row in range(4)], top=400.0)
    spans = [*boxed, *other]
    found = read(spans, panels=((60.0, 20.0, 320.0, 160.0), (62.0, 95.0, 318.0, 230.0)))
    assert sorted(said(found)) == sorted(word for one in spans for word in one.text.split())


def test_the_numbers_beside_a_chart_are_not_lost():
    """Below them stands text that is too far away to be their column."""
    axis = [span("90", 146.0, 494.5, 7.6), span("80", 146.0, 514.7, 7.6)]
    years = span("2023*", 474.9, 686.7, 7.6)
    legend = span("Plaatsing in een inrichting voor jeugdigen (PIJ)", 242.0, 703.7, 7.6)
    spans = [*axis, years, legend]
    assert sorted(said(read(spans))) == sorted(word for one in spans for word in one.text.split())


def test_a_footnote_call_stands_in_its_line_and_not_in_its_text():
    (first, second) = stacked(["cijfers van het CBS", "en eigen tellingen"])
    call = span("1", first.x1, first.top - 2, 6.0, raised=True)
    (region,) = read([first, second, call])
    assert [line.text for line in region.lines] == [first.text, second.text]
    assert [one.text for one in region.lines[0].spans] == [first.text, "1"]


# Rows and lines ---------------------------------------------------------------------------------


@given(st.permutations(["De", "regio", "werkt", "samen"]))
@settings(max_examples=24, deadline=None)
def test_a_row_runs_from_left_to_right(shuffled):
    places = {"De": 72.0, "regio": 90.0, "werkt": 120.0, "samen": 150.0}
    rows = rows_of([span(text, places[text]) for text in shuffled])
    assert [row.text for row in rows] == ["De regio werkt samen"]


def test_words_a_little_higher_are_still_on_the_row_and_words_below_are_not():
    rows = rows_of([span("De"), span("regio", 90.0, 98.0), span("werkt", 72.0, 112.0)])
    assert [row.text for row in rows] == ["De regio", "werkt"]


@given(PLACES)
@settings(max_examples=50, deadline=None)
def test_rows_hold_every_span_once_from_the_top_down(places):
    spans = [span(f"w{x}x{y}", 40.0 + 52 * x, 40.0 + 13 * y, size) for x, y, size in places]
    rows = rows_of(spans)
    assert sorted(one.text for row in rows for one in row.spans) == sorted(texts(spans))
    middles = [(row.top + row.bottom) / 2 for row in rows]
    assert all(one <= other + 6 for one, other in pairwise(middles))


@pytest.mark.parametrize(
    ("gap", "text"), [(0.0, "regiodeal"), (0.5, "regiodeal"), (2.5, "regio deal")]
)
def test_there_is_a_space_where_there_is_white(gap, text):
    first = span("regio")
    assert joined_text([first, span("deal", first.x1 + gap)]) == text


def test_words_that_lie_over_one_another_are_not_glued_to_one_word():
    """Two texts of a drawing may overlap; a reader sees two words."""
    assert line_of([span("plaatsgevonden met", 72.0), span("KLANTEN", 76.0, size=24.0)]).text in (
        "plaatsgevonden met KLANTEN",
        "KLANTEN plaatsgevonden met",
    )


@pytest.mark.parametrize("follows", [".", ","])
def test_a_mark_right_behind_a_footnote_call_closes_up_to_the_word(follows):
    first = span("het CBS")
    call = span("8", first.x1, first.top - 2, 6.0, raised=True)
    assert joined_text([first, call, span(follows, call.x1)]) == f"het CBS{follows}"


def test_a_sentence_that_begins_right_behind_a_footnote_call_is_parted_from_the_last():
    first = span("(BIO)).")
    call = span("2", first.x1, first.top - 2, 6.0, raised=True)
    assert joined_text([first, call, span("Verder", call.x1)]) == "(BIO)). Verder"


def test_a_line_is_as_bold_and_as_large_as_most_of_its_letters():
    line = line_of([*words("Artikel 3", bold=True), *words("Looptijd van het convenant", 130.0)])
    assert (line.bold, line.size) == (False, 10.0)
    heading = line_of([*words("Looptijd van dit", bold=True), *words("stuk", 170.0)])
    assert heading.bold


def test_the_usual_size_is_that_of_most_letters_and_calls_do_not_count():
    spans = [
        span("kop", size=18.0),
        span("lopende tekst", size=10.0),
        span("9" * 40, size=6.0, raised=True),
    ]
    assert usual_size(spans) == 10.0
    assert usual_size([]) == 10.0
