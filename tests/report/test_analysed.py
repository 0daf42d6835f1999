"""What counts as substantive text, and what a document can bear witness to."""

from dataclasses import replace

import pytest

from corpus.records import Kind, PassageKind


@pytest.mark.parametrize("kind", [PassageKind.BODY, PassageKind.LIST, PassageKind.TABLE])
def test_text_lists_and_tables_count(make_passage, kind):
    assert make_passage(kind=kind).counts


@pytest.mark.parametrize("kind", [PassageKind.HEADING, PassageKind.FOOTNOTE, PassageKind.OTHER])
def test_headings_footnotes_and_loose_marks_do_not_count(make_passage, kind):
    tagged = make_passage()
    assert not make_passage(kind=kind).counts
    # Not even when something gave them a tag.
    assert not type(tagged)(
        make_passage(kind=kind).passage, tagged.source, "groen", "", tagged.tag, ()
    ).counts


@pytest.mark.parametrize(
    ("heading", "counts"),
    [
        ("Bijlage B: Literatuurlijst (1/2)", False),
        ("Bijlage C: Lijst betrokken personen (2/2)", False),
        ("7.2 Bronnen en geraadpleegde documenten", False),
        ("Afkortingen", False),
        ("Bronnen van duurzame energie", True),
        ("Betrokken partijen", True),
        ("Literatuur voor kinderen", True),
    ],
)
def test_lists_of_titles_and_persons_do_not_count(make_passage, heading, counts):
    made = make_passage()
    passage = replace(made.passage, heading_path=("Rapport", heading))
    assert replace(made, passage=passage).counts is counts


def test_text_without_a_tag_does_not_count(make_passage):
    tagged = make_passage()
    assert not type(tagged)(tagged.passage, tagged.source, "groen", "", None, ()).counts


@pytest.mark.parametrize("kind", list(Kind))
def test_only_a_covenant_is_a_plan(make_passage, make_source, kind):
    expected = "plan" if kind is Kind.CONVENANT else "rapportage"
    assert make_passage(source=make_source(kind=kind)).bron == expected
