"""How often the hyphen at a line end is decided rightly, on sentences that were never counted.

    python benchmarks/line_hyphens.py SENTENCES_GZ

Typesetter's hyphens come from pyphen, one break in every third word of six letters or more; real
and suspended ones are those of the sentences themselves. Nothing is known of a document, so reading
one does better: there its own words and signs count too.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyphen

from extract.dutch.build_vocabulary import read_sentences
from extract.dutch.line_end import SUSPENDING, LineEnd, decide
from extract.dutch.vocabulary import PUNCTUATION, UNKNOWN, shipped_vocabulary

PLAIN_WORD = re.compile(r"[^\W\d_]{6,}")
SHARE_BROKEN = 0.3
Break = tuple[str, str, str, LineEnd]
"""Kind, what stands before the hyphen, what stands after it, what should become of it."""


def breaks_of(sentences: Iterable[str], generator: random.Random) -> Iterator[Break]:
    """Break the words of sentences at the places where a line could end."""
    hyphenator = pyphen.Pyphen(lang="nl_NL")
    for sentence in sentences:
        words = sentence.split()
        for word, following in zip(words, [*words[1:], ""], strict=True):
            opened = word.lstrip(PUNCTUATION)
            bare = opened.rstrip(PUNCTUATION)
            if PLAIN_WORD.fullmatch(bare):
                places = [at for at in hyphenator.positions(bare) if 2 <= at <= len(bare) - 2]
                if places and generator.random() < SHARE_BROKEN:
                    at = generator.choice(places)
                    kind = "typesetter" if is_known(bare) else "typesetter, unknown word"
                    yield kind, bare[:at], opened[at:], LineEnd.JOIN
            elif opened.endswith("-") and following.rstrip(PUNCTUATION) in SUSPENDING:
                yield "suspended", opened[:-1], following, LineEnd.SUSPEND
            yield from inner_hyphens(opened, bare)


def inner_hyphens(opened: str, bare: str) -> Iterator[Break]:
    """A line could end at each hyphen inside a word."""
    for match in re.finditer(r"(?<=[^\W_])-(?=[^\W_])", bare):
        left, right = bare[: match.start()], opened[match.end() :]
        plain = right[0].islower() and not left.isupper() and left.replace("-", "").isalpha()
        kind = "real, all lower case" if plain else "real, with digits or capitals"
        if plain and not is_known(bare) and not is_known(left + right.rstrip(PUNCTUATION)):
            kind = "real, all lower case, unknown word"
        yield kind, left, right, LineEnd.KEEP


def is_known(word: str) -> bool:
    """Whether exactly this form is in the vocabulary."""
    return shipped_vocabulary().level(word.lower()) != UNKNOWN


def main() -> None:
    """Measure and print the share that is right, kind by kind."""
    right: dict[str, list[bool]] = defaultdict(list)
    sentences = read_sentences(Path(sys.argv[1]), is_held_out=True)
    for kind, left, following, wanted in breaks_of(sentences, random.Random(20_260_101)):
        right[kind].append(decide(f"{left}-", following) is wanted)
    for kind in sorted(right):
        print(f"{kind:36} {sum(right[kind]) / len(right[kind]):.4f} of {len(right[kind])}")


if __name__ == "__main__":
    main()
