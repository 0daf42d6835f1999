"""Files that were damaged at random: each ends in text or in a Dutch reason, and in time.

The damage follows from a number. After a failure, read one file again with
`MUTATION=<number> pytest tests/extract/test_mutated_files.py`; for a longer search set MUTATIONS
to how many files there should be.
"""

import multiprocessing
import os
import random
import re
import sys
from functools import cache
from pathlib import Path

import pdf_builders as draw
import pikepdf
import pytest
from pebble import ProcessPool
from rule_language import rule_language

from corpus.records import Outcome
from extract.document import extract_document

COUNT = int(os.environ.get("MUTATIONS", "1000"))
FOUND = (2957, 16611)
"""Numbers beyond the usual ones that once ended in an exception."""
ONLY = os.environ.get("MUTATION")
SECONDS = 20
MEMORY = 1_000_000_000
"""Bytes that a worker may take on top of what it holds once it is ready."""

ROWS = [["Maatregel", "Budget", "Jaar"], ["Haltes", "2 mln", "2020"], ["Leningen", "1 mln", "2021"]]


def compact(path):
    """A letter as modern writers save it: its objects packed in streams."""
    draw.letter(path, 2)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(
            path,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            static_id=True,
        )


SOURCES = {
    "letter": lambda path: draw.letter(path, 2),
    "compact": compact,
    "table": lambda path: draw.table_over_pages(path, [ROWS], True, (72, 230, 350, 470)),
    "locked": lambda path: draw.encrypted(path, draw.PARAGRAPHS[0], ""),
    "codes": draw.codes_without_letters,
    "scan": lambda path: draw.mixed(path, [draw.PARAGRAPHS[0], ""]),
}


def flip_bits(chance, data):
    for _ in range(chance.choice([1, 3, 10, 60])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut_the_tail(chance, data):
    del data[chance.randrange(len(data)) :]


def lose_a_part(chance, data):
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 10, 200, 2000])]


def repeat_a_part(chance, data):
    start = chance.randrange(len(data))
    part = data[start : start + chance.choice([1, 10, 200, 2000])]
    data[start:start] = part * chance.choice([1, 2, 50])


def put_in_noise(chance, data):
    start = chance.randrange(len(data))
    data[start:start] = chance.randbytes(chance.choice([1, 20, 500]))


def zero_a_part(chance, data):
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([10, 500, 5000]))
    data[start:end] = bytes(end - start)


def change_numbers(chance, data):
    """Lengths, counts, references and places in the table of objects."""
    odd = [b"0", b"1", b"-1", b"7", b"65535", b"99999999", b"2147483648", b"9" * 20, b"0.5"]
    for _ in range(chance.choice([1, 4])):
        numbers = list(re.finditer(rb"\d+", data))
        found = chance.choice(numbers)
        other = chance.choice([*odd, chance.choice(numbers)[0]])
        data[found.start() : found.end()] = other


def swap_words(chance, data):
    """Names and keywords change places: a page becomes a font, an end a beginning."""
    words = list(re.finditer(rb"/[A-Za-z]+|\b(?:endobj|endstream|stream|obj|xref|R)\b", data))
    one, other = sorted(chance.sample(words, 2), key=lambda found: found.start())
    first, second = one[0], other[0]
    data[other.start() : other.end()] = first
    data[one.start() : one.end()] = second


MUTATIONS = [
    flip_bits,
    cut_the_tail,
    lose_a_part,
    repeat_a_part,
    put_in_noise,
    zero_a_part,
    change_numbers,
    swap_words,
]


def mutated(number, sources):
    """The damaged file of a number, and what was done to it."""
    chance = random.Random(number)
    name = chance.choice(sorted(sources))
    data, done = bytearray(sources[name]), [name]
    for mutate in chance.choices(MUTATIONS, k=chance.choice([1, 1, 2, 3])):
        if len(re.findall(rb"/[A-Za-z]+", data)) > 2 and re.search(rb"\d", data):
            mutate(chance, data)
            done.append(mutate.__name__)
    return bytes(data), ", ".join(done)


@cache
def language():
    """The pipeline of this worker, loaded once."""
    return rule_language()


def start_worker():
    """Load what is needed, without text recognition, then limit the memory where it can be."""
    sys.modules["tesserocr"] = None
    language()
    if sys.platform == "linux":
        import resource

        held = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (held + MEMORY, held + MEMORY))


def read(path):
    """What a worker does with one file; only small things travel back."""
    document = extract_document(path, "0123456789abcdef", language())
    words = sum(passage.words for passage in document.passages)
    return document.outcome, document.reason, words


def complaint(future):
    """What is wrong with the end of a file; empty when it is sound."""
    try:
        outcome, reason, words = future.result()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if outcome is Outcome.GELUKT:
        return "" if words else "no words, and yet it is said to have been read"
    return "" if reason.endswith(".") and words == 0 else f"no reason: {reason!r}"


def test_every_damaged_file_ends_in_text_or_in_a_reason(tmp_path):
    sources = {}
    for name, make in SOURCES.items():
        make(tmp_path / name)
        sources[name] = (tmp_path / name).read_bytes()
    numbers = [int(ONLY)] if ONLY else sorted({*range(COUNT), *FOUND})
    done, futures = {}, {}
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=2, initializer=start_worker, context=context) as pool:
        for number in numbers:
            path = tmp_path / f"{number}.pdf"
            data, done[number] = mutated(number, sources)
            path.write_bytes(data)
            futures[number] = pool.schedule(read, args=[path], timeout=SECONDS)
        complaints = {number: complaint(future) for number, future in futures.items()}
    wrong = [
        f"MUTATION={number} ({done[number]}; {tmp_path}/{number}.pdf): {text}"
        for number, text in complaints.items()
        if text
    ]
    assert not wrong, "\n".join(wrong)
    if not ONLY:
        with_text = sum(future.result()[2] > 0 for future in futures.values())
        assert COUNT / 3 < with_text < COUNT, "the damage is too great or too small to tell"


def test_the_same_number_gives_the_same_damage():
    sources = {"a": b"1 0 obj /Type /Page /Kids 2 0 R endobj" * 40, "b": b"/One /Two /Three 1" * 90}
    made = [mutated(number, sources) for number in range(50)]
    assert made == [mutated(number, sources) for number in range(50)]
    assert len({data for data, _ in made}) > 45


@pytest.mark.parametrize("name", SOURCES)
def test_without_damage_the_files_are_what_they_should_be(tmp_path, extract, name, monkeypatch):
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    path = tmp_path / f"{name}.pdf"
    SOURCES[name](path)
    expected = Outcome.MISLUKT if name == "codes" else Outcome.GELUKT
    assert extract(path).outcome is expected
