"""The fast door: every way in which letters may lie on a page, read as a reader would."""

from pathlib import Path

import matplotlib
import pdf_builders as draw
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from extract.document import read_document
from extract.lines import rows_of
from extract.pdf.pages import read_pdf
from extract.pdf.pdfium_page import read_text

TEXT = draw.PARAGRAPHS[0]
LINE = "De gemeenten werken sinds 2020 samen"
HIDDEN, THICKENED = 3, 2


@pytest.fixture(scope="module")
def dejavu():
    """A font with ligatures and accents, which the standard ones lack."""
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    pdfmetrics.registerFont(TTFont("DejaVu", str(folder / "DejaVuSans.ttf")))
    return "DejaVu"


def text_of(path):
    """What pdfium gives of the first page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return read_text(document[0])
    finally:
        document.close()


def words(path):
    return [word.text for word in text_of(path).words]


def rows(path):
    """Lines of the first page, from the top down."""
    return [row.text for row in rows_of(read_pdf(path).pages[0].spans)]


def styled(path, text, size=10, mode=0, air=0.0, font="Helvetica", top=100, angle=0.0):
    """One line with a text render mode, letter-spacing or a slope."""
    canvas = draw.sheet(path)
    canvas.translate(72, A4[1] - top)
    canvas.rotate(angle)
    line = canvas.beginText(0, 0)
    line.setFont(font, size)
    line.setTextRenderMode(mode)
    line.setCharSpace(air)
    line.textLine(text)
    canvas.drawText(line)
    return draw.saved(canvas, path)


# Turned pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_turned_by_a_matrix_is_read_level(tmp_path, angle):
    path = draw.sideways(tmp_path / "dwars.pdf", TEXT, angle)
    assert " ".join(rows(path)) == TEXT
    assert text_of(path).turn == angle


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_text_turned_by_the_viewer_is_read_level(tmp_path, rotate):
    path = draw.turned_sheet(tmp_path / "gedraaid.pdf", TEXT, rotate)
    assert " ".join(rows(path)) == TEXT
    page = text_of(path)
    assert page.turn == (360 - rotate) % 360


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_sideways_text_that_the_viewer_turns_upright_is_upright(tmp_path, angle):
    """Landscape tables are often drawn sideways on upright paper and then shown turned."""
    width, height = A4
    size = A4 if angle == 180 else A4[::-1]  # reportlab swaps the sides itself
    canvas = draw.sheet(tmp_path / "beide.pdf", size)
    canvas.setPageRotation(angle)
    canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[angle])
    canvas.rotate(angle)
    for number, line in enumerate(("Waterbus en haltes", "Leerplekken techniek")):
        canvas.drawString(72, (width if angle != 180 else height) - 100 - 14 * number, line)
    path = draw.saved(canvas, tmp_path / "beide.pdf")
    assert text_of(path).turn == 0
    assert rows(path) == ["Waterbus en haltes", "Leerplekken techniek"]


def test_a_watermark_across_the_page_is_set_aside(tmp_path):
    canvas = draw.sheet(tmp_path / "concept.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, TEXT)
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "CONCEPT")
    page = text_of(draw.saved(canvas, tmp_path / "concept.pdf"))
    assert page.slanted == ("CONCEPT",)
    assert [word.text for word in page.words] == TEXT.split()


def test_a_stamp_up_the_margin_is_set_aside(tmp_path):
    canvas = draw.sheet(tmp_path / "stempel.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, TEXT)
    canvas.rotate(90)
    canvas.drawString(200, -40, "Ontvangen op 3 mei 2021")
    page = text_of(draw.saved(canvas, tmp_path / "stempel.pdf"))
    assert page.slanted == ("Ontvangen op 3 mei 2021",)
    assert page.turn == 0


@pytest.mark.parametrize("place", [(-300, 400), (700, 400), (100, 900), (100, -40)])
def test_text_beside_the_paper_is_set_aside(tmp_path, place):
    canvas = draw.sheet(tmp_path / "naast.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, TEXT)
    canvas.drawString(*place, "Vouwlijn en snijtekens")
    page = text_of(draw.saved(canvas, tmp_path / "naast.pdf"))
    assert page.outside == ("Vouwlijn en snijtekens",)
    assert [word.text for word in page.words] == TEXT.split()


@given(
    st.floats(0.3, 4.0).flatmap(lambda slope: st.sampled_from([slope, -slope])),
    st.integers(2, 6),
)
@settings(max_examples=12, deadline=None)
def test_the_lines_of_a_hidden_layer_that_lies_askew_are_straightened(
    tmp_path_factory, slope, count
):
    path = tmp_path_factory.mktemp("scheef") / "scan.pdf"
    drawn = [f"{LINE} aan punt {number}" for number in range(count)]
    canvas = draw.sheet(path)
    canvas.translate(72, 500)
    canvas.rotate(slope)
    lines = canvas.beginText(0, 0)
    lines.setFont("Helvetica", 10)
    lines.setTextRenderMode(HIDDEN)
    lines.setLeading(14)
    lines.textLines(drawn)
    canvas.drawText(lines)
    draw.saved(canvas, path)
    page = text_of(path)
    assert page.skew == pytest.approx(slope, abs=0.05)
    assert page.hidden == page.characters == len("".join(drawn).replace(" ", ""))
    heights = sorted(word.bottom for word in page.words)
    per_line = len(drawn[0].split())
    for start in range(0, len(heights), per_line):
        row = heights[start : start + per_line]
        assert row[-1] - row[0] < 3
    assert [row.text for row in rows_of(page.words)] == drawn


def test_a_straight_page_has_no_skew(tmp_path):
    assert text_of(draw.plain_page(tmp_path / "recht.pdf", TEXT)).skew == 0.0


def test_a_text_layer_under_a_scan_is_known_to_be_hidden(tmp_path):
    hidden = text_of(styled(tmp_path / "laag.pdf", LINE, mode=HIDDEN))
    drawn = text_of(styled(tmp_path / "druk.pdf", LINE))
    assert (hidden.hidden, drawn.hidden) == (hidden.characters, 0)
    assert [word.text for word in hidden.words] == LINE.split()
    (page,) = read_pdf(tmp_path / "laag.pdf").pages
    assert page.is_hidden_layer


# Letters --------------------------------------------------------------------------------------


def test_a_hyphen_at_a_line_end_stays_a_hyphen_at_that_line_end(tmp_path):
    lines = ["De samenwerkings-", "overeenkomst gaat over onderwijs-", "en arbeidsmarkt."]
    assert rows(draw.page_of_lines(tmp_path / "breuk.pdf", lines)) == lines


def test_a_soft_hyphen_keeps_its_kind(tmp_path, dejavu):
    lines = ["De samenwerkings\u00ad", "overeenkomst is getekend."]
    path = draw.page_of_lines(tmp_path / "zacht.pdf", lines, dejavu)
    assert rows(path)[0][:-1] == "De samenwerkings"
    assert rows(path)[0][-1] in "-\u00ad"


def test_ligatures_become_letters(tmp_path, dejavu):
    path = draw.page_of_lines(
        tmp_path / "fi.pdf", ["De ﬁnanciële eﬀecten in oﬃciële cijfers"], dejavu
    )
    assert rows(path) == ["De financiële effecten in officiële cijfers"]


def test_accents_that_are_drawn_apart_are_put_on_their_letter(tmp_path, dejavu):
    path = draw.page_of_lines(
        tmp_path / "nfd.pdf", ["ge\u0308i\u0308nteresseerde regie\u0301"], dejavu
    )
    assert words(path) == ["gëïnteresseerde", "regié"]


@pytest.mark.parametrize("air", [0.3, 0.6, 1.0])
def test_small_print_with_some_air_between_its_letters_keeps_its_words(tmp_path, air):
    path = styled(tmp_path / "ruim.pdf", "Kenmerk van deze brief", size=7, air=air)
    assert rows(path) == ["Kenmerk van deze brief"]


@pytest.mark.parametrize("air", [4.0, 7.0])
def test_a_heading_spread_out_letter_by_letter_is_read_as_words(tmp_path, air):
    path = styled(tmp_path / "spatie.pdf", "EFFECTEN EN KOSTEN", size=14, air=air)
    assert rows(path) == ["EFFECTEN EN KOSTEN"]


def test_text_drawn_twice_is_read_once(tmp_path):
    assert " ".join(rows(draw.fake_bold(tmp_path / "vet.pdf", TEXT))) == TEXT


def test_every_letter_drawn_twice_in_turn_is_read_once(tmp_path):
    """Some writers thicken letter by letter, so that the stream says "TTiitteell"."""
    canvas = draw.sheet(tmp_path / "letters.pdf")
    canvas.setFont("Helvetica", 12)
    x = 72.0
    for letter in "Titelblad":
        for shift in (0.0, 0.3):
            canvas.drawString(x + shift, 700, letter)
        x += canvas.stringWidth(letter, "Helvetica", 12)
    assert words(draw.saved(canvas, tmp_path / "letters.pdf")) == ["Titelblad"]


def test_letters_that_are_filled_and_stroked_look_bold(tmp_path):
    (word, *_) = text_of(styled(tmp_path / "dik.pdf", LINE, mode=THICKENED)).words
    assert word.bold


def test_words_placed_one_by_one_without_spaces_are_words(tmp_path):
    canvas = draw.sheet(tmp_path / "los.pdf")
    x = 72.0
    for word in LINE.split():
        draw.write(canvas, x, 100, word)
        x += canvas.stringWidth(word, "Helvetica", 10) + 2.5
    path = draw.saved(canvas, tmp_path / "los.pdf")
    assert words(path) == LINE.split()


def test_letters_placed_one_by_one_are_words(tmp_path):
    canvas = draw.sheet(tmp_path / "letters.pdf")
    x = 72.0
    for letter in LINE:
        if letter != " ":
            draw.write(canvas, x, 100, letter)
        x += canvas.stringWidth(letter, "Helvetica", 10)
    assert words(draw.saved(canvas, tmp_path / "letters.pdf")) == LINE.split()


def with_small_number(path, before, number, rise, after=""):
    """A word with a small number right behind it, `rise` points above the line."""
    canvas = draw.sheet(path)
    draw.write(canvas, 72, 100, before)
    end = 72 + canvas.stringWidth(before, "Helvetica", 10)
    draw.write(canvas, end, 100 - rise, number, size=6)
    if after:
        end += canvas.stringWidth(number, "Helvetica", 6)
        draw.write(canvas, end, 100, after)
    return draw.saved(canvas, path)


def marks(path):
    (page,) = read_pdf(path).pages
    return [span.text for span in page.spans if span.raised]


@pytest.mark.parametrize("after", ["", ", en de regio", " en de regio"])
def test_a_footnote_call_is_marked_and_stands_outside_the_sentence(tmp_path, after):
    path = with_small_number(tmp_path / "noot.pdf", "cijfers van het CBS", "12", 4, after)
    assert marks(path) == ["12"]
    (block,) = read_document(path).blocks
    assert block.text == f"cijfers van het CBS{after}"
    assert [(call.at, call.number) for call in block.calls] == [(len("cijfers van het CBS"), "12")]


def test_a_lowered_number_belongs_to_its_word(tmp_path):
    path = with_small_number(tmp_path / "co2.pdf", "de uitstoot van CO", "2", -2, " daalt")
    assert (rows(path), marks(path)) == (["de uitstoot van CO2 daalt"], [])


@pytest.mark.parametrize("unit", ["m", "km"])
def test_a_raised_number_behind_a_unit_is_its_power(tmp_path, unit):
    path = with_small_number(tmp_path / "m2.pdf", f"een hal van 300 {unit}", "2", 4, " groot")
    assert (rows(path), marks(path)) == ([f"een hal van 300 {unit}2 groot"], [])


def test_letters_are_counted_without_spaces(tmp_path):
    page = text_of(draw.plain_page(tmp_path / "tel.pdf", TEXT))
    assert page.characters == len(TEXT.replace(" ", ""))
    assert (page.codes, page.slanted, page.outside) == (0, (), ())


def test_a_font_of_one_point_that_the_page_scales_up_has_the_size_that_is_seen(tmp_path):
    canvas = draw.sheet(tmp_path / "schaal.pdf")
    canvas.scale(11, 11)
    canvas.setFont("Helvetica", 1)
    canvas.drawString(6, 70, LINE)
    page = text_of(draw.saved(canvas, tmp_path / "schaal.pdf"))
    assert {word.size for word in page.words} == {11.0}
    assert [word.text for word in page.words] == LINE.split()
