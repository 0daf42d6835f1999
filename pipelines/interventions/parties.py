"""Who signs each covenant of an analysis: its list of parties, read with the registers."""

from collections.abc import Iterator
from functools import cache

from corpus import registry
from corpus.analysed import Analysis
from corpus.ministry_names import Meaning, MinistryNames, Period
from corpus.parties import Party, PartyKind
from corpus.records import LANDELIJK, MEERDERE, Kind, Source
from extract.parties import NamedParty, parties_in


def parties_of(analysis: Analysis) -> tuple[Party, ...]:
    """The parties of every covenant of one deal, covenant by covenant, in the order of its list."""
    return tuple(
        party
        for source in analysis.sources
        if source.kind is Kind.CONVENANT and source.deal not in (MEERDERE, LANDELIJK)
        for party in _of_covenant(analysis, source)
    )


def _of_covenant(analysis: Analysis, source: Source) -> Iterator[Party]:
    document = analysis.documents.get(source.document_id)
    if document is None:
        return
    names, period = registry.ministry_names(), Period.of_year(source.year)
    for found in parties_in(document.passages, _municipalities()):
        meaning = _ministry(found, names, period)
        yield Party(
            deal=source.deal,
            document_id=source.document_id,
            name=found.name,
            kind=PartyKind(found.kind),
            passage_id=found.passage_id,
            start=found.start,
            end=found.end,
            ministry_id=meaning.ministry.ministry_id if meaning else "",
            person=found.post,
        )


def _ministry(found: NamedParty, names: MinistryNames, period: Period) -> Meaning | None:
    """The ministry of a post by its portfolio, else by what the covenant calls it from there on."""
    if PartyKind(found.kind) is not PartyKind.MINISTERIE:
        return None
    return names.meant(found.name, period) or names.meant(found.short, period)


@cache
def _municipalities() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.written for one in registry.municipalities()))
