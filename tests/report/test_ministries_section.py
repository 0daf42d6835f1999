"""Ministries that sign beside ministries that reports mention."""

import pytest
from materials import material_of

from corpus import registry
from corpus.parties import Party, PartyKind
from corpus.records import Kind, PassageKind
from report.analyses.ministries import (
    MENTIONED_ONLY,
    RENAMED,
    SIGNED_AND_MENTIONED,
    SIGNED_NO_REPORT,
    SIGNED_ONLY,
    section,
)
from report.quotes import quote_at
from report.results import Verdict

DEALS = registry.deal_by_id()
ZEELAND, TWENTE = "t1-zeeland", "t2-twente"
FILLER = " Er is veel gedaan." * 20


@pytest.fixture
def covenant(make_passage, make_source):
    """A covenant with its list of parties, and the parties that are on it."""

    def make(deal, signers, year=2019, others=()):
        source = make_source(f"convenant-{deal}.pdf", deal, Kind.CONVENANT, year=year)
        lines = [f"{n}. De Minister van {name};" for n, (name, _) in enumerate(signers, 1)]
        lines += [f"{name};" for name, _ in others]
        one = make_passage("\n".join(lines), source=source, deal=deal)
        key, text = one.passage.passage_id, one.passage.text

        def party(name, kind, ministry=""):
            at = text.index(name)
            person = f"de minister van {name}" if ministry else ""
            document = source.document_id
            return Party(deal, document, name, kind, key, at, at + len(name), ministry, person)

        named = [party(name, PartyKind.MINISTERIE, ministry) for name, ministry in signers]
        return one, (*named, *(party(name, kind) for name, kind in others))

    return make


@pytest.fixture
def report(make_passage, make_source):
    """A passage of a report of a deal, long enough to count as one."""

    def make(deal, text, year=2021, kind=Kind.VOORTGANGSRAPPORTAGE, position=0, form=None):
        source = make_source(f"{kind}-{deal}.pdf", deal, kind, year=year)
        first = text.find(". ") + 2
        whole = text + FILLER
        return make_passage(
            whole,
            source=source,
            deal=deal,
            position=position,
            kind=form or PassageKind.BODY,
            sentence_starts=(0, first) if first > 1 else (0,),
        )

    return make


@pytest.fixture
def tables(make_analysis):
    """The tables of the section by name, the section, and its material."""

    def make(passages, parties=(), sources=()):
        material = material_of(make_analysis(passages, sources), DEALS, parties=tuple(parties))
        found = section(material)
        return {table.name: table for table in found.tables}, found, material

    return make


def outcomes(tables, deal):
    rows = tables["ministeries_met_vindplaats"].rows
    return {
        row.values["ministerie"]: row.values["uitkomst"]
        for row in rows
        if row.values["deal_id"] == deal
    }


LNV_AND_SZW = (
    ("Landbouw, Natuur en Voedselkwaliteit", "lnv"),
    ("Sociale Zaken en Werkgelegenheid", "szw"),
)


def test_signed_mentioned_missing_and_extra(covenant, report, tables) -> None:
    plan, parties = covenant(ZEELAND, LNV_AND_SZW)
    told = report(ZEELAND, "Alles liep goed. De minister van LNV en de minister van VWS kwamen.")
    found, _, material = tables([plan, told], parties)
    assert outcomes(found, ZEELAND) == {
        "LNV": SIGNED_AND_MENTIONED,
        "SZW": SIGNED_ONLY,
        "VWS": MENTIONED_ONLY,
    }
    (row,) = found["ministeries_per_deal"].rows
    assert [row.values[name] for name in ("beide", "ontbreekt", "extra")] == ["LNV", "SZW", "VWS"]
    (quoted,) = row.basis["extra"]
    one = material.passages[quoted.passage_id]
    assert quote_at(one, quoted).text.startswith("De minister van LNV en de minister van VWS kwam")
    signed = quote_at(material.passages[plan.passage.passage_id], row.basis["ontbreekt"][0])
    assert signed.text == "2. De Minister van Sociale Zaken en Werkgelegenheid;"


def test_a_renamed_ministry_is_one_line_and_says_so(covenant, report, tables) -> None:
    plan, parties = covenant(ZEELAND, LNV_AND_SZW[:1])
    told = report(ZEELAND, "Dat is zo. Het ministerie van LVVN hielp.", year=2025)
    found, _, _ = tables([plan, told], parties)
    assert outcomes(found, ZEELAND) == {"LNV": RENAMED, "LVVN": RENAMED}
    (row,) = found["ministeries_per_deal"].rows
    assert (row.values["beide"], row.values["aantal_extra"]) == ("LNV", 0)
    assert "LNV, later LVVN" in row.values["toelichting"]


def test_bzk_and_vro_are_two(covenant, report, tables) -> None:
    bzk = (("Binnenlandse Zaken en Koninkrijksrelaties", "bzk"),)
    plan, parties = covenant(ZEELAND, bzk)
    told = report(ZEELAND, "Dat is zo. Het ministerie van VRO hielp.", year=2025)
    found, _, _ = tables([plan, told], parties)
    assert outcomes(found, ZEELAND) == {"BZK": SIGNED_ONLY, "VRO": MENTIONED_ONLY}


def test_several_persons_of_one_ministry_are_one(covenant, report, tables) -> None:
    plan, (lnv, _) = covenant(ZEELAND, LNV_AND_SZW)
    second = Party(
        lnv.deal,
        lnv.document_id,
        lnv.name,
        lnv.kind,
        lnv.passage_id,
        lnv.start,
        lnv.end,
        "lnv",
        "de staatssecretaris van LNV",
    )
    found, _, _ = tables([plan, report(ZEELAND, "Niets. Geen.")], [lnv, second])
    (row,) = found["ministeries_per_deal"].rows
    assert row.values["aantal_getekend"] == 1
    (detail,) = found["ministeries_met_vindplaats"].rows
    assert detail.values["ondertekenaar"].count(";") == 1
    assert detail.values["passages"] == 0


def test_nothing_read_is_not_nothing_found(covenant, report, tables, make_source) -> None:
    plan, parties = covenant(ZEELAND, LNV_AND_SZW)
    scan = make_source("scan.pdf", TWENTE, Kind.EVALUATIE)
    found, all_of_it, _ = tables([plan], parties, [scan])
    assert outcomes(found, ZEELAND) == dict.fromkeys(("LNV", "SZW"), SIGNED_NO_REPORT)
    rows = {row.key: row.values for row in found["ministeries_per_deal"].rows}
    assert rows[ZEELAND]["aantal_genoemd"] is None
    assert rows[TWENTE]["aantal_getekend"] is None
    assert rows[TWENTE]["aantal_genoemd"] is None
    assert {check.verdict for check in all_of_it.checks} == {Verdict.NOT_TESTABLE}
    assert found["ministeries_over_deals"].rows == ()


def test_letters_and_headings_do_not_count(covenant, report, tables) -> None:
    plan, parties = covenant(ZEELAND, LNV_AND_SZW)
    letter = report(ZEELAND, "Ik schrijf u. De minister van LNV schrijft.", kind=Kind.BRIEF)
    heading = report(ZEELAND, "De minister van SZW", position=1, form=PassageKind.HEADING)
    body = report(ZEELAND, "Alles liep. Het ministerie was er.", position=2)
    found, _, _ = tables([plan, letter, heading, body], parties)
    assert set(outcomes(found, ZEELAND).values()) == {SIGNED_ONLY}


def test_the_direction_is_tested_and_exceptions_are_named(covenant, report, tables) -> None:
    less, more = covenant(ZEELAND, LNV_AND_SZW), covenant(TWENTE, LNV_AND_SZW[:1])
    passages = [
        less[0],
        more[0],
        report(ZEELAND, "Goed. De minister van LNV kwam."),
        report(TWENTE, "Goed. De ministers van LNV en SZW kwamen."),
    ]
    _, found, _ = tables(passages, [*less[1], *more[1]])
    fewer, whole = found.checks
    assert fewer.verdict is Verdict.FAILS, "one of two is not most"
    assert "Niet bij Twente" in fewer.found
    assert whole.verdict is Verdict.HOLDS
    assert "Twente" in whole.found
    _, alone, _ = tables([passages[0], passages[2]], less[1])
    assert [check.verdict for check in alone.checks] == [Verdict.HOLDS, Verdict.FAILS]


def test_other_parties_and_partners(covenant, tables) -> None:
    others = (("Heerlen", PartyKind.GEMEENTE), ("Stichting Zuid", PartyKind.PARTNER))
    plan, parties = covenant(ZEELAND, LNV_AND_SZW, others=others)
    found, _, material = tables([plan], parties)
    rows = {row.values["soort"]: row for row in found["overige_partijen"].rows}
    assert {kind: row.values["namen"] for kind, row in rows.items()} == {
        "gemeente": "Heerlen",
        "partner (tekent niet)": "Stichting Zuid",
    }
    (pointer,) = rows["gemeente"].basis["aantal"]
    assert quote_at(material.passages[pointer.passage_id], pointer).text == "Heerlen"


def test_every_count_has_as_many_places_behind_it(covenant, report, tables) -> None:
    plan, parties = covenant(ZEELAND, LNV_AND_SZW)
    told = [
        report(ZEELAND, "Goed. De minister van LNV kwam.", position=place) for place in range(3)
    ]
    found, _, material = tables([plan, *told], parties)
    for table in found.values():
        for row in table.rows:
            for name, pointers in row.basis.items():
                value = row.values[name]
                if isinstance(value, int):
                    assert len(pointers) == value, (table.name, row.key, name)
                for pointer in pointers:
                    text = material.passages[pointer.passage_id].passage.text
                    assert 0 <= pointer.start < pointer.end <= len(text)
    lnv = next(r for r in found["ministeries_met_vindplaats"].rows if r.key.endswith("|lnv"))
    assert lnv.values["passages"] == 3


def test_an_empty_run_gives_empty_tables(tables) -> None:
    found, all_of_it, _ = tables([])
    assert all(table.rows == () for table in found.values())
    assert all_of_it.number == 8
