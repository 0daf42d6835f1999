"""Where labels go wrong: which are mistaken for which, and the passages that are worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.records import Evidence, Tag

WORST = 20
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Confusion:
    """For each missed label, the labels of its facet that were wrongly given in that passage.

    `counts` has a row a missed concept and a column a wrongly given one; `missed` says how often
    the concept of a row was missed, `alone` in how many of these nothing was wrongly given.
    A passage with two wrong labels counts in two columns.
    """

    concepts: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    missed: tuple[int, ...]
    alone: tuple[int, ...]


def confuse(
    concepts: Sequence[str],
    truth: Sequence[frozenset[str]],
    given: Sequence[frozenset[str]],
) -> Confusion:
    """Count what was given instead of what was missed; labels outside `concepts` do not count."""
    columns = {concept: place for place, concept in enumerate(concepts)}
    counts = [[0] * len(concepts) for _ in concepts]
    missed, alone = [0] * len(concepts), [0] * len(concepts)
    for right, said in zip(truth, given, strict=True):
        wrong = [columns[label] for label in said - right if label in columns]
        for row in (columns[label] for label in right - said if label in columns):
            missed[row] += 1
            alone[row] += not wrong
            for column in wrong:
                counts[row][column] += 1
    return Confusion(tuple(concepts), tuple(map(tuple, counts)), tuple(missed), tuple(alone))


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with the labels that people gave it; kind and source are empty when unknown."""

    passage_id: str
    text: str
    labels: frozenset[str]
    kind: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A passage with a wrong label, and the concept whose probability was furthest from the truth.

    `judged` and `given` are labels in taxonomy order; `evidence` speaks for `concept`.
    """

    passage: JudgedPassage
    judged: tuple[str, ...]
    given: tuple[str, ...]
    concept: str
    probability: float
    threshold: float
    evidence: tuple[Evidence, ...]

    @property
    def is_missed(self) -> bool:
        """Whether the label should have been given; else it was given wrongly."""
        return self.concept in self.judged

    @property
    def error(self) -> float:
        """Distance of the probability to the truth, in [0, 1]."""
        distance = 1.0 - self.probability if self.is_missed else self.probability
        return round(distance, _DECIMALS)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text that speak for the concept, each once, as they are written."""
        text = self.passage.text
        return tuple(dict.fromkeys(text[one.start : one.end] for one in self.evidence))


def worst_mistakes(
    passages: Sequence[JudgedPassage],
    tags: Sequence[Tag],
    given: Sequence[frozenset[str]],
    thresholds: Mapping[str, float],
) -> tuple[Mistake, ...]:
    """The twenty passages with the most wrong probability among their wrong labels.

    `thresholds` gives the concepts in taxonomy order. Passages with only right labels never count.
    """
    found = [
        _mistake(passage, tag, said, thresholds)
        for passage, tag, said in zip(passages, tags, given, strict=True)
        if passage.labels ^ said
    ]
    return tuple(sorted(found, key=_how_bad)[:WORST])


def _mistake(
    passage: JudgedPassage, tag: Tag, said: frozenset[str], thresholds: Mapping[str, float]
) -> Mistake:
    judged = tuple(concept for concept in thresholds if concept in passage.labels)
    given = tuple(concept for concept in thresholds if concept in said)
    wrong = [concept for concept in thresholds if concept in passage.labels ^ said]
    candidates = [
        Mistake(
            passage,
            judged,
            given,
            concept,
            tag.probabilities[concept],
            thresholds[concept],
            tuple(tag.evidence.get(concept, ())),
        )
        for concept in wrong
    ]
    return max(candidates, key=lambda mistake: mistake.error)


def _how_bad(mistake: Mistake) -> tuple[float, int, str, str]:
    wrong = len(set(mistake.judged) ^ set(mistake.given))
    return -mistake.error, -wrong, mistake.passage.passage_id, mistake.passage.text
