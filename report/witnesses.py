"""Documents as witnesses: who speaks in each, and what it says of a concept.

Four voices that are never pooled: plans, reports of those who carry a deal out, outsiders who
looked at one deal, and papers about many deals at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from corpus.analysed import AnalysedPassage
from corpus.interventions import SourceKind, source_kind_of
from corpus.records import LANDELIJK, Deal, Source
from report.columns import DEAL, DEAL_ID, TRANCHE, bounds, count, share, text
from report.intervals import wilson
from report.material import Material
from report.quotes import Pointer, best_first, pointer_to, quote_at
from report.results import ResultColumn, Value
from report.theme_matrix import CERTAIN_ENOUGH, LEAST_WORDS, chance_of_one
from taxonomy.concept import Concept


class Voice(StrEnum):
    """Who speaks in a document."""

    PLAN = "plan"
    ZELF = "zelfrapportage"
    EXTERN = "externe evaluatie"
    LANDELIJK = "stuk over meer deals"


_VOICES = {
    SourceKind.PLAN: Voice.PLAN,
    SourceKind.ZELFRAPPORTAGE: Voice.ZELF,
    SourceKind.EXTERNE_EVALUATIE: Voice.EXTERN,
}
REPORTS = (Voice.ZELF, Voice.EXTERN)
"""Reports of one deal; what Rebel calls evaluation documents."""


@dataclass(frozen=True)
class Witness:
    """A document with its substantive passages; `deal` is None where it is about many deals."""

    source: Source
    deal: Deal | None
    voice: Voice
    passages: tuple[AnalysedPassage, ...]

    @cached_property
    def words(self) -> int:
        """Words of substantive text."""
        return sum(one.passage.words for one in self.passages)

    @property
    def has_text(self) -> bool:
        """Whether there is enough text to say that something is absent."""
        return self.words >= LEAST_WORDS

    @cached_property
    def _labelled(self) -> dict[str, list[AnalysedPassage]]:
        found: dict[str, list[AnalysedPassage]] = {}
        for one in self.passages:
            for label in one.further_labels:
                found.setdefault(label, []).append(one)
        return found

    def labelled(self, concept: str) -> tuple[AnalysedPassage, ...]:
        """The passages with a concept, most probable first."""
        return best_first(self._labelled.get(concept, ()), concept)

    def holds(self, concept: str) -> bool:
        """Whether it is likely enough that one of those passages deserves the concept."""
        chances = [one.probability_of(concept) for one in self._labelled.get(concept, ())]
        return chance_of_one(chances) >= CERTAIN_ENOUGH


def witnesses_of(material: Material) -> tuple[Witness, ...]:
    """Every document of the run, in the order of the analysis."""
    found: dict[str, list[AnalysedPassage]] = {}
    for one in material.analysis.passages:
        if one.counts:
            found.setdefault(one.source.name, []).append(one)
    return tuple(
        Witness(
            source,
            deal := material.deals.get(source.deal),
            _VOICES[source_kind_of(source.kind)] if deal else Voice.LANDELIJK,
            tuple(found.get(source.name, ())),
        )
        for source in material.analysis.sources
    )


def concepts_of(material: Material, facet: str) -> tuple[Concept, ...]:
    """The concepts of a further facet; none where the run did not look for it."""
    return next((one.concepts for one in material.further.facets if one.id == facet), ())


def pointers(passages: Iterable[AnalysedPassage], concept: str) -> tuple[Pointer, ...]:
    """The best sentence of each passage."""
    return tuple(pointer_to(one, concept) for one in passages)


def best_of_each(witnesses: Iterable[Witness], concept: str) -> tuple[AnalysedPassage, ...]:
    """The best passage of every document that holds a concept, best first."""
    held = [one.labelled(concept)[0] for one in witnesses if one.holds(concept)]
    return best_first(held, concept)


def best_of_each_deal(passages: Iterable[AnalysedPassage]) -> tuple[AnalysedPassage, ...]:
    """The first passage of every deal; passages that are tied to no deal are left out."""
    found: dict[str, AnalysedPassage] = {}
    for one in passages:
        if one.deal != LANDELIJK:
            found.setdefault(one.deal, one)
    return tuple(found.values())


def quotation(analysed: AnalysedPassage, concept: str) -> str:
    """The best sentence with its document and page."""
    quote = quote_at(analysed, pointer_to(analysed, concept))
    return f"“{quote.text}” ({quote.document}, p. {quote.page})"


def spoken(witnesses: Sequence[Witness], *voices: Voice) -> tuple[Witness, ...]:
    """The documents with text in which one of these voices speaks."""
    return tuple(one for one in witnesses if one.voice in voices and one.has_text)


def share_of(part: int, whole: int, name: str) -> dict[str, Value]:
    """A share with its interval; None where there is nothing to take a share of."""
    interval = wilson(part, whole)
    return {
        name: round(part / whole, 4) if whole else None,
        f"{name}_laag": interval.low if interval else None,
        f"{name}_hoog": interval.high if interval else None,
    }


VOICE = text(
    "bron",
    "Wie spreekt",
    "Externe evaluatie of verslag van de uitvoerders zelf; nooit samen geteld.",
)
DOCUMENT_COLUMNS: tuple[ResultColumn, ...] = (
    text("document", "Document", "Bestand."),
    DEAL_ID,
    DEAL,
    TRANCHE,
    text("jaar", "Jaar", "Jaar van het document; leeg waar dat onbekend is."),
    VOICE,
    count("woorden", "Woorden", "Woorden inhoudelijke tekst; een kort document noemt minder."),
)


def document_values(witness: Witness) -> dict[str, Value]:
    """What a table says of a document of one deal."""
    assert witness.deal is not None
    return {
        "document": witness.source.name,
        "deal_id": witness.deal.deal_id,
        "deal": witness.deal.name,
        "tranche": witness.deal.tranche,
        "jaar": str(witness.source.year or ""),
        "bron": witness.voice,
        "woorden": witness.words,
    }


def counted_documents(meaning: str) -> tuple[ResultColumn, ...]:
    """Columns for how many documents say something: the number, of how many, the share."""
    return (
        count("documenten", "Documenten", meaning),
        count("documenten_met_tekst", "Met tekst", "Documenten met leesbare tekst: de noemer."),
        share("aandeel", "Aandeel", "Documenten gedeeld door documenten met tekst."),
        *bounds("aandeel", "het aandeel documenten"),
    )
