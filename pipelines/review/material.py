"""What a run has to ask of people: which passages, which of them blind, and what taggers say."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.model import TaggerModel, is_model, read_model
from classify.review_order import (
    Priorities,
    Reason,
    Strengths,
    blind_rank,
    is_blind,
    strengths_of,
    weighed,
)
from corpus.analysed import AnalysedPassage
from corpus.records import DOUBT, Anchor, Deal
from pipelines.finding.searching import SearchRoom
from pipelines.models.model_in_use import SHIPPED_MODEL
from report.shown_values import chance as percentage
from taxonomy.concept import Taxonomy

LEAST_WORDS = 8
"""Passages with fewer words, such as a line of a table of contents, are asked after all others:
there is little to say of them, whatever taggers make of it. The blind sample has them all."""
PROPOSALS = 9
"""Proposals at a passage, at most: as many as there are keys."""
BLIND_REASON = "Steekproef: u ziet niet wat het model vond."
NO_SECOND = (
    "Het model van de laatste run is niet teruggevonden; de vragen volgen daarom alleen uit de "
    "twijfel van het model, niet uit tegenspraak tussen twee manieren van lezen."
)
_NEAR = 0.1
"""From this probability the tagger nearly doubts."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that a passage is asked about, with its probability (0-1); `is_given` where the
    tagger gives the label."""

    concept: str
    chance: float
    is_given: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A passage that a person is asked about, and why: a short Dutch sentence.

    `proposals` are at most nine, the most probable first; there are none when it is asked blind.
    """

    passage_id: str
    is_blind: bool
    reason: str
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class ReviewMaterial:
    """The passages that count, one row each, in the order of the run.

    `probabilities` and `votes` (the scores of another tagger) have shape (passages, concepts),
    `thresholds` (concepts,). `groups` is the row in `tranches` of each passage, "" standing for
    text about no deal in particular. `is_asked` leaves out what stands in an earlier passage.
    """

    passages: tuple[AnalysedPassage, ...]
    taxonomy: Taxonomy
    probabilities: NDArray[np.float32]
    votes: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    groups: NDArray[np.int64]
    tranches: tuple[str, ...]
    is_asked: NDArray[np.bool_]

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each passage by its passage_id."""
        return {one.passage.passage_id: row for row, one in enumerate(self.passages)}

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that are judged, in the order of the columns."""
        return self.taxonomy.concept_ids

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """The passages that are asked blind, in the order in which everybody gets them."""
        asked = (self.passages[row].passage.passage_id for row in np.flatnonzero(self.is_asked))
        return tuple(sorted(filter(is_blind, asked), key=lambda one: (blind_rank(one), one)))

    @cached_property
    def blind(self) -> frozenset[str]:
        """The same passages as a set."""
        return frozenset(self.sample)

    @cached_property
    def is_assisted(self) -> NDArray[np.bool_]:
        """Which rows are asked with proposals."""
        found = self.is_asked.copy()
        found[[self.rows[one] for one in self.sample]] = False
        return found

    @cached_property
    def expected(self) -> NDArray[np.float64]:
        """How common the model thinks each concept is in the blind sample: shares, (concepts,)."""
        rows = [self.rows[one] for one in self.sample]
        if not rows:
            return np.zeros(len(self.concepts))
        return np.asarray(self.probabilities[rows].mean(axis=0), dtype=np.float64)

    def priorities(self, judged: NDArray[np.int64]) -> Priorities:
        """What it is worth to ask each row, after so many judged labels (groups, concepts); below
        0 for passages of few words."""
        found = weighed(self._strengths, judged, self.groups)
        return replace(found, values=found.values - self._is_short)

    @cached_property
    def _is_short(self) -> NDArray[np.float32]:
        short = [len(_WORD.findall(one.passage.text)) < LEAST_WORDS for one in self.passages]
        return np.array(short, dtype=np.float32)

    @cached_property
    def _strengths(self) -> Strengths:
        return strengths_of(self.probabilities, self.votes, self.thresholds, self._worded)

    @cached_property
    def _worded(self) -> NDArray[np.bool_]:
        """Whether words of a passage speak for a concept, (passages, concepts)."""
        rows = [[bool(one.evidence_of(key)) for key in self.concepts] for one in self.passages]
        return np.array(rows, dtype=np.bool_).reshape(self.probabilities.shape)

    def given(self, passage_id: str) -> frozenset[str]:
        """The labels that the tagger gives a passage; none to one that does not count."""
        row = self.rows.get(passage_id)
        if row is None:
            return frozenset()
        columns = np.flatnonzero(self.probabilities[row] >= self.thresholds)
        return frozenset(self.concepts[column] for column in columns)

    def likely(self, passage_id: str) -> tuple[str, ...]:
        """The concepts that are proposed at a passage whatever the question is about."""
        likely = self._likely(self.rows[passage_id])
        return tuple(self.concepts[one] for one in likely[: PROPOSALS - 1])

    def anchor(self, passage_id: str) -> Anchor:
        """Where a passage stands."""
        return anchor_of(self.passages[self.rows[passage_id]])

    def item(self, passage_id: str, ranking: Priorities) -> Item:
        """A passage as it is asked. Raises KeyError for one that does not count."""
        row = self.rows[passage_id]
        if passage_id in self.blind:
            return Item(passage_id, True, BLIND_REASON)
        asked = int(ranking.concepts[row])
        return Item(passage_id, False, self._reason(row, ranking), self._proposals(row, asked))

    def _proposals(self, row: int, asked: int) -> tuple[Proposal, ...]:
        """What the tagger gives or doubts, and always the concept that the question is about."""
        chances = self.probabilities[row]
        given = chances >= self.thresholds
        others = [one for one in self._likely(row) if one != asked]
        chosen = {asked, *others[: PROPOSALS - 1]}
        best = sorted(chosen, key=lambda one: (-chances[one], one))
        return tuple(
            Proposal(self.concepts[one], self._chance(row, one), bool(given[one])) for one in best
        )

    def _chance(self, row: int, column: int) -> float:
        """What proposal and reason both tell."""
        return round(float(self.probabilities[row, column]), 4)

    def _likely(self, row: int) -> list[int]:
        """Columns that the tagger gives or doubts, the most probable first."""
        chances = self.probabilities[row]
        likely = (chances >= self.thresholds) | (chances >= DOUBT[0])
        order: list[int] = np.argsort(-chances, kind="stable").tolist()
        return [column for column in order if likely[column]]

    def _reason(self, row: int, ranking: Priorities) -> str:
        column = int(ranking.concepts[row])
        concept = self.taxonomy.concepts[column]
        name = f"{concept.id} {concept.short}"
        match Reason(int(ranking.reasons[row])):
            case Reason.DISAGREEMENT:
                return _of_difference(
                    name, bool(ranking.is_more[row]), bool(self._worded[row, column])
                )
            case Reason.SCARCE:
                tranche = self.tranches[self.groups[row]]
                where = f"in tranche {tranche}" if tranche else "in landelijke stukken"
                return f"Over {name} is {where} nog weinig nagekeken."
            case _:
                return _of_doubt(name, self._chance(row, column))


def _of_difference(name: str, words_see_more: bool, is_worded: bool) -> str:
    if words_see_more and is_worded:
        return f"De woorden wijzen op {name}, de betekenis van de hele tekst niet."
    if not words_see_more and not is_worded:
        return f"De betekenis van de hele tekst wijst op {name}, de woorden niet."
    return f"Over {name} zeggen de woorden iets anders dan de betekenis van de hele tekst."


def _of_doubt(name: str, chance: float) -> str:
    shown = percentage(chance)
    if chance < _NEAR:
        return f"Het model ziet {name} hier niet ({shown}); is dat terecht?"
    if chance < DOUBT[0]:
        return f"Het model ziet {name} hier net niet ({shown})."
    if chance >= DOUBT[1]:
        return f"Het model is vrij zeker van {name} ({shown}); is dat terecht?"
    return f"Het model twijfelt over {name} ({shown})."


def anchor_of(one: AnalysedPassage) -> Anchor:
    """Where a passage stands, as its judgements remember it."""
    passage = one.passage
    page = passage.pages[0] if passage.pages else 1
    heading = " > ".join(passage.heading_path)
    return Anchor(
        passage.document_id, one.source.name, passage.position, page, heading, passage.text
    )


def review_material(
    room: SearchRoom, model: TaggerModel | None, repeats: frozenset[str]
) -> ReviewMaterial:
    """The passages of a run to ask about; `repeats` are those whose text stands in an earlier one.

    Without a model there is no other tagger, and so nothing on which two disagree.
    """
    passages = tuple(one for one in room.analysis.passages if one.counts)
    concepts = room.taxonomy.concept_ids
    chances = [_chances(one, concepts) for one in passages]
    shape = len(passages), len(concepts)
    rows = [room.index.rows[one.passage.passage_id] for one in passages]
    votes = np.zeros(shape, dtype=np.float32)
    if model and rows:
        votes = model.vector_head.scores(room.index.vectors[rows])
    tranches = [_tranche(one, room.deals) for one in passages]
    known = tuple(sorted(set(tranches))) or ("",)
    return ReviewMaterial(
        passages,
        room.taxonomy,
        np.array(chances, dtype=np.float32).reshape(shape),
        votes,
        np.array([room.analysis.thresholds[one] for one in concepts], dtype=np.float32),
        np.array([known.index(one) for one in tranches], dtype=np.int64),
        known,
        np.array([one.passage.passage_id not in repeats for one in passages], dtype=np.bool_),
    )


def _chances(one: AnalysedPassage, concepts: Sequence[str]) -> list[float]:
    return [one.tag.probabilities[concept] if one.tag else 0.0 for concept in concepts]


def _tranche(one: AnalysedPassage, deals: Mapping[str, Deal]) -> str:
    return str(deals[one.deal].tranche) if one.deal in deals else ""


def model_of_run(model_id: str, folder: Path) -> TaggerModel | None:
    """The fitted model with an identity: the shipped one, or one in the folder of a workspace."""
    kept = sorted(path for path in folder.glob("*") if is_model(path))
    for path in (SHIPPED_MODEL, *kept):
        model = read_model(path) if is_model(path) else None
        if model and model.model_id == model_id:
            return model
    _log.warning(NO_SECOND)
    return None
