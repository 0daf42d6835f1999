"""The model card and the text for the register: filled from the run, with the measured figures."""

import pytest

from report.model_card import model_card, register_entry
from report.quality import measured_quality

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
    text = text_of(RECORD, measured_quality())
    assert "$" not in text
    for name in ("9.9.9", "tax-1", "model-1"):
        assert name in text
    for one in measured_quality().measures:
        assert f"{one.micro_f1:.2f}".replace(".", ",") in text
        assert f"{one.support} labels" in text


def test_the_card_says_whether_further_facets_were_labelled() -> None:
    assert "niet gelabeld in deze run" in model_card(RECORD, measured_quality())
    with_further = model_card(RECORD | {"verdere_taggermodel": "verder-1"}, measured_quality())
    assert "model `verder-1`" in with_further


def test_the_register_text_says_how_many_documents_and_leaves_room_for_the_organisation() -> None:
    text = register_entry(RECORD, measured_quality())
    assert "In deze run: 3 documenten." in text
    for field in ("Organisatie", "Contact", "Wettelijke basis", "Impacttoetsen"):
        assert f"**{field}.** [" in text
