"""The grade of a page and of a document: how sure the reader is that this is what stands there."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from span_builders import page, span, stacked

from corpus.records import (
    NO_TEXT,
    Box,
    Document,
    Grade,
    Outcome,
    PageQuality,
    PageRecord,
    Passage,
    PassageKind,
)
from extract.quality import known_share, page_quality
from extract.sections import Block

DUTCH = (
    "De gemeenten in de regio werken sinds 2020 samen aan een betere bereikbaarheid van de dorpen",
    "Het vervoer over water is daarvoor uitgebreid en de haltes liggen nu dichter bij de",
    "voorzieningen en bewoners zijn bij de keuze van de haltes betrokken geweest",
)
GARBAGE = tuple("qwrtzx vbnmk plkjhg xcvbnz qwpoiu zxmnbv ltrwqp kjhgfd" for _ in range(4))
ENGLISH = (
    "The federal government published its annual report on employment throughout the west",
    "which showed that unemployment dropped sharply whenever manufacturing orders increased abroad",
)


def block(text, kind=PassageKind.BODY):
    return Block(kind, text, (Box(1, 0.0, 0.0, 1.0, 1.0),))


def quality(lines, blocks=None, **more):
    spans = stacked(lines, confidence=more.pop("confidence", 1.0))
    made = [block(text) for text in (lines if blocks is None else blocks)]
    return page_quality(page(spans, **more), spans, made)


def test_a_page_of_dutch_sentences_is_good():
    found = quality(DUTCH)
    assert found.grade is Grade.GOED
    assert (found.legible, found.connected, found.confidence, found.remark) == (1.0, 1.0, 1.0, "")
    assert found.known > 0.9


def test_words_that_are_no_words_make_a_page_bad():
    found = quality(GARBAGE)
    assert found.grade is Grade.SLECHT
    assert found.known < 0.3


def test_codes_among_the_letters_lower_the_grade():
    letters = sum(len(line) for line in DUTCH)
    assert quality(DUTCH, codes=letters // 20).grade is Grade.MATIG
    assert quality(DUTCH, codes=letters // 3).grade is Grade.SLECHT
    assert quality(DUTCH, codes=letters // 4).legible == pytest.approx(0.75, abs=0.01)


def test_loose_scraps_of_a_diagram_lower_the_grade():
    scraps = ["wonen", "werk en inkomen", "zorg", "natuur en water", "geld"] * 6
    found = quality(DUTCH[:1], [DUTCH[0], *scraps])
    assert found.connected < 0.5
    assert found.grade is Grade.MATIG


@pytest.mark.parametrize("kind", [PassageKind.TABLE, PassageKind.HEADING, PassageKind.LIST])
def test_short_rows_headings_and_items_are_no_scraps(kind):
    spans = stacked(DUTCH)
    blocks = [block("wonen", kind)] * 30
    assert page_quality(page(spans), spans, blocks).connected == 1.0


@pytest.mark.parametrize(("sure", "grade"), [(0.95, "goed"), (0.7, "matig"), (0.4, "slecht")])
def test_unsure_recognition_lowers_the_grade(sure, grade):
    found = quality(DUTCH, confidence=sure)
    assert (found.grade.value, found.confidence) == (grade, pytest.approx(sure))


def test_confidence_is_that_of_the_letters_not_of_the_spans():
    spans = [span("a" * 30, confidence=1.0), span("b" * 10, top=120.0, confidence=0.2)]
    assert page_quality(page(spans), spans, []).confidence == pytest.approx(0.8)


def test_what_another_door_saw_keeps_a_page_from_being_good():
    found = quality(DUTCH, remark="pdfium las minder")
    assert (found.grade, found.remark) == (Grade.MATIG, "pdfium las minder")


@pytest.mark.parametrize("lines", [(), ("Bijlage 3",), ("KSTXQ 1234", "€ 2.600.000")])
def test_a_few_words_say_nothing_about_the_language(lines):
    assert known_share(stacked(lines)) == 1.0


def test_another_language_is_not_dutch_but_more_so_than_garbage():
    garbage, english, dutch = (
        known_share(stacked(lines * 2)) for lines in (GARBAGE, ENGLISH, DUTCH)
    )
    assert garbage < 0.3
    assert garbage < english < dutch


@given(
    st.lists(st.sampled_from([*DUTCH, *GARBAGE, "12 34 56"]), max_size=8),
    st.integers(0, 500),
    st.floats(0, 1),
)
@settings(max_examples=60, deadline=None)
def test_shares_run_from_none_to_all(lines, codes, sure):
    found = quality(lines, codes=codes, confidence=sure)
    for share in (found.legible, found.known, found.connected, found.confidence):
        assert 0.0 <= share <= 1.0


# Documents ----------------------------------------------------------------------------------------


def record(number, grade, characters=1000):
    reader = {Grade.GEEN: NO_TEXT}.get(grade, "pdfium")
    kept = None if grade is Grade.GEEN else PageQuality(grade)
    return PageRecord(number, 595.0, 842.0, characters, reader, kept)


def document(*grades, characters=1000):
    pages = tuple(record(number, grade, characters) for number, grade in enumerate(grades, 1))
    return Document("d", "e", Outcome.GELUKT, "", pages)


def test_a_document_is_as_good_as_nine_tenths_of_its_letters():
    good, fair, bad = Grade.GOED, Grade.MATIG, Grade.SLECHT
    assert document(*[good] * 9, fair).grade is good
    assert document(*[good] * 8, fair, fair).grade is fair
    assert document(*[good] * 9, bad).grade is good
    assert document(*[good] * 8, bad, bad).grade is bad
    assert document(good, characters=0).grade is Grade.GEEN


def test_a_page_that_could_not_be_read_keeps_a_document_from_being_good(
    tmp_path, extract, no_recognition
):
    """The silence of a picture is not the silence of the source; that of an empty page is."""
    texts = [one for one in draw.PARAGRAPHS for _ in range(3)]
    with_scan = extract(draw.mixed(tmp_path / "scan.pdf", [*texts, ""]))
    assert [page.grade for page in with_scan.pages] == [*[Grade.GOED] * 12, Grade.GEEN]
    assert with_scan.grade is Grade.MATIG
    canvas = draw.sheet(tmp_path / "leeg.pdf")
    for text in texts:
        draw.write_paragraph(canvas, 72, 90, 451, text)
        canvas.showPage()
    canvas.showPage()
    assert extract(draw.finished(canvas)).grade is Grade.GOED


def test_a_passage_over_two_pages_is_as_good_as_the_worse():
    whole = document(Grade.GOED, Grade.SLECHT, Grade.MATIG)

    def on(*pages):
        boxes = tuple(Box(number, 0.0, 0.0, 1.0, 1.0) for number in pages)
        return Passage("p", "d", 0, PassageKind.BODY, (), "tekst", boxes, (0,) * len(pages))

    assert whole.grade_of(on(1)) is Grade.GOED
    assert whole.grade_of(on(1, 3)) is Grade.MATIG
    assert whole.grade_of(on(1, 2)) is Grade.SLECHT


@given(st.permutations([Grade.GOED] * 3 + [Grade.MATIG] * 2 + [Grade.SLECHT]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_pages_does_not_matter(grades):
    assert document(*grades).grade is document(*sorted(grades)).grade
