"""The assessment joins the measures; groups appear only where the passages name them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.assessment import UNKNOWN, assess
from classify.mistakes import JudgedPassage
from corpus.records import Tag
from taxonomy.concept import Concept, Domain, Facet, Label, Taxonomy


def concept(key, domain=None):
    return Concept(key, Label(key, key), key, "", *[()] * 8, domain=domain)


DOMAINS = (Domain("D1", Label("Sociaal", "Social")), Domain("D2", Label("Werk", "Work")))
TAXONOMY = Taxonomy(
    (
        Facet(
            "draden",
            Label("Rode draden", "Threads"),
            "test",
            DOMAINS,
            (concept("R1", "D1"), concept("R2", "D1"), concept("R3", "D2")),
        ),
        Facet("instrumenten", Label("Instrumenten", "Instruments"), "test", (), (concept("I1"),)),
    )
)
THRESHOLDS = dict.fromkeys(TAXONOMY.concept_ids, 0.5)
LABELS = st.frozensets(st.sampled_from(TAXONOMY.concept_ids))
ROWS = st.lists(st.tuples(LABELS, LABELS, st.sampled_from(["", "brief"])), min_size=1, max_size=12)


def assessed(rows):
    passages = [
        JudgedPassage(str(place), f"Tekst {place}.", right, kind=kind)
        for place, (right, _, kind) in enumerate(rows)
    ]
    tags = [
        Tag(str(place), {key: 0.9 if key in said else 0.1 for key in THRESHOLDS})
        for place, (_, said, _) in enumerate(rows)
    ]
    return assess(TAXONOMY, passages, tags, [said for _, said, _ in rows], THRESHOLDS)


def test_a_label_mistaken_within_its_domain_is_right_for_the_domain():
    draden, instrumenten = assessed([(frozenset(["R1"]), frozenset(["R2"]), "")]).facets
    assert draden.concepts.micro.f1 == 0.0
    assert draden.domains.concepts["D1"].f1 == 1.0
    assert instrumenten.domains is None


def test_groups_are_there_only_where_a_passage_names_one():
    one = (frozenset(["R1"]), frozenset(["R1"]), "")
    assert assessed([one, one]).facets[0].kinds == {}
    draden = assessed([one, one, (*one[:2], "brief")]).facets[0]
    assert [(name, found.passages) for name, found in draden.kinds.items()] == [
        (UNKNOWN, 2),
        ("brief", 1),
    ]
    assert draden.sources == {}


@given(ROWS)
@settings(max_examples=20, deadline=None)
def test_the_calibration_holds_every_cell_of_its_facet_and_perfect_labels_are_perfect(rows):
    for found in assessed(rows).facets:
        assert found.calibration.cells == len(rows) * len(found.facet.concepts)
        assert found.calibration.true_cells == found.concepts.micro.support
    perfect = assessed([(right, right, kind) for right, _, kind in rows])
    assert perfect.worst == ()
    for found in perfect.facets:
        assert found.concepts.micro.f1 == (1.0 if found.concepts.micro.support else 0.0)
        assert sum(found.confusion.missed) == found.concepts.false_alarms == 0


def test_a_tag_must_be_there_for_every_passage():
    with pytest.raises(ValueError, match="judged"):
        assess(TAXONOMY, [JudgedPassage("1", "Tekst.", frozenset())], [], [], THRESHOLDS)
