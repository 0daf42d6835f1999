"""Word documents become the blocks that a reader of the printed page would see."""

import re

import docx_builders as word
import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import PassageKind
from extract.office import docx_package
from extract.office.docx import read_docx
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


@pytest.fixture
def read(tmp_path):
    """Kind and text of every block of a document with this body and these parts."""

    def kinds_and_texts(*body, **parts):
        blocks = read_docx(word.docx(tmp_path / "stuk.docx", *body, **parts)).blocks
        return [(block.kind, block.text) for block in blocks]

    return kinds_and_texts


@pytest.fixture
def read_text(read):
    """The texts of the blocks of a document with this body."""
    return lambda *body, **parts: [text for _, text in read(*body, **parts)]


# Headings and numbers -------------------------------------------------------------------------


def test_articles_members_and_parts_show_the_numbers_that_word_shows(read):
    assert read(
        word.text("Hoofdstuk 1 Algemeen", style="Kop1"),
        word.text("Doel", style="Kop2", level=0),
        word.text("Partijen werken samen aan:", level=1),
        word.text("wonen;", level=2),
        word.text("werken.", level=2),
        word.text("in de zorg", level=3),
        word.text("De looptijd is vier jaar.", level=1),
        word.text("Middelen", style="Kop2", level=0),
        word.text("Het Rijk draagt bij.", level=1),
        word.text("nader bepaald", level=4),
        styles=word.HEADINGS,
        numbering=word.ARTICLES,
    ) == [
        (HEADING, "Hoofdstuk 1 Algemeen"),
        (HEADING, "Artikel 1 Doel"),
        (LIST, "1. Partijen werken samen aan:"),
        (LIST, "a. wonen;"),
        (LIST, "b. werken."),
        (LIST, "• in de zorg"),
        (LIST, "2. De looptijd is vier jaar."),
        (HEADING, "Artikel 2 Middelen"),
        (LIST, "1. Het Rijk draagt bij."),
        (LIST, "2.1.1 nader bepaald"),
    ]


def test_a_list_that_starts_again_starts_again_and_another_goes_on(read_text):
    assert read_text(
        word.text("een", level=1),
        word.text("twee", level=1),
        word.text("opnieuw", level=1, number=6),
        word.text("verder", level=1, number=6),
        word.text("en door", level=1),
        numbering=word.ARTICLES,
    ) == ["1. een", "2. twee", "1. opnieuw", "2. verder", "3. en door"]


def test_a_level_that_was_passed_over_has_been_counted(read_text):
    assert read_text(
        word.text("diep", level=2),
        word.text("minder diep", level=1),
        word.text("weer diep", level=2),
        numbering=word.ARTICLES,
    ) == ["a. diep", "2. minder diep", "a. weer diep"]


def test_a_style_can_number_and_a_paragraph_can_refuse(read_text):
    numbered = (
        '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Eigen"><w:basedOn w:val="Kop2"/></w:style>'
    )
    assert read_text(
        word.text("Doel", style="Kop2"),
        word.text("Duur", style="Eigen"),
        word.text("Bijlage", style="Kop2", level=0, number=0),
        word.text("Slot", style="Kop2"),
        styles=numbered,
        numbering=word.ARTICLES,
    ) == ["Artikel 1 Doel", "Artikel 2 Duur", "Bijlage", "Artikel 3 Slot"]


def test_an_article_by_its_number_alone_is_a_heading(read):
    assert read(
        word.text("Doel", level=0), word.text("De partijen werken samen."), numbering=word.ARTICLES
    ) == [(HEADING, "Artikel 1 Doel"), (BODY, "De partijen werken samen.")]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "28."),
        ("decimalZero", "28."),
        ("lowerLetter", "bb."),
        ("upperLetter", "BB."),
        ("lowerRoman", "xxviii."),
        ("upperRoman", "XXVIII."),
        ("ordinal", "28e."),
        ("vigesimal", "28."),
    ],
)
def test_numbers_are_shown_in_the_form_of_the_list(read_text, form, shown):
    own = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="28"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert read_text(word.text("iets", level=0), numbering=own) == [f"{shown} iets"]


def test_the_path_of_headings_follows_styles_names_and_outline_levels(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Kop 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Huisstijl"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    )
    path = word.docx(
        tmp_path / "stuk.docx",
        word.text("Convenant", style="T"),
        word.text("Inleiding", style="A"),
        word.text("Aanleiding", style="C"),
        word.text("Diep", properties='<w:outlineLvl w:val="4"/>'),
        word.text("Gewone tekst hier.", style="B", properties='<w:outlineLvl w:val="9"/>'),
        styles=styles,
    )
    blocks = read_docx(path).blocks
    assert [block.level for block in blocks] == [0.0, 1.0, 2.0, 5.0, 0.0]
    assert blocks[-1].kind is BODY
    assert blocks[-1].heading_path == ("Convenant", "Inleiding", "Aanleiding", "Diep")


def test_a_sentence_in_a_heading_style_is_text(read):
    long = "Partijen zullen zich in de jaren tot en met 2027 inspannen voor het gezamenlijke doel."
    assert read(word.text(long, style="Kop2"), styles=word.HEADINGS) == [(BODY, long)]


def test_without_heading_styles_short_lines_in_bold_or_large_print_are_headings(tmp_path):
    path = word.docx(
        tmp_path / "stuk.docx",
        word.paragraph(word.run("Convenant Regio Deal", '<w:b/><w:sz w:val="32"/>')),
        word.paragraph(word.run("Hoofdstuk 1 Algemeen", "<w:b/>")),
        word.paragraph(word.run("Artikel 1 Doel", "<w:b/>")),
        word.text("De partijen werken samen aan brede welvaart in de hele regio."),
        word.paragraph(word.run("Dit is met nadruk gezegd.", "<w:b/>")),
        word.paragraph(word.run("Let op: ", "<w:b/>"), word.run("dit telt niet")),
    )
    blocks = read_docx(path).blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (HEADING, 1.0),
        (HEADING, 2.0),
        (HEADING, 3.0),
        (BODY, 0.0),
        (BODY, 0.0),
        (BODY, 0.0),
    ]


def test_with_heading_styles_bold_print_is_only_bold(read):
    assert read(
        word.text("Inleiding", style="Kop1"),
        word.paragraph(word.run("Vet gezet", "<w:b/>")),
        styles=word.HEADINGS,
    ) == [(HEADING, "Inleiding"), (BODY, "Vet gezet")]


# Text of paragraphs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (word.run("een") + "<w:r><w:tab/></w:r>" + word.run("twee"), "een twee"),
        (word.run("een") + "<w:r><w:br/></w:r>" + word.run("twee"), "een twee"),
        (word.run("sociaal") + "<w:r><w:noBreakHyphen/></w:r>" + word.run("fysiek"),
         "sociaal-fysiek"),
        (word.run("leef") + "<w:r><w:softHyphen/></w:r>" + word.run("baarheid"), "leefbaarheid"),
        (word.run("leef\u00adbaar\u00a0heid"), "leefbaar heid"),
        (word.run("niet ") + word.run("verborgen ", "<w:vanish/>") + word.run("dit"), "niet dit"),
        (word.run("wel", '<w:vanish w:val="0"/>'), "wel"),
        (f"<w:ins>{word.run('erbij ')}</w:ins><w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"
         + word.run("blijft"), "erbij blijft"),
        (f"<w:moveFrom>{word.run('oud ')}</w:moveFrom><w:moveTo>{word.run('nieuw')}</w:moveTo>",
         "nieuw"),
        (f'<w:hyperlink r:id="x">{word.run("de site")}</w:hyperlink>', "de site"),
        (f"<w:smartTag>{word.run('Den Haag')}</w:smartTag>", "Den Haag"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{word.run('ingevuld')}</w:sdtContent></w:sdt>",
         "ingevuld"),
        (word.run("x") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
         + word.run("Klik hier") + "</w:sdtContent></w:sdt>", "x"),
        (word.run("zie artikel ") + word.field(" REF a1 ", word.run("3")), "zie artikel 3"),
        (word.field(" IF a ", word.field(" DATE ", word.run("1 mei"))), "1 mei"),
        (f'<w:fldSimple w:instr=" PAGE ">{word.run("7 bladen")}</w:fldSimple>', "7 bladen"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + word.run(" gevolg"), "→ gevolg"),
        (word.run("300 m") + word.run("2", '<w:vertAlign w:val="superscript"/>'), "300 m2"),
        (word.run("de 21") + word.run("e", '<w:vertAlign w:val="superscript"/>')
         + word.run(" eeuw"), "de 21e eeuw"),
        (word.run("Nederland") + word.run("1", '<w:vertAlign w:val="superscript"/>')
         + word.run("2", '<w:vertAlign w:val="superscript"/>') + word.run("."), "Nederland."),
        (word.run("Nederland") + word.run("3", '<w:position w:val="8"/>'), "Nederland"),
        (word.run("CO") + word.run("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
        ("<m:oMath><m:r><m:t>x + y</m:t></m:r></m:oMath>" + word.run(" telt"), "x + y telt"),
        (word.run("een ") + '<w:commentRangeStart w:id="1"/>' + word.run("opmerking")
         + '<w:r><w:commentReference w:id="1"/></w:r>', "een opmerking"),
        (word.field("begin zonder eind", "") .replace('"end"', '"x"') + word.run("blijft staan"),
         "blijft staan"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_shown(read_text, inside, shown):
    assert read_text(word.paragraph(inside)) == [shown]


def test_typed_bullets_and_numbers_are_list_items(read):
    assert read(
        word.text("-\tde haltes"), word.text("1. de haven"), word.text("2019 was goed")
    ) == [
        (LIST, "• de haltes"),
        (LIST, "1. de haven"),
        (BODY, "2019 was goed"),
    ]


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next(read_text):
    deleted = "<w:rPr><w:del/></w:rPr>"
    drop = '<w:framePr w:dropCap="drop"/>'
    assert read_text(
        word.text("Het begin ", properties=deleted),
        word.text("en het vervolg."),
        word.text("D", properties=drop),
        word.text("e regio groeit."),
    ) == ["Het begin en het vervolg.", "De regio groeit."]


def test_a_paragraph_without_a_next_to_run_into_is_not_lost(read_text):
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert read_text(
        word.text("Voor de tabel", properties=deleted),
        word.table(word.row(word.cell(word.text("In de cel", properties=deleted)), "ernaast")),
        word.text("Aan het eind", properties=deleted),
    ) == ["Voor de tabel", "In de cel | ernaast", "Aan het eind"]


def test_styles_can_hide_text(read_text):
    styles = (
        '<w:style w:type="character" w:styleId="weg"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="geheim"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    assert read_text(
        word.paragraph(word.run("open "), word.run("dicht", '<w:rStyle w:val="weg"/>')),
        word.text("niets", style="geheim"),
        word.paragraph(word.run("toch", '<w:vanish w:val="0"/>'), style="geheim"),
        styles=styles,
    ) == ["open", "toch"]


def test_text_boxes_are_read_once_behind_the_paragraph_that_holds_them(read_text):
    box = f"<w:txbxContent>{word.text('In het kader.')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box.replace('het', 'een')}</v:textbox></w:pict></w:r>"
    assert read_text(
        word.paragraph(word.run("Voor "), drawing, word.run("na.")),
        word.paragraph(old),
        word.text("Slot."),
    ) == ["Voor na.", "In het kader.", "In een kader.", "Slot."]


# Notes ----------------------------------------------------------------------------------------


def test_notes_stand_behind_the_paragraph_that_calls_them_in_the_order_of_the_calls(read):
    assert read(
        word.paragraph(word.run("Eerst"), word.call("footnote", 2), word.run(" en dan.")),
        word.text("Partijen doen:", level=1),
        word.paragraph(word.run("wonen"), word.call("footnote", 1), level=2),
        word.text("werken", level=2),
        word.text("Slot."),
        word.paragraph(word.run("Eind"), word.call("endnote", 1)),
        numbering=word.ARTICLES,
        footnotes=word.notes("footnote", "Zie de wet.", "Zie de brief."),
        endnotes=word.notes("endnote", "Zie de bijlage."),
    ) == [
        (BODY, "Eerst en dan."),
        (FOOTNOTE, "1 Zie de brief."),
        (LIST, "1. Partijen doen:"),
        (LIST, "a. wonen"),
        (LIST, "b. werken"),
        (FOOTNOTE, "2 Zie de wet."),
        (BODY, "Slot."),
        (BODY, "Eind"),
        (FOOTNOTE, "i Zie de bijlage."),
    ]


def test_a_note_can_have_a_mark_of_its_own_and_other_numbers(read_text):
    own = (
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
        + word.run(" hier")
    )
    assert read_text(
        word.paragraph(word.run("Tabel"), own),
        word.paragraph(word.run("Tekst"), word.call("footnote", 2)),
        footnotes=word.notes("footnote", "Bron: CBS.", "Raming."),
        settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>'
        "</w:footnotePr>",
    ) == ["Tabel hier", "* Bron: CBS.", "Tekst", "c Raming."]


def test_calls_know_their_place_and_notes_their_number(tmp_path):
    path = word.docx(
        tmp_path / "stuk.docx",
        word.paragraph(word.run("De regio "), word.call("footnote", 1), word.run(", dus.")),
        word.paragraph(word.run("Het Rijk"), word.run("7", '<w:vertAlign w:val="superscript"/>')),
        footnotes=word.notes("footnote", "Zie de wet."),
    )
    first, note, second = read_docx(path).blocks
    assert (first.text, note.number) == ("De regio, dus.", "1")
    assert [(call.at, call.number) for call in first.calls] == [(8, "1")]
    assert [(call.at, call.number) for call in second.calls] == [(8, "7")]


def test_a_note_that_a_printer_set_by_hand_is_a_note(read):
    by_hand = word.paragraph(
        word.run("1", '<w:vertAlign w:val="superscript"/>'), word.run(" Zie de wet.")
    )
    assert read(by_hand) == [(FOOTNOTE, "1 Zie de wet.")]


# Tables ---------------------------------------------------------------------------------------


def test_rows_know_their_header_and_merged_cells(tmp_path):
    path = word.docx(
        tmp_path / "stuk.docx",
        word.table(
            word.row("Pijler", "Project", "Bedrag", properties="<w:tblHeader/>"),
            word.row(word.cell(word.text("Wonen"), merge="restart"), "Sloop", "€ 2 mln"),
            word.row(word.cell(merge="continue"), "Nieuwbouw", "€ 3 mln"),
            word.row(word.cell(word.text("Pijler 2: Economie"), span=3)),
            word.row("Werk", word.cell(word.text("nog te bepalen"), span=2)),
            word.row("weg", "weg", "weg", properties="<w:del/>"),
        ),
    )
    blocks = read_docx(path).blocks
    header = ("Pijler", "Project", "Bedrag")
    assert [(block.cells, block.header) for block in blocks] == [
        (header, header),
        (("Wonen", "Sloop", "€ 2 mln"), header),
        (("Wonen", "Nieuwbouw", "€ 3 mln"), header),
        (("Pijler 2: Economie", "", ""), ()),
        (("Werk", "nog te bepalen", ""), header),
    ]
    assert blocks[1].text == "Wonen | Sloop | € 2 mln"


def test_a_table_that_only_sets_out_the_page_is_its_text(read):
    inner = word.table(word.row("Jaar", "Bedrag"), word.row("2020", "5"), word.row("2021", "6"))
    assert read(
        word.table(word.row("een kolom"), word.row("nog een rij")),
        word.table(word.row("1.", "de haltes;"), word.row("2.", "de haven.")),
        word.table(word.row(word.cell(word.text("Links"), inner), word.cell(word.text("rechts")))),
    ) == [
        (BODY, "een kolom"),
        (BODY, "nog een rij"),
        (LIST, "1. de haltes;"),
        (LIST, "2. de haven."),
        (BODY, "Links"),
        (TABLE, "Jaar | Bedrag"),
        (TABLE, "2020 | 5"),
        (TABLE, "2021 | 6"),
        (BODY, "rechts"),
    ]


def test_notes_called_in_a_table_stand_behind_the_table(read_text):
    assert read_text(
        word.table(
            word.row("Regio", "Bedrag", "Jaar"),
            word.row(
                "Zeeland",
                word.cell(word.paragraph(word.run("35"), word.call("footnote", 1))),
                "2020",
            ),
            word.row("Twente", "30", "2021"),
        ),
        word.text("Daarna."),
        footnotes=word.notes("footnote", "Raming."),
    ) == ["Regio | Bedrag | Jaar", "Zeeland | 35 | 2020", "Twente | 30 | 2021", "1 Raming.",
          "Daarna."]  # fmt: skip


# Pages and what is left out -------------------------------------------------------------------

BREAK = '<w:r><w:br w:type="page"/></w:r>'
NOTED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def test_pages_are_counted_from_breaks_and_no_break_counts_twice(tmp_path):
    new_section = "<w:sectPr/>"
    path = word.docx(
        tmp_path / "stuk.docx",
        word.text("een"),
        word.paragraph(word.run("nog een"), BREAK),
        word.paragraph(NOTED, word.run("twee")),
        word.paragraph(word.run("loopt van twee"), NOTED, word.run(" naar drie")),
        word.text("vier", properties="<w:pageBreakBefore/>"),
        word.text("ook vier", properties=new_section),
        word.text("vijf"),
        '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>',
    )
    read = read_docx(path)
    assert [(block.text, [box.page for box in block.boxes]) for block in read.blocks] == [
        ("een", [1]),
        ("nog een", [1]),
        ("twee", [2]),
        ("loopt van twee naar drie", [2, 3]),
        ("vier", [4]),
        ("ook vier", [4]),
        ("vijf", [5]),
    ]
    split = read.blocks[3]
    assert split.text[split.box_starts[1] :] == "naar drie"
    assert [(page.number, page.reader) for page in read.pages] == [
        (number, "docx") for number in (1, 2, 3, 4, 5)
    ]
    assert sum(page.characters for page in read.pages) == sum(len(b.text) for b in read.blocks)


def test_a_break_inside_a_paragraph_parts_its_words(tmp_path):
    path = word.docx(
        tmp_path / "stuk.docx", word.paragraph(word.run("een"), BREAK, word.run("twee"))
    )
    (block,) = read_docx(path).blocks
    assert (block.text, block.box_starts) == ("een twee", (0, 4))
    assert [box.page for box in block.boxes] == [1, 2]


def test_headers_footers_and_contents_are_left_out_and_listed(tmp_path):
    contents = word.paragraph(word.field(r" TOC \o ", word.run("Inleiding 3")), style="Inhopg1")
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{word.text('Middelen 4')}</w:sdtContent></w:sdt>"
    )
    path = word.docx(
        tmp_path / "stuk.docx",
        contents,
        control,
        word.text("De tekst."),
        header=word.text("Regio Deal") + word.text("Regio Deal"),
        footer=word.paragraph(word.run("Pagina "), word.field(" PAGE ", word.run("1"))),
    )
    read = read_docx(path)
    assert [block.text for block in read.blocks] == ["De tekst."]
    assert [(line.text, line.reason) for line in read.removed] == [
        ("Regio Deal", "kop- of voettekst"),
        ("Pagina 1", "kop- of voettekst"),
        ("Inleiding 3", "inhoudsopgave"),
        ("Middelen 4", "inhoudsopgave"),
    ]


def test_the_strict_form_of_the_format_is_read_too(tmp_path):
    path = word.docx(tmp_path / "stuk.docx", word.text("Kop", style="Kop1"), styles=word.HEADINGS)
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    inside = f'<w:document xmlns:w="{strict}"><w:body>{word.text("Tekst.")}</w:body></w:document>'
    word.package(path, {"word/document.xml": inside.encode()})
    assert [block.text for block in read_docx(path).blocks] == ["Tekst."]


# Documents as office programs write them ------------------------------------------------------


def covenant(path):
    """A covenant as python-docx writes it, with its own styles and lists."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading("Convenant Regio Deal Noordelijke Kust", 0)
    document.add_heading("Artikel 1 Doel", 1)
    document.add_paragraph("Partijen zetten in op:")
    for item in ("wonen en leefbaarheid;", "werk en opleiding."):
        document.add_paragraph(item, style="List Bullet")
    for item in ("Het Rijk draagt bij.", "De regio draagt bij."):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows, (("Pijler", "Rijk", "Regio"), ("Wonen", "€ 2,6 mln", "€ 1 mln"),
                     ("Werk", "€ 3 mln", "€ 2 mln")), strict=True):  # fmt: skip
        for place, said in zip(row.cells, texts, strict=True):
            place.text = said
    document.add_page_break()
    document.add_heading("Artikel 2 Duur", 1)
    document.add_paragraph("Het convenant eindigt in 2027.")
    document.sections[0].header.paragraphs[0].text = "Regio Deal"
    document.save(str(path))
    return path


def test_a_covenant_becomes_passages_with_pages_and_headings(tmp_path, rules):
    read = read_docx(covenant(tmp_path / "convenant.docx"))
    passages = passages_of(read.blocks, "0123456789abcdef", rules)
    title = "Convenant Regio Deal Noordelijke Kust"
    assert [(passage.kind, passage.text) for passage in passages[:4]] == [
        (LIST, "Partijen zetten in op:\n• wonen en leefbaarheid;\n• werk en opleiding.\n"
               "1. Het Rijk draagt bij.\n2. De regio draagt bij."),
        (TABLE, "Pijler: Wonen; Rijk: € 2,6 mln; Regio: € 1 mln"),
        (TABLE, "Pijler: Werk; Rijk: € 3 mln; Regio: € 2 mln"),
        (BODY, "Het convenant eindigt in 2027."),
    ]  # fmt: skip
    assert passages[0].heading_path == (title, "Artikel 1 Doel")
    assert passages[3].heading_path == (title, "Artikel 2 Duur")
    assert passages[3].pages == (2,)
    assert [line.text for line in read.removed] == ["Regio Deal"]


# Laws -----------------------------------------------------------------------------------------

WORDS = st.text("abcdefghij", min_size=2, max_size=6)
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BITS = st.one_of(
    SENTENCES.map(word.run),
    SENTENCES.map(lambda said: f"<w:ins>{word.run(said)}</w:ins>"),
    SENTENCES.map(lambda said: f'<w:hyperlink r:id="a">{word.run(said)}</w:hyperlink>'),
    SENTENCES.map(lambda said: word.field(" REF x ", word.run(said))),
    st.sampled_from(["<w:r><w:br/></w:r>", BREAK, NOTED, "<w:r><w:tab/></w:r>"]),
    SENTENCES.map(lambda said: f"<w:del><w:r><w:delText>{said.upper()}</w:delText></w:r></w:del>"),
    SENTENCES.map(lambda said: word.run(said.upper(), "<w:vanish/>")),
)
PARAGRAPHS = st.builds(
    lambda bits, level, style: word.paragraph(*bits, level=level, style=style),
    st.lists(BITS, max_size=4),
    st.sampled_from([None, None, 1, 3]),
    st.sampled_from(["", "", "Kop1", "Kop2"]),
)
BODIES = st.recursive(
    PARAGRAPHS,
    lambda inside: st.one_of(
        st.lists(st.lists(st.lists(inside, min_size=1, max_size=2), min_size=1, max_size=3),
                 min_size=1, max_size=3)
        .map(lambda rows: word.table(*(word.row(*(word.cell(*one) for one in cells))
                                       for cells in rows))),
        st.lists(inside, min_size=1, max_size=2).map(
            lambda parts: f"<w:sdt><w:sdtContent>{''.join(parts)}</w:sdtContent></w:sdt>"
        ),
    ),
    max_leaves=8,
)  # fmt: skip


def shown_words(body):
    """The words in small letters: those that are hidden or deleted are written in capitals."""
    texts = re.findall(r"<w:t [^>]*>([^<]*)</w:t>", body)
    return " ".join(texts).split() if texts else []


def letters_of(words):
    return [letter for said in words for letter in said if letter.islower()]


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BODIES, min_size=1, max_size=5))
def test_no_shown_letter_is_lost_and_nothing_hidden_is_read(tmp_path_factory, parts):
    body = word.text("begin hier") + "".join(parts)
    path = tmp_path_factory.getbasetemp() / "wet.docx"
    read = read_docx(word.docx(path, body, styles=word.HEADINGS, numbering=word.ARTICLES))
    texts = [block.text for block in read.blocks]
    assert sorted(letters_of(texts)) == sorted(letters_of(shown_words(body)))
    assert not any(letter.isupper() for said in texts for letter in said)


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=8), st.data())
def test_paragraphs_keep_their_order_whatever_their_style(tmp_path_factory, sentences, data):
    body = [
        word.text(said, style=data.draw(st.sampled_from(["", "Kop1", "Kop3"])))
        for said in sentences
    ]
    path = tmp_path_factory.getbasetemp() / "orde.docx"
    read = read_docx(word.docx(path, *body, styles=word.HEADINGS))
    assert [block.text for block in read.blocks] == sentences


def test_a_cell_with_nothing_but_a_table_in_it_loses_no_word(tmp_path):
    def cell(inside):
        return f"<w:tc><w:tcPr/>{inside}</w:tc>"

    def row(*cells):
        return f"<w:tr>{''.join(cells)}</w:tr>"

    inner = f"<w:tbl>{row(cell(word.text('binnen')), cell(word.text('erin')))}</w:tbl><w:p/>"
    outer = (
        f"<w:tbl>{row(cell(word.text('kop')), cell(word.text('naast')))}{row(cell(inner))}</w:tbl>"
    )
    read = read_docx(word.docx(tmp_path / "in.docx", word.text("begin"), outer))
    assert [block.text for block in read.blocks] == ["begin", "kop", "naast", "binnen | erin"]


# Files that cannot be read --------------------------------------------------------------------


def write(path, data):
    path.write_bytes(data)


def laughs(path):
    entities = "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>' + (
        f"<w:document {word.NAMESPACES}><w:body>{word.text('TEKST')}</w:body></w:document>"
    ).replace("TEKST", "&a9;")
    word.package(path, {"word/document.xml": body.encode()})


def reads_another_file(path):
    secret = path.with_name("geheim.txt")
    secret.write_text("geheim")
    body = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + (
        f"<w:document {word.NAMESPACES}><w:body>{word.text('TEKST')}</w:body></w:document>"
    ).replace("TEKST", "voor &x; na")
    word.package(path, {"word/document.xml": body.encode()})


def zip_bomb(path):
    word.docx(path, word.text(" " * 3_000_000))


def deep(path):
    inside = word.text("diep")
    for _ in range(100):
        inside = word.table(word.row(word.cell(inside)))
    word.docx(path, inside)


def cut_off(path):
    word.docx(path, word.text("Tekst."))
    path.write_bytes(path.read_bytes()[:-200])


def broken_inside(path):
    word.docx(path, word.text("Tekst die er staat." * 50))
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = bytes(20)
    path.write_bytes(bytes(data))


def another_archive(path):
    word.package(path, {"content.xml": b"<office/>"})


def locked_entry(path):
    word.docx(path, word.text("Tekst."))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(bytes(data))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
UNREADABLE = [
    (lambda path: write(path, b""), "is een leeg bestand"),
    (lambda path: write(path, bytes(3000)), "is beschadigd"),
    (lambda path: write(path, b"%PDF-1.7 en zo"), "is geen Word-document"),
    (lambda path: write(path, b"gewone tekst"), "is geen Word-document"),
    (lambda path: write(path, OLE + "EncryptedPackage".encode("utf-16-le")), "wachtwoord"),
    (lambda path: write(path, OLE + "WordDocument".encode("utf-16-le")), "van voor 2007"),
    (lambda path: write(path, OLE), "is geen Word-document"),
    (locked_entry, "wachtwoord"),
    (another_archive, "is geen Word-document"),
    (cut_off, "is beschadigd"),
    (broken_inside, "is beschadigd"),
    (lambda path: word.package(path, {"word/document.xml": b"<w:document"}), "is beschadigd"),
    (laughs, "is beschadigd"),
    (reads_another_file, "is beschadigd"),
    (zip_bomb, "is verdacht sterk ingepakt (uitgepakt 3 MB tekst)"),
    (deep, "is te diep genest"),
    (lambda path: word.docx(path, "<w:p/>"), "bevat geen leesbare tekst"),
    (lambda path: word.docx(path, word.paragraph(word.run("x", "<w:vanish/>"))),
     "bevat geen leesbare tekst"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "reason"), UNREADABLE)
def test_a_file_without_text_ends_in_a_reason(tmp_path, make, reason):
    path = tmp_path / "stuk.docx"
    make(path)
    with pytest.raises(DocumentProblem, match=r"^stuk\.docx ") as raised:
        read_docx(path)
    assert reason in str(raised.value)


def test_more_text_than_a_document_holds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(docx_package, "MOST_TEXT_MEGABYTES", 1)
    noise = "".join(f"{number:x} " for number in range(1_000_000, 1_200_000))
    path = word.docx(tmp_path / "stuk.docx", word.text(noise))
    with pytest.raises(DocumentProblem, match=r"ingepakt \(uitgepakt 1 MB tekst\)"):
        read_docx(path)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DocumentProblem, match="staat niet op schijf"):
        read_docx(tmp_path / "weg.docx")


def test_parts_that_are_missing_are_done_without(tmp_path):
    called = word.paragraph(word.run("Tekst"), word.call("footnote", 9))
    path = word.docx(tmp_path / "stuk.docx", called, word.text("lijst", level=1))
    assert [block.text for block in read_docx(path).blocks] == ["Tekst", "lijst"]
