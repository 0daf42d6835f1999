"""Passages roll up to cells: one cell for each deal, bron and concept.

Plans and reports stay apart unless asked for together. A deal whose documents gave no text has
`geen tekst` in its cells, never 0: silence is not absence. Text that deals take over from one
another counts for none of them, and what a deal repeats counts once.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import LANDELIJK, MEERDERE, Bron, Deal, Document, Grade, Review, bron_of
from report.boilerplate import NOTHING_SHARED, SharedTexts, shared_texts
from report.cell_intervals import (
    CERTAIN_ENOUGH,
    USUAL_RATE,
    Numbers,
    RowMeasures,
    RowTexts,
    measure_row,
)
from report.quotes import Pointer, Quote, best_first, best_quote, pointer_to, rank_of
from report.settled_texts import settled_as_texts
from taxonomy.concept import Concept, Facet

__all__ = [
    "ABSENT",
    "CERTAIN_ENOUGH",
    "FOUND",
    "LEAST_WORDS",
    "MUCH_UNREAD",
    "NO_TEXT",
    "UNCERTAIN",
    "Cell",
    "Review",
    "Row",
    "cells_of",
    "chance_of_one",
    "matrix_columns",
    "matrix_table",
    "rows_of",
    "texts_of",
]

FOUND, ABSENT = "1", "0"
UNCERTAIN = "onzeker"
NO_TEXT = "geen tekst"
_VALUES = (ABSENT, UNCERTAIN, FOUND)
"""In the order of the codes of cell_intervals."""
LEAST_WORDS = 40
"""Fewer words are a mention, not a text: a row in a list of literature says nothing of themes."""
LEAST_WORDS_ELSEWHERE = 100
"""The same for a deal without documents of its own: a few lines in a letter make no row."""
MUCH_UNREAD = 0.25
"""Share of the pages that gave no (trustworthy) text from which nothing is absent for certain."""
_SHOWN_QUOTES = 3
_DECIMALS = 4


@dataclass(frozen=True)
class Row:
    """A deal and what its documents can bear witness to.

    `passages` are all substantive ones; `shared` says which of them are standard text, `unread`
    which share (0-1) of its pages gave no text that can be trusted, `base_rates` how common each
    label was where the tagger learnt.
    """

    deal: Deal
    bron: Bron
    passages: tuple[AnalysedPassage, ...]
    shared: SharedTexts = field(default=NOTHING_SHARED, compare=False, repr=False)
    unread: float = 0.0
    base_rates: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def own(self) -> tuple[AnalysedPassage, ...]:
        """The passages that are not standard text: those that count. What people settled of a text
        holds for all passages with it."""
        is_standard = self.shared.is_standard
        own = [one for one in self.passages if not is_standard(one.passage.passage_id)]
        return settled_as_texts(own, lambda one: _text_key(self, one))

    @cached_property
    def standard(self) -> tuple[AnalysedPassage, ...]:
        """The passages that deals of other regions have too."""
        return tuple(
            one for one in self.passages if self.shared.is_standard(one.passage.passage_id)
        )

    @cached_property
    def word_counts(self) -> Mapping[str, int]:
        """Words of each passage by its id; counting them is what takes time."""
        return {one.passage.passage_id: one.passage.words for one in self.passages}

    @cached_property
    def words(self) -> int:
        """Words of substantive text of its own."""
        return sum(self.word_counts[one.passage.passage_id] for one in self.own)

    @cached_property
    def standard_words(self) -> int:
        """Words of standard text."""
        return sum(self.word_counts[one.passage.passage_id] for one in self.standard)

    @property
    def has_text(self) -> bool:
        """Whether there is enough text of its own to say that a theme is absent."""
        return self.words >= LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Cell:
    """What a deal's plan or report says of one concept.

    `value` is FOUND, ABSENT, UNCERTAIN or NO_TEXT. `strength` is the share (0-1) of the row's own
    words that stand in passages with the label, each text once, with its 95 % interval `low` to
    `high`. `chance` is the chance (0-1) that at least one text of the row deserves the label, given
    how much was read; `kept` the share of draws in which the value stays the same; `probability`
    the highest of one passage. `labelled` are the passages with the label, best first; `standard`
    counts the passages of standard text that have it too and weigh nothing; `nearest` is the most
    probable passage of an uncertain cell without a label.

    `confirmed` counts the labels here that people confirmed, `rejected` those of the tagger that
    they rejected.
    """

    row: Row
    concept: Concept
    value: str
    strength: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    kept: float | None = None
    probability: float | None = None
    labelled: tuple[AnalysedPassage, ...] = ()
    standard: int = 0
    nearest: AnalysedPassage | None = None
    confirmed: int = 0
    rejected: int = 0

    @property
    def review(self) -> Review:
        """BEVESTIGD when people confirmed one of its labels; AFGEWEZEN when they rejected labels
        and none is left; NIET_BEKEKEN when nobody settled any of the labels that are left."""
        if self.confirmed:
            return Review.BEVESTIGD
        return Review.AFGEWEZEN if self.rejected and not self.labelled else Review.NIET_BEKEKEN

    @property
    def human_share(self) -> float | None:
        """Share (0-1) of the labels that the tagger gave here, or that people confirmed, on which
        people settled; None where there are none.

        The count is that of `review_count`, but of the texts of a cell: without standard text, and
        with what people settled of a text in all passages with it.
        """
        labels = self.passages + self.rejected
        return (self.confirmed + self.rejected) / labels if labels else None

    @property
    def passages(self) -> int:
        """How many passages have the label."""
        return len(self.labelled)

    @property
    def shown(self) -> tuple[AnalysedPassage, ...]:
        """The passages to quote: the best with the label, and in an uncertain cell without one the
        passage that made it uncertain."""
        return self.labelled[:_SHOWN_QUOTES] if self.nearest is None else (self.nearest,)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The sentences that show the label best, three at most, best first."""
        return tuple(best_quote(one, self.concept.id) for one in self.shown)

    @property
    def quote(self) -> Quote | None:
        """The sentence that shows the label best."""
        return next((best_quote(one, self.concept.id) for one in self.shown[:1]), None)

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """Where the label stands in every passage that has it, best first."""
        return tuple(pointer_to(one, self.concept.id) for one in self.labelled)

    @property
    def grade(self) -> Grade | None:
        """How well the worst page of the quotes was read; None without a quote."""
        order = list(Grade)
        return max((one.grade for one in self.shown), key=order.index, default=None)


def rows_of(
    analysis: Analysis,
    deals: Mapping[str, Deal],
    *,
    pooled: bool = False,
    shared: SharedTexts | None = None,
) -> list[Row]:
    """A row for each deal and bron that has a document of its own, in register order.

    A deal of which only a document about many deals speaks has a row when there is text enough.
    `pooled` puts plan and report of a deal in one row, called `samen`. `shared` are the texts that
    documents share, where they are known already.
    """
    found: dict[tuple[str, Bron], list[AnalysedPassage]] = {}
    for analysed in analysis.passages:
        if analysed.deal != LANDELIJK and analysed.counts:
            found.setdefault((analysed.deal, _bron(analysed.bron, pooled)), []).append(analysed)
    texts = shared_texts(analysis.passages, deals) if shared is None else shared
    own = _documents(analysis, pooled)
    rows = [
        Row(
            deal,
            bron,
            tuple(found.get((deal_id, bron), ())),
            texts,
            _unread(own.get((deal_id, bron), ())),
            analysis.base_rates,
        )
        for deal_id, deal in deals.items()
        for bron in (Bron.PLAN, Bron.RAPPORTAGE, Bron.SAMEN)
        if (deal_id, bron) in own or (deal_id, bron) in found
    ]
    return [
        row
        for row in rows
        if row.words >= LEAST_WORDS_ELSEWHERE or (row.deal.deal_id, row.bron) in own
    ]


def _bron(bron: Bron, pooled: bool) -> Bron:
    return Bron.SAMEN if pooled else bron


def _documents(analysis: Analysis, pooled: bool) -> dict[tuple[str, Bron], list[Document]]:
    """The documents of each deal and bron itself."""
    found: dict[tuple[str, Bron], list[Document]] = {}
    for source in analysis.sources:
        if source.deal not in (MEERDERE, LANDELIJK):
            key = source.deal, _bron(bron_of(source.kind), pooled)
            found.setdefault(key, []).append(analysis.documents[source.document_id])
    return found


def _unread(documents: Iterable[Document]) -> float:
    """Share of the pages of which the text is missing or badly read; empty pages do not count."""
    grades = [
        page.grade
        for document in documents
        for page in document.pages
        if page.readable or page.quality is not None
    ]
    return sum(one in (Grade.SLECHT, Grade.GEEN) for one in grades) / len(grades) if grades else 0.0


def cells_of(rows: Iterable[Row], facets: Sequence[Facet]) -> Iterator[Cell]:
    """All cells, row by row, concepts in taxonomy order."""
    concepts = [concept for facet in facets for concept in facet.concepts]
    for row in rows:
        if row.has_text:
            yield from _cells(row, concepts)
        else:
            yield from (Cell(row, concept, NO_TEXT) for concept in concepts)


def _cells(row: Row, concepts: Sequence[Concept]) -> Iterator[Cell]:
    texts = texts_of(row, [concept.id for concept in concepts])
    found = measure_row(texts, (row.deal.deal_id, row.bron), much_unread=row.unread >= MUCH_UNREAD)
    highest = texts.probabilities.max(axis=0)
    labelled, standard = _by_label(row.own), _by_label(row.standard)
    struck = Counter(label for one in row.own for label in one.struck)
    for place, concept in enumerate(concepts):
        cell = _cell(row, concept, found, place, highest, labelled.get(concept.id, ()))
        yield replace(cell, standard=len(standard.get(concept.id, ())), rejected=struck[concept.id])


def _cell(
    row: Row,
    concept: Concept,
    found: RowMeasures,
    place: int,
    highest: Numbers,
    labelled: Sequence[AnalysedPassage],
) -> Cell:
    def number(of: Numbers) -> float:
        return round(float(of[place]), _DECIMALS)

    value = _VALUES[found.codes[place]]
    asks = value == UNCERTAIN and not labelled
    return Cell(
        row=row,
        concept=concept,
        value=value,
        strength=number(found.strength),
        low=number(found.low),
        high=number(found.high),
        chance=number(found.chance),
        kept=number(found.kept),
        probability=float(highest[place]),
        labelled=best_first(labelled, concept.id),
        nearest=min(row.own, key=lambda one: rank_of(one, concept.id)) if asks else None,
        confirmed=sum(one.review_of(concept.id) is Review.BEVESTIGD for one in labelled),
    )


def texts_of(row: Row, concepts: Sequence[str]) -> RowTexts:
    """The texts of a row, each once: what it repeats has the highest probability, and the mean of
    the words, of its passages; it is confirmed when one of them is. Texts come in order of file
    name and place."""
    passages = sorted(row.own, key=_place)
    units: dict[int | str, int] = {}
    unit = [units.setdefault(_text_key(row, one), len(units)) for one in passages]
    columns = {concept: place for place, concept in enumerate(concepts)}
    probabilities = np.zeros((len(units), len(concepts)))
    labelled = np.zeros((len(units), len(concepts)))
    confirmed = np.zeros((len(units), len(concepts)), dtype=np.bool_)
    words = np.zeros(len(units))
    times = np.bincount(unit, minlength=len(units))
    for place, one in zip(unit, passages, strict=True):
        share = row.word_counts[one.passage.passage_id] / times[place]
        words[place] += share
        for label in one.all_labels:
            if label in columns:
                labelled[place, columns[label]] += share
        known = _probabilities(one)
        row_of = [known.get(concept, 0.0) for concept in concepts]
        np.maximum(probabilities[place], row_of, out=probabilities[place])
        for concept, chance in one.settled.items():
            if chance and concept in columns:
                confirmed[place, columns[concept]] = True
    rates = np.array([row.base_rates.get(concept, USUAL_RATE) for concept in concepts])
    return RowTexts(words, labelled, probabilities, rates, confirmed)


def chance_of_one(probabilities: Sequence[float]) -> float:
    """Chance that at least one of a few independent events happens, rounded to four decimals.

    The factors are multiplied in order of size, so that the order of passages does not matter. Of
    many passages it says little: see cell_intervals.
    """
    return round(1.0 - math.prod(1.0 - one for one in sorted(probabilities)), _DECIMALS)


def _text_key(row: Row, analysed: AnalysedPassage) -> int | str:
    """Which text a passage is: that of a group, or its own words."""
    place = row.shared.text_of.get(analysed.passage.passage_id)
    return analysed.passage.text if place is None else place


def _probabilities(analysed: AnalysedPassage) -> Mapping[str, float]:
    """Of the tagger, but 1 and 0 where people confirmed and rejected."""
    known = analysed.tag.probabilities if analysed.tag else {}
    more = analysed.further.probabilities if analysed.further else {}
    return {**known, **more, **analysed.settled} if more or analysed.reviewed else known


def _by_label(passages: Iterable[AnalysedPassage]) -> dict[str, list[AnalysedPassage]]:
    found: dict[str, list[AnalysedPassage]] = {}
    for analysed in passages:
        for label in analysed.all_labels:
            found.setdefault(label, []).append(analysed)
    return found


def _place(analysed: AnalysedPassage) -> tuple[str, int, str]:
    return analysed.source.name, analysed.passage.position, analysed.passage.passage_id


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
