"""What a deal does, by name: interventions with the values that texts give about them.

A value never stands alone: it keeps the passage and the characters that it was read from, so that
quote, page and box follow.
"""

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Kind


class SourceKind(StrEnum):
    """Who says it: the plan beforehand, those who carry it out, or an outsider who looked."""

    PLAN = "plan"
    ZELFRAPPORTAGE = "zelfrapportage"
    EXTERNE_EVALUATIE = "externe evaluatie"


_EXTERNAL = frozenset({Kind.EVALUATIE, Kind.MID_TERM_REVIEW, Kind.NULMETING})


def source_kind_of(kind: Kind) -> SourceKind:
    """Return what a kind of document can bear witness to; self-report unless it is surely not."""
    if kind is Kind.CONVENANT:
        return SourceKind.PLAN
    return SourceKind.EXTERNE_EVALUATIE if kind in _EXTERNAL else SourceKind.ZELFRAPPORTAGE


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the characters `start` to `end` of the passage that it was read from."""

    value: str
    passage_id: str
    start: int
    end: int


class AmountRole(StrEnum):
    """What an amount of money is; `onbekend` also for money spent or given to one firm."""

    TOTAAL = "totaal"
    RIJKSBIJDRAGE = "rijksbijdrage"
    COFINANCIERING = "cofinanciering"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in euros with its role, and the characters of the passage that it stands on."""

    euros: float
    role: AmountRole
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Intervention:
    """A named project, programme or programme line of one deal, over all documents of that deal.

    `deal` is a deal_id, or `landelijk` for what a document about many deals ties to none of them.
    `passages` are ids in the order of the analysis, `documents` are document_ids; `concepts` follow
    the order of the taxonomy. Each value stands once for every document that gives it.
    """

    intervention_id: str
    name: str
    aliases: tuple[str, ...]
    deal: str
    passages: tuple[str, ...]
    documents: tuple[str, ...]
    kinds: tuple[Kind, ...]
    source_kinds: tuple[SourceKind, ...]
    concepts: tuple[str, ...]
    amounts: tuple[FoundAmount, ...]
    period: tuple[Found, ...]
    reached: tuple[Found, ...]
    target_groups: tuple[Found, ...]
    municipalities: tuple[Found, ...]
    ministries: tuple[Found, ...]
    partners: tuple[Found, ...]
    named_at: Found
