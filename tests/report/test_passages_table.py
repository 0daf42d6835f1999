"""The table of passages, read back with pandas: one row a passage, with all that is known."""

import dataclasses
import json

import pandas as pd
import pytest

from corpus.records import Amount, Grade, ReviewedLabel
from report.boilerplate import shared_texts
from report.passages_table import write_passages

COLUMNS = [
    *("passage_id", "document", "document_id", "deal_id", "deal_reden", "tranche", "bron", "soort"),
    *("jaar", "positie", "type", "koppen", "paginas", "vakken", "leeskwaliteit", "plaats"),
    *("bedragen", "tekst", "woorden", "telt_mee", "standaardtekst"),
    *("labels", "verdere_labels", "twijfel", "nagekeken", "bewijs", "houding", "namen"),
    *("kans_R1", "kans_R2", "kans_I1"),
]


@pytest.fixture
def table(study, deals, taxonomy, tmp_path):
    write_passages(tmp_path / "passages.parquet", study, deals, taxonomy)
    return pd.read_parquet(tmp_path / "passages.parquet")


def test_there_is_a_row_for_each_passage_in_order(table, study):
    assert list(table["passage_id"]) == [one.passage.passage_id for one in study.passages]
    assert list(table["tekst"]) == [one.passage.text for one in study.passages]
    assert list(table["woorden"]) == [one.passage.words for one in study.passages]


def test_columns_end_with_a_probability_for_each_concept(table):
    assert list(table.columns) == COLUMNS


def test_standard_text_is_marked(
    make_analysis, make_passage, make_source, deals, taxonomy, tmp_path
):
    article = (
        "Partijen komen overeen dat zij elk jaar verslag doen van de voortgang en dat dit "
        "convenant niet in rechte afdwingbaar is."
    )
    analysis = make_analysis(
        [
            make_passage(article),
            make_passage(position=1),
            make_passage(article, source=make_source("kust.pdf", "blauw")),
        ]
    )
    shared = shared_texts(analysis.passages, deals)
    write_passages(tmp_path / "passages.parquet", analysis, deals, taxonomy, shared)
    table = pd.read_parquet(tmp_path / "passages.parquet")
    assert table["standaardtekst"].tolist() == [True, False, True]


def test_labels_are_a_list(table):
    assert [list(labels) for labels in table["labels"]] == [["R1", "I1"], [], ["R2"], ["R1"]]


def test_probabilities_are_those_of_the_tagger(table):
    assert table["kans_R1"].dtype == "float32"
    found = table.loc[[0, 2, 3], ["kans_R1", "kans_R2", "kans_I1"]].to_numpy().ravel()
    assert found.tolist() == pytest.approx([0.9, 0.01, 0.9, 0.01, 0.9, 0.01, 0.55, 0.01, 0.01])


def test_a_heading_has_no_probability_and_does_not_count(table):
    assert table["telt_mee"].tolist() == [True, False, True, True]
    assert table.loc[1, ["kans_R1", "kans_R2", "kans_I1"]].isna().all()


def test_a_passage_knows_its_document_deal_and_place(table, study):
    row = table.loc[2]
    assert (row["document"], row["deal_id"], row["tranche"]) == ("evaluatie.pdf", "groen", 1)
    assert (row["bron"], row["soort"], row["jaar"]) == ("rapportage", "evaluatie", 2021)
    assert (list(row["koppen"]), list(row["paginas"])) == (["Hoofdstuk", "Paragraaf"], [7])
    assert [list(box) for box in row["vakken"]] == [[7.0, 1.0, 2.0, 3.0, 4.0]]
    assert row["document_id"] == study.passages[2].source.document_id


def test_a_passage_knows_its_article_its_amounts_and_how_well_it_was_read(
    make_analysis, make_passage, deals, taxonomy, tmp_path
):
    made = make_passage("Het Rijk geeft € 2 miljoen en de regio € 1.500.")
    cited = dataclasses.replace(
        made.passage,
        place="Artikel 3, lid 2, onder b",
        amounts=(Amount(15, 26, 2_000_000.0), Amount(39, 46, 1500.0)),
    )
    poor = dataclasses.replace(made, passage=cited, grade=Grade.SLECHT)
    write_passages(tmp_path / "passages.parquet", make_analysis([made, poor]), deals, taxonomy)
    table = pd.read_parquet(tmp_path / "passages.parquet")
    assert table["leeskwaliteit"].tolist() == ["goed", "slecht"]
    assert table["plaats"].tolist() == ["", "Artikel 3, lid 2, onder b"]
    assert [list(amounts) for amounts in table["bedragen"]] == [[], [2_000_000.0, 1500.0]]


def test_evidence_points_at_words_of_the_text(table):
    ((start, end, term),) = json.loads(table.loc[0, "bewijs"])["R1"]
    assert table.loc[0, "tekst"][start:end] == term == "citaat"


def test_what_people_settled_is_told_beside_what_the_tagger_says(
    make_analysis, make_passage, deals, taxonomy, tmp_path
):
    judged = dataclasses.replace(
        make_passage(labels=["R1"], probabilities={"R1": 0.2}),
        reviewed={
            "I1": ReviewedLabel(present=1, absent=1),
            "R2": ReviewedLabel(absent=2, present=1),
            "R1": ReviewedLabel(present=1),
        },
    )
    analysis = make_analysis([judged, make_passage(position=1)])
    write_passages(tmp_path / "passages.parquet", analysis, deals, taxonomy)
    table = pd.read_parquet(tmp_path / "passages.parquet")
    assert table["nagekeken"].tolist() == ['{"R1": "bevestigd", "R2": "afgewezen"}', "{}"]
    assert table.loc[0, "kans_R1"] == pytest.approx(0.2)


def test_a_national_passage_has_no_tranche(make_analysis, make_passage, deals, taxonomy, tmp_path):
    analysis = make_analysis([make_passage(deal="landelijk")])
    write_passages(tmp_path / "passages.parquet", analysis, deals, taxonomy)
    (row,) = pd.read_parquet(tmp_path / "passages.parquet").itertuples()
    assert row.deal_id == "landelijk"
    assert pd.isna(row.tranche)


def test_no_passages_give_a_table_with_all_columns(make_analysis, deals, taxonomy, tmp_path):
    write_passages(tmp_path / "passages.parquet", make_analysis(), deals, taxonomy)
    table = pd.read_parquet(tmp_path / "passages.parquet")
    assert (len(table), list(table.columns)) == (0, COLUMNS)


def test_the_same_analysis_gives_the_same_bytes_and_no_draft(study, deals, taxonomy, tmp_path):
    contents = set()
    for _ in range(2):
        write_passages(tmp_path / "passages.parquet", study, deals, taxonomy)
        contents.add((tmp_path / "passages.parquet").read_bytes())
    assert len(contents) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["passages.parquet"]
