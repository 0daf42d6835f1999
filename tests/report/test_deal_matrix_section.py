"""Analysis 2: every cell stands in both tables with its passages, and silence stays silence."""

import dataclasses

import pytest
from materials import material_of

from corpus.records import Grade, Kind, PageQuality, PageRecord
from report.analyses import deal_matrix
from report.analyses.deal_matrix import DRAWS, changed_cells, section
from report.results import Measure, Verdict
from report.theme_matrix import FOUND, NO_TEXT

ARTICLE = (
    "Partijen komen overeen dat zij jaarlijks verslag doen van de voortgang, dat wijzigingen "
    "schriftelijk worden vastgelegd en dat dit convenant niet in rechte afdwingbaar is."
)


@pytest.fixture(scope="module")
def material(study, deals, taxonomy):
    return material_of(study, deals, taxonomy=taxonomy)


@pytest.fixture(scope="module")
def tables(material):
    return {one.name: one for one in section(material).tables}


def test_the_long_and_the_wide_tables_hold_the_same_cells(material, tables):
    long = {row.key: row.values["waarde"] for row in tables["cellen"].rows}
    wide = {
        f"{row.key}|{concept}": row.values[concept]
        for facet in material.taxonomy.facets
        for row in tables[f"matrix_{facet.id}"].rows
        for concept in facet.concept_ids
    }
    assert long == wide
    assert len(long) == len(material.cells)


def test_every_count_of_passages_rests_on_that_many_passages(material, tables):
    cells = {
        f"{cell.row.deal.deal_id}|{cell.row.bron}|{cell.concept.id}": cell
        for cell in material.cells
    }
    for row in tables["cellen"].rows:
        cell, passages = cells[row.key], row.values["passages"]
        assert len(row.basis.get("passages", ())) == (passages or 0) == cell.passages
        for pointer in row.basis.get("passages", ()):
            assert cell.concept.id in material.passages[pointer.passage_id].labels


def test_the_number_of_themes_rests_on_the_best_passage_of_each(tables):
    for row in tables["matrix_draden"].rows:
        found = [key for key in ("R1", "R2") if row.values[key] == FOUND]
        best = [row.basis[key][0] for key in found]
        assert list(row.basis.get("gevonden", ())) == best
        assert row.values["gevonden"] == (None if row.values["R1"] == NO_TEXT else len(found))


def test_without_text_there_are_no_numbers(tables):
    silent = [row for row in tables["cellen"].rows if row.values["waarde"] == NO_TEXT]
    assert silent
    for row in silent:
        numbers = [one.name for one in tables["cellen"].columns if one.measure is not Measure.TEXT]
        assert {row.values[name] for name in numbers} == {None, row.values["tranche"]}
        assert row.basis == {}


def test_every_column_has_a_value_or_none_and_every_value_a_column(tables):
    for table in tables.values():
        names = {column.name for column in table.columns}
        assert all(set(row.values) == names and set(row.basis) <= names for row in table.rows)
        assert len({row.key for row in table.rows}) == len(table.rows)
        assert len(table.sheet) <= 31


def test_standard_text_is_shown_with_all_its_places(
    make_analysis, make_passage, make_source, deals, taxonomy
):
    own = "Wij bouwen huizen langs de dijk. " * 10
    analysis = make_analysis(
        [
            make_passage(ARTICLE, ["R1"]),
            make_passage(own, ["R2"], position=1),
            make_passage(ARTICLE, source=make_source("kust.pdf", "blauw")),
        ]
    )
    found = {
        one.name: one for one in section(material_of(analysis, deals, taxonomy=taxonomy)).tables
    }
    (row,) = found["standaardteksten"].rows
    assert (row.values["passages"], row.values["deals"], row.values["documenten"]) == (2, 2, 2)
    assert (row.values["labels"], row.values["woorden"]) == ("R1", 2 * len(ARTICLE.split()))
    assert row.values["plaatsen"] == "kust.pdf, p. 1; plan.pdf, p. 1"
    assert len(row.basis["passages"]) == 2
    texts = {one.key: one.values for one in found["matrix_teksten"].rows}
    assert texts["groen|plan"]["standaardtekst"] == 1
    assert texts["groen|plan"]["woorden"] == len(own.split())
    (cell,) = [one for one in found["cellen"].rows if one.key == "groen|plan|R1"]
    assert (cell.values["waarde"], cell.values["standaardtekst"]) == ("0", 1)


def test_what_could_not_be_read_is_told(study, deals, taxonomy):
    pages = (
        PageRecord(1, 595.0, 842.0, 900, "pdfium"),
        PageRecord(2, 595.0, 842.0, 0, "geen tekst", PageQuality(Grade.GEEN)),
    )
    documents = {key: dataclasses.replace(one, pages=pages) for key, one in study.documents.items()}
    unread = dataclasses.replace(study, documents=documents)
    found = {one.name: one for one in section(material_of(unread, deals, taxonomy=taxonomy)).tables}
    (plan, *_) = found["matrix_teksten"].rows
    assert plan.values["ongelezen"] == 0.5
    assert plan.values["niet_gevonden"] == 0


def test_a_matrix_on_many_passages_is_firm_and_one_on_a_single_passage_is_not(
    make_analysis, make_passage, deals, taxonomy, monkeypatch
):
    def check_of(labels):
        passages = [
            make_passage(f"Zin {place} " + "woord " * 40, one, position=place)
            for place, one in enumerate(labels)
        ]
        material = material_of(make_analysis(passages), deals, taxonomy=taxonomy)
        return section(material).checks[0], changed_cells(material)

    few, _ = check_of([["R1", "R2", "I1"]] * 12)
    assert few.verdict is Verdict.NOT_TESTABLE, "three cells are too few to call a matrix firm"
    monkeypatch.setattr(deal_matrix, "ENOUGH_CELLS", 3)
    firm, (changed, cells) = check_of([["R1", "R2", "I1"]] * 12)
    assert (firm.verdict, changed.tolist(), cells) == (Verdict.HOLDS, [0] * DRAWS, 3)
    loose, (changed, cells) = check_of([["R1"], ["R2"], ["I1"]])
    assert loose.verdict is Verdict.FAILS
    assert 0 < changed.sum() < DRAWS * cells


def test_the_same_passages_give_the_same_section(study, deals, taxonomy):
    again = dataclasses.replace(study, passages=study.passages[::-1], sources=study.sources[::-1])
    one, two = (
        section(material_of(analysis, deals, taxonomy=taxonomy)) for analysis in (study, again)
    )
    assert one == two


@pytest.mark.parametrize("kind", [Kind.CONVENANT, Kind.EVALUATIE])
def test_a_corpus_without_text_still_gives_its_tables(
    make_analysis, make_source, deals, taxonomy, kind
):
    for sources in ([], [make_source(kind=kind)]):
        material = material_of(make_analysis(sources=sources), deals, taxonomy=taxonomy)
        found = section(material)
        assert found.checks[0].verdict is Verdict.NOT_TESTABLE
        assert [len(one.rows) for one in found.tables] == [
            len(sources), len(sources), 3 * len(sources), len(sources), 0
        ]  # fmt: skip
