"""Dutch words for matching: tokens with offsets, stems, and the parts of compounds."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

WORD_COUNTS = Path(__file__).parent / "models" / "word_counts.txt"

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019"
# Combining marks belong to the word: text from a PDF often holds a letter and its trema apart.
_LETTERS = r"[^\W_][\w\u0300-\u036f]*"
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+(?!\w)"  # 1.250,50 is one number
    rf"|(?:[{_APOSTROPHES}]s[{_HYPHENS}])?{_LETTERS}(?:[{_HYPHENS}{_APOSTROPHES}]{_LETTERS})*"
)
_FORM = re.compile("[a-z]+")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_CONSONANT_AND_S = re.compile("[^aeiouj]s$")
_APOSTROPHE_ENDING = re.compile(f"[{_APOSTROPHES}](?:s|er|je|tje)?$")

# Nouns that end in -en of themselves: haven is not the plural of haaf. Also as last part of others.
NOUNS_IN_EN = (
    "examen",
    "haven",
    "huishouden",
    "inkomen",
    "keten",
    "keuken",
    "kuiken",
    "molen",
    "varken",
    "wagen",
    "wapen",
)
MIN_PART_LENGTH = 4
# Few letters occur by chance inside other words (rege-ring), so short parts must be common words.
MIN_PART_COUNT = 10
MIN_COUNT_BY_LENGTH = {4: 60, 5: 25}
LINKS = ("", "s", "e", "en", "er")
# Three letters are too few to trust in general; these heads are common in policy language.
SHORT_HEADS = frozenset({"bus", "hub", "lab", "net", "weg", "wet"})
# A particle says little about the subject, its head says much: bijscholing is scholing.
PARTICLES = ("bij", "her", "na", "om")
MIN_HEAD_LENGTH = 7
# Longer "words" are lines that lost their spaces; trying every split of them takes too long.
MAX_COMPOUND_LENGTH = 48
# Plurals and adjectives that change the word itself, which Snowball does not know.
IRREGULAR = {
    "centra": "centrum",
    "kinderen": "kind",
    "leden": "lid",
    "musea": "museum",
    "schepen": "schip",
    "steden": "stad",
    "stedelijk": "stad",
    "stedelijke": "stad",
}
# Snowball cuts these back to the stem of another word: bereiken, bedrijf, open, ouders.
OWN_STEM = {
    "bedrijvigheid": "bedrijvigheid",
    "bereikbaar": "bereikbaar",
    "bereikbaarheid": "bereikbaarheid",
    "bereikbare": "bereikbaar",
    "openbaar": "openbaar",
    "openbare": "openbaar",
    "opening": "opening",
    "openingen": "opening",
    "oudere": "ouderen",
    "ouderen": "ouderen",
}
# Words of grammar, and endings that happen to be words, are never a part of a compound.
_NEVER_A_PART = """
    aaneen aange aard acht achter achtig achtige alle alleen ander andere angst baar baart bare
    beide best beste beter binnen boven buiten daar deze dingen door eens elkaar enig enige erbij
    eren erom erop ertoe eruit essen eten even gaan geen gelegenheden gelegenheid gelijk gelijke
    ging goed haar hebben heden heeft heel hele hier ieder iedere keert kende kent keren kunnen
    leert lenen leren lijk lijke lijken loos loze lozen maar matig matige mede meer mijn minder
    moet moeten mogen naar neer niet onder over rijden rijk rijke ring roken samen schap schappen
    tegelijk tegen terug toch toen tussen vast veel verder veren vers verst volgens voor vooral
    vrij waar waardig waardige want waren weer welke worden wordt zaam zame zelf zich zijdig
    zijdige zijn zoals zonder zullen
"""
NEVER_A_PART = frozenset(_NEVER_A_PART.split())
_SHORT_GRAMMAR = """
    aan af al als ben bij dan dat de den der des die dit doe doet dus een elk elke en er ga gaan
    gaat ge had heb hem hen het hij hoe hun ik in is ja je kan kon komt krijg krijgt laat liep maar
    me mee men met mij na nog nu of om ons onze ook op per te ten ter toe tot uit van via voor
    was wat we wel werd wie wij wil wilde zal ze zich zij zo zou
"""
GRAMMAR = NEVER_A_PART | frozenset(_SHORT_GRAMMAR.split())
"""Words that no label should be explained with, whatever a head has learnt of them."""


class Token(NamedTuple):
    """A word or number of a text, with what it shares with other forms and compounds."""

    text: str
    start: int
    end: int
    stem: str
    parts: tuple[str, ...]


class Compounds:
    """Splits Dutch compounds by word counts (Koehn & Knight 2003).

    Names (written with a capital in the counts) protect themselves, as Rotterdam, but are
    never a part of another word.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._whole = {word.lower(): count for word, count in counts.items()}
        self._parts = {word: count for word, count in counts.items() if _may_be_part(word, count)}

    def knows(self, word: str) -> bool:
        """Whether the counts hold this folded lower-case word."""
        return word in self._whole

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded lower-case word, or () when it is no compound."""
        if len(word) > MAX_COMPOUND_LENGTH:
            return ()
        candidates = [parts for parts in self._splits(word) if len(parts) > 1]
        best = max(candidates, key=self._score, default=())
        if best and self._is_worth(best, word):
            return tuple(piece for part in best for piece in (part, *self._head(part)))
        return self._head(word)

    def _splits(self, word: str) -> Iterator[tuple[str, ...]]:
        if word in self._parts or self._is_short_head(word):
            yield (word,)
        for end in range(MIN_PART_LENGTH, len(word) - 2):
            first = self._without_link(word[:end])
            if first is not None:
                yield from ((first, *rest) for rest in self._splits(word[end:]))

    def _is_short_head(self, word: str) -> bool:
        return word in SHORT_HEADS and word in self._whole

    def _without_link(self, segment: str) -> str | None:
        """The most frequent word that the segment is, with or without a linking ending."""
        words = [segment.removesuffix(link) for link in LINKS if segment.endswith(link)]
        known = [word for word in words if word in self._parts]
        return max(known, key=self._whole.__getitem__, default=None)

    def _score(self, parts: tuple[str, ...]) -> float:
        return math.exp(sum(math.log(self._whole[part]) for part in parts) / len(parts))

    def _is_worth(self, parts: tuple[str, ...], word: str) -> bool:
        return self._score(parts) > self._whole.get(word, 0)

    def _head(self, word: str) -> tuple[str, ...]:
        """The head after a particle: only a noun in -ing that is far more common than the whole."""
        if not word.endswith(("ing", "ingen")):
            return ()
        heads = (word.removeprefix(particle) for particle in PARTICLES if word.startswith(particle))
        for head in heads:
            count = self._parts.get(head, 0)
            if len(head) >= MIN_HEAD_LENGTH and count > 3 * self._whole.get(word, 0):
                return (head,)
        return ()


def _may_be_part(word: str, count: int) -> bool:
    if not word.islower() or len(word) < MIN_PART_LENGTH or word in NEVER_A_PART:
        return False
    return count >= MIN_COUNT_BY_LENGTH.get(len(word), MIN_PART_COUNT)


def read_word_counts(path: Path) -> dict[str, int]:
    """The shipped counts: a word form and its count on each line, names with a capital."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for word, count in lines}


@cache
def shipped_compounds() -> Compounds:
    """The splitter over the shipped word counts, read when first used."""
    return Compounds(read_word_counts(WORD_COUNTS))


def fold(text: str) -> str:
    """Lower case without diacritics: coördinatie and coordinatie are one word."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def forms_of(text: str) -> list[str]:
    """The words of a text in bare letters: without capitals, diacritics and digits."""
    return _FORM.findall(fold(text))


def _new_stemmer() -> snowballstemmer.stemmer:
    # Snowball 3 gave the name "dutch" to another algorithm, which maps gezond to zon.
    known = snowballstemmer.algorithms()
    return snowballstemmer.stemmer("dutch_porter" if "dutch_porter" in known else "dutch")


_STEMMER = _new_stemmer()
_STEMMER_LOCK = threading.Lock()  # a Snowball stemmer keeps its word in itself


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word; bedrijf and bedrijven, innovatie and innovaties have the same."""
    folded = _APOSTROPHE_ENDING.sub("", fold(word))
    if folded in OWN_STEM:
        return OWN_STEM[folded]
    singular = folded.removesuffix("s")
    if singular.endswith(NOUNS_IN_EN):
        return singular
    with _STEMMER_LOCK:
        stemmed: str = _STEMMER.stemWord(_regular_form(folded))
    return _even_out(stemmed)


def _regular_form(word: str) -> str:
    """The form from which Snowball finds the stem that the other forms of the word have."""
    if word.endswith(("dies", "sies", "ties")) or _is_plural_in_es(word):
        return word[:-1]
    if _CONSONANT_AND_S.search(word) and _has_plural_in_en(word):
        return word + "en"  # the s of kans and grens belongs to the word, the s of flats does not
    return IRREGULAR.get(word, word)


def _is_plural_in_es(word: str) -> bool:
    """Routes and turbines are plurals; proces and succes are not, for there is no succe."""
    return len(word) > 5 and word.endswith("es") and shipped_compounds().knows(word[:-1])


def _has_plural_in_en(word: str) -> bool:
    known = shipped_compounds().knows
    return known(word + "en") or known(word[:-1] + "zen")


def _even_out(stemmed: str) -> str:
    """Undo what Dutch spelling does at the end of a word: huiz- and huis, buss- and bus."""
    if len(stemmed) < 3 or not stemmed.isalpha():
        return stemmed
    if stemmed[-1] == stemmed[-2] and stemmed[-1] not in "aeiou":
        stemmed = stemmed[:-1]
    return stemmed[:-1] + {"v": "f", "z": "s"}.get(stemmed[-1], stemmed[-1])


@lru_cache(maxsize=200_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The stems of the parts of a compound or hyphenated word, in order; () when it has none."""
    pieces = [piece for piece in _HYPHEN.split(fold(word)) if piece]
    if len(pieces) > 1:
        stems = [one for piece in pieces for one in (stem(piece), *compound_parts(piece))]
    else:
        stems = [stem(part) for part in shipped_compounds().split(pieces[0])] if pieces else []
    return tuple(dict.fromkeys(stems))


def tokenise(text: str) -> list[Token]:
    """The words and numbers of a text, in order."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    return Token(text, match.start(), match.end(), stem(text), compound_parts(text))
