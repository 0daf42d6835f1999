"""Names of deals: one spelling for comparing, and which deal a name means.

Some twenty names belong to more than one deal (Twente of tranche 2 and of tranche 4), so a name
alone is not enough: tranche or year decides, and where they do not, the name stays ambiguous.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Deal

_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6}
_NUMBERED = re.compile(r"([1-6])(?:e|ste|de)?")
_BETWEEN = {"en", "of", "e", "ste", "de"}
_REGIO_DEAL = re.compile(r"\bregio ?deals?\b")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def normalise(name: str) -> str:
    """Fold case, accents and punctuation: `Zuid- en Oost-Drenthe` -> `zuid en oost drenthe`."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return _NO_LETTER.sub(" ", letters).strip()


def speaks_of_deals(text: str) -> bool:
    """Whether a text speaks of Regio Deals; without that, the name of a region is just a region."""
    return _REGIO_DEAL.search(normalise(text)) is not None


def tranches_in(text: str) -> tuple[int, ...]:
    """Tranches named in a text, in ascending order: "tranche 3", "3e tranche", "tranche 4 en 5",
    "de tweede en derde tranche"."""
    words = normalise(text).split()
    found: set[int] = set()
    for place, word in enumerate(words):
        if word in ("tranche", "tranches"):
            found |= _numbers_in_a_row(reversed(words[:place]))
            found |= _numbers_in_a_row(words[place + 1 :])
    return tuple(sorted(found))


def _numbers_in_a_row(words: Iterable[str]) -> set[int]:
    """Numbers right beside the word tranche, up to the first word that belongs to another thing."""
    numbers: set[int] = set()
    for word in words:
        numbered = _NUMBERED.fullmatch(word)
        if numbered:
            numbers.add(int(numbered[1]))
        elif word in _ORDINALS:
            numbers.add(_ORDINALS[word])
        elif word not in _BETWEEN:
            break
    return numbers


@dataclass(frozen=True, slots=True)
class Hint:
    """What may decide between deals of one name: tranches, year and whether it is a covenant."""

    tranches: tuple[int, ...] = ()
    year: int | None = None
    is_plan: bool = False


class DealNames:
    """All names of all deals, ready for looking up and for finding in running text."""

    def __init__(self, deals: Iterable[Deal]) -> None:
        self._by_id = {deal.deal_id: deal for deal in deals}
        self._by_name: dict[str, list[Deal]] = {}
        for deal in self._by_id.values():
            for name in _spellings(deal):
                self._by_name.setdefault(name, []).append(deal)
        longest_first = sorted(self._by_name, key=lambda name: (-len(name), name))
        self._pattern = re.compile(r"(?<![a-z0-9])(" + "|".join(longest_first) + r")(?![a-z0-9])")

    def candidates(self, name: str, hint: Hint = Hint()) -> list[Deal]:
        """Deals that a name (or deal_id) can mean, given the hint; empty when it is unknown."""
        if name in self._by_id:
            return [self._by_id[name]]
        found = self._by_name.get(normalise(name), [])
        return narrow(found, hint) if len(found) > 1 else list(found)

    def meant(self, mentioned: Sequence[str], hint: Hint = Hint()) -> list[Deal]:
        """Deals that each of the names can mean: "Twente" beside "Twente II" is only the second.

        Empty when the names speak of different deals, or when there are none.
        """
        possible = [self.candidates(name) for name in mentioned]
        common = [deal for deal in self._by_id.values() if all(deal in one for one in possible)]
        return narrow(common, hint) if possible else []

    def mentions(self, text: str) -> list[str]:
        """Normalised deal names in a text, in order, longest match first, without repeats."""
        return list(dict.fromkeys(self._pattern.findall(normalise(text))))

    def similar(self, name: str, count: int = 3) -> list[str]:
        """Names of deals that look like a misspelt one, best first."""
        close = difflib.get_close_matches(normalise(name), self._by_name, n=count, cutoff=0.6)
        return list(dict.fromkeys(self._by_name[match][0].name for match in close))

    def ambiguous_names(self) -> list[str]:
        """Names that belong to more than one deal, sorted."""
        return sorted(name for name, deals in self._by_name.items() if len(deals) > 1)


def _spellings(deal: Deal) -> set[str]:
    """Normalised names of a deal, each also behind the words "Regio Deal".

    Without the longer form "Regio Deal Twente II" would match the shorter alias
    "Regio Deal Twente" of the deal of tranche 2.
    """
    names = {normalise(label) for label in (deal.name, *deal.aliases)}
    return names | {f"regio deal {name}" for name in names if not name.startswith("regio deal")}


def narrow(deals: Sequence[Deal], hint: Hint) -> list[Deal]:
    """Keep the deals that the hint allows; a hint that rules out all of them is ignored.

    A covenant is signed in its own year; a report can only be about a deal signed before.
    """
    left = list(deals)
    if hint.tranches:
        left = [deal for deal in left if deal.tranche in hint.tranches] or left
    if hint.year is not None and len(left) > 1:
        left = [deal for deal in left if _fits_year(deal, hint.year, hint.is_plan)] or left
    return left


def _fits_year(deal: Deal, year: int, is_plan: bool) -> bool:
    if deal.year_signed is None:
        return True
    return deal.year_signed == year if is_plan else deal.year_signed <= year
