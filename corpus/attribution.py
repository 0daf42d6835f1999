"""Which deal a passage speaks of.

A document belongs to one deal by its manifest row, or to `meerdere`: then the deepest heading
that names one deal decides, else a deal named as such in the passage itself. A passage that names
no deal, several deals, or a name that several deals share, is `landelijk`: it never enters the
row of a deal, and the reason is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.names import DealNames, Hint, speaks_of_deals, tranches_in
from corpus.records import LANDELIJK, MEERDERE, Kind, Passage, Source

SEVERAL = "meerdere deals genoemd"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The deal of a passage (deal_id or `landelijk`) and what decided it, in Dutch."""

    deal: str
    reason: str


Known = Mapping[str, str]
"""Deals (deal_id) that names with several meanings have in one document."""


def attribute_all(
    passages: Sequence[Passage], source: Source, names: DealNames
) -> list[Attribution]:
    """Return the deal of every passage of a source, in order.

    Within a document a name means one deal: where "tranche 3" stands beside Noord-Limburg once,
    in a table for example, the other mentions of Noord-Limburg are of that deal too.
    """
    known = _names_made_clear(passages, source, names) if source.deal == MEERDERE else {}
    return [attribute(passage, source, names, known) for passage in passages]


def attribute(
    passage: Passage, source: Source, names: DealNames, known: Known | None = None
) -> Attribution:
    """Return the deal of one passage of a source."""
    if source.deal != MEERDERE:
        return Attribution(source.deal, "manifest")
    for depth in range(len(passage.heading_path), 0, -1):
        headings = passage.heading_path[:depth]
        mentioned = names.mentions(headings[-1])
        if mentioned:
            beside = (*headings, passage.text)
            decided = _decide(mentioned, beside, source, names, "kop", known or {})
            if decided.reason != SEVERAL:
                return decided
    speaking = _sentences_about_deals(passage)
    mentioned = [name for sentence in speaking for name in names.mentions(sentence)]
    if not mentioned:
        return Attribution(LANDELIJK, "geen deal genoemd")
    context = (*passage.heading_path, *speaking)
    return _decide(mentioned, context, source, names, "tekst", known or {})


def _sentences_about_deals(passage: Passage) -> list[str]:
    """Names count only in sentences that speak of a Regio Deal: Zeeland is a province too."""
    return [sentence for sentence in sentences_of(passage) if speaks_of_deals(sentence)]


def _decide(
    mentioned: Sequence[str],
    context: Sequence[str],
    source: Source,
    names: DealNames,
    reason: str,
    known: Known,
) -> Attribution:
    """The one deal that all names can mean ("Parkstad", "Parkstad Limburg"), if there is one."""
    found = names.meant(mentioned, _hint(source, context))
    if len(found) > 1:
        told = {known.get(name) for name in mentioned}
        found = [deal for deal in found if deal.deal_id in told] or found
    if len(found) == 1:
        return Attribution(found[0].deal_id, reason)
    if found:
        return Attribution(LANDELIJK, f"naam past bij meer dan één deal: {mentioned[0]}")
    return Attribution(LANDELIJK, SEVERAL)


def _hint(source: Source, context: Sequence[str]) -> Hint:
    tranches = source.tranches or tranches_in(" ".join(context))
    return Hint(tranches, source.year, source.kind is Kind.CONVENANT)


def _names_made_clear(
    passages: Sequence[Passage], source: Source, names: DealNames
) -> dict[str, str]:
    """Names that a tranche beside them ties to one deal, and nowhere in the document to another."""
    meanings: dict[str, set[str]] = {}
    for passage in passages:
        for sentence in sentences_of(passage):
            hint = _hint(source, (sentence,))
            if len(hint.tranches) == 1:
                for name in names.mentions(sentence):
                    found = names.candidates(name, hint)
                    if len(found) == 1:
                        meanings.setdefault(_bare(name), set()).add(found[0].deal_id)
    clear = {name: deals.pop() for name, deals in meanings.items() if len(deals) == 1}
    return clear | {f"regio deal {name}": deal for name, deal in clear.items()}


def _bare(name: str) -> str:
    return name.removeprefix("regio deal ")


def sentences_of(passage: Passage) -> list[str]:
    """The sentences of a passage, in order; together they are its text."""
    return [passage.text[start:end].strip() for start, end in passage.sentence_bounds]
