"""The passages behind numbers: one list for each basis, however many numbers rest on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from report.evidence import Cited, Quotations
from report.markup import Markup, element, together
from report.quotes import Pointer
from report.shown_values import counted, dotted

BEST = 5
"""Passages of a number that are shown; the others stand in bewijs.csv."""
_BUDGET = 6000
"""Quotes that the page holds in all, so that it stays light enough to open and to send."""


@dataclass(frozen=True, slots=True)
class _Basis:
    place: str
    about: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Bases:
    """What the numbers of a page rest on, by the passages themselves; filled while it is laid out.

    `links` gives the address of a document.
    """

    quotations: Quotations
    links: Mapping[str, str]
    _kept: dict[tuple[Pointer, ...], _Basis] = field(default_factory=dict)

    def place_of(self, pointers: Sequence[Pointer], about: str) -> str:
        """The id of the list of these passages; `about` says which number it is, at first use."""
        kept = tuple(pointers)
        found = self._kept.get(kept)
        if found is None:
            digest = sha256(repr([(p.passage_id, p.start, p.end) for p in kept]).encode())
            found = self._kept[kept] = _Basis(f"bewijs-{digest.hexdigest()[:12]}", about, kept)
        return found.place

    def linked(self, shown: str, pointers: Sequence[Pointer], about: str) -> Markup:
        """A number that leads to its passages; the bare number where there are none."""
        if not pointers:
            return together((shown,))
        return element("a", shown, href=f"#{self.place_of(pointers, about)}", class_="n")

    def lists(self) -> Iterable[Markup]:
        """The lists, in order of first use."""
        most = _most_within([len(one.pointers) for one in self._kept.values()], _BUDGET)
        return (self._list(one, most) for one in self._kept.values())

    def _list(self, basis: _Basis, most: int) -> Markup:
        shown = basis.pointers[:most]
        more = len(basis.pointers) - len(shown)
        told = counted(len(basis.pointers), "passage", "passages")
        rest = f"; hier de beste {len(shown)}, de andere {dotted(more)} staan in bewijs.csv"
        return element(
            "div",
            element("p", element("b", basis.about), f" – {told}{rest if more else ''}."),
            element("ol", [element("li", self.quoted(one)) for one in shown]),
            class_="basis",
            id=basis.place,
        )

    def quoted(self, pointer: Pointer) -> Markup:
        """A quote in a line: its words, its deal, and its document at the page."""
        cited = self.quotations.at(pointer)
        return together((element("q", cited.quote.text), " ", self.origin(cited)))

    def figure_of(self, pointer: Pointer) -> Markup:
        """A quote that stands by itself."""
        cited = self.quotations.at(pointer)
        return element(
            "figure",
            element("blockquote", element("p", cited.quote.text)),
            element("figcaption", self.origin(cited)),
            class_="citaat",
        )

    def origin(self, cited: Cited) -> Markup:
        """The deal, and a link to the document at the page of the quote."""
        quote = cited.quote
        words = f"{quote.document}, p. {quote.page}"
        address = self.links.get(quote.document)
        where = element("a", words, href=f"{address}#page={quote.page}") if address else words
        return element("span", f"{cited.deal}, ", where, class_="bron")


def _most_within(lengths: Sequence[int], budget: int) -> int:
    """How many of each list may be shown, at most BEST, to stay within the budget; at least 1."""
    for most in range(BEST, 1, -1):
        if sum(min(most, length) for length in lengths) <= budget:
            return most
    return 1
