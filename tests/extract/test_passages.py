"""Passages: no word lost, order kept, lengths that fit, lists behind their first line."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.records import Box, PassageKind
from extract.passages import LONGEST, SHORTEST, passages_of, row_text
from extract.sections import Block

BODY, LIST, HEADING, TABLE, FOOTNOTE = (
    PassageKind.BODY,
    PassageKind.LIST,
    PassageKind.HEADING,
    PassageKind.TABLE,
    PassageKind.FOOTNOTE,
)
DOCUMENT = "0123456789abcdef"


def block(kind, text, path=("Aanpak",), place=0, **more):
    top = 10.0 * place
    return Block(kind, text, (Box(1, 72.0, top, 500.0, top + 9),), heading_path=path, **more)


def sentences(count, words=10, start=0):
    """Sentences of numbered words, so that every word is known by its place."""
    numbers = iter(range(start, start + count * words))
    return " ".join(
        "W" + " w".join(str(next(numbers)) for _ in range(words)) + "." for _ in range(count)
    )


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from([BODY, BODY, LIST, FOOTNOTE]),
        st.integers(1, 40),
        st.integers(3, 14),
        st.sampled_from(["Aanpak", "Geld"]),
    ),
    max_size=5,
)


def made(shapes):
    """Blocks with words that are unique in the document."""
    blocks, start = [], 0
    for place, (kind, count, words, heading) in enumerate(shapes):
        text = sentences(count, words, start)
        blocks.append(block(kind, text, (heading,), place))
        start += count * words
    return blocks


def words_of(items):
    return [word for item in items for word in item.text.split()]


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_splitting_and_merging_lose_no_word_and_change_no_order(rules, shapes):
    blocks = made(shapes)
    assert words_of(passages_of(blocks, DOCUMENT, rules)) == words_of(blocks)


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_every_character_has_a_box_that_holds_its_words(rules, shapes):
    blocks = made(shapes)
    home = {word: item.boxes[0] for item in blocks for word in item.text.split()}
    for passage in passages_of(blocks, DOCUMENT, rules):
        assert len(passage.box_starts) == len(passage.boxes)
        assert list(passage.box_starts) == sorted(set(passage.box_starts))
        assert passage.box_starts[0] == 0
        for word in passage.text.split():
            assert passage.box_at(passage.text.index(word)) == home[word]


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_sentences_cover_the_passage_and_none_is_cut(rules, shapes):
    for passage in passages_of(made(shapes), DOCUMENT, rules):
        starts = passage.sentence_starts
        assert starts[0] == 0
        assert list(starts) == sorted(set(starts))
        assert starts[-1] < len(passage.text)
        assert passage.text.endswith(".")
        assert passage.text.startswith("W")


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_a_passage_of_several_sentences_has_at_most_250_words(rules, shapes):
    for passage in passages_of(made(shapes), DOCUMENT, rules):
        if passage.kind is BODY or len(passage.boxes) > 1:
            assert passage.words <= LONGEST or len(passage.sentence_starts) == 1


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_no_two_neighbours_of_one_section_could_have_been_one_short_passage(rules, shapes):
    passages = passages_of(made(shapes), DOCUMENT, rules)
    for one, other in pairwise(passages):
        flowing = {one.kind, other.kind} <= {BODY, LIST}
        short = min(one.words, other.words) < SHORTEST
        fits = one.words + other.words <= LONGEST
        assert not (flowing and short and fits and one.heading_path == other.heading_path)


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_passages_count_up_and_have_names_of_their_own(rules, shapes):
    passages = passages_of(made(shapes), DOCUMENT, rules)
    assert [passage.position for passage in passages] == list(range(len(passages)))
    assert len({passage.passage_id for passage in passages}) == len(passages)
    assert passages == passages_of(made(shapes), DOCUMENT, rules)


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts(rules):
    passages = passages_of([block(BODY, sentences(60))], DOCUMENT, rules)
    assert [passage.words for passage in passages] == [200, 200, 200]
    assert [len(passage.sentence_starts) for passage in passages] == [20, 20, 20]


def test_parts_of_a_paragraph_over_two_pages_name_only_the_pages_they_stand_on(rules):
    text = sentences(60)
    turn = text.index("W300")
    boxes = (Box(1, 72.0, 700.0, 500.0, 780.0), Box(2, 72.0, 90.0, 500.0, 170.0))
    paragraph = Block(BODY, text, boxes, (0, turn), heading_path=("Aanpak",))
    passages = passages_of([paragraph], DOCUMENT, rules)
    assert [passage.pages for passage in passages] == [(1,), (1, 2), (2,)]
    assert [passage.box_starts for passage in passages] == [
        (0,),
        (0, passages[1].text.index("W300")),
        (0,),
    ]


def test_one_endless_sentence_stays_whole(rules):
    (passage,) = passages_of([block(BODY, sentences(1, 400))], DOCUMENT, rules)
    assert passage.words == 400


def test_short_paragraphs_of_one_section_go_together_each_on_its_own_line(rules):
    blocks = [block(BODY, "Wonen gaat voor.", place=1), block(BODY, "Werken ook.", place=2)]
    (passage,) = passages_of(blocks, DOCUMENT, rules)
    assert passage.text == "Wonen gaat voor.\nWerken ook."
    assert passage.boxes == (blocks[0].boxes[0], blocks[1].boxes[0])
    assert passage.box_starts == (0, 17)


def test_a_short_paragraph_stays_alone_beside_one_that_is_nearly_full(rules):
    blocks = [block(BODY, sentences(1)), block(BODY, sentences(25, start=10), place=1)]
    passages = passages_of(blocks, DOCUMENT, rules)
    assert [passage.words for passage in passages] == [10, 250]


def test_short_paragraphs_of_different_sections_stay_apart(rules):
    blocks = [block(BODY, "Wonen gaat voor.", ("Een",)), block(BODY, "Werken ook.", ("Twee",))]
    assert len(passages_of(blocks, DOCUMENT, rules)) == 2


def test_a_footnote_is_never_merged_with_the_text(rules):
    blocks = [block(BODY, "Wonen gaat voor."), block(FOOTNOTE, "1 Bron: CBS."), block(BODY, "Ja.")]
    kinds = [passage.kind for passage in passages_of(blocks, DOCUMENT, rules)]
    assert kinds == [BODY, FOOTNOTE, BODY]


def test_a_list_stands_behind_the_line_that_introduces_it(rules):
    blocks = [
        block(BODY, "Partijen spreken af om:", place=0),
        block(LIST, "• haltes aan te leggen;", place=1),
        block(LIST, "• leerplekken te bieden.", place=2),
    ]
    (passage,) = passages_of(blocks, DOCUMENT, rules)
    assert passage.kind is LIST
    assert passage.text == (
        "Partijen spreken af om:\n• haltes aan te leggen;\n• leerplekken te bieden."
    )
    assert [box.top for box in passage.boxes] == [0.0, 10.0, 20.0]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=25))
@example([6, 12, 4])
@example([1, 24, 24])
@settings(max_examples=50, deadline=None)
def test_every_part_of_a_long_list_keeps_its_first_line_and_no_item_is_lost(rules, lengths):
    lead = block(BODY, "Partijen spreken af om:")
    items = [
        block(LIST, f"• item{number} " + "woord " * (5 * length) + "klaar;", place=number + 1)
        for number, length in enumerate(lengths)
    ]
    parts = passages_of([lead, *items], DOCUMENT, rules)
    assert all(part.text.startswith(lead.text + "\n") for part in parts)
    assert all(part.boxes[0] == lead.boxes[0] for part in parts)
    assert [line for part in parts for line in part.text.split("\n")[1:]] == [
        item.text for item in items
    ]
    assert all(part.words <= LONGEST for part in parts)


def test_a_line_with_a_colon_and_no_list_after_it_is_a_plain_paragraph(rules):
    blocks = [block(BODY, "De kern is deze:"), block(BODY, "samen werken.")]
    (passage,) = passages_of(blocks, DOCUMENT, rules)
    assert (passage.kind, passage.text) == (BODY, "De kern is deze:\nsamen werken.")


def test_a_heading_with_text_under_it_is_no_passage_but_a_bare_one_is(rules):
    blocks = [
        block(HEADING, "Aanpak", ()),
        block(BODY, "Wonen gaat voor.", ("Aanpak",)),
        block(HEADING, "Geld", ()),
        block(HEADING, "Tijd", ()),
    ]
    passages = passages_of(blocks, DOCUMENT, rules)
    assert [(passage.kind, passage.text) for passage in passages] == [
        (BODY, "Wonen gaat voor."),
        (HEADING, "Geld"),
        (HEADING, "Tijd"),
    ]


def test_a_table_row_is_one_passage_and_the_header_is_none(rules):
    header, cells = ("Pijler", "Bijdrage"), ("Wonen", "€ 2,6 mln")
    rows = [
        block(TABLE, " | ".join(header), cells=header, header=header),
        block(TABLE, " | ".join(cells), cells=cells, header=header),
    ]
    (passage,) = passages_of(rows, DOCUMENT, rules)
    assert (passage.kind, passage.text) == (TABLE, "Pijler: Wonen; Bijdrage: € 2,6 mln")


def test_a_row_in_words_names_every_filled_cell():
    row = block(TABLE, "", cells=("Wonen", "", "ja"), header=("Pijler", "Jaar", ""))
    assert row_text(row) == "Pijler: Wonen; ja"


def test_a_row_that_does_not_fit_its_header_stays_as_it_stood():
    row = block(TABLE, "Wonen | ja", cells=("Wonen", "ja"), header=("Pijler",))
    assert row_text(row) == "Wonen | ja"


def test_no_blocks_give_no_passages(rules):
    assert passages_of([], DOCUMENT, rules) == []
