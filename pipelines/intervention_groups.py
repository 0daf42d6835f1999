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
from pipelines.intervention_values import is_register_name


@dataclass(slots=True)
class Group:
    """Names of one intervention, each with the passage that it stands in or above."""

    key: Key
    found: list[tuple[AnalysedPassage, NameFound]] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def takes(self, key: Key) -> bool:
        """Whether a name with this key is one of the group."""
        return any(same(key, own) for own in self.keys)

    def is_short(self, name: NameFound, key: Key) -> bool:
        """Whether a name in prose leaves out the last word of a name of the group: "de Havenkring"
        for Havenkring Weerbaar."""
        return name.origin is Origin.NAMED and any(
            len(own.words) == 2 and own.words[:1] == key.words and is_compound(key.words[0])
            for own in self.keys
        )

    def add(self, one: AnalysedPassage, name: NameFound, key: Key) -> None:
        """Take a name into the group."""
        self.found.append((one, name))
        if key not in self.keys:
            self.keys.append(key)

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
    groups: list[Group] = []
    for is_sure in (True, False):
        for one, name in proposals:
            if name.sure is is_sure:
                key = comparison_key(name.name, deal_words)
                group = next((group for group in groups if group.takes(key)), None) or next(
                    (group for group in groups if group.is_short(name, key)), None
                )
                if group is None and is_sure:
                    group = Group(key)
                    groups.append(group)
                if group is not None:
                    group.add(one, name, key)
    return tuple(group for group in groups if not group.is_slight)


def _proposals(
    deal: str, passages: Sequence[AnalysedPassage]
) -> Iterator[tuple[AnalysedPassage, NameFound]]:
    """Names of headings, rows and prose; parties to the deal and names of the register are none."""
    parties = "\n".join(
        one.passage.text for one in passages if is_about_parties(one.passage.heading_path)
    )
    lines = _known_lines(passages)
    for one in passages:
        path = one.passage.heading_path
        yield from ((one, name) for name in _of_headings(path, lines) if _is_own(name, ""))
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


def _of_headings(path: Sequence[str], lines: Sequence[Key]) -> Iterator[NameFound]:
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
