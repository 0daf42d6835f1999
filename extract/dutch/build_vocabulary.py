"""Builds the Dutch vocabulary: python -m extract.dutch.build_vocabulary SENTENCES_GZ TARGET_FOLDER.

SENTENCES_GZ holds one sentence a line; sources.csv beside it names where they come from. The word
list is OpenTaal's (Debian package wdutch), one word a line. Counted are word forms with and without
a hyphen; kept are those that are common, or that are listed and were met. One sentence in fifty is
left out, so that `benchmarks/line_hyphens.py` measures on sentences that were not counted.
"""

import argparse
import csv
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.dutch.vocabulary import DATA, PART, PUNCTUATION, Vocabulary

WORD_LIST = Path("/usr/share/dict/dutch")
HELD_OUT = 50
"""Of so many sentences one is left out of the counts."""

_SPELLING = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": "", "’": "'"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+(?:'[^\W\d_]+)*)*")
_WITH_DIGITS = re.compile(r"(?=.*\d)[^\W_]*[^\W\d_]{2}[^\W_]*(?:-[^\W_]+)*|[a-z]\d|[^\W_]+-\d+")

_COMMON = 8
"""A form met so often is a word, listed or not: a name, an abbreviation."""
_RARE = 4
"""A compound of known parts, or a word of the list, comes in from here."""
_LEAST_HYPHENATED = 2
_LEFTOVER = 25
"""A form with a hyphen, so many times rarer than the same without, is a left-over of a line end."""
_COMMON_WITH_DIGITS = 20
_LONGEST = 45
_COUNT_OF_PART = {4: 60, 5: 12}
"""How often a word of so many letters must be met to be a part of compounds."""
_USUAL_COUNT_OF_PART = 4
_PARTS_OF_THREE = frozenset(
    """arm bad bed bio bos box bus cao cel dag dak eis erf gas gif hal hof ijs kap kas kop lab les
    lid man mee mes mix mos net oog pad pot rij rol set sub tak tal top uur vak vat vee vet vis weg
    wet zee zin zon""".split()
)
_NEVER_A_PART = frozenset(
    """aange aard acht achtig achtige alle ander andere angs baar baarheid baars baart bare been
    beste beter bende biet daar dagen deze dien dienen doen door druk eden eens eert eigen elde
    elijk elijke elkaar ende ener enig enige enken ens eren erend erende eren erij erin erom ersten
    eten even gaan gang geen gelijk geld ging gingen goed graad groot haar half heb hebben heden
    heid heids hele hier iedere ingen ings ische isten keer keert kelen kelijk kelijke kende kent
    keren ketting king kingen kings klaar komen komt kunde kundig kundige laden lands leden leer
    legen legd lelijk lenen leren leids lijk lijke lijks lijkt lingen loos loze lozen maal maar
    matig matige mede meer meest menten mijn moet naar naast neder neer niet nissen ning ningen
    nist nodig open over plus reeds reeks rende rijden rijk rijke ring ringen ringe ringel ringen
    roepen roken samen schap schappen schik schikt schikken selen singen sluit staan staat stel
    stelde stelt steld stem sten ster stig stige tand tegen teit temen teren ters tige ting tingen
    toch toen trek treft tuur vaar vallen vast veel veld ver vele veren vers verder verse verst
    vens vens volgens voor vraag vrij waar waard waardig waren want weer welk welke werp wijze
    worden wordt zaam zame zelf zich zien ziet zien zicht zijde zijdig zijdige zijn zoals zoek
    zoeken zonder zullen""".split()
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each lower-case form was met, and what the word list holds, in lower case."""

    plain: Mapping[str, int]
    hyphenated: Mapping[str, int]
    with_digits: Mapping[str, int]
    listed: frozenset[str]
    sentences: int


def read_sentences(path: Path, is_held_out: bool = False) -> Iterator[str]:
    """The sentences that are counted, or those that are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if (number % HELD_OUT == 0) == is_held_out:
                yield line.rstrip("\n")


def count(sentences: Iterable[str], word_list: Iterable[str]) -> Counts:
    """Count the forms in sentences, without regard to capitals."""
    tokens, total = Counter[str](), 0
    for sentence in sentences:
        tokens.update(sentence.split())
        total += 1
    plain, hyphenated, with_digits = Counter[str](), Counter[str](), Counter[str]()
    for token, times in tokens.items():
        word = token.strip(PUNCTUATION).translate(_SPELLING).lower()
        if len(word) > _LONGEST:
            continue
        if _WORD.fullmatch(word):
            (hyphenated if "-" in word else plain)[word] += times
        elif _WITH_DIGITS.fullmatch(word):
            with_digits[word] += times
    listed = (line.strip().lower() for line in word_list)
    words = frozenset(filter(_WORD.fullmatch, listed))
    return Counts(plain, hyphenated, with_digits, words, total)


def vocabulary_of(counts: Counts) -> Vocabulary:
    """Choose the words, and learn which parts go with a hyphen."""
    listed = {word: counts.plain[word] for word in counts.listed if counts.plain.get(word)}
    frequent = {word: n for word, n in counts.plain.items() if n >= _COMMON}
    levels = {word: level_of(word, n, counts) for word, n in (listed | frequent).items()}
    levels |= {word: _level(n) for word, n in _with_hyphen(counts).items()}
    levels |= {w: _level(n) for w, n in counts.with_digits.items() if n >= _COMMON_WITH_DIGITS}
    known = Vocabulary(levels, {}, {})
    for word, times in counts.plain.items():
        if word not in levels and times >= _RARE and known.is_compound(word):
            levels[word] = _level(times)
    for word in listed:
        if counts.plain[word] < _RARE and known.is_compound(word) and levels[word] < PART:
            del levels[word]
    before, after = part_tendencies(counts, levels)
    return Vocabulary(levels, before, after)


def level_of(word: str, times: int, counts: Counts) -> int:
    """The level of a word, with PART added when it may be a part of a compound."""
    return _level(times) + (PART if _may_be_part(word, times, word in counts.listed) else 0)


def _level(times: int) -> int:
    return int(math.log2(times)) if times else 0


def _may_be_part(word: str, times: int, is_listed: bool) -> bool:
    if word in _PARTS_OF_THREE:
        return True
    if len(word) < 4 or word in _NEVER_A_PART or not word.isalpha() or not is_listed:
        return False
    return times >= _COUNT_OF_PART.get(len(word), _USUAL_COUNT_OF_PART)


def _with_hyphen(counts: Counts) -> dict[str, int]:
    """Forms with a hyphen that are not what a line end left behind."""
    kept = {word: 1 for word in counts.listed if "-" in word}
    for word, times in counts.hyphenated.items():
        joined = counts.plain.get(word.replace("-", ""), 0)
        if times >= _LEAST_HYPHENATED and times * _LEFTOVER >= joined:
            kept[word] = times + (word in kept)
    return kept


def part_tendencies(
    counts: Counts, levels: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """How much more a word is the left, or the right, of a form with a hyphen than of a compound.

    Forms are counted, not how often they were met. In quarters of a natural logarithm.
    """
    before, after = Counter[str](), Counter[str]()
    for word, times in counts.hyphenated.items():
        joined = counts.plain.get(word.replace("-", ""), 0)
        if times * _LEFTOVER < joined:
            continue
        for left, right in breaks(word):
            before[left] += 1
            after[right] += 1
    starts, ends = Counter[str](), Counter[str]()
    for word, times in counts.plain.items():
        if times < 2 and word not in counts.listed:
            continue
        for at in range(2, len(word) - 2):
            left, right = word[:at], word[at:]
            if right in levels and (left in levels or left in before):
                starts[left] += 1
                ends[right] += 1
    return _tendencies(before, starts), _tendencies(after, ends)


def breaks(word: str) -> Iterator[tuple[str, str]]:
    """What stands left and right of each hyphen in a word."""
    for match in re.finditer("-", word):
        yield word[: match.start()], word[match.end() :]


def _tendencies(with_hyphen: Mapping[str, int], without: Mapping[str, int]) -> dict[str, int]:
    return {
        part: round(4 * math.log((times + 0.3) / (without.get(part, 0) + 0.3)))
        for part, times in with_hyphen.items()
        if times > 1 and len(part) > 1
    }


def write_vocabulary(vocabulary: Vocabulary, path: Path) -> None:
    """Write the words grouped by their numbers; the same words give the same bytes."""
    groups = {
        "words": _by_number(vocabulary.levels),
        "before": _by_number(vocabulary.before),
        "after": _by_number(vocabulary.after),
    }
    text = json.dumps(groups, ensure_ascii=False, indent=0)
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _by_number(numbers: Mapping[str, int]) -> dict[int, str]:
    groups: dict[int, list[str]] = {}
    for word in sorted(numbers):
        groups.setdefault(numbers[word], []).append(word)
    return {number: " ".join(groups[number]) for number in sorted(groups)}


CARD = """\
# Dutch vocabulary
`vocabulary.json.gz`: {words} lower-case Dutch word forms ({hyphenated} with a hyphen), grouped by
level: the binary logarithm of how often a form was met, 32 more when it may be a part of a
compound. `before` and `after`: how much more often a part stands left or right of a hyphen than in
a compound without one, in quarters of a natural logarithm. No text is here.

Made by `python -m extract.dutch.build_vocabulary SENTENCES_GZ TARGET_FOLDER` from counts over
{sentences} sentences and from the OpenTaal word list. What it is worth on sentences that were left
out is measured by `python benchmarks/line_hyphens.py SENTENCES_GZ`.

## Limits
Mostly planning, law and parliament; thin on health, the social domain and crime; partly Flemish.
The legal basis of sources without a repository licence was not checked by a lawyer.

## Sources
The word list of OpenTaal (https://www.opentaal.org), version 2.20.19, decides which rare forms are
words: see OPENTAAL.md for its licence. The sentences come from:
{sources}
"""


def card(vocabulary: Vocabulary, sentences: int, sources_csv: Path) -> str:
    """The README beside the data."""
    with sources_csv.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        sources = [f"- {row['source']} ({row['repository']}): {row['licence']}" for row in rows]
    return CARD.format(
        words=len(vocabulary.levels),
        hyphenated=sum("-" in word for word in vocabulary.levels),
        sentences=sentences,
        sources="\n".join(sources),
    )


def build(sentences_gz: Path, word_list: Path, target: Path) -> None:
    """Write the vocabulary and its README to a folder."""
    with word_list.open(encoding="utf-8") as listed:
        counts = count(read_sentences(sentences_gz), listed)
    vocabulary = vocabulary_of(counts)
    target.mkdir(parents=True, exist_ok=True)
    write_vocabulary(vocabulary, target / DATA.name)
    readme = card(vocabulary, counts.sentences, sentences_gz.with_name("sources.csv"))
    (target / "README.md").write_text(readme, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sentences_gz", type=Path)
    parser.add_argument("target_folder", type=Path)
    parser.add_argument("--word-list", type=Path, default=WORD_LIST)
    options = parser.parse_args(arguments)
    build(options.sentences_gz, options.word_list, options.target_folder)


if __name__ == "__main__":
    main()
