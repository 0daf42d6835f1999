"""The workbook for somebody who judges passages without the page: questions, to be answered there.

What it must hold to be read back (where each passage stood, which model asked) stands on a hidden
sheet, so that people may sort, filter and widen the others as they like.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from corpus.records import Anchor
from report.sheet_style import (
    HEAD_FILL,
    HEAD_FONT,
    HEAD_PLACE,
    LETTER,
    LINE_HEIGHT,
    LINK_FONT,
    save_without_date,
    storable,
)
from report.shown_values import chance
from taxonomy.concept import Concept

GUIDE, QUESTIONS, LABELS, DATA = "Uitleg", "Vragen", "Labels", "Gegevens"
VERSION = 1
"""Of the layout: another number is not read."""
NAME = "Uw naam"
YES, NO, DOUBT = "ja", "nee", "twijfel"
KEY, WHOLE, NOTE = "sleutel", "hele passage bekeken", "notitie"
MOST_TEXT = 32_767
"""Characters that a cell can hold."""
_BEFORE = ("tekst", "koppen", "voorstel van het model", "waarom gevraagd")
_AFTER = ("ervoor", "erna", "deal", "tranche", "document", "pagina", "link")
_WIDTHS = {
    KEY: 10.0,
    "tekst": 78.0,
    "koppen": 24.0,
    "voorstel van het model": 18.0,
    "waarom gevraagd": 24.0,
    WHOLE: 10.0,
    NOTE: 30.0,
    "ervoor": 60.0,
    "erna": 60.0,
    "deal": 24.0,
    "tranche": 8.0,
    "document": 30.0,
    "pagina": 8.0,
    "link": 9.0,
}
_ANSWER_WIDTH = 8.0
_HEAD_HEIGHT = 170.0
"""Points: room for the longest name, which stands on its side."""
_HIGHEST = 400.0
"""Points; a row cannot be higher than 409."""
_SAMPLE = "steekproef"
_A3, _A4 = 8, 9
_TOP = Alignment(wrap_text=True, vertical="top")
_ON_ITS_SIDE = Alignment(text_rotation=90, wrap_text=True, vertical="bottom")
_MIDDLE = Alignment(horizontal="center", vertical="center")
_SMALL = Font(name=LETTER, size=8, color="7A7A7A")
_LOCKED = PatternFill("solid", fgColor="EDEDED")
_FILL_IN = PatternFill("solid", fgColor="FFF7D6")
_NEEDED = PatternFill("solid", fgColor="FCE4B8")
_LINE = Side(style="thin", color="C9CFD6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADES = {YES: "BFE3C6", NO: "F3C9C4", DOUBT: "F6E3A1"}
_TITLE = Font(name=LETTER, bold=True, size=16, color="1F3A5F")
_BOLD = Font(name=LETTER, bold=True)


@dataclass(frozen=True, slots=True)
class Question:
    """A passage that is asked about, as a reader sees it. `anchor` says where it stands.

    `proposals` are labels with their probability (0-1) and whether the model gives them, none where
    it is asked blind; `link` is an address that opens the document at the page, or empty.
    """

    key: str
    anchor: Anchor
    is_blind: bool
    reason: str
    proposals: tuple[tuple[str, float, bool], ...]
    deal: str
    tranche: str
    before: str
    after: str
    link: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of one person. `made` is the moment, as judgements have it; `reviewer` may be
    empty, for the person to fill in."""

    questions: tuple[Question, ...]
    concepts: tuple[Concept, ...]
    reviewer: str
    made: str
    tagger: str
    taxonomy: str


def write_review_workbook(target: Path | IO[bytes], asked: Questions) -> None:
    """Write the workbook; the same questions give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet(GUIDE), asked)
    _questions(book.create_sheet(QUESTIONS), asked)
    _labels(book.create_sheet(LABELS), asked.concepts)
    _data(book.create_sheet(DATA), asked)
    save_without_date(book, target)


def columns_of(concepts: Sequence[Concept]) -> list[str]:
    """The heads of the sheet with questions, in order."""
    labels = (f"{one.id} {one.short}" for one in concepts)
    return [KEY, *_BEFORE, *labels, WHOLE, NOTE, *_AFTER]


# The sheets ---------------------------------------------------------------------------------


def _guide(sheet: Worksheet, asked: Questions) -> None:
    blind = sum(one.is_blind for one in asked.questions)
    _put(sheet.cell(1, 1), "Passages beoordelen", font=_TITLE)
    _put(sheet.cell(3, 1), NAME, font=_BOLD, place=Alignment(vertical="center"))
    name = sheet.cell(3, 2)
    _put(name, asked.reviewer, place=Alignment(vertical="center"))
    name.fill, name.border = _FILL_IN, _BOX
    _put(
        sheet.cell(3, 3),
        "Vul hier uw naam in; zonder naam kan het bestand niet terug.",
        place=Alignment(vertical="center", indent=1),
    )
    for number, (what, told) in enumerate(_told(len(asked.questions), blind), start=5):
        _put(sheet.cell(number, 1), what, font=_BOLD, place=_TOP)
        _put(sheet.cell(number, 2), told, place=_TOP)
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=3)
        sheet.row_dimensions[number].height = _height(((told, 96.0),))
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[3].height = 22
    for letter, width in zip("ABC", (24, 40, 58), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet, _A4)


def _told(questions: int, blind: int) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Wat u doet",
            f"Op het blad {QUESTIONS} staan {questions} passages uit documenten van Regio Deals. "
            "Lees elke passage en zeg van de labels ernaast of zij erover gaat. Wat elk label "
            f"betekent, staat op het blad {LABELS}.",
        ),
        (
            "Antwoorden",
            f"Kies in de kolom van een label {YES} (de passage gaat hierover), {NO} (zij gaat er "
            f"niet over) of {DOUBT}. Een leeg vak is geen antwoord.",
        ),
        (
            "De hele passage",
            f"Kies bij ‘{WHOLE}’ {YES} als u alle labels hebt nagelopen. Dan betekent een leeg vak "
            f"in die rij: {NO}.",
        ),
        (
            "Steekproef",
            f"Bij {blind} van de passages staat ‘{_SAMPLE}’. Daar ziet u niet wat het model vond, "
            f"want daaraan wordt het gemeten. Loop bij deze passages alle labels na en kies {YES} "
            f"bij ‘{WHOLE}’; anders tellen alleen de labels die u invult.",
        ),
        (
            "Voorstel",
            "Bij de andere passages staat wat het model voorstelt, met de kans erbij. Staat er "
            "‘niet gegeven’, dan overwoog het dat label alleen. Het model vergist zich: volg de "
            "tekst, niet het voorstel.",
        ),
        (
            "Niet wijzigen",
            f"Laat de grijze kolom {KEY} en de koppen van de kolommen zoals ze zijn. Sorteren, "
            "filteren, kolommen breder maken en rijen overslaan mag. U hoeft niet alles te doen.",
        ),
        (
            "Notitie",
            "In de kolom notitie kunt u iets kwijt over de passage, ook als u geen antwoord geeft.",
        ),
        (
            "Het document",
            "In de kolom link opent u het document op de bladzijde. Dat lukt alleen als het op het "
            "web staat, of als dit bestand nog in de map staat waarin het is gemaakt, met de "
            "documenten op hun plaats. Kreeg u het toegestuurd, zoek dan zelf op met de kolommen "
            "document en pagina.",
        ),
        ("Klaar", "Bewaar het bestand als Excel-werkmap (.xlsx) en stuur het terug."),
    )


def _questions(sheet: Worksheet, asked: Questions) -> None:
    names = columns_of(asked.concepts)
    first = len(_BEFORE) + 2
    last = first + len(asked.concepts) - 1
    for number, name in enumerate(names, start=1):
        head = sheet.cell(1, number)
        _put(head, name, font=HEAD_FONT, place=HEAD_PLACE)
        head.fill = HEAD_FILL
        if first <= number <= last + 1:
            head.alignment = _ON_ITS_SIDE
        width = _WIDTHS.get(name, _ANSWER_WIDTH)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = _HEAD_HEIGHT
    for number, question in enumerate(asked.questions, start=2):
        _question(sheet, number, question, names)
    _drop_downs(sheet, first, last, len(asked.questions) + 1)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(asked.questions) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(last + 2)}{len(asked.questions) + 1}"
    _on_paper(sheet, _A3)


def _question(sheet: Worksheet, number: int, question: Question, names: Sequence[str]) -> None:
    anchor = question.anchor
    values = {
        KEY: question.key,
        "tekst": anchor.text,
        "koppen": anchor.heading,
        "voorstel van het model": _proposed(question),
        "waarom gevraagd": question.reason,
        "ervoor": question.before,
        "erna": question.after,
        "deal": question.deal,
        "tranche": question.tranche,
        "document": anchor.document,
        "pagina": str(anchor.page),
        "link": "openen" if question.link else "",
    }
    for place, name in enumerate(names, start=1):
        cell = sheet.cell(number, place)
        _put(cell, values.get(name, ""), place=_TOP)
        cell.border = _BOX
        if name == KEY:
            cell.fill, cell.font = _LOCKED, _SMALL
            cell.alignment = Alignment(shrink_to_fit=True, vertical="top")
        elif name == WHOLE:
            cell.fill = _NEEDED if question.is_blind else _FILL_IN
        elif name not in values:
            cell.fill = _FILL_IN
        if name not in values and name != NOTE:
            cell.alignment = _MIDDLE
        if name == "link" and question.link:
            cell.hyperlink = question.link
            cell.font = LINK_FONT
    wrapped = ((values[name], _WIDTHS[name]) for name in values if name != KEY)
    sheet.row_dimensions[number].height = _height(tuple(wrapped))


def _proposed(question: Question) -> str:
    if question.is_blind:
        return _SAMPLE
    return ", ".join(
        f"{concept} ({chance(share)}{'' if is_given else ', niet gegeven'})"
        for concept, share, is_given in question.proposals
    )


def _drop_downs(sheet: Worksheet, first: int, last: int, end: int) -> None:
    answers = f"{get_column_letter(first)}2:{get_column_letter(last)}{end}"
    whole = f"{get_column_letter(last + 1)}2:{get_column_letter(last + 1)}{end}"
    for where, words in ((answers, (YES, NO, DOUBT)), (whole, (YES, NO))):
        listed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        listed.errorTitle = "Geen antwoord"
        listed.error = f"Kies {', '.join(words[:-1])} of {words[-1]}, of laat het vak leeg."
        listed.showErrorMessage = True
        listed.add(where)
        sheet.add_data_validation(listed)
    for word, shade in _SHADES.items():
        fill = PatternFill("solid", bgColor=shade)
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=fill)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(answers, rule)


def _labels(sheet: Worksheet, concepts: Sequence[Concept]) -> None:
    heads = ("label", "naam", "betekenis", "telt mee", "telt niet mee", "verschil met")
    widths = (7.0, 26.0, 50.0, 54.0, 54.0, 44.0)
    for number, (name, width) in enumerate(zip(heads, widths, strict=True), start=1):
        head = sheet.cell(1, number)
        _put(head, name, font=HEAD_FONT, place=HEAD_PLACE)
        head.fill = HEAD_FILL
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, one in enumerate(concepts, start=2):
        values = (
            one.id,
            one.label.nl,
            one.definition,
            _listed(one.includes),
            _listed(one.excludes),
            _listed([f"{other}: {told}" for other, told in one.distinguish]),
        )
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place)
            _put(cell, value, font=_BOLD if place < 3 else None, place=_TOP)
            cell.border = _BOX
        sheet.row_dimensions[number].height = _height(tuple(zip(values, widths, strict=True)))
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet, _A3)


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"• {one}" for one in lines)


def _data(sheet: Worksheet, asked: Questions) -> None:
    """What reading back needs. Places are JSON, so that no program changes a sign in them."""
    head = {
        "versie": str(VERSION),
        "gemaakt": asked.made,
        "tagger": asked.tagger,
        "taxonomie": asked.taxonomy,
        "labels": ",".join(one.id for one in asked.concepts),
    }
    for number, (name, value) in enumerate(head.items(), start=1):
        _put(sheet.cell(number, 1), name)
        _put(sheet.cell(number, 2), value)
    for number, one in enumerate(asked.questions, start=len(head) + 1):
        _put(sheet.cell(number, 1), one.key)
        _put(sheet.cell(number, 2), _SAMPLE if one.is_blind else "voorstel")
        _put(sheet.cell(number, 3), _place_of(one.anchor))
    sheet.sheet_state = "hidden"


def _place_of(anchor: Anchor) -> str:
    """Where a passage stands, as JSON that a cell can hold: of a very long text the beginning."""
    fields = asdict(anchor)
    told = json.dumps(fields, ensure_ascii=False)
    for name in ("text", "heading", "document"):
        while len(told) > MOST_TEXT and fields[name]:
            fields[name] = fields[name][: max(0, len(fields[name]) - (len(told) - MOST_TEXT))]
            told = json.dumps(fields, ensure_ascii=False)
    return told


# Cells --------------------------------------------------------------------------------------


def _put(
    cell: SheetCell | MergedCell,
    value: str,
    *,
    font: Font | None = None,
    place: Alignment | None = None,
) -> None:
    """Text stays text: a passage that begins with = is shown, not calculated."""
    if value:
        cell.value = storable(value)[:MOST_TEXT]
        cell.data_type = "s"
    cell.font = font or Font(name=LETTER)
    if place is not None:
        cell.alignment = place


def _height(wrapped: Sequence[tuple[str, float]]) -> float:
    """Points for the longest of some texts in columns of these widths."""
    lines = max((_lines(text, width) for text, width in wrapped), default=1)
    return min(_HIGHEST, LINE_HEIGHT * lines + 3)


def _lines(text: str, width: float) -> int:
    return sum(max(1, -(-len(line) // int(0.95 * width))) for line in text.split("\n"))


def _on_paper(sheet: Any, paper: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A – pagina &P van &N"
