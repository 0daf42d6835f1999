"""Lists of parties in the shapes that covenants give them: every party, and where its name is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.parties import PartyKind
from corpus.records import Box, Passage, PassageKind
from extract import parties
from extract.parties import parties_in

TOWNS = ("Mook en Middelaar", "Peel en Maas", "Bergen op Zoom", "De Ronde Venen", "Den Helder")
LIST = ("Regio Deal Voorbeeld", "Partijen")


def passage(text, headings=LIST, kind=PassageKind.BODY, position=0):
    box = (Box(1, 0.0, 0.0, 1.0, 1.0),)
    return Passage(f"p{position}", "doc", position, kind, headings, text, box, (0,))


def found(text, headings=LIST):
    """Kind and name of every party; also holds the law that its characters are its name."""
    one = passage(text, headings)
    named = parties_in([one], TOWNS)
    assert all(one.text[party.start : party.end] == party.name for party in named)
    return named


def names(text, kind):
    return [party.name for party in found(text) if party.kind == kind]


def test_kinds_are_those_of_the_record() -> None:
    own = (
        parties.MINISTRY,
        parties.PROVINCE,
        parties.MUNICIPALITY,
        parties.WATER_BOARD,
        parties.REGION,
        parties.OTHER,
        parties.PARTNER,
    )
    assert {PartyKind(one) for one in own} == set(PartyKind)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            "1. De Minister van Landbouw, Natuur en Voedselkwaliteit, mevrouw A.B. Voorbeeld, "
            "hierna te noemen: LNV;",
            [("de minister van Landbouw, Natuur en Voedselkwaliteit", "LNV")],
        ),
        (
            "2. De Minister en de Staatssecretaris van Economische Zaken en Klimaat, hierna samen "
            "te noemen: EZK;",
            [
                ("de minister van Economische Zaken en Klimaat", "EZK"),
                ("de staatssecretaris van Economische Zaken en Klimaat", "EZK"),
            ],
        ),
        (
            "3. De Minister van Onderwijs, Cultuur en Wetenschap, A. Voorbeeld, en de Minister "
            "voor Basis- en Voortgezet Onderwijs en Media, B. Voorbeeld, hierna tezamen aan te "
            "duiden als 'OCW';",
            [
                ("de minister van Onderwijs, Cultuur en Wetenschap", "OCW"),
                ("de minister voor Basis- en Voortgezet Onderwijs en Media", "OCW"),
            ],
        ),
        (
            "4. De Minister van Defensie, Anna Voorbeeld-Voorbeeld, handelend als bestuursorgaan "
            "en als vertegenwoordiger van de Staat der Nederlanden, hierna: Defensie;",
            [("de minister van Defensie", "Defensie")],
        ),
        (
            "5. De Staat der Nederlanden, vertegenwoordigd door de Minister van Justitie en "
            "Veiligheid, hierna te noemen: JenV;",
            [("de minister van Justitie en Veiligheid", "JenV")],
        ),
        (
            "6. De Staatssecretaris Jeugd, Preventie en Sport;",
            [("de staatssecretaris Jeugd, Preventie en Sport", "")],
        ),
        (
            "7. De Ministers van LNV, BZK en SZW;",
            [("de minister van LNV", ""), ("de minister van BZK", ""), ("de minister van SZW", "")],
        ),
        (
            "8. De Minister van Volkshuisvesting en Ruimtelijke Ordening, mede namens de Minister "
            "van Binnenlandse Zaken en Koninkrijksrelaties, hierna te noemen: VRO;",
            [
                ("de minister van Volkshuisvesting en Ruimtelijke Ordening", "VRO"),
                ("de minister van Binnenlandse Zaken en Koninkrijksrelaties", "VRO"),
            ],
        ),
        (
            "1.\nDe demissionair Minister voor Langdurige Zorg en Sport, hierna te noemen: VWS;",
            [("de minister voor Langdurige Zorg en Sport", "VWS")],
        ),
    ],
)
def test_ministers_by_their_post_and_never_by_their_own_name(text, posts) -> None:
    named = found(text)
    assert [(one.post, one.short) for one in named] == posts
    assert {one.kind for one in named} == {parties.MINISTRY}
    assert not any("Voorbeeld" in one.post or "Voorbeeld" in one.name for one in named)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "5. De colleges van burgemeester en wethouders van de gemeenten Mook en Middelaar, "
            "Venlo en Peel en Maas;",
            parties.MUNICIPALITY,
            ["Mook en Middelaar", "Venlo", "Peel en Maas"],
        ),
        (
            "5. Het college van burgemeester en wethouders van de gemeente De Ronde Venen, namens "
            "deze wethouder A. Voorbeeld, hierna: de Gemeente;",
            parties.MUNICIPALITY,
            ["De Ronde Venen"],
        ),
        (
            "5. Het college van burgemeester en wethouders van Den Helder, handelend als "
            "bestuursorgaan;",
            parties.MUNICIPALITY,
            ["Den Helder"],
        ),
        ("a) gemeente Heerlen;", parties.MUNICIPALITY, ["Heerlen"]),
        (
            "6. Colleges van B&W van 's-Hertogenbosch en Bergen op Zoom;",
            parties.MUNICIPALITY,
            ["'s-Hertogenbosch", "Bergen op Zoom"],
        ),
        (
            "6. Het bestuurscollege van het openbaar lichaam Bonaire;",
            parties.MUNICIPALITY,
            ["Bonaire"],
        ),
        (
            "6. De colleges van Gedeputeerde Staten van de provincies Fryslân en Noord-Holland, "
            "te dezen vertegenwoordigd door de heer B. Voorbeeld;",
            parties.PROVINCE,
            ["Fryslân", "Noord-Holland"],
        ),
        ("• Provincie Zuid-Holland;", parties.PROVINCE, ["Zuid-Holland"]),
        (
            "7. Het dagelijks bestuur van het waterschap Noorderzijlvest;",
            parties.WATER_BOARD,
            ["waterschap Noorderzijlvest"],
        ),
        (
            "7. De waterschappen Aa en Maas, De Dommel en Brabantse Delta;",
            parties.WATER_BOARD,
            ["Aa en Maas", "De Dommel", "Brabantse Delta"],
        ),
        (
            "7. Hoogheemraadschap Hollands Noorderkwartier;",
            parties.WATER_BOARD,
            ["Hoogheemraadschap Hollands Noorderkwartier"],
        ),
        (
            "8. Het openbaar lichaam Regio Foodvalley, vertegenwoordigd door de voorzitter;",
            parties.REGION,
            ["openbaar lichaam Regio Foodvalley"],
        ),
        ("8. Metropoolregio Eindhoven;", parties.REGION, ["Metropoolregio Eindhoven"]),
        (
            "9. Stichting Mbo-college De Kade en Stichting Scholenkring Zuid, hierna te noemen: de "
            "Schoolbesturen;",
            parties.OTHER,
            ["Stichting Mbo-college De Kade", "Stichting Scholenkring Zuid"],
        ),
        (
            "9. Stichting Campus Maasveld, handelend onder de naam Leerhuis Maasveld;",
            parties.OTHER,
            ["Stichting Campus Maasveld"],
        ),
    ],
)
def test_the_region_by_what_it_is(text, kind, expected) -> None:
    assert names(text, kind) == expected
    assert {party.kind for party in found(text)} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Partijen genoemd onder 1 tot en met 9, ieder handelend in de hoedanigheid van "
        "bestuursorgaan en als vertegenwoordiger van de Staat der Nederlanden, hierna samen te "
        "noemen: het Rijk;",
        "hierna gezamenlijk: de Regio. Het Rijk en de Regio hierna te noemen: Partijen.",
        "Alle partijen hierna samen te noemen: Partijen;",
        "De in bijlage 2 genoemde organisaties steunen de Regio Deal, maar zijn geen partij.",
        "allen handelend in hun hoedanigheid van bestuursorgaan, hierna gezamenlijk: het Rijk;",
    ],
)
def test_what_parties_are_called_together_is_no_party(text) -> None:
    assert found(text) == []


def test_several_parties_on_one_line() -> None:
    text = (
        "1. De Minister van Sociale Zaken en Werkgelegenheid, hierna te noemen: SZW; 2. De "
        "Minister van Financiën, hierna: FIN; en 3. Gedeputeerde Staten van Zeeland; hierna samen "
        "te noemen Partijen"
    )
    assert [(one.kind, one.name) for one in found(text)] == [
        (parties.MINISTRY, "Sociale Zaken en Werkgelegenheid"),
        (parties.MINISTRY, "Financiën"),
        (parties.PROVINCE, "Zeeland"),
    ]


def test_partners_work_along_and_do_not_sign() -> None:
    signing = passage("1. De Minister van BZK;\n2. Gemeente Heerlen;")
    along = passage(
        "De volgende organisaties ondersteunen de deal:\n• Stichting Zuid;\n• Gemeente Venlo.",
        ("Regio Deal Voorbeeld", "Partners"),
        PassageKind.LIST,
        1,
    )
    named = parties_in([signing, along], TOWNS)
    assert [(one.kind, one.name) for one in named] == [
        (parties.MINISTRY, "BZK"),
        (parties.MUNICIPALITY, "Heerlen"),
        (parties.PARTNER, "Stichting Zuid"),
        (parties.PARTNER, "Venlo"),
    ]


def test_partners_under_a_line_of_the_same_list() -> None:
    text = "1. De Minister van BZK;\nBetrokken organisaties die niet tekenen:\n• Stichting Zuid;"
    assert [one.kind for one in found(text)] == [parties.MINISTRY, parties.PARTNER]


def test_the_list_ends_where_the_considerations_begin() -> None:
    listed = passage("1. De Minister van BZK, hierna te noemen: BZK;")
    later = passage(
        "1. De Minister van SZW heeft de Tweede Kamer geïnformeerd;",
        ("Regio Deal Voorbeeld", "Algemene overwegingen"),
        PassageKind.LIST,
        1,
    )
    assert [one.name for one in parties_in([listed, later])] == ["BZK"]
    in_one = "1. De Minister van BZK;\nOverwegende dat:\n2. De Minister van SZW dit wil;"
    assert [one.name for one in found(in_one)] == ["BZK"]


def test_a_list_without_a_heading_is_found_by_its_first_minister() -> None:
    title = ("Regio Deal Voorbeeld",)
    text = "1. De Minister van BZK, hierna te noemen: BZK;\n2. Gemeente Heerlen;"
    assert [one.name for one in found(text, title)] == ["BZK", "Heerlen"]


@pytest.mark.parametrize("kind", [PassageKind.TABLE, PassageKind.FOOTNOTE, PassageKind.OTHER])
def test_other_text_names_no_parties(kind) -> None:
    assert parties_in([passage("1. De Minister van BZK;", kind=kind)]) == []


def test_no_text_has_no_parties() -> None:
    assert parties_in([]) == []
    report = passage("De minister van SZW bezocht Heerlen.", ("Verslag", "Resultaten"))
    assert parties_in([report], TOWNS) == []


PORTFOLIOS = st.sampled_from(
    [
        "Landbouw, Natuur en Voedselkwaliteit",
        "Binnenlandse Zaken en Koninkrijksrelaties",
        "Volksgezondheid, Welzijn en Sport",
        "Basis- en Voortgezet Onderwijs en Media",
        "Defensie",
        "Economische Zaken",
        "Klimaat en Groene Groei",
    ]
)
PLACES = st.lists(
    st.sampled_from(["Venlo", "Heerlen", "Den Helder", "Peel en Maas", "Ede", "Texel"]),
    min_size=1,
    max_size=5,
    unique=True,
)
MARKS = st.sampled_from(["{n}. ", "{n}) ", "({n}) ", "• ", "- "])
SAYS = st.sampled_from(
    ["", ", hierna te noemen: XYZ", ", A.B. de Tester, hierna: 'XYZ'", ", handelend als orgaan"]
)


def joined(places):
    return places[0] if len(places) == 1 else f"{', '.join(places[:-1])} en {places[-1]}"


@given(st.lists(PORTFOLIOS, min_size=1, max_size=4, unique=True), PLACES, MARKS, SAYS)
def test_every_listed_party_is_found_where_it_stands(portfolios, places, mark, says) -> None:
    lines = [f"De Minister van {one}{says};" for one in portfolios]
    lines.append(f"De colleges van burgemeester en wethouders van {joined(places)};")
    text = "\n".join(mark.format(n=n) + line for n, line in enumerate(lines, 1))
    named = found(text)
    assert [one.name for one in named] == [*portfolios, *places]
    assert [one.kind for one in named] == [parties.MINISTRY] * len(portfolios) + [
        parties.MUNICIPALITY
    ] * len(places)
    assert [one.start for one in named] == sorted(one.start for one in named)


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text) -> None:
    for party in found(text):
        assert party.name
        assert party.name == party.name.strip()
