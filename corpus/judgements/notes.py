"""Notes of reviewers, and the remark that taking an action back leaves behind them in the log."""

import re
from dataclasses import replace

from corpus.records import Judgement

TAKEN_BACK = re.compile(r"\s*\(ongedaan gemaakt: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\)$")
"""The remark, with the moment of the action that was taken back."""


def remark_on(when: str) -> str:
    """The remark on an action of that moment."""
    return f"(ongedaan gemaakt: {when})"


def own_words(note: str) -> str:
    """A note without a remark at its end; nobody writes such a remark himself."""
    return TAKEN_BACK.sub("", note)


def note_of(judgement: Judgement) -> str:
    """The note as the reviewer wrote it."""
    return own_words(judgement.note)


def as_written(judgement: Judgement) -> Judgement:
    """The judgement with its note alone as the reviewer wrote it, to be shown outside the log."""
    note = note_of(judgement)
    return judgement if note == judgement.note else replace(judgement, note=note)
