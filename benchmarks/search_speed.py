"""How fast search is on many passages: python benchmarks/search_speed.py [PASSAGES] [WORKSPACE]

Makes a workspace of PASSAGES (30,000 unless given) from the sample texts: each passage is put
together from the halves of two sample passages, with a number of its own, and given to one of the
84 deals. Then opens it in a process of its own, asks the judged queries with and without filters,
and prints start-up, milliseconds at the median and the 95th percentile, and the memory of the
process. WORKSPACE keeps the workspace for a next time (for the web page, for example).
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus import registry
from corpus.analysed import SUBSTANTIVE, AnalysedPassage
from corpus.manifest import ManifestRow, write_manifest
from corpus.records import Document, Kind, Outcome, PageRecord
from corpus.sample.draw import MANIFEST_NAME, draw_samples
from pipelines.finding.searching import SearchRoom, open_search
from pipelines.finished.run_folder import draft_folder, latest_run, publish, read_record
from pipelines.models.tagger import SAMPLES
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import Workspace, add_sources, open_workspace, workspace_at
from search.query import Query, Scope

QUERIES = Path(__file__).parents[1] / "tests" / "search" / "queries.jsonl"
PASSAGES, A_DOCUMENT = 30_000, 150
ROUNDS, SEED = 5, 20260101
CHOICES = (
    {},
    {"draad": ("R9",)},
    {"draad": ("R8", "R7"), "instrument": ("I3",)},
    {"tranche": ("3", "4"), "bronsoort": ("zelfrapportage",)},
)


def samples(folder: Path) -> SearchRoom:
    """The sample corpus, read and analysed."""
    drawn = folder / "documents"
    drawn.mkdir()
    draw_samples(SAMPLES, drawn)
    workspace = workspace_at(folder / "sample")
    add_sources(workspace, drawn / MANIFEST_NAME)
    analyse(workspace, Directly(), Silent(), workers=2)
    return open_search(workspace)


def grow(room: SearchRoom, record: dict[str, object], target: Path, count: int) -> None:
    """Write a workspace with so many passages into a folder."""
    workspace = Workspace(target)
    target.mkdir(parents=True)
    rows, described = [], []
    with workspace.store() as store:
        for document, row, tags, vectors in invented(room, count, target):
            rows.append(row)
            described.append(_described(document, row))
            store.save_document(document)
            held = [one.passage_id for one in document.passages if one.kind in SUBSTANTIVE]
            store.save_vectors(held, room.embedder.embedder_id, vectors)
            store.save_tags(str(record["tagger"]), tags)
    write_manifest(workspace.manifest_path, rows)
    draft = draft_folder(workspace, "0" * 16)
    publish(workspace, draft, "0" * 16, {**record, "documenten": described})


def invented(room: SearchRoom, count: int, folder: Path) -> Iterator[tuple]:
    """Documents with their manifest row, tags and vectors."""
    chance = np.random.default_rng(SEED)
    deals, kinds = registry.deals(), list(Kind)[:6]
    originals = room.index.passages
    for number in range(-(-count // A_DOCUMENT)):
        name = f"document-{number:04}.pdf"
        digest = sha256(name.encode()).hexdigest()
        pairs = chance.integers(0, len(originals), (min(A_DOCUMENT, count), 2))
        passages, tags, vectors = [], [], []
        for place, (one, other) in enumerate(pairs):
            passage = joined(originals[one], originals[other], digest[:16], place, number)
            passages.append(passage)
            tags.append(replace(originals[one].tag, passage_id=passage.passage_id, evidence={}))
            rows = [room.index.rows[originals[pick].passage.passage_id] for pick in (one, other)]
            vectors.append(room.index.vectors[rows].sum(axis=0))
        pages = tuple(PageRecord(page, 595.0, 842.0, 2000, "pdfium") for page in range(1, 20))
        document = Document(digest[:16], "speed", Outcome.GELUKT, "", pages, tuple(passages))
        kind = kinds[number % len(kinds)]
        deal = deals[number % len(deals)]
        row = ManifestRow(
            path=str(folder / name), deal=deal.deal_id, kind=str(kind), year="2023",
            title=f"Document {number}", sha256=digest,
        )  # fmt: skip
        stacked = np.array(vectors, dtype=np.float32)
        stacked /= np.linalg.norm(stacked, axis=1, keepdims=True)
        yield document, row, tags, stacked


def joined(one: AnalysedPassage, other: AnalysedPassage, document: str, place: int, number: int):
    """The first half of one passage and the second of another, with a number of its own."""
    text = f"{one.passage.text[: len(one.passage.text) // 2]} {number * A_DOCUMENT + place} "
    text += other.passage.text[len(other.passage.text) // 2 :]
    identity = sha256(f"{document}{place}{text}".encode()).hexdigest()[:16]
    return replace(
        one.passage, passage_id=identity, document_id=document, position=place, text=text,
        amounts=(), entities=(), calls=(), sentence_starts=(0,),
    )  # fmt: skip


def _described(document: Document, row: ManifestRow) -> dict[str, object]:
    return {
        "document": Path(row.path).name, "pad": f"../../{Path(row.path).name}",
        "sha256": row.sha256, "deal": row.deal, "soort": row.kind, "jaar": int(row.year),
        "uitkomst": document.outcome, "reden": "", "leeskwaliteit": document.grade,
        "paginas": len(document.pages), "passages": len(document.passages),
    }  # fmt: skip


def measure(folder: Path) -> None:
    """Open a workspace, ask everything, print the figures."""
    began = time.perf_counter()
    room = open_search(open_workspace(folder))
    opened = time.perf_counter() - began
    texts = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()]
    asked = [Query(text, choice, scope) for text in texts for choice in CHOICES for scope in Scope]
    for query in asked[:8]:
        room.find(query)
    took = []
    for query in asked * ROUNDS:
        began = time.perf_counter()
        room.find(query)
        took.append(1000 * (time.perf_counter() - began))
    began = time.perf_counter()
    for text in texts[:20]:
        room.comparable_to_text(text)
    compared = 1000 * (time.perf_counter() - began) / 20
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(room.index.passages)} passages; opened in {opened:.1f} s; {memory:.0f} MB at most")
    median, high = np.quantile(took, (0.5, 0.95))
    print(f"{len(took)} queries: median {median:.1f} ms, 95th percentile {high:.1f} ms")
    print(f"comparable: mean {compared:.1f} ms")


def grown(folder: Path, temporary: Path, count: int) -> Path:
    """The workspace of so many passages in a folder, made where there is none."""
    target = folder / f"passages-{count}"
    if not target.is_dir():
        room = samples(temporary)
        run = latest_run(Workspace(temporary / "sample"))
        assert run is not None
        grow(room, read_record(run), target, count)
    return target


def main() -> None:
    """Make the workspace where there is none, then measure in a fresh process."""
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES
    with TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        target = grown(folder, Path(temporary), count)
        subprocess.run([sys.executable, __file__, "--measure", str(target)], check=True)


if __name__ == "__main__":
    main()
