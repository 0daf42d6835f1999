"""How many cells change when a tenth of the passages is dropped, and what the matrix costs.

    python benchmarks/matrix_stability.py [WORKSPACE]

WORKSPACE holds a finished run; without one the sample documents are drawn, read and tagged first.
Every draw drops passages at random, and rows, standard text and cells are made anew from what is
left. Speed is measured on 30,000 made-up passages of 84 deals, a tenth of them standard text.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus import registry
from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import Kind, PassageKind
from corpus.sample.draw import draw_samples
from pipelines.models.tagger import SAMPLES
from pipelines.progress import Silent
from pipelines.reports.material import open_material
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import add_sources, workspace_at
from report.boilerplate import shared_texts
from report.material import Material
from report.theme_matrix import ABSENT, FOUND, cells_of, rows_of

DROPPED, DRAWS, PASSAGES = 0.1, 20, 30_000
STANDARD, TEMPLATES, WORDS = 0.1, 300, 90


def sample_workspace(folder: Path) -> Path:
    """A workspace with the sample documents, analysed."""
    documents = folder / "documenten"
    documents.mkdir(parents=True)
    draw_samples(SAMPLES, documents)
    opened = workspace_at(folder / "werkruimte")
    add_sources(opened, documents / "manifest.csv")
    analyse(opened, Directly(), Silent())
    return opened.folder


def values_of(material: Material, passages: Sequence[AnalysedPassage]) -> dict[object, str]:
    """Every cell by deal, bron and concept."""
    analysis = replace(material.analysis, passages=tuple(passages))
    cells = cells_of(rows_of(analysis, material.deals), material.taxonomy.facets)
    return {(one.row.deal.deal_id, one.row.bron, one.concept.id): one.value for one in cells}


def measure_stability(material: Material) -> None:
    """Print the share of the cells with 1 or 0 that change."""
    whole = values_of(material, material.analysis.passages)
    certain = [key for key, value in whole.items() if value in (FOUND, ABSENT)]
    changed, flipped = [], []
    for draw in range(DRAWS):
        drawn = random.Random(draw)
        kept = [one for one in material.analysis.passages if drawn.random() >= DROPPED]
        values = values_of(material, kept)
        other = [key for key in certain if values.get(key) != whole[key]]
        changed.append(len(other) / len(certain))
        flipped.append(sum(values.get(key) in (FOUND, ABSENT) for key in other) / len(certain))
    print(
        f"{len(certain)} cells with 1 or 0; dropping {DROPPED:.0%} of the passages changes "
        f"{sum(changed) / DRAWS:.1%} of them on average ({max(changed):.1%} at most), "
        f"{sum(flipped) / DRAWS:.1%} from 1 to 0 or back"
    )


def made_up(material: Material) -> Analysis:
    """Many passages of random words, with the tags of real ones."""
    drawn = random.Random(1)
    real = material.counted
    vocabulary = [word for one in real for word in one.passage.text.split()]
    templates = [drawn.choices(vocabulary, k=WORDS) for _ in range(TEMPLATES)]
    sources = {}
    for place, deal in enumerate(registry.deals()):
        for kind in (Kind.CONVENANT, Kind.EVALUATIE):
            name = f"{deal.deal_id}-{kind}.pdf"
            sources[deal.deal_id, kind] = replace(
                real[0].source,
                deal=deal.deal_id,
                kind=kind,
                name=name,
                sha256=f"{place:08x}{len(kind):056x}",
            )
    keys = list(sources)
    passages = []
    for number in range(PASSAGES):
        source = sources[drawn.choice(keys)]
        is_standard = drawn.random() < STANDARD
        words = list(drawn.choice(templates)) if is_standard else drawn.choices(vocabulary, k=WORDS)
        words[drawn.randrange(WORDS)] = source.deal
        like = real[number % len(real)]
        passage = replace(
            like.passage,
            passage_id=f"{number:016x}",
            document_id=source.document_id,
            position=number,
            kind=PassageKind.BODY,
            text=" ".join(words),
            sentence_starts=(0,),
        )
        passages.append(replace(like, passage=passage, source=source, deal=source.deal))
    known = next(iter(material.analysis.documents.values()))
    documents = {one.document_id: replace(known, passages=()) for one in sources.values()}
    return replace(
        material.analysis,
        sources=tuple(sources.values()),
        documents=documents,
        passages=tuple(passages),
    )


def measure_speed(material: Material) -> None:
    """Print the seconds that shared texts, rows and cells take."""
    analysis = made_up(material)
    start = time.perf_counter()
    shared = shared_texts(analysis.passages, material.deals)
    found = time.perf_counter()
    rows = rows_of(analysis, material.deals, shared=shared)
    cells = list(cells_of(rows, material.taxonomy.facets))
    done = time.perf_counter()
    print(
        f"{PASSAGES} passages: {len(shared.standard)} standard texts in {found - start:.1f} s, "
        f"{len(cells)} cells of {len(rows)} rows in {done - found:.1f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("workspace", type=Path, nargs="?")
    folder = parser.parse_args().workspace
    with tempfile.TemporaryDirectory() as drawn:
        opened = folder or sample_workspace(Path(drawn))
        material = open_material(workspace_at(opened))
    measure_stability(material)
    measure_speed(material)


if __name__ == "__main__":
    main()
