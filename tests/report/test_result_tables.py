"""Tables as files: CSV and Parquet say the same, and text stays text."""

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from handmade import EMPTY, FIRST, OTHERS, TABLE, report_of
from hypothesis import given
from hypothesis import strategies as st

from report.evidence import evidence_lines
from report.result_tables import (
    EVIDENCE_COLUMNS,
    QUOTE_COLUMNS,
    csv_bytes,
    dictionary_table,
    evidence_files,
    flat_table,
    parquet_bytes,
)
from report.results import Measure, ResultColumn, ResultRow, ResultTable


@pytest.fixture(scope="module")
def quotations(study, deals, taxonomy):
    return report_of(study, deals, taxonomy)[0].quotations


@pytest.fixture(scope="module")
def flat(quotations):
    return flat_table(TABLE, quotations)


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def read_parquet(content):
    return pq.read_table(io.BytesIO(content))


def test_csv_and_parquet_have_the_same_columns_and_rows(flat):
    text, table = read_csv(csv_bytes(flat)), read_parquet(parquet_bytes(flat))
    assert list(text[0]) == table.column_names
    assert [row["sleutel"] for row in text] == table["sleutel"].to_pylist()
    assert [row["aandeel"] for row in text] == ["0.5", "", "0.0"]
    assert table["aandeel"].to_pylist() == [0.5, None, 0.0]


def test_the_best_quote_of_a_row_stands_behind_it_with_its_document_and_page(flat):
    rows = read_parquet(parquet_bytes(flat)).to_pylist()
    assert rows[0]["citaat"] == "=SUM(A1) is geen formule maar een citaat."
    assert (rows[0]["citaat_document"], rows[0]["citaat_pagina"]) == ("plan.pdf", 1)
    assert rows[1]["citaat"] is None
    assert (rows[2]["citaat"], rows[2]["citaat_pagina"]) == ("Veel bewegen.", 7)


def test_a_table_with_quotes_of_its_own_or_without_basis_gets_no_more(quotations):
    own = ResultTable(
        "eigen", "E", "E", "", (ResultColumn("citaat", "Citaat", "Zin."),),
        (ResultRow("a", {"citaat": "Veel"}, {"citaat": (FIRST,)}),),
    )  # fmt: skip
    for table in (own, EMPTY):
        names = [column.name for column in flat_table(table, quotations).columns]
        assert names == ["sleutel", *(column.name for column in table.columns)]


def test_a_value_that_looks_like_a_formula_is_only_text_in_csv(flat):
    row = read_csv(csv_bytes(flat))[0]
    assert row["naam"] == "'=Sociale <b>cohesie</b>"
    assert row["citaat"].startswith("'=SUM")


@given(st.lists(st.one_of(st.none(), st.integers(-9, 9), st.floats(-1, 1), st.just("geen tekst"))))
def test_parquet_keeps_every_value_and_what_is_absent(values):
    column = ResultColumn("waarde", "Waarde", "Iets.", Measure.NUMBER)
    rows = tuple(ResultRow(str(place), {"waarde": one}) for place, one in enumerate(values))
    flat = flat_table(ResultTable("t", "T", "T", "", (column,), rows), None)
    kept = read_parquet(parquet_bytes(flat))["waarde"].to_pylist()
    words = any(isinstance(one, str) for one in values)
    assert kept == [str(one) if words and one is not None else one for one in values]


def test_parquet_keeps_years_as_whole_numbers():
    column = ResultColumn("jaar", "Jaar", "Een jaar.", Measure.YEAR)
    rows = tuple(ResultRow(str(year), {"jaar": year}) for year in (2019, None))
    flat = flat_table(ResultTable("t", "T", "T", "", (column,), rows), None)
    assert read_parquet(parquet_bytes(flat)).schema.field("jaar").type == pa.int64()


def test_parquet_tells_what_a_column_means(flat):
    field = read_parquet(parquet_bytes(flat)).schema.field("aandeel")
    told = {key.decode(): value.decode() for key, value in field.metadata.items()}
    assert told["betekenis"] == "Aandeel van de deals."
    assert told["soort"] == "aandeel"


def test_the_evidence_names_every_passage_behind_every_number_best_first(quotations):
    text, parquet = evidence_files(evidence_lines([TABLE], quotations))
    rows, table = read_csv(text), read_parquet(parquet)
    assert list(rows[0]) == table.column_names == [column.name for column in EVIDENCE_COLUMNS]
    found = [(row["rij"], row["kolom"], row["plek"], row["passage_id"]) for row in rows]
    behind = [FIRST, *OTHERS]
    assert found == [
        (key, column, str(rank), pointer.passage_id)
        for key, column, pointers in (
            ("R1|plan", "deals", behind),
            ("R1|plan", "aandeel", behind),
            ("R2|plan", "aandeel", OTHERS),
        )
        for rank, pointer in enumerate(pointers, 1)
    ]
    assert [str(one) for one in table["plek"].to_pylist()] == [row["plek"] for row in rows]
    assert table["citaat"].to_pylist()[-1] == rows[-1]["citaat"] == "Samen misschien."
    assert rows[0]["citaat"].startswith("'=SUM")
    assert rows[0]["vak"] == "10.0 20.0 30.0 40.0"


def test_no_evidence_gives_files_with_a_head_only(quotations):
    text, parquet = evidence_files(evidence_lines([EMPTY], quotations))
    assert read_csv(text) == []
    assert read_parquet(parquet).num_rows == 0


def test_the_dictionary_explains_every_column_once(flat, quotations):
    tables = [flat, flat_table(EMPTY, quotations)]
    rows = dictionary_table(tables, {"draden": "Draden", "leeg": "Leeg"}).rows
    explained = [(row.values["tabel"], row.values["kolom"]) for row in rows]
    assert len(explained) == len(set(explained))
    for one in tables:
        assert {(one.table.name, column.name) for column in one.columns} <= set(explained)
    assert {("draden", column.name) for column in QUOTE_COLUMNS} <= set(explained)
    assert all(row.values["betekenis"] for row in rows)
