"""Analysis 5: the nearest passages of every example, for a person to judge."""

import pytest
from materials import intervention_of, material_of

from classify.embed import load_embedder
from corpus import registry
from report.analyses.examples import NEAREST, section
from report.results import Verdict
from taxonomy.load import shipped_taxonomy

DEALS = registry.deal_by_id()
DEAL = "t2-foodvalley"
HOUSE = "In de oude kerk zit nu het dorpshuis. Daar zijn ook de bibliotheek en de harmonie."
OTHERS = (
    "De netbeheerder verzwaart de kabels.",
    "Leraren krijgen een coach.",
    "Op het erf worden stallen gesloopt.",
)


@pytest.fixture(scope="module")
def embedder():
    return load_embedder("dutch-static")


@pytest.fixture
def material(make_analysis, make_passage, make_source, embedder):
    source = make_source("plan.pdf", DEAL)
    texts = (HOUSE, *OTHERS, OTHERS[0].upper())
    passages = [
        make_passage(
            text,
            ["R1"] if text is HOUSE else [],
            source=source,
            position=place,
            sentence_starts=(0, text.index("Daar")) if text is HOUSE else (0,),
        )
        for place, text in enumerate(texts)
    ]
    ids = [one.passage.passage_id for one in passages]
    vectors = dict(zip(ids, embedder.encode_passages(texts), strict=True))
    named = intervention_of("Huis van het dorp", ids[0], DEAL)
    return material_of(
        make_analysis(passages),
        DEALS,
        embedder=embedder,
        vectors=vectors,
        interventions=[named],
    )


def test_the_passage_that_says_the_same_comes_first_with_its_best_sentence(material) -> None:
    first = section(material).tables[0].rows[0]
    assert first.values["voorbeeld"] == shipped_taxonomy().concepts[0].examples[0]
    assert first.values["interventie"] == "Huis van het dorp"
    assert first.values["zelfde_draad"] == "ja"
    assert first.values["citaat"] in HOUSE
    (pointer,) = first.basis["gelijkenis"]
    assert HOUSE[pointer.start : pointer.end].strip() == first.values["citaat"]


def test_at_most_five_a_line_falling_and_no_text_twice(material) -> None:
    by_example: dict[str, list] = {}
    for row in section(material).tables[0].rows:
        by_example.setdefault(row.values["voorbeeld"], []).append(row.values)
    for rows in by_example.values():
        likeness = [row["gelijkenis"] for row in rows]
        assert likeness == sorted(likeness, reverse=True)
        assert len(rows) <= NEAREST
        assert len({row["citaat"].casefold() for row in rows}) == len(rows)
        assert all(row["oordeel"] is None for row in rows)


def test_hits_are_for_a_person_to_judge(material) -> None:
    (check,) = section(material).checks
    assert check.verdict is Verdict.NOT_TESTABLE
    assert "door een mens" in check.found


def test_an_empty_corpus_has_no_rows(make_analysis, embedder) -> None:
    found = section(material_of(make_analysis(), DEALS, embedder=embedder))
    assert found.tables[0].rows == ()
    assert found.checks[0].verdict is Verdict.NOT_TESTABLE
