"""Amounts of a deal by who says them, and of a tranche: side by side, never one picked in silence.

Amounts that differ by more than rounding disagree; which of them is right is not for a program to
say.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.interventions import AmountRole
from corpus.known_figures import MILLIONS, KnownFigure
from corpus.money import DealAmount
from corpus.records import LANDELIJK, MEERDERE, Deal, Kind, PassageKind, Source
from report.material import Material
from report.quotes import Pointer
from report.shown_values import whole_euros

ROUNDING = 50_000.0
"""Euros: half of the last digit of an amount in millions with one decimal."""


class Teller(StrEnum):
    """Who gives an amount."""

    REGISTER = "register"
    COVENANT = "convenant"
    REPORT = "rapportage"
    LETTER = "brief of overig"


@dataclass(frozen=True, slots=True)
class Told:
    """An amount with its teller; `pointer` is None for the register."""

    amount: DealAmount
    teller: Teller
    pointer: Pointer | None


@dataclass(frozen=True, slots=True)
class DealMoney:
    """All amounts of a deal, the register first."""

    deal: Deal
    told: tuple[Told, ...]

    def of(self, role: AmountRole, *tellers: Teller) -> tuple[Told, ...]:
        """Amounts of a role by some of the tellers; by all of them when none is named."""
        return tuple(
            one
            for one in self.told
            if one.amount.role is role and (not tellers or one.teller in tellers)
        )


@dataclass(frozen=True, slots=True)
class TrancheTold:
    """The total of a tranche as a document that was read gives it."""

    tranche: int
    euros: float
    source: str
    pointer: Pointer


def money_of_deals(material: Material) -> tuple[DealMoney, ...]:
    """The deals of which a document was read or gives an amount, in register order."""
    sources = {source.name: source for source in material.analysis.sources}
    told: dict[str, list[Told]] = {}
    for amount in material.amounts:
        told.setdefault(amount.deal, []).append(_told(material, amount, sources))
    shown = {source.deal for source in sources.values()} | {
        amount.deal for amount in material.amounts if amount.passage_id
    }
    return tuple(
        DealMoney(deal, tuple(told.get(key, ())))
        for key, deal in material.deals.items()
        if key in shown
    )


def _told(material: Material, amount: DealAmount, sources: dict[str, Source]) -> Told:
    if not amount.passage_id:
        return Told(amount, Teller.REGISTER, None)
    one = material.passages[amount.passage_id]
    start, end = 0, len(one.passage.text)
    if one.passage.kind is not PassageKind.TABLE:
        start, end = next(
            pair for pair in reversed(one.passage.sentence_bounds) if pair[0] <= amount.start
        )
    pointer = Pointer(amount.passage_id, start, max(end, amount.end))
    return Told(amount, _teller(sources[amount.source].kind), pointer)


def _teller(kind: Kind) -> Teller:
    if kind is Kind.CONVENANT:
        return Teller.COVENANT
    return Teller.LETTER if kind in (Kind.BRIEF, Kind.OVERIG) else Teller.REPORT


def distinct(told: Iterable[Told]) -> tuple[float, ...]:
    """The amounts in euros that differ by more than rounding, from small to large."""
    kept: list[float] = []
    for euros in sorted(one.amount.euros for one in told):
        if not kept or euros - kept[-1] > ROUNDING:
            kept.append(euros)
    return tuple(kept)


def in_words(euros: float) -> str:
    """An amount as Dutch readers write it: "€ 17,5 mln", "€ 950.000"."""
    if euros >= 1e6:
        millions = f"{euros / 1e6:,.2f}".rstrip("0").rstrip(".")
        return f"€ {millions.translate(str.maketrans(',.', '.,'))} mln"
    return whole_euros(euros)


_TRANCHE = re.compile(
    r"\b([1-6])(?:e|de|ste)?\b[^;:\d]{0,12}\btranche\b|\btranche:?\s{1,2}([1-6])\b", re.IGNORECASE
)
_LEAST_TOTAL = 50e6
"""Euros: no tranche was smaller by far, and a row of one deal is never so large but in tranche 1,
where it names the deal."""


def tranches_told(material: Material) -> tuple[TrancheTold, ...]:
    """Totals of tranches in tables of documents about many deals, in the order of the analysis."""
    return tuple(_tranche_rows(material))


def _tranche_rows(material: Material) -> Iterator[TrancheTold]:
    for one in material.analysis.passages:
        passage = one.passage
        if passage.kind is not PassageKind.TABLE or len(passage.amounts) != 1:
            continue
        named = _TRANCHE.search(passage.text)
        is_whole = one.deal == LANDELIJK and one.source.deal in (MEERDERE, LANDELIJK)
        amount = passage.amounts[0]
        if named and is_whole and amount.euros >= _LEAST_TOTAL:
            pointer = Pointer(passage.passage_id, 0, len(passage.text))
            tranche = int(named.group(1) or named.group(2))
            yield TrancheTold(tranche, amount.euros, one.source.name, pointer)


def register_total(deals: Iterable[Deal], tranches: Sequence[int]) -> float:
    """The sum of the register in euros over some tranches."""
    return round(sum((d.rijksbijdrage_meur or 0.0) * 1e6 for d in deals if d.tranche in tranches))


def totals_of(figures: Iterable[KnownFigure]) -> dict[int, list[KnownFigure]]:
    """What sources say of the whole rijksbijdrage of one tranche, by tranche."""
    found: dict[int, list[KnownFigure]] = {}
    for one in figures:
        if len(one.tranches) == 1 and one.figure_id.endswith("-totaal") and one.unit == MILLIONS:
            found.setdefault(one.tranches[0], []).append(one)
    return dict(sorted(found.items()))


def contradicted(figures: Iterable[KnownFigure]) -> list[list[KnownFigure]]:
    """Groups of figures about one thing with more than one value, in the order of the list."""
    groups: dict[str, list[KnownFigure]] = {}
    for one in figures:
        groups.setdefault(one.figure_id, []).append(one)
    return [group for group in groups.values() if len({one.value for one in group}) > 1]
