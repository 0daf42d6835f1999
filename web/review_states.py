"""What people made of a label, in words and a sign: never by colour alone, never with a name."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from corpus.records import Review, ReviewedLabel

SIGNS = {Review.NIET_BEKEKEN: "○", Review.BEVESTIGD: "✓", Review.AFGEWEZEN: "✗"}
_UNSETTLED = "≠"
_NOBODY = ReviewedLabel()


@dataclass(frozen=True, slots=True)
class State:
    """Where a label stands in the label log of this moment.

    `remark` says what the log and the last run do not agree on; empty where there is nothing to
    say.
    """

    review: Review
    sign: str
    words: str
    remark: str = ""

    @property
    def name(self) -> str:
        """The state as the name of a style."""
        return self.review.replace(" ", "-")


def state_of(found: ReviewedLabel | None, *, is_given: bool) -> State:
    """The state of a label; `is_given` tells whether the last run counts it."""
    one = found or _NOBODY
    if one.review is Review.NIET_BEKEKEN:
        return _unsettled(one)
    words = f"{one.review}, niet door iedereen" if one.is_disputed else str(one.review)
    return State(one.review, SIGNS[one.review], words, _remark(one.review, is_given=is_given))


def _unsettled(one: ReviewedLabel) -> State:
    if one.is_disputed:
        return State(one.review, _UNSETTLED, "nog niet beslist: beoordelaars zijn het oneens")
    if one.doubt:
        return State(one.review, _UNSETTLED, "nog niet beslist: wie het las, twijfelt")
    return State(one.review, SIGNS[one.review], str(one.review))


def _remark(review: Review, *, is_given: bool) -> str:
    if review is Review.AFGEWEZEN and is_given:
        return "telt na de volgende run niet meer mee"
    if review is Review.BEVESTIGD and not is_given:
        return "telt vanaf de volgende run mee"
    return ""


def of_interest(found: Mapping[str, ReviewedLabel], by_tagger: Container[str]) -> set[str]:
    """Concepts to show whatever the last run counts: people confirmed them or are divided, or they
    rejected what the tagger gives. What both leave out, as blind review does by the dozen, is not
    among them."""
    return {
        concept
        for concept, one in found.items()
        if one.review is Review.BEVESTIGD
        or one.is_disputed
        or (one.review is Review.AFGEWEZEN and concept in by_tagger)
    }


def passage_words(found: Mapping[str, ReviewedLabel]) -> str:
    """What is said of a passage as a whole: whether anybody looked at it."""
    return "nagekeken" if any(one.is_seen for one in found.values()) else Review.NIET_BEKEKEN
