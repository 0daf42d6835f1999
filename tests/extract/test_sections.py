"""Headings and their paths, lists, footnotes with their calls, captions and contents lines."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Box, PassageKind
from extract.document import read_document
from extract.sections import Block, with_paths

BODY, LIST, HEADING, FOOTNOTE, OTHER = (
    PassageKind.BODY,
    PassageKind.LIST,
    PassageKind.HEADING,
    PassageKind.FOOTNOTE,
    PassageKind.OTHER,
)
ONE, TWO, THREE, FOUR = draw.PARAGRAPHS


@pytest.fixture
def canvas(tmp_path):
    return draw.sheet(tmp_path / "blad.pdf")


def covenant(path):
    """A title, chapters and articles, each article with a paragraph."""
    canvas = draw.sheet(path)
    draw.write(canvas, 72, 90, "Convenant Noordelijke Kust", "Helvetica-Bold", 18)
    top = 130
    chapters = (
        ("Hoofdstuk 1 Algemeen", ("Artikel 1 Doel", "Artikel 2 Looptijd")),
        ("Hoofdstuk 2 Uitvoering", ("Artikel 3 Middelen",)),
    )
    texts = iter(draw.PARAGRAPHS)
    for chapter, articles in chapters:
        draw.write(canvas, 72, top, chapter, "Helvetica-Bold", 13)
        top += 24
        for article in articles:
            draw.write(canvas, 72, top, article, "Helvetica-Bold", 10)
            top = draw.write_paragraph(canvas, 72, top + 16, 451, next(texts)) + 8
    return draw.saved(canvas, path)


def blocks_of(canvas):
    return read_document(draw.finished(canvas)).blocks


def kinds_and_texts(blocks):
    return [(block.kind, block.text) for block in blocks]


# Headings ---------------------------------------------------------------------------------------


def test_numbered_articles_carry_the_path_of_the_headings_above_them(tmp_path, extract):
    passages = extract(covenant(tmp_path / "convenant.pdf")).passages
    title = "Convenant Noordelijke Kust"
    assert [passage.heading_path for passage in passages] == [
        (title, "Hoofdstuk 1 Algemeen", "Artikel 1 Doel"),
        (title, "Hoofdstuk 1 Algemeen", "Artikel 2 Looptijd"),
        (title, "Hoofdstuk 2 Uitvoering", "Artikel 3 Middelen"),
    ]
    assert [passage.text for passage in passages] == list(draw.PARAGRAPHS[:3])


def test_a_heading_with_nothing_under_it_is_a_passage_itself(canvas, extract):
    draw.write_paragraph(canvas, 72, 90, 451, ONE)
    draw.write(canvas, 72, 200, "Bijlage A Kaart van de regio", "Helvetica-Bold", 14)
    passages = extract(draw.finished(canvas)).passages
    assert [(passage.kind, passage.text) for passage in passages] == [
        (BODY, ONE),
        (HEADING, "Bijlage A Kaart van de regio"),
    ]


@pytest.mark.parametrize(
    ("text", "font", "size", "kind"),
    [
        ("Wonen en leefbaarheid", "Helvetica", 14, HEADING),
        ("Wonen en leefbaarheid", "Helvetica-Bold", 10, HEADING),
        ("Wonen en leefbaarheid", "Helvetica-Oblique", 10, HEADING),
        ("Artikel 4 Looptijd van het convenant", "Helvetica", 10, HEADING),
        ("2.3 Arbeidsmarkt en scholing", "Helvetica", 10, HEADING),
        ("Vraag 3", "Helvetica", 10, HEADING),
        ("Antwoord op vragen 3, 4 en 5", "Helvetica", 10, HEADING),
        ("Dit is met nadruk gezegd.", "Helvetica-Bold", 10, BODY),
        ("Dit is met nadruk gezegd.", "Helvetica-Oblique", 10, BODY),
        ("Wonen en leefbaarheid", "Helvetica", 10, BODY),
        ("Artikel 4 is niet van toepassing;", "Helvetica", 10, BODY),
        ("Tabel 3 Bijdragen per gemeente", "Helvetica-Bold", 10, OTHER),
        ("Figuur 2: banen per sector", "Helvetica", 10, OTHER),
        ("1 Inleiding .................................. 3", "Helvetica", 10, OTHER),
        ("2.3 Arbeidsmarkt ............................ 12", "Helvetica-Bold", 10, OTHER),
        ("* * *", "Helvetica", 10, OTHER),
        ("• de haltes langs de kust;", "Helvetica", 10, LIST),
        ("a) de haltes langs de kust;", "Helvetica", 10, LIST),
        ("3. de haltes langs de kust;", "Helvetica", 10, LIST),
        ("– de haltes langs de kust;", "Helvetica", 10, LIST),
        ("3. Partijen stellen een fonds in;", "Helvetica-Bold", 10, LIST),
        ("Totaal 1.250.000 2.600.000 450.000", "Helvetica-Bold", 10, BODY),
    ],
)
def test_a_line_is_known_by_its_size_weight_and_first_words(canvas, text, font, size, kind):
    draw.write_paragraph(canvas, 72, 90, 451, ONE)
    draw.write(canvas, 72, 200, text, font, size)
    draw.write_paragraph(canvas, 72, 240, 451, TWO)
    assert kinds_and_texts(blocks_of(canvas)) == [(BODY, ONE), (kind, text), (BODY, TWO)]


def test_a_heading_of_two_lines_is_one_heading(canvas):
    draw.write_lines(
        canvas, 72, 90, ["Samen werken aan een", "leefbare kust"], "Helvetica-Bold", 18, 22
    )
    draw.write_paragraph(canvas, 72, 150, 451, ONE)
    assert kinds_and_texts(blocks_of(canvas)) == [
        (HEADING, "Samen werken aan een leefbare kust"),
        (BODY, ONE),
    ]


def test_large_print_that_runs_on_is_no_heading(canvas):
    """The introduction of a report is often set large."""
    draw.write_paragraph(canvas, 72, 90, 451, TWO, size=13, leading=16)
    for number, text in enumerate((ONE, THREE, FOUR)):
        draw.write_paragraph(canvas, 72, 220 + 80 * number, 451, text)
    assert {block.kind for block in blocks_of(canvas)} == {BODY}


def test_questions_and_answers_of_parliament_are_headings_of_one_rank(canvas):
    top = 90
    for number, (question, answer) in enumerate(((ONE, TWO), (THREE, FOUR)), 1):
        for head, text in ((f"Vraag {number}", question), (f"Antwoord op vraag {number}", answer)):
            draw.write(canvas, 72, top, head)
            top = draw.write_paragraph(canvas, 72, top + 13, 451, text) + 6
    found = blocks_of(canvas)
    assert kinds_and_texts(found)[:4] == [
        (HEADING, "Vraag 1"),
        (BODY, ONE),
        (HEADING, "Antwoord op vraag 1"),
        (BODY, TWO),
    ]
    assert [block.heading_path for block in found if block.kind is BODY] == [
        ("Vraag 1",),
        ("Antwoord op vraag 1",),
        ("Vraag 2",),
        ("Antwoord op vraag 2",),
    ]


def test_numbered_lines_without_text_between_them_are_a_list(canvas):
    draw.write_paragraph(canvas, 72, 90, 451, ONE)
    titles = ("2.1 Wonen", "2.2 Werken", "2.3 Natuur", "2.4 Vervoer")
    draw.write_lines(canvas, 72, 200, titles, leading=14)
    draw.write_paragraph(canvas, 72, 300, 451, TWO)
    found = blocks_of(canvas)
    assert [block.kind for block in found] == [BODY, *[LIST] * 4, BODY]
    assert found[-1].heading_path == ()


def heading_or_text(kind, level=0.0, text="kop"):
    return Block(kind, text, (Box(1, 0.0, 0.0, 1.0, 1.0),), level=level)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([-18.0, -14.0, -12.25, -12.0, -10.0]))))
@settings(max_examples=100, deadline=None)
def test_the_ranks_on_a_path_descend_and_its_headings_stand_above(shapes):
    drawn = [
        heading_or_text(HEADING if heads else BODY, level if heads else 0.0, f"kop {place}")
        for place, (heads, level) in enumerate(shapes)
    ]
    level_of = {block.text: block.level for block in drawn}
    above = []
    for block, placed in zip(drawn, with_paths(drawn), strict=True):
        levels = [level_of[text] for text in placed.heading_path]
        assert levels == sorted(set(levels))
        assert all(text in above for text in placed.heading_path)
        if block.kind is BODY and above:
            assert placed.heading_path[-1] == above[-1]
        if block.kind is HEADING:
            above.append(block.text)


# Footnotes ----------------------------------------------------------------------------------------


def test_footnotes_stand_apart_and_their_calls_are_out_of_the_sentence(tmp_path):
    found = read_document(draw.footnotes(tmp_path / "noten.pdf")).blocks
    assert kinds_and_texts(found) == [
        (BODY, ONE),
        (BODY, "De raming is gebaseerd op cijfers van het CBS en op eigen tellingen."),
        (BODY, TWO),
        (FOOTNOTE, "1 Centraal Bureau voor de Statistiek, Regionale kerncijfers."),
        (FOOTNOTE, "2 De tellingen van de vrijwilligers in het voorjaar."),
    ]
    calls = [(found[1].text[: call.at].split()[-1], call.number) for call in found[1].calls]
    assert calls == [("CBS", "1"), ("tellingen.", "2")]
    assert [block.number for block in found] == ["", "", "", "1", "2"]


def test_the_passages_tie_every_call_to_its_note(tmp_path, extract):
    passages = extract(draw.footnotes(tmp_path / "noten.pdf")).passages
    notes = {passage.text.split()[0]: passage.passage_id for passage in passages[1:]}
    assert [(call.number, call.note) for call in passages[0].calls] == [
        ("1", notes["1"]),
        ("2", notes["2"]),
    ]


def test_the_lines_of_a_note_belong_to_it(canvas):
    draw.write_paragraph(canvas, 72, 90, 451, ONE)
    draw.write_paragraph(canvas, 72, 160, 451, THREE)
    note = f"1 {TWO}"
    draw.write_paragraph(canvas, 72, 680, 451, note, size=7.5, leading=9)
    draw.write(canvas, 72, 720, "2 Ibidem.", size=7.5)
    assert kinds_and_texts(blocks_of(canvas))[2:] == [(FOOTNOTE, note), (FOOTNOTE, "2 Ibidem.")]


def test_a_note_with_a_small_raised_number_in_front(canvas):
    draw.write_paragraph(canvas, 72, 90, 451, ONE)
    draw.write(canvas, 72, 697, "1", size=5)
    draw.write(canvas, 77, 700, "Kamerstuk 29697, nr. 45.", size=8)
    found = blocks_of(canvas)
    assert kinds_and_texts(found)[1:] == [(FOOTNOTE, "1 Kamerstuk 29697, nr. 45.")]
    assert (found[1].number, found[1].calls) == ("1", ())


def test_small_print_high_on_the_page_is_no_footnote(canvas):
    draw.write(canvas, 72, 90, "2 bijlagen bij deze brief", size=7.5)
    draw.write_paragraph(canvas, 72, 120, 451, ONE)
    assert FOOTNOTE not in {block.kind for block in blocks_of(canvas)}


def test_notes_numbered_anew_on_every_page_are_tied_on_their_own_page(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "noten.pdf")
    for number, text in enumerate((ONE, TWO, THREE)):
        draw.write_paragraph(canvas, 72, 90, 451, text)
        draw.write(canvas, 72, 200, "Dit volgt uit cijfers van het CBS")
        end = 72 + canvas.stringWidth("Dit volgt uit cijfers van het CBS", "Helvetica", 10)
        draw.write(canvas, end, 196, "1", size=6)
        draw.write(canvas, 72, 700, f"1 Bron van bladzijde {number + 1}, CBS StatLine.", size=7.5)
        canvas.showPage()
    passages = extract(draw.finished(canvas)).passages
    by_id = {passage.passage_id: passage for passage in passages}
    tied = [(p.box_at(c.at - 1).page, by_id[c.note].pages) for p in passages for c in p.calls]
    assert tied == [(1, (1,)), (2, (2,)), (3, (3,))]


# Mending and lists -------------------------------------------------------------------------------


def test_hyphenated_lines_of_a_paragraph_are_mended(tmp_path):
    lines = [
        "De samenwerkings-",
        "overeenkomst tussen de gemeenten gaat over de sociaal-",
        "economische ontwikkeling, over onderwijs-",
        "en scholingskansen en over de EU-",
        "subsidies voor de regio.",
    ]
    path = draw.page_of_lines(tmp_path / "afgebroken.pdf", lines)
    assert [block.text for block in read_document(path).blocks] == [
        "De samenwerkingsovereenkomst tussen de gemeenten gaat over de sociaal-economische "
        "ontwikkeling, over onderwijs- en scholingskansen en over de EU-subsidies voor de regio."
    ]


def test_a_list_item_of_several_lines_is_one_item(canvas):
    top = draw.write_paragraph(canvas, 72, 90, 451, "Partijen spreken af om:")
    for text in draw.PARAGRAPHS[:2]:
        draw.write(canvas, 78, top, "•")
        top = draw.write_paragraph(canvas, 94, top, 429, text) - 5
    assert kinds_and_texts(blocks_of(canvas)) == [
        (BODY, "Partijen spreken af om:"),
        (LIST, f"• {ONE}"),
        (LIST, f"• {TWO}"),
    ]


def test_a_caption_names_the_table_below_it(canvas):
    draw.write(canvas, 72, 90, "Tabel 2 Middelen (x € 1.000)", size=9)
    rows = (("Project", "Bijdrage"), ("Waterbus", "2.600"), ("Fonds", "450"))
    draw.draw_table(canvas, 115, rows, (72, 230, 350), True)
    caption, *cells = blocks_of(canvas)
    assert (caption.kind, caption.text) == (OTHER, "Tabel 2 Middelen (x € 1.000)")
    assert all(block.caption.startswith("Tabel 2") for block in cells)
    assert [block.header for block in cells] == [rows[0]] * 3
