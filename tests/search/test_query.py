"""Finding: what is found, in which order, why, and what to do when nothing is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.facets import FACETS
from search.query import Query, QueryError, Scope, find

AXIS_OF_SCHOOLING = np.array([0, 1, 0, 0], dtype=np.float32)


def texts(index, results):
    return [index.passages[index.rows[hit.passage_id]].passage.text for hit in results.hits]


def test_other_forms_and_parts_of_compounds_are_found(small):
    found = texts(small, find(small, Query("scholingscheque"), None))
    assert found[0].startswith(("Werknemers", "Er zijn"))
    assert set(found) == {
        "Werknemers krijgen een scholingscheque van € 2.500.",
        "Er zijn 80 scholingscheques uitgegeven.",
        "Een ontwikkelcheque voor omscholing kost € 2 mln.",
    }


def test_headings_are_no_passages_that_count(small):
    assert all("Hoofdstuk" not in text for text in texts(small, find(small, Query(), None)))


def test_meaning_finds_what_shares_no_word(small):
    by_words = find(small, Query("bijspijkeren"), None)
    both = find(small, Query("bijspijkeren"), AXIS_OF_SCHOOLING)
    assert by_words.total == 0
    assert both.total == 3
    assert all(hit.why.by_words is None and hit.why.similarity == 1.0 for hit in both.hits)


def test_what_both_ways_find_stands_above_what_one_finds(small):
    results = find(small, Query("ontwikkelcheque vergadert"), AXIS_OF_SCHOOLING)
    assert texts(small, results)[0].startswith("Een ontwikkelcheque")


def test_a_hit_says_which_characters_matched_and_which_labels_it_shares(small):
    hit = find(small, Query("scholingscheque"), None).hits[0]
    text = small.passages[small.rows[hit.passage_id]].passage.text
    assert [text[span.start : span.end].lower() for span in hit.why.words] == list(hit.why.terms)
    assert hit.why.labels == ("R2",)


def test_the_name_of_a_deal_finds_its_passages_also_misspelt(small):
    for written in ("Noord-Limburg", "nord-limbrug", "noord limbrug"):
        found = find(small, Query(f"dorpshuis {written}"), None)
        assert texts(small, found)[0] == "Dorpshuizen krijgen subsidie."


def test_words_of_asking_find_nothing(small):
    assert find(small, Query("wat doen de"), None).total <= find(small, Query("de"), None).total
    assert texts(small, find(small, Query("wie doet er iets met het dorpshuis"), None)) == texts(
        small, find(small, Query("dorpshuis"), None)
    )


def test_without_text_everything_that_the_filters_leave_is_a_hit(small):
    assert find(small, Query(), None).total == len(small.passages)
    assert find(small, Query(filters={"deal": ("rood",)}), None).total == 2


def test_filters_join_with_and_values_of_one_facet_with_or(small):
    def total(**filters):
        return find(small, Query(filters=filters), None).total

    assert total(draad=("R1",)) == 2
    assert total(draad=("R1", "R2")) == 5
    assert total(draad=("R1",), instrument=("I1",)) == 1
    assert total(draad=("R1",), bedrag=("1m-10m",)) == 0
    assert total(domein=("D2",), tranche=("2",)) == 2
    assert total(ministerie=("SZW",)) == 1
    assert total(bronsoort=("externe evaluatie",)) == 1
    assert total(provincie=("Limburg", "Zeeland")) == 4


def test_in_the_scope_of_a_deal_values_may_stand_in_different_passages(small):
    both = {"draad": ("R1", "R2")}
    left = find(small, Query(filters=both, scope=Scope.DEAL), None)
    assert {small.passages[small.rows[hit.passage_id]].deal for hit in left.hits} == {
        "groen",
        "rood",
    }
    assert left.total == 4
    apart = {"draad": ("R1",), "bedrag": ("tot-100k",)}
    assert find(small, Query(filters=apart), None).total == 0
    assert find(small, Query(filters=apart, scope=Scope.DEAL), None).total == 2
    two_deals = {"deal": ("groen", "rood"), "draad": ("R1",)}
    assert find(small, Query(filters=two_deals, scope=Scope.DEAL), None).total == 2


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("text", ["", "scholingscheque dorpshuis"])
def test_a_count_is_what_choosing_the_value_gives(small, scope, text):
    """For a facet in which nothing else is chosen."""
    chosen = {"draad": ("R2",)}
    for facet in find(small, Query(text, chosen, scope), None).facets:
        if facet.facet == "draad":
            continue
        for value, _, count, is_chosen in facet.values:
            then = find(small, Query(text, {**chosen, facet.facet: (value,)}, Scope.PASSAGE), None)
            assert not is_chosen
            if scope is Scope.PASSAGE:
                assert then.total == count, (facet.facet, value)


def test_a_chosen_facet_still_counts_its_other_values(small):
    facets = find(small, Query(filters={"draad": ("R1",)}), None).facets
    draden = next(one for one in facets if one.facet == "draad")
    assert [(value, count, chosen) for value, _, count, chosen in draden.values] == [
        ("R1", 2, True),
        ("R2", 3, False),
    ]


def test_nothing_found_says_which_filter_to_loosen_and_what_that_gives(small):
    filters = {"draad": ("R1",), "bedrag": ("1m-10m",), "deal": ("rood",)}
    results = find(small, Query(filters=filters), None)
    assert results.total == 0
    assert [(one.facet, one.value, one.total) for one in results.advice] == [
        ("draad", "R1", 1),
        ("bedrag", "1m-10m", 1),
    ]
    for one in results.advice:
        left = {name: values for name, values in filters.items() if name != one.facet}
        assert find(small, Query(filters=left), None).total == one.total


def test_when_no_single_filter_helps_the_advice_is_to_drop_all(small):
    filters = {"deal": ("blauw",), "draad": ("R1",), "instrument": ("I1",), "tranche": ("1",)}
    results = find(small, Query("vergadert", filters), None)
    assert [(one.facet, one.value, one.total) for one in results.advice] == [("", "", 1)]


def test_an_unknown_facet_and_an_impossible_page_are_refused(small):
    with pytest.raises(QueryError, match="kleur"):
        find(small, Query(filters={"kleur": ("rood",)}), None)
    with pytest.raises(QueryError):
        find(small, Query(limit=0), None)
    with pytest.raises(QueryError):
        find(small, Query(offset=-1), None)


def test_a_value_that_no_passage_has_gives_nothing(small):
    assert find(small, Query(filters={"deal": ("nergens",)}), None).total == 0


@given(st.text(max_size=60), st.sampled_from(sorted(FACETS)), st.integers(1, 4))
def test_any_text_is_answered_and_pages_join_to_the_whole(small, text, facet, limit):
    whole = find(small, Query(text, limit=50), AXIS_OF_SCHOOLING)
    pages = [
        hit
        for offset in range(0, whole.total, limit)
        for hit in find(small, Query(text, limit=limit, offset=offset), AXIS_OF_SCHOOLING).hits
    ]
    assert tuple(pages) == whole.hits
    assert len(whole.hits) == whole.total
    assert find(small, Query(text, {facet: ()}, limit=50), AXIS_OF_SCHOOLING) == whole


def test_the_order_of_scores_falls_and_ties_keep_the_order_of_the_documents(small):
    hits = find(small, Query("dorpshuis", limit=50), None).hits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    everything = find(small, Query(limit=50), None).hits
    assert [hit.passage_id for hit in everything] == list(small.rows)


def test_an_index_of_nothing_answers_too(make_index):
    empty = make_index([])
    results = find(empty, Query("dorpshuis", {"draad": ("R1",)}, Scope.DEAL), None)
    assert (results.hits, results.total, results.advice) == ((), 0, ())
