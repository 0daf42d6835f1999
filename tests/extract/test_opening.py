"""Opening a PDF whatever its state: sound, locked, cut off, torn, or something else altogether."""

import csv
import io

import pdf_builders as draw
import pdfplumber
import pikepdf
import pypdfium2
import pytest

from extract.pdf.opening import Limits, open_pdf
from extract.problems import DocumentProblem

TEXT = draw.PARAGRAPHS[0]
PAGES = 8


def page_texts(document):
    """Text of every page, empty for a page that cannot be loaded."""
    texts = []
    for index in range(len(document)):
        try:
            texts.append(document[index].get_textpage().get_text_range())
        except pypdfium2.PdfiumError:
            texts.append("")
    return texts


def opened_texts(path, *rest):
    """What pdfium reads of an opened file, and what was said about repairs."""
    with open_pdf(path, *rest) as opened:
        return page_texts(opened.document), opened.repaired


def plumber_pages(opened):
    """Pages that pdfplumber sees in what it is told to open."""
    source = io.BytesIO(opened.source) if isinstance(opened.source, bytes) else opened.source
    with pdfplumber.open(source, password=opened.password or "") as document:
        return len(document.pages)


def problem_of(path, *rest):
    """The reason for which a file is refused."""
    with pytest.raises(DocumentProblem) as raised, open_pdf(path, *rest):
        pass
    return str(raised.value)


def plain(path):
    draw.letter(path, PAGES)


def with_object_streams(path):
    draw.letter(path, PAGES)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def linearized(path):
    draw.letter(path, PAGES)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)


KINDS = [plain, with_object_streams, linearized]
by_kind = pytest.mark.parametrize("make", KINDS, ids=[make.__name__ for make in KINDS])


@by_kind
def test_a_sound_file_is_opened_as_it_is(tmp_path, make):
    path = tmp_path / "brief.pdf"
    make(path)
    with open_pdf(path) as opened:
        assert (opened.source, opened.password, opened.repaired) == (path, None, "")
        assert len(opened.document) == PAGES


@by_kind
def test_of_a_file_that_breaks_off_everything_before_the_break_is_read(tmp_path, make):
    path = tmp_path / "brief.pdf"
    make(path)
    whole, data = path.read_bytes(), path.read_bytes()
    texts, _ = opened_texts(path)
    most = PAGES
    for share in (0.999, 0.97, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        data = whole[: int(share * len(whole))]
        path.write_bytes(data)
        found, repaired = opened_texts(path)
        read = [text for text in found if text]
        assert [text for text in texts if text in read] == read
        assert 1 <= len(read) <= most, share
        assert repaired.startswith("brief.pdf is ")
        assert "beschadigd" in repaired
        assert path.read_bytes() == data
        most = len(read)
    assert most < PAGES


@by_kind
def test_what_another_reader_should_open_has_the_same_pages(tmp_path, make):
    path = tmp_path / "brief.pdf"
    make(path)
    path.write_bytes(path.read_bytes()[:-20])
    with open_pdf(path) as opened:
        assert isinstance(opened.source, bytes)
        assert plumber_pages(opened) == len(opened.document) == PAGES


JUNK = {
    "of a web server": (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", "begint met"),
    "longer than pdfium looks": (b"Received: from mail\r\n" * 300, "begint met"),
    "blank": (b"\xef\xbb\xbf\r\n  ", ""),
}


@pytest.mark.parametrize(("junk", "sentence"), JUNK.values(), ids=JUNK)
def test_what_stands_before_the_pdf_is_skipped(tmp_path, junk, sentence):
    path = draw.letter(tmp_path / "brief.pdf")
    sound = path.read_bytes()
    path.write_bytes(junk + sound)
    with open_pdf(path) as opened:
        assert opened.source == sound
        assert plumber_pages(opened) == len(opened.document) == 3
        assert sentence in opened.repaired
        assert bool(sentence) == bool(opened.repaired)


def test_a_lost_header_is_mended(tmp_path):
    path = draw.letter(tmp_path / "brief.pdf")
    expected, _ = opened_texts(path)
    path.write_bytes(b"\0" * 12 + path.read_bytes()[12:])
    found, repaired = opened_texts(path)
    assert found == expected
    assert repaired.startswith("brief.pdf is beschadigd en door qpdf hersteld; controleer")


def changed(path, old, new):
    """Write over bytes of a file that must be there."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def test_pages_beyond_a_count_that_is_too_low_are_found(tmp_path):
    path = draw.letter(tmp_path / "brief.pdf", 5)
    expected, _ = opened_texts(path)
    found, repaired = opened_texts(changed(path, b"/Count 5", b"/Count 2"))
    assert found == expected
    assert "hersteld" in repaired


def test_a_count_that_is_too_high_does_not_make_a_document_too_long(tmp_path):
    path = draw.letter(tmp_path / "brief.pdf", 5)
    found, _ = opened_texts(changed(path, b"/Count 5", b"/Count 7"), Limits(pages=6))
    assert len(found) == 5
    assert all(found)


def test_pages_without_a_tree_are_gathered(tmp_path):
    path = draw.letter(tmp_path / "brief.pdf", 3)
    expected, _ = opened_texts(path)
    found, repaired = opened_texts(changed(path, b"/Kids", b"/Kiss"))
    assert found == expected
    assert "zwaar beschadigd" in repaired


def test_a_page_that_was_changed_is_not_there_twice(tmp_path):
    """An update at the end of the file writes a page again; the hint of more pages is false."""
    path = draw.letter(tmp_path / "brief.pdf", 2)
    data = path.read_bytes()
    start = data.rindex(b"startxref") + len(b"startxref")
    table = int(data[start:].split()[0])
    kids = data[data.index(b"/Kids [") + 7 :].split()
    number = int(kids[0])
    page = data[data.index(b"%d 0 obj" % number) :]
    page = page[: page.index(b"endobj") + 7]
    update = data + page
    update += b"xref\n%d 1\n%010d 00000 n \n" % (number, len(data))
    root = data[data.index(b"/Root ") :].split()[1]
    update += b"trailer\n<</Size 99 /Root %s 0 R /Prev %d>>\n" % (root, table)
    path.write_bytes(update + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(page)))
    with open_pdf(path) as opened:
        assert (len(opened.document), opened.repaired, opened.source) == (2, "", path)


def test_a_file_in_order_without_pages_says_so(tmp_path):
    reason = problem_of(draw.without_pages(tmp_path / "kaal.pdf"))
    assert reason == "kaal.pdf heeft geen enkele pagina; vraag het opnieuw op bij de bron."


def test_what_was_never_a_pdf_says_so(tmp_path):
    path = tmp_path / "pagina.pdf"
    path.write_text("<html>De link naar %PDF- werkt niet</html>")
    assert "is geen pdf" in problem_of(path)


def test_more_pages_or_bytes_than_the_limit_are_refused(tmp_path):
    path = draw.letter(tmp_path / "lang.pdf", 4)
    assert "heeft 4 pagina's en de grens is 3" in problem_of(path, Limits(pages=3))
    path.write_bytes(path.read_bytes()[:-20])
    assert "heeft 4 pagina's en de grens is 3" in problem_of(path, Limits(pages=3))
    with path.open("ab") as stream:
        stream.write(b" " * 2_000_000)
    assert "groter dan de grens van 1 MB" in problem_of(path, Limits(megabytes=1))


def locked(path, user, revision=6):
    """A letter that asks for a password."""
    draw.letter(path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        encryption = pikepdf.Encryption(
            user=user, owner="eigenaar", R=revision, aes=revision > 3, metadata=revision > 3
        )
        document.save(path, encryption=encryption)
    return path


by_revision = pytest.mark.parametrize("revision", [3, 4, 6])


@by_revision
@pytest.mark.parametrize("password", ["geheim", "wachtwoörd"])
def test_a_locked_file_opens_with_its_password_only(tmp_path, revision, password):
    expected, _ = opened_texts(draw.letter(tmp_path / "open.pdf"))
    path = locked(tmp_path / "slot.pdf", password, revision)
    asked = problem_of(path)
    assert asked.startswith("slot.pdf is met een wachtwoord versleuteld;")
    assert 'rodedraden extract "slot.pdf" --password' in asked
    refused = "Het opgegeven wachtwoord past niet op slot.pdf;"
    assert problem_of(path, Limits(), "ander").startswith(refused)
    with open_pdf(path, Limits(), password) as opened:
        assert page_texts(opened.document) == expected
        assert opened.repaired == ""
        assert plumber_pages(opened) == 3


@by_revision
def test_the_empty_password_is_tried_by_itself(tmp_path, revision):
    path = locked(tmp_path / "slot.pdf", "", revision)
    for password in (None, "", "van een ander bestand"):
        texts, repaired = opened_texts(path, Limits(), password)
        assert len(texts) == 3
        assert repaired == ""


def test_a_password_does_no_harm_where_none_is_needed(tmp_path):
    texts, _ = opened_texts(draw.letter(tmp_path / "open.pdf"), Limits(), "geheim")
    assert len(texts) == 3


@by_revision
def test_a_locked_file_is_repaired_with_its_password(tmp_path, revision):
    path = locked(tmp_path / "slot.pdf", "geheim", revision)
    expected, _ = opened_texts(path, Limits(), "geheim")
    path.write_bytes(b"\0" * 8 + path.read_bytes()[8:])
    assert "--password" in problem_of(path)
    found, repaired = opened_texts(path, Limits(), "geheim")
    assert found == expected
    assert "hersteld" in repaired


def test_the_copy_of_pdfium_needs_no_password(tmp_path):
    path = locked(tmp_path / "slot.pdf", "geheim")
    with open_pdf(path, Limits(), "geheim") as opened:
        copy = opened.saved_again()
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert not document.is_encrypted
        assert len(document.pages) == 3


def test_the_document_is_closed_afterwards(tmp_path):
    with open_pdf(draw.letter(tmp_path / "brief.pdf")) as opened:
        assert opened.document.raw
    assert not opened.document.raw


def test_every_odd_file_with_text_opens(shared):
    table = shared / "pdf" / "robust.csv"
    if not table.is_file():
        pytest.skip("there is no file ../shared/pdf/robust.csv here")
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    with_text = [
        row["file"] for row in rows if int(row["pdfium_chars"]) or int(row["plumber_chars"])
    ]
    assert len(with_text) > 40
    silent = {}
    for name in with_text:
        try:
            with open_pdf(shared / "pdf" / "robust" / name) as opened:
                if not opened.document.get_page_size(0):
                    silent[name] = "no page"
        except DocumentProblem as problem:
            silent[name] = str(problem)
    assert silent == {}


def test_attachments_that_are_locked_do_not_lock_the_document(shared):
    path = shared / "pdf" / "robust" / "qpdf__unfilterable-with-crypt.pdf"
    if not path.is_file():
        pytest.skip("there is no folder ../shared/pdf/robust here")
    texts, repaired = opened_texts(path)
    assert len(texts) == 30
    assert any(texts)
    assert repaired == ""
