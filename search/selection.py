"""Which passages the chosen values of facets leave: AND between facets, OR within one."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from search.facets import FACETS, OF_THE_DEAL, Mask
from search.index import SearchIndex

Filters = Mapping[str, tuple[str, ...]]
"""Chosen values by the name of their facet; see search.facets.FACETS."""


class QueryError(ValueError):
    """A query that cannot be asked; the message is one Dutch sentence."""


class Scope(StrEnum):
    """Where all that was chosen must come together: in one passage, or somewhere in one deal."""

    PASSAGE = "passage"
    DEAL = "deal"


def selected(index: SearchIndex, filters: Filters, scope: Scope) -> Mask:
    """The passages that the filters leave.

    In the scope `deal` the deal must have passages for every chosen value, not necessarily in one
    passage; left are its passages that have at least one of them. Deals, tranches and provinces
    belong to a deal as a whole: there several values stay a choice. Raises QueryError for a facet
    that does not exist.
    """
    chosen = checked(filters)
    everything = np.ones(len(index.passages), dtype=np.bool_)
    if scope is Scope.PASSAGE:
        for name, values in chosen.items():
            everything &= index.facets[name].any_of(values)
        return everything
    return everything & _in_deals(index, chosen)


def _in_deals(index: SearchIndex, chosen: Filters) -> Mask:
    left = index.of_a_deal.copy()
    speaks: list[Mask] = []
    for name, values in chosen.items():
        column = index.facets[name]
        if name in OF_THE_DEAL:
            left &= column.any_of(values)
        else:
            speaks += [column.mask_of(value) for value in values]
    for mask in list(speaks):
        left &= _whole_deals(index, mask)
    return left & np.logical_or.reduce(speaks) if speaks else left


def _whole_deals(index: SearchIndex, mask: Mask) -> Mask:
    """All passages of the deals that have a passage in the mask."""
    codes = index.deal_codes
    has = np.bincount(codes[mask], minlength=int(codes.max(initial=-1)) + 1) > 0
    whole: Mask = has[codes]
    return whole


def checked(filters: Filters) -> dict[str, tuple[str, ...]]:
    """The filters in which something is chosen, in the order of the facets."""
    unknown = [name for name in filters if name not in FACETS]
    if unknown:
        raise QueryError(f"Het filter {unknown[0]!r} bestaat niet; kies uit: {', '.join(FACETS)}.")
    return {name: tuple(filters[name]) for name in FACETS if filters.get(name)}


def without(filters: Filters, facet: str, value: str = "") -> dict[str, tuple[str, ...]]:
    """The filters without one value of a facet, or without the facet when no value is given."""
    left = {name: values for name, values in filters.items() if name != facet}
    if value:
        left[facet] = tuple(one for one in filters[facet] if one != value)
    return left
