"""Themes that a passage leaves to a national programme instead of to the deal."""

from collections.abc import Iterator, Sequence

from corpus.analysed import AnalysedPassage
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, count, text
from report.quotes import quote_at
from report.results import ResultRow, ResultTable, Value
from report.texts import Texts
from taxonomy.concept import Concept

LEFT_OUT = "uitsluiting"
"""Stance of a passage towards a rode draad that it keeps out of the deal or leaves to others."""


def left_out(one: AnalysedPassage, thread: str) -> bool:
    """Whether a passage keeps a rode draad out of the deal."""
    return one.tag is not None and one.tag.stances.get(thread) == LEFT_OUT


def handed_table(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> ResultTable:
    """A row a passage and programme, with the rode draden that it leaves out."""
    return ResultTable(
        name="overgelaten_aan_programma",
        title="Onderwerpen die een deal aan een landelijk programma overlaat",
        sheet="Overgelaten onderwerpen",
        reading="Een regel per passage die een programma noemt en een rode draad buiten de deal "
        "laat. Door de computer herkend: lees het citaat.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            text("programma_naam", "Programma", "Naam van het landelijke programma."),
            text("rode_draden", "Rode draden", "Wat de passage buiten de deal laat."),
            text("citaat", "Citaat", "De zin waarin het programma staat."),
            text("document", "Document", "Bestand waarin het staat."),
            count("pagina", "Pagina", "Pagina van het bestand."),
        ),
        rows=tuple(
            row
            for own in texts
            for concept in programmes
            for place in own.with_label(concept.id)
            for row in _handed_row(own, int(place), concept, threads)
        ),
    )


def _handed_row(
    texts: Texts, place: int, concept: Concept, threads: Sequence[Concept]
) -> Iterator[ResultRow]:
    one, deal = texts.passages[place], texts.rows[int(texts.deal_at[place])].deal
    left = [thread.short for thread in threads if left_out(one, thread.id)]
    if left:
        at = texts.pointer(place, [concept.id])
        quote = quote_at(one, at)
        values: dict[str, Value] = {
            "deal_id": deal.deal_id,
            "deal": deal.name,
            "tranche": deal.tranche,
            "bron": texts.bron,
            "programma_naam": concept.short,
            "rode_draden": ", ".join(left),
            "citaat": quote.text,
            "document": quote.document,
            "pagina": quote.page,
        }
        key = f"{texts.bron}|{one.passage.passage_id}|{concept.id}"
        yield ResultRow(key, values, {"citaat": (at,)})
