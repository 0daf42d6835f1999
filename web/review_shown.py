"""A question of the review queue as its page shows it.

What a blind question shows knows nothing of the tagger: no label, chance, mark or evidence, and
nothing of what others judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from corpus.records import Judgement, PageRecord, Source, Verdict
from pipelines.review.room import Item
from taxonomy.concept import Concept
from web.addresses import document_address
from web.holdings import Holdings
from web.marks import Segment, segments
from web.page_marks import PassageMark, marks_of
from web.shown import evidence_spans, headings_shown
from web.wording import chance, not_given_said

_AROUND = 280
"""Characters of a neighbour that are shown: where the text came from, and where it goes."""
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """A label that can be answered.

    `digit` is the key of a proposal, empty for the others; `code` are the two keys in the whole
    list ("32": third group, second label). `chance` is what the tagger thinks, empty where the
    page must not say; `why_not` is empty for a label that it gave. `answer` is what the reviewer
    said already.
    """

    concept: Concept
    digit: str
    code: str
    chance: str
    why_not: str
    answer: str


@dataclass(frozen=True, slots=True)
class Group:
    """A domain with its rode draden, or the instruments; `key` is the digit that chooses it."""

    key: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A piece of the passage before or after, in the words of the document."""

    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Question:
    """All that the page of a question shows."""

    passage_id: str
    is_blind: bool
    is_done: bool
    reason: str
    source: Source
    deal: str
    tranche: int | None
    headings: str
    segments: tuple[Segment, ...]
    before: Neighbour | None
    after: Neighbour | None
    proposals: tuple[Choice, ...]
    groups: tuple[Group, ...]
    note: str
    page: int
    record: PageRecord | None
    marks: tuple[PassageMark, ...]
    document_address: str
    """Where the document shows its labels too; empty at a blind question, also when it is done: its
    answers can be mended for a while, and what is mended counts as blind."""

    @property
    def answered(self) -> int:
        """How many labels have an answer."""
        choices = (*self.proposals, *(one for group in self.groups for one in group.choices))
        return sum(bool(one.answer) for one in choices)


def question_of(
    item: Item, own: Mapping[str, Judgement], note: str, *, is_done: bool, holdings: Holdings
) -> Question:
    """The page of an item for somebody with answers and a note of their own."""
    analysed = holdings.passages[item.passage_id]
    passage, source = analysed.passage, analysed.source
    number = passage.pages[0] if passage.pages else 1
    answers = {concept: str(one.verdict) for concept, one in own.items()}
    proposed = tuple(one.concept for one in item.proposals)
    before, after = _around(analysed, holdings)
    deal = holdings.deals.get(analysed.deal)
    record = _record(holdings, source, number)
    return Question(
        passage_id=item.passage_id,
        is_blind=item.is_blind,
        is_done=is_done,
        reason=item.reason,
        source=source,
        deal=holdings.deal_name(analysed.deal),
        tranche=deal.tranche if deal else None,
        headings=headings_shown(passage.heading_path, source.title),
        segments=segments(
            passage.text, [] if item.is_blind else evidence_spans(analysed, proposed)
        ),
        before=before,
        after=after,
        proposals=_proposals(item, answers, holdings),
        groups=_groups(proposed, answers, holdings),
        note=note,
        page=number,
        record=record,
        marks=tuple(marks_of(passage, 1, record)) if record else (),
        document_address=""
        if item.is_blind
        else document_address(source.document_id, number, passage.passage_id),
    )


def _record(holdings: Holdings, source: Source, number: int) -> PageRecord | None:
    """The page, where there is a picture of it."""
    pages = holdings.document(source.document_id).pages
    if source.path.suffix.lower() != ".pdf" or number > len(pages):
        return None
    record = pages[number - 1]
    return record if record.width > 0 else None


def _proposals(item: Item, answers: Mapping[str, str], holdings: Holdings) -> tuple[Choice, ...]:
    codes, thresholds = codes_of(holdings), holdings.analysis.thresholds
    return tuple(
        Choice(
            holdings.concepts[one.concept],
            str(place),
            codes[one.concept],
            chance(one.chance),
            "" if one.is_given else not_given_said(one.chance, thresholds.get(one.concept)),
            answers.get(one.concept, ""),
        )
        for place, one in enumerate(item.proposals[:_DIGITS], start=1)
    )


def _groups(
    left_out: Sequence[str], answers: Mapping[str, str], holdings: Holdings
) -> tuple[Group, ...]:
    """The whole list by group, without what is asked above it; codes stay what they are."""
    found = []
    for key, name, concepts in _grouped(holdings):
        choices = tuple(
            Choice(one, "", f"{key}{place}", "", "", answers.get(one.id, ""))
            for place, one in enumerate(concepts, start=1)
            if one.id not in left_out
        )
        found.append(Group(key, name, choices))
    return tuple(one for one in found if one.choices)


def codes_of(holdings: Holdings) -> dict[str, str]:
    """The two keys of every label in the whole list."""
    return {
        one.id: f"{key}{place}"
        for key, _, concepts in _grouped(holdings)
        for place, one in enumerate(concepts, start=1)
    }


def _grouped(holdings: Holdings) -> Iterable[tuple[str, str, list[Concept]]]:
    """Key, name and concepts of each group: domains, then facets that have none."""
    key = 0
    for facet in holdings.taxonomy.facets:
        named = [(one.id, one.label.nl) for one in facet.domains] or [("", facet.title.nl)]
        for domain_id, name in named:
            key += 1
            yield str(key), name, [one for one in facet.concepts if (one.domain or "") == domain_id]


def _around(
    analysed: AnalysedPassage, holdings: Holdings
) -> tuple[Neighbour | None, Neighbour | None]:
    """The end of the passage before and the beginning of the one after, whole sentences."""
    others = holdings.passages_of_document[analysed.source.document_id]
    place = next(
        n for n, one in enumerate(others) if one.passage.passage_id == analysed.passage.passage_id
    )
    before = others[place - 1] if place else None
    after = others[place + 1] if place + 1 < len(others) else None
    return (
        Neighbour(_last_of(before), _is_heading(before)) if before else None,
        Neighbour(_first_of(after), _is_heading(after)) if after else None,
    )


def _is_heading(one: AnalysedPassage) -> bool:
    return one.passage.kind == "heading"


def _last_of(one: AnalysedPassage) -> str:
    text = one.passage.text
    starts = [start for start, _ in one.passage.sentence_bounds if start]
    cut = next((start for start in starts if len(text) - start <= _AROUND), None)
    if len(text) <= _AROUND:
        return text
    return "… " + (text[cut:] if cut is not None else text[-_AROUND:].partition(" ")[2])


def _first_of(one: AnalysedPassage) -> str:
    text = one.passage.text
    if len(text) <= _AROUND:
        return text
    ends = [end for _, end in one.passage.sentence_bounds if end <= _AROUND]
    return (text[: ends[-1]].rstrip() if ends else text[:_AROUND].rpartition(" ")[0]) + " …"


def answers_of(form: Mapping[str, str], holdings: Holdings) -> dict[str, Verdict]:
    """What a form says of each concept; one that was left open takes an earlier answer back.

    Raises ValueError on a word that is no answer.
    """
    return {
        concept: Verdict(form[concept] or Verdict.INGETROKKEN)
        for concept in holdings.taxonomy.concept_ids
        if concept in form
    }
