"""Who signs a covenant, as its list of parties says."""

from dataclasses import dataclass
from enum import StrEnum


class PartyKind(StrEnum):
    """What a party is; a partner works along but does not sign."""

    MINISTERIE = "ministerie"
    PROVINCIE = "provincie"
    GEMEENTE = "gemeente"
    WATERSCHAP = "waterschap"
    REGIO = "samenwerkingsverband"
    OVERIG = "overig"
    PARTNER = "partner (tekent niet)"


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a covenant and the characters `start` to `end` of the passage that names it.

    `ministry_id` is set for ministries only; `person` is the post that signs ("de
    staatssecretaris van ..."), never somebody's name.
    """

    deal: str
    document_id: str
    name: str
    kind: PartyKind
    passage_id: str
    start: int
    end: int
    ministry_id: str = ""
    person: str = ""
