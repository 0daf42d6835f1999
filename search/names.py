"""Names as people type them: Nord-Limburg is Noord-Limburg, schollingscheck a scholingscheck."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from corpus.names import normalise

_ALIKE_WORD = 80.0
"""Likeness in per cent from which an unknown word is taken for a word of a name."""
_ALIKE_NAME = 72.0
_SHORTEST = 5
"""Letters of the shortest word that is mended; shorter ones are too much like one another."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name: `key` is its identity (a deal_id, an intervention_id, a label)."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


class Names:
    """Names ready for looking up with a slip of the pen."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._named = tuple(named)
        pairs = [
            (normalise(spelling), one)
            for one in self._named
            for spelling in (one.key, one.name, *one.aliases)
        ]
        self._spellings = [spelling for spelling, _ in pairs]
        self._owners = [one for _, one in pairs]
        # In this order once, not at every look: it is what makes word order of no matter.
        self._sorted = [_sorted_words(spelling) for spelling in self._spellings]
        words = {word for spelling in self._spellings for word in spelling.split()}
        known = {*words, *self._spellings}
        self._words = sorted(word for word in known if len(word) >= _SHORTEST)

    def meant(self, written: str) -> tuple[Named, ...]:
        """All that a name means exactly, else what has all its words, else what it looks like."""
        name = normalise(written)
        words = set(name.split())
        exact = self._where(lambda spelling: spelling == name)
        return (
            exact
            or self._where(lambda spelling: bool(words) and words <= set(spelling.split()))
            or self.similar(written)
        )

    def _where(self, fits: Callable[[str], bool]) -> tuple[Named, ...]:
        pairs = zip(self._spellings, self._owners, strict=True)
        return tuple(dict.fromkeys(one for spelling, one in pairs if fits(spelling)))

    def is_exact(self, written: str) -> bool:
        """Whether something bears this name, but for capitals, accents and signs."""
        return normalise(written) in self._spellings

    def similar(self, written: str, count: int = 3) -> tuple[Named, ...]:
        """The things whose names look like a written one, the likest first.

        Short names and numbers are never mended: R99 is no slip for R9.
        """
        name = normalise(written)
        if len(name) < _SHORTEST:
            return ()
        digits = set(filter(str.isdigit, name))
        found = process.extract(
            _sorted_words(name),
            self._sorted,
            scorer=fuzz.ratio,
            score_cutoff=_ALIKE_NAME,
            limit=4 * count,
        )
        alike = (match for match in found if set(filter(str.isdigit, match[0])) == digits)
        ordered = sorted(alike, key=lambda match: (-match[1], match[2]))
        return tuple(dict.fromkeys(self._owners[place] for _, _, place in ordered))[:count]

    def mended(self, word: str) -> str:
        """The name, or word of one, that a misspelt word must be; empty when it looks like none."""
        written = normalise(word)
        if len(written) < _SHORTEST:
            return ""
        found = process.extractOne(
            written, self._words, scorer=fuzz.ratio, score_cutoff=_ALIKE_WORD
        )
        return found[0] if found else ""


def _sorted_words(name: str) -> str:
    return " ".join(sorted(name.split()))
