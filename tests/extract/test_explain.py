"""The picture of a page shows its blocks, their order and what was left out, in Dutch."""

import io
from collections import Counter

import pdf_builders as draw
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from corpus.records import NO_TEXT, Box, PageRecord, PassageKind, RemovedLine
from extract.document import ReadDocument, read_document
from extract.explain.pictures import draw_pages
from extract.explain.shapes import LEFT_OUT, LOOKS, Pen, font_of
from extract.sections import Block

SCALE = 100 / 72
WIDTH, HEIGHT = 400, 500
WHITE = (255, 255, 255)


def block(*boxes, kind=PassageKind.BODY, text="tekst"):
    return Block(kind, text, tuple(boxes))


def read(blocks, removed=(), pages=1, reader="pdfium"):
    records = tuple(PageRecord(n, WIDTH, HEIGHT, 9, reader) for n in range(1, pages + 1))
    return ReadDocument(pages=records, blocks=tuple(blocks), removed=tuple(removed))


def blank(scale=SCALE, mode="RGB"):
    return Image.new(mode, (round(WIDTH * scale), round(HEIGHT * scale)), "white")


def drawn(document, page=1, picture=None, **more):
    picture = picture or blank()
    ((number, image),) = draw_pages([(page, picture)], document, SCALE, **more)
    assert number == page
    return image


def png(image):
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def has_colour(image, colour, box):
    part = image.crop(tuple(round(edge * SCALE) for edge in box))
    return colour in {pixel for _, pixel in part.getcolors(part.width * part.height)}


@pytest.fixture
def written(monkeypatch):
    """All texts that are written on pictures."""
    texts = []
    write = ImageDraw.ImageDraw.text

    def spy(self, at, text, *rest, **named):
        texts.append(text)
        return write(self, at, text, *rest, **named)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", spy)
    return texts


def test_every_kind_has_a_look_of_its_own_also_without_colour():
    assert set(LOOKS) == set(PassageKind)
    looks = [*LOOKS.values(), LEFT_OUT]
    assert len({look.name for look in looks}) == len(looks)
    assert len({look.colour for look in looks}) == len(looks)
    outlines = {
        (look.width, look.dash, look.rail, look.is_closed, look.is_hatched) for look in looks
    }
    assert len(outlines) == len(looks)


@pytest.mark.parametrize("kind", PassageKind)
def test_a_block_is_framed_and_numbered_in_the_colour_of_its_kind(kind, written):
    place = Box(1, 100, 100, 300, 160)
    image = drawn(read([block(place, kind=kind)]))
    beside = (80, 95, 100, 115)
    assert has_colour(image, LOOKS[kind].colour, beside)
    assert image.getpixel((round(200 * SCALE), round(130 * SCALE))) != WHITE
    assert image.getpixel((round(350 * SCALE), round(300 * SCALE))) == WHITE
    assert "1" in written


def test_nothing_of_the_page_is_hidden_by_the_fill_of_a_block():
    picture = blank()
    ImageDraw.Draw(picture).rectangle((200, 200, 210, 210), fill="black")
    image = drawn(read([block(Box(1, 100, 100, 300, 260))]), picture=picture)
    word, paper = image.getpixel((205, 205)), image.getpixel((240, 240))
    assert sum(paper) - sum(word) > 400


def test_blocks_are_numbered_through_the_document(written):
    blocks = [block(Box(page, 90, top, 300, top + 40)) for page in (1, 2) for top in (50, 150)]
    document = read(blocks, pages=2)
    drawn(document, 2)
    assert {"3", "4"} <= set(written)
    assert "1" not in written


def test_a_block_that_runs_on_over_the_page_says_so_on_both(written):
    blocks = [
        block(Box(1, 90, 50, 300, 90)),
        block(Box(1, 90, 400, 300, 440), Box(2, 90, 50, 300, 90)),
    ]
    document = read(blocks, pages=2)
    drawn(document, 1)
    assert "2…" in written
    written.clear()
    drawn(document, 2)
    assert "…2" in written


def test_boxes_of_one_block_on_a_page_share_their_number_and_an_arrow(written):
    first, second = Box(1, 60, 300, 180, 400), Box(1, 230, 50, 350, 200)
    joined = drawn(read([block(first, second)]))
    assert Counter(written)["1"] == 2
    apart = drawn(read([block(first), block(second)]))
    gutter = (185, 60, 205, 395)
    colour = LOOKS[PassageKind.BODY].colour
    assert has_colour(joined, colour, gutter)
    assert not has_colour(apart, colour, gutter)


def test_the_reading_order_is_a_line_from_number_to_number():
    top, middle = Box(1, 100, 20, 300, 50), Box(1, 100, 420, 300, 450)
    alone = drawn(read([block(top)]))
    both = drawn(read([block(top), block(middle)]))
    between = (90, 60, 101, 400)
    ink = ImageChops.difference(alone, both).crop([round(edge * SCALE) for edge in between])
    assert all(
        ink.crop((0, row, ink.width, row + 1)).getbbox() is not None for row in range(ink.height)
    )


def test_what_was_left_out_is_struck_through_and_told_with_its_reason(written):
    place = Box(1, 100, 20, 300, 32)
    line = RemovedLine(1, "Ministerie   van VRO", "kop- of voettekst", place)
    image = drawn(read([], [line]))
    inside = image.crop([round(edge * SCALE) for edge in (110, 22, 290, 30)])
    assert len(inside.getcolors(inside.width * inside.height)) > 2
    assert "weggelaten (kop- of voettekst): Ministerie van VRO" in written
    assert any(text.endswith("geen blokken · 1 regel weggelaten") for text in written)


def test_a_left_out_line_without_a_place_is_told_only(written):
    line = RemovedLine(1, "concept " * 40, "schuine tekst")
    image = drawn(read([], [line]))
    page = image.crop((round(_edge(image)), 0, image.width, round(HEIGHT * SCALE)))
    assert page.getcolors() == [(page.width * page.height, WHITE)]
    told = " ".join(written[written.index("12… loopt door op andere pagina") + 1 :])
    assert told.startswith("weggelaten (schuine tekst): concept concept")
    assert told.endswith("…")
    assert len(told) < 120


def _edge(image):
    return image.width - round(WIDTH * SCALE)


def test_many_left_out_lines_are_counted(written):
    lines = [RemovedLine(1, f"regel {n}", "kop- of voettekst") for n in range(20)]
    drawn(read([], lines))
    assert "en nog 14 weggelaten regels" in written


def test_the_legend_names_every_kind_in_dutch_and_tells_how_the_page_was_read(written):
    drawn(read([block(Box(1, 90, 50, 300, 90))] * 3), notes={1: "Zwakke scan: controleer dit."})
    assert "pagina 1 · gelezen door pdfium · 3 blokken" in written
    assert "Zwakke scan: controleer dit." in written
    names = {"kop", "lopende tekst", "opsomming", "tabel", "voetnoot", "overig", "weggelaten"}
    assert names <= set(written)


def test_a_page_that_gave_no_text_says_why(written):
    drawn(read([], reader=NO_TEXT))
    assert "pagina 1 · niet gelezen: geen tekst · geen blokken" in written
    written.clear()
    drawn(read([]), page=7)
    assert "pagina 7 · niet gelezen · geen blokken" in written


def test_a_narrow_page_leaves_room_for_the_legend(written):
    image = drawn(read([block(Box(1, 5, 5, 60, 40))]), picture=Image.new("L", (90, 120), 255))
    assert image.width >= 480
    assert "opsomming" in written


def test_a_number_at_the_edge_of_the_page_stands_beside_it_not_on_its_words():
    picture = blank()
    ImageDraw.Draw(picture).rectangle((0, 110, 30, 130), fill="black")
    image = drawn(read([block(Box(1, 0, 50, 200, 70))]), picture=picture)
    beside = _edge(image)
    assert beside > 0
    assert sum(image.getpixel((beside + 2, 120))) < sum(image.getpixel((beside + 60, 120)))
    end, level = beside + round(200 * SCALE), round(55 * SCALE)
    assert image.getpixel((end - 4, level)) != WHITE
    assert image.getpixel((end + 8, level)) == WHITE
    assert image.getpixel((2, round(68 * SCALE))) == image.getpixel((2, round(400 * SCALE)))


def test_the_letters_of_dutch_are_in_the_font():
    missing = font_of(12).getmask("\uffff").getbbox()
    for letter in "éëïöüàç·…€–“":
        assert bytes(font_of(12).getmask(letter)) != bytes(font_of(12).getmask("\uffff"))
    assert missing is not None


def test_a_frame_shows_on_a_dark_page_too():
    look = LOOKS[PassageKind.HEADING]
    page = Image.new("RGBA", (100, 100), look.colour)
    pen = Pen(page.size, SCALE)
    pen.frame((20, 20, 80, 80), look)
    page.alpha_composite(pen.finished())
    across = [sum(page.getpixel((x, 50))[:3]) for x in range(10, 30)]
    assert max(across) - min(across) > 150


places = st.tuples(
    st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(0, WIDTH), st.floats(0, HEIGHT)
).map(lambda p: (min(p[0], p[2]), min(p[1], p[3]), max(p[0], p[2]), max(p[1], p[3])))


@given(
    st.lists(st.tuples(st.sampled_from(PassageKind), st.lists(places, min_size=1, max_size=3))),
    st.lists(places),
    st.sampled_from([0.5, 1.0, SCALE]),
    st.sampled_from(["1", "L", "RGB", "RGBA", "P"]),
)
@settings(max_examples=25, deadline=None)
def test_any_reading_can_be_drawn_and_gives_the_same_bytes_again(blocks, removed, scale, mode):
    document = read(
        [block(*(Box(1, *place) for place in boxes), kind=kind) for kind, boxes in blocks],
        [RemovedLine(1, "x", "reden", Box(1, *place)) for place in removed],
    )
    picture = blank(scale, mode)
    ((_, one),) = draw_pages([(1, picture)], document, scale)
    ((_, other),) = draw_pages([(1, picture)], document, scale)
    assert png(one) == png(other)
    assert not one.info
    assert one.mode == "RGB"
    assert one.width >= picture.width
    assert one.height > picture.height


def test_pages_come_one_by_one_in_the_order_asked():
    asked = iter([(2, blank()), (1, blank())])
    pages = draw_pages(asked, read([], pages=2), SCALE)
    assert next(pages)[0] == 2
    assert [number for number, _ in asked] == [1]


def test_a_real_letter_is_drawn_page_by_page(tmp_path, written):
    path = draw.letter(tmp_path / "brief.pdf", 2)
    document = read_document(path)
    with pypdfium2.PdfDocument(path) as opened:
        pictures = [(n + 1, opened[n].render(scale=1).to_pil()) for n in range(len(opened))]
    images = dict(draw_pages(pictures, document, 1.0))
    assert set(images) == {1, 2}
    numbers = {text.strip("…") for text in written}
    assert {str(n + 1) for n in range(len(document.blocks))} <= numbers
