"""How fast the review queue answers: python benchmarks/review_queue.py [FOLDER] [JUDGEMENTS]

Makes a workspace of 30,000 passages as benchmarks/search_speed.py does (kept in FOLDER when given),
with a label log of at least JUDGEMENTS (10,000 unless given) that three reviewers wrote in turns
through the room itself. Then, in a process of its own, opens it, and lets two reviewers ask and
answer while a second process writes to the same log. Prints how long opening takes, the first time
and again, and the milliseconds of a question, of one right after another process saved, of a save,
of a look at the progress and of undoing.
"""

import itertools
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
from search_speed import PASSAGES, grown

from corpus.records import Verdict
from pipelines.finding.searching import open_search
from pipelines.review.room import Item, ReviewRoom, open_review
from pipelines.workspace import Workspace, open_workspace

JUDGEMENTS, QUESTIONS = 10_000, 300
Result = TypeVar("Result")
WRITERS = ("lezer-1", "lezer-2", "lezer-3")


def answer(room: ReviewRoom, reviewer: str, item: Item) -> None:
    """What a reviewer may well say: agree with the first proposal; of a blind passage, no label."""
    if item.is_blind:
        room.finish(reviewer, item.passage_id)
    else:
        concept = item.proposals[0].concept if item.proposals else "R1"
        room.save(reviewer, item.passage_id, {concept: Verdict.AANWEZIG})


def fill(folder: Path, count: int) -> None:
    """Let reviewers answer in turns until there are so many judgements."""
    workspace = open_workspace(folder)
    search = open_search(workspace)
    began = time.perf_counter()
    with open_review(workspace, search) as room:
        print(f"opened the first time in {time.perf_counter() - began:.1f} s")
        after = dict.fromkeys(WRITERS, "")
        written = 0
        for reviewer in itertools.cycle(WRITERS):
            item = room.next(reviewer, after[reviewer])
            if written >= count or item is None:
                break
            answer(room, reviewer, item)
            after[reviewer] = item.passage_id
            written += len(room.own(item.passage_id, reviewer))
    print(f"{written} judgements written")


def write_beside(folder: Path) -> None:
    """Another process: a judgement for each line that comes in."""
    workspace = open_workspace(folder)
    with open_review(workspace, open_search(workspace)) as room:
        after = ""
        print("ready", flush=True)
        for _ in sys.stdin:
            item = room.next("lezer-4", after)
            if item is not None:
                answer(room, "lezer-4", item)
                after = item.passage_id
            print("saved", flush=True)


class Clock:
    """Milliseconds of what is done, by name."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = {}

    def time(self, name: str, what: Callable[[], Result]) -> Result:
        """Do something and remember how long it took."""
        began = time.perf_counter()
        result = what()
        self.took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
        return result

    def tell(self) -> None:
        """Print the median and the 95th percentile of each."""
        for name, took in self.took.items():
            median, high = np.quantile(took, (0.5, 0.95))
            print(f"{name}: median {median:.1f} ms, 95th percentile {high:.1f} ms, n {len(took)}")


def measure(folder: Path) -> None:
    """Open, ask and answer beside another process, print the figures."""
    workspace = open_workspace(folder)
    search = open_search(workspace)
    began = time.perf_counter()
    room = open_review(workspace, search)
    opened = time.perf_counter() - began
    said = len(room.reviewed), sum(map(len, room.reviewed.values()))
    print(f"opened in {opened:.2f} s: {said[1]} judged labels at {said[0]} passages")
    beside = subprocess.Popen(
        [sys.executable, __file__, "--beside", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert beside.stdin is not None
    assert beside.stdout is not None
    beside.stdout.readline()
    clock, after = Clock(), dict.fromkeys(WRITERS[:2], "")
    for number in range(QUESTIONS):
        reviewer = WRITERS[number % 2]
        name = "question"
        if number % 3 == 0:
            beside.stdin.write("\n")
            beside.stdin.flush()
            beside.stdout.readline()
            name = "question after a save elsewhere"
        item = clock.time(name, lambda who=reviewer: room.next(who, after[who]))
        clock.time("save", lambda who=reviewer, one=item: answer(room, who, one))
        after[reviewer] = item.passage_id
        clock.time("progress", lambda who=reviewer: room.progress(who))
        clock.time("refresh", room.refresh)
        if number % 10 == 9:
            clock.time("undo", lambda who=reviewer: room.undo(who))
    beside.stdin.close()
    beside.wait()
    clock.tell()
    room.close()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def without_log(target: Path) -> Workspace:
    """The workspace without judgements, so that each measurement begins the same."""
    workspace = Workspace(target)
    copied = target.with_name(f"{target.name}-review")
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(workspace.folder, copied)
    return Workspace(copied)


def prepare(given: list[str]) -> None:
    """Make the workspace and the log, each step in a process of its own, then measure."""
    with TemporaryDirectory() as temporary:
        folder = Path(given[0] if given else temporary)
        count = given[1] if len(given) > 1 else str(JUDGEMENTS)
        target = str(without_log(grown(folder, Path(temporary), PASSAGES)).folder)
        for step in (["--fill", target, count], ["--measure", target]):
            subprocess.run([sys.executable, __file__, *step], check=True)


def main() -> None:
    """One step of the measurement, or all of them."""
    match sys.argv[1:]:
        case ["--measure", folder]:
            measure(Path(folder))
        case ["--beside", folder]:
            write_beside(Path(folder))
        case ["--fill", folder, count]:
            fill(Path(folder), int(count))
        case given:
            prepare(given)


if __name__ == "__main__":
    main()
