"""Judgements laid at the passages of a run: most by identity, others by content and place."""

from collections.abc import Iterable, Sequence

from corpus.analysed import Analysis
from corpus.judgements.attach import Lost, attach
from corpus.records import Judgement, ReviewedLabels


class Placing:
    """Where judgements stand in a run; those that stand nowhere are listed in `lost`.

    `snapshot` is what people had said when the run was made, as it counted it.
    """

    def __init__(self, analysis: Analysis, concepts: Sequence[str]) -> None:
        self.lost: tuple[Lost, ...] = ()
        self.snapshot: ReviewedLabels = {
            one.passage.passage_id: one.reviewed for one in analysis.passages if one.reviewed
        }
        self._passages = analysis.judgeable
        self._known = {one.passage_id for _, one in self._passages}
        self._concepts = frozenset(concepts)

    def has_strays(self, judgements: Iterable[Judgement]) -> bool:
        """Whether some are not about a passage and a concept of this run as they are now."""
        return any(map(self._is_stray, judgements))

    def placed(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """The judgements that stand at a passage of this run, with the passage_id of now.

        Where there are strays among them, these must be all strays that there are.
        """
        strays = [one for one in judgements if self._is_stray(one)]
        if not strays:
            return list(judgements)
        attached = attach(strays, self._passages, self._concepts)
        self.lost = attached.lost
        here = [one for one in judgements if not self._is_stray(one)]
        return [*here, *attached.judgements]

    def _is_stray(self, one: Judgement) -> bool:
        return one.passage_id not in self._known or one.concept not in self._concepts
