"""Deals of one region: which deal is the successor of which, by the names of the register.

A name without its number ("Twente II", "Vitale Wijken 2.0") is that of the region. A region that
merely overlaps another (Midden- en West-Brabant and West-Brabant) is another region.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.names import normalise
from corpus.records import Deal

_NUMBER = re.compile(r" (?:i{1,3}|2 0|[123])$")
_KIND_OF_NAME = re.compile(r"^(?:rd|regio ?deal|regio|de|het) ")
LATER_NAMES = {"stedendriehoek": "cleantech"}
"""Regions under another name: the Cleantech Regio of tranche 3 is the Stedendriehoek of tranche 5
(tegenstrijdige-bronnen.md, and the author of its report in Rebel 2024, bijlage B)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its deals, the earliest first; `name` is that of the earliest deal."""

    name: str
    deals: tuple[Deal, ...]


def regions(deals: Iterable[Deal]) -> tuple[Region, ...]:
    """Group deals that share a name; every deal is in one region, in order of the first deal."""
    groups: list[tuple[set[str], list[Deal]]] = []
    for deal in deals:
        names, members = region_names(deal), [deal]
        for group in [group for group in groups if group[0] & names]:
            groups.remove(group)
            names, members = names | group[0], group[1] + members
        groups.append((names, members))
    found = [sorted(members, key=lambda deal: deal.tranche) for _, members in groups]
    found.sort(key=lambda members: (members[0].tranche, members[0].deal_id))
    return tuple(Region(members[0].name, tuple(members)) for members in found)


def region_names(deal: Deal) -> set[str]:
    """The names of a deal without "Regio Deal" before them and without a number behind them."""
    plain = {_plain(name) for name in (deal.name, *deal.aliases)}
    return {LATER_NAMES.get(name, name) for name in plain}


def _plain(name: str) -> str:
    left, before = normalise(name), ""
    while left != before:
        before, left = left, _KIND_OF_NAME.sub("", left)
    return _NUMBER.sub("", left)
