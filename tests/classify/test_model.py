"""The model folder: what is read is what was written, and a person can read the card too."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.linear_head import Head
from classify.model import CARD, NUMBERS, WORDS, ConceptModel, TaggerModel, is_model
from classify.model import read_model as read
from classify.model import write_model as write
from classify.signals import FEATURES
from classify.wording import Vocabulary
from pipelines.models.model_in_use import SHIPPED_MODEL

HEADS = ("passage_head", "segment_head", "vector_head")
NAMES = st.text(st.characters(categories=["L", "N"], include_characters="-. "), max_size=9)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
CONCEPTS = st.builds(ConceptModel, intercept=FINITE, threshold=st.floats(0, 1))


def head(features, concepts, seed):
    generator = np.random.default_rng(seed)
    weights = generator.normal(size=(features, concepts)).astype(np.float16)
    return Head(weights, generator.normal(size=concepts).astype(np.float16))


@st.composite
def models(draw):
    entries = tuple(sorted(draw(st.sets(NAMES.filter(str.strip), max_size=5))))
    concepts = draw(st.dictionaries(st.sampled_from(["R1", "R2", "I1"]), CONCEPTS, min_size=1))
    seed = draw(st.integers(0, 99))
    return TaggerModel(
        draw(NAMES),
        draw(NAMES),
        draw(NAMES),
        Vocabulary(entries, np.random.default_rng(seed).random(len(entries), dtype=np.float32)),
        *(head(width, len(concepts), seed) for width in (len(entries) + 4, len(entries) + 4, 3)),
        draw(st.dictionaries(st.sampled_from(["draden", "é"]), st.tuples(FINITE, FINITE))),
        concepts,
    )


@pytest.fixture
def model():
    return TaggerModel(
        "taxonomy",
        "embedder",
        "passages",
        Vocabulary(("museum", "museum open"), np.array([1.5, 2.5], np.float32)),
        *(head(width, 1, width) for width in (4, 5, 3)),
        {"draden": (1.5, -2.0)},
        {"R1": ConceptModel(-2.5, 0.35)},
    )


@given(models())
@settings(max_examples=50, deadline=None)
def test_what_is_read_is_what_was_written(tmp_path_factory, model):
    folder = tmp_path_factory.mktemp("model") / "tagger"
    write(folder, model)
    found = read(folder)
    plain = ("taxonomy_version", "embedder_id", "trained_on", "weights", "concepts", "thresholds")
    assert [getattr(found, name) for name in plain] == [getattr(model, name) for name in plain]
    assert list(found.concepts) == list(model.concepts)
    assert found.vocabulary.entries == model.vocabulary.entries
    for one, other in zip(numbers(found), numbers(model), strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype
    assert found.model_id == model.model_id


def numbers(model):
    heads = [getattr(model, name) for name in HEADS]
    weights = [array for one in heads for array in (one.weights, one.intercepts)]
    return [model.vocabulary.rarity, *weights]


def test_the_card_is_indented_json_with_lists_of_numbers_on_one_line(tmp_path, model):
    write(tmp_path, model)
    assert (tmp_path / CARD).read_text(encoding="utf-8").splitlines()[:7] == [
        "{",
        ' "taxonomy_version": "taxonomy",',
        ' "embedder_id": "embedder",',
        ' "trained_on": "passages",',
        ' "weights": {',
        '  "draden": [ 1.5, -2.0 ]',
        " },",
    ]


def test_the_words_are_one_to_a_line(tmp_path, model):
    write(tmp_path, model)
    assert (tmp_path / WORDS).read_text(encoding="utf-8") == "museum\nmuseum open\n"


def test_the_same_model_gives_the_same_bytes_and_leaves_no_draft(tmp_path, model):
    write(tmp_path, model)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path, model)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert set(first) == {CARD, WORDS, NUMBERS}


def test_the_numbers_are_read_without_pickles(tmp_path, model):
    write(tmp_path, model)
    with np.load(tmp_path / NUMBERS, allow_pickle=False) as arrays:
        assert len([arrays[name] for name in arrays]) == 1 + 2 * len(HEADS)


def test_a_folder_without_a_card_is_no_model(tmp_path, model):
    assert not is_model(tmp_path)
    assert not is_model(tmp_path / "nergens")
    write(tmp_path, model)
    assert is_model(tmp_path)
    (tmp_path / CARD).unlink()
    assert not is_model(tmp_path)


def test_a_write_that_breaks_off_leaves_no_model(tmp_path, model, monkeypatch):
    def disk_is_full(*_, **__):
        raise OSError("no space left on device")

    write(tmp_path, model)
    monkeypatch.setattr(np, "savez_compressed", disk_is_full)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path, model)
    assert not is_model(tmp_path)


@pytest.mark.parametrize("change", [{"threshold": 0.36}, {"intercept": -2.51}])
def test_another_number_of_a_concept_is_another_model(model, change):
    other = replace(model, concepts={"R1": replace(model.concepts["R1"], **change)})
    assert other.model_id != model.model_id


@pytest.mark.parametrize("place", range(1 + 2 * len(HEADS)))
def test_another_number_of_a_head_or_rarity_is_another_model(tmp_path, model, place):
    write(tmp_path, model)
    other = read(tmp_path)
    array = numbers(other)[place]
    array.flat[-1] = np.nextafter(array.flat[-1], array.dtype.type(9))
    assert other.model_id != model.model_id


@pytest.mark.parametrize(
    "change",
    [
        {"taxonomy_version": "other"},
        {"embedder_id": "other"},
        {"trained_on": "other"},
        {"weights": {"draden": (1.5, -2.1)}},
        {"weights": {"instrumenten": (1.5, -2.0)}},
    ],
)
def test_another_origin_or_weight_is_another_model(model, change):
    assert replace(model, **change).model_id != model.model_id


def test_another_word_is_another_model(model):
    words = replace(model.vocabulary, entries=("museum", "musea open"))
    assert replace(model, vocabulary=words).model_id != model.model_id


def test_the_shipped_model_has_weights_and_thresholds_for_the_whole_taxonomy(taxonomy, embedder):
    card = json.loads((SHIPPED_MODEL / CARD).read_text(encoding="utf-8"))
    assert list(card["weights"]) == [facet.id for facet in taxonomy.facets]
    assert {len(weights) for weights in card["weights"].values()} == {len(FEATURES)}
    assert list(card["concepts"]) == list(taxonomy.concept_ids)
    assert all(0.15 <= one["threshold"] <= 0.8 for one in card["concepts"].values())
    shipped, concepts = read(SHIPPED_MODEL), len(taxonomy.concept_ids)
    wording = len(shipped.vocabulary.entries) + 2 * concepts
    shapes = [getattr(shipped, name).weights.shape for name in HEADS]
    widths = (wording, wording, embedder.dimensions)
    assert shapes == [(width, concepts) for width in widths]
