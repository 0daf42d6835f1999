"""Saved web pages of official publications and of offices become the blocks a reader sees."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import PassageKind
from extract.office import html_page
from extract.office.html import read_html
from extract.passages import passages_of
from extract.problems import DocumentProblem

BODY, HEADING, LIST, TABLE, FOOTNOTE, OTHER = (
    PassageKind.BODY,
    PassageKind.HEADING,
    PassageKind.LIST,
    PassageKind.TABLE,
    PassageKind.FOOTNOTE,
    PassageKind.OTHER,
)
LETTER = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Kamerstuk</title>
<script>var tekst = "<p>SCRIPT</p>";</script><style>p{content:"STIJL"}</style></head><body>
<div class="skiplinks"><p>Ga direct naar <a href="#content">de inhoud</a></p></div>
<header class="header"><p class="logo"><span class="visually-hidden">U bent nu hier:</span>
Officiële bekendmakingen</p></header>
<div class="breadcrumb"><ol><li><a href="/">Home</a></li><li>Kamerstuk 29697</li></ol></div>
<div id="content" role="main"><div id="broodtekst" class="stuk broodtekst-container">
<h1><br><br></h1>
<h1 class="dossiertitel"><span class="dossiernummer">29 697</span>Regionaal beleid</h1>
<h1 class="stuktitel"><span class="stuknummer">Nr. 61</span>BRIEF VAN DE MINISTER</h1>
<p class="kamerstukdatum">Aan de Voorzitter van de Tweede Kamer der Staten&#8209;Generaal</p>
<div class="alineagroep"><p>Met deze brief informeer ik uw Kamer.<sup><a class="nootnum
 supernote-click-ID-1" href="#ID-1">1</a></sup> De uitstoot van CO<sub>2</sub> daalt.</p></div>
<h2 class="divisiekop1">1. Inleiding</h2>
<p>Het kabinet zet in op brede welvaart<sup>&#160;<a class="nootnum" href="#ID-2">2</a></sup>:</p>
<ul class="expliciet"><li class="li"><p class="labeled"><span class="ol">– </span>wonen;</p></li>
<li class="li"><p class="labeled"><span class="ol">– </span>werken.</p></li></ul>
<p><strong class="vet">Partners in de regio</strong></p>
<p>De part&shy;ners zijn <em class="cur">enthousiast</em>.</p>
<table><caption>Tabel 1 Bijdragen</caption><thead><tr><td>Regio</td><td>Rijk</td></tr></thead>
<tbody><tr><td><p>Zeeland</p></td><td><p>35<sup><a class="nootnum" href="#T1">1</a></sup></p></td>
</tr><tr><td>Twente</td><td>30</td></tr></tbody></table>
<div class="tabelnoten"><hr><div class="voet noot"><h5 class="note-close"><a class="note-close"
 href="#close">X</a> Noot</h5><sup><span class="nootnum" id="T1">1</span></sup><p>Raming.</p></div>
</div>
<p class="ondertekening"><span class="functie">De Minister,</span><span class="naam"><span
 class="voornaam">C.J.</span><span class="achternaam">Schouten</span></span></p>
<div id="noten"><hr>
<div class="voet noot snp-mouseoffset" id="supernote-note-ID-1"><h5 class="note-close"><a
 class="note-close" href="#close-ID-1">X</a> Noot</h5><sup><span class="nootnum"><a id="ID-1"
 name="ID-1"></a>1</span></sup><p>Kamerstuk <a href="https://x.nl">29 697, nr. 37</a>.</p></div>
<div class="voet noot"><h5 class="note-close"><a class="note-close" href="#c2">X</a> Noot</h5>
<sup><span class="nootnum"><a id="ID-2" name="ID-2"></a>2</span></sup><p>CPB, <em>Monitor</em>.</p>
<p>Tweede alinea.</p></div></div>
<div class="pageactions"><a class="to-top" href="#">Naar boven</a></div></div>
<div class="disclaimer"><p>De hier aangeboden pdf-bestanden zijn de formele bekendmaking.</p></div>
</div><footer class="footer"><ul><li><a href="/o">Over deze website</a></li></ul></footer>
</body></html>"""
"""A letter to Parliament as officielebekendmakingen.nl shows it, cut down."""

COVENANT = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
<div id="header"><nav id="nav"><a href="/">Home</a></nav></div>
<div id="content" role="main"><div id="broodtekst" class="stuk"><h1><br><br></h1>
<div class="_p_gemeenteblad">
<p class="staatscourant_kop _p_single-kop-titel">Convenant Regio Deal Parkstad</p>
<p class="al">Partijen,</p><p class="wie">overwegende dat:</p>
<ul class="expliciet"><li class="li"><p class="labeled"><span class="ol">a. </span>er een opgave is;
</p></li></ul>
<div class="hoofdstuk"><h2 class="hoofdstuk_kop"><span class="label">Hoofdstuk</span><span
 class="nr">1</span><span class="titel">Algemeen</span></h2>
<div class="artikel"><h3 class="artikel_kop">Artikel 1.<br />Begrippen</h3>
<p class="al">In dit convenant wordt verstaan onder:</p>
<dl class="inline"><dt><span class="ol">a.</span>Regio Deal</dt><dd><p>een afspraak;</p></dd></dl>
<dl><dt><span class="ol">b.</span> kassier:</dt><dd><p>de gemeente.</p></dd></dl></div>
<div class="artikel"><p class="artikel_kop">Artikel 2 Inzet</p>
<ul class="expliciet artikel_leden"><li><p class="lid labeled"><span class="lidnr">1.</span>Partijen
dragen zorg voor:</p><ol class="list-style-dot" type="a"><li class="li"><p>woningen;</p></li>
<li class="li"><p>banen;</p><ol type="i"><li>in de zorg;<li>in de techniek.</ol></li></ol>
<p class="al">voor zover er middelen zijn.</p></li>
<li><p class="lid labeled"><span class="lidnr">2</span>De minister stelt € 20&nbsp;mln
 beschikbaar.</p></li></ul></div>
<div class="artikel"><h3 class="artikel_kop">Artikel 3 Duur</h3><ol class="artikel_leden" start="4">
<li><p>Het duurt tot 2027.</p></li><li><p>Het 1<sup>e</sup> jaar telt mee.</p></li></ol></div></div>
</div></div></div></body></html>"""
"""A covenant in a municipal gazette, cut down."""

SITE = """<!doctype html><html><head><title>Regio Deals</title></head>
<body class="has-cookie-banner no-sidebar">
<div id="cookie-banner"><p>Wij gebruiken cookies om de site te verbeteren.</p>
<button>Ja</button></div>
<header class="site-header"><a href="/">Rijksoverheid</a><h1>Regio Deals</h1></header>
<nav><ul><li><a href="/a">Onderwerpen</a></li></ul></nav>
<main>Losse tekst vooraan.
<article><header><h2>Waarom?</h2><p>12 mei 2023</p></header>
<p>De regio en het Rijk werken samen aan opgaven die ze alleen niet aankunnen.</p>
<ul><li>Eerste<ul><li>Binnen<ol><li>diep</li></ol></li></ul>slot</li><li></li><li>Tweede</li></ul>
<figure><img alt="kaart"><figcaption>Figuur 1 De regio</figcaption></figure>
<details><summary>Wat is een kassier?</summary><p>Een gemeente.</p></details>
<h3><button aria-controls="p1">Wie betaalt?</button></h3><div id="p1" hidden>Het Rijk.</div>
<p hidden>NIETS</p><p style="display: none">NIETS</p><p aria-hidden="true">NIETS</p>
<template><p>NIETS</p></template><noscript>NIETS</noscript><!-- NIETS -->
<div class="share"><ul><li><a href="/x">Deel op X</a></li></ul></div></article></main>
<aside>Gerelateerd nieuws</aside><footer>© Rijk</footer></body></html>"""
"""A page of an ordinary government site."""


@pytest.fixture
def read(tmp_path):
    """Read a page from its text or bytes."""

    def document(page):
        path = tmp_path / "pagina.html"
        path.write_bytes(page if isinstance(page, bytes) else page.encode())
        return read_html(path)

    return document


@pytest.fixture
def blocks(read):
    """Kind and text of every block of a page with this body."""
    return lambda body: [
        (block.kind, block.text) for block in read(f"<html><body>{body}</body></html>").blocks
    ]


# Whole pages ----------------------------------------------------------------------------------


def test_a_letter_to_parliament(read):
    document = read(LETTER)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (HEADING, "29 697 Regionaal beleid"),
        (HEADING, "Nr. 61 BRIEF VAN DE MINISTER"),
        (BODY, "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"),
        (BODY, "Met deze brief informeer ik uw Kamer. De uitstoot van CO2 daalt."),
        (FOOTNOTE, "1 Kamerstuk 29 697, nr. 37."),
        (HEADING, "1. Inleiding"),
        (BODY, "Het kabinet zet in op brede welvaart:"),
        (LIST, "• wonen;"),
        (LIST, "• werken."),
        (FOOTNOTE, "2 CPB, Monitor. Tweede alinea."),
        (HEADING, "Partners in de regio"),
        (BODY, "De partners zijn enthousiast."),
        (OTHER, "Tabel 1 Bijdragen"),
        (TABLE, "Regio | Rijk"),
        (TABLE, "Zeeland | 35"),
        (TABLE, "Twente | 30"),
        (FOOTNOTE, "1 Raming."),
        (BODY, "De Minister, C.J. Schouten"),
    ]
    assert document.blocks[11].heading_path == (
        "29 697 Regionaal beleid",
        "Nr. 61 BRIEF VAN DE MINISTER",
        "1. Inleiding",
        "Partners in de regio",
    )
    assert [(page.number, page.reader) for page in document.pages] == [(1, "html")]
    assert {(line.text, line.reason) for line in document.removed} == {
        ("Ga direct naar de inhoud", "navigatie"),
        ("U bent nu hier:", "verborgen"),
        ("Officiële bekendmakingen", "kop van de pagina"),
        ("Home Kamerstuk 29697", "navigatie"),
        ("Naar boven", "navigatie"),
        ("De hier aangeboden pdf-bestanden zijn de formele bekendmaking.", "voet van de pagina"),
        ("Over deze website", "voet van de pagina"),
    }


def test_a_covenant_in_a_gazette(read):
    document = read(COVENANT)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (HEADING, "Convenant Regio Deal Parkstad"),
        (BODY, "Partijen,"),
        (BODY, "overwegende dat:"),
        (LIST, "a. er een opgave is;"),
        (HEADING, "Hoofdstuk 1 Algemeen"),
        (HEADING, "Artikel 1. Begrippen"),
        (BODY, "In dit convenant wordt verstaan onder:"),
        (LIST, "a. Regio Deal: een afspraak;"),
        (LIST, "b. kassier: de gemeente."),
        (HEADING, "Artikel 2 Inzet"),
        (LIST, "1. Partijen dragen zorg voor:"),
        (LIST, "a. woningen;"),
        (LIST, "b. banen;"),
        (LIST, "i. in de zorg;"),
        (LIST, "ii. in de techniek."),
        (BODY, "voor zover er middelen zijn."),
        (LIST, "2 De minister stelt € 20 mln beschikbaar."),
        (HEADING, "Artikel 3 Duur"),
        (LIST, "4. Het duurt tot 2027."),
        (LIST, "5. Het 1e jaar telt mee."),
    ]
    title = "Convenant Regio Deal Parkstad"
    assert document.blocks[-1].heading_path == (title, "Hoofdstuk 1 Algemeen", "Artikel 3 Duur")


def test_a_page_of_an_ordinary_site(read):
    document = read(SITE)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (HEADING, "Regio Deals"),
        (BODY, "Losse tekst vooraan."),
        (HEADING, "Waarom?"),
        (BODY, "12 mei 2023"),
        (BODY, "De regio en het Rijk werken samen aan opgaven die ze alleen niet aankunnen."),
        (LIST, "• Eerste"),
        (LIST, "• Binnen"),
        (LIST, "1. diep"),
        (BODY, "slot"),
        (LIST, "• Tweede"),
        (OTHER, "Figuur 1 De regio"),
        (HEADING, "Wat is een kassier?"),
        (BODY, "Een gemeente."),
        (HEADING, "Wie betaalt?"),
        (BODY, "Het Rijk."),
    ]
    left_out = {line.text: line.reason for line in document.removed}
    assert left_out["Wij gebruiken cookies om de site te verbeteren."] == "cookiemelding"
    assert left_out["Onderwerpen"] == "navigatie"
    assert left_out["Deel op X"] == left_out["Gerelateerd nieuws"] == "zijkolom"
    assert left_out["© Rijk"] == "voet van de pagina"
    assert left_out["NIETS"] == "verborgen"


def test_a_page_becomes_passages(read, rules):
    passages = passages_of(read(COVENANT).blocks, "0123456789abcdef", rules)
    assert (
        passages[1].text == "In dit convenant wordt verstaan onder:\na. Regio Deal: een afspraak;\n"
        "b. kassier: de gemeente."
    )
    assert passages[1].heading_path[-1] == "Artikel 1. Begrippen"
    assert {passage.pages for passage in passages} == {(1,)}


# What stays in, and what does not --------------------------------------------------------------


def test_a_name_is_only_a_hint_where_text_runs_on(blocks):
    prose = "De regio werkt samen met het Rijk aan een lange reeks van opgaven en plannen. " * 5
    assert blocks(
        f'<main><h1>Kop</h1><div class="related sidebar"><p>{prose}</p></div>'
        f'<div class="menu"><a href="/a">{prose}</a></div></main>'
    ) == [(HEADING, "Kop"), (BODY, prose.strip())]


def test_a_page_without_a_main_part_keeps_all_but_its_furniture(blocks):
    assert blocks(
        "<div id='menu'><a href='/a'>Home</a></div><div><h2>Kop</h2>Tekst zonder alinea."
        "<div class='footer'>Voet</div></div>"
    ) == [(HEADING, "Kop"), (BODY, "Tekst zonder alinea.")]


def test_the_only_title_of_the_page_is_kept_when_it_stands_in_the_page_header(blocks):
    assert blocks(
        "<header><a href='/'>Logo</a><h1>Regio Deal</h1></header><div><p>De tekst.</p></div>"
    ) == [(HEADING, "Regio Deal"), (BODY, "De tekst.")]


def test_text_outside_the_main_part_is_listed(read):
    page = read("<html><body>Los<p>Vooraf.</p><main><p>De tekst van de pagina zelf.</p></main>")
    assert [block.text for block in page.blocks] == ["De tekst van de pagina zelf."]
    assert [(line.text, line.reason) for line in page.removed] == [
        ("Los", "buiten de hoofdtekst"),
        ("Vooraf.", "buiten de hoofdtekst"),
    ]


def test_a_main_part_that_holds_next_to_nothing_is_not_the_text(blocks):
    prose = "Hier staat de echte tekst van de pagina, buiten het lege hoofddeel dat er ook is."
    assert blocks(f"<main>Laden</main><div><p>{prose}</p></div>") == [
        (BODY, "Laden"),
        (BODY, prose),
    ]


# Text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("een&nbsp;twee\n\n  drie", "een twee drie"),
        ("leef&shy;baar&#8203;heid", "leefbaarheid"),
        ("efﬁciënt", "efficiënt"),
        ("&euro; 5 &lt; &amp;c. &#146;s&#x2019;", "€ 5 < &c. ’s’"),
        ("<b>Re</b>gio <i>De</i>al", "Regio Deal"),
        ("regel een<br>regel twee", "regel een regel twee"),
        ("300 m<sup>2</sup>, 5 km<sup>2</sup>", "300 m2, 5 km2"),
        ("CO<sub>2</sub> en NO<sub>x</sub>", "CO2 en NOx"),
        ("CO<sup>2</sup>", "CO2"),
        ("CO₂ op 20 m² grond", "CO₂ op 20 m2 grond"),
        ("de 21<sup>e</sup> eeuw", "de 21e eeuw"),
        ("10<sup>6</sup> euro", "10^6 euro"),
        ("Nederland<sup>1</sup>.", "Nederland."),
        ("Nederland<sup>1, 2</sup>, waar", "Nederland, waar"),
        ("Nederland<sup>[3]</sup>", "Nederland"),
        ("Nederland¹²", "Nederland"),
        ("bedrag<sup>*</sup>", "bedrag"),
        ("<q>kort</q> en bondig", "“kort” en bondig"),
        ("<ins>erbij</ins><del> weg</del>", "erbij"),
        ("zie <a href='/x'>de wet</a>", "zie de wet"),
        ("<span>een</span><span>woord</span>", "eenwoord"),
    ],
)
def test_a_paragraph_reads_as_it_is_shown(blocks, inside, shown):
    assert blocks(f"<p>{inside}</p>") == [(BODY, shown)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("los <div>blok</div> staart", ["los", "blok", "staart"]),
        ("<p>een<br><br>twee</p>", ["een", "twee"]),
        ("<p>Wij doen:<br>- een<br>- twee</p>", ["Wij doen:", "• een", "• twee"]),
        ("<p>· eerste</p><p>1. tweede</p>", ["• eerste", "1. tweede"]),
        ("<ol start=3><li>c</li><li value=7>g</li></ol>", ["3. c", "7. g"]),
        ("<ol reversed><li>a</li><li>b</li></ol>", ["2. a", "1. b"]),
        ("<ol type=A><li>a</li></ol><ol type=I><li>i</li></ol>", ["A. a", "I. i"]),
        ("<ol style='list-style-type: lower-alpha'><li>x</li></ol>", ["a. x"]),
        ("<ul style='list-style:none'><li>x y</li></ul>", ["x y"]),
        ("<ul><li>a. zelf geteld</li></ul>", ["a. zelf geteld"]),
        ("<ol><li><ol type=a><li>x</li></ol></li></ol>", ["1. a. x"]),
        ("<dl><dt>Deal</dt><dd>afspraak</dd><dt>Los</dt></dl>", ["• Deal: afspraak", "• Los"]),
        ("<p><b>Kop</b></p><p><b>Een zin.</b></p>", ["Kop", "Een zin."]),
        ("<h2>Kop<br>twee</h2>", ["Kop twee"]),
        ("<div role=heading aria-level=3>Kop</div>", ["Kop"]),
        ("<pre>een\ntwee</pre>", ["een twee"]),
    ],
)
def test_blocks_are_cut_where_a_reader_sees_them_end(blocks, body, expected):
    assert [text for _, text in blocks(body)] == expected


# Notes ------------------------------------------------------------------------------------------

WAYS = [
    # LibreOffice
    ('Tekst<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.',
     '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" '
     'href="#sdfootnote1anc">1</a>De noot.</p></div>'),
    # Word
    ('Tekst<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.',
     '<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> '
     'De noot.</p></div>'),
    # Wikipedia
    ('Tekst<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>.',
     '<ol><li id="cite_note-1"><a href="#cite_ref-1">↑</a> De noot.</li></ol>'),
    # Markdown and DPUB roles
    ('Tekst<a href="#fn1" role="doc-noteref">1</a>.',
     '<section><ol><li id="fn1" role="doc-endnote"><p>De noot.<a href="#r" role="doc-backlink">↩'
     '</a></p></li></ol></section>'),
    # A page that a browser saved, with full addresses
    ('Tekst<sup><a class="nootnum" href="https://x.nl/kst-1.html#ID-1">1</a></sup>.',
     '<div class="voet noot"><sup><span id="ID-1">1</span></sup><p>De noot.</p></div>'),
    # A table of notes
    ('Tekst<sup><a href="#n">1</a></sup>.',
     '<table><tr id="n"><td>1</td><td>De noot.</td></tr><tr><td>2</td><td>Niet.</td></tr></table>'),
]  # fmt: skip


@pytest.mark.parametrize(("call", "note"), WAYS)
def test_a_note_stands_behind_the_paragraph_that_calls_it(blocks, call, note):
    read = blocks(f"<p>{call}</p><p>Daarna.</p>{note}")
    assert read[:3] == [(BODY, "Tekst."), (FOOTNOTE, "1 De noot."), (BODY, "Daarna.")]
    assert not any("De noot" in text for _, text in read[3:])


def test_a_note_that_is_called_twice_stands_at_the_first_call(blocks):
    read = blocks(
        "<p>Een<sup><a href='#n'>1</a></sup>.</p><p>Twee<sup><a href='#n'>1</a></sup>.</p>"
        "<p id='n'>1 De noot.</p>"
    )
    assert [text for _, text in read] == ["Een.", "1 De noot.", "Twee."]


def test_a_note_that_nothing_calls_stays_where_it_is(blocks):
    assert blocks(
        "<p>Tekst.</p><div class='voetnoot'>Bron: CBS.</div><p><sup>2</sup> Raming.</p>"
    ) == [
        (BODY, "Tekst."),
        (FOOTNOTE, "Bron: CBS."),
        (FOOTNOTE, "2 Raming."),
    ]


def test_a_number_that_leads_to_a_section_is_no_note(blocks):
    section = "Dit is een heel hoofdstuk met veel woorden. " * 90
    read = blocks(f"<p>Zie <a href='#h'>3</a>.</p><div id='h'>{section}</div>")
    assert [kind for kind, _ in read] == [BODY, BODY]
    assert read[0][1] == "Zie 3."


# Tables -----------------------------------------------------------------------------------------


def test_rows_know_their_header_and_merged_cells(read):
    page = read(
        "<table><thead><tr><th rowspan=2>Pijler</th><th colspan=2>Bijdrage</th></tr>"
        "<tr><th>Rijk</th><th>Regio</th></tr></thead>"
        "<tr><th scope=row rowspan=2>Wonen</th><td>€ 2</td><td>€ 1</td></tr>"
        "<tr><td>€ 4</td><td>€ 3</td></tr>"
        "<tr><td colspan=3>Overig</td></tr><tr><td>Werk</td><td colspan=2>volgt</td></tr></table>"
    )
    header = ("Pijler", "Bijdrage Rijk", "Bijdrage Regio")
    assert [(block.cells, block.header) for block in page.blocks] == [
        (header, header),
        (("Wonen", "€ 2", "€ 1"), header),
        (("Wonen", "€ 4", "€ 3"), header),
        (("Overig", "", ""), ()),
        (("Werk", "volgt", ""), header),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<table role=presentation><tr><td>a b</td><td>c d</td></tr></table>",
         [(BODY, "a b"), (BODY, "c d")]),
        ("<table><tr><td>a b</td></tr><tr><td>c d</td></tr></table>",
         [(BODY, "a b"), (BODY, "c d")]),
        ("<table><tr><td><h3>Kop</h3><p>tekst</p></td><td>zij</td></tr></table>",
         [(HEADING, "Kop"), (BODY, "tekst"), (BODY, "zij")]),
        ("<table><tr><td><table><tr><td>a<td>b</table></td><td>zij</td></tr></table>",
         [(TABLE, "a | b"), (BODY, "zij")]),
        ("<table><tr><td>a.<td>de haven;<tr><td>b.<td>de kust.</table>",
         [(LIST, "a. de haven;"), (LIST, "b. de kust.")]),
        ("<table><tr><td>-</td><td></td><td>de haven</td></tr></table>", [(LIST, "• de haven")]),
    ],
)  # fmt: skip
def test_a_table_that_only_sets_out_the_page_is_its_text(blocks, table, expected):
    assert blocks(table) == expected


@pytest.mark.parametrize(
    ("rows", "has_header"),
    [
        ("<tr><td>Naam</td><td>Plaats</td><td>Jaar</td></tr><tr><td>A</td><td>B</td><td>2</td></tr>",
         True),
        ("<tr><td><b>Naam</b></td><td><b>Stad</b></td></tr><tr><td>A</td><td>B</td></tr>", True),
        ("<tr><td>Regio</td><td>Bedrag</td></tr><tr><td>A</td><td>€ 5</td></tr>", True),
        ("<tr><td>Van</td><td>De minister</td></tr><tr><td>Aan</td><td>De Kamer</td></tr>", False),
        ("<tr><td>Wonen</td><td>€ 5</td><td>mln</td></tr><tr><td>A</td><td>B</td><td>C</td></tr>",
         False),
    ],
)  # fmt: skip
def test_a_first_row_of_names_is_a_header(read, rows, has_header):
    first = read(f"<table>{rows}</table>").blocks[0]
    assert (first.header == first.cells) is has_header


# Encodings --------------------------------------------------------------------------------------

ACCENTS = "Financiële coöperatie: € 5 – ‘één’"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", "<meta charset=iso-8859-1>"),
        ("cp1252", ""),
        ("cp1252", "<meta charset=iso-8859-1>"),
        ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=utf-8'>"),
        ("cp1252", "<meta charset=onzin>"),
        ("cp1252", "<meta charset=base64>"),
        ("mac-roman", "<meta charset=macintosh>"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
    ],
)
def test_letters_come_out_whole_however_they_were_stored(read, encoding, declared):
    page = f"<html><head>{declared}</head><body><p>{ACCENTS}</p></body></html>"
    assert [block.text for block in read(page.encode(encoding)).blocks] == [ACCENTS]


def test_an_xml_declaration_and_a_doctype_do_no_harm(read):
    page = (
        '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html [<!ENTITY x "ha">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>één &x;</p></body></html>'
    )
    assert read(page.encode("latin-1")).blocks[0].text.startswith("één")


def test_notes_are_counted_and_calls_know_their_place(read):
    page = read(
        "<p>De <b>regio</b><sup><a href='#n1'>1</a></sup> groeit<sup>2</sup>.</p>"
        "<table><tr><th>Jaar</th><th>Bedrag</th></tr><tr><td>2020</td><td>5<sup><a href='#n3'>3</a>"
        "</sup></td></tr></table><p id='n1'>1 Noot een.</p><p id='n3'>3 Noot drie.</p>"
    )
    text, note, _, row, last = page.blocks
    assert [(call.number, text.text[: call.at]) for call in text.calls] == [
        ("1", "De regio"),
        ("2", "De regio groeit"),
    ]
    assert [(call.number, row.text[: call.at]) for call in row.calls] == [("3", "2020 | 5")]
    assert (note.number, last.number) == ("1", "3")


def test_a_caption_names_the_rows_of_its_table(read):
    rows = "<tr><td>Zeeland</td><td>35</td></tr><tr><td>Twente</td><td>30</td></tr>"
    first = read(f"<table><caption>Bijdragen</caption>{rows}</table>").blocks
    second = read(f"<p>Tabel 2 Uitgaven</p><table>{rows}</table><p>Tekst.</p>").blocks
    assert [block.caption for block in first] == ["", "Bijdragen", "Bijdragen"]
    assert [block.caption for block in second] == ["", "Tabel 2 Uitgaven", "Tabel 2 Uitgaven", ""]


# Laws -------------------------------------------------------------------------------------------

WORDS = st.text("abcdefgh", min_size=2, max_size=6)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
UNSEEN = TEXTS.map(str.upper)
BITS = st.one_of(
    TEXTS.map(html.escape),
    TEXTS.map(lambda said: f" <b>{said}</b> "),
    TEXTS.map(lambda said: f" <a href='/x'>{said}</a> "),
    UNSEEN.map(lambda said: f"<script>{said} < {said}</script>"),
    UNSEEN.map(lambda said: f"<style>{said}</style><!-- {said} -->"),
    UNSEEN.map(lambda said: f"<span style='display:none'>{said}</span>"),
    UNSEEN.map(lambda said: f"<del>{said}</del>"),
    st.sampled_from(["<br>", "<br><br>", " "]),
)
INLINE = st.lists(BITS, min_size=1, max_size=3).map(" ".join)


def wrapped(inside):
    parts = st.lists(inside, min_size=1, max_size=3).map(" ".join)
    tags = st.sampled_from(["div", "p", "section", "h2", "h4", "blockquote", "article", "center"])
    lists = st.sampled_from(["ul", "ol", "ol type=a"])
    return st.one_of(
        st.builds(lambda tag, part: f"<{tag}>{part}</{tag}>", tags, parts),
        st.builds(lambda tag, items: f"<{tag}>{''.join(f'<li>{one}</li>' for one in items)}"
                  f"</{tag.split()[0]}>", lists, st.lists(inside, min_size=1, max_size=3)),
        st.builds(lambda term, said: f"<dl><dt>{term}</dt><dd>{said}</dd></dl>", TEXTS, parts),
        st.lists(st.lists(parts, min_size=1, max_size=3), min_size=1, max_size=3).map(
            lambda rows: "<table>" + "".join(
                "<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in rows
            ) + "</table>"),
    )  # fmt: skip


PAGES = st.lists(st.recursive(INLINE, wrapped, max_leaves=8), min_size=1, max_size=4).map("\n".join)


def seen(page):
    """Words in small letters in the order of the page: what is not shown is in capitals."""
    without_tags = re.sub(r"<[^>]*>", " ", page)
    return [word for word in without_tags.split() if word.islower() and word.isalpha()]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_no_seen_word_is_lost_or_moved_and_no_script_leaks(tmp_path_factory, page):
    path = tmp_path_factory.getbasetemp() / "wet.html"
    path.write_text(f"<html><body><main><p>begin</p>{page}</main></body></html>", encoding="utf-8")
    document = read_html(path)
    read = [word.strip(":") for block in document.blocks
            for word in block.text.split()]  # fmt: skip
    assert [word for word in read if word.isalpha()] == ["begin", *seen(page)]
    assert not any(letter.isupper() for block in document.blocks for letter in block.text)


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_every_called_note_is_read_once_and_behind_its_own_number(tmp_path_factory, texts, data):
    parts, notes = [], []
    for number, said in enumerate(texts, 1):
        tag = data.draw(st.sampled_from(["p", "li", "h3", "td", "dd"]))
        parts.append(f"<{tag}>alinea {number}<sup><a href='#n{number}'>{number}</a></sup></{tag}>")
        notes.append(f"<div class='noot' id='n{number}'><sup>{number}</sup><p>{said}</p></div>")
    path = tmp_path_factory.getbasetemp() / "noten.html"
    path.write_text(f"<html><body>{' '.join(parts + notes)}</body></html>", encoding="utf-8")
    read = read_html(path).blocks
    found = sorted((block.number, block.text) for block in read if block.kind is FOOTNOTE)
    assert found == sorted((str(at), f"{at} {said}") for at, said in enumerate(texts, 1))
    calls = sorted(call.number for block in read for call in block.calls)
    assert calls == sorted(str(at) for at in range(1, len(texts) + 1))


# Files that cannot be read ----------------------------------------------------------------------


def entities(count):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, count))
    return (
        f'<!DOCTYPE html [<!ENTITY a0 "ha">{lines}]><html><body><p>&a{count - 1};</p></body></html>'
    )


UNREADABLE = [
    (b"", "is een leeg bestand"),
    (b"\0" * 500, "is een leeg bestand"),
    (b"%PDF-1.7 <html>", "is geen webpagina"),
    (b"PK\x03\x04<html>", "is geen webpagina"),
    (b"From: <Saved by Blink>\r\nContent-Type: multipart/related\r\n\r\n<html><p>a=3Db</p>",
     "is geen webpagina"),
    (b"gewone tekst zonder een enkel merkteken", "is geen webpagina"),
    (b"<office:document>x</office:document>", "is geen webpagina"),
    (b"<html>" + bytes(range(256)) * 20 + b"\0" * 50, "is geen webpagina"),
    (b"<html><body></body></html>", "bevat geen leesbare tekst"),
    (b"<html><body><script>a</script><img alt='x'><p>&nbsp;</p></body></html>",
     "bevat geen leesbare tekst"),
    (b"<html><body>" + b"<div>" * 5000 + b"diep", "is te diep genest"),
    (b"<html><body>" + b"<table><tr><td>" * 2000 + b"diep", "is te diep genest"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), UNREADABLE)
def test_a_file_without_text_ends_in_a_reason(read, page, reason):
    with pytest.raises(DocumentProblem, match=r"^pagina\.html ") as raised:
        read(page)
    assert reason in str(raised.value)


def test_entities_are_never_multiplied(read):
    with pytest.raises(DocumentProblem, match="leesbare tekst"):
        read(entities(12).replace("&a11;", ""))
    assert sum(len(block.text) for block in read(entities(12) + "<p>tekst</p>").blocks) < 100


def test_a_span_of_thousands_of_cells_does_not_fill_the_memory(blocks):
    wide = "<td colspan=99999 rowspan=99999>breed</td><td>smal</td>"
    read = blocks(f"<table>{'<tr>' + wide + '</tr>'}{'<tr><td>a</td><td>b</td></tr>' * 50}</table>")
    assert read[0][1] == "breed | smal"
    assert len(read) == 51


def test_more_megabytes_than_the_limit_are_refused(read, monkeypatch):
    monkeypatch.setattr(html_page, "MOST_MEGABYTES", 1)
    with pytest.raises(DocumentProblem, match="2 MB en daarmee groter dan de grens van 1 MB"):
        read(b"<html><body><p>" + b"tekst " * 400_000)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DocumentProblem, match="staat niet op schijf"):
        read_html(tmp_path / "weg.html")
