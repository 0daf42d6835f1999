"""The tagger of the further facets: kinds of intervention, factors, feedback, programmes ..."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.embed import Vectors
from classify.further_model import FurtherModel
from classify.further_signals import Found, FurtherReader
from classify.further_training import logits_of, parent_shares, shares_of
from classify.lexical import score_of
from classify.polarity import polarity_of
from classify.reading import Reading
from classify.stance import stance_of
from corpus.ids import digest
from corpus.records import DOUBT, Evidence, Tag
from taxonomy.concept import Taxonomy

VERSION = "1"
"""Raise this when the same model would give other labels: stored tags are then made again."""

POLAR = "factoren"
"""The facet of which a passage says whether it helped or hindered."""
LEAST = 0.05
"""What is less likely is not stored."""
_DECIMALS = 4


class FurtherTagger:
    """Gives every passage its probable concepts of the further facets, with evidence and stance."""

    def __init__(self, reader: FurtherReader, model: FurtherModel, main_tagger_id: str) -> None:
        self._reader = reader
        self.model = model
        self._ids = reader.taxonomy.concept_ids
        self._least_likely = {
            concept: min(DOUBT[0], least) for concept, least in model.thresholds.items()
        }
        self._parents = sorted(
            {
                one.domain
                for facet in reader.taxonomy.facets
                if facet.is_nested
                for one in facet.concepts
                if one.domain
            }
        )
        self._polar = {
            concept
            for facet in reader.taxonomy.facets
            if facet.id == POLAR
            for concept in facet.concept_ids
        }
        self.tagger_id = digest(
            "further",
            VERSION,
            reader.taxonomy.version,
            reader.embedder.embedder_id,
            model.model_id,
            main_tagger_id,
        )

    @property
    def taxonomy(self) -> Taxonomy:
        """The facets that labels come from."""
        return self._reader.taxonomy

    @property
    def embedder_id(self) -> str:
        """The embedder whose vectors `tag` takes."""
        return self._reader.embedder.embedder_id

    def tag(
        self,
        passage_ids: Sequence[str],
        texts: Sequence[str],
        main: Sequence[Tag],
        vectors: Vectors | None = None,
    ) -> list[Tag]:
        """Tag passages; `main` are their tags for the rode draden. One Tag a passage, in order.

        `vectors` of shape (passages, d), by the embedder of `embedder_id`, spare work.
        """
        if not texts or not self._ids:
            return [Tag(passage_id, {}) for passage_id in passage_ids]
        found = self._reader.find(texts, vectors)
        shares = self._shares(found, parents_of(main, self._parents))
        return [
            self._tag(passage_id, row, found, shares[row])
            for row, passage_id in enumerate(passage_ids)
        ]

    def probabilities(self, texts: Sequence[str], main: Sequence[Tag]) -> NDArray[np.float64]:
        """Probabilities of shape (passages, concepts), rounded to four decimals."""
        return self._shares(self._reader.find(texts), parents_of(main, self._parents))

    def polarity(self, text: str, concept: str) -> str:
        """What a text says of a factor, as far as it speaks of it."""
        found = self._reader.find([text])
        return str(polarity_of(text, self._places(found, 0, self._ids.index(concept))))

    def _places(self, found: Found, row: int, column: int) -> tuple[Evidence, ...]:
        """The terms of a concept in a passage; its best segment where there are none."""
        reading, hits = found.readings[row], found.readings[row].hits.get(self._ids[column], ())
        terms = score_of(hits, reading.term_tokens).evidence
        return terms or _segment(reading, int(found.winners[row, column]))

    def _shares(
        self, found: Found, parents: Mapping[str, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        scores = self.model.head.scores(found.vectors)
        features, parts = self._reader.with_taught(found.features, scores), []
        for facet, columns in self.taxonomy.facet_columns:
            fitted = self.model.facets[facet.id]
            intercepts = [self.model.concepts[concept].intercept for concept in facet.concept_ids]
            logits = logits_of(features[:, columns], fitted.signals, fitted.weights)
            above = parent_shares(facet, parents, len(logits))
            parts.append(shares_of(logits + intercepts) * above)
        shares = np.concatenate(parts, axis=1)
        # A text without a single word says nothing, whatever the intercepts say.
        shares[found.words == 0] = 0.0
        return np.round(shares, _DECIMALS)

    def _tag(self, passage_id: str, row: int, found: Found, shares: NDArray[np.float64]) -> Tag:
        reading = found.readings[row]
        probabilities, evidence, stances = {}, {}, {}
        for column in np.flatnonzero(shares >= LEAST).tolist():
            concept, share = self._ids[column], float(shares[column])
            probabilities[concept] = share
            is_likely = share >= self._least_likely[concept]
            if not is_likely and concept not in reading.hits:
                continue
            evidence[concept] = self._places(found, row, column)
            if is_likely:
                told = polarity_of if concept in self._polar else stance_of
                stances[concept] = str(told(reading.text, evidence[concept]))
        return Tag(passage_id, probabilities, evidence, stances)


def parents_of(main: Sequence[Tag], concepts: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """The probabilities of the concepts that the main tagger knows, each of shape (passages,)."""
    known = [one for one in concepts if any(one in tag.probabilities for tag in main)]
    return {
        concept: np.array([tag.probabilities.get(concept, 0.0) for tag in main])
        for concept in known
    }


def _segment(reading: Reading, place: int) -> tuple[Evidence, ...]:
    """A whole segment as evidence, where no term stands."""
    if place < 0:
        return ()
    start, end = reading.segments[place].span
    return (Evidence(start, end, reading.text[start:end]),)
