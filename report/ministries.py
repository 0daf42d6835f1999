"""Ministries that sign a deal beside those that its reports mention, with where each is named.

A ministry that goes on under another name (LNV, later LVVN) is the same line: signing under the one
and being mentioned under the other is an overlap, and is said to be one by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import registry
from corpus.analysed import AnalysedPassage
from corpus.ministry_names import Meaning, MinistryNames, Period
from corpus.parties import Party, PartyKind
from corpus.records import Deal, Kind, Ministry, PassageKind, Source
from report.material import Material
from report.quotes import Pointer
from report.theme_matrix import LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Named:
    """A ministry of a deal: the posts that sign for it, and where it is signed or mentioned."""

    ministry: Ministry
    posts: tuple[str, ...]
    houses_others: tuple[str, ...]
    """Register ids of the posts that sign from this house under another name ("p-vro-2022")."""
    at: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class DealMinistries:
    """What covenant and reports of a deal say of ministries.

    `signed` is None where no covenant with a list of parties was read, `mentioned` where no report
    was. `lines` holds, by the id of a mentioned ministry, the line that ties it to a signed one:
    one id for the same ministry, more for one that was renamed.
    """

    deal: Deal
    signed: tuple[Named, ...] | None
    mentioned: tuple[Named, ...] | None
    lines: Mapping[str, tuple[str, ...]]
    reports: int
    other_parties: tuple[Party, ...]

    @property
    def both(self) -> tuple[Named, ...]:
        """Signed ministries that the reports mention, if under a later or earlier name."""
        return tuple(one for one in self.signed or () if self._is_tied(one))

    @property
    def missing(self) -> tuple[Named, ...]:
        """Signed ministries that no report mentions."""
        return tuple(one for one in self.signed or () if not self._is_tied(one))

    @property
    def extra(self) -> tuple[Named, ...]:
        """Mentioned ministries that did not sign."""
        return tuple(
            one for one in self.mentioned or () if one.ministry.ministry_id not in self.lines
        )

    @property
    def is_comparable(self) -> bool:
        """Whether there is a list of parties and a report."""
        return self.signed is not None and self.mentioned is not None

    def _is_tied(self, one: Named) -> bool:
        ids = {one.ministry.ministry_id, *one.houses_others}
        return any(ids & set(line) for line in self.lines.values())


def ministries_of_deals(material: Material) -> tuple[DealMinistries, ...]:
    """The deals with a covenant or a report of their own, in register order."""
    names = registry.ministry_names()
    passages: dict[str, list[AnalysedPassage]] = {}
    for one in material.analysis.passages:
        if _is_report(one.source):
            passages.setdefault(one.source.deal, []).append(one)
    parties: dict[str, list[Party]] = {}
    for party in material.parties:
        parties.setdefault(party.deal, []).append(party)
    own = {
        source.deal
        for source in material.analysis.sources
        if source.kind is Kind.CONVENANT or _is_report(source)
    }
    return tuple(
        _of_deal(deal, material, names, parties.get(key, ()), passages.get(key, ()))
        for key, deal in material.deals.items()
        if key in own
    )


def _is_report(source: Source) -> bool:
    """Letters to parliament are written by a ministry itself and bear no witness of the region."""
    return source.kind not in (Kind.CONVENANT, Kind.BRIEF)


def _of_deal(
    deal: Deal,
    material: Material,
    names: MinistryNames,
    parties: Sequence[Party],
    passages: Sequence[AnalysedPassage],
) -> DealMinistries:
    signed = _signed(material, names, parties) if parties else None
    is_read = sum(one.passage.words for one in passages) >= LEAST_WORDS
    mentioned = _mentioned(names, passages) if is_read else None
    return DealMinistries(
        deal=deal,
        signed=signed,
        mentioned=mentioned,
        lines=_lines(names, signed or (), mentioned or ()),
        reports=len({one.source.document_id for one in passages}),
        other_parties=tuple(one for one in parties if one.kind is not PartyKind.MINISTERIE),
    )


def _signed(
    material: Material, names: MinistryNames, parties: Sequence[Party]
) -> tuple[Named, ...]:
    found: dict[str, list[tuple[Party, Meaning | None]]] = {}
    for party in parties:
        if party.kind is PartyKind.MINISTERIE and party.ministry_id in names.by_id:
            year = material.passages[party.passage_id].source.year
            meaning = names.meant(party.name, Period.of_year(year))
            found.setdefault(party.ministry_id, []).append((party, meaning))
    return tuple(
        Named(
            ministry=names.by_id[key],
            posts=tuple(dict.fromkeys(party.person for party, _ in signers)),
            houses_others=tuple(
                dict.fromkeys(
                    meaning.post.ministry_id for _, meaning in signers if meaning and meaning.post
                )
            ),
            at=tuple(dict.fromkeys(_line_of(material, party) for party, _ in signers)),
        )
        for key, signers in found.items()
    )


def _line_of(material: Material, party: Party) -> Pointer:
    """The whole line of the list that names a party."""
    text = material.passages[party.passage_id].passage.text
    start = text.rfind("\n", 0, party.start) + 1
    end = text.find("\n", party.end)
    return Pointer(party.passage_id, start, end if end != -1 else len(text))


def _mentioned(names: MinistryNames, passages: Sequence[AnalysedPassage]) -> tuple[Named, ...]:
    """Ministries in the order of most passages; equals in the order of the text."""
    found: dict[str, dict[str, Pointer]] = {}
    for one in passages:
        if one.passage.kind is PassageKind.HEADING:
            continue
        for ministry_id, pointer in _mentions(names, one):
            found.setdefault(ministry_id, {}).setdefault(one.passage.passage_id, pointer)
    order = sorted(found, key=lambda key: -len(found[key]))
    return tuple(Named(names.by_id[key], (), (), tuple(found[key].values())) for key in order)


def _mentions(names: MinistryNames, one: AnalysedPassage) -> Iterator[tuple[str, Pointer]]:
    """Each ministry of a passage with the sentence that names it."""
    passage = one.passage
    period = Period.of_year(one.source.year)
    for mention in names.mentions_in(passage.text, period, passage.entities):
        start, end = next(
            pair for pair in reversed(passage.sentence_bounds) if pair[0] <= mention.start
        )
        key = mention.meaning.ministry.ministry_id
        yield key, Pointer(passage.passage_id, start, max(end, mention.end))


def _lines(
    names: MinistryNames, signed: Sequence[Named], mentioned: Sequence[Named]
) -> dict[str, tuple[str, ...]]:
    """For each mentioned ministry its line from or to a signed one; the same one comes first."""
    found: dict[str, tuple[str, ...]] = {}
    for one in mentioned:
        key = one.ministry.ministry_id
        for other in signed:
            if other.ministry.ministry_id == key:
                found[key] = (key,)
        for other in signed:
            for name in (other.ministry.ministry_id, *other.houses_others):
                line = names.line(name, key)
                if line and key not in found:
                    found[key] = line
    return found
