"""A colleague's judgements, mailed as lines, into the label log."""

from dataclasses import dataclass
from pathlib import Path

from corpus.judgements.attach import Lost
from corpus.judgements.jsonl import Unreadable, read_lines
from corpus.judgements.log import JudgementLog
from pipelines.problems import UserProblem
from pipelines.review.placing import Arrival
from pipelines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a file with lines: `added` judgements are new here, of which those in `lost`
    belong to no passage of the last run (they are kept in the log).

    `damaged` are lines of the file that are no judgement, `unreadable` such lines in the folder of
    the log, which were there already.
    """

    added: int
    lost: tuple[Lost, ...]
    damaged: tuple[Unreadable, ...]
    unreadable: tuple[Unreadable, ...]


def take_over_lines(workspace: Workspace, path: Path) -> TakenOver:
    """Add the judgements of a colleague's file, which stays as it is, to the label log.

    Raises UserProblem, and writes nothing, where all that can be read belongs to another workspace.
    """
    if not path.is_file():
        raise UserProblem(f"{path} bestaat niet; geef een bestand met oordelen (.jsonl).")
    lines, damaged = read_lines(path)
    found = list(dict.fromkeys(lines))
    arrival = Arrival(workspace, path)
    arrival.refuse_stranger((one.passage_id, one.anchor) for one in found)
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.merge()
        stood = set(log.everything())
        merged = log.take_over(found)
    lost = tuple(one for one in arrival.placed(found).lost if one.judgement not in stood)
    return TakenOver(merged.added, lost, tuple(damaged), merged.unreadable)
