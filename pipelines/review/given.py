"""What a reviewer gives, as it is kept or refused: a name, a note, and what verdicts are about."""

from collections.abc import Collection

from corpus.judgements.notes import own_words
from corpus.judgements.reviewers import reviewer_name
from pipelines.problems import UserProblem
from pipelines.review.material import ReviewMaterial

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


def check_place(material: ReviewMaterial, passage_id: str, concepts: Collection[str]) -> None:
    """Raises ReviewProblem for verdicts on a passage or on concepts that are not judged here."""
    if passage_id not in material.rows:
        raise ReviewProblem(
            "Deze passage staat niet in de laatste run of telt daarin niet mee; ververs de "
            "pagina en kies een andere."
        )
    unknown = sorted(set(concepts) - set(material.concepts))
    if unknown:
        raise ReviewProblem(
            f"{', '.join(unknown)} is geen rode draad of instrument; kies een label uit de lijst."
        )
