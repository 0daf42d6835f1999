"""The margin beside the text: reference and address blocks of letters, and what is no margin."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import page, span, stacked, table, texts

from extract.document import read_document
from extract.layout.margins import NO_EDGES, beside_text, text_edges

BODY = [f"Dit is regel {row:02} van een brief aan de Kamer" for row in range(40)]
EDGES = (150.0, 390.0)
REFERENCE = ("Ons kenmerk", "IENW/BSK-2022/123456", "Uw kenmerk", "2022Z01234")
ADDRESS = ("Ministerie van Infrastructuur", "Rijnstraat 8", "2515 XP Den Haag")


def text(x=150.0):
    return stacked(BODY, x)


def aside(spans, edges=EDGES, **more):
    return texts(beside_text(page(spans, **more), spans, edges))


def test_the_edges_are_those_of_the_running_text():
    spans = [
        *text(),
        *stacked(["kort"] * 9, 40.0),
        *stacked(["kleine druk in de marge"] * 9, 430.0, size=7.0),
    ]
    assert text_edges([page(spans)], 10.0) == (150.0, text()[0].x1)


def test_a_single_line_that_runs_over_does_not_move_the_edges():
    over = span(
        "Deze ene regel is veel langer dan alle andere regels van deze brief samen", 20.0, 700.0
    )
    assert text_edges([page([*text(), *stacked(BODY, 150.0, 100.0), over])], 10.0) == (
        150.0,
        text()[0].x1,
    )


def test_without_running_text_there_are_no_edges():
    assert text_edges([page(stacked(["kort", "woord"]))], 10.0) == NO_EDGES
    assert text_edges([page([])], 10.0) == NO_EDGES


@given(st.floats(40, 200), st.integers(10, 60))
@settings(max_examples=50, deadline=None)
def test_text_between_its_own_edges_is_never_beside_it(x, count):
    spans = stacked((BODY * 2)[:count], x)
    made = page(spans)
    assert beside_text(made, spans, text_edges([made], 10.0)) == []


@pytest.mark.parametrize("x", [30.0, 430.0])
def test_a_block_in_the_margin_stands_beside_the_text(x):
    spans = [*text(), *stacked(REFERENCE, x, 131.0, 7.0, 9.0)]
    assert aside(spans) == list(REFERENCE)


@pytest.mark.parametrize("mark", ["1.", "2.3", "•", "a)", "Artikel 3", "lid 2"])
def test_numbers_that_hang_in_the_margin_belong_to_the_text(mark):
    spans = [*text(), span(mark, 110.0, 136.0)]
    assert aside(spans) == []


def test_the_last_cells_of_a_table_stand_on_one_line_with_the_text():
    """Their column lies beyond the edge of the text, but in the size of the other cells."""
    rows = [span(f"Project {row}", 150.0, 600.0 + 14 * row) for row in range(4)]
    amounts = [span("€ 450.000", 430.0, 600.0 + 14 * row) for row in range(4)]
    assert aside([*text(), *rows, *amounts]) == []


def test_a_box_and_a_ruled_table_beside_the_text_are_no_margin():
    box = stacked(("In het kort", "de kust groeit"), 430.0, 200.0, 8.0)
    cells = stacked(("Totaal", "450"), 430.0, 400.0, 8.0)
    frame = (425.0, 390.0, 560.0, 440.0)
    spans = [*text(), *box, *cells]
    found = aside(spans, panels=((425.0, 190.0, 560.0, 240.0),), tables=[table([("a",)], frame)])
    assert found == []


# Whole letters --------------------------------------------------------------------------------


def letter(path, pages=3):
    """A ministry's letter: body text on the left, a reference block on the right of each page, and
    the address of the sender on the first."""
    canvas = draw.sheet(path)
    for number in range(pages):
        top = 150
        for paragraph in (draw.PARAGRAPHS[number:] + draw.PARAGRAPHS[:number])[:4]:
            top = draw.write_paragraph(canvas, 90, top, 330, paragraph, size=9, leading=12)
        if number == 0:
            draw.write_lines(canvas, 445, 152, ADDRESS, size=6.5, leading=9)
        draw.write_lines(canvas, 445, 200, REFERENCE, size=6.5, leading=9)
        canvas.showPage()
    return draw.saved(canvas, path)


def test_a_reference_block_that_is_on_every_page_is_removed_and_listed(tmp_path):
    read = read_document(letter(tmp_path / "brief.pdf"))
    listed = [(line.page, line.text) for line in read.removed]
    assert listed == [(number, text) for number in (1, 2, 3) for text in REFERENCE]
    assert all(line.box.x0 > 440 for line in read.removed)


def test_the_address_block_is_kept_apart_from_the_sentences_beside_it(tmp_path):
    read = read_document(letter(tmp_path / "brief.pdf"))
    said = [block.text for block in read.blocks]
    for number in range(3):
        for paragraph in (draw.PARAGRAPHS[number:] + draw.PARAGRAPHS[:number])[:4]:
            assert paragraph in said
    left = " ".join(text for text in said if text not in draw.PARAGRAPHS)
    assert left.split() == " ".join(ADDRESS).split()


def test_a_reference_block_on_a_single_page_is_kept(tmp_path):
    read = read_document(letter(tmp_path / "brief.pdf", pages=1))
    assert [line.text for line in read.removed] == []
    said = " ".join(block.text for block in read.blocks)
    assert all(text in said for text in (*REFERENCE, *ADDRESS))
