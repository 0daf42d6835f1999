"""The version of a taxonomy changes with its content and with nothing else."""

import dataclasses

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_taxonomy_load import SMALL

from taxonomy.concept import Taxonomy
from taxonomy.load import FILES, FOLDER, load_taxonomy, shipped_taxonomy

LAYOUTS = {
    "comment gone": ("# Regel 1\n", ""),
    "comment": ("short: Dijken", "short: Dijken   # een opmerking"),
    "quotes": ("short: Dijken", 'short: "Dijken"'),
    "layout of a list": (
        "includes: [beken, sloten]",
        "includes:\n      - beken\n      - sloten",
    ),
    "order of keys": (
        "facet: proef\ntitle: {nl: Proef, en: Trial}",
        "title: {en: Trial, nl: Proef}\nfacet: proef",
    ),
    "folded text": (
        "definition: >-\n      Water dat schoon is,\n      en",
        "definition: Water dat schoon is, en",
    ),
    "space around": ("short: Water", "short: '  Water '"),
    "empty list": (
        "terms: {core: [dijk]}",
        "terms: {core: [dijk], supporting: []}\n    examples: []",
    ),
}
"""The same content, written otherwise."""
WORDS = (
    *("proef\n", "Trial", "Eigen werk", "Water, en: Water", "Schoon water", "Clean", "Dijken\n"),
    *("duinen", "beken", "[zee]", "[P2]", "Baggeren", "Slib", "gebaggerd", "waterkwaliteit"),
    *("=beek", "waterstof", "P1.1"),
)
"""A word out of every part of the file."""


def version_of(tmp_path, text):
    path = tmp_path / "proef.yaml"
    path.write_text(text, encoding="utf-8")
    return load_taxonomy([path]).version


def test_a_version_has_sixteen_hex_digits():
    version = shipped_taxonomy().version
    assert len(version) == 16
    assert set(version) <= set("0123456789abcdef")


def test_reading_again_gives_the_same_version():
    again = load_taxonomy([FOLDER / name for name in FILES])
    assert again.version == shipped_taxonomy().version


@pytest.mark.parametrize(("old", "new"), LAYOUTS.values(), ids=LAYOUTS)
def test_comments_and_layout_do_not_change_the_version(tmp_path, old, new):
    assert SMALL.count(old) == 1
    assert version_of(tmp_path, SMALL.replace(old, new)) == version_of(tmp_path, SMALL)


def test_writing_the_whole_file_in_another_style_does_not_change_the_version(tmp_path):
    other = yaml.safe_dump(yaml.safe_load(SMALL), default_flow_style=True, width=30)
    assert version_of(tmp_path, other) == version_of(tmp_path, SMALL)


@pytest.mark.parametrize("old", WORDS)
def test_another_word_anywhere_gives_another_version(tmp_path, old):
    assert SMALL.count(old) == 1
    changed = SMALL.replace(old, old.replace(old[1], "q", 1))
    assert version_of(tmp_path, changed) != version_of(tmp_path, SMALL)


def test_a_term_that_moves_to_another_role_gives_another_version(tmp_path):
    moved = SMALL.replace("core: [waterkwaliteit]", 'core: [waterkwaliteit, "=beek"]').replace(
        '      supporting: ["=beek"]\n', ""
    )
    assert version_of(tmp_path, moved) != version_of(tmp_path, SMALL)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(shipped_taxonomy().concepts), st.text(min_size=1))
def test_one_more_term_gives_another_version(concept, term):
    facet = next(one for one in shipped_taxonomy().facets if concept in one.concepts)
    grown = dataclasses.replace(concept, core_terms=(*concept.core_terms, term))
    concepts = tuple(grown if one is concept else one for one in facet.concepts)
    before, after = Taxonomy((facet,)), Taxonomy((dataclasses.replace(facet, concepts=concepts),))
    assert after.version != before.version


def test_the_order_of_facets_is_part_of_the_version():
    shipped = shipped_taxonomy()
    assert Taxonomy(shipped.facets[::-1]).version != shipped.version
