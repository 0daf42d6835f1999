"""What an answer adds to the label log: only what is new beside what the reviewer said last."""

from collections.abc import Mapping, Sequence

from corpus.judgements.notes import is_left_open, left_open_with, note_of
from corpus.records import Judgement, Verdict
from pipelines.review.history import latest_note

Last = Mapping[str, Judgement]
"""What a reviewer said last of a passage by concept, also where that takes a verdict back."""


def verdict_of(last: Last, concept: str) -> Verdict:
    """What stands of a concept; nothing said is as good as taken back."""
    return last[concept].verdict if concept in last else Verdict.INGETROKKEN


def read_whole(
    last: Last, verdicts: Mapping[str, Verdict], concepts: Sequence[str]
) -> dict[str, Verdict]:
    """Verdicts on a passage that was read whole: what is not, or no longer, chosen is absent."""
    return dict(verdicts) | {
        concept: Verdict.AFWEZIG
        for concept in concepts
        if verdicts.get(concept, verdict_of(last, concept)) is Verdict.INGETROKKEN
    }


def lines_to_write(
    last: Last,
    verdicts: Mapping[str, Verdict],
    note: str | None,
    concepts: Sequence[str],
    asked: Sequence[str],
) -> dict[str, tuple[Verdict, str]]:
    """The verdict and the note to write by concept; nothing where all stands already.

    A note is about the passage: it stays with its line whatever becomes of the verdict, and a new
    one, kept with the first line, takes the place of all others. None leaves what was noted.
    `concepts` are all in their order, `asked` those that the passage is asked about.
    """
    new = {
        concept: verdicts[concept]
        for concept in concepts
        if concept in verdicts and verdicts[concept] is not verdict_of(last, concept)
    }
    notes = {concept: note_of(one) for concept, one in last.items()}
    if note is not None and note != latest_note(last.values()):
        new |= {one: last[one].verdict for one in notes if notes[one] and one not in new}
        if note and not new:
            carrier = _carrier(last, verdicts, concepts, asked)
            new = {carrier: verdict_of(last, carrier)}
        notes = {next(iter(new), ""): note}
    return {concept: (verdict, notes.get(concept, "")) for concept, verdict in new.items()}


def lines_left_open(last: Last, asked: Sequence[str]) -> dict[str, tuple[Verdict, str]]:
    """The lines by which a reviewer who goes on says that what is `asked` and has no answer stays
    open: they judge nothing. None for whoever answered nothing, and none twice."""
    if all(verdict_of(last, one) is Verdict.INGETROKKEN for one in last):
        return {}
    return {
        one: (Verdict.INGETROKKEN, left_open_with(note_of(last[one]) if one in last else ""))
        for one in asked
        if verdict_of(last, one) is Verdict.INGETROKKEN
        and not (one in last and is_left_open(last[one]))
    }


def _carrier(
    last: Last, verdicts: Mapping[str, Verdict], concepts: Sequence[str], asked: Sequence[str]
) -> str:
    """The concept whose line keeps a note that comes alone: one with a verdict, else what the
    passage is asked about; a line that takes back what was never said judges nothing."""
    found = [one for one in concepts if verdict_of(last, one) is not Verdict.INGETROKKEN]
    return [*filter(verdicts.get, found), *found, *asked, *concepts][0]
