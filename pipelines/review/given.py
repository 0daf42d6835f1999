"""What a reviewer gives besides verdicts: a name and a note, as they are kept or refused."""

from corpus.judgements.notes import own_words
from corpus.judgements.reviewers import reviewer_name
from pipelines.problems import UserProblem

LONGEST_NOTE = 2000
"""Characters of a note."""


class ReviewProblem(UserProblem, ValueError):
    """What was asked of the room cannot be done; the message is one Dutch sentence."""


def named(reviewer: str) -> str:
    """A name as it is kept. Raises ReviewProblem for one that cannot be."""
    try:
        return reviewer_name(reviewer)
    except ValueError as error:
        raise ReviewProblem(str(error)) from error


def noted(note: str | None) -> str | None:
    """A note as it is kept, None where nothing is said of it; ReviewProblem when it is too long."""
    if note is None:
        return None
    kept = own_words(note.strip()).strip()
    if len(kept) > LONGEST_NOTE:
        raise ReviewProblem(
            f"De notitie is langer dan {LONGEST_NOTE} tekens; maak haar korter en bewaar opnieuw."
        )
    return kept
