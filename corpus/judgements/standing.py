"""What the judgements of all reviewers together come to, by passage and concept."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from corpus.records import Judgement, ReviewedLabel, Seen, Verdict
from corpus.store.rows import judgement_id

SLIP = timedelta(minutes=10)
"""For so long after a blind passage was finished a change still counts as blind: a slip is seen at
once, and who comes back later may have seen the labels or spoken to a colleague."""
_NONE: Mapping[Verdict, int] = {}

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


def last_blind_verdicts(
    judgements: Iterable[Judgement], concepts: Collection[str]
) -> dict[Place, Judgement]:
    """The same of what was said blind by who read the passage whole: what is measured rests on it.

    Whole is with a verdict, or a doubt, on each of the `concepts`. Who left half-way has said only
    what is there, and would make the labels look better than they are. What somebody said later,
    when they could see what the model or a colleague says, leaves the blind verdicts as they are;
    only who withdraws blind takes them back.
    """
    last = last_verdicts(one for one in judgements if one.seen is Seen.BLIND)
    said: dict[tuple[str, str], set[str]] = {}
    for passage_id, concept, reviewer in last:
        said.setdefault((passage_id, reviewer), set()).add(concept)
    whole = {place for place, known in said.items() if known.issuperset(concepts)}
    return {place: one for place, one in last.items() if (place[0], place[2]) in whole}


def sees_labels(said: Iterable[Judgement], concepts: Collection[str], now: str) -> bool:
    """Whether a reviewer who said this of one blind passage could have seen its labels since.

    A passage that is read whole opens for its reviewer: links lead to what the model says, lists to
    what colleagues say. What stood whole for longer than SLIP was not said blind from then on.
    """
    standing: set[str] = set()
    opened: datetime | None = None
    for one in sorted(said, key=lambda one: (one.when, judgement_id(one))):
        if opened and _moment(one.when) - opened > SLIP:
            return True
        if one.verdict is Verdict.INGETROKKEN:
            standing.discard(one.concept)
        else:
            standing.add(one.concept)
        if not standing.issuperset(concepts):
            opened = None
        elif opened is None:
            opened = _moment(one.when)
    return opened is not None and _moment(now) - opened > SLIP


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
    judgements: Iterable[Judgement],
    concepts: Collection[str],
    probabilities: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, dict[str, ReviewedLabel]]:
    """How many reviewers say what, by passage_id and concept: each by the last verdict, and those
    who read it whole and blind (all `concepts`) also by the last blind one.

    `probabilities` are those of a model that did not learn from these judgements, by passage_id
    and concept.
    """
    given = list(judgements)
    last, blind = _counted(last_verdicts(given)), _counted(last_blind_verdicts(given, concepts))
    chances = probabilities or {}
    found: dict[str, dict[str, ReviewedLabel]] = {}
    for place in sorted(last.keys() | blind.keys()):
        passage_id, concept = place
        chance = chances.get(passage_id, {}).get(concept)
        label = label_of(last.get(place, _NONE), blind.get(place, _NONE), chance)
        found.setdefault(passage_id, {})[concept] = label
    return found


def label_of(
    last: Mapping[Verdict, int], blind: Mapping[Verdict, int], probability: float | None = None
) -> ReviewedLabel:
    """One label, from how many say what: by their last verdicts, and by their last blind ones."""
    return ReviewedLabel(
        present=last.get(Verdict.AANWEZIG, 0),
        absent=last.get(Verdict.AFWEZIG, 0),
        doubt=last.get(Verdict.TWIJFEL, 0),
        blind_present=blind.get(Verdict.AANWEZIG, 0),
        blind_absent=blind.get(Verdict.AFWEZIG, 0),
        blind_doubt=blind.get(Verdict.TWIJFEL, 0),
        probability=probability,
    )


def _counted(verdicts: Mapping[Place, Judgement]) -> dict[tuple[str, str], Counter[Verdict]]:
    counts: dict[tuple[str, str], Counter[Verdict]] = {}
    for (passage_id, concept, _), one in verdicts.items():
        counts.setdefault((passage_id, concept), Counter())[one.verdict] += 1
    return counts


def _moment(when: str) -> datetime:
    return datetime.fromisoformat(when)
