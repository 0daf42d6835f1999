"""Embedders: rows of length one, zeros for nothing, and the prompts a model asks for."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import numpy as np
import pytest

from classify.embed import EMBEDDED, Embedder, EmbedderError, content_hash, load_embedder

TEXTS = [
    "Een warmtenet dat woningen verwarmt met restwarmte.",
    "Stadsverwarming met duurzame energie voor de wijk.",
    "Een jobcoach helpt jongeren zonder startkwalificatie aan werk.",
    "Scholing en begeleiding van werkzoekenden naar een baan.",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(EMBEDDED)


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
    assert vectors[0] @ vectors[1] > 0.9


def test_the_id_names_the_content(embedder: Embedder) -> None:
    assert embedder.embedder_id == load_embedder(EMBEDDED).embedder_id
    assert embedder.embedder_id.startswith("dutch-lsa-")


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


def test_a_small_corpus_can_be_fitted(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="fitting needs scikit-learn")
    from classify.fit_embedder import FitSettings, fit

    text_folder = _text_folder(tmp_path / "text")
    settings = FitSettings(stems=40, dimensions=4, common_directions=1, function_word_share=0.9)
    fit(text_folder, tmp_path / "one", settings)
    fit(text_folder, tmp_path / "two", settings)
    for name in ("stems.txt", "vectors.npz", "word_counts.txt", "README.md"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert load_embedder(str(tmp_path / "one")).dimensions == 4
    assert str(tmp_path) not in (tmp_path / "one" / "README.md").read_text(encoding="utf-8")


def _text_folder(folder: Path) -> Path:
    folder.mkdir()
    with gzip.open(folder / "sentences.txt.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in TEXTS * 3)
    with gzip.open(folder / "pairs.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"motie_onderwerp-tekst\t{text}\t{text}\n" for text in TEXTS)
    (folder / "sources.csv").write_text("source,repository,licence\nzelf,geen,CC0\n")
    return folder


@pytest.fixture
def transformer_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of eight fixed word vectors, made here: nothing is fetched."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return _save_static_model(tmp_path / "klein", {})


def _save_static_model(folder: Path, prompts: dict[str, str]) -> Path:
    reason = "the extra rode-draden[transformers] is not installed"
    library = pytest.importorskip("sentence_transformers", reason=reason)
    modules = pytest.importorskip("sentence_transformers.models", reason=reason)
    tokenizers = pytest.importorskip("tokenizers", reason=reason)
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
