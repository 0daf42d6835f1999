"""The model card and the text for the register: filled from the run, with the measured figures."""

import pytest
from reviewing import judged

from corpus.records import ReviewedLabel
from report.label_quality import LabelQuality, label_quality
from report.model_card import model_card, register_entry
from report.quality import measured_quality
from report.review_count import ReviewCount

NOBODY = LabelQuality((), (), (), ReviewCount(0))
RECORD = {
    "vingerafdruk": "0123456789abcdef",
    "versies": {"rode-draden": "9.9.9"},
    "taxonomie": "tax-1",
    "tagger": "tagger-1",
    "taggermodel": "model-1",
    "embedder": "woorden-1",
    "documenten": [{}, {}, {}],
}


@pytest.mark.parametrize("text_of", [model_card, register_entry])
def test_the_text_names_the_versions_and_the_measured_figures(text_of) -> None:
    text = text_of(RECORD, measured_quality(), NOBODY)
    assert "$" not in text
    for name in ("9.9.9", "tax-1", "model-1"):
        assert name in text
    for one in measured_quality().measures:
        assert f"{one.micro_f1:.2f}".replace(".", ",") in text
        assert f"{one.support} labels" in text


@pytest.mark.parametrize("text_of", [model_card, register_entry])
def test_the_text_says_what_people_did_in_this_run_and_what_they_did_not(
    text_of, study, taxonomy
) -> None:
    record, quality = RECORD, measured_quality()
    assert "niet door mensen nagekeken" in text_of(record, quality, label_quality(study, taxonomy))
    looked_at = judged(study, {"plan.pdf/0": {"R1": ReviewedLabel(absent=1)}})
    text = text_of(record, quality, label_quality(looked_at, taxonomy))
    assert "hebben mensen er 1 nagekeken" in text
    assert "0 bevestigd, en 1 afgewezen" in text
    assert "niet door mensen nagekeken" not in text


def test_the_card_says_whether_further_facets_were_labelled() -> None:
    assert "niet gelabeld in deze run" in model_card(RECORD, measured_quality(), NOBODY)
    with_further = model_card(
        RECORD | {"verdere_taggermodel": "verder-1"}, measured_quality(), NOBODY
    )
    assert "model `verder-1`" in with_further


def test_the_register_text_says_how_many_documents_and_leaves_room_for_the_organisation() -> None:
    text = register_entry(RECORD, measured_quality(), NOBODY)
    assert "In deze run: 3 documenten." in text
    for field in ("Organisatie", "Contact", "Wettelijke basis", "Impacttoetsen"):
        assert f"**{field}.** [" in text
