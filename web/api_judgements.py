"""Judgements over the API: give some, and read what people came to. Never a name comes out."""

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from corpus.judgements.reviewers import LONGEST_NAME
from corpus.records import Verdict
from pipelines.review.room import LONGEST_NOTE
from web.api_shapes import ApiJudged, ApiJudgements, ApiKept
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of
from web.reviewer import OTHER_REVIEWER, reviewer_of
from web.views.review import NotUnderstood

_REFUSED: dict[int | str, dict[str, Any]] = {
    404: {"description": "Niet gevonden", "content": {"application/json": {}}},
    422: {"description": "Het oordeel klopt niet", "content": {"application/json": {}}},
}
router = APIRouter(prefix="/api", responses=_REFUSED, tags=["nakijken"])
_Held = Annotated[Holdings, Depends(holdings_of)]


class GivenJudgements(BaseModel):
    """What somebody says of a passage. `reviewer` may stay away where the cookie has the name; with
    `finish` what has no verdict becomes afwezig in a passage of the sample, which is then read
    whole, and stays open in another."""

    model_config = ConfigDict(extra="forbid")

    passage: Annotated[str, Field(min_length=1, max_length=80)]
    verdicts: Annotated[dict[Annotated[str, Field(max_length=20)], Verdict], Field(max_length=100)]
    note: Annotated[str | None, Field(max_length=LONGEST_NOTE)] = None
    reviewer: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    finish: bool = False


@router.post("/judgements")
def judge(
    given: GivenJudgements, holdings: _Held, known: Annotated[str, Depends(reviewer_of)]
) -> ApiKept:
    """Bewaar oordelen over een passage."""
    reviewer = given.reviewer or known
    if not reviewer:
        raise NotUnderstood("Wie oordeelt? Geef reviewer, of vul op de pagina een naam in.")
    unknown = sorted(given.verdicts.keys() - set(holdings.taxonomy.concept_ids))
    if unknown:
        raise NotUnderstood(f"Dit label bestaat niet: {unknown[0]}.")
    room = holdings.review
    reviewer = room.known_as(reviewer)
    if known and room.known_as(known) != reviewer:
        raise NotUnderstood(OTHER_REVIEWER.format(reviewer, room.known_as(known)))
    try:
        room.item(given.passage, reviewer)
    except KeyError as error:
        raise NotHeld("Deze passage is hier niet, of de labels ervan tellen niet.") from error
    if given.finish:
        kept = room.finish(reviewer, given.passage, given.note, given.verdicts)
    else:
        kept = room.save(reviewer, given.passage, given.verdicts, given.note)
    return ApiKept(given.passage, kept, room.is_done(given.passage, reviewer))


@router.get("/judgements")
def judgements(
    holdings: _Held,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Hoeveel resultaten.")] = 100,
    offset: Annotated[
        int, Query(ge=0, le=1_000_000, description="Hoeveel worden overgeslagen.")
    ] = 0,
) -> ApiJudgements:
    """Wat mensen tot nu toe van labels vinden, zonder namen."""
    reviewed = holdings.review.reviewed
    rows = (
        ApiJudged(
            passage_id,
            concept,
            str(one.review),
            one.is_disputed,
            one.present,
            one.absent,
            one.doubt,
            one.blind_present,
            one.blind_absent,
            one.blind_doubt,
        )
        for passage_id in sorted(reviewed)
        for concept, one in sorted(reviewed[passage_id].items())
        if one.is_seen
    )
    total = sum(one.is_seen for found in reviewed.values() for one in found.values())
    return ApiJudgements(total, limit, offset, list(islice(rows, offset, offset + limit)))
