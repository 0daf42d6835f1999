"""Joining lines: hyphens of the typesetter go, hyphens of the word stay, no letter is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dutch.line_end import LineEnd, decide
from extract.dutch.repair import (
    DocumentWords,
    continued,
    document_words,
    hyphenated_words,
    join_lines,
    joined_lines,
)

HYPHENS = "-\u00ad\u2010\u2011\u0002\ufffe"
SYLLABLES = ["samen", "zee", "egel", "EU", "2020", "sociaal", "en", "x", "€", "(mbo)", "km/", "é"]
PIECE = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map("".join)
LINE = st.tuples(st.lists(PIECE, max_size=4).map(" ".join), st.sampled_from(["", "-", " ", "."]))
LINES = st.lists(LINE.map("".join), max_size=6)
SIGNS = [*SYLLABLES, *HYPHENS, " ", "  ", "\u00a0", "\t", "-", "–", "https://a.nl/b", ")", "’"]
ODD_LINE = st.lists(st.sampled_from(SIGNS), max_size=7).map("".join)
ODD_LINES = st.lists(ODD_LINE, max_size=5)


def letters(text):
    """What may never be lost: everything but spaces and hyphens."""
    return "".join(char for char in text if not char.isspace() and char not in HYPHENS)


@given(st.one_of(LINES, ODD_LINES))
@settings(max_examples=150, deadline=None)
def test_joining_loses_no_letter_and_keeps_the_order(lines):
    assert letters(join_lines(lines)) == letters("".join(lines))


@given(st.one_of(LINES, ODD_LINES))
@settings(max_examples=150, deadline=None)
def test_joined_text_stays_as_it_is(lines):
    once = join_lines(lines)
    assert join_lines([once]) == once
    assert "\n" not in once
    assert "  " not in once


@given(st.one_of(LINES, ODD_LINES), st.one_of(LINES, ODD_LINES))
@settings(max_examples=150, deadline=None)
def test_joining_in_two_steps_gives_the_same_text(first, rest):
    assert join_lines([join_lines(first), *rest]) == join_lines([*first, *rest])


def check_places(joined):
    """Every letter of the clean text stands in the raw text, in order, and is found back."""
    text, raw = joined.text, joined.raw
    places = [joined.to_raw(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    back = [joined.to_clean(offset) for offset in range(len(raw) + 1)]
    assert back == sorted(back)
    assert all(0 <= offset <= len(text) for offset in back)
    for offset, char in enumerate(text):
        if char == " ":
            assert raw[places[offset]].isspace()
            continue
        assert joined.to_clean(places[offset]) == offset
        assert raw[places[offset]] == char or (char == "-" and raw[places[offset]] in HYPHENS)
    left_out = set(range(len(raw))) - set(places)
    assert all(raw[offset].isspace() or raw[offset] in HYPHENS for offset in left_out)


@given(st.one_of(LINES, ODD_LINES))
@settings(max_examples=150, deadline=None)
def test_every_place_in_the_clean_text_is_known_in_the_raw_text(lines):
    joined = joined_lines(lines)
    assert joined.raw == "\n".join(lines)
    assert joined.text == join_lines(lines)
    check_places(joined)


@given(ODD_LINES, ODD_LINES)
@settings(max_examples=150, deadline=None)
def test_a_paragraph_over_two_pages_keeps_its_places(above, below):
    first, second = joined_lines(above), joined_lines(below)
    joined = continued(first, second)
    check_places(joined)
    assert joined.raw == f"{first.raw}\n{second.raw}"
    assert joined.text == join_lines([first.text, second.text])


def test_the_places_of_a_quote_are_those_of_its_letters():
    joined = joined_lines(["Over  samen-", "werking in", "mbo-", "scholen"])
    assert joined.text == "Over samenwerking in mbo-scholen"
    start = joined.text.index("samenwerking")
    last = start + len("samenwerking") - 1
    assert joined.raw[joined.to_raw(start) : joined.to_raw(last) + 1] == "samen-\nwerking"
    assert joined.to_clean(joined.raw.index("werking")) == joined.text.index("werking")
    assert joined.text[joined.to_clean(joined.raw.index("scholen")) :] == "scholen"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["De samen-", "werking loopt."], "De samenwerking loopt."),
        (["de onderwijs-", "en scholingskansen"], "de onderwijs- en scholingskansen"),
        (["op- of", "afschalen"], "op- of afschalen"),
        (["de EU-", "subsidies"], "de EU-subsidies"),
        (["de zee-", "egel"], "de zee-egel"),
        (["sociaal-", "economisch"], "sociaal-economisch"),
        (["Noord-", "Holland"], "Noord-Holland"),
        (["de jaren 2020-", "2024"], "de jaren 2020-2024"),
        (["de mbo-", "Opleiding"], "de mbo-Opleiding"),
        (["de e-", "fiets"], "de e-fiets"),
        (["wonen/", "werken"], "wonen/werken"),
        (["De regio", "", "  werkt   samen "], "De regio werkt samen"),
        (["een plan –", "en geld"], "een plan – en geld"),
        ([], ""),
    ],
)
def test_lines_join_as_a_reader_would_join_them(lines, joined):
    assert join_lines(lines) == joined


KEPT = """
    fysiek-|ruimtelijke niet-|westerse mbo-|instelling mkb-|bedrijven CO2-|uitstoot EU-|middelen
    Rotterdam-|Zuid Noord-|Brabantse Zuidoost-|Drenthe media-|aandacht video-|opname ex-|minister
    kosten-|batenanalyse havo-|vwo 65-|plussers 2021-|2024 twee-onder-|een-kap stap-|voor-stap
    e-|mail e-|mailadres 29697-|98 woon-|werkverkeer Rijk-|regio A12-|zone covid-|19
    publiek-|private oud-|wethouder Wmo-|voorzieningen vmbo-|leerlingen co-|creatie zonne-|energie
    Financiële-|verhoudingswet Leven-Lang-|Ontwikkelen innovatie-|ecosysteem cao-|kosten
    re-|integratie 's-|Gravenhage (SISA)-|systematiek triple-|helix
"""
JOINED = """
    coördi-|natie beïnvloe-|ding be-|ïnvloeding be-|invloeding re-|gio’s pro-|gramma's oud-|ers
    ex-|tra GEMEEN-|TE IJs-|sel IJ-|mond Alk-|maar Wasse-|naar Soe-|dan partij-|en Christen-|Unie
    sociaal-econo-|mische welvaarts-|effecten arbeidsmarkt-|regio data-|gedreven jeugd-|zorg
    Regio-|deal samen-|levingen anti-|cipatie mede-|werkers multi-|functionele
"""


@pytest.mark.parametrize("word", KEPT.split())
def test_a_hyphen_of_the_word_stays(word):
    left, right = word.split("|")
    assert join_lines([f"voor de {left}", f"{right}, zoals"]) == f"voor de {left}{right}, zoals"


@pytest.mark.parametrize("word", JOINED.split())
@pytest.mark.parametrize("hyphen", "-\u0002\u2010\u00ad")
def test_a_hyphen_of_the_typesetter_goes(word, hyphen):
    left, right = word.split("-|")
    lines = [f"voor de {left}{hyphen}", f"{right}, zoals"]
    assert join_lines(lines) == f"voor de {left}{right}, zoals"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["wet-", "en regelgeving"], "wet- en regelgeving"),
        (["groot-", "en kleinschalig"], "groot- en kleinschalig"),
        (["Rijks-, provincie-", "en gemeentelijke"], "Rijks-, provincie- en gemeentelijke"),
        (["Rijks-,", "provincie- en"], "Rijks-, provincie- en"),
        (["zowel voor-", "als nadelen"], "zowel voor- als nadelen"),
        (["de Geul-", "en Maasvallei"], "de Geul- en Maasvallei"),
        (["wet-", "(en regelgeving)"], "wet- (en regelgeving)"),
        (["binnenstad en", "-regio"], "binnenstad en -regio"),
        (["€ 650,--", "per jaar"], "€ 650,-- per jaar"),
        (["een plan -", "en geld"], "een plan - en geld"),
    ],
)
def test_a_suspended_word_keeps_its_hyphen_and_the_space(lines, joined):
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            ["zie https://a.nl/onderzoek-", "regio-deals."],
            "zie https://a.nl/onderzoek-regio-deals.",
        ),
        (["https://www.a.nl/", "onderwerpen/regio"], "https://www.a.nl/onderwerpen/regio"),
        (["www.pbl.", "nl/publicaties"], "www.pbl.nl/publicaties"),
        (["zie www.pbl.nl.", "De regio"], "zie www.pbl.nl. De regio"),
        (["zie www.pbl.nl", "en verder"], "zie www.pbl.nl en verder"),
        (["mail info@regio-", "deal.nl"], "mail info@regio-deal.nl"),
        (["https://a.nl/zoek?", "jaar=2024"], "https://a.nl/zoek?jaar=2024"),
    ],
)
def test_addresses_run_on_without_a_space(lines, joined):
    assert join_lines(lines) == joined


def test_hyphens_of_every_kind_become_plain_ones():
    assert join_lines(["een e\u2011fiets en een EU\u2010plan"]) == "een e-fiets en een EU-plan"
    assert join_lines(["niet\u2011", "westers"]) == "niet-westers"
    assert join_lines(["EU\u0002", "middelen"]) == "EU-middelen"


def test_a_soft_hyphen_inside_a_line_goes_unless_it_is_drawn_for_a_real_one():
    assert join_lines(["de sa\u00admen\u00adwer\u00adking"]) == "de samenwerking"
    assert join_lines(["de EU\u00admiddelen en 2021\u00ad2024"]) == "de EU-middelen en 2021-2024"


def test_a_hyphen_stays_where_the_document_writes_the_word_with_a_hyphen_elsewhere():
    known = hyphenated_words(["De regio-overstijgende wijk-aanpak is klaar."])
    assert known == {"regio-overstijgende", "wijk-aanpak"}
    assert join_lines(["de wijk-", "aanpak"], known) == "de wijk-aanpak"
    assert join_lines(["de wijk-", "aanpak"]) == "de wijkaanpak"


def test_a_hyphen_goes_where_the_document_writes_the_word_without_one_elsewhere():
    lines = ["Het maaslandpact en het rijnlandpact zijn er."]
    assert join_lines(["het maasland-", "pact"], document_words(lines)) == "het maaslandpact"
    hyphenated = ["Het maasland-pact is er."]
    assert join_lines(["het maasland-", "pact"], document_words(hyphenated)) == "het maasland-pact"


def test_a_hyphen_at_the_end_of_a_line_is_no_evidence_for_a_word_with_a_hyphen():
    assert hyphenated_words(["de samen-", "werking"]) == frozenset()
    assert document_words(["de samen-", "werking"]).hyphenated == frozenset()


def test_a_typesetter_with_a_sign_of_his_own_leaves_the_plain_hyphen_to_the_writer():
    broken = ["de samen\u2010", "werking van de ge\u2010", "meente en de inte\u2010", "gratie"]
    words = document_words(broken)
    assert words.has_own_sign
    assert join_lines(["een zorg-", "deal"], words) == "een zorg-deal"
    assert join_lines(["een zorg-", "deal"]) == "een zorgdeal"


def test_a_sign_that_also_stands_inside_lines_is_an_ordinary_hyphen():
    lines = ["een oud\u2010leerling en", "de samen\u2010", "werking met oud\u2010", "collega's"]
    words = document_words(lines)
    assert words.typeset == {"\u00ad"}
    assert words.hyphenated == {"oud-leerling"}
    assert join_lines(lines[2:], words) == "werking met oud-collega's"


def test_a_document_that_breaks_no_words_keeps_more_hyphens():
    plain = ["De gemeente werkt samen met de regio aan een gezonde leefomgeving."] * 60
    kept = document_words([*plain, "de delict-", "analyse"])
    broken = document_words([*plain, *["de samen-", "werking"] * 10, "de delict-", "analyse"])
    assert not kept.breaks_words
    assert broken.breaks_words
    assert join_lines(["een zorg-", "deal"], kept) == "een zorg-deal"
    assert join_lines(["een zorg-", "deal"], broken) == "een zorgdeal"


@given(ODD_LINES)
@settings(max_examples=100, deadline=None)
def test_what_a_document_says_about_its_words_never_changes_its_letters(lines):
    words = document_words(lines)
    assert isinstance(words, DocumentWords)
    assert letters(join_lines(lines, words)) == letters("".join(lines))


WANTED = {"auto": LineEnd.JOIN, "hard": LineEnd.KEEP, "suspended": LineEnd.SUSPEND}


def test_the_hyphens_of_the_truth_set_are_decided_rightly(shared):
    found = {kind: [] for kind in WANTED}
    for path in sorted((shared / "pdf" / "truth").glob("*.json")):
        for hyphen in json.loads(path.read_text("utf-8"))["hyphens"]:
            left = hyphen["left"].rstrip("-")
            if left[-1].isalnum() and "://" not in left:
                decision = decide(f"{left}-", f"{hyphen['right']} {hyphen['next']}")
                found[hyphen["kind"]].append(decision is WANTED[hyphen["kind"]])
    share = {kind: sum(right) / len(right) for kind, right in found.items()}
    assert share["auto"] >= 0.995
    assert share["hard"] >= 0.85
    assert share["suspended"] == 1
