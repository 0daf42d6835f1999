"""Where a paragraph starts, and where it goes on in a next column or on a next page."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit
from span_builders import page, region

from extract.document import read_document
from extract.layout.paragraphs import (
    BULLET,
    CAPTION,
    LEADER,
    NUMBER,
    SECTION_NUMBER,
    ends_sentence,
    pieces_of,
)

ONE, TWO, THREE, FOUR = draw.PARAGRAPHS
FONT, SIZE, LEADING = "Helvetica", 10, 12.5


@pytest.fixture
def canvas(tmp_path):
    return draw.sheet(tmp_path / "blad.pdf")


def texts(canvas):
    return [block.text for block in read_document(draw.finished(canvas)).blocks]


def wrapped(text, width=451.0, size=SIZE, font=FONT):
    return simpleSplit(text, font, size, width)


def justified(canvas, x, top, width, lines, is_last=True, size=SIZE, leading=LEADING):
    """Lines that fill the width, but for the last line of a paragraph."""
    for place, line in enumerate(lines):
        run = canvas.beginText(x, canvas._pagesize[1] - top)
        run.setFont(FONT, size)
        gaps = line.count(" ")
        if gaps and not (is_last and place == len(lines) - 1):
            run.setWordSpace((width - canvas.stringWidth(line, FONT, size)) / gaps)
        run.textLine(line)
        canvas.drawText(run)
        top += leading
    return top


# Where a paragraph starts -----------------------------------------------------------------------


def test_white_between_lines_parts_paragraphs(canvas):
    top = 90
    for text in draw.PARAGRAPHS:
        top = draw.write_paragraph(canvas, 72, top, 451, text)
    assert texts(canvas) == list(draw.PARAGRAPHS)


@pytest.mark.parametrize("leading", [11.0, 12.5, 15.0, 20.0])
def test_however_far_the_lines_stand_from_one_another(canvas, leading):
    top = 90
    for text in draw.PARAGRAPHS:
        top = draw.write_lines(canvas, 72, top, wrapped(text), leading=leading) + 0.7 * leading
    assert texts(canvas) == list(draw.PARAGRAPHS)


def test_a_first_line_that_is_set_in_starts_a_paragraph(canvas):
    top = 90
    for text in draw.PARAGRAPHS:
        first, *_ = wrapped(text, 431)
        rest = wrapped(text[len(first) + 1 :])
        draw.write(canvas, 92, top, first)
        top = draw.write_lines(canvas, 72, top + LEADING, rest)
    assert texts(canvas) == list(draw.PARAGRAPHS)


def test_a_short_last_line_ends_a_paragraph_without_white_below_it(canvas):
    short = (
        "De kust heeft een plan. Het kost geld en tijd, maar het levert de inwoners van de dorpen "
        "in de regio ook veel op."
    )
    assert len(wrapped(short)) == 2
    top = 90
    for text in (short, ONE, short):
        top = draw.write_lines(canvas, 72, top, wrapped(text))
    assert texts(canvas) == [short, ONE, short]


def test_entries_of_which_the_later_lines_hang_are_paragraphs(canvas):
    top = 90
    for text in draw.PARAGRAPHS:
        first, *_ = wrapped(text)
        rest = wrapped(text[len(first) + 1 :], 421)
        draw.write(canvas, 72, top, first)
        top = draw.write_lines(canvas, 102, top + LEADING, rest)
    assert texts(canvas) == list(draw.PARAGRAPHS)


@pytest.mark.parametrize("marks", ["•••", ("1.", "2.", "3."), ("a.", "b.", "c."), "–––"])
@pytest.mark.parametrize("hangs", [True, False], ids=["hanging", "flush"])
def test_the_lines_of_a_list_item_belong_to_it(canvas, marks, hangs):
    top = 90
    items = (ONE, TWO, THREE)
    for mark, text in zip(marks, items, strict=True):
        if hangs:
            draw.write(canvas, 72, top, mark)
            top = draw.write_lines(canvas, 92, top, wrapped(text, 431))
        else:
            top = draw.write_lines(canvas, 72, top, wrapped(f"{mark} {text}"))
    assert texts(canvas) == [f"{mark} {text}" for mark, text in zip(marks, items, strict=True)]


def test_a_list_item_with_an_item_under_it(canvas):
    draw.write(canvas, 72, 90, "a.")
    top = draw.write_lines(canvas, 92, 90, wrapped(ONE, 431))
    draw.write(canvas, 92, top, "i.")
    top = draw.write_lines(canvas, 112, top, wrapped(TWO, 411))
    draw.write(canvas, 72, top, "b.")
    draw.write_lines(canvas, 92, top, wrapped(THREE, 431))
    assert texts(canvas) == [f"a. {ONE}", f"i. {TWO}", f"b. {THREE}"]


def test_a_dash_at_the_start_of_a_full_line_goes_on_with_the_sentence(canvas):
    lines = [
        "De gemeenten Eemsdelta en Het Hogeland hebben samen met de provincie een fonds gemaakt",
        "– het eerste in zijn soort – waaruit bewoners hun plannen voor de dorpen kunnen betalen",
        "zonder dat zij daarvoor zelf geld hoeven mee te brengen.",
    ]
    draw.write_lines(canvas, 72, 90, lines)
    assert texts(canvas) == [" ".join(lines)]


def test_a_bold_heading_on_a_line_of_its_own_is_apart_from_its_text(canvas):
    draw.write(canvas, 72, 90, "Wonen en leefbaarheid", "Helvetica-Bold")
    draw.write_lines(canvas, 72, 90 + LEADING, wrapped(ONE))
    assert texts(canvas) == ["Wonen en leefbaarheid", ONE]


def test_a_bold_head_that_runs_into_its_paragraph_belongs_to_it(canvas):
    head = "Wonen en leefbaarheid."
    width = canvas.stringWidth(f"{head} ", "Helvetica-Bold", SIZE)
    lines = wrapped(f"{'x' * round(width / 5)} {ONE}")
    first = lines[0].split(" ", 1)[1]
    draw.write(canvas, 72, 90, head, "Helvetica-Bold")
    draw.write(canvas, 72 + width, 90, first)
    draw.write_lines(canvas, 72, 90 + LEADING, lines[1:])
    assert texts(canvas) == [f"{head} {ONE}"]


def test_bold_words_in_the_middle_of_a_paragraph_do_not_break_it(canvas):
    lines = wrapped(ONE)
    before, bold = lines[0].rsplit(" ", 1)
    after, rest = lines[1].split(" ", 1)
    draw.write(canvas, 72, 90, before)
    end = 75 + canvas.stringWidth(before, "Helvetica", SIZE)
    draw.write(canvas, end, 90, bold, "Helvetica-Bold")
    draw.write(canvas, 72, 90 + LEADING, after, "Helvetica-Bold")
    end = 75 + canvas.stringWidth(after, "Helvetica-Bold", SIZE)
    draw.write(canvas, end, 90 + LEADING, rest)
    draw.write_lines(canvas, 72, 90 + 2 * LEADING, lines[2:])
    assert texts(canvas) == [ONE]


def test_print_of_another_size_is_another_paragraph(canvas):
    top = draw.write_lines(canvas, 72, 90, wrapped(ONE))
    draw.write_lines(canvas, 72, top, wrapped(TWO, size=8), size=8, leading=10)
    assert texts(canvas) == [ONE, TWO]


# Over columns and pages ---------------------------------------------------------------------------


WHOLE = f"{ONE} {TWO}"
CUTS = [cut for cut in range(2, len(wrapped(WHOLE))) if not wrapped(WHOLE)[cut - 1].endswith(".")]


@pytest.mark.parametrize("cut", CUTS)
def test_a_paragraph_that_is_cut_at_a_page_goes_on(canvas, cut):
    lines = wrapped(WHOLE)
    draw.write_lines(canvas, 72, 90, lines[:cut])
    canvas.showPage()
    draw.write_lines(canvas, 72, 90, lines[cut:])
    assert texts(canvas) == [WHOLE]


def test_justified_text_that_ends_a_sentence_at_the_foot_of_a_column_goes_on(canvas):
    """Only the last line of a paragraph is not filled out: a full one goes on."""
    width = 210
    lines = ["De gemeenten werken al jaren samen aan", "een beter vervoer tussen de dorpen en de"]
    lines += ["stad, en dat begint nu te lonen in cijfers."]
    more = [
        "De haltes liggen dichter bij huis dan ze",
        "ooit deden en de bus rijdt weer ieder uur,",
    ]
    more += ["ook in het weekend."]
    justified(canvas, 72, 120, width, lines, is_last=False)
    justified(canvas, 310, 120, width, more)
    assert texts(canvas) == [" ".join([*lines, *more])]


def test_a_finished_paragraph_does_not_run_on_over_the_page(tmp_path):
    path = draw.mixed(tmp_path / "af.pdf", draw.PARAGRAPHS[:2])
    assert [block.text for block in read_document(path).blocks] == list(draw.PARAGRAPHS[:2])


def test_a_paragraph_runs_on_over_the_page_past_footnotes_and_furniture(tmp_path):
    lines = wrapped(WHOLE)
    canvas = draw.sheet(tmp_path / "over.pdf")
    for number, part in ((1, lines[:4]), (2, lines[4:])):
        draw.furniture(canvas, number, 2)
        draw.write_lines(canvas, 72, 90, part)
        draw.write(canvas, 72, 700, f"{number} Een noot bij blad {number}.", size=7.5)
        canvas.showPage()
    (block, *notes) = read_document(draw.finished(canvas)).blocks
    assert block.text == WHOLE
    assert [box.page for box in block.boxes] == [1, 2]
    assert block.text[block.box_starts[1] :].startswith(lines[4])
    assert [note.kind.value for note in notes] == ["footnote"] * 2


def test_small_print_under_a_table_does_not_run_on_over_the_page(canvas):
    note = (
        "De bedragen zijn afgerond op duizend euro en komen uit de begroting van de provincie die"
    )
    draw.write_lines(canvas, 72, 90, wrapped(ONE))
    draw.write(canvas, 72, 700, note, size=8)
    canvas.showPage()
    draw.write_lines(canvas, 72, 90, ["de regio heeft vastgesteld in het voorjaar."], size=8)
    draw.write_lines(canvas, 72, 120, wrapped(TWO))
    said = texts(canvas)
    assert note in said


def test_a_list_item_runs_on_over_the_page(canvas):
    lines = wrapped(WHOLE, 431)
    draw.write(canvas, 72, 90, "•")
    draw.write_lines(canvas, 92, 90, lines[:3])
    canvas.showPage()
    top = draw.write_lines(canvas, 92, 90, lines[3:])
    draw.write(canvas, 72, top, "•")
    draw.write_lines(canvas, 92, top, wrapped(THREE, 431))
    assert texts(canvas) == [f"• {WHOLE}", f"• {THREE}"]


def test_a_word_broken_over_the_page_is_mended(canvas):
    draw.write_lines(canvas, 72, 90, ["De gemeenten tekenden samen een samenwerkings-"])
    canvas.showPage()
    draw.write_lines(canvas, 72, 90, ["overeenkomst voor de duur van vier jaar."])
    (block,) = read_document(draw.finished(canvas)).blocks
    assert block.text == (
        "De gemeenten tekenden samen een samenwerkingsovereenkomst voor de duur van vier jaar."
    )
    assert block.text[block.box_starts[1] :].startswith("overeenkomst")


# Laws and signs ---------------------------------------------------------------------------------


LINES = st.lists(
    st.tuples(
        st.text("abcdefgh .", min_size=1, max_size=60).filter(str.strip),
        st.sampled_from([0.0, 12.0]),
        st.sampled_from([12.0, 12.0, 12.0, 18.0]),
    ),
    min_size=1,
    max_size=20,
)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_pieces_hold_every_line_of_a_region_once_and_in_order(drawn):
    top, lines = 60.0, []
    on = page()
    for text, indent, pitch in drawn:
        lines += region([text], on, x=72.0 + indent, top=top).lines
        top += pitch
    whole = region(["x"], on)
    column = type(whole)(on, tuple(lines))
    pieces = list(pieces_of([column], 10.0))
    assert [line for piece in pieces for line in piece.lines] == lines


@pytest.mark.parametrize(
    "text", ["• haltes", "– haltes", "- haltes", "o haltes", "▪haltes", "➢ haltes"]
)
def test_signs_that_begin_a_list_item(text):
    assert BULLET.match(text)


@pytest.mark.parametrize("text", ["-haltes", "onderwijs", "o.a. haltes", "–2,3", "de • halte"])
def test_what_only_looks_like_a_bullet(text):
    assert not BULLET.match(text)


@pytest.mark.parametrize(
    "text", ["1. Doel", "12) Doel", "a. doel", "(b) doel", "iv. doel", "c) doel"]
)
def test_numbers_that_begin_a_list_item(text):
    assert NUMBER.match(text)


@pytest.mark.parametrize(
    "text", ["1.250.000 euro", "2020 was", "a, b en c", "art. 3", "1.Doel", "12 april"]
)
def test_what_only_looks_like_an_item_number(text):
    assert not NUMBER.match(text)


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (SECTION_NUMBER, "2.3 Arbeidsmarkt", True),
        (SECTION_NUMBER, "2.3.1. Arbeidsmarkt", True),
        (SECTION_NUMBER, "2.3 miljoen", False),
        (CAPTION, "Tabel 3 Bijdragen", True),
        (CAPTION, "Figuur B.2: Banen", True),
        (CAPTION, "Tabellen 3 en 4", False),
        (LEADER, "1 Inleiding ........ 3", True),
        (LEADER, "2 Doel . . . . . . . 12", True),
        (LEADER, "Zie pagina 3", False),
    ],
)
def test_section_numbers_captions_and_contents_lines(pattern, text, matches):
    assert bool(pattern.search(text)) == matches


@pytest.mark.parametrize(
    "text", ["Klaar.", "Klaar?", "“Klaar.”", "(zie daar).", "als volgt:", "doel;"]
)
def test_a_mark_ends_a_sentence_also_before_a_closing_quote(text):
    assert ends_sentence(text)
    assert not ends_sentence(f"{text} en,")
