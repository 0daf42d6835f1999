"""One realistic covenant of three pages, compared letter by letter with tests/golden.

When a change is meant to give another text, look at the difference and write the new text down:
`python tests/extract/test_golden_document.py` from the project's folder.
"""

import sys
import tempfile
from pathlib import Path

import pdf_builders as draw
from rule_language import rule_language

from extract.document import extract_document

GOLDEN = Path(__file__).parents[1] / "golden" / "convenant_noordelijke_kust.txt"
LEFT = 72
BOLD = "Helvetica-Bold"

BUDGET = (
    ("Pijler", "Project", "Rijksbijdrage", "Cofinanciering"),
    ("Bereikbaarheid", "Waterbus en haltes", "€ 2.600.000", "€ 2.600.000"),
    ("Arbeidsmarkt", "Leerplekken techniek", "€ 450.000", "€ 610.000"),
    ("Wonen", "Boerderijfonds", "€ 1.200.000", "€ 1.350.000"),
)
MORE_BUDGET = (
    BUDGET[0],
    ("Natuur", "Akkerranden en vogelkaart", "€ 405.000", "€ 405.000"),
    ("Totaal", "", "€ 4.655.000", "€ 4.965.000"),
)


def running_lines(canvas, number):
    draw.write(canvas, LEFT, 40, "Convenant Regio Deal Noordelijke Kust", size=8)
    draw.write(canvas, 300, 810, f"{number} / 3", size=8)


def heading(canvas, top, text, size=10, space=16):
    draw.write(canvas, LEFT, top, text, BOLD, size)
    return top + space


def first_page(canvas):
    running_lines(canvas, 1)
    top = heading(canvas, 90, "Convenant Regio Deal Noordelijke Kust", 18, 36)
    top = heading(canvas, top, "Hoofdstuk 1 Algemeen", 13, 22)
    top = heading(canvas, top, "Artikel 1 Aanleiding")
    lines = (
        "De gemeenten Eemsdelta en Het Hogeland, de provincie Groningen en het Rijk sluiten een",
        "samenwerkingsovereenkomst voor de periode 2020-2024. De brede welvaart in de regio blijft",
        "achter bij het landelijk gemiddelde, o.a. door vergrijzing en een afnemend voorzieningen-",
        "niveau. De sociaal-economische positie van inwoners is volgens het CBS",
    )
    top = draw.write_lines(canvas, LEFT, top, lines)
    end = LEFT + canvas.stringWidth(lines[-1], "Helvetica", 10)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(end, 842 - top + 12.5 + 4, "1")
    draw.write(canvas, end + 6, top - 12.5, "kwetsbaar, en juist")
    top = draw.write_lines(
        canvas, LEFT, top, ("daarom werken partijen aan onderwijs- en arbeids-",)
    )
    top = draw.write_lines(canvas, LEFT, top, ("marktkansen.",)) + 8
    top = heading(canvas, top, "Artikel 2 Afspraken")
    top = draw.write_paragraph(canvas, LEFT, top, 451, "Partijen spreken het volgende af:")
    items = (
        "de haltes langs de kust worden vóór 2023 toegankelijk gemaakt voor iedereen;",
        "met het mbo komen er ten minste honderd leerplekken voor mensen die willen overstappen "
        "naar de techniek, i.s.m. werkgevers uit de regio;",
        "het fonds voor leegstaande boerderijen wordt ieder jaar aangevuld.",
    )
    for item in items:
        draw.write(canvas, LEFT + 6, top, "•")
        top = draw.write_paragraph(canvas, LEFT + 20, top, 431, item) - 4
    draw.write(canvas, LEFT, 740, "1 CBS, Regionale kerncijfers 2019.", size=7.5)
    canvas.showPage()


def second_page(canvas):
    running_lines(canvas, 2)
    top = heading(canvas, 90, "Hoofdstuk 2 Uitvoering", 13, 22)
    top = heading(canvas, top, "Artikel 3 Middelen")
    text = (
        "Het Rijk draagt € 4,7 mln. bij en de regio doet ten minste hetzelfde. De verdeling over "
        "de pijlers staat in tabel 1. Wat aan het einde van de looptijd over is, gaat terug naar "
        "het fonds, tenzij partijen anders besluiten."
    )
    top = draw.write_paragraph(canvas, LEFT, top, 451, text) + 6
    draw.write(canvas, LEFT, top, "Tabel 1 Verdeling van de middelen", size=9)
    draw.draw_table(canvas, top + 22, BUDGET, (72, 170, 320, 420, 520), True)
    canvas.showPage()


def third_page(canvas):
    running_lines(canvas, 3)
    draw.draw_table(canvas, 90, MORE_BUDGET, (72, 170, 320, 420, 520), True)
    heading(canvas, 180, "Bijlage Toelichting op de pijlers", 13)
    left, right = draw.PARAGRAPHS[2:]
    draw.write_paragraph(canvas, LEFT, 205, 215, left, size=9, leading=11)
    draw.write_paragraph(canvas, 310, 205, 215, right, size=9, leading=11)
    canvas.showPage()


def covenant(path):
    canvas = draw.sheet(path)
    first_page(canvas)
    second_page(canvas)
    third_page(canvas)
    return draw.saved(canvas, path)


def as_text(document):
    """Passages with kind, pages, headings and what they carry; then the removed lines."""
    parts = [f"{document.outcome} {document.grade} {document.reason}".strip()]
    text_of = {passage.passage_id: passage.text for passage in document.passages}
    for passage in document.passages:
        pages = ", ".join(map(str, passage.pages))
        head = f"[{passage.kind}] p. {pages} | {' > '.join(passage.heading_path)}"
        parts.append("\n".join((head, passage.text, *carried(passage, text_of))))
    removed = "\n".join(f"p. {line.page} {line.text} ({line.reason})" for line in document.removed)
    return "\n\n".join([*parts, removed]) + "\n"


def carried(passage, text_of):
    """Place, footnote calls and amounts of a passage, a line each."""
    if passage.place:
        yield f"= {passage.place}"
    for call in passage.calls:
        word = passage.text[: call.at].split()[-1]
        yield f"= noot {call.number} na {word}: {text_of.get(call.note, 'niet gevonden')}"
    for amount in passage.amounts:
        yield f"= {passage.text[amount.start : amount.end]} is {amount.euros:.0f} euro"


def extracted(folder):
    path = covenant(folder / "convenant.pdf")
    return as_text(extract_document(path, "0123456789abcdef", rule_language()))


def test_a_covenant_gives_exactly_the_golden_text(tmp_path):
    assert extracted(tmp_path) == GOLDEN.read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        GOLDEN.write_text(extracted(Path(made)), "utf-8")
    sys.stdout.write(f"{GOLDEN}\n")
