"""A run tags the further facets once, tells with what, and what reads a run may leave them out."""

import json

import pandas as pd
import pytest

from corpus.analysed import NO_FURTHER
from pipelines.finished.past_run import analysis_of, sources_of
from pipelines.finished.run_folder import read_record
from pipelines.progress import Silent
from pipelines.reports.material import open_material
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import add_sources, workspace_at
from taxonomy.load import further_taxonomy


@pytest.fixture(scope="module")
def run_folder(analysed_copy):
    """The folder of the run in that workspace."""
    return next(analysed_copy.runs_folder.glob("[0-9]*"))


@pytest.fixture(scope="module")
def record(run_folder):
    return read_record(run_folder)


def test_the_record_tells_of_the_further_facets(record):
    assert record["verdere_taxonomie"] == further_taxonomy().version
    assert record["verdere_tagger"]
    assert record["verdere_tagger"] != record["tagger"]
    assert list(record["verdere_drempels"]) == list(further_taxonomy().concept_ids)
    assert record["nieuw_gedaan"]["verder_gelabeld"] == record["nieuw_gedaan"]["gelabeld"] > 0


def test_a_second_run_tags_nothing_again(analysed_copy, run_folder, without_engine):
    again = analyse(analysed_copy, Directly(), Silent(), workers=2)
    assert again.done.tagged_further == 0
    assert again.folder == run_folder


def test_more_workers_give_the_same_further_labels(documents, tmp_path, run_folder, without_engine):
    other = workspace_at(tmp_path)
    add_sources(other, documents)
    two = analyse(other, Directly(), Silent(), workers=2)
    tables = [
        pd.read_parquet(one / "passages.parquet")[["tekst", "verdere_labels", "houding"]]
        for one in (run_folder, two.folder)
    ]
    pd.testing.assert_frame_equal(*tables)


def test_material_has_further_labels_that_follow_from_the_tags(analysed_copy, run_folder):
    material = open_material(analysed_copy)
    thresholds = material.analysis.further_thresholds
    labelled = 0
    for one in material.analysis.passages:
        assert (one.further is None) == (one.tag is None)
        shares = one.further.probabilities if one.further else {}
        own = tuple(concept for concept, share in shares.items() if share >= thresholds[concept])
        assert one.further_labels == own
        for concept in own:
            assert one.evidence_of(concept)
            assert one.probability_of(concept) == shares[concept]
        labelled += bool(own)
    assert labelled > 0
    assert material.further == further_taxonomy()


def test_the_table_of_passages_tells_the_further_labels(analysed_copy, run_folder):
    table = pd.read_parquet(run_folder / "passages.parquet")
    told = {one.passage.passage_id: one for one in open_material(analysed_copy).analysis.passages}
    for row in table.itertuples():
        one = told[row.passage_id]
        assert tuple(row.verdere_labels) == one.further_labels
        evidence, stances = json.loads(row.bewijs), json.loads(row.houding)
        assert set(one.further_labels) <= evidence.keys()
        assert set(one.further_labels) <= stances.keys()


def test_search_reads_no_further_tags(analysed_copy, record, run_folder):
    with analysed_copy.store() as store:
        sources = sources_of(record, run_folder, analysed_copy)
        bare = analysis_of(record, sources, store)
    assert all(one.further is None and not one.further_labels for one in bare.passages)
    assert bare.further_thresholds == NO_FURTHER.thresholds


def test_a_run_from_before_the_further_facets_opens_without(analysed_copy, record, run_folder):
    older = {key: value for key, value in record.items() if not key.startswith("verdere")}
    with analysed_copy.store() as store:
        sources = sources_of(older, run_folder, analysed_copy)
        analysis = analysis_of(older, sources, store, with_further=True)
    assert analysis.passages
    assert all(one.further is None for one in analysis.passages)


def test_evaluate_further_prints_every_facet(rodedraden):
    plain = rodedraden("evaluate-further")
    assert plain.returncode == 0, plain.stderr
    for facet in further_taxonomy().facets:
        assert facet.title.nl in plain.stdout
    found = json.loads(rodedraden("evaluate-further", "--json").stdout)
    assert [one["facet"] for one in found] == [facet.id for facet in further_taxonomy().facets]
    for one in found:
        low, high = one["tagger"]["micro_interval"]
        assert low <= one["tagger"]["micro_f1"] <= high
        assert one["tagger"]["micro_f1"] > 0.5, one["facet"]
