"""Limits on workers: whatever a document does, it costs that document and no other."""

import os
import signal
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.records import Document, Outcome
from extract.options import ReadingOptions
from extract.pdf.opening import Limits
from pipelines.running import workers
from pipelines.running.workers import INTERRUPTED, Extraction, ExtractionJob, WorkerPool
from pipelines.settings import Settings, load_settings

needs_memory_limit = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux limits the memory of a process"
)


def extraction(megabytes: int = 700, seconds: float = 30, retries: int = 0) -> Extraction:
    """Limits as a test wants them."""
    return Extraction("nl_core_news_lg", (), Limits(), seconds, retries, "test", megabytes)


def read_all(names: list[Path], limits: Extraction) -> dict[str, Document]:
    """Read files with one worker, one after another; documents by the name of the file."""
    with WorkerPool(1, limits) as pool:
        waiting = [pool.start(ExtractionJob(path, path.name)) for path in names]
        return {document.document_id: document for document in (wait() for wait in waiting)}


def deeper(depth: int) -> int:
    return deeper(depth + 1)


def act_by_name(job: ExtractionJob, options: ReadingOptions) -> Document:
    """Stands in for reading: the first word of a file's name says what the worker does.

    Every try is written down, with the process that made it, in a file of the same name.
    """
    with job.path.open("a", encoding="ascii") as stream:
        stream.write(f"{os.getpid()}\n")
    match job.path.name.split("-"):
        case ["neemt", megabytes]:
            bytearray(int(megabytes) * 1_000_000)
        case ["breekt", "af"]:
            os.abort()
        case ["krijgt", signal_name]:
            os.kill(os.getpid(), signal.Signals[signal_name])
        case ["draait", "rond"]:
            deeper(0)
        case ["struikelt"]:
            raise KeyError("geen zin")
    return Document(job.document_id, "test", Outcome.GELUKT, "")


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, Document]]:
    """Have a worker act, by names of files, with the limits given."""
    monkeypatch.setattr(workers, "_work", act_by_name)

    def act(names: list[str], limits: Extraction) -> dict[str, Document]:
        return read_all([tmp_path / name for name in names], limits)

    return act


def tries(path: Path) -> list[str]:
    """The processes that tried to read a file, one for each try."""
    return path.read_text("ascii").splitlines()


ENDS = {
    "breekt-af": "kost te veel geheugen",
    "krijgt-SIGSEGV": "vastgelopen op een fout",
    "krijgt-SIGKILL": "vastgelopen omdat de computer het heeft afgebroken",
    "draait-rond": "verwijzen te diep of eindeloos naar elkaar",
    "struikelt": "fout in dit programma; meld dit, zo mogelijk met het bestand erbij. (KeyError in",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals end a process on other systems only")
def test_each_end_has_its_own_sentence_and_the_rest_goes_on(
    acted: Callable[..., dict[str, Document]], tmp_path: Path
) -> None:
    names = [name for end in ENDS for name in (end, f"na {end}")]
    found = acted(names, extraction())
    for end, sentence in ENDS.items():
        assert sentence in found[end].reason
        assert end in found[end].reason
        assert (found[end].outcome, found[end].extractor) == (Outcome.MISLUKT, INTERRUPTED)
        assert found[f"na {end}"].outcome is Outcome.GELUKT
        assert len(tries(tmp_path / end)) == 1


@needs_memory_limit
def test_a_worker_may_take_its_megabytes_on_top_of_what_it_holds(
    acted: Callable[..., dict[str, Document]], tmp_path: Path
) -> None:
    found = acted(["neemt-250", "neemt-350", "goed"], extraction(megabytes=300))
    assert found["neemt-250"].outcome is Outcome.GELUKT
    assert found["neemt-350"].reason == (
        "Het lezen van neemt-350 kost te veel geheugen (de grens is 300 MB); splits het document, "
        "sla het opnieuw op als pdf, of verhoog max_memory_megabytes in settings.toml."
    )
    assert found["neemt-350"].extractor == INTERRUPTED
    assert found["goed"].outcome is Outcome.GELUKT
    assert tries(tmp_path / "goed") != tries(tmp_path / "neemt-350")  # in a clean worker


@needs_memory_limit
def test_nought_is_no_limit(acted: Callable[..., dict[str, Document]]) -> None:
    found = acted(["neemt-350"], extraction(megabytes=0))
    assert found["neemt-350"].outcome is Outcome.GELUKT


@needs_memory_limit
def test_want_of_memory_is_tried_again_once_in_a_clean_worker_and_a_fault_not_at_all(
    acted: Callable[..., dict[str, Document]], tmp_path: Path
) -> None:
    found = acted(["neemt-350", "struikelt"], extraction(megabytes=300, retries=2))
    assert {document.outcome for document in found.values()} == {Outcome.MISLUKT}
    assert len(tries(tmp_path / "struikelt")) == 1
    assert len(tries(tmp_path / "neemt-350")) == len(set(tries(tmp_path / "neemt-350"))) == 2


def test_a_password_is_not_shown_with_the_job() -> None:
    assert "geheim" not in repr(ExtractionJob(Path("a.pdf"), "a", "geheim"))


def test_settings_hold_passwords_by_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'max_memory_megabytes = 900\n[passwords]\n"évaluatie 1.pdf" = "geheim"\n', "utf-8"
    )
    settings = load_settings(tmp_path)
    assert settings.max_memory_megabytes == 900
    assert settings.password_of("évaluatie 1.pdf") == "geheim"
    assert settings.password_of("e\N{COMBINING ACUTE ACCENT}valuatie 1.pdf") == "geheim"
    assert settings.password_of("ander.pdf") == Settings().password_of("évaluatie 1.pdf") == ""
    assert "geheim" not in repr(settings)


CATALOGUE = b"<</Type /Catalog /Pages 2 0 R>>"
ONE_PAGE = b"<</Type /Pages /Count 1 /Kids [3 0 R]>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s>>"
FONT = b"/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
SENTENCE = b"BT /F1 10 Tf 72 700 Td (%s) Tj ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with more entries in its dictionary."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def write_pdf(path: Path, objects: Iterator[bytes] | list[bytes], trailer: bytes = b"") -> None:
    """A file of the given objects, numbered from 1; the first is the catalogue."""
    parts, places, place = [b"%PDF-1.5\n"], [], 9
    for number, body in enumerate(objects, start=1):
        places.append(place)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        place += len(parts[-1])
    size = len(places) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    parts += [b"%010d 00000 n \n" % start for start in places]
    parts.append(b"trailer <</Root 1 0 R /Size %d %s>>\n" % (size, trailer))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % place)
    path.write_bytes(b"".join(parts))


def good(path: Path) -> None:
    text = b"De gemeenten werken samen aan de bereikbaarheid van de dorpen in de regio."
    write_pdf(path, [CATALOGUE, ONE_PAGE, PAGE % FONT, stream(SENTENCE % text)])


def flate_bomb(path: Path, megabytes: int = 400) -> None:
    """A page whose content unfolds to a thousand times its size."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    content = stream(b"".join([*parts, packer.flush()]), b"/Filter /FlateDecode")
    write_pdf(path, [CATALOGUE, ONE_PAGE, PAGE % b"", content])


def nested_forms(path: Path, depth: int = 20, copies: int = 10) -> None:
    """Drawings that each draw the next ten times: 10^20 letters in 5 kB."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 500 500]"
    draws = b"/X Do " * copies
    forms = [
        stream(draws, b"%s /Resources <</XObject <</X %d 0 R>>>>" % (form, 6 + number))
        for number in range(depth)
    ]
    last = stream(SENTENCE % b"x", form + FONT)
    page = PAGE % b"/Resources <</XObject <</X 5 0 R>>>>"
    write_pdf(path, [CATALOGUE, ONE_PAGE, page, stream(draws), *forms, last])


def looping_tree(path: Path) -> None:
    """Two nodes of the page tree that are one another's children."""
    nodes = [
        b"<</Type /Pages /Count 9 /Kids [3 0 R 2 0 R]>>",
        b"<</Type /Pages /Count 4 /Parent 2 0 R /Kids [2 0 R 3 0 R]>>",
    ]
    write_pdf(path, [CATALOGUE, *nodes])


def deep_tree(path: Path, depth: int = 50_000) -> None:
    """A page tree without branches, and one page at its end."""
    nodes = [b"<</Type /Pages /Count 1 /Kids [%d 0 R]>>" % (3 + place) for place in range(depth)]
    page = b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 595 842]>>" % (depth + 1)
    write_pdf(path, [CATALOGUE, *nodes, page])


def deep_array(path: Path, depth: int = 200_000) -> None:
    """A page with an array in an array in an array."""
    nested = b"/X " + b"[" * depth + b"]" * depth
    write_pdf(path, [CATALOGUE, ONE_PAGE, PAGE % nested, stream(b"")])


def many_objects(path: Path, count: int = 1_000_000) -> None:
    write_pdf(path, [CATALOGUE, ONE_PAGE, PAGE % b"", stream(b""), *[b"null"] * count])


def objects_in_themselves(path: Path) -> None:
    """Two object streams that say they are packed in one another; so is the catalogue."""
    parts = [b"%PDF-1.5\n"]
    for number, other, inside in ((5, 6, b"5 0 6 2 1 4 "), (6, 5, b"6 0 5 2 2 4 ")):
        entries = b"/Type /ObjStm /N 3 /First %d /Extends %d 0 R" % (len(inside), other)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, stream(inside + b"5 6 7 8", entries)))
    place = sum(map(len, parts))
    packed = [(2, 5, 2), (2, 6, 2), (2, 5, 0), (2, 6, 0), (2, 6, 1), (2, 5, 1)]
    rows = [(0, 0, 9), *packed, (1, place, 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4) + more.to_bytes(2) for kind, at, more in rows)
    entries = b"/Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R"
    parts.append(b"7 0 obj\n%s\nendobj\n" % stream(table, entries))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % place)
    path.write_bytes(b"".join(parts))


def looping_tables(path: Path) -> None:
    """A table of objects that names itself as the one before it; the text is there all the same."""
    good(path)
    start = path.read_bytes().rindex(b"xref\n0")
    text = b"De provincie legt een fonds aan voor het opknappen van leegstaande boerderijen."
    objects = [CATALOGUE, ONE_PAGE, PAGE % FONT, stream(SENTENCE % text)]
    for _ in range(2):
        write_pdf(path, objects, b"/Prev %d" % start)
        start = path.read_bytes().rindex(b"xref\n0")


BOMBS = [flate_bomb, nested_forms]
ATTACKS = [
    looping_tree,
    deep_tree,
    deep_array,
    many_objects,
    objects_in_themselves,
]
STOPPED = ("kost te veel geheugen", "seconden afgebroken")


@needs_memory_limit
def test_no_attack_costs_more_than_its_own_document(tmp_path: Path) -> None:
    paths = []
    for make in [*BOMBS, *ATTACKS, looping_tables]:
        paths += [tmp_path / f"{make.__name__}.pdf", tmp_path / f"na {make.__name__}.pdf"]
        make(paths[-2])
        good(paths[-1])
    found = read_all(paths, extraction(megabytes=700, seconds=10))
    outcomes = {name: (one.outcome, one.reason) for name, one in found.items()}
    for make in BOMBS:
        outcome, reason = outcomes.pop(f"{make.__name__}.pdf")
        assert outcome is Outcome.MISLUKT
        assert any(sentence in reason for sentence in STOPPED), reason
    for make in ATTACKS:
        outcome, reason = outcomes.pop(f"{make.__name__}.pdf")
        assert outcome is Outcome.MISLUKT
        assert f"{make.__name__}.pdf" in reason
        assert "fout in dit programma" not in reason
    assert {outcome for outcome, _ in outcomes.values()} == {Outcome.GELUKT}, outcomes
