"""What the pages for reviewing need of the workspace, besides the run that is on the table."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from pipelines.finding.searching import SearchRoom
from pipelines.review.kept_agreement import AgreementNow
from pipelines.review.room import ReviewRoom

WritesSheet = Callable[[ReviewRoom, SearchRoom, str], bytes]
"""Makes the workbook to fill in for a reviewer, by name. Raises LookupError with a Dutch
sentence when nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Opens the queue over a run, and hands out what can be taken along.

    `open_room` lays the label log beside a run; `agreement` says how far people agree; `log` gives
    all lines of the label log as JSONL; `sheet` makes the workbook to fill in. `run_again` is the
    command after which a run counts what was judged.
    """

    open_room: Callable[[SearchRoom], ReviewRoom]
    agreement: Callable[[SearchRoom], AgreementNow]
    log: Callable[[], bytes]
    sheet: WritesSheet
    run_again: str


async def desk_of(request: Request) -> ReviewDesk:
    """What reviewing needs of the workspace that is open."""
    desk: ReviewDesk = request.app.state.desk
    return desk
