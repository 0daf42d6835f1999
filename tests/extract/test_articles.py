"""Places in an agreement as a lawyer cites them: article, paragraph and letter."""

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Box, PassageKind
from extract.articles import with_places
from extract.document import read_document
from extract.sections import Block

HEADING, LIST, BODY, FOOTNOTE, TABLE = (
    PassageKind.HEADING,
    PassageKind.LIST,
    PassageKind.BODY,
    PassageKind.FOOTNOTE,
    PassageKind.TABLE,
)


def block(kind, text, level=0.0):
    return Block(kind, text, (Box(1, 0.0, 0.0, 1.0, 1.0),), level=level)


def article(text="Artikel 3 Middelen"):
    return block(HEADING, text, -10.25)


def items(*texts):
    return [block(LIST, text) for text in texts]


def places(*blocks):
    return [one.place for one in with_places(blocks)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Artikel 3 Middelen", "Artikel 3"),
        ("Artikel 12a", "Artikel 12a"),
        ("ARTIKEL 7. LOOPTIJD", "Artikel 7"),
        ("Art. 4 Geld", "Artikel 4"),
    ],
)
def test_an_article_gives_its_number_to_its_heading_and_its_text(text, place):
    assert places(article(text), block(BODY, "Partijen stellen geld beschikbaar.")) == [place] * 2


@pytest.mark.parametrize("form", ["{}.", "{})", "({})", "{}"])
def test_numbered_paragraphs_of_an_article(form):
    found = places(
        article(), *items(*(f"{form.format(n)} Partijen werken samen." for n in (1, 2, 3)))
    )
    assert found == [
        "Artikel 3",
        "Artikel 3, lid 1",
        "Artikel 3, lid 2",
        "Artikel 3, lid 3",
    ]


def test_decimals_behind_the_number_of_the_article_are_its_paragraphs():
    assert places(article(), *items("3.1 Het Rijk betaalt.", "3.2. De regio ook.")) == [
        "Artikel 3",
        "Artikel 3, lid 1",
        "Artikel 3, lid 2",
    ]


@pytest.mark.parametrize("form", ["{}.", "{})", "({})"])
def test_letters_under_a_paragraph(form):
    a, b = (form.format(letter) for letter in "ab")
    found = places(article(), *items("2. Het fonds dient voor:", f"{a} haltes;", f"{b} wegen."))
    assert found[1:] == [
        "Artikel 3, lid 2",
        "Artikel 3, lid 2, onder a",
        "Artikel 3, lid 2, onder b",
    ]


def test_roman_numbers_under_a_letter():
    found = places(
        article(), *items("1. Doel:", "a) wonen:", "i. huur;", "ii. koop;", "b) werken.")
    )
    assert found[2:] == [
        "Artikel 3, lid 1, onder a",
        "Artikel 3, lid 1, onder a.i",
        "Artikel 3, lid 1, onder a.ii",
        "Artikel 3, lid 1, onder b",
    ]


def test_an_i_after_an_h_is_a_letter():
    letters = [f"{letter}. punt" for letter in "abcdefghij"]
    assert places(article(), *items("1. Doel:", *letters))[-2:] == [
        "Artikel 3, lid 1, onder i",
        "Artikel 3, lid 1, onder j",
    ]


def test_letters_right_under_the_article():
    assert places(article(), *items("a. haltes;", "b. wegen.")) == [
        "Artikel 3",
        "Artikel 3, onder a",
        "Artikel 3, onder b",
    ]


def test_a_bullet_stands_at_the_place_of_what_it_follows():
    found = places(article(), *items("1. Doel:", "• haltes;", "• wegen."))
    assert found[1:] == ["Artikel 3, lid 1"] * 3


def test_a_next_article_starts_anew():
    found = places(
        article(), *items("1. Geld."), article("Artikel 4 Tijd"), block(BODY, "Vier jaar.")
    )
    assert found == ["Artikel 3", "Artikel 3, lid 1", "Artikel 4", "Artikel 4"]


def test_a_new_paragraph_closes_the_letters_of_the_last():
    found = places(article(), *items("1. Doel:", "a. haltes;", "2. Geld."))
    assert found[-1] == "Artikel 3, lid 2"


def test_a_heading_within_an_article_keeps_the_article_and_one_above_it_ends_it():
    within, above = block(HEADING, "Toelichting", -9.0), block(HEADING, "Bijlage 1", -14.0)
    text = block(BODY, "De kosten zijn geraamd.")
    assert places(article(), within, text, above, text) == ["Artikel 3"] * 3 + ["", ""]


def test_before_the_first_article_and_in_footnotes_there_is_no_place():
    found = places(
        block(BODY, "Overwegende dat:"),
        *items("a. het Rijk;"),
        article(),
        block(FOOTNOTE, "1 Noot."),
    )
    assert found == ["", "", "Artikel 3", ""]


def test_a_table_in_an_article_has_its_place():
    assert places(article(), *items("2. De verdeling:"), block(TABLE, "Waterbus | 2.600"))[-1] == (
        "Artikel 3, lid 2"
    )


@pytest.mark.parametrize(
    "text", ["2020 was het eerste jaar.", "3 mei 2021 is de datum.", "12 gemeenten doen mee."]
)
def test_a_sentence_that_begins_with_a_number_is_no_paragraph(text):
    assert places(article(), block(BODY, text))[-1] == "Artikel 3"


KINDS = st.sampled_from([BODY, LIST, HEADING, FOOTNOTE, TABLE])
STARTS = st.sampled_from(["1. ", "2) ", "a. ", "i. ", "3.1 ", "• ", "", "Artikel 5 ", "lid 4 "])


@given(st.lists(st.tuples(KINDS, STARTS, st.sampled_from([-14.0, -10.25, -9.0])), max_size=25))
@settings(max_examples=100, deadline=None)
def test_nothing_but_the_place_is_changed_and_a_place_begins_with_an_article(shapes):
    drawn = [
        block(kind, f"{start}tekst", level if kind is HEADING else 0.0)
        for kind, start, level in shapes
    ]
    placed = with_places(drawn)
    assert [(one.kind, one.text, one.level) for one in placed] == [
        (one.kind, one.text, one.level) for one in drawn
    ]
    articles = sum(one.text.startswith("Artikel") and one.kind is HEADING for one in drawn)
    for one in placed:
        assert one.place == "" or one.place.startswith("Artikel 5")
        assert articles or not one.place


def test_a_drawn_covenant_has_its_places_and_passages_carry_them(tmp_path, extract):
    canvas = draw.sheet(tmp_path / "convenant.pdf")
    draw.write(canvas, 72, 90, "Artikel 3 Middelen", "Helvetica-Bold")
    lines = (
        (72, "1. Het Rijk stelt voor de looptijd van het convenant een bijdrage beschikbaar."),
        (72, "2. De bijdrage is bestemd voor:"),
        (92, "a. het vervoer over water en de haltes langs de kust;"),
        (92, "b. de leerplekken bij werkgevers in de techniek."),
    )
    for number, (x, text) in enumerate(lines):
        draw.write(canvas, x, 110 + 14 * number, text)
    draw.write(canvas, 72, 190, "Artikel 4 Looptijd", "Helvetica-Bold")
    draw.write(canvas, 72, 206, "Het convenant eindigt na vier jaar.")
    path = draw.finished(canvas)
    assert [one.place for one in read_document(path).blocks] == [
        "Artikel 3",
        "Artikel 3, lid 1",
        "Artikel 3, lid 2",
        "Artikel 3, lid 2, onder a",
        "Artikel 3, lid 2, onder b",
        "Artikel 4",
        "Artikel 4",
    ]
    assert {passage.place.split(",")[0] for passage in extract(path).passages} == {
        "Artikel 3",
        "Artikel 4",
    }
