"""The label log: store and files hold the same, nothing is doubled and nothing is lost."""

import json
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_strategies import ANY_TEXT, JUDGEMENTS, judgement, moment

from corpus.judgements.appending import locked
from corpus.judgements.jsonl import (
    LONGEST_LINE,
    MOST_TOLD,
    Unreadable,
    checked,
    line_of,
    read_lines,
)
from corpus.judgements.log import JudgementLog, Merged
from corpus.judgements.reviewers import LONGEST_NAME, file_of, reviewer_name
from corpus.records import Verdict
from corpus.store import Store, StoreError

PROJECT = Path(__file__).parents[2]
LOGS = st.lists(JUDGEMENTS, max_size=12)
NOTHING_NEW = Merged(0, 0)


@pytest.fixture
def paths(tmp_path):
    """The store and the folder of a log."""
    return tmp_path / "rodedraden.sqlite", tmp_path / "oordelen"


@pytest.fixture
def log(paths):
    with JudgementLog(*paths) as opened:
        yield opened


def write(path, *lines, end="\n"):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(("\n".join(lines) + end).encode())


def in_files(folder):
    """Judgements of all files; an unreadable line is a mistake."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        read, unreadable = read_lines(path)
        assert unreadable == []
        found += read
    return found


def by_line(judgements):
    return sorted(map(line_of, judgements))


def file_for(folder, reviewer="lezer-1"):
    return folder / file_of(reviewer)


# Lines -------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(JUDGEMENTS)
def test_a_line_gives_back_what_was_judged_whatever_the_text(one):
    line = line_of(one)
    assert len(line.splitlines()) <= 1
    assert checked(one) == one


@settings(max_examples=40, deadline=None)
@given(LOGS, st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans(), st.booleans())
def test_a_file_gives_back_its_lines_however_it_was_saved(log, end, is_ended, has_mark):
    content = ("\ufeff" if has_mark else "") + end.join(map(line_of, log)) + end * is_ended
    with TemporaryDirectory() as folder:
        path = Path(folder) / "oordelen.jsonl"
        path.write_bytes(content.encode())
        assert read_lines(path) == (log, [])


GOOD = json.loads(line_of(judgement()))
JSON_SENTENCE = "De regel is geen geldige JSON; waarschijnlijk is hij afgebroken."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (line_of(judgement())[:-9], JSON_SENTENCE),
        ("Beste collega,", JSON_SENTENCE),
        ("[1, 2]", "De regel is geen oordeel."),
        (
            json.dumps({**GOOD, "verdict": "misschien"}),
            "In het veld verdict staat “misschien”; toegestaan zijn: aanwezig, afwezig, twijfel, "
            "ingetrokken.",
        ),
        (
            json.dumps({**GOOD, "seen": None}),
            "In het veld seen staat “None”; toegestaan zijn: blind, met voorstel.",
        ),
        (json.dumps({**GOOD, "kleur": 1}), "Het veld kleur is onbekend; werk het programma bij."),
        (json.dumps({**GOOD, "when": "gisteren"}), "De waarde van het veld when klopt niet."),
        (
            json.dumps({**GOOD, "when": "2026-13-22T09:30:00.000Z"}),
            "De waarde van het veld when klopt niet.",
        ),
        (json.dumps({**GOOD, "position": 1.5}), "De waarde van het veld position klopt niet."),
        (json.dumps({**GOOD, "page": 2**63}), "De waarde van het veld page klopt niet."),
        (
            json.dumps({key: GOOD[key] for key in GOOD if key not in ("page", "concept")}),
            "Er ontbreekt: concept, page.",
        ),
        (
            json.dumps({**GOOD, "reviewer": "  "}),
            "De naam van de beoordelaar is leeg; vul een naam in.",
        ),
    ],
)
def test_a_line_that_is_no_judgement_is_told_and_left_in_place(log, paths, line, reason):
    path = paths[1] / "collega.jsonl"
    write(path, line_of(judgement(1)), line, "", line_of(judgement(2)))
    before = path.read_bytes()
    told = (Unreadable("collega.jsonl", 2, reason),)
    assert log.merge() == Merged(2, 0, told)
    assert log.merge() == Merged(0, 0, told)
    assert path.read_bytes() == before
    assert log.everything() == [judgement(1), judgement(2)]


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("9999-12-31T23:59:59.999Z", "meer dan een dag in de toekomst"),
        ("2026-11-23T12:00:00.001Z", "meer dan een dag in de toekomst"),
        ("2026-11-23T12:00:00.000Z", ""),
        ("2018-01-01T00:00:00.000Z", ""),
        ("2017-12-31T23:59:59.999Z", "vóór 2018"),
    ],
)
def test_a_time_that_cannot_be_is_told_and_never_kept(paths, when, reason):
    one = replace(judgement(), when=when)
    path = paths[1] / "collega.jsonl"
    write(path, line_of(one))
    with JudgementLog(*paths, clock=lambda: NOON) as log:
        if not reason:
            assert log.merge().added == 1
            return
        merged = log.merge()
        assert [(told.file, told.line) for told in merged.unreadable] == [("collega.jsonl", 1)]
        assert reason in merged.unreadable[0].reason
        with pytest.raises(ValueError, match=reason):
            log.append([one])
        assert log.everything() == []
    assert path.read_text(encoding="utf-8") == line_of(one) + "\n"


def test_what_was_said_by_a_clock_that_was_fast_is_not_written_again_and_again(paths):
    with JudgementLog(*paths, clock=lambda: NOON + timedelta(days=9)) as log:
        log.append([replace(judgement(), when="2026-11-30T12:00:00.000Z")])
    before = file_for(paths[1]).read_bytes()
    with JudgementLog(*paths, clock=lambda: NOON) as log:
        assert [log.merge().mirrored for _ in range(2)] == [0, 0]
    assert file_for(paths[1]).read_bytes() == before


def test_of_many_lines_the_first_are_told_and_the_others_counted(log, paths):
    write(paths[1] / "ander.jsonl", *(f"Regel {number:05}" for number in range(8000)))
    merged = log.merge()
    assert [one.line for one in merged.unreadable] == [*range(1, MOST_TOLD + 1), 0]
    assert merged.unreadable[-1].reason == "Nog 7.900 regels van dit bestand zijn onleesbaar."
    assert merged.unreadable_lines == 8000


BEGINNINGS = st.lists(st.text("ab", min_size=1, max_size=4), max_size=8)


@settings(max_examples=60, deadline=None)
@given(BEGINNINGS)
def test_a_line_with_which_a_later_one_begins_is_not_lost(lines):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "oordelen.jsonl"
        write(path, *lines)
        told = [one.line for one in read_lines(path)[1]]
    assert told == [
        number
        for number, line in enumerate(lines, 1)
        if not any(later.startswith(line) for later in lines[number:])
    ]


def test_a_line_that_is_too_long_is_told(log, paths):
    long = line_of(judgement(note="x" * LONGEST_LINE))
    write(paths[1] / "collega.jsonl", long, line_of(judgement(1)))
    merged = log.merge()
    assert (merged.added, [one.line for one in merged.unreadable]) == (1, [1])
    assert "langer dan een oordeel kan zijn" in merged.unreadable[0].reason


@pytest.mark.parametrize("content", [b"PK\3\4\0\n\n\0x\ny\n", "één\ntwee\n".encode("utf-16")])
def test_a_file_that_is_no_text_is_told_in_one_sentence(log, paths, content):
    write(paths[1] / "collega.jsonl")
    (paths[1] / "collega.jsonl").write_bytes(content)
    (told,) = log.merge().unreadable
    assert (told.file, told.line) == ("collega.jsonl", 0)
    assert told.reason.startswith("Dit is geen tekstbestand")


def test_bytes_that_are_no_text_are_told(log, paths):
    path = paths[1] / "collega.jsonl"
    write(path, line_of(judgement()))
    path.write_bytes(b"\xff\xfe\0{\n" + path.read_bytes())
    assert log.merge() == Merged(1, 0, (Unreadable("collega.jsonl", 1, JSON_SENTENCE),))


def test_a_file_that_is_not_there_is_told(tmp_path):
    found, (told,) = read_lines(tmp_path / "weg.jsonl")
    assert found == []
    assert (told.file, told.line) == ("weg.jsonl", 0)
    assert told.reason.endswith("controleer de naam en de rechten.")


# Names -------------------------------------------------------------------------------------


def refusal(name):
    """Why a name is refused; empty when it is not."""
    try:
        reviewer_name(name)
    except ValueError as error:
        return str(error)
    return ""


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT | st.text(min_size=55, max_size=65))
def test_a_name_is_kept_in_one_spelling_or_refused_with_a_sentence(name):
    if refusal(name):
        assert refusal(name).startswith("De naam van de beoordelaar")
        return
    kept = reviewer_name(name)
    assert reviewer_name(f"  {kept} ") == kept
    assert 1 <= len(kept) <= LONGEST_NAME
    assert kept.isprintable()


@pytest.mark.parametrize("name", ["", " \n", "a\nb", "a\0", "x" * 61, "a\u202eb", "a\u200bb"])
def test_names_that_are_refused(log, paths, name):
    with pytest.raises(ValueError, match="De naam van de beoordelaar"):
        log.append([judgement(1), judgement(2, name)])
    assert log.everything() == []
    assert not paths[1].exists()


NAMES = ("lezer-1", "Lezer-1", "lezer 1", "lézer-1", "../lezer-1", "a/b", "a\\b", "CON", "😀", "..")


def test_no_two_names_share_a_file_and_none_leaves_the_folder(log, paths):
    log.append(judgement(number, name) for number, name in enumerate(NAMES))
    files = [path.name.casefold() for path in paths[1].iterdir()]
    assert len(set(files)) == len(files) == len(NAMES)
    assert {path.name for path in paths[1].parent.iterdir()} >= {"oordelen", "rodedraden.sqlite"}
    assert {one.reviewer for one in in_files(paths[1])} == set(NAMES)


def test_one_spelling_of_a_name_is_one_reviewer(log, paths):
    log.append([judgement(1, " le\u0301zer  1"), judgement(2, "lézer 1 ")])
    assert {one.reviewer for one in log.everything()} == {"lézer 1"}
    assert len(list(paths[1].iterdir())) == 1


def test_a_text_that_no_file_can_hold_is_refused(log):
    with pytest.raises(ValueError, match="tekens die geen letters zijn"):
        log.append([judgement(note="\ud800")])
    assert log.everything() == []


# Appending ---------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(LOGS, LOGS)
def test_what_is_appended_is_in_store_and_files_once(first, second):
    with TemporaryDirectory() as folder:
        paths = Path(folder) / "s.sqlite", Path(folder) / "oordelen"
        with JudgementLog(*paths) as log:
            assert log.append(first) == len(set(first))
            assert log.append(second) == len({*first, *second}) - len(set(first))
            assert log.everything() == list(dict.fromkeys(first + second))
            assert by_line(in_files(paths[1])) == by_line({*first, *second})
            assert log.merge() == NOTHING_NEW


def test_since_gives_what_came_after_a_number(log):
    assert log.since() == []
    log.append([judgement(1), judgement(2)])
    (_, first), (number, second) = log.since()
    assert (first, second) == (judgement(1), judgement(2))
    assert log.since(number) == []
    log.append([judgement(3)])
    ((after, third),) = log.since(number)
    assert third == judgement(3)
    assert after > number


def test_a_batch_with_a_mistake_is_not_saved_at_all(log, paths):
    log.append([judgement(1)])
    before = file_for(paths[1]).read_bytes()
    with pytest.raises(ValueError, match="position"):
        log.append([judgement(2), judgement(-1)])
    assert log.everything() == [judgement(1)]
    assert file_for(paths[1]).read_bytes() == before


def test_threads_may_share_a_log(log, paths):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: (log.append([judgement(number)]), log.merge()), range(40)))
    assert by_line(log.everything()) == by_line(judgement(number) for number in range(40))
    assert by_line(in_files(paths[1])) == by_line(log.everything())


# Merging -----------------------------------------------------------------------------------


def merged(*steps):
    """What a log holds after taking over these lists one by one."""
    with TemporaryDirectory() as folder:
        paths = Path(folder) / "s.sqlite", Path(folder) / "oordelen"
        with JudgementLog(*paths) as log:
            for number, step in enumerate(steps):
                given = Path(folder) / f"{number}.txt"
                write(given, *map(line_of, step))
                log.take_over(read_lines(given)[0])
            held = by_line(log.everything())
            assert by_line(in_files(paths[1])) == held
            return held


@settings(max_examples=8, deadline=None)
@given(LOGS, LOGS, LOGS)
def test_merging_is_taking_all_together_in_any_order(one, two, three):
    union = by_line({*one, *two, *three})
    assert merged(one, two, three) == union
    assert merged(three, one, two) == union
    assert merged(one, one, [*two, *three], two) == union


@settings(max_examples=12, deadline=None)
@given(LOGS, LOGS, LOGS)
def test_files_dropped_in_the_folder_come_to_the_same(own, theirs, more):
    with TemporaryDirectory() as folder:
        paths = Path(folder) / "s.sqlite", Path(folder) / "oordelen"
        with JudgementLog(*paths) as log:
            log.append(own)
            write(paths[1] / "van-een-collega.jsonl", *map(line_of, theirs))
            assert log.merge() == Merged(len({*theirs} - {*own}), 0)
            assert log.merge() == NOTHING_NEW
            with (paths[1] / "van-een-collega.jsonl").open("a", encoding="utf-8") as stream:
                stream.writelines(f"{line_of(one)}\n" for one in more)
            assert log.merge() == Merged(len({*more} - {*own, *theirs}), 0)
            assert by_line(log.everything()) == by_line({*own, *theirs, *more})
        with JudgementLog(*paths) as log:
            assert log.merge() == NOTHING_NEW


def test_a_deleted_store_comes_back_from_the_files(paths):
    said = [judgement(number, f"lezer-{number % 2}") for number in range(6)]
    with JudgementLog(*paths) as log:
        log.append(said)
    paths[0].unlink()
    with JudgementLog(*paths) as log:
        assert log.merge() == Merged(6, 0)
        assert by_line(log.everything()) == by_line(said)


def test_deleted_files_come_back_from_the_store(paths):
    said = [judgement(number, f"lezer-{number % 2}") for number in range(6)]
    with JudgementLog(*paths) as log:
        log.append(said)
        file_for(paths[1]).unlink()
        assert log.merge() == Merged(0, 3)
        shutil.rmtree(paths[1])
        assert log.merge() == Merged(0, 6)
        assert log.merge() == NOTHING_NEW
    shutil.rmtree(paths[1])
    with JudgementLog(*paths) as log:
        assert log.merge() == Merged(0, 6)
    assert by_line(in_files(paths[1])) == by_line(said)


def test_a_file_from_which_lines_were_taken_gets_them_back(log, paths):
    log.append([judgement(1), judgement(2)])
    log.merge()
    write(file_for(paths[1]), line_of(judgement(2)))
    assert log.merge() == Merged(0, 1)
    assert by_line(in_files(paths[1])) == by_line([judgement(1), judgement(2)])


def test_the_last_line_of_a_colleague_needs_no_end(log, paths):
    write(file_for(paths[1]), line_of(judgement(1)), line_of(judgement(2)), end="")
    assert log.merge() == Merged(2, 0)
    log.append([judgement(3)])
    assert log.merge() == NOTHING_NEW
    assert in_files(paths[1]) == [judgement(1), judgement(2), judgement(3)]


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_no_line_is_joined_with_one_that_a_crash_broke_off(paths, cut):
    with JudgementLog(*paths) as log:
        log.append([judgement(1), judgement(2)])
    path = file_for(paths[1])
    path.write_bytes(path.read_bytes()[:-cut])
    with JudgementLog(*paths) as log:
        log.append([judgement(3)])
        merged = log.merge()
        assert (merged.added, merged.unreadable) == (0, ())
        assert log.merge() == NOTHING_NEW
        found, unreadable = read_lines(path)
        assert sorted(one.when for one in found) == [moment(number) for number in (1, 2, 3)]
        assert unreadable == []


def test_a_broken_line_that_stands_nowhere_else_is_told(paths):
    write(file_for(paths[1]), line_of(judgement(1)), line_of(judgement(2))[:-30], end="")
    with JudgementLog(*paths) as log:
        told = (Unreadable(file_of("lezer-1"), 2, JSON_SENTENCE),)
        assert log.merge() == Merged(1, 0, told)
        log.append([judgement(3)])
        assert log.merge() == Merged(0, 0, told)
        assert log.everything() == [judgement(1), judgement(3)]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from judgement_strategies import judgement
from corpus.judgements import appending, log

def die(file, lines):
    os.write(file._descriptor, "".join(lines).encode()[:{length}])
    os.kill(os.getpid(), signal.SIGKILL)

opened = log.JudgementLog(Path({store!r}), Path({folder!r}))
opened.append([judgement(1)])
appending.LockedFile.append = die
opened.append([judgement(2)])
print("not reached")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with a POSIX signal")
@pytest.mark.parametrize("length", [0, 100])
def test_a_crash_between_store_and_file_loses_nothing(paths, length):
    script = KILLED.format(
        store=str(paths[0]),
        folder=str(paths[1]),
        length=length,
        tests=str(Path(__file__).parent),
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (-9, ""), done.stderr
    with JudgementLog(*paths) as log:
        assert log.merge() == Merged(0, 1)
        assert log.everything() == [judgement(1), judgement(2)]
    assert in_files(paths[1]) == [judgement(1), judgement(2)]


def test_a_file_that_cannot_be_written_costs_no_judgement_and_is_told(log, paths):
    in_the_way = file_for(paths[1])
    in_the_way.mkdir(parents=True)
    assert log.append([judgement(1)]) == 1
    merged = log.merge()
    (told,) = merged.unreadable
    assert (merged.mirrored, told.file, told.line) == (0, in_the_way.name, 0)
    assert "de oordelen zijn bewaard" in told.reason
    in_the_way.rmdir()
    assert log.merge() == Merged(0, 1)
    assert in_files(paths[1]) == [judgement(1)]


def test_a_folder_that_is_a_file_is_told_and_left_alone(log, paths):
    paths[1].write_text("Dit is geen map.", encoding="utf-8")
    assert log.append([judgement(1)]) == 1
    assert {told.line for told in log.merge().unreadable} == {0}
    assert paths[1].read_text(encoding="utf-8") == "Dit is geen map."
    assert log.everything() == [judgement(1)]


def test_only_files_with_lines_are_read_and_none_that_is_hidden(log, paths):
    write(paths[1] / "collega.JSONL", line_of(judgement(1)))
    write(paths[1] / "._collega.jsonl", "Sporen van een ander systeem")
    write(paths[1] / "leesmij.txt", "Oordelen van collega's.")
    assert log.merge() == Merged(1, 0)


def test_a_file_that_is_replaced_while_another_waits_for_it_is_not_written_in_vain(log, paths):
    log.append([judgement(1)])
    path = file_for(paths[1])
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    with ThreadPoolExecutor(1) as pool:
        with locked(path):
            waiting = pool.submit(log.append, [judgement(2)])
            time.sleep(0.2)
            assert not waiting.done()
            copy.replace(path)
        assert waiting.result() == 1
    assert in_files(paths[1]) == [judgement(1), judgement(2)]


def test_a_merge_does_not_wait_for_who_writes_and_makes_up_for_it_later(log, paths):
    with Store(paths[0]) as store:
        store.add_judgements([judgement(1)])
    with locked(file_for(paths[1])):
        assert log.merge() == NOTHING_NEW
    assert log.merge() == Merged(0, 1)
    assert log.merge() == NOTHING_NEW


def test_a_line_that_its_writer_was_still_writing_is_not_doubled(log, paths, monkeypatch):
    def lock_after_the_writer(path, *, wait):
        write(path, line_of(judgement(1)))
        return locked(path, wait=wait)

    with Store(paths[0]) as store:
        store.add_judgements([judgement(1)])
    monkeypatch.setattr("corpus.judgements.log.locked", lock_after_the_writer)
    assert log.merge() == NOTHING_NEW
    assert in_files(paths[1]) == [judgement(1)]


def test_a_last_line_that_was_changed_counts_as_it_is_now(log, paths):
    path = paths[1] / "collega.jsonl"
    write(path, line_of(judgement(1)), line_of(judgement(2)), end="")
    assert log.merge() == Merged(2, 0)
    write(path, line_of(judgement(1)), line_of(judgement(3)), end="")
    assert log.merge() == Merged(1, 1)
    assert by_line(in_files(paths[1])) == by_line(map(judgement, (1, 2, 3)))


def test_a_colleagues_file_is_taken_over_and_stays_as_it_is(log, paths, tmp_path):
    given = tmp_path / "gemaild.jsonl"
    write(given, line_of(judgement(1, "lezer-2")), "Groet,", line_of(judgement(2, "lezer-3")))
    before = given.read_bytes()
    found, unreadable = read_lines(given)
    assert unreadable == [Unreadable("gemaild.jsonl", 2, JSON_SENTENCE)]
    assert log.take_over(found) == Merged(2, 2)
    assert log.take_over(found) == Merged(0, 0)
    assert given.read_bytes() == before
    assert {path.name for path in paths[1].iterdir()} == {file_of("lezer-2"), file_of("lezer-3")}


def test_two_logs_of_one_workspace_see_each_other(paths):
    with JudgementLog(*paths) as one, JudgementLog(*paths) as other:
        one.append([judgement(1)])
        assert other.everything() == [judgement(1)]
        other.append([judgement(2, verdict=Verdict.TWIJFEL)])
        assert one.merge() == other.merge() == NOTHING_NEW
        assert one.everything() == other.everything()
    assert len(in_files(paths[1])) == 2


def test_a_store_that_cannot_be_opened_is_refused(tmp_path):
    (tmp_path / "s.sqlite").write_bytes(b"Dit is geen database. " * 100)
    with pytest.raises(StoreError):
        JudgementLog(tmp_path / "s.sqlite", tmp_path / "oordelen")
    assert [path.name for path in tmp_path.iterdir()] == ["s.sqlite"]
