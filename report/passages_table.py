"""All passages of a run as Parquet: text, place, deal, labels, probabilities and evidence.

`verdere_labels` are those of the further facets. `twijfel` are the labels of which the tagger is
not sure either way, given or not; `houding` says how the passage speaks of each likely label
(inzet, vermelding, uitsluiting; of a factor succes, faal, gemengd, onbekend); `plaats` is the place
as a lawyer cites it, `bedragen` the amounts in euros that are named; `standaardtekst` counts in no
cell. `nagekeken` says of every label on which people settled whether they confirmed or rejected it,
as JSON; the `kans_` columns are what the tagger says, whatever people made of it.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import Deal, doubtful, evidence_rows
from report.boilerplate import NOTHING_SHARED, SharedTexts
from taxonomy.concept import Taxonomy


def write_passages(
    path: Path,
    analysis: Analysis,
    deals: Mapping[str, Deal],
    taxonomy: Taxonomy,
    shared: SharedTexts = NOTHING_SHARED,
) -> None:
    """Write one row a passage, in the order of the analysis; whole or not at all.

    `shared` says which passages are standard text.
    """
    rows = [
        {
            **_row(analysed, deals, taxonomy),
            "standaardtekst": shared.is_standard(analysed.passage.passage_id),
        }
        for analysed in analysis.passages
    ]
    table = pa.Table.from_pylist(rows, schema=_schema(taxonomy))
    draft = path.with_name("tmp-" + path.name)
    pq.write_table(table, draft, compression="zstd")
    draft.replace(path)


def _schema(taxonomy: Taxonomy) -> pa.Schema:
    fields = [
        ("passage_id", pa.string()),
        ("document", pa.string()),
        ("document_id", pa.string()),
        ("deal_id", pa.string()),
        ("deal_reden", pa.string()),
        ("tranche", pa.int8()),
        ("bron", pa.string()),
        ("soort", pa.string()),
        ("jaar", pa.int16()),
        ("positie", pa.int32()),
        ("type", pa.string()),
        ("koppen", pa.list_(pa.string())),
        ("paginas", pa.list_(pa.int32())),
        ("vakken", pa.list_(pa.list_(pa.float64()))),
        ("leeskwaliteit", pa.string()),
        ("plaats", pa.string()),
        ("bedragen", pa.list_(pa.float64())),
        ("tekst", pa.string()),
        ("woorden", pa.int32()),
        ("telt_mee", pa.bool_()),
        ("standaardtekst", pa.bool_()),
        ("labels", pa.list_(pa.string())),
        ("verdere_labels", pa.list_(pa.string())),
        ("twijfel", pa.list_(pa.string())),
        ("nagekeken", pa.string()),
        ("bewijs", pa.string()),
        ("houding", pa.string()),
        ("namen", pa.string()),
    ]
    return pa.schema(
        [*fields, *((f"kans_{concept}", pa.float32()) for concept in taxonomy.concept_ids)]
    )


def _row(
    analysed: AnalysedPassage, deals: Mapping[str, Deal], taxonomy: Taxonomy
) -> dict[str, object]:
    passage, source, tag = analysed.passage, analysed.source, analysed.tag
    deal = deals.get(analysed.deal)
    names = [[name.start, name.end, name.label, name.text] for name in passage.entities]
    return {
        "passage_id": passage.passage_id,
        "document": source.name,
        "document_id": source.document_id,
        "deal_id": analysed.deal,
        "deal_reden": analysed.deal_reason,
        "tranche": deal.tranche if deal else None,
        "bron": analysed.bron,
        "soort": source.kind,
        "jaar": source.year,
        "positie": passage.position,
        "type": passage.kind,
        "koppen": list(passage.heading_path),
        "paginas": list(passage.pages),
        "vakken": [[float(box.page), box.x0, box.top, box.x1, box.bottom] for box in passage.boxes],
        "leeskwaliteit": analysed.grade,
        "plaats": passage.place,
        "bedragen": [amount.euros for amount in passage.amounts],
        "tekst": passage.text,
        "woorden": passage.words,
        "telt_mee": analysed.counts,
        "labels": list(analysed.labels),
        "verdere_labels": list(analysed.further_labels),
        "twijfel": doubtful(tag) if tag else [],
        "nagekeken": json.dumps(_settled(analysed, taxonomy)),
        "bewijs": json.dumps(_evidence(analysed), ensure_ascii=False),
        "houding": json.dumps(_stances(analysed), ensure_ascii=False),
        "namen": json.dumps(names, ensure_ascii=False),
        **{
            f"kans_{concept}": tag.probabilities[concept] if tag else None
            for concept in taxonomy.concept_ids
        },
    }


def _settled(analysed: AnalysedPassage, taxonomy: Taxonomy) -> dict[str, str]:
    """What people confirmed and rejected, in taxonomy order."""
    settled = analysed.settled
    return {
        concept: analysed.review_of(concept)
        for concept in taxonomy.concept_ids
        if concept in settled
    }


def _evidence(analysed: AnalysedPassage) -> dict[str, list[list[int | str]]]:
    """Evidence of what the tagger weighed, and of the further labels that were given."""
    tag, further = analysed.tag, analysed.further
    found = evidence_rows(tag) if tag else {}
    more = evidence_rows(further) if further else {}
    return found | {one: more[one] for one in analysed.further_labels if one in more}


def _stances(analysed: AnalysedPassage) -> dict[str, str]:
    tag, further = analysed.tag, analysed.further
    return {**(tag.stances if tag else {}), **(further.stances if further else {})}
