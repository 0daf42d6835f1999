"""REFI-QDA: an independent reader finds the codes, the texts and each coding in its place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiCodebook, RefiProject
from reviewing import assisted, judged

from report.refi_qda import codebook, project, texts_of
from taxonomy.load import shipped_taxonomy


@pytest.fixture
def read(tmp_path):
    """Read a project with the independent reader: the project and its texts by guid."""

    def reading(content: bytes):
        path = tmp_path / "proef.qdpx"
        path.write_bytes(content)
        found = RefiProject.load(path, tmp_path / "uit")
        texts = {
            one.guid: Path(RefiProject.resolve_source_path(one.plain_text_path, tmp_path / "uit"))
            .read_bytes()
            .decode("utf-8")
            for one in found.sources.text_source
        }
        return found, texts

    return reading


def codes_of(codes):
    """All codes of a codebook by guid, groups included."""
    found = {}
    for code in codes:
        found |= {code.guid: code} | codes_of(code.code)
    return found


def test_the_codebook_of_the_shipped_taxonomy_holds_every_concept_once(tmp_path) -> None:
    taxonomy = shipped_taxonomy()
    path = tmp_path / "codeboek.qdc"
    path.write_bytes(codebook(taxonomy))
    codes = codes_of(RefiCodebook.load(path).codes.code)
    names = [one.name for one in codes.values() if one.is_codable]
    assert names == [f"{one.id} {one.label.nl}" for one in taxonomy.concepts]
    groups = [one.name for one in codes.values() if not one.is_codable]
    domains = [domain.label.nl for facet in taxonomy.facets for domain in facet.domains]
    assert sorted(groups) == sorted([*domains, *(facet.title.nl for facet in taxonomy.facets)])
    draad = next(one for one in taxonomy.concepts if one.id == "R7")
    described = next(one for one in codes.values() if one.name.startswith("R7 "))
    assert described.description.startswith(draad.definition)


def test_every_coding_stands_on_the_words_of_its_passage(
    make_analysis, make_source, make_passage, taxonomy, deals, read
) -> None:
    source = make_source()
    texts = ["Eerst dit.", "Dan dát: één café 🙂 erbij.", "En tot slot."]
    labels = [["R1"], ["R2", "I1"], []]
    passages = [
        make_passage(text, given_labels, source=source, position=position)
        for position, (text, given_labels) in enumerate(zip(texts, labels, strict=True))
    ]
    found, read_texts = read(project(make_analysis(passages), taxonomy, deals, "proef"))
    (held,) = found.sources.text_source
    codes = codes_of(found.code_book.codes.code)
    coded = {
        read_texts[held.guid][one.start_position : one.end_position]: [
            codes[coding.code_ref.target_guid].name.split()[0] for coding in one.coding
        ]
        for one in held.plain_text_selection
    }
    assert coded == {texts[0]: ["R1"], texts[1]: ["R2", "I1"]}
    (case,) = found.cases.case
    assert [one.target_guid for one in case.source_ref] == [held.guid]


def test_what_people_confirmed_stands_in_their_name_and_the_rest_in_that_of_the_model(
    make_analysis, make_passage, taxonomy, deals, read
) -> None:
    passage = make_passage("Groen werkt.", ["R1", "R2"])
    analysis = judged(
        make_analysis([passage]), {passage.passage.passage_id: {"R1": assisted(True)}}
    )
    found, _ = read(project(analysis, taxonomy, deals, "proef"))
    names = {one.guid: one.name for one in found.users.user}
    codes = codes_of(found.code_book.codes.code)
    (selection,) = found.sources.text_source[0].plain_text_selection
    assert {
        codes[one.code_ref.target_guid].name.split()[0]: names[one.creating_user]
        for one in selection.coding
    } == {"R1": "Rode Draden (door mensen bevestigd)", "R2": "Rode Draden (model)"}


def test_a_document_about_many_deals_gives_each_deal_its_own_passages(
    make_analysis, make_source, make_passage, taxonomy, deals, read
) -> None:
    letter = make_source("brief.pdf", deal="meerdere")
    passages = [
        make_passage("Groen werkt.", ["R1"], source=letter, deal="groen"),
        make_passage("Blauw ook.", ["R1"], source=letter, deal="blauw", position=1),
    ]
    found, _ = read(project(make_analysis(passages), taxonomy, deals, "proef"))
    by_name = {one.name: [ref.target_guid for ref in one.selection_ref] for one in found.cases.case}
    selections = [one.guid for one in found.sources.text_source[0].plain_text_selection]
    assert by_name == {"Groene Streek": selections[:1], "Blauwe Kust": selections[1:]}


def test_the_same_run_gives_the_same_file(
    make_analysis, make_source, make_passage, taxonomy, deals
) -> None:
    analysis = make_analysis([make_passage("Eerst dit.", ["R1"])])
    assert project(analysis, taxonomy, deals, "a") == project(analysis, taxonomy, deals, "a")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_positions_hold_for_any_text(make_analysis, make_source, make_passage, texts) -> None:
    source = make_source()
    passages = [
        make_passage(text, source=source, position=place) for place, text in enumerate(texts)
    ]
    (held,) = texts_of(make_analysis(passages))
    for one in passages:
        start, end = held.places[one.passage.passage_id]
        assert len(held.text[start:end]) == len(one.passage.text)
        same = [a == b for a, b in zip(held.text[start:end], one.passage.text, strict=True)]
        assert all(same[i] for i, sign in enumerate(one.passage.text) if sign.isprintable())
