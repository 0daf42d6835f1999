"""The room in which people review a run: what to look at next, saving, undoing, progress."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from types import MappingProxyType
from typing import Self

from corpus.judgements.attach import Lost
from corpus.judgements.jsonl import Unreadable
from corpus.judgements.log import JudgementLog
from corpus.judgements.notes import note_of
from corpus.judgements.reviewers import reviewer_key
from corpus.records import Judgement, ReviewedLabels, Seen, Verdict
from pipelines.finding.kept_search import kept_repeats
from pipelines.finding.searching import SearchRoom
from pipelines.finished.past_run import last_run_of
from pipelines.finished.run_folder import read_record
from pipelines.review.given import LONGEST_NOTE, ReviewProblem, check_place, named, noted
from pipelines.review.material import (
    NO_SECOND,
    Item,
    Proposal,
    ReviewMaterial,
    model_of_run,
    review_material,
)
from pipelines.review.placing import Placing
from pipelines.review.progress import (
    Progress,
    as_when,
    day_began,
    moment_of,
    pace,
    themes_of,
)
from pipelines.review.queue import ReviewQueue
from pipelines.review.state import ReviewState
from pipelines.review.written import lines_left_open, lines_to_write, read_whole
from pipelines.workspace import Workspace

__all__ = ["LONGEST_NOTE", "Item", "Proposal", "ReviewProblem", "ReviewRoom", "open_review"]

NO_VERDICTS: Mapping[str, Verdict] = MappingProxyType({})
_TICK = timedelta(milliseconds=1)
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class ReviewRoom:
    """The passages of a run with the label log beside it; safe to share between threads.

    `remark` is what a reviewer should know of this run (a Dutch sentence), else empty.
    """

    def __init__(
        self,
        material: ReviewMaterial,
        placing: Placing,
        log: JudgementLog,
        identities: tuple[str, str],
        clock: Clock = _now,
        remark: str = "",
    ) -> None:
        """Lay a log beside a run. `identities` are those of its tagger and its taxonomy; `clock`
        gives the time in UTC. Use `open_review` to open a workspace."""
        self.remark = remark
        self._material = material
        self._placing = placing
        self._log = log
        self._tagger, self._taxonomy = identities
        self._clock = clock
        self._lock = Lock()
        self._number = 0
        self._last: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._unreadable: tuple[Unreadable, ...] = ()
        self._state = ReviewState(material, self._tagger, placing.snapshot)
        self._queue = ReviewQueue(material, self._state, clock)
        self.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the log; what was saved stays."""
        self._log.close()

    def known_as(self, name: str) -> str:
        """The spelling under which this person judged before, when it differs only in case or white
        space; else the name itself. Raises ReviewProblem for a name that cannot be."""
        with self._lock:
            self._take_in()
            return self._who(name)

    def item(self, passage_id: str, reviewer: str) -> Item:
        """A passage as it is asked. Raises KeyError for one that counts for nothing."""
        named(reviewer)
        with self._lock:
            return self._item(passage_id)

    def next(self, reviewer: str, after: str = "") -> Item | None:
        """What to look at now, or None when all is done.

        Without `after`: what the reviewer has open and did not leave, also when a part of it is
        answered, else something new. With the passage_id that the reviewer leaves: what comes after
        it; left without a verdict it is passed over, and asked again in a later sitting.
        """
        with self._lock:
            self._take_in()
            name = self._who(reviewer)
            found = self._queue.next(name, after)
            return None if found is None else self._item(found)

    def previous(self, reviewer: str, before: str) -> Item | None:
        """What the reviewer looked at before that passage; None before the first."""
        with self._lock:
            self._take_in()
            name = self._who(reviewer)
            found = self._queue.previous(name, before)
            return None if found is None else self._item(found)

    def ahead(self, reviewer: str, count: int) -> tuple[Item, ...]:
        """What this reviewer would be asked one after another, every fifth blind, for a list that
        leaves the page. "" stands for somebody whose name is not known yet."""
        with self._lock:
            self._take_in()
            name = reviewer and self._who(reviewer)
            return tuple(self._item(one) for one in self._queue.ahead(name, count))

    def is_blind(self, passage_id: str) -> bool:
        """Whether a passage is of the sample, which is asked without what the model says."""
        return passage_id in self._material.blind

    def is_open_to(self, passage_id: str, reviewer: str) -> bool:
        """Whether what others say of a passage may be told to somebody, "" standing for who is not
        known: of a blind one not as long as answers of this reviewer would count as blind."""
        with self._lock:
            who, now = reviewer and self._who(reviewer), as_when(self._clock())
            return not self.is_blind(passage_id) or self._sees_labels(passage_id, who, now)

    def own(self, passage_id: str, reviewer: str) -> Mapping[str, Judgement]:
        """The verdicts of a reviewer on a passage that stand now, by concept in taxonomy order."""
        with self._lock:
            name = self._who(reviewer)
            standing = self._state.history.standing(passage_id, name)
            return {
                concept: replace(standing[concept], note=note_of(standing[concept]))
                for concept in self._material.concepts
                if concept in standing
            }

    def note(self, passage_id: str, reviewer: str) -> str:
        """What a reviewer noted of a passage, also where no verdict stands; empty when nothing."""
        with self._lock:
            return self._state.history.note(passage_id, self._who(reviewer))

    def is_done(self, passage_id: str, reviewer: str) -> bool:
        """Whether the reviewer is done with a passage: blind, when every concept has a verdict;
        with proposals, when they all have one, or one has and the reviewer finished."""
        with self._lock:
            name = self._who(reviewer)
            return self._state.is_done(passage_id, name)

    def save(
        self,
        reviewer: str,
        passage_id: str,
        verdicts: Mapping[str, Verdict],
        note: str | None = None,
    ) -> int:
        """Write verdicts by concept as one action; return how many were written: none where they
        stand already.

        A note is about the passage and is kept with the first of them, or by itself; an empty one
        takes away what was noted, None leaves it. Raises ReviewProblem for a passage, a concept, a
        name or a note that cannot be.
        """
        remark = noted(note)
        with self._lock:
            check_place(self._material, passage_id, verdicts)
            self._take_in()
            name = self._who(reviewer)
            if self.is_blind(passage_id) and self._state.is_done(passage_id, name):
                verdicts = self._whole(name, passage_id, verdicts)
            return self._answer(name, passage_id, verdicts, remark)

    def finish(
        self,
        reviewer: str,
        passage_id: str,
        note: str | None = None,
        verdicts: Mapping[str, Verdict] = NO_VERDICTS,
    ) -> int:
        """A blind passage is read whole: every concept without a verdict becomes `afwezig`, in one
        action with the `verdicts` that were given at the end; return how many were written.

        With proposals what has no answer was not judged: the log keeps that it was left open.
        """
        remark = noted(note)
        with self._lock:
            check_place(self._material, passage_id, verdicts)
            self._take_in()
            name = self._who(reviewer)
            if self.is_blind(passage_id):
                said = self._whole(name, passage_id, verdicts)
                return self._answer(name, passage_id, said, remark)
            count = self._answer(name, passage_id, verdicts, remark)
            last = self._state.history.last(passage_id, name)
            if lines := lines_left_open(last, self._proposed(passage_id)):
                self._write(self._judgements(name, passage_id, lines))
            return count

    def undo(self, reviewer: str) -> str | None:
        """Take back the last action of a reviewer; return its passage_id, None when there is none.

        Again takes back the action before it, also after a restart.
        """
        with self._lock:
            self._take_in()
            name = self._who(reviewer)
            written = self._state.history.taking_back(name, self._moment(name))
            if not written:
                return None
            self._write(written)
            passage_id = written[0].passage_id
            if passage_id in self._material.rows:
                self._queue.answered(passage_id, name)
            return passage_id

    def passed_over(self, reviewer: str) -> int:
        """How many passages this reviewer passed over in this sitting, and may still be asked."""
        with self._lock:
            self._take_in()
            return self._queue.passed_over(self._who(reviewer))

    def take_up_again(self, reviewer: str) -> None:
        """Ask in this sitting again what was passed over in it."""
        with self._lock:
            self._queue.take_up_again(self._who(reviewer))

    def progress(self, reviewer: str) -> Progress:
        """How far this reviewer is, and all together."""
        with self._lock:
            name = self._who(reviewer)
            now, state, material = self._clock(), self._state, self._material
            work = state.work_of(name)
            began = day_began(now)
            blind_done = len(material.blind & work.done.keys())
            sample = len(material.sample)
            return Progress(
                passages=len(state.done_by),
                mine=len(work.done),
                today=sum(when >= began for when in work.done.values()),
                per_hour=pace(state.history.actions_of(name), work.done, now),
                blind_done=blind_done,
                blind_left=sample - blind_done,
                themes=themes_of(material.concepts, state.tally, material.expected, sample),
            )

    @property
    def reviewed(self) -> ReviewedLabels:
        """What people say now, without probabilities."""
        with self._lock:
            return dict(self._state.history.labels)

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Judgements of which the passage is not in this run, each with the reason."""
        with self._lock:
            return self._placing.lost

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """Lines of the label log that could not be read."""
        return self._unreadable

    @property
    def new_since_run(self) -> int:
        """How many labels people have settled otherwise since the run."""
        with self._lock:
            return self._state.changed.settled

    @property
    def changing(self) -> int:
        """How many labels a new run would give or take away because of that; what people only
        confirmed of the model stays as it is."""
        with self._lock:
            return self._state.changed.labels

    def refresh(self) -> None:
        """Take in what other processes wrote, and files that were put in the folder."""
        self._unreadable = self._log.merge().unreadable
        with self._lock:
            self._take_in()

    def _who(self, reviewer: str) -> str:
        """A name in the spelling under which this person judged before."""
        name = named(reviewer)
        return self._known.get(reviewer_key(name), name)

    def _item(self, passage_id: str) -> Item:
        return self._material.item(passage_id, self._queue.ranking)

    def _proposed(self, passage_id: str) -> list[str]:
        return [one.concept for one in self._item(passage_id).proposals]

    def _whole(
        self, name: str, passage_id: str, verdicts: Mapping[str, Verdict]
    ) -> Mapping[str, Verdict]:
        last = self._state.history.last(passage_id, name)
        return read_whole(last, verdicts, self._material.concepts)

    def _answer(
        self, name: str, passage_id: str, verdicts: Mapping[str, Verdict], note: str | None
    ) -> int:
        """Write what is new of the verdicts; called with the lock held."""
        lines = lines_to_write(
            self._state.history.last(passage_id, name),
            verdicts,
            note,
            self._material.concepts,
            self._proposed(passage_id),
        )
        if lines:
            self._write(self._judgements(name, passage_id, lines))
        self._queue.answered(passage_id, name)
        return len(lines)

    def _judgements(
        self, name: str, passage_id: str, lines: Mapping[str, tuple[Verdict, str]]
    ) -> list[Judgement]:
        """One action: verdicts and notes by concept."""
        when, anchor = self._moment(name), self._material.anchor(passage_id)
        is_blind = self.is_blind(passage_id) and not self._sees_labels(passage_id, name, when)
        seen = Seen.BLIND if is_blind else Seen.MET_VOORSTEL
        made_with = self._tagger, self._taxonomy
        return [
            Judgement(passage_id, concept, verdict, name, when, seen, *made_with, anchor, kept)
            for concept, (verdict, kept) in lines.items()
        ]

    def _sees_labels(self, passage_id: str, name: str, now: str) -> bool:
        concepts = self._material.concepts
        return self._state.history.sees_labels(passage_id, name, concepts, now)

    def _moment(self, name: str) -> str:
        """Now, or just after the last judgement of a reviewer where the clock stands before it."""
        now, last = as_when(self._clock()), self._last.get(name, "")
        return now if now > last else as_when(moment_of(last) + _TICK)

    def _write(self, judgements: Sequence[Judgement]) -> None:
        try:
            self._log.append(judgements)
        except ValueError as error:
            raise ReviewProblem(str(error)) from error
        self._take_in()

    def _take_in(self) -> None:
        """Read what came into the store since, by whomever; called with the lock held."""
        fresh = self._log.since(self._number)
        if self._number and self._placing.has_strays(one for _, one in fresh):
            # Where a stray belongs depends on all strays: they are placed together.
            fresh = self._log.since()
            self._state = ReviewState(self._material, self._tagger, self._placing.snapshot)
            self._queue.follow(self._state)
        if not fresh:
            return
        self._number = fresh[-1][0]
        judgements = [one for _, one in fresh]
        for one in judgements:
            self._known.setdefault(reviewer_key(one.reviewer), one.reviewer)
            self._last[one.reviewer] = max(one.when, self._last.get(one.reviewer, ""))
        self._state.add(self._placing.placed(judgements))


def open_review(workspace: Workspace, search_room: SearchRoom, clock: Clock = _now) -> ReviewRoom:
    """Open the label log of a workspace beside the run that is open for search.

    Raises UserProblem when there is no run, and StoreError when the store cannot be used.
    """
    record = read_record(last_run_of(workspace))
    model = model_of_run(record["taggermodel"], workspace.models_folder)
    counted = [one for one in search_room.analysis.passages if one.counts]
    repeats = kept_repeats(workspace, counted, search_room.deals)
    return ReviewRoom(
        review_material(search_room, model, repeats),
        Placing(search_room.analysis, search_room.taxonomy.concept_ids),
        JudgementLog(workspace.store_path, workspace.judgements_folder, clock),
        (record["tagger"], record["taxonomie"]),
        clock,
        "" if model else NO_SECOND,
    )
