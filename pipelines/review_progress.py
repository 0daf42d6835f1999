"""How far the review is: for a reviewer, for all, and for each theme up to a figure to trust."""

from dataclasses import dataclass
from datetime import timedelta

NEEDED = 30
"""Blind passages with a theme before its figures are shown; with fewer they say too little."""
SITTING = timedelta(hours=2)
"""A reviewer who was away for longer begins a new sitting."""
PAUSE = timedelta(minutes=10)
"""Between two answers of one sitting, whoever took longer did something else."""
_PRIOR = 20
"""Blind passages that what the model says of the sample weighs as much as."""
_LEAST_PASSAGES = 3
"""Passages of a sitting before its pace is told."""
_GLANCE = timedelta(seconds=1)
"""Nobody reads a passage in less: answers that came so fast were filled in, not read."""


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """How far a concept is from a figure to trust, over the blind passages of all reviewers.

    `judged` passages were settled either way, `support` of them as `aanwezig`. `passages_to_go` is
    how many more blind passages are expected to be needed for `needed` of them: 0 when it is
    reached, None when the whole sample is expected to hold too few.
    """

    concept: str
    support: int
    judged: int
    needed: int
    passages_to_go: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done: `passages` by anybody, `mine` by this reviewer, `today` by this reviewer on
    this day where the program runs.

    `per_hour` is the pace in passages an hour of the sitting that is going on; None when there is
    none, or too little of it. `blind_done` and `blind_left` count the blind sample of this reviewer.
    """

    passages: int
    mine: int
    today: int
    per_hour: float | None
    blind_done: int
    blind_left: int
    themes: tuple[ThemeProgress, ...]
