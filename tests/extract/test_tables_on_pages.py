"""Tables: rows in words, headers that go on over pages, amounts under the right column."""

from itertools import pairwise

import pdf_builders as draw
import pytest

from corpus.records import PassageKind
from extract.document import read_document

HEAD = ("Project", "Gemeente", "Rijksbijdrage", "Jaar")
FIRST = (
    ("Waterbus", "Delfzijl", "€ 2.600.000", "2021"),
    ("Leerplekken", "Appingedam", "€ 450.000", "2022"),
    ("Boerderijfonds", "Loppersum", "€ 1.200.000", "2023"),
)
SECOND = (
    ("Akkerranden", "Het Hogeland", "€ 310.000", "2022"),
    ("Vogelkaart", "Eemsdelta", "€ 95.000", "2024"),
    ("Haltes", "Eemsdelta", "€ 720.000", "2024"),
)


def in_words(row):
    return "; ".join(f"{name}: {value}" for name, value in zip(HEAD, row, strict=True) if value)


def table_rows(document):
    return [passage for passage in document.passages if passage.kind is PassageKind.TABLE]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("repeats", [True, False], ids=["header repeats", "header once"])
def test_rows_on_both_pages_name_their_columns(tmp_path, extract, ruled, repeats):
    later = [HEAD, *SECOND] if repeats else SECOND
    document = extract(draw.table_over_pages(tmp_path / "t.pdf", [[HEAD, *FIRST], later], ruled))
    rows = table_rows(document)
    assert [row.text for row in rows] == [in_words(row) for row in (*FIRST, *SECOND)]
    assert [row.pages for row in rows] == [(1,)] * 3 + [(2,)] * 3


def test_a_header_that_is_repeated_on_the_next_page_is_no_row(tmp_path):
    parts = [[HEAD, *FIRST], [HEAD, *SECOND]]
    blocks = read_document(draw.table_over_pages(tmp_path / "t.pdf", parts, True)).blocks
    rows = [block for block in blocks if block.kind is PassageKind.TABLE]
    assert [row.cells for row in rows if row.cells != row.header] == [*FIRST, *SECOND]
    assert {row.header for row in rows} == {HEAD}


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_the_text_around_a_table_stays_text(tmp_path, extract, ruled):
    path = draw.table_over_pages(tmp_path / "t.pdf", [[HEAD, *FIRST], [HEAD, *SECOND]], ruled)
    body = [p.text for p in extract(path).passages if p.kind is PassageKind.BODY]
    assert body == list(draw.PARAGRAPHS[:2])


def test_an_empty_cell_is_left_out_of_the_row(tmp_path, extract):
    rows = [HEAD, *FIRST, ("Totaal", "", "€ 4.250.000", "")]
    document = extract(draw.table_over_pages(tmp_path / "t.pdf", [rows], True))
    assert table_rows(document)[-1].text == "Project: Totaal; Rijksbijdrage: € 4.250.000"


def test_a_table_without_header_gives_its_cells_side_by_side(tmp_path, extract):
    document = extract(draw.table_over_pages(tmp_path / "t.pdf", [FIRST], True))
    assert [row.text for row in table_rows(document)] == [" | ".join(row) for row in FIRST]


def test_years_and_units_may_stand_in_a_header(tmp_path, extract):
    head = ("Project", "2021", "2022", "x € 1.000")
    rows = [head, ("Waterbus", "120", "140", "260"), ("Leerplekken", "45", "45", "90")]
    document = extract(draw.table_over_pages(tmp_path / "t.pdf", [rows], True))
    assert table_rows(document)[0].text == "Project: Waterbus; 2021: 120; 2022: 140; x € 1.000: 260"


def test_a_word_broken_inside_a_cell_is_mended(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "t.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    for x, lines in ((72, ("Bereikbaar-", "heid")), (230, ("€ 2.600.000",))):
        draw.write_lines(canvas, x, 200, lines, size=9, leading=11)
    for x, text in ((72, "Wonen"), (230, "€ 450.000")):
        draw.write(canvas, x, 230, text, size=9)
    for x, text in ((72, "Pijler"), (230, "Bijdrage")):
        draw.write(canvas, x, 178, text, size=9)
    canvas.grid([68, 226, 340], [842 - y for y in (166, 186, 218, 238)])
    document = extract(draw.saved(canvas, tmp_path / "t.pdf"))
    assert [row.text for row in table_rows(document)] == [
        "Pijler: Bereikbaarheid; Bijdrage: € 2.600.000",
        "Pijler: Wonen; Bijdrage: € 450.000",
    ]


def test_a_frame_around_text_is_no_table(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "kader.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    draw.write_paragraph(canvas, 72, 200, 451, draw.PARAGRAPHS[1])
    canvas.grid([64, 530], [842 - y for y in (75, 130, 185, 240)])
    document = extract(draw.saved(canvas, tmp_path / "kader.pdf"))
    assert [passage.kind for passage in document.passages] == [PassageKind.BODY] * 2


def test_every_row_has_the_box_of_its_own_cells(tmp_path, extract):
    path = draw.table_over_pages(tmp_path / "t.pdf", [[HEAD, *FIRST]], True)
    boxes = [row.boxes[0] for row in table_rows(extract(path))]
    assert [box.bottom for box in boxes[:-1]] == [box.top for box in boxes[1:]]
    assert {(box.x0, box.x1) for box in boxes} == {(68.0, 526.0)}


def test_a_text_that_runs_over_the_side_of_its_table_is_not_lost(tmp_path):
    rows = [HEAD, *FIRST, ("Akkerranden", "Bedum", "€ 95.000", "2021 verlengbaar met")]
    path = draw.table_over_pages(tmp_path / "t.pdf", [rows], True, (72, 160, 250, 330, 380))
    blocks = [block for block in read_document(path).blocks if block.text not in draw.PARAGRAPHS]
    said = " ".join(block.text for block in blocks)
    assert all(word in said for word in rows[-1][3].split())


def test_a_line_of_text_within_the_frame_of_a_table_is_not_lost(tmp_path):
    """Between two of its rules, but in no cell: one line among fifty."""
    canvas = draw.sheet(tmp_path / "t.pdf")
    rows = [(f"Project {row}", f"Plaats {row}", f"€ {row}.000") for row in range(1, 26)]
    places = (72, 230, 350, 470)
    edges = [x - 4 for x in places]
    draw.draw_table(canvas, 100, rows, places, False)
    for column, (left, right) in enumerate(pairwise(edges)):
        stop = 24 if column == 2 else 25
        canvas.grid([left, right], [842 - 89 - 16 * number for number in range(stop + 1)])
    read = read_document(draw.finished(canvas))
    assert "25.000" in " ".join(block.text for block in read.blocks)
