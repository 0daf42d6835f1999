"""The shipped codebooks: the official labels, complete and in order."""

import re
from pathlib import Path

import pytest

from taxonomy.load import shipped_taxonomy

GOLDEN = Path(__file__).parents[1] / "golden" / "official_labels.txt"
TAXONOMY = shipped_taxonomy()
DRADEN, INSTRUMENTEN = TAXONOMY.facets
DOMAINS = {
    "D1": ("R1", "R2"),
    "D2": ("R3", "R4", "R5"),
    "D3": ("R6", "R7", "R8"),
    "D4": ("R9",),
    "D5": ("R10",),
    "D6": ("R11", "R12"),
    "D7": ("R13", "R14", "R15"),
}


def listed():
    """Every id with its Dutch label, a line each, in the order of the taxonomy."""
    for concept in TAXONOMY.concepts:
        yield f"{concept.id} {concept.label.nl}"
        for kind in concept.interventions:
            yield f"{kind.id} {kind.label}"


def test_the_labels_are_exactly_the_official_ones():
    assert "\n".join(listed()) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_there_are_fifteen_draden_of_five_kinds_and_six_instruments():
    assert DRADEN.concept_ids == tuple(f"R{number}" for number in range(1, 16))
    assert INSTRUMENTEN.concept_ids == tuple(f"I{number}" for number in range(1, 7))
    for concept in DRADEN.concepts:
        kinds = [kind.id for kind in concept.interventions]
        assert kinds == [f"{concept.id}.{number}" for number in range(1, 6)]
    assert not any(concept.interventions for concept in INSTRUMENTEN.concepts)


def test_columns_are_the_draden_and_then_the_instruments():
    assert TAXONOMY.concept_ids == DRADEN.concept_ids + INSTRUMENTEN.concept_ids
    assert (DRADEN.id, INSTRUMENTEN.id) == ("draden", "instrumenten")


def test_the_draden_stand_in_their_seven_domains():
    held = {
        domain.id: tuple(one.id for one in DRADEN.concepts if DRADEN.domain_of(one) == domain)
        for domain in DRADEN.domains
    }
    assert held == DOMAINS


@pytest.mark.parametrize("concept", TAXONOMY.concepts, ids=TAXONOMY.concept_ids)
def test_a_concept_can_be_coded_by(concept):
    assert len(concept.definition.split()) >= 20
    assert len(concept.includes) >= 3
    assert len(concept.examples) >= 5
    assert len(concept.core_terms) >= 10


@pytest.mark.parametrize("concept", TAXONOMY.concepts, ids=TAXONOMY.concept_ids)
def test_what_is_excluded_refers_to_concepts_that_exist(concept):
    known = set(TAXONOMY.concept_ids)
    named = {
        reference
        for line in (*concept.includes, *concept.excludes)
        for reference in re.findall(r"\b[RI]\d+\b", line)
    }
    assert named <= known


def test_every_official_label_stands_in_the_report(shared):
    report = (shared / "sources" / "rebel-rode-draden-2024.txt").read_text(encoding="utf-8")
    printed = " ".join(report.split())
    assert [line for line in listed() if line.split(" ", 1)[1] not in printed] == []
