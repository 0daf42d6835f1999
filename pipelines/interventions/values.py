"""The values of a passage: what it says of money, time, people and places, once for each passage;
an intervention takes those that stand in its part of the text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from corpus import registry
from corpus.interventions import AmountRole, Found, FoundAmount
from corpus.records import Deal, Passage, PassageKind
from extract.entities import (
    Span,
    ministries_in,
    partners_in,
    periods_in,
    places_in,
    reached_in,
    target_groups_in,
)
from extract.money_roles import amount_roles, cell_roles


@dataclass(frozen=True, slots=True)
class Values:
    """Every value of a passage, in the order of the text."""

    amounts: tuple[FoundAmount, ...]
    period: tuple[Found, ...]
    reached: tuple[Found, ...]
    target_groups: tuple[Found, ...]
    municipalities: tuple[Found, ...]
    ministries: tuple[Found, ...]
    partners: tuple[Found, ...]


@dataclass(slots=True)
class Gathered:
    """Values that add up over passages; each value once for every document that gives it."""

    amounts: dict[tuple[str, object], FoundAmount] = field(default_factory=dict)
    found: dict[str, dict[tuple[str, str], Found]] = field(default_factory=dict)

    def add(self, document: str, values: Values, scope: Sequence[tuple[int, int]]) -> None:
        """Take the values whose characters lie in one of the spans of `scope`."""
        for amount in values.amounts:
            if _is_inside(amount.start, amount.end, scope):
                self.amounts.setdefault((document, (amount.euros, amount.role)), amount)
        for name in KINDS_OF_FOUND:
            kept = self.found.setdefault(name, {})
            for one in getattr(values, name):
                if _is_inside(one.start, one.end, scope):
                    source = document if name in _PER_DOCUMENT else ""
                    kept.setdefault((source, one.value.lower()), one)

    def of(self, name: str) -> tuple[Found, ...]:
        """The values of one kind, in the order in which they came."""
        return tuple(self.found.get(name, {}).values())


_PER_DOCUMENT = frozenset({"period", "reached"})
"""What a plan and a report may both say: the two stand side by side."""
KINDS_OF_FOUND = (
    "period",
    "reached",
    "target_groups",
    "municipalities",
    "ministries",
    "partners",
)


def without_roles(values: Values) -> Values:
    """The same values, with amounts of which nothing is said: those of a part of the whole."""
    amounts = tuple(replace(one, role=AmountRole.ONBEKEND) for one in values.amounts)
    return replace(values, amounts=amounts)


def values_of(passage: Passage, deal: Deal | None) -> Values:
    """Read every value of a passage; `deal` tells towns of the same name apart by its provinces."""
    text, key = passage.text, passage.passage_id
    roles = (cell_roles if passage.kind is PassageKind.TABLE else amount_roles)(
        text, passage.amounts
    )

    def found(spans: Iterable[Span]) -> tuple[Found, ...]:
        return tuple(Found(span.value, key, span.start, span.end) for span in spans)

    return Values(
        amounts=tuple(
            FoundAmount(one.euros, AmountRole(role), key, one.start, one.end)
            for one, role in zip(passage.amounts, roles, strict=True)
            if one.euros > 0
        ),
        period=found(periods_in(text)),
        reached=found(reached_in(text)),
        target_groups=found(target_groups_in(text)),
        municipalities=found(_municipalities(passage, deal)),
        ministries=found(_ministries(passage)),
        partners=found(partners_in(text, passage.entities)),
    )


def is_register_name(name: str) -> bool:
    """Whether a name is that of a place, province, ministry or deal, and so no intervention."""
    return name.casefold() in _register_names()


def _municipalities(passage: Passage, deal: Deal | None) -> list[Span]:
    provinces = deal.provinces if deal else ()
    names = municipality_names()
    return [
        Span(span.start, span.end, current)
        for span in places_in(passage.text, tuple(names), passage.entities)
        if (current := _one_of(names[span.value], provinces))
    ]


def _one_of(candidates: Sequence[tuple[str, str]], provinces: Sequence[str]) -> str:
    """The name of today; of two towns the one in the provinces of the deal, else none."""
    near = [name for name, province in candidates if province in provinces]
    if len(candidates) == 1:
        return candidates[0][0]
    return near[0] if len(near) == 1 else ""


def _ministries(passage: Passage) -> list[Span]:
    return [
        Span(entity.start, entity.end, abbreviation)
        for entity in ministries_in(passage.entities)
        if (abbreviation := ministry_abbreviations().get(entity.text))
    ]


@cache
def municipality_names() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each written name the municipalities of today that it can mean, with their province."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in registry.municipalities():
        found.setdefault(one.written, []).append((one.today, one.province))
    return {name: tuple(meant) for name, meant in found.items()}


@cache
def ministry_abbreviations() -> Mapping[str, str]:
    """The abbreviation of every name of a ministry or minister's post; else the full name."""
    return {name: ministry.short for ministry in registry.ministries() for name in ministry.names}


@cache
def _register_names() -> frozenset[str]:
    deals = [
        form
        for deal in registry.deals()
        for name in (deal.name, *deal.aliases)
        for form in (name, f"Regio Deal {name}", f"programma {name}")
    ]
    places = [*municipality_names(), *(one.province for one in registry.municipalities())]
    return frozenset(one.casefold() for one in (*deals, *places, *ministry_abbreviations()))


def _is_inside(start: int, end: int, scope: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in scope)
