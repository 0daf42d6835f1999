"""How fast the report is written: python benchmarks/report_speed.py [DOCUMENTS] [PASSAGES]

Makes a finished run of DOCUMENTS (70 unless given) with PASSAGES (150) each from the sample texts:
every passage is a sample passage with its labels, followed by the text of another, so that no two
documents share much. Then runs every analysis and every writer, and prints the seconds that each
took, the whole, and the size of the files. The corpus is tagged beforehand and not counted.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.analysed import AnalysedPassage
from corpus.records import Document, Kind, Source
from pipelines.demo import sample_workspace
from pipelines.finished.export import REMARKS
from pipelines.reports.exports import exports_of
from pipelines.reports.files import write_report
from pipelines.reports.material import open_material
from report.analyses import ANALYSES
from report.compiled_report import compile_report
from report.material import Material

DOCUMENTS, PASSAGES, SEED = 70, 150, 20260101


def grown(material: Material, documents: int, passages: int) -> Material:
    """The material of a larger run; deals in register order, a plan and a report in turn."""
    draw = random.Random(SEED)
    base = [one for one in material.analysis.passages if one.deal in material.deals]
    deals = list(material.deals)
    sources, held, found = [], {}, []
    for number in range(documents):
        kind = (Kind.CONVENANT, Kind.VOORTGANGSRAPPORTAGE)[number % 2]
        deal = deals[(number // 2) % len(deals)]
        source = _source(base[0].source, f"{number:03}-{kind}.pdf", deal, kind)
        own = [_passage(draw.choice(base), draw.choice(base), source, at) for at in range(passages)]
        sources.append(source)
        found += own
        example = material.analysis.documents[base[0].source.document_id]
        held[source.document_id] = _document(example, source, own)
    vectors = {
        one.passage.passage_id: material.vectors[one.passage.passage_id.partition("+")[2]]
        for one in found
        if one.passage.passage_id.partition("+")[2] in material.vectors
    }
    analysis = replace(
        material.analysis, sources=tuple(sources), documents=held, passages=tuple(found)
    )
    return replace(
        material, analysis=analysis, vectors=vectors, interventions=(), parties=(), amounts=()
    )


def _source(example: Source, name: str, deal: str, kind: Kind) -> Source:
    digest = sha256(name.encode()).hexdigest()
    return replace(example, name=name, deal=deal, kind=kind, sha256=digest)


def _document(example: Document, source: Source, own: list[AnalysedPassage]) -> Document:
    passages = tuple(one.passage for one in own)
    return replace(example, document_id=source.document_id, passages=passages)


def _passage(
    one: AnalysedPassage, other: AnalysedPassage, source: Source, at: int
) -> AnalysedPassage:
    passage = replace(
        one.passage,
        passage_id=f"{source.document_id}-{at}+{one.passage.passage_id}",
        document_id=source.document_id,
        position=at,
        text=f"{one.passage.text} {other.passage.text}",
    )
    return replace(one, passage=passage, source=source, deal=source.deal)


def timed(material: Material, folder: Path) -> Iterator[tuple[str, float]]:
    """Every step with the seconds it took."""
    sections = []
    since = time.perf_counter()
    _ = material.rows
    yield "standard text and rows", time.perf_counter() - since
    since = time.perf_counter()
    _ = material.cells
    yield "cells", time.perf_counter() - since
    for analyse in ANALYSES:
        since = time.perf_counter()
        sections.append(analyse(material))
        yield analyse.__module__.rpartition(".")[2], time.perf_counter() - since
    since = time.perf_counter()
    report = compile_report(material, sections, "20260101-000000-000-benchmark", REMARKS, {})
    exports = exports_of(material, report.run)
    write_report(folder, report, material.cells, material.taxonomy.facet("draden"), exports)
    yield "writing", time.perf_counter() - since


def main() -> None:
    """Print the seconds of every step, the whole, and the size of the files."""
    documents, passages = [int(one) for one in sys.argv[1:3]] or [DOCUMENTS, PASSAGES]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small = open_material(sample_workspace(folder / "sample"))
        material = grown(small, documents, passages)
        total = 0.0
        for name, seconds in timed(material, folder / "rapport"):
            total += seconds
            print(f"{name:28} {seconds:6.1f} s")
        print(f"{'together':28} {total:6.1f} s, {documents} documents of {passages} passages")
        for path in sorted((folder / "rapport").glob("*.*")):
            print(f"{path.name:28} {path.stat().st_size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
