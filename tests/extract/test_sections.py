"""Headings, paths, lists, footnotes and paragraphs that run on."""

import pdf_builders as draw
import pytest

from corpus.records import PassageKind
from extract.document import read_document

BODY, LIST, HEADING, FOOTNOTE = (
    PassageKind.BODY,
    PassageKind.LIST,
    PassageKind.HEADING,
    PassageKind.FOOTNOTE,
)


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


def kinds_and_texts(path):
    return [(block.kind, block.text) for block in read_document(path).blocks]


def test_numbered_articles_carry_the_path_of_the_headings_above_them(tmp_path, extract):
    passages = extract(covenant(tmp_path / "convenant.pdf")).passages
    title = "Convenant Noordelijke Kust"
    assert [passage.heading_path for passage in passages] == [
        (title, "Hoofdstuk 1 Algemeen", "Artikel 1 Doel"),
        (title, "Hoofdstuk 1 Algemeen", "Artikel 2 Looptijd"),
        (title, "Hoofdstuk 2 Uitvoering", "Artikel 3 Middelen"),
    ]
    assert [passage.text for passage in passages] == list(draw.PARAGRAPHS[:3])


def test_a_heading_with_nothing_under_it_is_a_passage_itself(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "kop.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    draw.write(canvas, 72, 200, "Bijlage A Kaart van de regio", "Helvetica-Bold", 14)
    passages = extract(draw.saved(canvas, tmp_path / "kop.pdf")).passages
    assert [(passage.kind, passage.text) for passage in passages] == [
        (BODY, draw.PARAGRAPHS[0]),
        (HEADING, "Bijlage A Kaart van de regio"),
    ]


@pytest.mark.parametrize(
    ("text", "font", "size", "kind"),
    [
        ("Wonen en leefbaarheid", "Helvetica", 14, HEADING),
        ("Wonen en leefbaarheid", "Helvetica-Bold", 10, HEADING),
        ("Artikel 4 Looptijd van het convenant", "Helvetica", 10, HEADING),
        ("2.3 Arbeidsmarkt en scholing", "Helvetica", 10, HEADING),
        ("Dit is met nadruk gezegd.", "Helvetica-Bold", 10, BODY),
        ("Artikel 4 is niet van toepassing;", "Helvetica", 10, BODY),
        ("Tabel 3 Bijdragen per gemeente", "Helvetica-Bold", 10, BODY),
        ("• de haltes langs de kust;", "Helvetica", 10, LIST),
        ("a) de haltes langs de kust;", "Helvetica", 10, LIST),
        ("3. de haltes langs de kust;", "Helvetica", 10, LIST),
        ("– de haltes langs de kust;", "Helvetica", 10, LIST),
    ],
)
def test_a_line_is_known_by_its_size_weight_and_first_words(tmp_path, text, font, size, kind):
    canvas = draw.sheet(tmp_path / "regel.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    draw.write(canvas, 72, 200, text, font, size)
    draw.write_paragraph(canvas, 72, 240, 451, draw.PARAGRAPHS[1])
    path = draw.saved(canvas, tmp_path / "regel.pdf")
    assert kinds_and_texts(path) == [
        (BODY, draw.PARAGRAPHS[0]),
        (kind, text),
        (BODY, draw.PARAGRAPHS[1]),
    ]


def test_footnotes_stand_apart_and_their_calls_are_out_of_the_sentence(tmp_path):
    assert kinds_and_texts(draw.footnotes(tmp_path / "noten.pdf")) == [
        (BODY, draw.PARAGRAPHS[0]),
        (BODY, "De raming is gebaseerd op cijfers van het CBS en op eigen tellingen."),
        (BODY, draw.PARAGRAPHS[1]),
        (FOOTNOTE, "1 Centraal Bureau voor de Statistiek, Regionale kerncijfers."),
        (FOOTNOTE, "2 De tellingen van de vrijwilligers in het voorjaar."),
    ]


def test_a_paragraph_runs_on_over_the_page_past_footnotes_and_furniture(tmp_path):
    first, second = draw.PARAGRAPHS[0].split(" daarvoor ")
    canvas = draw.sheet(tmp_path / "over.pdf")
    for number, text in ((1, first), (2, f"daarvoor {second}")):
        draw.furniture(canvas, number, 2)
        draw.write_paragraph(canvas, 72, 90, 451, text)
        draw.write(canvas, 72, 700, f"{number} Een noot bij blad {number}.", size=7.5)
        canvas.showPage()
    path = draw.saved(canvas, tmp_path / "over.pdf")
    (block, *notes) = read_document(path).blocks
    assert block.text == draw.PARAGRAPHS[0]
    assert [box.page for box in block.boxes] == [1, 2]
    assert [note.kind for note in notes] == [FOOTNOTE, FOOTNOTE]


def test_a_word_broken_over_the_page_is_mended(tmp_path):
    canvas = draw.sheet(tmp_path / "breuk.pdf")
    draw.write_lines(canvas, 72, 90, ["De gemeenten tekenden samen een samenwerkings-"])
    canvas.showPage()
    draw.write_lines(canvas, 72, 90, ["overeenkomst voor de duur van vier jaar."])
    (block,) = read_document(draw.saved(canvas, tmp_path / "breuk.pdf")).blocks
    assert block.text == (
        "De gemeenten tekenden samen een samenwerkingsovereenkomst voor de duur van vier jaar."
    )
    assert block.text[block.box_starts[1] :].startswith("overeenkomst")


def test_a_finished_paragraph_does_not_run_on_over_the_page(tmp_path):
    path = draw.mixed(tmp_path / "af.pdf", draw.PARAGRAPHS[:2])
    assert [text for _, text in kinds_and_texts(path)] == list(draw.PARAGRAPHS[:2])


def test_hyphenated_lines_of_a_paragraph_are_mended(tmp_path):
    lines = [
        "De samenwerkings-",
        "overeenkomst tussen de gemeenten gaat over de sociaal-",
        "economische ontwikkeling, over onderwijs-",
        "en scholingskansen en over de EU-",
        "subsidies voor de regio.",
    ]
    path = draw.page_of_lines(tmp_path / "afgebroken.pdf", lines)
    assert [text for _, text in kinds_and_texts(path)] == [
        "De samenwerkingsovereenkomst tussen de gemeenten gaat over de sociaal-economische "
        "ontwikkeling, over onderwijs- en scholingskansen en over de EU-subsidies voor de regio."
    ]


def test_a_list_item_of_several_lines_is_one_item(tmp_path):
    canvas = draw.sheet(tmp_path / "lijst.pdf")
    top = draw.write_paragraph(canvas, 72, 90, 451, "Partijen spreken af om:")
    for text in draw.PARAGRAPHS[:2]:
        draw.write(canvas, 78, top, "•")
        top = draw.write_paragraph(canvas, 94, top, 429, text) - 5
    path = draw.saved(canvas, tmp_path / "lijst.pdf")
    assert kinds_and_texts(path) == [
        (BODY, "Partijen spreken af om:"),
        (LIST, f"• {draw.PARAGRAPHS[0]}"),
        (LIST, f"• {draw.PARAGRAPHS[1]}"),
    ]
