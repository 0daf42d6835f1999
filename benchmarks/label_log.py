"""How fast the label log is: python benchmarks/label_log.py [JUDGEMENTS] [PASSAGES]

Makes JUDGEMENTS (10,000 unless given) of two reviewers on the sample texts, spread over PASSAGES
(30,000 unless given) in documents of 150, and prints the seconds of: adding them one by one and a
passage of 21 concepts at a time; opening and merging; reading and settling; attaching them where
nothing changed, where every passage has another number, where every text was read a little
otherwise, and where all were joined two by two. The disk decides how fast one adds: the last line
is what it takes to have as many bytes written for good without the log.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.ids import passage_id
from corpus.judgements.attach import attach
from corpus.judgements.jsonl import line_of
from corpus.judgements.log import JudgementLog
from corpus.judgements.standing import reviewed_labels
from corpus.records import Anchor, Judgement, Passage, PassageKind, Seen, Verdict
from pipelines.models.tagger import SAMPLES

JUDGEMENTS, PASSAGES, A_DOCUMENT = 10_000, 30_000, 150
CONCEPTS = tuple(f"R{number}" for number in range(1, 22))
SEED = 20260101
Held = list[tuple[str, Passage]]


def invented(count: int) -> Held:
    """Passages of 40 to 120 words of the sample texts, in an order of their own."""
    chance = np.random.default_rng(SEED)
    words = " ".join(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.md"))).split()
    found = []
    for number in range(count):
        document, place = divmod(number, A_DOCUMENT)
        start = int(chance.integers(len(words) - 120))
        length = int(chance.integers(40, 120))
        text = " ".join([f"Passage {number}.", *words[start : start + length]])
        found.append((f"document-{document:04}.pdf", placed(f"d{document:04}", place, text)))
    return found


def placed(document: str, place: int, text: str) -> Passage:
    """A passage of running text."""
    key = passage_id(document, place, text)
    return Passage(key, document, place, PassageKind.BODY, (), text, (), ())


def judged(held: Held, count: int) -> list[Judgement]:
    """Judgements of two reviewers in turn, on passages that lie far apart."""
    step = max(1, len(held) // count)
    return [
        Judgement(
            passage.passage_id,
            CONCEPTS[number % len(CONCEPTS)],
            Verdict.AANWEZIG if number % 3 else Verdict.AFWEZIG,
            f"lezer-{number % 2 + 1}",
            f"2026-11-22T09:{number // 60_000:02}:{number // 1000 % 60:02}.{number % 1000:03}Z",
            Seen.BLIND,
            "tagger",
            "taxonomie",
            Anchor(passage.document_id, file, passage.position, 1, "", passage.text),
        )
        for number, (file, passage) in enumerate(held[::step][:count])
    ]


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    began = time.perf_counter()
    yield
    print(f"{what:<58} {time.perf_counter() - began:8.3f} s", flush=True)


def main() -> None:
    """Measure everything on the same judgements."""
    counts = [int(given) for given in sys.argv[1:]]
    count, passages = (*counts, *(JUDGEMENTS, PASSAGES)[len(counts) :])
    held = invented(passages)
    given = judged(held, count)
    print(f"{len(given)} judgements on {len(held)} passages")
    with TemporaryDirectory() as folder:
        measure_log(Path(folder), given)
    with timed("settle: last verdicts, labels by passage"):
        reviewed_labels(given, CONCEPTS)
    measure_attach(given, held)


def measure_log(folder: Path, given: list[Judgement]) -> None:
    """Add, open, merge and read."""
    for name, size in (("one by one", 1), ("21 at a time", 21)):
        with (
            JudgementLog(folder / f"{size}.sqlite", folder / f"{size}") as log,
            timed(f"append {name}"),
        ):
            for start in range(0, len(given), size):
                log.append(given[start : start + size])
        with timed(f"the same bytes to a file alone, {name}"):
            written(folder / f"{size}.txt", given, size)
    with timed("open and merge"):
        log = JudgementLog(folder / "21.sqlite", folder / "21")
        log.merge()
    with log:
        with timed("merge again, nothing changed"):
            log.merge()
        with timed("read"):
            log.everything()
    with (
        timed("open and merge with an empty store"),
        JudgementLog(folder / "new.sqlite", folder / "21") as log,
    ):
        log.merge()
    with (
        timed("open and merge with an empty folder"),
        JudgementLog(folder / "21.sqlite", folder / "new") as log,
    ):
        log.merge()


def written(path: Path, given: list[Judgement], size: int) -> None:
    """Write the lines so that a loss of power cannot undo it, batch by batch."""
    with path.open("ab", buffering=0) as stream:
        for start in range(0, len(given), size):
            stream.write("\n".join(map(line_of, given[start : start + size])).encode())
            os.fsync(stream.fileno())


def measure_attach(given: list[Judgement], held: Held) -> None:
    """Attach to what documents may become."""
    changes: dict[str, Callable[[Held], Held]] = {
        "nothing changed": lambda now: now,
        "every passage has another number": lambda now: changed(now, lambda text: text, 3),
        "every text was read a little otherwise": lambda now: changed(now, misread, 3),
        "passages joined two by two": joined,
        "other documents under these names": lambda now: changed(now, backwards, 3),
    }
    for name, change in changes.items():
        now = change(held)
        with timed(f"attach: {name}"):
            found = attach(given, now, CONCEPTS)
        print(f"{'':<20} {found.moved} moved, {len(found.lost)} lost")


def changed(held: Held, change: Callable[[str], str], further: int) -> Held:
    """Passages with other words, some places further on."""
    return [
        (file, placed(one.document_id, one.position + further, change(one.text)))
        for file, one in held
    ]


def misread(text: str) -> str:
    """A text in which one letter is read as another."""
    return text.replace("n", "u", 6)


def backwards(text: str) -> str:
    """The same words in the opposite order."""
    return " ".join(reversed(text.split()))


def joined(held: Held) -> Held:
    """Every two passages of a document as one."""
    return [
        (file, replace(placed(one.document_id, one.position // 2, f"{one.text} {other.text}")))
        for (file, one), (_, other) in zip(held[::2], held[1::2], strict=False)
    ]


if __name__ == "__main__":
    main()
