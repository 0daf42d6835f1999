"""Every file that cannot be read ends in a named Dutch reason with advice, never an exception."""

import inspect

import pdf_builders as draw
import pikepdf
import pytest

from corpus.records import GARBLED, NO_TEXT, Outcome, PageRecord
from extract import problems
from extract.document import read_document
from extract.options import ReadingOptions
from extract.pdf.opening import Limits
from extract.problems import DocumentProblem

TEXT = draw.PARAGRAPHS[0]
pytestmark = pytest.mark.usefixtures("no_recognition")


def limited(**limits):
    """Options with other limits than the usual ones."""
    return ReadingOptions(Limits(**limits))


def empty_file(path):
    path.write_bytes(b"")


def html_page(path):
    path.write_text("<!DOCTYPE html><html><body>Pagina niet gevonden</body></html>")


def only_a_header(path):
    path.write_bytes(b"%PDF-1.7\n")


def cut_off_at_the_start(path):
    draw.letter(path)
    path.write_bytes(path.read_bytes()[:200])


def zeroed(path):
    draw.letter(path)
    path.write_bytes(b"%PDF-1.4\n".ljust(path.stat().st_size, b"\0"))


def asks_for_a_password(path):
    draw.encrypted(path, TEXT, "geheim")


def stamped_scan(path):
    canvas = draw.sheet(path)
    for number in (1, 2, 3):
        canvas.drawImage(draw.picture(), 60, 80, 470, 680)
        draw.furniture(canvas, number, 3)
        canvas.showPage()
    canvas.save()


def empty_pages(path):
    canvas = draw.sheet(path)
    canvas.showPage()
    canvas.showPage()
    canvas.save()


UNREADABLE = [
    (empty_file, "een leeg bestand; vraag het opnieuw op"),
    (html_page, "geen pdf, al heet het misschien zo; sla het op als pdf"),
    (only_a_header, "beschadigd en niet te openen; vraag het opnieuw op"),
    (cut_off_at_the_start, "beschadigd en niet te openen; vraag het opnieuw op"),
    (zeroed, "beschadigd en niet te openen; vraag het opnieuw op"),
    (draw.without_pages, "heeft geen enkele pagina; vraag het opnieuw op"),
    (asks_for_a_password, "met een wachtwoord versleuteld; sla een kopie zonder wachtwoord op"),
    (draw.images_only, "op geen van de 2 pagina's leesbare tekst"),
    (empty_pages, "op geen van de 2 pagina's leesbare tekst"),
    (stamped_scan, "op de 3 pagina's alleen kop- en voetteksten"),
    (draw.codes_without_letters, "letters die niet als tekst zijn opgeslagen"),
]


@pytest.mark.parametrize(
    ("make", "reason"), UNREADABLE, ids=[make.__name__ for make, _ in UNREADABLE]
)
def test_a_file_without_text_ends_in_its_name_the_reason_and_advice(
    tmp_path, extract, make, reason
):
    path = tmp_path / "rapport.pdf"
    make(path)
    document = extract(path)
    assert document.outcome is Outcome.MISLUKT
    assert document.reason.startswith("rapport.pdf ")
    assert reason in document.reason
    assert document.passages == ()


def test_a_file_that_is_not_there_says_so(tmp_path, extract):
    document = extract(tmp_path / "weg.pdf")
    assert document.outcome is Outcome.MISLUKT
    assert document.reason == "weg.pdf staat niet op schijf; controleer de naam en de map."


def test_a_folder_is_no_file(tmp_path, extract):
    (tmp_path / "map.pdf").mkdir()
    assert extract(tmp_path / "map.pdf").outcome is Outcome.MISLUKT


def test_more_pages_than_the_limit_are_refused(tmp_path, extract):
    path = draw.letter(tmp_path / "lang.pdf", 4)
    assert extract(path, limited(pages=4)).outcome is Outcome.GELUKT
    refused = extract(path, limited(pages=3))
    assert refused.reason == "lang.pdf heeft 4 pagina's en de grens is 3; splits het document."


def test_more_megabytes_than_the_limit_are_refused(tmp_path, extract):
    path = draw.letter(tmp_path / "groot.pdf")
    with path.open("ab") as stream:
        stream.write(b"\n%" + b" " * 1_000_000)
    assert extract(path, limited(megabytes=2)).outcome is Outcome.GELUKT
    refused = extract(path, limited(megabytes=1))
    assert refused.reason == (
        "groot.pdf is 1 MB en daarmee groter dan de grens van 1 MB; "
        "verklein de afbeeldingen of splits het document."
    )


def test_an_empty_password_opens_the_file(tmp_path, extract):
    document = extract(draw.encrypted(tmp_path / "open.pdf", TEXT, ""))
    assert (document.outcome, document.reason) == (Outcome.GELUKT, "")
    assert [passage.text for passage in document.passages] == [TEXT]


def test_the_reason_does_not_depend_on_the_file_before(tmp_path, extract):
    locked, bare = tmp_path / "slot.pdf", draw.without_pages(tmp_path / "kaal.pdf")
    asks_for_a_password(locked)
    extract(locked)
    after = extract(bare).reason
    extract(draw.letter(tmp_path / "goed.pdf"))
    assert extract(bare).reason == after
    assert "wachtwoord" not in after


def test_pages_without_text_are_named_in_a_document_that_was_read(tmp_path, extract):
    path = draw.mixed(tmp_path / "deels.pdf", [TEXT, "", draw.PARAGRAPHS[1], ""])
    document = extract(path)
    assert document.outcome is Outcome.GELUKT
    assert document.reason.startswith(
        "deels.pdf: geen leesbare tekst op pagina 2, 4 (beeld of scan)"
    )
    assert [passage.pages for passage in document.passages] == [(1,), (3,)]


def test_read_document_raises_the_reason_for_callers_who_want_it(tmp_path):
    empty_file(tmp_path / "leeg.pdf")
    with pytest.raises(DocumentProblem, match="leeg bestand"):
        read_document(tmp_path / "leeg.pdf")


def every_problem():
    """Each problem of the module, made with plausible values, with and without recognition."""
    values = {"name": "rapport.pdf", "limit": 5, "megabytes": 9, "seconds": 12.0}
    records = [PageRecord(number, 595.0, 842.0, 0, NO_TEXT) for number in (1, 2)]
    for name, make in vars(problems).items():
        if not inspect.isfunction(make) or name.startswith("_"):
            continue
        wanted = inspect.signature(make).parameters
        values["pages"] = 7 if "pages" in wanted and wanted["pages"].annotation is int else records
        for advice in ("", "Installeer tesseract.") if "advice" in wanted else ("",):
            values["advice"] = advice
            yield name, make(**{word: values[word] for word in wanted})


@pytest.mark.parametrize(("name", "problem"), every_problem())
def test_every_problem_is_one_dutch_sentence_with_the_file_and_advice(name, problem):
    text = str(problem)
    assert "rapport.pdf" in text
    assert text.endswith(".")
    assert ";" in text or ":" in text or "," in text
    assert "  " not in text


def test_a_page_number_of_codes_is_not_said_to_be_a_picture(tmp_path, extract):
    """Of a document that was read in part, each unread page is named by what it is."""
    readable, codes = tmp_path / "goed.pdf", draw.codes_without_letters(tmp_path / "codes.pdf")
    draw.plain_page(readable, TEXT)
    joined = tmp_path / "samen.pdf"
    with pikepdf.open(readable) as whole, pikepdf.open(codes) as other:
        whole.pages.extend(other.pages)
        whole.save(joined)
    document = extract(joined)
    assert document.outcome is Outcome.GELUKT
    assert [page.reader for page in document.pages] == ["pdfium", GARBLED]
    assert "pagina 2" in document.reason
    assert "beeld of scan" not in document.reason
