"""Comparable: who did something like this in another deal, and why we think so."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from search.comparable import Comparable
from search.query import LONGEST
from web.addresses import Pairs, intervention_address
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.shown import ShownPassage, passage_shown

router = APIRouter()
SHOWN = 10
_EVIDENCE = {
    "plan": "alleen een plan: niet bekend wat ervan kwam",
    "zelfrapportage": "zelfrapportage van de uitvoerders",
    "externe evaluatie": "externe evaluatie",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison starts from: its name, the text, and where it stands."""

    name: str
    text: str
    address: str
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class ShownComparable:
    """A comparable passage or intervention of another deal."""

    found: Comparable
    passage: ShownPassage
    address: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text, a passage or an intervention to compare with; all empty when nothing was asked."""

    tekst: str
    passage: str
    interventie: str


def wanted(
    tekst: Annotated[str, Query(max_length=LONGEST)] = "",
    passage: Annotated[str, Query(max_length=80)] = "",
    interventie: Annotated[str, Query(max_length=80)] = "",
) -> Wanted:
    """Read from an address what to compare with."""
    return Wanted(tekst.strip(), passage, interventie)


@router.get("/vergelijkbaar")
def comparable_page(
    request: Request,
    what: Annotated[Wanted, Depends(wanted)],
    holdings: Annotated[Holdings, Depends(holdings_of)],
) -> Response:
    """A form for a text of one's own, and what is comparable."""
    start = start_of(what, holdings)
    found = [] if start is None else comparables(what, holdings)
    return page(
        request,
        "comparable.html",
        start=start,
        tekst=what.tekst,
        found=[_shown(one, holdings) for one in found],
        longest=LONGEST,
    )


def start_of(what: Wanted, holdings: Holdings) -> Compared | None:
    """What is compared with; None when nothing was asked. Raises NotHeld when it is not here."""
    if what.passage:
        analysed = holdings.passages.get(what.passage)
        if analysed is None or not analysed.is_text:
            raise NotHeld("Deze passage is hier niet, of heeft geen inhoud om te vergelijken.")
        shown = passage_shown(analysed, holdings, [])
        pairs = (("passage", what.passage),)
        return Compared(shown.citation, analysed.passage.text, shown.address, pairs)
    if what.interventie:
        one = holdings.interventions.get(what.interventie)
        if one is None:
            raise NotHeld("Deze interventie is hier niet.")
        text = f"Regio Deal {holdings.deal_name(one.deal)}"
        pairs = (("interventie", what.interventie),)
        return Compared(one.name, text, intervention_address(one.intervention_id), pairs)
    if what.tekst:
        return Compared("uw tekst", what.tekst, "", (("tekst", what.tekst),))
    return None


def comparables(what: Wanted, holdings: Holdings, limit: int = SHOWN) -> tuple[Comparable, ...]:
    """What is comparable to a start that is here."""
    room = holdings.search
    if what.passage:
        return room.comparable_to_passage(what.passage, limit)
    if what.interventie:
        return room.comparable_to_intervention(what.interventie, limit)
    return room.comparable_to_text(what.tekst, limit)


def _shown(found: Comparable, holdings: Holdings) -> ShownComparable:
    passage = passage_shown(holdings.passages[found.passage_id], holdings, [])
    where = intervention_address(found.intervention_id) if found.intervention_id else ""
    return ShownComparable(
        found, passage, where or passage.address, _EVIDENCE.get(found.evidence, found.evidence)
    )
