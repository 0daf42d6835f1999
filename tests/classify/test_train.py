"""Fitting the tagger: the same passages give the same file, and too few are refused."""

import numpy as np
import pytest

from classify.embed import EMBEDDED, load_embedder
from classify.model import read_model, write_model
from classify.tagger import SignalReader, Tagger
from classify.train import LabelledPassage, fit_tagger
from pipelines.models import SHIPPED_MODEL, fit_shipped, training_passages


@pytest.fixture(scope="module")
def fitted(reader):
    return fit_shipped(reader)


def spread_over(documents):
    """Some of the shipped passages, dealt over a number of documents."""
    return [
        LabelledPassage(passage.text, passage.labels, f"document {number % documents}")
        for number, passage in enumerate(training_passages()[:120])
    ]


def test_the_shipped_model_is_what_the_shipped_passages_give(fitted):
    shipped = read_model(SHIPPED_MODEL)
    assert shipped.model_id == fitted.model_id, "fit the shipped model again: make model"


def test_the_same_passages_give_the_same_bytes(fitted, taxonomy, tmp_path):
    again = fit_shipped(SignalReader(taxonomy, load_embedder(EMBEDDED)))
    for name, model in (("one.json", fitted), ("two.json", again)):
        write_model(tmp_path / name, model)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_model_says_what_it_was_fitted_for(fitted, reader):
    assert fitted.taxonomy_version == reader.taxonomy.version
    assert fitted.embedder_id == reader.embedder.embedder_id
    assert tuple(fitted.concepts) == reader.taxonomy.concept_ids


def test_the_subject_of_a_passage_is_no_evidence_for_an_instrument(fitted, taxonomy):
    instruments = taxonomy.facet("instrumenten").concept_ids
    assert not any(any(fitted.concepts[concept].linear) for concept in instruments)
    assert all(any(fitted.concepts[concept].linear) for concept in ("R1", "R12", "R15"))


@pytest.mark.parametrize("documents", [1, 4])
def test_too_few_documents_are_refused_with_their_number(reader, documents):
    with pytest.raises(ValueError, match=f"at least 5 documents are needed, not {documents}"):
        fit_tagger(reader, spread_over(documents), "test")


def test_no_passages_are_refused(reader):
    with pytest.raises(ValueError, match="at least 5 documents are needed, not 0"):
        fit_tagger(reader, [], "test")


def test_five_documents_are_enough(reader):
    passages = spread_over(5)
    model = fit_tagger(reader, passages, "test")
    vectors = reader.embedder.encode_passages([passage.text for passage in passages])
    found = Tagger(reader, model).probabilities(
        reader.read([passage.text for passage in passages], vectors)
    )
    truth = np.array(
        [
            [concept in passage.labels for concept in reader.taxonomy.concept_ids]
            for passage in passages
        ]
    )
    assert found[truth].mean() > 0.5
    assert found[~truth].mean() < 0.1
