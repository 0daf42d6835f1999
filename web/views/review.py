"""The review queue: one passage at a time, with answers that are kept at once.

Everything works as plain forms; the script of the page only saves sooner and knows keys.
"""

from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from corpus.judgements.reviewers import LONGEST_NAME, reviewer_name
from pipelines.review.room import LONGEST_NOTE, Item, ReviewProblem, ReviewRoom
from web.addresses import address, question_address
from web.holdings import Holdings
from web.pages import NotHeld, holdings_of, page
from web.review_desk import ReviewDesk, desk_of
from web.review_shown import answers_of, question_of
from web.reviewer import OTHER_REVIEWER, remember, reviewer_of

router = APIRouter()
_WITH_NOTE = "notitie"
_START = "/nakijken"
_WHO = "/nakijken/wie"
_DONE = "/nakijken/klaar"
_AGAIN = "/nakijken/overgeslagen"
_TAKEN_BACK = "Uw laatste antwoord is teruggenomen."
_NOTHING_TO_TAKE_BACK = "Er is niets meer om terug te nemen."
_PASSED_OVER = "Overgeslagen: u gaf geen antwoord."
_NOTE_KEPT = f"{_PASSED_OVER} Uw notitie is bewaard."


class NotUnderstood(ValueError):
    """A form that no page of ours sends; the message is one Dutch sentence."""


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; the guard has limited its length."""
    try:
        fields = parse_qs(
            (await request.body()).decode("utf-8"), keep_blank_values=True, max_num_fields=200
        )
    except ValueError as error:
        raise NotUnderstood("Het formulier is niet te lezen; open de pagina opnieuw.") from error
    return {name: values[-1] for name, values in fields.items()}


_Held = Annotated[Holdings, Depends(holdings_of)]
_Desk = Annotated[ReviewDesk, Depends(desk_of)]
_Form = Annotated[dict[str, str], Depends(form_of)]
_Reviewer = Annotated[str, Depends(reviewer_of)]


def _to(where: str) -> Response:
    return RedirectResponse(where, 303)


@router.get("/nakijken")
def start(request: Request, holdings: _Held, reviewer: _Reviewer) -> Response:
    """Go on where this reviewer is; whoever has no name yet is asked for one."""
    if not reviewer:
        return _asked_for_name(request)
    return _to(_following(holdings.review, reviewer))


def _following(room: ReviewRoom, reviewer: str, after: str = "") -> str:
    item = room.next(reviewer, after)
    return question_address(item.passage_id) if item else _DONE


def _asked_for_name(
    request: Request, name: str = "", then: str = "", objection: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "review_start.html",
        status,
        name=name,
        then=then,
        objection=objection,
        longest=LONGEST_NAME,
    )


@router.get("/nakijken/wie")
def who(request: Request, reviewer: _Reviewer) -> Response:
    """What is asked, how it works, and who is answering: to read again, or to take over."""
    return _asked_for_name(request, reviewer)


@router.post("/nakijken/wie")
def named(request: Request, holdings: _Held, form: _Form) -> Response:
    """Take a name, and go to the question that was asked for or the first."""
    then = form.get("dan", "")
    try:
        name = holdings.review.known_as(reviewer_name(form.get("naam", "")))
    except ValueError as objection:
        return _asked_for_name(request, form.get("naam", "")[:200], then, str(objection), 422)
    answer = _to(question_address(then) if then in holdings.passages else _START)
    remember(answer, name)
    return answer


@router.get("/nakijken/klaar")
def all_done(request: Request, holdings: _Held, desk: _Desk, reviewer: _Reviewer) -> Response:
    """Nothing is left to ask this reviewer but what was passed over."""
    if not reviewer:
        return _asked_for_name(request)
    room = holdings.review
    if room.next(reviewer) is not None:
        return _to(_START)
    progress = room.progress(reviewer)
    counted = sum(one.counts for one in holdings.analysis.passages)
    return page(
        request,
        "review_done.html",
        progress=progress,
        reviewer=reviewer,
        passed_over=room.passed_over(reviewer),
        untouched=counted - progress.passages,
        new=room.new_since_run,
        run_again=desk.run_again,
    )


@router.post(_AGAIN)
def taken_up_again(holdings: _Held, reviewer: _Reviewer) -> Response:
    """Ask again what was passed over."""
    if reviewer:
        holdings.review.take_up_again(reviewer)
    return _to(_START)


@router.post("/nakijken/ongedaan")
def undone(holdings: _Held, form: _Form, reviewer: _Reviewer) -> Response:
    """Take back what was answered last, and show the passage again."""
    if not reviewer:
        return _to(_START)
    back = holdings.review.undo(reviewer)
    if back is None:
        here = form.get("hier", "")
        return _to(address(question_address(here), [("niets", 1)]) if here else _START)
    return _to(address(question_address(back), [("terug", 1)]))


@router.get("/nakijken/verder")
def following(holdings: _Held, reviewer: _Reviewer, na: str = "") -> Response:
    """The question after another one."""
    return _to(_following(holdings.review, reviewer, na) if reviewer else _START)


@router.get("/nakijken/{passage_id}")
def question(
    request: Request,
    passage_id: str,
    holdings: _Held,
    reviewer: _Reviewer,
    terug: str = "",
    niets: str = "",
    over: str = "",
) -> Response:
    """A passage and what is asked of it."""
    if passage_id not in holdings.passages:
        raise NotHeld("Deze passage is hier niet (meer); ga verder met de volgende vraag.")
    if not reviewer:
        return _asked_for_name(request, then=passage_id)
    said = _TAKEN_BACK if terug else _NOTHING_TO_TAKE_BACK if niets else ""
    said = said or (_NOTE_KEPT if over == _WITH_NOTE else _PASSED_OVER if over else "")
    return _shown(request, holdings, passage_id, reviewer, said)


def _shown(
    request: Request,
    holdings: Holdings,
    passage_id: str,
    reviewer: str,
    said: str,
    status: int = 200,
    note: str | None = None,
) -> Response:
    """The page of a question; `note` takes the place of the one that was kept."""
    room = holdings.review
    shown = question_of(
        _item(room, passage_id, reviewer),
        room.own(passage_id, reviewer),
        room.note(passage_id, reviewer),
        is_done=room.is_done(passage_id, reviewer),
        holdings=holdings,
    )
    return page(
        request,
        "review.html",
        status,
        question=shown if note is None else replace(shown, note=note),
        progress=room.progress(reviewer),
        reviewer=reviewer,
        longest_note=LONGEST_NOTE,
        said=said,
    )


def _item(room: ReviewRoom, passage_id: str, reviewer: str) -> Item:
    try:
        return room.item(passage_id, reviewer)
    except KeyError as error:
        raise NotHeld("Naar deze passage wordt niet gevraagd: de labels tellen niet.") from error


@router.post("/nakijken/{passage_id}")
def answered(
    request: Request, passage_id: str, holdings: _Held, form: _Form, reviewer: _Reviewer
) -> Response:
    """Keep the answers of a form, then go where the button says."""
    if not reviewer:
        return _to(question_address(passage_id))
    room = holdings.review
    opened_by = room.known_as(form.get("beoordelaar") or reviewer)
    if opened_by != reviewer:
        said = OTHER_REVIEWER.format(opened_by, reviewer)
        return _shown(request, holdings, passage_id, reviewer, said, 409)
    note = form.get("notitie", "").replace("\r\n", "\n").strip()
    _item(room, passage_id, reviewer)
    does = form.get("doe", "")
    try:
        answers = answers_of(form, holdings)
    except ValueError as error:
        raise NotUnderstood("Een antwoord is aanwezig, afwezig of twijfel.") from error
    try:
        if does not in ("sla-over", "terug"):
            room.finish(reviewer, passage_id, note, answers)
        else:
            room.save(reviewer, passage_id, answers, note)
    except ReviewProblem as problem:
        return _shown(request, holdings, passage_id, reviewer, str(problem), 422, note)
    if does == "terug":
        back = room.previous(reviewer, passage_id)
        return _to(question_address(back.passage_id if back else passage_id))
    where = _following(room, reviewer, passage_id)
    if does == "verder" and not room.own(passage_id, reviewer) and where != _DONE:
        where = address(where, [("over", _WITH_NOTE if note else 1)])
    return _to(where)
