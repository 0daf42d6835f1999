"""Two runs compared: every cell of the matrix that changed, and why.

Causes are found where they work, in the passages of the row: a passage that came or went has its
document, a label that changed has its judgement, or else its probability and its threshold. A
judgement is only named for a change the way that it moves a cell: what is confirmed never lowers
one. What no passage explains comes from the rules by which passages become cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from corpus.records import LANDELIJK, Review
from report.judgement_ways import JUDGED, Measures, way_of, ways_between

NO_ROW = "geen rij"
"""Value of a cell in a run where its deal has no row."""


class Cause(StrEnum):
    """Why a cell changed."""

    DOCUMENT_ADDED = "document toegevoegd"
    DOCUMENT_REMOVED = "document weggelaten"
    TEXT_CHANGED = "tekst veranderd"
    ASSIGNED_ANEW = "anders ingedeeld"
    TAXONOMY = "taxonomie veranderd"
    MODEL = "model veranderd"
    THRESHOLD = "drempel veranderd"
    JUDGEMENT = "oordeel van een mens"
    BOILERPLATE = "standaardtekst"
    RULES = "rekenregels veranderd"


@dataclass(frozen=True, slots=True)
class PastPassage:
    """A passage as a run kept it; `weighs` when it counts in the row of its deal.

    `page` is the one (from 1) on which it begins, `opening` its first words; `reviewed` says of
    the concepts on which people settled whether they confirmed or rejected them.
    """

    passage_id: str
    document: str
    document_id: str
    deal: str
    bron: str
    weighs: bool
    is_boilerplate: bool
    labels: frozenset[str]
    probabilities: Mapping[str, float]
    page: int
    opening: str = ""
    reviewed: Mapping[str, str] = field(default_factory=dict)

    def review_of(self, concept: str) -> str:
        """Whether people confirmed or rejected a concept here."""
        return self.reviewed.get(concept, Review.NIET_BEKEKEN)


@dataclass(frozen=True, slots=True)
class PastCell:
    """A cell as a run kept it."""

    deal_id: str
    deal: str
    bron: str
    concept: str
    label: str
    value: str
    strength: str
    passages: str

    @property
    def measures(self) -> Measures:
        """What a judgement can move: value, strength and the count of passages."""
        return self.value, float(self.strength or 0), float(self.passages or 0)


CellKey = tuple[str, str, str]
"""deal_id, bron and concept."""


@dataclass(frozen=True)
class PastRun:
    """What a run left behind. `documents` gives the document_id of each file name."""

    name: str
    cells: Mapping[CellKey, PastCell]
    passages: Mapping[str, PastPassage]
    documents: Mapping[str, str]
    thresholds: Mapping[str, float]
    taxonomy: str
    model: str
    pooled: bool = False

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], tuple[PastPassage, ...]]:
        """Passages that weigh, by deal and bron."""
        rows: dict[tuple[str, str], list[PastPassage]] = {}
        for one in self.passages.values():
            if one.weighs and one.deal != LANDELIJK:
                rows.setdefault((one.deal, "samen" if self.pooled else one.bron), []).append(one)
        return {key: tuple(found) for key, found in rows.items()}

    def has_document(self, document_id: str) -> bool:
        """Whether a file with this content was read."""
        return document_id in self.documents.values()


@dataclass(frozen=True, slots=True)
class Because:
    """A cause, where it was found (a document, a threshold), and the passages it works through."""

    cause: Cause
    detail: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell before and after; None where the run has no such cell."""

    before: PastCell | None
    after: PastCell | None
    because: tuple[Because, ...]

    @property
    def cell(self) -> PastCell:
        """The cell as it is known: after, or before where it is gone."""
        found = self.after or self.before
        assert found is not None, "a change has at least one side"
        return found

    @property
    def values(self) -> tuple[str, str]:
        """Value before and after."""
        return (
            self.before.value if self.before else NO_ROW,
            self.after.value if self.after else NO_ROW,
        )

    @property
    def is_flip(self) -> bool:
        """Whether the value itself is another, not only the strength or the count behind it."""
        before, after = self.values
        return before != after


def changes_between(before: PastRun, after: PastRun) -> tuple[CellChange, ...]:
    """Every cell that differs, other values first, then in the order of the later matrix."""
    keys = dict.fromkeys([*after.cells, *before.cells])
    found = [
        CellChange(old, new, _because(key, old, new, before, after))
        for key in keys
        if _differ(old := before.cells.get(key), new := after.cells.get(key))
    ]
    return tuple(sorted(found, key=lambda change: not change.is_flip))


def _differ(old: PastCell | None, new: PastCell | None) -> bool:
    if old is None or new is None:
        return old is not new
    return (old.value, old.strength, old.passages) != (new.value, new.strength, new.passages)


def _because(
    key: CellKey, old: PastCell | None, new: PastCell | None, before: PastRun, after: PastRun
) -> tuple[Because, ...]:
    """The causes of one change: those that touch the label, or all of them where none does."""
    deal, bron, concept = key
    is_flip = old is None or new is None or old.value != new.value
    ways = ways_between(old.measures if old else None, new.measures if new else None)
    found = list(_findings((deal, bron), concept, before, after, ways, is_flip=is_flip))
    least = _TOUCHES if is_flip else _WEIGHS
    chosen = next(
        (some for floor in (least, _WEIGHS) if (some := [one for one in found if one[2] >= floor])),
        found,
    )
    gathered: dict[tuple[Cause, str], list[str]] = {}
    for cause, detail, _, passage_id in sorted(chosen, key=lambda one: -one[2]):
        gathered.setdefault((cause, detail), []).append(passage_id)
    if not gathered:
        return _without_label((deal, bron), concept, before, after)
    return tuple(
        Because(cause, detail, tuple(passages)) for (cause, detail), passages in gathered.items()
    )


def _without_label(
    row: tuple[str, str], concept: str, before: PastRun, after: PastRun
) -> tuple[Because, ...]:
    """Passages without the label weigh in the chance of a cell too, and a model moves them all."""
    old = {one.passage_id: one for one in before.rows.get(row, ())}
    moved = tuple(
        one.passage_id
        for one in after.rows.get(row, ())
        if one.passage_id in old
        and one.probabilities.get(concept) != old[one.passage_id].probabilities.get(concept)
    )
    if not moved:
        return (Because(Cause.RULES, "geen passage verklaart het verschil"),)
    return tuple(Because(cause, detail, moved) for cause, detail in _of_model(before, after))


_BY_REPEATS, _WEIGHS, _TOUCHES = 0, 1, 2
_Finding = tuple[Cause, str, int, str]
"""Cause, detail, how near it is to the label, and the passage: it touches the label, it weighs in
the cell, or it can only work through other passages with the same text."""


def _findings(
    row: tuple[str, str],
    concept: str,
    before: PastRun,
    after: PastRun,
    ways: Sequence[int],
    *,
    is_flip: bool,
) -> Iterator[_Finding]:
    old = {one.passage_id: one for one in before.rows.get(row, ())}
    new = {one.passage_id: one for one in after.rows.get(row, ())}
    for passage_id, one in new.items():
        if passage_id not in old:
            yield *_came(one, before), _nearness(concept in one.labels), passage_id
            yield from _judged_anew(one, concept, before, after, ways)
    for passage_id, one in old.items():
        if passage_id not in new:
            yield *_went(one, after), _nearness(concept in one.labels), passage_id
    for passage_id, one in old.items():
        if passage_id in new:
            pair = one, new[passage_id]
            if one.review_of(concept) != new[passage_id].review_of(concept):
                yield from _judged(*pair, concept, ways, is_flip=is_flip)
            else:
                yield from _changed(*pair, concept, before, after)


def _nearness(touches: bool) -> int:
    return _TOUCHES if touches else _WEIGHS


def _came(one: PastPassage, before: PastRun) -> tuple[Cause, str]:
    if one.passage_id in before.passages:
        return _reassigned(before.passages[one.passage_id], one), one.document
    if not before.has_document(one.document_id) and one.document not in before.documents:
        return Cause.DOCUMENT_ADDED, one.document
    return Cause.TEXT_CHANGED, one.document


def _judged_anew(
    one: PastPassage, concept: str, before: PastRun, after: PastRun, ways: Sequence[int]
) -> Iterator[_Finding]:
    """What people settled of a passage that is new in a row, where the model says otherwise.

    A text that was read anew may have been settled before too: then it is no cause. Nor is a
    rejected label of a document that was added: without it the row would be the same.
    """
    review = one.review_of(concept)
    limit = after.thresholds.get(concept)
    is_given = limit is not None and one.probabilities.get(concept, 0.0) >= limit
    if review != (Review.AFGEWEZEN if is_given else Review.BEVESTIGD):
        return
    if way_of(Review.NIET_BEKEKEN, review) not in ways:
        return
    known = before.passages.get(one.passage_id)
    same_document = (
        old
        for old in before.passages.values()
        if old.document == one.document or old.document_id == one.document_id
    )
    earlier = (
        [known] if known else [old for old in same_document if old.passage_id not in after.passages]
    )
    is_new_document = _came(one, before)[0] is Cause.DOCUMENT_ADDED
    if (is_new_document and is_given) or any(old.review_of(concept) == review for old in earlier):
        return
    judged = JUDGED[Review.NIET_BEKEKEN, review]
    yield Cause.JUDGEMENT, _judged_where(one, judged), _TOUCHES, one.passage_id


def _judged_where(one: PastPassage, judged: str) -> str:
    return f"{one.document}, pagina {one.page}, “{one.opening}”: {judged}"


def _went(one: PastPassage, after: PastRun) -> tuple[Cause, str]:
    if one.passage_id in after.passages:
        return _reassigned(one, after.passages[one.passage_id]), one.document
    if not after.has_document(one.document_id) and one.document not in after.documents:
        return Cause.DOCUMENT_REMOVED, one.document
    return Cause.TEXT_CHANGED, one.document


def _reassigned(old: PastPassage, new: PastPassage) -> Cause:
    """Why a passage weighs in a row in one run and not in the other."""
    same_place = (old.deal, old.bron) == (new.deal, new.bron)
    if same_place and old.is_boilerplate != new.is_boilerplate:
        return Cause.BOILERPLATE
    return Cause.ASSIGNED_ANEW


def _judged(
    old: PastPassage, new: PastPassage, concept: str, ways: Sequence[int], *, is_flip: bool
) -> Iterator[_Finding]:
    """What people settled of a passage that stands in both rows, where that can have moved the
    cell the way it went.

    A label that stays where it is weighs in the chance of the cell, and so in its value. Its
    strength is another only where a label comes or goes, be it in a repeat.
    """
    is_given, was_given = concept in new.labels, concept in old.labels
    reviews = old.review_of(concept), new.review_of(concept)
    if way_of(*reviews) not in ways:
        return
    if is_flip:
        near = _nearness(is_given or was_given)
    else:
        near = _TOUCHES if is_given != was_given else _BY_REPEATS
    yield Cause.JUDGEMENT, _judged_where(new, JUDGED[reviews]), near, new.passage_id


def _changed(
    old: PastPassage, new: PastPassage, concept: str, before: PastRun, after: PastRun
) -> Iterator[_Finding]:
    """Why a passage that stands in both rows, and of which nobody changed what was settled, speaks
    otherwise of a concept. What people settled goes before every model."""
    is_given, was_given = concept in new.labels, concept in old.labels
    if new.review_of(concept) != Review.NIET_BEKEKEN or not (is_given or was_given):
        return
    touches = is_given != was_given
    if old.probabilities.get(concept) != new.probabilities.get(concept):
        for cause, detail in _of_model(before, after):
            yield cause, detail, _nearness(touches), new.passage_id
    elif touches:
        limits = before.thresholds.get(concept), after.thresholds.get(concept)
        if limits[0] != limits[1]:
            detail = f"{concept}: van {_decimal(limits[0])} naar {_decimal(limits[1])}"
            yield Cause.THRESHOLD, detail, _TOUCHES, new.passage_id
        else:
            yield Cause.RULES, new.document, _TOUCHES, new.passage_id


def _decimal(limit: float | None) -> str:
    return "geen" if limit is None else f"{limit:g}".replace(".", ",")


def _of_model(before: PastRun, after: PastRun) -> Iterator[tuple[Cause, str]]:
    """What a label has another probability from; other words in the taxonomy change both."""
    if before.taxonomy != after.taxonomy:
        yield Cause.TAXONOMY, f"van {before.taxonomy} naar {after.taxonomy}"
    if before.model != after.model:
        yield Cause.MODEL, f"van {before.model} naar {after.model}"
    if (before.taxonomy, before.model) == (after.taxonomy, after.model):
        yield Cause.MODEL, "hetzelfde model, andere programmaversie"


def causes_counted(changes: Iterable[CellChange]) -> Sequence[tuple[Cause, int]]:
    """How many changed cells each cause has a part in, in the order of Cause."""
    counts = dict.fromkeys(Cause, 0)
    for change in changes:
        for cause in {one.cause for one in change.because}:
            counts[cause] += 1
    return [(cause, count) for cause, count in counts.items() if count]
