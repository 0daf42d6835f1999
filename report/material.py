"""What every analysis starts from: one finished run, and the registers beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from corpus.analysed import AnalysedPassage, Analysis
from corpus.interventions import Intervention
from corpus.money import DealAmount
from corpus.parties import Party
from corpus.records import LANDELIJK, Deal, Evaluation, Ministry
from report.boilerplate import SharedTexts, shared_texts
from report.theme_matrix import Cell, Row, cells_of, rows_of
from taxonomy.concept import Taxonomy


@dataclass(frozen=True)
class Material:
    """A run as analyses see it. `taxonomy` holds the rode draden and the instruments, `further`
    the other facets; `record` is the run's run.json."""

    analysis: Analysis
    taxonomy: Taxonomy
    further: Taxonomy
    deals: Mapping[str, Deal]
    evaluations: tuple[Evaluation, ...]
    ministries: tuple[Ministry, ...]
    interventions: tuple[Intervention, ...]
    parties: tuple[Party, ...]
    amounts: tuple[DealAmount, ...]
    record: Mapping[str, Any]
    embedder: Embedder
    vectors: Mapping[str, NDArray[np.float32]]
    """Vectors of the passages that count, by passage_id."""

    @cached_property
    def passages(self) -> Mapping[str, AnalysedPassage]:
        """Every passage by its id."""
        return {one.passage.passage_id: one for one in self.analysis.passages}

    @cached_property
    def counted(self) -> tuple[AnalysedPassage, ...]:
        """Substantive passages of a deal, in order: what shares are shares of."""
        return tuple(one for one in self.analysis.passages if one.counts and one.deal != LANDELIJK)

    @cached_property
    def shared(self) -> SharedTexts:
        """Texts that documents share; those of deals of different regions count in no cell."""
        return shared_texts(self.analysis.passages, self.deals)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Deals with their plan or report."""
        return tuple(rows_of(self.analysis, self.deals, shared=self.shared))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The deal x concept matrix of rode draden and instruments."""
        return tuple(cells_of(self.rows, self.taxonomy.facets))
