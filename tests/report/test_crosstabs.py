"""Cross-tables: margins, shares and intervals hang together, whatever stands in the passages."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import registry
from corpus.records import Kind
from report.crosstabs import CrossTab, crosstab_table
from report.dimensions import dimensions
from report.material import Material
from report.texts import texts_in
from tests.report.drawn_corpus import CORPORA, DEALS, Builder, Drawn

PARTITIONS = ("tranche", "deal", "soort_document", "soort_bron")
NAMES = ("draden", "instrumenten", "domeinen", "provincie", "effectiviteit", *PARTITIONS)


@pytest.fixture(scope="module")
def build(make_passage, make_source, make_analysis):
    return Builder(make_passage, make_source, make_analysis)


def crosstabs(material: Material, rows: str, columns: str) -> list[CrossTab]:
    found = dimensions(material)
    return [CrossTab(one, found[rows], found[columns]) for one in texts_in(material)]


@settings(max_examples=12, deadline=None)
@given(CORPORA, st.sampled_from(NAMES), st.sampled_from(PARTITIONS))
def test_cells_of_a_partition_add_up_to_the_row(build, drawn, rows, columns):
    for table in crosstabs(build.material(drawn), rows, columns):
        assert (table.passages.sum(axis=1) == table.row_passages).all()


@settings(max_examples=12, deadline=None)
@given(CORPORA, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_no_cell_is_larger_than_its_margins_and_counts_nest(build, drawn, rows, columns):
    for table in crosstabs(build.material(drawn), rows, columns):
        assert (table.passages <= table.row_passages[:, None]).all()
        assert (table.passages <= table.column_passages[None, :]).all()
        assert (table.deals <= table.documents).all()
        assert (table.documents <= table.passages).all()
        assert (table.deals + table.uncertain <= len(table.texts.rows)).all()
        assert (table.deals <= table.column_deals[None, :]).all()


@settings(max_examples=12, deadline=None)
@given(CORPORA, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_transposing_swaps_rows_and_columns(build, drawn, rows, columns):
    material = build.material(drawn)
    for one, other in zip(
        crosstabs(material, rows, columns), crosstabs(material, columns, rows), strict=True
    ):
        for name in ("passages", "documents", "deals", "uncertain"):
            assert (getattr(one, name) == getattr(other, name).T).all()
        for here, there in zip(one.row_bounds, other.column_bounds, strict=True):
            assert np.array_equal(here, there.T, equal_nan=True)


@settings(max_examples=12, deadline=None)
@given(CORPORA, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_shares_lie_in_their_interval_and_numbers_have_their_passages(build, drawn, rows, columns):
    material = build.material(drawn)
    found = dimensions(material)
    for row in crosstab_table(texts_in(material), found[rows], found[columns]).rows:
        for share, bounds in (("rijaandeel", "rij"), ("kolomaandeel", "kolom")):
            value = row.values[share]
            low, high = row.values[f"{bounds}_laag"], row.values[f"{bounds}_hoog"]
            assert 0 <= low <= value <= high <= 1
        for name in ("passages", "deals", "documenten"):
            assert len(set(row.basis[name])) == row.values[name]


@settings(max_examples=12, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(build, drawn, random):
    analysis = build.analysis(drawn)
    shuffled = list(analysis.passages)
    random.shuffle(shuffled)
    one = build.of_analysis(analysis)
    other = build.of_analysis(build.make_analysis(shuffled, analysis.sources))
    found = dimensions(one)
    tables = [
        crosstab_table(texts_in(material), found["draden"], found["tranche"])
        for material in (one, other)
    ]
    assert tables[0] == tables[1]


def test_plans_and_reports_are_never_counted_together(build):
    kinds = (Kind.CONVENANT, Kind.VOORTGANGSRAPPORTAGE)
    drawn = [Drawn(DEALS[0], kind, ("R1",), (), 0.95, 60) for kind in kinds]
    plan, report = crosstabs(build.material(drawn), "draden", "tranche")
    assert plan.passages.sum() == report.passages.sum() == 1


def test_every_facet_and_every_property_is_a_dimension(build):
    material = build.material([])
    names = set(dimensions(material))
    facets = [*material.taxonomy.facets, *material.further.facets]
    assert {facet.id for facet in facets} <= names
    assert {"tranche", "provincie", "deal", "soort_document", "soort_bron"} <= names
    assert len(dimensions(material)["deal"].categories) == len(registry.deals())


def test_a_corpus_without_text_gives_an_empty_table(build):
    material = build.material([])
    found = dimensions(material)
    assert crosstab_table(texts_in(material), found["draden"], found["provincie"]).rows == ()
