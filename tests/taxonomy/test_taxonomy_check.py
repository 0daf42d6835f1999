"""The checks on a codebook: each kind of fault is found, and a good codebook gives none."""

import dataclasses

import pytest

from taxonomy.check import Severity, TaxonomyFinding, check_taxonomy
from taxonomy.concept import Concept, Domain, Facet, Intervention, Label, Taxonomy
from taxonomy.load import shipped_taxonomy

FOUT, LET_OP = Severity.FOUT, Severity.LET_OP
WATER = Concept(
    id="P1",
    label=Label("Schoon water", "Clean water"),
    short="Water",
    definition="Alles wat een deal doet om water schoon te maken en te houden.",
    includes=("beken",),
    excludes=("dijken (P2)",),
    confusable=("P2",),
    interventions=(Intervention("P1.1", "Baggeren", "Slib weghalen."),),
    examples=("De beek is gebaggerd.",),
    core_terms=("waterkwaliteit", "=beek"),
    supporting_terms=("sloot",),
    negative_terms=("waterstof",),
    distinguish=(("P2", "Water is nat, een dijk is droog."),),
    domain="D1",
)
DIKES = dataclasses.replace(
    WATER,
    id="P2",
    label=Label("Droge voeten", "Dry feet"),
    short="Dijken",
    confusable=(),
    distinguish=(),
    interventions=(),
    core_terms=("dijk",),
    supporting_terms=(),
)
GOOD = Facet(
    "proef",
    Label("Proef", "Trial"),
    "Eigen werk",
    (Domain("D1", Label("Water", "Water")),),
    (WATER, DIKES),
)


def findings(*, water=None, dikes=None, **facet):
    """What is found when something about the good facet is changed."""
    concepts = (
        dataclasses.replace(WATER, **(water or {})),
        dataclasses.replace(DIKES, **(dikes or {})),
    )
    changed = dataclasses.replace(GOOD, concepts=concepts, **facet)
    return [(one.severity, one.where, one.message) for one in check_taxonomy(Taxonomy((changed,)))]


def test_a_good_codebook_has_no_findings():
    assert findings() == []


def test_an_id_that_comes_twice_is_found_over_facets_too():
    other = dataclasses.replace(GOOD, id="ander", concepts=(DIKES,))
    assert check_taxonomy(Taxonomy((GOOD, other))) == [
        TaxonomyFinding(FOUT, "P2", "deze id komt twee keer voor")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"dikes": {"label": Label("Schoon  WATER", "x")}},
        {"dikes": {"short": "Schoon water"}},
        {"dikes": {"interventions": (Intervention("P2.1", "schoon water", "x"),)}},
    ],
)
def test_a_label_of_two_concepts_is_found_in_any_spelling(change):
    ((severity, where, message),) = findings(**change)
    assert (severity, where) == (FOUT, "proef")
    assert message.startswith("P1, P2")
    assert message.endswith("hebben hetzelfde label: 'schoon water'")


def test_a_short_name_that_is_the_label_is_no_double():
    assert findings(water={"short": "Schoon water"}) == []


@pytest.mark.parametrize(("words", "found"), [(7, True), (8, False)])
def test_a_definition_too_short_to_code_by_is_found(words, found):
    expected = (FOUT, "P1", "de definitie ontbreekt of is te kort om op te coderen")
    assert findings(water={"definition": "woord " * words}) == [expected] * found


def test_a_concept_without_examples_is_worth_a_look():
    assert findings(dikes={"examples": ()}) == [(LET_OP, "P2", "er is geen enkel voorbeeld")]


@pytest.mark.parametrize("other", ["P9", "P1"])
def test_a_confusable_that_is_not_another_concept_is_found(other):
    assert findings(water={"confusable": (other,), "distinguish": ((other, "Kijk."),)})[:1] == [
        (FOUT, "P1", f"confusable noemt '{other}'; dat bestaat niet")
    ]


@pytest.mark.parametrize("domain", ["D9", None])
def test_a_domain_that_does_not_exist_is_found(domain):
    assert findings(dikes={"domain": domain}) == [
        (FOUT, "P2", f"het domein {domain!r} bestaat niet")
    ]


def test_a_facet_without_domains_needs_none():
    assert findings(water={"domain": None}, dikes={"domain": None}, domains=()) == []


@pytest.mark.parametrize("term", ["waterkwaliteit", "Waterkwaliteit", "beek", "=BEEK"])
def test_a_core_term_of_two_concepts_is_an_error_in_any_spelling(term):
    found = findings(dikes={"core_terms": ("dijk", term)})
    normal = term.lower().strip("=")
    assert found == [(FOUT, "proef", f"P1, P2 delen de term '{normal}'")]


@pytest.mark.parametrize(
    "change",
    [
        {"dikes": {"supporting_terms": ("waterkwaliteit",)}},
        {"dikes": {"core_terms": ("dijk", "sloot")}},
        {"dikes": {"supporting_terms": ("sloot",)}},
    ],
    ids=["core and supporting", "supporting and core", "both supporting"],
)
def test_a_shared_term_that_is_supporting_somewhere_is_worth_a_look(change):
    ((severity, where, message),) = findings(**change)
    assert (severity, where) == (LET_OP, "proef")
    assert message.startswith("P1, P2 delen de term ")


def test_concepts_of_different_facets_may_share_a_term():
    other = dataclasses.replace(WATER, id="Q1", confusable=(), distinguish=())
    facet = dataclasses.replace(GOOD, id="ander", concepts=(other,))
    assert check_taxonomy(Taxonomy((GOOD, facet))) == []


@pytest.mark.parametrize("role", ["core", "supporting"])
def test_a_term_that_stands_twice_is_worth_a_look(role):
    found = findings(water={f"{role}_terms": ("gemaal", "=Gemaal", "plas")})
    assert found == [(LET_OP, "P1", f"de term 'gemaal' staat twee keer onder {role}")]


@pytest.mark.parametrize("role", ["core_terms", "supporting_terms"])
def test_a_term_that_is_also_negative_never_counts_and_is_found(role):
    found = findings(water={role: ("plas", "Waterstof")})
    assert found == [
        (FOUT, "P1", "'Waterstof' is zoekterm en uitsluitende term tegelijk en telt dus nooit")
    ]


def test_an_identity_above_itself_is_found():
    found = findings(
        water={"domain": "P1.1"}, domains=(*GOOD.domains, Domain("P1.1", Label("x", "y")))
    )
    assert found == [
        (FOUT, "P1", "kringverwijzing: P1 > P1.1 > P1"),
        (FOUT, "P1.1", "kringverwijzing: P1.1 > P1 > P1.1"),
    ]


def test_the_shipped_codebook_has_no_errors():
    assert [one for one in check_taxonomy(shipped_taxonomy()) if one.severity is FOUT] == []


def test_concepts_that_are_confused_must_be_told_apart():
    assert findings(water={"distinguish": ()}) == [
        (LET_OP, "P1", "hoe verschilt dit van P2? distinguish zegt niets")
    ]


def test_telling_apart_from_a_concept_that_is_not_there_is_found():
    told = (("P2", "Water is nat."), ("P9", "Wie weet."))
    assert findings(water={"distinguish": told}) == [
        (FOUT, "P1", "distinguish noemt 'P9'; dat bestaat niet")
    ]


def test_the_name_of_an_organisation_that_is_also_a_term_never_counts_and_is_found():
    found = findings(water={"organisations": ("waterkwaliteit",)})
    assert [(severity, where) for severity, where, _ in found] == [(FOUT, "P1")]
