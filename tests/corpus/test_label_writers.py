"""Real processes that write, read and merge one label log at once: what a writer was told is saved
is there afterwards, in the store and in the files, once.

They write for eight seconds; with RODEDRADEN_MINUTE=1 in the environment for two minutes, one each
test, and the test says how much was written.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from corpus.judgements.jsonl import line_of, read_lines
from corpus.judgements.log import JudgementLog, Merged
from corpus.judgements.reviewers import file_of

PROJECT = Path(__file__).parents[2]
IS_MINUTE = os.environ.get("RODEDRADEN_MINUTE") == "1"
SECONDS = 60.0 if IS_MINUTE else 4.0

START = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from judgement_strategies import judgement
from corpus.judgements.log import JudgementLog

def opened():
    return JudgementLog(Path({store!r}), Path({folder!r}))

def until(seconds):
    print("begonnen", flush=True)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
"""
WRITER = """
# Says a number only when its judgement is saved: one at a time, then a passage of 21 concepts.
number = {first}
with opened() as log:
    for _ in until({seconds}):
        for size in (1, 21):
            batch = [judgement(one, {reviewer!r}) for one in range(number, number + size)]
            assert log.append(batch) == size
            print(*range(number, number + size), flush=True)
            number += size
"""
READER = """
# Sees the store grow, never shrink, and no line that is half written.
seen, looks = 0, 0
with opened() as log:
    for _ in until({seconds}):
        fresh = log.since(seen)
        numbers = [number for number, _ in fresh]
        assert numbers == sorted(set(numbers)) and (not fresh or numbers[0] > seen)
        seen = numbers[-1] if numbers else seen
        merged = log.merge()
        assert merged.unreadable == (), merged.unreadable
        looks += 1
print(looks, flush=True)
"""
MERGER = """
# Opens the log anew each time, as a command would.
times = 0
for _ in until({seconds}):
    with opened() as log:
        merged = log.merge()
        assert merged.unreadable == (), merged.unreadable
    times += 1
    time.sleep(0.05)
print(times, flush=True)
"""


class Cast:
    """Processes on one log, each with a file for what it says."""

    def __init__(self, folder):
        self.folder = folder
        self.paths = folder / "rodedraden.sqlite", folder / "oordelen"
        self.processes = []

    def start(self, play, **words):
        """Start a process; return it and the file for what it says."""
        known = {
            "tests": str(Path(__file__).parent),
            "store": str(self.paths[0]),
            "folder": str(self.paths[1]),
            "seconds": SECONDS,
        }
        said = self.folder / f"{len(self.processes)}.txt"
        with said.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-c", (START + play).format(**known, **words)],
                cwd=PROJECT,
                stdout=stream,
                stderr=subprocess.PIPE,
                text=True,
            )
        self.processes.append(process)
        return process, said

    def finish(self):
        """Wait for all; return how each ended and what it complained of."""
        ended = []
        for process in self.processes:
            complaint = process.communicate(timeout=SECONDS + 60)[1]
            ended.append((process.returncode, complaint))
        return ended

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.communicate()


@pytest.fixture
def cast(tmp_path):
    playing = Cast(tmp_path)
    yield playing
    playing.stop()


def said(path):
    """What a process said after it began, line by line; a line that was cut off is not said."""
    return path.read_text(encoding="utf-8").split("\n")[1:-1]


def told(path):
    """Numbers of the judgements that a writer was told are saved."""
    return [int(number) for line in said(path) for number in line.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with a POSIX signal")
@pytest.mark.parametrize(
    "reviewers",
    [("lezer-1", "lezer-2"), ("lezer-1", "lezer-1", "lezer-2", "lezer-2")],
    ids=["two writers", "four writers, two by two in one file"],
)
def test_who_write_at_once_lose_nothing(cast, reviewers, capsys):
    writers = [
        (name, cast.start(WRITER, first=number * 10**7, reviewer=name)[1])
        for number, name in enumerate(reviewers)
    ]
    victim, last_words = cast.start(WRITER, first=9 * 10**7, reviewer="lezer-3")
    reader = cast.start(READER)[1]
    merger = cast.start(MERGER)[1]
    while len(told(last_words)) < 22:
        assert victim.poll() is None, victim.stderr.read()
        time.sleep(0.01)
    time.sleep(SECONDS / 3)
    victim.send_signal(signal.SIGKILL)
    ended = cast.finish()
    was_killed = cast.processes.index(victim)
    assert ended.pop(was_killed)[0] == -signal.SIGKILL
    assert all(end == (0, "") for end in ended), ended

    store, folder = cast.paths
    with JudgementLog(store, folder) as log:
        first = log.merge()
        assert (first.added, first.unreadable) == (0, ())
        assert log.merge() == Merged(0, 0)
        held = Counter(map(line_of, log.everything()))
    assert set(held.values()) == {1}
    assert lines_of(folder) == held

    saved = {(line["reviewer"], line["position"]) for line in map(json.loads, held)}
    for name, path in [*writers, ("lezer-3", last_words)]:
        numbers = told(path)
        assert len(numbers) >= 22
        assert {(name, number) for number in numbers} <= saved
    at_work = sum(len(told(path)) for _, path in writers) + len(told(last_words))
    # The one that was killed may have saved a last batch without being told.
    assert at_work <= len(held) <= at_work + 21
    (looks,), (merges,) = said(reader), said(merger)
    assert int(looks) > 0
    assert int(merges) > 0
    if not IS_MINUTE:
        return
    with capsys.disabled():
        print(
            f" {len(held)} judgements of {len(writers) + 1} writers in {SECONDS:.0f} s, "
            f"{first.mirrored} brought to the files afterwards; {looks} looks, {merges} merges",
            end=" ",
        )


def lines_of(folder):
    """How often each line stands in the files; every file is that of one reviewer."""
    found = Counter()
    for path in folder.iterdir():
        judgements, unreadable = read_lines(path)
        assert unreadable == []
        assert {file_of(one.reviewer) for one in judgements} == {path.name}
        found.update(map(line_of, judgements))
    return found
