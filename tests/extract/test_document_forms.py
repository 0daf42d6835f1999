"""One door for every form of document: PDF, web page and Word, with the same blocks from each."""

import docx
import pdf_builders as draw
import pytest

from corpus.records import Grade, Outcome, PassageKind
from extract.document import extract_document, read_document, read_first_text
from extract.options import ReadingOptions
from extract.problems import DocumentProblem

TITLE = "Convenant Noordelijke Kust"
ARTICLE = "Artikel 3 Middelen"
TEXT = draw.PARAGRAPHS[0]
ITEMS = ("1. Het Rijk betaalt de haltes.", "2. De regio betaalt de wegen.")


def as_pdf(folder):
    canvas = draw.sheet(folder / "convenant.pdf")
    draw.write(canvas, 72, 90, TITLE, "Helvetica-Bold", 18)
    draw.write(canvas, 72, 130, ARTICLE, "Helvetica-Bold", 12)
    top = draw.write_paragraph(canvas, 72, 150, 451, TEXT)
    draw.write_lines(canvas, 72, top + 6, ITEMS, leading=16)
    return draw.finished(canvas)


def as_page(folder):
    path = folder / "convenant.html"
    items = "".join(f"<p>{item}</p>" for item in ITEMS)
    path.write_text(
        f"<!DOCTYPE html><html lang='nl'><head><title>x</title></head><body><main><h1>{TITLE}</h1>"
        f"<h2>{ARTICLE}</h2><p>{TEXT}</p>{items}</main></body></html>",
        encoding="utf-8",
    )
    return path


def as_word(folder):
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_heading(ARTICLE, 2)
    for text in (TEXT, *ITEMS):
        document.add_paragraph(text)
    document.save(folder / "convenant.docx")
    return folder / "convenant.docx"


FORMS = {"pdf": as_pdf, "html": as_page, "docx": as_word}


@pytest.fixture(params=FORMS)
def path(request, tmp_path):
    return FORMS[request.param](tmp_path)


def test_every_form_gives_the_same_text_under_the_same_headings(path):
    blocks = read_document(path).blocks
    assert [block.text for block in blocks] == [TITLE, ARTICLE, TEXT, *ITEMS]
    assert [block.kind for block in blocks][:3] == [
        PassageKind.HEADING,
        PassageKind.HEADING,
        PassageKind.BODY,
    ]
    assert {block.heading_path for block in blocks[2:]} == {(TITLE, ARTICLE)}


def test_every_form_gives_the_same_places(path):
    assert [block.place for block in read_document(path).blocks] == [
        "",
        "Artikel 3",
        "Artikel 3",
        "Artikel 3, lid 1",
        "Artikel 3, lid 2",
    ]


def test_every_form_becomes_a_document_with_pages_and_a_grade(path, extract):
    document = extract(path)
    assert (document.outcome, document.reason) == (Outcome.GELUKT, "")
    assert document.pages
    assert document.grade is Grade.GOED
    assert TEXT in " ".join(passage.text for passage in document.passages)
    assert all(passage.boxes for passage in document.passages)


def test_the_first_text_of_every_form(path):
    assert " ".join(read_first_text(path).split())[:200].startswith(f"{TITLE} {ARTICLE} De gemeen")


@pytest.mark.parametrize("name", ["A.PDF", "a.Pdf"])
def test_the_case_of_the_ending_does_not_matter(tmp_path, name, extract):
    as_pdf(tmp_path).rename(tmp_path / name)
    assert extract(tmp_path / name).outcome is Outcome.GELUKT


@pytest.mark.parametrize("ending", ["pdf", "html", "docx"])
def test_another_form_under_the_name_is_refused_with_advice(tmp_path, ending):
    path = tmp_path / f"vreemd.{ending}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(DocumentProblem, match=rf"vreemd\.{ending} .*;") as caught:
        read_document(path)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("ending", ["pdf", "html", "docx"])
def test_the_first_text_of_what_cannot_be_read_is_empty(tmp_path, ending):
    path = tmp_path / f"vreemd.{ending}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    assert read_first_text(path) == ""


# What is said about a document -----------------------------------------------------------------


def test_a_mended_file_says_so_before_anything_else(tmp_path, extract, no_recognition):
    path = draw.mixed(tmp_path / "gebroken.pdf", [TEXT, "", draw.PARAGRAPHS[1]])
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref")])
    document = extract(path)
    assert document.outcome is Outcome.GELUKT
    assert document.reason.startswith("gebroken.pdf is beschadigd")
    assert "geen leesbare tekst op pagina 2" in document.reason
    assert read_document(path).notice == document.reason[: len(read_document(path).notice)]


def test_a_sound_file_has_no_notice(tmp_path):
    assert read_document(as_pdf(tmp_path)).notice == ""


def test_a_password_opens_a_document_and_another_does_not(tmp_path, rules):
    path = draw.encrypted(tmp_path / "slot.pdf", TEXT, "geheim")

    def with_password(password):
        options = ReadingOptions(password=password)
        return extract_document(path, "0123456789abcdef", rules, options)

    assert [passage.text for passage in with_password("geheim").passages] == [TEXT]
    without, wrong = with_password(None), with_password("geraden")
    assert without.outcome is wrong.outcome is Outcome.MISLUKT
    assert "--password" in without.reason
    assert "past niet op slot.pdf" in wrong.reason
    assert "geheim" not in repr((without, wrong))


def test_a_page_of_lines_that_all_run_is_said_to_hold_nothing_else(
    tmp_path, extract, no_recognition
):
    canvas = draw.sheet(tmp_path / "stempel.pdf")
    for number in (1, 2, 3):
        canvas.drawImage(draw.picture(), 60, 80, 470, 680)
        draw.furniture(canvas, number, 3)
        canvas.showPage()
    document = extract(draw.finished(canvas))
    assert document.outcome is Outcome.MISLUKT
    assert "alleen kop- en voetteksten" in document.reason
    assert len(document.pages) == 3
