"""No word of a page is lost: it ends in a block, in a removed line, or as a footnote call."""

import pdf_builders as draw
import pytest
from conservation import LostWord, lost_words, words_on_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit

from extract import document

TABLE = (
    ("Project", "Gemeente", "Rijksbijdrage", "Jaar"),
    ("Waterbus", "Delfzijl", "€ 2.600.000", "2021"),
    ("Leerplekken", "Appingedam", "€ 450.000", "2022"),
    ("Boerderijfonds", "Loppersum", "€ 1.200.000", "2023"),
)
ONE, TWO, THREE, FOUR = draw.PARAGRAPHS


def slides(path):
    """Boxes side by side, a title, loose labels and a page number."""
    canvas = draw.sheet(path, (842, 595))
    for number in (1, 2, 3):
        draw.write(canvas, 40, 50, f"Pijler {number} van de deal", "Helvetica-Bold", 20)
        for place, text in enumerate((ONE, TWO, THREE)):
            canvas.setFillColorRGB(0.92, 0.95, 0.9)
            canvas.rect(40 + 260 * place, 250, 240, 250, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            draw.write(canvas, 50 + 260 * place, 120, f"Kans {place}", "Helvetica-Bold", 12)
            draw.write_paragraph(canvas, 50 + 260 * place, 140, 220, text)
        for place in range(5):
            draw.write(canvas, 60 + 140 * place, 420 + 20 * (place % 2), f"label {place}", size=8)
        draw.write(canvas, 800, 580, str(number), size=8)
        canvas.showPage()
    return draw.finished(canvas)


def broken_words(path):
    lines = [
        "De samenwerkings-",
        "overeenkomst gaat over onderwijs-",
        "en arbeidsmarkt in de EU-",
        "landen.",
    ]
    return draw.page_of_lines(path, lines)


def signed_letter(path):
    """Reference block in the margin, columns of names below, a watermark and a line beside."""
    canvas = draw.sheet(path)
    for _ in range(2):
        draw.write_paragraph(canvas, 90, 150, 330, ONE, size=9, leading=12)
        draw.write_paragraph(canvas, 90, 230, 330, TWO, size=9, leading=12)
        draw.write_lines(canvas, 445, 200, ["Ons kenmerk", "2021-000123"], size=6.5, leading=9)
        for x, name in ((90, "De minister"), (300, "De gedeputeerde")):
            draw.write_lines(canvas, x, 500, [name, "namens deze", "A. de Vries"])
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "CONCEPT")
        canvas.restoreState()
        canvas.drawString(-200, 400, "vouwlijn")
        canvas.showPage()
    return draw.finished(canvas)


BUILT = {
    "letter": lambda path: draw.letter(path, 4),
    "two columns": lambda path: draw.columns(path, draw.PARAGRAPHS[:2], title="Stand van zaken"),
    "three columns": lambda path: draw.columns(path, draw.PARAGRAPHS[:3]),
    "footnotes": draw.footnotes,
    "fake bold": lambda path: draw.fake_bold(path, ONE),
    "ruled table": lambda path: draw.table_over_pages(path, [TABLE, TABLE], True),
    "unruled table": lambda path: draw.table_over_pages(path, [TABLE, TABLE], False),
    "sideways": lambda path: draw.sideways(path, ONE, title="Stand van zaken"),
    "turned": lambda path: draw.turned_sheet(path, ONE, 270),
    "cropped": lambda path: draw.cropped_sheet(path, ONE, 90, TABLE),
    "off the paper": lambda path: draw.off_the_paper(path, ONE),
    "encrypted": lambda path: draw.encrypted(path, ONE, ""),
    "slides": slides,
    "broken words": broken_words,
    "signed letter": signed_letter,
}


@pytest.mark.parametrize("name", BUILT)
def test_no_word_of_a_built_page_is_lost(tmp_path, name):
    path = tmp_path / "blad.pdf"
    BUILT[name](path)
    assert words_on_pages(path) > 10
    assert lost_words(path) == []


SLOTS = [(x, top) for x in (40, 225, 410) for top in range(60, 780, 90)]
PARTS = st.lists(
    st.tuples(
        st.sampled_from(SLOTS),
        st.sampled_from(
            [ONE[:150], TWO[:90], "Waterbus 450", "• haltes langs de kust;", "3.2 Doel"]
        ),
        st.sampled_from(["Helvetica", "Helvetica-Bold", "Helvetica-Oblique"]),
        st.sampled_from([7, 9, 10, 14]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda part: part[0],
)
BOXES = st.lists(
    st.tuples(
        st.integers(20, 400), st.integers(20, 700), st.integers(20, 300), st.integers(8, 200)
    ),
    max_size=6,
)


@given(st.lists(st.tuples(PARTS, BOXES), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_word_is_lost_wherever_it_is_put(tmp_path_factory, pages):
    """Boxes through text, columns that are none, the same words at one height: nothing is gone."""
    canvas = draw.sheet(tmp_path_factory.mktemp("overal") / "blad.pdf")
    for parts, boxes in pages:
        for x, top, wide, high in boxes:
            canvas.rect(x, 842 - top - high, wide, high)
        for (x, top), text, font, size in parts:
            lines = simpleSplit(text, font, size, 170)
            draw.write_lines(canvas, x, top, lines, font, size, 1.2 * size)
        canvas.showPage()
    assert lost_words(draw.finished(canvas)) == []


def test_the_law_sees_a_word_that_is_lost(tmp_path, monkeypatch):
    path = draw.letter(tmp_path / "brief.pdf", 2)
    whole = document.blocks_of
    monkeypatch.setattr(document, "blocks_of", lambda *arguments: whole(*arguments)[1:])
    lost = lost_words(path)
    assert len(lost) == len(ONE.split())
    assert {word.page for word in lost} == {1}
    assert sorted(word.text for word in lost) == sorted(ONE.split())
    assert LostWord(1, "bereikbaarheid", 72, 81) in lost


def test_the_law_counts_words_that_stand_more_than_once(tmp_path, monkeypatch):
    path = draw.page_of_lines(tmp_path / "vaak.pdf", ["de kust en de kust en de kust"])
    assert lost_words(path) == []
    whole = document.regions_of

    def with_a_word_less(page, spans, edges):
        (span,) = spans
        return whole(page, [span._replace(text="de kust en de kust en de")], edges)

    monkeypatch.setattr(document, "regions_of", with_a_word_less)
    assert [word.text for word in lost_words(path)] == ["kust"]


def test_few_words_of_the_truth_set_are_lost(shared_pdf, no_recognition):
    """A word of a poor text layer may stand upon another; elsewhere nothing is lost."""
    paths = sorted((shared_pdf / "truth").glob("*.pdf"))
    if not paths:
        pytest.skip("the truth set of ../shared/pdf/truth is not here")
    lost = {path.name: lost_words(path) for path in paths}
    assert {name: words for name, words in lost.items() if words and "ocr_layer" not in name} == {}
    assert sum(map(len, lost.values())) <= 3


def test_few_words_of_real_documents_are_lost(shared_pdf, no_recognition):
    paths = sorted((shared_pdf / "dutch").glob("*.pdf"))
    small = [path for path in paths if path.stat().st_size < 1_500_000]
    if not small:
        pytest.skip("there are no Dutch documents in ../shared/pdf/dutch")
    for path in small:
        assert len(lost_words(path)) <= words_on_pages(path) / 2000, path.name
