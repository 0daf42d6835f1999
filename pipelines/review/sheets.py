"""Questions of the review queue as a workbook, and the answers in it back into the label log.

An answer counts from the moment at which its workbook was written: what the same person says on the
page after that goes before it, whenever the file comes back, and a file that comes back twice, or
in two places, adds the same judgements once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from classify.review_order import is_blind
from corpus.analysed import SUBSTANTIVE, AnalysedPassage
from corpus.judgements.attach import Lost
from corpus.judgements.log import JudgementLog
from corpus.judgements.notes import note_of
from corpus.judgements.reviewers import reviewer_key, reviewer_name, same_reviewer
from corpus.judgements.standing import last_of
from corpus.records import Judgement, Seen, Verdict
from pipelines.finding.searching import SearchRoom
from pipelines.finished.export import path_from
from pipelines.finished.past_run import last_run_of
from pipelines.finished.run_folder import read_record
from pipelines.problems import ExitCode, UserProblem
from pipelines.review.material import anchor_of
from pipelines.review.parts import Part, items_of_part
from pipelines.review.placing import Arrival
from pipelines.review.progress import as_when, moment_of
from pipelines.review.room import Item, ReviewRoom
from pipelines.whole_files import write_whole
from pipelines.workspace import Workspace
from report.filled_workbook import (
    FilledRow,
    FilledWorkbook,
    WorkbookMistakes,
    read_review_workbook,
)
from report.review_workbook import Question, Questions, write_review_workbook
from taxonomy.load import shipped_taxonomy

_SHOWN_MISTAKES = 20
_CONTEXT = 300
"""Characters of the passages before and after; more is to be read in the document."""
_REVISIONS = timedelta(seconds=1)
"""After the moment of a workbook comes time for its own revisions: a millisecond each."""
_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Written:
    """How many passages a workbook asks about, and how many of them blind."""

    questions: int
    blind: int


@dataclass(frozen=True)
class Imported:
    """What came of a workbook: `added` verdicts on `passages` passages are new, `same` stood
    already.

    `later` are those that were not taken because the person said something else after the workbook
    was written, `lost` those that belong to no passage of the last run (they are kept in the log),
    `moved` counts those whose passage stands elsewhere now. `partly` are blind passages that were
    not looked at whole, `noted` new notes without an answer; both by sheet row.
    """

    reviewer: str
    added: int
    passages: int
    same: int
    empty: int
    moved: int
    later: tuple[Judgement, ...]
    lost: tuple[Lost, ...]
    partly: tuple[int, ...]
    noted: tuple[int, ...]
    judged: Mapping[Verdict, int]


# Out ----------------------------------------------------------------------------------------


def write_sheet(
    workspace: Workspace,
    room: ReviewRoom,
    search_room: SearchRoom,
    target: Path,
    reviewer: str = "",
    count: int = 100,
    now: datetime | None = None,
    part: Part | None = None,
) -> Written:
    """Write the workbook of `sheet_content` to a path, whole or not at all."""
    folder = target.absolute().parent
    content, written = sheet_content(
        workspace, room, search_room, reviewer, count, folder, now, part
    )
    write_whole(target, content)
    return written


def sheet_content(
    workspace: Workspace,
    room: ReviewRoom,
    search_room: SearchRoom,
    reviewer: str = "",
    count: int = 100,
    folder: Path | None = None,
    now: datetime | None = None,
    part: Part | None = None,
) -> tuple[bytes, Written]:
    """The next `count` passages of the queue of a reviewer, or of somebody whose name is not known
    yet, as a workbook; only those of a `part` where others get the other parts.

    Documents open from `folder`, where the workbook will be; without it only those that are on the
    web. Raises UserProblem when nothing is left to ask.
    """
    name = _named(reviewer) if reviewer else ""
    if part:
        items = items_of_part(room.ahead(name, len(search_room.analysis.passages)), part, count)
    else:
        items = room.ahead(name, count)
    if not items:
        who = f"door {name} " if name else ""
        where = "van dit deel " if part else ""
        raise UserProblem(
            f"Er is niets meer te vragen: alle passages {where}zijn {who}beoordeeld.",
            ExitCode.NIETS_BRUIKBAAR,
        )
    record = read_record(last_run_of(workspace))
    asked = Questions(
        tuple(_questions(search_room, items, folder)),
        search_room.taxonomy.concepts,
        name,
        _moment_of(now or datetime.now(UTC)),
        record["tagger"],
        record["taxonomie"],
    )
    stream = BytesIO()
    write_review_workbook(stream, asked)
    return stream.getvalue(), Written(len(items), sum(one.is_blind for one in items))


def _moment_of(now: datetime) -> str:
    """The next whole second: nobody has judged on the page in that second yet."""
    return as_when(now.replace(microsecond=0) + timedelta(seconds=1))


def _questions(
    search_room: SearchRoom, items: Iterable[Item], folder: Path | None
) -> Iterator[Question]:
    order = [one for one in search_room.analysis.passages if one.passage.kind in SUBSTANTIVE]
    places = {one.passage.passage_id: place for place, one in enumerate(order)}
    for item in items:
        place = places[item.passage_id]
        here = order[place]
        deal = search_room.deals.get(here.deal)
        yield Question(
            key=item.passage_id,
            anchor=anchor_of(here),
            is_blind=item.is_blind,
            reason=item.reason,
            proposals=tuple((one.concept, one.chance, one.is_given) for one in item.proposals),
            deal=deal.name if deal else here.deal,
            tranche=str(deal.tranche) if deal else "",
            before=_before(order, place),
            after=_after(order, place),
            link=_link(here, folder),
        )


def _before(order: Sequence[AnalysedPassage], place: int) -> str:
    other = order[place - 1] if place else None
    if other is None or other.source != order[place].source:
        return ""
    text = other.passage.text
    return text if len(text) <= _CONTEXT else f"… {text[-_CONTEXT:].split(' ', 1)[-1]}"


def _after(order: Sequence[AnalysedPassage], place: int) -> str:
    other = order[place + 1] if place + 1 < len(order) else None
    if other is None or other.source != order[place].source:
        return ""
    text = other.passage.text
    return text if len(text) <= _CONTEXT else f"{text[:_CONTEXT].rsplit(' ', 1)[0]} …"


def _link(one: AnalysedPassage, folder: Path | None) -> str:
    """Where the document opens at the page: on the web where that is known, for who gets the
    workbook may not have the folder."""
    page = one.passage.pages[0] if one.passage.pages else 1
    here = quote(path_from(one.source.path, folder)) if folder else ""
    address = one.source.url or here
    return f"{address}#page={page}" if address else ""


# Back ---------------------------------------------------------------------------------------


def take_in_sheet(workspace: Workspace, path: Path, reviewer: str = "") -> Imported:
    """Add the answers of a workbook to the label log, all or none.

    The person is the one whose name is in it; `reviewer` names the person where it holds no name.
    Raises UserProblem with every mistake in the workbook, or where it is about another workspace.
    """
    filled = _read(path, needs_name=not reviewer)
    given = _reviewer_of(filled, reviewer, path)
    arrival = Arrival(workspace, path)
    arrival.refuse_stranger((row.key, row.anchor) for row in filled.rows)
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.merge()
        everything = log.everything()
        name = same_reviewer(given, dict.fromkeys(one.reviewer for one in everything))
        chosen = _chosen(filled, name, [one for one in everything if one.reviewer == name])
        try:
            added = log.append((*chosen.new, *chosen.notes.values())) - len(chosen.notes)
        except ValueError as error:
            raise UserProblem(f"{path}: {error} Er is niets overgenomen.") from error
    placed = arrival.placed(chosen.new)
    return Imported(
        reviewer=name,
        added=added,
        passages=len({one.passage_id for one in chosen.new}),
        same=chosen.same,
        empty=sum(not (row.note or _verdicts(row, filled.concepts)) for row in filled.rows),
        moved=placed.moved,
        later=chosen.later,
        lost=placed.lost,
        partly=tuple(
            row.row for row in filled.rows if row.is_blind and row.answers and not row.is_whole
        ),
        noted=tuple(chosen.notes),
        judged=Counter(one.verdict for one in chosen.new),
    )


def _read(path: Path, *, needs_name: bool) -> FilledWorkbook:
    if not path.is_file():
        raise UserProblem(f"{path} bestaat niet; geef een ingevuld bestand (.xlsx of .jsonl).")
    try:
        filled = read_review_workbook(path, needs_name=needs_name)
    except WorkbookMistakes as error:
        raise _refused(path, error.mistakes) from error
    unknown = sorted(set(filled.concepts) - set(shipped_taxonomy().concept_ids))
    if unknown:
        told = f"De labels {', '.join(unknown)} kent deze taxonomie niet; exporteer opnieuw."
        raise _refused(path, [told])
    return filled


def _refused(path: Path, mistakes: Sequence[str]) -> UserProblem:
    shown = [f"- {one}" for one in mistakes[:_SHOWN_MISTAKES]]
    if len(mistakes) > len(shown):
        shown.append(f"- en nog {len(mistakes) - len(shown)}")
    number = "staat een fout" if len(mistakes) == 1 else f"staan {len(mistakes)} fouten"
    first = f"in {path} {number}; verbeter dit en importeer opnieuw. Er is niets overgenomen."
    return UserProblem("\n".join((first, *shown)))


def _reviewer_of(filled: FilledWorkbook, reviewer: str, path: Path) -> str:
    inside = _named(filled.reviewer) if filled.reviewer else ""
    given = _named(reviewer) if reviewer else ""
    if inside and given and reviewer_key(inside) != reviewer_key(given):
        raise UserProblem(
            f"{path} is ingevuld door {inside}, en u gaf --reviewer {given}; laat --reviewer weg "
            "of wijzig de naam op het blad Uitleg."
        )
    return inside or given


def _named(name: str) -> str:
    try:
        return reviewer_name(name)
    except ValueError as error:
        raise UserProblem(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The judgements to write, those that only carry the note of a sheet row, how many stand
    already, and those that came too late."""

    new: tuple[Judgement, ...]
    notes: Mapping[int, Judgement]
    same: int
    later: tuple[Judgement, ...]


def _chosen(filled: FilledWorkbook, name: str, said: Iterable[Judgement]) -> _Chosen:
    """What of a workbook is new beside what the same person said before."""
    standing = last_of(said, lambda one: (one.passage_id, one.concept))
    new: list[Judgement] = []
    later: list[Judgement] = []
    notes: dict[int, Judgement] = {}
    same = 0
    closed = as_when(moment_of(filled.made) + _REVISIONS)
    for row in filled.rows:
        held = {
            concept: standing[row.key, concept]
            for concept in filled.concepts
            if (row.key, concept) in standing
        }
        verdicts = _verdicts(row, filled.concepts)
        if row.note and not verdicts:
            if not any(note_of(one) == row.note for one in held.values()):
                notes[row.row] = _note_alone(filled, row, name, held)
            continue
        written, note = _to_write(verdicts, held, row.note)
        same += len(verdicts) - len(written)
        for concept in written:
            when = _when(filled.made, held.get(concept))
            one = _judgement(filled, row, concept, verdicts[concept], name, when, note)
            if when >= closed:
                later.append(one)
            else:
                new.append(one)
                note = ""
    return _Chosen(tuple(new), notes, same, tuple(later))


def _note_alone(
    filled: FilledWorkbook, row: FilledRow, name: str, held: Mapping[str, Judgement]
) -> Judgement:
    """A line that keeps a note and judges nothing: it says again what has the note before it, or
    takes back what was never said."""
    concept = next(
        (one for one in filled.concepts if one in held and note_of(held[one])),
        next((one for one in filled.concepts if one not in held), filled.concepts[0]),
    )
    verdict = held[concept].verdict if concept in held else Verdict.INGETROKKEN
    when = _when(filled.made, held.get(concept))
    return _judgement(filled, row, concept, verdict, name, when, row.note)


def _to_write(
    verdicts: Mapping[str, Verdict], held: Mapping[str, Judgement], note: str
) -> tuple[list[str], str]:
    """The concepts of which the verdict is another than what stands, and the note where it is new:
    a new note alone is written with the first verdict."""
    changed = [
        concept
        for concept, verdict in verdicts.items()
        if concept not in held or held[concept].verdict is not verdict
    ]
    if any(note_of(one) == note for one in held.values()):
        return changed, ""
    return changed or list(verdicts)[: bool(note)], note


def _when(made: str, held: Judgement | None) -> str:
    """The moment of the workbook, or just after a verdict that came from an earlier state of it."""
    if held is None or held.when < made:
        return made
    return as_when(moment_of(held.when) + _TICK)


def _verdicts(row: FilledRow, concepts: Sequence[str]) -> Mapping[str, Verdict]:
    """What a row says; where all labels were looked at, those without an answer are absent."""
    if not row.is_whole:
        return row.answers
    return {concept: row.answers.get(concept, Verdict.AFWEZIG) for concept in concepts}


def _judgement(
    filled: FilledWorkbook,
    row: FilledRow,
    concept: str,
    verdict: Verdict,
    name: str,
    when: str,
    note: str,
) -> Judgement:
    # Whether it was asked blind follows from the passage, not from what the sheet says by now.
    seen = Seen.BLIND if is_blind(row.key) else Seen.MET_VOORSTEL
    return Judgement(
        row.key, concept, verdict, name, when, seen, filled.tagger, filled.taxonomy,
        row.anchor, note,
    )  # fmt: skip
