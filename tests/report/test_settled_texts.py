"""A text that a row repeats has one answer, wherever in the row somebody gave it."""

from dataclasses import replace

import pytest

from corpus.analysed import settled_labels
from corpus.records import Bron, Review, ReviewedLabel
from report.settled_texts import settled_as_texts
from report.theme_matrix import cells_of, rows_of
from taxonomy.load import shipped_taxonomy

CONFIRMED, REJECTED = ReviewedLabel(present=1, blind_present=1), ReviewedLabel(absent=1)
LIMITS = dict.fromkeys(shipped_taxonomy().concept_ids, 0.5)


@pytest.fixture
def cell(deals, taxonomy, make_analysis):
    """The cell of R1 in the plan of one deal."""

    def of(*passages):
        rows = rows_of(make_analysis(passages), deals)
        (found,) = (
            one
            for one in cells_of(rows, taxonomy.facets)
            if one.concept.id == "R1" and one.row.bron == Bron.PLAN
        )
        return found

    return of


def judged(one, label):
    labels, struck = settled_labels(one.tag, LIMITS, {"R1": label})
    return replace(one, reviewed={"R1": label}, labels=labels, struck=struck)


def repeated(make_passage, labels):
    """A text, the same text in another document of the deal, and another text."""
    text = "Een heel lange zin over wonen in de regio en over iedereen die daar woont. " * 4
    sources = ["een.pdf", "twee.pdf"]
    first, second = (
        make_passage(text, labels, source=replace(make_passage().source, name=name))
        for name in sources
    )
    return first, second, make_passage(words=80, position=9)


@pytest.mark.parametrize("which", [0, 1])
def test_a_rejected_text_is_rejected_in_its_repeats(cell, make_passage, which):
    texts = list(repeated(make_passage, ["R1"]))
    assert cell(*texts).value == "1"
    texts[which] = judged(texts[which], REJECTED)
    found = cell(*texts)
    assert (found.value, found.passages, found.strength, found.rejected) == ("0", 0, 0, 2)
    assert found.chance < 0.1
    assert found.review is Review.AFGEWEZEN
    assert found.human_share == 1


def test_a_confirmed_text_is_confirmed_in_its_repeats(cell, make_passage):
    first, second, other = repeated(make_passage, [])
    assert cell(first, second, other).value == "0"
    found = cell(judged(first, CONFIRMED), second, other)
    assert (found.value, found.passages, found.confirmed) == ("1", 2, 2)
    both = cell(judged(first, CONFIRMED), judged(second, CONFIRMED), other)
    assert (found.strength, found.chance) == (both.strength, both.chance)


def test_what_people_said_of_the_repeat_itself_stays(make_passage):
    first, second, other = repeated(make_passage, ["R1"])
    doubt = ReviewedLabel(doubt=1)
    passages = (judged(first, REJECTED), judged(second, doubt), other)
    assert settled_as_texts(passages, lambda one: one.passage.text) == passages


def test_where_the_passages_with_a_text_differ_nothing_follows(make_passage):
    first, second, _ = repeated(make_passage, ["R1"])
    third = replace(second, passage=replace(second.passage, passage_id="third"))
    passages = (judged(first, REJECTED), judged(second, CONFIRMED), third)
    assert settled_as_texts(passages, lambda one: one.passage.text) == passages


def test_what_follows_counts_for_no_figure(make_passage):
    first, second, _ = repeated(make_passage, ["R1"])
    blind = replace(CONFIRMED, probability=0.7)
    _, found = settled_as_texts((judged(first, blind), second), lambda one: one.passage.text)
    label = found.reviewed["R1"]
    assert (label.review, label.blind_review) == (Review.BEVESTIGD, Review.NIET_BEKEKEN)
    assert label.probability is None
