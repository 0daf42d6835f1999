"""What numbers rest on: quotes by pointer, and the long list of them beside the tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.analysed import AnalysedPassage
from corpus.records import LANDELIJK, Deal
from report.quotes import Pointer, Quote, quote_at
from report.results import ResultTable


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with the deal that it speaks of."""

    pointer: Pointer
    quote: Quote
    deal_id: str
    deal: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A passage behind a number: which table, row and column, and its rank (1 is best)."""

    table: str
    row: str
    column: str
    rank: int
    cited: Cited


@dataclass(frozen=True)
class Quotations:
    """Quotes by pointer, each looked up once."""

    passages: Mapping[str, AnalysedPassage]
    deals: Mapping[str, Deal]
    _kept: dict[Pointer, Cited] = field(default_factory=dict)

    def at(self, pointer: Pointer) -> Cited:
        """The quote that a pointer points at; raises KeyError for a passage of another run."""
        found = self._kept.get(pointer)
        if found is None:
            analysed = self.passages[pointer.passage_id]
            quote = quote_at(analysed, pointer)
            found = Cited(pointer, quote, analysed.deal, self._name_of(analysed.deal))
            self._kept[pointer] = found
        return found

    def _name_of(self, deal_id: str) -> str:
        deal = self.deals.get(deal_id)
        return deal.name if deal else LANDELIJK


def evidence_lines(tables: Iterable[ResultTable], quotations: Quotations) -> Iterator[EvidenceLine]:
    """Every passage behind every number, in the order of tables, rows and columns."""
    for table in tables:
        names = [column.name for column in table.columns]
        for row in table.rows:
            for name in names:
                for rank, pointer in enumerate(row.basis.get(name, ()), 1):
                    yield EvidenceLine(table.name, row.key, name, rank, quotations.at(pointer))
