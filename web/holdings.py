"""What the pages look things up in: one run's documents, cells and interventions, in memory.

No request value is ever part of a path: a document, a page or a deal is found here by its
identity, or it is not there.
"""

from collections.abc import Mapping
from functools import cached_property

from corpus.analysed import AnalysedPassage
from corpus.interventions import Intervention
from corpus.records import (
    Bron,
    Deal,
    Document,
    Outcome,
    Review,
    ReviewedLabel,
    Source,
    bron_of,
)
from pipelines.finding.searching import SearchRoom
from pipelines.review.room import ReviewRoom
from report.review_count import GivenLabels, ReviewCount, given_labels, review_count
from report.theme_matrix import Cell, Row, cells_of, rows_of
from taxonomy.concept import Concept, Facet

CellKey = tuple[str, Bron, str]
"""Deal, bron and concept."""


class Holdings:
    """One run's knowledge with the look-ups of the pages; only what people judge goes on."""

    def __init__(self, search: SearchRoom, review: ReviewRoom) -> None:
        self.search = search
        self.review = review
        self.analysis = search.analysis
        self.taxonomy = search.taxonomy
        self.deals: Mapping[str, Deal] = search.deals
        self.sources: dict[str, Source] = {
            source.document_id: source for source in search.analysis.sources
        }
        self.passages: dict[str, AnalysedPassage] = {
            one.passage.passage_id: one for one in search.analysis.passages
        }
        self.interventions: dict[str, Intervention] = {
            one.intervention_id: one for one in search.interventions
        }
        self.concepts: dict[str, Concept] = {one.id: one for one in search.taxonomy.concepts}

    def judged(self, passage_id: str) -> Mapping[str, ReviewedLabel]:
        """What people say of the concepts of a passage until now; empty where nobody looked."""
        return self.review.reviewed.get(passage_id, {})

    @cached_property
    def _given(self) -> GivenLabels:
        return given_labels(self.analysis)

    @property
    def review_count(self) -> ReviewCount:
        """How much of the labels people reviewed by now, also what no run has taken yet."""
        return review_count(self._given, self.review.reviewed)

    def reviewed_of(self, concept_id: str) -> tuple[int, int, int]:
        """On how many passages people confirmed a concept, rejected it, or looked without settling
        it."""
        found = [
            one
            for judged in self.review.reviewed.values()
            if (one := judged.get(concept_id)) and one.is_seen
        ]
        confirmed = sum(one.review is Review.BEVESTIGD for one in found)
        rejected = sum(one.review is Review.AFGEWEZEN for one in found)
        return confirmed, rejected, len(found) - confirmed - rejected

    def document(self, document_id: str) -> Document:
        """The document of a source that is held."""
        return self.analysis.documents[document_id]

    @cached_property
    def passages_of_document(self) -> Mapping[str, list[AnalysedPassage]]:
        """Passages of each document, in reading order."""
        found: dict[str, list[AnalysedPassage]] = {key: [] for key in self.sources}
        for one in self.analysis.passages:
            found[one.source.document_id].append(one)
        return found

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Rows of the theme matrix: deals with what their plans and reports bear witness to."""
        return tuple(rows_of(self.analysis, self.deals))

    @cached_property
    def cells(self) -> Mapping[CellKey, Cell]:
        """Every cell of the theme matrix, rows in the order of the register."""
        return {
            (cell.row.deal.deal_id, cell.row.bron, cell.concept.id): cell
            for cell in cells_of(self.rows, self.taxonomy.facets)
        }

    @cached_property
    def deals_held(self) -> tuple[Deal, ...]:
        """The deals of which there is anything to read, in the order of the register."""
        held = {one.deal for one in self.analysis.passages} | {
            source.deal for source in self.analysis.sources
        }
        return tuple(deal for deal_id, deal in self.deals.items() if deal_id in held)

    @cached_property
    def deals_with_documents(self) -> tuple[Deal, ...]:
        """The deals that have a document of their own; of the others only documents about several
        deals speak."""
        own = {source.deal for source in self.analysis.sources}
        return tuple(deal for deal in self.deals_held if deal.deal_id in own)

    @cached_property
    def silent(self) -> Mapping[str, str]:
        """Documents that gave no text, with the reason."""
        return {
            key: one.reason
            for key, one in self.analysis.documents.items()
            if one.outcome is not Outcome.GELUKT
        }

    @property
    def interventions_of_passage(self) -> Mapping[str, tuple[Intervention, ...]]:
        """The interventions that a passage speaks of."""
        return self.search.index.interventions_of

    def facet_of(self, concept: Concept) -> Facet:
        """The facet that a concept belongs to."""
        return next(one for one in self.taxonomy.facets if concept.id in one.concept_ids)

    def sources_of(self, deal_id: str, bron: Bron | None = None) -> list[Source]:
        """Documents of a deal itself, oldest first."""
        found = [
            source
            for source in self.analysis.sources
            if source.deal == deal_id and (bron is None or bron_of(source.kind) is bron)
        ]
        return sorted(found, key=lambda source: (source.year, source.name))

    def deal_name(self, deal_id: str) -> str:
        """How a deal is called on a page; documents about many deals have words of their own."""
        deal = self.deals.get(deal_id)
        return deal.name if deal else "geen bepaalde deal"

    def labelled(self, cell: Cell) -> list[AnalysedPassage]:
        """The passages behind a cell, most probable first."""
        return list(cell.labelled)

    def warm(self) -> None:
        """Make the look-ups that would keep the first visitor waiting."""
        assert self.cells is not None
        assert self.review_count is not None
        assert self.passages_of_document is not None
        assert self.interventions_of_passage is not None


def probability(analysed: AnalysedPassage, concept_id: str) -> float:
    """Chance (0-1) that a passage deserves a label; 0 where nothing was read."""
    return analysed.tag.probabilities.get(concept_id, 0.0) if analysed.tag else 0.0
