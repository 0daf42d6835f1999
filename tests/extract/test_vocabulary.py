"""The Dutch vocabulary: real words are known, broken and garbled ones are not."""

import gzip
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dutch import build_vocabulary
from extract.dutch.vocabulary import DATA, PART, UNKNOWN, read_vocabulary, shipped_vocabulary

VOCABULARY = shipped_vocabulary()
DUTCH = (
    "De regio werkt aan een sterke economie, goede bereikbaarheid en een gezonde leefomgeving: "
    "jongeren leren een vak (mbo), ouderen blijven langer zelfstandig wonen en bedrijven krijgen "
    "hulp bij het verduurzamen van hun bedrijfsvoering. Het Rijk draagt € 12,5 mln. bij in 2024."
).split()
SENTENCES = [
    "De sociaal-economische kracht van de regio.",
    "De sociaal-economische ontwikkeling van het dorpshuis.",
    "Het dorpshuis en het buurthuis in het dorp.",
    "Een huis in een buurt met een dorp.",
    "De zonne-energie van het dorp.",
    "De zonne-energie van de buurt.",
] * 20
WORD_LIST = ["De", "dorp", "huis", "buurt", "regio", "kracht", "Kamer", "ex-minister", "zeldzaam"]


@pytest.mark.parametrize(
    "word",
    [
        "samenwerking",
        "Samenwerking",
        "GEMEENTE",
        "coördinatie",
        "coo\u0308rdinatie",
        "foto's",
        "foto’s",
        "bevolkingskrimp",
        "regiodealmiddelen",
        "waterstofeconomie",
        "sociaal-economische",
        "mbo-instellingen",
        "niet\u2011westerse",
        "65-plussers",
        "herbenoemingen",
    ],
)
def test_a_dutch_word_is_known_however_it_is_written(word):
    assert VOCABULARY.knows(word)


@pytest.mark.parametrize(
    "word",
    ["lrnplementatie", "mische", "kenheid", "gemeentc", "tscwbn", "zxqv", "", "-", "hct"],
)
def test_fragments_and_garbage_are_not_known(word):
    assert not VOCABULARY.knows(word)


def test_few_broken_halves_of_words_pass_for_words():
    halves = "drijvigheid zondheid lijkheden jecten terventies moeilijkt pagne tiviteit nisteries"
    assert not [half for half in halves.split() if VOCABULARY.knows(half)]


def test_the_share_of_known_words_tells_dutch_from_garbage():
    assert VOCABULARY.known_share(DUTCH) > 0.95
    letters = [letter for word in DUTCH for letter in word]
    random.Random(1).shuffle(letters)
    shuffled = "".join(letters)
    garbage = [shuffled[at : at + 7] for at in range(0, len(shuffled), 7)]
    assert VOCABULARY.known_share(garbage) < 0.2
    assert VOCABULARY.known_share("d e r e g i o w e r k t".split()) < 0.2
    assert VOCABULARY.known_share("(cid:12)(cid:3) (cid:44)".split()) == 0


def test_numbers_and_signs_are_neither_right_nor_wrong_dutch():
    assert VOCABULARY.known_share(["2024", "12,5", "€", "•", "A12", "–", ""]) == 1
    with_numbers = [*DUTCH, "2024", "1.250.000", "%", "..."]
    assert VOCABULARY.known_share(with_numbers) == VOCABULARY.known_share(DUTCH)


@given(st.lists(st.sampled_from([*DUTCH, "xqzt", "wrtk", "12", "•"]), max_size=12), st.data())
@settings(max_examples=50, deadline=None)
def test_the_share_lies_between_those_of_the_parts_and_forgets_the_order(words, data):
    cut = data.draw(st.integers(0, len(words)))
    shares = [VOCABULARY.known_share(part) for part in (words[:cut], words[cut:])]
    assert min(shares) <= VOCABULARY.known_share(words) <= max(shares)
    assert VOCABULARY.known_share(words[::-1]) == VOCABULARY.known_share(words)


def test_more_common_words_have_higher_levels():
    level = VOCABULARY.level
    assert level("de") > level("gemeente") > level("dorpshuis") > level("xqzt") == UNKNOWN
    assert level("sociaal-economische") > level("sociaaleconomische")


def test_what_often_stands_before_a_hyphen_is_known_to_do_so():
    before = VOCABULARY.before
    assert min(before[part] for part in ("niet", "mbo", "eu", "ex", "btw")) > 0
    assert max(before[part] for part in ("water", "her", "onder", "kennis")) < 0


@pytest.fixture
def sentences_gz(tmp_path):
    """A small corpus with its list of sources."""
    path = tmp_path / "sentences.txt.gz"
    path.write_bytes(gzip.compress("\n".join(SENTENCES).encode("utf-8")))
    sources = "source,repository,licence\nkleine_bron,naam/bron,CC0\n"
    path.with_name("sources.csv").write_text(sources, encoding="utf-8")
    path.with_name("woorden").write_text("\n".join(WORD_LIST), encoding="utf-8")
    return path


def build(sentences_gz, target):
    options = ["--word-list", str(sentences_gz.with_name("woorden"))]
    build_vocabulary.main([str(sentences_gz), str(target), *options])
    return target / DATA.name


def test_a_vocabulary_is_built_from_sentences_and_a_word_list(sentences_gz, tmp_path):
    built = read_vocabulary(build(sentences_gz, tmp_path / "doel"))
    assert built.knows("dorpshuis")
    assert built.level("sociaal-economische") > UNKNOWN
    assert built.level("ex-minister") > UNKNOWN, "the list has it, though no sentence does"
    assert built.level("zeldzaam") == UNKNOWN, "a plain word of the list must have been met"
    assert built.levels["regio"] >= PART > built.levels["de"]
    readme = (tmp_path / "doel" / "README.md").read_text(encoding="utf-8")
    assert "kleine_bron (naam/bron): CC0" in readme
    assert "OpenTaal" in readme


def test_the_same_sentences_give_the_same_bytes(sentences_gz, tmp_path):
    once, again = (build(sentences_gz, tmp_path / name) for name in ("een", "twee"))
    assert once.read_bytes() == again.read_bytes()


def test_what_is_written_is_what_is_read(sentences_gz, tmp_path):
    counts = build_vocabulary.count(SENTENCES, WORD_LIST)
    vocabulary = build_vocabulary.vocabulary_of(counts)
    build_vocabulary.write_vocabulary(vocabulary, tmp_path / "woorden.json.gz")
    assert read_vocabulary(tmp_path / "woorden.json.gz") == vocabulary


def test_every_sentence_is_either_counted_or_left_out(sentences_gz):
    counted = list(build_vocabulary.read_sentences(sentences_gz))
    left_out = list(build_vocabulary.read_sentences(sentences_gz, is_held_out=True))
    assert left_out == SENTENCES[:: build_vocabulary.HELD_OUT]
    assert sorted(counted + left_out) == sorted(SENTENCES)


def test_the_leftovers_of_line_ends_are_no_words_with_a_hyphen():
    sentences = ["De samenwerking loopt."] * 200 + ["De samen-werking loopt."] * 3
    counts = build_vocabulary.count(sentences, [])
    assert build_vocabulary.vocabulary_of(counts).level("samen-werking") == UNKNOWN


def test_the_shipped_data_is_small_and_names_its_sources():
    assert DATA.stat().st_size < 1_500_000
    assert "(bnosac/ruimtehol): CC0" in DATA.with_name("README.md").read_text(encoding="utf-8")
    licence = DATA.with_name("OPENTAAL.md").read_text(encoding="utf-8")
    assert "All rights reserved. Redistribution" in licence
    assert "AS IS" in licence
    assert set(json.loads(gzip.decompress(DATA.read_bytes()))) == {"words", "before", "after"}
