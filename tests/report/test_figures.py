"""The heat map: the same bytes every time, labels as text, and marks that need no colour."""

import dataclasses
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from report.figures.matrix_map import draw_heat_map
from report.theme_matrix import ABSENT, FOUND, NO_TEXT, UNCERTAIN

TITLE = "Rode draden per Regio Deal"


@pytest.fixture(scope="module")
def draw(taxonomy):
    """Draws the rode draden of some cells as PNG and SVG into a folder."""

    def draw_in(folder, cells):
        targets = [folder / "heatmap.png", folder / "heatmap.svg"]
        draw_heat_map(cells, taxonomy.facet("draden"), TITLE, targets)
        return targets

    return draw_in


@pytest.fixture(scope="module")
def drawn(draw, study_cells, tmp_path_factory):
    return draw(tmp_path_factory.mktemp("figure"), study_cells)


@pytest.fixture(scope="module")
def svg(drawn):
    return drawn[1].read_text(encoding="utf-8")


def texts(svg):
    root = ElementTree.fromstring(svg)
    return [
        "".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")
    ]


def test_the_same_cells_give_the_same_bytes(draw, drawn, study_cells, tmp_path):
    for one, two in zip(drawn, draw(tmp_path, study_cells), strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_files_hold_no_date_and_no_program(drawn, svg):
    png, _ = drawn
    with Image.open(png) as image:
        assert set(image.info) <= {"dpi"}
    assert "matplotlib" not in svg.lower().split("</metadata>")[0]
    assert "date" not in svg.split("</metadata>")[0]


def test_the_picture_is_large_enough_to_print(drawn):
    with Image.open(drawn[0]) as image:
        assert image.format == "PNG"
        assert image.width > 800
        assert image.height > 400


def test_the_svg_names_concepts_rows_and_title_as_text(svg):
    shown = texts(svg)
    assert {TITLE, "R1  Sociale cohesie", "R2  Gezondheid"} <= set(shown)
    assert {
        "Groene Streek (tranche 1) – plan",
        "Groene Streek (tranche 1) – rapportage",
        "Blauwe Kust (tranche 2) – plan",
    } <= set(shown)


def test_other_facets_are_not_in_the_picture(svg):
    assert "Investering" not in svg


def counts(svg):
    return sorted(text for text in texts(svg) if re.fullmatch(r"[?] ?\d*|\d+", text))


def with_value(cells, value):
    return [dataclasses.replace(cell, value=value) for cell in cells]


def test_cells_that_were_found_show_their_passages_and_others_no_number(
    draw, study_cells, tmp_path
):
    found = [cell for cell in study_cells if cell.passages]
    draw(tmp_path, with_value(found, FOUND))
    shown = (tmp_path / "heatmap.svg").read_text(encoding="utf-8")
    assert counts(shown) == ["1", "1", "1"]
    draw(tmp_path, with_value(found, ABSENT))
    assert counts((tmp_path / "heatmap.svg").read_text(encoding="utf-8")) == []


def dashed(svg):
    return svg.count("stroke-dasharray")


def test_an_uncertain_cell_has_a_question_mark_in_a_dashed_frame(draw, study_cells, tmp_path):
    own = [cell for cell in study_cells if cell.row.words and cell.concept.id == "R1"]
    for value, marks in ((UNCERTAIN, len(own)), (ABSENT, 0), (FOUND, 0), (NO_TEXT, 0)):
        draw(tmp_path, with_value(own, value))
        shown = (tmp_path / "heatmap.svg").read_text(encoding="utf-8")
        assert dashed(shown) == marks
        assert sum("?" in text for text in counts(shown)) == marks


def hatched(svg):
    return len(re.findall(r'style="fill: url\(#', svg))


def test_only_cells_without_text_are_hatched(draw, svg, study_cells, tmp_path):
    assert hatched(svg) == 2
    with_text = [cell for cell in study_cells if cell.value != "geen tekst"]
    draw(tmp_path, with_text)
    assert hatched((tmp_path / "heatmap.svg").read_text(encoding="utf-8")) == 0


def test_a_study_without_rows_still_gives_a_picture(draw, tmp_path):
    for path in draw(tmp_path, []):
        assert path.stat().st_size > 1000


def test_drawing_again_replaces_the_files_and_leaves_no_draft(draw, study_cells, tmp_path):
    (tmp_path / "heatmap.png").write_bytes(b"old")
    draw(tmp_path, study_cells)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["heatmap.png", "heatmap.svg"]
