"""Marks, addresses and numbers."""

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from web.addresses import address, document_address, toggled
from web.marks import segments
from web.wording import chance, counted, euros, listed, percent, searched_said

_PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.text(min_size=1, max_size=5)), unique=True)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from("xyz"))),
)
def test_segments_are_the_text_and_mark_just_the_spans(text, spans):
    found = segments(text, spans)
    assert "".join(one.text for one in found) == text
    marked = [bool(one.names) for one in found for _ in one.text]
    asked = [any(start <= at < end for start, end, _ in spans) for at in range(len(text))]
    assert marked == asked


@given(_PAIRS, st.sampled_from("abc"), st.text(min_size=1, max_size=5))
def test_choosing_and_letting_go_is_back_where_it_was(pairs, name, value):
    pairs = tuple(pair for pair in pairs if pair != (name, value))
    assert toggled(toggled(pairs, name, value), name, value) == pairs


@given(_PAIRS)
def test_an_address_gives_back_what_was_put_in(pairs):
    where = urlsplit(address("/", pairs))
    assert parse_qsl(where.query, keep_blank_values=True) == pairs


@given(st.text(min_size=1, max_size=20))
def test_an_identity_never_leaves_its_place_in_the_path(key):
    assert urlsplit(document_address(key)).path.count("/") == 2


def test_numbers_are_dutch():
    assert euros(2_600_000) == "€ 2,6 mln"
    assert euros(2_500) == "€ 2.500"
    assert euros(1_250_000_000) == "€ 1.250 mln"
    assert counted(0, "passage", "passages") == "geen passages"
    assert counted(1, "passage", "passages") == "1 passage"
    assert listed(["a", "b", "c"]) == "a, b en c"
    assert listed([]) == ""


@given(st.floats(0, 1))
def test_a_share_is_never_rounded_to_certainty(share):
    assert (percent(share) == "100%") == (share == 1)
    assert (percent(share) == "0%") == (share == 0)
    assert chance(share) != "100%"


def test_what_is_searched_is_said_of_documents_and_not_of_deals_they_speak_of():
    assert searched_said(1, 0, 0) == "Zoek in plannen, rapportages en evaluaties van 1 Regio Deal."
    both = searched_said(2, 1, 3)
    assert both.startswith("Zoek in plannen, rapportages en evaluaties van 2 Regio Deals, en in 1 ")
    assert both.endswith("document over meerdere deals, met passages over nog 3 andere.")
    national = searched_said(0, 3, 18)
    assert national.startswith("Zoek in 3 documenten over meerdere deals. Daarin komen passages ")
    assert "rapportages" not in national
