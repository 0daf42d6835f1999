"""Embedders: rows of length one, zeros for nothing, and the prompts a model asks for.

What needs sentence-transformers is skipped without it; the embedded model itself needs numpy alone.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify import fit_embedder
from classify.embed import (
    EMBEDDED,
    MODELS,
    EmbeddedEmbedder,
    Embedder,
    EmbedderError,
    SentenceTransformerEmbedder,
    Unigram,
    content_hash,
    load_embedder,
    unit_rows,
)
from classify.fit_embedder import FitSettings, in_fewer_dimensions, neighbours, read_relations
from classify.words import fold, stem

TEXTS = [
    "Een warmtenet dat woningen verwarmt met restwarmte.",
    "Stadsverwarming met duurzame energie voor de wijk.",
    "Een jobcoach helpt jongeren zonder startkwalificatie aan werk.",
    "Scholing en begeleiding van werkzoekenden naar een baan.",
]
LONG_TEXTS = [f"{one} {other}" for one in TEXTS for other in TEXTS if one != other]
"""Fitting halves texts of ten words or more."""


ODD_TEXTS = [
    "COÖRDINATIE van één café-restaurant, à € 1.250,50!",
    "'s-Hertogenbosch en de e-health-toepassing",
    "gemeentelijkebewonersparticipatietrajecten",
    "straße ﬁets İstanbul Ĳssel",
    "",
]
LETTERS = [(letter, -25.0) for letter in "abcdefghijklmnopqrstuvwxyz"]
NEEDS_LIBRARY = "the extra rode-draden[transformers] is not installed"


def test_rows_have_length_one_and_the_promised_shape(embedder: Embedder) -> None:
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n", "— … •", "qqzzxxw"])
def test_a_text_without_known_words_gives_zeros(embedder: Embedder, text: str) -> None:
    vectors = embedder.encode_passages([TEXTS[0], text])
    assert not vectors[1].any()
    assert vectors[0].any()


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.encode_passages([]).shape == (0, embedder.dimensions)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.encode_passages(TEXTS)
    alone = np.vstack([embedder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_related_texts_without_shared_words_are_close(embedder: Embedder) -> None:
    similarities = embedder.encode_queries(TEXTS) @ embedder.encode_passages(TEXTS).T
    assert similarities[0, 1] > similarities[0, 2:].max() + 0.2
    assert similarities[2, 3] > similarities[2, :2].max() + 0.2


def test_an_unknown_compound_is_read_through_its_parts(embedder: Embedder) -> None:
    vectors = embedder.encode_passages(["scholingsvoucherregelingen", "voucher scholing regeling"])
    assert vectors[0] @ vectors[1] > 0.6


def test_case_accents_and_order_of_words_change_nothing(embedder: Embedder) -> None:
    one, other = embedder.encode_passages(["coördinatie van zorg", "Zorg VAN coordinatie"])
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_a_word_is_split_into_the_likeliest_row_of_tokens() -> None:
    unigram = Unigram([*LETTERS, ("warm", -5.0), ("warmte", -6.0), ("net", -4.0), ("en", -3.0)])
    # warmte-net is -10; warm-t-e-net is -59.
    assert unigram.rows("Warmtenet, én net") == [27, 28, 29, 28]
    assert unigram.rows("xy") == [23, 24]
    assert unigram.rows("12 … ") == []


def test_of_equally_likely_rows_the_longest_last_token_is_taken() -> None:
    # As `tokenizers` does: else a word now and then has another vector there than here.
    tokens = [*LETTERS, ("aa", -24.0), ("at", -24.0)]
    assert [tokens[row][0] for row in Unigram(tokens).rows("aat")] == ["a", "at"]


@given(st.text(max_size=40))
def test_the_tokens_of_a_text_spell_its_letters(text: str) -> None:
    tokens = [*LETTERS, ("aa", -3.0), ("en", -3.0), ("net", -4.0)]
    spelt = "".join(tokens[row][0] for row in Unigram(tokens).rows(text))
    assert spelt == "".join(word[:48] for word in re.findall("[a-z]+", fold(text)))


def test_a_very_long_word_is_read_up_to_its_limit(embedder: Embedder) -> None:
    (vector,) = embedder.encode_passages(["zorg" * 50_000])
    assert vector.any()


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=3, max_size=3), min_size=1))
def test_rows_become_unit_rows_or_stay_zeros(rows: list[list[float]]) -> None:
    vectors = np.array(rows, dtype=np.float32)
    lengths = np.linalg.norm(unit_rows(vectors), axis=1)
    filled = np.linalg.norm(vectors, axis=1) > 1e-6
    np.testing.assert_allclose(lengths, filled.astype(float), atol=1e-5)


def test_the_id_names_the_content(embedder: Embedder) -> None:
    assert embedder.embedder_id == load_embedder(EMBEDDED).embedder_id
    assert embedder.embedder_id.startswith("dutch-static-")


def test_the_hash_sees_names_and_bytes_but_not_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = content_hash(tmp_path, [one, two])
    assert content_hash(tmp_path, [two, one]) == before
    two.write_text("c")
    assert content_hash(tmp_path, [one, two]) != before


def test_a_missing_package_gets_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbedderError, match=r"pip install '\.\[transformers\]'"):
        load_embedder("intfloat/multilingual-e5-small")


def test_all_directions_keep_every_product_and_the_sign_is_fixed() -> None:
    table = np.random.default_rng(5).normal(size=(9, 4)).astype(np.float32)
    reduced = in_fewer_dimensions(table, 4).astype(np.float32)
    np.testing.assert_allclose(reduced @ reduced.T, table @ table.T, atol=0.02)
    # A table that is mirrored has the same directions.
    np.testing.assert_array_equal(in_fewer_dimensions(-table, 4), -in_fewer_dimensions(table, 4))


def test_texts_are_rows_of_the_stems_that_sentences_use_most(tmp_path: Path) -> None:
    folder = _text_folder(tmp_path / "text")
    with gzip.open(folder / "sentences.txt.gz", "rt", encoding="utf-8") as lines:
        sentences = list(lines)
    passages = ["Het warmtenet en de ongeziene zebrapad-tegel."]
    stems, texts = fit_embedder.read_texts(folder, passages, 6)
    counts = Counter(one for line in sentences for one in fit_embedder.stems_of(line))
    words = [one for one in counts if len(one) > 1 and one[0].isalpha()]
    assert list(stems) == sorted(words, key=lambda one: (-counts[one], one))[:6]
    every = [*sentences, *passages]
    assert len(texts) == len(every)
    for place, text in enumerate(every):
        known = [stems[one] for one in fit_embedder.stems_of(text) if one in stems]
        assert texts[place].tolist() == known


def test_relations_join_terms_that_mean_the_same_or_are_wider(tmp_path: Path) -> None:
    folder = _text_folder(tmp_path / "text")
    stems, _ = fit_embedder.read_texts(folder, [], 100)
    # Left out: a relation that says they differ, and a term without a single known stem.
    ((one, other),) = read_relations(folder, stems)
    assert stems["warmtenet"] in one
    assert stems[stem("stadsverwarming")] in other


def test_the_nearest_words_of_a_word_are_other_words(embedder: Embedder) -> None:
    found = neighbours(embedder, "warmtenet")
    assert len(found) == 8
    assert "warmtenet" not in found
    assert neighbours(embedder, "bestaatniet") == []


def test_the_folder_is_a_sentence_transformer_with_the_same_vectors(embedder: Embedder) -> None:
    pytest.importorskip("sentence_transformers", reason=NEEDS_LIBRARY)
    loaded = SentenceTransformerEmbedder(str(MODELS / EMBEDDED))
    assert loaded.dimensions == embedder.dimensions
    texts = [*TEXTS, *ODD_TEXTS, *fit_embedder.written_passages()[::20]]
    ours, theirs = embedder.encode_passages(texts), loaded.encode_passages(texts)
    np.testing.assert_allclose(ours, theirs, atol=1e-3)
    np.testing.assert_array_equal(loaded.encode_queries(texts), theirs)


@pytest.mark.parametrize("text", ["", "qqzzxxw", "…", "2023"])
def test_nothing_known_is_zeros_by_sentence_transformers_too(text: str) -> None:
    # Half precision has no number small enough to keep the library from dividing 0 by 0.
    pytest.importorskip("sentence_transformers", reason=NEEDS_LIBRARY)
    loaded = SentenceTransformerEmbedder(str(MODELS / EMBEDDED))
    assert loaded.encode_passages([text]).tolist() == [[0.0] * loaded.dimensions]


def test_a_small_corpus_can_be_fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers", reason=NEEDS_LIBRARY)
    written = tmp_path / "training"
    written.mkdir()
    passages = ["Een dorpshuis in de wijk.", "Het dorpshuis.", "Bij een dorpshuis een zebrapad."]
    lines = (json.dumps({"text": text}) + "\n" for text in passages)
    (written / "een.jsonl").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(fit_embedder, "TRAINING", written)
    text_folder = _text_folder(tmp_path / "text")
    settings = FitSettings(
        stems=60, stem_dimensions=8, dimensions=4, steps=5, halves=4, others=3, forms=60
    )
    for name in ("one", "two"):
        fit_embedder.fit(text_folder, tmp_path / name, settings)
    files = _contents(tmp_path / "one")
    assert {"README.md", "model.safetensors", "modules.json", "tokenizer.json"} <= set(files)
    assert files == _contents(tmp_path / "two")
    assert str(tmp_path) not in files["README.md"].decode()
    fitted = EmbeddedEmbedder.read(tmp_path / "one")
    assert fitted.dimensions == 4
    # Word forms of the passages are tokens too, where more than a passage or two holds them.
    tokens = {token for token, _ in fitted.tokens}
    assert {"warmtenet", "dorpshuis"} <= tokens
    assert "zebrapad" not in tokens
    loaded = SentenceTransformerEmbedder(str(tmp_path / "one"))
    ours, theirs = fitted.encode_passages(TEXTS), loaded.encode_passages(TEXTS)
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _text_folder(folder: Path) -> Path:
    folder.mkdir()
    _write(folder / "sentences.txt.gz", [*LONG_TEXTS * 3])
    _write(folder / "pairs.tsv.gz", [f"motie_onderwerp-tekst\t{one}\t{one}" for one in TEXTS])
    relations = ["warmtenet\tstadsverwarming\tsyn", "jobcoach\twoningen\tantonym", "x\twerk\tsyn"]
    _write(folder / "relations.tsv.gz", relations)
    (folder / "sources.csv").write_text("source,repository,licence\nzelf,geen,CC0\n")
    return folder


def _write(path: Path, lines: list[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.fixture
def transformer_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of eight fixed word vectors, made here: nothing is fetched."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return _save_static_model(tmp_path / "klein", {})


def _save_static_model(folder: Path, prompts: dict[str, str]) -> Path:
    library = pytest.importorskip("sentence_transformers", reason=NEEDS_LIBRARY)
    modules = pytest.importorskip("sentence_transformers.models", reason=NEEDS_LIBRARY)
    tokenizers = pytest.importorskip("tokenizers", reason=NEEDS_LIBRARY)
    words = ["[UNK]", "warmtenet", "wijk", "werk", "query", "passage", "zoek", "stuk"]
    vocabulary = {word: row for row, word in enumerate(words)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    weights = np.eye(len(words), dtype=np.float32)
    module = modules.StaticEmbedding(tokenizer, embedding_weights=weights)
    library.SentenceTransformer(modules=[module], prompts=prompts, device="cpu").save(str(folder))
    return folder


def test_a_sentence_transformer_keeps_the_promises(transformer_folder: Path) -> None:
    embedder = load_embedder(str(transformer_folder))
    vectors = embedder.encode_passages(["warmtenet wijk", "", "werk"])
    assert vectors.shape == (3, 8)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    np.testing.assert_allclose(embedder.encode_queries(["werk"])[0], vectors[2], atol=1e-6)
    assert embedder.embedder_id == load_embedder(str(transformer_folder)).embedder_id
    assert embedder.embedder_id.startswith("klein-")


@pytest.mark.parametrize("name", ["document", "passage"])
@pytest.mark.usefixtures("transformer_folder")
def test_prompts_of_the_model_are_used(tmp_path: Path, name: str) -> None:
    folder = _save_static_model(tmp_path / "vraagt", {"query": "zoek ", name: "stuk "})
    embedder = load_embedder(str(folder))
    assert embedder.encode_queries(["werk"])[0].nonzero()[0].tolist() == [3, 6]
    assert embedder.encode_passages(["werk"])[0].nonzero()[0].tolist() == [3, 7]


@pytest.mark.usefixtures("transformer_folder")
def test_e5_without_prompts_gets_its_prefixes(tmp_path: Path) -> None:
    embedder = load_embedder(str(_save_static_model(tmp_path / "e5-klein", {})))
    assert embedder.encode_queries(["werk"])[0][4] > 0
    assert embedder.encode_passages(["werk"])[0][5] > 0


@pytest.mark.usefixtures("transformer_folder")
def test_a_model_that_is_not_here_gets_advice() -> None:
    with pytest.raises(EmbedderError, match="staat niet op deze computer"):
        load_embedder("niemand/bestaat-niet")
