"""Fitting the tagger: the same passages give the same model, and no document judges itself."""

from dataclasses import replace

import numpy as np
import pytest

from classify.held_out import read_wording
from classify.model import read_model, write_model
from classify.signals import FEATURES, WordingReader
from classify.tagger import Tagger
from classify.train import (
    LabelledPassage,
    cross_fitted,
    fit_facet,
    fit_heads,
    fit_tagger,
    fit_wording,
    folds,
    held_out_features,
    probabilities_of,
    truth_of,
    wording_data,
)
from pipelines.models.model_in_use import SHIPPED_MODEL
from pipelines.models.tagger import (
    fit_for,
    training_passages,
)
from taxonomy.load import shipped_taxonomy

PASSAGES, CLAUSES = 120, 40


def spread_over(documents, clauses=CLAUSES):
    """Some of the shipped passages and clauses, dealt over a number of documents."""
    shipped = training_passages()
    # Passages with a heading, so that headings are held out too.
    whole = [one for one in shipped if one.heading and not one.is_clause][:PASSAGES]
    parts = [one for one in shipped if one.is_clause][:clauses]
    return [
        replace(one, group=f"document {number % documents}")
        for number, one in enumerate([*whole, *parts])
    ]


@pytest.fixture(scope="module")
def passages():
    return spread_over(6)


@pytest.fixture(scope="module")
def fit(reader, embedder):
    """Fits both stages on passages: the wording and the model."""

    def fit_both(passages):
        wording = fit_wording(reader, passages)
        vectors = embedder.encode_passages([one.text for one in passages])
        return wording, fit_tagger(
            reader, wording, passages, vectors, embedder.embedder_id, "hash of the passages"
        )

    return fit_both


@pytest.fixture(scope="module")
def fitted(fit, passages):
    return fit(passages)


@pytest.fixture(scope="module")
def features(embedder, taxonomy):
    """The features that are weighed, held out."""

    def features_of(passages, wording):
        vectors = embedder.encode_passages([one.text for one in passages])
        return held_out_features(passages, wording, vectors, taxonomy)

    return features_of


@pytest.fixture(scope="module")
def shipped_data():
    return wording_data(WordingReader(shipped_taxonomy()), training_passages())


def columns_of(data, columns):
    truth, clause_truth = data.truth[:, columns], data.clause_truth[:, columns]
    return replace(data, truth=truth, clause_truth=clause_truth)


# Every concept is fitted by itself, so some concepts can be fitted again without the others; all
# of them, in all folds, take ten minutes: make check-model.
def test_the_shipped_heads_are_what_the_shipped_passages_give(shipped_data):
    shipped, columns = read_model(SHIPPED_MODEL), [3, 19]
    assert shipped.vocabulary.entries == shipped_data.vocabulary.entries, "make model"
    rows = np.arange(len(shipped_data.truth))
    fitted = fit_heads(columns_of(shipped_data, columns), rows)
    for own, kept in zip(fitted, (shipped.passage_head, shipped.segment_head), strict=True):
        np.testing.assert_array_equal(own.weights, kept.weights[:, columns])
        np.testing.assert_array_equal(own.intercepts, kept.intercepts[columns])


def test_what_is_kept_of_passages_is_said_by_heads_that_did_not_see_them(shipped_data):
    kept, columns = read_wording(SHIPPED_MODEL, read_model(SHIPPED_MODEL)).held_out, [14]
    rows, others = next(iter(folds(shipped_data.groups)))
    head, _ = fit_heads(columns_of(shipped_data, columns), rows)
    scores = head.scores(shipped_data.inputs.passages[others])
    np.testing.assert_allclose(scores, kept.passage[others][:, columns], atol=1e-3)


def test_what_is_kept_of_the_wording_heads_gives_the_same_model(embedder):
    assert fit_for(embedder).model_id == read_model(SHIPPED_MODEL).model_id


def test_the_same_passages_give_the_same_bytes(fit, fitted, passages, tmp_path):
    for name, (_, model) in (("one", fitted), ("two", fit(passages))):
        write_model(tmp_path / name, model)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_model_says_what_it_was_fitted_for(fitted, taxonomy, embedder):
    _, model = fitted
    assert model.taxonomy_version == taxonomy.version
    assert model.embedder_id == embedder.embedder_id
    assert model.trained_on == "hash of the passages"
    assert tuple(model.concepts) == taxonomy.concept_ids
    assert list(model.weights) == [facet.id for facet in taxonomy.facets]


@pytest.mark.parametrize("documents", [1, 4])
def test_too_few_documents_are_refused_with_their_number(reader, documents):
    with pytest.raises(ValueError, match=f"at least 5 documents are needed, not {documents}"):
        fit_wording(reader, spread_over(documents))


def test_no_passages_are_refused(reader):
    with pytest.raises(ValueError, match="at least 5 documents are needed, not 0"):
        fit_wording(reader, [])


def test_clauses_are_no_documents(reader):
    clauses = [one for one in spread_over(6) if one.is_clause]
    with pytest.raises(ValueError, match="at least 5 documents are needed, not 0"):
        fit_wording(reader, clauses)


def test_five_documents_without_clauses_are_enough(fit, reader, embedder, taxonomy):
    passages = spread_over(5, clauses=0)
    _, model = fit(passages)
    texts, headings = [one.text for one in passages], [one.heading for one in passages]
    vectors = embedder.encode_passages(texts)
    found = Tagger(reader, model).probabilities(texts, vectors, headings)
    truth = truth_of(passages, taxonomy)
    assert found[truth].mean() > 0.5
    assert found[~truth].mean() < 0.1


def test_clauses_are_not_rows_of_the_held_out_features(fitted, features, passages, taxonomy):
    wording, _ = fitted
    shape = (PASSAGES, len(taxonomy.concept_ids), len(FEATURES))
    assert features(passages, wording).shape == shape
    assert wording.words.shape == (PASSAGES,)


def test_clauses_teach_the_heads(fit, fitted, features):
    wording, _ = fitted
    without, _ = fit(spread_over(6, clauses=0))
    one, other = (features(spread_over(6, n), w) for n, w in ((CLAUSES, wording), (0, without)))
    assert (one[..., FEATURES.index("passage_wording")] != other[..., 0]).any()


def test_what_is_held_out_does_not_know_the_labels_of_its_own_document(
    fit, fitted, features, passages, taxonomy
):
    everything = frozenset(taxonomy.concept_ids)
    changed = [
        replace(one, labels=everything - one.labels)
        if one.group == "document 2" and not one.is_clause
        else one
        for one in passages
    ]
    before = features(passages, fitted[0])
    after = features(changed, fit(changed)[0])
    groups = [one.group for one in passages if not one.is_clause]
    own = np.array([group == "document 2" for group in groups])
    np.testing.assert_array_equal(after[own], before[own])
    assert (after[~own] != before[~own]).any()


def test_truth_follows_passages_and_concepts(taxonomy):
    passages = [LabelledPassage("", frozenset(labels), "") for labels in ([], ["R2", "I1"])]
    found = truth_of(passages, taxonomy)
    assert found.shape == (2, len(taxonomy.concept_ids))
    assert [taxonomy.concept_ids[column] for column in np.flatnonzero(found[1])] == ["R2", "I1"]
    assert not found[0].any()
    assert truth_of([], taxonomy).shape == (0, len(taxonomy.concept_ids))


@pytest.fixture
def told():
    """Features of sixty passages and three concepts; the first tells the truth, with some noise."""
    generator = np.random.default_rng(4)
    truth = generator.random((60, 3)) < (0.1, 0.3, 0.6)
    told = np.where(truth, 1.0, -1.0) + generator.normal(0, 0.5, truth.shape)
    return np.stack([told, generator.normal(size=truth.shape)], axis=-1), truth


def test_a_facet_shares_its_weights_and_leans_on_what_tells(told):
    fitted = fit_facet(*told)
    assert (fitted.weights.shape, fitted.intercepts.shape) == ((2,), (3,))
    assert fitted.weights[0] > 3 * abs(fitted.weights[1])


def test_mean_probabilities_of_a_facet_are_about_its_shares(told):
    features, truth = told
    found = probabilities_of(fit_facet(features, truth), features)
    assert found.mean(axis=0) == pytest.approx(truth.mean(axis=0), abs=0.05)


def test_cross_fitted_probabilities_are_learnt_on_other_documents(told):
    features, truth = told
    groups = [str(row % 5) for row in range(len(truth))]
    own = np.array([group == "0" for group in groups])
    turned = np.where(own[:, None], ~truth, truth)
    before, after = (cross_fitted(features, some, groups) for some in (truth, turned))
    np.testing.assert_array_equal(after[own], before[own])
    assert (after[~own] != before[~own]).any()
