"""Which ministry a name means on a date, and which ministries are one line under two names.

"EZK" and "EZ" each stand for two ministries of different years, a minister may sit at the house of
another (the minister for VRO at BZK), and LNV of 2020 goes on as LVVN in 2025. BZK and VRO stood
side by side, so these two are never one line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.records import Entity, Ministry

_EVER, _NEVER = "0000-00-00", "9999-99-99"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, as ISO dates."""

    first: str
    last: str

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """All days of a year: what is known of a document without a day."""
        return cls(f"{year:04d}-01-01", f"{year:04d}-12-31")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a minister or staatssecretaris is of, where it is no ministry's name; dates are ISO."""

    portfolio: str
    ministry_id: str
    valid_from: str
    valid_to: str
    source: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: a ministry, and the minister's post where the name is that of one.

    `is_certain` is False where the name did not stand on that date or two could be meant. A post
    that the register ties to no ministry is its own `ministry`.
    """

    ministry: Ministry
    post: Ministry | None = None
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` of a text that name a ministry."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name of a ministry or post, for the days from `valid_from` up to `valid_to`."""

    ministry: Ministry
    post: Ministry | None
    valid_from: str
    valid_to: str

    def holds_in(self, period: Period) -> bool:
        return self.valid_from <= period.last and period.first < self.valid_to


_TITLE = re.compile(r"^(?:ministerie|minister|staatssecretaris) (?:van|voor) ", re.IGNORECASE)
_HOUSE = re.compile(r"\s*\(bij (\w+)\)$")
_WORD = re.compile(r"[\w&]+")
_OFFICE = re.compile(
    r"\b(?:minister(?:ie)?s?|departement(?:en)?|staatssecretaris(?:sen)?|bewindspersonen)"
    r"\s+(?:(?:van|voor)\s+)?(?=[\w(])",
    re.IGNORECASE,
)
_ALSO_SOMETHING_ELSE = frozenset({"az", "fin", "def", "financiën"})
"""A football club, abbreviations of other things, a heading: names only behind a word of office."""
_JOINS = re.compile(r"(?:\s*,?\s+en(?:\s+(?:van|voor))?\s+|\s*,\s*|\s*/\s*)(?:de\s+|het\s+)?")
_BEFORE_NAME = r"(?<=[a-zéë,)]\s)(?<!wethouder )(?<!afdeling )(?<!commissie )(?<!portefeuille )"
_NOTHING_ELSE = "Defensie"
"""The one short name that stands for its ministry without a word of office before it."""


class MinistryNames:
    """The names of ministries, ministers' posts and portfolios, each with its days."""

    def __init__(
        self, ministries: Sequence[Ministry], portfolios: Sequence[Portfolio] = ()
    ) -> None:
        self.by_id = {one.ministry_id: one for one in ministries}
        self._entries: dict[str, list[_Entry]] = {}
        for ministry in ministries:
            entry = self._entry(ministry)
            for name in dict.fromkeys(_key(name) for name in self._names(ministry)):
                self._entries.setdefault(name, []).append(entry)
        for one in portfolios:
            house = self.by_id[one.ministry_id]
            dates = one.valid_from or _EVER, one.valid_to or _NEVER
            self._entries.setdefault(_key(one.portfolio), []).append(_Entry(house, None, *dates))

    def meant(self, name: str, period: Period) -> Meaning | None:
        """What a name means in a period: an abbreviation, a full name, or only a portfolio.

        A name that did not stand then means the ministry that bore it last before, else first
        after; the first word of a name ("Landbouw") means the one ministry of then that begins so.
        """
        key = _key(_TITLE.sub("", " ".join(name.split())))
        found = self._entries.get(key, [])
        if valid := [one for one in found if one.holds_in(period)]:
            return _meaning(valid, is_certain=True)
        if begun := self._begun_with(key, period):
            return begun
        if not found:
            return None
        past = [one for one in found if one.valid_to <= period.first]
        nearest = (
            max(past, key=lambda one: one.valid_to)
            if past
            else min(found, key=lambda one: one.valid_from)
        )
        return _meaning([nearest], is_certain=False)

    def mentions_in(
        self, text: str, period: Period, entities: Sequence[Entity] = ()
    ) -> tuple[Mention, ...]:
        """Ministries that a text names, in order: behind a word of office ("de minister van SZW",
        "de ministeries van VWS en Onderwijs"), and the names that were found when it was read."""
        found: dict[int, Mention] = {}
        for start, end in self._behind_offices(text, period):
            self._add(found, text, start, end, period)
        for name in self._alone:
            if name not in text:
                continue
            for match in re.finditer(rf"{_BEFORE_NAME}{re.escape(name)}(?![\w-])", text):
                self._add(found, text, *match.span(), period)
        for entity in entities:
            if entity.label == "MINISTERIE" and _key(entity.text) not in _ALSO_SOMETHING_ELSE:
                self._add(found, text, entity.start, entity.end, period)
        return tuple(found[start] for start in sorted(found))

    def line(self, one: str, other: str) -> tuple[str, ...]:
        """The ids from the older to the younger of two that follow one another; else nothing.

        One that stood beside the other at any time is not its successor, whatever came of it.
        """
        return self._line(one, other) or self._line(other, one)

    def _line(self, old: str, young: str) -> tuple[str, ...]:
        steps: list[tuple[str, ...]] = [(old,)]
        while steps:
            path = steps.pop(0)
            for following in self._successors.get(path[-1], ()):
                if following in path or not self._follows(path[-1], following):
                    continue
                if following == young:
                    return (*path, following)
                steps.append((*path, following))
        return ()

    def _follows(self, old: str, young: str) -> bool:
        ended, begun = self.by_id[old].valid_to, self.by_id[young].valid_from
        return bool(ended and begun) and ended <= begun

    @cached_property
    def _successors(self) -> dict[str, tuple[str, ...]]:
        """What comes after each, as either of the two says."""
        found: dict[str, dict[str, None]] = {}
        for one in self.by_id.values():
            for following in _listed(one.successor):
                found.setdefault(one.ministry_id, {})[following] = None
            for before in _listed(one.predecessor):
                found.setdefault(before, {})[one.ministry_id] = None
        return {
            key: tuple(name for name in names if name in self.by_id) for key, names in found.items()
        }

    @cached_property
    def _alone(self) -> tuple[str, ...]:
        """Names so long that they can only be a ministry's, wherever they stand in a sentence."""
        names = [portfolio_of(one) for one in self.by_id.values() if one.kind == "ministerie"]
        return tuple(
            dict.fromkeys(name for name in names if " en " in name or name == _NOTHING_ELSE)
        )

    def _entry(self, ministry: Ministry) -> _Entry:
        dates = ministry.valid_from or _EVER, ministry.valid_to or _NEVER
        if ministry.kind == "ministerie":
            return _Entry(ministry, None, *dates)
        return _Entry(self._house(ministry) or ministry, ministry, *dates)

    def _house(self, post: Ministry) -> Ministry | None:
        """The ministry that a post sits at: "(bij EZK)", of two of that name the one of then."""
        written = _HOUSE.search(post.full_name)
        begun = post.valid_from or _EVER
        return next(
            (
                one
                for one in self.by_id.values()
                if written
                and one.kind == "ministerie"
                and one.abbreviation == written.group(1)
                and (one.valid_from or _EVER) <= begun < (one.valid_to or _NEVER)
            ),
            None,
        )

    def _names(self, ministry: Ministry) -> Iterator[str]:
        """Every way in which it is written; a post also by the letters of its namesake."""
        portfolio = portfolio_of(ministry)
        yield from (portfolio, *ministry.names)
        for key in _listed(f"{ministry.predecessor}|{ministry.successor}"):
            other = self.by_id.get(key)
            if ministry.kind != "ministerie" and other and portfolio_of(other) == portfolio:
                yield other.abbreviation

    def _begun_with(self, key: str, period: Period) -> Meaning | None:
        found = {
            entry.ministry.ministry_id: entry
            for name, entries in self._entries.items()
            if name.startswith(f"{key} ") and not name.startswith("ministerie")
            for entry in entries
            if entry.post is None and entry.holds_in(period)
        }
        if len(found) != 1 or len(key) < 4:
            return None
        return _meaning(list(found.values()), is_certain=True)

    @cached_property
    def _known(self) -> re.Pattern[str]:
        """Every name, and the first part of names, the longest first."""
        whole = {name for name in self._entries if not _TITLE.match(f"{name} ")}
        parts = {part for name in whole for part in _beginnings(name)}
        longest_first = sorted(whole | parts, key=lambda name: (-len(name), name))
        words = "|".join(r"[\s,]+".join(map(re.escape, name.split())) for name in longest_first)
        return re.compile(rf"(?:{words})(?![\w-])", re.IGNORECASE)

    def _behind_offices(self, text: str, period: Period) -> Iterator[tuple[int, int]]:
        for office in _OFFICE.finditer(text):
            place = office.end()
            while name := self._known.match(text, place):
                if self.meant(name.group(), period) is None:
                    break
                yield name.span()
                joined = _JOINS.match(text, name.end())
                if joined is None or not text[joined.end() : joined.end() + 1].isupper():
                    break
                place = joined.end()

    def _add(
        self, found: dict[int, Mention], text: str, start: int, end: int, period: Period
    ) -> None:
        if any(start < one.end and one.start < end for one in found.values()):
            return
        meaning = self.meant(text[start:end], period)
        if meaning is not None:
            found[start] = Mention(start, end, meaning)


def portfolio_of(ministry: Ministry) -> str:
    """A full name without its title and without the house that a post sits at."""
    return _HOUSE.sub("", _TITLE.sub("", ministry.full_name))


def _meaning(entries: Sequence[_Entry], *, is_certain: bool) -> Meaning:
    """A ministry goes before a post of the same name in the same year."""
    best = min(entries, key=lambda one: (one.post is not None, one.valid_from))
    houses = {one.ministry.ministry_id for one in entries}
    return Meaning(best.ministry, best.post, is_certain and len(houses) == 1)


def _beginnings(name: str) -> Iterator[str]:
    """The first words of a name that are used for the whole: "landbouw", "sociale zaken"."""
    words = name.split()
    until = words.index("en", 1) if "en" in words[1:] else 0
    for length in range(1, until + 1):
        if not words[length - 1].endswith("e"):
            yield " ".join(words[:length])


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def _listed(cell: str) -> Iterable[str]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
