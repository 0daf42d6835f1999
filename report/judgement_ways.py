"""Which way a judgement moves a cell: what is confirmed never lowers one, what is rejected never
raises one.

That holds for value, strength and the count of passages, and for passages with the same text,
which follow what people settled of it (settled_texts.py).
"""

from collections.abc import Mapping, Sequence

from corpus.records import Review
from report.theme_matrix import ABSENT, FOUND, UNCERTAIN

UP, DOWN = 1, -1
Measures = tuple[str, float, float]
"""Value, strength and count of passages of a cell."""

_VALUES = (ABSENT, UNCERTAIN, FOUND)
_REVIEWS: Sequence[str] = (Review.AFGEWEZEN, Review.NIET_BEKEKEN, Review.BEVESTIGD)
"""Both from low to high."""
_NEW_WAYS = {FOUND: (UP,), UNCERTAIN: (UP, DOWN), ABSENT: (DOWN,)}
JUDGED: Mapping[tuple[str, str], str] = {
    (Review.NIET_BEKEKEN, Review.BEVESTIGD): "bevestigd",
    (Review.NIET_BEKEKEN, Review.AFGEWEZEN): "afgewezen",
    (Review.BEVESTIGD, Review.AFGEWEZEN): "was bevestigd, nu afgewezen",
    (Review.AFGEWEZEN, Review.BEVESTIGD): "was afgewezen, nu bevestigd",
    (Review.BEVESTIGD, Review.NIET_BEKEKEN): "bevestiging vervallen",
    (Review.AFGEWEZEN, Review.NIET_BEKEKEN): "afwijzing vervallen",
}
"""How a diff names that the review of a label went from one state to another."""


def ways_between(was: Measures | None, now: Measures | None) -> Sequence[int]:
    """The ways of the judgements that can have part in a change; none where the cell has no value
    now, for no judgement takes text away."""
    if now is None or now[0] not in _VALUES:
        return ()
    if was is None or was[0] not in _VALUES:
        return _NEW_WAYS[now[0]]
    before, after = ((_VALUES.index(one[0]), *one[1:]) for one in (was, now))
    return next(
        ((UP if b > a else DOWN,) for a, b in zip(before, after, strict=True) if a != b), ()
    )


def way_of(was: str, now: str) -> int:
    """The way of a review that goes from one state to another."""
    return UP if _REVIEWS.index(now) > _REVIEWS.index(was) else DOWN
