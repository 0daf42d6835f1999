"""The passages of plans, or of reports, as arrays: counted once, pointed at by the best first.

Plans and reports are two `Texts`, so that no count can pool them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.analysed import AnalysedPassage
from corpus.records import Bron
from report.cell_intervals import CERTAIN_ENOUGH
from report.material import Material
from report.quotes import Pointer, pointer_to, quote_at
from report.theme_matrix import ABSENT, FOUND, Cell, Row

Bools = NDArray[np.bool_]
Places = NDArray[np.intp]

BRONNEN = (Bron.PLAN, Bron.RAPPORTAGE)
PLURAL = {Bron.PLAN: "plannen", Bron.RAPPORTAGE: "rapportages"}


@dataclass(frozen=True)
class Texts:
    """What the deals with text in plans (or reports) say; `rows` in register order."""

    bron: Bron
    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], Cell]
    """Cells of the matrix by deal_id and concept."""

    @cached_property
    def passages(self) -> tuple[AnalysedPassage, ...]:
        """Substantive passages that are no standard text, deal by deal."""
        return tuple(one for row in self.rows for one in row.own)

    @cached_property
    def deal_at(self) -> Places:
        """The number of the row that each passage belongs to."""
        return np.repeat(np.arange(len(self.rows)), [len(row.own) for row in self.rows])

    @cached_property
    def document_ids(self) -> tuple[str, ...]:
        """Documents that gave these passages, in order of first passage."""
        return tuple(dict.fromkeys(one.source.document_id for one in self.passages))

    @cached_property
    def document_at(self) -> Places:
        """The number of the document that each passage stands in."""
        places = {name: place for place, name in enumerate(self.document_ids)}
        found = [places[one.source.document_id] for one in self.passages]
        return np.array(found, dtype=np.intp)

    @cached_property
    def words(self) -> NDArray[np.float64]:
        """Words of each passage."""
        return np.array([one.passage.words for one in self.passages], dtype=np.float64)

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.passages):
            for label in one.all_labels:
                found.setdefault(label, []).append(place)
        return found

    @cached_property
    def _pointers(self) -> dict[tuple[int, str], Pointer]:
        return {}

    @cached_property
    def _shares(self) -> dict[str, NDArray[np.float64]]:
        """Probabilities by concept, read in one walk over the passages: a concept that a tag does
        not name is unlikely there, one that people settled is certain."""
        found: dict[str, NDArray[np.float64]] = {}
        for place, one in enumerate(self.passages):
            for tag in (one.tag, one.further):
                for concept, share in tag.probabilities.items() if tag else ():
                    if concept not in found:
                        found[concept] = np.zeros(len(self.passages))
                    found[concept][place] = max(found[concept][place], share)
            for concept, certain in one.settled.items():
                if concept in found:
                    found[concept][place] = certain
        return found

    @cached_property
    def order(self) -> Places:
        """Place of each passage when short ones go first, then by name and place: for ties."""
        keys = [
            (one.passage.words, one.source.name, one.passage.position, one.passage.passage_id)
            for one in self.passages
        ]
        order = np.empty(len(keys), dtype=np.intp)
        order[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return order

    def with_label(self, concept: str) -> Places:
        """Numbers of the passages that carry a concept."""
        return np.array(self._marks.get(concept, ()), dtype=np.intp)

    def marks(self, groups: Sequence[Sequence[str]]) -> Bools:
        """Which passage carries one of the concepts of each group: passages x groups."""
        found = np.zeros((len(self.passages), len(groups)), dtype=bool)
        for column, concepts in enumerate(groups):
            for concept in concepts:
                found[self._marks.get(concept, []), column] = True
        return found

    def present(self, concepts: Sequence[str]) -> tuple[Bools, Bools]:
        """Which deals have which concept, and of which that can be said: twice deals x concepts.

        The matrix decides for rode draden and instruments. A concept of another facet, of which a
        single mention is enough, is there when one of its passages likely enough deserves it.
        """
        present = np.zeros((len(self.rows), len(concepts)), dtype=bool)
        known = np.ones_like(present)
        for column, concept in enumerate(concepts):
            cells = [self.cells.get((row.deal.deal_id, concept)) for row in self.rows]
            if None in cells:
                labelled = self.with_label(concept)
                sure = self.probabilities(concept)[labelled]
                order = np.argsort(sure)  # so that the order of passages does not matter
                doubt = np.ones(len(self.rows))
                np.multiply.at(doubt, self.deal_at[labelled][order], 1.0 - sure[order])
                present[:, column] = 1.0 - doubt >= CERTAIN_ENOUGH
                known[:, column] = present[:, column] | (doubt == 1.0)
            else:
                values = [cell.value for cell in cells if cell is not None]
                present[:, column] = [value == FOUND for value in values]
                known[:, column] = [value in (FOUND, ABSENT) for value in values]
        return present, known

    def probabilities(self, concept: str) -> NDArray[np.float64]:
        """Probability (0-1) of a concept of every passage."""
        known = self._shares.get(concept)
        return np.zeros(len(self.passages)) if known is None else known

    def best_first(self, places: Places, *groups: Sequence[str]) -> Places:
        """Passages by how likely it is that they deserve one concept of each group."""
        likely, shown = np.ones(len(places)), np.zeros(len(places))
        for concepts in groups:
            if concepts:
                shares = [self.probabilities(concept)[places] for concept in concepts]
                likely *= np.max(shares, axis=0)
                shown += [self._evidence(place, concepts) for place in places]
        return places[np.lexsort((self.order[places], -shown, -likely))]

    def _evidence(self, place: int, concepts: Sequence[str]) -> int:
        one = self.passages[place]
        return sum(len(one.evidence_of(concept)) for concept in concepts)

    def pointers(self, places: Iterable[int], concepts: Sequence[str]) -> tuple[Pointer, ...]:
        """The best sentence of each passage, for whichever of the concepts it shows best."""
        return tuple(self.pointer(int(place), concepts) for place in places)

    def pointer(self, place: int, concepts: Sequence[str]) -> Pointer:
        """The best sentence of one passage."""
        one = self.passages[place]
        concept = max(concepts, key=one.probability_of, default="")
        if (place, concept) not in self._pointers:
            self._pointers[place, concept] = pointer_to(one, concept)
        return self._pointers[place, concept]

    def one_of_each(self, places: Places, by: Places) -> Places:
        """The first passage of each deal (`deal_at`) or document (`document_at`), in order."""
        _, first = np.unique(by[places], return_index=True)
        return places[np.sort(first)]

    def quotes(self, places: Iterable[int], concepts: Sequence[str]) -> str:
        """Sentences with deal, document and page, a line each."""
        return "\n".join(self._quoted(int(place), concepts) for place in places)

    def _quoted(self, place: int, concepts: Sequence[str]) -> str:
        deal = self.rows[self.deal_at[place]].deal.name
        quote = quote_at(self.passages[place], self.pointer(place, concepts))
        return f"“{quote.text}” ({deal}, {quote.document}, p. {quote.page})"


def texts_in(material: Material) -> tuple[Texts, ...]:
    """The texts of plans and those of reports."""
    cells: dict[Bron, dict[tuple[str, str], Cell]] = {bron: {} for bron in BRONNEN}
    for cell in material.cells:
        if cell.row.bron in cells:
            cells[cell.row.bron][cell.row.deal.deal_id, cell.concept.id] = cell
    rows = {
        bron: tuple(row for row in material.rows if row.bron is bron and row.has_text)
        for bron in BRONNEN
    }
    return tuple(Texts(bron, rows[bron], cells[bron]) for bron in BRONNEN)


def was_sought(material: Material, concept: str) -> bool:
    """Whether passages were tagged with a concept of a further facet: else its absence says
    nothing."""
    known = concept in material.further.concept_ids
    return known and any(one.further is not None for one in material.analysis.passages)
