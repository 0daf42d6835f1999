"""Words of a page picture: drawn here, so that every place on the page is known."""

import math
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, ImageOps

from extract import ocr
from extract.page import lean_back, turn_back

needs_engine = pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())

DPI = 200
WIDTH, HEIGHT = 360.0, 300.0
LEFT = 40.0
PLAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
HEADING = "Samenwerking in de regio"
BODY = (
    "De gemeenten werken sinds 2020 samen aan een",
    "betere bereikbaarheid van de dorpen langs de kust.",
    "Bewoners zijn bij de keuze van de haltes betrokken",
    "en kregen daarvoor ruim € 1.250.000 van het Rijk.",
)
LETTER = (
    (60.0, HEADING, PLAIN, 15.0),
    *((90 + 16 * i, line, PLAIN, 10.0) for i, line in enumerate(BODY)),
)
"""Baseline in points from the top, text, font and size of every line of a small letter."""


def pixels(points):
    return points * DPI / 72


def font_of(name, size):
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    return ImageFont.truetype(folder / name, round(pixels(size)))


def blank():
    return Image.new("L", (round(pixels(WIDTH)), round(pixels(HEIGHT))), 250)


def write(sheet, baseline, text, font=PLAIN, size=10.0, left=LEFT):
    """Draw a line and give its rectangle in points."""
    letters = font_of(font, size)
    at = (pixels(left), pixels(baseline))
    draw = ImageDraw.Draw(sheet)
    draw.text(at, text, 20, letters, anchor="ls")
    return tuple(place * 72 / DPI for place in draw.textbbox(at, text, letters, anchor="ls"))


def drawn(lines=LETTER):
    """A page with lines, and where each of them stands."""
    sheet = blank()
    return sheet, {text: write(sheet, top, text, font, size) for top, text, font, size in lines}


def read(sheet, width=WIDTH, height=HEIGHT):
    return ocr.recognise(sheet, width, height)


def text_of(recognised):
    return " ".join(span.text for span in recognised.spans if not span.raised)


def rectangle_of(span):
    return (span.x0, span.top, span.x1, span.bottom)


def assert_around(seen, place, points=3.0):
    """Two rectangles have the same sides, give or take some points."""
    assert seen == pytest.approx(place, abs=points)


@pytest.fixture(scope="module")
def letter():
    sheet, places = drawn()
    return read(sheet), places


# What to install ----------------------------------------------------------------------------


def test_the_module_does_not_need_the_engine_to_be_imported():
    program = (
        "import sys; sys.modules['tesserocr'] = None; import extract.ocr as o; print(o.missing())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install '.[ocr]'" in said.stdout


def test_without_the_package_the_advice_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.setattr(ocr, "_resting", type(ocr._resting)())
    assert "pip install '.[ocr]'" in ocr.missing()
    assert ocr.engine_id() == ""
    with pytest.raises(RuntimeError, match="installeer het pakket tesserocr"):
        read(blank())


def test_without_dutch_data_the_advice_names_the_packages_of_debian(monkeypatch):
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(ocr, "_DATA_FOLDERS", ())
    advice = ocr.missing()
    assert "tesseract-ocr-nld" in advice
    assert "TESSDATA_PREFIX" in advice
    assert advice.endswith(".")
    assert ocr.engine_id() == ""


def test_a_folder_that_the_user_names_goes_before_the_usual_ones(monkeypatch, tmp_path):
    (tmp_path / "nld.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert ocr.data_folder() == tmp_path


@needs_engine
def test_damaged_data_is_said_to_be_damaged(monkeypatch, tmp_path):
    (tmp_path / "nld.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(ocr, "_resting", type(ocr._resting)())
    with pytest.raises(RuntimeError, match="is niet te lezen; installeer die opnieuw"):
        read(blank())


@needs_engine
def test_the_engine_is_named_with_its_language():
    assert ocr.engine_id().startswith("tesseract ")
    assert " nld " in ocr.engine_id()


# A level page -------------------------------------------------------------------------------


@needs_engine
def test_every_drawn_line_is_read_where_it_stands(letter):
    recognised, places = letter
    assert [span.text for span in recognised.spans] == list(places)
    for span in recognised.spans:
        assert_around(rectangle_of(span), places[span.text])


@needs_engine
def test_a_clear_page_is_read_with_confidence(letter):
    recognised, _ = letter
    assert recognised.confidence > 0.9
    assert all(0 <= span.confidence <= 1 for span in recognised.spans)
    assert (recognised.turn, recognised.skew, recognised.slanted) == (0, 0.0, ())


@needs_engine
def test_body_lines_have_one_size_and_a_heading_is_larger(letter):
    heading, *body = letter[0].spans
    assert len({span.size for span in body}) == 1
    assert body[0].size == pytest.approx(10, rel=0.1)
    assert heading.size == pytest.approx(15, rel=0.1)


@needs_engine
def test_bold_letters_are_told_by_their_strokes():
    lines = [(60.0, "Artikel 4 Financiering", BOLD, 10.0), *LETTER[1:]]
    heading, *body = read(drawn(lines)[0]).spans
    assert heading.bold
    assert not any(span.bold for span in body)


@needs_engine
def test_words_far_apart_on_a_line_are_spans_of_their_own():
    sheet, _ = drawn(LETTER[1:])
    amount = write(sheet, 200.0, "Totaal")
    other = write(sheet, 200.0, "450.000", left=200.0)
    spans = {span.text: span for span in read(sheet).spans}
    assert_around(rectangle_of(spans["Totaal"]), amount)
    assert_around(rectangle_of(spans["450.000"]), other)


@needs_engine
def test_a_ruled_line_between_two_cells_parts_them():
    sheet, _ = drawn(LETTER[1:])
    write(sheet, 200.0, "Noord-Holland", left=40.0)
    write(sheet, 200.0, "kiest voor natuur", left=121.0)
    ImageDraw.Draw(sheet).line([pixels(117), pixels(180), pixels(117), pixels(215)], 20, 3)
    assert {"Noord-Holland", "kiest voor natuur"} <= {span.text for span in read(sheet).spans}


@needs_engine
def test_an_empty_page_has_no_spans():
    assert read(blank()) == ocr.Recognised((), 0.0)


@needs_engine
def test_light_letters_on_a_dark_page_are_read(letter):
    sheet, _ = drawn()
    assert text_of(read(ImageOps.invert(sheet))) == text_of(letter[0])


# Noise, bullets and footnote calls ----------------------------------------------------------


@needs_engine
def test_dust_changes_nothing(letter):
    sheet, _ = drawn()
    for place in range(60):
        x, y = 37 + 61 * place % 900, 40 + 97 * place % 760
        if sheet.crop((x - 12, y - 12, x + 14, y + 14)).getextrema()[0] > 200:
            sheet.paste(30, (x, y, x + 2, y + 2))
    assert text_of(read(sheet)) == text_of(letter[0])


@needs_engine
def test_lines_and_borders_are_not_read_as_letters(letter):
    sheet, _ = drawn()
    pen = ImageDraw.Draw(sheet)
    pen.rectangle([pixels(30), pixels(30), pixels(340), pixels(220)], outline=20, width=3)
    pen.line([pixels(40), pixels(240), pixels(200), pixels(240)], 20, 2)
    assert text_of(read(sheet)) == text_of(letter[0])


@needs_engine
@pytest.mark.parametrize("gap", [10.0, 24.0])
def test_round_dots_before_lines_are_bullets(gap):
    sheet, _ = drawn(LETTER[:1])
    for index, line in enumerate(BODY):
        top = 90 + 22 * index
        dot = [pixels(x) for x in (LEFT, top - 5.2, LEFT + 3.2, top - 2)]
        ImageDraw.Draw(sheet).ellipse(dot, fill=20)
        write(sheet, top, line, left=LEFT + gap)
    text = text_of(read(sheet))
    assert text.count("•") == len(BODY)
    assert all(f"• {line}" in text for line in BODY)


@needs_engine
def test_a_raised_number_is_a_footnote_call():
    sheet, _ = drawn(LETTER[:-1])
    *_, end, _ = write(sheet, 160.0, "Dat bleek in heel Nederland")
    call = write(sheet, 156.0, "3", size=6.0, left=end + 0.5)
    write(sheet, 160.0, "al eerder het geval.", left=end + 9)
    spans = read(sheet).spans
    raised = [span for span in spans if span.raised]
    assert [span.text for span in raised] == ["3"]
    assert_around(rectangle_of(raised[0]), call)
    assert "Dat bleek in heel Nederland" in [span.text for span in spans]


@needs_engine
def test_numbers_and_units_on_the_line_are_no_footnote_calls():
    line = "Het plan van 2021 kost 35 miljoen voor 120 m2."
    recognised = read(drawn([*LETTER[:-1], (160.0, line, PLAIN, 10.0)])[0])
    assert recognised.spans[-1].text == line
    assert not any(span.raised for span in recognised.spans)


# Pages that are askew, sideways or upside down ----------------------------------------------


def leaning(place, degrees):
    """The middle of a rectangle once the page has turned about its own middle."""
    x, y = (place[0] + place[2] - WIDTH) / 2, (place[1] + place[3] - HEIGHT) / 2
    turn = math.radians(degrees)
    return (
        WIDTH / 2 + x * math.cos(turn) + y * math.sin(turn),
        HEIGHT / 2 - x * math.sin(turn) + y * math.cos(turn),
    )


@needs_engine
@pytest.mark.parametrize("degrees", [-7.0, -1.2, 0.8, 4.5])
def test_a_page_that_was_scanned_askew_is_levelled(degrees):
    sheet, places = drawn()
    recognised = read(sheet.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250))
    assert recognised.skew == pytest.approx(degrees, abs=0.25)
    assert [span.text for span in recognised.spans] == list(places)
    for span in recognised.spans:
        assert_around(rectangle_of(span), places[span.text])
        x0, top, x1, bottom = lean_back(rectangle_of(span), recognised.skew, WIDTH, HEIGHT)
        middle = leaning(places[span.text], degrees)
        assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(middle, abs=3)


@needs_engine
@pytest.mark.parametrize(
    ("turn", "way"),
    [
        (90, Image.Transpose.ROTATE_90),
        (180, Image.Transpose.ROTATE_180),
        (270, Image.Transpose.ROTATE_270),
    ],
)
def test_a_page_that_lies_the_wrong_way_is_turned(turn, way, letter):
    sheet, places = drawn()
    width, height = (HEIGHT, WIDTH) if turn in (90, 270) else (WIDTH, HEIGHT)
    recognised = read(sheet.transpose(way), width, height)
    assert recognised.turn == turn
    assert [span.text for span in recognised.spans] == list(places)
    for span in recognised.spans:
        assert_around(rectangle_of(span), places[span.text])
        seen = turn_back(rectangle_of(span), turn, width, height)
        assert_around(seen, turn_back(places[span.text], turn, width, height))


SIDE = st.integers(100, 1500).map(float)
RECTANGLE = st.tuples(*[st.integers(0, 1500).map(float)] * 4).map(
    lambda r: (min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3]))
)


@given(RECTANGLE, st.floats(-10, 10), SIDE, SIDE)
@settings(max_examples=60, deadline=None)
def test_leaning_back_and_forth_keeps_the_middle_and_never_cuts_off(rectangle, skew, width, height):
    there = lean_back(rectangle, skew, width, height)
    x0, top, x1, bottom = lean_back(there, -skew, width, height)
    middle = ((rectangle[0] + rectangle[2]) / 2, (rectangle[1] + rectangle[3]) / 2)
    assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(middle, abs=1e-6)
    assert x0 <= rectangle[0] + 1e-6
    assert top <= rectangle[1] + 1e-6
    assert x1 >= rectangle[2] - 1e-6
    assert bottom >= rectangle[3] - 1e-6


@given(RECTANGLE, SIDE, SIDE)
@settings(max_examples=20, deadline=None)
def test_a_level_page_does_not_lean(rectangle, width, height):
    assert lean_back(rectangle, 0.0, width, height) == pytest.approx(rectangle)


# Many pages ---------------------------------------------------------------------------------


@needs_engine
def test_pages_come_back_in_order_the_same_whatever_was_read_before():
    sheets = [drawn(LETTER[:1])[0], drawn(LETTER[1:])[0], blank(), drawn()[0]]
    alone = [read(sheet) for sheet in sheets]
    pictures = [ocr.Picture(sheet, WIDTH, HEIGHT) for sheet in sheets]
    assert list(ocr.recognise_pages(pictures, 1)) == alone
    assert list(ocr.recognise_pages(reversed(pictures), 3)) == alone[::-1]


@needs_engine
def test_pictures_are_taken_a_few_at_a_time():
    taken = []

    def pictures():
        for number in range(20):
            taken.append(number)
            yield ocr.Picture(blank(), WIDTH, HEIGHT)

    pages = ocr.recognise_pages(pictures(), 2)
    next(pages)
    assert len(taken) < 6
    pages.close()


# A real scan --------------------------------------------------------------------------------


@needs_engine
def test_a_real_scan_of_a_ministry_is_read_with_its_bullets(shared):
    path = shared / "pdf" / "dutch" / "blg-1007826.pdf"
    if not path.is_file():
        pytest.skip("the scan of the ministry is not there")
    document = pypdfium2.PdfDocument(path)
    page = document[1]
    width, height = page.get_size()
    recognised = read(page.render(scale=DPI / 72, grayscale=True).to_pil(), width, height)
    document.close()
    text = text_of(recognised)
    assert recognised.confidence > 0.9
    assert text.count("• De wijzigingsvoorstellen") == 3
    assert "De wijzigingsvoorstellen worden per onderwerp in de bijgevoegde concept" in text
    assert len({span.size for span in recognised.spans if len(span.text) > 60}) == 1
