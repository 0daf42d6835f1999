"""Who is asked what next: every fifth question blind, the others where an answer is worth most.

What stands here is of one sitting only and is not kept: what a reviewer passed over, which passages
lie open before whom. All that matters of it follows from the label log after a restart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from classify.review_order import Priorities
from pipelines.review.material import ReviewMaterial
from pipelines.review.progress import PAUSE, SITTING
from pipelines.review.state import ReviewState

_BLIND_EVERY = 5
"""One question in so many is blind."""


@dataclass(slots=True)
class _Desk:
    """Where one reviewer sits: the passages laid on it in order, the one that lies before the
    reviewer now, those passed over, and when something last happened."""

    trail: list[str]
    open: str = ""
    passed: set[str] = field(default_factory=set)
    used: datetime | None = None


class ReviewQueue:
    """Hands out passages. Not safe between threads by itself: the room has the lock."""

    def __init__(
        self, material: ReviewMaterial, state: ReviewState, clock: Callable[[], datetime]
    ) -> None:
        self._material = material
        self._state = state
        self._clock = clock
        self._desks: dict[str, _Desk] = {}
        self._open: dict[str, tuple[str, datetime]] = {}
        self._ranking: Priorities | None = None
        self._ranked = state.tally.judged.copy()

    def follow(self, state: ReviewState) -> None:
        """Go on with another state of the same material."""
        self._state = state

    @property
    def ranking(self) -> Priorities:
        """What every passage is worth now."""
        judged = self._state.tally.judged
        if self._ranking is None or not np.array_equal(judged, self._ranked):
            self._ranked = judged.copy()
            self._ranking = self._material.priorities(self._ranked)
        return self._ranking

    def next(self, reviewer: str, after: str) -> str | None:
        """The passage to look at now: the one that is open, one further on the trail, or a new
        one."""
        desk = self._desk(reviewer)
        if after in self._material.rows:
            desk.open = ""
            found = self._left(desk, reviewer, after) or self._fresh(desk, reviewer)
        else:
            found = self._still_open(desk, reviewer) or self._fresh(desk, reviewer)
        if found is not None:
            self.lay(found, reviewer)
        return found

    def ahead(self, reviewer: str, count: int) -> list[str]:
        """What would be asked one after another if each was answered, for a list that leaves the
        page: nothing is laid before anybody. The reviewer "" has done nothing yet."""
        work = self._state.work_of(reviewer)
        left = [one for one in self._material.sample if one not in work.done]
        blind = iter(sorted(left, key=lambda one: one not in work.begun))
        rows = self.ranking.order[self._free(reviewer)[self.ranking.order]]
        passages = self._material.passages
        assisted = iter([passages[row].passage.passage_id for row in rows[:count]])
        found: list[str] = []
        while len(found) < count:
            is_blind = (len(work.done) + len(found)) % _BLIND_EVERY == _BLIND_EVERY - 1
            turns = (blind, assisted) if is_blind else (assisted, blind)
            one = next(turns[0], None) or next(turns[1], None)
            if one is None:
                break
            found.append(one)
        return found

    def previous(self, reviewer: str, before: str) -> str | None:
        """The passage that was looked at before that one; the last one when that was never seen."""
        desk = self._desk(reviewer)
        end = desk.trail.index(before) if before in desk.trail else len(desk.trail)
        earlier = (one for one in reversed(desk.trail[:end]) if self._may_see(one, reviewer))
        found = next(earlier, None)
        if found is not None:
            self.lay(found, reviewer)
        return found

    def lay(self, passage_id: str, reviewer: str) -> None:
        """Lay a passage before a reviewer: others are not asked about it as long as it lies
        there."""
        desk = self._desk(reviewer)
        if passage_id not in desk.trail:
            desk.trail.append(passage_id)
        desk.open = passage_id
        now = self._clock()
        self._open = {one: (who, until) for one, (who, until) in self._open.items() if until > now}
        self._open[passage_id] = reviewer, now + PAUSE

    def answered(self, passage_id: str, reviewer: str) -> None:
        """A reviewer said something of a passage, so it was not passed over."""
        self._desk(reviewer).passed.discard(passage_id)
        self.lay(passage_id, reviewer)

    def passed_over(self, reviewer: str) -> int:
        """How many passages a reviewer passed over in this sitting that can still be asked."""
        passed = self._desk(reviewer).passed
        return sum(self._may_see(one, reviewer) for one in passed)

    def take_up_again(self, reviewer: str) -> None:
        """Ask what was passed over as if it never was."""
        self._desk(reviewer).passed.clear()

    def _desk(self, reviewer: str) -> _Desk:
        now = self._clock()
        desk = self._desks.get(reviewer)
        if desk is None:
            last = self._seen_last(reviewer)
            desk = self._desks[reviewer] = _Desk(self._seen_before(reviewer), last)
        if desk.used is not None and now - desk.used > SITTING:
            desk.passed.clear()
        desk.used = now
        return desk

    def _seen_before(self, reviewer: str) -> list[str]:
        """The passages at which verdicts of a reviewer stand, in the order of the first action."""
        history = self._state.history
        seen = dict.fromkeys(passage_id for _, passage_id in history.actions_of(reviewer))
        return [
            one for one in seen if one in self._material.rows and history.standing(one, reviewer)
        ]

    def _seen_last(self, reviewer: str) -> str:
        """The passage of a reviewer's last action: after a restart it may not be left yet."""
        actions = self._state.history.actions_of(reviewer)
        last = actions[-1][1] if actions else ""
        return last if last in self._material.rows else ""

    def _left(self, desk: _Desk, reviewer: str, after: str) -> str | None:
        """What comes after a passage that the reviewer leaves, where more lie on the trail."""
        if not self._state.is_done(after, reviewer):
            desk.passed.add(after)
        if self._open.get(after, ("",))[0] == reviewer:
            del self._open[after]
        if after not in desk.trail:
            return None
        further = desk.trail[desk.trail.index(after) + 1 :]
        return next((one for one in further if self._may_see(one, reviewer)), None)

    def _still_open(self, desk: _Desk, reviewer: str) -> str | None:
        """What lies before the reviewer and is not answered yet; else what was laid last."""
        if desk.open and not self._state.is_done(desk.open, reviewer):
            return desk.open if self._may_see(desk.open, reviewer) else None
        for one in desk.trail[-1:]:
            is_over = self._state.is_done(one, reviewer) or one in desk.passed
            if not is_over and self._may_see(one, reviewer):
                return one
        return None

    def _may_see(self, passage_id: str, reviewer: str) -> bool:
        """Whether a passage may be shown again: one with proposals is not asked of two."""
        if passage_id in self._material.blind:
            return True
        return not self._state.is_judged_by_another(
            passage_id, reviewer
        ) and not self._is_open_before_another(passage_id, reviewer)

    def _is_open_before_another(self, passage_id: str, reviewer: str) -> bool:
        who, until = self._open.get(passage_id, (reviewer, self._clock()))
        return who != reviewer and until > self._clock()

    def _fresh(self, desk: _Desk, reviewer: str) -> str | None:
        """A new passage. What was begun comes first, so that nothing stays half done."""
        work = self._state.work_of(reviewer)
        left = (one for one in self._blind_left(desk, reviewer) if one in work.begun)
        begun = next(left, None) if work.begun else None
        begun = begun or self._begun_longest_ago(desk, reviewer)
        if begun is not None:
            return begun
        blind = next(self._blind_left(desk, reviewer), None)
        if blind is not None and len(work.done) % _BLIND_EVERY == _BLIND_EVERY - 1:
            return blind
        return self._most_valuable(desk, reviewer) or blind

    def _begun_longest_ago(self, desk: _Desk, reviewer: str) -> str | None:
        """The passage that lies half answered for longest; one that was passed over waits."""
        begun = self._state.work_of(reviewer).begun
        left = (one for one in begun if one not in desk.passed and self._may_see(one, reviewer))
        return min(left, key=lambda one: (begun[one], one), default=None)

    def _blind_left(self, desk: _Desk, reviewer: str) -> Iterator[str]:
        done = self._state.work_of(reviewer).done
        return (one for one in self._material.sample if one not in done and one not in desk.passed)

    def _most_valuable(self, desk: _Desk, reviewer: str) -> str | None:
        """The passage with proposals of which an answer is worth most; of equals the first."""
        free = self._free(reviewer)
        free[[self._material.rows[one] for one in desk.passed]] = False
        if not free.any():
            return None
        best = int(np.argmax(np.where(free, self.ranking.values, -np.inf)))
        return self._material.passages[best].passage.passage_id

    def _free(self, reviewer: str) -> NDArray[np.bool_]:
        """The rows with proposals that nobody judged and that lie open before nobody else."""
        free = self._state.unjudged.copy()
        elsewhere = [one for one in self._open if self._is_open_before_another(one, reviewer)]
        free[[self._material.rows[one] for one in elsewhere]] = False
        return free
