"""Reading a taxonomy file: every part in its place, and a broken file refused with its line."""

import pytest
import yaml

from taxonomy.concept import Concept, Domain, Facet, Intervention, Label
from taxonomy.load import (
    FILES,
    FOLDER,
    FURTHER,
    TaxonomyError,
    load_facet,
    load_taxonomy,
    whole_taxonomy,
)

SMALL = """\
# Regel 1
facet: proef
title: {nl: Proef, en: Trial}
source: Eigen werk
domains:
  - {id: D1, label: {nl: Water, en: Water}}
concepts:
  - id: P1
    domain: D1
    label: {nl: Schoon water, en: Clean water}
    short: Water
    definition: >-
      Water dat schoon is,
      en schoon blijft.
    includes: [beken, sloten]
    excludes: [zee]
    confusable: [P2]
    interventions:
      - {id: P1.1, label: Baggeren, description: Slib weghalen.}
    examples:
      - De beek is gebaggerd.
    terms:
      core: [waterkwaliteit]
      supporting: ["=beek"]
    negative_terms: [waterstof]
  - id: P2
    label: {nl: Droge voeten, en: Dry feet}
    short: Dijken
    definition: Dijken en duinen.
    includes: [dijken]
    excludes: [sloten]
    terms: {core: [dijk]}
"""
WATER = Concept(
    id="P1",
    label=Label("Schoon water", "Clean water"),
    short="Water",
    definition="Water dat schoon is, en schoon blijft.",
    includes=("beken", "sloten"),
    excludes=("zee",),
    confusable=("P2",),
    interventions=(Intervention("P1.1", "Baggeren", "Slib weghalen."),),
    examples=("De beek is gebaggerd.",),
    core_terms=("waterkwaliteit",),
    supporting_terms=("=beek",),
    negative_terms=("waterstof",),
    domain="D1",
)
DIKES = Concept(
    id="P2",
    label=Label("Droge voeten", "Dry feet"),
    short="Dijken",
    definition="Dijken en duinen.",
    includes=("dijken",),
    excludes=("sloten",),
    confusable=(),
    interventions=(),
    examples=(),
    core_terms=("dijk",),
    supporting_terms=(),
    negative_terms=(),
)
BREAKAGES = {
    "unclosed bracket": (
        "includes: [beken, sloten]",
        "includes: [beken, sloten",
        "regel 16: geen geldige YAML (expected ',' or ']', but got ':').",
    ),
    "tab for indent": (
        "    short: Water",
        "\tshort: Water",
        "regel 11: geen geldige YAML (found character '\\t' that cannot start any token).",
    ),
    "colon in a text": (
        "source: Eigen werk",
        "source: Eigen werk: deel 1",
        "regel 4: geen geldige YAML (mapping values are not allowed here).",
    ),
    "second document": (
        "concepts:\n",
        "---\nconcepts:\n",
        "regel 7: geen geldige YAML (but found another document).",
    ),
    "code to run": (
        "source: Eigen werk",
        "source: !!python/object/apply:os.getcwd []",
        "regel 4: geen geldige YAML (could not determine a constructor for the tag "
        "'tag:yaml.org,2002:python/object/apply:os.getcwd').",
    ),
    "invisible character": (
        "short: Dijken",
        "short: Dij\x07ken",
        "regel 28: hier staat een onzichtbaar teken dat niet mag.",
    ),
    "unknown key": (
        "    short: Water",
        "    kort: Water",
        "regel 8: concepts.0.short: deze sleutel ontbreekt.",
    ),
    "key too many": (
        "    short: Dijken",
        "    short: Dijken\n    kleur: blauw",
        "regel 29: concepts.1.kleur: deze sleutel is onbekend.",
    ),
    "missing key": (
        "    definition: Dijken en duinen.\n",
        "",
        "regel 26: concepts.1.definition: deze sleutel ontbreekt.",
    ),
    "missing key inside": (
        "{nl: Droge voeten, en: Dry feet}",
        "{nl: Droge voeten}",
        "regel 27: concepts.1.label.en: deze sleutel ontbreekt.",
    ),
    "missing key of a mapping on lines of its own": (
        "      core: [waterkwaliteit]\n",
        "",
        "regel 22: concepts.0.terms.core: deze sleutel ontbreekt.",
    ),
    "missing key at the top": (
        "facet: proef\n",
        "",
        "regel 2: facet: deze sleutel ontbreekt.",
    ),
    "double key": (
        "    short: Dijken",
        "    short: Dijken\n    short: Duinen",
        "regel 29: short staat er twee keer.",
    ),
    "double key at the top": (
        "source: Eigen werk",
        "source: Eigen werk\nfacet: ander",
        "regel 5: facet staat er twee keer.",
    ),
    "double key between braces": (
        "terms: {core: [dijk]}",
        "terms: {core: [dijk], core: [duin]}",
        "regel 32: core staat er twee keer.",
    ),
    "empty definition": (
        "definition: Dijken en duinen.",
        'definition: "  "',
        "regel 29: concepts.1.definition: dit mag niet leeg zijn.",
    ),
    "definition left out": (
        "definition: Dijken en duinen.",
        "definition:",
        "regel 29: concepts.1.definition: hier hoort tekst te staan, niet None; "
        "zet aanhalingstekens.",
    ),
    "no core terms": (
        "core: [dijk]",
        "core: []",
        "regel 32: concepts.1.terms.core: dit mag niet leeg zijn.",
    ),
    "short name too long": (
        "short: Dijken",
        "short: Dijken en duinen en alles wat ertussen ligt",
        "regel 28: concepts.1.short: dit is te lang (ten hoogste 38 tekens).",
    ),
    "yes is no text": (
        "core: [dijk]",
        "core: [dijk, yes]",
        "regel 32: concepts.1.terms.core.1: hier hoort tekst te staan, niet True; "
        "zet aanhalingstekens.",
    ),
    "number is no text": (
        "short: Dijken",
        "short: 2024",
        "regel 28: concepts.1.short: hier hoort tekst te staan, niet 2024; zet aanhalingstekens.",
    ),
    "text is no list": (
        "confusable: [P2]",
        "confusable: P2",
        "regel 17: concepts.0.confusable: hier hoort een lijst te staan, niet 'P2'.",
    ),
    "list is no mapping": (
        "terms: {core: [dijk]}",
        "terms: [dijk]",
        "regel 32: concepts.1.terms: hier horen sleutels te staan, niet ['dijk'].",
    ),
}


def broken(tmp_path, old, new):
    """The small taxonomy with one place changed."""
    assert SMALL.count(old) == 1
    path = tmp_path / "proef.yaml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    return path


def refusal(path):
    with pytest.raises(TaxonomyError) as refused:
        load_facet(path)
    return str(refused.value)


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "proef.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_every_part_of_a_file_comes_in_its_place(small):
    assert load_facet(small) == Facet(
        id="proef",
        title=Label("Proef", "Trial"),
        source="Eigen werk",
        domains=(Domain("D1", Label("Water", "Water")),),
        concepts=(WATER, DIKES),
    )


def test_a_concept_knows_its_domain_where_it_has_one(small):
    facet = load_facet(small)
    assert [facet.domain_of(concept) for concept in facet.concepts] == [facet.domains[0], None]


def test_facets_keep_the_order_in_which_they_were_asked_for(small, tmp_path):
    other = tmp_path / "ander.yaml"
    renamed = SMALL.replace("facet: proef", "facet: ander").replace("id: P", "id: Q")
    other.write_text(renamed, encoding="utf-8")
    assert load_taxonomy([small, other]).concept_ids == ("P1", "P2", "Q1", "Q2")
    assert load_taxonomy([other, small]).concept_ids == ("Q1", "Q2", "P1", "P2")


def test_a_facet_is_found_by_its_id_and_may_be_taken_alone(small, tmp_path):
    other = tmp_path / "ander.yaml"
    other.write_text(SMALL.replace("facet: proef", "facet: ander"), encoding="utf-8")
    both = load_taxonomy([small, other])
    assert both.facet("ander").id == "ander"
    assert [facet.id for facet in both.only(["ander"]).facets] == ["ander"]
    with pytest.raises(KeyError):
        both.facet("weg")


@pytest.mark.parametrize(("old", "new", "expected"), BREAKAGES.values(), ids=BREAKAGES)
def test_a_broken_file_is_refused_with_file_line_and_reason(tmp_path, old, new, expected):
    assert refusal(broken(tmp_path, old, new)) == f"proef.yaml, {expected}"


@pytest.mark.parametrize("content", ["", "# niets\n", "- a\n- b\n", "tekst\n"])
def test_a_file_without_keys_is_refused(tmp_path, content):
    path = tmp_path / "proef.yaml"
    path.write_text(content, encoding="utf-8")
    assert refusal(path) == "proef.yaml, regel 1: hier hoort een lijst van sleutels te staan."


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "proef.yaml"
    path.write_bytes(SMALL.replace("Eigen werk", "Categorieën").encode("cp1252"))
    assert refusal(path) == "proef.yaml is niet te lezen; sla het bestand op als UTF-8."


def test_a_file_that_is_not_there_is_refused(tmp_path):
    expected = "weg.yaml is niet te lezen (No such file or directory)."
    assert refusal(tmp_path / "weg.yaml") == expected


def test_one_broken_file_refuses_the_whole_taxonomy(small, tmp_path):
    wrong = tmp_path / "fout.yaml"
    wrong.write_text(SMALL.replace("facet: proef\n", ""), encoding="utf-8")
    with pytest.raises(TaxonomyError, match=r"^fout\.yaml, regel 2: "):
        load_taxonomy([small, wrong])


@pytest.mark.parametrize("with_libyaml", [True, False])
def test_the_parser_in_python_reads_what_libyaml_reads(monkeypatch, tmp_path, with_libyaml):
    monkeypatch.setattr(yaml, "__with_libyaml__", with_libyaml)
    files = [*(FOLDER / name for name in FILES), *sorted(FURTHER.glob("*.yaml"))]
    assert load_taxonomy(files).version == whole_taxonomy().version
    assert load_taxonomy(files).concepts == whole_taxonomy().concepts
    for number, (old, new, expected) in enumerate(BREAKAGES.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert refusal(broken(folder, old, new)) == f"proef.yaml, {expected}"
