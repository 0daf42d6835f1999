"""Interventions of an analysis: names found, names of one thing brought together over the documents
of a deal, and what the texts say of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus import registry
from corpus.analysed import SUBSTANTIVE, AnalysedPassage, Analysis
from corpus.ids import digest
from corpus.interventions import Found, Intervention, source_kind_of
from corpus.records import LANDELIJK, Passage, PassageKind
from extract.intervention_names import (
    LINE_WORDS,
    KeysInText,
    comparison_key,
    is_compound,
    key_of,
)
from extract.interventions import Origin, gives_no_names, heading_names
from pipelines.interventions.groups import Group, groups_of
from pipelines.interventions.values import Gathered, Values, values_of, without_roles
from taxonomy.concept import Taxonomy

Span = tuple[int, int]

_MOST = 0.6
"""Share of a passage from which its labels are those of the one intervention it speaks of."""
_AFTER_LINE_WORD = re.compile(
    rf"\b(?:{'|'.join(LINE_WORDS)})\s+(?:\w{{1,2}}:?\s+)?$", re.IGNORECASE
)


_RESULTS = re.compile(r"(?:[•\d]+\.?\s*)?(?:Beoogde?\b|Resultaten|Doelen)[^:]{0,60}:")
_CLAUSE_END = re.compile(r"[,;:]\s|\sen\s(?=\d|het\s|de\s|dagelijks|jaarlijks)")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a passage says of an intervention: its characters, and where it is named in them."""

    one: AnalysedPassage
    scope: tuple[Span, ...]
    named: tuple[Span, ...]
    is_home: bool


_RUN = re.compile(r"\w+")


class _Known:
    """The groups of a deal as texts are searched for them; worked out once for the deal.

    A text is searched by its own words: how many names a deal has makes no difference to it.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.is_line = tuple(group.is_line for group in groups)
        self._rows: dict[str, int] = {}
        self._headings: dict[str, int] = {}
        self._by_key: dict[tuple[str, ...], list[int]] = {}
        self._by_run: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, group in enumerate(groups):
            for one, name in group.found:
                self._headings.setdefault(name.name, number)
                if name.origin is Origin.ROW:
                    self._rows.setdefault(one.passage.passage_id, number)
            for key in dict.fromkeys(key_of(name) for name in group.names):
                self._by_key.setdefault(key, []).append(number)
            for written in group.names:
                if " " in written and (run := _RUN.match(written)):
                    letters = re.compile(rf"(?<!\w){re.escape(written)}(?!\w)")
                    self._by_run.setdefault(run.group(), []).append((number, letters))
        self._keys = KeysInText(self._by_key)

    def home(self, passage: Passage) -> int | None:
        """The intervention of a row, or of the lowest heading that is one."""
        if passage.passage_id in self._rows:
            return self._rows[passage.passage_id]
        for name in reversed(heading_names(passage.heading_path)):
            if name is not None and name.name in self._headings:
                return self._headings[name.name]
        return None

    def named(self, text: str) -> dict[int, tuple[Span, ...]]:
        """Where a text names interventions, letter by letter or in whatever form of the words."""
        found: dict[int, list[Span]] = {}
        for run in dict.fromkeys(_RUN.findall(text)):
            for number, letters in self._by_run.get(run, ()):
                spans = [match.span() for match in letters.finditer(text)]
                if spans:
                    found.setdefault(number, []).extend(spans)
        for key, start, end in self._keys.mentions(text):
            span = start, end
            for number in self._by_key[key]:
                if _is_meant(text, span, key, is_line=self.is_line[number]):
                    found.setdefault(number, []).append(span)
        return {number: _first_of_overlapping(found[number]) for number in sorted(found)}


@dataclass(slots=True)
class _Reading:
    """A deal while it is read: its groups, and the values of its passages, each read once."""

    deal: str
    groups: tuple[Group, ...]
    values: dict[str, Values] = field(default_factory=dict)

    def values_of(self, passage: Passage) -> Values:
        if passage.passage_id not in self.values:
            found = values_of(passage, registry.deal_by_id().get(self.deal))
            self.values[passage.passage_id] = found
        return self.values[passage.passage_id]


def interventions_of(analysis: Analysis, taxonomy: Taxonomy) -> tuple[Intervention, ...]:
    """The interventions of every deal, in the order in which deals and names come up.

    The same analysis gives the same interventions with the same ids.
    """
    by_deal: dict[str, list[AnalysedPassage]] = {}
    deals = _deals_by_heading(analysis.passages)
    for one in analysis.passages:
        if one.passage.kind in SUBSTANTIVE:
            by_deal.setdefault(deals.get(_place(one), one.deal), []).append(one)
    return tuple(
        found
        for deal, passages in by_deal.items()
        for found in _of_deal(deal, passages, taxonomy.concept_ids)
    )


def _place(one: AnalysedPassage) -> tuple[str, tuple[str, ...], bool]:
    return one.passage.document_id, one.passage.heading_path, one.deal == LANDELIJK


def _deals_by_heading(
    passages: Sequence[AnalysedPassage],
) -> Mapping[tuple[str, tuple[str, ...], bool], str]:
    """The deal of loose passages in a part about one intervention that names a single deal."""
    deals: dict[tuple[str, tuple[str, ...], bool], set[str]] = {}
    for one in passages:
        path = one.passage.heading_path
        if one.deal != LANDELIJK and path and (name := heading_names(path)[-1]) and name.sure:
            deals.setdefault((one.passage.document_id, path, True), set()).add(one.deal)
    return {place: next(iter(found)) for place, found in deals.items() if len(found) == 1}


def _of_deal(
    deal: str, passages: Sequence[AnalysedPassage], concepts: Sequence[str]
) -> Iterator[Intervention]:
    known = registry.deal_by_id().get(deal)
    groups = groups_of(deal, known.name if known else "", passages)
    reading = _Reading(deal, groups)
    parts: list[list[_Part]] = [[] for _ in groups]
    known_groups = _Known(groups)
    for one in passages:
        for number, part in _parts(one, known_groups):
            parts[number].append(part)
    for group, own in zip(groups, parts, strict=True):
        if own:
            yield _intervention(reading, group, own, concepts)


# Which part of a passage speaks of which intervention ----------------------------------------


def _parts(one: AnalysedPassage, groups: _Known) -> Iterator[tuple[int, _Part]]:
    """The interventions that a passage speaks of: that of its heading or row, and those it names.

    A sentence speaks of the interventions that it names, else of the last one named before it in
    the same paragraph, else of that of the heading.
    """
    text = one.passage.text
    if gives_no_names(one.passage.heading_path):
        return
    home, named = groups.home(one.passage), groups.named(text)
    if home is None and not named:
        return
    scopes: dict[int, list[Span]] = {}
    at_home = () if home is None else (home,)
    always = () if home is None or groups.is_line[home] else (home,)
    for paragraph in _paragraphs(text):
        last: tuple[int, ...] = at_home
        for sentence in _sentences(one.passage, paragraph):
            here = _named_in(named, sentence)
            last = here or last
            for clause in _clauses(text, sentence) if _is_enumeration(text, sentence, here) else ():
                for number in (*always, *(_named_in(named, clause) or at_home)):
                    scopes.setdefault(number, []).append(clause)
            if not _is_enumeration(text, sentence, here):
                for number in dict.fromkeys((*always, *last)):
                    scopes.setdefault(number, []).append(sentence)
    if home is not None:
        scopes.setdefault(home, [])
    for number, scope in scopes.items():
        spans = named.get(number, ())
        yield number, _Part(one, tuple(scope), spans, is_home=number == home)


def _first_of_overlapping(found: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _is_meant(text: str, span: Span, key: Sequence[str], *, is_line: bool) -> bool:
    """Whether words that equal a name are that name: a part of a deal ("Wonen") needs its word
    before it or capitals, a short single word a capital inside a sentence."""
    start = span[0]
    has_capital = text[start].isupper()
    if is_line:
        after_word = _AFTER_LINE_WORD.search(text[max(0, start - 30) : start])
        return bool(after_word) or (has_capital and len(key) > 1)
    if len(key) > 1 or is_compound(key[0]):
        return True
    return has_capital and start > 0 and text[start - 2 : start] not in (". ", "\n", "• ")


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _sentences(passage: Passage, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph; a table row is one."""
    first, last = paragraph
    if passage.kind is PassageKind.TABLE:
        yield paragraph
        return
    for start, end in passage.sentence_bounds:
        if start < last and end > first:
            yield max(start, first), min(end, last)


def _named_in(named: Mapping[int, Sequence[Span]], part: Span) -> tuple[int, ...]:
    return tuple(
        number
        for number, spans in named.items()
        if any(part[0] <= start < part[1] for start, _ in spans)
    )


def _is_enumeration(text: str, sentence: Span, named: Sequence[int]) -> bool:
    """Whether each clause of a sentence speaks of something else: results in a row."""
    return len(named) > 1 or bool(_RESULTS.match(text, *sentence))


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence[0]
    for match in _CLAUSE_END.finditer(text, *sentence):
        yield start, match.start()
        start = match.end()
    yield start, sentence[1]


# One intervention ----------------------------------------------------------------------------


def _intervention(
    reading: _Reading, group: Group, parts: Sequence[_Part], concepts: Sequence[str]
) -> Intervention:
    name, *aliases = group.names
    gathered = Gathered()
    for part in parts:
        passage = part.one.passage
        values = reading.values_of(passage)
        is_of_project_below = group.is_line and passage.kind is not PassageKind.TABLE
        if is_of_project_below and not part.named:
            values = without_roles(values)
        gathered.add(passage.document_id, values, part.scope)
    kinds = tuple(dict.fromkeys(part.one.source.kind for part in parts))
    labels = {label for part in parts for label in _labels(part)}
    return Intervention(
        intervention_id=digest(reading.deal, " ".join(comparison_key(name).words)),
        name=name,
        aliases=tuple(aliases),
        deal=reading.deal,
        passages=tuple(part.one.passage.passage_id for part in parts),
        documents=tuple(dict.fromkeys(part.one.passage.document_id for part in parts)),
        kinds=kinds,
        source_kinds=tuple(dict.fromkeys(source_kind_of(kind) for kind in kinds)),
        concepts=tuple(concept for concept in concepts if concept in labels),
        amounts=tuple(gathered.amounts.values()),
        period=gathered.of("period"),
        reached=gathered.of("reached"),
        target_groups=gathered.of("target_groups"),
        municipalities=gathered.of("municipalities"),
        ministries=gathered.of("ministries"),
        partners=gathered.of("partners"),
        named_at=_named_at(name, parts),
    )


def _labels(part: _Part) -> tuple[str, ...]:
    """Labels of the passage, or those with evidence in the part that speaks of the intervention."""
    length = sum(end - start for start, end in part.scope)
    if part.is_home or part.one.tag is None or length >= _MOST * len(part.one.passage.text):
        return part.one.labels
    return tuple(
        label
        for label in part.one.labels
        if any(
            start <= evidence.start < end
            for evidence in part.one.tag.evidence.get(label, ())
            for start, end in part.scope
        )
    )


def _named_at(name: str, parts: Sequence[_Part]) -> Found:
    """Where the name stands in a text; the first passage below its heading where it does not."""
    for part in parts:
        if part.named:
            start, end = min(part.named)
            passage = part.one.passage
            return Found(passage.text[start:end], passage.passage_id, start, end)
    return Found(name, parts[0].one.passage.passage_id, 0, 0)
