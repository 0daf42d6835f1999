"""Where raters do not agree: passages in dispute, and concepts that are taken for one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from classify.agreement import People, Unit, Verdicts
from corpus.records import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Dispute:
    """A concept of which one person says that it is in a passage and another that it is not.

    `voices` are what all say of it, those who doubt too, in order of name.
    """

    passage_id: str
    concept: str
    voices: tuple[Judgement, ...]

    def who(self, verdict: Verdict) -> tuple[str, ...]:
        """Names of those who say this."""
        return tuple(one.reviewer for one in self.voices if one.verdict is verdict)

    @property
    def weight(self) -> int:
        """How many would have to change their mind for all to agree."""
        return min(len(self.who(Verdict.AANWEZIG)), len(self.who(Verdict.AFWEZIG)))


@dataclass(frozen=True, slots=True)
class DisputedPassage:
    """A passage with all disputes on it, in taxonomy order."""

    passage_id: str
    disputes: tuple[Dispute, ...]

    @property
    def weight(self) -> int:
        """How many verdicts would have to change for all to agree."""
        return sum(one.weight for one in self.disputes)


@dataclass(frozen=True, slots=True)
class Against:
    """A verdict of people that the model contradicts, with the probability that it gives."""

    passage_id: str
    concept: str
    present: bool
    probability: float

    @property
    def distance(self) -> float:
        """How far in [0, 1] the model is from what people say."""
        return abs(float(self.present) - self.probability)


@dataclass(frozen=True, slots=True)
class Confused:
    """Two concepts, in taxonomy order, of which one rater gave the one and another the other, in
    these passages; for all else that they say they may agree."""

    first: str
    second: str
    passages: tuple[str, ...]


def disputed_passages(
    judgements: Iterable[Judgement], concepts: Sequence[str]
) -> tuple[DisputedPassage, ...]:
    """Passages on which people disagree, the most disputed first, then by passage_id.

    `judgements` are the last of each reviewer, however they saw the passage.
    """
    order = {concept: place for place, concept in enumerate(concepts)}
    voices: dict[Unit, list[Judgement]] = {}
    for one in judgements:
        if one.concept in order:
            voices.setdefault((one.passage_id, one.concept), []).append(one)
    found: dict[str, list[Dispute]] = {}
    for passage, concept in sorted(voices, key=lambda unit: (unit[0], order[unit[1]])):
        said = sorted(voices[passage, concept], key=lambda one: one.reviewer)
        dispute = Dispute(passage, concept, tuple(said))
        if dispute.weight:
            found.setdefault(passage, []).append(dispute)
    whole = [DisputedPassage(passage, tuple(disputes)) for passage, disputes in found.items()]
    return tuple(sorted(whole, key=lambda one: -one.weight))


def against_model(
    people: Verdicts, model: Verdicts, probabilities: Mapping[Unit, float]
) -> tuple[Against, ...]:
    """What people say and the model contradicts, the largest distance first."""
    found = [
        Against(*unit, present, probabilities[unit])
        for unit, present in sorted(people.items())
        if unit in model and model[unit] is not present
    ]
    return tuple(sorted(found, key=lambda one: -one.distance))


def confused_pairs(people: People, concepts: Sequence[str]) -> tuple[Confused, ...]:
    """Pairs of concepts taken for one another, those in most passages first.

    One rater must say the first and not the second, another the second and not the first; what
    somebody did not judge counts for nothing.
    """
    order = {concept: place for place, concept in enumerate(concepts)}
    found: dict[tuple[str, str], set[str]] = {}
    for one, other in combinations(people.values(), 2):
        split: dict[str, tuple[list[str], list[str]]] = {}
        for unit in one.keys() & other.keys():
            if one[unit] is not other[unit] and unit[1] in order:
                split.setdefault(unit[0], ([], []))[other[unit]].append(unit[1])
        for passage, (mine, theirs) in split.items():
            for pair in ((a, b) for a in mine for b in theirs):
                first, second = sorted(pair, key=order.__getitem__)
                found.setdefault((first, second), set()).add(passage)
    pairs = [Confused(*pair, tuple(sorted(passages))) for pair, passages in found.items()]
    return tuple(
        sorted(pairs, key=lambda one: (-len(one.passages), order[one.first], order[one.second]))
    )
