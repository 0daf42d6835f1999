"""What a person says of a passage, and what the judgements of all together come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person says of a concept in a passage. INGETROKKEN takes an earlier verdict back."""

    AANWEZIG = "aanwezig"
    AFWEZIG = "afwezig"
    TWIJFEL = "twijfel"
    INGETROKKEN = "ingetrokken"


class Seen(StrEnum):
    """Whether the person saw what the model had made of the passage."""

    BLIND = "blind"
    MET_VOORSTEL = "met voorstel"


class Review(StrEnum):
    """Where a label, or a cell of the matrix, stands: three states, everywhere the same words.

    A label on which people disagree, or of which they only doubt, is not settled: it stays with
    what the model says, and is listed as such.
    """

    NIET_BEKEKEN = "niet bekeken"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judged passage stood, and its words: enough to find it in a later extraction.

    `document` is the name of the file, `document_id` the identity of its content; `position` is the
    place among the passages of the document, `page` the page (from 1) on which it began, `heading`
    the headings above it as one line.
    """

    document_id: str
    document: str
    position: int
    page: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the label log; never changed, only followed by another.

    `when` is the time in UTC as ISO 8601 with milliseconds ("2026-11-22T09:30:00.123Z"), so that
    the order of texts is the order of time. `tagger` and `taxonomy` are the identities of the model
    and the taxonomy at that time.
    """

    passage_id: str
    concept: str
    verdict: Verdict
    reviewer: str
    when: str
    seen: Seen
    tagger: str
    taxonomy: str
    anchor: Anchor
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedLabel:
    """What people say of one concept in one passage: how many reviewers.

    `present`, `absent` and `doubt` go by what each of them said last, however it was seen.
    The `blind_` ones go by what each said last while blind: whoever says something else after
    seeing the labels, or takes it back, counts there as before. `probability` is that of a model
    that has not learnt from these judgements (None where there is none): what it says may be
    measured against the blind ones.
    """

    present: int = 0
    absent: int = 0
    doubt: int = 0
    blind_present: int = 0
    blind_absent: int = 0
    blind_doubt: int = 0
    probability: float | None = None

    @property
    def review(self) -> Review:
        """The state of the label: what most reviewers say, not settled on a tie."""
        return _settled(self.present, self.absent)

    @property
    def blind_review(self) -> Review:
        """The same by what was said blind alone: what figures are measured on."""
        return _settled(self.blind_present, self.blind_absent)

    @property
    def is_disputed(self) -> bool:
        """Whether one reviewer says that it is there and another that it is not."""
        return self.present > 0 and self.absent > 0

    @property
    def is_seen(self) -> bool:
        """Whether anybody looked, also when nothing came of it."""
        return self.is_blind or self.present + self.absent + self.doubt > 0

    @property
    def is_blind(self) -> bool:
        """Whether anybody looked without seeing what the model says."""
        return self.blind_present + self.blind_absent + self.blind_doubt > 0


def _settled(present: int, absent: int) -> Review:
    if present == absent:
        return Review.NIET_BEKEKEN
    return Review.BEVESTIGD if present > absent else Review.AFGEWEZEN


ReviewedLabels = Mapping[str, Mapping[str, ReviewedLabel]]
"""Judged labels by passage_id and concept."""
