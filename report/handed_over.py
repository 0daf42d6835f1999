"""Themes that a passage leaves to a national programme instead of to the deal.

The tagger keeps such a theme out of the labels, as it should; so the words of the sentence in which
the programme stands are read here: it tells of a theme, and says that another purse pays it.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.analysed import AnalysedPassage
from corpus.records import Evidence
from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, count, text
from report.quotes import quote_at
from report.results import ResultRow, ResultTable, Value
from report.texts import Places, Texts
from taxonomy.concept import Concept

TO_PROGRAMME = "T4"
"""Label of a passage that moves a theme from a deal to a programme."""
_DEAL = r"(?:de|deze|dit|het|onze) (?:regio ?)?(?:deal|convenant|programma|project)"
_ELSEWHERE = re.compile(
    rf"geen (?:onder)?deel|buiten {_DEAL}|niet (?:uit|in|door|vanuit|langer onder) {_DEAL}"
    r"|(?:ver)?lo(?:opt|pen|pt) (?:\w+ )?(?:via|in|langs)\b|val(?:t|len) (?:\w+ )?onder\b"
    r"|ondergebracht|overgegaan|overgeheveld|verhuis[dt]|verplaatst|doorgeschoven|belegd"
    r"|(?:betaald|bekostigd|gefinancierd|gedekt) (?:uit|met|door|via|vanuit)\b"
    r"|(?:geregeld|vastgelegd|behandeld|opgenomen) in\b|(?:ga|gaa)(?:t|n) (?:\w+ ){0,4}over naar",
    re.IGNORECASE,
)


def named_in(texts: Texts, programme: Concept) -> Places:
    """Passages with the label of a programme in which its name or abbreviation stands, in order.

    A passage that merely resembles those about a programme does not name it.
    """
    names = frozenset(programme.core_terms)
    found = [
        place
        for place in texts.with_label(programme.id).tolist()
        if any(item.term in names for item in texts.passages[place].evidence_of(programme.id))
    ]
    return np.array(found, dtype=np.intp)


def left_to(one: AnalysedPassage, programme: str, threads: Sequence[Concept]) -> list[Concept]:
    """The rode draden that a passage leaves to a programme, in order of the taxonomy.

    A rode draad counts when the sentence with the programme says that it is done elsewhere and has
    words of the rode draad besides the name of the programme itself.
    """
    text_of, moved = one.passage.text, TO_PROGRAMME in one.further_labels
    spans = [span for span in _spans(one, programme) if moved or _ELSEWHERE.search(text_of, *span)]
    return _spoken(one, programme, threads, spans)


def beside(one: AnalysedPassage, programme: str, threads: Sequence[Concept]) -> list[Concept]:
    """The rode draden that the very sentence with the programme is about: labels of the passage
    with words in that sentence, and what it leaves to the programme."""
    labelled = [thread for thread in threads if thread.id in one.labels]
    about = _spoken(one, programme, labelled, _spans(one, programme))
    left = left_to(one, programme, threads)
    return [thread for thread in threads if thread in about or thread in left]


def _spans(one: AnalysedPassage, programme: str) -> list[tuple[int, int]]:
    """The sentences that name the programme."""
    named = one.evidence_of(programme)
    return [
        (start, end)
        for start, end in one.passage.sentence_bounds
        if any(start <= item.start < end for item in named)
    ]


def _spoken(
    one: AnalysedPassage,
    programme: str,
    threads: Sequence[Concept],
    spans: Sequence[tuple[int, int]],
) -> list[Concept]:
    named = one.evidence_of(programme)
    return [
        thread
        for thread in threads
        if any(_speaks(item, spans, named) for item in one.evidence_of(thread.id))
    ]


def _speaks(item: Evidence, spans: Sequence[tuple[int, int]], named: Sequence[Evidence]) -> bool:
    here = any(start <= item.start < end for start, end in spans)
    return here and not any(one.start < item.end and item.start < one.end for one in named)


def handed_table(
    texts: Sequence[Texts], programmes: Sequence[Concept], threads: Sequence[Concept]
) -> ResultTable:
    """A row a passage and programme, with the rode draden that it leaves out."""
    return ResultTable(
        name="overgelaten_aan_programma",
        title="Onderwerpen die een deal aan een landelijk programma overlaat",
        sheet="Overgelaten onderwerpen",
        reading="Een regel per passage waarin de zin met het programma zegt dat een onderwerp daar "
        "wordt gedaan of betaald. Door de computer herkend aan de woorden van die zin: lees het "
        "citaat.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            text("programma_naam", "Programma", "Naam van het landelijke programma."),
            text("rode_draden", "Rode draden", "Waarover de zin met het programma gaat."),
            text("citaat", "Citaat", "De zin waarin het programma staat."),
            text("document", "Document", "Bestand waarin het staat."),
            count("pagina", "Pagina", "Pagina van het bestand."),
        ),
        rows=tuple(
            row
            for own in texts
            for concept in programmes
            for place in named_in(own, concept)
            for row in _handed_row(own, int(place), concept, threads)
        ),
    )


def _handed_row(
    texts: Texts, place: int, concept: Concept, threads: Sequence[Concept]
) -> Iterator[ResultRow]:
    one, deal = texts.passages[place], texts.rows[int(texts.deal_at[place])].deal
    left = left_to(one, concept.id, threads)
    if left:
        at = texts.pointer(place, [concept.id])
        quote = quote_at(one, at)
        values: dict[str, Value] = {
            "deal_id": deal.deal_id,
            "deal": deal.name,
            "tranche": deal.tranche,
            "bron": texts.bron,
            "programma_naam": concept.short,
            "rode_draden": ", ".join(thread.short for thread in left),
            "citaat": quote.text,
            "document": quote.document,
            "pagina": quote.page,
        }
        key = f"{texts.bron}|{one.passage.passage_id}|{concept.id}"
        yield ResultRow(key, values, {"citaat": (at,)})
