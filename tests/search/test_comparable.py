"""Comparable: other deals only, one of each first, with reasons that are true."""

import numpy as np
import pytest

from corpus.interventions import AmountRole, Found, FoundAmount, Intervention, SourceKind
from corpus.records import Kind
from search.comparable import (
    comparable,
    probe_of_intervention,
    probe_of_passage,
    probe_of_text,
)

AXIS_OF_SCHOOLING = np.array([0, 1, 0, 0], dtype=np.float32)


def intervention(name, one, euros, source_kind=SourceKind.PLAN):
    key = one.passage.passage_id
    here = Found(name, key, 0, 4)
    return Intervention(
        f"i-{name}", name, (), one.deal, (key,), (one.passage.document_id,), (one.source.kind,),
        (source_kind,), one.labels, (FoundAmount(euros, AmountRole.TOTAAL, key, 0, 4),), (), (),
        (Found("werkenden", key, 0, 4),), (), (), (), here,
    )  # fmt: skip


@pytest.fixture(scope="module")
def linked(small, make_index):
    """The small index with an intervention for each passage about scholing."""
    one, other, third = (small.passages[row] for row in (1, 2, 4))
    found = (
        intervention("Leerfonds", one, 1e6),
        intervention("Chequeloket", other, 4e6, SourceKind.EXTERNE_EVALUATIE),
        intervention("Ontwikkelpot", third, 1.1e6),
    )
    return make_index(small.passages, small.vectors, found)


def test_only_other_deals_are_compared(linked):
    for row, one in enumerate(linked.passages):
        probe = probe_of_passage(linked, one.passage.passage_id)
        found = comparable(linked, probe, linked.vectors[row])
        assert one.deal not in {item.deal for item in found}


def test_the_best_of_each_deal_comes_before_the_second_of_any(small):
    found = comparable(small, probe_of_text(small, "scholingscheque dorpshuis"), None)
    deals = [one.deal for one in found]
    assert len(deals) > len(set(deals))
    assert len(set(deals[: len(set(deals))])) == len(set(deals))
    assert len(comparable(small, probe_of_text(small, "scholingscheque dorpshuis"), None, 2)) == 2


def test_reasons_name_what_is_shared_and_how_scales_differ(linked):
    found = comparable(linked, probe_of_intervention(linked, "i-Leerfonds"), AXIS_OF_SCHOOLING)
    by_name = {one.name: one for one in found}
    bigger, alike = by_name["Chequeloket"], by_name["Ontwikkelpot"]
    assert bigger.why.scale == 4.0
    assert "Groter: ongeveer 4,0 keer zoveel geld" in bigger.reasons
    assert "Ongeveer evenveel geld" in alike.reasons
    assert "Zelfde rode draad: Scholing" in bigger.reasons
    assert "Zelfde doelgroep: werkenden" in bigger.reasons
    assert bigger.why.concepts == ("R2",)
    assert bigger.evidence is SourceKind.EXTERNE_EVALUATIE
    assert alike.evidence is SourceKind.PLAN
    assert alike.amounts[0].euros == 1.1e6


def test_shared_words_stand_in_both_texts(small):
    text = "Een scholingscheque voor werknemers"
    for one in comparable(small, probe_of_text(small, text), None):
        passage = small.passages[small.rows[one.passage_id]].passage.text.lower()
        assert all(term in passage for term in one.why.terms)


def test_the_same_concepts_bring_a_passage_nearer(make_passage, make_index):
    """Of two passages with the same words the one with the labels of the probe comes first."""
    text = "De regeling geeft geld aan werkplaatsen."
    passages = [
        make_passage(text, "groen", ["R2", "I1"]),
        make_passage(text, "blauw", ["R1"]),
        make_passage(text, "rood", ["R2", "I1"]),
    ]
    index = make_index(passages)
    found = comparable(index, probe_of_passage(index, passages[0].passage.passage_id), None)
    assert [one.deal for one in found] == ["rood", "blauw"]


def test_an_intervention_comes_once(small, make_index):
    rows = [small.passages[2], small.passages[3]]
    whole = intervention("Loket", rows[0], 1e6)
    spread = Intervention(
        **{
            **{name: getattr(whole, name) for name in whole.__dataclass_fields__},
            "passages": tuple(one.passage.passage_id for one in rows),
        }
    )
    index = make_index(small.passages, small.vectors, [spread])
    found = comparable(index, probe_of_text(index, "vergadert scholingscheques uitgegeven"), None)
    assert [one.intervention_id for one in found].count("i-Loket") == 1


def test_an_own_text_is_about_the_concepts_that_it_names(small):
    assert probe_of_text(small, "Scholingscheques en dorpshuizen").concepts == ("R1", "R2")
    assert probe_of_text(small, "De stuurgroep").concepts == ()


def test_every_result_bears_a_citation(small):
    found = comparable(small, probe_of_text(small, "scholingscheque"), None)
    assert found[0].citation.startswith("(Regio Deal ")
    assert {one.citation for one in found} >= {
        f"(Regio Deal Blauwe Kust, Titel {Kind.EVALUATIE}, p. 3)"
    }


def test_an_unknown_passage_or_intervention_is_a_key_error(small):
    with pytest.raises(KeyError):
        probe_of_passage(small, "nergens")
    with pytest.raises(KeyError):
        probe_of_intervention(small, "nergens")


def test_nothing_in_common_is_nothing_comparable(small):
    assert comparable(small, probe_of_text(small, "xyzzy"), None) == ()
