"""Notes of reviewers, and the remarks that the program leaves behind them in the log: an action was
taken back, a label was left open by who was done with the passage."""

import re
from dataclasses import replace

from corpus.records import Judgement, Verdict

TAKEN_BACK = re.compile(r"\s*\(ongedaan gemaakt: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\)$")
"""The remark, with the moment of the action that was taken back."""
_LEFT_OPEN = "(open gelaten bij verder gaan)"


def remark_on(when: str) -> str:
    """The remark on an action of that moment."""
    return f"(ongedaan gemaakt: {when})"


def own_words(note: str) -> str:
    """A note without remarks at its end; nobody writes such a remark himself."""
    return _without(_LEFT_OPEN, TAKEN_BACK.sub("", note))


def left_open_with(note: str) -> str:
    """A note on a label that stays open though its reviewer is done with the passage."""
    return f"{note} {_LEFT_OPEN}".strip()


def is_left_open(judgement: Judgement) -> bool:
    """Whether a line says no more than that its label was left open."""
    note = TAKEN_BACK.sub("", judgement.note)
    return judgement.verdict is Verdict.INGETROKKEN and note.endswith(_LEFT_OPEN)


def _without(remark: str, note: str) -> str:
    return note.removesuffix(remark).rstrip() if note.endswith(remark) else note


def note_of(judgement: Judgement) -> str:
    """The note as the reviewer wrote it."""
    return own_words(judgement.note)


def as_written(judgement: Judgement) -> Judgement:
    """The judgement with its note alone as the reviewer wrote it, to be shown outside the log."""
    note = note_of(judgement)
    return judgement if note == judgement.note else replace(judgement, note=note)
