"""How far the review is, how far people agree, and what can be taken along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from corpus.judgements.standing import SLIP
from corpus.records import Source
from pipelines.review.progress import NEEDED, ThemeProgress
from taxonomy.concept import Concept
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.review_desk import ReviewDesk, desk_of
from web.reviewer import reviewer_of
from web.wording import counted, since_run_said

if TYPE_CHECKING:
    from report.agreement_report import AgreementReport

router = APIRouter()
_NOBODY = "–"
"""Stands for whoever has no name yet: of such a person there is nothing to tell."""
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Held = Annotated[Holdings, Depends(holdings_of)]
_Reviewer = Annotated[str, Depends(reviewer_of)]


_Desk = Annotated[ReviewDesk, Depends(desk_of)]


@dataclass(frozen=True, slots=True)
class Theme:
    """A concept and how far it is from a figure to trust."""

    concept: Concept
    progress: ThemeProgress

    @property
    def left(self) -> str:
        """What is still needed, in words."""
        to_go = self.progress.passages_to_go
        if to_go == 0:
            return "genoeg voor een cijfer"
        if to_go is None:
            return "steekproef te klein"
        return f"nog ongeveer {counted(to_go, 'steekproefpassage', 'steekproefpassages')}"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A passage on which people do not agree."""

    passage_id: str
    source: Source
    page: int
    concepts: tuple[Concept, ...]
    text: str


@router.get("/nakijken/voortgang")
def progress(request: Request, holdings: _Held, desk: _Desk, reviewer: _Reviewer) -> Response:
    """How far this reviewer is, all together, and each theme."""
    room = holdings.review
    found = room.progress(reviewer or _NOBODY)
    themes = [Theme(holdings.concepts[one.concept], one) for one in found.themes]
    return page(
        request,
        "review_progress.html",
        progress=found,
        reviewer=reviewer,
        themes=themes,
        lost=room.lost,
        unreadable=room.unreadable,
        disputed=len(disputed_of(holdings)),
        since_run=since_run_said(room.new_since_run, room.changing),
        remark=room.remark,
        run_again=desk.run_again,
        asked=sum(one.counts for one in holdings.analysis.passages),
        holdings=holdings,
    )


def disputed_of(holdings: Holdings) -> list[Disputed]:
    """The passages on which people disagree, in the order of documents."""
    reviewed = holdings.review.reviewed
    found = []
    for one in holdings.analysis.passages:
        judged = reviewed.get(one.passage.passage_id, {})
        concepts = tuple(
            holdings.concepts[key] for key, label in judged.items() if label.is_disputed
        )
        if concepts:
            number = one.passage.pages[0] if one.passage.pages else 1
            found.append(
                Disputed(one.passage.passage_id, one.source, number, concepts, one.passage.text)
            )
    return found


@router.get("/nakijken/overeenstemming")
def agreement(request: Request, holdings: _Held, desk: _Desk, reviewer: _Reviewer) -> Response:
    """How far people agree, and where they do not: of the sample only what this reviewer can no
    longer answer blind."""
    now = desk.agreement(holdings.search)
    report, every = now.report, disputed_of(holdings)
    disputed = [one for one in every if holdings.review.is_open_to(one.passage_id, reviewer)]
    return page(
        request,
        "review_agreement.html",
        report=report,
        is_counting=now.is_counting,
        by_label=_by_label(report, holdings.taxonomy.concept_ids) if report else {},
        enough=NEEDED,
        disputed=disputed,
        kept_back=len(every) - len(disputed),
        minutes=int(SLIP.total_seconds() // 60),
        reviewer=reviewer,
    )


def _by_label(
    report: "AgreementReport", concepts: Sequence[str]
) -> dict[str, list[tuple[str, object]]]:
    """For each way of seeing, agreement on the labels that two people judged, in the order of the
    taxonomy."""
    return {
        view.seen: [
            (f"{concept} {report.names[concept]}", view.concepts[concept])
            for concept in concepts
            if concept in view.concepts and view.concepts[concept].support.units
        ]
        for view in report.views
    }


@router.get("/nakijken/nakijken.xlsx")
def sheet(holdings: _Held, desk: _Desk, reviewer: _Reviewer) -> Response:
    """The workbook to fill in without this page."""
    if not reviewer:
        raise NotHeld("Vul eerst bij Nakijken een naam in; het Excelbestand is voor één persoon.")
    try:
        content = desk.sheet(holdings.review, holdings.search, reviewer)
    except LookupError as error:
        raise NotHeld(str(error)) from error
    return _taken(content, _SHEET, "nakijken.xlsx")


@router.get("/nakijken/oordelen.jsonl")
def log(desk: _Desk) -> Response:
    """All lines of the label log, with the names of who judged."""
    return _taken(desk.log(), "application/jsonl; charset=utf-8", "oordelen.jsonl")


def _taken(content: bytes, kind: str, name: str) -> Response:
    where = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=where)
