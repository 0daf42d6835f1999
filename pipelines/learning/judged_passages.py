"""Judgements as passages to learn from, and to measure on.

Texts and headings come from what was kept with the judgements, so a passage teaches also when its
document is gone. A text that stands in several documents is one passage: it can then never stand on
both sides of a split.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from classify.train import LabelledPassage
from corpus.ids import digest, text_key
from corpus.judgements.standing import label_of, last_blind_verdicts, last_verdicts
from corpus.records import Judgement, Review, Verdict


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A judged text; `key` is its `text_key`.

    `passage` knows the concepts that people settled, blind or not. Where somebody judged all of it
    blind `is_whole`, and then `measured` are the concepts that those who judged blind settled, and
    `present` those of them that are there.
    """

    key: str
    passage: LabelledPassage
    is_whole: bool
    measured: frozenset[str]
    present: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """All judged passages, sorted by key, and how many people judged them."""

    passages: tuple[JudgedPassage, ...]
    reviewers: int

    @property
    def labelled(self) -> tuple[LabelledPassage, ...]:
        """The passages as they are learnt from."""
        return tuple(one.passage for one in self.passages)

    @property
    def documents(self) -> int:
        """How many documents they are from."""
        return len({one.passage.group for one in self.passages})

    @property
    def labels(self) -> int:
        """How many labels people settled, present or absent."""
        return sum(len(one.passage.known or ()) for one in self.passages)

    @property
    def measured(self) -> tuple[JudgedPassage, ...]:
        """The passages that a model is measured on."""
        return tuple(one for one in self.passages if one.is_whole)

    @property
    def found_blind(self) -> int:
        """How many labels of these are there."""
        return sum(len(one.present) for one in self.measured)

    @property
    def documents_with_blind(self) -> int:
        """How many documents these labels stand in."""
        return len({one.passage.group for one in self.measured if one.present})

    @property
    def identity(self) -> str:
        """Hash of what is learnt: the same judgements, whoever gave them and when."""
        return digest(
            [
                [
                    one.passage.text,
                    sorted(one.passage.labels),
                    sorted(one.passage.known or ()),
                    one.passage.group,
                    one.passage.heading,
                    one.passage.is_settled,
                    one.passage.weight,
                ]
                for one in self.passages
            ]
        )


def judged_passages(
    judgements: Iterable[Judgement], concepts: Collection[str], weight: int
) -> Judged:
    """The passages of which people settled at least one of these concepts; each counts `weight`
    times as much as a shipped one."""
    given = list(judgements)
    texts = _by_text(last_verdicts(given).values(), concepts)
    blind = _by_text(last_blind_verdicts(given, concepts).values(), concepts)
    found = [
        _passage(key, texts[key], blind.get(key, ()), concepts, weight) for key in sorted(texts)
    ]
    reviewers = {one.reviewer for some in texts.values() for one in some}
    return Judged(tuple(one for one in found if one.passage.known), len(reviewers))


def _by_text(
    verdicts: Iterable[Judgement], concepts: Collection[str]
) -> dict[str, list[Judgement]]:
    texts: dict[str, list[Judgement]] = {}
    for one in verdicts:
        if one.concept in concepts:
            texts.setdefault(text_key(one.anchor.text), []).append(one)
    return texts


def _passage(
    key: str,
    verdicts: Sequence[Judgement],
    blind_verdicts: Sequence[Judgement],
    concepts: Collection[str],
    weight: int,
) -> JudgedPassage:
    labels = {
        concept: label_of(_counted(verdicts, concept), _counted(blind_verdicts, concept))
        for concept in sorted(concepts)
    }
    seen_blind = {one.concept for one in blind_verdicts}
    is_whole = seen_blind >= set(concepts)
    anchor = min(
        (one.anchor for one in verdicts),
        key=lambda place: (place.document_id, place.position, place.heading, place.text),
    )
    reviews = {concept: label.review for concept, label in labels.items()}
    blind = {concept: label.blind_review for concept, label in labels.items()}
    passage = LabelledPassage(
        anchor.text,
        _those(reviews, Review.BEVESTIGD),
        anchor.document_id,
        anchor.heading,
        is_settled=is_whole,
        known=_those(reviews, Review.BEVESTIGD) | _those(reviews, Review.AFGEWEZEN),
        weight=weight,
    )
    present = _those(blind, Review.BEVESTIGD)
    return JudgedPassage(key, passage, is_whole, present | _those(blind, Review.AFGEWEZEN), present)


def _counted(verdicts: Sequence[Judgement], concept: str) -> Counter[Verdict]:
    return Counter(one.verdict for one in verdicts if one.concept == concept)


def _those(reviews: dict[str, Review], wanted: Review) -> frozenset[str]:
    return frozenset(concept for concept, review in reviews.items() if review is wanted)
