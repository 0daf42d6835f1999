"""Parties, ministries and money of the sample documents, against what a person read in them."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import registry
from corpus.analysed import Analysis, analysed_passages
from corpus.ids import digest
from corpus.interventions import AmountRole
from corpus.parties import PartyKind
from corpus.records import MEERDERE, Kind, PassageKind, Source
from corpus.sample.document import SampleDocument
from corpus.sample.draw import draw_samples
from corpus.sample.markdown import read_sample
from extract.document import extract_document
from extract.dutch.written_amounts import amounts_in
from extract.language import gazetteer_of, load_language
from pipelines.interventions.deal_amounts import deal_amounts_of
from pipelines.interventions.parties import parties_of

SAMPLES = Path(__file__).parents[2] / "corpus" / "sample" / "documents"
MINISTRIES = {
    "t1-rotterdam-zuid": ["lnv", "bzk", "szw", "ocw", "jenv"],
    "t2-foodvalley": ["lnv", "ezk-1", "ienw", "vws"],
    "t3-kop-van-noord-holland": ["lnv", "ienw", "ezk-1", "def"],
    "t3-noord-limburg": ["lnv", "bzk", "ezk-1", "ezk-1", "vws"],
    "t4-parkstad-limburg": ["bzk", "bzk", "szw", "vws", "jenv"],
    "t5-het-hogeland": ["vro", "bzk", "lvvn", "ez-2", "vws"],
    "t6-eemsdelta": ["vro", "bzk", "ocw", "szw", "jenv", "kgg"],
}
"""Read in the lists of parties: minister and staatssecretaris of EZK sign for Noord-Limburg, the
minister for VRO signs from BZK for Parkstad Limburg, and VRO also for BZK for Eemsdelta."""
OTHERS = {
    "t1-rotterdam-zuid": {"gemeente": 1, "overig": 5},
    "t2-foodvalley": {
        "gemeente": 8,
        "provincie": 2,
        "waterschap": 1,
        "overig": 2,
        "partner (tekent niet)": 4,
    },
    "t3-kop-van-noord-holland": {"gemeente": 4, "provincie": 1},
    "t3-noord-limburg": {"gemeente": 8, "provincie": 1, "overig": 2},
    "t4-parkstad-limburg": {"gemeente": 7, "provincie": 1, "overig": 1},
    "t5-het-hogeland": {"gemeente": 1, "provincie": 1, "waterschap": 1, "overig": 1},
    "t6-eemsdelta": {"gemeente": 1, "provincie": 1, "overig": 1},
}
STATE = {
    "t1-rotterdam-zuid": 130.0,
    "t2-foodvalley": 20.0,
    "t3-kop-van-noord-holland": 5.0,
    "t3-noord-limburg": 17.5,
    "t4-parkstad-limburg": 22.0,
    "t5-het-hogeland": 11.0,
    "t6-eemsdelta": 9.0,
}
"""Millions of euros from the Rijk, as every sample document of the deal that gives it says."""
TOTALS = {
    "t1-rotterdam-zuid": {290.0},
    "t2-foodvalley": {52.7},
    "t3-kop-van-noord-holland": {10.6},
    "t3-noord-limburg": {43.9},
    "t4-parkstad-limburg": {46.5},
}
OTHERS_PAY = {
    "t1-rotterdam-zuid": {160.0},
    "t2-foodvalley": {21.2, 11.5},
    "t3-kop-van-noord-holland": {5.6},
    "t3-noord-limburg": {18.9, 7.5},
    "t4-parkstad-limburg": {24.5, 21.4, 3.1},
    "t5-het-hogeland": {11.6, 9.1, 2.5},
    "t6-eemsdelta": {9.4, 4.8, 2.3},
}
"""What the covenants say that others put in, whole and in parts."""


def source_of(path: Path, sample: SampleDocument) -> Source:
    deal, kind = sample.deal or MEERDERE, Kind(sample.kind)
    return Source(
        path, path.name, deal, kind, sample.year, sample.title, "", "", digest(path.name) * 4
    )


@pytest.fixture(scope="module")
def analysis(tmp_path_factory) -> Analysis:
    """The sample documents with a text layer, drawn and read, without labels."""
    folder = tmp_path_factory.mktemp("monsters")
    texts, drawn = folder / "teksten", folder / "documenten"
    texts.mkdir()
    drawn.mkdir()
    samples = {path.stem: read_sample(path) for path in sorted(SAMPLES.glob("*.md"))}
    for name, sample in samples.items():
        if sample.layout != "scan":
            shutil.copy(SAMPLES / f"{name}.md", texts)
    draw_samples(texts, drawn)
    names = [(one.kind.upper(), name) for one in registry.ministries() for name in one.names]
    language = load_language(gazetteer=gazetteer_of(names))
    sources = [source_of(path, samples[path.stem]) for path in sorted(drawn.glob("*.pdf"))]
    documents = {
        source.document_id: extract_document(source.path, source.document_id, language)
        for source in sources
    }
    passages = [
        passage
        for source in sources
        for passage in analysed_passages(
            source, documents[source.document_id], {}, {}, registry.deal_names()
        )
    ]
    return Analysis(tuple(sources), documents, tuple(passages), {})


def test_ministries_of_the_sample_covenants(analysis) -> None:
    found: dict[str, list[str]] = {}
    for party in parties_of(analysis):
        if party.kind is PartyKind.MINISTERIE:
            found.setdefault(party.deal, []).append(party.ministry_id)
    assert found == MINISTRIES


def test_other_parties_of_the_sample_covenants(analysis) -> None:
    found: dict[str, Counter[str]] = {}
    for party in parties_of(analysis):
        if party.kind is not PartyKind.MINISTERIE:
            found.setdefault(party.deal, Counter())[party.kind.value] += 1
    assert found == OTHERS


def test_characters_point_at_the_name(analysis) -> None:
    texts = {one.passage.passage_id: one.passage.text for one in analysis.passages}
    for party in parties_of(analysis):
        assert texts[party.passage_id][party.start : party.end] == party.name
        assert bool(party.ministry_id) == bool(party.person)


def millions(analysis, role, *, plans_only=False):
    covenants = {source.name for source in analysis.sources if source.kind is Kind.CONVENANT}
    found: dict[str, set[float]] = {}
    for amount in deal_amounts_of(analysis, {}):
        if amount.role is role and (amount.source in covenants or not plans_only):
            found.setdefault(amount.deal, set()).add(round(amount.euros / 1e6, 3))
    return found


def test_what_the_rijk_pays(analysis) -> None:
    """Instalments, shares of pillars and money spent are not the contribution to the deal."""
    found = millions(analysis, AmountRole.RIJKSBIJDRAGE)
    waddeneilanden = found.pop("t4-waddeneilanden")
    assert waddeneilanden == {14.0}, "as the letter to parliament gives it"
    assert found == {deal: {amount} for deal, amount in STATE.items()}


def test_totals_and_what_others_pay(analysis) -> None:
    assert millions(analysis, AmountRole.TOTAAL, plans_only=True) == TOTALS
    assert millions(analysis, AmountRole.COFINANCIERING, plans_only=True) == OTHERS_PAY


def test_amounts_stand_where_they_are_said_to(analysis) -> None:
    texts = {one.passage.passage_id: one.passage.text for one in analysis.passages}
    for amount in deal_amounts_of(analysis, {}):
        written = texts[amount.passage_id][amount.start : amount.end]
        assert any(letter.isdigit() for letter in written)


def test_the_register_comes_first_and_names_its_source(analysis) -> None:
    deals = registry.deal_by_id()
    found = deal_amounts_of(replace(analysis, passages=()), deals)
    assert len(found) == sum(deal.rijksbijdrage_meur is not None for deal in deals.values())
    assert all(one.source and not one.passage_id for one in found)
    assert deal_amounts_of(analysis, deals)[: len(found)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De rijksbijdrage bedraagt ten hoogste € 12 miljoen.", [(12.0, "rijksbijdrage")]),
        ("Het Rijk stelt in totaal € 12 miljoen beschikbaar.", [(12.0, "rijksbijdrage")]),
        (
            "De Minister van BZK verstrekt een specifieke uitkering van in totaal € 12 miljoen.",
            [(12.0, "rijksbijdrage")],
        ),
        ("De rijksbijdrage van € 12 miljoen is bijna geheel besteed.", [(12.0, "rijksbijdrage")]),
        ("Van de rijksbijdrage is € 4 miljoen beschikt.", []),
        ("De cofinanciering valt € 1 miljoen lager uit.", []),
        ("Voor de pijler Wonen stelt het Rijk € 4 miljoen beschikbaar.", []),
        ("Het project kost in totaal € 4 miljoen, waarvan € 2 miljoen rijksbijdrage.", []),
        (
            "De Regio draagt € 9,5 miljoen bij; de totale investering bedraagt € 21,5 miljoen.",
            [(9.5, "cofinanciering"), (21.5, "totaal")],
        ),
    ],
)
def test_money_of_the_whole_deal_and_not_of_a_part(analysis, text, found) -> None:
    one = next(one for one in analysis.passages if one.deal == "t2-foodvalley")
    amounts = tuple(amounts_in(text))
    headings = ("Convenant", "Artikel 7 Financiering")
    passage = replace(
        one.passage,
        text=text,
        amounts=amounts,
        heading_path=headings,
        kind=PassageKind.BODY,
    )
    told = deal_amounts_of(replace(analysis, passages=(replace(one, passage=passage),)), {})
    assert [(amount.euros / 1e6, amount.role.value) for amount in told] == found


def test_a_sentence_of_a_project_elsewhere_is_no_money_of_the_deal(analysis) -> None:
    text = "Budget: € 2,6 miljoen, waarvan € 1,3 miljoen van het Rijk."
    one = next(one for one in analysis.passages if one.deal == "t2-foodvalley")
    passage = replace(
        one.passage,
        text=text,
        amounts=tuple(amounts_in(text)),
        heading_path=("Verslag", "Stallen"),
        kind=PassageKind.BODY,
    )
    moved = replace(one, passage=passage)
    assert deal_amounts_of(replace(analysis, passages=(moved,)), {}) == ()
