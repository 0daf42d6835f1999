"""Deals, ministries, evaluations and the files that a person ties to them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MEERDERE = "meerdere"
"""Manifest value for a document about many deals: the deal is then a property of each passage."""

LANDELIJK = "landelijk"
"""Deal of a passage that speaks of no single deal; it never enters the row of a deal."""


class Kind(StrEnum):
    """Kinds of document, with the words of the manifest."""

    CONVENANT = "convenant"
    VOORTGANGSRAPPORTAGE = "voortgangsrapportage"
    MID_TERM_REVIEW = "mid-term review"
    EINDRAPPORTAGE = "eindrapportage"
    EVALUATIE = "evaluatie"
    NULMETING = "nulmeting"
    MONITORING = "monitoring"
    BRIEF = "brief"
    OVERIG = "overig"


class Bron(StrEnum):
    """What a document can bear witness to; plans and reports are never pooled unasked."""

    PLAN = "plan"
    RAPPORTAGE = "rapportage"
    SAMEN = "samen"


def bron_of(kind: Kind) -> Bron:
    """Return `plan` for covenants, `rapportage` for everything written about the execution."""
    return Bron.PLAN if kind is Kind.CONVENANT else Bron.RAPPORTAGE


@dataclass(frozen=True, slots=True)
class Deal:
    """One Regio Deal of the registry; `rijksbijdrage_meur` is in millions of euros."""

    deal_id: str
    name: str
    aliases: tuple[str, ...]
    tranche: int
    year_signed: int | None
    rijksbijdrage_meur: float | None
    provinces: tuple[str, ...]
    in_rebel_study: bool
    source_amount: str
    source_list: str


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry or minister's post; dates are ISO, empty where it is unlimited or unknown."""

    ministry_id: str
    kind: str
    abbreviation: str
    full_name: str
    aliases: tuple[str, ...]
    valid_from: str
    valid_to: str
    predecessor: str
    successor: str
    source: str
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which it is written."""
        return tuple(name for name in (self.full_name, self.abbreviation, *self.aliases) if name)

    @property
    def short(self) -> str:
        """What it is called for short; a post without abbreviation goes by its full name."""
        return self.abbreviation or self.full_name


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation document of Bijlage B of the Rebel report (2024)."""

    eval_id: str
    tranche: int
    deal_id: str
    deal: str
    kind: str
    title: str
    year: int
    author_org: str
    kind_verbatim: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a person (or a proposal) ties to a deal, a kind and a year.

    `deal` is a deal_id, `meerdere` or `landelijk`. `name` is how outputs call the file: it does
    not depend on the folder of this machine.
    """

    path: Path
    name: str
    deal: str
    kind: Kind
    year: int
    title: str
    author: str
    url: str
    sha256: str
    tranches: tuple[int, ...] = ()

    @property
    def document_id(self) -> str:
        """Identity by content: the first 16 hex digits of the file's SHA-256."""
        return self.sha256[:16]
