"""Interventions: named projects and programmes, with every value at the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from corpus.interventions import Found, FoundAmount, Intervention
from corpus.names import normalise
from web.addresses import address, document_address
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.shown import passage_shown
from web.wording import euros

router = APIRouter()
_ON_A_PAGE = 50
_GROUPS = (
    ("Looptijd", "period"),
    ("Bereik", "reached"),
    ("Doelgroep", "target_groups"),
    ("Gemeenten", "municipalities"),
    ("Ministeries", "ministries"),
    ("Partners", "partners"),
)
_TEXT = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class ShownFound:
    """A value, and the places where it stands."""

    text: str
    places: tuple[tuple[str, str], ...]
    """Address and citation of each place."""


@router.get("/interventies")
def all_interventions(
    request: Request,
    holdings: Annotated[Holdings, Depends(holdings_of)],
    naam: _TEXT = "",
    deal: _TEXT = "",
    label: _TEXT = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Every intervention, to be narrowed by name, deal and label."""
    found = [
        one
        for one in holdings.interventions.values()
        if deal in ("", one.deal)
        and (not label or label in one.concepts)
        and normalise(naam) in normalise(" ".join((one.name, *one.aliases)))
    ]
    found.sort(key=lambda one: (normalise(one.name), one.intervention_id))
    pages = max(1, -(-len(found) // _ON_A_PAGE))
    pairs = (("naam", naam), ("deal", deal), ("label", label))
    return page(
        request,
        "interventions.html",
        found=found[(pagina - 1) * _ON_A_PAGE : pagina * _ON_A_PAGE],
        total=len(found),
        naam=naam,
        deal=deal,
        label=label,
        number=pagina,
        pages=pages,
        previous=address("/interventies", (*pairs, ("pagina", pagina - 1))) if pagina > 1 else "",
        following=address("/interventies", (*pairs, ("pagina", pagina + 1)))
        if pagina < pages
        else "",
        holdings=holdings,
    )


@router.get("/interventies/{intervention_id}")
def one_intervention(
    request: Request,
    intervention_id: str,
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """One intervention: what it is, what it costs, what is said of it and by whom."""
    one = holdings.interventions.get(intervention_id)
    if one is None:
        raise NotHeld("Deze interventie is hier niet.")
    passages = [holdings.passages[key] for key in one.passages if key in holdings.passages]
    return page(
        request,
        "intervention.html",
        one=one,
        deal=holdings.deals.get(one.deal),
        concepts=[holdings.concepts[key] for key in one.concepts],
        amounts=_amounts(one.amounts, holdings),
        values=_values(one, holdings),
        passages=[(found.source, passage_shown(found, holdings)) for found in passages],
    )


def _values(one: Intervention, holdings: Holdings) -> list[tuple[str, list[ShownFound]]]:
    groups = [(title, _grouped(getattr(one, name), holdings)) for title, name in _GROUPS]
    return [(title, found) for title, found in groups if found]


def _grouped(values: Sequence[Found], holdings: Holdings) -> list[ShownFound]:
    return _together([(one.value, _place(one, holdings)) for one in values])


def _amounts(amounts: Sequence[FoundAmount], holdings: Holdings) -> list[ShownFound]:
    return _together([(amount_text(one), _place(one, holdings)) for one in amounts])


def amount_text(one: FoundAmount) -> str:
    """An amount with what it is, where that is known."""
    role = "" if one.role == "onbekend" else f" ({one.role})"
    return euros(one.euros) + role


def _together(said: list[tuple[str, tuple[str, str] | None]]) -> list[ShownFound]:
    """The same value said in more places is shown once."""
    places: dict[str, list[tuple[str, str]]] = {}
    for text, place in said:
        held = places.setdefault(text, [])
        if place and place not in held:
            held.append(place)
    return [ShownFound(text, tuple(held)) for text, held in places.items()]


def _place(one: Found | FoundAmount, holdings: Holdings) -> tuple[str, str] | None:
    analysed = holdings.passages.get(one.passage_id)
    if analysed is None:
        return None
    number = analysed.passage.box_at(one.start).page
    source = analysed.source
    return (
        document_address(source.document_id, number, one.passage_id),
        f"{source.kind} {source.year}, p. {number}",
    )
