"""What a report holds for other programs and for registers: REFI-QDA, SKOS, cards."""

from collections.abc import Mapping

from report.label_quality import label_quality
from report.material import Material
from report.model_card import model_card, register_entry
from report.quality import measured_quality
from report.refi_qda import codebook, project
from taxonomy.concept import Taxonomy
from taxonomy.skos import to_turtle, vocabulary_of

CODEBOOK, PROJECT, VOCABULARY = "codeboek.qdc", "project.qdpx", "taxonomie.ttl"
MODEL_CARD, REGISTER = "modelkaart.md", "algoritmeregister.md"
TOLD = {
    CODEBOOK: "Het codeboek voor ATLAS.ti, MAXQDA en NVivo (REFI-QDA).",
    PROJECT: "Teksten met labels op hun plaats, voor dezelfde programma's (REFI-QDA).",
    VOCABULARY: "De taxonomie als begrippenlijst (SKOS, Turtle).",
    MODEL_CARD: "Wat het model is, waar het voor is en hoe goed het is.",
    REGISTER: "Tekst voor het Algoritmeregister, om aan te vullen.",
}


def exports_of(material: Material, run: str) -> Mapping[str, bytes]:
    """The content of each file by its name; the same run gives the same bytes."""
    every = Taxonomy((*material.taxonomy.facets, *material.further.facets))
    quality = measured_quality()
    labels = label_quality(material.analysis, material.taxonomy)
    texts = {
        VOCABULARY: to_turtle(vocabulary_of(every)),
        MODEL_CARD: model_card(material.record, quality, labels),
        REGISTER: register_entry(material.record, quality, labels),
    }
    return {
        CODEBOOK: codebook(every),
        PROJECT: project(material.analysis, every, material.deals, f"Rode Draden, run {run}"),
        **{name: text.encode("utf-8") for name, text in texts.items()},
    }
