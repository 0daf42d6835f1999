"""The further facets: few shared weights, evidence that stands in the text, nothing from the test
part, and a shipped model that is what the shipped passages give."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.further_evaluation import evaluate_further
from classify.further_model import read_further_model, write_further_model
from classify.further_signals import (
    LIKENESS_SIGNALS,
    SIGNALS,
    TERM_SIGNALS,
    FurtherReader,
    rivals_in,
)
from classify.further_tagger import LEAST, POLAR, FurtherTagger
from classify.further_training import FurtherPassage, fit_further
from corpus.records import DOUBT, Tag
from pipelines.models.further import (
    SHIPPED_FURTHER,
    fit_shipped_further,
    further_passages,
)
from taxonomy.concept import Domain, Facet, Label, Taxonomy
from taxonomy.load import further_taxonomy

WATER = "De beek is gebaggerd en het water is weer schoon."
BIKES = "Er komt een fietspad langs het kanaal, met twee fietstunnels."
NOTHING = "De vergadering is verplaatst naar de tweede week van maart."
WORDS = st.sampled_from(
    "beek water gebaggerd fietspad kanaal vergadering niet zonder en . , ; maart".split()
)


@pytest.fixture(scope="module")
def facets(make_concept):
    """A plain facet of two concepts, a facet of factors, and kinds of two rode draden."""

    def facet(facet_id, *concepts, domains=()):
        names = tuple(Domain(one, Label(one, one)) for one in domains)
        return Facet(facet_id, Label(facet_id, facet_id), "test", names, concepts)

    water = make_concept(
        "P1", ["beek", "baggeren"], ["water"], definition="Schoon water in beken en sloten."
    )
    bikes = make_concept(
        "P2", ["fietspad"], ["kanaal"], definition="Fietsen over paden en door tunnels."
    )
    factor = make_concept("F1", ["samenwerking"], definition="Hoe partners samenwerken.")
    kinds = [
        replace(make_concept(f"{above}.{number}", [word], definition=word), domain=above)
        for above, number, word in (("R1", 1, "beek"), ("R1", 2, "kanaal"), ("R2", 1, "beek"))
    ]
    return Taxonomy(
        (
            facet("plain", water, bikes),
            facet(POLAR, factor),
            facet("kinds", *kinds, domains=("R1", "R2")),
        )
    )


@pytest.fixture(scope="module")
def reader(facets, embedder):
    return FurtherReader(facets, embedder)


@pytest.fixture(scope="module")
def passages():
    """Ten documents that tell of water, bikes or nothing; two more only measure."""
    told = ((WATER, {"P1"}), (BIKES, {"P2"}), (NOTHING, set()), (f"{WATER} {BIKES}", {"P1", "P2"}))
    return [
        FurtherPassage("plain", f"{text} Nummer {row}.", frozenset(labels), f"{row}", row >= 10)
        for row in range(12)
        for text, labels in told
    ]


@pytest.fixture(scope="module")
def model(reader, passages):
    return fit_further(reader, passages, {}, "hash")


@pytest.fixture(scope="module")
def tagger(reader, model):
    return FurtherTagger(reader, model, "main")


def main_tag(**shares):
    return Tag("", {"R1": 0.0, "R2": 0.0} | shares)


def tag(tagger, text, **shares):
    return tagger.tag(["p"], [text], [main_tag(**shares)])[0]


def test_what_is_taught_is_found(tagger):
    thresholds = tagger.model.thresholds
    for text, own, other in ((WATER, "P1", "P2"), (BIKES, "P2", "P1")):
        found = tag(tagger, text).probabilities
        assert found[own] >= thresholds[own]
        assert found.get(other, 0.0) < thresholds[other]
    assert not {"P1", "P2"} & tag(tagger, NOTHING).stances.keys()


def test_a_facet_without_passages_is_weighed_by_hand_and_says_so(model):
    assert model.facets["plain"].taught
    assert not model.facets[POLAR].taught
    assert not model.facets["kinds"].taught
    head = model.head.weights
    assert not head[:, 2:].any()
    assert head[:, :2].any()


def test_test_passages_teach_nothing(reader, passages, model):
    wrong = [replace(one, labels=frozenset({"P1"})) if one.is_test else one for one in passages]
    assert fit_further(reader, wrong, {}, "hash").model_id == model.model_id
    taught = [one for one in passages if not one.is_test]
    assert fit_further(reader, taught, {}, "hash").model_id == model.model_id


def test_the_order_of_facets_in_the_passages_does_not_matter_and_a_fit_repeats(
    reader, passages, model
):
    mixed = [*passages, FurtherPassage("unknown", "iets anders", frozenset(), "x")]
    assert fit_further(reader, mixed, {}, "hash").model_id == model.model_id


def test_a_model_is_read_as_it_was_written(model, tmp_path):
    write_further_model(tmp_path, model)
    read = read_further_model(tmp_path)
    assert read.model_id == model.model_id
    assert read.thresholds == model.thresholds
    assert list(read.thresholds) == [*model.concepts]
    write_further_model(tmp_path / "again", read)
    for path in tmp_path.glob("*.*"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_folder_without_a_card_holds_no_model(tmp_path):
    assert read_further_model(tmp_path) is None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=5))
def test_tags_hold_their_promises_and_do_not_depend_on_the_batch(tagger, texts):
    mains = [main_tag(R1=0.9)] * len(texts)
    ids = [str(row) for row in range(len(texts))]
    together = tagger.tag(ids, texts, mains)
    assert together == [
        tagger.tag([key], [text], [one])[0]
        for key, text, one in zip(ids, texts, mains, strict=True)
    ]
    order = {concept: place for place, concept in enumerate(tagger.taxonomy.concept_ids)}
    for text, found in zip(texts, together, strict=True):
        assert all(LEAST <= share <= 1 for share in found.probabilities.values())
        places = [order[concept] for concept in found.probabilities]
        assert places == sorted(places)
        assert found.stances.keys() <= found.evidence.keys() <= found.probabilities.keys()
        for items in found.evidence.values():
            assert all(0 <= item.start < item.end <= len(text) for item in items)


def test_vectors_that_are_there_change_nothing(tagger, embedder):
    texts = [WATER, BIKES, NOTHING]
    mains = [main_tag(R1=0.8)] * 3
    assert tagger.tag(["a", "b", "c"], texts, mains) == tagger.tag(
        ["a", "b", "c"], texts, mains, embedder.encode_passages(texts)
    )


def test_no_texts_and_no_facets_give_empty_tags(tagger, embedder):
    assert tagger.tag([], [], []) == []
    nothing = FurtherReader(Taxonomy(()), embedder)
    silent = FurtherTagger(nothing, fit_further(nothing, [], {}, ""), "main")
    assert silent.tag(["p"], [WATER], [main_tag()]) == [Tag("p", {})]


def test_a_text_without_words_has_no_labels(tagger):
    assert tag(tagger, " ... ", R1=1.0) == Tag("p", {})


def test_a_kind_is_never_likelier_than_its_rode_draad(tagger):
    whole = tag(tagger, WATER, R1=1.0).probabilities["R1.1"]
    for share in (0.35, 0.6, 0.9):
        found = tag(tagger, WATER, R1=share).probabilities
        assert found["R1.1"] == pytest.approx(whole * share, abs=1e-4)


def test_there_are_no_kinds_under_a_rode_draad_that_is_not_there(tagger):
    found = tag(tagger, WATER, R1=DOUBT[0] - 0.01, R2=DOUBT[0]).probabilities
    assert "R1.1" not in found
    assert "R2.1" in found


def test_kinds_of_one_rode_draad_are_rivals_and_no_others(facets):
    assert rivals_in(facets) == [[0, 1], [2], [3, 4], [5]]


def test_a_factor_has_a_polarity_and_another_concept_a_stance(tagger):
    found = tag(tagger, "Dankzij de goede samenwerking is er weinig vertraging bij de beek.")
    assert found.stances["F1"] == "succes"
    assert found.stances["P1"] in {"inzet", "vermelding", "uitsluiting"}


def test_what_is_left_out_of_the_deal_is_less_likely(tagger):
    said = tag(tagger, "De partijen leggen samen een fietspad aan.").probabilities
    left_out = tag(tagger, "Een fietspad valt buiten de deal.")
    assert left_out.stances.get("P2", "uitsluiting") == "uitsluiting"
    assert said["P2"] >= left_out.probabilities.get("P2", 0.0)


def test_signals_are_named_once():
    assert len(set(SIGNALS)) == len(SIGNALS)
    assert TERM_SIGNALS + LIKENESS_SIGNALS == SIGNALS


def test_another_main_tagger_gives_another_identity(reader, model):
    ids = {FurtherTagger(reader, model, main).tagger_id for main in ("one", "two")}
    assert len(ids) == 2


def test_an_evaluation_measures_the_test_passages_only(reader, tagger, passages):
    mains = [main_tag() for _ in passages]
    plain, polar, kinds = evaluate_further(reader, tagger, passages, mains)
    assert plain.tagger.passages == 8
    assert plain.taught_on == len(passages) - 8
    assert plain.tagger.micro.f1 == 1.0
    assert plain.terms.micro.support == plain.likeness.micro.support == 8
    assert polar.tagger.passages == 0
    assert polar.polarity.count == 0
    assert plain.with_parent is None
    assert kinds.with_parent is not None


def test_the_shipped_model_is_what_the_shipped_passages_give():
    shipped = read_further_model(SHIPPED_FURTHER)
    fitted = fit_shipped_further()
    assert shipped.trained_on == fitted.trained_on, "make model"
    assert shipped.taxonomy_version == further_taxonomy().version, "make model"
    assert shipped.model_id == fitted.model_id, "make model"
    assert list(shipped.thresholds) == list(further_taxonomy().concept_ids)
    assert np.isfinite(shipped.head.weights).all()


def test_shipped_passages_have_known_labels_and_no_document_on_both_sides():
    known = {
        facet.id: {*facet.concept_ids, *(domain.id for domain in facet.domains)}
        for facet in further_taxonomy().facets
    }
    sides = {}
    for one in further_passages():
        assert one.labels <= known[one.facet], one.text
        assert set(one.stances) <= one.labels
        assert sides.setdefault((one.facet, one.group), one.is_test) == one.is_test, one.group


def test_no_test_passage_is_taught_too():
    taught = {one.text for one in further_passages() if not one.is_test}
    assert not [one.text for one in further_passages() if one.is_test and one.text in taught]
