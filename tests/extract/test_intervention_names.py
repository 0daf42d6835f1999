"""When two names are one, and where a name stands in a text."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.intervention_names import (
    KeysInText,
    bare,
    comparison_key,
    is_line,
    is_name,
    key_of,
    same,
    stem,
)

NAMES = st.lists(
    st.sampled_from("Proeftuin Leerhuis Innovatiefonds Noord 2 Zilte Erfcoaches van de".split()),
    min_size=1,
    max_size=4,
).map(" ".join)

LETTERS = st.text("abc", min_size=8, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lijn 1: Jong in Eemsdelta", "Lijn Jong in Eemsdelta"),
        ("Programmalijn Landbouwtransitie", "Landbouwtransitie"),
        ("Proef Overstap", "Overstap (groen)"),
        ("Proefbedrijf", "Proefbedrijven"),
        ("Leerwerkloket Maasveld", "Leerwerkloketten Maasveld"),
        ("Proeffabriek eiwitten", "proeffabriek voor eiwitten"),
        ("Onder Eén Dak", "Onder één dak"),
        ("Stallenaanpak - Vitalisering buitengebied", "Stallenaanpak"),
        ("Leergemeenschap Voedseltechnologie", "Leergemeenschap Voedseltechnologle"),
    ],
)
def test_forms_of_one_name_are_the_same(one, other):
    assert same(comparison_key(one), comparison_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Innovatiefonds", "Innovatieregeling"),
        ("Fase 1 Haventerrein", "Fase 2 Haventerrein"),
        ("Pijler Wonen", "Pijler Werken"),
        ("Proeftuin Binnenveld", "Proeftuin Bouwkringloop"),
    ],
)
def test_names_of_two_things_are_not(one, other):
    assert not same(comparison_key(one), comparison_key(other))


@given(NAMES, NAMES)
def test_sameness_is_mutual_and_every_name_is_itself(one, other):
    left, right = comparison_key(one), comparison_key(other)
    assert same(left, left)
    assert same(left, right) == same(right, left)


@given(LETTERS, LETTERS)
def test_what_rules_likeness_out_early_never_rules_out_what_is_alike(one, other):
    left, right = comparison_key(one), comparison_key(other)
    texts = " ".join(left.words), " ".join(right.words)
    is_alike = SequenceMatcher(None, *texts, autojunk=False).ratio() >= 0.92
    is_long = min(map(len, texts)) >= 10
    is_equal = left.words == right.words
    assert same(left, right) == (is_equal or (is_long and is_alike))


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, max_size=5))
def test_many_keys_are_found_as_each_is_alone(names, said):
    keys = [key for key in map(key_of, names) if key]
    text = ", de ".join(said)
    together = sorted(KeysInText(keys).mentions(text))
    assert together == sorted({one for key in keys for one in KeysInText([key]).mentions(text)})


def test_the_name_of_the_deal_says_nothing_at_the_end():
    words = frozenset(stem(word) for word in ("Noordoost", "Brabant"))
    assert comparison_key("Stallenaanpak Noordoost-Brabant", words).words == ("stallenaanpak",)


@given(NAMES, st.sampled_from(["", "Toen kwam ", "• ", "1. "]))
def test_a_name_that_stands_in_a_text_is_found_there(name, before):
    key = key_of(name)
    if key and is_name(name):
        text = f"{before}{name} en meer."
        assert any(
            before.strip() == "" or start >= len(before)
            for _, start, _ in KeysInText([key]).mentions(text)
        )


@given(st.text(max_size=40))
def test_what_is_bare_stays_so_and_nothing_fails(text):
    assert bare(text) == bare(bare(text)) or bare(bare(text)) in bare(text)
    assert is_name(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["Inleiding", "Project", "Resultaten 2021", "Wat we leerden", "Totaal", "Pijler", "A", ""],
)
def test_common_headings_are_no_names(text):
    assert not is_name(text)


def test_a_part_of_a_deal_has_a_word_for_it_and_a_name():
    assert is_line("Spoor 2: Land en water")
    assert not is_line("Spoor 2")
    assert not is_line("Spoorbrug Venlo")
