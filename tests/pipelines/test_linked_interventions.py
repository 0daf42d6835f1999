"""Interventions over the documents of a deal: linking, scopes and where values stand."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.analysed import AnalysedPassage, Analysis
from corpus.interventions import AmountRole, SourceKind
from corpus.records import Box, Entity, Kind, Passage, PassageKind, Source, Tag
from extract.dutch.amounts import amounts_in
from extract.dutch.sentences import sentence_starts
from pipelines.interventions.linking import interventions_of
from taxonomy.load import shipped_taxonomy

DEAL, OTHER = "t2-foodvalley", "t3-noord-limburg"


def source(name, kind=Kind.CONVENANT, deal=DEAL):
    sha = name.encode().hex().ljust(64, "0")
    return Source(Path(name), name, deal, kind, 2021, "", "", "", sha)


PLAN = source("plan.pdf")
REPORT = source("voortgang.pdf", Kind.VOORTGANGSRAPPORTAGE)
REVIEW = source("evaluatie.pdf", Kind.EVALUATIE)


def said(document, text, *path, kind=PassageKind.BODY, labels=(), entities=(), number=0):
    passage = Passage(
        f"{document.name}/{'/'.join(path)}/{number}",
        document.document_id,
        number,
        kind,
        path,
        text,
        (Box(1, 0, 0, 1, 1),),
        (0,),
        sentence_starts(text),
        entities=entities,
        amounts=amounts_in(text),
    )
    return AnalysedPassage(
        passage, document, document.deal, "manifest", Tag(passage.passage_id, {}), labels
    )


def found_in(*passages):
    sources = tuple(dict.fromkeys(one.source for one in passages))
    return interventions_of(Analysis(sources, {}, passages, {}), shipped_taxonomy())


def by_name(*passages):
    return {one.name: one for one in found_in(*passages)}


def test_a_plan_and_its_result_are_one_intervention():
    found = by_name(
        said(PLAN, "In de proef Overstap wachten bussen op de boot.", "Artikel 4", labels=("R10",)),
        said(REPORT, "Er reisden 140 deelnemers mee.", "Vervoer", "Overstap (groen)"),
        said(REVIEW, "De onderzoekers vinden de proef Overstap geslaagd.", "Bevindingen"),
    )
    one = found["Overstap"]
    assert one.documents == (PLAN.document_id, REPORT.document_id, REVIEW.document_id)
    assert one.source_kinds == (
        SourceKind.PLAN,
        SourceKind.ZELFRAPPORTAGE,
        SourceKind.EXTERNE_EVALUATIE,
    )
    assert one.aliases == ("Proef Overstap",)
    assert one.concepts == ("R10",)
    assert [value.value for value in one.reached] == ["140 deelnemers"]


def test_deals_are_never_mixed():
    text = "De campagne Thuis Best werft mensen."
    elsewhere = source("elders.pdf", deal=OTHER)
    found = found_in(said(PLAN, text, "Artikel 3"), said(elsewhere, text, "Artikel 3"))
    assert [(one.name, one.deal) for one in found] == [("Thuis Best", DEAL), ("Thuis Best", OTHER)]
    assert len({one.intervention_id for one in found}) == 2


def test_every_value_is_where_it_says_it_is():
    passages = [
        said(
            REPORT,
            "De proeftuin Zilte Kringloop liep (2020-2023) met de politie in Ede en kostte € 2,6 "
            "mln. Twintig telers deden mee. VWS keek toe.",
            "Resultaten",
            entities=(Entity(117, 120, "MINISTERIE", "VWS"),),
        )
    ]
    text = passages[0].passage.text
    (one,) = found_in(*passages)
    assert [(amount.euros, amount.role) for amount in one.amounts] == [(2.6e6, AmountRole.TOTAAL)]
    kinds = (one.period, one.reached, one.target_groups, one.municipalities, one.ministries)
    shown = [[text[value.start : value.end] for value in values] for values in kinds]
    assert shown[:4] == [["2020-2023"], ["Twintig telers"], ["telers"], ["Ede"]]
    assert [value.value for value in one.partners] == ["politie"]
    assert [value.value for value in one.ministries] == ["VWS"]
    assert text[one.named_at.start : one.named_at.end] == "Zilte Kringloop"


def test_a_sentence_about_another_project_gives_no_values():
    found = by_name(
        said(
            REPORT,
            "De campagne Thuis Best bereikte 900 jongeren. "
            "De proef Zilte Kringloop telt elf boeren.",
            "Resultaten",
        )
    )
    assert [value.value for value in found["Thuis Best"].reached] == ["900 jongeren"]
    assert [value.value for value in found["Zilte Kringloop"].reached] == ["elf boeren"]


def test_amounts_of_a_project_are_not_those_of_the_part_above_it():
    row = said(
        PLAN,
        "Pijler: Wonen op maat; Rijksbijdrage: € 6,4 mln; Regio: € 6,9 mln",
        "Artikel 9 Financiering",
        kind=PassageKind.TABLE,
    )
    prose = said(
        PLAN, "Er komt een woonregeling van € 1,2 miljoen.", "Artikel 3 Pijler Wonen op maat"
    )
    one = by_name(row, prose)["Pijler Wonen op maat"]
    assert {(amount.euros, amount.role) for amount in one.amounts} == {
        (6.4e6, AmountRole.RIJKSBIJDRAGE),
        (6.9e6, AmountRole.COFINANCIERING),
        (1.2e6, AmountRole.ONBEKEND),
    }


def test_parties_terms_and_places_are_no_interventions():
    found = found_in(
        said(PLAN, "De coöperatie Leerhuis Maasveld tekent.", "Partijen"),
        said(PLAN, "Partijen en het netwerk Leerhuis Maasveld werken samen.", "Artikel 3"),
        said(PLAN, "• Kassier: de gemeente die geld ontvangt;", "Artikel 1 Begripsbepalingen"),
        said(PLAN, "Het programma Regio Deal en het project Ede lopen door.", "Artikel 4"),
    )
    assert found == ()


def test_two_towns_of_one_name_are_told_apart_by_the_province_of_the_deal():
    report = source("limburg.pdf", Kind.VOORTGANGSRAPPORTAGE, OTHER)
    (one,) = found_in(
        said(report, "De campagne Thuis Best begon in Bergen en Gennep.", "Resultaten")
    )
    assert [value.value for value in one.municipalities] == ["Bergen (L.)", "Gennep"]


@pytest.mark.parametrize("turn", [1, 2])
def test_ids_come_from_deal_and_name_not_from_order(turn):
    passages = [
        said(PLAN, "De campagne Thuis Best begon.", "Artikel 3"),
        said(PLAN, "De proef Zilte Kringloop begon.", "Artikel 4"),
        said(REPORT, "De campagne Thuis Best loopt goed.", "Resultaten"),
    ]
    turned = passages[turn:] + passages[:turn]
    assert {one.intervention_id for one in found_in(*passages)} == {
        one.intervention_id for one in found_in(*turned)
    }


def test_footnotes_and_headings_alone_give_nothing():
    passage = said(PLAN, "De campagne Thuis Best begon.", "Artikel 3")
    note = replace(passage, passage=replace(passage.passage, kind=PassageKind.FOOTNOTE))
    assert found_in(note) == ()
