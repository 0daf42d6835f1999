"""Interventions: named projects and programmes, with every value at the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from corpus.interventions import AmountRole, Found, FoundAmount, Intervention
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


_ROLES = (AmountRole.TOTAAL, AmountRole.RIJKSBIJDRAGE, AmountRole.COFINANCIERING)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that says something, and the document that it is of."""

    document: str
    address: str
    page: int


@dataclass(frozen=True, slots=True)
class ShownFound:
    """Values that stand in the same places, and those places by document."""

    texts: tuple[str, ...]
    documents: tuple[tuple[str, tuple[Place, ...]], ...]


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
        values=_values(one, holdings),
        passages=[(found.source, passage_shown(found, holdings)) for found in passages],
    )


def _values(one: Intervention, holdings: Holdings) -> list[tuple[str, list[ShownFound]]]:
    groups = [("Bedragen", _amounts(one.amounts, holdings))]
    groups += [(title, _grouped(getattr(one, name), holdings)) for title, name in _GROUPS]
    return [(title, found) for title, found in groups if found]


def _grouped(values: Sequence[Found], holdings: Holdings) -> list[ShownFound]:
    """Values of the same places in one line: a list of partners has its source once."""
    lines: dict[tuple[Place, ...], list[str]] = {}
    for text, places in _together([(one.value, _place(one, holdings)) for one in values]).items():
        lines.setdefault(places, []).append(text)
    return [ShownFound(tuple(texts), _by_document(places)) for places, texts in lines.items()]


def _amounts(amounts: Sequence[FoundAmount], holdings: Holdings) -> list[ShownFound]:
    """Amounts of which the role is known first, then the largest."""
    ordered = sorted(amounts, key=lambda one: (_rank(one), -one.euros))
    said = _together([(amount_text(one), _place(one, holdings)) for one in ordered])
    return [ShownFound((text,), _by_document(places)) for text, places in said.items()]


def _rank(one: FoundAmount) -> int:
    return _ROLES.index(one.role) if one.role in _ROLES else len(_ROLES)


def _by_document(places: Sequence[Place]) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    names = dict.fromkeys(one.document for one in places)
    return tuple((name, tuple(one for one in places if one.document == name)) for name in names)


def amount_text(one: FoundAmount) -> str:
    """An amount with what it is, where that is known."""
    role = "" if one.role == "onbekend" else f" ({one.role})"
    return euros(one.euros) + role


def _together(said: Sequence[tuple[str, Place | None]]) -> dict[str, tuple[Place, ...]]:
    """The same value said in more places is shown once, with each page once."""
    places: dict[str, list[Place]] = {}
    for text, place in said:
        held = places.setdefault(text, [])
        pages = {(one.document, one.page) for one in held}
        if place and (place.document, place.page) not in pages:
            held.append(place)
    return {text: tuple(held) for text, held in places.items()}


def _place(one: Found | FoundAmount, holdings: Holdings) -> Place | None:
    analysed = holdings.passages.get(one.passage_id)
    if analysed is None:
        return None
    number = analysed.passage.box_at(one.start).page
    source = analysed.source
    link = document_address(source.document_id, number, one.passage_id)
    return Place(f"{source.kind} {source.year}", link, number)
