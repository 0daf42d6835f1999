"""What is done and what is open, by reviewer and for all, kept up to date with the label log."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.analysed import NOT_REVIEWED
from corpus.records import Judgement, Review, ReviewedLabel, ReviewedLabels
from pipelines.review.history import History
from pipelines.review.material import ReviewMaterial
from pipelines.review.progress import Tally

_NOTHING: Mapping[str, ReviewedLabel] = {}


@dataclass(slots=True)
class OwnWork:
    """The passages of one reviewer with the moment of the last verdict: those done, and those that
    were begun."""

    done: dict[str, str] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """How much people settled otherwise than a run took it: `settled` states of labels, of which
    `labels` change what the model gives, and so what a new run would say."""

    settled: int = 0
    labels: int = 0


class ReviewState:
    """Judgements laid beside the passages of a run. `tagger` is the identity of the tagger that
    proposes labels there, `snapshot` what the run counted of them."""

    def __init__(
        self, material: ReviewMaterial, tagger: str, snapshot: ReviewedLabels = NOT_REVIEWED
    ) -> None:
        self._material = material
        self._tagger = tagger
        self._snapshot = snapshot
        self.history = History(material.concepts)
        self.tally = Tally(material.concepts, len(material.tranches))
        self.unjudged = material.is_assisted.copy()
        """Rows that are asked with proposals and that nobody has judged."""
        self.done_by: Counter[str] = Counter()
        """How many reviewers are done with each passage; none stand at 0."""
        self._work: dict[str, OwnWork] = {}
        self._changed: dict[str, Changed] = {}
        self.changed = Changed()
        """What people settled otherwise since the run."""
        for passage_id in snapshot:
            self._compare(passage_id)

    def add(self, judgements: Iterable[Judgement]) -> None:
        """Take in judgements that stand at passages of this run."""
        by_passage: dict[str, list[Judgement]] = {}
        for one in judgements:
            by_passage.setdefault(one.passage_id, []).append(one)
        for passage_id, said in by_passage.items():
            was = self.history.labels.get(passage_id, _NOTHING)
            self.history.add(said)
            self._recount(passage_id, was)

    def work_of(self, reviewer: str) -> OwnWork:
        """What a reviewer has done and begun."""
        return self._work.get(reviewer) or OwnWork()

    def is_done(self, passage_id: str, reviewer: str) -> bool:
        """Whether a reviewer is done with a passage."""
        return passage_id in self.work_of(reviewer).done

    def is_judged_by_another(self, passage_id: str, reviewer: str) -> bool:
        """Whether verdicts of others stand at a passage, and none of this reviewer."""
        return bool(self.history.labels.get(passage_id)) and not self.history.standing(
            passage_id, reviewer
        )

    def _recount(self, passage_id: str, was: Mapping[str, ReviewedLabel]) -> None:
        now = self.history.labels.get(passage_id, _NOTHING)
        row = self._material.rows.get(passage_id)
        if row is not None:
            group = int(self._material.groups[row])
            self.tally.add(group, was, -1)
            self.tally.add(group, now)
            self.unjudged[row] = bool(self._material.is_assisted[row]) and not now
        for reviewer in self.history.reviewers_of(passage_id):
            self._recount_own(passage_id, reviewer)
        self._compare(passage_id)

    def _recount_own(self, passage_id: str, reviewer: str) -> None:
        own = self.history.standing(passage_id, reviewer)
        work = self._work.setdefault(reviewer, OwnWork())
        self.done_by[passage_id] -= passage_id in work.done
        work.done.pop(passage_id, None)
        work.begun.pop(passage_id, None)
        if own:
            is_done = self._asked(passage_id) <= own.keys() | self._settled(passage_id, reviewer)
            (work.done if is_done else work.begun)[passage_id] = max(
                one.when for one in own.values()
            )
            self.done_by[passage_id] += is_done
        if not self.done_by[passage_id]:
            del self.done_by[passage_id]

    def _asked(self, passage_id: str) -> set[str]:
        """The concepts that a passage asks about: blind all of them, else what is proposed."""
        if passage_id in self._material.blind:
            return set(self._material.concepts)
        is_here = passage_id in self._material.rows
        return set(self._material.likely(passage_id)) if is_here else set()

    def _settled(self, passage_id: str, reviewer: str) -> set[str]:
        """The concepts of which a reviewer need not say more: with proposals those that were left
        open on going on, and all where another tagger proposed something else then."""
        if passage_id in self._material.blind:
            return set()
        latest = max(self.history.last(passage_id, reviewer).values(), key=lambda one: one.when)
        if latest.tagger != self._tagger:
            return set(self._material.concepts)
        return self.history.left_open(passage_id, reviewer)

    def _compare(self, passage_id: str) -> None:
        """Count the labels of a passage that stand otherwise than the run took them."""
        now = self.history.labels.get(passage_id, _NOTHING)
        then = self._snapshot.get(passage_id, _NOTHING)
        states = [(one, _state(then, one), _state(now, one)) for one in now.keys() | then.keys()]
        settled = [one for one in states if one[1] is not one[2]]
        given = self._material.given(passage_id)
        found = Changed(
            len(settled),
            sum(_is_label(was, one in given) != _is_label(new, one in given)
                for one, was, new in settled),
        )  # fmt: skip
        before = self._changed.pop(passage_id, Changed())
        if found.settled:
            self._changed[passage_id] = found
        self.changed = Changed(
            self.changed.settled + found.settled - before.settled,
            self.changed.labels + found.labels - before.labels,
        )


def _is_label(review: Review, is_given: bool) -> bool:
    """Whether a label counts: people go before the model."""
    return is_given if review is Review.NIET_BEKEKEN else review is Review.BEVESTIGD


def _state(labels: Mapping[str, ReviewedLabel], concept: str) -> Review:
    found = labels.get(concept)
    return found.review if found else Review.NIET_BEKEKEN
