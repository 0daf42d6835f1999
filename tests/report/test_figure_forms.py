"""Figures of tables: the same bytes every time, absent values said to be so, labels as text."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from handmade import EMPTY, TABLE, spec

from report.figures.forms import picture_of
from report.results import Form, ResultRow

FORMS = list(Form)


def texts(svg):
    root = ElementTree.fromstring(svg)
    return [
        "".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_table_gives_the_same_bytes_without_date_or_program(form):
    one, two = (picture_of(spec(form), TABLE) for _ in range(2))
    assert (one.png, one.svg) == (two.png, two.svg)
    assert b"matplotlib" not in one.svg.split(b"</metadata>")[0].lower()


@pytest.mark.parametrize("form", FORMS)
def test_no_figure_holds_a_bitmap(form):
    assert b"<image" not in picture_of(spec(form), TABLE).svg


@pytest.mark.parametrize("form", FORMS)
def test_a_table_without_rows_is_said_to_be_empty(form):
    assert "Er is niets om te tonen." in texts(picture_of(spec(form), EMPTY_TABLE).svg)


EMPTY_TABLE = replace(TABLE, rows=EMPTY.rows)


def test_bars_write_their_value_and_say_whose_an_absent_one_is():
    shown = texts(picture_of(spec(Form.BARS), TABLE).svg)
    assert "50%" in shown
    assert "geen gegevens (rapportage)" in shown
    assert "0% (plan)" in shown
    assert {"plan", "rapportage"} <= set(shown)


def test_bars_without_a_group_keep_rows_of_one_name_apart():
    shown = texts(picture_of(spec(Form.BARS, group=""), TABLE).svg)
    assert shown.count("=Sociale <b>cohesie</b>") == 2


def hatched(svg):
    return svg.count(b'style="fill: url(#')


def test_a_heat_map_hatches_what_is_absent_and_never_writes_it_as_0():
    known = replace(TABLE, rows=(TABLE.rows[0],))
    assert hatched(picture_of(spec(Form.HEAT), known).svg) == 0
    svg = picture_of(spec(Form.HEAT), TABLE).svg
    assert hatched(svg) == 2
    assert {"50%", "Gearceerd: geen gegevens."} <= set(texts(svg))


def test_a_heat_map_shows_words_of_a_cell():
    shown = texts(picture_of(spec(Form.HEAT, value="deals"), TABLE).svg)
    assert {"geen", "tekst"} <= set(" ".join(shown).split())


def test_a_dumbbell_names_both_ends():
    shown = texts(picture_of(spec(Form.DUMBBELL), TABLE).svg)
    assert {"Aandeel", "Breedte", "geen gegevens"} <= set(shown)


def test_points_name_the_rows_that_they_cannot_place():
    shown = " ".join(texts(picture_of(spec(Form.POINTS), TABLE).svg))
    assert "Zonder gegevens: =Sociale <b>cohesie</b>, Gezondheid." in shown


@pytest.mark.parametrize("form", FORMS)
def test_eighty_rows_with_long_names_are_all_in_the_picture(form):
    rows = tuple(
        ResultRow(
            str(place),
            {"naam": f"Deal nummer {place:02}", "bron": "plan", "aandeel": place / 80, "maat": 1.5},
        )
        for place in range(80)
    )
    shown = texts(picture_of(spec(form), replace(TABLE, rows=rows)).svg)
    assert {f"Deal nummer {place:02}" for place in range(80)} <= set(shown)


def test_a_figure_of_a_column_that_is_not_there_fails():
    with pytest.raises(KeyError):
        picture_of(spec(Form.BARS, value="onbekend"), TABLE)
