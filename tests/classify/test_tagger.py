"""The tagger: probabilities for any text, the same in any company, and labels that make sense."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classify.model import FEATURES, read_model
from classify.tagger import SignalReader, Tagger, features
from pipelines.models import SHIPPED_MODEL, training_passages

ANY_CHARACTER = st.characters(exclude_categories=())
TRAINING_TEXTS = st.sampled_from([passage.text for passage in training_passages()])
NEW_TEXTS = [
    ("R1", "Het dorpshuis krijgt een nieuwe zaal waar ouderen en jongeren elkaar ontmoeten."),
    ("R2", "Met beweeglessen en een leefstijlcoach pakken huisartsen overgewicht aan."),
    ("R7", "Werkzoekenden krijgen een jobcoach die hen naar een baan begeleidt."),
    ("R10", "De snelle fietsverbinding en een frequentere bus verbeteren de bereikbaarheid."),
    ("R12", "Het warmtenet en zonnepanelen op daken verlagen de uitstoot van CO2."),
    ("R13", "De gemeente bouwt zestig betaalbare woningen voor starters."),
    ("I1", "Er is geïnvesteerd in de bouw van een nieuwe hal en de aanschaf van machines."),
]


@given(st.text(ANY_CHARACTER, max_size=300))
@example("")
@example(" \n\t")
@example("1234 5678 90,12 %")
@example("\ud800\x00\x07")
@example("zorg" * 5000)
@example("wonen " * 5000)
@settings(max_examples=50, deadline=None)
def test_every_text_has_a_probability_for_every_concept(tag, taxonomy, text):
    (found,) = tag(text)
    assert tuple(found.probabilities) == taxonomy.concept_ids
    assert len(found.probabilities) == 21
    assert all(0 <= share <= 1 for share in found.probabilities.values())


@pytest.mark.parametrize("text", ["", " \n", "2023 12 345", "xqzt wvvk", "…—•"])
def test_a_text_that_says_nothing_gets_no_label(tagger, tag, text):
    (found,) = tag(text)
    assert tagger.labels(found) == ()
    assert found.evidence == {}


# The seed is fixed: a rounded sum could turn with the last bit of another processor's product.
@given(st.lists(TRAINING_TEXTS, min_size=1, max_size=12), st.integers(1, 5), st.randoms())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_order_and_size_of_a_batch_change_nothing(tag, texts, size, random):
    together = {text: found.probabilities for text, found in zip(texts, tag(*texts), strict=True)}
    shuffled = random.sample(texts, len(texts))
    for start in range(0, len(texts), size):
        batch = shuffled[start : start + size]
        for text, found in zip(batch, tag(*batch), strict=True):
            assert found.probabilities == together[text]


def test_no_passages_have_no_tags(tag):
    assert tag() == []


def test_tags_carry_their_passage_and_their_evidence(tag):
    texts = ["Niets.", "Het museum naast het warmtenet."]
    first, second = tag(*texts)
    assert (first.passage_id, second.passage_id) == ("0", "1")
    shown = {
        concept: [texts[1][item.start : item.end] for item in items]
        for concept, items in second.evidence.items()
    }
    assert shown["R1"] == ["museum"]
    assert shown["R12"] == ["warmtenet"]


@pytest.mark.parametrize(("concept", "text"), NEW_TEXTS)
def test_plain_sentences_get_the_label_that_a_reader_gives(tagger, tag, concept, text):
    assert concept in tagger.labels(*tag(text))


def test_a_label_is_given_from_its_threshold_on_in_taxonomy_order(tagger, tag, taxonomy):
    (found,) = tag("")
    thresholds = tagger.model.thresholds
    exact = replace(found, probabilities=dict(thresholds))
    assert tagger.labels(exact) == taxonomy.concept_ids
    below = {concept: limit - 1e-4 for concept, limit in thresholds.items()}
    assert tagger.labels(replace(found, probabilities=below | {"I1": 1.0, "R3": 1.0})) == (
        "R3",
        "I1",
    )


def test_another_model_taxonomy_or_lemmatiser_is_another_tagger(reader, tagger, taxonomy):
    model = read_model(SHIPPED_MODEL)
    other_model = replace(model, trained_on="other passages")
    other_reader = SignalReader(taxonomy.only(["draden"]), reader.embedder)
    assert Tagger(reader, model).tagger_id == tagger.tagger_id
    others = [
        Tagger(reader, other_model),
        Tagger(other_reader, model),
        Tagger(reader, model, lemmas="nl_core_news_sm 3.8.0"),
    ]
    assert len({tagger.tagger_id, *(other.tagger_id for other in others)}) == 4


def test_what_is_weighed_can_be_counted_by_hand(make_concept, taxonomy_of, reader):
    museum = make_concept("R1", core=["museum", "theater"], supporting=["vrijwilliger"])
    heat = make_concept("R12", core=["warmtenet"])
    small = SignalReader(taxonomy_of(museum, heat), reader.embedder)
    text = "Het museum en het theater werken samen met vrijwilligers naast het warmtenet ."
    signals = small.read([text], reader.embedder.encode_passages([text]))
    usual, spread, linear = np.zeros((2, 2)), np.full((2, 2), 0.5), np.array([[3.0, -3.0]])
    weighed = features(signals, ("R1", "R12"), [0, 1], usual, spread, linear)
    assert weighed.shape == (1, 2, len(FEATURES))
    first = dict(zip(FEATURES, weighed[0, 0], strict=True))
    second = dict(zip(FEATURES, weighed[0, 1], strict=True))
    assert first["lexical_core"] == pytest.approx(np.log(3))
    assert first["lexical_supporting"] == pytest.approx(np.log(2))
    assert first["lexical_both"] == pytest.approx(np.log(3) * np.log(2))
    assert first["lexical_share"] == pytest.approx(2 / 3)
    assert second["lexical_share"] == pytest.approx(1 / 3)
    assert first["similarity_nearest"] == pytest.approx(2 * signals.nearest[0, 0])
    assert first["similarity_with_core"] == first["similarity_mean"]
    assert first["density_of_core"] == pytest.approx(np.log(1 + 60 * 2 / 13))
    assert first["words"] == second["words"] == pytest.approx(np.log(13 / 60))
    assert (first["linear"], second["linear"]) == (3, -3)


def test_similarity_weighs_with_core_terms_only_where_there_are_some(
    make_concept, taxonomy_of, reader
):
    concept = make_concept("R1", definition="Het museum.", core=["museum"])
    small = SignalReader(taxonomy_of(concept), reader.embedder)
    text = "Het theater en de bibliotheek."
    signals = small.read([text], reader.embedder.encode_passages([text]))
    weighed = features(signals, ["R1"], [0], np.zeros((1, 2)), np.ones((1, 2)), np.zeros((1, 1)))
    shown = dict(zip(FEATURES, weighed[0, 0], strict=True))
    assert shown["similarity_mean"] > 0.1
    assert shown["similarity_with_core"] == 0


def ranks(taxonomy, tag):
    """Rank of each concept among its facet, for its own definition and each own example."""
    found = []
    for facet in taxonomy.facets:
        for concept in facet.concepts:
            for tagged in tag(concept.definition, *concept.examples):
                own = tagged.probabilities[concept.id]
                others = [tagged.probabilities[other] for other in facet.concept_ids]
                found.append(1 + sum(share > own for share in others))
    return np.array(found)


def test_definitions_and_examples_are_tagged_with_their_own_concept(taxonomy, tag):
    places = ranks(taxonomy, tag)
    assert len(places) > 100
    assert (places == 1).mean() >= 0.87  # measured: 0.891
    assert (places <= 3).mean() >= 0.97  # measured: 0.980


def test_all_that_a_concept_says_of_itself_ranks_it_first(taxonomy, tag):
    for facet in taxonomy.facets:
        for concept in facet.concepts:
            (tagged,) = tag(" ".join([concept.definition, *concept.examples]))
            assert max(facet.concept_ids, key=tagged.probabilities.__getitem__) == concept.id
