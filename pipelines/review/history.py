"""The label log as it stands, kept up to date judgement by judgement, and what undo takes back.

The log knows no actions, but what a reviewer does at once has one moment: all judgements of a
reviewer on one passage with the same `when` are one action. Taking one back is writing what stood
before it, with a remark at the end of the note that names the moment of the action: so the log
tells what happened, to people as well, and after a restart undo goes on where it was.

Going on from a passage with proposals says of what has no answer that it stays open. That is no
answer, so undo looks past it, and takes it back together with the answer before it.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from corpus.judgements.notes import TAKEN_BACK, is_left_open, note_of, remark_on
from corpus.judgements.standing import last_of, reviewed_labels, sees_labels
from corpus.records import Judgement, ReviewedLabel, Verdict
from corpus.store.rows import judgement_id

Action = tuple[str, str]
"""What a reviewer did at once: its moment, and the passage_id."""


def latest_note(judgements: Iterable[Judgement]) -> str:
    """What was noted last with one of them; empty when nothing."""
    noted = filter(note_of, judgements)
    last = max(noted, key=lambda one: (one.when, judgement_id(one)), default=None)
    return note_of(last) if last else ""


class History:
    """All judgements of the passages of a run, by passage and by reviewer.

    Only what new judgements touch is settled anew, so that one more costs the same whether there
    are ten or ten thousand.
    """

    def __init__(self, concepts: Collection[str]) -> None:
        """An empty log; a passage is read whole with a verdict on each of the `concepts`."""
        self._concepts = concepts
        self.labels: dict[str, dict[str, ReviewedLabel]] = {}
        """What people say by passage_id and concept; the inner mappings are never changed."""
        self._said: dict[str, list[Judgement]] = {}
        self._last: dict[str, dict[str, dict[str, Judgement]]] = {}
        self._actions: dict[str, dict[Action, list[Judgement]]] = {}
        self._order: dict[str, list[Action]] = {}
        self._taken_back: dict[str, set[Action]] = {}

    def add(self, judgements: Iterable[Judgement]) -> list[str]:
        """Take in judgements; return the passages that they speak of, each once."""
        touched: dict[str, None] = {}
        for one in judgements:
            touched[one.passage_id] = None
            self._said.setdefault(one.passage_id, []).append(one)
            self._remember(one)
        for passage_id in touched:
            self._settle(passage_id)
        return list(touched)

    def _remember(self, one: Judgement) -> None:
        undone = TAKEN_BACK.search(one.note)
        if undone:
            self._taken_back.setdefault(one.reviewer, set()).add((undone[1], one.passage_id))
        action = one.when, one.passage_id
        actions = self._actions.setdefault(one.reviewer, {})
        if action not in actions:
            order = self._order.setdefault(one.reviewer, [])
            order.insert(bisect_left(order, action), action)
        actions.setdefault(action, []).append(one)

    def _settle(self, passage_id: str) -> None:
        said = self._said[passage_id]
        self.labels[passage_id] = reviewed_labels(said, self._concepts).get(passage_id, {})
        if not self.labels[passage_id]:
            del self.labels[passage_id]
        found: dict[str, dict[str, Judgement]] = {one.reviewer: {} for one in said}
        for (concept, reviewer), one in last_of(said, _whose).items():
            found[reviewer][concept] = one
        self._last[passage_id] = found

    def last(self, passage_id: str, reviewer: str) -> Mapping[str, Judgement]:
        """What a reviewer said last of a passage by concept, also where that takes a verdict back:
        a note outlives its verdict."""
        return self._last.get(passage_id, {}).get(reviewer, {})

    def standing(self, passage_id: str, reviewer: str) -> dict[str, Judgement]:
        """The verdicts of a reviewer on a passage that stand now, by concept."""
        last = self.last(passage_id, reviewer)
        return {key: one for key, one in last.items() if one.verdict is not Verdict.INGETROKKEN}

    def left_open(self, passage_id: str, reviewer: str) -> set[str]:
        """The concepts that a reviewer who went on left open, and that are open still."""
        last = self.last(passage_id, reviewer)
        return {concept for concept, one in last.items() if is_left_open(one)}

    def note(self, passage_id: str, reviewer: str) -> str:
        """What a reviewer noted of a passage; empty when nothing."""
        return latest_note(self.last(passage_id, reviewer).values())

    def sees_labels(
        self, passage_id: str, reviewer: str, concepts: Collection[str], now: str
    ) -> bool:
        """Whether a reviewer could have seen the labels of a blind passage."""
        said = (one for one in self._said.get(passage_id, ()) if one.reviewer == reviewer)
        return sees_labels(said, concepts, now)

    def reviewers_of(self, passage_id: str) -> list[str]:
        """Who ever judged a passage, also those who took it back."""
        return list(self._last.get(passage_id, ()))

    def actions_of(self, reviewer: str) -> list[Action]:
        """What a reviewer did, in order of time."""
        return self._order.get(reviewer, [])

    def taking_back(self, reviewer: str, when: str) -> list[Judgement]:
        """The judgements, at that moment, that take back the reviewer's last action which was
        neither taken back already nor is such a taking back itself; none when there is none."""
        gone = self._taken_back.get(reviewer, set())
        for action in reversed(self.actions_of(reviewer)):
            done = self._actions[reviewer][action]
            is_answer = not (TAKEN_BACK.search(done[0].note) or is_left_open(done[0]))
            if is_answer and action not in gone:
                return [*(self._restored(one, when) for one in done), *self._opened(done, when)]
        return []

    def _opened(self, done: Collection[Judgement], when: str) -> list[Judgement]:
        """The lines after which nothing is left open that was so after an action."""
        action = next(iter(done))
        concepts = {one.concept for one in done}
        last = self.last(action.passage_id, action.reviewer)
        return [
            replace(one, when=when, note=f"{note_of(one)} {remark_on(action.when)}".strip())
            for concept, one in last.items()
            if concept not in concepts and is_left_open(one) and one.when > action.when
        ]

    def _restored(self, one: Judgement, when: str) -> Judgement:
        earlier = [
            other
            for other in self._said[one.passage_id]
            if (other.reviewer, other.concept) == (one.reviewer, one.concept)
            and other.when < one.when
        ]
        remark = remark_on(one.when)
        if not earlier:
            return replace(one, verdict=Verdict.INGETROKKEN, when=when, note=remark)
        before = max(earlier, key=lambda other: (other.when, judgement_id(other)))
        note = TAKEN_BACK.sub("", before.note)
        return replace(before, when=when, note=f"{note} {remark}".strip())


def _whose(one: Judgement) -> tuple[str, str]:
    return one.concept, one.reviewer
