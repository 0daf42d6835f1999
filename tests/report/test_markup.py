"""Markup: what is not markup is escaped, wherever it stands."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from report.markup import Markup, element, together

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")))


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(markup):
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def test_an_element_with_its_attributes():
    found = element("td", "een & ", element("b", "twee"), class_="x", aria_label='"')
    assert found == '<td class="x" aria-label="&quot;">een &amp; <b>twee</b></td>'
    assert isinstance(found, Markup)


@given(TEXT, TEXT)
def test_a_browser_reads_back_the_text_that_went_in(text, title):
    found = read(element("p", [text, element("i", "!")], title=title))
    assert found.text == f"{text}!"
    assert found.tags == [("p", {"title": title}), ("i", {})]


def test_only_markup_is_left_as_it_is():
    assert together(["<b>", Markup("<b>"), ["<", Markup("</b>")]]) == "&lt;b&gt;<b>&lt;</b>"
