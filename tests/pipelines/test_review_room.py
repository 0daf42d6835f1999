"""The room of review: what is asked of whom, and that nothing that was said is ever lost."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from classify.review_order import Reason, blind_rank, is_blind
from corpus.judgements.log import JudgementLog
from corpus.records import Judgement, Review, ReviewedLabel, ReviewedLabels, Seen, Verdict
from pipelines.finding.searching import SearchRoom
from pipelines.finished.run_folder import latest_run, read_record
from pipelines.review.material import review_material
from pipelines.review.room import Item, ReviewProblem, ReviewRoom, open_review
from pipelines.workspace import Workspace, workspace_at
from report.boilerplate import shared_texts
from web.wording import percent

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ONE, TWO = "lezer-1", "lezer-2"
Say = Callable[[ReviewRoom, str, Item], object]
State = list[tuple[Mapping[str, tuple[str, str, str]], str]]
"""The verdicts and the note on some passages."""


@dataclass
class FakeClock:
    """A clock that stands still until it is told to go on, or back."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(
    workspace: Workspace, search_room: SearchRoom, clock: FakeClock
) -> Iterator[Callable[[], ReviewRoom]]:
    """Opens the room, as often as one likes: each time as another process would."""
    with ExitStack() as rooms:
        yield lambda: rooms.enter_context(open_review(workspace, search_room, clock))


@pytest.fixture
def room(opened: Callable[[], ReviewRoom]) -> ReviewRoom:
    return opened()


def answer(room: ReviewRoom, reviewer: str, item: Item) -> None:
    """Blind: one label and the rest absent. With proposals: the first of them."""
    if item.is_blind:
        room.save(reviewer, item.passage_id, {"R1": Verdict.AANWEZIG})
    else:
        concept = item.proposals[0].concept if item.proposals else "R1"
        room.save(reviewer, item.passage_id, {concept: Verdict.AFWEZIG})
    room.finish(reviewer, item.passage_id)


def answer_all(room: ReviewRoom, reviewer: str, item: Item) -> None:
    """Every proposal is rejected, and nothing of the passage is left to ask."""
    answer(room, reviewer, item)
    room.save(reviewer, item.passage_id, {one.concept: Verdict.AFWEZIG for one in item.proposals})


def questions(room: ReviewRoom, reviewer: str, say: Say = answer) -> Iterator[Item]:
    """What a reviewer is asked until all is done, each question answered before the next."""
    after = ""
    while (item := room.next(reviewer, after)) is not None:
        say(room, reviewer, item)
        after = item.passage_id
        yield item


def one_that_is(room: ReviewRoom, reviewer: str, *, blind: bool) -> Item:
    """The first question of a kind; those before it are answered."""
    after = ""
    while (item := room.next(reviewer, after)) is not None:
        if item.is_blind == blind:
            return item
        answer(room, reviewer, item)
        after = item.passage_id
    raise AssertionError("there is none")


def verdicts(room: ReviewRoom, passage_id: str, reviewer: str) -> dict[str, tuple[str, str, str]]:
    own = room.own(passage_id, reviewer)
    return {concept: (one.verdict, one.note, one.seen) for concept, one in own.items()}


def log_of(workspace: Workspace) -> list[Judgement]:
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        return log.everything()


def asked_of(search_room: SearchRoom) -> set[str]:
    """The passages that count, without those of which the text stands in an earlier one."""
    counted = [one for one in search_room.analysis.passages if one.counts]
    texts = shared_texts(counted, search_room.deals).texts
    repeats = {one.passage.passage_id for text in texts for one in text.passages[1:]}
    assert repeats, "the corpus has no repeated text: this says nothing"
    return {one.passage.passage_id for one in counted} - repeats


# What is asked -----------------------------------------------------------------------------


def test_everything_is_asked_once_and_of_repeated_text_the_first(
    room: ReviewRoom, search_room: SearchRoom
) -> None:
    asked = [item.passage_id for item in questions(room, ONE)]
    assert len(asked) == len(set(asked))
    assert set(asked) == asked_of(search_room)
    assert room.next(ONE, asked[-1]) is None
    assert room.progress(ONE).blind_left == 0


def test_a_fifth_of_the_questions_is_blind_as_long_as_there_are_both_kinds(
    room: ReviewRoom,
) -> None:
    kinds = [item.is_blind for item in questions(room, ONE)]
    sample = sum(kinds)
    other = len(kinds) - sample
    together = 5 * min(sample, other // 4)
    assert together >= 50
    assert kinds[:together] == [False, False, False, False, True] * (together // 5)


def test_the_sample_is_the_same_in_the_same_order_for_everybody(room: ReviewRoom) -> None:
    both = [
        [item.passage_id for item in questions(room, reviewer) if item.is_blind]
        for reviewer in (ONE, TWO)
    ]
    assert both[0] == both[1] == sorted(both[0], key=blind_rank)
    assert all(map(is_blind, both[0]))
    assert len(both[0]) > 10


def test_a_passage_with_proposals_is_asked_of_one_reviewer_only(
    room: ReviewRoom, search_room: SearchRoom
) -> None:
    asked: dict[str, list[str]] = {ONE: [], TWO: []}
    streams = {who: questions(room, who) for who in asked}
    while streams:
        for who in list(streams):
            item = next(streams[who], None)
            if item is None:
                del streams[who]
            elif not item.is_blind:
                asked[who].append(item.passage_id)
    assert not set(asked[ONE]) & set(asked[TWO])
    expected = {one for one in asked_of(search_room) if not is_blind(one)}
    assert set(asked[ONE]) | set(asked[TWO]) == expected
    assert abs(len(asked[ONE]) - len(asked[TWO])) <= 1


def test_what_lies_open_before_one_is_not_asked_of_another_for_ten_minutes(
    room: ReviewRoom, clock: FakeClock
) -> None:
    mine = room.next(ONE)
    assert mine is not None
    clock.go_on(minutes=9)
    other = room.next(TWO)
    assert other is not None
    assert other.passage_id != mine.passage_id
    clock.go_on(minutes=2)
    third = room.next("lezer-3")
    assert third is not None
    assert third.passage_id == mine.passage_id


def test_nothing_of_what_the_model_found_is_told_of_a_blind_passage(room: ReviewRoom) -> None:
    blind = [item for item in questions(room, ONE) if item.is_blind]
    assert {(item.reason, item.proposals) for item in blind} == {
        ("Steekproef: u ziet niet wat het model vond.", ())
    }
    again = room.item(blind[0].passage_id, TWO)
    assert (again.is_blind, again.proposals) == (True, ())


def test_proposals_are_what_the_model_gives_or_doubts_and_what_the_question_is_about(
    room: ReviewRoom, search_room: SearchRoom
) -> None:
    held = {one.passage.passage_id: one for one in search_room.analysis.passages}
    thresholds = search_room.analysis.thresholds
    seen = 0
    for item in questions(room, ONE):
        if item.is_blind:
            continue
        tag = held[item.passage_id].tag
        assert tag is not None
        expected = {
            concept
            for concept, chance in tag.probabilities.items()
            if chance >= 0.3 or chance >= thresholds[concept]
        }
        names = [one.concept for one in item.proposals]
        order = search_room.taxonomy.concept_ids
        assert names == sorted(names, key=lambda c: (-tag.probabilities[c], order.index(c)))
        asked = next(one.id for one in search_room.taxonomy.concepts if one.short in item.reason)
        assert asked in names
        assert len(names) == min(9, len(expected | {asked}))
        assert set(names) <= expected | {asked}
        for one in item.proposals:
            assert one.chance == pytest.approx(tag.probabilities[one.concept], abs=1e-4)
            assert one.is_given == (tag.probabilities[one.concept] >= thresholds[one.concept])
        assert item.reason.endswith((".", "?"))
        seen += len(item.proposals)
    assert seen > 50


def test_passages_of_few_words_come_last_of_those_with_proposals(
    room: ReviewRoom, search_room: SearchRoom
) -> None:
    held = {one.passage.passage_id: one.passage.text for one in search_room.analysis.passages}
    asked = [held[item.passage_id] for item in questions(room, ONE) if not item.is_blind]
    are_short = [len(re.findall(r"[a-zà-ÿ]{2,}", text.casefold())) < 8 for text in asked]
    assert are_short == sorted(are_short)
    assert {True, False} == set(are_short)


def test_two_taggers_are_asked_for_their_votes_when_the_model_is_there(
    workspace: Workspace, search_room: SearchRoom, opened: Callable[[], ReviewRoom]
) -> None:
    with_votes = [item.reason for item in questions(opened(), ONE)]
    assert any("de hele tekst" in reason for reason in with_votes)
    run = latest_run(workspace)
    assert run is not None
    record = read_record(run)
    (run / "run.json").write_text(json.dumps({**record, "taggermodel": "weg"}), encoding="utf-8")
    without = opened()
    assert "niet teruggevonden" in without.remark
    assert not any("de hele tekst" in item.reason for item in questions(without, TWO))


# Coming back -------------------------------------------------------------------------------


def test_restarts_change_nothing_of_what_is_asked(
    workspace: Workspace, search_room: SearchRoom, tmp_path: Path, clock: FakeClock
) -> None:
    twin = workspace_at(Path(shutil.copytree(workspace.folder, tmp_path / "tweede")))
    with open_review(twin, search_room, clock) as room:
        whole = [item.passage_id for item in islice(questions(room, ONE, answer_all), 24)]
    parts: list[str] = []
    while len(parts) < 24:
        with open_review(workspace, search_room, clock) as room:
            parts += [item.passage_id for item in islice(questions(room, ONE, answer_all), 3)]
    assert parts == whole


def test_a_blind_passage_that_was_begun_comes_first_after_a_restart(
    opened: Callable[[], ReviewRoom],
) -> None:
    room = opened()
    begun = one_that_is(room, ONE, blind=True)
    room.save(ONE, begun.passage_id, {"R4": Verdict.AANWEZIG, "R5": Verdict.TWIJFEL})
    assert not room.is_done(begun.passage_id, ONE)
    again = opened()
    item = again.next(ONE)
    assert item == begun
    assert set(again.own(begun.passage_id, ONE)) == {"R4", "R5"}
    again.finish(ONE, begun.passage_id)
    assert again.is_done(begun.passage_id, ONE)
    assert not again.is_done(begun.passage_id, TWO)
    following = again.next(ONE, begun.passage_id)
    assert following is not None
    assert following.passage_id != begun.passage_id


def of_many_proposals(room: ReviewRoom, reviewer: str) -> Item:
    """The first question with proposals to leave half answered."""
    after = ""
    while (item := room.next(reviewer, after)) is not None:
        if len([one for one in item.proposals if one.is_given]) > 1:
            return item
        answer_all(room, reviewer, item)
        after = item.passage_id
    raise AssertionError("there is none")


def test_a_passage_that_is_half_answered_lies_open_until_it_is_left(
    opened: Callable[[], ReviewRoom], clock: FakeClock
) -> None:
    room = opened()
    item = of_many_proposals(room, ONE)
    room.save(ONE, item.passage_id, {item.proposals[0].concept: Verdict.AANWEZIG})
    clock.go_on(hours=3)
    for again in (room, opened()):
        there = again.next(ONE)
        assert there is not None
        assert there.passage_id == item.passage_id
    other = opened().next(TWO)
    assert other is not None
    assert other.passage_id != item.passage_id
    following = room.next(ONE, item.passage_id)
    assert following is not None
    assert following.passage_id != item.passage_id
    assert room.next(ONE) == following
    assert not room.is_done(item.passage_id, ONE)
    assert room.passed_over(ONE) == 1
    assert opened().next(ONE) == there


def test_who_finishes_leaves_the_others_open_and_undo_opens_the_passage_again(
    opened: Callable[[], ReviewRoom], workspace: Workspace
) -> None:
    room = opened()
    item = of_many_proposals(room, ONE)
    done, before = room.progress(ONE).mine, len(log_of(workspace))
    said = {item.proposals[0].concept: Verdict.AANWEZIG}
    room.save(ONE, item.passage_id, said, "Een notitie.")
    assert room.progress(ONE).mine == done
    assert room.finish(ONE, item.passage_id) == 0
    written = log_of(workspace)[before:]
    assert [one.verdict for one in written[1:]] == [Verdict.INGETROKKEN] * (len(written) - 1)
    assert {one.concept for one in written} >= {one.concept for one in item.proposals}
    for again in (room, opened()):
        assert again.is_done(item.passage_id, ONE)
        assert again.progress(ONE).mine == done + 1
        assert again.note(item.passage_id, ONE) == "Een notitie."
        assert set(again.own(item.passage_id, ONE)) == set(said)
    room.finish(ONE, item.passage_id)
    assert len(log_of(workspace)) == before + len(written)
    later = room.save(ONE, item.passage_id, {item.proposals[1].concept: Verdict.AFWEZIG})
    assert later == 1
    assert room.undo(ONE) == item.passage_id
    assert room.is_done(item.passage_id, ONE)
    assert room.undo(ONE) == item.passage_id
    assert not room.own(item.passage_id, ONE)
    room.save(ONE, item.passage_id, said)
    assert not opened().is_done(item.passage_id, ONE)


def test_what_another_model_proposed_is_not_asked_again(
    opened: Callable[[], ReviewRoom], workspace: Workspace
) -> None:
    room = opened()
    item = of_many_proposals(room, ONE)
    room.save(ONE, item.passage_id, {item.proposals[0].concept: Verdict.AANWEZIG})
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.append([replace(log.everything()[-1], reviewer=TWO, tagger="een ander")])
    again = opened()
    assert [again.is_done(item.passage_id, who) for who in (ONE, TWO)] == [False, True]


def test_a_passage_of_which_all_is_answered_does_not_come_back(
    opened: Callable[[], ReviewRoom],
) -> None:
    room = opened()
    item = of_many_proposals(room, ONE)
    answer_all(room, ONE, item)
    for again in (room, opened()):
        following = again.next(ONE)
        assert following is not None
        assert following.passage_id != item.passage_id


def test_what_was_passed_over_can_be_taken_up_again(room: ReviewRoom) -> None:
    assert room.passed_over(ONE) == 0
    skipped = []
    for item in questions(room, ONE, lambda *_: None):
        skipped.append(item.passage_id)
    assert room.passed_over(ONE) == len(skipped) > 20
    assert room.next(ONE) is None
    room.take_up_again(ONE)
    assert room.passed_over(ONE) == 0
    again = [item.passage_id for item in questions(room, ONE)]
    assert set(again) == set(skipped)


def test_going_back_after_passing_over_gives_what_was_passed_over(room: ReviewRoom) -> None:
    first = room.next(ONE)
    assert first is not None
    second = room.next(ONE, first.passage_id)
    assert second is not None
    assert room.previous(ONE, second.passage_id) == first
    assert room.next(ONE) == first
    assert room.next(ONE, first.passage_id) == second


def test_looking_again_without_moving_on_shows_the_same(room: ReviewRoom) -> None:
    assert room.next(ONE) == room.next(ONE)


def test_what_was_passed_over_comes_back_in_a_later_sitting(
    opened: Callable[[], ReviewRoom], clock: FakeClock
) -> None:
    room = opened()
    first = room.next(ONE)
    assert first is not None
    second = room.next(ONE, first.passage_id)
    assert second is not None
    left = {item.passage_id for item in questions(room, ONE)}
    assert first.passage_id not in left
    assert room.next(ONE) is None
    clock.go_on(hours=3)
    later = room.next(ONE)
    assert later is not None
    assert later.passage_id == first.passage_id


def test_what_was_passed_over_comes_back_after_a_restart_and_for_others(
    opened: Callable[[], ReviewRoom],
) -> None:
    room = opened()
    first = room.next(ONE)
    assert first is not None
    room.next(ONE, first.passage_id)
    for free in (room.next(TWO), opened().next(ONE)):
        assert free is not None
        assert free.passage_id == first.passage_id


def test_going_back_and_forth_passes_the_same_passages(opened: Callable[[], ReviewRoom]) -> None:
    room = opened()
    seen = [item.passage_id for item in islice(questions(room, ONE), 6)]
    back = [seen[-1]]
    while (item := room.previous(ONE, back[-1])) is not None:
        back.append(item.passage_id)
    assert back == seen[::-1]
    forth = [seen[0]]
    while len(forth) < 6 and (item := room.next(ONE, forth[-1])) is not None:
        forth.append(item.passage_id)
    assert forth == seen
    newest = opened().previous(ONE, "")
    assert newest is not None
    assert newest.passage_id == seen[-1]


# Saving ------------------------------------------------------------------------------------


def test_a_judgement_tells_who_saw_what_when_and_where(
    room: ReviewRoom, workspace: Workspace, search_room: SearchRoom
) -> None:
    run = latest_run(workspace)
    assert run is not None
    record = read_record(run)
    assisted = room.next(ONE)
    assert assisted is not None
    room.save(ONE, assisted.passage_id, {"R2": Verdict.TWIJFEL}, note=" Zie bijlage 2. ")
    blind = one_that_is(room, ONE, blind=True)
    assert room.finish(ONE, blind.passage_id) == 21
    said = log_of(workspace)
    first = said[0]
    held = {one.passage.passage_id: one for one in search_room.analysis.passages}
    passage = held[assisted.passage_id].passage
    assert (first.verdict, first.seen) == (Verdict.TWIJFEL, Seen.MET_VOORSTEL)
    assert (first.reviewer, first.note) == (ONE, "Zie bijlage 2.")
    assert (first.tagger, first.taxonomy) == (record["tagger"], record["taxonomie"])
    assert first.when == "2026-11-22T09:00:00.000Z"
    assert first.anchor.text == passage.text
    assert first.anchor.position == passage.position
    assert first.anchor.page == passage.pages[0]
    assert first.anchor.document == held[assisted.passage_id].source.name
    last = [one for one in said if one.passage_id == blind.passage_id]
    assert {one.seen for one in last} == {Seen.BLIND}
    assert {one.verdict for one in last} == {Verdict.AFWEZIG}
    assert [one.concept for one in last] == list(search_room.taxonomy.concept_ids)


def test_an_unanswered_proposal_is_no_judgement(room: ReviewRoom, workspace: Workspace) -> None:
    item = room.next(ONE)
    assert item is not None
    assert item.proposals
    assert room.finish(ONE, item.passage_id) == 0
    assert not room.is_done(item.passage_id, ONE)
    assert not log_of(workspace)


def test_a_blind_passage_with_its_labels_is_one_action(
    room: ReviewRoom, workspace: Workspace
) -> None:
    item = one_that_is(room, ONE, blind=True)
    before = len(log_of(workspace))
    said = {"R1": Verdict.AANWEZIG, "I2": Verdict.TWIJFEL}
    assert room.finish(ONE, item.passage_id, "Kort stuk.", said) == 21
    written = log_of(workspace)[before:]
    assert len({one.when for one in written}) == 1
    verdicts_of = {one.concept: one.verdict for one in written}
    assert {concept: verdicts_of[concept] for concept in said} == said
    assert list(verdicts_of.values()).count(Verdict.AFWEZIG) == 19
    assert [one.note for one in written].count("Kort stuk.") == 1
    assert room.undo(ONE) == item.passage_id
    assert room.own(item.passage_id, ONE) == {}


def test_what_lies_ahead_is_what_will_be_asked_as_far_as_answers_do_not_change_it(
    room: ReviewRoom,
) -> None:
    ahead = room.ahead(ONE, 40)
    asked = list(islice(questions(room, ONE), 40))
    assert [one.is_blind for one in ahead] == [one.is_blind for one in asked]
    assert [one for one in ahead if one.is_blind] == [one for one in asked if one.is_blind]
    assert ahead[0] == asked[0]
    assert len({one.passage_id for one in ahead}) == 40
    assert not {one.passage_id for one in asked} & {one.passage_id for one in room.ahead(ONE, 9)}


def test_saying_the_same_again_writes_nothing(room: ReviewRoom, workspace: Workspace) -> None:
    item = room.next(ONE)
    assert item is not None
    said = {"R1": Verdict.AANWEZIG, "R2": Verdict.AFWEZIG}
    assert room.save(ONE, item.passage_id, said, note="Vergelijk R3.") == 2
    assert room.save(ONE, item.passage_id, said, note="Vergelijk R3.") == 0
    assert room.save(ONE, item.passage_id, {"R3": Verdict.INGETROKKEN}) == 0
    assert room.save(ONE, item.passage_id, {**said, "R2": Verdict.TWIJFEL}) == 1
    assert len(log_of(workspace)) == 3


def test_a_note_is_kept_whatever_becomes_of_the_verdict(room: ReviewRoom) -> None:
    item = one_that_is(room, ONE, blind=True)
    room.save(ONE, item.passage_id, {"R1": Verdict.AANWEZIG}, note="Gaat over een school.")
    room.save(ONE, item.passage_id, {"R1": Verdict.AFWEZIG})
    assert room.own(item.passage_id, ONE)["R1"].note == "Gaat over een school."
    room.finish(ONE, item.passage_id)
    assert room.finish(ONE, item.passage_id, note="Toch twijfel.") == 1
    notes = [one.note for one in room.own(item.passage_id, ONE).values() if one.note]
    assert notes == ["Toch twijfel."]
    assert room.save(ONE, item.passage_id, {}, note="Toch twijfel.") == 0
    assert room.save(ONE, item.passage_id, {}, note="") == 1
    assert not any(one.note for one in room.own(item.passage_id, ONE).values())


def test_a_note_alone_is_kept_and_judges_nothing(
    opened: Callable[[], ReviewRoom], workspace: Workspace
) -> None:
    room = opened()
    item = room.next(ONE)
    assert item is not None
    blind = next(one for one in room.ahead(ONE, 20) if one.is_blind)
    for one in (item, blind):
        before = len(log_of(workspace))
        assert room.save(ONE, one.passage_id, {}, note="Onleesbare tabel.") == 1
        (line,) = log_of(workspace)[before:]
        assert (line.verdict, line.note) == (Verdict.INGETROKKEN, "Onleesbare tabel.")
        asked = [proposal.concept for proposal in one.proposals]
        assert line.concept == (asked or ["R1"])[0]
        assert room.own(one.passage_id, ONE) == {}
        assert not room.is_done(one.passage_id, ONE)
        assert opened().note(one.passage_id, ONE) == room.note(one.passage_id, ONE) != ""
    assert not room.note(item.passage_id, TWO)
    assert item.passage_id not in room.reviewed
    assert room.save(ONE, item.passage_id, {}, note="Onleesbare tabel.") == 0
    assert room.save(ONE, item.passage_id, {"R9": Verdict.AANWEZIG}, "Onleesbare tabel.") == 1
    assert room.note(item.passage_id, ONE) == "Onleesbare tabel."
    room.save(ONE, item.passage_id, {}, note="Toch leesbaar.")
    assert room.note(item.passage_id, ONE) == "Toch leesbaar."
    room.save(ONE, item.passage_id, {}, note="")
    assert not room.note(item.passage_id, ONE)


def test_a_finished_blind_passage_is_blind_for_a_slip_and_no_longer(
    room: ReviewRoom, workspace: Workspace, clock: FakeClock
) -> None:
    item = one_that_is(room, ONE, blind=True)
    clock.go_on(hours=5)
    room.finish(ONE, item.passage_id, None, {"R1": Verdict.AANWEZIG})
    clock.go_on(minutes=10)
    room.save(ONE, item.passage_id, {"R1": Verdict.AFWEZIG, "R2": Verdict.AANWEZIG})
    assert {one.seen for one in log_of(workspace) if one.passage_id == item.passage_id} == {
        Seen.BLIND
    }
    before = room.progress(ONE).themes
    clock.go_on(seconds=1)
    room.save(ONE, item.passage_id, {"R1": Verdict.AANWEZIG, "R2": Verdict.INGETROKKEN})
    assert {one.seen for one in log_of(workspace)[-2:]} == {Seen.MET_VOORSTEL}
    labels = room.reviewed[item.passage_id]
    assert (labels["R1"].review, labels["R1"].blind_review) == (
        Review.BEVESTIGD,
        Review.AFGEWEZEN,
    )
    assert (labels["R2"].review, labels["R2"].blind_review) == (
        Review.AFGEWEZEN,
        Review.BEVESTIGD,
    )
    assert room.progress(ONE).themes == before
    room.undo(ONE)
    assert room.reviewed[item.passage_id]["R1"] == ReviewedLabel(absent=1, blind_absent=1)
    room.undo(ONE)
    room.undo(ONE)
    assert item.passage_id not in room.reviewed
    room.finish(ONE, item.passage_id)
    assert log_of(workspace)[-1].seen is Seen.MET_VOORSTEL


def test_a_blind_passage_that_is_taken_back_at_once_stays_blind(
    room: ReviewRoom, workspace: Workspace, clock: FakeClock
) -> None:
    item = one_that_is(room, ONE, blind=True)
    room.finish(ONE, item.passage_id)
    clock.go_on(minutes=9)
    assert room.undo(ONE) == item.passage_id
    clock.go_on(hours=8)
    again = room.next(ONE)
    assert again == item
    room.finish(ONE, item.passage_id)
    assert log_of(workspace)[-1].seen is Seen.BLIND


def test_one_person_has_one_spelling(
    opened: Callable[[], ReviewRoom], workspace: Workspace
) -> None:
    room = opened()
    assert room.known_as("  Lezer   Één ") == "Lezer Één"
    item = room.next("Lezer Één")
    assert item is not None
    room.save("Lezer Één", item.passage_id, {"R1": Verdict.AANWEZIG})
    for again in (room, opened()):
        assert again.known_as("LEZER  één") == "Lezer Één"
        assert again.known_as("Lezer Eén") == "Lezer Eén"
        assert set(again.own(item.passage_id, "lezer één")) == {"R1"}
    room.save("lezer één", item.passage_id, {"R1": Verdict.AFWEZIG})
    assert room.undo("LEZER ÉÉN") == item.passage_id
    assert {one.reviewer for one in log_of(workspace)} == {"Lezer Één"}


def test_time_only_goes_on_even_when_the_clock_goes_back(
    room: ReviewRoom, workspace: Workspace, clock: FakeClock
) -> None:
    for _ in islice(questions(room, ONE), 6):
        clock.go_on(minutes=-7)
    room.undo(ONE)
    moments = [one.when for one in log_of(workspace)]
    assert moments == sorted(moments)
    actions = {(one.when, one.passage_id) for one in log_of(workspace)}
    assert len(actions) == len({when for when, _ in actions}) >= 7


@pytest.mark.parametrize(
    ("name", "passage", "concept", "note", "told"),
    [
        (" ", None, "R1", "", "naam"),
        (ONE, "bestaat-niet", "R1", "", "laatste run"),
        (ONE, None, "R99", "", "R99"),
        (ONE, None, "R1", "x" * 2001, "2000"),
    ],
)
def test_what_cannot_be_is_refused_in_one_dutch_sentence_and_nothing_is_written(
    room: ReviewRoom,
    workspace: Workspace,
    name: str,
    passage: str | None,
    concept: str,
    note: str,
    told: str,
) -> None:
    item = room.next(ONE)
    assert item is not None
    said = {concept: Verdict.AANWEZIG}
    with pytest.raises(ReviewProblem, match=told) as problem:
        room.save(name, passage or item.passage_id, said, note)
    assert str(problem.value).endswith(".")
    assert not log_of(workspace)


def test_a_passage_that_counts_for_nothing_has_no_item(
    room: ReviewRoom, search_room: SearchRoom
) -> None:
    heading = next(one for one in search_room.analysis.passages if not one.counts)
    with pytest.raises(KeyError):
        room.item(heading.passage.passage_id, ONE)


# Undo --------------------------------------------------------------------------------------

_VERDICTS = st.sampled_from(list(Verdict))
_ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.integers(0, 2),
            st.dictionaries(st.sampled_from(["R1", "R2", "I1"]), _VERDICTS, max_size=3),
            st.sampled_from(["", "Een opmerking.", "Nog een."]),
        ),
        st.tuples(st.integers(0, 2), st.just("klaar"), st.just("")),
        st.just("terug"),
    ),
    max_size=12,
)
_names = count(1)


@given(share=st.floats(0.05, 0.99))
@settings(max_examples=50, deadline=None)
@example(share=0.25496)
def test_proposal_and_reason_tell_the_same_chance(search_room: SearchRoom, share: float) -> None:
    material = review_material(search_room, None, frozenset())
    chances = np.full(material.probabilities.shape, share, dtype=np.float32)
    unsure = replace(material, probabilities=chances)
    row = next(row for row, one in enumerate(unsure.is_assisted) if one)
    ranking = unsure.priorities(np.zeros((len(unsure.tranches), len(unsure.concepts)), np.int64))
    doubting = replace(ranking, reasons=np.full_like(ranking.reasons, Reason.UNCERTAIN))
    item = unsure.item(unsure.passages[row].passage.passage_id, doubting)
    assert {percent(one.chance) for one in item.proposals} == set(re.findall(r"\d+%", item.reason))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=_ACTIONS, restart=st.booleans())
def test_undo_brings_back_what_stood_before_action_by_action(
    opened: Callable[[], ReviewRoom],
    workspace: Workspace,
    search_room: SearchRoom,
    actions: list[object],
    restart: bool,
) -> None:
    who = f"lezer-{next(_names)}"
    asked = sorted(asked_of(search_room))
    passages = [next(filter(is_blind, asked)), asked[0], asked[-1]]
    room = opened()

    def state() -> State:
        return [(verdicts(room, one, who), room.note(one, who)) for one in passages]

    before: list[tuple[State, str]] = []
    for action in actions:
        now = state()
        if action == "terug":
            taken = before.pop() if before else None
            assert room.undo(who) == (taken[1] if taken else None)
            assert state() == (taken[0] if taken else now)
            continue
        assert isinstance(action, tuple)
        place, said, note = action
        if said == "klaar":
            written = room.finish(who, passages[place])
        else:
            written = room.save(who, passages[place], said, note)
        if written:
            before.append((now, passages[place]))
        else:
            assert state() == now
    if restart:
        room = opened()
    while before:
        was, passage_id = before.pop()
        assert room.undo(who) == passage_id
        assert state() == was
    assert room.undo(who) is None
    assert state() == [({}, "")] * 3


def test_a_passage_of_which_all_is_taken_back_is_asked_again(
    opened: Callable[[], ReviewRoom],
) -> None:
    room = opened()
    item = room.next(ONE)
    assert item is not None
    answer(room, ONE, item)
    assert room.undo(ONE) == item.passage_id
    assert room.next(ONE) == item
    assert room.reviewed == {}
    assert opened().next(TWO) == item


# Others ------------------------------------------------------------------------------------


def test_what_another_process_wrote_is_there_at_the_next_question(
    opened: Callable[[], ReviewRoom],
) -> None:
    here, there = opened(), opened()
    first = there.next(TWO)
    assert first is not None
    answer(there, TWO, first)
    mine = here.next(ONE)
    assert mine is not None
    assert mine.passage_id != first.passage_id
    assert here.reviewed == there.reviewed
    assert here.progress(ONE).passages == 1


def test_a_file_of_a_colleague_counts_after_a_refresh(
    room: ReviewRoom, workspace: Workspace, search_room: SearchRoom, tmp_path: Path
) -> None:
    elsewhere = workspace_at(Path(shutil.copytree(workspace.folder, tmp_path / "elders")))
    with open_review(elsewhere, search_room) as theirs:
        done = [item.passage_id for item in islice(questions(theirs, TWO), 6)]
    shutil.copytree(elsewhere.judgements_folder, workspace.judgements_folder)
    (workspace.judgements_folder / "kapot.jsonl").write_text("{half", encoding="utf-8")
    room.refresh()
    assert room.progress(TWO).mine == 6
    assert room.reviewed == theirs.reviewed
    assert [(one.file, one.line) for one in room.unreadable] == [("kapot.jsonl", 1)]
    mine = {item.passage_id for item in questions(room, ONE) if not item.is_blind}
    assert not mine & set(done)


def test_judgements_of_another_reading_are_found_again_or_listed(
    opened: Callable[[], ReviewRoom], workspace: Workspace
) -> None:
    room = opened()
    item = room.next(ONE)
    assert item is not None
    room.save(ONE, item.passage_id, {"R1": Verdict.AANWEZIG})
    said = log_of(workspace)[0]
    moved = replace(said, passage_id="eerder", reviewer=TWO)
    gone = replace(
        moved, anchor=replace(said.anchor, document_id="weg", document="weg.pdf", text="Weg.")
    )
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.append([moved, gone])
    for each in (room, opened()):
        each.refresh()
        assert each.reviewed[item.passage_id]["R1"] == ReviewedLabel(present=2)
        assert [one.judgement for one in each.lost] == [gone]
        assert "weg.pdf" in each.lost[0].reason
        assert set(each.own(item.passage_id, TWO)) == {"R1"}


def test_threads_that_ask_at_once_lose_nothing_and_never_share_a_passage(
    room: ReviewRoom, workspace: Workspace
) -> None:
    def work(who: str) -> list[Item]:
        return list(islice(questions(room, who), 15))

    names = [f"lezer-{number}" for number in range(1, 5)]
    with ThreadPoolExecutor(4) as threads:
        asked = list(threads.map(work, names))
    assisted = [item.passage_id for items in asked for item in items if not item.is_blind]
    assert len(assisted) == len(set(assisted)) == 4 * 12
    said = log_of(workspace)
    assert len([one for one in said if one.verdict is not Verdict.INGETROKKEN]) == 4 * (12 + 3 * 21)
    assert {one.reviewer for one in said} == set(names)


def test_what_is_kept_up_to_date_is_what_opening_anew_gives(
    opened: Callable[[], ReviewRoom], clock: FakeClock
) -> None:
    room = opened()
    for number, pair in enumerate(
        zip(questions(room, ONE), questions(room, TWO), strict=False), start=1
    ):
        clock.go_on(minutes=2)
        if number % 4 == 0:
            room.undo(ONE)
        if number % 7 == 0:
            room.save(TWO, pair[0].passage_id, {"R3": Verdict.TWIJFEL})
        if number > 30:
            break
    anew = opened()
    assert room.reviewed == anew.reviewed
    assert room.new_since_run == anew.new_since_run > 0
    for who in (ONE, TWO):
        assert room.progress(who) == anew.progress(who)
        assert room.progress(who).mine > 0


def after_a_run(search_room: SearchRoom, snapshot: ReviewedLabels) -> SearchRoom:
    """The room as it opens after a run that counted what people had judged."""
    counted = tuple(
        replace(one, reviewed=snapshot.get(one.passage.passage_id, {}))
        for one in search_room.analysis.passages
    )
    return replace(search_room, analysis=replace(search_room.analysis, passages=counted))


def test_what_the_run_did_not_count_yet_are_labels_that_were_settled_otherwise(
    workspace: Workspace, search_room: SearchRoom, clock: FakeClock
) -> None:
    with open_review(workspace, search_room, clock) as room:
        assert room.new_since_run == 0
        item = room.next(ONE)
        assert item is not None
        room.save(ONE, item.passage_id, {"R1": Verdict.AANWEZIG, "R2": Verdict.TWIJFEL})
        assert room.new_since_run == 1
        snapshot = room.reviewed
    with open_review(workspace, after_a_run(search_room, snapshot), clock) as room:
        assert room.new_since_run == 0
        room.save(ONE, item.passage_id, {"R1": Verdict.INGETROKKEN})
        assert room.new_since_run == 1
        room.save(TWO, item.passage_id, {"R1": Verdict.AFWEZIG})
        assert room.new_since_run == 1
        assert room.reviewed[item.passage_id]["R1"].review is Review.AFGEWEZEN
        room.undo(TWO)
        room.undo(ONE)
        assert room.new_since_run == 0


def test_a_new_run_changes_the_labels_on_which_people_and_the_model_differ(
    workspace: Workspace, search_room: SearchRoom, clock: FakeClock
) -> None:
    with open_review(workspace, search_room, clock) as room:
        item = of_many_proposals(room, TWO)
        held = {one.passage.passage_id: one for one in search_room.analysis.passages}
        labels = held[item.passage_id].labels
        given, other = labels[0], next(c for c in ("R1", "R2", "R3", "R4") if c not in labels)
        before = room.changing
        for verdict, on_given, on_other in (
            (Verdict.AANWEZIG, 0, 1),
            (Verdict.AFWEZIG, 1, 0),
            (Verdict.TWIJFEL, 0, 0),
        ):
            room.save(ONE, item.passage_id, {given: verdict})
            assert room.changing - before == on_given
            room.save(ONE, item.passage_id, {given: Verdict.INGETROKKEN, other: verdict})
            assert room.changing - before == on_other
            room.save(ONE, item.passage_id, {other: Verdict.INGETROKKEN})
        room.save(ONE, item.passage_id, {given: Verdict.AFWEZIG})
        snapshot = room.reviewed
    with open_review(workspace, after_a_run(search_room, snapshot), clock) as room:
        assert room.changing == 0
        room.save(ONE, item.passage_id, {given: Verdict.INGETROKKEN})
        assert room.changing == 1
