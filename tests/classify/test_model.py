"""The model file: what is read is what was written, and a person can read it too."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.model import FEATURES, ConceptModel, TaggerModel, read_model, write_model
from pipelines.models import SHIPPED_MODEL

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PAIRS = st.tuples(NUMBERS, NUMBERS)
CONCEPTS = st.builds(
    ConceptModel,
    intercept=NUMBERS,
    linear=st.lists(NUMBERS, max_size=4).map(tuple),
    usual=PAIRS,
    spread=PAIRS,
    threshold=st.floats(0, 1),
)
MODELS = st.builds(
    TaggerModel,
    taxonomy_version=st.text(max_size=5),
    embedder_id=st.text(max_size=5),
    trained_on=st.text(max_size=5),
    weights=st.dictionaries(st.sampled_from(["draden", "é"]), st.tuples(NUMBERS, NUMBERS)),
    concepts=st.dictionaries(st.sampled_from(["R1", "R2", "I1"]), CONCEPTS),
)


@pytest.fixture
def model():
    fitted = ConceptModel(-2.5, (0.1, 1e-06), (0.2, 0.3), (0.1, 0.1), 0.35)
    return TaggerModel("taxonomy", "embedder", "passages", {"draden": (1.5, -2.0)}, {"R1": fitted})


@given(MODELS)
@settings(max_examples=50, deadline=None)
def test_what_is_read_is_what_was_written(tmp_path_factory, model):
    path = tmp_path_factory.mktemp("model") / "tagger.json"
    write_model(path, model)
    assert read_model(path) == model
    assert read_model(path).model_id == model.model_id


def test_the_file_is_indented_json_with_lists_of_numbers_on_one_line(tmp_path, model):
    path = tmp_path / "tagger.json"
    write_model(path, model)
    assert path.read_text(encoding="utf-8").splitlines()[:7] == [
        "{",
        ' "taxonomy_version": "taxonomy",',
        ' "embedder_id": "embedder",',
        ' "trained_on": "passages",',
        ' "weights": {',
        '  "draden": [ 1.5, -2.0 ]',
        " },",
    ]


def test_the_same_model_gives_the_same_bytes_and_leaves_no_draft(tmp_path, model):
    path = tmp_path / "tagger.json"
    write_model(path, model)
    first = path.read_bytes()
    write_model(path, model)
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["tagger.json"]


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 0.36},
        {"intercept": -2.51},
        {"linear": (0.1, 2e-06)},
        {"usual": (0.2, 0.31)},
        {"spread": (0.1, 0.11)},
    ],
)
def test_another_number_is_another_model(model, change):
    other = replace(model, concepts={"R1": replace(model.concepts["R1"], **change)})
    assert other.model_id != model.model_id


def test_the_shipped_model_has_weights_and_thresholds_for_the_whole_taxonomy(taxonomy):
    shipped = json.loads(SHIPPED_MODEL.read_text(encoding="utf-8"))
    assert list(shipped["weights"]) == [facet.id for facet in taxonomy.facets]
    assert {len(weights) for weights in shipped["weights"].values()} == {len(FEATURES)}
    assert list(shipped["concepts"]) == list(taxonomy.concept_ids)
    assert all(0.15 <= one["threshold"] <= 0.8 for one in shipped["concepts"].values())
