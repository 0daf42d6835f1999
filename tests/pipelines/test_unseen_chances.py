"""A model is measured by what had not learnt from a text: also of the texts that it ships with."""

import numpy as np
import pytest

from classify.model import read_model
from corpus.ids import text_key
from pipelines.models.model_in_use import SHIPPED_MODEL, Unseen, use_model, write_unseen
from pipelines.models.tagger import training_passages
from pipelines.models.unseen_chances import FILE, unseen_probabilities, write_unseen_shipped
from taxonomy.load import shipped_taxonomy

CONCEPTS = shipped_taxonomy().concept_ids


@pytest.fixture(scope="module")
def whole():
    return [one for one in training_passages() if not one.is_clause]


def test_every_text_that_ships_with_labels_has_a_chance_for_every_concept(whole, tmp_path):
    found = unseen_probabilities(tmp_path)
    assert set(found) == {text_key(one.text) for one in whole}
    assert all(tuple(one) == CONCEPTS for one in found.values())


def test_what_is_kept_is_of_the_model_that_ships():
    """Fitted again, both are written: python -m pipelines.models.refit."""
    with np.load(SHIPPED_MODEL / FILE) as arrays:
        assert str(arrays["model"]) == read_model(SHIPPED_MODEL).model_id


def test_unseen_the_labels_are_told_apart_but_not_known_by_heart(whole, tmp_path):
    """Where labels had been seen, next to none would be missed."""
    found, limits = unseen_probabilities(tmp_path), read_model(SHIPPED_MODEL).thresholds
    cells = [
        (found[text_key(one.text)][concept] >= limits[concept], concept in one.labels)
        for one in whole
        for concept in CONCEPTS
    ]
    given, there = np.array(cells).T
    f1 = 2 * (given & there).sum() / (given.sum() + there.sum())
    assert 0.5 < f1 < 0.9


def test_another_embedder_has_no_chances_of_what_it_learnt_from(whole, tmp_path):
    found = unseen_probabilities(tmp_path, "een ander woordmodel")
    assert found[text_key(whole[0].text)] == {}
    assert "een eigen tekst" not in found


def test_of_a_model_that_learnt_only_what_was_kept_with_it_counts(whole, tmp_path):
    folder = tmp_path / "nageleerd-01234567"
    folder.mkdir()
    for name in ("model.json", "heads.npz", "vocabulary.txt"):
        (folder / name).write_bytes((SHIPPED_MODEL / name).read_bytes())
    own, shipped = text_key("een eigen tekst"), text_key(whole[0].text)
    write_unseen(folder, {own: Unseen({"R1": 0.3}, frozenset())})
    use_model(tmp_path, folder)
    found = unseen_probabilities(tmp_path)
    assert found[own] == {"R1": 0.3}
    assert found[shipped] == {}


def test_the_same_chances_are_the_same_bytes(tmp_path):
    written = []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        chances = np.array([[0.25], [0.5], [0.75]])
        write_unseen_shipped(tmp_path / name, ["a", "b", "a"], chances, ["R1"], "m")
        written.append((tmp_path / name / FILE).read_bytes())
    assert written[0] == written[1]
