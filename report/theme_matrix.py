"""Passages roll up to cells: one cell for each deal, bron and concept.

Plans and reports stay apart unless asked for together. A deal whose documents gave no text has
`geen tekst` in its cells, never 0: silence is not absence.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import LANDELIJK, MEERDERE, Bron, Deal, bron_of
from report.quotes import Quote, best_quote
from taxonomy.concept import Concept, Facet

FOUND, ABSENT = "1", "0"
UNCERTAIN = "onzeker"
NO_TEXT = "geen tekst"
LEAST_WORDS = 40
"""Fewer words are a mention, not a text: a row in a list of literature says nothing of themes."""
LEAST_WORDS_ELSEWHERE = 100
"""The same for a deal without documents of its own: a few lines in a letter make no row."""
CERTAIN_ENOUGH = 0.6
"""Chance that at least one labelled passage is right, from which a cell is 1. On sample
documents that the model did not see this gives cells of rode draden a precision of 0.94 at a recall
of 0.97 (benchmarks/sample_cells.py); counting every label gave 0.86 at 0.99, because one mistake
among forty passages is enough to fill a cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A deal and what its documents can bear witness to; `words` is its substantive text."""

    deal: Deal
    bron: Bron
    passages: tuple[AnalysedPassage, ...]

    @property
    def words(self) -> int:
        """Words of substantive text."""
        return sum(analysed.passage.words for analysed in self.passages)

    @property
    def has_text(self) -> bool:
        """Whether there is enough text to say that a theme is absent."""
        return self.words >= LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Cell:
    """What a deal's plan or report says of one concept.

    `value` is "1", "0" or "geen tekst"; `strength` is the share (0-1) of the row's substantive
    words that stand in passages with the label; `chance` is the chance (0-1) that at least one of
    those passages deserves it; `probability` is the highest of all passages of the row.
    """

    row: Row
    concept: Concept
    value: str
    strength: float | None
    passages: int
    chance: float | None
    probability: float | None
    quote: Quote | None


def rows_of(analysis: Analysis, deals: Mapping[str, Deal], *, pooled: bool = False) -> list[Row]:
    """A row for each deal and bron that has a document of its own, in register order.

    A deal of which only a document about many deals speaks has a row when there is text enough.
    `pooled` puts plan and report of a deal in one row, called `samen`.
    """
    found: dict[tuple[str, Bron], list[AnalysedPassage]] = {}
    own = {
        (source.deal, _bron(bron_of(source.kind), pooled))
        for source in analysis.sources
        if source.deal not in (MEERDERE, LANDELIJK)
    }
    for analysed in analysis.passages:
        if analysed.deal != LANDELIJK and analysed.counts:
            found.setdefault((analysed.deal, _bron(analysed.bron, pooled)), []).append(analysed)
    order = [Bron.PLAN, Bron.RAPPORTAGE, Bron.SAMEN]
    rows = [
        Row(deal, bron, tuple(found.get((deal_id, bron), ())))
        for deal_id, deal in deals.items()
        for bron in order
    ]
    return [
        row
        for row in rows
        if row.words >= LEAST_WORDS_ELSEWHERE or (row.deal.deal_id, row.bron) in own
    ]


def _bron(bron: Bron, pooled: bool) -> Bron:
    return Bron.SAMEN if pooled else bron


def cells_of(rows: Iterable[Row], facets: Sequence[Facet]) -> Iterator[Cell]:
    """All cells, row by row, concepts in taxonomy order."""
    for row in rows:
        for facet in facets:
            for concept in facet.concepts:
                yield _cell(row, concept)


def _cell(row: Row, concept: Concept) -> Cell:
    if not row.has_text:
        return Cell(row, concept, NO_TEXT, None, 0, None, None, None)
    labelled = [analysed for analysed in row.passages if concept.id in analysed.labels]
    highest = max(row.passages, key=lambda analysed: _probability(analysed, concept))
    best = min(labelled, key=lambda analysed: _rank(analysed, concept), default=None)
    chance = chance_of_one([_probability(analysed, concept) for analysed in labelled])
    return Cell(
        row=row,
        concept=concept,
        value="1" if chance >= CERTAIN_ENOUGH else "0",
        strength=round(sum(analysed.passage.words for analysed in labelled) / row.words, 4),
        passages=len(labelled),
        chance=chance,
        probability=_probability(highest, concept),
        quote=best_quote(best, concept.id) if best else None,
    )


def chance_of_one(probabilities: Sequence[float]) -> float:
    """Chance that at least one of independent events happens, rounded to four decimals.

    The factors are multiplied in order of size, so that the order of passages does not matter.
    """
    return round(1.0 - math.prod(1.0 - one for one in sorted(probabilities)), 4)


def _probability(analysed: AnalysedPassage, concept: Concept) -> float:
    return analysed.tag.probabilities[concept.id] if analysed.tag else 0.0


def _rank(analysed: AnalysedPassage, concept: Concept) -> tuple[float, int, int, str, int]:
    """Most probable first; between equals the passage with more evidence, then the shorter one,
    then the first by name and place, so that the order of passages does not matter."""
    passage = analysed.passage
    evidence = analysed.tag.evidence.get(concept.id, ()) if analysed.tag else ()
    return (
        -_probability(analysed, concept),
        -len(evidence),
        passage.words,
        analysed.source.name,
        passage.position,
    )


def matrix_table(cells: Iterable[Cell], facet: Facet) -> list[dict[str, str]]:
    """The wide matrix of one facet: a dictionary a row, in the order of the columns."""
    wanted = set(facet.concept_ids)
    table: dict[tuple[str, str], dict[str, str]] = {}
    for cell in cells:
        if cell.concept.id in wanted:
            deal, bron = cell.row.deal, cell.row.bron
            head = {
                "deal_id": deal.deal_id,
                "deal": deal.name,
                "tranche": str(deal.tranche),
                "bron": bron,
            }
            table.setdefault((deal.deal_id, bron), head)[cell.concept.id] = cell.value
    return list(table.values())


def matrix_columns(facet: Facet) -> list[str]:
    """Column names of the wide matrix of one facet."""
    return ["deal_id", "deal", "tranche", "bron", *facet.concept_ids]
