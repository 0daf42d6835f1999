"""Amounts of money of a deal, each with the text or the register that gives it."""

from dataclasses import dataclass

from corpus.interventions import AmountRole


@dataclass(frozen=True, slots=True)
class DealAmount:
    """An amount in euros of a whole deal, with its role and where it stands.

    In a document: characters `start` to `end` of a passage. In the register or another list:
    `passage_id` is empty and `source` names it.
    """

    deal: str
    euros: float
    role: AmountRole
    source: str
    passage_id: str = ""
    start: int = 0
    end: int = 0
