"""How far the review is: for a reviewer, for all, and for each theme up to a figure to trust."""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from classify.evaluate import ENOUGH
from corpus.records import Review, ReviewedLabel
from pipelines.review.history import Action

NEEDED = ENOUGH
"""Blind passages with a theme before its figures are shown; with fewer they say too little."""
SITTING = timedelta(hours=2)
"""A reviewer who was away for longer begins a new sitting."""
PAUSE = timedelta(minutes=10)
"""Between two answers of one sitting, whoever took longer did something else."""
_GLANCE = timedelta(seconds=1)
"""Nobody reads a passage in less: answers that came so fast were filled in, not read."""
_LEAST_PASSAGES = 3
"""Passages of a sitting before its pace is told."""
_PRIOR = 20
"""Judged passages that what the model says of the sample weighs as much as."""


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """How far a concept is from a figure to trust, over the blind passages of all reviewers.

    `judged` passages were settled either way, `support` of them as `aanwezig`; `undecided` others
    were judged without that: people doubt, or do not agree. `passages_to_go` is
    how many more blind passages are expected to be needed for `needed` of them: 0 when it is
    reached, None when the whole sample is expected to hold too few.
    """

    concept: str
    support: int
    judged: int
    undecided: int
    needed: int
    passages_to_go: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done: `passages` by anybody, `mine` by this reviewer, `today` by this reviewer on
    this day where the program runs.

    `per_hour` is the pace in passages an hour of the sitting that is going on; None when there is
    none, or too little of it. `blind_done` and `blind_left` count the blind sample of this
    reviewer.
    """

    passages: int
    mine: int
    today: int
    per_hour: float | None
    blind_done: int
    blind_left: int
    themes: tuple[ThemeProgress, ...]


class Tally:
    """Counts over all reviewers, kept up to date passage by passage.

    `judged` has shape (groups, concepts): labels that anybody looked at. The others have shape
    (concepts,) and count blind passages: `support` those settled as `aanwezig`, `blind` those
    settled either way, `undecided` those that were judged and not settled.
    """

    def __init__(self, concepts: Sequence[str], groups: int) -> None:
        self._columns = {concept: column for column, concept in enumerate(concepts)}
        self.judged = np.zeros((groups, len(concepts)), dtype=np.int64)
        self.support = np.zeros(len(concepts), dtype=np.int64)
        self.blind = np.zeros(len(concepts), dtype=np.int64)
        self.undecided = np.zeros(len(concepts), dtype=np.int64)

    def add(self, group: int, labels: Mapping[str, ReviewedLabel], sign: int = 1) -> None:
        """Count the labels of a passage; with `sign` -1 they are taken out again."""
        for concept, found in labels.items():
            column = self._columns.get(concept)
            if column is None:
                continue
            self.judged[group, column] += sign * found.is_seen
            is_settled = found.blind_review is not Review.NIET_BEKEKEN
            self.blind[column] += sign * is_settled
            self.undecided[column] += sign * (found.is_blind and not is_settled)
            self.support[column] += sign * (found.blind_review is Review.BEVESTIGD)


def themes_of(
    concepts: Sequence[str], tally: Tally, expected: NDArray[np.float64], sample: int
) -> tuple[ThemeProgress, ...]:
    """How far each concept is; `expected` are the shares (concepts,) that the model expects of the
    blind sample, which has `sample` passages."""
    return tuple(
        ThemeProgress(
            concept,
            support := int(tally.support[column]),
            judged := int(tally.blind[column]),
            int(tally.undecided[column]),
            NEEDED,
            passages_to_go(support, judged, float(expected[column]), sample),
        )
        for column, concept in enumerate(concepts)
    )


def passages_to_go(support: int, judged: int, expected: float, sample: int) -> int | None:
    """How many more blind passages are expected to be needed; see ThemeProgress.

    What people found so far is the rate, but after few passages that is chance: what the model
    expects weighs along as if it were so many passages more.
    """
    if support >= NEEDED:
        return 0
    rate = (support + _PRIOR * expected) / (judged + _PRIOR)
    if rate <= 0:
        return None
    more = math.ceil((NEEDED - support) / rate)
    return more if more <= sample - judged else None


def pace(actions: Sequence[Action], done: Container[str], now: datetime) -> float | None:
    """Passages an hour over the sitting that is going on, without the pauses in it.

    `actions` are those of one reviewer in order of time, `done` the passages that count. The time
    of a passage runs from the last answer on the one before it; that of the first is not known.
    """
    sitting = _sitting(actions, now)
    spent, counted = timedelta(), set()
    for visit in _visits(sitting)[1:]:
        time = sum((gap for _, gap in visit if gap <= PAUSE), timedelta())
        if time < _GLANCE:
            continue
        spent += time
        if visit[0][0] in done:
            counted.add(visit[0][0])
    return len(counted) / (spent / timedelta(hours=1)) if len(counted) >= _LEAST_PASSAGES else None


_Step = tuple[str, timedelta]
"""A passage, and how long after the action before it something was done there."""


def _sitting(actions: Sequence[Action], now: datetime) -> list[_Step]:
    """The actions since the reviewer was last away, the last ones first; with their gaps."""
    steps: list[_Step] = []
    after, passage = now, ""
    for when, passage_id in reversed(actions):
        moment = moment_of(when)
        if after - moment > SITTING:
            break
        if passage:
            steps.append((passage, after - moment))
        after, passage = moment, passage_id
    return [*steps, (passage, timedelta())] if passage else []


def _visits(steps: Sequence[_Step]) -> list[list[_Step]]:
    """Actions in order of time, those that follow one another on one passage taken together."""
    visits: list[list[_Step]] = []
    for step in reversed(steps):
        if not visits or visits[-1][0][0] != step[0]:
            visits.append([])
        visits[-1].append(step)
    return visits


def moment_of(when: str) -> datetime:
    """The time of a judgement."""
    return datetime.fromisoformat(when)


def day_began(now: datetime) -> str:
    """When this day began where the program runs, in UTC as judgements have it."""
    here = now.astimezone()
    began = datetime(here.year, here.month, here.day).astimezone()
    return as_when(began)


def as_when(moment: datetime) -> str:
    """A time as judgements have it: UTC in milliseconds, so that the order of texts is that of
    time."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"
