"""The self-test: own texts come back to their own concept, or are named with what came first."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from classify.self_test import ProbeKind, probes_of, self_test, tally
from corpus.records import Tag
from taxonomy.concept import Intervention

CHANCE = st.integers(0, 4).map(lambda number: number / 4)
CHANCES = st.lists(st.tuples(CHANCE, CHANCE, CHANCE), min_size=3, max_size=3)


def tags_of(probes, chances_of):
    return [Tag(str(place), chances_of(probe)) for place, probe in enumerate(probes)]


def small(make_concept, taxonomy_of):
    kind = Intervention("R1.1", "Buurthuizen", "Een plek voor de wijk.")
    first = replace(
        make_concept(
            core=["dorpshuis", "=sport", "meedoen ~ samenleving"],
            definition="Waar mensen elkaar ontmoeten.",
            examples=("Het dorpshuis gaat open.",),
        ),
        interventions=(kind,),
    )
    return taxonomy_of(first, make_concept("R2", core=["zorg"]), make_concept("R3"))


def test_every_own_text_is_tried_and_search_signs_are_no_text(make_concept, taxonomy_of):
    probes = probes_of(small(make_concept, taxonomy_of))
    assert [(probe.concept, probe.kind, probe.text) for probe in probes] == [
        ("R1", ProbeKind.DEFINITION, "Waar mensen elkaar ontmoeten."),
        ("R1", ProbeKind.INTERVENTION, "Buurthuizen. Een plek voor de wijk."),
        ("R1", ProbeKind.EXAMPLE, "Het dorpshuis gaat open."),
        ("R1", ProbeKind.CORE_TERM, "dorpshuis"),
        ("R1", ProbeKind.CORE_TERM, "sport"),
        ("R1", ProbeKind.CORE_TERM, "meedoen samenleving"),
        ("R2", ProbeKind.CORE_TERM, "zorg"),
    ]


def test_a_tagger_that_knows_every_text_brings_all_of_them_back(make_concept, taxonomy_of):
    taxonomy = small(make_concept, taxonomy_of)
    probes = probes_of(taxonomy)
    tags = tags_of(probes, lambda probe: {"R1": 0.1, "R2": 0.1, "R3": 0.1} | {probe.concept: 0.9})
    (found,) = self_test(taxonomy, probes, tags)
    assert found.strayed == ()
    assert found.total.texts == found.total.first == found.total.top == len(probes)
    assert found.of_kind(ProbeKind.CORE_TERM).texts == 4
    assert found.of_concept("R1", ProbeKind.CORE_TERM).texts == 3
    assert found.of_concept("R3").texts == 0


def test_what_strays_is_named_with_its_rank_and_what_came_first(make_concept, taxonomy_of):
    taxonomy = small(make_concept, taxonomy_of)
    probes = probes_of(taxonomy)
    tags = tags_of(probes, lambda _: {"R1": 0.5, "R2": 0.3, "R3": 0.4})
    (found,) = self_test(taxonomy, probes, tags)
    assert [(one.probe.text, one.rank, one.first) for one in found.strayed] == [("zorg", 3, "R1")]
    assert found.of_concept("R2").first == 0
    assert found.of_concept("R2").top == 1


def test_a_tagger_that_cannot_tell_concepts_apart_brings_nothing_back(make_concept, taxonomy_of):
    taxonomy = small(make_concept, taxonomy_of)
    probes = probes_of(taxonomy)
    (found,) = self_test(
        taxonomy, probes, tags_of(probes, lambda _: dict.fromkeys("R1 R2 R3".split(), 0.2))
    )
    assert found.total.first == 0
    assert {one.rank for one in found.placed} == {3}


@given(CHANCES)
@settings(max_examples=40, deadline=None)
def test_the_parts_add_up_and_a_rank_is_one_of_the_facet(make_concept, taxonomy_of, chances):
    taxonomy = taxonomy_of(*(make_concept(key, core=[f"woord{key}"]) for key in ("R1", "R2", "R3")))
    probes = probes_of(taxonomy)
    rows = iter(chances)
    tags = tags_of(probes, lambda _: dict(zip(("R1", "R2", "R3"), next(rows), strict=True)))
    (found,) = self_test(taxonomy, probes, tags)
    parts = [found.of_concept(concept) for concept in ("R1", "R2", "R3")]
    for name in ("texts", "first", "top"):
        assert sum(getattr(part, name) for part in parts) == getattr(found.total, name)
    for one in found.placed:
        assert 1 <= one.rank <= 3
        assert (one.first == one.probe.concept) == (one.rank == 1)
    assert len(found.strayed) == found.total.texts - found.total.first


def test_nothing_to_count_is_nothing():
    assert (tally([]).texts, tally([]).first, tally([]).top) == (0, 0, 0)
