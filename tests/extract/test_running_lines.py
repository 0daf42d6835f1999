"""Running headers, footers and page numbers are kept out of the text and listed; nothing else."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import page, span, stacked

from extract.document import read_document
from extract.layout.margins import NO_EDGES
from extract.layout.running_lines import without_running_lines

BODY = [f"Dit is regel {row:02} van het verslag over de regio" for row in range(40)]


def removed(document):
    return [(line.page, line.text) for line in document.removed]


def whole_text(document):
    return "\n".join(passage.text for passage in document.passages)


def pages_with(*lines, count=4):
    """Pages of text with lines; each is a function of the page number that gives a span."""
    return [
        page([*stacked(BODY, top=130.0), *(line(number) for line in lines)], number=number)
        for number in range(1, count + 1)
    ]


def gone(pages, edges=NO_EDGES):
    """Page and text of the removed lines, once every other word is seen to be kept."""
    kept, lines = without_running_lines(pages, 10.0, edges)
    left = [one.text for spans in kept for one in spans]
    drawn = [one.text for made in pages for one in made.spans]
    listed = [one for line in lines for one in line.text.split()]
    assert sorted(" ".join([*left, *listed]).split()) == sorted(" ".join(drawn).split())
    return [(line.page, line.text) for line in lines]


def foot(text, x=250.0, top=800.0, size=8.0):
    return lambda number: span(text.format(number), x, top, size)


def head(text, x=72.0, top=40.0, size=8.0):
    return lambda number: span(text.format(number), x, top, size)


# What is removed --------------------------------------------------------------------------------


def test_headers_footers_and_page_numbers_are_listed_for_every_page(tmp_path, extract):
    document = extract(draw.letter(tmp_path / "brief.pdf", 3))
    for number in (1, 2, 3):
        listed = " ".join(text for page, text in removed(document) if page == number)
        assert listed == f"{draw.HEADER} {draw.FOOTER} Pagina {number} van 3"
    assert {line.reason for line in document.removed} == {"kop- of voettekst"}


def test_a_removed_line_has_the_box_where_it_stood(tmp_path, extract):
    lines = extract(draw.letter(tmp_path / "brief.pdf", 3)).removed
    assert {line.box.page for line in lines} == {1, 2, 3}
    for line in lines:
        low, high = (25, 50) if line.text == draw.HEADER else (785, 810)
        assert low < line.box.top < line.box.bottom < high


def test_no_running_line_is_left_in_the_text(tmp_path, extract):
    text = whole_text(extract(draw.letter(tmp_path / "brief.pdf", 3)))
    assert draw.PARAGRAPHS[2] in text
    for line in (draw.HEADER, draw.FOOTER, "Pagina"):
        assert line not in text


@pytest.mark.parametrize(
    "number",
    [
        "{}",
        "- {} -",
        "Pagina {}",
        "Pagina {} van 4",
        "{} / 4",
        "{}|4",
        "blz. {}",
        "Verslag 2022 | {}",
    ],
)
def test_page_numbers_in_every_usual_form(number):
    assert gone(pages_with(foot(number))) == [
        (place, number.format(place)) for place in (1, 2, 3, 4)
    ]


def test_roman_page_numbers():
    numbers = ("i", "ii", "iii", "iv", "v", "vi")
    pages = pages_with(lambda number: span(numbers[number - 1], 290.0, 800.0, 8.0), count=6)
    assert gone(pages) == list(enumerate(numbers, 1))


@pytest.mark.parametrize("text", ["Pagina 1 van 9", "pagina 1 van 1", "blz. 1"])
def test_a_page_number_that_says_so_is_known_on_a_single_page(text):
    assert gone(pages_with(foot(text), count=1)) == [(1, text)]


def test_lines_that_differ_on_even_and_odd_pages():
    def header(number):
        if number % 2:
            return span("Regio Deal Noordelijke Kust", 350.0, 40.0, 8.0)
        return span("Voortgangsrapportage 2022", 72.0, 40.0, 8.0)

    def folio(number):
        return span(str(number), 72.0 if number % 2 else 500.0, 800.0, 8.0)

    found = gone(pages_with(header, folio, count=8))
    assert len(found) == 16
    assert found[0] == (1, "Regio Deal Noordelijke Kust")
    assert (2, "Voortgangsrapportage 2022") in found


def test_a_page_number_beside_a_chapter_title_that_changes():
    chapters = ("Wonen", "Wonen", "Wonen", "Werken", "Werken", "Werken")
    pages = pages_with(
        lambda number: span(f"{number} | {chapters[number - 1]}", 72.0, 800.0, 8.0), count=6
    )
    assert gone(pages) == [(number, f"{number} | {chapters[number - 1]}") for number in range(1, 7)]


def test_a_header_that_stands_a_little_higher_on_some_pages():
    pages = pages_with(lambda number: span("Regio Deal", 72.0, 40.0 + number % 3, 8.0), count=5)
    assert len(gone(pages)) == 5


def test_a_line_at_the_foot_in_the_margin_is_listed_once():
    pages = pages_with(foot("Kenmerk 2022-1234", x=480.0))
    assert gone(pages, (72.0, 330.0)) == [(number, "Kenmerk 2022-1234") for number in (1, 2, 3, 4)]


def test_the_last_line_of_a_parliamentary_paper():
    line = "kst-32545-143 ISSN 0921 - 7371 's-Gravenhage 2021"
    assert gone(pages_with(foot(line), count=1)) == [(1, line)]


@given(
    st.text("abcdefgh ", min_size=8, max_size=40).filter(lambda text: len(text.split()) > 1),
    st.integers(3, 9),
    st.sampled_from([36.0, 800.0]),
)
@settings(max_examples=40, deadline=None)
def test_whatever_stands_on_every_page_at_one_height_is_removed_from_each(text, count, top):
    text = " ".join(text.split())
    found = gone(pages_with(head(text, top=top), count=count))
    assert found == [(number, text) for number in range(1, count + 1)]


# What stays -------------------------------------------------------------------------------------


def test_a_line_that_is_there_once_stays(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "een.pdf")
    draw.write(canvas, 72, 40, "Een kop die maar eenmaal voorkomt")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    draw.write(canvas, 480, 800, "Pagina 1 van 1", size=8)
    document = extract(draw.finished(canvas))
    assert removed(document) == [(1, "Pagina 1 van 1")]
    assert "Een kop die maar eenmaal voorkomt" in whole_text(document)


def test_a_sentence_in_the_middle_of_every_page_is_not_removed(tmp_path, extract):
    repeated = "Deze zin staat op elke bladzijde midden in de tekst."
    canvas = draw.sheet(tmp_path / "midden.pdf")
    for number in (0, 1, 2):
        draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[number])
        draw.write(canvas, 72, 420, repeated)
        canvas.showPage()
    document = extract(draw.finished(canvas))
    assert removed(document) == []
    assert whole_text(document).count(repeated) == 3


def test_a_large_title_at_the_top_of_several_pages_belongs_to_the_text(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "titel.pdf")
    for number in (0, 1, 2):
        draw.write(canvas, 72, 60, "Stand van zaken", "Helvetica-Bold", 16)
        draw.write_paragraph(canvas, 72, 150, 451, draw.PARAGRAPHS[number])
        canvas.showPage()
    document = extract(draw.finished(canvas))
    assert removed(document) == []
    assert [passage.heading_path for passage in document.passages] == [("Stand van zaken",)] * 3


def test_a_title_page_keeps_the_title_that_later_pages_repeat_as_their_header():
    title = "Convenant Regio Deal Noordelijke Kust"
    pages = pages_with(head(title, size=8.0), count=4)
    first = page([span(title, 72.0, 80.0, 20.0), *pages[0].spans], number=1)
    assert gone([first, *pages[1:]]) == [(number, title) for number in (1, 2, 3, 4)]


def test_the_last_rows_of_tables_at_the_foot_of_pages_are_no_running_lines():
    """They are alike but for their amounts, which do not count along with the pages."""
    amounts = (120, 455, 310, 95)
    pages = [
        page(
            [
                *stacked(BODY[:5], top=130.0),
                *(
                    one
                    for row in range(8)
                    for one in (
                        span("Subtotaal", 72.0, 712.0 + 12 * row),
                        span(f"{amounts[number - 1] + 7 * row}", 400.0, 712.0 + 12 * row),
                    )
                ),
            ],
            number=number,
        )
        for number in range(1, 5)
    ]
    assert gone(pages) == []


def test_footnotes_at_the_foot_of_pages_are_no_running_lines():
    notes = (
        "1 Kamerstuk 29697, nr. 45.",
        "2 Kamerstuk 29697, nr. 62.",
        "3 Kamerstuk 29697, nr. 71.",
    )
    pages = pages_with(lambda number: span(notes[number - 1], 72.0, 780.0, 7.5), count=3)
    assert gone(pages) == []


def test_captions_at_the_top_of_pages_are_no_running_lines():
    pages = pages_with(lambda number: span(f"Figuur {number} Aantal banen", 72.0, 60.0), count=4)
    assert gone(pages) == []


def test_the_first_line_of_a_page_full_of_text_is_no_running_line():
    """It stands as close to the next line as all others do."""
    pages = [
        page(stacked(["Partijen spreken het volgende af.", *BODY], top=60.0), number=number)
        for number in (1, 2)
    ]
    pages.append(page(stacked(BODY, top=60.0), number=3))
    pages.append(page(stacked(BODY, top=60.0), number=4))
    assert gone(pages)[:1] == [] or all("regel" in text for _, text in gone(pages))


def test_what_stands_beside_the_text_is_listed_with_its_reason(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "concept.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    canvas.saveState()
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "CONCEPT")
    canvas.restoreState()
    canvas.drawString(-200, 500, "snijlijn")
    document = extract(draw.finished(canvas))
    assert [(line.text, line.reason) for line in document.removed] == [
        ("CONCEPT", "schuine tekst"),
        ("snijlijn", "naast het papier"),
    ]
    assert [passage.text for passage in document.passages] == [draw.PARAGRAPHS[0]]


def test_a_heading_path_does_not_take_a_header_for_a_heading(tmp_path):
    read = read_document(draw.letter(tmp_path / "brief.pdf", 3))
    assert {block.heading_path for block in read.blocks} == {()}
