"""Running headers, footers and page numbers are kept out of the text and listed."""

import pdf_builders as draw


def removed(document):
    return [(line.page, line.text) for line in document.removed]


def whole_text(document):
    return "\n".join(passage.text for passage in document.passages)


def test_headers_footers_and_page_numbers_are_listed_for_every_page(tmp_path, extract):
    document = extract(draw.letter(tmp_path / "brief.pdf", 3))
    expected = []
    for number in (1, 2, 3):
        expected += [
            (number, draw.HEADER),
            (number, f"{draw.FOOTER} Pagina {number} van 3"),
        ]
    assert removed(document) == expected
    assert {line.reason for line in document.removed} == {"kop- of voettekst"}


def test_no_running_line_is_left_in_the_text(tmp_path, extract):
    text = whole_text(extract(draw.letter(tmp_path / "brief.pdf", 3)))
    assert draw.PARAGRAPHS[2] in text
    for line in (draw.HEADER, draw.FOOTER, "Pagina"):
        assert line not in text


def test_on_a_single_page_only_the_page_number_is_known_to_be_running(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "een.pdf")
    draw.write(canvas, 72, 40, "Een kop die maar eenmaal voorkomt")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    draw.write(canvas, 480, 800, "Pagina 1 van 1", size=8)
    document = extract(draw.saved(canvas, tmp_path / "een.pdf"))
    assert removed(document) == [(1, "Pagina 1 van 1")]
    assert "Een kop die maar eenmaal voorkomt" in whole_text(document)


def test_a_bare_number_that_counts_along_with_the_pages_is_removed(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "nummers.pdf")
    for number in (1, 2, 3):
        draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[number])
        draw.write(canvas, 300, 810, str(number), size=9)
        canvas.showPage()
    document = extract(draw.saved(canvas, tmp_path / "nummers.pdf"))
    assert removed(document) == [(1, "1"), (2, "2"), (3, "3")]


def test_a_sentence_in_the_middle_of_every_page_is_not_removed(tmp_path, extract):
    repeated = "Deze zin staat op elke bladzijde midden in de tekst."
    canvas = draw.sheet(tmp_path / "midden.pdf")
    for number in (0, 1, 2):
        draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[number])
        draw.write(canvas, 72, 420, repeated)
        canvas.showPage()
    document = extract(draw.saved(canvas, tmp_path / "midden.pdf"))
    assert removed(document) == []
    assert whole_text(document).count(repeated) == 3


def test_a_large_title_at_the_top_of_several_pages_belongs_to_the_text(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "titel.pdf")
    for number in (0, 1, 2):
        draw.write(canvas, 72, 60, "Stand van zaken", "Helvetica-Bold", 16)
        draw.write_paragraph(canvas, 72, 150, 451, draw.PARAGRAPHS[number])
        canvas.showPage()
    document = extract(draw.saved(canvas, tmp_path / "titel.pdf"))
    assert removed(document) == []
    assert [passage.heading_path for passage in document.passages] == [("Stand van zaken",)] * 3


def test_a_watermark_across_the_page_is_set_aside_and_listed(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "concept.pdf")
    draw.write_paragraph(canvas, 72, 90, 451, draw.PARAGRAPHS[0])
    canvas.saveState()
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "CONCEPT")
    canvas.restoreState()
    document = extract(draw.saved(canvas, tmp_path / "concept.pdf"))
    assert [(line.text, line.reason) for line in document.removed] == [("CONCEPT", "schuine tekst")]
    assert [passage.text for passage in document.passages] == [draw.PARAGRAPHS[0]]
