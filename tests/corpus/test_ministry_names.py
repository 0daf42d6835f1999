"""What names of ministries mean on a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import registry
from corpus.ministry_names import MinistryNames, Period
from corpus.records import Entity, Ministry

NAMES = registry.ministry_names()
MINISTRIES = [one for one in registry.ministries() if one.kind == "ministerie"]
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31)).map(date.isoformat)


def meant(name, year):
    meaning = NAMES.meant(name, Period.of_year(year))
    return meaning and meaning.ministry.ministry_id


@pytest.mark.parametrize(
    ("name", "year", "ministry"),
    [
        ("EZ", 2016, "ez-1"),
        ("EZK", 2020, "ezk-1"),
        ("EZ", 2025, "ez-2"),
        ("EZK", 2026, "ezk-2"),
        ("LNV", 2020, "lnv"),
        ("LVVN", 2025, "lvvn"),
        ("I&W", 2021, "ienw"),
        ("Ministerie van Justitie en Veiligheid", 2021, "jenv"),
        ("minister van Sociale Zaken en Werkgelegenheid", 2021, "szw"),
        ("Landbouw", 2020, "lnv"),
        ("Landbouw", 2025, "lvvn"),
        ("Economische Zaken", 2020, "ezk-1"),
        ("Economische Zaken", 2025, "ez-2"),
        ("Jeugd, Preventie en Sport", 2024, "vws"),
        ("Basis- en Voortgezet Onderwijs en Media", 2019, "ocw"),
        ("BVOM", 2019, "ocw"),
    ],
)
def test_a_name_means_the_ministry_of_then(name, year, ministry) -> None:
    assert meant(name, year) == ministry


def test_vro_was_a_post_at_bzk_before_and_after_it_was_a_ministry() -> None:
    found = {year: NAMES.meant("VRO", Period.of_year(year)) for year in (2023, 2025, 2027)}
    assert {year: one and one.ministry.ministry_id for year, one in found.items()} == {
        2023: "bzk",
        2025: "vro",
        2027: "bzk",
    }
    assert [one and one.post and one.post.ministry_id for one in found.values()] == [
        "p-vro-2022",
        None,
        "p-vro-2026",
    ]


def test_a_name_of_two_at_once_is_not_certain() -> None:
    both = NAMES.meant("VRO", Period.of_year(2024))
    assert both is not None
    assert not both.is_certain
    one_day = NAMES.meant("VRO", Period("2024-01-05", "2024-01-05"))
    assert one_day is not None
    assert one_day.is_certain


def test_a_name_that_ended_means_the_last_that_bore_it() -> None:
    assert meant("LNV", 2025) == "lnv"
    assert meant("EZK", 2025) == "ezk-1", "the one before goes before the one to come"
    meaning = NAMES.meant("LNV", Period.of_year(2025))
    assert meaning is not None
    assert not meaning.is_certain


@pytest.mark.parametrize("name", ["", "Zaken", "het land", "Heerlen", "XYZ", "en", "B"])
def test_other_words_mean_no_ministry(name) -> None:
    assert meant(name, 2021) is None


@given(st.sampled_from(MINISTRIES), DAYS)
def test_a_ministry_is_meant_by_its_names_while_it_stands(ministry, day) -> None:
    stands = (ministry.valid_from or "0") <= day < (ministry.valid_to or "9")
    for name in ministry.names:
        meaning = NAMES.meant(name, Period(day, day))
        assert meaning is not None
        if stands:
            assert meaning.ministry == ministry
            assert meaning.is_certain


@given(st.sampled_from(MINISTRIES), st.sampled_from(MINISTRIES))
def test_a_line_is_the_same_from_both_ends_and_never_joins_neighbours(one, other) -> None:
    line = NAMES.line(one.ministry_id, other.ministry_id)
    assert line == NAMES.line(other.ministry_id, one.ministry_id)
    if line:
        assert {line[0], line[-1]} == {one.ministry_id, other.ministry_id}
        ends = [NAMES.by_id[key] for key in (line[0], line[-1])]
        assert ends[0].valid_to <= ends[1].valid_from


def test_lines_of_the_register() -> None:
    assert NAMES.line("lvvn", "lnv") == ("lnv", "lvvn")
    assert NAMES.line("ezk-1", "ezk-2") == ("ezk-1", "ez-2", "ezk-2")
    assert NAMES.line("ezk-1", "kgg") == ("ezk-1", "kgg")
    assert NAMES.line("p-vro-2022", "vro") == ("p-vro-2022", "vro")
    assert NAMES.line("bzk", "vro") == (), "these two stood side by side"
    assert NAMES.line("jenv", "aenm") == ()
    assert NAMES.line("kgg", "ez-2") == ()


def mentions(text, year, entities=()):
    found = NAMES.mentions_in(text, Period.of_year(year), entities)
    return [(text[one.start : one.end], one.meaning.ministry.ministry_id) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De minister van SZW bezocht ons.", [("SZW", "szw")]),
        (
            "de ministeries van VWS, BZK en Onderwijs",
            [("VWS", "vws"), ("BZK", "bzk"), ("Onderwijs", "ocw")],
        ),
        (
            "het ministerie van landbouw, natuur en voedselkwaliteit",
            [("landbouw, natuur en voedselkwaliteit", "lnv")],
        ),
        (
            "de staatssecretaris van Volksgezondheid,\nWelzijn en Sport",
            [("Volksgezondheid,\nWelzijn en Sport", "vws")],
        ),
        ("gronden van Defensie en van de gemeente", [("Defensie", "def")]),
        ("Het ministerie was er niet bij.", []),
        ("De minister voor het eerst in Heerlen.", []),
        ("de wethouder Sociale Zaken en de afdeling Financiën", []),
        ("AZ won met 2-0; zie hoofdstuk Financiën.", []),
    ],
)
def test_mentions_behind_a_word_of_office(text, found) -> None:
    assert mentions(text, 2021) == found


def test_names_that_were_found_when_reading_count_once() -> None:
    text = "Overleg met LNV, het ministerie van BZK; AZ won, Financiën volgt."
    names = ("LNV", "BZK", "AZ", "Financiën")
    entities = [Entity(text.index(n), text.index(n) + len(n), "MINISTERIE", n) for n in names]
    place = Entity(0, 7, "LOC", "Overleg")
    assert mentions(text, 2021, [*entities, place]) == [("LNV", "lnv"), ("BZK", "bzk")]


@given(st.text(max_size=200), st.integers(2018, 2026))
def test_mentions_stand_in_the_text_and_do_not_overlap(text, year) -> None:
    found = NAMES.mentions_in(text, Period.of_year(year))
    ends = [0]
    for one in found:
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)


def test_every_portfolio_belongs_to_a_ministry_that_stood_then() -> None:
    """A portfolio of a house that had another name by then would sit at the wrong ministry."""
    for one in registry.portfolios():
        house = NAMES.by_id[one.ministry_id]
        assert house.kind == "ministerie"
        assert (house.valid_from or "0") <= one.valid_from < one.valid_to <= (house.valid_to or "9")
        assert meant(one.portfolio, int(one.valid_to[:4]) - 1) == one.ministry_id


def test_no_names_give_no_meaning() -> None:
    empty = MinistryNames(())
    assert empty.meant("BZK", Period.of_year(2020)) is None
    assert empty.line("bzk", "vro") == ()


def test_a_post_without_a_house_is_its_own() -> None:
    post = Ministry("p-x", "ministerspost", "", "Minister van Proeven", *[()], *[""] * 6)
    meaning = MinistryNames((post,)).meant("Proeven", Period.of_year(2020))
    assert meaning is not None
    assert meaning.ministry == meaning.post == post
