"""Fit the tagger again, with passages that people judged, and measure it on unseen documents.

The judged documents are dealt over three parts. Heads are fitted on everything (the new model),
without one part (what they say of that part is said unseen), and without two (what is weighed in
the world without one part must be unseen there too). So no judgement of a document has any part,
by whatever way, in what is said of that document. Of the shipped passages it is known already what
heads say that saw neither their document nor any judgement.

Passages that were judged in part teach the heads alone. Which of their labels are judged follows
from what is there: who sees a proposal adds labels that are missing, hardly ever others. Weighed
with the rest, they would make every label look more common than it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from classify.heads import fit_vector_head
from classify.held_out import HeldOut
from classify.linear_head import Head
from classify.model import TaggerModel
from classify.signals import (
    Features,
    Signals,
    WordingInputs,
    WordingReader,
    heading_probabilities,
    score_segments,
    stack_features,
)
from classify.train import (
    LabelledPassage,
    Weighing,
    WordingData,
    cross_fitted,
    fit_each,
    fit_weighing,
    held_out_vectors,
    model_of,
    probabilities_of,
    truth_of,
    weights_of,
    wording_data,
)
from corpus.ids import text_key
from taxonomy.concept import Taxonomy

PARTS = 3
"""Parts that the judged documents are dealt over, and the fewest documents to learn from."""
_DECIMALS = 4

Part = int
Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Heads = tuple[Head, Head, Head]


@dataclass(frozen=True)
class Material:
    """What is learnt from: passages and clauses, each with unit vectors of shape (texts, d).

    `held_out` is what heads say of the shipped whole passages, in their order, that saw neither
    their document nor the judged ones.
    """

    shipped: Sequence[LabelledPassage]
    shipped_vectors: Vectors
    held_out: HeldOut
    judged: Sequence[LabelledPassage]
    judged_vectors: Vectors


@dataclass(frozen=True)
class Retrained:
    """A model that learnt from the judged passages too, and what is said of them unseen.

    `unseen` are probabilities and `given` labels, both of shape (judged, concepts), by models and
    thresholds that learnt nothing from their documents.
    """

    model: TaggerModel
    unseen: NDArray[np.float64]
    given: NDArray[np.bool_]


def retrain(
    reader: WordingReader,
    material: Material,
    embedder_id: str,
    trained_on: str,
    on_round: Callable[[int, int], None] = lambda done, total: None,
) -> Retrained:
    """Fit on shipped and judged passages; the same input gives the same model.

    `on_round` hears before the first round of fitting and after each how many are done, of how
    many. Raises ValueError with fewer than three judged documents.
    """
    lessons = _Lessons(reader, material)
    heads, said = _fit_rounds(lessons, _rounds(2), on_round)
    shape = lessons.judged_truth.shape
    unseen, given = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    for part in range(PARTS):
        weighing = lessons.weigh(said, without=part)
        own = lessons.parts == part
        features = said[frozenset([part])][own]
        unseen[own] = _probabilities(weighing, features, lessons.judged_words[own], reader.taxonomy)
        given[own] = unseen[own] >= weighing.thresholds
    return Retrained(_model(lessons, heads, said, embedder_id, trained_on), unseen, given)


def learn(
    reader: WordingReader, material: Material, embedder_id: str, trained_on: str
) -> TaggerModel:
    """The model of `retrain` alone, in little more than half the time: nothing is said of the
    judged passages unseen, so they cannot tell whether it is better.

    benchmarks/learning_from_judgements.py measures it on other passages: that is the model that
    `rodedraden train` keeps.
    """
    lessons = _Lessons(reader, material)
    heads, said = _fit_rounds(lessons, _rounds(1), lambda done, total: None)
    return _model(lessons, heads, said, embedder_id, trained_on)


def _fit_rounds(
    lessons: "_Lessons", rounds: Sequence[frozenset[Part]], on_round: Callable[[int, int], None]
) -> tuple[Heads, dict[frozenset[Part], Features]]:
    """The heads on everything, and what those that left parts out say of these, by round."""
    every: Heads | None = None
    said = {}
    on_round(0, len(rounds))
    fitted = fit_each(lessons.data, [lessons.rows_without(left_out) for left_out in rounds])
    for done, (left_out, wording) in enumerate(zip(rounds, fitted, strict=True), start=1):
        heads = (*wording, lessons.vector_head(left_out))
        if left_out:
            said[left_out] = lessons.features_of(left_out, heads)
        else:
            every = heads
        on_round(done, len(rounds))
    assert every is not None, "the first round leaves nothing out"
    return every, said


def _model(
    lessons: "_Lessons",
    heads: Heads,
    said: Mapping[frozenset[Part], Features],
    embedder_id: str,
    trained_on: str,
) -> TaggerModel:
    weighing, taxonomy = lessons.weigh(said), lessons.taxonomy
    return model_of(taxonomy, lessons.data.vocabulary, heads, weighing, embedder_id, trained_on)


def unseen_shipped(
    features: Features, shipped: Sequence[LabelledPassage], taxonomy: Taxonomy
) -> NDArray[np.float64]:
    """What is said of the shipped whole passages by heads and weights that did not see the
    document, shape (passages, concepts); `features` are those held out."""
    whole = [one for one in shipped if not one.is_clause]
    truth, weights = truth_of(whole, taxonomy), weights_of(whole, taxonomy)
    groups = [one.group for one in whole]
    found = np.zeros(truth.shape)
    for _, columns in taxonomy.facet_columns:
        some = None if weights is None else weights[:, columns]
        found[:, columns] = cross_fitted(features[:, columns], truth[:, columns], groups, some)
    return np.round(found, _DECIMALS)


def parts_of(groups: Sequence[str]) -> NDArray[np.int64]:
    """The part of each judged passage; a document is in one part. Raises ValueError with fewer
    documents than parts."""
    from sklearn.model_selection import GroupKFold

    documents = len(set(groups))
    if documents < PARTS:
        raise ValueError(f"at least {PARTS} judged documents are needed, not {documents}")
    parts = np.zeros(len(groups), dtype=np.int64)
    for part, (_, others) in enumerate(GroupKFold(PARTS).split(groups, groups=groups)):
        parts[others] = part
    return parts


def _rounds(most: int) -> list[frozenset[Part]]:
    """The parts that are left out in each round of fitting: none, each, and with 2 each pair."""
    return [
        frozenset(left_out)
        for count in range(most + 1)
        for left_out in combinations(range(PARTS), count)
    ]


class _Lessons:
    """Shipped and judged passages, read once: shipped rows first, then the judged ones."""

    def __init__(self, reader: WordingReader, material: Material) -> None:
        self._reader, self._material = reader, material
        self._is_clause = np.array([one.is_clause for one in material.shipped], dtype=np.bool_)
        self._shipped = [one for one in material.shipped if not one.is_clause]
        clauses = [one for one in material.shipped if one.is_clause]
        self.parts = parts_of([one.group for one in material.judged])
        self._texts = [*self._shipped, *material.judged]
        every = frozenset(reader.taxonomy.concept_ids)
        self._is_whole = np.array(
            [True] * len(self._shipped) + [_is_whole(one, every) for one in material.judged]
        )
        self.data: WordingData = wording_data(reader, [*self._texts, *clauses])
        self._clause_truth = truth_of(clauses, reader.taxonomy)
        self._kin = self._same_documents()
        self._shipped_features = self._held_out()

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that labels come from."""
        return self._reader.taxonomy

    @property
    def judged_truth(self) -> NDArray[np.bool_]:
        """Labels of the judged passages, shape (judged, concepts)."""
        return self.data.truth[len(self._shipped) :]

    @property
    def judged_words(self) -> NDArray[np.float64]:
        """Words of the judged passages."""
        return self.data.words[len(self._shipped) :]

    def _same_documents(self) -> Mapping[Part, frozenset[str]]:
        """The shipped documents with a text that was judged, by the part of the judged document:
        they are that document, and leave with it. What is kept of other shipped passages was said
        by heads that knew their shipped labels; that reaches the weights alone."""
        where = {text_key(one.text): one.group for one in self._shipped}
        keys = [text_key(one.text) for one in self._material.judged]
        return {
            part: frozenset(
                where[key]
                for key, own in zip(keys, self.parts, strict=True)
                if own == part and key in where
            )
            for part in range(PARTS)
        }

    def _shipped_stay(self, left_out: frozenset[Part]) -> NDArray[np.bool_]:
        gone = frozenset().union(*(self._kin[part] for part in left_out))
        return np.array([one.group not in gone for one in self._shipped], dtype=np.bool_)

    def rows_without(self, left_out: frozenset[Part]) -> Rows:
        """Rows of `data` outside these parts."""
        judged = ~np.isin(self.parts, sorted(left_out))
        return np.flatnonzero(np.concatenate([self._shipped_stay(left_out), judged]))

    def vector_head(self, left_out: frozenset[Part]) -> Head:
        """The head on vectors, on the passages outside these parts and all clauses."""
        rows = self.rows_without(left_out)
        vectors = np.concatenate(
            [self._material.shipped_vectors[~self._is_clause], self._material.judged_vectors]
        )
        weights = self.data.weights
        if weights is not None:
            weights = np.concatenate([weights[rows], np.ones(self._clause_truth.shape)])
        return fit_vector_head(
            np.concatenate([vectors[rows], self._material.shipped_vectors[self._is_clause]]),
            np.concatenate([self.data.truth[rows], self._clause_truth]),
            weights,
        )

    def features_of(self, left_out: frozenset[Part], heads: Heads) -> Features:
        """What heads say of the judged passages of the parts they did not see; 0 elsewhere."""
        taxonomy, data = self._reader.taxonomy, self.data
        own = np.flatnonzero(np.isin(self.parts, sorted(left_out)))
        rows = own + len(self._shipped)
        inputs = _some_of(data.inputs, rows)
        segments = score_segments(heads[1], inputs, taxonomy)
        headings = heading_probabilities(
            self._reader, data.vocabulary, heads[1], [data.headings[row] for row in rows.tolist()]
        )
        signals = Signals(
            passage=heads[0].scores(inputs.passages),
            segment=segments.best,
            leads=segments.leads,
            vector=heads[2].scores(self._material.judged_vectors[own]),
            headings=headings,
            excluded=segments.excluded,
            words=data.words[rows],
        )
        found = stack_features(signals, taxonomy)
        every = np.zeros((len(self.parts), *found.shape[1:]))
        every[own] = found
        return every

    def _held_out(self) -> Features:
        kept, taxonomy = self._material.held_out, self._reader.taxonomy
        vector = held_out_vectors(self._material.shipped, self._material.shipped_vectors, taxonomy)
        words = self.data.words[: len(self._shipped)]
        signals = Signals(
            passage=kept.passage,
            segment=kept.segment,
            leads=kept.leads,
            vector=vector,
            headings=kept.headings,
            excluded=kept.excluded,
            words=words,
        )
        return stack_features(signals, taxonomy)

    def weigh(
        self, said: Mapping[frozenset[Part], Features], without: Part | None = None
    ) -> Weighing:
        """Weights and thresholds, as learnt in a world in which a part does not exist, on shipped
        passages and those judged whole."""
        gone = frozenset() if without is None else frozenset([without])
        judged = np.zeros_like(next(iter(said.values())))
        for part in set(range(PARTS)) - gone:
            own = self.parts == part
            judged[own] = said[gone | {part}][own]
        rows = self.rows_without(gone)
        rows = rows[self._is_whole[rows]]
        features = np.concatenate([self._shipped_features, judged])[rows]
        return fit_weighing(
            features, [self._texts[row] for row in rows.tolist()], self._reader.taxonomy
        )


def _is_whole(judged: LabelledPassage, concepts: frozenset[str]) -> bool:
    """Whether a passage was judged whole; a label on which people differ does not undo that."""
    return judged.is_settled or judged.known is None or judged.known >= concepts


def _some_of(inputs: WordingInputs, rows: Rows) -> WordingInputs:
    """The features of some of the passages, in this order; `rows` are ascending."""
    chosen = np.flatnonzero(np.isin(inputs.owners, rows))
    owners = np.searchsorted(rows, inputs.owners[chosen])
    return WordingInputs(
        inputs.passages[rows], inputs.segments[chosen], owners, inputs.excluded[chosen]
    )


def _probabilities(
    weighing: Weighing, features: Features, words: NDArray[np.float64], taxonomy: Taxonomy
) -> NDArray[np.float64]:
    found = np.zeros(features.shape[:2])
    for facet, columns in taxonomy.facet_columns:
        found[:, columns] = probabilities_of(weighing.facets[facet.id], features[:, columns])
    found[words == 0] = 0.0
    return np.round(found, _DECIMALS)
