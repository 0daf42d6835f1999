"""Breadth: length and repetition cannot buy it, and the band holds what is drawn at random."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Bron, Kind
from report.breadth import COMMON_WORDS, LEAST_DEALS, breadths, relation
from report.texts import texts_in
from report.theme_matrix import LEAST_WORDS
from tests.report.drawn_corpus import CORPORA, DEALS, Builder, Drawn

THEMES = tuple(f"R{number}" for number in range(1, 16))
NUMBERS = st.lists(st.integers(0, 9), min_size=LEAST_DEALS, max_size=15)


@pytest.fixture(scope="module")
def build(make_passage, make_source, make_analysis):
    return Builder(make_passage, make_source, make_analysis)


def plans(material):
    texts = next(one for one in texts_in(material) if one.bron is Bron.PLAN)
    return breadths(texts, material.taxonomy.facet("draden"))


def spread_over(deal, themes, passages, words=60):
    """A plan whose passages take the themes in turn."""
    return [
        Drawn(deal, Kind.CONVENANT, (themes[place % len(themes)],), (), 0.95, words)
        for place in range(passages)
    ]


def _mixed(random, deal, passages):
    """A plan of passages with a theme each, rare themes and common ones."""
    chances = np.arange(1, 16) / 120
    return [
        Drawn(deal, Kind.CONVENANT, (THEMES[random.choice(15, p=chances)],), (), 0.95, 60)
        for _ in range(passages)
    ]


@settings(max_examples=15, deadline=None)
@given(CORPORA)
def test_doubling_the_text_does_not_make_a_deal_broader(build, drawn):
    """A deal with too little text to speak of has none twice either, so passages are not short."""
    drawn = [replace(one, words=one.words + LEAST_WORDS) for one in drawn]
    assert plans(build.material(drawn)) == plans(build.material(drawn, times=2))


@settings(max_examples=15, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(build, drawn, random):
    analysis = build.analysis(drawn)
    shuffled = list(analysis.passages)
    random.shuffle(shuffled)
    assert plans(build.of_analysis(analysis)) == plans(
        build.of_analysis(build.make_analysis(shuffled, analysis.sources))
    )


@settings(max_examples=15, deadline=None)
@given(CORPORA)
def test_measures_stay_within_their_bounds(build, drawn):
    found = plans(build.material(drawn))
    for one in found:
        assert 0 <= one.themes <= 15
        assert one.domains <= one.themes
        assert one.evenness is None or 0 <= one.evenness <= 1
        if one.rank is not None:
            assert one.words >= COMMON_WORDS
            assert one.rank_bounds[0] <= one.rank_bounds[1] <= len(found)


def test_more_text_of_the_same_mixture_has_more_themes_but_is_not_broader_at_equal_text(build):
    """Deals whose passages are draws from one mixture, thirty passages or ninety."""
    random = np.random.default_rng(11)
    found = []
    for _ in range(12):
        drawn = [
            one
            for deal, size in ((DEALS[0], 30), (DEALS[2], 90))
            for one in _mixed(random, deal, size)
        ]
        found.append(plans(build.material(drawn)))
    assert np.mean([long.expected - short.expected for short, long in found]) > 1
    apart = [long.at_equal_text - short.at_equal_text for short, long in found]
    assert abs(np.mean(apart)) < 0.5


def test_a_mixture_is_broader_than_one_theme_over_and_over(build):
    drawn = spread_over(DEALS[0], THEMES, 30) + spread_over(DEALS[2], THEMES[:1], 90)
    broad, narrow = plans(build.material(drawn))
    assert (broad.rank, narrow.rank) == (1, 2)
    assert broad.evenness > 0.99
    assert narrow.evenness == 0
    assert narrow.against_band == "smaller"


def test_a_text_too_short_to_compare_has_no_rank(build):
    drawn = spread_over(DEALS[0], THEMES, 10) + spread_over(DEALS[2], THEMES, 30)
    short, _ = plans(build.material(drawn))
    assert (short.rank, short.at_equal_text) == (None, None)
    assert short.band is not None


def test_the_band_holds_deals_that_are_drawn_at_random(build):
    """Deals that are nothing but draws from one pool of passages fall in the band, as 95 % must;
    with a hundred and twenty of them some may fall out."""
    random = np.random.default_rng(7)
    inside = []
    for _ in range(24):
        drawn = [one for deal in DEALS for one in _mixed(random, deal, 20)]
        inside += [one.against_band == "binnen" for one in plans(build.material(drawn))]
    assert np.mean(inside) > 0.85


@settings(max_examples=20, deadline=None)
@given(NUMBERS, st.randoms(use_true_random=False))
def test_a_correlation_knows_no_order_of_its_two_figures(values, random):
    other = list(values)
    random.shuffle(other)
    assert relation(values, other) == relation(other, values)


def test_a_correlation_of_the_same_order_is_one_and_of_few_deals_is_silent():
    values = list(range(LEAST_DEALS))
    assert relation(values, [one**3 for one in values]).value == 1
    assert relation(values, values[::-1]).value == -1
    assert relation(values[1:], values[1:]).value is None
    assert relation([1.0] * LEAST_DEALS, values).value is None


def test_what_a_third_figure_explains_is_gone_from_the_partial_correlation():
    """Two figures that both follow a third, each with its own noise."""
    random = np.random.default_rng(3)
    third = np.arange(60.0)
    one, other = (third + random.normal(0, 12, 60) for _ in range(2))
    plain, partial = relation(one, other), relation(one, other, third)
    assert plain.value > 0.6
    assert abs(partial.value) < 0.35
    assert partial.bounds[0] <= 0 <= partial.bounds[1]
