"""What a passage carries besides its text, each at its letter: raw text, calls, amounts."""

from itertools import accumulate

import pdf_builders as draw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Box, FootnoteCall, PassageKind, RawText
from extract.dutch.repair import joined_lines
from extract.passages import passages_of
from extract.sections import Block

BODY, LIST, TABLE, FOOTNOTE = (
    PassageKind.BODY,
    PassageKind.LIST,
    PassageKind.TABLE,
    PassageKind.FOOTNOTE,
)
DOCUMENT = "0123456789abcdef"
HYPHENS = "-\u00ad\u2010\u2011"


def box(page, top=100.0):
    return Box(page, 72.0, top, 500.0, top + 9)


def block(kind, lines, page=1, path=("Aanpak",), **more):
    """A block of lines as they are drawn, with its raw text."""
    joined = joined_lines(lines)
    raw = RawText(joined.raw, joined.pieces)
    return Block(kind, joined.text, (box(page),), heading_path=path, raw=raw, **more)


WORDS = st.text("abcdeëg", min_size=1, max_size=8)
LINES = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=7), st.sampled_from(["", "", "-", "\u00ad", "."])
    ).map(lambda line: " ".join(line[0]) + line[1]),
    min_size=1,
    max_size=12,
)
SHAPES = st.lists(
    st.tuples(st.sampled_from([BODY, BODY, LIST, FOOTNOTE]), LINES, st.booleans()), max_size=5
)


def blocks(shapes):
    """Blocks of which the lines of a body may introduce the list behind it."""
    made = []
    for kind, lines, opens in shapes:
        if kind is BODY and opens:
            lines = [*lines[:-1], f"{lines[-1].rstrip(HYPHENS)}:"]
        made.append(block(kind, lines))
    return made


@given(SHAPES)
@settings(max_examples=80, deadline=None)
def test_every_letter_is_found_in_the_raw_text_and_back(rules, shapes):
    for passage in passages_of(blocks(shapes), DOCUMENT, rules):
        for place, letter in enumerate(passage.text):
            if letter.isspace():
                continue
            there = passage.raw.to_raw(place)
            drawn = passage.raw.text[there]
            assert drawn == letter or (letter == "-" and drawn in HYPHENS)
            assert passage.raw.to_clean(there) == place


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_a_paragraph_that_is_cut_keeps_its_raw_text_in_its_parts(rules, lines):
    many = [f"De zin met nummer {number} is klaar." for number in range(60)]
    long = block(BODY, [*lines, *many])
    passages = passages_of([long], DOCUMENT, rules)
    assert len(passages) > 1
    drawn = "".join("".join(passage.raw.text.split()) for passage in passages)
    assert drawn == "".join(long.raw.text.split())


CALLS = st.lists(st.booleans(), min_size=1, max_size=30)


@given(st.lists(CALLS, min_size=1, max_size=5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_call_points_to_the_letter_behind_which_it_stood(rules, paragraphs, in_list):
    """Every word has a name of its own; what the calls stand behind is known by it."""
    made, expected, count = [], [], 0
    for place, called in enumerate(paragraphs):
        words = [f"woord{count + at}" for at in range(len(called))]
        ends = list(accumulate(len(word) + 1 for word in words))
        calls = tuple(
            FootnoteCall(end - 1, word[5:])
            for word, end, is_called in zip(words, ends, called, strict=True)
            if is_called
        )
        expected += [
            (word, word[5:]) for word, is_called in zip(words, called, strict=True) if is_called
        ]
        lines = [" ".join(words) + "."]
        made.append(block(LIST if in_list and place else BODY, lines, calls=calls))
        count += len(words)
    found = [
        (passage.text[: call.at].split()[-1], call.number)
        for passage in passages_of(made, DOCUMENT, rules)
        for call in passage.calls
    ]
    assert found == expected


def test_calls_in_a_paragraph_that_is_cut_go_to_the_part_they_stand_in(rules):
    sentences = [
        f"Zin {number} telt tien woorden in deze lange alinea over geld." for number in range(60)
    ]
    text = " ".join(sentences)
    marks = [text.index(f"Zin {number} ") + len(f"Zin {number}") for number in (0, 30, 59)]
    calls = tuple(FootnoteCall(at, str(at)) for at in marks)
    passages = passages_of([block(BODY, [text], calls=calls)], DOCUMENT, rules)
    assert len(passages) > 2
    for passage in passages:
        for call in passage.calls:
            before = passage.text[: call.at].split()
            assert before[-2] == "Zin"
    assert sum(len(passage.calls) for passage in passages) == 3


# Notes ------------------------------------------------------------------------------------------


def note(number, page=1, text="Bron."):
    return block(FOOTNOTE, [f"{number} {text}"], page, number=number)


def called(text, number, page=1):
    return block(BODY, [text], page, (f"kop {page}",), calls=(FootnoteCall(len(text) - 1, number),))


def tied(passages):
    """The text of the note of every call; empty where it was not found."""
    text_of = {passage.passage_id: passage.text for passage in passages}
    return [text_of.get(call.note, "") for passage in passages for call in passage.calls]


def test_a_call_is_tied_to_the_note_with_its_number(rules):
    drawn = [called("Het Rijk betaalt.", "2"), note("1", text="Een."), note("2", text="Twee.")]
    assert tied(passages_of(drawn, DOCUMENT, rules)) == ["2 Twee."]


def test_of_notes_with_one_number_that_on_the_page_is_meant(rules):
    drawn = []
    for page in (1, 2, 3):
        drawn += [called(f"Op pagina {page}.", "1", page), note("1", page, f"Noot {page}.")]
    assert tied(passages_of(drawn, DOCUMENT, rules)) == ["1 Noot 1.", "1 Noot 2.", "1 Noot 3."]


def test_an_endnote_is_found_after_its_call(rules):
    drawn = [
        called("Op pagina 1.", "1"),
        called("Op pagina 2.", "2", 2),
        note("1", 9),
        note("2", 9, "Twee."),
    ]
    assert tied(passages_of(drawn, DOCUMENT, rules)) == ["1 Bron.", "2 Twee."]


def test_a_call_without_a_note_stays_a_call(rules):
    (passage,) = passages_of([called("Het Rijk betaalt.", "7")], DOCUMENT, rules)
    assert [(call.number, call.note) for call in passage.calls] == [("7", "")]


# Amounts ----------------------------------------------------------------------------------------


def said(passage):
    return [(passage.text[one.start : one.end], one.euros) for one in passage.amounts]


def test_amounts_stand_at_their_letters(rules):
    lines = ["Het Rijk draagt € 2,6 mln. bij en de regio 450.000 eu-", "ro, samen € 3.050.000."]
    (passage,) = passages_of([block(BODY, lines)], DOCUMENT, rules)
    assert [euros for _, euros in said(passage)] == [2_600_000, 450_000, 3_050_000]
    assert "2,6" in said(passage)[0][0]


def test_the_amounts_of_a_list_stand_at_their_letters_behind_the_first_line(rules):
    drawn = [
        block(BODY, ["Het Rijk betaalt € 1 mln voor:"]),
        block(LIST, ["• haltes (€ 250.000);"]),
        block(LIST, ["• wegen (€ 750.000)."]),
    ]
    (passage,) = passages_of(drawn, DOCUMENT, rules)
    assert [euros for _, euros in said(passage)] == [1_000_000, 250_000, 750_000]
    assert all(str(int(euros))[:2].rstrip("0") in text for text, euros in said(passage))


@pytest.mark.parametrize(
    ("unit", "cell", "euros"),
    [("x € 1.000", "450", 450_000), ("in mln. euro", "2,6", 2_600_000), ("€", "450", 450)],
)
def test_a_bare_number_in_a_row_counts_in_the_unit_of_its_column(rules, unit, cell, euros):
    header, cells = ("Project", f"Bijdrage ({unit})"), ("Waterbus", cell)
    row = Block(TABLE, " | ".join(cells), (box(1),), cells=cells, header=header)
    (passage,) = passages_of([row], DOCUMENT, rules)
    assert [one.euros for one in passage.amounts] == [euros]
    assert said(passage)[0][0].strip("€ ") == cell


def test_a_caption_gives_the_unit_of_a_table(rules):
    header, cells = ("Project", "Bijdrage"), ("Waterbus", "450")
    row = Block(
        TABLE, "", (box(1),), cells=cells, header=header, caption="Tabel 1 Middelen (x € 1.000)"
    )
    (passage,) = passages_of([row], DOCUMENT, rules)
    assert [one.euros for one in passage.amounts] == [450_000]


def test_a_passage_without_money_has_no_amounts(rules):
    (passage,) = passages_of([block(BODY, ["In 2020 waren er 12 gemeenten."])], DOCUMENT, rules)
    assert passage.amounts == ()


def test_a_drawn_page_gives_raw_text_with_the_hyphens_as_they_were_drawn(tmp_path, extract):
    lines = [
        "De samenwerkings-",
        "overeenkomst is getekend en",
        "de sociaal-",
        "economische agenda ook.",
    ]
    (passage,) = extract(draw.page_of_lines(tmp_path / "blad.pdf", lines)).passages
    assert passage.raw.text == "\n".join(lines)
    start = passage.text.index("overeenkomst")
    assert passage.raw.text[passage.raw.to_raw(start) :].startswith("overeenkomst")
