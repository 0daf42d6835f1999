"""Names of interventions of one deal, and which of them mean the same thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.analysed import AnalysedPassage
from corpus.records import LANDELIJK, PassageKind
from extract.intervention_names import Key, comparison_key, is_compound, is_line, same, stem
from extract.interventions import (
    NameFound,
    Origin,
    gives_no_names,
    heading_names,
    is_about_parties,
    names_in,
    row_name,
)
from pipelines.interventions.values import is_register_name


@dataclass(slots=True)
class Group:
    """Names of one intervention, each with the passage that it stands in or above."""

    found: list[tuple[AnalysedPassage, NameFound]] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def has_longer(self, word: str) -> bool:
        """Whether a name of the group is this word and one more: "de Havenkring" in prose is
        Havenkring Weerbaar."""
        return any(len(own.words) == 2 and own.words[0] == word for own in self.keys)

    @property
    def is_slight(self) -> bool:
        """Whether it is one word with a capital, once: as often an office as a project."""
        return len(self.found) == 1 and all(
            name.origin is Origin.NAMED and len(name.name.split()) == 1 for _, name in self.found
        )

    @property
    def is_line(self) -> bool:
        """Whether it is a part of a deal, with projects below it."""
        return any(is_line(name.name) for _, name in self.found)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the best first: with the word pijler or lijn, else as a heading writes it."""
        lines = self.is_line
        ranked = sorted(
            (lines and not is_line(name.name), name.origin, place, name.name)
            for place, (_, name) in enumerate(self.found)
        )
        first: dict[str, str] = {}
        for *_, name in ranked:
            first.setdefault(name.casefold(), name)
        return tuple(first.values())


def groups_of(deal: str, deal_name: str, passages: Sequence[AnalysedPassage]) -> tuple[Group, ...]:
    """Bring the names of a deal together, in the order in which they first come up.

    Names that are not sure join a group that is there; they never make one.
    """
    deal_words = frozenset(stem(word) for word in deal_name.replace("-", " ").split())
    proposals = list(_proposals(deal, passages))
    groups = _Groups()
    for is_sure in (True, False):
        for one, name in proposals:
            if name.sure is is_sure:
                groups.add(one, name, comparison_key(name.name, deal_words))
    return tuple(group for group in groups.made if not group.is_slight)


@dataclass(slots=True)
class _Groups:
    """The groups of a deal while names come in; two keys are compared once, however often a name
    comes back."""

    made: list[Group] = field(default_factory=list)
    _keys: list[tuple[Key, int]] = field(default_factory=list)
    """Every key with the number of its group, in the order in which they came."""
    _answers: dict[Key, tuple[int, int | None]] = field(default_factory=dict)
    """For a key with how many it was compared, and the first group that one of those is in."""

    def add(self, one: AnalysedPassage, name: NameFound, key: Key) -> None:
        """Take a name into the first group that it fits; one that is sure makes a group else."""
        number = self._group_of(key)
        if number is None:
            number = self._group_of_longer(name, key)
        if number is None and name.sure:
            number = len(self.made)
            self.made.append(Group())
        if number is not None:
            group = self.made[number]
            group.found.append((one, name))
            if key not in group.keys:
                group.keys.append(key)
                self._keys.append((key, number))

    def _group_of(self, key: Key) -> int | None:
        compared, first = self._answers.get(key, (0, None))
        for other, number in self._keys[compared:]:
            if (first is None or number < first) and same(key, other):
                first = number
        self._answers[key] = len(self._keys), first
        return first

    def _group_of_longer(self, name: NameFound, key: Key) -> int | None:
        if name.origin is not Origin.NAMED or len(key.words) != 1 or not is_compound(key.words[0]):
            return None
        longer = (n for n, group in enumerate(self.made) if group.has_longer(key.words[0]))
        return next(longer, None)


def _proposals(
    deal: str, passages: Sequence[AnalysedPassage]
) -> Iterator[tuple[AnalysedPassage, NameFound]]:
    """Names of headings, rows and prose; parties to the deal and names of the register are none."""
    parties = "\n".join(
        one.passage.text for one in passages if is_about_parties(one.passage.heading_path)
    )
    lines = _known_lines(passages)
    headings: dict[tuple[str, ...], tuple[NameFound, ...]] = {}
    for one in passages:
        path = one.passage.heading_path
        if path not in headings:
            headings[path] = tuple(n for n in _of_headings(path, lines) if _is_own(n, ""))
        yield from ((one, name) for name in headings[path])
        if deal == LANDELIJK or gives_no_names(path):
            continue
        for name in _of_text(one):
            if _is_own(name, parties):
                yield one, name


def _known_lines(passages: Sequence[AnalysedPassage]) -> tuple[Key, ...]:
    """The parts that a deal says it has, in a heading or in the head of a table."""
    names = [
        name.name
        for one in passages
        for name in (*heading_names(one.passage.heading_path), _row(one))
        if name is not None and is_line(name.name)
    ]
    return tuple(dict.fromkeys(comparison_key(name) for name in names))


def _of_headings(path: tuple[str, ...], lines: Sequence[Key]) -> Iterator[NameFound]:
    """Names among headings; what stands below a part that the deal names elsewhere is sure too."""
    is_below = False
    for name in heading_names(path):
        if name is None:
            continue
        yield NameFound(0, 0, name.name, name.origin, name.sure or is_below)
        key = comparison_key(name.name)
        is_below = is_below or any(same(key, line) for line in lines)


def _of_text(one: AnalysedPassage) -> tuple[NameFound, ...]:
    if one.passage.kind is PassageKind.TABLE:
        row = _row(one)
        return (row,) if row else ()
    return names_in(one.passage.text)


def _row(one: AnalysedPassage) -> NameFound | None:
    return row_name(one.passage.text) if one.passage.kind is PassageKind.TABLE else None


def _is_own(name: NameFound, parties: str) -> bool:
    is_party = name.origin is Origin.NAMED and name.name in parties
    return not is_party and not is_register_name(name.name)
