"""What the judgements of all reviewers together come to, by passage and concept."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from corpus.records import Judgement, ReviewedLabel, Seen, Verdict
from corpus.store.rows import judgement_id

Key = TypeVar("Key", bound=Hashable)
Place = tuple[str, str, str]
"""What a verdict is about, and whose it is: passage_id, concept, reviewer."""


def last_verdicts(judgements: Iterable[Judgement]) -> dict[Place, Judgement]:
    """The last verdict of each reviewer on each concept of each passage, sorted by place.

    The order of the judgements does not matter: the latest counts, and of two at the same moment
    the one with the highest identity. What was withdrawn is as if it had never been said.
    """
    last = last_of(judgements, lambda one: (one.passage_id, one.concept, one.reviewer))
    return {
        place: last[place]
        for place in sorted(last)
        if last[place].verdict is not Verdict.INGETROKKEN
    }


def last_of(
    judgements: Iterable[Judgement], place: Callable[[Judgement], Key]
) -> dict[Key, Judgement]:
    """The last judgement of each place, also where it withdraws what was said before."""
    last: dict[Key, Judgement] = {}
    for one in judgements:
        key = place(one)
        held = last.get(key)
        if held is None or _is_later(one, held):
            last[key] = one
    return last


def _is_later(one: Judgement, other: Judgement) -> bool:
    if one.when != other.when:
        return one.when > other.when
    return judgement_id(one) > judgement_id(other)


def reviewed_labels(
    judgements: Iterable[Judgement], probabilities: Mapping[str, Mapping[str, float]] | None = None
) -> dict[str, dict[str, ReviewedLabel]]:
    """How many reviewers say what, by passage_id and concept; each by the last verdict.

    `probabilities` are those of a model that did not learn from these judgements, by passage_id
    and concept.
    """
    counts: dict[tuple[str, str], Counter[tuple[Verdict, Seen]]] = {}
    for (passage_id, concept, _), one in last_verdicts(judgements).items():
        counts.setdefault((passage_id, concept), Counter())[one.verdict, one.seen] += 1
    chances = probabilities or {}
    found: dict[str, dict[str, ReviewedLabel]] = {}
    for (passage_id, concept), count in counts.items():
        chance = chances.get(passage_id, {}).get(concept)
        found.setdefault(passage_id, {})[concept] = _label(count, chance)
    return found


def _label(count: Counter[tuple[Verdict, Seen]], probability: float | None) -> ReviewedLabel:
    def number(verdict: Verdict) -> int:
        return sum(count[verdict, seen] for seen in Seen)

    return ReviewedLabel(
        present=number(Verdict.AANWEZIG),
        absent=number(Verdict.AFWEZIG),
        doubt=number(Verdict.TWIJFEL),
        blind_present=count[Verdict.AANWEZIG, Seen.BLIND],
        blind_absent=count[Verdict.AFWEZIG, Seen.BLIND],
        probability=probability,
    )
