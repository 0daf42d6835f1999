"""What people settled of a text holds wherever a row repeats it.

People decide on a text, and it is asked once: what repeats it is not asked again. So what a row
counts as one text has one answer, or a rejected label would live on in the repeat.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.analysed import AnalysedPassage
from corpus.records import Review, ReviewedLabel


def settled_as_texts(
    passages: Sequence[AnalysedPassage], text_of: Callable[[AnalysedPassage], Hashable]
) -> tuple[AnalysedPassage, ...]:
    """The passages of a row, in their order, with what people settled of another passage with the
    same text (`text_of`).

    A concept that people judged in the passage itself stays as it is, and so does one on which the
    passages with the text differ. What follows counts for no figure: it was not judged there.
    """
    if not any(one.settled for one in passages):
        return tuple(passages)
    texts: dict[Hashable, list[AnalysedPassage]] = {}
    for one in passages:
        texts.setdefault(text_of(one), []).append(one)
    settled = {key: _settled(some) for key, some in texts.items() if len(some) > 1}
    return tuple(_following(one, settled.get(text_of(one), {})) for one in passages)


def _settled(passages: Iterable[AnalysedPassage]) -> dict[str, ReviewedLabel]:
    """What the passages with a text say that people settled, where they all say the same."""
    found: dict[str, list[ReviewedLabel]] = {}
    for one in passages:
        for concept in one.settled:
            found.setdefault(concept, []).append(one.reviewed[concept])
    return {
        concept: replace(
            labels[0], blind_present=0, blind_absent=0, blind_doubt=0, probability=None
        )
        for concept, labels in found.items()
        if len({one.review for one in labels}) == 1
    }


def _following(one: AnalysedPassage, settled: Mapping[str, ReviewedLabel]) -> AnalysedPassage:
    more = {concept: label for concept, label in settled.items() if concept not in one.reviewed}
    if not more or one.tag is None:
        return one
    rejected = {name for name, label in more.items() if label.review is Review.AFGEWEZEN}
    held = set(one.labels) | (more.keys() - rejected)
    struck = set(one.struck) | (set(one.labels) & rejected)
    order = tuple(one.tag.probabilities)
    return replace(
        one,
        reviewed={**one.reviewed, **more},
        labels=tuple(concept for concept in order if concept in held - rejected),
        struck=tuple(concept for concept in order if concept in struck),
    )
