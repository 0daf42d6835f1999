"""The word index gives BM25, and comes back from a file as it was."""

import json
import math
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names import normalise
from pipelines.models.tagger import SAMPLES
from search.citation import citation
from search.index import K1, B, WordIndex

TEXTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=8)


@given(TEXTS, st.sampled_from("abcdefg"))
def test_scores_are_those_of_the_formula(texts, term):
    index = WordIndex.of(texts)
    scores = index.scores([term])
    holders = sum(term in text for text in texts)
    assert index.count(term) == holders
    mean = sum(map(len, texts)) / len(texts)
    rarity = math.log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
    for text, score in zip(texts, scores, strict=True):
        count = Counter(text)[term]
        weight = count / (count + K1 * (1 - B + B * len(text) / mean)) if count else 0.0
        assert score == pytest.approx(rarity * weight, abs=1e-5)


@given(TEXTS)
def test_an_index_comes_back_from_its_file(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("words") / "words.npz"
    index = WordIndex.of(texts)
    index.write(path)
    again = WordIndex.read(path)
    assert dict(again.columns) == dict(index.columns)
    for term in "abcdefg":
        assert np.array_equal(again.scores([term]), index.scores([term]))


def test_a_passage_without_a_vector_is_found_by_its_words(make_index, make_passage):
    index = make_index([make_passage("Het dorpshuis.")])
    assert index.vectors.shape == (1, 0)
    assert index.words.scores(index.terms_of("dorpshuis"))[0] > 0


def test_a_citation_names_deal_document_and_page(small, deals):
    one = small.passages[4]
    assert citation(one.passage, one.source, deals["rood"]) == (
        "(Regio Deal Noord-Limburg, Titel convenant, p. 3)"
    )
    assert citation(one.passage, one.source, None) == "(Titel convenant, p. 3)"


def test_every_judged_piece_of_the_sample_corpus_stands_in_it():
    letters = re.compile(r"[^a-z0-9]")
    documents = (path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.md")))
    corpus = letters.sub("", normalise(" ".join(documents)))
    rows = [json.loads(line) for line in _queries().read_text("utf-8").splitlines()]
    assert len(rows) >= 40
    assert len({row["query"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["judged"].values()) <= {1, 2}
        if row["set"] == "sample":
            for piece in row["judged"]:
                assert letters.sub("", normalise(piece)) in corpus, piece


def _queries() -> Path:
    return Path(__file__).parent / "queries.jsonl"
